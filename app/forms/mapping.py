"""A checklist of somebody else as an instrument of Komar: its workbook gets the columns that number and weigh its questions.

The workbook itself is changed, never the answers: a mapped checklist is a version like any other, which travels, prints and is
filled as such, and inspections that were made before keep the version that they were made with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.errors import InputError
from app.domain.scoring import Dating
from app.forms.binds import NAMESPACE, answers_of
from app.forms.blank import offered
from app.forms.model import CompiledForm, Definition
from app.forms.vocabulary import column_name

_PREFIX = "bind::komar:"
_KEPT = {"form_id": ("form_id", "id_string", "set_form_id"), "form_title": ("form_title", "title", "set_form_title")}
"""What a sheet of settings says already, under any of its names, is left as it is."""
COLUMNS = ("standard", "answers", "weight", "critical", "finding", "due_days")
"""The columns that a mapping writes, in the order in which new ones are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A question as an item: `standard` "" leaves it out. `answers`: code of its list → what it means, as in `Item.answers`."""

    standard: str = ""
    weight: int = 0
    critical: bool = False
    finding: Dating = "yes"
    due_days: int | None = None
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that can be an item: one choice out of a list, outside of repeats. `section` is the outermost group's path."""

    name: str
    path: str
    row: int
    section: str
    codes: tuple[str, ...]
    now: Mapped


def questions(form: CompiledForm) -> tuple[Asked, ...]:
    """What can be mapped, in the order of the form, with what its workbook says already."""
    return tuple(
        _asked(form, definition)
        for definition in form.definitions.values()
        if definition.control == "select1" and definition.row and not _repeated(form, definition)
    )


def _asked(form: CompiledForm, definition: Definition) -> Asked:
    komar = definition.komar
    found = offered(form, definition, form.default_language) or ()
    above = definition.parent or ""
    finding = komar.get("finding", "yes")
    now = Mapped(
        standard=komar.get("standard", ""),
        weight=int(komar.get("weight", "0")) if komar.get("weight", "0").isdigit() else 0,
        critical=komar.get("critical") == "yes",
        finding="no" if finding == "no" else "no_date" if finding == "no_date" else "yes",
        due_days=int(komar["due_days"]) if komar.get("due_days", "").isdigit() else None,
        answers=answers_of(definition),
    )
    section = next((part.path for part in form.sections if f"{above}/".startswith(f"{part.path}/")), "")
    return Asked(definition.name, definition.path, definition.row, section, tuple(code for code, _ in found), now)


def _repeated(form: CompiledForm, definition: Definition) -> bool:
    """Whether a question stands in a repeat, where it has many answers."""
    above = definition.parent
    while above is not None:
        if form.definitions[above].kind == "repeat":
            return True
        above = form.definitions[above].parent
    return False


def mapped(data: bytes, form: CompiledForm, wanted: Mapping[str, Mapped], version: str) -> bytes:
    """The workbook with the questions mapped (by their names; those not named stay as they are) under a version.

    `form` is what the workbook compiles to. InputError `form_map_no_workbook` for an XForm, `form_map_question` for a name that
    no question has that can be mapped.
    """
    if not data.startswith(b"PK"):
        raise InputError("form_map_no_workbook")
    known = {one.name: one for one in questions(form)}
    for name in wanted:
        if name not in known:
            raise InputError("form_map_question", name=name[:80])
    book = load_workbook(BytesIO(data))
    sheets = {sheet.title.strip().lower(): sheet for sheet in book.worksheets}
    survey = sheets["survey"]
    places = _columns(survey)
    for name, item in wanted.items():
        for column, text in _cells(item).items():
            if text or column in places:
                _place(survey, places, column, known[name].row).value = text or None
    _settings(book, sheets.get("settings"), form, version)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(survey: Worksheet) -> dict[str, int]:
    """Column of Komar's own → its place in the sheet."""
    heads = _heads(survey)
    return {name: heads[f"{_PREFIX}{name}"] for name in COLUMNS if f"{_PREFIX}{name}" in heads}


def _heads(sheet: Worksheet) -> dict[str, int]:
    """Heading → place of its column, from 1."""
    return {str(cell.value).strip(): place for place, cell in enumerate(sheet[1], 1) if cell.value not in (None, "")}


def _place(survey: Worksheet, places: dict[str, int], column: str, row: int) -> Cell:
    """The cell of a column in a row; a column that is not there is added behind the last one."""
    if column not in places:
        last = max(_heads(survey).values(), default=0)
        places[column] = last + 1
        survey.cell(1, last + 1).value = f"{_PREFIX}{column}"
    found = survey.cell(row, places[column])
    assert isinstance(found, Cell), "questions stand in no merged cells"
    return found


def _cells(item: Mapped) -> Mapping[str, str]:
    """What stands in the columns of a question; nothing when it is left out."""
    if not item.standard:
        return dict.fromkeys(COLUMNS, "")
    return {
        "standard": item.standard,
        "answers": " ".join(f"{code}={meaning}" for code, meaning in item.answers if code != meaning),
        "weight": str(item.weight) if item.weight else "",
        "critical": "yes" if item.critical else "",
        "finding": "" if item.finding == "yes" else item.finding,
        "due_days": str(item.due_days) if item.due_days is not None and item.finding == "yes" else "",
    }


def _settings(book: Workbook, sheet: Worksheet | None, form: CompiledForm, version: str) -> None:
    """The sheet of settings names Komar's columns and the version; one that is missing is made."""
    if sheet is None:
        sheet = book.create_sheet("settings")
    heads = {column_name(heading): place for heading, place in _heads(sheet).items()}
    names = str(sheet.cell(2, heads["namespaces"]).value or "") if "namespaces" in heads else ""
    if "komar=" not in names.replace(" ", ""):
        names = f'{names} komar="{NAMESPACE}"'.strip()
    values = {"form_id": form.id, "form_title": form.title, "version": version, "namespaces": names}
    for name, text in values.items():
        if any(other in heads for other in _KEPT.get(name, ())):
            continue
        if name not in heads:
            heads[name] = max(heads.values(), default=0) + 1
            sheet.cell(1, heads[name]).value = name
        sheet.cell(2, heads[name]).value = text


def next_version(version: str, taken: Iterable[str]) -> str:
    """A version that is not taken: the same one, else the next number behind it."""
    known = set(taken)
    if version not in known:
        return version
    head = version.rstrip("0123456789")
    number = int(version[len(head) :] or 0)
    head = head if version[len(head) :] else f"{version}-"
    while True:
        number += 1
        if f"{head}{number}" not in known:
            return f"{head}{number}"
