"""What the window remembers for one person on this laptop: widths, filters, the last page. Never exchanged."""

from __future__ import annotations

import json

from app.data.database import Database
from app.data.reader import Reader
from app.data.values import canonical


def put_state(database: Database, user: str, key: str, value: object) -> None:
    """Remembers a value that JSON can hold; None forgets it."""
    with database.transaction() as connection:
        if value is None:
            connection.exec_driver_sql('DELETE FROM ui_state WHERE "user" = ? AND key = ?', (user, key))
        else:
            connection.exec_driver_sql(
                'INSERT OR REPLACE INTO ui_state ("user", key, value) VALUES (?, ?, ?)', (user, key, canonical(value))
            )


def state(reader: Reader, key: str, default: object = None) -> object:
    """What was remembered for the actor, or the default."""
    row = reader.connection.exec_driver_sql(
        'SELECT value FROM ui_state WHERE "user" = ? AND key = ?', (reader.actor.user, key)
    ).fetchone()
    return default if row is None else json.loads(row[0])


def all_states(reader: Reader) -> dict[str, object]:
    """All that was remembered for the actor."""
    rows = reader.connection.exec_driver_sql('SELECT key, value FROM ui_state WHERE "user" = ?', (reader.actor.user,))
    return {key: json.loads(value) for key, value in rows}
