"""Operations whose authors saw others that had not come to the server yet, carried to them by a stick (sync.md §7)."""

from __future__ import annotations

from sqlalchemy import Connection, select, tuple_

from sync.merge import Incoming, State
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import decode_op
from sync.server import models


def seen_by_others(connection: Connection, op: Incoming, state: State) -> frozenset[tuple[str, int]]:
    """Those who wrote a record after an operation's base and name that operation as seen: what they wrote supersedes it."""
    writers = {
        (writer.incarnation, writer.op)
        for writer in state.writers.values()
        if writer.op and writer.seq > op.base and writer.incarnation != op.incarnation
    }
    if not writers:
        return frozenset()
    log, its = models.op_log.c, models.incarnation.c
    query = select(log.incarnation, log.seq, log.line).join_from(
        models.incarnation, models.op_log, (its.home == log.home) & (its.id == log.incarnation)
    )
    query = query.where(its.id.in_(sorted({name for name, _ in writers})), log.seq.in_(sorted({seq for _, seq in writers})))
    query = query.where(tuple_(log.incarnation, log.seq).in_(sorted(writers)))
    return frozenset(
        (str(row.incarnation), int(row.seq))
        for row in connection.execute(query)
        if (op.incarnation, op.seq) in _saw(bytes(row.line))
    )


def _saw(line: bytes) -> frozenset[tuple[str, int]]:
    """What a line names as seen."""
    try:
        return frozenset(decode_op(line, "").saw)
    except ProtocolError:
        return frozenset()


def came_late(connection: Connection) -> list[str]:
    """Held operations on records that were unknown when they came and are here now."""
    held, record = models.held.c, models.record.c
    query = select(held.id).join_from(models.held, models.record, held.record == record.id)
    waits = (held.state == "held", held.reason == "unknown_record")
    order = (held.device, held.number, held.incarnation, held.seq)
    return [str(name) for name in connection.execute(query.where(*waits).order_by(*order)).scalars()]
