"""A list as a workbook, written row by row in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from app.exports.cells import Cell, OutCell, OutSheet, plain, text_cell, value, written

FACE = "Khmer OS Siemreap"
"""A face that offices have; a spreadsheet takes another Khmer face where it is missing."""
FILL = PatternFill("solid", fgColor="DDE6F0")
A4 = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in characters."""

    title: str
    width: float = 14


def write_list(
    target: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], notes: Sequence[str] = ()
) -> int:
    """Writes a list with its notes above (practice office, what it holds) and gives the number of rows.

    Rows are taken one at a time. EnvironmentFault `export_place` when the file cannot be written; nothing is left then.
    """
    count = 0
    with written(target) as book:
        sheet: OutSheet = book.create_sheet(sheet_title(title))
        _set_up(sheet, columns, len(notes))
        for note in notes:
            sheet.append([_styled(sheet, note, Font(name=FACE, bold=True, color="A31515"))])
        sheet.append([_styled(sheet, column.title, Font(name=FACE, bold=True), fill=True) for column in columns])
        for row in rows:
            sheet.append([value(sheet, content) if isinstance(content, str) else content for content in row])
            count += 1
        if count:
            last = f"{get_column_letter(len(columns))}{len(notes) + 1 + count}"
            sheet.auto_filter.ref = f"A{len(notes) + 1}:{last}"
    return count


def sheet_title(text: str) -> str:
    """A name that a sheet may have: 31 characters, without those that are not allowed."""
    kept = "".join(" " if letter in "[]:*?/\\'" else letter for letter in plain(text)).strip()
    return kept[:31] or "1"


def _set_up(sheet: OutSheet, columns: Sequence[Column], notes: int) -> None:
    """Widths, the frozen head, and A4 across with the head on every page."""
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = f"A{notes + 2}"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{notes + 1}:{notes + 1}"
    sheet.oddFooter.right.text = "&P/&N"


def _styled(sheet: OutSheet, content: str, font: Font, *, fill: bool = False) -> OutCell:
    """A cell with a font, of the head also with its ground."""
    cell = text_cell(sheet, content)
    cell.font = font
    if fill:
        cell.fill = FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell
