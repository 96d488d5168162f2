"""A map of tiles: each place becomes a tile of a grid; neighbours stay near each other and all have the same size. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, sqrt

Point = tuple[float, float]
"""Degrees north and east."""
Cell = tuple[int, int]
"""Row from the north, column from the west."""
WIDER = 1.25
"""Tiles are wide and pages are wide: so many times as many columns as rows."""


def layout(points: Mapping[str, Point | None]) -> dict[str, Cell]:
    """Place → its tile. Each tile holds one place; places without a point come last, in rows of their own.

    Only the order of places from north to south and from west to east counts, not how far apart they are: towns lie close
    together and would else want the same tile. Tiles are given to whoever lies nearest, then changed as long as that brings the
    whole nearer. The same places give the same map.
    """
    known = {code: point for code, point in points.items() if point is not None}
    columns = max(1, ceil(sqrt(len(known) * WIDER)))
    rows = ceil(len(known) / columns)
    wanted = _ranks(known, rows, columns)
    free = [(row, column) for row in range(rows) for column in range(columns)]
    placed = _nearest(wanted, free)
    _improve(wanted, placed, free)
    for number, code in enumerate(sorted(code for code, point in points.items() if point is None)):
        placed[code] = (rows + number // columns, number % columns)
    return placed


def _ranks(known: Mapping[str, Point], rows: int, columns: int) -> dict[str, tuple[float, float]]:
    """Where each place would stand, by its order from north to south and from west to east."""
    last = max(1, len(known) - 1)
    down = _order({code: -north for code, (north, _) in known.items()})
    across = _order({code: east for code, (_, east) in known.items()})
    return {code: (down[code] * (rows - 1) / last, across[code] * (columns - 1) / last) for code in known}


def _order(values: Mapping[str, float]) -> dict[str, float]:
    """The place of each among all, from 0; equal ones share the middle of theirs."""
    before = {value: sum(other < value for other in values.values()) for value in values.values()}
    alike = {value: sum(other == value for other in values.values()) for value in values.values()}
    return {code: before[value] + (alike[value] - 1) / 2 for code, value in values.items()}


def _far(wanted: tuple[float, float], cell: Cell) -> float:
    """How far a tile is from where a place would stand."""
    return (wanted[0] - cell[0]) ** 2 + (wanted[1] - cell[1]) ** 2


def _nearest(wanted: Mapping[str, tuple[float, float]], free: list[Cell]) -> dict[str, Cell]:
    """The nearest pairs of place and tile first."""
    placed: dict[str, Cell] = {}
    taken: set[Cell] = set()
    for _, code, cell in sorted((_far(where, cell), code, cell) for code, where in wanted.items() for cell in free):
        if code not in placed and cell not in taken:
            placed[code] = cell
            taken.add(cell)
    return placed


def _improve(wanted: Mapping[str, tuple[float, float]], placed: dict[str, Cell], cells: list[Cell]) -> None:
    """Changes two tiles, or goes to an empty one, as long as all together come nearer."""
    better = True
    while better:
        better = False
        held = {cell: code for code, cell in placed.items()}
        for code in sorted(placed):
            for cell in cells:
                other, own = held.get(cell), placed[code]
                before = _far(wanted[code], own) + (_far(wanted[other], cell) if other else 0)
                after = _far(wanted[code], cell) + (_far(wanted[other], own) if other else 0)
                if after < before - 1e-9:
                    placed[code] = cell
                    held[cell] = code
                    del held[own]
                    if other:
                        placed[other] = own
                        held[own] = other
                    better = True
