"""A list of facilities that an office keeps in Excel, taken into the register: every change is shown before anything is saved.

Each row is new, changed (old → new of each field), the same, unclear (it may be a facility that is here already: a person
says which), or refused (sheet, row, column and what to do). An empty cell changes nothing. What is chosen is saved as one act.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain import facility_likeness
from app.domain.errors import AppError, EnvironmentFault, InputError
from app.domain.facility_likeness import House, Reason
from app.domain.permissions import require
from app.domain.questions import Question
from app.domain.records import Record
from app.forms.workbook import Lines, read_lines
from app.services.facilities import facilities, list_columns, list_values
from app.services.facilities.facilities import find_facility
from app.services.facilities.list_columns import ListColumn

State = Literal["new", "changed", "same", "unclear", "refused"]
STATES: tuple[State, ...] = ("refused", "unclear", "new", "changed", "same")
"""In the order in which a person looks at them."""
NEW = "new"
"""The answer that a row is no facility of the register."""
MOST_ROWS = 5000
"""Rows of one sheet; the whole country has about 460 facilities (reference REPO-CAM)."""
MOST_ALIKE = 8
"""So many facilities that a row may be are offered; more nobody compares."""
_SIZES = frozenset({"form_file_too_big", "form_sheet_too_long", "form_sheet_too_wide"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a file is read: the sheet ("": the one with most known headings), what columns mean (letter → field, "" for none),
    type and owner for rows that say none, and which facility an unclear row is (row → id, or `NEW`)."""

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    type: str = ""
    owner: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell: the letter of its column ("" for the whole row) and the fault with its words."""

    column: str
    error: AppError


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a facility that a row would change, as it is stored."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Alike:
    """What a row may be: a facility of the register, or (`facility` None) another row of the list; and why."""

    facility: Record | None
    row: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: its number in the sheet, what becomes of it, the values that it says, the facility that it is."""

    number: int
    state: State
    values: Mapping[str, object]
    facility: Record | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    alike: tuple[Alike, ...] = ()
    doubts: tuple[Question, ...] = ()

    @property
    def id(self) -> str:
        """The key of the row in lists."""
        return str(self.number)

    @property
    def mark(self) -> tuple[object, ...]:
        """What a person has seen of the row: another one at saving means that the register has changed since."""
        facility = self.facility.id if self.facility is not None else ""
        return self.state, facility, tuple((one.field, str(one.old), str(one.new)) for one in self.changes)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list would do: its sheets, the one that is read, the row of its headings, its columns, its rows."""

    sheets: tuple[str, ...]
    sheet: str
    heading: int
    columns: tuple[ListColumn, ...]
    rows: tuple[Row, ...]

    def counts(self) -> dict[State, int]:
        """How many rows of each state."""
        return {state: sum(one.state == state for one in self.rows) for state in STATES}


def load(file: Path) -> tuple[Lines, ...]:
    """The sheets of a workbook as texts. InputError as `read_lines`, `import_too_big`, `import_empty`; EnvironmentFault
    `import_unreadable`."""
    try:
        data = file.read_bytes()
    except OSError as reason:
        raise EnvironmentFault("import_unreadable") from reason
    try:
        found = read_lines(data, MOST_ROWS)
    except InputError as error:
        if error.code in _SIZES:
            raise InputError("import_too_big", rows=MOST_ROWS) from error
        raise
    filled = tuple(one for one in found if any(one.lines))
    if not filled:
        raise InputError("import_empty")
    return filled


def plan(reader: Reader, sheets: Sequence[Lines], settings: Settings) -> Plan:
    """What the list would do; nothing is written. InputError `not_allowed`, `import_sheet_unknown`, `import_no_heading`, or
    what `list_columns.columns` finds."""
    require(reader.actor, "facility.edit")
    sheet = _sheet(sheets, settings.sheet)
    heading = list_columns.heading_row(sheet)
    if not heading:
        raise InputError("import_no_heading", sheet=sheet.name)
    columns = list_columns.columns(sheet, heading, settings.columns)
    state = _Seen(reader)
    rows = []
    for number, line in enumerate(sheet.lines[heading:], heading + 1):
        cells = {one.letter: text for one, text in _cells(columns, line) if one.field and text}
        if cells:
            rows.append(state.row(number, cells, columns, settings))
    return Plan(tuple(one.name for one in sheets), sheet.name, heading, columns, tuple(rows))


def _sheet(sheets: Sequence[Lines], name: str) -> Lines:
    """The sheet of a name, else the one whose headings are known best."""
    if name:
        found = next((one for one in sheets if one.name == name), None)
        if found is None:
            raise InputError("import_sheet_unknown", sheet=name[:40], known=", ".join(one.name for one in sheets)[:200])
        return found

    def known(sheet: Lines) -> int:
        row = list_columns.heading_row(sheet)
        return sum(bool(one.field) for one in list_columns.columns(sheet, row, {})) if row else 0

    return max(sheets, key=known)


def _cells(columns: Sequence[ListColumn], line: Sequence[str]) -> list[tuple[ListColumn, str]]:
    """The cells of a row by column; the letters of columns are their places."""
    return [(one, line[place].strip()) for one in columns if (place := list_values.place(one.letter)) < len(line)]


class _Seen:
    """The register as it is, and the rows before: what a row is compared with."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.by_code = {one.text("code"): one for one in reader.find("facility", order=("code",))}
        before: dict[str, list[str]] = {}
        for past in reader.find("facility_past", what="name"):
            before.setdefault(past.text("facility"), []).append(past.text("text"))
        self.houses = {one.id: _house(one.values, before.get(one.id, [])) for one in self.by_code.values()}
        self.by_id = {one.id: one for one in self.by_code.values()}
        self.codes: dict[str, int] = {}
        """Code, or id of a facility → the row that said it."""
        self.earlier: dict[int, House] = {}
        """Rows that are new facilities."""

    def row(self, number: int, cells: Mapping[str, str], columns: Sequence[ListColumn], settings: Settings) -> Row:
        """What becomes of a row."""
        letters = {one.field: one.letter for one in columns if one.field}
        said = {one.field: cells[one.letter] for one in columns if one.field and one.letter in cells}
        values, problems = list_values.values(self.reader, said, letters)
        row = Row(number, "refused", values, problems=tuple(Problem(*one) for one in problems))
        if problems:
            return row
        facility, alike = self._which(number, values, settings.answers.get(number, ""))
        if alike:
            return replace(row, state="unclear", alike=alike)
        key = facility.id if facility is not None else str(values.get("code") or "")
        if key and key in self.codes:
            error = InputError("import_row_twice", row=self.codes[key])
            return replace(row, problems=(Problem(letters.get("code", ""), error),))
        if key:
            self.codes[key] = number
        return self._known(row, facility, letters) if facility is not None else self._new(row, letters, settings)

    def _which(self, number: int, values: Mapping[str, object], answer: str) -> tuple[Record | None, tuple[Alike, ...]]:
        """The facility that a row is, None for a new one; or what it may be, where a person has to say."""
        if answer == NEW:
            return None, ()
        if answer in self.by_id:
            return self.by_id[answer], ()
        own = self.by_code.get(str(values.get("code") or ""))
        house = _house(values, [])
        if own is not None:
            other_name = any(values.get(name) and own.text(name) for name in ("name_km", "name_en"))
            if other_name and not facility_likeness.alike(house, self.houses[own.id]):
                return None, (Alike(own, 0, ("code_other_name",)),)
            return own, ()
        found = [
            Alike(self.by_id[key], 0, why)
            for key, known in self.houses.items()
            if (why := facility_likeness.alike(house, known))
        ]
        found += [Alike(None, row, why) for row, one in self.earlier.items() if (why := self._same_row(house, one))]
        found.sort(key=lambda one: not {"name_km", "name_en"} & set(one.reasons))  # what agrees comes before what is near
        return None, tuple(found[:MOST_ALIKE])

    @staticmethod
    def _same_row(house: House, earlier: House) -> tuple[Reason, ...]:
        """Whether two rows of one list are one facility: only where a name agrees."""
        why = facility_likeness.alike(house, earlier)
        return why if {"name_km", "name_en"} & set(why) else ()

    def _known(self, row: Row, facility: Record, letters: Mapping[str, str]) -> Row:
        """A row of a facility that is here: what it would change."""
        given = {name: value for name, value in row.values.items() if _differs(facility, name, value)}
        fault = self._faults(given, facility)
        if fault is not None:
            return replace(row, facility=facility, problems=(Problem(_letter(fault, letters), fault),))
        changes = tuple(Change(name, facility.values.get(name), value) for name, value in given.items())
        doubts = facilities.questions(self.reader, given) if given else ()
        return replace(row, state="changed" if changes else "same", facility=facility, changes=changes, doubts=doubts)

    def _new(self, row: Row, letters: Mapping[str, str], settings: Settings) -> Row:
        """A row of a facility that is not here."""
        usual = {"type": settings.type, "owner": settings.owner}
        values = {**{name: value for name, value in usual.items() if value}, **row.values}
        fault = self._faults(values, None)
        if fault is not None:
            return replace(row, values=values, problems=(Problem(_letter(fault, letters), fault),))
        self.earlier[row.number] = _house(values, [])
        changes = tuple(Change(name, None, value) for name, value in values.items())
        return replace(row, state="new", values=values, changes=changes, doubts=facilities.questions(self.reader, values))

    def _faults(self, values: Mapping[str, object], facility: Record | None) -> AppError | None:
        """Why the register would refuse these values, found by what saving itself asks."""
        try:
            given = facilities.checked_values(self.reader, values)
            if given.get("code") in self.by_code:
                raise InputError("facility_code_taken", field="facility.code", code=given["code"])
            if facility is None:
                facilities.check_new(given)
                if "code" not in given and not facilities.proposed_code(self.reader, str(given.get("village_code") or "")):
                    raise InputError("import_no_code", field="facility.code")
            else:
                facilities.check_state(self.reader, facility, given)
        except AppError as error:
            return error
        return None


