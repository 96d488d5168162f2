"""What follows once all of a reply lies here: it is shown, closed cases are looked through, and what left goes."""

from __future__ import annotations

from sqlalchemy import Connection

from app.data.queries import late
from app.data.replica import replica
from app.data.replica.gone import purge_gone
from app.domain.records import Changes
from sync.protocol.envelope import Reply


def show(connection: Connection, page: replica.Page, reply: Reply) -> Changes:
    """Shows what a page touched, notes what came late to closed cases, takes what left; gives what differs from before."""
    changes = replica.show(connection, page)
    late.note(connection, page.arrived | {line.record for line in reply.logs})
    purge_gone(connection)
    return changes
