"""`enrol`, `sync`, `status`, `conflicts …`, `held …`, `digest`."""

from __future__ import annotations

from app.cli.context import Context
from app.domain.clock import instant_text
from app.services import sync_state


def status(context: Context) -> None:
    """Tells what waits to be sent and when the last exchange ended well."""
    with context.session.read() as reader:
        state = sync_state.sync_state(reader)
    context.out.one(
        {
            "waiting": state.waiting,
            "waiting_records": state.waiting_records,
            "held": state.held,
            "conflicts": state.conflicts,
            "parked": state.parked,
            "last_success": instant_text(state.last_success) if state.last_success else None,
            "enrolled": state.enrolled,
        }
    )
