"""Erasure by law: what was erased is nowhere, on no laptop and in no table, and does not come back (sync.md §3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.server.faults import ServerFault
from sync.server.keeping.backup import backup, restore
from sync.server.keeping.erasure import erase
from tests.support.near_office import NearLaptop
from tests.support.postgres import cluster
from tests.support.put_back import OFFICE, Place
from tests.support.server import serving
from tests.support.unpacked import unpacked

TOKEN = "Zimtstern"


def on_laptop(laptop: NearLaptop) -> list[str]:
    """Tables of a laptop that hold the token."""
    tables = [name for (name,) in laptop.sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [name for name in tables if TOKEN in str([*map(_readable, laptop.sql(f'SELECT * FROM "{name}"'))])]


def _readable(row: tuple[object, ...]) -> list[str]:
    """A row's values as text."""
    return [unpacked(each) for each in row]


def on_server(place: Place) -> list[str]:
    """Files of the server and of its database that hold the token; PostgreSQL's log does for a while (`test_traces`)."""
    files = [each for each in (place.folder / "server").rglob("*") if each.is_file()]
    found = [each.name for each in files if TOKEN.encode() in each.read_bytes()]
    if place.database:
        found += [each for each in cluster().files_with(place.database, TOKEN.encode()) if each != "pg_wal"]
    return found


def story(laptop: NearLaptop) -> tuple[str, str]:
    """A child with a case and a note, all full of the token; another child stays."""
    laptop.child(school="stays")
    child = laptop.child(school=TOKEN, how_to_find=TOKEN)
    case = laptop.create("case", office=OFFICE, child=child, status="open")
    laptop.create("note", case=case, text=f"about {TOKEN}")
    return child, case


def test_invariant_11_an_erased_record_is_nowhere_and_does_not_come_back(place: Place) -> None:
    one, two, away = place.laptop(), place.laptop(), place.laptop()
    child, case = story(one)
    place.settle()
    one.edit("child", child, school=f"{TOKEN} one")
    two.edit("child", child, school=f"{TOKEN} two")
    place.settle()
    backup(place.store, place.folder / "backups")
    away.edit("child", child, how_to_find=f"{TOKEN} away")
    away.create("note", case=case, text=f"late {TOKEN}")
    assert on_server(place)
    assert on_laptop(two)
    told = erase(place.store, child, "court 12/2026")
    assert (told["erased"], told["linked"]) == (1, [case]), "a case may be about others too"
    assert erase(place.store, case, "court 12/2026") == {"record": case, "erased": 2, "linked": [], "remains": []}
    assert on_server(place) == []
    place.settle()
    for laptop in place.laptops:
        assert on_laptop(laptop) == []
        assert laptop.shown("child", child) is None
        assert laptop.sql("SELECT count(*) FROM child") == [(1,)]
    assert on_server(place) == []
    restore(place.store, place.folder / "backups")
    assert on_server(place) == [], "erased again before the first request"
    place.start()
    place.settle()
    assert on_server(place) == []
    assert [on_laptop(laptop) for laptop in place.laptops] == [[], [], []]


def test_a_server_put_back_without_a_word_erases_again_before_it_answers(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    empty = place.copy()
    child, case = story(one)
    place.settle()
    old = place.copy()
    erase(place.store, child, "x")
    erase(place.store, case, "x")
    place.put_back(old)
    assert on_server(place) == []
    two.create("note", case=case, text=TOKEN)
    place.settle()
    place.put_back(empty)  # it never heard of the record: the laptops' operations come back without it
    place.settle()
    assert on_server(place) == []
    assert [on_laptop(laptop) for laptop in (one, two)] == [[], []]
    assert [len(laptop.sql("SELECT id FROM child")) for laptop in place.laptops] == [1, 1]


def test_who_no_longer_has_a_record_wipes_what_is_left_of_it(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = one.child(school=TOKEN)
    place.settle()
    place.sql("UPDATE membership SET present = FALSE WHERE record = :child", child=child)  # it goes to another office
    assert on_laptop(two)
    erase(place.store, child, "x")
    for laptop in (one, two):
        laptop.exchange()
        assert on_laptop(laptop) == []


def test_what_waits_in_quarantine_is_erased_too(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = one.child(school=TOKEN)
    place.settle()
    place.sql("UPDATE record SET type = 'case' WHERE id = :child", child=child)  # as if it were of another type
    two.edit("child", child, how_to_find=f"held {TOKEN}")
    two.exchange()
    place.sql("UPDATE record SET type = 'child' WHERE id = :child", child=child)
    assert place.sql("SELECT count(*) FROM held WHERE state = 'held'") == [(1,)]
    erase(place.store, child, "x")
    assert on_server(place) == []
    two.exchange()
    assert on_laptop(two) == []
    assert two.sql("SELECT * FROM held") == []


def test_the_command_erases_what_is_there(tmp_path: Path) -> None:
    with serving(tmp_path / "data", OFFICE) as server:
        done = server.data.run("erase", "00000000-0000-4000-8000-000000000000", "--reason", "x")
        assert (done.returncode, done.stdout) == (1, "")
        assert "Nothing was erased" in done.stderr


def test_an_unknown_record_is_not_erased(place: Place) -> None:
    with pytest.raises(ServerFault, match="no record"):
        erase(place.store, "00000000-0000-4000-8000-000000000000", "x")
