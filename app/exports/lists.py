"""A list as a workbook, written row by row in constant memory."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from app.exports.cells import Cell, OutCell, OutSheet, held, plain, text_cell, value, written

FACE = "Khmer OS Siemreap"
"""A face that offices have; a spreadsheet takes another Khmer face where it is missing."""
FILL = PatternFill("solid", fgColor="DDE6F0")
A4 = 9
HEAD_LINE = 19.0
"""Points that a line of Khmer in a head needs."""
MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in characters."""

    title: str
    width: float = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of several lists in a workbook."""

    title: str
    columns: Sequence[Column]
    frozen: int = 0
    """Columns that stay in sight beside the frozen head."""


def write_list(
    target: Path | BytesIO, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], notes: Sequence[str] = ()
) -> int:
    """Writes a list with its notes above (practice office, what it holds) and gives the number of rows.

    Rows are taken one at a time; into memory nothing reaches a disk.
    EnvironmentFault `export_place` when the file cannot be written; nothing is left then.
    """
    return write_lists(target, [Sheet(title, columns)], ((0, row) for row in rows), notes)[0]


def write_lists(
    target: Path | BytesIO, sheets: Sequence[Sheet], rows: Iterable[tuple[int, Sequence[Cell]]], notes: Sequence[str] = ()
) -> tuple[int, ...]:
    """Writes several lists into one workbook, each row with the number of its sheet; gives the number of rows of each.

    Rows are taken one at a time, in any order of sheets. Raises as `write_list`.
    """
    counts = [0] * len(sheets)
    with held(target) if isinstance(target, BytesIO) else written(target) as book:
        made: list[OutSheet] = []
        taken: set[str] = set()
        for part in sheets:
            sheet: OutSheet = book.create_sheet(_free_title(part.title, taken))
            _set_up(sheet, part, len(notes))
            for note in notes:
                sheet.append([_styled(sheet, note, Font(name=FACE, bold=True, color="A31515"))])
            sheet.append([_styled(sheet, column.title, Font(name=FACE, bold=True), fill=True) for column in part.columns])
            made.append(sheet)
        for place, row in rows:
            sheet = made[place]
            sheet.append([value(sheet, content) if isinstance(content, str) else content for content in row])
            counts[place] += 1
        for sheet, part, count in zip(made, sheets, counts, strict=True):
            if count:
                last = f"{get_column_letter(len(part.columns))}{len(notes) + 1 + count}"
                sheet.auto_filter.ref = f"A{len(notes) + 1}:{last}"
    return tuple(counts)


def _free_title(text: str, taken: set[str]) -> str:
    """A sheet's name that no other sheet has; Excel takes great and small letters as one."""
    title, number = sheet_title(text), 1
    while title.casefold() in taken:
        number += 1
        title = f"{sheet_title(text)[:27]} {number}"
    taken.add(title.casefold())
    return title


def sheet_title(text: str) -> str:
    """A name that a sheet may have: 31 characters, without those that are not allowed."""
    kept = "".join(" " if letter in "[]:*?/\\'" else letter for letter in plain(text)).strip()
    return kept[:31] or "1"


def _set_up(sheet: OutSheet, part: Sheet, notes: int) -> None:
    """Widths, the frozen head with room for its longest title, and A4 across with the head on every page."""
    for place, column in enumerate(part.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    lines = max((_lines(column) for column in part.columns), default=1)
    if lines > 1:
        sheet.row_dimensions[notes + 1].height = HEAD_LINE * min(lines, MOST_LINES)
    sheet.freeze_panes = f"{get_column_letter(part.frozen + 1)}{notes + 2}"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{notes + 1}:{notes + 1}"
    sheet.oddFooter.right.text = "&P/&N"


def _lines(column: Column) -> int:
    """How many lines a head needs: signs that stand above or below a letter take no width, words break early."""
    letters = sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in column.title)
    return ceil(letters * 1.15 / column.width)


def _styled(sheet: OutSheet, content: str, font: Font, *, fill: bool = False) -> OutCell:
    """A cell with a font, of the head also with its ground."""
    cell = text_cell(sheet, content)
    cell.font = font
    if fill:
        cell.fill = FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell
