"""Indicators of the return, compiled to SQL over the typed tables: one query counts an indicator by all its splits at once.

Every name that reaches the SQL comes from `indicator_splits` or is a field of the vocabulary; values are bound. Days are
compared as text, which works for `YYYY-MM-DD`; ages by the day on which somebody of that age was born.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.data.fields import fields
from app.data.queries.indicator_splits import BASES, SPLIT_SQL, Base, Context, column_of, marks
from app.data.reader import Reader
from app.domain.clock import instant_text
from app.domain.deadlines import limits
from app.domain.indicators import SPLITS, DateRule, Filter, Indicator, Month, cell_id, restricted_codes
from app.domain.rates import Segment, amount
from app.text.zone import day_start

Sql = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records are counted, in which month, by somebody who holds which restricted groups."""

    office: str
    month: Month
    groups: frozenset[str]
    segments: tuple[Segment, ...] = ()
    """The rates in force, for amounts; empty when none has a date."""


def count(reader: Reader, indicator: Indicator, scope: Scope, wanted: frozenset[tuple[str, ...]]) -> dict[str, int]:
    """Cell → number for every combination of splits that is wanted; cells that would be 0 are left out."""
    cells: dict[str, int] = {}
    single = frozenset(name for names in wanted for name in names if not _many(names))
    _add_up(reader, indicator, scope, tuple(sorted(single)), {names for names in wanted if not _many(names)}, cells)
    for names in {frozenset(names) for names in wanted if _many(names)}:
        if any(names < frozenset(other) for other in wanted):
            continue  # its sums come out of the finer one
        finer = {other for other in wanted if _many(other) and frozenset(other) <= names}
        _add_up(reader, indicator, scope, tuple(sorted(names)), finer, cells)
    return cells


def _many(names: Sequence[str]) -> bool:
    """Whether a record may stand under several values of these splits."""
    return any(SPLITS[name].many for name in names)


def _add_up(
    reader: Reader,
    indicator: Indicator,
    scope: Scope,
    names: tuple[str, ...],
    wanted: set[tuple[str, ...]],
    cells: dict[str, int],
) -> None:
    """Counts by all splits at once and adds up the coarser combinations."""
    for values, number in _groups(reader, indicator, scope, names):
        for combination in wanted:
            cell = cell_id(indicator.id, {name: values[name] for name in combination})
            cells[cell] = cells.get(cell, 0) + number


def _groups(reader: Reader, indicator: Indicator, scope: Scope, names: tuple[str, ...]) -> list[tuple[dict[str, str], int]]:
    """The values of the splits and the measure of each group."""
    context = _context(scope)
    columns = [SPLIT_SQL[name](indicator.type, context) for name in names]
    measures, bound = _measure(indicator, scope, names)
    source, parameters = _source(indicator, scope, names, context)
    numbers = len(measures)
    first = [f"({sql}) AS s{place}" for place, (sql, _) in enumerate(columns)]
    by_group = f" GROUP BY {', '.join(f's{place}' for place in range(len(columns)))}" if columns else ""
    sql = f"SELECT {', '.join([*first, *measures])} {source}{by_group}"
    values = [value for _, more in columns for value in more]
    rows = reader.connection.exec_driver_sql(sql, (*values, *bound, *parameters)).fetchall()
    found = []
    for row in rows:
        number = _number(indicator, scope, row[-numbers:])
        if number:
            found.append((dict(zip(names, (str(value) for value in row[:-numbers]), strict=True)), number))
    return found


def _measure(indicator: Indicator, scope: Scope, names: tuple[str, ...]) -> tuple[list[str], list[Any]]:
    """What is summed: records, days of stay in the month, or days of stay for each rate in force."""
    if indicator.measure == "count":
        return ["count(DISTINCT x.id)" if _many(names) else "count(*)"], []
    days = "sum(max(0, julianday(min(coalesce(x.exited_on, ?), ?)) - julianday(max(x.admitted_on, ?))))"
    if indicator.measure == "days":
        end = scope.month.next_first.isoformat()
        return [days], [end, end, scope.month.first.isoformat()]
    if not scope.segments:
        return ["0"], []
    ends = [(one.end.isoformat(), one.end.isoformat(), one.start.isoformat()) for one in scope.segments]
    return [days] * len(ends), [value for three in ends for value in three]


def _number(indicator: Indicator, scope: Scope, measured: Sequence[Any]) -> int:
    """The number of a cell from what was summed."""
    if indicator.measure != "riel":
        return round(measured[0] or 0)
    return amount(scope.segments, [round(days or 0) for days in measured], scope.month.days) if scope.segments else 0


