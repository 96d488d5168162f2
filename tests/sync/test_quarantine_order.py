"""What waits in quarantine comes out of it in the order in which it was written, and whole or not at all (sync.md §2)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.domain.ids import new_id
from sync.protocol.canonical import short_id
from sync.protocol.lines import OpLine, decode_op
from sync.server import desk, models
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.near import Near, near
from tests.support.postgres import DATABASES, database_of

OFFICES = iter(f"06{number:02}" for number in range(1, 99))


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One server without a process, on each kind of database; each test takes an office of its own."""
    with database_of(request.param) as address:
        opened = open_store(tmp_path_factory.mktemp("server"), address)
        yield opened
        opened.close()


@pytest.fixture
def laptop(server: Store) -> Near:
    """The laptop of an office that no other test uses."""
    code = next(OFFICES)
    add_office(server, code)
    return near(server, code)


def child(laptop: Near) -> tuple[str, int]:
    """A child on the server, with its version."""
    record = laptop.create("child", {"office": laptop.office, "school": "zero"})
    assert laptop.push().verdicts == ()
    return record, laptop.version(record)


def reasons(laptop: Near, *, raw: bool = False) -> list[str]:
    """Why operations just sent are held."""
    answer = laptop.exchange(raw=raw).read
    laptop.sent = answer.head.have
    return [each.reason for each in answer.verdicts]


def school(laptop: Near, record: str) -> object:
    """What stands on the server."""
    return (laptop.pull_whole()[record] or {})["school"]


def mine(server: Store, laptop: Near) -> list[tuple[str, str, str]]:
    """What a laptop has in quarantine: name, record, reason."""
    return [(row["id"], row["record"], row["reason"]) for row in desk.held_list(server) if row["device"] == laptop.device]


def test_what_was_written_after_an_operation_that_nobody_read_waits_behind_it(server: Store, laptop: Near) -> None:
    record, base = child(laptop)
    other, _ = child(laptop)
    laptop.op("edit", "child", record, {"school": "ONE"}, base)
    assert reasons(laptop, raw=True) == ["raw"]
    laptop.op("edit", "child", record, {"school": "TWO"}, base)
    assert reasons(laptop) == ["waits"]
    laptop.op("edit", "child", other, {"school": "of another"}, base)
    assert reasons(laptop) == [], "only what is on the same record waits"
    assert [row[1:] for row in mine(server, laptop)] == [(record, "raw"), (record, "waits")]
    name = mine(server, laptop)[0][0]
    assert desk.held_release(server, name) == {"id": name, "released": 2, "held": 0}
    assert school(laptop, record) == "TWO"


def test_what_waits_behind_what_is_no_operation_goes_on_when_that_is_given_up(server: Store, laptop: Near) -> None:
    record, base = child(laptop)
    laptop.lines.append(b'["?","child",0,0,1,"%b",["ONE"]]' % short_id(record).encode())
    bad = len(laptop.lines)
    laptop.op("edit", "child", record, {"school": "TWO"}, base)
    assert reasons(laptop) == ["malformed", "waits"]
    name = mine(server, laptop)[0][0]
    assert desk.held_release(server, name) == {"id": name, "released": 0, "held": 2}
    assert [row[1:] for row in mine(server, laptop)] == [(record, "malformed"), (record, "waits")]
    laptop.op("discard", "", record, {"op": [laptop.incarnation, bad]})
    assert reasons(laptop) == []
    assert mine(server, laptop) == []
    assert school(laptop, record) == "TWO"


