"""What migrations say of the tables of record types: made, widened, and filled with what newer computers sent already.

Fields are written as "case number:int kinds:set": a name stands for a text, `int` for whole numbers and yes or no, `set` and
`map` for what is stored as JSON. Frozen with the migrations that use it: a change here would change released ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

_FITS: Mapping[str, Callable[[object], bool]] = {
    "": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and -(1 << 63) <= value < 1 << 63,
    "set": lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value),
    "map": lambda value: isinstance(value, dict),
}
Indexes = tuple[tuple[str, ...], ...]


def type_table(name: str, fields: str, *, indexes: Indexes = (), derived: str = "") -> None:
    """Makes the table of a record type: id, its fields, what this version does not know, derived columns."""
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        *_columns(fields),
        sa.Column("extra", sa.Text(), nullable=True),
        *_columns(derived),
        sa.PrimaryKeyConstraint("id"),
    )
    _index(name, indexes)


def add_fields(table: str, fields: str, *, indexes: Indexes = ()) -> None:
    """Widens the table of a record type; what the former version had to keep aside of these fields moves to its column."""
    for column in _columns(fields):
        op.add_column(table, column)
    _index(table, indexes)
    _unpack(table, dict(_kinds(fields)))


def _kinds(fields: str) -> list[tuple[str, str]]:
    """Names with what they hold."""
    return [(name, kind) for name, _, kind in (field.partition(":") for field in fields.split())]


def _columns(fields: str) -> list[sa.Column[Any]]:
    """Columns for fields."""
    return [sa.Column(name, sa.Integer() if kind == "int" else sa.Text(), nullable=True) for name, kind in _kinds(fields)]


def _index(table: str, indexes: Indexes) -> None:
    """Indexes over columns."""
    for names in indexes:
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names), unique=False)


def _unpack(table: str, kinds: Mapping[str, str]) -> None:
    """Moves what fits its column; anything else stays aside, nothing is lost."""
    connection = op.get_bind()
    for record, extra in connection.execute(sa.text(f'SELECT id, extra FROM "{table}" WHERE extra IS NOT NULL')).fetchall():
        kept = json.loads(extra)
        found = {name: value for name, value in kept.items() if name in kinds and _FITS[kinds[name]](value)}
        for name, value in found.items():
            stored = _json(value) if kinds[name] in {"set", "map"} else int(value) if kinds[name] == "int" else value
            statement = sa.text(f'UPDATE "{table}" SET "{name}" = :value WHERE id = :id')
            connection.execute(statement, {"value": stored, "id": record})
        left = {name: value for name, value in kept.items() if name not in found}
        if found:
            statement = sa.text(f'UPDATE "{table}" SET extra = :left WHERE id = :id')
            connection.execute(statement, {"left": _json(left) if left else None, "id": record})


def _json(value: object) -> str:
    """Canonical JSON, as columns hold it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