def records(reader: Reader, indicator: Indicator, scope: Scope, parts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Type and id of the records behind a cell; an episode stands for its case."""
    context = _context(scope)
    names = tuple(sorted(parts))
    source, parameters = _source(indicator, scope, names, context)
    base = BASES[indicator.type]
    conditions, values = [], []
    for name in names:
        sql, more = SPLIT_SQL[name](indicator.type, context)
        conditions.append(f" AND ({sql}) = ?")
        values += [*more, parts[name]]
    sql = f"SELECT DISTINCT {base.shown}, x.id {source}{''.join(conditions)} ORDER BY x.id"
    rows = reader.connection.exec_driver_sql(sql, (*parameters, *values)).fetchall()
    return [(base.shown_type, row[0]) for row in rows]


def _context(scope: Scope) -> Context:
    """What the splits need to know."""
    return Context(scope.month, restricted_codes("concern", scope.groups))


def _source(indicator: Indicator, scope: Scope, names: tuple[str, ...], context: Context) -> Sql:
    """FROM and WHERE of an indicator for some splits."""
    base = BASES[indicator.type]
    joins, parameters = base.joins, []
    if "concern" in names:
        # The JOIN's own values come first in the statement.
        hidden = context.hidden_concerns
        end = context.month.next_first.isoformat()
        joins += (
            " JOIN concern o ON o.\"case\" = k.id AND coalesce(o.noted_on, '') < ?"
            f" AND (o.ended_on IS NULL OR o.ended_on >= ?) AND o.code NOT IN ({marks(hidden)})"
        )
        parameters += [end, end, *hidden]
    if "disability_kind" in names:
        joins += " JOIN json_each(coalesce(x.disability, '[]')) d"
    conditions = [f"{base.office} = ?", *base.always]
    parameters.append(scope.office)
    if indicator.type == "allegation":
        hidden = restricted_codes("allegation_kind", scope.groups)
        conditions.append(f"coalesce(x.kind, '') NOT IN ({marks(hidden)})")
        parameters += hidden
    for sql, values in (_dates(base, indicator.dates, scope.month), *(_filter(base, one, scope) for one in indicator.filters)):
        conditions.append(sql)
        parameters += values
    return f"FROM {base.table} x {joins} WHERE {' AND '.join(conditions)}", parameters


def _dates(base: Base, rule: DateRule, month: Month) -> Sql:
    """The condition of a date rule."""
    first = column_of(base, rule.first)
    start, end = _bounds(base, rule.first, month)
    if rule.rule == "within":
        return f"{first} >= ? AND {first} < ?", [start, end]
    last = "NULL" if rule.last == "none" else column_of(base, rule.last)
    began = f"({first} < ?" + (f" OR {first} IS NULL)" if rule.open_start else ")")
    if rule.rule == "touching":
        return f"{began} AND ({last} IS NULL OR {last} > ?)", [end, start]
    edge = start if rule.rule == "at_start" else end
    return f"{began} AND ({last} IS NULL OR {last} >= ?)", [edge, edge]


def _bounds(base: Base, field: str, month: Month) -> tuple[str, str]:
    """Start and end of a month as a field of days or of instants holds them."""
    if _kind(base, field) == "instant":
        return instant_text(day_start(month.first)), instant_text(day_start(month.next_first))
    return month.first.isoformat(), month.next_first.isoformat()


@cache
def _kinds(type_name: str) -> dict[str, str]:
    """The kinds of a type's fields."""
    return {name: info.kind for name, info in fields(type_name).items()}


def _kind(base: Base, field: str) -> str:
    """The kind of a field, of the record itself or of one above it."""
    above, dot, name = field.rpartition(".")
    return _kinds(above if dot else base.name)[name]


def _filter(base: Base, one: Filter, scope: Scope) -> Sql:
    """The condition of a filter."""
    field = column_of(base, one.field)
    if one.test == "is":
        return f"CAST({field} AS TEXT) IN ({marks(one.values)})", list(one.values)
    if one.test == "not":
        return f"coalesce(CAST({field} AS TEXT), '') NOT IN ({marks(one.values)})", list(one.values)
    if one.test == "before_end":
        return f"{field} < ?", [_bounds(base, one.field, scope.month)[1]]
    if one.test == "hours_to":
        subject, _, name = one.values[1].partition(".")
        later = column_of(base, one.values[0])
        passed = f"CAST(strftime('%s', {later}) AS INTEGER) - CAST(strftime('%s', {field}) AS INTEGER)"
        return f"{later} IS NOT NULL AND {passed} <= ?", [limits()[subject][name].hours * 3600]
    if one.test == "followed":
        later = f'v."case" = x."case" AND v.on_date > {field} AND v.on_date < ? AND v.kind IN ({marks(one.values)})'
        return f"EXISTS (SELECT 1 FROM note v WHERE {later})", [scope.month.next_first.isoformat(), *one.values]
    return f"{field} IS {'NOT ' if one.test == 'filled' else ''}NULL", []
