"""The order of Tab: that of the layouts, from top to bottom, however late a part was made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget


def focusable(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus within a widget, in the order of its layouts."""
    if takes_tab(widget):
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


def insert_tabs(widget: QWidget, before: QWidget) -> None:
    """Puts the parts of a widget into the order of Tab directly before another part of the same window."""
    parts = list(focusable(widget))
    last = before
    while (above := last.previousInFocusChain()) is not None and above is not before:
        last = above
        if last not in parts and takes_tab(last):
            break
    for part in parts:
        QWidget.setTabOrder(last, part)
        last = part


def leave(part: QWidget) -> bool:
    """Tab goes on behind a part of a window, to what follows by the layouts; whether there is anything.

    For a part whose stops were put in order by hand. What hands its focus on to a piece of its own, as a question does to its
    answer, stays behind the last of these stops, and Qt stops there too: Tab would go round in the part for ever.
    """
    order = [each for each in focusable(part.window()) if each.isVisible() and each.isEnabled()]
    inside = [place for place, each in enumerate(order) if part.isAncestorOf(each)]
    others = order[inside[-1] + 1 :] + order[: inside[0]] if inside else order
    if others:
        others[0].setFocus(Qt.FocusReason.TabFocusReason)
    return bool(others)


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget itself."""
    return widget.focusProxy() is None and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


class Follower(QObject):
    """Brings into sight what gets the focus by key in a scrolled area; Qt does so only for Tab within one area.

    It looks after one window and the dialogs over it.

    It does nothing while a button of the mouse is down, since what is clicked is seen and should not jump away, and nothing
    when a window gets its focus back, since somebody may have scrolled to something else meanwhile.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication), "there is no focus without an application"
        application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """The focus went from one part to another."""
        if before is None or now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return
        areas: list[QScrollArea] = []
        above: QWidget | None = now
        while above is not None and above is not self.parent():
            above = above.parentWidget()
            if isinstance(above, QScrollArea):
                areas.append(above)
        if above is not None:
            for area in areas:
                _bring_into_sight(area, now)


def _bring_into_sight(area: QScrollArea, part: QWidget) -> None:
    """Scrolls as little as it takes; of what is higher than the area, any piece in sight will do."""
    held = area.widget()
    if held is None or not held.isAncestorOf(part):
        return
    place = QRect(part.mapTo(area.viewport(), QPoint(0, 0)), part.size())
    if place.height() <= area.viewport().height() or not place.intersects(area.viewport().rect()):
        area.ensureWidgetVisible(part)
