"""One whole career of a case by keyboard alone: two workers and two heads, three laptops, two provinces, one server.

Every act is done at a laptop that meets the server only when its page of the exchange is asked to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.data.keeping.keys import Profile
from app.data.replica import inbox
from app.data.replica.inbox import Counts
from app.domain.records import Record
from app.services.cases import time_line
from app.services.exchange import exchange
from app.services.office import users
from app.services.office.offices import create_office
from app.syncing.schedule import Schedule
from sync.server import desk
from tests.support import career
from tests.support.hands import Hands
from tests.support.pictures import open_window, picture
from tests.support.server import RunningServer, quick_code, quick_office, serving
from tests.support.window import LATIN, no_english

HERE, THERE = "0201", "0801"
HOUR = 3600.0
PASSWORD = "ten little lotus"
ACTS = (
    *("plan_action", "plan_action", "approval", "approval_decided", "service", "service_done", "consent", "referral"),
    *("placement", "care_check", "hand_over", "risk", "approval", "approval_decided", "approval", "approval_decided"),
    *("hand_over", "approval", "approval_decided"),
)
"""What is told of the case by its day, from the plan to its end, in the order in which it was done."""
MOMENTS = ("response", "note", "assigned", "response", "assigned", "note")
"""What is told of it by the minute."""
OF_A_CASE = ("note", "plan_action", "service", "referral", "placement", "form_response", "consent", "approval", "risk")
NAMES = frozenset(["Sok", "Sreymom", "Dara", "Chan", "Thida", "Sophea", "Meas", "Bopha", "Khiev", "Ratha", "XP"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The server; two offices."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        for office in (HERE, THERE):
            quick_office(running, office)
        yield running


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No laptop goes to the server by itself: what is not sent by the button stays where it was done."""
    monkeypatch.setattr(Schedule, "next_delay", lambda _self, _now: HOUR)


def somebody_at(folder: Path, server: RunningServer, office: str, name: str, *others: tuple[str, str]) -> Hands:
    """A laptop of an office with its first user at work; `others`: who else has a password there, with the role."""
    session = create_office(folder, office, name, PASSWORD, profile=Profile(1, 8, 1)).session
    for other, role in others:
        users.add_user(session, other, [role], PASSWORD)
    exchange.enrol(session, server.url, quick_code(server, office))
    exchange.exchange(session)
    window = open_window(folder, session, "en")
    return Hands(window)


def state_of(hands: Hands) -> Counts:
    """What waits on a laptop, and when it last exchanged."""
    with hands.window.context.session.read() as reader:
        return inbox.counts(reader.connection)


def sends(hands: Hands) -> None:
    """The page of the exchange, and its key, again where an exchange was under way just then."""
    hands.comes()
    before = state_of(hands).last_success
    hands.press("Alt+6")
    for _ in range(3):
        hands.press("Ctrl+Return")
        if hands.until(lambda: state_of(hands).last_success != before and state_of(hands).waiting == 0):
            return
    raise AssertionError("the exchange does not end")


def signs_in(hands: Hands, name: str) -> None:
    """Somebody else sits down at the same laptop."""
    hands.comes()
    hands.do("Sign out")
    hands.fill({"Your name": name, "Password": PASSWORD})
    hands.press("Return")
    assert hands.until(lambda: hands.window.context.session.actor.name == name)


def cases_of(hands: Hands) -> list[Record]:
    """The cases on a laptop, whoever may see them."""
    with hands.window.context.session.read() as reader:
        return reader.find("case")


def first_weeks(worker: Hands, head: Hands) -> None:
    """From the call to the plan that the head approves, then what the plan asks for."""
    worker.comes()
    before = state_of(worker).last_success
    career.takes_a_call(worker)
    career.registers(worker)
    career.notes_the_first_contact(worker)
    career.assesses(worker)
    career.sets_the_risk(worker, "Medium", "An aunt is with her")
    career.plans(worker, "Sok Dara")
    now = state_of(worker)
    assert (now.last_success, now.waiting > 10) == (before, True), "all of it was done without the server"
    sends(worker)
    sends(head)
    career.decides(head)
    sends(head)
    sends(worker)
    career.opens_the_case(worker)
    career.asks_for_a_service(worker)
    career.refers(worker)
    career.places(worker)
    career.visits(worker)


def the_second_worker(worker: Hands, desk_two: Hands) -> None:
    """The case is handed over within the office; the second worker brings it to a request to close, which is sent back."""
    career.gives_to(worker, "Chan Thida")
    sends(worker)
    sends(desk_two)
    signs_in(desk_two, "Chan Thida")
    career.accepts(desk_two)
    career.opens_the_case(desk_two)
    career.finishes_what_was_planned(desk_two)
    career.assesses_for_closing(desk_two)
    career.sets_the_risk(desk_two, "Low", "All is well")
    career.asks_to_close(desk_two)
    signs_in(desk_two, "Meas Bopha")
    career.decides(desk_two, "The family moves to Kandal: the office there should see it first.")


