"""Contents of attachments between laptops and the real server: whole or not at all, over cut links (sync.md §6)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.keeping.keys import Profile
from app.domain.errors import EnvironmentFault
from app.services.cases import case_json, cases
from app.services.exchange import exchange
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session, create_office
from app.services.papers import attachments
from app.services.responses import responses
from app.syncing.blobs import DatabaseBlobStore
from app.syncing.exchange import Exchanger
from sync.client.blobs import Item
from sync.client.ports import Answer, LinkFault
from sync.client.transport import HttpTransport
from sync.protocol.envelope import REQUEST_ID
from sync.server.blobs.blobs import settle
from sync.server.keeping.backup import backup
from tests.data.cases.support import form as registration
from tests.support.bad_link import BadLink
from tests.support.server import RunningServer, quick_code, serving
from tests.support.workbooks import question
from tests.unit.responses.support import book
from tests.unit.responses.test_attachments import photograph

OFFICES = tuple(f"{province}{number:02}" for province in ("02", "08") for number in range(1, 14))
OFFICE = iter(OFFICES[:-1])
ELSEWHERE = OFFICES[-1]
"""An office of no test: what is moved there is met by no laptop of another test."""
FORM = [question("image", "picture"), question("file", "paper"), question("file", "second")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with serving(tmp_path_factory.mktemp("server") / "data", *OFFICES) as running:
        yield running


@dataclass
class Office:
    """A first laptop with a draft of a form, and what makes further ones of the same office."""

    first: Session
    response: str
    more: Callable[[str], Session]

    def attach(self, key: str, name: str, data: bytes, purpose: str = "") -> attachments.Attachment:
        """A file becomes an answer on the first laptop."""
        with self.first.write("attachment_add") as uow:
            return attachments.add(uow, files(self.first), self.response, key, name, data, purpose=purpose)

    def hand_over(self) -> None:
        """The case goes to an office of no laptop, and the first laptop has learned that it left."""
        with self.first.write("case_hand_over") as uow:
            case = uow.get("form_response", self.response).text("case")
            uow.update("case", case, {"office": ELSEWHERE})
        for _ in range(3):
            exchange.exchange(self.first)

    def through(self, url: str) -> None:
        """The first laptop goes another way to the server."""
        reroute(self.first, url)


def files(session: Session) -> AttachmentStore:
    """A laptop's files."""
    return AttachmentStore.of(session.database)


def anew(session: Session) -> None:
    """An exchange of a laptop that was begun again: it asks the server once more for what it had not."""
    exchange.leave(session)
    exchange.exchange(session)


def reroute(session: Session, url: str) -> None:
    """Another address of the same server."""
    exchange.leave(session)
    with session.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = json_set(value, '$.url', ?) WHERE key = 'sync_enrolment'", (url,))


@pytest.fixture
def office(server: RunningServer, tmp_path: Path) -> Iterator[Office]:
    code = next(OFFICE)
    made: list[Session] = []

    def more(name: str) -> Session:
        session = create_office(tmp_path / name, code, f"Sok {name}", "correct horse 9", profile=Profile(1, 8, 1)).session
        exchange.enrol(session, server.url, quick_code(server, code))
        made.append(session)
        return session

    first = more("one")
    shelf = FormShelf(first.folder)
    with first.write("form_install") as uow:
        form_library.install(uow, shelf, book(FORM))
        form_library.publish(uow, shelf, "sample", "1")
    with first.write("case_register") as uow:
        opened = cases.register(uow, case_json.read(registration(case__risk_level="low"), uow.today()))
    with first.write("response_start") as uow:
        response = responses.start(uow, form_library.form_for_new(uow, shelf, "sample"), "case", opened.case)
    yield Office(first, response, more)
    for session in made:
        exchange.leave(session)
        session.close()


def counts(session: Session) -> tuple[int, int, int]:
    """Contents to send, to fetch, and not on the server yet."""
    with session.database.transaction() as connection:
        return blob_queue.counts(connection)


