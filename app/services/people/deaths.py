"""The death of a child (practice P21): who said so, what it ends at once, whom it asks about; the file stays readable.

Circumstances are restricted: they stand in a record of their own, in the group of persons alleged to have harmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import can, covers, require
from app.domain.questions import Question
from app.domain.records import Record
from app.services.approvals.approval_kinds import PLAIN, WHATS, WhatEntry
from app.services.cases.case_parts import may_see
from app.services.cases.case_values import checked, day_of
from app.services.facilities import residencies

Values = Mapping[str, object]
GROUP_OF_DEATH = "perpetrator"
OPEN_FIELDS = ("died_on", "death_known", "death_told_by")
"""Fields of the child that tell of its death: one decision, made here and nowhere else."""
CIRCUMSTANCES = ("circumstances", "found_by", "reported_to")
"""Fields of the restricted record."""
What = Literal[
    "placement", "residency", "task", "plan_action", "service", "referral", "paper", "approval", "sibling", "visit", "close"
]


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a death, or (`done` false) what is to be done next: a brother or sister to look at, a visit of the facility
    to propose, the case to close. `told` is the case number or the name of the facility, empty where nothing may be told."""

    what: What
    record: tuple[str, str]
    done: bool
    told: str = ""


_ENDS: tuple[tuple[What, frozenset[str], str], ...] = (
    ("task", frozenset({"", "open"}), "dropped"),
    ("plan_action", frozenset({"", "planned", "doing"}), "dropped"),
    ("service", frozenset({"", "planned", "asked", "started"}), "stopped"),
    ("referral", frozenset({"draft", "sent"}), "withdrawn"),
    ("paper", frozenset({"printed", "out"}), "void"),
)
"""Type, the states that a death ends, the state it comes to."""
_FOR_FAMILY = frozenset({"plan_action", "paper"})
"""Types of which something may be begun after a death: for brothers, sisters and the family."""
_ENDS_SO = frozenset({"died", "duplicate"})
"""Reasons for which the case of a dead child is closed; a case that stands twice counts no death twice."""
_WAITING = frozenset({"asked", "sent_back"})
"""The states of a request that somebody is still to do something about."""


def is_dead(child: Record) -> bool:
    """Whether a child is known to have died, on a day or on one that nobody knows."""
    return child.day("died_on") is not None or child.code("death_known") is not None


def before_event(reader: Reader, case: str, days: Iterable[object]) -> tuple[Question, ...]:
    """What to ask of something that lies after the death of the child of a case, and may (practice P13, P21).

    A conference about the death, or what is planned for brothers, sisters and the family: none of it is refused, as
    `check_lifetime` refuses what happens to the child itself. Where nobody knows the day of death, it lies before today.
    """
    child = reader.maybe("child", reader.get("case", case).text("child"))
    if child is None or not is_dead(child):
        return ()
    first = child.day("died_on") or reader.today() - timedelta(days=1)
    later = any(day_of("child.died_on", day) > first for day in days if day)
    return (Question("ask.death_event_after", {}),) if later else ()


def ended_request(reader: Reader, entry: WhatEntry, whose: Record) -> bool:
    """Whether the death of the child ended a kind of request (practice P21), also one that came in after it."""
    if not entry.of_living or whose.type != "case":
        return False
    child = reader.maybe("child", whose.text("child"))
    return child is not None and is_dead(child)


def check_closing(reader: Reader, child: str, reason: str, day: date) -> None:
    """The closing of a case and the death of its child tell the same: a death is a closure of its own (practice P21).

    `day`: that of the closing. A case that ended before the child died, or that stands twice, keeps its own reason. InputError
    `death_not_noted` for a death that nobody wrote down, so that nothing of it was ended; `closed_after_death`.
    """
    record = reader.maybe("child", reader.current(child))
    dead = record is not None and is_dead(record)
    if reason == "died" and not dead:
        raise InputError("death_not_noted", field="case.close_reason")
    if record is not None and dead and _other_end(record, reason, day):
        raise InputError("closed_after_death", field="case.close_reason")


def _other_end(child: Record, reason: object, day: date) -> bool:
    """Whether a closing for a reason, on a day, says something else than the death of the child, who died by then."""
    died = child.day("died_on")
    return reason not in _ENDS_SO and (died is None or day >= died)


def check_lives(reader: Reader, entry: WhatEntry, whose: Record) -> None:
    """InputError `approval_after_death` for what is asked for and decided about a living child only."""
    if ended_request(reader, entry, whose):
        raise InputError("approval_after_death")


