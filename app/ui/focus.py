"""The order of Tab: that of the layouts, from top to bottom, however late a part was made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget


def focusable(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus within a widget, in the order of its layouts."""
    if widget.focusProxy() is None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    yield from _inner(widget)


def _inner(widget: QWidget) -> Iterator[QWidget]:
    """The parts of a widget."""
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        held = widget.widget()
        if held is not None:
            yield from focusable(held)
    elif isinstance(widget, QTabWidget):
        yield from focusable(widget.tabBar())
        for place in range(widget.count()):
            tab = widget.widget(place)
            if tab is not None:
                yield from focusable(tab)
    elif isinstance(widget, QStackedWidget | QSplitter):
        for place in range(widget.count()):
            part = widget.widget(place)
            if part is not None:
                yield from focusable(part)
    elif layout is not None:
        yield from _laid(layout)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """The parts of a layout; those of a grid row by row."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: _cell(layout, place))
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        part, inner = item.widget(), item.layout()
        if part is not None:
            yield from focusable(part)
        elif inner is not None:
            yield from _laid(inner)


def _cell(grid: QGridLayout, place: int) -> tuple[int, int]:
    """Row and column of an item."""
    where = grid.getItemPosition(place)
    assert isinstance(where, tuple), "a grid knows where its items are"
    return int(where[0]), int(where[1])


def order_tabs(widget: QWidget) -> None:
    """Sets the order of Tab within a page or dialog."""
    before: QWidget | None = None
    for part in focusable(widget):
        if before is not None:
            QWidget.setTabOrder(before, part)
        before = part


def first_focus(widget: QWidget) -> QWidget | None:
    """The first part of a page that takes the focus and can be seen."""
    return next((part for part in focusable(widget) if part.isVisible() and part.isEnabled()), None)
