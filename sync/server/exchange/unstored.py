"""What stands nowhere yet but in quarantine or among waiting requests, and belongs to records that are erased by law.

Lines in quarantine lose their content; of a waiting request only the lines about such records do, each leaving its hash: the
chain holds, and nothing of other records is lost with them. Pieces of frames cannot be read: they go, since their laptops have
them and bring them again; those of devices that were revoked stay, since these have destroyed what they held.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update

from sync.protocol import chain, codec
from sync.protocol.canonical import short_id
from sync.protocol.envelope import decode_request
from sync.protocol.lines import OpLine, decode_op
from sync.schema import vocabulary
from sync.server import models
from sync.server.blobs import blob_refs
from sync.server.exchange.apply import BROKEN
from sync.server.files import now


@dataclass(frozen=True, slots=True)
class _Line:
    """An operation that is not taken in."""

    line: bytes
    op: OpLine | None

    def about(self, ids: Collection[str]) -> bool:
        """Whether it is about one of some records, or of a record that is to belong to one, as far as it can be read."""
        op = self.op
        if op is None:
            return any(mark.encode() in self.line for each in ids for mark in (each, short_id(each)))
        if op.record in ids:
            return True
        spec = vocabulary().types.get(op.type)
        if spec is None:
            return any(short_id(each).encode() in self.line for each in ids)
        return op.kind == "create" and any(each in ids for each in spec.belongs_to(op.patch))


def _read(line: bytes, since: str) -> _Line:
    """A line as far as it can be read."""
    try:
        return _Line(line, decode_op(line, since))
    except BROKEN:
        return _Line(line, None)


def _quarantined(connection: Connection) -> list[tuple[Any, _Line]]:
    """Operations in quarantine, also such as were given up; with what could not be read when it came."""
    log, numbering = models.op_log.c, models.incarnation.c
    query = select(log.home, log.incarnation, log.seq, log.line, numbering.since).join_from(
        models.op_log, models.incarnation, (numbering.home == log.home) & (numbering.id == log.incarnation)
    )
    rows = connection.execute(query.where(or_(log.verdict == "held", log.record == "")))
    return [(row, _read(bytes(row.line), row.since)) for row in rows if row.line]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A request that came by a bundle too early; without lines when it cannot be read."""

    row: Any
    lines: tuple[bytes, ...] = ()
    ops: tuple[_Line, ...] = ()


def _waiting(connection: Connection) -> Iterator[_Waiting]:
    """Requests that wait for their predecessor."""
    for row in connection.execute(select(models.bundle_wait)).all():
        content = bytes(row.content)
        try:
            lines = tuple(codec.unpack(content[1:], codec.FORMS[content[0]]))
            request = decode_request(lines)
            yield _Waiting(row, lines, tuple(_read(line, request.head.since) for line in request.ops))
        except BROKEN:
            yield _Waiting(row)


def below(connection: Connection, ids: Collection[str]) -> set[str]:
    """Records that stand nowhere else and belong to some that are erased."""
    lines = [each for _, each in _quarantined(connection)]
    lines += [each for wait in _waiting(connection) for each in wait.ops]
    made = [each for each in lines if each.op is not None and each.op.kind == "create" and each.op.record not in ids]
    found: set[str] = set()
    while True:
        more = {each.op.record for each in made if each.op is not None and each.about({*ids, *found})} - found
        if not more:
            return found
        found |= more


def contents(connection: Connection, ids: Collection[str]) -> set[str]:
    """Contents that only lines in quarantine name."""
    lines = [each.op for _, each in _quarantined(connection) if each.op is not None and each.op.record in ids]
    named = {name for op in lines if op.type == blob_refs.TYPE for name in blob_refs.names_in(op.patch)}
    return blob_refs.unnamed(connection, named)


def wipe(connection: Connection, ids: Collection[str], revoked: Collection[str]) -> int:
    """Takes the content out of all that is about some records; gives how many pieces that cannot be read stay."""
    log, held = models.op_log.c, models.held.c
    nothing = {"line": b"", "what": None, "changes": None, "told": None, "verdict": "erased"}
    for row, line in _quarantined(connection):
        if line.about(ids):
            key = (log.home == row.home, log.incarnation == row.incarnation, log.seq == row.seq)
            connection.execute(update(models.op_log).where(*key).values(**nothing))
            place = (held.home == row.home, held.incarnation == row.incarnation, held.seq == row.seq, held.state == "held")
            freed = {"state": "released", "outcome": "erased", "freed_at": now()}
            connection.execute(update(models.held).where(*place).values(**freed))
    for wait in _waiting(connection):
        _wipe_request(connection, wait, ids)
    piece = models.bundle_piece
    connection.execute(delete(piece).where(piece.c.device.not_in(sorted(revoked))))
    return int(connection.execute(select(func.count()).select_from(piece)).scalar_one())


def _wipe_request(connection: Connection, wait: _Waiting, ids: Collection[str]) -> None:
    """A waiting request without what is about some records; one that cannot be read is of no use to anybody and goes."""
    table, row = models.bundle_wait, wait.row
    key = [table.c[name] == getattr(row, name) for name in ("home", "incarnation", "first", "ops")]
    if not wait.lines:
        connection.execute(delete(table).where(*key))
        return
    ops = [chain.wiped(chain.line_hash(each.line)) if each.about(ids) else each.line for each in wait.ops]
    marks = [short_id(each).encode() for each in ids]
    audit = [b"[]" if any(mark in line for mark in marks) else line for line in wait.lines[1 + len(ops) :]]
    lines = [wait.lines[0], *ops, *audit]
    if tuple(lines) != wait.lines:
        form = codec.FORMS[bytes(row.content)[0]]
        packed = bytes([codec.FORMS.index(form)]) + codec.pack(lines, form, codec.SMALL)
        connection.execute(update(table).where(*key).values(content=packed))
