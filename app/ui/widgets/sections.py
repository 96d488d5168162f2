"""Many parts of one thing: their names beside them, all in sight; one choice above them where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

NARROW = 42
"""Below so many times the height of a line the names stand in a choice above."""


class Sections(QWidget):
    """Parts with names, one of them in sight; Ctrl+Page Down and Ctrl+Page Up go on and back."""

    currentChanged = Signal(int)
    chosen = Signal(int)
    """A person has chosen a part here, by mouse or key."""

    def __init__(self, parent: QWidget | None, line: int, gap: int) -> None:
        super().__init__(parent)
        self._first = (line, max(1, self.fontMetrics().height()))
        self.names = QListWidget(self)
        self.names.setObjectName("sections")
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choice = QComboBox(self)
        self.choice.hide()
        self.stack = QStackedWidget(self)
        self._shown: list[bool] = []
        self._at = -1
        side = QHBoxLayout()
        side.setSpacing(gap * 2)
        side.addWidget(self.names)
        side.addWidget(self.stack, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap)
        box.addWidget(self.choice)
        box.addLayout(side, 1)
        self.names.currentRowChanged.connect(self._go)
        self.names.itemClicked.connect(lambda item: self.chosen.emit(self.names.row(item)))
        self.choice.activated.connect(self._chosen_above)
        for key, by in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1)):
            keys = QKeySequence(Qt.Modifier.CTRL | key)
            QShortcut(keys, self, lambda by=by: self._walk(by), context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def addTab(self, part: QWidget, text: str) -> int:
        """One more part; gives its place."""
        self.names.addItem(QListWidgetItem(text))
        self.choice.addItem(text, self.stack.count())
        self._shown.append(True)
        return self.stack.addWidget(part)

    def count(self) -> int:
        """How many there are."""
        return self.stack.count()

    def widget(self, place: int) -> QWidget | None:
        """The part at a place."""
        return self.stack.widget(place)

    def indexOf(self, part: QWidget) -> int:
        """The place of a part, -1 for one of somewhere else."""
        return self.stack.indexOf(part)

    def currentIndex(self) -> int:
        """The place of the one in sight."""
        return self.stack.currentIndex()

    def currentWidget(self) -> QWidget | None:
        """The one in sight."""
        return self.stack.currentWidget()

    def setCurrentIndex(self, place: int) -> None:
        """Brings one in sight."""
        self.names.setCurrentRow(place)

    def setCurrentWidget(self, part: QWidget) -> None:
        """Brings one in sight."""
        self.setCurrentIndex(self.indexOf(part))

    def tabText(self, place: int) -> str:
        """The name of a part."""
        return self.names.item(place).text()

    def setTabText(self, place: int, text: str) -> None:
        """The name of a part."""
        self.names.item(place).setText(text)
        self._fit()

    def isTabVisible(self, place: int) -> bool:
        """Whether a part is offered."""
        return self._shown[place]

    def setTabVisible(self, place: int, visible: bool) -> None:
        """Offers a part or not; the first one stands in for one in sight that goes."""
        if self._shown[place] == visible:
            return
        self._shown[place] = visible
        self.names.item(place).setHidden(not visible)
        if not visible and place == self.currentIndex():
            self.setCurrentIndex(self._shown.index(True))
        self._fit()

    def setAccessibleName(self, name: str) -> None:
        """What the names are, for who does not see them."""
        super().setAccessibleName(name)
        self.names.setAccessibleName(name)
        self.choice.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names beside or above."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs a wider list."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @property
    def _line(self) -> int:
        """The height of a line with the text as large as it is now; it may have been another size when this was made."""
        line, height = self._first
        return round(line * self.fontMetrics().height() / height)

    def _fit(self) -> None:
        """The list is as wide as its widest name; in a narrow window it is a choice above."""
        narrow = self.width() < self._line * NARROW
        self.names.setVisible(not narrow)
        self.choice.setVisible(narrow)
        self.names.setFixedWidth(self.names.sizeHintForColumn(0) + self._line)
        self.choice.blockSignals(True)
        self.choice.clear()
        for place, shown in enumerate(self._shown):
            if shown:
                self.choice.addItem(self.tabText(place), place)
        self.choice.setCurrentIndex(self.choice.findData(self.currentIndex()))
        self.choice.blockSignals(False)

    def _go(self, place: int) -> None:
        """Another one comes in sight."""
        if place in (-1, self._at):
            return
        self._at = place
        self.stack.setCurrentIndex(place)
        self.choice.setCurrentIndex(self.choice.findData(place))
        self.currentChanged.emit(place)

    def _chosen_above(self, row: int) -> None:
        """A name of the choice above."""
        place = int(self.choice.itemData(row))
        self.setCurrentIndex(place)
        self.chosen.emit(place)

    def _walk(self, by: int) -> None:
        """The next part that is offered, or the one before."""
        place = self.currentIndex() + by
        while 0 <= place < self.count() and not self._shown[place]:
            place += by
        if 0 <= place < self.count():
            self.setCurrentIndex(place)
            self.chosen.emit(place)
