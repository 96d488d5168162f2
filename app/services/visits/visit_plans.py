"""Visits to come: planned for a month or a day, announced or not, with a team; begun, dropped with the reason (practice P28).

A visit that is not announced is known to its team, to who planned it, and to the head. Its record is of a group that reaches
only computers of inspectors and heads; on those nobody else is shown it, in no list, on no page and in no paper.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import covers, require
from app.domain.questions import Question
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.services.cases.case_values import checked, day_of
from app.services.visits import inspections, visit_secrecy

Values = Mapping[str, object]
State = Literal["planned", "begun", "done", "dropped"]
STATES: tuple[State, ...] = ("planned", "begun", "done", "dropped")
UNANNOUNCED = "unannounced"
GIVEN = frozenset({"notice", "year", "month", "on_date", "kind", "complaint", "note"})
"""What a person fills in."""
AHEAD = frozenset({"on_date"})
YEARS_AHEAD = 5
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit to come, or that came of it; `team` are its members, `inspection` the visit once it is begun."""

    record: Record
    facility: Record
    team: tuple[Record, ...]
    inspection: Record | None

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def state(self) -> State:
        """Where it stands: its visit says whether it is done."""
        if self.record.day("dropped_on") is not None:
            return "dropped"
        visit = self.inspection
        if visit is None:
            return "planned"
        return "begun" if visit.code("state") == "draft" else "done"

    @property
    def last(self) -> date | None:
        """The last day in time: the day, or the end of the month."""
        year, month = self.record.whole("year"), self.record.whole("month")
        if (day := self.record.day("on_date")) is not None or not year or not month:
            return day
        return date(year, month, monthrange(year, month)[1])

    @property
    def unannounced(self) -> bool:
        """Whether it is kept among team and head."""
        return self.record.code("notice") == UNANNOUNCED


def listing(
    reader: Reader, year: int | None = None, *, facility: str | None = None, month: int | None = None, state: str | None = None
) -> tuple[Plan, ...]:
    """The visits that the person may know of, in the order of their days. InputError `not_allowed`, `code_unknown`."""
    require(reader.actor, "inspection.read")
    if state is not None and state not in STATES:
        raise InputError("code_unknown", field="visit_plan.state", code=state[:40], list="visit_state")
    if facility is not None:
        records = reader.find("visit_plan", facility=facility)
    else:
        records = reader.find("visit_plan", year=year) if year is not None else reader.find("visit_plan")
    records = [one for one in records if year in (None, one.whole("year")) and (month is None or one.whole("month") == month)]
    found = [one for one in _whole(reader, records) if state in (None, one.state)]
    return tuple(sorted(found, key=lambda one: (one.last is None, one.last or date.min, one.facility.text("code"), one.id)))


def _whole(reader: Reader, records: list[Record]) -> list[Plan]:
    """Visits with facility, team and inspection; only those of the office that the person may know of."""
    homes = reader.many("facility", (one.text("facility") for one in records))
    visits = _visits(reader, records)
    teams = _by_plan(reader, "visit_member", records)
    found = []
    for record in records:
        home, team = homes.get(record.text("facility")), tuple(sorted(teams.get(record.id, ()), key=_place))
        if (
            home is None
            or not covers(reader.actor.office, home.text("office"))
            or not visit_secrecy.shown(reader, record, team)
        ):
            continue
        found.append(Plan(record, home, team, visits.get(record.id)))
    return found


def _place(member: Record) -> int:
    """Where one of a team stands: who leads it first."""
    return codelist("visit_role").place(member.code("role"))


def _visits(reader: Reader, records: list[Record]) -> dict[str, Record]:
    """Plan → the inspection that came of it: one that was begun from it, else one that was joined to it; none by mistake.

    Of two that were begun on two laptops and are not one yet, the first.
    """
    now = reader.currents(one.text("inspection") for one in records if one.ref("inspection"))
    linked = reader.many("inspection", now.values())
    begun = _by_plan(reader, "inspection", records)
    found: dict[str, Record] = {}
    for one in records:
        other = linked.get(now.get(one.text("inspection"), ""))
        for visit in (*begun.get(one.id, ()), *((other,) if other is not None else ())):
            if visit.code("state") != "void":
                found.setdefault(one.id, visit)
    return found


