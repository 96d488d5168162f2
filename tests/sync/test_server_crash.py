"""Power cuts, backups that were put back with and without a word, and the shape of the database."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
import requests
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from sync.server import models
from sync.server.database import FILE, REVISIONS, SCRIPTS, open_store
from tests.support.enrolled import children, enrolled
from tests.support.postgres import DATABASES, database_of
from tests.support.server import serving, start_server


def test_a_power_cut_in_a_push_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "0101") as server:
        laptop = enrolled(server, "0101")
        port = server.port
        for round_ in range(4):
            children(laptop, 300)
            cut = threading.Timer(0.02 + 0.05 * round_, server.kill)
            cut.start()
            try:
                for start in range(laptop.sent + 1, len(laptop.lines) + 1, 60):
                    laptop.exchange(start, 60)
            except requests.RequestException:
                pass
            cut.join()
            server.process.stdout.close() if server.process.stdout else None
            again = start_server(server.data.folder, port)
            server.process, server.url = again.process, again.url
            laptop.http, laptop.key = requests.Session(), b""
            here = laptop.exchange(len(laptop.lines) + 1)
            laptop.sent = here.error["have"] if here.status == 409 else here.read.head.have
            assert laptop.sent <= len(laptop.lines)
            laptop.push()
        with closing(sqlite3.connect(server.data.folder / FILE)) as file:
            assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert file.execute("SELECT count(*) FROM record WHERE type = 'child'").fetchone() == (1200,)
            assert file.execute("SELECT count(*), max(seq) FROM op_log").fetchone() == (1201, 1201)
        assert server.data.tell("digest", "--office", "0101")["records"] == 1201
        assert server.stop() == 0


@pytest.mark.parametrize("kind", DATABASES)
def test_a_restore_begins_a_new_epoch_and_laptops_hand_in_again(kind: str, tmp_path: Path) -> None:
    with database_of(kind) as address, serving(tmp_path / "data", "0101", database=address) as server:
        laptop = enrolled(server, "0101")
        children(laptop, 3)
        assert laptop.push().head.safe == 0
        made = server.data.tell("backup", str(tmp_path / "backups"))
        assert laptop.pull().head.safe == made["ops"] == 4
        children(laptop, 2)
        laptop.push()
        assert server.data.tell("restore", str(tmp_path / "backups"))["epoch"] == 2
        answer = laptop.exchange(count=0)
        assert (answer.status, answer.error) == (410, {"error": "epoch", "epoch": 2, "points": [[1, 0], [2, 4]]})
        laptop.cursors.clear()
        answer = laptop.exchange(len(laptop.lines) + 1)
        assert (answer.status, answer.error["error"], answer.error["have"]) == (409, "gap", 4)
        laptop.sent = 4
        laptop.push()
        assert laptop.epoch == 2
        assert len(laptop.bodies) + 2 == server.data.tell("digest", "--office", "0101")["records"] == 6


def test_a_database_put_back_without_a_word_is_noticed(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "0101") as server:
        laptop = enrolled(server, "0101")
        port = server.port
        children(laptop, 3)
        laptop.push()
        server.stop()
        shutil.copy(tmp_path / "data" / FILE, tmp_path / "older.db")
        for epoch in (2, 3):
            again = start_server(tmp_path / "data", port)
            laptop.http, laptop.key = requests.Session(), b""
            children(laptop, 2)
            laptop.push()
            again.stop()
            assert again.process.stdout is not None
            again.process.stdout.close()
            for name in (f"{FILE}-wal", f"{FILE}-shm"):
                (tmp_path / "data" / name).unlink(missing_ok=True)
            shutil.copy(tmp_path / "older.db", tmp_path / "data" / FILE)
            again = start_server(tmp_path / "data", port)
            laptop.http, laptop.key = requests.Session(), b""
            told = laptop.exchange(count=0, first=1)
            assert (told.status, told.error["error"], told.error["epoch"]) == (410, "epoch", epoch)
            laptop.cursors.clear()
            laptop.sent = laptop.exchange(len(laptop.lines) + 1).error["have"]
            laptop.push()
            again.stop()
            again.process.stdout.close() if again.process.stdout else None
            shutil.copy(tmp_path / "data" / FILE, tmp_path / "older.db")
        server.process.stdout.close() if server.process.stdout else None


def test_a_base_from_before_a_restore_counts_no_further_than_what_is_left(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "0101") as server:
        laptop = enrolled(server, "0101")
        children(laptop, 1)
        laptop.push()
        server.data.tell("backup", str(tmp_path / "backups"))
        record = next(iter(laptop.pull_whole()))
        server.data.tell("restore", str(tmp_path / "backups"))
        laptop.cursors.clear()
        other = enrolled(server, "0101")
        reply = other.pull()
        other.op("edit", "child", record, {"school": "A"}, 2)
        other.push()
        laptop.op("edit", "child", record, {"school": "B"}, 50)
        assert [each.verdict for each in laptop.push().verdicts] == ["conflict"]
        assert reply.head.epoch == 2


def test_the_migration_makes_what_the_models_say(tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), models.METADATA) == []
    store.close()
    scripts = ScriptDirectory(str(SCRIPTS))
    assert tuple(each.revision for each in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_a_newer_or_damaged_database_is_refused_and_stays(tmp_path: Path) -> None:
    from sync.server.faults import ServerFault

    open_store(tmp_path / "data").close()
    path = tmp_path / "data" / FILE
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    with pytest.raises(ServerFault, match="newer") as caught:
        open_store(tmp_path / "data")
    assert caught.value.exit_code == 3
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(ServerFault, match="cannot be read"):
        open_store(tmp_path / "data")
    assert path.read_bytes().startswith(b"not a database")


def test_tables_begin_with_the_home_office() -> None:
    whole_server = {"meta", "clock", "commit_log", "epoch", "session", "scope_root"}
    whole_server |= {"erased", "blob", "blob_erased"}  # a content may be of several offices
    for table in models.METADATA.tables.values():
        if table.name not in whole_server:
            assert next(iter(table.primary_key.columns)).name == "home", table.name
