"""Questions with the same choices as one grid: a row each, the choices as columns; or, in little room, by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.forms.answers import LabelRow, Options
from app.ui.forms.answers.options import Shape
from app.ui.forms.blocks import BlockBase
from app.ui.forms.question import Question
from app.ui.widgets.basics import line, unit

if TYPE_CHECKING:
    from app.ui.forms.blocks import Filling
    from app.ui.forms.layout import Block

SHARE = 0.4
"""The part of the width that the words of the rows take."""
BARE = Shape(equal=True, bare=True, numbers=False)
OPEN = Shape(numbers=False)


class GridRow(Question):
    """One question as a row: words at the left, bare marks at the right; or, where there is no room, as any question."""

    bare = False

    def lay_out(self) -> None:
        """Words and marks side by side; what is said of the question stands below."""
        self.side = QHBoxLayout()
        self.side.setSpacing(unit(self) * 2)
        self.box.removeWidget(self.words)
        self.box.removeWidget(self.answer)
        self.side.addWidget(self.words)
        self.side.addWidget(self.answer, 1)
        self.box.insertLayout(0, self.side)

    def set_shape(self, *, bare: bool, width: int) -> None:
        """As a row of a grid whose words have that width, or by itself."""
        answer = self.answer
        if bare:
            self.words.setFixedWidth(width)
        else:
            self.words.setMinimumWidth(0)
            self.words.setMaximumWidth(16_777_215)
        if self.bare == bare and isinstance(answer, Options) and answer.shape in (BARE, OPEN):
            return
        self.bare = bare
        self.side.setDirection(QHBoxLayout.Direction.LeftToRight if bare else QHBoxLayout.Direction.TopToBottom)
        if isinstance(answer, Options):
            answer.shape = BARE if bare else OPEN
            for knob in answer.knobs.values():
                knob.bare = bare
            answer.show_choices(self.session.choices(self.key))


class GridBlock(BlockBase):
    """The head with the choices, then a row for each question. Arrows move in both directions, digits choose, Enter goes on."""

    def __init__(self, filling: Filling, block: Block, parent: QWidget) -> None:
        super().__init__(filling, block, parent)
        self.head = LabelRow(self)
        self.head_line = QHBoxLayout()
        self.head_line.setSpacing(unit(self) * 2)
        self.corner = QWidget(self)
        self.head_line.addWidget(self.corner)
        self.head_line.addWidget(self.head, 1)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(unit(self) // 2)
        self.box.addLayout(self.head_line)
        self.box.addWidget(line(self))
        self.box.addLayout(self.rows)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit)
        self.update_all()

    def update_all(self) -> None:
        shown = [key for key in self.block.keys if self.filling.asked(key)]
        self.head.show_choices(self.session.choices((shown or list(self.block.keys))[0]))
        super().update_all()
        self._fit()

    def update_keys(self, changed: frozenset[str]) -> bool:
        came, place, shown = False, 0, False
        for key in self.block.keys:
            asked = self.filling.asked(key)
            shown = shown or asked
            row = self.questions.get(key)
            if asked and row is None:
                row, came = self._make(key), True
                self.rows.insertWidget(place, row)
            elif row is not None and asked and (key in changed or row.isHidden()):
                row.update_state()
            if row is not None:
                if asked and self.filling.former.answers:
                    self.compare(key)
                if row.isHidden() == asked:
                    row.setVisible(asked)
                    came = True
                place = self.rows.indexOf(row) + 1
        if not changed.isdisjoint(self.block.titles):
            self.show_titles()
        if self.isHidden() == shown:
            self.setVisible(shown)
            self.show_titles()
        if came:
            self._later.start()
        return came

    def _make(self, key: str) -> Question:
        """A row; it hears the arrows before its marks do."""
        row = self.make(key, item=True, kind=GridRow)
        assert isinstance(row, GridRow), "rows of a grid are made here"
        row.lay_out()
        self._watch(row)
        return row

    def _watch(self, row: GridRow) -> None:
        for stop in row.answer.stops():
            stop.removeEventFilter(self)
            stop.installEventFilter(self)

    # ---- size ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_later"):
            self._later.start()
        super().changeEvent(event)

    def _fit(self) -> None:
        """A grid as long as every column has room for its words."""
        inside = self.width() - unit(self) * 4
        words = int(inside * SHARE)
        least = max((one.minimumSizeHint().width() for one in self.head.labels), default=0)
        gap = self.head.grid.horizontalSpacing()
        bare = (least + gap) * len(self.head.labels) <= inside - words
        self.corner.setFixedWidth(words)
        for part in (self.head, self.corner):
            part.setVisible(bare)
        for row in self.questions.values():
            if isinstance(row, GridRow):
                row.set_shape(bare=bare, width=words)
                self._watch(row)

    # ---- keyboard ----

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QAbstractButton):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ):
                return self._move(watched, step)
        return super().eventFilter(watched, event)

    def _move(self, mark: QAbstractButton, step: int) -> bool:
        """To the same column of the row above or below; whether there is one."""
        rows = [row for row in self.asked() if isinstance(row, GridRow)]
        for place, row in enumerate(rows):
            marks = row.answer.stops()
            if mark in marks and row.bare and 0 <= place + step < len(rows):
                others = rows[place + step].answer.stops()
                others[min(marks.index(mark), len(others) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False