def before_death(reader: Reader, child: str, values: Values) -> tuple[Question, ...]:
    """What to ask before a death is noted: what was seen of the child after that day, brothers and sisters, the facility."""
    found: list[Question] = []
    day = values.get("died_on")
    if day:
        on = day_of("child.died_on", day)
        cases = [case.id for case in reader.find("case", child=reader.same_as(child))]
        seen = [row.day("on_date") for case in cases for row in reader.find("note", case=case) if row.flag("child_seen")]
        later = max((one for one in seen if one is not None and one > on), default=None)
        if later is not None:
            found.append(Question("ask.death_seen_after", {"day": later.isoformat()}))
    siblings = siblings_of(reader, child)
    if siblings:
        found.append(Question("ask.death_siblings", {"n": len(siblings)}))
    if _stays(reader, child):
        found.append(Question("ask.death_in_facility", {}))
    return tuple(found)


def note_death(uow: UnitOfWork, child: str, values: Values) -> tuple[Step, ...]:
    """Notes that a child died; gives what that ended and what is to be done next.

    `values`: `died_on` or nothing (then the day is not known), `death_known`, `death_told_by` (needed), and of the restricted
    record `circumstances`, `found_by`, `reported_to`. Noted again it corrects what stands there and ends what is open still.
    InputError `not_allowed`, `value_missing`, `field_not_given`, `right_missing`, `died_before_born`, `exit_before_admission`.
    """
    cases = _own_cases(uow, child)
    for name in values:
        if name not in (*OPEN_FIELDS, *CIRCUMSTANCES):
            raise InputError("field_not_given", field=f"child.{name}")
    told = checked(uow, "child", {name: values.get(name) for name in OPEN_FIELDS})
    if not told["death_told_by"]:
        raise InputError("value_missing", field="child.death_told_by")
    told["death_known"] = (told["death_known"] or "exact") if told["died_on"] else "not_known"
    _check_life(uow.get("child", child), told["died_on"])
    uow.update("child", child, told)
    _note_circumstances(uow, child, {name: values[name] for name in CIRCUMSTANCES if name in values})
    day = day_of("child.died_on", told["died_on"]) if told["died_on"] else uow.today()
    steps = [step for case in cases if case.code("status") == "open" for step in _end_case(uow, case, day)]
    steps += _end_stays(uow, child, day)
    steps += [Step("sibling", ("case", case.id), False, case.text("code")) for case in sibling_cases(uow, child)]
    steps += [Step("close", ("case", case.id), False, case.text("code")) for case in cases if case.code("status") == "open"]
    return tuple(steps)


def withdraw(uow: UnitOfWork, child: str) -> None:
    """Takes back a death that was noted by mistake; what it ended stays ended and is begun again by hand.

    A restricted record that the person may not know of stays where it is, and tells nothing of a child who lives.
    """
    _own_cases(uow, child)
    for row in uow.find("death", child=child):
        if may_see(uow.actor, row):
            uow.delete("death", row.id)
    uow.update("child", child, dict.fromkeys(OPEN_FIELDS))


def circumstances(reader: Reader, child: str) -> Record | None:
    """The restricted record of a death; None without one, and for who may not know of it."""
    rows = [row for row in reader.find("death", child=reader.same_as(child), order=("id",)) if may_see(reader.actor, row)]
    return rows[0] if rows else None


def siblings_of(reader: Reader, child: str) -> tuple[str, ...]:
    """Brothers and sisters that are written down: members of the family, and other children that are linked; by their ids."""
    own = reader.same_as(child)
    family = reader.find("family_member", child=own)
    young = frozenset({"brother", "sister", "twin_brother", "twin_sister"})
    found = [row.text("linked_child") or row.id for row in family if row.code("relation") in young or row.ref("linked_child")]
    found += [row.text("child") for row in reader.find("family_member", linked_child=own)]
    return tuple(dict.fromkeys(key for key in found if key and key not in own))


def sibling_cases(reader: Reader, child: str) -> tuple[Record, ...]:
    """Open cases of brothers and sisters that are here; whoever works on one is to look at that child (practice P21)."""
    children = [
        key for key in siblings_of(reader, child) if (row := reader.maybe("child", key)) is not None and not is_dead(row)
    ]
    return tuple(case for key in children for case in reader.find("case", child=reader.same_as(key), status="open"))