def content(session: Session, attachment: str) -> bytes:
    """What an attachment holds on a laptop."""
    with session.read() as reader:
        return attachments.content(reader, files(session), attachment)


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes that cannot be packed."""
    return random.Random(seed).randbytes(size)


def test_inv_12_a_photograph_travels_from_one_laptop_to_another(office: Office) -> None:
    made = office.attach("picture", "house.jpg", photograph(900, 700), purpose="place")
    report = exchange.exchange(office.first)
    assert (report.contents, report.contents_left, report.contents_fault) == (2, False, "")
    assert counts(office.first) == (0, 0, 0)
    two = office.more("two")
    assert exchange.exchange(two).contents == 2
    assert content(two, made.id) == content(office.first, made.id)
    with two.read() as reader:
        assert attachments.thumbnail(reader, files(two), made.id).startswith(b"\xff\xd8")


def test_inv_12_over_a_link_cut_every_24_kb_a_file_is_resumed_not_begun_anew(office: Office, server: RunningServer) -> None:
    data = noise(120_000)
    made = office.attach("paper", "letter.pdf", data)
    with BadLink(server.port, cut_every=24_000, seed=3) as link:
        office.through(link.url)
        until_done(office.first, lambda: counts(office.first) == (0, 0, 0))
        up = link.counts.up
    assert up < 2.5 * len(data), "what had arrived was sent again"
    two = office.more("two")
    with BadLink(server.port, cut_every=24_000, seed=4) as link:
        reroute(two, link.url)
        until_done(two, lambda: files(two).has(record(office.first, made.id)))
        assert link.counts.down < 2.5 * len(data) + 100_000
    assert content(two, made.id) == data


def record(session: Session, attachment: str, field: str = "sha256") -> str:
    """The name of an attachment's content, or of its small picture."""
    with session.read() as reader:
        return reader.get("attachment", attachment).text(field)


def until_done(session: Session, done: Callable[[], bool]) -> None:
    """Exchanges again and again, as a laptop on such a link would; within the bound of invariant 22."""
    for _ in range(40):
        with suppress(EnvironmentFault):
            exchange.exchange(session)
        if done():
            return
    raise AssertionError("never done")


def test_small_pictures_and_what_is_asked_for_come_also_over_a_link_that_costs_originals_wait(office: Office) -> None:
    picture = office.attach("picture", "house.jpg", photograph(900, 700), purpose="place")
    paper = office.attach("paper", "letter.pdf", noise(20_000))
    exchange.exchange(office.first)
    two = office.more("two")
    exchange.exchange(two, metered=True)
    with two.read() as reader:
        assert attachments.thumbnail(reader, files(two), picture.id) != b""
        assert [one.here for one in attachments.of_response(reader, files(two), office.response)] == [False, False]
    with two.write("attachment_ask") as uow:
        assert attachments.ask(uow, files(two), paper.id) == "asked"
    exchange.exchange(two, metered=True)
    assert content(two, paper.id) == noise(20_000)
    with two.read() as reader:
        found = {one.id: one.here for one in attachments.of_response(reader, files(two), office.response)}
    assert found == {picture.id: False, paper.id: True}


def test_originals_stop_at_the_budget_and_go_on_next_time(office: Office) -> None:
    office.attach("paper", "letter.pdf", noise(1_200_000))
    office.attach("second", "other.pdf", noise(200_000, 2))
    first = exchange.exchange(office.first)
    assert first.contents_left
    second = exchange.exchange(office.first)
    assert not second.contents_left
    assert counts(office.first) == (0, 0, 0)


def test_a_file_lost_here_comes_back_from_the_server_and_what_nobody_has_is_counted(office: Office) -> None:
    made = office.attach("paper", "letter.pdf", noise(9_000))
    exchange.exchange(office.first)
    files(office.first).destroy(record(office.first, made.id))
    with office.first.write("attachment_ask") as uow:
        assert attachments.ask(uow, files(office.first), made.id) == "asked"
    exchange.exchange(office.first)
    assert content(office.first, made.id) == noise(9_000)


