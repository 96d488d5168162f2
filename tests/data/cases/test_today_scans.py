"""Today looks through no table that grows with every year of work: what it costs depends on what is open, not on what was."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import event

from app.data.database import Database
from app.services.desk.today import today
from tests.data.cases.support import WORKER, register

GROWING = ("op", "history", "audit", "foreign_op", "record")
"""Tables that only ever grow."""


def looked_through(statement: str, plan: str) -> str:
    """The table that a step of a plan reads from end to end, by its own name; "" for none or what an index holds."""
    named = re.match(r"SCAN (\w+)$", plan)
    if named is None:
        return ""
    alias = re.search(rf"(?:FROM|JOIN) (\w+) {named[1]}\b", statement)
    return alias[1] if alias else named[1]


def test_today_looks_through_no_table_that_only_grows(database: Database) -> None:
    register(database)
    asked: dict[str, Any] = {}

    def noted(_c: object, _cursor: object, statement: str, values: Any, _context: object, _many: bool) -> None:
        asked.setdefault(statement, values)

    with database.read(WORKER) as reader:
        event.listen(reader.connection, "before_cursor_execute", noted)
        groups = today(reader)
        event.remove(reader.connection, "before_cursor_execute", noted)
        scanned = [
            (statement, row[3])
            for statement, values in asked.items()
            if statement.lstrip().startswith("SELECT")
            for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            if looked_through(statement, row[3]) in GROWING
        ]
    assert groups
    assert len(asked) > 20
    assert scanned == []
