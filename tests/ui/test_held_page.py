"""What the server holds: the first ones as cards, all of them counted and in the list for Excel."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.data.outbox.dispatch import put_meta
from app.data.outbox.unconfirmed import KEY, Since
from app.data.replica import replica
from app.data.values import canonical
from app.services.desk.today import today
from app.services.exchange.sync_view import SHOWN
from app.services.office.offices import Session
from app.ui.pages.sync import SyncPage
from app.ui.pages.sync_parts.held import AT_ONCE, HeldCard, HeldPart
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english
from tests.ui.support import PLACES, go, make_case
from tests.ui.test_lists_to_excel import sheet


def hold(session: Session, count: int, reason: str = "no_right") -> None:
    """Changes of one case as the server's answer leaves them."""
    make_case(session, hours_ago=1)
    with session.database.transaction() as connection:
        row = connection.exec_driver_sql("SELECT * FROM op WHERE type = 'case'").mappings().one()
        names = [name for name in row if name not in ("n", "seq", "verdict")]
        marks = ", ".join(f'"{name}"' for name in names)
        for number in range(count):
            connection.exec_driver_sql(
                f"INSERT INTO op ({marks}, seq, verdict) SELECT {marks}, ?, 'held' FROM op WHERE n = ?",
                (1000 + number, row["n"]),
            )
            connection.exec_driver_sql(
                "INSERT INTO held (incarnation, seq, record, reason, at) VALUES (?, ?, ?, ?, ?)",
                (row["incarnation"], 1000 + number, row["record"], reason, row["at"]),
            )


def leave_behind(session: Session) -> str:
    """A case whose risk a stick showed otherwise, long ago, and the server never has; its id."""
    case = make_case(session, hours_ago=1)
    head = ("ab" * 16, 3, case, "case", "edit", '{"risk_level":"low"}', session.actor.user, "2026-01-05T03:04:05.678Z", 10**6)
    asked = Since("2026-01-05T03:04:05.678Z", 2, "2026-03-05T03:04:05.678Z")
    with session.database.transaction() as connection:
        connection.exec_driver_sql(
            'INSERT INTO foreign_op (incarnation, seq, record, type, kind, patch, "user", at, place)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            head,
        )
        put_meta(connection, KEY, canonical({"ab" * 16: asdict(asked)}))
        replica.refresh(connection, {case: "case"})
    return case


def risk(session: Session, case: str) -> str:
    """What is shown of the case."""
    with session.read() as reader:
        return reader.get("case", case).text("risk_level")


def part_of(window: Window) -> HeldPart:
    """The tab, shown."""
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    page.tabs.setCurrentWidget(page.held)
    settle(window)
    return page.held


def test_by_keyboard_the_next_cards_come_as_one_goes_down(window: Window) -> None:
    hold(window.context.session, 30)
    part = part_of(window)
    window.activateWindow()
    last = part.findChildren(HeldCard)[-1]
    assert len(part.findChildren(HeldCard)) == AT_ONCE
    last.away.setFocus(Qt.FocusReason.TabFocusReason)
    part.scrolled.ensureWidgetVisible(last.away)
    settle(window)
    assert len(part.findChildren(HeldCard)) == 30
    for _ in range(2):
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, Qt.Key.Key_Tab)
    settle(window)
    now = QApplication.focusWidget()
    assert now is not None
    assert part.findChildren(HeldCard)[AT_ONCE].isAncestorOf(now), "the order of the keys is that of the cards"


@pytest.mark.parametrize("count", [0, 3])
def test_a_few_are_shown_whole(window: Window, count: int) -> None:
    if count:
        hold(window.context.session, count)
    part = part_of(window)
    assert part.number() == count
    assert len(part.findChildren(HeldCard)) == count
    assert no_english(window.work, allowed=PLACES) == []
    assert clipped(part) == []


def test_of_thousands_the_first_are_shown_all_are_counted_and_go_to_excel(
    window: Window, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    session = window.context.session
    hold(session, 5000)
    with session.read() as reader:
        [held] = [group for group in today(reader) if group.kind == "held"]
    assert held.count == 5000
    part = part_of(window)
    assert part.number() == 5000
    assert len(part.findChildren(HeldCard)) == AT_ONCE, "no more than one looks at"
    for _ in range(SHOWN // AT_ONCE):
        part.scrolled.verticalScrollBar().setValue(part.scrolled.verticalScrollBar().maximum())
        settle(window)
    assert len(part.findChildren(HeldCard)) == SHOWN
    assert "៥០០០" in part.foot.text()
    assert "២០០" in part.foot.text()
    dialogs.answer(tmp_path / "held.xlsx")
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert sum("K-ABC-00001-X" in row for row in sheet(tmp_path / "held.xlsx")) == 5000


@pytest.mark.parametrize("lang", ["km", "en"])
def test_what_a_stick_left_behind_is_told_and_taken_away(
    window: Window, dialogs: ScriptedDialogs, lang: str, tmp_path: Path
) -> None:
    session = window.context.session
    case = leave_behind(session)
    window.context.language.switch(lang)
    part = part_of(window)
    assert (part.number(), risk(session, case)) == (1, "low")
    window.context.bus.announce_exchange()
    settle(window)
    assert window.foot.attention.isVisible()
    [shown] = part.findChildren(HeldCard)
    assert clipped(part) == []
    if lang == "km":
        assert no_english(window.work, allowed=PLACES) == []
    dialogs.answer(tmp_path / "held.xlsx")
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert sum("K-ABC-00001-X" in row for row in sheet(tmp_path / "held.xlsx")) == 1
    dialogs.answer(False)
    shown.away.click()
    settle(window)
    assert risk(session, case) == "low", "asked before"
    heard = list[object]()
    window.context.bus.changed.connect(heard.append)
    dialogs.answer(True)
    shown.away.click()
    settle(window)
    assert (part.number(), part.findChildren(HeldCard), risk(session, case)) == (0, [], "high")
    assert len(heard) == 1, "other pages show it at once"
    assert not window.foot.attention.isVisible()
