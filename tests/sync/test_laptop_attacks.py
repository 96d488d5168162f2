"""Real databases against the server in this process: decisions after later changes, restored backups, what was parked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from app.data.outbox import dispatch, outbox
from app.data.replica import replica
from app.data.undo import undo
from app.services.exchange import exchange
from app.services.office.offices import Session
from app.syncing.identity import enrolment
from app.syncing.store import DatabaseStore
from sync.protocol.lines import RecordLine
from sync.server.app import make_app
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.sync.test_no_loss import OFFICE, Laptop


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A server without a process."""
    opened = open_store(tmp_path_factory.mktemp("server"))
    add_office(opened, OFFICE)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Iterator[tuple[Laptop, Laptop]]:
    """Two laptops of one office, shared by the tests here: each uses records of its own."""
    folder, app = tmp_path_factory.mktemp("laptops"), make_app(store)
    made = (Laptop(folder / "one", app, store, random.Random(1)), Laptop(folder / "two", app, store, random.Random(2)))
    both(*made)
    yield made
    for laptop in made:
        laptop.session.close()


def both(*laptops: Laptop) -> None:
    """All exchange until all have everything."""
    for _ in range(2):
        for laptop in laptops:
            laptop.exchange(0.0)


def child(laptop: Laptop, **values: object) -> str:
    """A new child."""
    with laptop.session.write("register") as uow:
        return uow.create("child", {"office": OFFICE, **values})


def edit(laptop: Laptop, record: str, **values: object) -> None:
    """A change of a child."""
    with laptop.session.write("edit") as uow:
        uow.update("child", record, values)


def clash_of(session: Session, record: str) -> exchange.Conflict:
    """The open clash of a record."""
    with session.read() as reader:
        [found] = [each for each in exchange.conflicts(reader) if each.record == record]
    return found


def decide(laptop: Laptop, record: str, take: exchange.Take) -> None:
    """A decision."""
    clash = clash_of(laptop.session, record)
    with laptop.session.write("decide") as uow:
        exchange.resolve(uow, clash.id, take)


def values(laptop: Laptop, record: str) -> dict[str, object]:
    """What is shown of a child."""
    with laptop.session.read() as reader:
        return dict(reader.get("child", record).values)


def test_to_keep_what_is_visible_keeps_what_stands_there_now(pair: tuple[Laptop, Laptop]) -> None:
    one, two = pair
    record = child(one, school="old")
    both(one, two)
    edit(one, record, school="A")
    edit(two, record, school="B")
    both(one, two)
    edit(one, record, school="later")
    both(one, two)
    clash = clash_of(two.session, record)
    assert (clash.current, clash.current_user) == ({"school": "later"}, one.session.actor.user)
    assert clash.proposed == {"school": "B"}
    decide(two, record, "current")
    both(one, two)
    assert values(one, record)["school"] == values(two, record)["school"] == "later"


def test_two_decisions_on_a_set_meet_and_leave_the_other_elements(pair: tuple[Laptop, Laptop]) -> None:
    one, two = pair
    record = child(one, disability=["hearing", "seeing"])
    both(one, two)
    edit(one, record, disability=["hearing"])
    edit(one, record, disability=["hearing", "seeing"], school="between")
    with one.session.write("edit") as uow:
        uow.update("child", record, {"disability": ["hearing"]})
    one.exchange(0.0)
    edit(one, record, disability=["hearing", "seeing"])
    edit(two, record, disability=["hearing"])
    both(one, two)
    edit(one, record, disability=["hearing", "seeing", "walking"])
    both(one, two)
    clash = clash_of(two.session, record)
    assert (clash.current, clash.proposed) == (
        {"disability": ["hearing", "seeing", "walking"]},
        {"disability": ["hearing", "walking"]},
    )
    decide(one, record, "current")
    decide(two, record, "proposed")
    both(one, two)
    assert values(one, record)["disability"] == ["hearing", "seeing", "walking"]
    assert clash_of(one.session, record).proposed == {"disability": ["hearing", "walking"]}
    decide(one, record, "proposed")
    both(one, two)
    assert values(two, record)["disability"] == ["hearing", "walking"]


def test_a_laptop_put_back_tells_its_reads_under_its_new_numbering(pair: tuple[Laptop, Laptop], store: Store) -> None:
    one, _ = pair

    def told() -> int:
        with store.read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM audit WHERE act = 'looked'").scalar_one())

    def look() -> None:
        with one.session.write("look") as uow:
            uow.note("read", "looked")

    before = told()
    edit(one, child(one), school="frozen, not answered")
    database = one.session.database
    with database.transaction() as connection:
        dispatch.next_batch(connection, 1 << 20)
        outbox.new_incarnation(connection, database.clock)
    with store.write() as connection:  # the laptop's lost time: the server has more of its reads than the laptop knows of
        connection.exec_driver_sql("UPDATE incarnation SET audit = 1000000")
    look()
    one.exchange(0.0)
    assert told() == before + 1


def test_what_could_not_be_taken_is_asked_for_again(pair: tuple[Laptop, Laptop], monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = pair
    record = child(one, school="old")
    both(one, two)
    edit(one, record, school="new")
    one.exchange(0.0)
    take: Callable[..., None] = replica.take_record

    def failing(connection: object, page: object, line: RecordLine, *more: object) -> None:
        if line.record == record:
            raise ValueError("content")
        take(connection, page, line, *more)

    monkeypatch.setattr(replica, "take_record", failing)
    two.exchange(0.0)
    monkeypatch.undo()
    assert values(two, record)["school"] == "old"
    enrolled = enrolment(two.session.database)
    assert enrolled is not None
    DatabaseStore(two.session.database, enrolled).begin()
    two.exchange(0.0)
    assert values(two, record)["school"] == "new"
    with two.session.read() as reader:
        assert exchange.status(reader).parked == 0


def test_an_undone_deletion_keeps_what_only_newer_versions_know(pair: tuple[Laptop, Laptop]) -> None:
    one, two = pair
    record = child(one, school="old")
    with one.session.database.transaction() as connection:  # as a newer version of the programme would have written it
        connection.exec_driver_sql(
            "UPDATE op SET patch = json_set(plain(patch), '$.of_tomorrow', json('{\"a\":[1]}')) WHERE record = ?", (record,)
        )
    both(one, two)
    assert values(two, record)["of_tomorrow"] == {"a": [1]}
    with two.session.write("delete") as uow:
        uow.delete("child", record)
    with two.session.write("undo") as uow:
        undo(uow)
    edit(two, record, school="new")
    both(one, two)
    for laptop in pair:
        assert values(laptop, record) == {"office": OFFICE, "school": "new", "of_tomorrow": {"a": [1]}}


@pytest.mark.parametrize("after", [False, True], ids=["numbered anew", "saved after"])
def test_what_was_saved_over_the_own_last_words_does_not_clash_with_them(pair: tuple[Laptop, Laptop], after: bool) -> None:
    """A new numbering (a restored laptop, a cloned disk) knows what its authors saw in the former one."""
    one, _ = pair
    record = child(one, school="old")
    both(*pair)
    edit(one, record, school="sent")
    database = one.session.database
    with database.transaction() as connection:
        dispatch.next_batch(connection, 1 << 20)
    if not after:
        edit(one, record, school="over it")
    with database.transaction() as connection:
        outbox.new_incarnation(connection, database.clock)
    if after:
        edit(one, record, school="over it")
    both(*pair)
    for laptop in pair:
        with laptop.session.read() as reader:
            assert [each for each in exchange.conflicts(reader) if each.record == record] == []
            assert reader.get("child", record).text("school") == "over it"
