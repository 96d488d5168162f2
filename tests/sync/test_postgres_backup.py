"""Backups of a server on PostgreSQL: whole, portable to the other kind of database, put back under a running server."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from sync.server import models
from sync.server.database import FILE, REVISIONS, SCRIPTS, Store, open_store, position
from sync.server.desk import digests, held_list, status
from sync.server.devices.offices import add_office, revoke
from sync.server.faults import ServerFault
from sync.server.keeping.backup import backup, restore
from sync.server.keeping.check import check
from sync.server.keeping.portable import counts
from tests.support.enrolled import children, enrolled
from tests.support.near import Near, near
from tests.support.postgres import DATABASES, database_of, postgres_database
from tests.support.server import ServerFolder, serving


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A server on PostgreSQL with an office."""
    with postgres_database() as address:
        opened = open_store(tmp_path / "data", address)
        add_office(opened, "0501")
        yield opened
        opened.close()


def filled(store: Store) -> Near:
    """A laptop that has left something in every corner: children, a clash, a deletion, something held."""
    one, two = near(store, "0501"), near(store, "0501")
    record = one.create("child", {"office": "0501", "school": "ក", "how_to_find": "pagoda \u0000 \u2028 '\\"})
    gone = one.create("child", {"office": "0501"})
    one.push()
    version = one.version(record)
    one.op("edit", "child", record, {"school": "A"}, version)
    two.op("edit", "child", record, {"school": "B"}, version)
    one.op("delete", "child", gone, {}, one.version(gone))
    two.op("edit", "child", "01890000-0000-7000-8000-000000000001", {"school": "held"})
    one.push()
    assert {each.verdict for each in two.push().verdicts} == {"conflict", "held"}
    return one


def test_the_migration_makes_what_the_models_say(store: Store) -> None:
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), models.METADATA) == []


def test_a_backup_goes_into_either_kind_of_database_and_back(store: Store, tmp_path: Path) -> None:
    filled(store)
    before, told, held = digests(store, "0501", None), status(store), held_list(store)
    with store.read() as connection:
        rows = counts(connection)
    made = backup(store, tmp_path / "first")
    with closing(sqlite3.connect(Path(made["path"]) / FILE)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} == {
            *models.METADATA.tables,
            "alembic_version",
        }
    embedded = open_store(tmp_path / "embedded")
    assert restore(embedded, tmp_path / "first")["epoch"] == 2
    assert digests(embedded, "0501", None) == before
    assert held_list(embedded) == held
    backup(embedded, tmp_path / "second")
    embedded.close()
    with postgres_database() as address:
        again = open_store(tmp_path / "again", address)
        assert restore(again, tmp_path / "second")["epoch"] == 3
        assert digests(again, "0501", None) == before
        assert {**status(again), "epoch": 1} == told
        with again.read() as connection:
            marked = {**rows, "meta": rows["meta"] + 1}  # that erasures were told, once in a database's life
            assert {**counts(connection), "epoch": 1} == marked
        again.close()


def test_a_backup_is_of_one_moment_while_laptops_exchange(store: Store, tmp_path: Path) -> None:
    writers = [near(store, "0501") for _ in range(2)]
    shared = writers[0].create("child", {"office": "0501", "school": "a"})
    writers[0].push()
    base, done = writers[0].version(shared), threading.Event()

    def write(laptop: Near) -> None:
        while not done.is_set():
            for number in range(5):
                laptop.create("child", {"office": "0501", "school": str(number)})
            laptop.op("edit", "child", shared, {"school": laptop.device}, base)
            laptop.push()

    with ThreadPoolExecutor(2) as threads:
        writing = [threads.submit(write, laptop) for laptop in writers]
        try:
            made = [backup(store, tmp_path / "backups") for _ in range(3)]
        finally:
            done.set()
        for work in writing:
            work.result(60)
    assert made[0]["ops"] < made[2]["ops"] < sum(len(laptop.lines) for laptop in writers), "they wrote meanwhile"
    for each in made:
        again = open_store(tmp_path / f"of {each['ops']}")
        restore(again, Path(each["path"]))
        told = check(again)
        assert {name: told[name] for name in ("damaged", "derived", "roots", "chains")} == {
            name: [] for name in ("damaged", "derived", "roots", "chains")
        }
        with again.read() as connection:
            assert connection.execute(text("SELECT sum(have) FROM incarnation")).scalar() == each["ops"]
        again.close()


@pytest.mark.parametrize("kind", DATABASES)
def test_a_new_machine_is_the_old_server_after_one_command(kind: str, tmp_path: Path) -> None:
    with serving(tmp_path / "old", "0101") as server:
        laptop = enrolled(server, "0101")
        children(laptop, 3)
        laptop.push()
        server.data.tell("backup", str(tmp_path / "backups"))
    with database_of(kind, empty=True) as address:
        new = ServerFolder(tmp_path / "new", address)
        none = new.run("restore", str(tmp_path))
        assert (none.returncode, new.folder.exists()) == (1, False), none.stderr
        assert new.tell("restore", str(tmp_path / "backups"))["epoch"] == 2
        with serving(new.folder, database=address) as server:
            laptop.url, laptop.key = server.url, b""
            assert laptop.exchange(count=0).error["error"] == "epoch"
            laptop.cursors.clear()
            children(laptop, 1)
            laptop.push()
            assert server.data.tell("digest", "--office", "0101")["records"] == 5


def test_who_reads_while_a_backup_is_put_back_sees_the_old_state_whole(store: Store, tmp_path: Path) -> None:
    laptop = near(store, "0501")
    backup(store, tmp_path / "backups")
    laptop.create("child", {"office": "0501"})
    laptop.push()
    with store.read() as connection:
        assert position(connection) == (1, 2)
        assert {**restore(store, tmp_path / "backups"), "path": ""} == {"path": "", "epoch": 2, "seq": 1, "contents": 0}
        assert position(connection) == (1, 2)
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 2
    with store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 1


def test_a_revoked_device_stays_so_whatever_is_put_back(store: Store, tmp_path: Path) -> None:
    laptop = near(store, "0501")
    backup(store, tmp_path / "backups")
    revoke(store, laptop.device)
    restore(store, tmp_path / "backups")
    assert laptop.exchange(count=0).error == {"error": "device_revoked"}


def test_a_backup_of_the_first_version_is_brought_up_and_one_of_a_later_is_refused(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "backups" / "komar-server-1"
    place.mkdir(parents=True)
    engine = create_engine(f"sqlite:///{place / FILE}", poolclass=NullPool)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, REVISIONS[0])
        connection.execute(text("INSERT INTO clock VALUES (1, 1, 77)"))
        connection.execute(text("INSERT INTO epoch VALUES (1, 0, '')"))
    engine.dispose()
    assert {**restore(store, tmp_path / "backups"), "path": ""} == {"path": "", "epoch": 2, "seq": 77, "contents": 0}
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), models.METADATA) == []
    with closing(sqlite3.connect(place / FILE)) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISIONS[0],), "the backup stays"
        file.execute("UPDATE alembic_version SET version_num = 'later'")
        file.commit()
    with pytest.raises(ServerFault, match="damaged"):
        restore(store, tmp_path / "backups")
    assert status(store)["seq"] == 77
