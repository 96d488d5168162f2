"""The papers of an inspection: the blank checklist for one facility, and the two-page report in full or for the facility (P2).

No paper names a child, tells an allegation or says that a case exists (practice P27). The facility's copy also leaves out the
team's reasons and the questions of danger. Printing is noted in the audit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from app.data.places import place_path
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import label
from app.domain.errors import EnvironmentFault
from app.domain.permissions import require
from app.domain.records import Record
from app.domain.scoring import ANSWERS, Item, Profile
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.print.papers import (
    AnswerCount,
    ChecklistItem,
    ChecklistPaper,
    ChecklistSection,
    CriticalItem,
    FacilityHead,
    InspectionReportPaper,
    Language,
    Paper,
    RosterCount,
    RuleLine,
    SectionScore,
    Variant,
)
from app.print.typesetting import pdf, pictures
from app.services.facilities import residencies
from app.services.facilities.facilities import name_of
from app.services.facilities.residencies import BandCount
from app.services.papers.office_logo import office_logo
from app.services.papers.office_papers import office_name
from app.services.visits import (
    inspection_results,
    report_parts,
    visit_corrections,
    visit_hours,
    visit_plans,
    visit_teams,
)
from app.services.visits.inspection_forms import STANDARD, is_practice, profile_by_id
from app.services.visits.inspection_results import Result
from app.services.visits.inspections import LastVisit, Visit, hidden_values, session_of
from app.services.visits.visit_plans import Plan
from app.text.dates import long_date
from app.text.digits import digits_for
from app.text.words import words

_NUMBER = re.compile(r"^[0-9០-៩]+\s*\.\s*")
_LETTER = re.compile(r"^(\S{1,2})\.\s+")
DANGER = "danger_"
"""Names of the questions about immediate danger begin so."""


def paper_language(lang: str) -> Language:
    """The language of papers for one of the window."""
    return "km" if lang == "km" else "en"


def print_paper(uow: UnitOfWork, paper: Paper, record: str) -> bytes:
    """The paper as PDF, noted in the audit by its kind."""
    uow.note("print", f"print_{paper.template}", record=record)
    return pdf(paper)


def write_paper(uow: UnitOfWork, paper: Paper, record: str, file: Path) -> None:
    """Writes the paper as a PDF file, noted in the audit. EnvironmentFault `paper_not_written`."""
    made = print_paper(uow, paper, record)
    try:
        file.write_bytes(made)
    except OSError as error:
        raise EnvironmentFault("paper_not_written", file=file.name) from error


def preview(paper: Paper) -> list[bytes]:
    """The paper as one PNG picture a page."""
    return pictures(paper)


def checklist(
    reader: Reader, form: CompiledForm, facility: Record, lang: Language, last: LastVisit | None = None
) -> ChecklistPaper:
    """The blank checklist for one facility, without what does not apply to its type; `last` prints the earlier answers."""
    require(reader.actor, "inspection.read")
    today = reader.today()
    session = FormSession(form, hidden=hidden_values(reader, facility, today), lang=lang)
    return ChecklistPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(today, lang),
        variant=None,
        facility=facility_head(reader, facility, lang),
        form=_title(form, lang),
        form_title=_title(form, lang),
        version=form.version,
        roster=_roster(residencies.roster(residencies.on_day(reader, facility.id, today))[0]),
        answers=tuple(words(f"scoring.answer.{answer}", lang) for answer in ANSWERS),
        sections=_checklist_sections(session, last, lang),
        with_last=last is not None,
    )


def _checklist_sections(session: FormSession, last: LastVisit | None, lang: Language) -> tuple[ChecklistSection, ...]:
    form = session.form
    found: dict[str, list[Item]] = {section.name: [] for section in form.sections}
    for item in items(form):
        if _may_apply(session, item):
            found.setdefault(item.section, []).append(item)
    sections = []
    for section in form.sections:
        here = found[section.name]
        if here:
            code, title = split_title(session.label(section.path))
            sections.append(
                ChecklistSection(
                    code=code,
                    title=title,
                    items=tuple(_checklist_item(session, item, last, lang) for item in here if item.weight),
                    ask_danger=any(item.number.startswith(DANGER) for item in here),
                    yes_no=tuple(
                        session.label(item.path) for item in here if not item.weight and not item.number.startswith(DANGER)
                    ),
                )
            )
    return tuple(sections)


def _may_apply(session: FormSession, item: Item) -> bool:
    """Whether an item may be asked at the visit: asked now, or left out only because nobody of that age is in the list."""
    applies = session.form.definitions[item.path].komar.get("applies", "")
    return session.state(item.path).relevant or applies.startswith("ages_")


def _checklist_item(session: FormSession, item: Item, last: LastVisit | None, lang: Language) -> ChecklistItem:
    kinds = session.form.definitions[item.path].komar.get("evidence", "").split()
    evidence = ", ".join(words(f"forms.evidence.{kind}", lang) for kind in kinds)
    hint = session.hint(item.path)
    before = last.answers.get(item.path, "") if last else ""
    return ChecklistItem(
        number=item.number,
        text=item_text(session.label(item.path)),
        evidence=f"{hint} ({evidence})" if hint and evidence else hint or evidence,
        critical=item.critical,
        inferred=not item.sourced,
        last=answer_label(item.means(before), lang),
    )


def item_text(text: str) -> str:
    """The label of an item without its number, which stands in a column of its own.

    >>> item_text("14. Suspected abuse is reported")
    'Suspected abuse is reported'
    """
    return _NUMBER.sub("", text)


def split_title(text: str) -> tuple[str, str]:
    """Letter and title of a section; no letter for the sections before and after.

    >>> split_title("A. Legal status"), split_title("Closing")
    (('A', 'Legal status'), ('', 'Closing'))
    """
    match = _LETTER.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


UNBROKEN = "\u2060–\u2060"
"""A dash at which no line ends: from when to when stays together."""


def answer_label(answer: str, lang: str) -> str:
    """The words of an answer to an item; nothing for none, the answer itself when it is another form's."""
    return words(f"scoring.answer.{answer}", lang) if answer in ANSWERS else answer


