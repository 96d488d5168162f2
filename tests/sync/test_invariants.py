"""Invariants of sync.md by their numbers, where the server is held to them: order, cursor, isolation, storage, scope."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ids import new_id
from sync.protocol.lines import GoneLine, RecordLine
from sync.server.bundles.bundles import take
from sync.server.database import Store, open_store
from sync.server.desk import digests, held_list
from sync.server.devices.offices import add_office, revoke
from tests.support.near import Near, colleague, near
from tests.support.put_back import Place
from tests.support.stick import Site

OFFICES = (f"07{number:04d}" for number in itertools.count(101))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A server without a process, with a province office."""
    opened = open_store(tmp_path_factory.mktemp("server"))
    add_office(opened, "07")
    yield opened
    opened.close()


def two(server: Store) -> tuple[Near, Near]:
    """Two laptops of a new office."""
    office = next(OFFICES)
    add_office(server, office)
    head = near(server, office)
    other = near(server, office, colleague(head))
    head.pull()
    return head, other


def rows(store: Store, *without: str) -> dict[str, list[str]]:
    """All rows of a server's database, by table."""
    with store.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        names = sorted(set(tables) - set(without) - {"session", "device"})
        return {name: sorted(map(str, connection.exec_driver_sql(f"SELECT * FROM {name}"))) for name in names}


GARBAGE = st.one_of(
    st.binary(min_size=1, max_size=40).map(lambda each: each.replace(b"\n", b" ")),
    st.sampled_from([b"[]", b"{}", b"null", b'["q"]', b'["w","x"]', b'["e","child",0,"~",5,"x",{}]', b"[" * 500, b'"' * 9]),
    st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=9), max_leaves=12).map(
        lambda each: json.dumps([*each] if isinstance(each, list) else [each]).encode()
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(GARBAGE, min_size=1, max_size=6), st.integers(0, 3))
def test_invariant_9_a_poisonous_operation_stops_nothing_but_itself(
    server: Store, garbage: Sequence[bytes], place: int
) -> None:
    one, other = two(server)
    good = [one.create("child", {"office": one.office, "school": str(number)}) for number in range(4)]
    at = len(one.lines) - 4 + place
    one.lines[at:at] = garbage
    one.push()
    assert one.sent == len(one.lines)
    other.pull()
    assert [(other.bodies[each] or {})["school"] for each in good] == ["0", "1", "2", "3"]
    other.op("edit", "child", good[0], {"how_to_find": "goes on"}, other.version(good[0]))
    assert other.push().verdicts == ()


def test_invariant_9_a_moved_record_takes_all_below_it_along(server: Store) -> None:
    one, other = two(server)
    there = next(OFFICES)
    add_office(server, there)
    receiver, province = near(server, there), near(server, "07")
    case = one.create("case", {"office": one.office, "status": "open"})
    below = [one.create("note", {"case": case, "text": {"append": f"n{number}"}}) for number in range(3)]
    below += [one.create("concern", {"case": case, "note": "token"})]
    one.push()
    other.pull()
    other.op("edit", "note", below[0], {"text": {"append": "unsent when it moved"}}, other.version(below[0]))
    one.op("edit", "case", case, {"office": there}, one.version(case))
    moved = one.push()
    gone = [line for line in moved.page if isinstance(line, GoneLine)]
    assert {line.record for line in gone} == {case, *below}
    assert len({line.version for line in gone}) == len(gone), "each with a number of its own"
    receiver.pull()
    province.pull()
    assert {case, *below} <= receiver.bodies.keys()
    other.push()
    receiver.pull()
    assert (receiver.bodies[below[0]] or {})["text"] == "n0\nunsent when it moved"
    assert case not in other.bodies
    late = other.create("note", {"case": case, "text": {"append": "late"}})
    other.push()
    receiver.pull()
    assert late in receiver.bodies


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 4000), min_size=1, max_size=8), st.integers(1, 25))
def test_invariant_7_any_cutting_of_a_pull_gives_the_whole(server: Store, sizes: Sequence[int], number: int) -> None:
    one, other = two(server)
    for each in range(number):
        one.create("child", {"office": one.office, "school": f"{each}" * 40})
    one.push()
    whole = one.pull_whole()
    other.cursors.clear()
    other.bodies.clear()
    for size in itertools.cycle(sizes):
        reply = other.exchange(count=0, page=size).read
        assert reply.page or not reply.head.more, "a page holds at least one line"
        if not reply.head.more:
            break
    assert {record: body for record, body in other.bodies.items() if body is None or "roles" not in body} == whole


