"""A map of tiles: places of one size where they lie, each with its name, a number and a word; walked through by arrow keys.

Colour repeats what the word says. Where there is no room for the tiles, or on T, a table stands in their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from app.ui.widgets.basics import unit

if TYPE_CHECKING:
    from app.ui.context import Context

_GROUND = {"danger": "danger_soft", "warn": "warn_soft", "good": "good_soft", "": "surface"}
_INK = {"danger": "danger", "warn": "warn", "good": "good", "": "dim"}
_WAYS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
LETTERS = 17
"""Letters that a tile is wide at least."""


@dataclass(frozen=True)
class Tile:
    """A place: its key, row and column, name, number in words, the word of its tone, and all of it for who cannot see it."""

    id: str
    row: int
    column: int
    name: str
    number: str
    word: str
    tone: str
    told: str


class TileButton(QAbstractButton):
    """One tile."""

    moved = Signal(int, int)
    """Emits: rows and columns to go."""

    def __init__(self, context: Context, tile: Tile, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.tile = context, tile
        self.setCheckable(True)
        self.setText(tile.name)
        self.setAccessibleName(tile.told)
        self.setToolTip(tile.told)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for a name of two lines, a number and a word."""
        return QSize(self.context.theme.em(LETTERS), round(self._line() * 4.2) + unit(self))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _line(self) -> int:
        return QFontMetrics(self.context.theme.font()).height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next tile, Enter chooses as Space does."""
        way = _WAYS.get(Qt.Key(event.key()))
        if way is not None:
            self.moved.emit(*way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and border by the tone, then the words."""
        painter, theme, step = QPainter(self), self.context.theme, unit(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if marked else "line"), 3 if self.hasFocus() else 2 if marked else 1))
        painter.setBrush(theme.colour(_GROUND[self.tile.tone]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), step / 2, step / 2)
        inner, line = QRectF(self.rect()).adjusted(step, step / 2, -step, -step / 2), self._line()
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("text"))
        name = inner.adjusted(0, 0, 0, line * 2 - inner.height())
        painter.drawText(name, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.tile.name)
        painter.setFont(theme.font(0.92))
        metrics, width = QFontMetrics(theme.font(0.92)), round(inner.width())
        for place, (text, ink) in enumerate(((self.tile.word, _INK[self.tile.tone]), (self.tile.number, "text"))):
            painter.setPen(theme.colour(ink))
            where = QRectF(inner.left(), inner.bottom() - line * (place + 1), inner.width(), line)
            told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), told)


class TileMap(QWidget):
    """The tiles of one map."""

    chosen = Signal(str)
    """Emits: the key of the tile that was chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.buttons: dict[str, TileButton] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(max(2, context.theme.gap // 2))

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Shows tiles in place of those before; the one that was chosen stays so, and the focus."""
        kept = self.selected()
        focus = next((key for key, made in self.buttons.items() if made.hasFocus()), "")
        for made in self.buttons.values():
            self.grid.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.buttons = {}
        for column in range(self.grid.columnCount()):
            self.grid.setColumnStretch(column, 0)
        for tile in sorted(tiles, key=lambda one: (one.row, one.column)):  # Tab goes from north-west
            made = TileButton(self.context, tile, self)
            made.clicked.connect(lambda _=False, key=tile.id: self.select(key))
            made.moved.connect(lambda rows, columns, key=tile.id: self._go(key, rows, columns))
            self.grid.addWidget(made, tile.row, tile.column)
            self.grid.setColumnStretch(tile.column, 1)
            self.buttons[tile.id] = made
            made.setChecked(tile.id == kept)
        if focus in self.buttons:
            self.buttons[focus].setFocus()

    def needed(self) -> int:
        """The width below which the words of the tiles have no room."""
        columns = {made.tile.column for made in self.buttons.values()}
        return len(columns) * (self.context.theme.em(LETTERS) + self.grid.spacing())

    def selected(self) -> str:
        """The key of the tile that is chosen, or nothing."""
        return next((key for key, made in self.buttons.items() if made.isChecked()), "")

    def select(self, key: str) -> bool:
        """Chooses a tile and no other; whether it is there."""
        for each, made in self.buttons.items():
            made.setChecked(each == key)
        if key in self.buttons:
            self.chosen.emit(key)
        return key in self.buttons

    def _go(self, key: str, rows: int, columns: int) -> None:
        """The focus goes to the nearest tile that way; sideways only within the row."""
        here = self.buttons[key].tile
        ahead = []
        for made in self.buttons.values():
            down, right = made.tile.row - here.row, made.tile.column - here.column
            if rows and down * rows > 0:
                ahead.append(((abs(down), abs(right), made.tile.column), made))
            elif columns and not down and right * columns > 0:
                ahead.append(((abs(right), 0, 0), made))
        if ahead:
            min(ahead, key=lambda one: one[0])[1].setFocus(Qt.FocusReason.OtherFocusReason)
