"""The outbox loses nothing (sync.md §1, invariant 8): only what is safe goes, a hole is said, numbers and lines stay."""

from __future__ import annotations

import pytest

from app.data.outbox import dispatch, gaps, outbox
from app.services.exchange import exchange
from sync.server.desk import status
from sync.server.keeping.backup import backup
from tests.support.near_office import NearLaptop
from tests.support.put_back import Place


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only two of the safe operations stay."""
    monkeypatch.setattr(gaps, "KEPT", 2)


def lines(laptop: NearLaptop) -> dict[tuple[str, int], bytes]:
    """All frozen lines."""
    return {(name, seq): line for name, seq, line in laptop.sql("SELECT incarnation, seq, line FROM op WHERE line IS NOT NULL")}


def alarms(laptop: NearLaptop) -> dict[str, tuple[int, int]]:
    """Alarms and the numbers that they tell of."""
    with laptop.session.read() as reader:
        return {name: (told["from"], told["to"]) for name, told in exchange.repair(reader).alarms.items()}


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("few")
def test_invariant_8_only_what_is_safe_goes_and_lines_never_change(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    for number in range(6):
        one.child(school=f"c{number}")
    one.exchange()
    sent = lines(one)
    last = max(seq for _, seq in sent)
    one.exchange()
    assert lines(one) == sent, "nothing is in a backup yet"
    backup(place.store, place.folder / "backups")
    for number in range(3):
        one.child(school=f"not safe {number}")
    late = one.child(school="not safe")
    one.exchange()
    kept = lines(one)
    assert {seq for _, seq in kept} == {last + number for number in (1, 2, 3, 4)}
    assert all(kept[key] == line for key, line in sent.items() if key in kept)
    one.exchange()
    assert lines(one) == kept
    with one.session.read() as reader:
        assert outbox.first_break(reader.connection) is None
    one.sql("DELETE FROM op")
    one.edit("child", late, school="after it")
    assert one.sql("SELECT max(seq) FROM op") == [(last + 5,)], "the counter goes on"
    place.settle()
    assert (two.shown("child", late) or {})["school"] == "after it"


@pytest.mark.parametrize("frozen", [False, True])
def test_a_hole_is_said_and_what_is_behind_it_arrives(place: Place, frozen: bool) -> None:
    one, two = place.laptop(), place.laptop()
    one.child(school="before")
    place.settle()
    lost = one.child(school="lost")
    behind = one.child(school="behind")
    if frozen:
        with one.session.database.transaction() as connection:
            dispatch.next_batch(connection, 100_000)
    hole = one.sql("SELECT seq FROM op WHERE record = ?", lost)[0][0]
    one.sql("DELETE FROM op WHERE record = ?", lost)
    one.exchange()
    two.exchange()
    assert (two.shown("child", behind) or {})["school"] == "behind"
    assert alarms(one) == {"ops_gone": (hole, hole)}
    assert status(place.store)["skips"] == 1
    exchange.seen(one.session, "ops_gone")
    assert alarms(one) == {}
    one.edit("child", behind, school="goes on")
    one.exchange()
    two.exchange()
    assert (two.shown("child", behind) or {})["school"] == "goes on"


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_hole_that_the_server_does_not_have_is_none(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    there = one.child(school="there")
    one.exchange()
    one.sql("UPDATE incarnation SET acked_seq = acked_seq - 1")
    one.sql("DELETE FROM op WHERE record = ?", there)
    late = one.child(school="late")
    place.settle()
    assert (two.shown("child", late) or {})["school"] == "late"
    assert alarms(one) == {}
    assert status(place.store)["skips"] == 0


@pytest.mark.usefixtures("few")
def test_a_server_that_lost_what_it_called_safe_gets_what_is_left(place: Place) -> None:
    one, two = place.laptop(), place.laptop()
    first = one.child(school="first")
    place.settle()
    old = place.copy()
    children = [one.child(school=f"c{number}") for number in range(6)]
    one.edit("child", first, school="changed")
    place.settle()
    backup(place.store, place.folder / "backups")
    place.settle()
    assert len(lines(one)) == 2
    place.put_back(old)
    place.settle()
    for laptop in (one, two):
        assert [(laptop.shown("child", each) or {})["school"] for each in children] == [f"c{n}" for n in range(6)]
        assert (laptop.shown("child", first) or {})["school"] == "changed"
    assert alarms(one).keys() == {"ops_gone"}
