"""One case by keyboard alone: a worker and a head at two laptops, another office at a third, and the server between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.data import inbox
from app.data.inbox import Counts
from app.data.keys import Profile
from app.domain.records import Record
from app.services import exchange, users
from app.services.offices import create_office
from tests.support.hands import Hands
from tests.support.pictures import open_window
from tests.support.server import RunningServer, quick_code, quick_office, serving

HERE, THERE = "0201", "0801"
PASSWORD = "ten little lotus"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The server; two offices."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        for office in (HERE, THERE):
            quick_office(running, office)
        yield running


def somebody_at(folder: Path, server: RunningServer, office: str, name: str) -> Hands:
    """A laptop of an office with its first user at work."""
    session = create_office(folder, office, name, PASSWORD, profile=Profile(1, 8, 1)).session
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


def registers(hands: Hands) -> None:
    """A child of whom the office heard today."""
    day = f"{hands.window.context.today():%d/%m/%Y}"
    hands.press("Alt+2", "Ctrl+N")
    hands.fill(Information_received_on=day, Family_name="សុខ", Given_name="ដារ៉ា")
    hands.to("Sex")
    hands.press("Space", "Right")
    hands.to("Risk level")
    hands.press("Space")
    hands.to("Add: Consent")
    hands.press("Space")
    for field, key in (("Consent to", "Down"), ("Answer", "Space"), ("Given by", "Down"), ("How", "Down")):
        hands.to(field)
        hands.press(key)
    hands.fill(Day=day)
    hands.press("Ctrl+Return")


def notes_the_first_contact(hands: Hands) -> None:
    """Today, face to face."""

    def answer() -> None:
        hands.to("How contact was made")
        hands.press("Space", "Ctrl+Return")

    hands.choose("More", "Note the first contact", answer)


def asks_to_close(hands: Hands) -> None:
    """The request, with the first reason of the list."""

    def answer() -> None:
        hands.to("Reason for closing")
        hands.press("Down", "Ctrl+Return")

    def all_the_same() -> None:
        hands.press("Ctrl+Return")

    hands.choose("More", "Close the case", answer, all_the_same)


def decides(hands: Hands, *remarks: str) -> None:
    """What waits on the page of approvals: approved, or sent back with remarks."""

    def answer() -> None:
        hands.to("Decision")
        hands.press("Space", *(("Right",) if remarks else ()))
        hands.fill(**dict.fromkeys(("Remarks",)[: len(remarks)], "".join(remarks)))
        hands.press("Ctrl+Return")

    hands.press("Alt+2")
    hands.to("Approvals")
    hands.press("Space")
    hands.to("Waits for your decision")
    hands.press("Down")
    hands.to("Decide")
    hands.does(lambda: hands.press("Space"), answer)


def opens_the_case(hands: Hands) -> None:
    """From the list, by the search."""
    for key in ("Alt+2", "Ctrl+F", "Return", "Return"):
        hands.press(key)


def hands_over(hands: Hands) -> None:
    """To the other office, with the note that the receiver needs (practice P20)."""

    def answer() -> None:
        hands.fill(Receiving_office="Kandal S")
        hands.to("Reason")
        hands.press("Down")
        hands.fill(Danger_and_safety_plan="Nobody may know the new address.", First_promise="a visit on Monday")
        hands.press("Ctrl+Return")

    hands.choose("More", "Hand over to another office", answer)


def accepts(hands: Hands) -> None:
    """What was offered to this office."""

    def answer() -> None:
        hands.to("Answer")
        hands.press("Down", "Ctrl+Return")

    hands.press("Alt+2")
    hands.to("Referrals")
    hands.press("Space")
    hands.to("To answer")
    hands.press("Down")
    hands.to("Look and answer")
    hands.does(lambda: hands.press("Space"), answer)


def signs_in(hands: Hands, name: str) -> None:
    """Somebody else sits down at the same laptop."""
    hands.to("Sign out")
    hands.press("Space")
    hands.fill(Your_name=name, Password=PASSWORD)
    hands.press("Return")
    assert hands.until(lambda: hands.window.context.session.actor.name == name)


def cases_of(hands: Hands) -> list[Record]:
    """The cases on a laptop, whoever may see them."""
    with hands.window.context.session.read() as reader:
        return reader.find("case")


def test_one_case_three_laptops_two_offices_and_no_mouse(qapp: QApplication, server: RunningServer, tmp_path: Path) -> None:
    worker = somebody_at(tmp_path / "one", server, HERE, "Sok Dara")
    head = somebody_at(tmp_path / "two", server, HERE, "Meas Bopha")
    away = somebody_at(tmp_path / "three", server, THERE, "Chan Sophea")
    first = away.window.context.session.actor.user
    users.add_user(away.window.context.session, "Khiev Ratha", ["supervisor"], PASSWORD)
    worker.comes()
    registers(worker)
    notes_the_first_contact(worker)
    asks_to_close(worker)
    sends(worker)
    sends(head)
    decides(head, "Please see the family once more.")
    sends(head)
    sends(worker)
    opens_the_case(worker)
    hands_over(worker)
    sends(worker)
    sends(away)
    accepts(away)
    opens_the_case(away)
    asks_to_close(away)
    signs_in(away, "Khiev Ratha")
    decides(away)
    people = {each.window.context.session.actor.user for each in (worker, away)} | {first}
    for each in (away, head, worker, away):
        sends(each)
    [case] = cases_of(away)
    assert (case.code("status"), case.text("office")) == ("closed", THERE)
    assert [cases_of(each) for each in (worker, head)] == [[], []], "the old office keeps a stub, not the case"
    with away.window.context.session.read() as reader:
        states = [(row.code("what"), row.code("state")) for row in reader.find("approval", case=case.id, order=("id",))]
        assert states == [("closure", "sent_back"), ("closure", "approved")]
        assert people <= {line.user for line in reader.history(case.id)}, "one history, of both offices"
    for each in (worker, head, away):
        counts = state_of(each)
        assert (counts.waiting, counts.held, counts.conflicts, counts.parked, counts.roots_differ) == (0, 0, 0, 0, ())
        each.window.shut()
