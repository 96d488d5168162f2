"""How the tables of a return stand on a screen and on paper: heads, rows and the names of their cells. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from app.domain.codelists import label
from app.domain.indicators import SPLITS, Definition, Table, cell_id
from app.text.words import words

Kind = str
"""Of a row: value, total or memo ("of whom")."""


@dataclass(frozen=True, slots=True)
class Head:
    """A head over some columns."""

    text: str
    span: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, the cells' names, and whether it is a value, a total or a part of the total that stands below it."""

    label: str
    cells: tuple[str, ...]
    kind: Kind = "value"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be shown: levels of heads, outermost first; `totals` are the places of columns that hold sums."""

    id: str
    title: str
    corner: str
    heads: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    totals: frozenset[int]


def groups(grid: Grid) -> list[range]:
    """The columns that belong together: those below one outermost head; without heads each by itself."""
    spans = [head.span for head in grid.heads[0]] if grid.heads else [1] * max((len(row.cells) for row in grid.rows), default=0)
    return [range(sum(spans[:place]), sum(spans[: place + 1])) for place in range(len(spans))]


def cut(grid: Grid, columns: range) -> Grid:
    """Some columns of a table as a table of its own, with all its rows."""
    rows = tuple(replace(row, cells=row.cells[columns.start : columns.stop]) for row in grid.rows)
    totals = frozenset(place - columns.start for place in grid.totals if place in columns)
    return replace(grid, heads=tuple(_cut_level(level, columns) for level in grid.heads), rows=rows, totals=totals)


def _cut_level(level: Sequence[Head], columns: range) -> tuple[Head, ...]:
    """A level of heads over some columns."""
    kept, place = list[Head](), 0
    for head in level:
        span = min(place + head.span, columns.stop) - max(place, columns.start)
        if span > 0:
            kept.append(replace(head, span=span))
        place += head.span
    return tuple(kept)


Places = Sequence[tuple[str, str]]
"""Facilities as (id, label), for splits by facility."""


def value_label(split: str, value: str, lang: str) -> str:
    """The words of a value of a split."""
    known = SPLITS[split]
    if known.codes and value != "not_stated":
        return label(known.codes, value, lang)
    return words(f"returns.value.{value}", lang)


def split_label(split: str, lang: str) -> str:
    """The words of a split, for the corner of a table."""
    return words(f"returns.split.{split}", lang)


def grid(table: Table, definition: Definition, lang: str, places: Places) -> Grid:
    """A table in a language; a table by facility has a row for each of `places`."""
    by_indicator = not table.rows
    own = table.indicators if not by_indicator else ("",)
    columns = [(indicator, parts) for indicator in own for parts in _columns(table.columns)]
    heads = _heads(table, definition, lang, own)
    rows = _indicator_rows(table, definition, lang, columns) if by_indicator else _split_rows(table, lang, columns, places)
    corner = "" if by_indicator else split_label(table.rows, lang)
    totals = frozenset(place for place, (_, parts) in enumerate(columns) if table.columns and len(parts) < len(table.columns))
    return Grid(table.id, table.words[lang], corner, heads, tuple(rows), totals)


def _columns(splits: tuple[str, ...]) -> list[dict[str, str]]:
    """The values of each column: all values of the outer splits, of the last one also the total (which names no value)."""
    if not splits:
        return [{}]
    *outer, last = splits
    found = []
    for combination in product(*(SPLITS[name].all_values() for name in outer)):
        fixed = dict(zip(outer, combination, strict=True))
        found += [{**fixed, last: value} for value in SPLITS[last].all_values()]
        found.append(fixed)
    return found


def _heads(table: Table, definition: Definition, lang: str, own: tuple[str, ...]) -> tuple[tuple[Head, ...], ...]:
    """The levels of heads: indicators when there are several, then the splits of the columns."""
    levels: list[tuple[Head, ...]] = []
    width = len(_columns(table.columns))
    if own != ("",) and (len(own) > 1 or not table.columns):
        levels.append(tuple(Head(definition.indicator(name).words[lang], width) for name in own))
    for place, name in enumerate(table.columns):
        inner = len(_columns(table.columns[place + 1 :])) if place + 1 < len(table.columns) else 1
        values = [Head(value_label(name, value, lang), inner) for value in SPLITS[name].all_values()]
        if place + 1 == len(table.columns):
            values.append(Head(words("returns.total", lang), 1))
        repeats = width // sum(head.span for head in values)
        levels.append(tuple(values * repeats * len(own)))
    return tuple(levels)


def _indicator_rows(
    table: Table, definition: Definition, lang: str, columns: Sequence[tuple[str, dict[str, str]]]
) -> list[Row]:
    """A row an indicator."""
    return [
        Row(definition.indicator(name).words[lang], tuple(cell_id(name, parts) for _, parts in columns))
        for name in table.indicators
    ]


def _split_rows(table: Table, lang: str, columns: Sequence[tuple[str, dict[str, str]]], places: Places) -> list[Row]:
    """A row a value of the split, then their total unless a record may stand under several, then what is told of the total."""
    split = SPLITS[table.rows]
    values = places if split.dynamic else [(value, value_label(table.rows, value, lang)) for value in split.all_values()]

    def cells(more: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(cell_id(indicator, {**parts, **more}) for indicator, parts in columns)

    rows = [Row(text, cells({table.rows: value})) for value, text in values]
    if not split.many:
        rows.append(Row(words("returns.total", lang), cells({}), "total"))
    if table.memo:
        name, value = table.memo
        rows.append(Row(words(f"returns.memo.{value}", lang), cells({name: value}), "memo"))
    return rows
