"""What the foot of the window, the exchange page and `status` tell: waiting, held, in conflict, last success."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.data.reader import Reader
from app.domain.clock import parse_instant
from app.services.exchange import exchange
from app.syncing.faults import NOT_REACHED


@dataclass(frozen=True, slots=True)
class SyncState:
    """Numbers of now. `connected` is None when the server was never tried; `enrolled` says that there is one.

    `unconfirmed`: records of which a stick showed what the server has not had for long.
    """

    waiting: int
    waiting_records: int
    held: int
    conflicts: int
    parked: int
    last_success: datetime | None
    enrolled: bool
    connected: bool | None
    unconfirmed: int = 0


def sync_state(reader: Reader) -> SyncState:
    """The state now."""
    told = exchange.status(reader)
    last = parse_instant(told.last_success) if told.last_success else None
    connected = None if told.last_result is None else told.last_result not in NOT_REACHED
    counts = (told.waiting, told.waiting_records, told.held, told.conflicts, told.parked)
    return SyncState(*counts, last, told.enrolled, connected, told.unconfirmed)
