"""What authors had before them besides what came from the server: operations that a stick carried (sync.md §7), same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, tuple_

from sync.growing import adds, anew, held, names, texts
from sync.merge import Incoming, Known, Outcome, State
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import OpLine, decode_op
from sync.schema import RESERVED, TypeSpec
from sync.server import models


def known_of(connection: Connection, spec: TypeSpec, record: str, op: Incoming, state: State, outcome: Outcome) -> Known | None:
    """What the log knows besides, of an operation that merged with this outcome; None where that changes nothing."""
    known = seen_by_others(connection, spec, op, state) if outcome.conflicts else Known()
    if outcome.merged:
        told = with_same_words(connection, spec, record, op), written_anew(connection, spec, record, op)
        known = replace(known, holds=told[0], anew=told[1])
    return known if known.seen_by or known.holds or known.anew else None


def seen_by_others(connection: Connection, spec: TypeSpec, op: Incoming, state: State) -> Known:
    """Those who wrote a record after an operation's base and name that operation as seen: what they wrote supersedes it."""
    writers = {
        (writer.incarnation, writer.op)
        for writer in state.writers.values()
        if writer.op and writer.seq > op.base and writer.incarnation != op.incarnation
    }
    if not writers:
        return Known()
    log, its = models.op_log.c, models.incarnation.c
    query = select(log.incarnation, log.seq, log.line).join_from(
        models.incarnation, models.op_log, (its.home == log.home) & (its.id == log.incarnation)
    )
    query = query.where(its.id.in_(sorted({name for name, _ in writers})), log.seq.in_(sorted({seq for _, seq in writers})))
    query = query.where(tuple_(log.incarnation, log.seq).in_(sorted(writers)))
    lines = {(str(row.incarnation), int(row.seq)): _read(bytes(row.line)) for row in connection.execute(query)}
    saw = {each: line.patch for each, line in lines.items() if line is not None and (op.incarnation, op.seq) in line.saw}
    named = names(spec, op.patch)
    return Known(frozenset(saw), frozenset(each for each, patch in saw.items() if adds(named, patch)))


def with_same_words(connection: Connection, spec: TypeSpec, record: str, op: Incoming) -> frozenset[tuple[str, int]]:
    """The operations of others since an operation's base that added words to its record's texts, all of which it writes too."""
    written = texts(spec, op.patch)
    if not written:
        return frozenset()
    log = models.op_log.c
    query = select(log.incarnation, log.seq, log.line).where(
        log.record == record, log.version > op.base, log.incarnation != op.incarnation
    )
    rows = connection.execute(query).all()
    told = ((str(row.incarnation), int(row.seq), _patch(bytes(row.line), written)) for row in rows)
    return held(written, [each for each in told if each[:2] not in op.saw])


def written_anew(connection: Connection, spec: TypeSpec, record: str, op: Incoming) -> frozenset[str]:
    """Texts that somebody wrote anew who saw the words that an operation adds to them, whatever came after that."""
    named = names(spec, op.patch)
    if not adds(named, op.patch):
        return frozenset()
    log = models.op_log.c
    query = select(log.line).where(
        log.record == record, log.version > op.base, log.incarnation != op.incarnation, log.verdict != "conflict"
    )
    lines = [_read(bytes(line)) for line in connection.execute(query).scalars()]
    return anew(named, op.patch, [each.patch for each in lines if each is not None and (op.incarnation, op.seq) in each.saw])


def _patch(line: bytes, texts_of: Iterable[str]) -> Mapping[str, Any]:
    """What a line writes; all of these texts as a whole, where it does not tell: it cannot be read, or brings back what was."""
    op = _read(line)
    return dict.fromkeys(texts_of) if op is None or any(name.startswith(RESERVED) for name in op.patch) else op.patch


def _read(line: bytes) -> OpLine | None:
    """The operation of a line of the log; None where it cannot be read any more. Its instant does not count here."""
    try:
        return decode_op(line, "")
    except (ProtocolError, ValueError, OverflowError):
        return None


def came_late(connection: Connection) -> list[str]:
    """Held operations on records that were unknown when they came and are here now."""
    held, record = models.held.c, models.record.c
    query = select(held.id).join_from(models.held, models.record, held.record == record.id)
    waits = (held.state == "held", held.reason == "unknown_record")
    order = (held.device, held.number, held.incarnation, held.seq)
    return [str(name) for name in connection.execute(query.where(*waits).order_by(*order)).scalars()]
