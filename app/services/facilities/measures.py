"""What the office does about a facility: a warning in writing, a suspension, a transition, a closure, one in emergency.

A measure is a decision on paper: day, number, authority, reason. What an inspector enters waits for the look of a head before
it counts; a closure in emergency counts at once and is looked at after (practice P8: rescue is not blocked). The state of the
facility follows the measures that hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from app.data.queries import facilities as queries
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.closing import CLOSED, EMERGENCY, EMPTYING, HEAVIER, MEASURED, is_lighter, state_by
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import can, require, require_other
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases.case_values import checked, day_of
from app.services.office.rules import rules
from app.services.visits import visit_secrecy

Values = Mapping[str, object]
GIVEN = frozenset({"kind", "on_date", "number", "authority", "reason", "until_on", "inspection", "note"})
"""What a person fills in."""
AHEAD = frozenset({"until_on"})


def take(uow: UnitOfWork, facility: str, values: Values, *, record_id: str | None = None) -> str:
    """Notes a measure and gives its id; without `on_date` it is today's.

    InputError `measure_kind_missing`, `measure_reason_missing`, `measure_authority_missing` (not in an emergency),
    `measure_ends_early`, `measure_visit_elsewhere`, `facility_closed`, or what `checked` finds.
    """
    require(uow.actor, "measure.take")
    record = uow.get("facility", facility)
    given = _checked(uow, {"on_date": uow.today().isoformat(), **values})
    kind = str(given.get("kind") or "")
    if not kind:
        raise InputError("measure_kind_missing", field="measure.kind")
    if not given.get("reason"):
        raise InputError("measure_reason_missing", field="measure.reason")
    if not given.get("authority") and kind != EMERGENCY:
        raise InputError("measure_authority_missing", field="measure.authority")
    _check_days(given)
    waits = kind == "closure" and any(one.code("kind") == EMERGENCY for one in in_force(uow, facility))
    if record.code("state") in CLOSED and not waits:  # after a closure in emergency the decision on paper still comes
        raise InputError("facility_closed", code=record.text("code"))
    return note(uow, facility, given, record_id=record_id)


def note(uow: UnitOfWork, facility: str, given: Values, *, record_id: str | None = None) -> str:
    """Notes what was decided, as far as it is known, and lets the state follow. InputError `measure_visit_elsewhere`."""
    visit = visit_secrecy.seen(uow, str(given.get("inspection") or ""))
    if given.get("inspection") and (visit is None or visit.text("facility") != facility):
        raise InputError("measure_visit_elsewhere", field="measure.inspection")
    head = can(uow.actor, "measure.confirm")
    look = {"confirmed_by": uow.actor.user, "confirmed_on": uow.today().isoformat()} if head else {}
    given = {name: value for name, value in given.items() if value is not None}
    made = uow.create("measure", {**given, **look, "facility": facility, "made_by": uow.actor.user}, record_id=record_id)
    settle(uow, facility)
    return made


def _checked(uow: UnitOfWork, values: Values) -> dict[str, object]:
    for name in values:
        if name not in GIVEN:
            raise InputError("field_not_given", field=f"measure.{name}")
    given = checked(uow, "measure", values, ahead=AHEAD)
    return {name: value for name, value in given.items() if value is not None}


def _check_days(given: Values) -> None:
    until = given.get("until_on")
    if until and day_of("measure.until_on", until) < day_of("measure.on_date", given["on_date"]):
        raise InputError("measure_ends_early", field="measure.until_on")


def confirm(uow: UnitOfWork, measure: str) -> None:
    """The head has looked at what somebody else entered: it counts from now on.

    InputError `measure_unknown`, `measure_confirmed`, `measure_ended`, `own_request`.
    """
    require(uow.actor, "measure.confirm")
    record = _open(uow, measure)
    if record.ref("confirmed_by"):
        raise InputError("measure_confirmed")
    require_other(uow.actor, record.text("made_by"))
    look = {"confirmed_by": uow.actor.user, "confirmed_on": uow.today().isoformat()}
    uow.approve("measure", measure, look, shown=[("measure", measure)])
    settle(uow, record.text("facility"))


def end(uow: UnitOfWork, measure: str, reason: str, on: date | str | None = None) -> None:
    """A measure ends: all was corrected, the authority lifted it, or it was entered by mistake; the state follows.

    InputError `measure_unknown`, `measure_ended`, `measure_end_missing`, `measure_ends_early`, or that of the day.
    """
    require(uow.actor, "measure.confirm")
    record = _open(uow, measure)
    if not reason:
        raise InputError("measure_end_missing", field="measure.ended_reason")
    day = str(on or uow.today().isoformat())
    given = checked(uow, "measure", {"ended_on": day, "ended_reason": reason})
    start = record.day("on_date")
    if start and day_of("measure.ended_on", given["ended_on"]) < start:
        raise InputError("measure_ends_early", field="measure.ended_on")
    uow.update("measure", measure, given)
    settle(uow, record.text("facility"))


def _open(uow: UnitOfWork, measure: str) -> Record:
    record = uow.maybe("measure", measure) if is_id(measure) else None
    if record is None:
        raise InputError("measure_unknown", measure=measure[:40])
    if record.day("ended_on"):
        raise InputError("measure_ended")
    return record


def settle(uow: UnitOfWork, facility: str) -> None:
    """Brings the state of a facility in line with the measures that hold."""
    record = uow.get("facility", facility)
    kinds = [one.text("kind") for one in in_force(uow, facility)]
    state = state_by(kinds, lived_in=lived_in(uow, facility) > 0, before=_before(uow, record))
    if state != record.code("state") and (kinds or uow.find("measure", facility=facility, limit=1)):
        uow.update("facility", facility, {"state": state})


def follow(uow: UnitOfWork, facility: str) -> None:
    """After a clash of states was decided: a measure that holds outweighs what was picked, until somebody ends it."""
    record, held = uow.maybe("facility", facility), state_held(uow, facility)
    if record is not None and held is not None and held != record.code("state"):
        uow.update("facility", facility, {"state": held})


def _before(uow: UnitOfWork, facility: Record) -> str | None:
    """What the facility was before any measure, as its history tells; None where that is not on this computer."""
    now = facility.code("state")
    if now not in MEASURED:
        return now
    told = (value for line in reversed(uow.history(facility.id)) if line.field == "state" for value in (line.new, line.old))
    return next((value for value in told if isinstance(value, str) and value not in MEASURED), None)


def left(uow: UnitOfWork, facility: str) -> None:
    """A child left: with the last one a closure is done."""
    if any(one.code("kind") == "closure" for one in in_force(uow, facility)):
        settle(uow, facility)


def lived_in(reader: Reader, facility: str) -> int:
    """How many live in a facility today."""
    return len(queries.residencies_on(reader, facility, reader.today()))


def holds(measure: Record) -> bool:
    """Whether a measure counts: not ended, and looked at by a head unless it is an emergency."""
    return measure.day("ended_on") is None and (measure.code("kind") == EMERGENCY or bool(measure.ref("confirmed_by")))


def in_force(reader: Reader, facility: str) -> list[Record]:
    """The measures that hold, the heaviest first."""
    found = [one for one in reader.find("measure", facility=facility) if holds(one) and one.code("kind") in HEAVIER]
    return sorted(found, key=lambda one: (-HEAVIER.index(one.text("kind")), one.text("on_date"), one.id))


def state_held(reader: Reader, facility: str) -> str | None:
    """The state that the measures of a facility give it; None where none holds."""
    kinds = [one.text("kind") for one in in_force(reader, facility)]
    return state_by(kinds, lived_in=lived_in(reader, facility) > 0, before=None) if kinds else None


def takes_nobody(reader: Reader, facility: Record) -> bool:
    """Whether a facility is closed, by its state or by a measure that holds, whatever a clash made of its state."""
    return facility.code("state") in CLOSED or state_held(reader, facility.id) in CLOSED


def lived_there(reader: Reader, facility: str, came: date) -> bool:
    """Whether who came on a day was there when the facility closed: such a child is entered late, and followed too."""
    start = emptied_on(reader, facility)
    return start is not None and came <= start


def emptied_on(reader: Reader, facility: str) -> date | None:
    """The day after which no child may stay in a facility; None where no such measure holds."""
    held = emptying(in_force(reader, facility))
    return held.day("on_date") if held is not None else None


def emptying(found: Iterable[Record]) -> Record | None:
    """Of measures that hold the one after which no child may stay; the heaviest, if several."""
    return next((one for one in found if one.code("kind") in EMPTYING), None)


def of_facility(reader: Reader, facility: str) -> tuple[Record, ...]:
    """All measures of a facility, the newest first."""
    require(reader.actor, "facility.read")
    return tuple(reader.find("measure", facility=facility, order=("-on_date", "-id")))


def proposed_until(reader: Reader, kind: str, on: date) -> date | None:
    """Until when there is time to correct, as the rule proposes; None where nobody can say."""
    days = rules(reader, "closing").group("correct_days").get(kind)
    return on + timedelta(days=days.value) if days is not None and isinstance(days.value, int) else None


def questions(reader: Reader, facility: str, values: Values) -> tuple[Question, ...]:
    """What to ask once before a measure is noted: one that holds already, a step left out, children who must go."""
    kind = str(values.get("kind") or "")
    held = [one.text("kind") for one in in_force(reader, facility)]
    found: list[Question] = []
    if kind in HEAVIER and is_lighter(kind, held):
        found.append(Question("ask.measure_lighter", {}))
    if kind in {"suspension", "closure"} and not reader.find("measure", facility=facility, kind="warning", limit=1):
        found.append(Question("ask.measure_step", {}))
    living = lived_in(reader, facility)
    if kind in EMPTYING and living:
        found.append(Question("ask.measure_children", {"count": living}))
    return tuple(found)
