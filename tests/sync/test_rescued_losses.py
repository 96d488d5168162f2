"""What comes back after a restore loses nothing without a word: others' values, corrections, earlier states (sync.md §4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.server.database import Store, lock_clock
from sync.server.exchange.cursors import open_epoch
from sync.server.keeping.backup import backup, restore
from tests.support.near import near
from tests.support.near_office import NearLaptop
from tests.support.put_back import OFFICE, Place
from tests.sync.test_restore import stands


@pytest.fixture
def server(store: Store) -> Store:
    """A server without a process."""
    return store


def begin(place: Place, words: str = "first") -> tuple[str, str]:
    """Three laptops with a child and a note."""
    one, _, _ = place.laptop(), place.laptop(), place.laptop()
    child = one.child(school="before")
    note = one.create("note", case=one.create("case", office=OFFICE, child=child, status="open"), text=words)
    place.settle()
    return child, note


def clashes(place: Place) -> list[str]:
    """The units of all clashes."""
    return [str(unit) for (unit,) in place.sql("SELECT unit FROM conflict")]


def text_of(laptop: NearLaptop, note: str) -> str:
    """The text that is shown."""
    return str((laptop.shown("note", note) or {})["text"])


def rescued(place: Place, old: Path | str, note: str) -> tuple[str, list[str]]:
    """What is shown, and what clashes, when another laptop comes back before the author of a note's words."""
    place.put_back(old)
    one, two, _ = place.laptops
    two.exchange()
    one.exchange()
    place.settle()
    return text_of(two, note), clashes(place)


def test_what_was_brought_back_under_another_name_is_not_written_over(server: Store) -> None:
    one, two = near(server, OFFICE), near(server, OFFICE)
    child = one.create("child", {"office": OFFICE, "family_name_km": "a", "given_name_km": "b"})
    one.push()
    before = one.version(child)
    with server.write() as connection:
        lock_clock(connection)
        open_epoch(server, connection)
    one.cursors.clear()
    two.cursors.clear()
    one.epoch = two.epoch = 1
    at = "2026-01-05T03:00:00.001Z"
    names = {"family_name_km": "of another", "given_name_km": "of one"}
    two.op("rescue", "child", child, names, before + 9, user=one.user, at=at)
    two.push()
    one.epoch = 1
    one.op("edit", "child", child, {"family_name_km": "earlier", "given_name_km": "of one"}, before, at=at)
    answer = one.push()
    assert (two.pull_whole()[child] or {})["family_name_km"] == "of another"
    assert [each.verdict for each in answer.verdicts] == ["conflict"]


def test_a_name_that_somebody_wrote_over_anothers_stays_under_his_own(place: Place) -> None:
    child, _ = begin(place)
    old = place.copy()
    one, two, three = place.laptops
    one.edit("child", child, family_name_km="of one", given_name_km="too")
    one.exchange()
    three.exchange()
    three.edit("child", child, family_name_km="of three")
    three.exchange()
    two.exchange()
    place.put_back(old)
    one, two, three = place.laptops
    place.laptops[:] = [two, one]
    place.settle()
    assert stands(two, child, "family_name_km", "of three")
    assert (three.session.actor.user, "(name_km)") in place.authors(child) or "(name_km)" in clashes(place)
    [(author,)] = place.sql(
        "SELECT author FROM op_log WHERE record = :id AND kind = 'rescue' AND changes LIKE '%of three%'", id=child
    )
    assert author == three.session.actor.user


def test_a_paragraph_that_was_taken_out_does_not_come_back_with_what_was_added_later(place: Place) -> None:
    _, note = begin(place, "wrong words\nright words")
    old = place.copy()
    one = place.laptops[0]
    one.edit("note", note, text="right words")
    one.exchange()
    one.edit("note", note, text="right words\nadded")
    place.settle()
    assert rescued(place, old, note) == ("right words\nadded", [])


def test_one_corrected_line_does_not_stand_beside_the_wrong_one(place: Place) -> None:
    _, note = begin(place, "wrong")
    old = place.copy()
    place.laptops[0].edit("note", note, text="right")
    place.settle()
    assert rescued(place, old, note) == ("right", [])


def test_what_was_written_before_a_deletion_is_there_when_somebody_else_keeps_the_record(place: Place) -> None:
    child, _ = begin(place)
    old = place.copy()
    one, two, three = place.laptops
    one.edit("child", child, school="last word of one")
    one.exchange()
    with one.session.write("delete") as uow:
        uow.delete("child", child)
    one.exchange()
    two.exchange()
    three.edit("child", child, how_to_find="of three")
    place.put_back(old)
    one, two, three = place.laptops
    two.exchange()
    one.exchange()
    assert (one.shown("child", child), clashes(place)) == (None, [])
    three.exchange()
    place.settle()
    assert (one.shown("child", child) or {})["how_to_find"] == "of three"
    assert stands(one, child, "school", "last word of one")


def test_words_that_are_a_part_of_other_words_come_back(place: Place) -> None:
    _, note = begin(place, "father was not at home")
    old = place.copy()
    place.laptops[0].edit("note", note, text="father was not at home\nat home")
    place.settle()
    place.put_back(old)
    del place.laptops[0]
    place.settle()
    assert text_of(place.laptops[0], note) == "father was not at home\nat home"


@pytest.mark.parametrize("order", [(1, 3), (3, 1)])
def test_what_two_restores_took_of_two_histories_clashes(place: Place, order: tuple[int, int]) -> None:
    child, _ = begin(place)
    place.laptop()
    place.settle()
    backup(place.store, place.folder / "backup")
    for writer, reader in ((0, 1), (2, 3)):
        place.laptops[writer].edit("child", child, school=f"of {writer}")
        place.laptops[writer].exchange()
        place.laptops[writer].exchange()
        place.laptops[reader].exchange()
        restore(place.store, place.folder / "backup")
        place.start()
    place.laptops[:] = [place.laptops[each] for each in order]
    for each in place.laptops:
        each.exchange()
    place.settle()
    assert all(stands(place.laptops[0], child, "school", f"of {writer}") for writer in (0, 2))
