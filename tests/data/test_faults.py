"""What a machine can do to the data: full disk, no right to write, damage, a second instance, a power cut in mid-save."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlcipher3.dbapi2 as driver

from app.data.connection import FILE
from app.data.database import Database, create_database, open_database
from app.data.faults import fault_of, translated
from app.data.keeping.doctor import examine
from app.domain.errors import EnvironmentFault
from app.domain.records import Actor
from app.text.words import error_text

KEY = bytes(range(32))


def fault(folder: Path) -> str:
    """The code of the fault at opening."""
    with pytest.raises(EnvironmentFault) as raised:
        open_database(folder, KEY)
    assert error_text(raised.value, "km")
    return raised.value.code


def test_a_second_instance_is_refused_and_the_first_goes_on(tmp_path: Path, database: Database, actor: Actor) -> None:
    assert fault(tmp_path) == "second_instance"
    with database.write(actor, "x") as uow:
        uow.create("child", {"school": "a"})


def test_another_process_is_refused_too(tmp_path: Path, database: Database) -> None:
    code = (
        "import sys; from pathlib import Path; from app.data.database import open_database; "
        "open_database(Path(sys.argv[1]), bytes(range(32)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "second_instance" in done.stderr


def test_a_missing_database_and_one_that_is_there_already(tmp_path: Path) -> None:
    assert fault(tmp_path) == "database_missing"
    create_database(tmp_path, KEY).close()
    with pytest.raises(EnvironmentFault, match="database_exists"):
        create_database(tmp_path, KEY)
    open_database(tmp_path, KEY).close()


@pytest.mark.parametrize("damage", ["garbled head", "cut short", "plain text", "empty"])
def test_a_damaged_file_is_told_and_left(tmp_path: Path, damage: str) -> None:
    create_database(tmp_path, KEY).close()
    path = tmp_path / FILE
    content = path.read_bytes()
    path.write_bytes(
        {
            "garbled head": os.urandom(4096) + content[4096:],
            "cut short": content[:1000],
            "plain text": b"this is no database\n" * 500,
            "empty": b"",
        }[damage]
    )
    before = path.read_bytes()
    assert fault(tmp_path) == "database_damaged"
    assert path.read_bytes() == before


def test_damage_in_the_middle_is_told_when_it_is_read(tmp_path: Path, actor: Actor) -> None:
    create_database(tmp_path, KEY).close()
    path = tmp_path / FILE
    content = bytearray(path.read_bytes())
    content[-40 * 4096 :] = os.urandom(40 * 4096)
    path.write_bytes(content)
    with open_database(tmp_path, KEY) as database, pytest.raises(EnvironmentFault, match="database_damaged"):
        examine(database, actor)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    create_database(tmp_path, KEY).close()
    with pytest.raises(EnvironmentFault, match="database_damaged"):
        open_database(tmp_path, bytes(32))


@pytest.fixture
def small_database(database: Database) -> Iterator[Database]:
    """A database that SQLite lets grow by a few pages only, as on a disk that is nearly full."""
    with database.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 20}")
    yield database
    with database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")


def test_a_full_database_keeps_everything_saved(small_database: Database, actor: Actor) -> None:
    with small_database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "a"})
    with pytest.raises(EnvironmentFault, match="disk_full"), small_database.write(actor, "x") as uow:
        uow.create("child", {"school": "x" * 500_000})
    with small_database.read(actor) as reader:
        assert [record.id for record in reader.find("child")] == [child]
    with small_database.write(actor, "x") as uow:
        uow.update("child", child, {"school": "b"})
    assert all(check.ok for check in examine(small_database, actor))


FILLS_THE_DISK = """
import resource, signal, sys
from pathlib import Path
from app.data.database import open_database
from app.domain.errors import EnvironmentFault
from app.domain.records import Actor
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
actor = Actor("u", "n", "0203")
with open_database(Path(sys.argv[1]), bytes(range(32))) as database:
    with database.write(actor, "x") as uow:
        uow.create("child", {"school": "kept"})
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    saved = 0
    try:
        for number in range(2000):
            with database.write(actor, "x") as uow:
                uow.create("child", {"school": "x" * 3000})
            saved += 1
    except EnvironmentFault as fault:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print(fault.code, saved, flush=True)
    with database.write(actor, "x") as uow:
        uow.create("child", {"school": "after"})
