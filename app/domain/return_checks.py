"""Checks of a return before it is signed: sums that were counted apart from each other must agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.indicators import SPLITS, Definition, Table, cell_id

Cells = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Check:
    """A check by its id; words under `returns.check.<id>`. `blocks`: a return that fails it is signed only with a reason."""

    id: str
    ok: bool
    blocks: bool = True


def checks(cells: Cells, before: Cells, definition: Definition) -> tuple[Check, ...]:
    """All checks of a month's cells; `before` are those of the month before, as signed or else as counted now."""
    return (
        Check(
            "residents_balance", _balanced(cells, "residents_opening", ("residents_in",), "residents_out", "residents_closing")
        ),
        Check(
            "cases_balance", _balanced(cells, "cases_opening", ("cases_new", "cases_reopened"), "cases_closed", "cases_open")
        ),
        Check("residents_follow", _value(before, "residents_closing") == _value(cells, "residents_opening")),
        Check("cases_follow", _value(before, "cases_open") == _value(cells, "cases_opening")),
        Check("sums", all(_adds_up(cells, table) for sheet in definition.sheets for table in sheet.tables)),
        Check("cases_agree", all(_same(cells, one, other) for one, other in _TWICE)),
        Check("food_agrees", _value(cells, "food_people") >= max(_state(cells, "opening"), _state(cells, "closing"))),
        Check("allegations_order", _falling(cells, "allegations_heard", "allegations_reported", "allegations_in_time")),
        Check("visits_order", _falling(cells, "visits_due", "visits_kept")),
        Check("findings_order", _falling(cells, "findings_open", "findings_overdue")),
        Check("food_rate", cells.get("food_amount") is not None, blocks=False),
    )


_TWICE = (("cases_new", "concerns_new"), ("cases_open", "concerns_open"), ("cases_closed", "concerns_closed"))
"""Numbers that two sheets count, each on its own."""


def _value(cells: Cells, cell: str) -> int:
    """The number of a cell; nothing is 0."""
    return cells.get(cell) or 0


def _state(cells: Cells, edge: str) -> int:
    """Residents of state centres at an edge of the month."""
    return _value(cells, f"residents_{edge}/facility_owner=state")


def _balanced(cells: Cells, opening: str, more: tuple[str, ...], less: str, closing: str) -> bool:
    """Whether opening + in - out = closing, for all and for each sex and age that is counted for all four."""
    tails = {cell.partition("/")[2] for cell in cells if cell.partition("/")[0] in {opening, *more, less, closing}}
    compared = [tail for tail in tails if not tail or (tail.startswith(("sex=", "age=")) and tail.count("=") == 1)]

    def at(name: str, tail: str) -> int:
        return _value(cells, f"{name}/{tail}" if tail else name)

    by_age = [tail for tail in compared if not tail.startswith("age=") or opening == "residents_opening"]
    return all(
        at(opening, tail) + sum(at(name, tail) for name in more) - at(less, tail) == at(closing, tail) for tail in by_age
    )


def _adds_up(cells: Cells, table: Table) -> bool:
    """Whether the rows of a table add up to its total."""
    if not table.rows or SPLITS[table.rows].many:
        return True
    for name in table.indicators:
        prefix = f"{name}/{table.rows}="
        parts = [value or 0 for cell, value in cells.items() if cell.startswith(prefix) and cell.count("=") == 1]
        if cells.get(name) is not None and sum(parts) != _value(cells, name):
            return False
    return True


def _same(cells: Cells, one: str, other: str) -> bool:
    """Whether two indicators agree, in all and by sex."""
    sexes = SPLITS["sex"].all_values()
    tails: list[dict[str, str]] = [{}, *({"sex": value} for value in sexes)]
    return all(_value(cells, cell_id(one, tail)) == _value(cells, cell_id(other, tail)) for tail in tails)


def _falling(cells: Cells, *names: str) -> bool:
    """Whether each number is part of the one before it."""
    values = [_value(cells, name) for name in names]
    return values == sorted(values, reverse=True)
