"""Comparing with the server again: by the button and by the command, what is told while it goes on and of what was mended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.cli.main import main
from app.services.exchange import exchange
from app.services.office.offices import Session
from app.ui.pages.sync import SyncPage
from app.ui.pages.sync_parts.comparing import ComparingCard
from app.ui.window import Window
from tests.support.desk import desk_of
from tests.support.pictures import settle
from tests.support.server import RunningServer, quick_code, quick_office, serving
from tests.support.window import clipped, no_english
from tests.ui.support import PLACES, go, make_case

WAIT_MS = 30_000
DAMAGE = "UPDATE record SET base_body = '{\"school\":\"wrong\"}' WHERE type = 'child'"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server at work."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        quick_office(running, "02")
        yield running


def card_of(window: Window) -> ComparingCard:
    """The card, shown."""
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    page.tabs.setCurrentWidget(page.link)
    settle(window)
    return page.link.comparing


def damage(session: Session) -> None:
    """What lies here is not what came from the server."""
    with session.database.transaction() as connection:
        connection.exec_driver_sql(DAMAGE)


def test_before_joining_there_is_nothing_to_compare_with(window: Window) -> None:
    card = card_of(window)
    assert not card.again.isEnabled()
    assert card.told.isVisible()
    assert no_english(window.work, allowed=PLACES) == []


def test_by_keyboard_a_damaged_record_is_put_right_and_told(window: Window, server: RunningServer, qtbot: QtBot) -> None:
    session, exchanger = window.context.session, window.context.exchanger
    make_case(session, hours_ago=1)
    exchange.enrol(session, server.url, quick_code(server, "02"))
    exchange.exchange(session)
    damage(session)
    card = card_of(window)
    assert not card.told.isVisible()
    window.activateWindow()
    card.again.setFocus()
    with qtbot.waitSignal(exchanger.ended, timeout=WAIT_MS):
        QTest.keyClick(card.again, Qt.Key.Key_Return)
        assert card.told.text() == card.tr("Comparing with the server. It may take some minutes; work can go on.")
        assert not card.again.isEnabled()
    settle(window)
    assert card.came is not None
    assert (card.came.records >= 2, card.came.mended, card.came.differ) == (True, 1, False)
    assert "១" in card.told.text()
    assert no_english(window.work, allowed=PLACES) == []
    assert clipped(card) == []
    window.context.language.switch("en")
    settle(window)
    assert "Put right from the server: 1." in card.told.text()
    server.stop()
    with qtbot.waitSignal(exchanger.ended, timeout=WAIT_MS):
        card.again.click()
    settle(window)
    assert "did not come to its end" in card.told.text()
    exchange.leave(session)


def test_the_command_compares_and_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(tmp_path / "server") as running:
        desk = desk_of(running, tmp_path)
        session = desk.laptop("one")
        with session.write("register_child") as uow:
            uow.create("child", {"office": desk.office, "school": "x"})
        exchange.exchange(session)
        damage(session)
        exchange.leave(session)
        session.close()
        monkeypatch.setenv("KOMAR_USER", "Sok one")
        monkeypatch.setenv("KOMAR_PASSWORD", "correct horse 9")
        assert main(["--data", str(tmp_path / "one"), "--json", "compare"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["mended"], told["differ"]) == (1, False)
    assert told["records"] > 0
