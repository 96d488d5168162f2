"""Erasure by law in a database that lost rows (sync.md §3): it is done all the same, and the server starts."""

from __future__ import annotations

from sync.server.keeping.erasure import erase
from tests.support.near_office import NearLaptop
from tests.support.put_back import Place
from tests.sync.test_erasure import TOKEN, on_server


def merged(place: Place) -> tuple[NearLaptop, str, str]:
    """A laptop that took a child for another one: which points, and to which."""
    one, _ = place.laptop(), place.laptop()
    same, kept = one.child(school="same"), one.child(school=TOKEN)
    with one.session.write("join") as uow:
        uow.merge_into("child", same, kept)
    place.settle()
    return one, same, kept


def test_a_server_starts_though_it_lost_what_pointed_to_what_it_erases_again(place: Place) -> None:
    _, same, kept = merged(place)
    whole = place.copy()
    place.sql("DELETE FROM record WHERE id = :record", record=same)
    damaged = place.copy()
    place.put_back(whole)
    with place.laptops[0].session.write("part") as uow:
        uow.merge_into("child", same, None)
    place.settle()
    assert erase(place.store, kept, "x")["erased"] == 1
    place.put_back(damaged)
    assert on_server(place) == []


def test_what_was_merged_goes_with_it_though_its_record_was_lost(place: Place) -> None:
    """A damaged database: what laptops give back of it later is not taken."""
    _, same, kept = merged(place)
    place.sql("DELETE FROM record WHERE id = :record", record=same)
    assert erase(place.store, kept, "x")["erased"] == 2
    assert place.sql("SELECT record FROM erased ORDER BY record") == sorted([(same,), (kept,)])
