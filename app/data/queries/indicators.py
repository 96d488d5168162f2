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
    unseen: tuple[str, ...] = ()
    """Inspections that are not counted, since the person is not to know of them yet."""


def count(
    reader: Reader, indicators: Sequence[Indicator], scope: Scope, wanted: Mapping[str, frozenset[tuple[str, ...]]]
) -> dict[str, int]:
    """Cell → number for every combination of splits that is wanted of each indicator; cells that would be 0 are left out."""
    cells: dict[str, int] = {}
    for batch in _batches(indicators):
        combinations = {names for one in batch for names in wanted[one.id]}
        single = {names for names in combinations if not _many(names)}
        everything = tuple(sorted({name for names in single for name in names}))
        _add_up(reader, batch, scope, everything, wanted, cells)
        many = {frozenset(names) for names in combinations - single}
        for names in many:
            if not any(names < other for other in many):  # its sums come out of the finer one
                _add_up(reader, batch, scope, tuple(sorted(names)), wanted, cells)
    return cells


def _batches(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """Indicators that are counted together: those of one type that look at all records standing at an edge of the month.

    Their joins are made once. What happened within the month is found by an index on its day, each by a query of its own.
    """
    together: dict[str, list[Indicator]] = {}
    alone: list[list[Indicator]] = []
    standing = {one.type for one in indicators if one.dates.rule != "within" and one.measure == "count"}
    for one in indicators:
        if one.type in standing and one.measure == "count":
            together.setdefault(one.type, []).append(one)
        else:
            alone.append([one])
    return [*together.values(), *alone]


def _many(names: Sequence[str]) -> bool:
    """Whether a record may stand under several values of these splits."""
    return any(SPLITS[name].many for name in names)


def _add_up(
    reader: Reader,
    batch: Sequence[Indicator],
    scope: Scope,
    names: tuple[str, ...],
    wanted: Mapping[str, frozenset[tuple[str, ...]]],
    cells: dict[str, int],
) -> None:
    """Counts by all splits at once and adds up the coarser combinations that keep to these splits."""
    places = {name: place for place, name in enumerate(names)}
    sums: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], int]] = {}
    plans, counted = [], _alike(batch, wanted, names)
    for number, group in enumerate(counted):
        for one in group:
            for combination in _kept(wanted[one.id], names):
                slots = tuple(places[name] for name in combination)
                plans.append((number, slots, sums.setdefault((one.id, combination), {})))
    for values, numbers in _groups(reader, [group[0] for group in counted], scope, names):
        for number, slots, found in plans:
            if numbers[number]:
                key = tuple(values[slot] for slot in slots)
                found[key] = found.get(key, 0) + numbers[number]
    for (name, combination), found in sums.items():
        for key, number in found.items():
            cells[cell_id(name, dict(zip(combination, key, strict=True)))] = number


def _kept(wanted: frozenset[tuple[str, ...]], names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The combinations that come out of a count by these splits."""
    return [one for one in wanted if set(one) <= set(names) and _many(one) == _many(names)]


def _alike(
    batch: Sequence[Indicator], wanted: Mapping[str, frozenset[tuple[str, ...]]], names: tuple[str, ...]
) -> list[list[Indicator]]:
    """The indicators of a batch that are counted by these splits; those that look at the same records stand together."""
    found: dict[object, list[Indicator]] = {}
    for one in batch:
        if _kept(wanted[one.id], names):
            found.setdefault((one.dates, one.filters, one.measure), []).append(one)
    return list(found.values())


def _groups(
    reader: Reader, batch: Sequence[Indicator], scope: Scope, names: tuple[str, ...]
) -> list[tuple[tuple[str, ...], list[int]]]:
    """The values of the splits of each group, and the number of each indicator in it."""
    context, kind = _context(scope), batch[0].type
    columns = [SPLIT_SQL[name](kind, context) for name in names]
    first = [f"({sql}) AS s{place}" for place, (sql, _) in enumerate(columns)]
    values = [value for _, more in columns for value in more]
    by_group = f" GROUP BY {', '.join(f's{place}' for place in range(len(columns)))}" if columns else ""
    if len(batch) == 1:
        measures, bound = _measure(batch[0], scope, names)
    else:
        measures, bound = _flags(batch, scope, names)
    source, parameters = _source(batch, scope, names, context)
    sql = f"SELECT {', '.join([*first, *measures])} {source}{by_group}"
    rows = reader.connection.exec_driver_sql(sql, (*values, *bound, *parameters)).fetchall()
    width = len(columns)
    if len(batch) == 1:
        return [(tuple(map(str, row[:width])), [_number(batch[0], scope, row[width:])]) for row in rows]
    return [(tuple(map(str, row[:width])), [int(number or 0) for number in row[width:]]) for row in rows]


def _flags(batch: Sequence[Indicator], scope: Scope, names: tuple[str, ...]) -> tuple[list[str], list[Any]]:
    """A count for each indicator of a batch, of the records that it looks at."""
    measures: list[str] = []
    bound: list[Any] = []
    for one in batch:
        condition, values = _condition(one, scope)
        measures.append(f"count(DISTINCT CASE WHEN {condition} THEN x.id END)" if _many(names) else f"sum({condition})")
        bound += values
    return measures, bound


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
    source, parameters = _source([indicator], scope, names, context)
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


def _source(batch: Sequence[Indicator], scope: Scope, names: tuple[str, ...], context: Context) -> Sql:
    """FROM and WHERE of a batch for some splits."""
    base = BASES[batch[0].type]
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
    if base.name == "allegation":
        hidden = restricted_codes("allegation_kind", scope.groups)
        conditions.append(f"coalesce(x.kind, '') NOT IN ({marks(hidden)})")
        parameters += hidden
    if base.name == "inspection" and scope.unseen:
        conditions.append(f"x.id NOT IN ({marks(scope.unseen)})")
        parameters += scope.unseen
    wanted = [_condition(one, scope) for one in batch]
    conditions.append(f"({' OR '.join(f'({sql})' for sql, _ in wanted)})")
    parameters += [value for _, values in wanted for value in values]
    return f"FROM {base.table} x {joins} WHERE {' AND '.join(conditions)}", parameters


def _condition(indicator: Indicator, scope: Scope) -> Sql:
    """Which records an indicator looks at."""
    base = BASES[indicator.type]
    parts = [_dates(base, indicator.dates, scope.month), *(_filter(base, one, scope) for one in indicator.filters)]
    return " AND ".join(f"({sql})" for sql, _ in parts), [value for _, values in parts for value in values]


def _dates(base: Base, rule: DateRule, month: Month) -> Sql:
    """The condition of a date rule."""
    first = column_of(base, rule.first)
    start, end = _bounds(base, rule.first, month)
    if rule.rule == "within":
        return f"{first} >= ? AND {first} < ?", [start, end]
    last = "NULL" if rule.last == "none" else column_of(base, rule.last)
    # Nearly everything began before: an index on that day would only slow it down, which the plus keeps off.
    began = f"(+{first} < ?" + (f" OR {first} IS NULL)" if rule.open_start else ")")
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
