"""Choices to be put in order: by Alt and the arrows, by number, by drawing with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.forms.evaluation import Choice
from app.text.breaks import with_breaks
from app.text.digits import arabic_digits, digits_for
from app.ui.forms.answers.base import AnswerWidget
from app.ui.widgets.basics import button, label, unit

if TYPE_CHECKING:
    from app.ui.context import Context

MOST_LINES = 12
VALUE = Qt.ItemDataRole.UserRole


class Ranking(AnswerWidget):
    """All choices in a list. No order is an answer until a line was moved or the order was taken; then all are ranked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.lang = context.lang
        self.started = False
        self.locked = False
        self._choices: dict[str, str] = {}
        self.list = QListWidget(self)
        self.list.setObjectName("choices")
        self.list.setWordWrap(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.model().rowsMoved.connect(self._dragged)
        self.list.currentRowChanged.connect(lambda _: self._enable())
        self.up = button(self, "", lambda: self.move_by(-1))
        self.down = button(self, "", lambda: self.move_by(1))
        self.take = button(self, "check", self.take_order)
        self.back = button(self, "undo", self.take_back, flat=True)
        self.told = label(self, "small", wrap=True)
        side = QVBoxLayout()
        side.setSpacing(unit(self))
        for part in (self.up, self.down, self.take, self.back):
            side.addWidget(part)
        side.addStretch(1)
        rows = QHBoxLayout()
        rows.setSpacing(unit(self))
        rows.addWidget(self.list, 1)
        rows.addLayout(side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(unit(self) // 2)
        box.addLayout(rows)
        box.addWidget(self.told)
        self.setFocusProxy(self.list)
        self.retranslate()

    def retranslate(self) -> None:
        self.lang = self.context.lang
        self.up.setText(self.tr("Higher"))
        self.down.setText(self.tr("Lower"))
        self.take.setText(self.tr("Take this order"))
        self.back.setText(self.tr("No order"))
        for part, keys in ((self.up, "Alt+↑"), (self.down, "Alt+↓")):
            part.setToolTip(keys)
        self._draw()

    # ---- showing ----

    def order(self) -> list[str]:
        """The values as they stand."""
        return [str(self.list.item(row).data(VALUE)) for row in range(self.list.count())]

    def show_choices(self, choices: Sequence[Choice]) -> None:
        labels = {choice.value: choice.label or choice.value for choice in choices}
        kept = [value for value in self.order() if value in labels] if self.started else []
        self._choices = labels
        self._fill([*kept, *(value for value in labels if value not in kept)])

    def show_value(self, value: str) -> None:
        ranked = [each for each in value.split() if each in self._choices]
        self.started = bool(ranked)
        wanted = [*ranked, *(each for each in self._choices if each not in ranked)]
        if wanted != self.order():
            self._fill(wanted)
        self._draw()

    def _fill(self, values: Sequence[str]) -> None:
        current = self.list.currentItem()
        kept = current.data(VALUE) if current is not None else None
        self.list.clear()
        for value in values:
            item = QListWidgetItem()
            item.setData(VALUE, value)
            self.list.addItem(item)
        self.list.setCurrentRow(values.index(kept) if kept in values else 0)
        self._draw()
        self._fit()

    def _draw(self) -> None:
        """Numbers before the words once there is an order."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            words = self._choices.get(str(item.data(VALUE)), "")
            number = digits_for(row + 1, self.lang) if self.started else "–"
            item.setText(f"{number}  {with_breaks(words)}")
        self.told.setText(
            self.tr("Alt with the arrows moves a line, a number puts it at that place.")
            if self.started
            else self.tr("Not put in order yet. Alt with the arrows moves a line, a number puts it at that place.")
        )
        self._enable()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.list.font())
        lines = min(MOST_LINES, max(2, self.list.count()))
        high = sum(max(metrics.lineSpacing(), self.list.sizeHintForRow(row)) for row in range(min(lines, self.list.count())))
        self.list.setFixedHeight(max(high, metrics.lineSpacing() * 2) + unit(self))

    def _enable(self) -> None:
        row = self.list.currentRow()
        for part, on in ((self.up, row > 0), (self.down, 0 <= row < self.list.count() - 1)):
            part.setEnabled(on)
        self.take.setVisible(not self.started and not self.locked)
        self.back.setVisible(self.started and not self.locked)

    def name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.list.setAccessibleName(name)
        for part in (self.up, self.down, self.take, self.back):
            part.setAccessibleName(f"{name}: {part.text()}")

    def read_only(self, on: bool) -> None:
        self.locked = on
        kind = QAbstractItemView.DragDropMode
        self.list.setDragDropMode(kind.NoDragDrop if on else kind.InternalMove)
        for part in (self.up, self.down, self.told):
            part.setVisible(not on)
        self._enable()

    def stops(self) -> list[QWidget]:
        return [self.list, self.up, self.down, self.take, self.back]

    # ---- ordering ----

    def move_by(self, step: int) -> None:
        """The line with the focus goes up or down."""
        self.move_to(self.list.currentRow() + step)

    def move_to(self, row: int) -> None:
        """The line with the focus goes to a place, from 0."""
        here = self.list.currentRow()
        if self.locked or here < 0 or not 0 <= row < self.list.count():
            return
        self.list.model().blockSignals(True)
        try:
            item = self.list.takeItem(here)
            self.list.insertItem(row, item)
        finally:
            self.list.model().blockSignals(False)
        self.list.setCurrentRow(row)
        self.list.doItemsLayout()
        self.take_order()

    def _dragged(self) -> None:
        if not self.locked:
            self.take_order()

    def take_order(self) -> None:
        """The order as it stands is the answer."""
        self.started = True
        self._draw()
        self.given.emit(" ".join(self.order()))

    def take_back(self) -> None:
        """No answer; the choices stand as the form has them."""
        if self.locked or not self.started:
            return
        self.started = False
        self._fill(list(self._choices))
        self.given.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.list:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether a key was ours."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_by(steps[Qt.Key(event.key())])
            return True
        digit = arabic_digits(event.text())
        if len(digit) == 1 and digit in "123456789":
            self.move_to(int(digit) - 1)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_back()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.started and not self.locked:
                self.take_order()
            else:
                self.list.focusNextChild()
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "told"):
            self._fit()
        super().changeEvent(event)
