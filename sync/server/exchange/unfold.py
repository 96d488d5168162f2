"""Large operations of a request: their lines were handed in before and are put in the places of their stubs (sync.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from sync.protocol.blobs import Stub, stub_of
from sync.protocol.envelope import Request
from sync.server import models
from sync.server.blobs.blobs import Blobs
from sync.server.devices.offices import Device


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A request with whole lines, up to the first that is not here; `taken`: lines that may go once the database has them."""

    request: Request
    missing: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def unfold(connection: Connection, blobs: Blobs, device: Device, request: Request) -> Unfolded:
    """Puts lines in the place of stubs. One that was taken in before is found in the log of operations."""
    if request.head.protocol < 2:
        return Unfolded(request)
    stubs = {place: stub for place, line in enumerate(request.ops) if (stub := stub_of(line)) is not None}
    if not stubs:
        return Unfolded(request)
    known = _known(connection, device, request, stubs)
    lines, taken = list(request.ops), list[str]()
    for place, stub in stubs.items():
        line = known.get(place) or blobs.line_of(device.id, stub.name)
        if line is None:
            cut = replace(request.head, count=place, audit=0)
            return Unfolded(Request(cut, tuple(lines[:place])), (stub.name,), tuple(taken))
        lines[place] = line
        taken.append(stub.name)
    return Unfolded(replace(request, ops=tuple(lines)), (), tuple(taken))


def _known(connection: Connection, device: Device, request: Request, stubs: Mapping[int, Stub]) -> dict[int, bytes]:
    """Lines that are in the log under the same number and hash."""
    log, first = models.op_log.c, request.head.first
    numbers = [first + place for place in stubs]
    mine = (log.home == device.home, log.incarnation == request.head.incarnation)
    query = select(log.seq, log.hash, log.line).where(*mine, log.seq.in_(numbers))
    return {
        row.seq - first: bytes(row.line)
        for row in connection.execute(query)
        if bytes(row.hash).hex() == stubs[row.seq - first].name
    }
