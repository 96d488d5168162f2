"""Opens a form's workbook safely and reads its sheets as texts.

A workbook comes from outside: it may be huge, broken or hostile. Sizes are checked before anything is unpacked, a sheet is read
only as far as its last filled cell, and macros, entities and formulas without a stored value are refused with the place.
The limits are inferred: far above any form we know, low enough for an office computer.
"""

from __future__ import annotations

import posixpath
import re
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import TypeVar
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from app.domain.errors import InputError
from app.forms.vocabulary import column_name

Part = TypeVar("Part")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 160 * MEGABYTE
MOST_PARTS = 2000
MOST_ROWS = 60_000
"""Rows of one sheet; published look-up lists have up to 50,000."""
MOST_QUESTIONS = 5_000
"""Rows of the sheet survey."""
MOST_COLUMNS = 300
MOST_SHEET = 80 * MEGABYTE
"""One sheet unpacked; fifty thousand rows of choices take about 20 MB."""
LONGEST_CELL = 32_767
"""Characters of a cell, as in Excel."""
_OLD = b"\xd0\xcf\x11\xe0"
"""How a file of Excel 2003 begins, and one with a password."""
SHEETS = ("survey", "choices", "settings", "entities", "external_choices", "osm")
"""The sheets that mean something in XLSForm; others are the author's own."""

_ROW = re.compile(rb'<(?:[a-z]+:)?row [^>]*?\br="([0-9]+)"')
_EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>',
)
_BROKEN = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, OverflowError, RuntimeError, SyntaxError,
    BadZipFile, zlib.error, InvalidFileException,
)  # fmt: skip
"""What openpyxl and zipfile raise over files that are not what they claim to be."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as texts. `rows[0]` is the workbook's row 2; a row maps headings to the cells that are filled."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    def column(self, heading: str) -> str:
        """The letter of a heading's column; the heading itself when the sheet has no such column."""
        return letter(self.headings.index(heading) + 1) if heading in self.headings else heading

    def letter(self, name: str) -> str:
        """The letter of the first column of that meaning, see `vocabulary.column_name`; the name itself when there is none."""
        return next((self.column(heading) for heading in self.headings if heading and column_name(heading) == name), name)


