"""The exchange waits while a visit goes on, says why, and goes when it is chosen; danger is asked about at once."""

from __future__ import annotations

import sys

import pytest
from pytestqt.qtbot import QtBot

from app.services.facilities import facilities, support_visits
from app.services.office.offices import Session
from app.services.responses import responses
from app.services.visits import inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.syncing.exchange import ExchangeReport
from app.ui.network_name import NetworkName
from app.ui.pages.form import FormPage
from app.ui.pages.inspection import InspectionPage
from app.ui.pages.sync import SyncPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


@pytest.fixture
def sent(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each exchange that went; the computer is on a network that the system names."""
    gone: list[object] = []

    def exchange(*_: object, **__: object) -> ExchangeReport:
        gone.append(1)
        return ExchangeReport(0, 0, {}, 0, 0, 1)

    monkeypatch.setattr("app.services.exchange.exchange.exchange", exchange)
    hold = window.context.visit_hold
    hold.name = NetworkName(hold, (sys.executable, "-c", "print('yes:Hope House')"))
    return gone


def begin(office: Session) -> str:
    form = FormShelf(office.folder).form(STANDARD)
    with office.write("inspection_start") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        return inspections.start(uow, form, home, {})


def test_it_waits_for_the_visit_until_it_is_chosen(
    window: Window, office: Session, dialogs: ScriptedDialogs, sent: list[object], qtbot: QtBot
) -> None:
    context = window.context
    visit = begin(office)
    context.exchanger.begin(on=True)
    context.exchanger.run()
    settle(window)
    assert (sent, context.visit_hold.visit, window.foot.visit.isHidden()) == ([], visit, False)
    window.navigate("sync")
    settle(window)
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    assert not page.visit.isHidden()
    assert (
        unnamed(page.visit),
        no_english(page.visit, allowed=frozenset({"Komar", "Hope", "House"})),
        clipped(page.visit),
    ) == ([], [], [])
    assert (no_english(window.foot), clipped(window.foot)) == ([], [])
    with qtbot.waitSignal(context.exchanger.ended, timeout=10_000):
        context.exchanger.run(asked=True)
    assert len(sent) == 1, "the button is a choice"
    told = page.state.outcome.text()
    context.language.switch("en")
    settle(window)
    assert (page.state.outcome.text(), told != "") == ("Sent: 0. Received: 0.", True), "what came of it follows the language"
    context.language.switch("km")
    settle(window)
    assert page.state.outcome.text() == told
    dialogs.answer({"how": "own"})
    with qtbot.waitSignal(context.exchanger.ended, timeout=10_000):
        page.visit.choose.click()
    assert (len(sent), context.visit_hold.network, page.visit.isHidden()) == (2, "Hope House", True)
    context.keep_state("visit_exchange", None)
    context.exchanger.run()
    settle(window)
    assert len(sent) == 2
    dialogs.answer({"how": "wait"}, {"how": "left"})
    page.visit.choose.click()
    qtbot.waitUntil(lambda: len(dialogs.script.asked) == 2, timeout=10_000)
    with qtbot.waitSignal(context.exchanger.ended, timeout=10_000):
        page.visit.choose.click()
    assert (len(sent), window.foot.visit.isHidden()) == (3, True)
    with office.read() as reader:
        assert reader.get("inspection", visit).text("left_at")
    context.exchanger.end()
    settle(window)


def test_danger_is_asked_about_at_once_in_words_that_tell_nothing(
    window: Window, office: Session, dialogs: ScriptedDialogs, sent: list[object], qtbot: QtBot
) -> None:
    context, visit = window.context, begin(office)
    window.navigate("inspection", inspection=visit)
    settle(window)
    context.exchanger.begin(on=True)
    page = window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    assert page.desk is not None
    path = str(page.desk.form.path_of("danger_C"))
    dialogs.answer(False, True)
    for answer in ("yes", "no"):
        page._save({path: answer})
        settle(window)
    qtbot.waitUntil(lambda: len(dialogs.script.asked) == 1, timeout=10_000)
    assert sent == []
    with qtbot.waitSignal(context.exchanger.ended, timeout=10_000):
        page._save({path: "yes"})
    asked = dialogs.script.asked[-1].words
    assert "Hope House" in asked
    assert "គ្រោះថ្នាក់" not in asked
    assert sent == [1]
    context.exchanger.end()
    settle(window)


def test_danger_at_a_support_visit_is_asked_about_too(
    window: Window, office: Session, dialogs: ScriptedDialogs, sent: list[object], qtbot: QtBot
) -> None:
    form = FormShelf(office.folder).form(support_visits.FORM)
    with office.write("response_start") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        visit = responses.start(uow, form, "facility", home)
    context = window.context
    window.navigate("form", response=visit)
    settle(window)
    context.exchanger.begin(on=True)
    page = window.pages["form"]
    assert isinstance(page, FormPage)
    dialogs.answer(True)
    page._save({support_visits.DANGER: "no"})
    settle(window)
    assert (sent, dialogs.script.asked) == ([], [])
    with qtbot.waitSignal(context.exchanger.ended, timeout=10_000):
        page._save({support_visits.DANGER: "yes"})
    assert "គ្រោះថ្នាក់" not in dialogs.script.asked[-1].words
    assert sent == [1]
    context.exchanger.end()
    settle(window)