def test_what_the_server_could_not_bear_is_read_again_only_when_a_person_asks(
    server: Store, laptop: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, base = child(laptop)
    first = laptop.op("edit", "child", record, {"school": "of a stranger"}, base, user=new_id())
    assert reasons(laptop) == ["no_right"]
    laptop.op("edit", "child", record, {"school": "UNBEARABLE"}, base)
    assert reasons(laptop, raw=True) == ["raw"]
    laptop.op("edit", "child", record, {"school": "LAST"}, base)
    assert reasons(laptop) == ["waits"]

    def break_down(line: bytes, since: str) -> OpLine:
        if b"UNBEARABLE" in line:
            raise RuntimeError
        return decode_op(line, since)

    with monkeypatch.context() as broken:
        broken.setattr("sync.server.exchange.receive.decode_op", break_down)
        laptop.op("discard", "", record, {"op": [laptop.incarnation, first]})
        assert reasons(laptop) == []
        assert [row[2] for row in mine(server, laptop)] == ["raw", "waits"]
    name = mine(server, laptop)[0][0]
    assert desk.held_release(server, name) == {"id": name, "released": 2, "held": 0}
    assert school(laptop, record) == "LAST"


def stopped_clock(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    """The server's clock says an hour of one day."""
    monkeypatch.setattr("sync.server.exchange.receive.now", lambda: f"2026-11-27T{hour:02}:00:00.000Z")


def admitted(laptop: Near, user: str) -> None:
    """Somebody becomes a user of the office."""
    patch = {"office": laptop.office, "name": "B", "active": True, "roles": {"add": ["caseworker"], "del": []}}
    laptop.op("create", "user", user, patch)
    assert reasons(laptop) == []


def test_a_server_whose_clock_goes_back_releases_in_the_order_of_writing(
    server: Store, laptop: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, base = child(laptop)
    user = new_id()
    for hour, value, reason in ((10, "FIRST", "no_right"), (9, "SECOND", "waits")):
        stopped_clock(monkeypatch, hour)
        laptop.op("edit", "child", record, {"school": value}, base, user=user)
        assert reasons(laptop) == [reason]
    admitted(laptop, user)
    assert [row[2] for row in mine(server, laptop)] == ["no_right", "waits"]
    name = mine(server, laptop)[0][0]
    assert desk.held_release(server, name) == {"id": name, "released": 2, "held": 0}
    assert school(laptop, record) == "SECOND"


def test_a_later_numbering_of_a_laptop_comes_out_after_the_former_one_whatever_clocks_say(
    server: Store, laptop: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its operations begin with a small number again, and its name says nothing."""
    user, late = new_id(), new_id()
    stopped_clock(monkeypatch, 10)
    laptop.incarnation = f"{'f' * 8}{new_id()[-12:]}{'0' * 12}"
    laptop.lines, laptop.sent = [], 0
    record, base = child(laptop)
    laptop.op("edit", "child", record, {"school": "FIRST"}, base, user=user)
    assert reasons(laptop) == ["no_right"]
    stopped_clock(monkeypatch, 9)
    laptop.incarnation = f"{'e' * 8}{new_id()[-12:]}{'0' * 12}"
    laptop.lines, laptop.sent = [], 0
    laptop.op("edit", "child", record, {"school": "SECOND"}, base, user=user)
    laptop.op("edit", "child", late, {"school": "nowhere"}, base, user=user)
    assert reasons(laptop) == ["waits", "unknown_record"]
    assert [row[2] for row in mine(server, laptop)] == ["no_right", "waits", "unknown_record"]
    admitted(laptop, user)
    name = mine(server, laptop)[0][0]
    assert desk.held_release(server, name) == {"id": name, "released": 2, "held": 0}
    assert school(laptop, record) == "FIRST", "another numbering did not see it: the second is a clash"
    with server.read() as connection:
        clashes = connection.execute(select(models.conflict.c.proposed).where(models.conflict.c.record == record)).scalars()
        assert [json.loads(each) for each in clashes] == [{"school": "SECOND"}]


def test_what_is_released_moves_all_that_stands_below_also_beside_what_the_same_request_brought(
    server: Store, laptop: Near
) -> None:
    below = f"{laptop.office}01"
    add_office(server, below)
    case = laptop.create("case", {"office": laptop.office})
    tracing = laptop.create("tracing", {"case": case})
    former = laptop.create("tracing_action", {"tracing": tracing})
    assert laptop.push().verdicts == ()
    base = laptop.version(case)
    bad = laptop.op("edit", "case", case, {"risk_level": "low"}, base, user=new_id())
    laptop.op("edit", "case", case, {"office": below}, base)
    assert reasons(laptop) == ["no_right", "waits"]
    newer = laptop.create("tracing_action", {"tracing": tracing})
    laptop.op("discard", "case", case, {"op": [laptop.incarnation, bad]}, base)
    assert reasons(laptop) == []
    every = [case, tracing, former, newer]
    offices = select(models.record.c.id, models.record.c.office).where(models.record.c.id.in_(every))
    with server.read() as connection:
        assert {row.id: row.office for row in connection.execute(offices)} == dict.fromkeys(every, below)
