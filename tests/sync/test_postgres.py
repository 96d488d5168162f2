"""Several server processes on one PostgreSQL: the order of commits, locks and tries anew (sync.md §4, invariant 6)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text, update
from sqlalchemy.exc import DBAPIError

from sync.protocol import codec
from sync.protocol.blobs import name_of
from sync.protocol.bundle import Frame, Piece
from sync.server import models
from sync.server.blobs import blob_refs
from sync.server.blobs.blobs import Blobs, settle
from sync.server.database import PAUSE, Moved, Store, is_lost, lock_clock, open_store, position
from sync.server.desk import digests
from sync.server.devices.offices import add_office, device_by_id
from sync.server.exchange import receive
from sync.server.exchange.staging import Staging
from sync.server.exchange.waiting import keep_piece
from tests.support.near import Near, near
from tests.support.postgres import postgres_database

WAIT = 30.0


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two stores on one database, as two processes have them, with a province and two of its districts."""
    with postgres_database() as address:
        pair = open_store(tmp_path / "data", address), open_store(tmp_path / "data", address)
        for office in ("05", "0501", "0502"):
            add_office(pair[0], office)
        yield pair
        for store in pair:
            store.close()


@contextmanager
def held_before_commit(store: Store) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The next transaction of a store that gives a number stops before its end: (it stands there, let it go)."""
    reached, go = threading.Event(), threading.Event()

    def stop(connection: Connection) -> None:
        if not reached.is_set() and connection.info.pop("numbered", False):
            reached.set()
            assert go.wait(WAIT)

    def noticed(connection: Connection, *rest: Any) -> None:
        if str(rest[1]).startswith("INSERT INTO commit_log"):
            connection.info["numbered"] = True

    event.listen(store.engine, "before_cursor_execute", noticed)
    event.listen(store.engine, "commit", stop)
    try:
        yield reached, go
    finally:
        go.set()
        event.remove(store.engine, "commit", stop)
        event.remove(store.engine, "before_cursor_execute", noticed)


def until(store: Store, done: Callable[[], bool], *work: Future[Any]) -> None:
    """Waits for something that other threads bring about; a fault of theirs is raised."""
    quiet = threading.Event()
    for _ in range(int(WAIT / 0.01)):
        for each in work:
            if each.done():
                each.result()
        if done():
            return
        quiet.wait(0.01)
    raise AssertionError("it did not come about")


def waiting(store: Store) -> bool:
    """Whether some transaction waits for another one's lock."""
    with store.read() as connection:
        found = connection.execute(text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
        return bool(found.scalar())


def race(one: Store, two: Store) -> tuple[set[str], set[str]]:
    """Two pushes, the first of which takes long to end, and a reader meanwhile: what there is, and what he has in the end."""
    slow, quick, reader = near(one, "0501"), near(two, "0502"), near(two, "05")
    reader.pull()
    made = {
        slow.create("child", {"office": "0501", "school": "slow"}),
        quick.create("child", {"office": "0502", "school": "quick"}),
    }
    with held_before_commit(one) as (reached, go), ThreadPoolExecutor(2) as threads:
        first = threads.submit(slow.push)
        until(one, reached.is_set, first)
        second = threads.submit(quick.push)
        until(two, lambda: second.done() or waiting(two))
        reader.pull()
        go.set()
        assert first.result(WAIT).verdicts == second.result(WAIT).verdicts == ()
    reader.pull()
    return made, made & reader.bodies.keys()


def test_invariant_6_a_reader_who_saw_a_number_has_seen_all_before_it(stores: tuple[Store, Store]) -> None:
    made, seen = race(*stores)
    assert seen == made


TRAP = """
CREATE SEQUENCE plain START 1000;
SELECT nextval('plain');
ALTER TABLE clock RENAME TO clock_behind;
CREATE VIEW clock AS SELECT id, epoch, (SELECT last_value FROM plain) AS seq FROM clock_behind;
CREATE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM setval('plain', NEW.seq); RETURN NEW; END $$;
CREATE TRIGGER taken INSTEAD OF UPDATE ON clock FOR EACH ROW EXECUTE FUNCTION take();
"""


def test_a_plain_sequence_that_is_seen_before_its_commit_loses_a_record(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: numbers from a sequence without the global lock; the race above has to notice it."""
    with stores[0].write(alone=True) as connection:
        connection.execute(text(TRAP))
    monkeypatch.setattr(receive, "lock_clock", position)
    made, seen = race(*stores)
    assert len(made - seen) == 1


def test_what_an_operation_was_judged_by_is_looked_at_again_under_the_lock(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    head = near(stores[0], "0501")
    patch = {"office": "0501", "name": "B", "active": False, "roles": {"add": ["caseworker"], "del": []}}
    user = head.create("user", {**patch, "rights": {"add": [], "del": []}})
    record = head.create("child", {"office": "0501"})
    head.push()
    base = head.version(record)
    head.op("edit", "user", user, {"active": True}, base)
    head.push()
    clerk = near(stores[1], "0501", user)
    clerk.op("edit", "child", record, {"school": "of the clerk"}, base)
    head.op("edit", "user", user, {"active": False}, head.version(user))
    tries: list[str] = []

    def late(connection: Connection) -> tuple[int, int]:
        tries.append("")
        monkeypatch.setattr(receive, "lock_clock", lock_clock)
        assert head.push().verdicts == ()
        return lock_clock(connection)

    monkeypatch.setattr(receive, "lock_clock", late)
    [verdict] = clerk.push().verdicts
    assert (verdict.verdict, verdict.reason) == ("held", "no_right"), "he was active at no time that counts"
    assert len(tries) == 1


def test_two_that_wait_for_each_other_are_both_done_in_the_end(stores: tuple[Store, Store]) -> None:
    one, two = stores
    laptop = near(one, "0501")
    records = sorted(laptop.create("child", {"office": "0501"}) for _ in range(2))
    laptop.push()
    meet = threading.Barrier(2)
    tries: list[str] = []

    def crossing(order: list[str]) -> Callable[[Connection], None]:
        def work(connection: Connection) -> None:
            first = order[0] not in tries
            tries.append(order[0])
            staging = Staging(connection, 0, {})
            staging.load(order[:1])
            if first:
                meet.wait(WAIT)
            staging.load(order[1:])

        return work

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(one.again, crossing(records)), threads.submit(two.again, crossing(records[::-1]))]
        for each in both:
            each.result(WAIT)
    assert len(tries) == 3, "one of them was tried anew"


def test_a_record_that_another_process_makes_while_one_above_it_is_moved_is_seen_anew(stores: tuple[Store, Store]) -> None:
    """It was asked for before it was there: what was decided by that does not hold, and it has to follow the one above it."""
    one, tries = near(stores[1], "0501"), list[int]()
    case = one.create("case", {"office": "0501", "status": "open"})
    one.push()
    note = one.create("note", {"case": case, "text": "x"})

    def below(connection: Connection) -> set[str]:
        staging = Staging(connection, 0, {"0501": False})
        staging.load([note])
        if not tries:
            one.push()
        tries.append(1)
        staging.load_children([case])
        return staging.children[case]

    assert (stores[0].again(below), len(tries)) == ({note}, 2)


def test_only_a_lost_race_is_tried_anew(stores: tuple[Store, Store]) -> None:
    done: list[str] = []

    def moved(_: Connection) -> None:
        done.append("")
        if len(done) < 3:
            raise Moved

    stores[0].again(moved)
    assert len(done) == 3

    def wrong(connection: Connection) -> None:
        done.append("")
        connection.execute(text("SELECT nothing"))

    with pytest.raises(DBAPIError) as caught:
        stores[0].again(wrong)
    assert len(done) == 4
    assert not is_lost(caught.value)
    assert PAUSE < 0.1


def test_requests_of_one_device_wait_for_each_other(stores: tuple[Store, Store]) -> None:
    one, two = stores
    laptop = near(one, "0501")
    for number in range(20):
        laptop.create("child", {"office": "0501", "school": str(number)})
    whole = codec.pack(laptop.request(), "")
    doors = [Near("", "0501", device=laptop.device, form="", server=store) for store in (one, two, one, two)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda each: each.send(whole), doors))
    assert [answer.status for answer in answers] == [200] * 4
    assert {answer.read.head.have for answer in answers} == {21}
    assert all(answer.read.verdicts == () for answer in answers)
    with one.read() as connection:
        assert position(connection)[1] == 21, "each operation was numbered once"


def test_a_device_is_held_until_its_transaction_ends(stores: tuple[Store, Store]) -> None:
    one, two = stores
    laptop = near(one, "0501")
    laptop.create("child", {"office": "0501"})
    with ThreadPoolExecutor(1) as threads:
        with one.write() as connection:
            device_by_id(connection, laptop.device, lock=True)
            pushed = threads.submit(laptop.push)
            until(two, lambda: waiting(two), pushed)
            connection.execute(update(models.device).values(revoked_at="now"))
        with pytest.raises(AssertionError, match="device_revoked"):
            pushed.result(WAIT)


def test_digests_and_pages_are_of_one_moment(stores: tuple[Store, Store]) -> None:
    one, two = stores
    laptop = near(one, "0501")
    with two.read() as connection:
        before = position(connection)
        laptop.create("child", {"office": "0501"})
        laptop.push()
        assert position(connection) == before
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 1
    assert digests(two, "0501", None)["records"] == 2


def test_a_content_that_two_bring_at_once_is_kept_for_both(stores: tuple[Store, Store]) -> None:
    one, two = stores
    name = name_of(b"the same picture")
    with ThreadPoolExecutor(1) as threads:
        with one.write() as connection:
            blob_refs.came(connection, name, 16, "0501", "a")
            second = threads.submit(Blobs(two).put, "0502", "b", b"the same picture")
            until(two, lambda: waiting(two), second)
        assert second.result(WAIT) == name
    with one.read() as connection:
        assert [blob_refs.brought(connection, device, [name]) for device in ("a", "b")] == [{name}, {name}]


def test_two_processes_that_start_at_once_find_the_same_files(stores: tuple[Store, Store]) -> None:
    one, two = stores
    name = Blobs(one).put("0501", "a", b"a file without a row")
    with one.write() as connection:
        blob_refs.went(connection, [name])
    with ThreadPoolExecutor(1) as threads:
        with one.write() as connection:
            blob_refs.came(connection, name, 20, "", "")
            second = threads.submit(settle, two)
            until(two, lambda: waiting(two), second)
        second.result(WAIT)
    with one.read() as connection:
        assert blob_refs.all_names(connection) == {name}


def test_a_content_that_ends_while_another_process_starts_stays_known(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = stores
    listed = Blobs.names

    def late(contents: Blobs) -> dict[str, Path]:
        found = listed(contents)
        Blobs(one).put("0501", "a", b"whole just now")
        return found

    monkeypatch.setattr(Blobs, "names", late)
    settle(two)
    with one.read() as connection:
        assert blob_refs.all_names(connection) == {name_of(b"whole just now")}


def test_pieces_that_two_bring_at_once_are_joined(stores: tuple[Store, Store]) -> None:
    one, two = stores
    laptop = near(one, "0501")
    with one.read() as connection:
        device = device_by_id(connection, laptop.device)
    assert device is not None
    whole = b"Z" + b"x" * 100
    first, last = (Piece(sha256(whole).digest(), start, len(whole), whole[start : start + 60]) for start in (0, 60))

    def kept() -> Frame | None:
        return two.again(lambda connection: keep_piece(connection, device, last))

    with ThreadPoolExecutor(1) as threads:
        with one.write() as connection:
            assert keep_piece(connection, device, first) is None
            second = threads.submit(kept)
            until(two, lambda: second.done() or waiting(two), second)
        assert second.result(WAIT) == Frame("Z", b"x" * 100)