def the_other_province(desk_two: Hands, away: Hands) -> None:
    """The case moves with the family, and is closed by the head there."""
    signs_in(desk_two, "Chan Thida")
    career.opens_the_case(desk_two)
    career.asks_to_move(desk_two, "Kandal S")
    signs_in(desk_two, "Meas Bopha")
    career.decides(desk_two)
    signs_in(desk_two, "Chan Thida")
    career.opens_the_case(desk_two)
    career.moves(desk_two, "Kandal S")
    sends(desk_two)
    sends(away)
    career.accepts(away)
    career.opens_the_case(away)
    career.visits(away)
    career.asks_to_close(away)
    signs_in(away, "Khiev Ratha")
    career.decides(away)


def tells_the_whole_story(hands: Hands, case: str) -> None:
    """The time line on the last laptop holds the acts of both offices, in order; the approvals tell who decided what."""
    with hands.window.context.session.read() as reader:
        told = [(one.what, one.instant) for one in reversed(time_line.page(reader, case).events)]
        by_day = [what for what, instant in told if not instant]
        begun = by_day.index("plan_action")
        assert tuple(by_day[begun:]) == ACTS
        assert {"opened", "first_contact", "consent", "risk", "plan", "closed"} <= set(by_day[:begun])
        assert tuple(what for what, instant in told if instant) == MOMENTS
        states = [(row.code("what"), row.code("state")) for row in reader.find("approval", case=case, order=("id",))]
        assert states == [("plan", "approved"), ("closure", "sent_back"), ("transfer", "approved"), ("closure", "approved")]
        assert len({line.user for line in reader.history(case)}) >= 3, "one history, of both offices"


def keeps_only_a_stub(hands: Hands, case: Record) -> None:
    """The old office knows where the case went, and no more of it (practice P20); the call in its log stays its own."""
    with hands.window.context.session.read() as reader:
        [stub] = reader.find("case_stub")
        kept = {name for name, value in stub.values.items() if value is not None}
        assert kept == {"office", "case_id", "code", "child_name", "to_office", "moved_on"}
        assert (stub.text("case_id"), stub.text("to_office")) == (case.id, THERE)
        left = {name: len(reader.find(name)) for name in ("case", "child", *OF_A_CASE)}
        assert not any(left.values()), left
        assert [call.text("outcome") for call in reader.find("call")] == ["case_opened"]


def holds_what_the_server_holds(server: RunningServer, hands: tuple[Hands, ...]) -> None:
    """Nothing waits anywhere, and laptops and server tell the same digest for each office."""
    store = server.data.opened()
    try:
        for each in hands:
            counts = state_of(each)
            assert (counts.waiting, counts.held, counts.conflicts, counts.parked, counts.roots_differ) == (0, 0, 0, 0, ())
            session = each.window.context.session
            with session.read() as reader:
                assert inbox.base_digest(reader.connection) == desk.digests(store, session.actor.office, None)
    finally:
        store.close()


def is_seen_in_khmer(hands: Hands, case: Record, folder: Path) -> None:
    """The page of the case and its time line can be drawn, and nothing in them is English."""
    names = NAMES | set(LATIN.findall(case.text("code")))
    career.finds_the_case(hands, "ស្រីមុំ")
    hands.press("Ctrl+Shift+L")
    assert hands.window.context.lang == "km"
    picture(hands.window, folder / "case.png")
    assert no_english(hands.window, allowed=names) == []
    hands.press("Ctrl+Shift+L")
    career.looks_at_the_time_line(hands)
    hands.press("Ctrl+Shift+L")
    picture(hands.window, folder / "time_line.png")
    assert no_english(hands.window, allowed=names) == []


def test_one_case_three_laptops_two_offices_and_no_mouse(qapp: QApplication, server: RunningServer, tmp_path: Path) -> None:
    worker = somebody_at(tmp_path / "one", server, HERE, "Sok Dara")
    desk_two = somebody_at(tmp_path / "two", server, HERE, "Meas Bopha", ("Chan Thida", "caseworker"))
    away = somebody_at(tmp_path / "three", server, THERE, "Chan Sophea", ("Khiev Ratha", "supervisor"))
    first_weeks(worker, desk_two)
    the_second_worker(worker, desk_two)
    the_other_province(desk_two, away)
    for each in (away, desk_two, worker, away):
        sends(each)
    [case] = cases_of(away)
    assert (case.code("status"), case.text("office")) == ("closed", THERE)
    tells_the_whole_story(away, case.id)
    for each in (worker, desk_two):
        keeps_only_a_stub(each, case)
    holds_what_the_server_holds(server, (worker, desk_two, away))
    is_seen_in_khmer(away, case, tmp_path)
    for each in (worker, desk_two, away):
        each.window.shut()
