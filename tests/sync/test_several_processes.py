"""Two server processes on one database and one folder, on either kind: nothing is lost, doubled, or known to one alone."""

from __future__ import annotations

import json
import random
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pytest
import requests
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, select, text
from sqlalchemy.pool import NullPool

from sync.protocol.lines import RecordLine
from sync.server import models
from sync.server.database import FILE, REVISIONS, SCRIPTS, WAIT, open_store, settle
from tests.support.enrolled import enrolled
from tests.support.laptop import Laptop
from tests.support.postgres import DATABASES, database_of, postgres_database
from tests.support.server import RunningServer, ServerFolder, beside, quick_code, serving, start_server

CODES = [f"08{number:02}" for number in range(1, 15)]
OFFICES = cycle(CODES)


class Two(NamedTuple):
    """Two processes on one database."""

    one: RunningServer
    other: RunningServer


@pytest.fixture(scope="module", params=DATABASES)
def two(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two processes on each kind of database; each test takes an office of its own there."""
    folder = tmp_path_factory.mktemp("server") / "data"
    with (
        database_of(request.param) as address,
        serving(folder, "08", *CODES, database=address) as one,
        beside(one) as other,
    ):
        yield Two(one, other)


@pytest.fixture
def office() -> str:
    """An office that no other test of the same database uses."""
    return next(OFFICES)


def work(two: Two, laptop: Laptop, shared: str, base: int, seed: int) -> None:
    """Many small pushes, now to one process, now to the other: new children, and edits of one that all edit."""
    chance = random.Random(seed)
    for number in range(12):
        laptop.url = chance.choice(two).url
        laptop.create("child", {"office": laptop.office, "school": f"{seed}-{number}"})
        if number % 3 == 0:
            laptop.op("edit", "child", shared, {"how_to_find": f"{seed}-{number}"}, base)
        answer = laptop.exchange()
        while answer.status == 503:
            answer = laptop.exchange()
        laptop.sent = answer.read.head.have


def test_many_write_at_once_and_who_reads_meanwhile_misses_nothing(two: Two, office: str) -> None:
    laptops = [enrolled(two.one, office) for _ in range(4)]
    shared = laptops[0].create("child", {"office": office})
    laptops[0].push()
    page = laptops[0].exchange(count=0, wanted=(shared,)).read.page
    base = next(line.version for line in page if isinstance(line, RecordLine) and line.record == shared)
    reader = enrolled(two.other, "08")
    done = threading.Event()

    def read() -> None:
        chance = random.Random(99)
        while not done.is_set():
            reader.url = chance.choice(two).url
            reader.pull()
        reader.pull()

    with ThreadPoolExecutor(5) as threads:
        reading = threads.submit(read)
        try:
            working = [threads.submit(work, two, laptop, shared, base, seed) for seed, laptop in enumerate(laptops)]
            for each in working:
                each.result(120)
        finally:
            done.set()
        reading.result(120)
    seen = {record: body for record, body in reader.bodies.items() if body is None or "roles" not in body}
    assert seen == reader.pull_whole(), "what came bit by bit is what a fresh computer receives"
    assert len([body for body in seen.values() if body and body["office"] == office]) == 1 + 4 * 12
    with closing(two.one.data.opened()) as store, store.read() as connection:
        log = models.op_log.c
        given = connection.execute(select(log.version).where(log.version > 0)).scalars().all()
        assert len(given) == len(set(given)), "no number was given twice"
        assert connection.execute(select(models.conflict.c.id).where(models.conflict.c.record == shared)).first()
    assert two.one.data.tell("digest", "--office", "08")["records"] == len(reader.bodies)


def test_a_code_serves_one_of_two_who_use_it_at_once(two: Two, office: str) -> None:
    for _ in range(4):
        code = quick_code(two.one, office)
        pair = [Laptop(server.url, office) for server in two]
        with ThreadPoolExecutor(2) as threads:
            answers = list(threads.map(Laptop.enrol, pair, [code] * 2))
        assert sorted(answer.status_code for answer in answers) == [200, 403]
        same = pair[0 if answers[0].status_code == 200 else 1]
        with ThreadPoolExecutor(2) as threads:
            again = list(threads.map(ask_again, [same] * 2, [server.url for server in two], [code] * 2))
        assert again == [200, 200], "a lost answer is given again, by either process"


def ask_again(laptop: Laptop, url: str, code: str) -> int:
    """The status of asking again at an address."""
    twin = Laptop(url, laptop.office, laptop.user, laptop.device, laptop.secret)
    return twin.enrol(code).status_code


def test_a_key_agreed_with_one_process_counts_at_the_other_and_a_revocation_at_both(two: Two, office: str) -> None:
    laptop = enrolled(two.one, office)
    key = laptop.key
    laptop.url = two.other.url
    assert laptop.exchange(count=0).status == 200
    assert laptop.key == key, "it was not asked to sign anew"
    two.one.data.tell("device", "revoke", laptop.device)
    for server in two:
        laptop.url = server.url
        assert laptop.exchange(count=0).error == {"error": "device_revoked"}
        laptop.create("child", {"office": office})
        assert laptop.exchange().error == {"error": "device_revoked"}
        laptop.lines.pop()


@contextmanager
def started(*commands: RunningServer) -> Iterator[None]:
    """Ends processes after a block."""
    try:
        yield
    finally:
        for each in commands:
            each.stop()
            if each.process.stdout is not None:
                each.process.stdout.close()


@pytest.mark.parametrize("kind", DATABASES)
def test_two_processes_that_start_at_once_on_nothing_are_one_server(kind: str, tmp_path: Path) -> None:
    with database_of(kind, empty=True) as address, ThreadPoolExecutor(2) as threads:
        folder = tmp_path / "data"
        folder.mkdir()
        pair = list(threads.map(lambda _: start_server(folder, database=address), range(2)))
        with started(*pair):
            pair[0].data.add_office("0801")
            laptop = enrolled(pair[0], "0801")
            laptop.url = pair[1].url
            key = laptop.key
            assert laptop.exchange(count=0).status == 200
            assert laptop.key == key, "both have the same keys"
        beside = sorted(path.name for path in folder.iterdir() if not path.name.startswith("server.db"))
        assert beside == ["keys.json", "ledger.json"]


def test_a_new_file_that_two_open_at_once_is_open_for_both(tmp_path: Path) -> None:
    meet = threading.Barrier(2)

    def opened(path: Path) -> str:
        meet.wait(60)
        with closing(_opened(path)) as driver:
            return str(driver.execute("PRAGMA journal_mode").fetchone()[0])

    with ThreadPoolExecutor(2) as threads:
        for number in range(30):
            assert list(threads.map(opened, [tmp_path / f"{number}.db"] * 2)) == ["wal", "wal"]


def _opened(path: Path) -> sqlite3.Connection:
    """A connection as the server makes it."""
    driver = sqlite3.connect(path, timeout=WAIT)
    try:
        settle(driver)
    except sqlite3.Error:
        driver.close()
        raise
    return driver


@pytest.mark.parametrize("kind", DATABASES)
def test_two_processes_that_bring_an_older_database_up_at_once_do_it_once(kind: str, tmp_path: Path) -> None:
    with database_of(kind, empty=True) as address, ThreadPoolExecutor(2) as threads:
        data = ServerFolder(tmp_path / "data", address)
        older(data)
        done = list(threads.map(lambda _: data.run("--json", "status"), range(2)))
        assert [each.returncode for each in done] == [0, 0], [each.stderr for each in done]
        assert [json.loads(each.stdout)["seq"] for each in done] == [77, 77]
        with closing(data.opened()) as store, store.read() as connection:
            assert compare_metadata(MigrationContext.configure(connection), models.METADATA) == []


def older(data: ServerFolder) -> None:
    """A database as the first version left it."""
    data.folder.mkdir()
    engine = create_engine(data.database or f"sqlite:///{data.folder / FILE}", poolclass=NullPool)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, REVISIONS[0])
        connection.execute(text("INSERT INTO clock VALUES (1, 1, 77)"))
        connection.execute(text("INSERT INTO epoch VALUES (1, 0, '')"))
    engine.dispose()


def test_running_processes_take_the_keys_that_a_restore_brings(two: Two, office: str, tmp_path: Path) -> None:
    with serving(tmp_path / "old", office) as before:
        laptop = enrolled(before, office)
        before.data.tell("backup", str(tmp_path / "backups"))
    kept = two.one.data.tell("backup", str(tmp_path / "kept"))["path"]
    laptop.url = two.one.url
    assert laptop.exchange(count=0).error == {"error": "device_unknown"}, "another server, with other keys"
    two.other.data.tell("restore", str(tmp_path / "backups"))
    for server in two:
        laptop.url, laptop.key = server.url, b""
        assert laptop.exchange(count=0).error["error"] == "epoch", "signed for the keys of the old server"
    two.one.data.tell("restore", kept)


def test_the_end_of_one_process_in_a_push_hinders_nobody(tmp_path: Path) -> None:
    with postgres_database() as address, serving(tmp_path / "data", "0801", database=address) as one, beside(one) as other:
        laptop, witness = enrolled(one, "0801"), enrolled(other, "0801")
        for number in range(400):
            laptop.create("child", {"office": "0801", "school": str(number)})
        cut = threading.Timer(0.15, one.kill)
        cut.start()
        try:
            for start in range(laptop.sent + 1, len(laptop.lines) + 1, 40):
                laptop.exchange(start, 40)
        except requests.RequestException:
            pass
        cut.join()
        witness.create("child", {"office": "0801", "school": "witness"})
        assert witness.push().verdicts == ()
        laptop.url = other.url
        here = laptop.exchange(len(laptop.lines) + 1)
        laptop.sent = here.error["have"] if here.status == 409 else here.read.head.have
        laptop.push()
        assert len(witness.pull_whole()) == 401
        assert other.data.tell("digest", "--office", "0801")["records"] == 403


def test_connections_that_the_database_cut_are_made_anew(tmp_path: Path) -> None:
    with postgres_database() as address, serving(tmp_path / "data", "0801", database=address) as server:
        laptop = enrolled(server, "0801")
        with closing(open_store(tmp_path / "data", address)) as store, store.read() as connection:
            cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
            assert connection.execute(text(f"{cut}pg_backend_pid()")).scalar()
        laptop.create("child", {"office": "0801"})
        answers = [laptop.exchange().status for _ in range(3)]
        assert set(answers) <= {200, 503}
        assert answers[-1] == 200
        assert server.data.tell("status")["records"] == 2
