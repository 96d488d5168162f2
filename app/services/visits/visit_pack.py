"""The papers for a visit in one file: team and ties, open findings, files to draw, the form, residents (practice P26, P28).

It is made before the visit, or while it is open. It names children, so that only who fills inspections makes it; it tells no
complaint and no allegation, and of nobody that there is a case.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from app.data.queries import inspections as queries
from app.data.reader import Reader
from app.domain.codelists import GROUPS, label
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.forms.restricted import kept_apart
from app.print.form_papers import FormPaper
from app.print.papers import ChecklistPaper, Language
from app.print.rosters import RosterPaper
from app.print.visit_packs import PackFinding, PackMember, VisitPackPaper
from app.services.facilities.facilities import name_of
from app.services.facilities.residencies import Resident
from app.services.facilities.roster_paper import roster_paper
from app.services.forms import form_papers
from app.services.visits import finding_labels, inspection_papers, inspections, remedies, visit_hours, visit_teams
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_kinds import forms_of, scored
from app.services.visits.inspections import LastVisit
from app.services.visits.report_parts import remedy_words
from app.services.visits.visit_plans import Plan
from app.services.visits.visit_ranks import reason_words
from app.text.dates import long_date, month_name, short_date
from app.text.words import words

_NOT_THERE = frozenset({"reporter", "perpetrator"})
"""Restricted groups whose questions no paper asks that is taken into the house."""


def pack(reader: Reader, shelf: FormShelf, plan: Plan, lang: Language) -> VisitPackPaper:
    """The pack of a visit to come or begun. InputError `not_allowed`, `visit_plan_done`."""
    require(reader.actor, "inspection.fill")
    if plan.state not in {"planned", "begun"}:
        raise InputError("visit_plan_done")
    form = form_of(shelf, plan)
    visit, facility = plan.inspection, plan.facility
    begun = visit if visit is not None and plan.state == "begun" else None
    day = begun.day("visit_on") if begun is not None else plan.record.day("on_date")
    seen = min(day or reader.today(), reader.today())  # who will live there on a day to come nobody knows
    checklist = inspection_papers.checklist(reader, form, facility, lang, _last(reader, form, facility))
    roster = roster_paper(reader, facility.id, seen, lang)
    known = visit_teams.names(reader, plan.team)
    return VisitPackPaper(
        **{part.name: getattr(checklist, part.name) for part in fields(ChecklistPaper)},
        **{part.name: getattr(roster, part.name) for part in fields(RosterPaper) if part.name not in _both()},
        about=_about(plan, begun, lang),
        reasons=tuple(
            reason_words(one, lang) for one in sorted(plan.record.codes("reasons")) if not one.startswith("complaint")
        ),
        team=tuple(_member(one, known, lang) for one in plan.team),
        findings=_findings(reader, shelf, facility.id, begun.id if begun is not None else "", lang),
        drawn=tuple(_named(one, lang) for one in _drawn(reader, form, plan, begun, seen)),
        checks=scored(form),
        to_fill=None if scored(form) else _to_fill(reader, form, facility, day, lang),
    )


def _to_fill(reader: Reader, form: CompiledForm, facility: Record, day: date | None, lang: Language) -> FormPaper:
    """The form of a visit without points, blank; a line to write the day on while it is not set.

    Who complained, and who is said to have done harm, is not even asked on a paper that lies on a table of the house (P28).
    """
    about = [
        (words("print.facility", lang), f"{facility.text('code')} · {name_of(facility, lang)}"),
        (words("print.visit_date", lang), long_date(day, lang)),
    ]
    return form_papers.blank_form(reader, form, lang, about, kept_apart(form, GROUPS - _NOT_THERE))


def form_of(shelf: FormShelf, plan: Plan) -> CompiledForm:
    """The form of a visit: the one it was begun with, else the first of its kind."""
    visit = plan.inspection
    if visit is not None and plan.state == "begun":
        return shelf.form(visit.text("form_id"), visit.text("form_version"))
    return shelf.form(forms_of(plan.record.text("kind"))[0])


def _both() -> set[str]:
    """The fields that checklist and list of residents share: those of every paper, and the facility."""
    return {part.name for part in fields(ChecklistPaper)}


def _last(reader: Reader, form: CompiledForm, facility: Record) -> LastVisit | None:
    """The last closed inspection by the same form, with its answers."""
    before = queries.last_closed(reader, facility.id, form.id, Record("inspection", "", {}))
    if before is None:
        return None
    earlier = inspections.visit_of(reader, before.id)
    return LastVisit(before.id, before.day("visit_on"), before.code("grade"), earlier.answers)


def _about(plan: Plan, begun: Record | None, lang: Language) -> tuple[tuple[str, str], ...]:
    """When, of which kind, announced or not; rooms for the mission letter and for who received it."""
    record = plan.record
    day = begun.day("visit_on") if begun is not None else record.day("on_date")
    year, month = record.whole("year"), record.whole("month")
    when = long_date(day, lang) or (month_name(year, month, lang) if year and month else "")
    return (
        (words("print.visit_date", lang), when),
        (words("print.visit_kind", lang), label("inspection_kind", record.code("kind"), lang)),
        (words("visit.pack.notice", lang), label("visit_notice", record.code("notice"), lang)),
        (words("print.mission_letter", lang), begun.text("mission_letter") if begun is not None else ""),
        (words("visit.pack.received", lang), ""),
        (words("print.visit_hours", lang), visit_hours.told(begun, lang) if begun is not None else ""),
    )


def _member(one: Record, known: dict[str, str], lang: Language) -> PackMember:
    """One of the team; who has not declared ties yet does so by hand."""
    said = label("visit_ties", one.code("ties"), lang)
    return PackMember(
        name=known.get(one.text("user"), one.text("name")),
        role=visit_teams.role_words(one, lang),
        ties=": ".join(filter(None, (said, one.text("ties_note")))),
    )


def _findings(reader: Reader, shelf: FormShelf, facility: str, visit: str, lang: Language) -> tuple[PackFinding, ...]:
    """All that is to be looked at: what is open, what cannot wait first; then what is said to be corrected."""
    found = remedies.to_look_at(reader, facility, visit)
    labels = finding_labels.labels(reader, shelf, found, lang)
    return tuple(_finding(one, labels, lang, reader.today()) for one in found)


def _finding(one: Record, labels: dict[str, str], lang: Language, today: date) -> PackFinding:
    due, said = one.day("due_on"), one.code("state") == "corrected"
    told = short_date(due, lang) or words("inspection.at_once", lang)
    return PackFinding(
        item=one.text("item"),
        text=" · ".join(filter(None, (labels.get(one.id), one.text("text"), one.text("recommendation")))),
        due=words("visit.pack.said", lang, day=short_date(one.day("corrected_on"), lang)) if said else told,
        remedy=remedy_words(one, lang),
        critical=bool(one.flag("critical")),
        late=not said and (due is None or due < today),
    )


def _drawn(reader: Reader, form: CompiledForm, plan: Plan, begun: Record | None, day: date) -> tuple[Resident, ...]:
    """The children whose files are looked at: the same before the visit and during it."""
    lot = inspections.lot_of(begun) if begun is not None else plan.id
    return inspections.draw(reader, plan.facility.id, day, form, lot)


def _named(one: Resident, lang: Language) -> str:
    name = one.name if lang == "km" else one.name_latin or one.name
    return name or words("roster.not_known", lang)