def letter(number: int) -> str:
    """A column's letters from its number, 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Lines:
    """A sheet of any workbook as texts, line by line; `lines[0]` is the workbook's row 1. Empty lines stay, so rows keep their
    numbers; a line is as long as its last filled cell."""

    name: str
    lines: tuple[tuple[str, ...], ...]


def read_workbook(data: bytes) -> Mapping[str, Sheet]:
    """The XLSForm sheets of a workbook by lower-case name. Raises InputError with the place and what to do."""
    return _opened(data, SHEETS, lambda book, title, raw: _sheet(book, title, raw))


def read_lines(data: bytes, most: int) -> tuple[Lines, ...]:
    """All sheets of any workbook, such as a list that an office keeps, at most so many rows of each.

    Raises InputError as `read_workbook`; nothing that stands in a cell is ever computed or followed.
    """
    return tuple(_opened(data, (), lambda book, title, raw: _lines(book, title, raw, most)).values())


def _opened(data: bytes, names: Sequence[str], read: Callable[[Workbook, str, bytes], Part]) -> Mapping[str, Part]:
    """Sheets of a workbook by lower-case name, those of some names or all."""
    if data.startswith(_OLD):
        raise InputError("form_old_workbook")
    if len(data) > MOST_BYTES:
        raise InputError("form_file_too_big", megabytes=MOST_BYTES // MEGABYTE)
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_archive(archive)
            parts = _sheet_parts(archive, names)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl remarks on styles and validations that a form does not need
                book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return {name: read(book, title, archive.read(part)) for name, (title, part) in parts.items()}
            finally:
                book.close()
    except _BROKEN as error:
        raise InputError("form_not_workbook") from error


def _check_archive(archive: ZipFile) -> None:
    """Refuse what is no plain workbook before anything is unpacked."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise InputError("form_not_workbook")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise InputError("form_macros")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise InputError("form_file_too_big", megabytes=MOST_BYTES // MEGABYTE)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            if part.file_size > MOST_SHEET:
                raise InputError("form_file_too_big", megabytes=MOST_BYTES // MEGABYTE)
            with archive.open(part) as stream:
                if b"<!" in stream.read(1024).replace(b"<!--", b""):
                    raise InputError("form_not_workbook")  # a document type: no office programme writes one


def _sheet_parts(archive: ZipFile, names: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Sheets of the workbook with some names, or all: lower-case name → (name, part of the archive)."""
    relations = {
        str(node.get("Id")): str(node.get("Target")) for node in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found: dict[str, tuple[str, str]] = {}
    for node in fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        title = str(node.get("name"))
        name = title.strip().lower()
        target = relations.get(str(node.get(f"{_RELATIONS}id")), "")
        if (name in names or not names) and name not in found:
            found[name] = (title, posixpath.normpath(posixpath.join("xl", target)).lstrip("/") if target else "")
    return found


def _sheet(book: Workbook, title: str, raw: bytes) -> Sheet:
    """One sheet, read no further than its last filled cell."""
    name = title.strip().lower()
    lines = _cells(book, title, raw, MOST_QUESTIONS if name == "survey" else MOST_ROWS)
    headings = _headings(name, [cell_text(value) for value in next(lines, ())])
    rows = tuple(_row(name, headings, row, line) for row, line in enumerate(lines, 2))
    return Sheet(name, headings, rows)


def _cells(book: Workbook, title: str, raw: bytes, most: int) -> Iterator[tuple[object, ...]]:
    """The lines of a sheet down to its last filled cell. InputError `form_formula`, `form_sheet_too_long`."""
    name = title.strip().lower()
    hole = _EMPTY_FORMULA.search(raw) if b"<f" in raw else None
    if hole:
        raise InputError("form_formula", sheet=name, row=int(hole[2]), column=hole[1].decode("ascii"))
    last = _last_row(raw)
    if last > most:
        raise InputError("form_sheet_too_long", sheet=name, row=last, limit=most)
    sheet = book[title]
    if not isinstance(sheet, ReadOnlyWorksheet):
        raise InputError("form_not_workbook")
    sheet.reset_dimensions()  # what the file says about its size may be wrong
    return sheet.iter_rows(min_row=1, max_row=last, values_only=True) if last else iter(())


def _lines(book: Workbook, title: str, raw: bytes, most: int) -> Lines:
    """One sheet of any workbook."""
    found: list[tuple[str, ...]] = []
    for row, line in enumerate(_cells(book, title, raw, most), 1):
        texts = [cell_text(value) for value in line]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > MOST_COLUMNS:
            raise InputError("form_sheet_too_wide", sheet=title, limit=MOST_COLUMNS)
        for number, text in enumerate(texts, 1):
            if len(text) > LONGEST_CELL:
                raise InputError("form_cell_too_long", sheet=title, row=row, column=letter(number), limit=LONGEST_CELL)
        found.append(tuple(texts))
    return Lines(title, tuple(found))


def _row(sheet: str, headings: tuple[str, ...], row: int, line: Sequence[object]) -> Mapping[str, str]:
    """The cells that are filled below a heading."""
    found: dict[str, str] = {}
    for number, (heading, value) in enumerate(zip(headings, line, strict=False), 1):
        if heading and value is not None:
            text = cell_text(value)
            if len(text) > LONGEST_CELL:
                raise InputError("form_cell_too_long", sheet=sheet, row=row, column=letter(number), limit=LONGEST_CELL)
            if text:
                found[heading] = text
    return found


def _headings(sheet: str, line: list[str]) -> tuple[str, ...]:
    while line and not line[-1]:
        line = line[:-1]
    if len(line) > MOST_COLUMNS:
        raise InputError("form_sheet_too_wide", sheet=sheet, limit=MOST_COLUMNS)
    for number, text in enumerate(line, 1):
        if len(text) > LONGEST_CELL:
            raise InputError("form_cell_too_long", sheet=sheet, row=1, column=letter(number), limit=LONGEST_CELL)
    headings = tuple(" ".join(text.split()) for text in line)
    for number, heading in enumerate(headings):
        if heading and heading in headings[:number]:
            raise InputError("form_column_twice", sheet=sheet, row=1, column=letter(number + 1), value=heading)
    return headings


def _last_row(raw: bytes) -> int:
    """The number of the last row with a filled cell; searched from the end, so a million empty formatted rows cost nothing."""
    end = max(raw.rfind(mark) for mark in (b"<v>", b"<v ", b"<is>", b"<is ", b":v>", b":is>"))
    if end < 0:
        return 0
    start = max(raw.rfind(b"<row ", 0, end), raw.rfind(b":row ", 0, end) - 8)
    match = _ROW.search(raw, max(start, 0), end)
    return int(match[1]) if match else raw.count(b"row ", 0, end)


def cell_text(value: object) -> str:
    """The text of a cell as XLSForm reads it: whole numbers without a point, dates in ISO, TRUE and FALSE in capitals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\u00a0", " ").strip()