def _letter(error: AppError, letters: Mapping[str, str]) -> str:
    """The column of the field that a fault names."""
    return letters.get(str(error.params.get("field", "")).rpartition(".")[2], "")


def _house(values: Mapping[str, object], before: Sequence[str]) -> House:
    """What of a facility is compared with others."""

    def text(name: str) -> str:
        return str(values.get(name) or "")

    phones = facility_likeness.phones(text("phone"), text("owner_phone"), text("director_phone"))
    return House(text("name_km"), text("name_en"), text("village_code"), phones, tuple(before))


def _differs(facility: Record, name: str, value: object) -> bool:
    """Whether a cell says something else than the register."""
    if isinstance(value, list):
        return set(value) != facility.codes(name)
    return value != facility.values.get(name)


def apply(
    uow: UnitOfWork, sheets: Sequence[Lines], settings: Settings, seen: Mapping[int, tuple[object, ...]]
) -> dict[int, str]:
    """Saves rows of a list as one act; `seen`: row → its `mark` as a person has seen it. Gives row → id of the facility.

    InputError `import_row_unknown`, `import_row_not_ready` for one that is unclear or refused, `import_changed` when the
    register is another one by now; nothing is saved then.
    """
    rows = {one.number: one for one in plan(uow, sheets, settings).rows}
    for number, mark in seen.items():
        if number not in rows:
            raise InputError("import_row_unknown", row=number)
        if rows[number].mark != mark:
            raise InputError("import_changed", row=number)
        if rows[number].state in ("unclear", "refused"):
            raise InputError("import_row_not_ready", row=number)
    done: dict[int, str] = {}
    for number in sorted(seen, key=lambda one: ("code" not in rows[one].values, one)):  # codes that are given are not proposed
        row = rows[number]
        values = {one.field: one.new for one in row.changes}
        if row.state == "new":
            done[number] = facilities.register(uow, values)
        elif row.facility is not None:
            done[number] = row.facility.id
            if row.changes:
                facilities.edit(uow, row.facility.id, values)
    return done


def answers(reader: Reader, said: Mapping[int, str]) -> dict[int, str]:
    """Answers to unclear rows as `Settings` holds them, from codes or ids of facilities. InputError `facility_unknown`."""
    return {row: one if one == NEW else find_facility(reader, one).id for row, one in said.items()}


def marks(rows: Collection[Row]) -> dict[int, tuple[object, ...]]:
    """Row → what a person has seen of it, of those that can be saved."""
    return {one.number: one.mark for one in rows if one.state in ("new", "changed")}