def test_invariant_6_a_number_of_an_epoch_is_never_given_twice(tmp_path: Path) -> None:
    place = Place(tmp_path)
    given_numbers: dict[tuple[int, int], str] = {}

    def look() -> None:
        with place.store.read() as connection:
            [(epoch, top)] = connection.exec_driver_sql("SELECT epoch, seq FROM clock").fetchall()
            points: dict[int, int] = dict(connection.exec_driver_sql("SELECT epoch, restore_seq FROM epoch").fetchall())
            for last, tag in connection.exec_driver_sql("SELECT last_seq, tag FROM commit_log ORDER BY last_seq"):
                number = max(each for each, point in points.items() if point < last)
                assert given_numbers.setdefault((number, last), tag) == tag
            assert connection.exec_driver_sql("SELECT max(version) FROM record").scalar_one() <= top
            assert max(points) == epoch

    one, other = place.laptop(), place.laptop()
    copies = []
    for turn in range(4):
        one.child(school=f"a{turn}")
        other.child(school=f"b{turn}")
        place.settle()
        copies.append(place.copy())
        look()
    for copy in (copies[1], copies[0], copies[3]):
        place.put_back(copy)
        look()
        place.laptops[0].child(school="after it")
        place.settle()
        look()
    for laptop in place.laptops:
        base = laptop.sql("SELECT max(base_epoch), max(base_seq) FROM record")
        assert base <= [(9, place.seq())]
    place.close()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 6)), min_size=1, max_size=8))
def test_invariant_23_repetition_stores_nothing(server: Store, repeats: Sequence[tuple[int, int]]) -> None:
    one, other = two(server)
    child = one.create("child", {"office": one.office, "school": "x"})
    one.op("edit", "child", new_id(), {"school": "held: nobody knows this record"})
    one.op("edit", "child", child, {"school": "y"})
    one.push()
    other.pull()
    one.op("edit", "child", child, {"school": "of one"}, other.version(child))
    other.op("edit", "child", child, {"school": "of two"}, other.version(child))
    one.push()
    other.push()
    before = rows(server)
    for first, count in repeats:
        for laptop in (one, other):
            start = min(first, len(laptop.lines) + 1)
            assert laptop.exchange(start, count).status == 200
    assert rows(server) == before


def test_invariant_24_late_data_of_a_revoked_device_wait_bounded_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(tmp_path) as site:
        one, other = site.box("one"), site.box("two")
        acknowledged = one.child(how_to_find="acknowledged")
        one.exchange()
        for number in range(6):
            one.child(how_to_find=f"late {number}")
        files = one.seal()
        revoke(site.store, one.enrolment.tag)
        monkeypatch.setattr("sync.server.exchange.receive.HELD_MAX", 4)
        for path in (*files, *files):
            take(site.store, path)
        assert [row["reason"] for row in held_list(site.store)] == ["revoked"] * 4
        monkeypatch.undo()
        for path in (*files, *files):
            take(site.store, path)
        assert [row["reason"] for row in held_list(site.store)] == ["revoked"] * 6
        other.exchange()
        with other.session.read() as reader:
            assert reader.maybe("child", acknowledged) is not None, "no acknowledged operation is lost"


def test_unknown_fields_pass_through_and_a_lift_changes_nothing(server: Store) -> None:
    one, other = two(server)
    child = one.create("child", {"office": one.office, "school": "x"})
    one.push()
    body = {"office": one.office, "school": "x", "field_of_tomorrow": {"deep": ["ទេ", 1]}}
    with server.write() as connection:  # as a newer server wrote it
        connection.exec_driver_sql("UPDATE record SET body = ? WHERE id = ?", (json.dumps(body), child))
    version = one.version(child)
    one.op("edit", "child", child, {"how_to_find": "y"}, version)
    assert one.push().verdicts == ()
    other.pull()
    assert other.bodies[child] == {**body, "how_to_find": "y"}
    page: list[Any] = list(other.exchange(count=0, wanted=(child,)).read.page)
    assert [line.version for line in page if isinstance(line, RecordLine)] == [other.version(child)]
    before = digests(server, one.office, None)
    assert digests(server, one.office, None) == before