def test_inv_12_a_file_that_was_lost_before_it_was_sent_is_sent_once_it_is_attached_again(office: Office) -> None:
    name = record(office.first, office.attach("paper", "letter.pdf", noise(9_000, 21)).id)
    files(office.first).destroy(name)
    exchange.exchange(office.first)
    assert counts(office.first) == (0, 0, 1)
    again = office.attach("paper", "letter.pdf", noise(9_000, 21))
    assert counts(office.first) == (1, 0, 0), "it lies on the disk, and waits to be sent"
    exchange.exchange(office.first)
    assert counts(office.first) == (0, 0, 0)
    two = office.more("two")
    exchange.exchange(two)
    assert content(two, again.id) == noise(9_000, 21)


def test_inv_12_what_another_laptop_never_handed_in_goes_from_here_once_it_is_attached_here_too(office: Office) -> None:
    name = record(office.first, office.attach("paper", "letter.pdf", noise(9_000, 22)).id)
    files(office.first).destroy(name)
    exchange.exchange(office.first)
    two = office.more("two")
    exchange.exchange(two)
    assert counts(two) == (0, 0, 1)
    with two.write("attachment_add") as uow:
        attachments.add(uow, files(two), office.response, "second", "letter.pdf", noise(9_000, 22))
    exchange.leave(two)
    exchange.exchange(two)
    assert counts(two) == (0, 0, 0)


def test_the_server_says_what_it_lacks_and_a_laptop_that_has_it_hands_it_in(office: Office, server: RunningServer) -> None:
    made = office.attach("paper", "letter.pdf", noise(9_000))
    exchange.exchange(office.first)
    name = record(office.first, made.id)
    path = server.data.folder / "blobs" / name[:2] / name
    path.unlink()
    settle(server.data.opened())
    with office.first.database.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = 'blobs_missing_told'")
    exchange.exchange(office.first)
    assert path.read_bytes() == noise(9_000)


