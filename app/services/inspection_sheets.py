"""The papers of a visit by its form: with points the checklist and the two-page report, without points the form itself.

The facility's copy is always the report: who came, the findings, the signatures, never an allegation (practice P27).
"""

from __future__ import annotations

from app.data.reader import Reader
from app.print.papers import Language, Paper, Variant
from app.services import form_papers, inspection_papers, inspection_results
from app.services.facilities import name_of
from app.services.inspection_desk import Desk
from app.services.inspection_kinds import scored
from app.services.inspections import session_of
from app.text.dates import long_date
from app.text.words import words


def to_fill(reader: Reader, desk: Desk, lang: Language) -> Paper:
    """What the team takes along."""
    if scored(desk.form):
        return inspection_papers.checklist(reader, desk.form, desk.visit.facility, lang, desk.last)
    return form_papers.blank_form(reader, desk.form, lang, _about(desk, lang))


def to_keep(reader: Reader, desk: Desk, lang: Language, variant: Variant) -> Paper:
    """What is written of a closed visit. InputError `inspection_not_closed`."""
    inspection = desk.visit.inspection.id
    if scored(desk.form) or variant != "full":
        return inspection_papers.report(reader, desk.form, inspection, lang, variant)
    visit = inspection_results.result_of(reader, desk.form, inspection).visit
    return form_papers.filled_form(reader, session_of(visit, desk.form, lang), lang, _about(desk, lang))


def _about(desk: Desk, lang: Language) -> list[tuple[str, str]]:
    facility, record = desk.visit.facility, desk.visit.inspection
    return [
        (words("print.facility", lang), f"{facility.text('code')} · {name_of(facility, lang)}"),
        (words("print.visit_date", lang), long_date(record.day("visit_on"), lang)),
    ]
