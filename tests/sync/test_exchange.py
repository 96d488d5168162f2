"""Real databases against the real server process: good link, cut link, dead server, a portal; enrolment, clashes, budgets."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from app.data.keeping.keys import Profile
from app.domain.case_code import parse_case_code
from app.domain.errors import EnvironmentFault, InputError
from app.domain.records import Actor, Changes
from app.services.cases.case_numbers import next_number
from app.services.exchange import exchange
from app.services.office.offices import Session, create_office, office_places, sign_in
from sync.client.backoff import Backoff
from tests.support.bad_link import BadLink
from tests.support.server import RunningServer, ServerFolder, quick_code, quick_office, serving, start_server

OFFICES = iter([place.code for place in office_places() if len(place.code) == 4])


@dataclass
class Desk:
    """Laptops of one office and their server."""

    server: RunningServer
    folder: Path
    office: str

    def laptop(self, name: str, url: str | None = None) -> Session:
        """A new laptop, enrolled."""
        session = self.fresh(name)
        exchange.enrol(session, url or self.server.url, quick_code(self.server, self.office))
        return session

    def fresh(self, name: str) -> Session:
        """A new laptop, not enrolled."""
        return create_office(
            self.folder / name, self.office, f"Sok {name}", "correct horse 9", profile=Profile(1, 8, 1)
        ).session

    def digest(self) -> object:
        """The server's digest of the office."""
        return self.server.data.tell("digest", "--office", self.office)


@pytest.fixture
def desk(server: RunningServer, tmp_path: Path) -> Desk:
    """An office that no other test uses."""
    office = next(OFFICES)
    quick_office(server, office)
    return Desk(server, tmp_path, office)


def leave(*sessions: Session) -> None:
    """Closes laptops."""
    for session in sessions:
        exchange.leave(session)
        session.close()


def add_child(session: Session, **values: object) -> str:
    """A child."""
    with session.write("register_child") as uow:
        return uow.create("child", {"office": session.actor.office, **values})


def digest(session: Session) -> object:
    """The digest of a laptop."""
    with session.read() as reader:
        return exchange.digest(reader)


