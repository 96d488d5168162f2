"""A voucher is the server's word of one day: asked for again and again, it goes when its reader may see things no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.data.outbox import sharing
from app.domain.errors import EnvironmentFault, InputError
from app.services.exchange import bundles as making
from app.services.exchange import exchange
from app.services.office.offices import Session
from app.syncing import between
from app.syncing.exchange import Exchanger
from app.syncing.identity import enrolment
from sync.protocol.auth import new_exchange_key, public_of_exchange
from sync.protocol.vouchers import ASKED_MAX, Answer, decode_voucher
from sync.server.devices.offices import revoke
from tests.support.server import RunningServer, quick_office, serving
from tests.support.stick import Site
from tests.sync.test_between_offices import DISTRICT, PROVINCE, link, pair
from tests.sync.test_bundle_services import OFFICE, child, laptop

EPOCH = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.time = EPOCH

    def now(self) -> datetime:
        """Where it stands."""
        return self.time

    def later(self, **span: float) -> None:
        """It is put on."""
        self.time += timedelta(**span)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server with a province and its district."""
    with Site(tmp_path, PROVINCE, DISTRICT) as made:
        yield made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that laptops reach as the programme does."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        quick_office(running, OFFICE)
        yield running


@pytest.fixture
def both(server: RunningServer, tmp_path: Path) -> Iterator[tuple[Session, Session]]:
    """Two laptops of an office; something waits on the first, which was vouched for once before."""
    one, two = laptop(server, tmp_path / "one"), laptop(server, tmp_path / "two")
    for session in (two, one):
        exchange.exchange(session)
    child(one, "near the pagoda")
    making.make(one, tmp_path / "first", reader=making.own_tag(two))
    yield one, two
    for session in (one, two):
        exchange.leave(session)
        session.close()


def tags(session: Session) -> list[str]:
    """Whom something may be shown as far as is known here."""
    with session.database.transaction() as connection:
        return sorted(sharing.vouchers(connection))


def test_who_was_revoked_is_shown_nothing_more_by_a_maker_with_a_link(
    server: RunningServer, both: tuple[Session, Session], tmp_path: Path
) -> None:
    one, two = both
    server.data.tell("device", "revoke", making.own_tag(two))
    with pytest.raises(InputError, match="voucher_none"):
        making.make(one, tmp_path / "stick", reader=making.own_tag(two))
    assert not (tmp_path / "stick").exists()
    assert tags(one) == []


def test_a_key_that_changed_is_sealed_to_from_then_on(
    server: RunningServer, both: tuple[Session, Session], tmp_path: Path
) -> None:
    one, two = both
    tag, new = making.own_tag(two), public_of_exchange(new_exchange_key())
    store = server.data.opened()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE device SET exchange = ? WHERE tag = ?", (new, tag))
    store.close()
    making.make(one, tmp_path / "stick", reader=tag)
    me = enrolment(one.database)
    assert me is not None
    with one.database.transaction() as connection:
        assert decode_voucher(sharing.vouchers(connection)[tag], me.sign).reader_key == new


