"""Audit lines of a request: reads, exports, prints and sign-ins of a laptop (sync.md §10)."""

from __future__ import annotations

from sqlalchemy import Connection, insert, update

from sync.protocol.audit import decode_audit
from sync.protocol.canonical import canonical
from sync.protocol.envelope import Request
from sync.server import models
from sync.server.devices.offices import Device
from sync.server.exchange.apply import BROKEN
from sync.server.exchange.arrived import is_id
from sync.server.exchange.numbering import LARGEST, Numbering


def store_audit(connection: Connection, device: Device, numbering: Numbering, request: Request) -> None:
    """Audit lines behind the last one that is here; one that cannot be read is kept as it came."""
    last, rows = numbering.audit, []
    for line in request.audit:
        try:
            each = decode_audit(line, numbering.since)
            params = canonical(each.params).decode()
            texts = [text.encode().decode().replace("\0", "")[:64] for text in (each.user, each.act, each.kind)]
        except BROKEN:
            continue
        if not last < each.number < LARGEST or (each.record is not None and not is_id(each.record)):
            continue
        last = each.number
        row = {"home": device.home, "incarnation": numbering.id, "number": each.number, "at": each.at}
        rows.append({**row, "author": texts[0], "act": texts[1], "kind": texts[2], "record": each.record, "params": params})
    if not rows:
        return
    connection.execute(insert(models.audit), rows)
    table = models.incarnation
    key = (table.c.home == device.home, table.c.id == numbering.id)
    if connection.execute(update(table).where(*key).values(audit=last)).rowcount == 0:
        new = {"home": device.home, "id": numbering.id, "device": device.id, "since": numbering.since, "audit": last}
        connection.execute(insert(table), [{**new, "have": numbering.have, "chain": numbering.chain}])


def confirmed(request: Request, numbering: Numbering) -> int:
    """Up to which number audit lines are done with: all that came, readable or not."""
    if not request.audit:
        return 0
    found = numbering.audit
    for line in request.audit:
        try:
            found = max(found, decode_audit(line, numbering.since).number)
        except BROKEN:
            continue
    return min(found, LARGEST)
