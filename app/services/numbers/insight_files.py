"""The tables of the insights in words: as they stand on the screen, and as a workbook with a sheet for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.domain.codelists import label
from app.domain.insight_table import TOTAL, Table
from app.domain.permissions import can, require
from app.domain.return_layout import Grid, Head, Row
from app.exports.cells import Cell
from app.exports.lists import Column, Sheet, write_lists
from app.services.numbers import insights
from app.services.numbers.insights import Asked, Insight
from app.services.office.offices import Session
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import has_words, words


def title(table: Table, lang: str) -> str:
    """What a table is called."""
    return words(f"insight.title.{table.id}", lang)


def row_words(table: Table, row: str, lang: str) -> str:
    """What a row is called."""
    if row == TOTAL:
        return words("insight.distinct" if table.distinct else "returns.total", lang)
    if row == "not_stated":
        none = "insight.no_place" if table.groups else "insight.nobody" if table.names else "returns.value.not_stated"
        return words(none, lang)
    if table.names:
        return (table.names_en if lang == "en" and table.names_en else table.names).get(row, row)
    return label(table.rows_of, row, lang) if table.rows_of else words(f"insight.row.{row}", lang)


def column_words(table: Table, part: str, lang: str) -> str:
    """What a column, or the upper part of one, is called."""
    if part == TOTAL:
        return words("returns.total", lang)
    if table.columns_of and part != "not_stated":
        return label(table.columns_of, part, lang)
    key = f"insight.column.{part}"
    return words(key if has_words(key) else f"returns.value.{part}", lang)


def cell_words(insight: Insight, cell: str, lang: str) -> str:
    """What a cell counts: table, row and column; InputError `insight_unknown`."""
    table, row, column = insight.cell(cell)
    across = ", ".join(column_words(table, part, lang) for part in column.split("."))
    return " · ".join((title(table, lang), row_words(table, row, lang), across))


def grid(table: Table, lang: str) -> Grid:
    """A table as it is shown: one or two levels of heads, the total of each row last, the total of all rows below."""
    levels: list[tuple[Head, ...]] = []
    parted = [(*column.partition(".")[::2],) for column in table.columns]
    if any(inner for _, inner in parted):
        outer: list[Head] = []
        for part, _ in parted:
            told = column_words(table, part, lang)
            if outer and outer[-1].text == told:
                outer[-1] = Head(told, outer[-1].span + 1)
            else:
                outer.append(Head(told, 1))
        levels.append((*outer, Head("", 1)))
    lowest = [column_words(table, inner or part, lang) for part, inner in parted]
    levels.append((*(Head(told, 1) for told in lowest), Head(column_words(table, TOTAL, lang), 1)))
    rows = []
    for row in (*table.rows, *((TOTAL,) if table.totals else ())):
        cells = tuple(f"{table.id}/{row}/{column}" for column in (*table.columns, TOTAL))
        rows.append(Row(row_words(table, row, lang), cells, "total" if row == TOTAL else "value"))
    return Grid(table.id, title(table, lang), "", tuple(levels), tuple(rows), frozenset({len(table.columns)}))


def notes(insight: Insight, lang: str) -> list[str]:
    """What must be known of all numbers: the practice office, the time, whose cases, what is left out, small numbers."""
    asked = insight.asked
    said = [words("returns.practice", lang)] if insight.practice else []
    days = {"first": short_date(asked.first, lang), "last": short_date(asked.last, lang)}
    said.append(words("insight.time", lang, **days))
    if insight.own:
        said.append(words("insight.own", lang))
    if insight.without:
        groups = ", ".join(label("restricted_group", group, lang) for group in insight.without)
        said.append(words("insight.without", lang, groups=groups))
    return said


def small_note(insight: Insight, lang: str) -> str:
    """The warning of small numbers; "" when there are none."""
    number = sum(table.small() for table in insight.tables)
    return words("insight.small", lang, n=digits_for(number, lang)) if number else ""


def export(session: Session, asked: Asked, target: Path, lang: str, *, hide: bool = False) -> int:
    """Writes all tables as a workbook and gives the number of its sheets; `hide` prints 1 to 4 as "<5" (practice P4).

    InputError of `insights.compute`, `not_allowed`; EnvironmentFault `export_place`.
    """
    require(session.actor, "list.export" if can(session.actor, "list.export") else "case.export")
    with session.write("list_export") as uow:
        # Noted first: a file that nobody noted must not exist, a note without a file does no harm.
        uow.note("export", "list_export", list="insight", names=False)
    with session.read() as reader:
        insight = insights.compute(reader, asked)
    warned = "" if hide else small_note(insight, lang)
    said = [*notes(insight, lang), *([warned] if warned else []), *([words("insight.hidden", lang)] if hide else [])]
    write_lists(target, [_sheet(table, lang) for table in insight.tables], _rows(insight, lang, hide=hide), said)
    return len(insight.tables)


def _sheet(table: Table, lang: str) -> Sheet:
    """The heads of a table, levels of a column in one."""
    heads = [Column(title(table, lang), 40)]
    for column in (*table.columns, TOTAL):
        heads.append(Column(", ".join(column_words(table, part, lang) for part in column.split(".")), 14))
    return Sheet(title(table, lang), heads, frozen=1)


def _rows(insight: Insight, lang: str, *, hide: bool) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of all tables, each with the place of its table; zeros are printed."""
    for place, table in enumerate(insight.tables):
        for row in (*table.rows, *((TOTAL,) if table.totals else ())):
            told = [table.told(row, column, hide=hide) for column in (*table.columns, TOTAL)]
            yield place, [row_words(table, row, lang), *(int(one) if one.isdigit() else one for one in told)]
