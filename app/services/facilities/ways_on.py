"""Where each child goes when its facility closes: a line for every child, followed until somebody saw it in its new place.

A line is there because the child lives, or lived, in a facility that empties; nobody has to make it, so none can be forgotten.
That the child left stands with its stay on the list of the facility, and nowhere else. A death ends a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.data.queries.closing import WayRow, ways
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.closing import UNKNOWN, Stage, due, stage
from app.domain.deadlines import State, day_state
from app.domain.errors import InputError
from app.domain.ids import is_id, shared_id_at
from app.domain.permissions import require
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases.case_values import checked, day_of
from app.services.exchange.knowing import may_know
from app.services.facilities import measures, residencies
from app.services.facilities.residencies import Resident
from app.services.office.rules import limits, rules

Values = Mapping[str, object]
PLACE = frozenset({
    "destination", "to_facility", "to_place", "to_phone", "goes_with", "planned_on", "why_not_family", "papers", "assigned_to",
    "next_on", "note",
})  # fmt: skip
"""What a person fills in of a line."""
AHEAD = frozenset({"planned_on", "next_on"})
FAMILY = frozenset({"birth_family", "kinship"})
"""Destinations that come first in the order of the policy (form 4, sourced)."""
_COPIED = (
    "family_name_km", "given_name_km", "name_latin", "sex", "birth_from", "birth_to", "birth_source", "disability",
    "disability_assessed", "legal_paper",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """The way of one child. `way` is None while nothing is noted; `due` the last day in time for the next step."""

    resident: Resident
    stay: Record
    way: Record | None
    stage: Stage
    due: date | None
    state: State

    @property
    def id(self) -> str:
        """The id of the stay."""
        return self.stay.id


def way_id(residency: str) -> str:
    """The id of the line of a stay: the same on all computers, so that two who begin it mean one child."""
    return shared_id_at(residency, None, "way_on", residency)


def lines(reader: Reader, facility: str) -> tuple[Line, ...]:
    """The children of a facility that empties, whose next step is due first; none for any other facility."""
    require(reader.actor, "residency.read")
    found = ways(reader, facility)
    stays = reader.many("residency", [row.residency for row in found])
    notes = reader.many("way_on", [way_id(row.residency) for row in found])
    made = [_line(reader, row, stays[row.residency], notes.get(way_id(row.residency))) for row in found]
    return tuple(sorted(made, key=lambda one: (one.due is None, one.due or date.min)))


def _line(reader: Reader, row: WayRow, stay: Record, way: Record | None) -> Line:
    last = due_of(reader, row)
    resident = residencies.resident(reader, stay, reader.today())
    return Line(resident, stay, way, stage(row.way), last, state_of(reader, last))


def due_of(reader: Reader, row: WayRow) -> date | None:
    """The last day in time for the next step of a child, by the rules of the office."""
    return due(row.way, row.kind, row.since, row.until, rules(reader, "closing"))


def state_of(reader: Reader, last: date | None) -> State:
    """Where a next step stands today."""
    return day_state(last, None, reader.today(), limits(reader))


def counts(found: Sequence[Line]) -> dict[Stage, int]:
    """How many children stand at each stage."""
    result: dict[Stage, int] = {}
    for one in found:
        result[one.stage] = result.get(one.stage, 0) + 1
    return result


def set_place(uow: UnitOfWork, residency: str, values: Values) -> str:
    """Notes what is known of the way of a child: the place, who goes along, when, papers, whose task; the id of the line.

    InputError `way_not_open`, `field_not_given`, `facility_closed`, `way_same_facility`, `way_facility_only`,
    `way_of_death`, or what `checked` finds.
    """
    require(uow.actor, "way_on.edit")
    stay = _known(uow, residency)
    for name in values:
        if name not in PLACE:
            raise InputError("field_not_given", field=f"way_on.{name}")
    given = checked(uow, "way_on", values, ahead=AHEAD)
    if given.get("destination") == "died":
        raise InputError("way_of_death", field="way_on.destination")
    before = uow.maybe("way_on", way_id(stay.id))
    after = {**(before.values if before else {}), **given}
    _check_facility(uow, stay, after)
    if before is None:
        whole = {name: value for name, value in given.items() if value is not None}
        return uow.create(
            "way_on",
            {**whole, "residency": stay.id, "facility": stay.text("facility")},
            record_id=way_id(stay.id),
        )
    uow.update("way_on", before.id, given)
    return before.id


def fill(uow: UnitOfWork, stay: Record, values: Values) -> None:
    """Lays what a visit said beside what is known already of the way of a child; what stands there stays."""
    before = uow.maybe("way_on", way_id(stay.id))
    if before is None:
        given = checked(uow, "way_on", values, ahead=AHEAD)
        uow.create("way_on", {**given, "residency": stay.id, "facility": stay.text("facility")}, record_id=way_id(stay.id))
        return
    place = frozenset({"destination", "to_place", "to_phone"})
    skip = place if before.code("destination") else frozenset()
    missing = {name: value for name, value in values.items() if name not in skip and not before.values.get(name)}
    if missing:
        uow.update("way_on", before.id, checked(uow, "way_on", missing, ahead=AHEAD))


def _check_facility(uow: UnitOfWork, stay: Record, after: Values) -> None:
    """Another facility takes the child only if it is another one, and open."""
    to = after.get("to_facility")
    if not to:
        return
    if after.get("destination") != "other_facility":
        raise InputError("way_facility_only", field="way_on.to_facility")
    if to == stay.text("facility"):
        raise InputError("way_same_facility", field="way_on.to_facility")
    home = uow.get("facility", str(to))
    if measures.takes_nobody(uow, home):
        raise InputError("facility_closed", code=home.text("code"), field="way_on.to_facility")


def _known(uow: UnitOfWork, residency: str) -> Record:
    """The stay of a child whose line is followed. InputError `way_not_open`."""
    record = uow.maybe("residency", residency) if is_id(residency) else None
    if record is None or not any(row.residency == record.id for row in ways(uow, record.text("facility"))):
        raise InputError("way_not_open", residency=residency[:40])
    return record


def left(uow: UnitOfWork, residency: str, on: date | str, destination: str = "") -> str:
    """The child left on a day to the place that was found, or to `destination` ("not_known": nobody knows where to).

    In another facility of the register it is admitted in the same act; gives the id of that stay, "" for none. InputError
    `way_not_open`, `way_place_missing`, `way_of_death`, or what exit and admission find.
    """
    stay = _known(uow, residency)
    if destination:
        set_place(
            uow, residency, {"destination": destination, **({} if destination == "other_facility" else {"to_facility": None})}
        )
    way = uow.maybe("way_on", way_id(stay.id))
    place = way.code("destination") if way is not None else None
    if not place:
        raise InputError("way_place_missing", field="way_on.destination")
    exit_values = {"exited_on": str(on), "exit_reason": "facility_closed", "exit_destination": place}
    residencies.exit_resident(uow, stay.id, exit_values)
    to = way.ref("to_facility") if way is not None else None
    return _admit(uow, stay, to, str(on)) if to else ""


def _admit(uow: UnitOfWork, stay: Record, to: str, on: str) -> str:
    """The child on the list of the other facility; linked to its case only by who may know of the case (P27)."""
    case = stay.ref("case")
    linked = bool(case) and may_know(uow, "case", case or "")
    copied = {"case": case} if linked else {name: stay.values[name] for name in _COPIED if name in stay.values}
    arrival = {"admitted_on": on, "admission_reason": "transferred", "admission_source": "other_facility"}
    return residencies.admit(uow, to, {**copied, **arrival})


def seen(uow: UnitOfWork, residency: str, on: date | str, how: str, *, next_on: date | str | None = None) -> None:
    """Somebody saw the child in its new place, or only heard of it (`how`: a code of `contact_how`); seen ends the line.

    InputError `way_not_open`, `way_still_there`, `way_seen_early`, `way_how_missing`, or that of the day.
    """
    require(uow.actor, "way_on.edit")
    stay = _known(uow, residency)
    exited = stay.day("exited_on")
    if exited is None:
        raise InputError("way_still_there")
    if not how:
        raise InputError("way_how_missing", field="way_on.seen_how")
    given = {"seen_on": str(on), "seen_how": how, "next_on": str(next_on) if next_on else None}
    values = checked(uow, "way_on", given, ahead=AHEAD)
    if day_of("way_on.seen_on", values["seen_on"]) < exited:
        raise InputError("way_seen_early", field="way_on.seen_on")
    values["seen_by"] = uow.actor.user
    if uow.maybe("way_on", way_id(stay.id)) is None:
        set_place(uow, residency, {"destination": stay.code("exit_destination")} if stay.code("exit_destination") else {})
    uow.update("way_on", way_id(stay.id), values)


def questions(reader: Reader, residency: str, values: Values) -> tuple[Question, ...]:
    """What to ask once before a place is noted: why not the family, a child under three, a facility in trouble itself."""
    found: list[Question] = []
    destination = values.get("destination")
    if destination not in UNKNOWN and destination not in FAMILY and not values.get("why_not_family"):
        found.append(Question("ask.way_family", {}))
    stay = reader.maybe("residency", residency)
    resident = residencies.resident(reader, stay, reader.today()) if stay is not None else None
    if destination == "other_facility" and resident is not None and resident.under_three:
        found.append(Question("ask.way_under_three", {}))
    to = reader.maybe("facility", str(values.get("to_facility") or ""))
    if to is not None and to.code("state") in {"suspended", "closing"}:
        found.append(Question("ask.facility_suspended", {}))
    return tuple(found)
