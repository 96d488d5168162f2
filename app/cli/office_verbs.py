"""`init`, `user …`, `sample`, `backup`, `restore`, `doctor`."""

from __future__ import annotations

from app.cli.context import Context
from app.services import offices


def init(context: Context) -> None:
    """Makes an office with its first user and prints the recovery code, this once."""
    call = context.call
    made = offices.create_office(context.folder, call.need("office"), call.need("full-name"), context.password())
    with made.session as session:
        context.out.one(
            {"office": session.actor.office, "user": session.actor.user, "roles": sorted(session.actor.roles)}
            | {"recovery_code": made.recovery_code}
        )
