"""The recommendation to the ministry about a certificate of recognition: what the department knows of a house, and its advice.

That an organisation asks, the ministry evaluates and then certifies is sourced (reference S13, S16); that the department sends
its word with facts on one page, and the words of the letter, are ours until the ministry gives its own. It names no child, of
staff only the director, and tells no allegation (practice P2, P27). Only the head's letter stands in the register of papers
(P31); what somebody else makes is a draft without room for signature and seal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.permissions import can, require
from app.domain.questions import Question
from app.domain.records import Record
from app.print.letters import Block, Facts, LetterPaper, Paragraph
from app.print.official_forms import Frame
from app.print.papers import Language
from app.services.cases.case_values import day_of
from app.services.facilities import facility_register, measures, residencies
from app.services.facilities.facilities import late_days, name_of, overview
from app.services.papers import paper_register
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.visits import findings, inspection_papers, inspections
from app.services.visits.inspection_forms import is_practice
from app.services.visits.inspection_papers import facility_head
from app.text.dates import long_date
from app.text.digits import digits_for
from app.text.words import words

KIND = "recognition_letter"
"""What the register calls it; its variant there is the advice."""
ADVICE = "recognition_advice"
_DRAFT_BY = "measure.take"


@dataclass(frozen=True, slots=True)
class Advice:
    """What is recommended (a code), the day, the reason or the conditions, the number of the letter ("" leaves room)."""

    code: str
    on: date
    reason: str
    number: str = ""


def advice_of(reader: Reader, values: Mapping[str, object]) -> Advice:
    """Advice from what was typed: `advice`, `reason`, `on` (today without one), `number`.

    InputError `code_unknown`, `value_missing` without a reason, `date_in_future`.
    """
    code, reason = str(values.get("advice") or ""), str(values.get("reason") or "").strip()
    if code not in codelist(ADVICE):
        raise InputError("code_unknown", field="paper.advice", code=code[:40], list=ADVICE)
    if not reason:
        raise InputError("value_missing", field="paper.reason")
    on = day_of("paper.on", values["on"]) if values.get("on") else reader.today()
    if on > reader.today():
        raise InputError("date_in_future", field="paper.on", day=on.isoformat())
    return Advice(code, on, reason, " ".join(str(values.get("number") or "").split()))


def questions(reader: Reader, facility: str, advice: Advice) -> tuple[Question, ...]:
    """What speaks against a recommendation, asked once (practice P13)."""
    if advice.code == "not_recommended":
        return ()
    record, row = reader.get("facility", facility), overview(reader, facility)
    staff, today = facility_register.staff_numbers(reader, facility), reader.today()
    young = sum(one.under_three for one in residencies.on_day(reader, facility, today))
    held = [one.code("kind") for one in measures.in_force(reader, facility)]
    rooms = facility_register.room_numbers(reader, record)
    doubts: tuple[tuple[str, bool, dict[str, object]], ...] = (
        ("ask.recognition_critical", row.grade == "critical", {}),
        ("ask.recognition_measure", bool(held), {}),
        ("ask.recognition_staff", bool(staff.not_in_order), {"count": staff.not_in_order}),
        ("ask.recognition_findings", bool(row.overdue), {"count": row.overdue}),
        ("ask.recognition_young", bool(young), {"count": young}),
        ("ask.recognition_rooms", rooms.too_many, {}),
        ("ask.recognition_visit", row.late, {"days": late_days(reader)}),
        ("ask.recognition_application", record.day("applied_on") is None, {}),
    )
    return tuple(Question(code, params) for code, holds, params in doubts if holds)


def letter(reader: Reader, facility: str, advice: Advice, lang: Language) -> LetterPaper:
    """The letter; of anybody but the head a draft. InputError `not_allowed`, `record_not_found`."""
    require(reader.actor, _DRAFT_BY)
    record = reader.get("facility", facility)
    draft = not can(reader.actor, "facility.state")
    found = reader.find("office", office=reader.actor.office, limit=1)
    contact = " · ".join(filter(None, (found[0].text("address"), found[0].text("phone")))) if found else ""
    return LetterPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant="authority",
        left_out=words("letter.recognition.left_out", lang),
        title=words("letter.recognition.title", lang),
        mark=words("letter.recognition.draft", lang) if draft else "",
        code=record.text("code"),
        numbered=True,
        number=advice.number,
        day=long_date(advice.on, lang),
        to=words("letter.recognition.to", lang),
        subject=words("letter.recognition.subject", lang, facility=name_of(record, lang)),
        blocks=tuple(_blocks(reader, record, advice, lang)),
        frames=() if draft else (Frame(who=words("letter.recognition.head", lang), seal=True),),
        contact=contact,
    )


def _blocks(reader: Reader, facility: Record, advice: Advice, lang: Language) -> list[Block]:
    head = facility_head(reader, facility, lang)
    about = [
        (words("print.facility", lang), head.name),
        (words("field.facility.code", lang), head.code),
        (words("field.type", lang), head.kind),
        (words("field.owner_name", lang), facility.text("owner_name") or head.owner),
        (words("field.director", lang), facility.text("director")),
        (words("letter.measure.address", lang), head.address),
    ]
    services = ", ".join(one.label(lang) for one in codelist("facility_service") if one.code in facility.codes("services"))
    return [
        Facts(pairs=tuple((name, value) for name, value in about if value)),
        Facts(title=words("letter.recognition.papers", lang), pairs=tuple(_papers(facility, lang))),
        Facts(title=words("letter.recognition.seen", lang), pairs=tuple(_seen(reader, facility, services, lang))),
        Paragraph(title=words("letter.recognition.advice", lang), text=words(f"letter.recognition.says.{advice.code}", lang)),
        Paragraph(title=words(f"letter.recognition.reason.{advice.code}", lang), text=advice.reason),
    ]


def _papers(facility: Record, lang: Language) -> list[tuple[str, str]]:
    """Notification, application, agreement: what is there, or that it is not."""
    none = words("letter.recognition.none", lang)

    def told(number: str, day: str) -> str:
        return " · ".join(filter(None, (facility.text(number) if number else "", long_date(facility.day(day), lang)))) or none

    found = [
        (words("field.notified_on", lang), told("", "notified_on")),
        (words("field.facility.applied_on", lang), told("application_number", "applied_on")),
    ]
    if facility.code("owner") != "state":
        found.append((words("field.mou_until", lang), told("mou_number", "mou_until")))
    return found


def _seen(reader: Reader, facility: Record, services: str, lang: Language) -> list[tuple[str, str]]:
    """Numbers only: last result, findings, measures, children, places, staff."""
    row = overview(reader, facility.id)
    there = residencies.on_day(reader, facility.id, reader.today())
    staff, rooms = facility_register.staff_numbers(reader, facility.id), facility_register.room_numbers(reader, facility)
    held = [code_label("measure_kind", one.code("kind"), lang) for one in measures.in_force(reader, facility.id)]
    none = words("letter.recognition.none", lang)

    def number(count: int) -> str:
        return digits_for(count, lang)

    numbers = {"n": number(len(there)), "girls": number(sum(one.sex == "female" for one in there))}
    numbers["young"] = number(sum(one.under_three for one in there))
    work = {"n": number(staff.all), "caring": number(staff.caring), "checked": number(staff.all - staff.unchecked)}
    work |= {"bad": number(staff.not_in_order), "trained": number(staff.trained)}
    points = findings.open_of(reader, facility.id)
    open_ones = words("letter.recognition.open", lang, n=number(len(points)), late=number(row.overdue)) if points else none
    found = [
        (words("letter.recognition.inspection", lang), _last(reader, facility.id, lang) or none),
        (words("letter.recognition.findings", lang), open_ones),
        (words("letter.recognition.measures", lang), ", ".join(held) or none),
        (words("letter.recognition.children", lang), words("letter.recognition.living", lang, **numbers)),
        (words("field.facility.capacity", lang), number(rooms.most) if rooms.most is not None else none),
        (words("letter.recognition.staff", lang), words("letter.recognition.working", lang, **work) if staff.all else none),
    ]
    return [*found, (words("field.services", lang), services)] if services else found


def _last(reader: Reader, facility: str, lang: Language) -> str:
    """The last inspection with a confirmed result: day, points of 200, grade."""
    for row in inspections.listing(reader, facility=facility):
        one = row.inspection
        if one.code("state") == "decided" and one.code("grade"):
            scaled = one.whole("scaled")
            points = words("letter.recognition.points", lang, n=digits_for(scaled, lang)) if scaled is not None else ""
            grade = code_label("grade", one.code("grade"), lang)
            return " · ".join(filter(None, (long_date(one.day("visit_on"), lang), points, grade)))
    return ""


def write_letter(uow: UnitOfWork, facility: str, advice: Advice, lang: Language, file: Path) -> str:
    """Writes the letter as a PDF and notes it; gives its id in the register, "" for a draft. EnvironmentFault
    `paper_not_written`."""
    paper = letter(uow, facility, advice, lang)
    inspection_papers.write_paper(uow, paper, facility, file)
    return note(uow, paper, facility, advice)


def note(uow: UnitOfWork, paper: LetterPaper, facility: str, advice: Advice) -> str:
    """Notes a letter that was made in the register with what it recommends; not a draft, nor once more under its number."""
    same = uow.find("paper", kind=KIND, variant=advice.code, facility=facility, number=advice.number) if advice.number else []
    if paper.mark or any(one.code("state") != "void" for one in same):
        return ""
    side = words("letter.recognition.to", "km")
    made = paper_register.register(uow, KIND, variant=advice.code, facility=facility, number=advice.number, other_side=side)
    uow.update("paper", made, {"subject_line": advice.reason, "made_on": advice.on.isoformat()})
    return made


def again(reader: Reader, paper: str) -> tuple[str, Advice]:
    """The facility and the advice of a letter in the register, to make it once more. InputError `record_not_found`."""
    record = reader.maybe("paper", paper) if is_id(paper) else None
    if record is None or record.text("kind") != KIND:
        raise InputError("record_not_found")
    day = record.day("made_on") or reader.today()
    return record.text("facility"), Advice(record.text("variant"), day, record.text("subject_line"), record.text("number"))
