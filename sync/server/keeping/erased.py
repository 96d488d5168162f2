"""Which records were erased by law (`erasure` does it)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from sync.server import models
from sync.server.database import among, chunks

FLAG = "erased"
"""Flag of an erased record's row; it is told as a line of its own, never as a flag."""


def erased_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those records that were erased."""
    table = models.erased.c
    found: set[str] = set()
    for some in chunks(sorted(set(ids))):
        found.update(connection.execute(select(table.record).where(among(connection, table.record, some))).scalars())
    return found
