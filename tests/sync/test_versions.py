"""Old laptops before a new server and new ones before an old server (sync.md §8); a full quarantine (§2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.data.replica import alarms
from sync.client.ports import Refused
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
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
    monkeypatch.setattr("sync.server.exchange.exchange.PROTOCOL", 1)
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
    monkeypatch.setattr("sync.server.exchange.exchange.PULL_FROM", 2)
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
    monkeypatch.setattr("sync.server.exchange.receive.HELD_MAX", 0)
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


def without(laptop: NearLaptop, field: str) -> None:
    """What waits on a laptop, as an older version writes it: its groups do not have a field that was added since."""
    rows = laptop.sql("SELECT n, plain(patch) FROM op WHERE batch IS NULL")
    for number, patch in rows:
        kept = {name: value for name, value in json.loads(patch).items() if name != field}
        laptop.sql("UPDATE op SET patch = ? WHERE n = ?", json.dumps(kept), number)


@pytest.mark.parametrize(("group_field", "added"), [("close_note", "sent_where"), ("status", "sent_where")])
def test_a_field_added_to_a_released_group_is_not_cleared_by_older_laptops(
    one: NearLaptop, store: Store, tmp_path: Path, group_field: str, added: str
) -> None:
    """An older laptop sends the group without it: nothing is cleared, and alone it makes no clash."""
    old = near_laptop(tmp_path / "old", store, OFFICE)
    case = one.create("case", office=OFFICE, child=one.child(), status="open")
    one.exchange()
    one.edit("case", case, **{added: "Kampot"})
    one.exchange()
    old.exchange()
    old.edit("case", case, **{group_field: "closed"})
    without(old, added)
    report = old.exchange()
    assert (report.verdicts["applied"], report.verdicts["conflict"]) == (1, 0)
    one.exchange()
    for laptop in (one, old):
        shown = laptop.shown("case", case)
        assert shown is not None
        assert (shown[added], shown[group_field]) == ("Kampot", "closed")
    old.session.close()


def test_a_field_added_to_a_released_group_clashes_only_when_both_wrote_the_old_ones(
    one: NearLaptop, store: Store, tmp_path: Path
) -> None:
    """An older laptop that did not see it: the same values agree, other ones are a clash as ever, and the new field stays."""
    old = near_laptop(tmp_path / "old", store, OFFICE)
    case = one.create("case", office=OFFICE, child=one.child(), status="open")
    one.exchange()
    old.exchange()
    one.edit("case", case, status="closed", sent_where="Kampot")
    one.exchange()
    old.edit("case", case, status="closed")
    without(old, "sent_where")
    report = old.exchange()
    assert (report.verdicts["merged"], report.verdicts["conflict"]) == (1, 0)
    other = one.create("case", office=OFFICE, child=one.child(), status="open")
    one.exchange()
    old.exchange()
    one.edit("case", other, sent_where="Kampot")
    one.exchange()
    old.edit("case", other, status="closed")
    without(old, "sent_where")
    assert old.exchange().verdicts["conflict"] == 1
    shown = one.shown("case", other)
    assert shown is not None
    assert (shown["status"], shown["sent_where"]) == ("open", "Kampot")
    old.session.close()
