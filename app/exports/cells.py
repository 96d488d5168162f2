"""What goes into a cell: text that can never be run as a formula, without characters that a workbook cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from app.domain.errors import EnvironmentFault

FORMULA_LIKE = re.compile(r"^[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""Texts that a spreadsheet may run when they are typed, pasted or read from another format."""
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What openpyxl lets through although no XML may hold it: one such letter in one name and Excel opens the workbook no more."""
LONGEST = 32_767
"""Characters that a cell can hold."""
Cell = str | int | float | date | None
OutSheet = Any
"""A sheet that is written row by row; the stubs of openpyxl leave out most of what it has."""
OutBook = Any
"""The workbook of such sheets."""
OutCell = Any
"""A cell of such a sheet."""


def plain(text: str) -> str:
    """A text without characters that no workbook can hold, cut to what fits a cell."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return _NOT_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))


def value(sheet: OutSheet, content: Cell) -> OutCell:
    """The content as it is appended to a row: a text that looks like a formula becomes a cell that says it is text."""
    if not isinstance(content, str) or (content[:1].isalnum() and content.isprintable() and len(content) <= LONGEST):
        return content  # most texts begin with a letter and hold nothing that must be looked at
    text = plain(content)
    if not FORMULA_LIKE.match(text):
        return text
    cell: OutCell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def text_cell(sheet: OutSheet, content: Cell) -> OutCell:
    """A cell of its own, to be given a style; text stays text."""
    fitting: Any = plain(content) if isinstance(content, str) else content
    cell: OutCell = WriteOnlyCell(sheet, value=fitting)
    if isinstance(content, str):
        cell.data_type = "s"
    return cell


@contextmanager
def written(target: Path) -> Iterator[OutBook]:
    """A workbook to be filled row by row; it takes the target's place once it is whole, and an error leaves nothing.

    EnvironmentFault `export_place` when it cannot be written there.
    """
    beside = target.with_name(f".{target.name}.part")
    book: OutBook = Workbook(write_only=True)
    parts: list[Path] = []
    create = book.create_sheet

    def create_sheet(title: str) -> OutSheet:
        sheet = create(title)
        parts.append(target.with_name(f".{target.name}.{len(parts) + 1}.part"))
        sheet._get_writer = partial(_open_writer, sheet, parts[-1])
        return sheet

    book.create_sheet = create_sheet
    try:
        beside.touch()  # a place that cannot be written is told before the work is done
        try:
            yield book
        except BaseException:
            for sheet in book.worksheets:
                sheet.close()
            raise
        book.save(beside)
        beside.replace(target)
    except OSError as reason:
        raise EnvironmentFault("export_place") from reason
    finally:
        for part in (beside, *parts):
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def held(into: BytesIO) -> Iterator[OutBook]:
    """A workbook to be filled row by row of which nothing touches a disk: a list that is to be sealed (practice P4)."""
    book: OutBook = Workbook(write_only=True)
    create = book.create_sheet

    def create_sheet(title: str) -> OutSheet:
        sheet = create(title)
        sheet._get_writer = partial(_hold_writer, sheet)
        return sheet

    book.create_sheet = create_sheet
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets:
            sheet.close()
        raise
    with _Archive(into, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


class _Archive(ZipFile):
    """Takes in sheets that were collected in memory, where openpyxl names a file."""

    def write(self, filename: Any, arcname: Any = None, *more: Any) -> None:
        if isinstance(filename, BytesIO):
            self.writestr(str(arcname), filename.getbuffer())
        else:
            super().write(filename, arcname, *more)


def _hold_writer(sheet: OutSheet) -> None:
    """Has a sheet collect its rows in memory."""
    if sheet._writer is None:
        writer: Any = WorksheetWriter(sheet, BytesIO())
        writer.cleanup = writer.out.close
        sheet._writer = writer
        writer.write_top()


def _open_writer(sheet: OutSheet, part: Path) -> None:
    """Has a sheet collect its rows beside the target: openpyxl would leave names in the system's folder of temporary files."""
    if sheet._writer is None:
        part.touch(0o600)
        ALL_TEMP_FILES.append(str(part))  # openpyxl takes it out again when it has packed the sheet
        sheet._writer = WorksheetWriter(sheet, str(part))
        sheet._writer.write_top()
