"""The lists of facilities, findings and planned visits as files, for who asks without a window.

None tells of a child. Visits that are not announced are in the file of the head alone (practice P28).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from app.data.queries.facilities import FacilityRow
from app.data.reader import Reader
from app.domain.codelists import label
from app.exports.cells import Cell
from app.exports.lists import Column
from app.services.facilities import facilities
from app.services.facilities.facilities import FacilityFilter, address_of, name_of
from app.services.numbers import lists
from app.services.office.offices import Session
from app.services.visits import finding_list, visit_plans, visit_teams
from app.services.visits.finding_list import Point
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.services.visits.visit_plans import Plan
from app.services.visits.visit_secrecy import may_go_out
from app.text.dates import month_name, short_date
from app.text.words import words

_FACILITIES = ("code", "name", "type", "owner", "state", "address", "children", "last_visit", "grade", "open", "overdue")
_FINDINGS = ("code", "name", "item", "standard", "text", "critical", "due", "who", "until", "stage", "visit")
_VISITS = ("when", "code", "name", "kind", "notice", "team", "state")
_WIDE = {"name": 28.0, "address": 24.0, "standard": 50.0, "text": 40.0, "team": 40.0, "when": 18.0, "stage": 24.0}


def _heads(names: Sequence[str], lang: str) -> list[Column]:
    return [Column(words(f"visit.list.{name}", lang), _WIDE.get(name, 14.0)) for name in names]


def _written(
    session: Session,
    target: Path,
    kind: str,
    names: Sequence[str],
    rows: Callable[[Reader], Iterable[Sequence[Cell]]],
    lang: str,
) -> int:
    title = words(f"visit.list.title.{kind}", lang)
    return lists.export(session, target, kind, title, _heads(names, lang), rows, lang, names=False)


def export_facilities(session: Session, target: Path, wanted: FacilityFilter, lang: str, limit: int = 0) -> int:
    """Writes the facilities that a filter lets through (0: all of them) and gives their number. Raises as `lists.export`."""

    def rows(reader: Reader) -> Iterable[Sequence[Cell]]:
        found = facilities.listing(reader, wanted)
        return (_facility(one, lang) for one in (found[:limit] if limit else found))

    return _written(session, target, "facilities", _FACILITIES, rows, lang)


def _facility(one: FacilityRow, lang: str) -> Sequence[Cell]:
    record = one.facility
    coded = [label(f"facility_{name}", record.code(name), lang) for name in ("type", "owner", "state")]
    numbers: list[Cell] = [one.residents, one.last_visit, label("grade", one.grade, lang), one.open_findings, one.overdue]
    return [record.text("code"), name_of(record, lang), *coded, address_of(record, lang), *numbers]


def export_findings(session: Session, shelf: FormShelf, target: Path, which: str, facility: str, item: str, lang: str) -> int:
    """Writes the findings of a kind and gives their number. Raises as `finding_list.listing` and `lists.export`."""

    def rows(reader: Reader) -> Iterable[Sequence[Cell]]:
        found = finding_list.listing(reader, which, facility, item)
        labels = finding_list.labels_of(reader, shelf, found, lang)
        return (_finding(one, labels.get((_form(one), one.finding.text("item")), ""), lang) for one in found)

    return _written(session, target, "findings", _FINDINGS, rows, lang)


def _form(one: Point) -> str:
    return one.visit.text("form_id") if one.visit is not None else STANDARD


def _finding(one: Point, standard: str, lang: str) -> Sequence[Cell]:
    record = one.finding
    return [
        one.facility.text("code"),
        name_of(one.facility, lang),
        record.text("item"),
        standard,
        record.text("text"),
        words("print.yes", lang) if record.flag("critical") else "",
        record.day("due_on") or words("inspection.at_once", lang),
        record.text("responsible"),
        record.day("plan_until"),
        words(f"visit.list.stage.{one.stage}", lang),
        one.visit.day("visit_on") if one.visit is not None else None,
    ]


def export_visits(
    session: Session, target: Path, year: int | None, lang: str, *, facility: str | None, month: int | None, state: str | None
) -> int:
    """Writes the visits that the person may know of and take along, and gives their number. Raises as `visit_plans.listing`."""

    def rows(reader: Reader) -> Iterable[Sequence[Cell]]:
        found = visit_plans.listing(reader, year, facility=facility, month=month, state=state)
        return [_visit(reader, one, lang) for one in found if may_go_out(reader.actor, one.record)]

    return _written(session, target, "visit_calendar", _VISITS, rows, lang)


def _visit(reader: Reader, one: Plan, lang: str) -> Sequence[Cell]:
    record, names = one.record, visit_teams.names(reader, one.team)
    year, month = record.whole("year"), record.whole("month")
    when = short_date(record.day("on_date"), lang) or (month_name(year, month, lang) if year and month else "")
    return [
        when,
        one.facility.text("code"),
        name_of(one.facility, lang),
        label("inspection_kind", record.code("kind"), lang),
        label("visit_notice", record.code("notice"), lang),
        ", ".join(visit_teams.member_words(member, names, lang) for member in one.team),
        words(f"visit.state.{one.state}", lang),
    ]
