"""What a stick showed and the server does not get: told to people, who may take it from what is shown here (sync.md §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.data.outbox import unconfirmed as waiting
from app.data.replica import replica
from app.domain.errors import InputError
from app.domain.permissions import require
from app.services.exchange.knowing import may_know

if TYPE_CHECKING:
    from app.data.outbox.unconfirmed import ShownOp
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Changes

DAYS = waiting.DAYS


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """What lies over one record: so many operations, the fields of all, kind of the first, author and instant of the last.

    `id` names it for `hide`. Type, record, fields and author are empty for who may not hear of the record.
    """

    id: str
    type: str
    record: str
    kind: str
    ops: int
    user: str
    at: str
    fields: tuple[str, ...]


def unconfirmed(reader: Reader) -> list[Unconfirmed]:
    """Record by record, in the order in which they came."""
    found: dict[str, list[ShownOp]] = {}
    for op in waiting.shown(reader.connection):
        found.setdefault(op.record, []).append(op)
    return [_told(ops, known=may_know(reader, ops[0].type, record)) for record, ops in found.items()]


def _told(ops: Sequence[ShownOp], *, known: bool) -> Unconfirmed:
    """What lies over a record, as far as the person may hear of it."""
    first, last = ops[0], ops[-1]
    head = f"{first.incarnation}:{first.seq}"
    if not known:
        return Unconfirmed(head, "", "", first.kind, len(ops), "", last.at, ())
    fields = tuple(dict.fromkeys(name for op in ops for name in op.fields))
    return Unconfirmed(head, first.type, first.record, first.kind, len(ops), last.user, last.at, fields)


def hide(uow: UnitOfWork, identity: str) -> Changes:
    """What the stick showed of a record is shown here no longer, but what the server has. Nothing is told to anybody else.

    If it comes after all, it comes from the server. InputError `held_unknown`; `not_allowed`: what others wrote may be nowhere
    else any more, so that who heads the office decides.
    """
    ops = waiting.shown(uow.connection)
    record = next((op.record for op in ops if f"{op.incarnation}:{op.seq}" == identity), None)
    about = [op for op in ops if op.record == record]
    if not about or not may_know(uow, about[0].type, about[0].record):
        raise InputError("held_unknown")
    for op in about:
        require(uow.actor, "held.discard", owner=op.user)
    uow.note("discard", "unconfirmed_hide", record=record)
    return replica.refresh(uow.connection, waiting.end(uow.connection, about[0].record))
