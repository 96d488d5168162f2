"""The monthly return as a workbook in the layout of a template that the ministry can restyle.

The template's sheet `page` is the pattern of every sheet: texts in {{braces}} are filled in, a row that would stay empty falls
away, the row {{tables}} becomes the tables. The cell styles named "Komar …" are those of the tables. Numbers stay numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.errors import EnvironmentFault
from app.domain.return_layout import Grid, Head
from app.exports.cells import Cell, OutBook, OutCell, OutSheet, text_cell, written
from app.exports.lists import sheet_title
from app.paths import TEMPLATES

TEMPLATE = TEMPLATES / "monthly_return.xlsx"
PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
NOT_GIVEN = "—"
"""Stands for a number that cannot be given."""
STYLES = ("table title", "head", "label", "number", "sum", "total label", "total", "memo label", "memo")
_LABEL = {"value": "label", "total": "total label", "memo": "memo label"}


@dataclass(frozen=True, slots=True)
class SheetContent:
    """A sheet: its name, the words of the pattern for it, tables with numbers, or plain rows of text (checks, rules)."""

    name: str
    words: Mapping[str, str]
    grids: Sequence[Grid] = ()
    texts: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What is taken from the template."""

    sheet: Worksheet
    before: range
    after: range


def write_return(
    target: Path,
    sheets: Iterable[SheetContent],
    value: Callable[[str], int | None],
    *,
    footer: str,
    mask: bool = False,
    template: Path = TEMPLATE,
) -> int:
    """Writes the workbook and gives the number of cells with numbers. `mask` prints 1 to 4 as "<5" (P4).

    EnvironmentFault `template_broken` or `export_place`.
    """
    pattern, styles = _read(template)
    count = 0
    with written(target) as book:
        for style in styles:
            book.add_named_style(copy(style))
        for content in sheets:
            writer = _Writer(book, pattern, content, value, mask=mask, footer=footer)
            count += writer.write()
    return count


def _read(template: Path) -> tuple[_Pattern, list[Any]]:
    """The pattern and the styles of a template."""
    try:
        book: Any = load_workbook(template)
        sheet = book["page"]
        styles = [style for style in book._named_styles if style.name.startswith("Komar ")]
    except (OSError, KeyError, BadZipFile, InvalidFileException, ValueError) as reason:
        raise EnvironmentFault("template_broken", file=template.name) from reason
    tables = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "{{tables}}"]
    if len(tables) != 1 or {style.name for style in styles} < {f"Komar {name}" for name in STYLES}:
        raise EnvironmentFault("template_broken", file=template.name)
    return _Pattern(sheet, range(1, tables[0]), range(tables[0] + 1, sheet.max_row + 1)), styles


