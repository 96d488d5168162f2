"""A value of one's own in place of two: a field of its kind for each that clashes, filled with both put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField, CodeField, CodeSetField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, Field, LongTextField, NumberField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.services.exchange.conflict_view import Choice, ClashView
    from app.ui.context import Context


def both_in_one(clash: ClashView) -> object:
    """Both values put together, where only one field clashes and that can be; else None."""
    return clash.choices[0].both if len(clash.choices) == 1 else None


class EitherField(Field):
    """One of the two values, where nothing else may be written here."""

    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(parent)
        self.values = [value for value, _ in choice.choices]
        self.choice = ChoiceField(self)
        self.choice.set_choices([(str(place), told) for place, (_, told) in enumerate(choice.choices)])
        self.parts = self.choice.parts
        self.box.addWidget(self.choice, 1)
        self.setFocusProxy(self.choice)
        self.choice.changed.connect(self.changed.emit)
        self.choice.left.connect(self.left.emit)

    def value(self) -> object:
        place = self.choice.value()
        return self.values[int(place)] if place is not None else None

    def set_value(self, value: object) -> None:
        self.choice.set_value(str(self.values.index(value)) if value in self.values else None)


class ClashEditor(QWidget):
    """Combining and writing anew."""

    done = Signal(object)
    """Emits: the value, or field → value where several go together."""
    left = Signal()

    def __init__(self, context: Context, clash: ClashView, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.clash = clash
        self.form = Form(1 if len(clash.choices) == 1 else 2, self)
        for choice in clash.choices:
            self.form.add(choice.name, self._field(choice), wide=choice.long)
            self.form.label(choice.name, choice.words)
        self.form.set_values({choice.name: self._first(choice) for choice in clash.choices})
        self.save = button(self, "check", self._save, text=self.tr("This is right: keep it"), primary=True)
        self.cancel = button(self, "", self.left.emit, text=self.tr("Back to the two values"), flat=True)
        foot = Flow(gap=context.theme.gap)
        foot.addWidget(self.save)
        foot.addWidget(self.cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(label(self, "dim", self._words(), wrap=True))
        box.addWidget(self.form)
        box.addLayout(foot)

    def _words(self) -> str:
        """What stands in the fields."""
        if both_in_one(self.clash) is not None:
            return self.tr("Both texts stand here. Change them until they are right; both values stay in the history.")
        return self.tr("Write what is right. Both values stay in the history.")

    def _first(self, choice: Choice) -> object:
        """What a field begins with: both put together where it stands alone, else what the record shows now."""
        both = both_in_one(self.clash)
        return choice.current if both is None else both

    def _field(self, choice: Choice) -> Field:
        """The field of a kind."""
        if choice.kind == "choice":
            return EitherField(choice, self.form)
        if choice.kind == "date":
            return DateField(self.context, self.form)
        if choice.kind == "int":
            number = NumberField(self.form)
            number.lang = self.context.lang
            return number
        if choice.kind == "bool":
            return BoolField(self.form, three=True)
        if choice.kind == "set":
            return CodeSetField(self.context, choice.codelist, self.form)
        if choice.codelist:
            return CodeField(self.context, choice.codelist, self.form)
        return LongTextField(self.form, lines=4) if choice.long else TextField(self.form)

    def focus(self) -> None:
        """Goes to the first field."""
        self.form.field(self.clash.choices[0].name).setFocus()

    def _save(self) -> None:
        """Gives what was written, if it can be read."""
        if self.form.problems():
            self.form.next_problem()
            return
        values = self.form.values()
        self.done.emit(values if len(self.clash.choices) > 1 else values[self.clash.choices[0].name])
