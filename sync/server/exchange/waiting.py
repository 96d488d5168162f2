"""What came by a bundle before what it follows: kept, bounded for each device, taken in when the gap closes (sync.md §7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from sync.protocol.bundle import Frame, Piece, joined
from sync.server.devices.offices import Device, device_by_id
from sync.server.faults import Refusal
from sync.server.files import now
from sync.server.models import bundle_piece, bundle_wait

WAIT_BYTES = 64 * 1024 * 1024
"""Bytes that wait for one device at most; more stays on the stick."""
WAIT_ROWS = 4000
"""Requests, and as many pieces, that wait for one device at most."""


@dataclass(frozen=True, slots=True)
class Due:
    """A request that waited and can be taken in now."""

    first: int
    count: int
    content: bytes


def hold(connection: Connection, device: Device, incarnation: str, place: tuple[int, int], content: bytes) -> None:
    """Keeps a request (`place`: first operation and how many) until what lies before it is here; Refusal 429 `bundle_full`."""
    first, count = place
    device_by_id(connection, device.id, lock=True)  # room is counted by one at a time
    waits = bundle_wait.c
    key = (waits.home == device.home, waits.incarnation == incarnation, waits.first == first, waits.ops == count)
    if connection.execute(select(waits.first).where(*key)).first() is not None:
        return
    _room(connection, device, len(content))
    row = {"home": device.home, "incarnation": incarnation, "first": first, "ops": count, "device": device.id}
    connection.execute(insert(bundle_wait), [{**row, "content": content, "at": now()}])


def due(connection: Connection, device: Device, incarnation: str, have: int) -> Due | None:
    """The first request that joins what is here; those that bring nothing new any more are forgotten."""
    waits = bundle_wait.c
    mine = (waits.home == device.home, waits.incarnation == incarnation, waits.device == device.id)
    query = select(waits.first, waits.ops, waits.content).where(*mine, waits.first <= have + 1)
    row = connection.execute(query.order_by(waits.first, waits.ops.desc()).limit(1)).first()
    return None if row is None else Due(int(row.first), int(row.ops), bytes(row.content))


def forget(connection: Connection, device: Device, incarnation: str, place: tuple[int, int]) -> None:
    """A request waits no longer."""
    waits = bundle_wait.c
    key = (waits.home == device.home, waits.incarnation == incarnation, waits.first == place[0], waits.ops == place[1])
    connection.execute(delete(bundle_wait).where(*key))


def keep_piece(connection: Connection, device: Device, piece: Piece) -> Frame | None:
    """Keeps a piece; gives the frame when it is whole, whose pieces then go. Refusal 429, ProtocolError `bundle_damaged`.

    The device's row is locked: of two pieces that come at once the second has to see the first.
    """
    device_by_id(connection, device.id, lock=True)
    table = bundle_piece.c
    name = piece.hash.hex()
    mine = (table.home == device.home, table.device == device.id, table.hash == name)
    there = {int(row.start): row for row in connection.execute(select(bundle_piece).where(*mine))}
    if piece.start not in there:
        _room(connection, device, len(piece.content))
        row = {"home": device.home, "device": device.id, "hash": name, "start": piece.start, "size": piece.size}
        connection.execute(insert(bundle_piece), [{**row, "content": piece.content, "at": now()}])
    others = (Piece(piece.hash, start, int(row.size), bytes(row.content)) for start, row in there.items())
    frame = joined([piece, *others])
    if frame is not None:
        connection.execute(delete(bundle_piece).where(*mine))
    return frame


def _room(connection: Connection, device: Device, size: int) -> None:
    """Whether there is room for one more; Refusal 429 `bundle_full`."""
    held = 0
    for table in (bundle_wait, bundle_piece):
        mine = (table.c.home == device.home, table.c.device == device.id)
        query = select(func.count(), func.coalesce(func.sum(func.length(table.c.content)), 0)).where(*mine)
        rows, stored = connection.execute(query).one()
        held += int(stored)
        if int(rows) >= WAIT_ROWS:
            raise Refusal(429, "bundle_full", retry_after=600)
    if held + size > WAIT_BYTES:
        raise Refusal(429, "bundle_full", retry_after=600)


def waiting(connection: Connection) -> list[dict[str, Any]]:
    """What waits, for the command."""
    waits = bundle_wait.c
    query = select(waits.home, waits.device, waits.incarnation, waits.first, waits.ops, waits.at)
    rows = connection.execute(query.order_by(waits.home, waits.device, waits.incarnation, waits.first))
    return [
        {"office": row.home, "device": row.device, "first": int(row.first), "ops": int(row.ops), "at": row.at} for row in rows
    ]
