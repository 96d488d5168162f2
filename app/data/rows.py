"""Typed rows: written with derived columns and search row, read as records. Whatever changes a typed row goes through `put`.

Statements are made once as text, since the same few run for every record of a page and of practice data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress
from typing import Any

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.derived import SEARCH_FIELDS, derived_columns, refresh_dependants, search_row
from app.data.fields import fields
from app.data.indexes import DERIVED
from app.data.models import TYPED
from app.data.values import canonical, fits_column, from_column, to_column
from app.domain.records import Record


@dataclass(frozen=True, slots=True)
class Shape:
    """How a record type stands in its table: wire fields with kinds and places, derived columns, statements."""

    wire: tuple[tuple[str, str], ...]
    derived: tuple[str, ...]
    width: int
    places: Mapping[str, tuple[int, str]]
    put: str
    select: str
    bare: str
    delete: str


@cache
def shape(type_name: str) -> Shape:
    """The shape of a record type; KeyError for an unknown one."""
    wire = tuple((name, info.kind) for name, info in fields(type_name).items())
    derived = DERIVED.get(type_name, ())
    names = ["id", *(name for name, _ in wire), "extra", *derived]
    assert names == [column.name for column in TYPED[type_name].columns]
    columns = ",".join(f'"{name}"' for name in names)
    marks = ",".join("?" * len(names))
    read = ",".join(f't."{name}"' for name in names[: len(wire) + 2])
    return Shape(
        wire,
        derived,
        len(names),
        {name: (place, kind) for place, (name, kind) in enumerate(wire, 1)},
        f'INSERT OR REPLACE INTO "{type_name}" ({columns}) VALUES ({marks})',
        f'SELECT {read}, r.base_seq, r.base_epoch FROM "{type_name}" t LEFT JOIN record r ON r.id = t.id',
        f'SELECT {read}, 0, 0 FROM "{type_name}" t',
        f'DELETE FROM "{type_name}" WHERE id = ?',
    )


@lru_cache(1024)
def _puts(type_name: str, filled: tuple[bool, ...]) -> str:
    """The statement for rows of which only some columns hold anything."""
    names = [column.name for column, some in zip(TYPED[type_name].columns, filled, strict=True) if some]
    columns = ",".join(f'"{name}"' for name in names)
    return f'INSERT OR REPLACE INTO "{type_name}" ({columns}) VALUES ({",".join("?" * len(names))})'


def put_rows(connection: Connection, type_name: str, typed: Sequence[Sequence[Any]]) -> None:
    """Writes typed rows as `to_row` makes them; what is empty in all of them need not be said, as most of a wide row."""
    filled = tuple([any(value is not None for value in column) for column in zip(*typed, strict=True)])
    bare(connection).executemany(_puts(type_name, filled), [tuple(compress(row, filled)) for row in typed])


def to_row(type_name: str, record_id: str, values: Mapping[str, object], derived: Mapping[str, str | None]) -> tuple[Any, ...]:
    """A typed row. Fields that are unknown here or do not fit their column stand in `extra`, so that nothing is lost."""
    form = shape(type_name)
    row: list[Any] = [None] * form.width
    row[0] = record_id
    left: dict[str, object] = {}
    for name, value in values.items():
        if value is None:
            continue
        place, kind = form.places.get(name, (0, ""))
        if place and fits_column(kind, value):
            row[place] = to_column(kind, value)
        else:
            left[name] = value
    row[len(form.wire) + 1] = canonical(left) if left else None
    for place, name in enumerate(form.derived, len(form.wire) + 2):
        row[place] = derived.get(name)
    return tuple(row)


def from_row(type_name: str, row: Sequence[Any]) -> Record:
    """A record from a row that `Shape.select` gave."""
    form = shape(type_name)
    values = {
        name: from_column(kind, stored) for (name, kind), stored in zip(form.wire, row[1:], strict=False) if stored is not None
    }
    extra = row[len(form.wire) + 1]
    if extra is not None:
        values.update(json.loads(extra))
    return Record(type_name, row[0], values, row[-2] or 0, row[-1] or 0)


def read(connection: Connection, type_name: str, record_id: str) -> Record | None:
    """The record as it is shown, or None."""
    row = bare(connection).execute(f"{shape(type_name).select} WHERE t.id = ?", (record_id,)).fetchone()
    return from_row(type_name, row) if row is not None else None


def change(
    connection: Connection, type_name: str, record_id: str, before: Mapping[str, object], after: Mapping[str, object]
) -> None:
    """Like `put` for a row that is there, but touches only columns that differ, and so only their indexes."""
    old, new = derived_columns(type_name, before), derived_columns(type_name, after)
    was, now = to_row(type_name, record_id, before, old), to_row(type_name, record_id, after, new)
    columns = [column.name for column in TYPED[type_name].columns]
    changed = [(name, value) for name, other, value in zip(columns, was, now, strict=True) if other != value]
    if changed:
        names = ", ".join(f'"{name}" = ?' for name, _ in changed)
        parameters = (*(value for _, value in changed), record_id)
        bare(connection).execute(f'UPDATE "{type_name}" SET {names} WHERE id = ?', parameters)
    if old != new or any(before.get(name) != after.get(name) for name in SEARCH_FIELDS.get(type_name, ())):
        _put_search(connection, type_name, record_id, after, new)


def put(connection: Connection, type_name: str, record_id: str, values: Mapping[str, object]) -> None:
    """Writes what is shown of a record: typed row, derived columns, search row, and what depends on them in other records."""
    derived = derived_columns(type_name, values)
    bare(connection).execute(shape(type_name).put, to_row(type_name, record_id, values, derived))
    _put_search(connection, type_name, record_id, values, derived)


def _put_search(
    connection: Connection, type_name: str, record_id: str, values: Mapping[str, object], derived: Mapping[str, str | None]
) -> None:
    """Writes the search row, if the type has one."""
    found = search_row(connection, type_name, values, derived)
    if found is not None:
        bare(connection).execute(
            "INSERT OR REPLACE INTO search (id, type, norm, sort) VALUES (?, ?, ?, ?)", (record_id, type_name, *found)
        )
        refresh_dependants(connection, type_name, record_id, *found)


def remove(connection: Connection, type_name: str, record_id: str) -> None:
    """Takes a record off the screen: typed row and search row, and what it laid into the search rows of others."""
    connection.exec_driver_sql(shape(type_name).delete, (record_id,))
    connection.exec_driver_sql("DELETE FROM search WHERE id = ?", (record_id,))
    refresh_dependants(connection, type_name, record_id, "", "")
