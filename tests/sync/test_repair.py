"""Deliberate damage on either side is found by comparison and mended from the other (sync.md §4): digests, buckets, ids."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.exchange import exchange
from sync.protocol.digest import BUCKETS, bucket, buckets_text, read_buckets
from sync.server.keeping.check import check
from tests.support.near_office import NearLaptop
from tests.support.put_back import OFFICE, Place


def some(laptop: NearLaptop) -> list[str]:
    """Children of an office, the third with a clash to come."""
    return [laptop.child(school=f"school {number}", how_to_find="x") for number in range(6)]


def clash(place: Place, child: str) -> None:
    """An open clash on a child."""
    one, two = place.laptops[:2]
    one.edit("child", child, school="of one")
    two.edit("child", child, school="of two")
    place.settle()


CLIENT = {
    "a body": 'UPDATE record SET base_body = \'{"office":"0203","school":"wrong"}\' WHERE id = ?',
    "a packed body": "UPDATE record SET base_body = x'0228b52ffd00' WHERE id = ?",
    "no body": "UPDATE record SET base_body = NULL, base_deleted = 1 WHERE id = ?",
    "a version": "UPDATE record SET base_seq = base_seq + 1000 WHERE id = ?",
    "a record": "DELETE FROM record WHERE id = ?",
    "a place": "DELETE FROM membership WHERE record = ?",
    "left": "UPDATE membership SET inside = 0, seq = 100000 WHERE record = ?",
    "a clash": "DELETE FROM conflict WHERE record = ?",
}


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)  # the damage is the laptop's
@pytest.mark.parametrize("damage", CLIENT)
def test_a_damaged_laptop_is_mended_from_the_server(place: Place, damage: str) -> None:
    one, two = place.laptop(), place.laptop()
    children = some(one)
    place.settle()
    clash(place, children[2])
    before, shown = two.digest(), two.shown("child", children[2])
    two.edit("child", children[3], how_to_find="waits")
    two.sql(CLIENT[damage], children[2])
    assert exchange.recheck(two.session) >= 6
    report = two.exchange()
    assert report.requests <= 6
    one.exchange()
    place.settle()
    assert two.shown("child", children[2]) == shown
    assert two.digest() == one.digest() != before
    assert (one.shown("child", children[3]) or {})["how_to_find"] == "waits"
    assert len(two.sql("SELECT 1 FROM conflict WHERE open = 1")) == 1


def test_a_record_that_the_server_does_not_have_goes(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    some(one)
    place.settle()
    ghost = "00000000-0000-4000-8000-0000000000aa"
    columns = "id, type, base_epoch, base_seq, base_body, base_deleted"
    two.sql(f"INSERT INTO record ({columns}) VALUES (?, 'child', 1, 3, '{{\"office\":\"0203\"}}', 0)", ghost)
    two.sql("INSERT INTO membership (scope, record, inside, seq) VALUES ('o:0203', ?, 1, 3)", ghost)
    exchange.recheck(two.session)
    two.exchange()
    place.settle()
    assert two.sql("SELECT 1 FROM membership WHERE record = ?", ghost) == []
    assert two.shown("child", ghost) is None
    with two.session.read() as reader:
        assert exchange.repair(reader).mended == 1


def test_a_difference_that_nothing_mends_does_not_keep_the_line_busy(place: Place) -> None:
    one = place.laptop()
    child = some(one)[0]
    one.exchange()
    place.sql("UPDATE scope_root SET root = '00000000000000ff'")  # only the server's sum is wrong
    requests = [one.exchange().requests for _ in range(12)]
    assert requests[-4:] == [1, 1, 1, 1]
    assert check(place.store)["roots"] == ["n", f"o:{OFFICE}"]
    check(place.store, repair=True)
    one.edit("child", child, school="new")
    place.settle()


SERVER = {
    "another body": 'UPDATE record SET body = \'{"office":"0203","school":"wrong"}\' WHERE id = :id',
    "no JSON": "UPDATE record SET body = '{\"off' WHERE id = :id",
    "body and hash": "UPDATE record SET body = '{\"school\":\"w\"}', body_hash = 'x' WHERE id = :id",
    "the row": "DELETE FROM record WHERE id = :id",
    "row and writers": "DELETE FROM record WHERE id = :id; DELETE FROM field_writers WHERE record = :id",
}


@pytest.mark.parametrize("damage", SERVER)
def test_a_damaged_server_gets_its_records_back_from_laptops(place: Place, damage: str) -> None:
    one, two = place.laptop(), place.laptop()
    children = some(one)
    one.edit("child", children[1], how_to_find="edited")
    place.settle()
    before, authors = one.digest(), place.authors(children[1])
    for statement in SERVER[damage].split(";"):
        place.sql(statement, id=children[1])
    two.edit("child", children[0], school="while it is damaged")
    two.exchange()
    three = place.laptop()
    three.exchange()
    assert len(three.sql("SELECT 1 FROM child")) >= 5, "it stops nothing but itself"
    assert check(place.store)["damaged"] == [children[1]]
    told = check(place.store, repair=True)
    assert told["asked"] == 1
    two.exchange()
    after = check(place.store)
    assert (after["damaged"], after["derived"], after["roots"], after["chains"], after["asked"]) == ([], [], [], [], 0)
    two.edit("child", children[4], school="something new")
    place.settle()
    assert three.shown("child", children[1]) == {"office": OFFICE, "school": "school 1", "how_to_find": "edited"}
    assert place.authors(children[1]) == authors
    assert one.digest() != before, "only what two changed"
    two.edit("child", children[1], school="goes on")
    place.settle()
    assert (one.shown("child", children[1]) or {})["school"] == "goes on"
    assert place.sql("SELECT count(*) FROM conflict") == [(0,)]


def test_changes_of_a_damaged_record_wait_until_it_is_back(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = some(one)[1]
    place.settle()
    place.sql("UPDATE record SET body = '' WHERE id = :id", id=child)
    two.edit("child", child, how_to_find="waits")
    two.exchange()
    assert two.sql("SELECT reason FROM held") == [("damaged",)]
    check(place.store, repair=True)
    one.exchange()
    two.exchange()
    place.settle()
    assert two.sql("SELECT reason FROM held") == []
    assert (one.shown("child", child) or {}) == {"office": OFFICE, "school": "school 1", "how_to_find": "waits"}


def test_another_body_than_the_one_that_is_wanted_is_not_taken(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    child = some(one)[1]
    place.settle()
    place.sql("UPDATE record SET body = '{' WHERE id = :id", id=child)
    check(place.store, repair=True)
    two.sql('UPDATE record SET base_body = \'{"office":"0203","school":"forged"}\' WHERE id = ?', child)
    two.exchange()
    assert check(place.store)["damaged"] == [child]
    one.exchange()
    assert check(place.store)["damaged"] == []
    exchange.recheck(two.session)
    place.settle()
    assert (two.shown("child", child) or {})["school"] == "school 1"


def test_what_is_computed_is_computed_anew(place: Place) -> None:
    one = place.laptop()
    child = some(one)[1]
    one.exchange()
    place.sql("UPDATE record SET item = '0000000000000001' WHERE id = :id", id=child)
    assert check(place.store, repair=True)["derived"] == [child]
    place.settle()
    place.sql("UPDATE op_log SET line = :line WHERE record = :id", line=b"[]", id=child)
    [(name,)] = place.sql("SELECT incarnation FROM op_log WHERE record = :id", id=child)
    assert check(place.store, repair=True)["chains"] == [name]


@given(st.dictionaries(st.uuids().map(str), st.integers(1, 2**64 - 1), max_size=40))
def test_the_buckets_of_a_scope_are_its_root_in_parts(items: dict[str, int]) -> None:
    roots = [0] * BUCKETS
    whole = 0
    for name, item in items.items():
        roots[bucket(name)] ^= item
        whole ^= item
    assert read_buckets(buckets_text(roots)) == roots
    total = 0
    for root in roots:
        total ^= root
    assert total == whole
    assert json.dumps(buckets_text(roots))
