"""An incarnation as the server has it, and whether what a request brings joins what is here (sync.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from sync.protocol import chain
from sync.protocol.envelope import Request, RequestHead
from sync.server import models
from sync.server.devices.offices import Device
from sync.server.exchange.arrived import Told
from sync.server.exchange.verdicts import recorded
from sync.server.faults import Refusal

LARGEST = 2**62
"""No number on this wire is larger."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """An incarnation as the server has it."""

    id: str
    since: str
    have: int
    chain: bytes
    safe: int
    audit: int


def numbering_of(connection: Connection, device: Device, head: RequestHead) -> Numbering:
    """The incarnation of a request, new or known; Refusal 409 when it is another device's."""
    row = connection.execute(_NUMBERING, {"incarnation": head.incarnation}).first()
    if row is None:
        return Numbering(head.incarnation, head.since, 0, chain.START, 0, 0)
    if row.device != device.id:
        raise Refusal(409, "fork", have=0, chain=chain.shown(chain.START))
    return Numbering(row.id, row.since, int(row.have), bytes(row.chain), int(row.safe), int(row.audit))


_NUMBERING = select(models.incarnation).where(models.incarnation.c.id == bindparam("incarnation"))


def check_head(connection: Connection, device: Device, numbering: Numbering, head: RequestHead) -> None:
    """Whether the request's operations join what is here; Refusal 409 `gap` or `fork`."""
    told: dict[str, Any] = {"have": numbering.have, "chain": chain.shown(numbering.chain)}
    if head.first - 1 > numbering.have:
        raise Refusal(409, "gap", **told)
    here = numbering.chain
    if head.first == 1:
        here = chain.START
    elif head.first - 1 < numbering.have:
        log = models.op_log.c
        mine = (log.home == device.home, log.incarnation == numbering.id)
        query = select(log.chain).where(*mine, log.seq == head.first - 1)
        found = connection.execute(query).scalar()
        here = bytes(found) if found is not None else b""
    if chain.shown(here) != head.chain:
        raise Refusal(409, "fork", **told)


def known_verdicts(connection: Connection, device: Device, numbering: Numbering, request: Request) -> list[Told]:
    """The recorded verdicts of operations that are here already; Refusal 409 `fork` at the first with another content."""
    first = request.head.first
    last = min(numbering.have, first + request.head.count - 1)
    if last < first:
        return []
    log = models.op_log.c
    query = select(log.seq, log.hash, log.verdict, log.version, log.told).where(
        log.home == device.home, log.incarnation == numbering.id, log.seq >= first, log.seq <= last
    )
    told = []
    for row in connection.execute(query.order_by(log.seq)):
        if bytes(row.hash) != chain.line_hash(request.ops[row.seq - first]):
            raise Refusal(409, "fork", have=numbering.have, chain=chain.shown(numbering.chain), first=int(row.seq))
        told.append(recorded(row))
    return told
