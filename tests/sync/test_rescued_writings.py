"""What laptops bring back for others after a restore: every writing once, and none for another's sake (sync.md §4)."""

from __future__ import annotations

import pytest

from app.data.outbox.capture import Author
from app.data.replica.rescue import from_the_end
from sync.protocol.lines import RecordLine
from sync.server.database import Store, lock_clock
from sync.server.exchange.cursors import open_epoch
from tests.support.near import Near, near

OFFICE = "0901"


@pytest.fixture
def server(store: Store) -> Store:
    """A server without a process."""
    return store


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


def clashes(laptop: Near, record: str) -> list[str]:
    """The units of a record's open clashes."""
    page = laptop.exchange(count=0, wanted=(record,)).read.page
    return [part.unit for line in page if isinstance(line, RecordLine) and line.record == record for part in line.conflicts]


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


def test_a_text_is_told_by_its_writers_also_where_one_of_them_wrote_it_anew() -> None:
    one, two = Author("one", "1"), Author("two", "2")
    pieces = [("first", one), ("first\nright", one), ("wrong", one), ("added", two)]
    assert from_the_end("first\nright\nadded", pieces) == ([("first\nright", one), ("added", two)], "")
    assert from_the_end("of old\nadded\nadded", pieces) == ([("added", two)], "of old\nadded"), "each once"
    assert from_the_end("odd\nunadded", pieces) == ([], "odd\nunadded"), "whole lines only"


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


def test_a_corrected_text_that_was_brought_back_is_its_authors_own(server: Store) -> None:
    one, two = near(server, OFFICE), near(server, OFFICE)
    case = one.create("case", {"office": OFFICE, "status": "open"})
    note = one.create("note", {"case": case, "text": "first"})
    one.push()
    before = one.version(note)
    put_back(server, one, two)
    first, second = "2026-01-05T03:00:00.001Z", "2026-01-05T03:00:00.002Z"
    two.epoch = one.epoch = 1
    two.op("rescue", "note", note, {"text": "first\nright"}, before + 9, user=one.user, at=second)
    two.push()
    one.op("edit", "note", note, {"text": {"append": "wrong"}}, before, at=first)
    one.op("edit", "note", note, {"text": "first\nright"}, before, at=second)
    one.push()
    assert appended(server, two, note) == "first\nright"
    assert clashes(two, note) == []


def test_words_that_who_brought_a_text_back_had_added_himself_are_not_written_over(server: Store) -> None:
    one, two = near(server, OFFICE), near(server, OFFICE)
    case = one.create("case", {"office": OFFICE, "status": "open"})
    note = one.create("note", {"case": case, "text": "first"})
    one.push()
    before = one.version(note)
    put_back(server, one, two)
    two.epoch = one.epoch = 1
    two.op("edit", "note", note, {"text": {"append": "added"}}, before, at="2026-01-05T03:00:00.003Z")
    two.op("rescue", "note", note, {"text": {"append": "right"}}, before + 9, user=one.user, at="2026-01-05T03:00:00.002Z")
    two.push()
    one.op("edit", "note", note, {"text": "first\nright"}, before, at="2026-01-05T03:00:00.002Z")
    one.push()
    assert "added" in appended(server, two, note)
    assert clashes(two, note) == ["text"]


def test_an_earlier_value_of_an_author_does_not_clash_with_his_later_one_that_was_brought_back(server: Store) -> None:
    one, two = near(server, OFFICE), near(server, OFFICE)
    child = one.create("child", {"office": OFFICE, "school": "old"})
    one.push()
    before = one.version(child)
    put_back(server, one, two)
    first, second = "2026-01-05T03:00:00.001Z", "2026-01-05T03:00:00.002Z"
    two.epoch = one.epoch = 1
    two.op("rescue", "child", child, {"school": "later"}, before + 9, user=one.user, at=second)
    two.push()
    one.op("edit", "child", child, {"school": "earlier", "how_to_find": "known"}, before, at=first)
    one.op("edit", "child", child, {"school": "later"}, before, at=second)
    one.push()
    body = two.pull_whole()[child]
    assert body is not None
    assert (body["school"], body["how_to_find"]) == ("later", "known")
    assert clashes(two, child) == []
