"""Reading: records by id or by equal fields, in order, page by page; what is special lives in `app.data.queries`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from app.data import rows
from app.data.replica import aliases, log_gaps
from app.data.values import to_column
from app.domain.clock import Clock
from app.domain.errors import InputError
from app.domain.records import Actor, Record
from app.text.zone import local_today

_AT_ONCE = 500
"""Ids in one statement, well below the number of parameters that SQLite takes."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of one field (or the making or deletion of the record, then `field` is None); `at` is UTC text."""

    what: str
    field: str | None
    old: object
    new: object
    user: str
    at: str


_T = TypeVar("_T")


class Reader:
    """Reads within one transaction: everything is of one moment."""

    def __init__(self, connection: Connection, actor: Actor, clock: Clock) -> None:
        self.connection = connection
        self.actor = actor
        self.clock = clock
        self._made: dict[object, Any] = {}

    def once(self, key: object, make: Callable[[], _T]) -> _T:
        """What many ask of this one moment, made for the first of them; who writes makes it anew for each."""
        if key not in self._made:
            self._made[key] = make()
        return cast(_T, self._made[key])

    def today(self) -> date:
        """Today in Cambodia by the database's clock."""
        return local_today(self.clock)

    def maybe(self, type_name: str, record_id: str) -> Record | None:
        """The record, or None when it is not here."""
        return rows.read(self.connection, type_name, record_id)

    def get(self, type_name: str, record_id: str) -> Record:
        """The record; InputError `record_not_found`."""
        record = self.maybe(type_name, record_id)
        if record is None:
            raise InputError("record_not_found", type=type_name, id=record_id)
        return record

    def many(self, type_name: str, ids: Iterable[str]) -> dict[str, Record]:
        """Those of some records that are here, by id, without their versions: one statement for each `_AT_ONCE` of them."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Record] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = tuple(wanted[start : start + _AT_ONCE])
            found |= {row.id: row for row in self.plain(type_name, id=some)}
        return found

    def find(
        self,
        type_name: str,
        *,
        order: Sequence[str] = (),
        limit: int | None = None,
        after: Sequence[object] | None = None,
        **equals: object,
    ) -> list[Record]:
        """Records whose fields equal the values given (a tuple: one of them; None: empty).

        `order` names columns, derived ones too, with "-" before for falling; the id comes last by itself. `after` goes on
        behind a row: its values of the columns in `order` and its id (see `place_of`), so a list pages by key.
        """
        where, parameters = _where(type_name, equals)
        terms = _order(type_name, order)
        if after is not None:
            condition, more = _behind(terms, after)
            where, parameters = [*where, condition], [*parameters, *more]
        sql = rows.shape(type_name).select + (f" WHERE {' AND '.join(where)}" if where else "")
        if order or limit is not None:
            sql += " ORDER BY " + ", ".join(f't."{name}"{" DESC" if falling else ""}' for name, falling in terms)
        if limit is not None:
            sql, parameters = f"{sql} LIMIT ?", [*parameters, limit]
        found = self.connection.exec_driver_sql(sql, tuple(parameters))
        return [rows.from_row(type_name, row) for row in found]

    def plain(self, type_name: str, **equals: object) -> list[Record]:
        """The same in no order and without their versions, which stand in another table: half as much is read.

        A version is asked for by who writes over what somebody saw.
        """
        where, parameters = _where(type_name, equals)
        sql = rows.shape(type_name).bare + (f" WHERE {' AND '.join(where)}" if where else "")
        found = self.connection.exec_driver_sql(sql, tuple(parameters))
        return [rows.from_row(type_name, row) for row in found]

    def place_of(self, type_name: str, record_id: str, order: Sequence[str]) -> tuple[object, ...]:
        """Where a record stands in an order, for `after`; InputError `record_not_found`."""
        columns = ", ".join(f't."{name}"' for name, _ in _order(type_name, order))
        row = self.connection.exec_driver_sql(f'SELECT {columns} FROM "{type_name}" t WHERE t.id = ?', (record_id,)).fetchone()
        if row is None:
            raise InputError("record_not_found", type=type_name, id=record_id)
        return tuple(row)

    def count(self, type_name: str, **equals: object) -> int:
        """How many records have fields equal to the values given."""
        where, parameters = _where(type_name, equals)
        sql = f'SELECT count(*) FROM "{type_name}" t' + (f" WHERE {' AND '.join(where)}" if where else "")
        return int(self.connection.exec_driver_sql(sql, tuple(parameters)).scalar_one())

    def version(self, record_id: str) -> int:
        """The server's sequence number of the record's base; 0 when it was never exchanged."""
        row = self.connection.exec_driver_sql("SELECT base_seq FROM record WHERE id = ?", (record_id,)).fetchone()
        return int(row[0]) if row else 0

    def type_of(self, record_id: str) -> str | None:
        """The type of the record with this id, shown or not; None when it is unknown."""
        row = self.connection.exec_driver_sql("SELECT type FROM record WHERE id = ?", (record_id,)).fetchone()
        return str(row[0]) if row else None

    def current(self, record_id: str) -> str:
        """The id of the record that one was merged into, to the end of the chain; its own when it was not."""
        return aliases.follow(self.connection, record_id)

    def currents(self, ids: Iterable[str]) -> dict[str, str]:
        """The same of many records, by id: only those that were merged are followed."""
        merged = aliases.merged(self.connection)
        return {one: self.current(one) if one in merged else one for one in ids}

    def same_as(self, record_id: str) -> tuple[str, ...]:
        """The ids of a record and of all that were merged into it."""
        return aliases.same_as(self.connection, record_id)

    def history(self, record_id: str) -> list[HistoryLine]:
        """All changes of a record, oldest first."""
        found = self.connection.exec_driver_sql(
            "SELECT what, field, old, new, user, at FROM history WHERE record = ? ORDER BY at, id", (record_id,)
        )
        return [HistoryLine(what, field, _value(old), _value(new), user, at) for what, field, old, new, user, at in found]

    def older_history(self, records: Sequence[str]) -> bool:
        """Whether the server may have history of records that is not here: older, or more than was sent."""
        return log_gaps.older_on_server(self.connection, records)

    def ops_waiting(self) -> int:
        """How many operations the server has not answered yet."""
        return int(self.connection.exec_driver_sql("SELECT count(*) FROM op WHERE verdict IS NULL").scalar_one())

    def meta(self, key: str) -> str | None:
        """A fact about this file, or None."""
        row = self.connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None


def _value(stored: str | None) -> object:
    """A value of the history."""
    return None if stored is None else json.loads(stored)


def _known(type_name: str, name: str) -> str:
    """A column's name, if the type has it; KeyError else, so that no text becomes part of a statement."""
    form = rows.shape(type_name)
    if name != "id" and name not in form.derived and all(name != field for field, _ in form.wire):
        raise KeyError(f"{type_name}.{name}")
    return name


