"""The form of an admission: linked to a case by its number, or a minimal entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.permissions import can
from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases import cases
from app.services.facilities import residencies
from app.ui.dialogs.questions import ask_all
from app.ui.pages.facility_parts.child_file import add_fields, name_fields
from app.ui.widgets.basics import Scrolled, button, section
from app.ui.widgets.birth import BirthField
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form
from app.ui.widgets.kept import Kept

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

DAYS = ("admitted_on", "plan_on", "family_contact_on", "reviewed_on")
_BIRTH = ("birth_from", "birth_to", "birth_source")


class AdmissionForm(QWidget):
    """A new admission, or one that is changed. `done` tells whether something was saved."""

    done = Signal(bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.record: Record | None = None
        self.title = section(self)
        self.form = self._make()
        area = Scrolled(self)
        inside = QVBoxLayout(area.content)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.save_button = button(self, "save", self.save, primary=True)
        self.leave_button = button(self, "back", self.leave)
        self.kept = Kept(context, self.form, (self.save_button, self.leave_button), self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.title)
        box.addWidget(area, 1)
        box.addWidget(self.kept)
        self.retranslate()

    def _make(self) -> Form:
        form, context = Form(columns=3), self.context
        form.add("admitted_on", DateField(context, past_only=True), required=True)
        form.add("admission_reason", CodeField(context, "admission_reason"), required=True)
        form.add("admission_source", CodeField(context, "admission_source"))
        form.add("case", TextField(limit=40))
        form.add("family_name_km", TextField())
        form.add("given_name_km", TextField())
        form.add("name_latin", TextField())
        form.add("sex", CodeField(context, "sex"))
        form.add("birth", BirthField(context), wide=True)
        form.add("legal_paper", TextField(), wide=True)
        form.section("file")
        add_fields(context, form, paper=False)
        return form

    def retranslate(self) -> None:
        self.title.setText(self.tr("Admit a child") if self.record is None else self.tr("Change an admission"))
        self.leave_button.setText(self.tr("Back to the list"))
        self.kept.retranslate()
        self.save_button.setText(self.tr("Save (Ctrl+Enter)"))
        for name, text in {
            "admitted_on": self.tr("Admitted on"),
            "admission_reason": self.tr("Reason"),
            "admission_source": self.tr("Brought by"),
            "case": self.tr("Case number, if there is a case"),
            "family_name_km": self.tr("Family name (Khmer)"),
            "given_name_km": self.tr("Given name (Khmer)"),
            "name_latin": self.tr("Name in Latin letters"),
            "sex": self.tr("Sex"),
            "birth": self.tr("Birth"),
            "legal_paper": self.tr("Paper of the competent authority (number, date)"),
        }.items():
            self.form.label(name, text)
        self.form.section_label("file", self.tr("File of the child at the facility"))
        name_fields(self.form)

    def begin(self, facility: str, record: object = None) -> None:
        """An empty form, or an admission to change; a draft of the same one comes back."""
        self.facility = facility
        self.record = record if isinstance(record, Record) else None
        kind, subject = ("admission", facility) if self.record is None else ("residency", self.record.id)
        self.kept.take(kind, subject, self._fill)
        self.retranslate()

    def _fill(self) -> None:
        self.form.show_field("case", self.record is None and can(self.context.session.actor, "case.list"))
        if self.record is not None:
            values: dict[str, object] = {name: self.record.values.get(name) for name in self.form.cells}
            values |= {name: self.record.day(name) for name in DAYS}
            values["birth"] = {name: self.record.values[name] for name in _BIRTH if name in self.record.values}
            values["case"] = None
            self.form.set_values(values)
        else:
            self.form.set_values({"admitted_on": self.context.today()})

    def leave(self) -> None:
        """Back to the list; what was typed stays a draft."""
        self.kept.write()
        self.done.emit(False)

    def save(self) -> bool:
        """Saves; unlikely things are asked first."""
        if self.kept.next_problem():
            return True
        values = self.values()
        facility, case = self.facility, str(values.pop("case") or "")

        def ask(reader: Reader) -> tuple[dict[str, object], tuple[Question, ...]]:
            given = {**values, "case": cases.find_case(reader, case).id} if case else values
            asked = () if self.record is not None else residencies.questions(reader, facility, given)
            return given, asked

        self.context.tasks.run(ask, lambda found: self._save(*found), self, failed=self._refused)
        return True

    def values(self) -> dict[str, object]:
        """What is typed, as fields of a stay."""
        values = self.form.values()
        birth = values.pop("birth")
        values |= {name: birth.get(name) if isinstance(birth, dict) else None for name in _BIRTH}
        values |= {name: str(values[name]) if values[name] else None for name in DAYS}
        return values

    def _save(self, values: dict[str, object], questions: tuple[Question, ...]) -> None:
        if not ask_all(self.context, self, questions, self.tr("Admit")):
            return
        facility, record = self.facility, self.record
        if record is None:
            given = {name: value for name, value in values.items() if value is not None}
            self.context.tasks.run(
                lambda uow: residencies.admit(uow, facility, given),
                lambda _: self._saved(),
                self,
                write="residency_admit",
                failed=self._refused,
            )
            return
        changed = {name: value for name, value in values.items() if value != record.values.get(name)}
        self.context.tasks.run(
            lambda uow: residencies.edit(uow, record.id, changed),
            lambda _: self._saved(),
            self,
            write="residency_edit",
            failed=self._refused,
        )

    def _saved(self) -> None:
        self.kept.saved()
        self.done.emit(True)

    def _refused(self, error: AppError) -> None:
        text = self.context.words(error)
        known = error.code in {"case_unknown", "case_moved", "case_number_twice"}
        shown = self.form.show_error(type(error)(error.code, **{**error.params, "field": "case"}) if known else error, text)
        if not shown:
            self.context.notice(text, "error")
