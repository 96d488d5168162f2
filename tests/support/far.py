"""The server's side of pages on a real database, in a few lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.data.outbox import dispatch
from app.domain.ids import new_id
from app.domain.records import Changes
from app.services.office.offices import Session
from app.syncing.identity import Enrolment
from app.syncing.store import DatabaseStore
from sync.client.ports import Accepted
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply, ReplyHead, scopes_of
from sync.protocol.lines import PageLine, RecordLine

SCOPE = "o:0203"
AT = "2026-03-01T00:00:00.000Z"


class Far:
    """The server's side in a few lines: pages made by hand, in one epoch."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.told: list[Changes] = []
        enrolled = Enrolment("http://127.0.0.1:1", "t", bytes(32), (), "", bytes(32))
        self.store = DatabaseStore(session.database, enrolled, self.told.append)

    def page(self, *lines: PageLine, start: int | None = None, end: int, more: bool = False, **head: Any) -> Accepted:
        """A reply with a page, to a request without operations."""
        here = self.here()
        batch = self.store.outgoing(1)
        first = Cursor(1, here if start is None else start)
        told = ReplyHead(
            1, head.pop("have", 0), more=more, scopes=scopes_of(lines), moved={SCOPE: (first, Cursor(1, end, "t"))}
        )
        return self.store.accept(batch, 0, Reply(told, page=lines, **head))

    def here(self) -> int:
        """The cursor."""
        with self.session.database.transaction() as connection:
            return dispatch.cursors(connection).get(SCOPE, Cursor(1, 0)).seq


def record(version: int, body: Mapping[str, Any] | None, type_name: str = "child", identity: str = "") -> RecordLine:
    """A line of a record."""
    return RecordLine((SCOPE,), identity or new_id(), type_name, version, body)