def _where(type_name: str, equals: Mapping[str, object]) -> tuple[list[str], list[object]]:
    """Conditions and their parameters."""
    kinds = dict(rows.shape(type_name).wire)
    conditions: list[str] = []
    parameters: list[object] = []
    for name, wanted in equals.items():
        column = f't."{_known(type_name, name)}"'
        kind = kinds.get(name, "text")
        if wanted is None:
            conditions.append(f"{column} IS NULL")
        elif isinstance(wanted, tuple):
            conditions.append(f"{column} IN ({','.join('?' * len(wanted))})")
            parameters.extend(to_column(kind, value) for value in wanted)
        else:
            conditions.append(f"{column} = ?")
            parameters.append(to_column(kind, wanted.isoformat() if isinstance(wanted, date) else wanted))
    return conditions, parameters


def _order(type_name: str, order: Sequence[str]) -> list[tuple[str, bool]]:
    """Columns and whether they fall; the id last, falling with the last column."""
    terms = [(_known(type_name, name.lstrip("-")), name.startswith("-")) for name in order]
    return terms if any(name == "id" for name, _ in terms) else [*terms, ("id", terms[-1][1] if terms else False)]


def _behind(terms: Sequence[tuple[str, bool]], after: Sequence[object]) -> tuple[str, list[object]]:
    """The condition that a row comes after a place in an order; empty values stand first, as SQLite sorts them."""
    if len(after) != len(terms):
        raise ValueError("a place has one value for each column of the order, the id too")
    ways: list[str] = []
    parameters: list[object] = []
    for number, ((name, falling), value) in enumerate(zip(terms, after, strict=True)):
        further = _further(name, falling, value)
        if further is None:
            continue
        equal = [(f't."{other}"', at) for (other, _), at in zip(terms[:number], after, strict=False)]
        way = [f"{column} IS NULL" if at is None else f"{column} = ?" for column, at in equal] + [further[0]]
        ways.append("(" + " AND ".join(way) + ")")
        parameters.extend([at for _, at in equal if at is not None] + further[1])
    return "(" + " OR ".join(ways) + ")", parameters


def _further(name: str, falling: bool, value: object) -> tuple[str, list[object]] | None:
    """The condition that a column lies beyond a value; None when nothing does."""
    column = f't."{name}"'
    if value is None:
        return None if falling else (f"{column} IS NOT NULL", [])
    return (f"({column} < ? OR {column} IS NULL)", [value]) if falling else (f"{column} > ?", [value])


def each(found: Iterator[Sequence[object]], type_name: str) -> Iterator[Record]:
    """Records of rows that a query gave with `Shape.select`."""
    return (rows.from_row(type_name, row) for row in found)
