"""Old laptops before a new server and new ones before an old server (sync.md §8); a full quarantine (§2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data import alarms
from sync.client.ports import Refused
from sync.server.database import Store, open_store
from sync.server.offices import add_office
from tests.support.near_office import NearLaptop, near_laptop

OFFICE = "0203"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "server")
    add_office(opened, OFFICE)
    yield opened
    opened.close()


@pytest.fixture
def one(tmp_path: Path, store: Store) -> Iterator[NearLaptop]:
    laptop = near_laptop(tmp_path / "one", store, OFFICE)
    yield laptop
    laptop.session.close()


def ops_on(store: Store) -> int:
    """Operations that the server has."""
    with store.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM op_log").scalar_one())


def test_a_new_laptop_speaks_as_an_older_server_does(one: NearLaptop, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.server.exchange.PROTOCOL", 1)
    child = one.child(school="x")
    report = one.exchange()
    assert (report.sent, ops_on(store)) == (report.verdicts["applied"], report.sent)
    assert one.exchange().requests == 1, "what the server speaks is remembered"
    monkeypatch.undo()
    one.edit("child", child, school="y")
    assert one.exchange().verdicts["applied"] == 1


def test_an_old_laptop_hands_its_data_in_and_only_its_pull_is_stopped(
    one: NearLaptop, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.exchange()
    before = ops_on(store)
    monkeypatch.setattr("sync.client.engine.PROTOCOL", 1)
    monkeypatch.setattr("sync.server.exchange.PULL_FROM", 2)
    old = near_laptop(one.session.folder.with_name("old"), store, OFFICE)
    children = [old.child(school=f"{number}" * 300, how_to_find=f"{number * 7}" * 200) for number in range(60)]
    with pytest.raises(Refused, match="update_needed"):
        old.exchange()
    with pytest.raises(Refused, match="update_needed"):
        old.exchange()
    waiting = old.sql("SELECT count(*) FROM op WHERE verdict IS NULL")
    laid = old.sql("SELECT count(*) FROM op WHERE overlay = 1")[0][0]
    assert waiting == [(0,)]
    assert ops_on(store) == before + laid, "all of it is here, and still lies over what was never received"
    assert old.shown("child", children[7]) is not None
    one.exchange()
    assert one.shown("child", children[59]) is not None
    monkeypatch.undo()
    old.exchange()
    assert old.sql("SELECT count(*) FROM op WHERE overlay = 1") == [(0,)]
    old.session.close()


def test_a_full_quarantine_stops_no_pull(
    one: NearLaptop, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = near_laptop(tmp_path / "two", store, OFFICE)
    child = one.child(school="x")
    one.exchange()
    two.exchange()
    monkeypatch.setattr("sync.server.receive.HELD_MAX", 0)
    with one.session.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE record SET type = 'type_of_tomorrow' WHERE id = ?", (child,))
        numbering = connection.exec_driver_sql("SELECT id, next_seq FROM incarnation WHERE current = 1").fetchone()
        assert numbering is not None
    one.edit("child", child, school="will be held")
    one.sql("UPDATE op SET type = 'type_of_tomorrow' WHERE incarnation = ? AND seq = ?", *numbering)
    other = one.child(school="behind it")
    for number in range(30):
        two.child(school=f"{number}" * 200)
    two.exchange()
    report = one.exchange()
    assert (report.sent, report.received > 29) == (0, True)
    with one.session.database.transaction() as connection:
        assert alarms.QUARANTINE_FULL in alarms.alarms(connection)
    assert one.exchange().requests <= 2
    monkeypatch.undo()
    report = one.exchange()
    assert (report.verdicts["held"], report.verdicts["applied"]) == (1, 1)
    with one.session.database.transaction() as connection:
        assert alarms.QUARANTINE_FULL not in alarms.alarms(connection)
    two.exchange()
    assert two.shown("child", other) is not None
    two.session.close()
