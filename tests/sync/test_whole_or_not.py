"""An operation that the server cannot apply changes nothing, wherever it fails (sync.md §2)."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import insert, update

from app.domain.ids import new_id
from sync.protocol import codec
from sync.protocol.canonical import body_hash
from sync.server import models
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from sync.server.exchange.apply import Applier
from sync.server.exchange.arrived import Arrived
from sync.server.exchange.exchange import Exchange
from sync.server.exchange.journal import Journal
from sync.server.exchange.rescue import Rescues
from tests.support.laptop import AT, Laptop
from tests.support.near import Near, near

OFFICE, BELOW = "01", "0101"
FORM = codec.media_type("")
ID = "0b8ff267-2cc5-4994-983b-7df27e6a8800"
MALFORMED: dict[str, list[Any]] = {
    "kinds that have no order": [[5, 0, ""], [ID, 0, ""]],
    "a number": [5],
    "a number among good ones": [[ID, 0, ""], 7],
    "three letters": ["abc"],
    "an object of three names": [{"a": 1, "b": 2, "c": 3}],
    "a list for a record": [[[ID], 0, ""]],
    "an object for a record": [[{}, 0, ""]],
    "nothing for a record": [[None, 0, ""], [ID, 0, ""]],
    "no record's id": [["x", 0, ""]],
    "too few": [[ID, 0]],
    "too many": [[ID, 0, "", ""]],
    "a word for a version": [[ID, "1", ""]],
    "too many versions": [[ID, [1, 2, 3], ""]],
    "yes for a version": [[ID, True, ""]],
    "a number for a hash": [[ID, 0, 5]],
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Store]:
    """A server with two offices, one above the other."""
    store = open_store(tmp_path / "server")
    add_office(store, OFFICE)
    add_office(store, BELOW)
    yield store
    store.close()


@pytest.fixture
def laptop(server: Store) -> Near:
    """A laptop of the office above."""
    return near(server, OFFICE)


@pytest.mark.parametrize("name", MALFORMED)
def test_an_approval_whose_statements_are_malformed_changes_nothing(server: Store, laptop: Near, name: str) -> None:
    record, other = (laptop.create("child", {"office": OFFICE, "school": "before"}) for _ in range(2))
    assert laptop.push().verdicts == ()
    version = laptop.version(record)
    before = rows(server)
    laptop.op("approve", "child", record, {"school": "after"}, version, asserts=MALFORMED[name])
    laptop.op("edit", "child", other, {"school": "other"}, version)
    answer = laptop.push()
    assert [(each.verdict, each.reason) for each in answer.verdicts] == [("held", "malformed")]
    stored = {name: body and body["school"] for name, body in laptop.pull_whole().items()}
    assert stored == {record: "before", other: "other"}
    assert laptop.version(record) == version
    after = rows(server)
    for table in ("conflict", "membership", "field_writers"):
        assert [row for row in after[table] if row["record"] == record] == [
            row for row in before[table] if row["record"] == record
        ]


def test_statements_of_either_form_are_taken(laptop: Near) -> None:
    record, other = (laptop.create("child", {"office": OFFICE, "school": "before"}) for _ in range(2))
    assert laptop.push().verdicts == ()
    version, hashed = laptop.version(record), body_hash(laptop.pull_whole()[other] or {})
    laptop.op("approve", "child", record, {"school": "after"}, version, asserts=[[other, version, hashed]])
    shown = [[other, [1, version], hashed], [new_id(), 0, ""]]
    laptop.op("approve", "child", record, {"school": "later"}, version, asserts=shown)
    assert [each.verdict for each in laptop.push().verdicts] == ["conflict"]
    assert (laptop.bodies[record] or {})["school"] == "later"


def test_a_clash_of_an_earlier_version_whose_records_cannot_be_read_stops_no_edit(server: Store, laptop: Near) -> None:
    record = laptop.create("child", {"office": OFFICE, "school": "before"})
    assert laptop.push().verdicts == ()
    version = laptop.version(record)
    side = {"unit": "*approved", "current": "{}", "current_user": laptop.user, "current_at": AT, "opened": version}
    told = {"*approved": [[5, 0], ["x", 0], 7, [], [ID, 0]]}
    more = {"home": OFFICE, "record": record, "id": "c", "proposed": json.dumps(told), "proposed_user": "", "proposed_at": AT}
    with server.write() as connection:
        connection.execute(insert(models.conflict), [{**side, **more, "closed": None, "groups": None}])
    laptop.op("edit", "child", record, {"school": "after"}, version)
    assert laptop.push().verdicts == ()
    with server.read() as connection:
        flags = connection.exec_driver_sql("SELECT flags FROM record WHERE id = ?", (record,)).scalar()
    assert json.loads(str(flags)) == {"approved_other_text": [ID]}


# ---- what fails in the middle ----

TABLES = (
    "op_log",
    "record",
    "field_writers",
    "conflict",
    "membership",
    "scope_root",
    "held",
    "user_right",
    "incarnation",
    "alias",
)
NOT_THE_SAME = ("received_at", "held_at", "freed_at", "reason")
"""Instants, and why an operation is held: here it is seldom reached where it fails at once."""


def rows(server: Store) -> dict[str, list[dict[str, Any]]]:
    """All that operations leave behind."""
    with server.read() as connection:
        found = {}
        for table in TABLES:
            kept = [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings()]
            for row in kept:
                if row.get("verdict") == "held":
                    row["told"] = None
            found[table] = [{name: value for name, value in row.items() if name not in NOT_THE_SAME} for row in kept]
            found[table].sort(key=repr)
    return found


Identity = tuple[str, int]


@contextmanager
def failing_at_the_end(bad: Set[Identity]) -> Iterator[None]:
    """Some operations fail when all that they change is changed."""
    real = Rescues.note

    def note(self: Rescues, op: Any, identity: Identity) -> None:
        if identity in bad:
            raise TypeError("here")
        real(self, op, identity)

    with patch.object(Rescues, "note", note):
        yield


@contextmanager
def failing_at_once(bad: Set[Identity]) -> Iterator[None]:
    """The same operations fail before they change anything."""
    real = Applier._apply

    def apply(self: Applier, arrived: Arrived, op: Any) -> Any:
        if (arrived.incarnation, arrived.seq) in bad:
            raise TypeError("here")
        return real(self, arrived, op)

    with patch.object(Applier, "_apply", apply):
        yield


@contextmanager
def undone(seen: Counter[str]) -> Iterator[None]:
    """Counts what is taken back."""
    real = Journal.undo

    def undo(self: Journal) -> None:
        kept = list(self.before.values())
        seen["new"] += kept.count(None)
        seen["several"] += len(kept) > 1
        for each in kept:
            if each is not None:
                seen["changed"] += 1
                seen["alias"] += self._aliases.get(each.item.id) is not each.alias
                seen["moved"] += each.item.office != each.parts[5]
                seen["clash"] += len(each.item.opened) > each.opened
        real(self)

    with patch.object(Journal, "undo", undo):
        yield


PEOPLE = [new_id() for _ in range(2)]
CHILDREN, CASES, NOTES = (
    [f"0b8ff267-2cc5-4994-983b-7df27e6a8{kind}{number}" for number in range(6)] for kind in ("11", "22", "33")
)


def creations(draw: random.Random) -> tuple[str, str, str, dict[str, Any]]:
    """A new record, or one that is there already."""
    office, group = draw.choice((OFFICE, BELOW)), draw.choice(("hiv_rh", None, None))
    return draw.choice(
        (
            ("create", "child", draw.choice(CHILDREN), {"office": office, "school": fresh(draw)}),
            ("create", "case", draw.choice(CASES), {"office": office, "child": draw.choice(CHILDREN), "risk_level": "low"}),
            ("create", "form_response", draw.choice(NOTES), {"case": draw.choice(CASES), "restricted": group}),
            ("create", "user", draw.choice(PEOPLE), {"office": office, "name": "B", "active": True}),
        )
    )


def changes(draw: random.Random) -> tuple[str, str, str, dict[str, Any]]:
    """A change of a record, which may not be there."""
    child, case, note = draw.choice(CHILDREN), draw.choice(CASES), draw.choice(NOTES)
    office, roles = draw.choice((OFFICE, BELOW)), {"add": [draw.choice(("clerk", "inspector"))], "del": []}
    ways: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("edit", "child", child, {"school": fresh(draw)}),
        *[("edit", "child", child, {"office": office})] * 3,
        *[("edit", "case", case, {"office": office, "risk_level": draw.choice(("low", "high"))})] * 3,
        ("edit", "case", case, {"child": child}),
        ("edit", "form_response", note, {"case": case, "answers:/data/a": fresh(draw)}),
        ("edit", "user", draw.choice(PEOPLE), {"roles": roles}),
        ("delete", draw.choice(("child", "case")), draw.choice((child, case)), {}),
        *[("merge_records", "child", child, {"into": draw.choice([*CHILDREN, None])})] * 3,
        ("approve", "case", case, {"risk_level": fresh(draw)}),
    )
    return draw.choice(ways)


def fresh(draw: random.Random) -> str:
    """A value that no other one equals."""
    return f"{draw.getrandbits(64):x}"


def story(laptop: Laptop, draw: random.Random) -> tuple[list[bytes], set[Identity]]:
    """Requests of several numberings of one laptop, and which of their operations are to fail."""
    bodies, bad = [], set[Identity]()
    for part in range(6):
        laptop.incarnation, laptop.lines = f"{draw.getrandbits(128):032x}", []
        for _ in range(draw.randint(20, 30) if part == 0 else draw.randint(8, 16)):
            make = creations if draw.random() < (0.9 if part == 0 else 0.3) else changes
            kind, type_name, record, told = make(draw)
            shown = [[draw.choice(CHILDREN), 1, "0" * 64]] if kind == "approve" else []
            seq = laptop.op(
                kind, type_name, record, told, 0 if kind == "create" else draw.choice((1, 9, 30, 9999, 9999)), asserts=shown
            )
            if draw.random() < (0.1 if part == 0 else 0.4):
                bad.add((laptop.incarnation, seq))
        bodies.append(codec.pack(laptop.request(1, cursors={}), ""))
    return bodies, bad


def left_by(begun: Path, folder: Path, laptop: Laptop, bodies: Sequence[bytes]) -> dict[str, list[dict[str, Any]]]:
    """What requests leave behind on a server with the data of another one; what is held is given up after each."""
    shutil.copytree(begun, folder)
    with closing(open_store(folder)) as store:
        for body in bodies:
            Exchange(store).answer(laptop.device, FORM, body)
            with store.write() as connection:
                connection.execute(update(models.held).values(state="discarded"))
        return rows(store)


def test_what_fails_when_all_is_changed_leaves_what_one_leaves_that_fails_at_once(
    server: Store, laptop: Near, tmp_path: Path
) -> None:
    server.close()
    seen: Counter[str] = Counter()
    for seed in range(20):
        bodies, bad = story(laptop, random.Random(seed))
        with failing_at_once(bad):
            at_once = left_by(server.folder, tmp_path / f"{seed}-once", laptop, bodies)
        with failing_at_the_end(bad), undone(seen):
            at_the_end = left_by(server.folder, tmp_path / f"{seed}-end", laptop, bodies)
        assert at_once == at_the_end, seed
    assert all(seen[name] > 3 for name in ("new", "changed", "several", "alias", "moved", "clash")), seen
