"""Several entries of one kind in a form: each is a small form of its own, one more at a key, one less at another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.drafts import plain
from app.ui.focus import insert_tabs
from app.ui.widgets.basics import button, card
from app.ui.widgets.fields import Field
from app.ui.widgets.form import Form


class RowsField(Field):
    """The value is a list of what the small forms hold; empty ones are left out."""

    def __init__(self, make: Callable[[], Form], words: Callable[[Form], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.make = make
        self.words = words
        self.forms: list[Form] = []
        self._frames: list[QFrame] = []
        self._name = ""
        holder = QWidget(self)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.add_button = button(holder, "add", self.add_row, flat=True)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(holder, 1)
        self.parts.append(self.add_button)
        self.add_button.installEventFilter(self)
        self.setFocusProxy(self.add_button)
        self.retranslate()

    def retranslate(self) -> None:
        self.add_button.setText(self.tr("Add one more"))
        for form in self.forms:
            self.words(form)
        for frame in self._frames:
            self._name_removal(frame)

    def set_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.add_button.setAccessibleName(self.tr("Add: {what}").format(what=name))
        for frame in self._frames:
            self._name_removal(frame)

    def _name_removal(self, frame: QFrame) -> None:
        """Words of the button that takes an entry out."""
        removal = frame.property("removal")
        if isinstance(removal, QWidget):
            removal.setToolTip(self.tr("Take this entry out"))
            removal.setAccessibleName(self.tr("Take out: {what}").format(what=self._name))

    def add_row(self, values: object = None, *, focus: bool = True) -> Form:
        """One more entry."""
        form = self.make()
        self.words(form)
        frame, layout = card(self)
        line = QHBoxLayout()
        line.addWidget(form, 1)
        removal = button(frame, "close", lambda: self.remove_row(form), flat=True)
        frame.setProperty("removal", removal)
        line.addWidget(removal, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)
        self.column.insertWidget(len(self.forms), frame)
        self.forms.append(form)
        self._frames.append(frame)
        self._name_removal(frame)
        insert_tabs(frame, self.add_button)
        if isinstance(values, dict):
            form.set_values(values)
        form.changed.connect(lambda _: self.changed.emit())
        if focus:
            form.first_field()
            self.changed.emit()
        return form

    def remove_row(self, form: Form) -> None:
        """One entry less; the focus goes to what comes next."""
        place = self.forms.index(form)
        frame = self._frames.pop(place)
        self.forms.remove(form)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.removeWidget(frame)
        frame.hide()
        frame.deleteLater()
        self.changed.emit()

    def value(self) -> list[dict[str, object]]:
        rows = ({name: plain(value) for name, value in form.values().items()} for form in self.forms)
        return [row for row in rows if any(value not in (None, "", [], {}, False) for value in row.values())]

    def set_value(self, value: object) -> None:
        if value == self.value() or (value is None and not self.forms):
            return
        for form in list(self.forms):
            self.remove_row(form)
        for row in value if isinstance(value, Sequence) and not isinstance(value, str) else ():
            self.add_row(row, focus=False)

    def fault(self) -> str:
        wrong = [text for form in self.forms if any(row for row in [form.values()]) for _, text in form.problems()]
        return wrong[0] if wrong else ""
