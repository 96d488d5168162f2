"""Backups: whole or not there, read back before they count; a restored laptop numbers its operations anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.data.connection import FILE
from app.data.database import Database, create_database, open_database
from app.data.keeping import keys
from app.data.keeping.backup import MANIFEST, backup, find_backups, restore
from app.data.keeping.doctor import CHECKS, examine
from app.data.outbox import outbox
from app.domain.errors import EnvironmentFault
from app.domain.records import Actor
from tests.data.conftest import SteppingClock

CHEAP = keys.Profile(1, 8, 1)
PASSWORD = "a long password"


@pytest.fixture
def office(tmp_path: Path, clock: SteppingClock, actor: Actor) -> Path:
    """The folder of an office with one child, closed."""
    folder = tmp_path / "office"
    folder.mkdir()
    key, _ = keys.create_keys(folder, actor.user, PASSWORD, profile=CHEAP)
    with create_database(folder, key, clock=clock) as database, database.write(actor, "x") as uow:
        uow.create("child", {"school": "first"}, record_id="c1")
    return folder


def opened(folder: Path, clock: SteppingClock) -> Database:
    """The office's database, opened by the password."""
    return open_database(folder, keys.unlock(folder, PASSWORD, clock=clock).key, clock=clock)


def test_a_backup_comes_back_with_a_new_numbering_and_the_old_data_stay_aside(
    tmp_path: Path, office: Path, clock: SteppingClock, actor: Actor
) -> None:
    stick = tmp_path / "stick"
    told: list[tuple[int, int]] = []
    with opened(office, clock) as database:
        with database.transaction() as connection:
            old = outbox.current_incarnation(connection).id
            outbox.freeze(connection, outbox.next_unfrozen(connection, old, 1), lambda op: op.record.encode())
        with database.write(actor, "x") as uow:
            uow.create("child", {"school": "second"}, record_id="c2")
        info = backup(database, stick, actor, lambda done, whole: told.append((done, whole)))
        with database.write(actor, "x") as uow:
            uow.create("child", {"school": "after the backup"}, record_id="c3")
        with database.read(actor) as reader:
            assert reader.meta("last_backup") == info.at
    assert told[-1][0] == told[-1][1] > 0
    assert info.records == 2
    assert [found.path for found in find_backups(stick)] == [info.path]
    assert sorted(path.name for path in info.path.iterdir()) == sorted([FILE, keys.NAME, MANIFEST])
    key = keys.unlock(info.path, PASSWORD, clock=clock).key
    aside = restore(info.path, office, key, clock=clock)
    with opened(office, clock) as database, database.read(actor) as reader:
        assert {record.id for record in reader.find("child")} == {"c1", "c2"}
        found = outbox.incarnations(reader.connection)
        assert [(each.id == old, each.last_seq, each.frozen_seq) for each in found] == [(True, 1, 1), (False, 1, 0)]
        assert all(check.ok for check in examine(database, actor))
    assert aside is not None
    with open_database(aside, key) as kept, kept.read(actor) as reader:
        assert reader.count("child") == 3


def test_a_backup_is_readable_by_nobody_without_the_password(tmp_path: Path, office: Path, clock: SteppingClock) -> None:
    with opened(office, clock) as database:
        info = backup(database, tmp_path / "stick")
    assert b"SQLite format" not in (info.path / FILE).read_bytes()[:4096]


def test_half_a_backup_is_never_left(tmp_path: Path, office: Path, clock: SteppingClock) -> None:
    stick = tmp_path / "stick"

    def pulled_out(_done: int, _whole: int) -> None:
        raise OSError(28, os.strerror(28))

    with opened(office, clock) as database:
        with pytest.raises(EnvironmentFault, match="disk_full"):
            backup(database, stick, progress=pulled_out)
        assert list(stick.iterdir()) == []
        (tmp_path / "file").write_text("")
        with pytest.raises(EnvironmentFault, match="read_only"):
            backup(database, tmp_path / "file")
        with pytest.raises(EnvironmentFault, match="backup_inside"):
            backup(database, office / "here")


@pytest.mark.parametrize("damage", ["garbled", "cut", "manifest", "no keys"])
def test_a_damaged_backup_changes_nothing(
    tmp_path: Path, office: Path, clock: SteppingClock, actor: Actor, damage: str
) -> None:
    with opened(office, clock) as database:
        path, key = backup(database, tmp_path / "stick").path, database.key
    content = (path / FILE).read_bytes()
    if damage == "garbled":
        (path / FILE).write_bytes(content[:50_000] + os.urandom(4096) + content[54_096:])
    elif damage == "cut":
        (path / FILE).write_bytes(content[:-4096])
    elif damage == "manifest":
        (path / MANIFEST).write_text("{")
    else:
        (path / keys.NAME).unlink()
    with pytest.raises(EnvironmentFault, match="backup_damaged" if damage in {"garbled", "cut"} else "backup_not_found"):
        restore(path, office, key, clock=clock)
    with opened(office, clock) as database, database.read(actor) as reader:
        assert reader.count("child") == 1
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_nothing_is_restored_under_an_open_window(tmp_path: Path, office: Path, clock: SteppingClock) -> None:
    with opened(office, clock) as database:
        info = backup(database, tmp_path / "stick")
        with pytest.raises(EnvironmentFault, match="second_instance"):
            restore(info.path, office, database.key, clock=clock)


def test_restoring_on_a_new_laptop(tmp_path: Path, office: Path, clock: SteppingClock, actor: Actor) -> None:
    with opened(office, clock) as database:
        info, key = backup(database, tmp_path / "stick"), database.key
    shutil.rmtree(office)
    assert restore(info.path, tmp_path / "new", key, clock=clock) is None
    with opened(tmp_path / "new", clock) as database, database.read(actor) as reader:
        assert reader.get("child", "c1").text("school") == "first"


def test_examining_finds_what_was_tampered_with(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "a"})
        uow.record_read("child", child)
    with database.transaction() as connection:
        numbering = outbox.current_incarnation(connection).id
        outbox.freeze(connection, outbox.next_unfrozen(connection, numbering, 1), lambda op: b"line")
    assert [check.name for check in examine(database, actor)] == list(CHECKS)
    assert all(check.ok for check in examine(database, actor))
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE audit SET act = 'nothing' WHERE kind = 'read'")
        connection.exec_driver_sql("UPDATE op SET line = x'00'")
        connection.exec_driver_sql("UPDATE child SET school = 'tampered'")
        connection.exec_driver_sql("INSERT INTO child (id) VALUES ('nobody')")
    found = {check.name: check.detail for check in examine(database, actor) if not check.ok}
    assert found.keys() == {"audit", "operations", "records", "shown"}
    assert found["shown"] == f"child {child}"
    assert found["records"] == "child nobody"