def report(reader: Reader, form: CompiledForm, inspection: str, lang: Language, variant: Variant) -> InspectionReportPaper:
    """The report of a closed inspection. InputError `inspection_not_closed`, `inspection_late`."""
    result = inspection_results.result_of(reader, form, inspection)
    visit, score = result.visit, result.score
    visit_corrections.check(visit)
    session = session_of(visit, form, lang)
    record, day = visit.inspection, visit.inspection.day("visit_on")
    plan = _with_team(reader, inspection)
    bands, _ = residencies.roster(residencies.on_day(reader, visit.facility.id, day or reader.today()))
    proposed = score.proposed_grade if score else None
    hours = visit_hours.told_by_all(reader, record, lang) if variant == "full" else visit_hours.told(record, lang)
    profile = profile_by_id(reader, record.text("profile")) if score else None
    title = _title(form, lang)
    return InspectionReportPaper(
        lang=lang,
        office=office_name(reader, lang),
        logo=office_logo(reader),
        practice=is_practice(reader),
        printed_on=long_date(reader.today(), lang),
        variant=variant,
        facility=facility_head(reader, visit.facility, lang),
        form=title,
        standards=words("print.report.subtitle", lang) if form.id == STANDARD else title,
        version=form.version,
        visit_date=", ".join(filter(None, (long_date(day, lang), hours.replace("–", UNBROKEN)))),
        visit_kind=label("inspection_kind", record.code("kind"), lang),
        mission_letter=record.text("mission_letter"),
        team=_planned_team(reader, plan, lang, variant) if plan else _team(visit, session, lang),
        ties=_declared(reader, plan, lang, variant) if plan else report_parts.ties(reader, visit, session, lang, variant),
        grade=_grade(result, lang),
        state=_state(result),
        proposed_grade=words(f"scoring.grade.{proposed}", lang) if proposed and proposed != result.grade else "",
        reason=result.grade_reason if variant == "full" else "",
        points=score.points if score else 0,
        maximum=score.maximum if score else 0,
        scaled=str(score.scaled) if score and score.scaled is not None else "-",
        scale=profile.scale if profile else 0,
        counts=_counts(result, lang),
        sections=_sections(result, session),
        critical=_critical(result, session, lang, variant),
        roster=_roster(bands),
        findings=report_parts.finding_lines(reader, visit, _labels(session), lang, variant),
        rules=_rules(profile, lang) if profile else (),
        compared=report_parts.compared(reader, form, visit, section_titles(session), lang, variant),
        rooms=report_parts.rooms(reader, visit.facility, lang),
    )


def facility_head(reader: Reader, facility: Record, lang: Language) -> FacilityHead:
    """The facility at the head of a paper, with its address down to the village."""
    path = place_path(reader, facility.text("village_code")) if facility.code("village_code") else None
    return FacilityHead(
        code=facility.text("code"),
        name=name_of(facility, lang),
        kind=label("facility_type", facility.code("type"), lang),
        owner=label("facility_owner", facility.code("owner"), lang),
        address=path.path(lang) if path else "",
    )


def _title(form: CompiledForm, lang: Language) -> str:
    """The form's title; one of two languages apart by " · " in the language of the paper."""
    parts = form.title.split(" · ")
    return parts[0] if lang == "km" or len(parts) < 2 else parts[1]


def _roster(bands: tuple[BandCount, ...]) -> tuple[RosterCount, ...]:
    ages = {band: f"{first}-{last}" if last < 100 else f"{first}+" for band, first, last in residencies.ROSTER_BANDS}
    return tuple(RosterCount(ages=ages[band.band], girls=band.female, boys=band.male, not_known=band.other) for band in bands)


