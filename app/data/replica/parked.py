"""Lines of pages that could not be taken as typed, tried once more, perhaps by a newer version of the programme."""

from __future__ import annotations

from sqlalchemy import Connection

from app.data.fields import type_names
from app.data.replica.replica import refresh
from app.domain.records import Changes
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import RecordLine, decode_reply_line

UNREAD = "unread"
"""Why a line is parked: this version cannot read it."""
_BASED = ("type", "content")
"""Why a record is parked whose line did become its base."""
_ANY_SCOPES = ("",) * 10_000


def retry_parked(connection: Connection) -> tuple[Changes, set[str]]:
    """Tries once more to show what was parked; what can be shown is parked no longer.

    Also gives records whose line never became a base: they have to be sent whole once more. They stay parked until they come.
    """
    parked = connection.exec_driver_sql(
        "SELECT p.record, r.type, p.reason, p.line FROM parked p LEFT JOIN record r ON r.id = p.record"
    ).fetchall()
    shown_only = {record: kind for record, kind, reason, _ in parked if reason in _BASED and kind in type_names()}
    for record in shown_only:
        connection.exec_driver_sql("DELETE FROM parked WHERE record = ?", (record,))
    again = {record for record, _, reason, _ in parked if reason not in (*_BASED, UNREAD)}
    for record, line in ((record, bytes(line)) for record, _, reason, line in parked if reason == UNREAD):
        told = _readable(line)
        if told is not None:
            connection.exec_driver_sql("DELETE FROM parked WHERE record = ?", (record,))
            again.add(told)
    return refresh(connection, shown_only), again


def _readable(line: bytes) -> str | None:
    """The record of a line that could not be read when it came, if it can be now; its scopes come with it anew."""
    try:
        value = decode_reply_line(line, _ANY_SCOPES)
    except ProtocolError:
        return None
    return value.record if isinstance(value, RecordLine) else None
