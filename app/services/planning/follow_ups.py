"""The visits of a case: what was promised, what the office's rules ask for, what was missed; the same for all open cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.data.queries import visits_due
from app.data.queries.visits_due import VisitRow
from app.data.reader import Reader
from app.domain.clock import readable_day
from app.domain.deadlines import State
from app.domain.follow_up import Life, Planned, calendar_of, next_by_rule, planned, shortest
from app.domain.permissions import can
from app.domain.permissions import scope as reach
from app.domain.records import Record
from app.domain.rules import RuleSet, Source
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts, cases
from app.services.cases.case_file import next_visit
from app.services.office.rules import rules
from app.services.people.deaths import is_dead

Why = Literal["promised", "risk", "place"]


@dataclass(frozen=True, slots=True)
class VisitDue:
    """A visit to make: its day, why, how it stands, visits missed since the last one.

    `rule` and `source`: the rule behind it (none for a promise); `every`: its days, or months where the child lives.
    """

    due: date
    why: Why
    state: State
    missed: int
    rule: str = ""
    source: Source | Literal[""] = ""
    every: int = 0


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What who goes out needs: visits to make, the nearest first; the last visit; when the child was last seen; the visits
    since then at which it was not.
    """

    due: tuple[VisitDue, ...]
    last: Record | None
    seen_on: date | None
    not_seen: tuple[Record, ...]


def schedule(reader: Reader, case: str) -> tuple[VisitDue, ...]:
    """The visits to make in a case, the nearest first; none for one that is closed or whose child died.

    InputError `not_allowed`.
    """
    record = cases.readable(reader, case)
    child = reader.maybe("child", reader.current(record.text("child")))
    if record.code("status") != "open" or (child is not None and is_dead(child)):
        return ()
    known, notes = rules(reader, "follow_up"), case_parts.visible(reader, "note", case)
    places = [row for row in case_parts.visible(reader, "placement", case) if row.day("to_on") is None]
    place = max(places, key=lambda row: (row.text("from_on"), row.id), default=None)
    made = [day for row in notes if is_visit(row, known) and (day := row.day("on_date")) is not None]
    life = Life(
        record.code("risk_level"),
        record.day("first_contact_on") or record.day("opened_on"),
        max(made, default=None),
        place.code("option") if place is not None else None,
        place.day("from_on") if place is not None else None,
    )
    promise = next_visit(notes)
    return tuple(_dues(life, promise[0] if promise is not None else None, known, reader.today()))


def sheet(reader: Reader, case: str) -> VisitSheet:
    """What who goes out to a child needs; InputError `not_allowed`."""
    due = schedule(reader, case)
    known = rules(reader, "follow_up")
    notes = sorted(case_parts.visible(reader, "note", case), key=lambda row: (row.text("on_date"), row.id))
    went = [row for row in notes if row.text("kind") in known.texts("counts.kinds")]
    seen = [day for row in notes if row.flag("child_seen") and (day := row.day("on_date")) is not None]
    missed: list[Record] = []
    for row in reversed(went):
        if row.flag("child_seen") is not False:
            break
        missed.append(row)
    return VisitSheet(due, went[-1] if went else None, max(seen, default=None), tuple(missed))


def is_visit(note: Record, known: RuleSet) -> bool:
    """Whether a note is a visit that the rules count."""
    seen = note.flag("child_seen") is not False or known.flag("counts.not_seen")
    return note.text("kind") in known.texts("counts.kinds") and seen


def _dues(life: Life, promised: date | None, known: RuleSet, today: date) -> list[VisitDue]:
    """The visits to make, the nearest first."""
    found: list[VisitDue] = []
    if promised is not None:
        found.append(VisitDue(promised, "promised", _state(promised, today, known), int(promised < today)))
    by_rule = planned(life, known, today)
    if by_rule is not None:
        found.append(_by_rule(by_rule, known, today))
    return sorted(found, key=lambda one: (one.due, one.why != "promised"))


def _by_rule(found: Planned, known: RuleSet, today: date) -> VisitDue:
    """A visit that a rule asks for."""
    why: Why = "risk" if found.why == "risk" else "place"
    return VisitDue(
        found.due, why, _state(found.due, today, known), found.missed, found.path, found.source, known.number(found.path)
    )


def _state(due: date, today: date, known: RuleSet) -> State:
    """How a visit stands; the day itself is in time."""
    if today > due:
        return "overdue"
    return "soon" if due - today <= timedelta(days=known.number("soon.visit")) else "running"


def visits(reader: Reader, scope: Scope) -> Iterable[Due]:
    """The next visit of each open case of a scope that is overdue or close. A source of tasks."""
    today = reader.today()
    for row, due, why in _near(reader, scope):
        state: State = "overdue" if today > due else "soon"
        yield Due("visit", row.case, ("case", row.case), due, state, row.owner, why, "add:note", codes="visit_why")


def due_visits(reader: Reader, scope: Scope) -> Iterator[tuple[VisitRow, VisitDue]]:
    """The open cases of a scope with the visit that is to be made first, where that is overdue or close."""
    known, today, joined = rules(reader, "follow_up"), reader.today(), visits_due.joined(reader)
    for row, _, _ in _near(reader, scope):
        yield row, (schedule(reader, row.case) if row.case in joined else _of_row(row, known, today))[0]


def _near(reader: Reader, scope: Scope) -> Iterator[tuple[VisitRow, date, str]]:
    """The same with the day and the reason alone: of ten thousand cases nothing is worked out that is not shown."""
    actor = reader.actor
    if not can(actor, "case.list"):
        return
    owner = scope.owner if reach(actor, "case.list") == "office" else actor.user
    if scope.owner not in (None, owner):
        return
    known = rules(reader, "follow_up")
    until, laid = reader.today() + timedelta(days=known.number("soon.visit")), calendar_of(known)
    before = until - timedelta(days=shortest(known))
    joined = visits_due.joined(reader)
    for row in visits_due.open_cases(
        reader,
        scope.office,
        owner,
        known.texts("counts.kinds"),
        known.flag("counts.not_seen"),
        before.isoformat(),
        until.isoformat(),
    ):
        if scope.cases is not None and row.case not in scope.cases:
            continue
        if row.case in joined:
            found = next(((one.due, str(one.why)) for one in schedule(reader, row.case)), None)
        else:
            life, promised = _life(row)
            found = next_by_rule(life, laid)
            if promised is not None and (found is None or promised <= found[0]):
                found = (promised, "promised")
        if found is not None and found[0] <= until:
            yield row, *found


def _of_row(row: VisitRow, known: RuleSet, today: date) -> list[VisitDue]:
    """The visits to make of a case, from what the list has of it."""
    return _dues(*_life(row), known, today)


def _life(row: VisitRow) -> tuple[Life, date | None]:
    """What the rules look at, and the day that was promised and not kept."""
    begun, placed = readable_day(row.first_contact_on) or readable_day(row.opened_on), readable_day(row.placed_on)
    life = Life(row.risk or None, begun, readable_day(row.last_visit), row.option or None, placed)
    return life, None if row.last_note > row.promised_at else readable_day(row.promised_on)
