"""What came to a closed case after its closing, from a laptop that did not know of it: a head looks at it (practice P19).

A closing is approved for what the head saw. An incident, a higher risk, a service or another open case that arrives later was
seen by nobody. The case stays closed and nothing is lost; until the case is reopened, or a head says that the entry was seen,
Today tells it to the heads of the office and to whoever works on the case. That look is kept as a decision on the case, with
who and when. What belongs to a restricted group is told to who holds it alone, and ends with the reopening only: a decision
travels openly and would tell of it (practice P1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from app.data.queries import late as queries
from app.data.queries.late import LateRow
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import readable_instant
from app.domain.errors import InputError
from app.domain.permissions import can
from app.domain.records import Record
from app.domain.tasks import WRITTEN, Due, Scope
from app.services.cases import case_parts, cases, closing, closing_marks
from app.text.zone import local_date

REMEMBERED = 180
"""Days for which a closing is watched (inferred: a laptop that was away for longer comes with more than an entry)."""
WHAT = "late"
_ENDED = ("closed", "not_accepted")


@dataclass(frozen=True, slots=True)
class Late:
    """Something that came after the closing of a case. `may_look`: the person is a head who may say that it was seen."""

    case: Record
    record: Record
    day: str
    by: str
    may_look: bool


def waiting(reader: Reader, key: str = "") -> list[Late]:
    """What came late and no head has looked at, of cases that the person may read; of one record only, if so asked."""
    if not can(reader.actor, "case.list"):
        return []
    rows = [row for row in queries.late(reader, _since(reader)) if not (row.doubt and _knew(reader, row))]
    keys = tuple(dict.fromkeys(row.id for row in rows))
    looked = {row.text("subject") for row in reader.find("approval", subject=keys, what=WHAT)} if keys else set()
    found = (_late(reader, row) for row in rows if row.id not in looked and key in ("", row.id))
    return [one for one in found if one is not None]


def _since(reader: Reader) -> str:
    """The first day whose closings are watched."""
    return (reader.today() - timedelta(days=REMEMBERED)).isoformat()


def _knew(reader: Reader, row: LateRow) -> bool:
    """Whether an entry was before the eyes of who ended the case, though it came to the server later than all else there."""
    return closing_marks.knew(reader.once(("late_marks", row.episode), lambda: queries.marks(reader, row.episode)), row.id)


def _late(reader: Reader, row: LateRow) -> Late | None:
    """A line, if the case is still closed by that closing, and the person may know of the entry."""
    case, record = reader.maybe("case", row.case), reader.maybe(row.type, row.id)
    if case is None or record is None or case.code("status") not in _ENDED or not cases.may_read(reader, case):
        return None
    if closing.subject_of(reader, case.id)[1] != row.episode or not case_parts.may_see(reader.actor, record):
        return None
    at = readable_instant(row.at)
    day = local_date(at).isoformat() if at is not None else ""
    return Late(case, record, day, row.by, _may_look(reader, case, record, row.by))


def _may_look(reader: Reader, case: Record, record: Record, by: str) -> bool:
    """Whether the person is a head who neither works on the case nor wrote the entry, and a look tells nothing restricted."""
    open_to_all = case_parts.group_of(record.type, record.values) is None
    own = reader.actor.user in (case.ref("owner"), by)
    return open_to_all and not own and can(reader.actor, "case.decide", office=case.text("office"))


def due(reader: Reader, scope: Scope) -> Iterable[Due]:
    """What came late, for heads to look at and for whoever works on the case; a source of tasks (`task_sources`)."""
    for one in waiting(reader):
        owner, about = one.case.text("owner"), (one.record.type, one.record.id)
        if scope.cases is not None and one.case.id not in scope.cases:
            continue
        told, step = f"{one.record.type}\t{one.day}", f"list:{one.record.type}"
        if one.may_look and scope.owner in (None, reader.actor.user):
            yield Due("late_look", one.case.id, about, None, "soon", reader.actor.user, told, step, "approval", WRITTEN)
        elif scope.owner in (None, owner):
            yield Due("late_entry", one.case.id, about, None, "soon", owner, told, step, "review", WRITTEN)


def seen(uow: UnitOfWork, key: str) -> str:
    """A head looked at an entry (its id) that came after the closing; the case stays closed. The id of the decision.

    InputError `record_not_found` where nothing of that id waits, `approval_restricted`, `look_not_asked`.
    """
    one = next(iter(waiting(uow, key)), None)
    if one is None:
        raise InputError("record_not_found", type="approval", id=key[:40])
    if case_parts.group_of(one.record.type, one.record.values) is not None:
        raise InputError("approval_restricted")
    if not one.may_look:
        raise InputError("look_not_asked")
    uow.undoable = False
    day = uow.today()
    asked = {"what": WHAT, "case": one.case.id, "subject": key, "state": "asked", "asked_on": day}
    mark = uow.create("approval", asked)  # of two heads who look at once each has a look of their own: no clash
    answer = {"state": "approved", "decided_by": uow.actor.user, "decided_on": day}
    uow.approve("approval", mark, answer, shown=[(one.record.type, key)])
    return mark
