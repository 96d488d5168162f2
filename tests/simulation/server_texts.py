"""All that stands in a server's database and may hold a value, as one text."""

from __future__ import annotations

from sqlalchemy import select

from sync.server import models
from sync.server.database import Store


def server_ats(store: Store) -> set[str]:
    """The instants of saves whose operations are here."""
    with store.read() as connection:
        return set(connection.execute(select(models.op_log.c.at)).scalars())


def server_text(store: Store) -> str:
    """Bodies, clashes, and operations with what they changed."""
    parts: list[str] = []
    with store.read() as connection:
        parts.extend(connection.execute(select(models.record.c.body)).scalars())
        for row in connection.execute(select(models.conflict.c.current, models.conflict.c.proposed)):
            parts.extend(row)
        parts.extend(
            bytes(line).decode(errors="replace") for line in connection.execute(select(models.op_log.c.line)).scalars()
        )
    return "\n".join(parts)
