"""The exchange page without a mouse: its tabs, the link that costs, the proxy, the list of pictures on their way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services.exchange import link as links
from app.ui.pages.sync import SyncPage
from app.ui.pages.sync_parts.part import SyncPart
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs
from tests.ui.support import sync_page
from tests.ui.test_link_page import contents, use
from tests.ui.test_lists_to_excel import sheet

Key = Qt.Key
STEPS = 25


def press(window: Window, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget:
    """A key, wherever the focus is; where the focus is then."""
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, key, held)
    settle(window)
    after = QApplication.focusWidget()
    assert after is not None
    return after


def by_arrows(window: Window, page: SyncPage, part: SyncPart) -> None:
    """From the bar of the tabs to one of them."""
    window.activateWindow()
    page.tabs.setCurrentIndex(0)
    page.tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(page.tabs.count()):
        if page.tabs.currentWidget() is part:
            return
        press(window, Key.Key_Right)
    raise AssertionError("the arrows do not lead to the tab")


def tab_to(window: Window, target: QWidget) -> list[QWidget]:
    """Presses Tab until a widget, or what it stands for, has the focus; what had it on the way."""
    passed: list[QWidget] = []
    for _ in range(STEPS):
        now = press(window, Key.Key_Tab)
        passed.append(now)
        if now is target or target.isAncestorOf(now):
            assert not now.visibleRegion().isEmpty(), "what has the focus is seen"
            return passed
    raise AssertionError(f"Tab does not lead to {target}")


def typed(window: Window, text: str) -> None:
    """Text, wherever the focus is."""
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClicks(now, text)
    settle(window)


def test_the_link_is_set_by_keyboard_alone(window: Window) -> None:
    session = window.context.session
    use(session)
    page = sync_page(window)
    page.joining.hide()
    window.resize(1366, 768)
    by_arrows(window, page, page.link)
    tab_to(window, page.link.on_metered)
    press(window, Key.Key_Down)
    with session.read() as reader:
        assert links.link(reader).on_metered == "all"
    tab_to(window, page.link.kind)
    for _ in range(2):
        press(window, Key.Key_Down)
    assert page.link.address.isVisible()
    for field, text in ((page.link.address, "10.0.0.1:3128"), (page.link.user, "sok"), (page.link.password, "zqsecret")):
        assert len(tab_to(window, field)) == 1, "one field after the other"
        typed(window, text)
    tab_to(window, page.link.keep)
    press(window, Key.Key_Return)
    with session.read() as reader:
        told = links.link(reader)
    assert (told.proxy, told.address, told.user, told.has_password) == ("own", "10.0.0.1:3128", "sok", True)
    assert page.link.password.value() is None
    assert QApplication.focusWidget() is page.link.keep


def test_pictures_on_their_way_are_walked_copied_and_exported_by_keyboard(
    window: Window, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    contents(window.context.session, 700)
    page = sync_page(window)
    page.joining.hide()
    by_arrows(window, page, page.transfers)
    table = page.transfers.table
    tab_to(window, table)
    first = table.selected()
    press(window, Key.Key_Down)
    second = table.selected()
    assert second is not None
    assert second != first
    press(window, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    dialogs.answer(tmp_path / "list.xlsx")
    press(window, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    rows = [row for row in sheet(tmp_path / "list.xlsx") if row[0] == "រូបភាព ឬឯកសារ"]
    assert len(rows) == 700, "all, not those shown"
    assert press(window, Key.Key_Tab) is not table, "the list lets go"


def test_control_return_sends_wherever_one_is(window: Window) -> None:
    page = sync_page(window)
    page.joining.hide()
    page.state.go.show()
    by_arrows(window, page, page.transfers)
    tab_to(window, page.transfers.table)
    started: list[int] = []
    window.context.exchanger.started.connect(lambda: started.append(1))
    press(window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert started == [1]
