"""All that stands in a server's database and may hold a value, as one text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import select

from sync.protocol.errors import ProtocolError
from sync.protocol.lines import decode_op
from sync.server import models
from sync.server.bundles.bundles import request_of
from sync.server.database import Store


def server_ats(store: Store) -> set[str]:
    """The instants of saves whose operations are here, or wait here."""
    with store.read() as connection:
        here = set(connection.execute(select(models.op_log.c.at)).scalars())
    return here | {at for at, _ in _waiting(store)}


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
    return "\n".join([*parts, waiting_text(store)])


def waiting_text(store: Store) -> str:
    """Operations that came by a file before what lies before them."""
    return "\n".join(text for _, text in _waiting(store))


def _waiting(store: Store) -> Iterator[tuple[str, str]]:
    """Those operations: instant and text."""
    with store.read() as connection:
        contents = connection.execute(select(models.bundle_wait.c.content)).scalars().all()
    for content in contents:
        request = request_of(bytes(content))
        for line in request.ops:
            with suppress(ProtocolError, ValueError):
                yield decode_op(line, request.head.since).at, line.decode(errors="replace")
