"""Helpers for tests of the window: dialogs that answer by a script, and what holds for every page."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)

from app.ui.dialogs import Dialogs, Reason
from tests.support.sources import LATIN_NAMES

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.widgets.form import Form

LATIN = re.compile(r"[A-Za-z]{2,}")
INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)


@dataclass
class Asked:
    """A dialog that came up: which kind, and its words."""

    kind: str
    words: str


@dataclass
class Script:
    """What the user answers, in order, and what was asked."""

    answers: deque[object] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)

    def take(self, kind: str, words: str) -> object:
        """The next answer."""
        self.asked.append(Asked(kind, words))
        assert self.answers, f"nobody expected {kind}: {words}"
        return self.answers.popleft()


class ScriptedDialogs(Dialogs):
    """Dialogs without windows. A form is answered by its values (a dict), or None to leave it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.script = Script()

    def answer(self, *answers: object) -> None:
        """What comes next."""
        self.script.answers.extend(answers)

    def confirm(self, parent: QWidget, question: str, verb: str, *, danger: bool = False) -> bool:
        return bool(self.script.take("confirm", question))

    def ask(self, parent: QWidget, title: str, verb: str, form: Form) -> bool:
        values = self.script.take("ask", title)
        if values is None:
            return False
        assert isinstance(values, dict), "a form is answered by its values"
        form.set_values(values)
        assert form.problems() == [], form.problems()
        return True

    def reason(
        self,
        parent: QWidget,
        title: str,
        verb: str,
        codelist: str | None = None,
        *,
        text_needed: bool = False,
        day: bool = False,
    ) -> Reason | None:
        given = self.script.take("reason", title)
        assert given is None or isinstance(given, Reason), "a reason is answered by a Reason"
        return given

    def _path(self, kind: str, title: str) -> Path | None:
        """A path of the script."""
        given = self.script.take(kind, title)
        assert given is None or isinstance(given, Path), "a file is answered by a path"
        return given

    def save_file(self, parent: QWidget, title: str, name: str, filters: str = "") -> Path | None:
        return self._path("save_file", title)

    def open_file(self, parent: QWidget, title: str, filters: str = "") -> Path | None:
        return self._path("open_file", title)

    def open_files(self, parent: QWidget, title: str, filters: str = "") -> list[Path]:
        chosen = self.script.take("open_files", title)
        return [Path(str(each)) for each in chosen] if isinstance(chosen, list) else []

    def folder(self, parent: QWidget, title: str, start: str = "") -> Path | None:
        return self._path("folder", title)

    def show_text(self, parent: QWidget, title: str, text: str) -> None:
        self.script.asked.append(Asked("show_text", text))


def shown_texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Every text that a visible widget shows or tells a screen reader: where, and what. What people typed is left out."""
    for part in (widget, *widget.findChildren(QWidget)):
        if not part.isVisibleTo(widget):
            continue
        where = f"{type(part).__name__} {part.objectName()}"
        yield where, part.toolTip()
        yield where, part.accessibleName()
        if isinstance(part, QLabel | QAbstractButton):
            yield where, part.text()
        if isinstance(part, QLineEdit | QPlainTextEdit):
            yield where, part.placeholderText()
        if isinstance(part, QComboBox):
            yield from ((where, part.itemText(row)) for row in range(part.count()))
        if isinstance(part, QTabWidget):
            yield from ((where, part.tabText(place)) for place in range(part.count()))
        if isinstance(part, QTableView) and part.model() is not None:
            model = part.model()
            heads = (model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount()))
            yield from ((where, str(head or "")) for head in heads)


def no_english(widget: QWidget, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Latin words that a widget shows in Khmer, besides names of things and `allowed` (names of people and places)."""
    found = []
    for where, text in shown_texts(widget):
        left = {word for word in LATIN.findall(text) if word not in LATIN_NAMES and word not in allowed}
        if left:
            found.append(f"{where}: {text!r}")
    return found


def unnamed(widget: QWidget) -> list[str]:
    """Controls that a screen reader has no name for."""
    found = []
    for part in widget.findChildren(QWidget):
        if not isinstance(part, INTERACTIVE) or not part.isVisibleTo(widget) or part.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        told = QAccessible.queryAccessibleInterface(part)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            parent = part.parent()
            found.append(f"{type(part).__name__} in {type(parent).__name__}")
    return found


def clipped(widget: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into them."""
    found = []
    for part in widget.findChildren(QWidget):
        if not part.isVisibleTo(widget) or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            short = part.height() < part.heightForWidth(part.width()) - 2
        else:
            short = part.width() < part.minimumSizeHint().width() - 1 or part.height() < part.minimumSizeHint().height() - 2
        if short:
            found.append(f"{type(part).__name__}: {part.text()!r}")
    return found
