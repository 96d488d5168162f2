"""The history of fields: what each held before, written with every update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from app.data.outbox.capture import Author
from app.data.undo import Entry
from app.data.values import canonical

INSERT_HISTORY = 'INSERT INTO history (record, type, what, field, old, new, "user", at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'


def history_rows(author: Author, entry: Entry) -> Iterator[tuple[Any, ...]]:
    """The rows for one record of an act: one for each field that changed, one alone for its making or deletion."""
    if entry.what != "changed":
        yield entry.id, entry.type, entry.what, None, None, None, author.user, author.at
        return
    for name, old in entry.before.items():
        yield entry.id, entry.type, "changed", name, _json(old), _json(entry.after[name]), author.user, author.at


def note_history(connection: Connection, author: Author, entries: Iterable[Entry]) -> None:
    """Writes the history of an act."""
    rows = [row for entry in entries for row in history_rows(author, entry)]
    if rows:
        connection.exec_driver_sql(INSERT_HISTORY, rows)


def _json(value: object) -> str | None:
    """A value as it stands in the history."""
    return None if value is None else canonical(value)
