"""Several answers of a set, as ticks in columns; Return goes out of the whole set."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.widgets.basics import unit
from app.ui.widgets.fields import Field
from app.ui.widgets.tick import Tick


class TickSet(Field):
    """Keys with their words. What is ticked is kept by its key, also of what is not offered now."""

    def __init__(self, parent: QWidget | None = None, *, columns: int = 2) -> None:
        super().__init__(parent)
        self.columns = columns
        self.ticks: dict[str, Tick] = {}
        self._unknown: set[str] = set()
        self.inner = QWidget(self)
        self.grid = QGridLayout(self.inner)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(unit(self) * 2)
        self.grid.setVerticalSpacing(0)
        self.box.addWidget(self.inner, 1)
        self.may_be_higher()

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offers keys with their words; the same keys keep their boxes, so that the focus stays in a switch of language."""
        if [key for key, _ in choices] != list(self.ticks):
            before = self.value()
            self._make([key for key, _ in choices])
            self._place(before)
        for key, words in choices:
            self.ticks[key].setText(words)
        self._name_ticks()

    def _make(self, keys: Sequence[str]) -> None:
        """Boxes for keys in the place of those before."""
        for tick in self.ticks.values():
            self.grid.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self.ticks, self.parts = {}, []
        for place, key in enumerate(keys):
            tick = self.ticks[key] = Tick(self.inner)
            self.parts.append(tick)
            tick.installEventFilter(self)
            tick.toggled.connect(lambda _: self.changed.emit())
            self.grid.addWidget(tick, place // self.columns, place % self.columns, Qt.AlignmentFlag.AlignLeft)
        if self.parts:
            self.setFocusProxy(self.parts[0])

    def value(self) -> list[str]:
        return sorted({key for key, tick in self.ticks.items() if tick.isChecked()} | self._unknown)

    def set_value(self, value: object) -> None:
        self._place(value)

    def _place(self, value: object) -> None:
        """Ticks what is in a list; what is not offered is kept beside."""
        wanted = {str(key) for key in value} if isinstance(value, list | tuple | set | frozenset) else set()
        self._unknown = wanted - self.ticks.keys()
        for key, tick in self.ticks.items():
            tick.setChecked(key in wanted)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self._name_ticks()

    def _name_ticks(self) -> None:
        """Each tick is called by the field and its own words, in the language now."""
        name = self.accessibleName()
        for tick in self.ticks.values():
            tick.setAccessibleName(f"{name}: {tick.text()}" if name else tick.text())

    def mark(self, problem: bool) -> None:
        """Ticks have no frame; the words below say it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return goes out of the whole set."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._goes_on(watched, event):
            self.parts[-1].setFocus(Qt.FocusReason.TabFocusReason)
        return super().eventFilter(watched, event)
