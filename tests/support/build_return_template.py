"""Builds `resources/templates/monthly_return.xlsx`, the template of the return's workbook as it ships.

Run as `python -m tests.support.build_return_template`. The ministry may restyle the file itself: the sheet "page" is the
pattern of every sheet (texts in {{braces}} are filled in, the row {{tables}} becomes the tables), and the cell styles named
"Komar …" are those of tables.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

FILE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "monthly_return.xlsx"
BODY, TITLE = "Khmer OS Siemreap", "Khmer OS Muol Light"
LINE = Side(style="thin", color="8A8A8A")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
WIDTH = 17
"""Columns of the pattern: a label and four times four numbers."""


def style(
    name: str, *, bold: bool = False, fill: str = "", align: Alignment, border: bool = True, size: float = 9
) -> NamedStyle:
    """A cell style of tables."""
    made = NamedStyle(name=f"Komar {name}")
    made.font = Font(name=BODY, size=size, bold=bold)
    made.alignment = align
    made.number_format = "#,##0"
    if border:
        made.border = BOX
    if fill:
        made.fill = PatternFill("solid", fgColor=fill)
    return made


def styles() -> list[NamedStyle]:
    """All styles of tables."""
    left, right = Alignment(vertical="center", wrap_text=True), Alignment(horizontal="right", vertical="center")
    return [
        style("table title", bold=True, align=Alignment(vertical="center"), border=False, size=10),
        style("head", bold=True, fill="DDE6F0", align=MIDDLE),
        style("label", align=left),
        style("number", align=right),
        style("sum", bold=True, fill="F3F6FA", align=right),
        style("total label", bold=True, fill="DDE6F0", align=left),
        style("total", bold=True, fill="DDE6F0", align=right),
        style("memo label", align=Alignment(vertical="center", wrap_text=True, indent=1)),
        style("memo", align=right),
    ]


def build() -> Workbook:
    """The template."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "page"
    for one in styles():
        book.add_named_style(one)
    rows: list[tuple[int, int, str, Font, str]] = [
        (1, 1, "{{kingdom}}", Font(name=TITLE, size=12), "center"),
        (2, 1, "{{motto}}", Font(name=TITLE, size=11), "center"),
        (3, 1, "{{office}}", Font(name=BODY, size=10, bold=True), "left"),
        (4, 1, "{{title}}", Font(name=TITLE, size=13), "center"),
        (5, 1, "{{month}}", Font(name=BODY, size=10), "center"),
        (6, 1, "{{sheet}}", Font(name=BODY, size=11, bold=True), "center"),
        (7, 1, "{{notes}}", Font(name=BODY, size=9, bold=True, color="A31515"), "left"),
        (9, 1, "{{tables}}", Font(name=BODY, size=9), "left"),
        (11, 10, "{{place_date}}", Font(name=BODY, size=10), "center"),
        (12, 1, "{{prepared_by}}", Font(name=TITLE, size=10), "center"),
        (12, 10, "{{head}}", Font(name=TITLE, size=10), "center"),
        (16, 1, " ", Font(name=BODY, size=10), "center"),
    ]
    for row, column, text, font, side in rows:
        cell = sheet.cell(row, column, text)
        cell.font = font
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=text == "{{notes}}")
        last = 6 if text == "{{prepared_by}}" else WIDTH
        sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=last)
        sheet.row_dimensions[row].height = 24 if font.name == TITLE else 20
    sheet.column_dimensions["A"].width = 38
    for letter in "BCDEFGHIJKLMNOPQ":
        sheet.column_dimensions[letter].width = 9
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    fit = sheet.sheet_properties.pageSetUpPr
    assert fit is not None
    fit.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    return book


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    build().save(FILE)
