"""Small parts that look alike everywhere: headings, buttons, chips, cards, rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.icons import icon

LEAST = 8
"""Lines that a scrolled part asks for."""
LONG = 60
"""Letters: shorter texts have no need of break points."""


def unit(widget: QWidget) -> int:
    """The unit of the grid, from the font of a widget."""
    return max(6, round(QFontMetrics(widget.font()).height() * 8 / 22))


class Words(QLabel):
    """Plain text. Long Khmer text breaks between words: the break points are for the screen only, `text` gives it without."""

    def __init__(self, text: str, parent: QWidget | None, *, wrap: bool) -> None:
        super().__init__(parent)
        self._plain = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Shows a text."""
        self._plain = text
        if self.wordWrap() and len(text) > LONG:
            from app.text.breaks import with_breaks

            text = with_breaks(text)
        super().setText(text)

    def text(self) -> str:
        """The text as it was given."""
        return self._plain


def label(parent: QWidget | None = None, role: str = "", text: str = "", *, wrap: bool = False) -> QLabel:
    """Plain text in one of the theme's roles; nothing in it is ever read as markup."""
    made = Words(text, parent, wrap=wrap)
    if role:
        made.setProperty("role", role)
    return made


def heading(parent: QWidget | None = None, text: str = "") -> QLabel:
    """The title of a page."""
    return label(parent, "title", text)


def section(parent: QWidget | None = None, text: str = "") -> QLabel:
    """The title of a part of a page."""
    return label(parent, "section", text)


def note(parent: QWidget | None = None, text: str = "") -> QLabel:
    """A sentence that explains, in several lines if need be."""
    return label(parent, "dim", text, wrap=True)


def chip(text: str, tone: str = "", parent: QWidget | None = None) -> QLabel:
    """A short word with a coloured ground: danger, warn, good, accent or none."""
    made = label(parent, "chip", text)
    made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Changes the tone (or another property that the style sheet looks at) of a widget that is shown."""
    if widget.property(name) == tone:
        return
    widget.setProperty(name, tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Button(QPushButton):
    """A push button whose icon follows the theme."""

    def __init__(self, parent: QWidget | None, icon_name: str) -> None:
        super().__init__(parent)
        self.icon_name = icon_name
        self._draw()

    def _draw(self) -> None:
        """Draws the icon in the colour of the text."""
        if not self.icon_name:
            return
        palette = self.palette()
        primary, flat = bool(self.property("primary")), bool(self.property("flat"))
        role = palette.highlightedText() if primary else palette.highlight() if flat else palette.text()
        self.setIcon(icon(self.icon_name, role.color().name()))
        side = QFontMetrics(self.font()).height()
        self.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        """Draws again when colours or font change, or whether it can be pressed."""
        if event.type() in (
            QEvent.Type.EnabledChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
        ):
            self._draw()
        super().changeEvent(event)


def button(
    parent: QWidget | None,
    icon_name: str = "",
    slot: Callable[[], object] | None = None,
    *,
    text: str = "",
    primary: bool = False,
    flat: bool = False,
    danger: bool = False,
) -> Button:
    """A button; `primary` for the one next step of a page, `flat` for what is beside it. Return presses it."""
    made = Button(parent, icon_name)
    made.setText(text)
    made.setProperty("primary", primary)
    made.setProperty("flat", flat)
    made.setProperty("danger", danger)
    made.setAutoDefault(True)
    made._draw()
    if slot is not None:
        made.clicked.connect(lambda: slot())
    return made


def row(*parts: QWidget | int, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    made = QHBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        else:
            made.addWidget(part)
    return made


def column(*parts: QWidget | int, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Widgets below each other; a number is a stretch."""
    made = QVBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        else:
            made.addWidget(part)
    return made


def card(parent: QWidget | None = None, title: QLabel | None = None) -> tuple[QFrame, QVBoxLayout]:
    """A surface for things that belong together, with its layout."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    gap = unit(frame)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(gap * 2, gap * 2, gap * 2, gap * 2)
    layout.setSpacing(gap)
    if title is not None:
        layout.addWidget(title)
    return frame, layout


def line(parent: QWidget | None = None) -> QFrame:
    """A thin line between parts."""
    frame = QFrame(parent)
    frame.setProperty("role", "line")
    return frame


class Scrolled(QScrollArea):
    """What may be higher than the window; it scrolls upright only and follows the focus."""

    def __init__(self, parent: QWidget | None = None, width: int = 0) -> None:
        super().__init__(parent)
        self.content = QWidget()
        self.content.setObjectName("content")
        self.setWidget(self.content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if width:
            self.content.setMaximumWidth(width)

    def sizeHint(self) -> QSize:
        """No higher than it must be: what is around it gives it the room there is, else a page would scroll around it."""
        return QSize(super().sizeHint().width(), min(super().sizeHint().height(), self.fontMetrics().height() * LEAST))


def take_all(layout: QLayout) -> None:
    """Takes everything out of a layout; the widgets stay."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.layout() if item is not None else None
        if inner is not None:
            take_all(inner)
            inner.deleteLater()


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