def _by_plan(reader: Reader, type_name: str, records: list[Record]) -> dict[str, list[Record]]:
    """Plan → records that name it, the first one first."""
    found: dict[str, list[Record]] = {}
    keys = tuple(one.id for one in records)
    for start in range(0, len(keys), _AT_ONCE):
        for row in reader.find(type_name, visit_plan=keys[start : start + _AT_ONCE], order=("id",)):
            found.setdefault(row.text("visit_plan"), []).append(row)
    return found


def get(reader: Reader, plan: str) -> Plan:
    """One visit to come. InputError `not_allowed`, `visit_plan_unknown` (also for one that the person may not know of)."""
    require(reader.actor, "inspection.read")
    record = reader.maybe("visit_plan", plan) if is_id(plan) else None
    found = _whole(reader, [record]) if record is not None else []
    if not found:
        raise InputError("visit_plan_unknown")
    return found[0]


def add(uow: UnitOfWork, facility: str, values: Values, *, record_id: str | None = None) -> str:
    """Plans a visit, unannounced and yearly unless said; gives its id. The reasons of the day are kept with it.

    InputError `facility_closed`, or those of `_checked`.
    """
    from app.services.visits import visit_ranks

    require(uow.actor, "visit.plan")
    home = uow.get("facility", facility)
    whole = {
        "year": None,
        "month": None,
        "notice": UNANNOUNCED,
        "kind": "complaint" if values.get("complaint") else "annual",
        **values,
    }
    given = {name: value for name, value in _checked(uow, facility, whole).items() if value is not None}
    why = visit_ranks.of_facility(uow, home)
    return uow.create(
        "visit_plan",
        {
            **given,
            "facility": facility,
            "reasons": [str(one) for one in why],
            "points": sum(one.points for one in why),
            "made_by": uow.actor.user,
            "made_on": uow.today().isoformat(),
        },
        record_id=record_id,
    )


def _checked(uow: UnitOfWork, facility: str, values: Values) -> dict[str, object]:
    """The values to store; a day gives its month and year.

    InputError `field_not_given`, `visit_time_missing`, `visit_time_out`, `support_has_no_score`, `complaint_elsewhere`, or what
    `checked` finds.
    """
    for name in values:
        if name not in GIVEN:
            raise InputError("field_not_given", field=f"visit_plan.{name}")
    given = checked(uow, "visit_plan", values, ahead=AHEAD)
    for name in ("notice", "kind"):
        if name in given and given[name] is None:
            raise InputError("value_missing", field=f"visit_plan.{name}")
    if given.get("kind") == "support":
        raise InputError("support_has_no_score", field="visit_plan.kind")
    if given.get("on_date"):
        day = day_of("visit_plan.on_date", given["on_date"])
        given |= {"on_date": day.isoformat(), "month": day.month, "year": day.year}
    if given.keys() & {"on_date", "month", "year"}:
        _check_time(uow, given)
    complaint = uow.maybe("complaint", str(given.get("complaint") or ""))
    if given.get("complaint") and (complaint is None or complaint.text("facility") != facility):
        raise InputError("complaint_elsewhere", field="visit_plan.complaint")
    return given


def _check_time(uow: UnitOfWork, given: dict[str, object]) -> None:
    """A visit has at least a month, in a year near enough."""
    year, month = given.get("year"), given.get("month")
    if not isinstance(year, int) or not isinstance(month, int):
        raise InputError("visit_time_missing", field="visit_plan.month")
    if not 1 <= month <= 12 or not uow.today().year - 1 <= year <= uow.today().year + YEARS_AHEAD:
        raise InputError("visit_time_out", field="visit_plan.month", year=year, month=month)
    given.setdefault("on_date", None)


def change(uow: UnitOfWork, plan: str, values: Values) -> None:
    """Moves a visit, or changes its kind or whether it is announced. InputError `visit_plan_done`, or as for `add`."""
    one = open_plan(uow, plan)
    given = _checked(uow, one.record.text("facility"), values)
    uow.update("visit_plan", plan, given)
    if "notice" in given:
        for member in one.team:
            uow.update("visit_member", member.id, {"notice": given["notice"]})


