"""Where a child lives: placements in the order of the policy, with what speaks against them (practice P9, P23).

Nothing is blocked: what speaks against a placement asks for a reason, which stays with it. A placement in a facility is the
child's stay on its list too (`care_stays`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.births import birth_of
from app.domain.care import RESIDENTIAL, Wanted, Warning_, in_words, open_options, step_of, steps, suitable_options
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.questions import Question
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.services.care import care_stays, carer_offers, placement_approval, proposals, reunions
from app.services.cases import case_parts, cases
from app.services.cases.case_values import checked
from app.services.facilities import facilities
from app.services.office.rules import rules
from app.services.people import children
from app.services.protection import danger

Values = Mapping[str, object]
STAY = ("admission_reason", "admission_source", "legal_paper")
"""Fields of the stay that are asked with a placement in a facility."""


def answers(reader: Reader, case: str, *, but: str = "") -> dict[str, str]:
    """Option of the six → the newest answer on it; `but`: a placement whose answers do not count. As `cases.readable`."""
    cases.readable(reader, case)
    rows = sorted(case_parts.visible(reader, "care_check", case), key=lambda row: (row.text("on_date"), row.id))
    known = rules(reader, "care")
    return {step_of(row.text("option"), known): row.text("answer") for row in rows if not but or row.ref("placement") != but}


def open_of(reader: Reader, case: str, *, but: str = "") -> list[Record]:
    """The placements of a case that have not ended, oldest first. InputError as `cases.readable`."""
    cases.readable(reader, case)
    rows = case_parts.visible(reader, "placement", case)
    return [row for row in rows if row.day("to_on") is None and row.id != but]


def warnings(
    reader: Reader, case: str, wanted: Wanted, *, more: Mapping[str, str] | None = None, stay: str = ""
) -> tuple[Warning_, ...]:
    """What speaks against a placement; `more`: answers on earlier options given with it; `stay`: one that stands there already.

    InputError `not_allowed` for who may not read the case.
    """
    record = cases.readable(reader, case)
    known = rules(reader, "care")
    given = {**answers(reader, case), **{step_of(name, known): answer for name, answer in (more or {}).items() if answer}}
    found = [*_of_order(wanted, given, known), *_of_child(reader, record, wanted, known)]
    if wanted.facility:
        facility = reader.maybe("facility", wanted.facility)
        found += _of_facility(reader, facility, wanted, known, stay) if facility is not None else []
        day = None if stay or wanted.placement else care_stays.day_known(reader, case, wanted.facility)
        found += [Warning_("stay_known", {"day": day.isoformat()}, needs_reason=False)] if day and day != wanted.from_on else []
    elif step_of(wanted.option, known) == RESIDENTIAL:
        found.append(Warning_("place_unknown", needs_reason=False))
    if wanted.carer:
        before = reader.maybe("placement", wanted.placement) if wanted.placement else None
        here = before is not None and before.ref("approved_carer") == wanted.carer and before.day("to_on") is None
        found += carer_offers.of_placement(reader, record, wanted.carer, here)
    found += [*reunions.against(reader, case, wanted, known), *placement_approval.against(reader, wanted)]
    for row in open_of(reader, case, but=wanted.placement):
        told = {"option": row.text("option"), "day": row.text("from_on")}
        found.append(Warning_("placement_open", told, needs_reason=False))
    alleged = (Warning_(one.code, one.params, needs_reason=False, kept=False) for one in touches(reader, case, wanted))
    return (*found, *alleged)


def touches(reader: Reader, case: str, wanted: Wanted) -> tuple[Question, ...]:
    """Whether the child would come near somebody alleged to have harmed (practice P9), told only to who may know of them."""
    kin = reader.maybe("family_member", wanted.kin) if wanted.kin else None
    names = [name for name in (children.full_name(kin.values), kin.text("name_latin")) if name] if kin is not None else []
    return danger.touches(
        reader,
        case,
        names=names,
        person=(kin.text("who") or kin.id) if kin is not None else "",
        carer=wanted.carer,
        facility=wanted.facility,
        relations=[code] if kin is not None and (code := kin.code("relation")) else (),
        option=wanted.option,
    )


def asks(reader: Reader, case: str, values: Values) -> tuple[Question, ...]:
    """What is asked once before a placement is saved."""
    named = {name: str(values.get(name) or "") for name in ("option", "facility", "approved_carer", "carer")}
    return touches(reader, case, Wanted(named["option"], named["facility"], named["approved_carer"], kin=named["carer"]))


def _of_order(wanted: Wanted, given: Mapping[str, str], known: RuleSet) -> Iterator[Warning_]:
    """Earlier options of the policy without an answer, or found suitable."""
    for code, options in (
        ("earlier_open", open_options(wanted.option, given, known)),
        ("earlier_suitable", suitable_options(wanted.option, given, known)),
    ):
        if options:
            yield Warning_(code, {"options": list(options)}, source="sourced")


def _of_child(reader: Reader, case: Record, wanted: Wanted, known: RuleSet) -> Iterator[Warning_]:
    """A child too young for a facility."""
    child = reader.maybe("child", case.text("child"))
    birth = birth_of(child) if child is not None else None
    years = known.number("facility.under_years")
    if birth is None or not (wanted.facility or step_of(wanted.option, known) == RESIDENTIAL):
        return
    if birth.age_on(wanted.from_on or reader.today()) < years:
        yield Warning_("under_three", {"years": years})


def _of_facility(reader: Reader, facility: Record, wanted: Wanted, known: RuleSet, stay: str) -> Iterator[Warning_]:
    """State, last result, recognition and room of a facility."""
    seen = facilities.overview(reader, facility.id)
    if facility.code("state") in known.texts("facility.reason_states"):
        yield Warning_("facility_state", {"state": facility.text("state")})
    elif facility.code("state") == "warned":
        yield Warning_("facility_state", {"state": "warned"}, needs_reason=False)
    if seen.grade in known.texts("facility.reason_grades"):
        yield Warning_("facility_grade", {"grade": seen.grade})
    until = facility.day("recognition_until")
    if not facility.text("recognition_number") and until is None:
        yield Warning_("facility_unrecognised")
    elif until is not None and until < (wanted.from_on or reader.today()):
        yield Warning_("facility_recognition_over", {"day": until.isoformat()})
    living, capacity = seen.residents - (1 if stay or wanted.placement else 0), facility.values.get("capacity")
    if isinstance(capacity, int) and living >= capacity:
        yield Warning_("facility_full", {"n": living, "most": capacity}, needs_reason=False)
    most = known.number("facility.group_home_most")
    if facility.code("type") == "group_home" and living >= most:
        yield Warning_("group_home_full", {"n": living, "most": most})
    above = known.number("facility.pagoda_carer_above")
    if facility.code("type") == "faith" and living >= above:
        yield Warning_("pagoda_carer", {"n": living, "most": above})


def proposed(reader: Reader, term: str, from_on: date) -> dict[str, object]:
    """Next review and expected end that are proposed for a placement (practice P23: each has both)."""
    known = rules(reader, "care")
    end = {"short": known.number("end.short_days"), "long": known.number("end.long_days")}.get(term)
    return {
        "next_review_on": (from_on + timedelta(days=known.number("review.placement_days"))).isoformat(),
        "expected_end_on": (from_on + timedelta(days=end)).isoformat() if end is not None else None,
    }


def place(
    uow: UnitOfWork,
    case: str,
    wanted: Wanted,
    values: Values,
    *,
    reason_despite: str = "",
    given: Mapping[str, str] | None = None,
    end_open: bool = False,
) -> str:
    """Places a child, with the answers on earlier options and the stay in a facility, in one act; gives the placement's id.

    `values` are other fields of the placement, and those of the stay (`STAY`). `end_open`: what was open ends on that day.
    InputError `placement_reason_missing` where something speaks against it, and what `case_parts.add` finds.
    """
    day = wanted.from_on or uow.today()
    wanted = replace(wanted, from_on=day, placement="", formal=values.get("formal") is True)
    warned = _answered(warnings(uow, case, wanted, more=given), reason_despite)
    if end_open:
        for row in open_of(uow, case):
            end(uow, row.id, day, _why_moved(wanted))
    own = {name: value for name, value in values.items() if name not in STAY}
    named = {"facility": wanted.facility, "approved_carer": wanted.carer, "carer": wanted.kin}
    own |= {"option": wanted.option, "from_on": day.isoformat(), "warned": warned, "reason_despite": reason_despite.strip()}
    own = {**{name: value for name, value in proposed(uow, str(own.get("term") or ""), day).items() if name not in own}, **own}
    whole = {**own, **named}
    made = case_parts.add(uow, "placement", case, {name: value for name, value in whole.items() if value not in (None, "")})
    _note_answers(uow, case, made, given or {}, day)
    _stay_facts(uow, made, values)
    if wanted.carer:
        proposals.agreed(uow, case, wanted.carer, day)
    return made


def enter(uow: UnitOfWork, case: str, values: Values, *, record_id: str | None = None, later: bool = False) -> str:
    """Adds a placement that is handed in with others, as of a new case, by the rules of `place`; gives its id.

    `later`: by a form, which has no place for a reason: what speaks against it is noted, and Today asks for the reason.
    InputError `placement_reason_missing`, and what `case_parts.add` finds.
    """
    wanted = _of_record(Record("placement", "", values))
    warned = _answered(warnings(uow, case, wanted), str(values.get("reason_despite") or ""), later=later)
    return case_parts.add(uow, "placement", case, {**values, "warned": warned or None}, record_id=record_id)


def _of_record(record: Record) -> Wanted:
    """What a placement holds, as what is wanted."""
    facility, carer, kin = record.text("facility"), record.text("approved_carer"), record.text("carer")
    formal = record.flag("formal") is True
    return Wanted(record.text("option"), facility, carer, record.day("from_on"), record.id, kin, formal)


def change(
    uow: UnitOfWork,
    placement: str,
    values: Values,
    *,
    reason_despite: str | None = None,
    given: Mapping[str, str] | None = None,
    later: bool = False,
) -> None:
    """Changes a placement; what now speaks against it asks for a reason as in `place`. None clears a field. `later` as `enter`.

    The approval of one that moves elsewhere ends: it was about another place.
    """
    record = uow.get("placement", placement)
    case, own = record.text("case"), {name: value for name, value in values.items() if name not in STAY}
    after = Record("placement", placement, {**record.values, **own})
    told = after.text("reason_despite") if reason_despite is None else reason_despite
    moved = {"option", "facility", "approved_carer", "carer", "from_on", "formal"} & {
        name for name, value in own.items() if value != record.values.get(name)
    }
    if moved or given or reason_despite is not None:
        warned = _answered(warnings(uow, case, _of_record(after), more=given), told, later=later)
        own |= {"warned": warned or None, "reason_despite": told.strip() or None}
    own |= placement_approval.ends(uow, record, own)
    case_parts.change(uow, "placement", placement, own)
    _note_answers(uow, case, placement, given or {}, uow.today())
    _stay_facts(uow, placement, values)


def _answered(found: Iterable[Warning_], reason: str, *, later: bool = False) -> str:
    """The warnings that a reason answers, as they are kept; InputError `placement_reason_missing` unless it comes `later`."""
    codes = [one.code for one in found if one.needs_reason]
    if codes and not reason.strip() and not later:
        raise InputError("placement_reason_missing", field="placement.reason_despite", count=len(codes))
    return in_words([one.code for one in found if one.needs_reason and one.kept])


def _note_answers(uow: UnitOfWork, case: str, placement: str, given: Mapping[str, str], day: date) -> None:
    """The answers on earlier options that are new."""
    before = answers(uow, case)
    for option in steps(rules(uow, "care")):
        answer = given.get(option)
        if answer and before.get(option) != answer:
            values = {"option": option, "answer": answer, "on_date": day.isoformat(), "placement": placement}
            case_parts.add(uow, "care_check", case, values)


def _stay_facts(uow: UnitOfWork, placement: str, values: Values) -> None:
    """Why and by whom the child was brought: facts of the stay, asked with the placement."""
    facts = {name: values[name] for name in STAY if values.get(name)}
    stay = uow.get("placement", placement).ref("residency")
    if facts and stay:
        uow.update("residency", stay, checked(uow, "residency", facts))


def _why_moved(wanted: Wanted) -> str:
    """Why a placement ends on the day on which another begins."""
    if wanted.option in ("remains", "birth_family"):
        return "reunified"
    return "transferred" if wanted.facility else "adopted" if wanted.option == "adoption" else "placed"


def end(uow: UnitOfWork, placement: str, on: date, reason: str, *, destination: str = "") -> None:
    """Ends a placement, and the stay in a facility with it. `destination`: where to, for the list of the facility.

    InputError `placement_ended`, `end_before_start`, `code_unknown`, or what `case_parts.change` finds.
    """
    record = uow.get("placement", placement)
    case = uow.get("case", record.text("case"))
    require(uow.actor, "placement.end", owner=case.ref("owner"), office=case.text("office"))
    if record.day("to_on") is not None:
        raise InputError("placement_ended", day=record.text("to_on"))
    case_parts.change(uow, "placement", placement, {"to_on": on.isoformat(), "ended_reason": reason})
    stay = uow.get("placement", placement).ref("residency")
    if destination and stay:
        uow.update("residency", stay, checked(uow, "residency", {"exit_destination": destination}))
