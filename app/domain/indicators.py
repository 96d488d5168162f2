"""Indicators of the monthly return: what is counted, by which dates, split how. They are data: `resources/indicators/*.toml`.

An indicator counts records of one type. A date rule says which ones belong to the month, filters narrow them, splits part them.
The same declarations are computed on a laptop and on the server; nothing here knows a database.

A cell is named `indicator/split=value/split=value`; the indicator's name alone is its total.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.paths import INDICATORS

DateRuleName = Literal["within", "at_start", "at_end", "touching"]
Test = Literal["is", "not", "filled", "empty", "hours_to", "before_end", "followed"]
Measure = Literal["count", "days", "riel"]
RULES = frozenset({"within", "at_start", "at_end", "touching"})
TESTS = frozenset({"is", "not", "filled", "empty", "hours_to", "before_end", "followed"})
MEASURES = frozenset({"count", "days", "riel"})
_PERIOD = re.compile(r"(\d{4})-(\d{2})")


class IndicatorError(Exception):
    """A declaration that is broken: a bug or a damaged installation, nothing a user can cause."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a return: from 00:00 local on its first day to 00:00 local on the first day of the next."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def next_first(self) -> date:
        """The first day of the next month, the first that is no longer in it."""
        return date(self.year + self.month // 12, self.month % 12 + 1, 1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.next_first - self.first).days

    @property
    def last(self) -> date:
        """The last day: ages, risk and concerns are as of its end."""
        return date.fromordinal(self.next_first.toordinal() - 1)

    def before(self) -> Month:
        """The month before."""
        return Month(self.year - 1, 12) if self.month == 1 else Month(self.year, self.month - 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def parse_month(text: str) -> Month:
    """A month typed as YYYY-MM; InputError `return_month` for anything else."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 9998:
        raise InputError("return_month", month=text[:20])
    return Month(int(match[1]), int(match[2]))


@dataclass(frozen=True, slots=True)
class Split:
    """A way to part a count. `rest` holds what has no value or one that the list does not know, so that nothing is left out.

    `many`: a record may stand under several values, so they do not add up. `dynamic`: the values are records (facilities).
    """

    name: str
    values: tuple[str, ...] = ()
    codes: str = ""
    many: bool = False
    dynamic: bool = False

    @property
    def rest(self) -> str:
        """The value for what fits no other."""
        if "not_known" in self.all_values():
            return "not_known"
        return "other" if self.many else "not_stated"

    def all_values(self) -> tuple[str, ...]:
        """All values, in order, the rest last; empty for a dynamic split."""
        if self.dynamic:
            return ()
        known = self.values or codelist(self.codes).codes()
        return known if {"not_known", "not_stated"} & set(known) or not self.codes or self.many else (*known, "not_stated")


SPLITS: Mapping[str, Split] = {
    split.name: split
    for split in (
        Split("sex", ("female", "male", "other_or_not_known")),
        Split("age", codes="age_band"),
        Split("birth", ("estimated", "sure")),
        Split("disability", ("yes", "no", "not_assessed")),
        Split("disability_kind", codes="disability", many=True),
        Split("facility", dynamic=True),
        Split("facility_type", codes="facility_type"),
        Split("facility_owner", codes="facility_owner"),
        Split("facility_state", codes="facility_state"),
        Split("mou", ("valid", "expired", "none")),
        Split("recognition", ("valid", "expired", "none")),
        Split("case_type", codes="case_type"),
        Split("risk", codes="risk_level"),
        Split("harm", ("victim", "vulnerable", "not_stated")),
        Split("concern", codes="concern", many=True),
        Split("kind", ("experienced", "at_risk", "not_stated")),
        Split("admission_source", codes="admission_source"),
        Split("admission_reason", codes="admission_reason"),
        Split("exit_destination", codes="exit_destination"),
        Split("exit_reason", codes="exit_reason"),
        Split("care_option", codes="care_option"),
        Split("light", ("green", "yellow", "red", "not_stated")),
        Split("inspection_kind", codes="inspection_kind"),
        Split("grade", codes="grade"),
        Split("critical", ("yes", "no")),
        Split("place", ("facility", "elsewhere")),
    )
}


@dataclass(frozen=True, slots=True)
class DateRule:
    """Which records belong to the month.

    `within`: the day of `first` lies in it · `at_start`, `at_end`: begun (`first`) before 00:00 of the first day of this or of
    the next month and not ended (`last`) before it · `touching`: there on some day of it. `open_start`: no first day means
    always. A `last` of "none" never comes.
    """

    rule: DateRuleName
    first: str
    last: str = ""
    open_start: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a field, `case.status` for a field of the record above.

    `is`, `not`: one of `values` or none of them · `filled`, `empty` · `before_end`: its day is over when the month is ·
    `hours_to`: `values` names the later field and the limit of `resources/rules/deadlines.toml`, as `subject.name` ·
    `followed`: a later visit of the same case was made before the month ended.
    """

    field: str
    test: Test
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted; `words` and `rule` in both languages, `source` a tag as in code lists."""

    id: str
    type: str
    dates: DateRule
    filters: tuple[Filter, ...]
    measure: Measure
    source: str
    words: Mapping[str, str]
    rule: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as they stand on a sheet.

    `rows`: a split, a row a value, or empty: a row an indicator. `columns`: splits, one within the other; the last one ends
    with a total. `memo`: a value of another split that stands below the total and is part of it ("of whom estimated").
    """

    id: str
    words: Mapping[str, str]
    indicators: tuple[str, ...]
    rows: str
    columns: tuple[str, ...]
    memo: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the return. `restricted`: its numbers are whole only where every restricted group is held (P1)."""

    id: str
    words: Mapping[str, str]
    restricted: bool
    indicators: tuple[Indicator, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """All sheets of the return, in order."""

    sheets: tuple[Sheet, ...]

    def indicators(self) -> Iterator[Indicator]:
        """All indicators."""
        return (indicator for sheet in self.sheets for indicator in sheet.indicators)

    def indicator(self, name: str) -> Indicator:
        """An indicator by its id; InputError `return_cell_unknown`."""
        for indicator in self.indicators():
            if indicator.id == name:
                return indicator
        raise InputError("return_cell_unknown", cell=name[:80])

    def sheet_of(self, indicator: str) -> Sheet:
        """The sheet on which an indicator stands; InputError `return_cell_unknown`."""
        for sheet in self.sheets:
            if any(one.id == indicator for one in sheet.indicators):
                return sheet
        raise InputError("return_cell_unknown", cell=indicator[:80])

    def restricted(self) -> frozenset[str]:
        """The indicators of sheets that are whole only with every restricted group."""
        return frozenset(one.id for sheet in self.sheets if sheet.restricted for one in sheet.indicators)

    def wanted(self, indicator: str) -> frozenset[tuple[str, ...]]:
        """The combinations of splits, in their own order, by which an indicator is counted; () is its total."""
        found: set[tuple[str, ...]] = {()}
        for sheet in self.sheets:
            for table in sheet.tables:
                if indicator in table.indicators:
                    found |= combinations(table)
        return frozenset(found)


def combinations(table: Table) -> set[tuple[str, ...]]:
    """The combinations of splits that a table needs, totals too; those of a split of many values have no total over it."""
    rows = (table.rows,) if table.rows else ()
    inner = table.columns
    full = [(*rows, *inner), (*rows, *inner[:-1])]
    if rows and not SPLITS[table.rows].many:
        full += [inner, inner[:-1]]
    if table.memo:
        full += [(table.memo[0], *inner), (table.memo[0], *inner[:-1])]
    return {canonical_order(one) for one in full}


def canonical_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """Splits in the order in which they stand in a cell's name."""
    order = list(SPLITS)
    return tuple(sorted(names, key=order.index))


def cell_id(indicator: str, parts: Mapping[str, str]) -> str:
    """The name of a cell."""
    return "/".join([indicator, *(f"{name}={parts[name]}" for name in canonical_order(tuple(parts)))])


def parse_cell(text: str, definition: Definition) -> tuple[Indicator, dict[str, str]]:
    """The indicator and the values of its splits; InputError `return_cell_unknown` when the return has no such cell."""
    name, *rest = text.strip().split("/")
    indicator = definition.indicator(name)
    parts: dict[str, str] = {}
    for part in rest:
        split, equals, value = part.partition("=")
        known = SPLITS.get(split)
        if not equals or known is None or split in parts or not (known.dynamic or value in known.all_values()):
            raise InputError("return_cell_unknown", cell=text[:80])
        parts[split] = value
    if canonical_order(tuple(parts)) not in definition.wanted(name):
        raise InputError("return_cell_unknown", cell=text[:80])
    return indicator, parts


def restricted_codes(list_name: str, groups: frozenset[str]) -> tuple[str, ...]:
    """The codes of a list that may not be counted by who holds only these groups."""
    return tuple(row.code for row in codelist(list_name) if row.group and row.group not in groups)


def _words(raw: Mapping[str, Any], where: str, suffix: str = "") -> dict[str, str]:
    """Words in both languages."""
    found = {lang: str(raw.get(f"{suffix}{lang}", "")) for lang in ("km", "en")}
    if not all(found.values()):
        raise IndicatorError(f"{where} lacks words")
    return found


def _dates(raw: Mapping[str, Any], where: str) -> DateRule:
    """A date rule, checked."""
    if raw.get("rule") not in RULES or not raw.get("first"):
        raise IndicatorError(f"{where}: no such date rule")
    if raw["rule"] != "within" and not raw.get("last"):
        raise IndicatorError(f"{where}: the rule needs a last day")
    return DateRule(raw["rule"], raw["first"], raw.get("last", ""), bool(raw.get("open_start")))


def _filter(raw: Mapping[str, Any], where: str) -> Filter:
    """A filter, checked."""
    values = raw.get("values", [])
    if raw.get("test") not in TESTS or not raw.get("field") or not isinstance(values, list):
        raise IndicatorError(f"{where}: no such filter")
    return Filter(raw["field"], raw["test"], tuple(str(value) for value in values))


def _indicator(raw: Mapping[str, Any]) -> Indicator:
    """An indicator, checked."""
    name = str(raw.get("id", ""))
    measure = raw.get("measure", "count")
    if not re.fullmatch(r"[a-z][a-z_]*", name) or measure not in MEASURES or not raw.get("source") or not raw.get("type"):
        raise IndicatorError(f"indicator {name!r} is broken")
    filters = tuple(_filter(one, name) for one in raw.get("filters", []))
    dates = _dates(raw.get("dates", {}), name)
    return Indicator(
        name, raw["type"], dates, filters, measure, raw["source"], _words(raw, name), _words(raw, f"rule of {name}", "rule_")
    )


def _table(raw: Mapping[str, Any], known: frozenset[str]) -> Table:
    """A table, checked."""
    name = str(raw.get("id", ""))
    rows, columns, memo = raw.get("rows", ""), tuple(raw.get("columns", [])), raw.get("memo")
    splits = [*([rows] if rows else []), *columns, *([memo[0]] if memo else [])]
    if [split for split in splits if split not in SPLITS] or not set(raw.get("indicators", [])) <= known:
        raise IndicatorError(f"table {name!r} names what does not exist")
    if not columns and not rows:
        raise IndicatorError(f"table {name!r} has no split")
    if any(SPLITS[split].many or SPLITS[split].dynamic for split in columns):
        raise IndicatorError(f"table {name!r}: columns must add up")
    return Table(
        name, _words(raw, name), tuple(raw["indicators"]), rows, columns, (str(memo[0]), str(memo[1])) if memo else None
    )


def read_sheet(text: str) -> Sheet:
    """A sheet from its file; IndicatorError when it is broken."""
    raw = tomllib.loads(text)
    indicators = tuple(_indicator(one) for one in raw.get("indicator", []))
    known = frozenset(one.id for one in indicators)
    if len(known) != len(indicators) or not raw.get("sheet"):
        raise IndicatorError(f"sheet {raw.get('sheet')!r}: no name, or an indicator stands there twice")
    tables = tuple(_table(one, known) for one in raw.get("table", []))
    return Sheet(raw["sheet"], _words(raw, raw["sheet"]), bool(raw.get("restricted")), indicators, tables)


def read_definition(folder: Path) -> Definition:
    """All sheets of a folder in the order of their files; IndicatorError when one is broken or an id stands there twice."""
    sheets = tuple(read_sheet(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.toml")))
    names = [indicator.id for sheet in sheets for indicator in sheet.indicators]
    if len(set(names)) != len(names) or not sheets:
        raise IndicatorError("an indicator stands there twice, or there are none")
    return Definition(sheets)


@cache
def definition() -> Definition:
    """The return as it ships, read once."""
    return read_definition(INDICATORS)
