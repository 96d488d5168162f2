"""Children here who may be known to another office too, as the server told last (practice P3). Kept on this laptop alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from app.data.outbox.dispatch import meta, put_meta
from app.data.reader import Reader
from app.data.values import canonical
from app.domain.clock import instant_text, parse_instant
from sync.protocol.likely import Elsewhere, pair_of

__all__ = ["Elsewhere", "is_due", "keep", "known", "mark", "note_asked"]
_KNOWN, _MARK, _ASKED = "likely_known", "likely_mark", "likely_asked"
EVERY, SOON = timedelta(days=1), timedelta(hours=1)
"""How often the server is asked; again so soon after a child was registered (inferred: a question costs some 500 bytes)."""


def known(reader: Reader) -> tuple[Elsewhere, ...]:
    """What the server told last."""
    rows = json.loads(meta(reader.connection, _KNOWN) or "[]")
    return tuple(map(pair_of, rows))


def mark(connection: Connection) -> str:
    """The name of the answer that is here; empty before the first one."""
    return meta(connection, _MARK) or ""


def keep(connection: Connection, told: str, pairs: Sequence[Elsewhere] | None, at: datetime) -> bool:
    """Keeps an answer; whether it says something else than before. `pairs` None: it is the one that is here."""
    put_meta(connection, _ASKED, instant_text(at))
    if pairs is None or told == mark(connection):
        return False
    put_meta(connection, _MARK, told)
    put_meta(connection, _KNOWN, canonical([one.row() for one in pairs]))
    return True


def note_asked(connection: Connection, at: datetime) -> None:
    """The server was asked and had no answer: not at once again."""
    put_meta(connection, _ASKED, instant_text(at))


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether to ask the server: once a day, and sooner when a child was registered here since. A clock put back asks too."""
    told = meta(connection, _ASKED)
    if told is None:
        return True
    since = now - parse_instant(told)
    if not timedelta(0) <= since < EVERY:
        return True
    if since < SOON:
        return False
    query = "SELECT 1 FROM op WHERE type = 'child' AND kind = 'create' AND at > ? LIMIT 1"
    return connection.exec_driver_sql(query, (told,)).fetchone() is not None
