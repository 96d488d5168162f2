"""Asks the server at the end of an exchange which children may be known to another office too; nothing else waits for it."""

from __future__ import annotations

from collections.abc import Callable

from app.data.database import Database
from app.data.replica import elsewhere
from app.domain.records import Change, Changes
from sync.client.likely import ask_likely
from sync.client.ports import ExchangeFault
from sync.client.session import Session

AGAIN = 5
"""Questions in a row while the server has not looked through everything."""


def ask(database: Database, session: Session, told: Callable[[Changes], None]) -> None:
    """Asks when it is time; a link that fails, or a server that does not know the question, is asked another day."""
    with database.transaction() as connection:
        if not elsewhere.is_due(connection, database.clock.now()):
            return
        have = elsewhere.mark(connection)
    for _ in range(AGAIN):
        try:
            answer = ask_likely(session, have)
        except ExchangeFault:
            return
        with database.transaction() as connection:
            if answer is None:
                elsewhere.note_asked(connection, database.clock.now())
                return
            fresh = elsewhere.keep(connection, answer.mark, answer.pairs, database.clock.now())
        have = answer.mark
        if fresh:
            told((Change("child", "", frozenset(), "changed"),))
        if not answer.more:
            return
