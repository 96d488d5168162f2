"""All answers of the visits by one form as a workbook: one row a visit, the questions as columns; noted in the audit log.

A sheet of its own tells what stands behind the answers, see `visit_evidence_rows`.

What the team saw of a facility, and nothing of a single child: no talk, no line of a resident, nothing of a restricted group,
whoever asks (practice P1, P27). Visits that are still filled are left out: their answers would tell the score (P26).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from app.data.queries import inspections as queries
from app.data.reader import Reader
from app.domain.codelists import label
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.exports.cells import Cell
from app.exports.lists import Column, write_lists
from app.forms.model import CompiledForm
from app.services.facilities.facilities import name_of
from app.services.forms.form_library import FormShelf, version_key
from app.services.forms.form_papers import title_of
from app.services.office.offices import Session
from app.services.responses.response_rows import Filled, ResponseRows
from app.services.visits import inspections
from app.services.visits.inspection_forms import is_practice
from app.services.visits.inspection_roster import repeat_of
from app.services.visits.inspections import Visit
from app.services.visits.visit_evidence_rows import EvidenceRows
from app.text.dates import short_moment
from app.text.words import words

UNFINISHED = frozenset({"draft", "void"})
"""States of visits that are in no file."""
_HEADS = (
    "facility_code",
    "facility",
    "visit_on",
    "arrived_at",
    "left_at",
    "kind",
    "team",
    "state",
    "grade",
    "points",
    "maximum",
)
_WIDE = frozenset({"facility", "arrived_at", "left_at", "team", "grade"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A form that visits were filled from: `title` in the language of the window, `visits` how many would be written."""

    form_id: str
    title: str
    visits: int


def forms_with(reader: Reader, shelf: FormShelf, lang: str) -> tuple[Asked, ...]:
    """The forms that there are answers of, the most used first; those that this computer does not have are left out."""
    require(reader.actor, "inspection.read")
    shelf.read(reader)
    counts: dict[str, int] = {}
    titles: dict[str, str] = {}
    for record in _records(reader):
        form_id = record.text("form_id")
        form = _form(shelf, record)
        if form is not None:
            titles[form_id] = title_of(form, lang)
            counts[form_id] = counts.get(form_id, 0) + 1
    found = [Asked(form_id, titles[form_id], count) for form_id, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.visits, one.form_id)))


def are_of(reader: Reader, form_id: str) -> bool:
    """Whether visits were filled from a form: then its answers stand with them."""
    return reader.count("inspection", form_id=form_id) > 0


def export_visits(session: Session, shelf: FormShelf, target: Path, form_id: str, lang: str, *, labels: bool) -> int:
    """Writes the answers of all visits by a form, the earliest first, and gives their number; `labels`: in words, not codes.

    Those whose version of the form is not on this computer are left out.
    InputError `not_allowed`; EnvironmentFault `export_place`.
    """
    for act in ("inspection.read", "list.export"):
        require(session.actor, act)
    with session.write("list_export") as uow:
        # Noted first: a file that nobody noted must not exist, a note without a file does no harm.
        uow.note("export", "list_export", list="inspection_answers", names=False)
    with session.read() as reader:
        shelf.read(reader)
        found = tuple(_visits(reader, shelf, form_id))
        notes = [words("returns.practice", lang)] if is_practice(reader) else []
        notes.append(words("inspection.answers.left_out", lang))
        forms = sorted({form.sha256: form for _, form in found}.values(), key=lambda form: version_key(form.version))
        facts = [Column(_head(name, lang), 26.0 if name in _WIDE else 14.0) for name in _HEADS]
        apart = {form.sha256: _of_children(form) for form in forms}
        rows = ResponseRows(forms, facts, lang, labels=labels, rights=frozenset(), apart=apart)
        behind = EvidenceRows(reader, apart, lang, labels=labels)
        lines = chain(rows.rows(_filled(found, lang)), ((len(rows.sheets), line) for line in behind.rows(found)))
        write_lists(target, [*rows.sheets, behind.sheet], lines, notes)
    return len(found)


def _records(reader: Reader) -> Iterator[Record]:
    """The visits that are no longer filled, the earliest first."""
    rows = (row.inspection for row in reversed(queries.rows(reader)))
    return (record for record in rows if record.code("state") not in UNFINISHED)


def _visits(reader: Reader, shelf: FormShelf, form_id: str) -> Iterator[tuple[Visit, CompiledForm]]:
    for record in _records(reader):
        form = _form(shelf, record) if record.text("form_id") == form_id else None
        if form is not None:
            yield inspections.visit_of(reader, record.id), form


def _form(shelf: FormShelf, record: Record) -> CompiledForm | None:
    """The form of a visit in its version; None on a computer that does not have it."""
    try:
        return shelf.form(record.text("form_id"), record.text("form_version"))
    except InputError:
        return None


def _of_children(form: CompiledForm) -> frozenset[str]:
    """The lines of a form about single residents, with all that is below them."""
    repeat = repeat_of(form)
    below = (path for path in form.definitions if repeat and (path == repeat or path.startswith(f"{repeat}/")))
    return frozenset(below)


def _head(name: str, lang: str) -> str:
    if name == "facility":
        return words("print.facility", lang)
    return words("print.facility_code" if name == "facility_code" else f"field.{name}", lang)


def _filled(found: Sequence[tuple[Visit, CompiledForm]], lang: str) -> Iterator[Filled]:
    for visit, form in found:
        record = visit.inspection
        facts: list[Cell] = [
            visit.facility.text("code"),
            name_of(visit.facility, lang),
            record.day("visit_on"),
            short_moment(record.moment("arrived_at"), "en"),
            short_moment(record.moment("left_at"), "en"),
            label("inspection_kind", record.code("kind"), lang),
            record.text("team"),
            label("inspection_state", record.code("state"), lang),
            label("grade", record.code("grade"), lang),
            record.whole("points"),
            record.whole("maximum"),
        ]
        answers = {key: text for key, text in visit.answers.items() if not visit.is_hidden(key)}
        yield Filled(record.id, form, answers, facts)
