"""Somebody at a window without a mouse: keys go where the focus is, menus and dialogs are answered as they come up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QWidget,
)

from app.ui.window import Window
from tests.support.pictures import settle

Step = Callable[[], object]
Answers = Mapping[str, str | bool]
MOST_TABS, MOST_LINES = 240, 60
TICK_MS = 20
PATIENCE, PAUSE_MS = 40, 90
"""So often it is looked whether something has come, each time when the window is at rest, and the pause between two looks."""


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget; on Linux Qt hands on the value of a box as its name and the label beside it."""
    if isinstance(widget, QComboBox) and widget.accessibleName():
        return plain(widget.accessibleName()).strip()
    told = QAccessible.queryAccessibleInterface(widget)
    return plain(told.text(QAccessible.Text.Name)).strip() if told is not None else ""


def words_in(widget: QWidget) -> list[str]:
    """The words that stand in a widget, for who reads why a test failed."""
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


def plain(text: str) -> str:
    """Words without the marks of a mnemonic and of breaks."""
    return text.replace("&", "").replace("\u200b", "")


def line_at(view: QAbstractItemView) -> str:
    """The line of a list where one stands, all cells."""
    model, at = view.model(), view.currentIndex()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    cells = [model.index(at.row(), place).data() for place in range(columns)]
    return plain(" · ".join(str(each) for each in cells if each))


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
            QTest.qWait(PAUSE_MS)
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

    def to(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Tab until something of this name, and of a kind, has the focus."""
        passed = []
        for _ in range(MOST_TABS):
            if isinstance(self.focus, kind) and name_of(self.focus).startswith(name):
                return self.focus
            self._key("Tab")
            QApplication.processEvents()
            passed.append(name_of(self.focus))
        raise AssertionError(f"Tab does not lead to {name!r}, only to {list(dict.fromkeys(passed))}")

    def fill(self, answers: Answers) -> None:
        """Answers into fields by the beginning of their names, as each kind of field takes them."""
        for name, answer in answers.items():
            now = self.to(name)
            if isinstance(now, QRadioButton):
                self._radio(str(answer))
            elif isinstance(now, QCheckBox):
                if now.isChecked() != answer:
                    self._key("Space")
                assert now.isChecked() == answer, f"{name} cannot be ticked"
            elif isinstance(now, QComboBox) and not now.isEditable():
                self._choose(now, str(answer))
            else:
                if not isinstance(now, QPlainTextEdit):
                    self._key("Ctrl+A")
                self.write(str(answer))

    def _choose(self, box: QComboBox, words: str) -> None:
        """A line of a closed box of choices, by the arrows."""
        self._key("Home")
        for _ in range(MOST_LINES):
            if box.currentText().startswith(words):
                return
            self._key("Down")
        raise AssertionError(f"no {words!r} among {[box.itemText(row) for row in range(box.count())]}")

    def _radio(self, words: str) -> None:
        """A round button of a row, by the arrows."""
        met: list[str] = []
        for _ in range(MOST_LINES):
            now = self.focus
            assert isinstance(now, QRadioButton), f"{met} and no {words!r}"
            met.append(plain(now.text()))
            if met[-1].startswith(words):
                if not now.isChecked():
                    self._key("Space")
                assert now.isChecked(), words
                return
            self._key("Right")
        raise AssertionError(f"no {words!r} among {list(dict.fromkeys(met))}")

    def score(self, answers: Mapping[str, int]) -> None:
        """Questions of a form, each with the digit of its answer."""
        for question, digit in answers.items():
            self.to(question, QRadioButton)
            self._key(str(digit))
            now = self.focus
            assert isinstance(now, QRadioButton), f"{question} has no choices"
            assert now.isChecked(), f"{digit} does not answer {question}"
        settle(self.window)

    def row(self, listed: str, words: str) -> None:
        """The line of a list that holds some words, by the arrows."""
        view = self.to(listed, QAbstractItemView)
        assert isinstance(view, QAbstractItemView), f"{listed} is no list"
        self.until(lambda: view.model().rowCount())
        self._key("PgUp" if isinstance(view, QTableView) else "Home")
        lines: list[str] = []
        for _ in range(MOST_LINES):
            lines.append(line_at(view))
            if words in lines[-1] and view.selectionModel().isRowSelected(view.currentIndex().row()):
                settle(self.window)
                return
            self._key("Down")
        raise AssertionError(f"no line with {words!r} in {listed}, only {list(dict.fromkeys(lines))}")

    def part(self, words: str) -> None:
        """A part of the case, by the list at its side."""
        self.row("Parts of the case", words)

    def filled(self, answers: Answers | None = None) -> Step:
        """The answer to a dialog: its fields, then Ctrl+Enter."""

        def step() -> None:
            self.fill(answers or {})
            self.press("Ctrl+Return")

        return step

    def do(self, button: str, *answers: Step) -> None:
        """A button, and the dialogs that follow."""
        self.to(button)
        self.does(lambda: self._key("Space"), *answers)

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
        for _ in range(PATIENCE):  # a menu opens without holding up who opened it: its answer comes with the next look
            if not self._coming or self.faults:
                break
            QTest.qWait(TICK_MS)
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
            if now is not None and plain(now.text()).startswith(entry):
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
