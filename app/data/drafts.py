"""Drafts of what somebody is typing, so that a power cut loses seconds; offered again to the same user only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from app.data.database import Database
from app.data.reader import Reader
from app.data.replica.erased import erased_of, subjects_of
from app.data.values import canonical
from app.domain.clock import instant_text


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: what is being made (`kind`), of which record (`subject`, empty for a new one), its fields, when (UTC text)."""

    kind: str
    subject: str
    body: Mapping[str, object]
    at: str


def save_draft(database: Database, user: str, kind: str, subject: str, body: Mapping[str, object]) -> bool:
    """Keeps a draft in place of the one before; it is on the disk when this returns True.

    False, and none is kept, when it is about what was erased by law, though somebody may still have that before his eyes.
    """
    content, at = canonical(dict(body)), instant_text(database.clock.now())
    with database.transaction() as connection:
        if erased_of(connection, subjects_of(connection, subject, body)):
            return False
        connection.exec_driver_sql(
            'INSERT OR REPLACE INTO draft ("user", kind, subject, body, at) VALUES (?, ?, ?, ?, ?)',
            (user, kind, subject, content, at),
        )
    return True


def drafts(reader: Reader) -> list[Draft]:
    """The actor's drafts, newest first."""
    rows = reader.connection.exec_driver_sql(
        'SELECT kind, subject, body, at FROM draft WHERE "user" = ? ORDER BY at DESC, kind, subject', (reader.actor.user,)
    )
    return [Draft(kind, subject, json.loads(body), at) for kind, subject, body, at in rows]


def draft(reader: Reader, kind: str, subject: str = "") -> Draft | None:
    """One draft of the actor, or None."""
    return next((each for each in drafts(reader) if (each.kind, each.subject) == (kind, subject)), None)


def drop_draft(database: Database, user: str, kind: str, subject: str = "") -> None:
    """Forgets a draft, after it was saved as a record or thrown away."""
    with database.transaction() as connection:
        connection.exec_driver_sql('DELETE FROM draft WHERE "user" = ? AND kind = ? AND subject = ?', (user, kind, subject))
