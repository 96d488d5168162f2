"""Files that are carried for others go behind the own records, and one that fails stops only itself (sync.md §6, §7)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.data import meter
from app.services.exchange import bundles as making
from app.services.exchange import exchange
from app.services.office.offices import Session
from app.syncing import between
from app.syncing.carrying import Carrying
from sync.client.backoff import Backoff
from sync.client.bundles import NotTaken
from sync.client.ports import Answer, LinkFault
from sync.client.transport import HttpTransport
from sync.protocol import bundle, vouchers
from sync.protocol.envelope import PATH, REQUEST_ID
from tests.support.bad_link import BadLink
from tests.support.server import RunningServer, quick_office, serving
from tests.support.stick import Site
from tests.sync.test_bundle_services import OFFICE, child, laptop, waits
from tests.sync.test_contents import reroute

Send = Callable[[HttpTransport, str, str, bytes, Mapping[str, str]], Answer]
SMALL, LARGE = 200, 60_000
"""Bytes of what a file holds that goes in one request, and of one that goes in pieces."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the tests here."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        quick_office(running, OFFICE)
        yield running


@dataclass
class Hands:
    """A laptop that makes files, and one that carries them."""

    maker: Session
    carrier: Session
    folder: Path

    def give(self, size: int) -> str:
        """The carrier takes one more file of the maker, with a record of so many bytes that cannot be packed; the record."""
        made = child(self.maker, random.Random(size).randbytes(size // 2).hex())
        files = making.make(
            self.maker, self.folder / str(len(list(self.folder.iterdir()))), reader=making.own_tag(self.carrier)
        )
        assert [each.kind for each in making.take(self.carrier, files.files)] == ["shown"] * len(files.files)
        return made

    def carried(self) -> int:
        """Files that lie at the carrier."""
        return len(between.to_carry(self.carrier.database))


@pytest.fixture
def hands(server: RunningServer, tmp_path: Path) -> Iterator[Hands]:
    """Two laptops that have exchanged everything."""
    (tmp_path / "sticks").mkdir()
    made = Hands(laptop(server, tmp_path / "one"), laptop(server, tmp_path / "two"), tmp_path / "sticks")
    for session in (made.carrier, made.maker, made.carrier):
        exchange.exchange(session)
    yield made
    for session in (made.maker, made.carrier):
        exchange.leave(session)
        session.close()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes over links: the paths of all requests."""
    real, paths = HttpTransport.send, list[str]()

    def send(line: HttpTransport, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        paths.append(path.partition("?")[0])
        return real(line, method, path, body, headers)

    monkeypatch.setattr(HttpTransport, "send", send)
    return paths


def at_once(backoff: Backoff, _: float | None = None) -> float:
    """One failure more, and no wait after it."""
    backoff.failures += 1
    return 0.0


def failing(monkeypatch: pytest.MonkeyPatch, fails: Callable[[str, bytes], bool], answer: Callable[[], Answer]) -> None:
    """From now on some requests are answered so, without waits between tries."""
    real = HttpTransport.send

    def send(line: HttpTransport, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if not fails(path, body):
            return real(line, method, path, body, headers)
        told = answer()
        return Answer(told.status, {**told.headers, REQUEST_ID.lower(): headers[REQUEST_ID]}, told.body)

    monkeypatch.setattr(HttpTransport, "send", send)
    monkeypatch.setattr(Backoff, "next", at_once)


def broken() -> Answer:
    """A server that breaks down over a request."""
    return Answer(500, {"content-type": "application/json"}, b'{"error": "server_error"}')


def cut() -> Answer:
    """No answer."""
    raise LinkFault("link_cut")


def pictures(session: Session) -> int:
    """Bytes that the meter counts as pictures and files."""
    with session.database.transaction() as connection:
        return sum(each.pictures.bytes for each in meter.months(connection, 1))


def test_own_records_go_before_what_is_carried(hands: Hands, sent: list[str]) -> None:
    hands.give(LARGE)
    child(hands.carrier, "urgent")
    sent.clear()
    report = exchange.exchange(hands.carrier)
    assert sent.index(PATH) < min(place for place, path in enumerate(sent) if "blobs" in path or path == bundle.PATH)
    assert (hands.carried(), waits(hands.carrier), report.contents_fault) == (0, 0, "")
    with hands.carrier.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT count(*) FROM foreign_op").scalar_one() == 0, "it lies in the pages"


def test_invariant_22_a_link_that_is_cut_carries_own_records_at_once_and_the_file_in_time(
    hands: Hands, server: RunningServer
) -> None:
    hands.give(LARGE)
    hands.give(2 * LARGE)
    [_, (_, size)] = between.to_carry(hands.carrier.database)
    child(hands.carrier, "urgent")
    with BadLink(server.port, cut_every=24_000, seed=5) as link:
        reroute(hands.carrier, link.url)
        exchange.exchange(hands.carrier)
        assert waits(hands.carrier) == 0, "the first exchange"
        for _ in range(10):
            if hands.carried():
                exchange.exchange(hands.carrier)
        assert hands.carried() == 0
        assert link.counts.up < 2.5 * (size + LARGE)


@pytest.mark.parametrize("fault", [broken, cut])
def test_a_file_that_the_server_falls_over_stops_neither_records_nor_other_files(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, fault: Callable[[], Answer]
) -> None:
    hands.give(SMALL)
    [(bad, _)] = between.to_carry(hands.carrier.database)
    poison = between.carried_file(hands.carrier.database, bad)
    hands.give(SMALL + 2)
    child(hands.carrier, "urgent")
    failing(monkeypatch, lambda path, body: path == bundle.PATH and body == poison, fault)
    report = exchange.exchange(hands.carrier)
    assert report.contents_fault == ("server_error" if fault is broken else "link_cut")
    assert waits(hands.carrier) == 0
    exchange.exchange(hands.carrier)
    assert [name for name, _ in between.to_carry(hands.carrier.database)] == [bad]
    monkeypatch.undo()
    exchange.leave(hands.carrier)
    assert exchange.exchange(hands.carrier).contents_fault == ""
    assert hands.carried() == 0


def test_what_the_server_broke_down_over_is_not_sent_again_at_once(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    hands.give(SMALL)
    tries: list[str] = []

    def fails(path: str, _: bytes) -> bool:
        tries.extend([path] if path == bundle.PATH else [])
        return path == bundle.PATH

    failing(monkeypatch, fails, broken)
    for _ in range(4):
        last = exchange.exchange(hands.carrier)
    assert 1 < len(tries) <= 4
    assert last.contents_fault == "", "a file that waits holds no pictures up"
    assert hands.carried() == 1


def test_a_file_that_the_server_has_no_room_for_waits_longer_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its laptop was revoked: nobody makes room soon, and each try takes the whole file up."""
    tried, hours = list[float](), [0.0]

    def no_room(*_: object) -> None:
        tried.append(hours[0])
        raise NotTaken("bundle_full")

    monkeypatch.setattr("app.syncing.carrying.hand_over", no_room)
    with Site(tmp_path) as site:
        one, two = site.box("one"), site.box("two")
        one.child(how_to_find="x")
        for data in one.seal():
            between.keep_file(two.session.database, data)
        carrying = Carrying(two.session.database, two.engine.session, lambda _: True, clock=lambda: hours[0] * 3600)
        for _ in range(100):
            assert carrying.run().files == 0
            hours[0] += 1
        assert tried == [0, 1, 3, 7, 15, 31, 55, 79]
        assert len(between.to_carry(two.session.database)) == 1


def test_a_link_that_costs_carries_small_files_only_and_they_count_as_pictures(hands: Hands) -> None:
    hands.give(LARGE)
    before = pictures(hands.carrier)
    report = exchange.exchange(hands.carrier, metered=True)
    assert (hands.carried(), pictures(hands.carrier), report.contents_fault) == (1, before, "")
    exchange.exchange(hands.maker)
    hands.give(SMALL)
    exchange.exchange(hands.carrier, metered=True)
    assert hands.carried() == 1
    assert before < pictures(hands.carrier) < before + 5_000
    exchange.exchange(hands.carrier)
    assert hands.carried() == 0
    assert pictures(hands.carrier) > before + LARGE // 2


def test_files_wait_with_the_pictures_after_a_bad_link(hands: Hands) -> None:
    hands.give(SMALL)
    exchange.exchange(hands.carrier, contents=False)
    assert hands.carried() == 1
    exchange.exchange(hands.carrier)
    assert hands.carried() == 0


def test_what_is_saved_while_a_file_goes_goes_before_the_rest_of_it(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    hands.give(4 * LARGE)
    real, order = HttpTransport.send, list[str]()

    def send(line: HttpTransport, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if method == "PATCH" and not order:
            child(hands.carrier, "urgent")
        order.append("records" if path == PATH else "named" if path == bundle.PATH else method)
        return real(line, method, path, body, headers)

    monkeypatch.setattr(HttpTransport, "send", send)
    order.clear()
    exchange.exchange(hands.carrier)
    assert (hands.carried(), waits(hands.carrier)) == (0, 0)


def test_a_stop_ends_it_between_two_pieces(hands: Hands, sent: list[str]) -> None:
    hands.give(4 * LARGE)
    sent.clear()
    exchange.exchange(hands.carrier, stop=lambda: sum("blobs" in path for path in sent) >= 3)
    assert hands.carried() == 1
    assert bundle.PATH not in sent
    exchange.exchange(hands.carrier)
    assert hands.carried() == 0


def test_a_question_that_the_server_does_not_take_stops_nothing_and_is_not_asked_again(hands: Hands, sent: list[str]) -> None:
    between.want_voucher(hands.maker.database, "X" * 20_000)
    child(hands.maker, "near the pagoda")
    exchange.exchange(hands.maker)
    assert waits(hands.maker) == 0
    assert sent.count(vouchers.PATH) == 1
    exchange.exchange(hands.maker)
    assert sent.count(vouchers.PATH) == 1
    hands.give(SMALL)


@pytest.mark.parametrize("fault", [broken, cut])
def test_a_server_that_answers_no_questions_takes_records(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, fault: Callable[[], Answer]
) -> None:
    between.want_voucher(hands.maker.database, "ZZZ")
    child(hands.maker, "near the pagoda")
    failing(monkeypatch, lambda path, _: path == vouchers.PATH, fault)
    assert exchange.exchange(hands.maker).sent > 0
    assert waits(hands.maker) == 0
    monkeypatch.undo()
    exchange.exchange(hands.maker)
    with hands.maker.database.transaction() as connection:
        assert connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'sync_vouchers_wanted'").scalar_one() == "[]"