def test_two_laptops_become_equal_a_clash_shows_and_is_decided(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    told: list[Changes] = []
    settled: list[int] = []

    def tell(page: Changes) -> None:
        """Keeps it, and how many objects Python leaves alone meanwhile."""
        told.append(page)
        settled.append(gc.get_freeze_count())

    child = add_child(one, family_name_km="សុខ", given_name_km="ដារ៉ា")
    exchange.exchange(one)
    exchange.exchange(two, told=tell)
    assert max(settled) > 10_000 > gc.get_freeze_count()
    assert child in {change.id for page in told for change in page if change.what == "created"}
    for session, value in ((one, "near the pagoda"), (two, "behind the market")):
        with session.write("edit") as uow:
            uow.update("child", child, {"how_to_find": value})
    assert exchange.exchange(one).verdicts["applied"] == 1
    assert exchange.exchange(two).verdicts["conflict"] == 1
    exchange.exchange(one)
    for session in (one, two):
        with session.read() as reader:
            [clash] = exchange.conflicts(reader)
            assert clash.current == {"how_to_find": "near the pagoda"}
            assert clash.proposed == {"how_to_find": "behind the market"}
            assert (clash.current_user, clash.proposed_user) == (one.actor.user, two.actor.user)
            assert exchange.status(reader).conflicts == 1
            assert reader.get("child", child).text("how_to_find") == "near the pagoda"
    with two.write("decide") as uow:
        exchange.resolve(uow, clash.id, "both")
    with two.read() as reader:
        assert exchange.conflicts(reader) == []
    exchange.exchange(two)
    exchange.exchange(one)
    with one.read() as reader:
        assert exchange.conflicts(reader) == []
        assert reader.get("child", child).text("how_to_find") == "near the pagoda / behind the market"
        lines = [(line.field, line.user) for line in reader.history(child) if line.user == two.actor.user]
        assert ("how_to_find", two.actor.user) in lines
        assert reader.count("office", office=one.actor.office) == 1, "both laptops made the record of their office"
    assert digest(one) == digest(two) == desk.digest()
    leave(one, two)


def test_cuts_in_mid_body_lose_and_double_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.syncing.exchange.Backoff", lambda *_: Backoff(0.0, 0.0))
    one, two = desk.laptop("one"), desk.laptop("two")
    for number in range(120):
        add_child(one, how_to_find=hashlib.sha512(b"%d" % number).hexdigest() * 2)
    for session, every in ((one, 9_000), (two, 4_000)):
        exchange.leave(session)
        with BadLink(desk.server.port, cut_every=every, seed=1) as link:
            _move_to(session, link.url)
            for _ in range(30):
                if _went_through(session):
                    break
            assert link.counts.cuts > 0
            exchange.leave(session)
        _move_to(session, desk.server.url)
        exchange.exchange(session)
    exchange.exchange(one)
    with two.read() as reader:
        assert reader.count("child") == 120
    with one.read() as reader:
        assert exchange.status(reader).waiting == 0
    assert digest(one) == digest(two) == desk.digest()
    leave(one, two)


def _went_through(session: Session) -> bool:
    """Whether an exchange came to its end over a link that cuts."""
    with contextlib.suppress(EnvironmentFault):
        exchange.exchange(session)
        return True
    return False


def _move_to(session: Session, url: str) -> None:
    """The same server under another address."""
    with session.write("move") as uow:
        stored = uow.meta("sync_enrolment")
        assert stored is not None
        start = stored.index('"url":"') + 7
        uow.put_meta("sync_enrolment", stored[:start] + url + stored[stored.index('"', start) :])


def test_a_dead_server_is_told_and_work_goes_on_after_a_power_cut(tmp_path: Path) -> None:
    with serving(tmp_path / "server", "0301") as running:
        desk = Desk(running, tmp_path, "0301")
        one = desk.laptop("one")
        add_child(one, school="first")
        exchange.exchange(one)
        running.kill()
        add_child(one, school="second")
        with pytest.raises(EnvironmentFault) as caught:
            exchange.exchange(one)
        assert caught.value.code in ("no_connection", "link_cut")
        with one.read() as reader:
            status = exchange.status(reader)
            assert (status.waiting, status.waiting_records, status.last_result) == (1, 1, caught.value.code)
    again = start_server(ServerFolder(tmp_path / "server").folder, running.port)
    try:
        report = exchange.exchange(one)
        assert report.sent == 1
        assert digest(one) == again.data.tell("digest", "--office", "0301")
    finally:
        again.stop()
        assert again.process.stdout is not None
        again.process.stdout.close()
    leave(one)


class _Portal(BaseHTTPRequestHandler):
    """A network's sign-in page: answers everything with HTML."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        page = b"<html>Please sign in</html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing to say."""


def test_a_portals_page_is_no_server(desk: Desk) -> None:
    one = desk.laptop("one")
    portal = HTTPServer(("127.0.0.1", 0), _Portal)
    thread = threading.Thread(target=portal.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{portal.server_port}"
    try:
        with pytest.raises(EnvironmentFault, match="portal"):
            exchange.enrol(one, url, "0123456789")
        exchange.leave(one)
        _move_to(one, url)
        add_child(one, school="kept")
        with pytest.raises(EnvironmentFault, match="portal"):
            exchange.exchange(one)
    finally:
        portal.shutdown()
        portal.server_close()
        thread.join(5)
    _move_to(one, desk.server.url)
    assert exchange.exchange(one).verdicts["applied"] >= 1
    leave(one)


def test_enrolment_refuses_with_reasons_and_stores_nothing(desk: Desk) -> None:
    one = desk.fresh("one")
    with pytest.raises(InputError, match="not_enrolled"):
        exchange.exchange(one)
    code = desk.server.data.enrol_code(desk.office)
    wrong = "0" * 10 if code != "0" * 10 else "1" * 10
    other = next(OFFICES)
    desk.server.data.add_office(other)
    for url, typed, reason in (
        ("http://example.org", code, "server_url"),
        ("https://example.org/path", code, "server_url"),
        (desk.server.url, "short", "enrol_code_form"),
        (desk.server.url, wrong, "enrol_code_unknown"),
        (desk.server.url, desk.server.data.enrol_code(other), "enrol_office_mismatch"),
    ):
        with pytest.raises(InputError, match=reason):
            exchange.enrol(one, url, typed)
        with one.read() as reader:
            assert not exchange.enrolled(reader)
    exchange.enrol(one, desk.server.url, f" {code[:5].lower()}-{code[5:]} ")
    exchange.enrol(one, desk.server.url, code)
    two = desk.fresh("two")
    with pytest.raises(InputError, match="enrol_code_used"):
        exchange.enrol(two, desk.server.url, code)
    leave(one, two)


def test_practice_and_real_do_not_meet(desk: Desk) -> None:
    real = desk.laptop("real")
    add_child(real)
    exchange.exchange(real)
    made = create_office(
        desk.folder / "practice", desk.office, "Sok Practice", "correct horse 9", practice=True, profile=Profile(1, 8, 1)
    )
    add_child(made.session)
    with pytest.raises(InputError, match="enrol_practice_mismatch"):
        exchange.enrol(made.session, desk.server.url, desk.server.data.enrol_code(desk.office))
    leave(real, made.session)


def test_a_clash_of_a_restricted_record_hides_its_values(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    with one.write("open") as uow:
        child = uow.create("child", {"office": desk.office})
        case = uow.create("case", {"office": desk.office, "child": child, "status": "open"})
        reporter = uow.create("reporter", {"case": case, "name": "A"})
    exchange.exchange(one)
    exchange.exchange(two)
    for session, phone in ((one, "012"), (two, "015")):
        with session.write("edit") as uow:
            uow.update("reporter", reporter, {"phone": phone})
        exchange.exchange(session)
    without = Actor(two.actor.user, two.actor.name, two.actor.office, two.actor.roles, frozenset())
    with two.database.read(without) as reader:
        [clash] = exchange.conflicts(reader)
        assert clash.hidden
        assert (clash.current, clash.proposed) == ({}, {})
    with two.database.write(without, "decide") as uow, pytest.raises(InputError, match="not_allowed"):
        exchange.resolve(uow, clash.id, "proposed")
    leave(one, two)


def test_a_change_without_right_is_held_shown_and_discarded(desk: Desk) -> None:
    one = desk.laptop("one")
    child = add_child(one, school="before")
    exchange.exchange(one)
    stranger = Actor("01a21312-a85e-7650-a1c2-6f4e3c131456", "Nobody", desk.office, one.actor.roles, frozenset())
    with one.database.write(stranger, "edit") as uow:
        uow.update("child", child, {"school": "strange"})
    assert exchange.exchange(one).verdicts["held"] == 1
    with one.read() as reader:
        [held] = exchange.held(reader)
        assert (held.record, held.fields, held.reason) == (child, ("school",), "no_right")
        assert reader.get("child", child).text("school") == "strange"
    assert exchange.exchange(one).sent == 0
    with one.write("discard") as uow:
        changes = exchange.discard(uow, held.id)
    assert [(change.id, change.fields) for change in changes] == [(child, frozenset({"school"}))]
    exchange.exchange(one)
    with one.read() as reader:
        assert exchange.held(reader) == []
        assert reader.get("child", child).text("school") == "before"
        with pytest.raises(InputError, match="held_unknown"):
            _discard(one, held.id)
    assert desk.server.data.tell("status")["held"] == 0
    leave(one)


def _discard(session: Session, held_id: str) -> None:
    """Discards in an act of its own."""
    with session.write("discard") as uow:
        exchange.discard(uow, held_id)


def test_what_a_form_was_opened_with_is_what_its_author_saw(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    child = add_child(one, school="old")
    exchange.exchange(one)
    exchange.exchange(two)
    with two.read() as reader:
        form = reader.get("child", child)
    with one.write("edit") as uow:
        uow.update("child", child, {"school": "A"})
    exchange.exchange(one)
    exchange.exchange(two)
    with two.write("edit") as uow:
        uow.update("child", child, {"school": "B"}, shown=form)
    assert exchange.exchange(two).verdicts["conflict"] == 1
    leave(one, two)


def test_bytes_of_an_idle_and_of_a_cold_exchange_are_within_the_budget(desk: Desk) -> None:
    one = desk.laptop("one")
    child = add_child(one, school="x")
    exchange.exchange(one)
    idle = exchange.exchange(one)
    assert idle.requests == 1
    assert idle.bytes_up + idle.bytes_down <= 700
    exchange.leave(one)
    for number in range(10):
        with one.write("edit") as uow:
            uow.update("child", child, {"school": f"x{number}", "sex": "female"})
    cold = exchange.exchange(one)
    assert cold.requests <= 3
    assert cold.bytes_up + cold.bytes_down <= 2500
    leave(one)


def test_who_signs_in_again_finds_all_as_it_was(desk: Desk) -> None:
    one = desk.laptop("one")
    add_child(one, school="x")
    exchange.exchange(one)
    before = digest(one)
    folder = one.folder
    leave(one)
    again = sign_in(folder, "Sok one", "correct horse 9")
    assert digest(again) == before
    assert exchange.exchange(again).verdicts["applied"] == 0
    leave(again)


def test_a_laptop_numbers_its_cases_by_the_tag_that_the_server_gave_it_alone(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    tags = set()
    for session in (one, two):
        with session.write("number") as uow:
            parsed = parse_case_code(next_number(uow))
        assert parsed is not None
        tags.add(parsed.tag)
    assert tags == {row["tag"] for row in desk.server.data.ask("device", "list") if row["office"] == desk.office}
    leave(one, two)
