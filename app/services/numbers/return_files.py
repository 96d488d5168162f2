"""The return as a workbook, and the records behind one of its numbers as a list; both stand in the audit log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.data.reader import Reader
from app.domain.indicators import Month, Sheet
from app.domain.permissions import require
from app.domain.return_checks import Check
from app.domain.return_layout import value_label
from app.exports.cells import Cell
from app.exports.lists import Column
from app.exports.return_workbook import SheetContent, write_return
from app.services.numbers import lists, returns
from app.services.numbers.returns import MonthlyReturn
from app.services.office.offices import Session
from app.text.dates import month_name
from app.text.digits import digits_for
from app.text.words import words

HASH_SHOWN = 12
"""Characters of the hash that are printed; enough to tell two returns apart."""


def file_name(current: MonthlyReturn) -> str:
    """The neutral name of the workbook, without its ending: office, month, and the number once signed."""
    number = f"-{current.signed.number}" if current.signed and not current.differences else "-draft"
    return f"{'practice-' if current.practice else ''}return-{current.office}-{current.month}{number}"


def export(session: Session, month: Month, target: Path, lang: str = "km", *, mask: bool = False) -> int:
    """Writes the workbook of a month and gives the number of cells. `mask` prints 1 to 4 as "<5" (P4).

    InputError of `returns.compute`; EnvironmentFault `export_place`, `template_broken`.
    """
    require(session.actor, "return.compute")
    with session.read() as reader:
        current = returns.compute(reader, month)
    with session.write("return_export", month=str(month)) as uow:
        uow.note("export", "return_export", month=str(month))
    return write(current, target, lang, mask=mask)


def write(current: MonthlyReturn, target: Path, lang: str = "km", *, mask: bool = False) -> int:
    """Writes a return that was computed; see `export`."""
    contents = [
        SheetContent(sheet.words[lang], _words(current, lang, sheet, mask=mask), current.grids(sheet, lang))
        for sheet in current.definition.sheets
    ]
    for name, texts in (("sheet_checks", _checks(current.checks, lang)), ("sheet_rules", _rules(current, lang))):
        title = words(f"returns.{name}", lang)
        said = {**_words(current, lang, None, mask=mask), "sheet": title}
        contents.append(SheetContent(title, said, texts=texts))
    return write_return(target, contents, current.value, footer=words("returns.page", lang), mask=mask)


def sheet_notes(current: MonthlyReturn, sheet: Sheet | None, lang: str, *, mask: bool = False) -> tuple[str, ...]:
    """What a sheet says at its head: practice office, draft or signed, what is missing, small numbers."""
    notes = [words("returns.practice", lang)] if current.practice else []
    if current.signed is None:
        notes.append(words("returns.draft", lang))
    else:
        sign = words(
            "returns.signed", lang, number=digits_for(current.signed.number, lang), sha256=current.signed.sha256[:HASH_SHOWN]
        )
        notes.append(sign)
        if current.differences:
            notes.append(words("returns.changed", lang, n=digits_for(len(current.differences), lang)))
    if sheet is not None:
        if current.incomplete(sheet):
            notes.append(words("returns.without_restricted", lang))
        if sheet.id == "food" and current.value("food_amount") is None:
            notes.append(words("returns.rate_missing", lang))
        small = 0 if mask else current.small(sheet, lang)
        if small:
            notes.append(words("returns.small", lang, n=digits_for(small, lang)))
    return tuple(notes)


def _words(current: MonthlyReturn, lang: str, sheet: Sheet | None, *, mask: bool) -> Mapping[str, str]:
    """What is filled into the pattern of a sheet."""
    head = "head_province" if len(current.office) == 2 else "head_district"
    return {
        "kingdom": words("returns.kingdom", lang),
        "motto": words("returns.motto", lang),
        "office": f"{words('returns.office', lang)} {current.names[lang] or current.names['km']} ({current.office})",
        "title": words("returns.title", lang),
        "month": words("returns.month", lang, month=month_name(current.month.year, current.month.month, lang)),
        "sheet": sheet.words[lang] if sheet else "",
        "notes": " · ".join(sheet_notes(current, sheet, lang, mask=mask)),
        "place_date": words("returns.place_date", lang),
        "head": words(f"returns.{head}", lang),
        "prepared_by": words("returns.prepared_by", lang),
    }


def _checks(checks: Sequence[Check], lang: str) -> list[tuple[str, str]]:
    """Rows of the sheet of checks."""
    head = (words("returns.check", lang), words("returns.result", lang))
    return [
        head,
        *((check_text(check, lang), words(f"returns.check_{'ok' if check.ok else 'failed'}", lang)) for check in checks),
    ]


def check_text(check: Check, lang: str) -> str:
    """What a check compares."""
    return words(f"returns.check.{check.id}", lang)


def _rules(current: MonthlyReturn, lang: str) -> list[tuple[str, str]]:
    """Rows of the sheet of rules: what each number counts."""
    head = (words("returns.indicator", lang), words("returns.rule", lang))
    lines = [
        (
            f"{sheet.words[lang]}: {indicator.words[lang]}",
            f"{indicator.rule[lang]} ({words(f'returns.source.{indicator.source}', lang)})",
        )
        for sheet in current.definition.sheets
        for indicator in sheet.indicators
    ]
    return [head, *lines]


def export_behind(session: Session, month: Month, cell: str, target: Path, lang: str = "km") -> int:
    """Writes the records behind a cell as a list: codes, and names for who may see them; gives their number."""
    with session.read() as reader:
        _, found = returns.behind(reader, month, cell)
    names = any(one.name and one.type in {"case", "residency"} for one in found)
    heads = ("code", *(("name",) if any(one.name or one.secret for one in found) else ()), "day")
    columns = [Column(words(f"returns.behind.{head}", lang), 30 if head == "name" else 18) for head in heads]

    def rows(_: Reader) -> Iterator[Sequence[Cell]]:
        for one in found:
            yield (one.code, *((returns.told_as(one, lang),) if "name" in heads else ()), one.detail)

    title = words("returns.behind.title", lang)
    return lists.export(session, target, f"return {month} {cell}", title, columns, rows, lang, names=names)


def cell_words(current: MonthlyReturn, cell: str, lang: str) -> str:
    """A cell in words: the sheet, what is counted, and the values of its splits; facilities by their code."""
    name, *parts = cell.split("/")
    sheet, indicator = current.definition.sheet_of(name), current.definition.indicator(name)
    codes = {key: code for key, code, *_ in current.facilities}
    values = []
    for part in parts:
        split, _, value = part.partition("=")
        values.append(codes.get(value, value) if split == "facility" else value_label(split, value, lang))
    return ", ".join([f"{sheet.words[lang]}: {indicator.words[lang]}", *values])