def _own_cases(uow: UnitOfWork, child: str) -> list[Record]:
    """The cases of a child that the person may note a death in; InputError `not_allowed` without any."""
    cases = [case for case in uow.find("case", child=uow.same_as(child)) if case.code("status") != "void"]
    own = [case for case in cases if can(uow.actor, "death.note", owner=case.ref("owner"), office=case.text("office"))]
    if not own:
        facts = {"owner": cases[0].ref("owner"), "office": cases[0].text("office")} if cases else {"owner": ""}
        require(uow.actor, "death.note", **facts)
        raise InputError("not_allowed", act="death.note")
    return own


def _check_life(child: Record, died: object) -> None:
    """Nobody dies before being born (practice P13)."""
    born = child.day("birth_from")
    if died and born is not None and born == child.day("birth_to") and day_of("child.died_on", died) < born:
        raise InputError("died_before_born", field="child.died_on")


def _note_circumstances(uow: UnitOfWork, child: str, values: Values) -> None:
    """The restricted record, made or changed, if there is anything to say."""
    fresh = checked(uow, "death", values)
    rows = uow.find("death", child=child)
    if not any(fresh.values()) and not rows:
        return
    if GROUP_OF_DEATH not in uow.actor.rights:
        if any(fresh.values()):
            raise InputError("right_missing", field="case.death", group=GROUP_OF_DEATH)
    elif rows:
        uow.update("death", rows[0].id, fresh)
    else:
        uow.create("death", {"child": child, **{name: value for name, value in fresh.items() if value is not None}})


def _end_case(uow: UnitOfWork, case: Record, day: date) -> list[Step]:
    """Ends what is open in a case: placements, tasks, actions, services, referrals, letters that did not go out, requests."""
    steps: list[Step] = []
    for row in uow.find("placement", case=case.id):
        if row.day("to_on") is None:
            begun = row.day("from_on")
            uow.update("placement", row.id, {"to_on": max(day, begun) if begun else day, "ended_reason": "died"})
            steps.append(Step("placement", ("placement", row.id), True))
    for name, states, after in _ENDS:
        for row in uow.find(name, case=case.id):
            if row.text("state") in states and may_see(uow.actor, row):
                uow.update(name, row.id, {"state": after, **_when(uow, row, day)})
                steps.append(Step(name, (name, row.id), True))
    child = uow.get("child", uow.current(case.text("child")))
    for row in uow.find("approval", case=case.id):
        other = row.code("what") == "closure" and _other_end(child, row.code("reason"), row.day("effective_on") or date.max)
        if row.text("state") in _WAITING and (other or WHATS.get(row.text("what"), PLAIN).of_living):
            uow.update("approval", row.id, {"state": "withdrawn"})
            steps.append(Step("approval", ("approval", row.id), True))
    return steps


def left_open(reader: Reader, case: str) -> bool:
    """Whether something that ends with a death is open in a case, as far as the person may know of it.

    What is planned for the family, and papers printed since, may well be open (see `before_event`).
    """
    ends = [(name, states) for name, states, _ in _ENDS if name not in _FOR_FAMILY]
    rows = (row for name, states in ends for row in reader.find(name, case=case) if row.text("state") in states)
    placed = any(row.day("to_on") is None for row in reader.find("placement", case=case))
    return placed or any(may_see(reader.actor, row) for row in rows)


def _when(uow: UnitOfWork, row: Record, day: date) -> dict[str, object]:
    """The rest of what a state belongs to; an office that was asked for help sees no more of the child."""
    from app.services.sharing import referrals

    if row.type == "task":
        return {"done_on": day, "done_by": uow.actor.user}
    return {"on_date": day, **referrals.shut_out(uow, row)} if row.type == "referral" else {}


def _stays(reader: Reader, child: str) -> list[Record]:
    """Where the child lives now by the registers of facilities of this office."""
    rows = reader.find("residency", child=reader.same_as(child), exited_on=None, void_reason=None)
    homes = {row.id: reader.maybe("facility", row.text("facility")) for row in rows}
    return [row for row in rows if (home := homes[row.id]) is not None and covers(reader.actor.office, home.text("office"))]


def _end_stays(uow: UnitOfWork, child: str, day: date) -> list[Step]:
    """The exit of its own from each facility, and the visit that is to be proposed there."""
    steps: list[Step] = []
    for row in _stays(uow, child):
        residencies.exit_resident(uow, row.id, {"exited_on": day.isoformat(), "exit_reason": "died"})
        home = uow.get("facility", row.text("facility"))
        steps.append(Step("residency", ("residency", row.id), True, home.text("name_km")))
        steps.append(Step("visit", ("facility", home.id), False, home.text("name_km")))
    return steps
