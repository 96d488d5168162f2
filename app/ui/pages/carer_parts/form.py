"""What stands in the register about one household: a form, kept as a draft while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.services.care import carers
from app.ui.dialogs.questions import ask_all
from app.ui.drafts import plain
from app.ui.pages.case_parts.fields.forms import PLACE, flat
from app.ui.widgets.basics import Scrolled, button
from app.ui.widgets.choices import CodeField, CodeSetField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, LongTextField, NumberField, PhoneField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.kept import Kept
from app.ui.widgets.person import PersonField
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.errors import AppError
    from app.domain.questions import Question
    from app.domain.records import Record
    from app.ui.context import Context

MOST = 200


class CarerForm(QWidget):
    """The form, with its button. `saved` emits the id."""

    saved = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.carer: Record | None = None
        self.form = self._make()
        area = Scrolled(self)
        inside = QVBoxLayout(area.content)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.save_button = button(self, "save", self.save, primary=True)
        self.kept = Kept(context, self.form, (self.save_button,), self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area, 1)
        box.addWidget(self.kept)
        self.retranslate()

    def _make(self) -> Form:
        """Who, where, what they take."""
        form, context = Form(columns=3), self.context
        form.section("who")
        form.add("kind", CodeField(context, "carer_kind"), required=True)
        form.add("who", PersonField(context, "carer"), wide=True)
        form.add("name_km", TextField())
        form.add("name_latin", TextField())
        form.add("phone", PhoneField())
        form.add("village", VillageField(context))
        form.add("how_to_find", TextField())
        form.add("applied_on", DateField(context))
        form.section("takes")
        form.add("capacity", NumberField(high=MOST))
        form.add("age_from", NumberField(high=MOST))
        form.add("age_to", NumberField(high=MOST))
        form.add("sexes", CodeSetField(context, "sex", only=("female", "male")))
        for name in ("takes_siblings", "takes_disability", "tonight"):
            form.add(name, BoolField(three=True))
        form.add("note", LongTextField(lines=2), wide=True)
        return form

    def retranslate(self) -> None:
        self.save_button.setText(self.tr("Save (Ctrl+Enter)"))
        self.form.section_label("who", self.tr("Household"))
        self.form.section_label("takes", self.tr("Which children it takes"))
        for name, text in {
            "kind": self.tr("Kind of care"),
            "who": self.tr("The same person as (if written down already)"),
            "name_km": self.tr("Name of the carers in Khmer"),
            "name_latin": self.tr("Name in Latin letters"),
            "phone": self.tr("Telephone"),
            "village": self.tr("Village"),
            "how_to_find": self.tr("How to find it"),
            "applied_on": self.tr("Applied on"),
            "capacity": self.tr("Places for children"),
            "age_from": self.tr("Youngest age"),
            "age_to": self.tr("Oldest age"),
            "sexes": self.tr("Takes girls or boys only"),
            "takes_siblings": self.tr("Takes brothers and sisters together"),
            "takes_disability": self.tr("Takes a child with a disability"),
            "tonight": self.tr("Takes children at short notice, at night too"),
            "note": self.tr("Remark"),
        }.items():
            self.form.label(name, text)
        self.form.hint("note", self.tr("A complaint about a household does not stand here: it is an incident of a case."))
        self.kept.retranslate()

    def show_carer(self, carer: Record | None) -> None:
        """Shows a household, or an empty form; what is typed and not saved stays."""
        self.kept.take("carer", carer.id if carer is not None else "", lambda: self._fill(carer))

    def _fill(self, carer: Record | None) -> None:
        self.carer = carer
        allowed = can(self.context.session.actor, "carer.edit")
        self.save_button.setVisible(allowed)
        for cell in self.form.cells.values():
            cell.field.read_only(not allowed)
        if carer is None:
            self.form.set_values({"applied_on": self.context.today()})
            return
        values: dict[str, object] = {name: carer.values.get(name) for name in self.form.cells}
        values["applied_on"] = carer.day("applied_on")
        values["village"] = {name: carer.values[name] for name in PLACE if name in carer.values}
        self.form.set_values(values)

    def values(self) -> dict[str, object]:
        """What is typed, as fields of a household."""
        return {name: plain(value) for name, value in flat(self.form.values()).items()}

    def save(self) -> bool:
        """Saves; what is unlikely is asked first."""
        if self.save_button.isHidden():
            return False
        if self.kept.next_problem():
            return True
        values, own = self.values(), self.carer.id if self.carer is not None else ""

        def ask(reader: Reader) -> tuple[Question, ...]:
            return carers.questions(reader, values, own)

        self.context.tasks.run(ask, lambda questions: self._save(values, questions), self, failed=self._refused)
        return True

    def _save(self, values: dict[str, object], questions: tuple[Question, ...]) -> None:
        if not ask_all(self.context, self, questions, self.tr("Save")):
            return
        record = self.carer
        if record is None:
            given = {name: value for name, value in values.items() if value not in (None, [])}
            self.context.tasks.run(
                lambda uow: carers.register(uow, given), self._saved, self, write="carer_register", failed=self._refused
            )
            return
        key, before = record.id, record.values
        changed = {name: value for name, value in values.items() if value != before.get(name) and (value or name in before)}

        def write(uow: Any) -> str:
            carers.edit(uow, key, changed, shown=record)
            return key

        self.context.tasks.run(write, self._saved, self, write="carer_edit", failed=self._refused)

    def _saved(self, carer: str) -> None:
        self.kept.saved()
        self.saved.emit(carer)

    def _refused(self, error: AppError) -> None:
        told = self.context.words(error)
        if not self.form.show_error(error, told):
            self.context.notice(told, kind="error")