def test_without_a_link_the_voucher_that_is_here_counts_and_is_asked_for_next_time(
    both: tuple[Session, Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = both

    def away(*_: object) -> None:
        raise EnvironmentFault("no_connection")

    with monkeypatch.context() as patched:
        patched.setattr(Exchanger, "ask", away)
        made = making.make(one, tmp_path / "stick", reader=making.own_tag(two))
        with pytest.raises(InputError, match="voucher_waits"):
            making.make(one, tmp_path / "stick", reader="ZZZ")
    [shown] = making.take(two, made.files)
    assert (shown.kind, shown.shown) == ("shown", 1)
    me = enrolment(one.database)
    assert me is not None
    question = between.question(one.database, me)
    assert question is not None
    assert list(question.tags) == ["ZZZ", making.own_tag(two)]


def test_an_exchange_without_news_is_one_trip_and_once_a_day_asks_for_the_vouchers_too(both: tuple[Session, Session]) -> None:
    one, _ = both
    clock = one.database.clock = Clock()
    for _ in range(3):
        exchange.exchange(one)
    for _ in range(2):
        clock.later(hours=11)
        exchange.exchange(one)
        idle = exchange.exchange(one)
        assert idle.requests == 1
        assert idle.bytes_up + idle.bytes_down <= 700
    with one.database.transaction() as connection:
        before = sharing.to_renew(connection, clock.now() - timedelta(hours=12), clock.now())
    clock.later(hours=3)
    exchange.exchange(one)
    with one.database.transaction() as connection:
        after = sharing.to_renew(connection, clock.now() - timedelta(hours=12), clock.now())
    assert (before, after) == (tags(one), [])


def test_who_was_revoked_is_found_by_an_exchange_of_the_next_day(site: Site) -> None:
    one, two, _ = pair(site)
    clock = one.session.database.clock = Clock()
    link(one)
    revoke(site.store, two.enrolment.tag)
    clock.later(hours=25)
    link(one)
    assert tags(one.session) == []
    assert between.question(one.session.database, one.enrolment) is None


def test_a_clock_that_was_put_back_keeps_no_voucher_from_being_asked_for(site: Site) -> None:
    one, two, _ = pair(site)
    clock = one.session.database.clock = Clock()
    clock.later(days=3650)
    link(one)
    clock.later(days=-3600)
    question = between.question(one.session.database, one.enrolment)
    assert question is not None
    assert list(question.tags) == [two.enrolment.tag]


def test_files_ask_for_the_vouchers_too_and_a_late_answer_brings_none_back(site: Site) -> None:
    one, two, child = pair(site)
    one.edit(child, how_to_find="second")
    early = site.take(*one.seal(100_000))
    revoke(site.store, two.enrolment.tag)
    for reply in site.take(*one.seal(100_000)):
        one.open(reply)
    assert tags(one.session) == []
    for reply in early:
        one.open(reply)
    assert tags(one.session) == [], "an answer from before"


def test_a_late_answer_is_asked_for_anew_by_the_next_exchange(site: Site) -> None:
    one, two, child = pair(site)
    one.edit(child, how_to_find="second")
    early = site.take(*one.seal(100_000))
    revoke(site.store, two.enrolment.tag)
    for reply in early:
        one.open(reply)
    assert tags(one.session) == [two.enrolment.tag]
    link(one)
    assert tags(one.session) == []


def test_a_late_no_is_asked_about_anew_by_the_next_exchange(site: Site) -> None:
    """The voucher that it takes away may have come since, and so may the wish for one that it answers."""
    one, two, _ = pair(site)
    database, tag = one.session.database, two.enrolment.tag
    late = Answer(refused=[tag, "ZZZ"])
    between.want_voucher(database, "ZZZ")
    between.keep_vouchers(database, late, late=True)
    assert tags(one.session) == [], "nothing is shown meanwhile"
    asked = between.question(database, one.enrolment)
    assert asked is not None
    assert sorted(asked.tags) == sorted([tag, "ZZZ"])
    between.keep_vouchers(database, Answer({tag: b"older still"}), late=True)
    assert tags(one.session) == [], "only the link says that it is right after all"
    link(one)
    assert tags(one.session) == [tag]
    assert between.question(database, one.enrolment) is None


def test_what_the_server_cannot_read_is_asked_no_more_after_a_late_no_either(site: Site) -> None:
    one, _, _ = pair(site)
    database = one.session.database
    between.want_voucher(database, "ZZZ")
    between.keep_vouchers(database, Answer(refused=["ZZZ"]), late=True)
    between.ask_no_more(database, ["ZZZ"])
    assert between.question(database, one.enrolment) is None


def test_of_many_vouchers_each_has_its_turn(site: Site) -> None:
    one, _, _ = pair(site)
    database = one.session.database
    clock = database.clock = Clock()
    names = [f"T{number:03}" for number in range(2 * ASKED_MAX + 20)]
    for name in names:
        between.want_voucher(database, name)
    between.keep_vouchers(database, Answer(dict.fromkeys(names, b"voucher")))
    clock.later(days=2)
    asked: list[str] = []
    for _ in range(3):
        question = between.question(database, one.enrolment)
        assert question is not None
        assert len(question.tags) <= ASKED_MAX
        asked += question.tags
        between.keep_vouchers(database, Answer(dict.fromkeys(question.tags, b"voucher")))
        clock.later(minutes=5)
    assert sorted({*asked}) == tags(one.session)
    assert between.question(database, one.enrolment) is None
