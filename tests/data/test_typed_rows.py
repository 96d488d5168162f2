"""Typed rows written many at once are those written one by one, and both drivers store nothing, bytes and truth as they are."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from app.data.database import Database
from app.data.derived import derived_columns
from app.data.rows import put, put_rows, to_row
from app.domain.records import Actor

WIDE: dict[str, object] = {"office": "0203", "given_name_latin": "Dara", "sex": "male", "notes_of_tomorrow": "kept"}
NARROW: dict[str, object] = {"office": "0204"}


def typed(record: str, values: dict[str, object]) -> tuple[Any, ...]:
    """A child's row."""
    return to_row("child", record, values, derived_columns("child", values))


def stored(database: Database) -> list[tuple[Any, ...]]:
    """All children's rows."""
    with database.transaction() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM child ORDER BY id")]


def test_many_rows_at_once_are_the_same_rows(database: Database, actor: Actor) -> None:
    with database.transaction() as connection:
        put(connection, "child", "a", WIDE)
        put(connection, "child", "b", NARROW)
    one_by_one = stored(database)
    with database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM child")
        put_rows(connection, "child", [typed("a", WIDE), typed("b", NARROW)])
    assert stored(database) == one_by_one


def test_a_row_that_takes_the_place_of_another_keeps_nothing_of_it(database: Database, actor: Actor) -> None:
    with database.transaction() as connection:
        put_rows(connection, "child", [typed("a", NARROW)])
    alone = stored(database)
    with database.transaction() as connection:
        put_rows(connection, "child", [typed("a", WIDE)])
        put_rows(connection, "child", [typed("a", NARROW)])
    assert stored(database) == alone


@pytest.mark.parametrize("connect", [sqlite3.connect, driver.connect], ids=["server", "laptop"])
def test_values_are_stored_as_they_are(connect: Any) -> None:
    connection = connect(":memory:")
    values = (None, b"\x00\xff", b"", True, False, 2**62, "ក", 1.5)
    told = connection.execute("SELECT " + ",".join(f"?{n}, typeof(?{n})" for n in range(1, len(values) + 1)), values).fetchone()
    connection.close()
    assert told[::2] == (None, b"\x00\xff", b"", 1, 0, 2**62, "ក", 1.5)
    assert told[1::2] == ("null", "blob", "blob", "integer", "integer", "integer", "text", "real")