def open_plan(uow: UnitOfWork, plan: str) -> Plan:
    """A visit that is still to come, for who may plan. InputError `not_allowed`, `visit_plan_unknown`, `visit_plan_done`."""
    require(uow.actor, "visit.plan")
    one = get(uow, plan)
    if one.state != "planned":
        raise InputError("visit_plan_done")
    return one


def drop(uow: UnitOfWork, plan: str, why: str) -> None:
    """The visit is not made; it stays in the plan with the reason. InputError `visit_plan_done`, `visit_why_missing`."""
    open_plan(uow, plan)
    if not why.strip():
        raise InputError("visit_why_missing", field="visit_plan.dropped_why")
    told = {"dropped_on": uow.today().isoformat(), "dropped_by": uow.actor.user, "dropped_why": why.strip()}
    uow.update("visit_plan", plan, told)


def begin(uow: UnitOfWork, plan: str, form: CompiledForm, values: Values) -> str:
    """Begins the visit with what was planned, and links it; gives the id of the inspection.

    InputError `visit_plan_done`, or those of `inspections.start`.
    """
    one = open_plan(uow, plan)
    told = {"kind": one.record.text("kind"), "announced": not one.unannounced}
    links = {"visit_plan": plan, **({"complaint": one.record.text("complaint")} if one.record.ref("complaint") else {})}
    return inspections.start(uow, form, one.facility.id, {**told, **values}, links=links)


def link(uow: UnitOfWork, plan: str, inspection: str) -> None:
    """Says which inspection, begun without the plan, came of a visit; it answers the complaint for which that was planned.

    InputError `visit_plan_done`, `visit_elsewhere`.
    """
    one = open_plan(uow, plan)
    visit = visit_secrecy.seen(uow, inspection)
    if visit is None or visit.text("facility") != one.facility.id or visit.code("state") == "void":
        raise InputError("visit_elsewhere", field="visit_plan.inspection")
    uow.update("visit_plan", plan, {"inspection": inspection})
    if complaint := one.record.ref("complaint"):
        uow.update("complaint", complaint, {"inspection": inspection})


def of_inspection(reader: Reader, inspection: str) -> Plan | None:
    """The planned visit that an inspection came of; None where there is none that the person may know of."""
    visit = reader.maybe("inspection", inspection)
    plan = reader.maybe("visit_plan", visit.text("visit_plan")) if visit is not None and visit.ref("visit_plan") else None
    records = [plan] if plan is not None else reader.find("visit_plan", inspection=inspection, order=("made_on",), limit=1)
    found = _whole(reader, records)
    return found[0] if found else None


def questions(reader: Reader, facility: str, values: Values) -> tuple[Question, ...]:
    """What to ask before a visit is planned: that time is over already and it would be late at once; another
    one is planned this year, as far as the person knows."""
    year = values.get("year") or (day_of("visit_plan.on_date", values["on_date"]).year if values.get("on_date") else None)
    there = [one for one in listing(reader, facility=facility) if one.state == "planned" and one.record.whole("year") == year]
    planned = (Question("ask.visit_planned", {"n": len(there)}),) if there else ()
    return (*_over(reader, "ask.visit_past", values), *planned)


def questions_of_change(reader: Reader, values: Values) -> tuple[Question, ...]:
    """What to ask before a visit is moved: its new time is over already; nothing where the time stays."""
    return _over(reader, "ask.visit_moved_past", values)


def _over(reader: Reader, code: str, values: Values) -> tuple[Question, ...]:
    """The question about a time that is over."""
    last = _last_day(values)
    return (Question(code, {"day": last.isoformat()}),) if last is not None and last < reader.today() else ()


def _last_day(values: Values) -> date | None:
    """The last day in time of a visit by what is to be saved; None where that says no time."""
    if values.get("on_date"):
        return day_of("visit_plan.on_date", values["on_date"])
    year, month = values.get("year"), values.get("month")
    if not isinstance(year, int) or not isinstance(month, int) or not 1 <= month <= 12:
        return None
    return date(year, month, monthrange(year, month)[1])
