"""A table of the insights: what stands in each cell are the cases that it counts, so that a number and what is behind it agree.

Pure. Small cells follow practice P4: 1 to 4 warn, and can be printed as "<5" (inferred). In a table by places they are never
told: where few children live, somebody knows each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

SEXES = ("male", "female", "other_or_not_known")
"""Boys and girls side by side (practice P30), then all others."""
TOTAL = "total"
SMALL = range(1, 5)
HIDDEN = "<5"
NOT_TOLD = "—"


@dataclass(frozen=True)
class Table:
    """Rows by columns. A column may have two levels (`late.male`). `rows_of`: the code list of the rows, "" for words of their
    own or `names`; `distinct`: a case may stand in several rows, so that the last row counts each case once.
    """

    id: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[str, ...]]
    rows_of: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    columns_of: str = ""
    distinct: bool = False
    children: bool = True
    """It tells of children: its small numbers may point at one."""
    totals: bool = True
    """Its rows add up to something that means something."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Row → the place above, which another table may tell of. A table with groups tells of places, and hides small numbers."""
    names_en: Mapping[str, str] = field(default_factory=dict)
    """Names of the rows in English, where they have two."""

    def behind(self, row: str, column: str) -> tuple[str, ...]:
        """The cases that a cell counts, one for each time that it counts it; of a total those of its parts."""
        if row != TOTAL and column != TOTAL:
            return self.cells.get((row, column), ())
        rows = self.rows if row == TOTAL else (row,)
        columns = self.columns if column == TOTAL else (column,)
        found = [case for one in rows for each in columns for case in self.cells.get((one, each), ())]
        return tuple(dict.fromkeys(found)) if self.distinct and row == TOTAL else tuple(found)

    def value(self, row: str, column: str) -> int:
        """The number of a cell."""
        return len(self.behind(row, column))

    def small(self) -> int:
        """How many cells that are told hold 1 to 4; totals do not count."""
        if not self.children or self.groups:
            return 0
        return sum(len(self.cells.get((row, column), ())) in SMALL for row in self.rows for column in self.columns)

    def told(self, row: str, column: str, *, hide: bool) -> str:
        """A number as it is printed; with `hide` 1 to 4 as "<5", and a total that would give one such cell away is left out."""
        number = self.value(row, column)
        if self.groups:
            return self._withheld.get((row, column), str(number))
        if not hide or not self.children:
            return str(number)
        if number in SMALL:
            return HIDDEN
        if TOTAL in (row, column) and self._hides(row, column):
            return NOT_TOLD
        return str(number)

    @cached_property
    def _withheld(self) -> Mapping[tuple[str, str], str]:
        """What stands in place of numbers by place: of every sum that is known, two parts or none are withheld.

        Known are the sum of each row, of each column, and of the rows of each place above.
        """
        across = (*self.columns, TOTAL)
        numbers = {(row, column): self.value(row, column) for row in (*self.rows, TOTAL) for column in across}
        found = {place: HIDDEN for place, number in numbers.items() if number in SMALL}
        inside: dict[str, list[str]] = {"": list(self.rows)}
        for row in self.rows:
            inside.setdefault(self.groups.get(row, row), []).append(row)
        sums = [[(row, column) for column in across] for row in self.rows]
        sums += [[(row, column) for row in rows] for rows in inside.values() for column in across]
        more = True
        while more:
            more = False
            for line in sums:
                told = [place for place in line if place not in found and numbers[place]]
                if told and sum(place in found for place in line) == 1:
                    found[min(told, key=lambda place: (numbers[place], place))] = NOT_TOLD
                    more = True
        return found

    def _hides(self, row: str, column: str) -> bool:
        """Whether a line has exactly one cell that is not told, which its total would tell."""
        rows = self.rows if row == TOTAL else (row,)
        columns = self.columns if column == TOTAL else (column,)
        return sum(len(self.cells.get((one, each), ())) in SMALL for one in rows for each in columns) == 1


def counted(
    name: str,
    rows: Sequence[str],
    columns: Sequence[str],
    found: Iterable[tuple[str, str, str]],
    *,
    rows_of: str = "",
    names: Mapping[str, str] | None = None,
    columns_of: str = "",
    distinct: bool = False,
    children: bool = True,
    totals: bool = True,
    groups: Mapping[str, str] | None = None,
    names_en: Mapping[str, str] | None = None,
) -> Table:
    """A table of what was found: (case, row, column) each. What no row or column has stands under `not_stated`, the last row or
    column, so that nothing is left out.
    """
    known, across = (*rows, "not_stated"), (*columns, "not_stated")
    cells: dict[tuple[str, str], list[str]] = {}
    for case, row, column in found:
        place = (row if row in rows else "not_stated", column if column in columns else "not_stated")
        cells.setdefault(place, []).append(case)
    used_rows = known if any(row == "not_stated" for row, _ in cells) else tuple(rows)
    used_columns = across if any(column == "not_stated" for _, column in cells) else tuple(columns)
    kept = {place: tuple(cases) for place, cases in cells.items()}
    told = (name, used_rows, used_columns, kept, rows_of, names or {}, columns_of, distinct, children, totals)
    return Table(*told, groups or {}, names_en or {})