class _Writer:
    """Writes one sheet, row by row."""

    def __init__(
        self,
        book: OutBook,
        pattern: _Pattern,
        content: SheetContent,
        value: Callable[[str], int | None],
        *,
        mask: bool,
        footer: str,
    ) -> None:
        self.sheet: OutSheet = book.create_sheet(sheet_title(content.name))
        self.pattern, self.content, self.value, self.mask = pattern, content, value, mask
        self.row = 0
        self.count = 0
        self._styles: dict[str, Any] = {}
        self._set_up(footer)

    def _set_up(self, footer: str) -> None:
        """Page, margins and widths as in the pattern."""
        own, sheet = self.pattern.sheet, self.sheet
        widest = max((1 + len(row.cells) for grid in self.content.grids for row in grid.rows), default=1)
        for place in range(1, max(widest, 17) + 1):
            letter = get_column_letter(place)
            pattern = letter if letter in own.column_dimensions else get_column_letter(own.max_column)
            sheet.column_dimensions[letter].width = own.column_dimensions[pattern].width
        sheet.page_setup = copy(own.page_setup)
        sheet.page_margins = copy(own.page_margins)
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.right.text = footer

    def write(self) -> int:
        """The whole sheet; the number of cells with numbers."""
        for row in self.pattern.before:
            self._copy(row)
        for grid in self.content.grids:
            self._grid(grid)
        for line in self.content.texts:
            self._texts(line)
        for row in self.pattern.after:
            self._copy(row)
        return self.count

    def _append(self, cells: Sequence[OutCell], height: float | None = None) -> None:
        """One row."""
        self.row += 1
        if height is not None:
            self.sheet.row_dimensions[self.row].height = height
        self.sheet.append(list(cells))

    def _copy(self, row: int) -> None:
        """A row of the pattern with its words filled in; one whose words are all empty falls away."""
        own = self.pattern.sheet
        cells: list[OutCell] = []
        said, asked = False, False
        for place in range(1, own.max_column + 1):
            source = own.cell(row, place)
            raw = source.value
            text = PLACE.sub(lambda match: self.content.words.get(match[1], ""), raw) if isinstance(raw, str) else raw
            asked, said = asked or raw is not None, said or bool(text)
            if raw is None and not source.has_style:
                cells.append(None)
                continue
            cell = text_cell(self.sheet, text if isinstance(text, str | int) else None)
            cell._style = self._like(source)
            cells.append(cell)
        if asked and not said:
            return
        self._append(cells, own.row_dimensions[row].height)
        for merged in own.merged_cells.ranges:
            if merged.min_row == merged.max_row == row:
                self._merge(merged.min_col, merged.max_col)

    def _like(self, source: Any) -> Any:
        """The style of a cell of the pattern, made once for this workbook."""
        key = f"{source.row}:{source.column}"
        if key not in self._styles:
            cell: OutCell = WriteOnlyCell(self.sheet)
            cell.font, cell.fill, cell.border = copy(source.font), copy(source.fill), copy(source.border)
            cell.alignment, cell.number_format = copy(source.alignment), source.number_format
            self._styles[key] = cell._style
        return self._styles[key]

    def _cell(self, content: Cell, style: str) -> OutCell:
        """A cell in a named style of the template."""
        if style not in self._styles:
            model: OutCell = WriteOnlyCell(self.sheet)
            model.style = f"Komar {style}"
            self._styles[style] = model._style
        cell = text_cell(self.sheet, content)
        cell._style = self._styles[style]
        return cell

    def _merge(self, first: int, last: int) -> None:
        """Joins cells of the row written last."""
        if last > first:
            self.sheet.merged_cells.add(CellRange(min_col=first, max_col=last, min_row=self.row, max_row=self.row))

    def _grid(self, grid: Grid) -> None:
        """A table: its title, heads, rows, and an empty row."""
        self._append([self._cell(grid.title, "table title")], 24)
        for level, heads in enumerate(grid.heads):
            self._heads(grid.corner if level == len(grid.heads) - 1 else "", heads)
        for row in grid.rows:
            last = "total" if row.kind == "total" else "memo" if row.kind == "memo" else ""
            cells = [self._cell(row.label, _LABEL[row.kind])]
            for place, name in enumerate(row.cells):
                cells.append(self._cell(self._number(name), last or ("sum" if place in grid.totals else "number")))
            self._append(cells)
            self.count += len(row.cells)
        self._append([])

    def _number(self, name: str) -> Cell:
        """What is printed of a number."""
        number = self.value(name)
        if number is None:
            return NOT_GIVEN
        return "<5" if self.mask and 0 < number < 5 else number

    def _heads(self, corner: str, heads: Sequence[Head]) -> None:
        """A level of heads."""
        cells, spans, place = [self._cell(corner, "head")], [], 2
        for head in heads:
            cells += [self._cell(head.text, "head"), *(self._cell(None, "head") for _ in range(head.span - 1))]
            spans.append((place, place + head.span - 1))
            place += head.span
        self._append(cells, 32)
        for first, last in spans:
            self._merge(first, last)

    def _texts(self, line: Sequence[str]) -> None:
        """A row of text over the width of the sheet, the first part in the label's column."""
        first, *rest = line
        cells = [self._cell(first, "label")]
        width = max(1, 16 // max(1, len(rest)))
        for text in rest:
            cells += [self._cell(text, "label"), *(self._cell(None, "label") for _ in range(width - 1))]
        longest = max(len(text) // (9 * width) for text in rest) if rest else 0
        self._append(cells, max(20, 18 * (1 + max(longest, len(first) // 36))))
        for place in range(len(rest)):
            self._merge(2 + place * width, 1 + (place + 1) * width)
