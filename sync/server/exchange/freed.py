"""Operations of a device that left quarantine, as replies tell them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from sync.protocol.envelope import Held
from sync.server import models
from sync.server.database import chunks
from sync.server.devices.offices import Device
from sync.server.exchange.numbering import LARGEST

FREED_DAYS, FREED_MOST = 30, 500
"""How long, and how many at most, an older laptop is told of, which does not ask."""

Freed = tuple[tuple[str, int, str], ...]
"""Incarnation, number, and the verdict of its replay or `discarded`."""


def freed_of(connection: Connection, device: Device, asked: Held | None) -> Freed:
    """Of the operations that a laptop knows as held those that are held no more; of one that names none the latest ones."""
    held = models.held.c
    query = select(held.incarnation, held.seq, held.outcome).where(held.device == device.id, held.state != "held")
    if asked is None:
        since = (datetime.now(UTC) - timedelta(days=FREED_DAYS)).isoformat(timespec="milliseconds")
        query = query.where(held.freed_at > since).order_by(held.freed_at.desc(), held.seq).limit(FREED_MOST)
        rows = list(connection.execute(query))
    else:
        rows = [
            row
            for incarnation, numbers in asked.items()
            for some in chunks(sorted({number for number in numbers if number <= LARGEST}))
            for row in connection.execute(query.where(held.incarnation == incarnation, held.seq.in_(some)).order_by(held.seq))
        ]
    return tuple((row.incarnation, int(row.seq), str(row.outcome)) for row in rows)
