"""Somebody at a window without a mouse: keys go where the focus is, menus and dialogs are answered as they come up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from app.ui.window import Window
from tests.support.pictures import settle

Step = Callable[[], object]
MOST_TABS = 160
TICK_MS = 20
PATIENCE = 40
"""So often it is looked whether something has come, each time until the window is at rest."""


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name).strip() if told is not None else ""


def words_in(widget: QWidget) -> list[str]:
    """The words that stand in a widget, for who reads why a test failed."""
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


class Hands:
    """The hands of one person at one window."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.faults: list[Exception] = []
        self._coming: deque[Step] = deque()
        self._met: list[QWidget] = []
        self._looking = False

    def comes(self) -> None:
        """Sits down at this window."""
        self.window.activateWindow()
        settle(self.window)

    def until(self, holds: Callable[[], object]) -> bool:
        """Waits for what goes on behind the window; whether it came."""
        for _ in range(PATIENCE):
            settle(self.window)
            if holds():
                return True
        return False

    @property
    def focus(self) -> QWidget:
        """Where keys go: a menu that is open, else what has the focus, else the window in front."""
        found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None, "nothing takes a key"
        return found

    def press(self, *keys: str) -> None:
        """Keys as they stand on the sheet of shortcuts (`Tab`, `Ctrl+Return`, `Alt+2`), and what follows is waited for."""
        for each in keys:
            self._key(each)
        settle(self.window)

    def _key(self, keys: str) -> None:
        QTest.keySequence(self.focus, QKeySequence(keys))

    def to(self, name: str) -> QWidget:
        """Tab until something of this name has the focus."""
        passed = []
        for _ in range(MOST_TABS):
            if name_of(self.focus).startswith(name):
                return self.focus
            self._key("Tab")
            QApplication.processEvents()
            passed.append(name_of(self.focus))
        raise AssertionError(f"Tab does not lead to {name!r}, only to {list(dict.fromkeys(passed))}")

    def fill(self, **texts: str) -> None:
        """Texts into fields by the beginning of their names (an underscore is a space)."""
        for name, text in texts.items():
            self.to(name.replace("_", " "))
            self.write(text)

    def write(self, text: str) -> None:
        """Text, where the focus is; a list of choices takes it as the beginning of one."""
        for letter in text:  # QTest knows no Khmer keyboard
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focus, event)

    def does(self, act: Step, *answers: Step) -> None:
        """An act after which menus or dialogs come up, one answer for each of them in their order."""
        self._coming.extend(answers)
        self._looking = True
        self._look()
        act()
        settle(self.window)
        self._looking = False
        self._met.clear()
        self.comes()
        if self.faults:
            raise self.faults.pop(0)
        assert not self._coming, f"{len(self._coming)} more dialogs were expected"

    def choose(self, menu: str, entry: str, *answers: Step) -> None:
        """An entry of a menu behind a button, and the dialogs that follow."""
        self.to(menu)
        self.does(lambda: self._key("Space"), lambda: self._entry(entry), *answers)

    def _entry(self, entry: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        for _ in menu.actions():
            self._key("Down")
            now = menu.activeAction()
            if now is not None and now.text().replace("&", "").startswith(entry):
                self._key("Return")
                return
        raise AssertionError(f"the menu has no {entry!r}, only {[each.text() for each in menu.actions()]}")

    def _look(self) -> None:
        """Answers what came up in front, and goes on looking meanwhile: an answer may bring up the next question."""
        if not self._looking:
            return
        QTimer.singleShot(TICK_MS, self.window, self._look)
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if front is None or not front.isVisible() or any(front is each for each in self._met):
            return
        if front is QApplication.activeModalWidget() and not front.isActiveWindow():
            front.activateWindow()
            return
        self._met.append(front)
        try:
            assert self._coming, f"nobody expected {words_in(front)}"
            self._coming.popleft()()
            said = [
                each.text() for each in front.findChildren(QLabel) if each.property("role") == "problem" and each.isVisible()
            ]
            assert isinstance(front, QMenu) or not front.isVisible(), f"the dialog stays: {said}"
        except (AssertionError, RuntimeError) as fault:
            self.faults.append(fault)
            front.close()