"""


if sys.platform != "win32":  # Windows has no such limit; the test above covers it there

    def test_a_disk_that_really_takes_no_more_loses_nothing_saved(tmp_path: Path, actor: Actor) -> None:
        """The system refuses to let a file grow (RLIMIT_FSIZE), as a full disk does; then there is room again."""
        create_database(tmp_path, KEY).close()
        done = subprocess.run(
            [sys.executable, "-c", FILLS_THE_DISK, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == 0, done.stderr
        code, saved = done.stdout.split()
        assert code in {"disk_full", "disk_error"}
        with open_database(tmp_path, KEY) as database, database.read(actor) as reader:
            assert reader.count("child") == int(saved) + 2
            assert all(check.ok for check in examine(database, actor))


def test_a_folder_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file where a folder is needed refuses root too, whom modes do not stop."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(EnvironmentFault, match="read_only"):
        create_database(tmp_path / "file", KEY)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("attempt to write a readonly database", "read_only"),
        ("unable to open database file", "read_only"),
        ("database or disk is full", "disk_full"),
        ("database is locked", "database_busy"),
        ("disk I/O error", "disk_error"),
        ("database disk image is malformed", "database_damaged"),
    ],
)
def test_every_fault_of_the_driver_has_its_words(message: str, code: str) -> None:
    import sqlcipher3.dbapi2 as driver

    found = fault_of(driver.OperationalError(message))
    assert found is not None
    assert found.code == code
    assert fault_of(driver.OperationalError("no such table: x")) is None
    for lang in ("km", "en"):
        assert error_text(found, lang) != code


def test_a_read_only_connection_cannot_write(database: Database, actor: Actor) -> None:
    with pytest.raises(EnvironmentFault, match="read_only"), database.read(actor) as reader:
        reader.connection.exec_driver_sql("DELETE FROM meta")


def test_a_write_within_a_write_is_a_bug_that_shows(database: Database, actor: Actor) -> None:
    with pytest.raises(RuntimeError), database.write(actor, "x"), database.write(actor, "y"):
        pass
    with database.write(actor, "z") as uow:
        uow.create("child", {"school": "a"})


SAVES_UNTIL_KILLED = """
import sys
from pathlib import Path
from app.data.database import open_database
from app.domain.records import Actor
actor = Actor("u", "n", "0203")
with open_database(Path(sys.argv[1]), bytes(range(32))) as database:
    number = 0
    while True:
        number += 1
        with database.write(actor, "x") as uow:
            child = uow.create("child", {"school": str(number)})
            uow.create("case", {"child": child, "reason": "x" * 5000})
        print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 30])
def test_saved_means_committed_even_when_the_process_is_killed(tmp_path: Path, actor: Actor, after: int) -> None:
    create_database(tmp_path, KEY).close()
    with subprocess.Popen(
        [sys.executable, "-c", SAVES_UNTIL_KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = 0
        for line in process.stdout:
            said = int(line)
            if said >= after:
                process.kill()
                break
        said = max([said, *(int(line) for line in process.stdout if line.endswith("\n"))])
    with open_database(tmp_path, KEY) as database:
        assert all(check.ok for check in examine(database, actor))
        with database.read(actor) as reader:
            kept = reader.count("child")
            assert said <= kept <= said + 1
            assert reader.count("case") == kept
            assert reader.ops_waiting() == 2 * kept
            waiting = reader.connection.exec_driver_sql("SELECT next_seq FROM incarnation").scalar_one()
            assert waiting == 2 * kept + 1


@pytest.mark.parametrize(("free", "code"), [(0, "disk_full"), (10**9, "disk_error")])
def test_a_fault_of_a_disk_without_room_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(EnvironmentFault, match=code), translated(tmp_path):
        raise driver.OperationalError("disk I/O error")
