"""What laptops bring back for others after a restore: every writing once, and none for another's sake (sync.md §4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol.lines import RecordLine
from sync.server.database import Store, lock_clock, open_store
from sync.server.devices.offices import add_office
from sync.server.exchange.cursors import open_epoch
from tests.support.near import Near, near

OFFICE = "0901"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Store]:
    """A server without a process."""
    opened = open_store(tmp_path / "server")
    add_office(opened, OFFICE)
    yield opened
    opened.close()


def put_back(server: Store, *laptops: Near) -> None:
    """A new epoch begins: whatever is not here was lost."""
    with server.write() as connection:
        lock_clock(connection)
        open_epoch(server, connection)
    for each in laptops:
        each.cursors.clear()


def rescue(server: Store, one: Near, author: Near, record: str, patch: dict[str, object], later: int = 9) -> None:
    """Brings a writing of an author back, as at a version that was lost."""
    one.epoch = 1
    one.op("rescue", "child", record, patch, later + one.version(record), user=author.user)
    one.push()


@pytest.fixture
def story(server: Store) -> tuple[Near, Near, str]:
    """Two laptops and a child; one of the two saved something at an instant, half of which the restored server has."""
    one, two = near(server, OFFICE), near(server, OFFICE)
    child = one.create("child", {"office": OFFICE, "school": "old"})
    one.push()
    one.op("edit", "child", child, {"school": "saved"}, one.version(child))
    assert one.push().verdicts == ()
    put_back(server, one, two)
    return one, two, child


def test_the_other_half_of_a_save_comes_back(server: Store, story: tuple[Near, Near, str]) -> None:
    one, two, child = story
    rescue(server, two, one, child, {"school": "older", "how_to_find": "saved"})
    body = two.pull_whole()[child]
    assert body is not None
    assert (body["how_to_find"], body["school"]) == ("saved", "saved"), "what its own operation brought stays"


def test_a_save_that_is_here_whole_is_not_brought_again(server: Store, story: tuple[Near, Near, str]) -> None:
    one, two, child = story
    version = two.version(child)
    rescue(server, two, one, child, {"school": "saved"})
    rescue(server, two, one, child, {"school": "older"}, 20)
    assert two.version(child) == version


def appended(server: Store, two: Near, child: str) -> str:
    """The text that was added to."""
    body = two.pull_whole()[child]
    assert body is not None
    return str(body["text"])


def test_two_additions_of_one_instant_are_both_kept(server: Store) -> None:
    one, two = near(server, OFFICE), near(server, OFFICE)
    case = one.create("case", {"office": OFFICE, "status": "open"})
    note = one.create("note", {"case": case, "text": "first"})
    one.push()
    put_back(server, one, two)
    two.epoch = 1
    two.op("rescue", "note", note, {"text": {"append": "second"}}, two.version(note) + 9, user=one.user)
    two.push()
    one.epoch = 1
    for piece in ("second", "third"):
        one.op("edit", "note", note, {"text": {"append": piece}}, one.version(note))
    one.push()
    assert appended(server, two, note).split("\n") == ["first", "second", "third"]


def test_a_later_version_of_an_addition_is_not_taken_for_the_earlier_one(server: Store) -> None:
    one, two, three = (near(server, OFFICE) for _ in range(3))
    case = one.create("case", {"office": OFFICE, "status": "open"})
    note = one.create("note", {"case": case, "text": "first"})
    one.push()
    put_back(server, one, two, three)
    for laptop, text, later in ((two, "second", 5), (three, "third", 9), (three, "second", 9)):
        laptop.epoch = 1
        laptop.op("rescue", "note", note, {"text": {"append": text}}, 1000 + later, user=one.user)
        laptop.push()
    assert appended(server, two, note).split("\n") == ["first", "second", "third"]


def test_both_clashes_of_one_save_come_back(server: Store) -> None:
    one, two = near(server, OFFICE), near(server, OFFICE)
    child = one.create("child", {"office": OFFICE, "school": "a", "how_to_find": "b"})
    one.push()
    put_back(server, one, two)
    for _ in range(2):
        for sides in ({"how_to_find": "c"}, {"school": "d"}):
            rescue(server, two, two, child, {"?": sides}, 500)
    page = two.exchange(count=0, wanted=(child,)).read.page
    [line] = [line for line in page if isinstance(line, RecordLine) and line.record == child]
    assert sorted((part.unit, *part.proposed.values()) for part in line.conflicts) == [("how_to_find", "c"), ("school", "d")]