@pytest.mark.parametrize(("status", "code"), [(400, "server_refused"), (500, "server_error")])
def test_one_that_the_server_refuses_or_falls_over_stops_only_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch, status: int, code: str
) -> None:
    for key in ("paper", "second"):
        office.attach(key, f"{key}.pdf", noise(9_000, status + len(key)))
    with office.first.database.transaction() as connection:
        blob_queue.take_in(connection, files(office.first))
        (bad, _), _ = blob_queue.unsent(connection)
    real, tries = HttpTransport.send, list[str]()

    def send(line: HttpTransport, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if bad not in path:
            return real(line, method, path, body, headers)
        tries.append(path)
        return Answer(status, {REQUEST_ID.lower(): headers[REQUEST_ID]}, b'{"error": "odd"}')

    monkeypatch.setattr(HttpTransport, "send", send)
    monkeypatch.setattr(Exchanger, "_wait_unless_saved", lambda *_: True)
    report = exchange.exchange(office.first)
    assert (report.contents, report.contents_fault) == (1, code)
    count = len(tries)
    assert exchange.exchange(office.first).contents_fault == ""
    assert len(tries) == count, "not again at once"


def test_inv_12_what_left_this_laptop_stays_on_its_disk_until_the_server_has_it_in_a_backup(
    office: Office, server: RunningServer, tmp_path: Path
) -> None:
    made = office.attach("paper", "letter.pdf", noise(9_000, 12))
    name = record(office.first, made.id)
    with office.first.database.transaction() as connection:
        blob_queue.take_in(connection, files(office.first))
        assert [each for each, _ in blob_queue.unsent(connection)] == [name]
        assert blob_queue.orphans(connection, files(office.first)) == []
    exchange.exchange(office.first)
    office.hand_over()
    with office.first.read() as reader:
        assert reader.maybe("attachment", made.id) is None, "it is another office's now"
    assert files(office.first).get(name) == noise(9_000, 12)
    backup(server.data.opened(), tmp_path / "backups")
    for _ in range(2):
        anew(office.first)
    assert not files(office.first).has(name), "the server can put it back, so no copy lies where nobody may see it"


def test_inv_10_a_picture_that_came_from_elsewhere_goes_from_the_disk_with_its_case(
    office: Office, server: RunningServer, tmp_path: Path
) -> None:
    made = office.attach("picture", "house.jpg", photograph(910, 700), purpose="place")
    exchange.exchange(office.first)
    two = office.more("two")
    exchange.exchange(two)
    names = {record(two, made.id), record(two, made.id, "thumbnail_sha256")}
    assert len(names) == 2
    assert all(files(two).has(name) for name in names)
    office.hand_over()
    exchange.exchange(two)
    assert all(files(two).has(name) for name in names), "it lies in no backup yet"
    backup(server.data.opened(), tmp_path / "backups")
    for _ in range(2):
        anew(two)
    assert [name for name in names if files(two).has(name)] == []
    with two.database.transaction() as connection:
        assert blob_queue.unsent(connection) == []


@pytest.mark.parametrize("maker", [True, False], ids=["who made it", "who fetched it"])
def test_inv_12_what_the_server_lost_is_sent_once_more_by_who_had_it_before_it_went_elsewhere(
    office: Office, server: RunningServer, tmp_path: Path, maker: bool
) -> None:
    data = noise(9_000, 31 + maker)
    name = record(office.first, office.attach("paper", "letter.pdf", data).id)
    exchange.exchange(office.first)
    other = office.first if maker else office.more("two")
    exchange.exchange(other)
    office.hand_over()
    exchange.exchange(other)
    path = server.data.folder / "blobs" / name[:2] / name
    path.unlink()
    settle(server.data.opened())
    anew(other)
    assert path.read_bytes() == data
    assert files(other).has(name), "it lies in no backup yet"
    backup(server.data.opened(), tmp_path / "backups")
    for _ in range(2):
        anew(other)
    assert not files(other).has(name)


def test_what_is_saved_while_a_file_travels_goes_before_the_rest_of_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.attach("paper", "letter.pdf", noise(400_000))
    real = DatabaseBlobStore.content
    saved: list[str] = []

    def content_with_a_save(store: DatabaseBlobStore, item: Item) -> bytes | None:
        if not saved:
            with office.first.write("register_child") as uow:
                saved.append(uow.create("child", {"office": office.first.actor.office, "family_name_km": "សុខ"}))
        return real(store, item)

    monkeypatch.setattr(DatabaseBlobStore, "content", content_with_a_save)
    report = exchange.exchange(office.first)
    with office.first.read() as reader:
        assert exchange.status(reader).waiting == 0
    assert saved
    assert report.contents >= 1
    assert counts(office.first) == (0, 0, 0)


def test_a_link_that_stops_pictures_does_not_hold_what_is_saved_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.attach("paper", "letter.pdf", noise(60_000))
    real, saved = HttpTransport.send, list[str]()

    def without_pictures(line: HttpTransport, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        if "blobs" not in path:
            return real(line, method, path, body, headers)
        if not saved:
            with office.first.write("register_child") as uow:
                saved.append(uow.create("child", {"office": office.first.actor.office, "family_name_km": "សុខ"}))
        raise LinkFault("link_cut")

    monkeypatch.setattr(HttpTransport, "send", without_pictures)
    report = exchange.exchange(office.first)
    assert (report.contents, report.contents_fault) == (0, "link_cut")
    with office.first.read() as reader:
        assert exchange.status(reader).waiting == 0, "what was saved went in the same exchange"
    assert exchange.exchange(office.first, contents=False).contents_fault == ""
    monkeypatch.undo()
    assert exchange.exchange(office.first, contents=False).contents == 0
    two = office.more("two")
    exchange.exchange(office.first)
    assert exchange.exchange(two, contents=False).contents == 0
    with two.write("attachment_ask") as uow:
        [record] = uow.find("attachment", response=office.response)
        attachments.ask(uow, files(two), record.id)
    assert exchange.exchange(two, contents=False).contents == 1, "what somebody waits for comes"
