"""The papers of a visit by its form: with points the checklist and the two-page report, without points the form itself.

The facility's copy is always the report: who came, the findings, the signatures, never an allegation (practice P27).
"""

from __future__ import annotations

from dataclasses import replace

from app.data.contents.attachments import AttachmentStore
from app.data.reader import Reader
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.print.papers import Language, Paper, PhotoLine, Variant
from app.services.facilities.facilities import name_of
from app.services.forms import form_papers
from app.services.visits import inspection_papers, inspection_results, report_parts, visit_evidence, visit_hours
from app.services.visits.inspection_desk import Desk
from app.services.visits.inspection_kinds import scored
from app.services.visits.inspections import Visit, session_of
from app.text.dates import long_date
from app.text.words import words


def to_fill(reader: Reader, desk: Desk, lang: Language) -> Paper:
    """What the team takes along."""
    if scored(desk.form):
        return inspection_papers.checklist(reader, desk.form, desk.visit.facility, lang, desk.last)
    return form_papers.blank_form(reader, desk.form, lang, _about(desk, lang))


def to_keep(reader: Reader, desk: Desk, lang: Language, variant: Variant, store: AttachmentStore | None = None) -> Paper:
    """What is written of a closed visit; with a `store` also its photographs. InputError `inspection_not_closed`."""
    inspection = desk.visit.inspection.id
    if scored(desk.form) or variant != "full":
        report = inspection_papers.report(reader, desk.form, inspection, lang, variant)
        if store is None:
            return report
        lines = photo_lines(reader, store, desk.form, desk.visit, lang, variant)
        return replace(report, photos=lines, floor_plan=report_parts.floor_plan(reader, store, desk.visit.facility.id))
    visit = inspection_results.result_of(reader, desk.form, inspection).visit
    return form_papers.filled_form(reader, session_of(visit, desk.form, lang), lang, _about(desk, lang))


def _about(desk: Desk, lang: Language) -> list[tuple[str, str]]:
    facility, record = desk.visit.facility, desk.visit.inspection
    return [
        (words("print.facility", lang), f"{facility.text('code')} · {name_of(facility, lang)}"),
        (words("print.visit_date", lang), long_date(record.day("visit_on"), lang)),
        (words("print.visit_hours", lang), visit_hours.told(record, lang)),
    ]


def photo_lines(
    reader: Reader, store: AttachmentStore, form: CompiledForm, visit: Visit, lang: Language, variant: Variant
) -> tuple[PhotoLine, ...]:
    """The photographs of a report, never of a child; the facility's copy has those of scored items alone (practice P5, P27)."""
    numbered = {item.path: item for item in items(form)}
    lines = []
    for record, picture in visit_evidence.on_paper(reader, store, visit):
        item = numbered.get(record.text("key"))
        if item is not None and (variant == "full" or item.weight):
            lines.append(PhotoLine(item=item.number if item.weight else "", text=record.text("note"), picture=picture))
    return tuple(lines)
