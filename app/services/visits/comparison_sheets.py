"""The comparison of one visit as a workbook: a sheet of its parts beside earlier visits and others, a sheet of the visits.

As on the screen nothing of a single other facility is in it (practice P4); who may take no list out takes none out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.data.reader import Reader
from app.domain.comparing_visits import TOTAL, Part, half_up
from app.domain.errors import InputError
from app.domain.permissions import require
from app.exports.cells import Cell
from app.exports.lists import Column, Sheet, write_lists
from app.forms.session import FormSession
from app.services.facilities.facilities import name_of
from app.services.office.offices import Session
from app.services.visits import comparison_words as told
from app.services.visits import inspections
from app.services.visits.inspection_forms import FormShelf, is_practice
from app.services.visits.inspection_papers import section_titles
from app.services.visits.visit_comparison import Comparison, comparison
from app.text.dates import short_date
from app.text.words import words

_HEADS = ("part", "points", "maximum", "percent", "before", "change", "middle", "low", "high", "place")
_VISIT_HEADS = ("day", "part", "points", "maximum", "percent", "left_out_why")
_WIDTHS = {"part": 44.0, "place": 20.0, "left_out_why": 34.0}


def export_comparison(session: Session, shelf: FormShelf, target: Path, inspection: str, lang: str) -> int:
    """Writes the comparison of a closed visit and gives how many visits of the facility stand in it.

    InputError `not_allowed`, `inspection_unknown`, `inspection_not_compared`; EnvironmentFault `export_place`.
    """
    for act in ("inspection.read", "visit.export"):
        require(session.actor, act)
    with session.read() as reader:
        found, titles, notes = _read(reader, shelf, inspection, lang)
    with session.write("list_export") as uow:
        # Noted first: a file that nobody noted must not exist, a note without a file does no harm.
        uow.note("export", "list_export", list="inspection_comparison", names=False)
    sheets = [
        Sheet(words(f"inspection.compared.{sheet}", lang), [_column(name, lang) for name in heads], frozen=1)
        for sheet, heads in (("sheet", _HEADS), ("visits", _VISIT_HEADS))
    ]
    write_lists(target, sheets, _rows(found, titles, lang), notes)
    return len(found.visits)


def _read(reader: Reader, shelf: FormShelf, inspection: str, lang: str) -> tuple[Comparison, Mapping[str, str], list[str]]:
    """The comparison, the titles of sections, and what stands above the table."""
    visit = inspections.visit_of(reader, inspection)
    shelf.read(reader)
    form = inspections.shelf_form(shelf, visit)
    found = comparison(reader, form, visit.inspection, visit.facility.text("type"))
    if found is None:
        raise InputError("inspection_not_compared")
    head = f"{visit.facility.text('code')} · {name_of(visit.facility, lang)} · {short_date(found.own.day, lang)}"
    notes = [words("returns.practice", lang)] if is_practice(reader) else []
    notes += [head, told.since_words(found, lang), told.among_words(found, lang), told.others_left_out_words(found, lang)]
    return found, section_titles(FormSession(form, lang=lang)), [note for note in notes if note]


def _column(name: str, lang: str) -> Column:
    return Column(words(f"inspection.compared.{name}", lang), _WIDTHS.get(name, 14.0))


def _rows(found: Comparison, titles: Mapping[str, str], lang: str) -> Iterator[tuple[int, list[Cell]]]:
    """The parts of this visit; then all visits of the facility, part by part."""
    before, now = found.before.parts if found.before is not None else {}, found.own.parts
    for name in (TOTAL, *found.sections):
        spread = found.peers.spreads.get(name)
        others: list[Cell] = [spread.middle, spread.low, spread.high] if spread is not None else [None] * 3
        yield (
            0,
            [
                _title(name, titles, lang),
                *_numbers(now.get(name)),
                _numbers(before.get(name))[2],
                told.change_words(before.get(name), now.get(name), lang),
                *others,
                told.place_words(now.get(name), spread, lang),
            ],
        )
    for one in found.visits:
        if one.why_not:
            yield 1, [one.day, None, None, None, None, words(f"inspection.not_compared.{one.why_not}", lang)]
        for name in (TOTAL, *found.sections) if not one.why_not else ():
            if name in one.parts:
                yield 1, [one.day, _title(name, titles, lang), *_numbers(one.parts[name]), None]


def _title(name: str, titles: Mapping[str, str], lang: str) -> str:
    return titles.get(name, name) if name else words("inspection.compared.total", lang)


def _numbers(part: Part | None) -> list[Cell]:
    """Points, maximum, points of a hundred; nothing where nothing of it applies."""
    return [part.points, part.maximum, half_up(part.percent)] if part is not None else [None] * 3
