"""What follows once all of a reply lies here: it is shown, closed cases are looked through, and what left goes."""

from __future__ import annotations

from sqlalchemy import Connection

from app.data.outbox import foreign
from app.data.queries import late
from app.data.replica import replica
from app.data.replica.gone import purge_gone
from app.domain.records import Changes
from sync.protocol.envelope import Reply
from sync.protocol.lines import GoneLine


def show(connection: Connection, page: replica.Page, reply: Reply) -> Changes:
    """Shows what a page touched, notes what came late to closed cases, takes what left; gives what differs from before."""
    changes = replica.show(connection, page)
    late.note(connection, page.arrived | {line.record for line in reply.logs})
    purge_gone(connection)
    if not reply.head.more or reply.head.dropped or any(isinstance(line, GoneLine) for line in reply.page):
        _drop_lines(connection)
    return changes


def _drop_lines(connection: Connection) -> None:
    """Pieces of records that were too large for a page go: whose they are is not known, and nobody may ask for them again.

    With a last page none is awaited. Before that one may be of a record that left; what still comes begins anew.
    """
    connection.exec_driver_sql(
        "DELETE FROM blob_part WHERE sha256 NOT LIKE ? AND sha256 NOT IN (SELECT sha256 FROM blob)", (foreign.PIECE + "%",)
    )