def _team(visit: Visit, session: FormSession, lang: Language) -> str:
    """Roles and numbers, never names: what was typed beside the form, else what the form asked."""
    typed = visit.inspection.text("team")
    if typed:
        return typed
    path, others = session.form.path_of("team_inspectors"), session.form.path_of("team_others")
    number = session.value(path) if path else ""
    parts = [words("inspection.team_inspectors", lang, number=digits_for(number, lang))] if number else []
    if others:
        chosen = set(session.value(others).split())
        parts += [choice.label for choice in session.choices(others) if choice.value in chosen]
    return ", ".join(parts)


def _with_team(reader: Reader, inspection: str) -> Plan | None:
    """The planned visit that an inspection came of, if its team is named and the person may know of it."""
    plan = visit_plans.of_inspection(reader, inspection)
    return plan if plan is not None and plan.team else None


def _planned_team(reader: Reader, plan: Plan, lang: Language, variant: Variant) -> str:
    """The team by name, role and body (practice P28); the facility's copy has no names of the office's own people."""
    known = visit_teams.names(reader, plan.team)
    return "; ".join(_member(one, known, lang, variant) for one in plan.team)


def _member(one: Record, known: Mapping[str, str], lang: Language, variant: Variant) -> str:
    return visit_teams.member_words(one, known, lang) if variant == "full" else visit_teams.role_words(one, lang)


def _declared(reader: Reader, plan: Plan, lang: Language, variant: Variant) -> str:
    """What each of the team declared of ties to the facility; which ties they are only in the full report."""
    known = visit_teams.names(reader, plan.team)
    return "; ".join(
        ": ".join(
            filter(
                None,
                (
                    _member(one, known, lang, variant),
                    label("visit_ties", one.code("ties"), lang) or words("inspection.ties_not_declared", lang),
                    one.text("ties_note") if variant == "full" else "",
                ),
            )
        )
        for one in plan.team
    )


def _grade(result: Result, lang: Language) -> str:
    """The words of a grade once the head confirmed it; entry refused is a result of its own."""
    if result.score is None:
        return label("inspection_state", result.state, lang)
    return words(f"scoring.grade.{result.grade}", lang) if result.grade and result.state == "decided" else ""


def _state(result: Result) -> inspection_results.PaperState:
    if result.score is None:
        return "decided"
    return "to_be_completed" if result.state == "to_be_completed" else "decided" if result.state == "decided" else "to_decide"


def _counts(result: Result, lang: Language) -> tuple[AnswerCount, ...]:
    counts: Mapping[str, int] = result.score.counts if result.score else {}
    return tuple(AnswerCount(label=words(f"scoring.answer.{answer}", lang), number=counts.get(answer, 0)) for answer in ANSWERS)


def _sections(result: Result, session: FormSession) -> tuple[SectionScore, ...]:
    if result.score is None:
        return ()
    titles = {section.name: split_title(session.label(section.path)) for section in session.form.sections}
    return tuple(
        SectionScore(code=titles[part.section][0], title=titles[part.section][1], points=part.points, maximum=part.maximum)
        for part in result.score.sections
    )


def _critical(result: Result, session: FormSession, lang: Language, variant: Variant) -> tuple[CriticalItem, ...]:
    """Critical items not met; those of danger stay out of the facility's copy, since a child may have told of it (P27)."""
    if result.score is None:
        return ()
    wanted = set(result.score.critical)
    found = [item for item in items(session.form) if item.number in wanted and (variant == "full" or item.weight)]
    return tuple(
        CriticalItem(
            number=item.number,
            text=item_text(session.label(item.path)),
            answer=answer_label(item.means(session.value(item.path)), lang) if item.weight else words("print.yes", lang),
        )
        for item in found
    )


def _labels(session: FormSession) -> Mapping[str, tuple[str, str]]:
    """Item → its key and its words without the number."""
    return {item.number: (item.path, item_text(session.label(item.path))) for item in items(session.form)}


def section_titles(session: FormSession) -> Mapping[str, str]:
    """Section → its title with its letter."""
    return {section.name: session.label(section.path) for section in session.form.sections}


def _rules(profile: Profile, lang: Language) -> tuple[RuleLine, ...]:
    """The rules that the result rests on, and which of them the office set itself (P24)."""
    values: dict[str, tuple[str, object]] = {
        "scale": ("scale", profile.scale),
        "critical": ("critical_answers", ""),
        "unseen": ("unseen_most", profile.unseen_most),
        "due_days": ("due_days", profile.due_days),
        "due_days_critical": ("due_days_critical", profile.due_days_critical),
    }
    if profile.cut_off is not None:
        values["cut_off_own"] = ("cut_off", profile.cut_off)
    return tuple(
        RuleLine(
            text=words(f"scoring.rule.{name}", lang, value=digits_for(value, lang)), sourced=profile.tags.get(tag) == "sourced"
        )
        for name, (tag, value) in values.items()
    )
