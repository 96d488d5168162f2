"""Forms: fields in the order of the paper, labels above, problems beside the field once it was left, F8 to the next one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import delete

from app.domain.errors import AppError
from app.ui.widgets.basics import label, unit
from app.ui.widgets.fields import BoolField, Field


@dataclass
class Cell:
    """A field with what stands around it."""

    name: str
    field: Field
    holder: QWidget
    label: QLabel
    hint: QLabel
    problem: QLabel
    wide: bool
    told: str = ""
    """A problem that the services told of; it stands until the field is changed."""


class Form(QWidget):
    """Fields in one or more columns; as many as the width allows."""

    changed = Signal(str)
    """Emits: the name of the field."""
    shaped = Signal()
    """A field was shown or hidden: the form wants another height."""

    def __init__(self, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.cells: dict[str, Cell] = {}
        self._rows: list[Cell | QLabel | QWidget] = []
        self._sections: dict[str, QLabel] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(unit(self) * 2)
        self.grid.setVerticalSpacing(unit(self))
        self._laid = 0
        self.words_of: Callable[[AppError], str] | None = None

    def add(self, name: str, field: Field, *, required: bool = False, wide: bool = False) -> Field:
        """Adds a field; `wide` takes the whole row."""
        holder = QWidget(self)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(unit(self) // 2)
        cell = Cell(
            name,
            field,
            holder,
            label(holder, "label", wrap=True),
            label(holder, "small", wrap=True),
            label(holder, "problem", wrap=True),
            wide,
        )
        for part in (cell.label, field, cell.hint, cell.problem):
            box.addWidget(part)
        box.addStretch(1)
        cell.label.setBuddy(field)
        cell.hint.hide()
        cell.problem.hide()
        if isinstance(field, BoolField):
            cell.label.hide()
        field.set_required(required)
        field.changed.connect(lambda: self._on_changed(cell))
        field.left.connect(lambda: self._tell(cell))
        self.cells[name] = cell
        self._rows.append(cell)
        self._laid = 0
        self._lay_out()
        return field

    def section(self, name: str) -> None:
        """Begins a part with a heading of its own."""
        head = label(self, "section")
        self._sections[name] = head
        self._rows.append(head)
        self._laid = 0
        self._lay_out()

    def insert(self, widget: QWidget) -> None:
        """Puts any other widget across the form, at this place."""
        widget.setParent(self)
        self._rows.append(widget)
        self._laid = 0
        self._lay_out()

    def section_label(self, name: str, text: str) -> None:
        """The words of a heading."""
        self._sections[name].setText(text)

    def label(self, name: str, text: str) -> None:
        """The words above a field, which are its accessible name too."""
        cell = self.cells[name]
        if isinstance(cell.field, BoolField):
            cell.field.set_words(text)
        cell.label.setText(text)
        cell.field.set_name(text)
        if not cell.problem.isHidden():
            self._tell(cell)

    def hint(self, name: str, text: str) -> None:
        """A few words of help below a field."""
        cell = self.cells[name]
        cell.hint.setText(text)
        cell.hint.setVisible(bool(text))

    def field(self, name: str) -> Field:
        """A field by its name."""
        return self.cells[name].field

    def show_field(self, name: str, shown: bool) -> None:
        """Shows or hides a field; a hidden one has no problems, but keeps its value."""
        holder = self.cells[name].holder
        if shown == holder.isHidden():
            holder.setVisible(shown)
            self.shaped.emit()

    def values(self) -> dict[str, object]:
        """All answers by name."""
        return {name: cell.field.value() for name, cell in self.cells.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Shows answers; names that are left out stay as they are."""
        for name, value in values.items():
            if name in self.cells:
                self.cells[name].field.set_value(value)

    def reset(self) -> None:
        """Empties all fields and forgets what was told."""
        for cell in self.cells.values():
            cell.told = ""
            cell.field.set_value(None)
            cell.field.touched = False
            self._show_problem(cell, "")

    def problems(self) -> list[tuple[str, str]]:
        """What keeps the form from being saved, in the order of the fields."""
        found = [(cell.name, cell.told or cell.field.problem()) for cell in self.cells.values() if not cell.holder.isHidden()]
        return [(name, text) for name, text in found if text]

    def check(self) -> bool:
        """Tells all problems beside their fields; whether there are none. The focus goes to the first."""
        return not self.next_problem()

    def next_problem(self) -> bool:
        """Shows all problems and goes to the one after the field with the focus; whether there was one."""
        for cell in self.cells.values():
            self._show_problem(cell, "" if cell.holder.isHidden() else cell.told or cell.field.problem())
        wrong = [self.cells[name] for name, _ in self.problems()]
        if not wrong:
            return False
        order = list(self.cells.values())
        here = next((place for place, cell in enumerate(order) if cell.field.isAncestorOf(focus_of(self))), -1)
        after = [cell for cell in wrong if order.index(cell) > here]
        (after or wrong)[0].field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def show_error(self, error: AppError, words: str) -> bool:
        """Puts an error of the services beside the field that it names; whether there is such a field here."""
        named = str(error.params.get("field", ""))
        cell = self.cells.get(named) or self.cells.get(named.rpartition(".")[2])
        if cell is None:
            return False
        cell.told = words
        self._show_problem(cell, words)
        cell.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def first_field(self) -> None:
        """Gives the focus to the first field."""
        for cell in self.cells.values():
            if not cell.holder.isHidden():
                cell.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _on_changed(self, cell: Cell) -> None:
        """An answer was changed: what was told of it is over; a problem that is shown is looked at again."""
        cell.told = ""
        if not cell.problem.isHidden():
            self._show_problem(cell, cell.field.problem())
        self.changed.emit(cell.name)

    def _tell(self, cell: Cell) -> None:
        """The field was left: what is wrong with it stands beside it. That it is empty is told only at the end."""
        self._show_problem(cell, cell.told or cell.field.fault())

    def _show_problem(self, cell: Cell, text: str) -> None:
        """Shows or takes away a problem."""
        cell.problem.setText(text)
        cell.problem.setVisible(bool(text))
        cell.field.mark(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._lay_out()

    def _fitting(self) -> int:
        """How many columns fit: each at least thirty units wide."""
        room = max(1, self.width() // (unit(self) * 30))
        return max(1, min(self.columns, room)) if self.isVisible() or self.width() > 200 else self.columns

    def set_columns(self, columns: int) -> None:
        """Another number of columns at most, as where what is around the form has become narrow."""
        for place in range(self.columns):
            self.grid.setColumnStretch(place, 0)
        self.columns = columns
        self._lay_out()

    def _lay_out(self) -> None:
        """Places all rows in the grid."""
        columns = self._fitting()
        if columns == self._laid:
            return
        self._laid = columns
        while self.grid.count():
            item = self.grid.takeAt(0)
            if item is not None:
                delete(item)  # else the widget goes on telling its old item of new heights, and the grid never hears of them
        for place in range(self.columns):
            self.grid.setColumnStretch(place, 1 if place < columns else 0)
        row = place = 0
        for part in self._rows:
            whole = not isinstance(part, Cell) or part.wide
            widget = part.holder if isinstance(part, Cell) else part
            if whole and place:
                row, place = row + 1, 0
            self.grid.addWidget(widget, row, place, 1, columns if whole else 1, Qt.AlignmentFlag(0))
            place = columns if whole else place + 1
            if place >= columns:
                row, place = row + 1, 0


def focus_of(widget: QWidget) -> QWidget:
    """The widget with the focus within a window, or the widget itself."""
    return widget.window().focusWidget() or widget
