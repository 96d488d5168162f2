"""No request of a laptop looks through a whole table: what it costs does not grow with what lies on the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.domain.ids import new_id
from sync.protocol.blobs import Talk, Told
from sync.server.blobs.blobs import At, Blobs, device_named
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.near import near

OFFICE = "0101"
CONTENTS = ("blob", "blob_ref", "blob_upload", "blob_erased")
GROWING = ("op_log", "record", "field_writers", "conflict", "membership", "commit_log", "audit", "erased", "alias", *CONTENTS)
"""Tables that grow with every year of work."""


@contextmanager
def statements(store: Store) -> Iterator[dict[str, Any]]:
    """What is asked of the database within a block: statement → its values."""
    asked: dict[str, Any] = {}

    def noted(_c: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        asked.setdefault(statement, values[0] if many else values)

    event.listen(store.engine, "before_cursor_execute", noted)
    try:
        yield asked
    finally:
        event.remove(store.engine, "before_cursor_execute", noted)


def plans(store: Store, asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Statements with what the database says of each of their steps."""
    found = []
    with store.read() as connection:
        for statement, values in asked.items():
            if statement.startswith(("SELECT", "UPDATE", "DELETE")):
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all():
                    found.append((statement, row.detail))
    return found


def scanned(store: Store, asked: dict[str, Any]) -> list[tuple[str, str]]:
    """Statements that look through a whole table that grows, with what the database says of it."""
    named = ((plan, re.match(r"SCAN (\w+)", plan[1])) for plan in plans(store, asked))
    return [plan for plan, table in named if table and table[1] in GROWING]


def test_no_request_looks_through_a_whole_table(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    add_office(store, OFFICE)
    one, two = near(store, OFFICE), near(store, OFFICE)
    with statements(store) as asked:
        child = one.create("child", {"office": OFFICE, "school": "of one"})
        case = one.create("case", {"child": child})
        one.create("attachment", {"case": case, "sha256": "0a" * 32})
        one.op("edit", "child", new_id(), {"school": "of nobody"})
        assert [each.verdict for each in one.push().verdicts] == ["held"]
        one.sent = 0
        assert [each.verdict for each in one.push().verdicts] == ["held"], "once more, all known"
        two.pull()
        two.op("edit", "child", child, {"school": "of two"}, base=two.version(child))
        two.push()
        one.op("edit", "child", child, {"school": "again of one"}, base=1)
        assert [each.verdict for each in one.push().verdicts] == ["conflict"]
        two.pull()
        two.op("delete", "case", case, {}, base=two.version(case))
        two.op("edit", "child", child, {"office": OFFICE, "how_to_find": "here"}, base=two.version(child))
        two.push()
        one.pull()
        one.exchange(count=0)
        assert len(one.bodies) >= 3
    assert len(asked) > 30
    assert scanned(store, asked) == []
    store.close()


def test_a_talk_about_contents_looks_through_no_whole_table(tmp_path: Path) -> None:
    """Also where a laptop asks for contents whose records left it."""
    store = open_store(tmp_path)
    for office in (OFFICE, "0102"):
        add_office(store, office)
    one, other = near(store, OFFICE), near(store, "0102")
    case = one.create("case", {"office": OFFICE, "status": "open"})
    brought, lost = Blobs(store).put(OFFICE, one.device, b"a letter"), "0a" * 32
    for name in (brought, lost):
        one.create("attachment", {"case": case, "sha256": name})
    one.push()
    one.op("edit", "case", case, {"office": other.office}, base=one.version(case))
    assert one.push().verdicts == ()
    former, owner = (device_named(store, each.device) for each in (one, other))
    with statements(store) as asked:
        assert Blobs(store).talk(former, Talk((brought,), (brought, lost), "")) == Told((0,), (0, 0), (lost,))
        assert Blobs(store).talk(owner, Talk((brought,), (), "")) == Told((8,), (), (lost,))
        assert Blobs(store).begin(owner, brought, 8) == At(8, True)
    assert scanned(store, asked) == []
    assert [plan for plan in plans(store, asked) if "membership_scope" in plan[1]] == [], "not all that the device has"
    store.close()
