"""What stands in the register about one facility: a form, kept as a draft while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.permissions import can
from app.domain.questions import Question
from app.domain.records import Record
from app.services.exchange import histories
from app.services.facilities import facilities
from app.ui.dialogs.questions import ask_all
from app.ui.drafts import plain
from app.ui.widgets.basics import Scrolled, button
from app.ui.widgets.choices import CodeField, CodeSetField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, NumberField, PhoneField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.kept import Kept
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.ui.context import Context


DAYS = ("_on", "_from", "_until", "_since")
"""How names of days end."""
SETS = ("services", "funding")


class FacilityForm(QWidget):
    """The form, with its button. `saved` emits the id."""

    saved = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.facility: Record | None = None
        self.form = self._make()
        area = Scrolled(self)
        inside = QVBoxLayout(area.content)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.save_button = button(self, "save", self.save, primary=True)
        self.history_button = button(self, "clock", lambda: self.show_history(self._last), flat=True)
        self.kept = Kept(context, self.form, (self.save_button, self.history_button), self)
        self._last = next(iter(self.form.cells))
        for name, cell in self.form.cells.items():
            cell.field.left.connect(lambda name=name: self._left(name))
            cell.holder.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            cell.holder.customContextMenuRequested.connect(lambda at, name=name: self._menu(name, at))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area, 1)
        box.addWidget(self.kept)
        self.retranslate()

    def _make(self) -> Form:
        """The fields in the order of the ministry's list."""
        form, context = Form(columns=3), self.context
        form.section("who")
        form.add("code", TextField(limit=10))
        form.add("name_km", TextField())
        form.add("name_en", TextField())
        form.add("type", CodeField(context, "facility_type"), required=True)
        form.add("owner", CodeField(context, "facility_owner"), required=True)
        form.add("state", CodeField(context, "facility_state"))
        form.section("where")
        form.add("village", VillageField(context))
        form.add("how_to_find", TextField())
        form.add("phone", PhoneField())
        form.section("people")
        form.add("owner_name", TextField())
        form.add("owner_since", DateField(context))
        form.add("owner_phone", PhoneField())
        form.add("director", TextField())
        form.add("director_since", DateField(context))
        form.add("director_phone", PhoneField())
        form.section("work")
        form.add("capacity", NumberField())
        form.add("services", CodeSetField(context, "facility_service"), wide=True)
        form.add("funding", CodeSetField(context, "facility_fund"), wide=True)
        form.section("papers")
        form.add("opened_on", DateField(context))
        form.add("notified_on", DateField(context))
        form.add("applied_on", DateField(context))
        form.add("application_number", TextField(limit=60))
        form.add("authorisation", CodeField(context, "authorisation"))
        form.add("authorised_on", DateField(context))
        form.add("authorisation_number", TextField(limit=60))
        form.add("mou_number", TextField(limit=60))
        form.add("mou_from", DateField(context))
        form.add("mou_until", DateField(context, future=True))
        form.add("recognition_number", TextField(limit=60))
        form.add("recognition_from", DateField(context))
        form.add("recognition_until", DateField(context, future=True))
        form.add("note", LongTextField(lines=2), wide=True)
        return form

    def retranslate(self) -> None:
        self.save_button.setText(self.tr("Save (Ctrl+Enter)"))
        self.history_button.setText(self.tr("History of the field"))
        for name, text in {
            "who": self.tr("Facility"), "where": self.tr("Where it is"), "papers": self.tr("Papers"),
            "people": self.tr("Owner and director"), "work": self.tr("What it does"),
        }.items():  # fmt: skip
            self.form.section_label(name, text)
        for name, text in {
            "code": self.tr("Code, like BMC-001"),
            "name_km": self.tr("Name in Khmer"),
            "name_en": self.tr("Name in English"),
            "type": self.tr("Type"),
            "owner": self.tr("Owner"),
            "state": self.tr("State"),
            "village": self.tr("Village"),
            "how_to_find": self.tr("How to find it"),
            "phone": self.tr("Telephone"),
            "owner_name": self.tr("Organisation or authority that owns it"),
            "owner_since": self.tr("Owner since"),
            "owner_phone": self.tr("Telephone of the owner"),
            "director": self.tr("Director"),
            "director_since": self.tr("Director since"),
            "director_phone": self.tr("Telephone of the director"),
            "services": self.tr("Services"),
            "funding": self.tr("Where its money comes from"),
            "capacity": self.tr("Places for children"),
            "opened_on": self.tr("Opened on"),
            "notified_on": self.tr("Notified to the ministry on"),
            "applied_on": self.tr("Applied for authorisation on"),
            "application_number": self.tr("Application, number"),
            "authorisation": self.tr("Decision on the authorisation"),
            "authorised_on": self.tr("Decided on"),
            "authorisation_number": self.tr("Decision, number"),
            "mou_number": self.tr("Agreement (MoU), number"),
            "mou_from": self.tr("Agreement from"),
            "mou_until": self.tr("Agreement until"),
            "recognition_number": self.tr("Recognition letter, number"),
            "recognition_from": self.tr("Recognised from"),
            "recognition_until": self.tr("Recognised until"),
            "note": self.tr("Note"),
        }.items():
            self.form.label(name, text)
        self.kept.retranslate()
        self.form.hint("code", self.tr("Left empty: the next free code of the province"))

    def show_facility(self, facility: Record | None) -> None:
        """Shows what stands in the register, or an empty form for a new facility; what is typed and not saved stays."""
        self.kept.take("facility", facility.id if facility is not None else "", lambda: self._fill(facility))

    def _fill(self, facility: Record | None) -> None:
        self.facility = facility
        self.history_button.setVisible(facility is not None)
        actor = self.context.session.actor
        allowed = can(actor, "facility.edit")
        self.save_button.setVisible(allowed)
        for name, cell in self.form.cells.items():
            cell.field.read_only(not allowed or (name == "state" and not can(actor, "facility.state")))
        if facility is None:
            self.form.show_field("state", False)
            return
        self.form.show_field("state", True)
        values: dict[str, object] = {name: facility.values.get(name) for name in self.form.cells}
        for name in self.form.cells:
            if name.endswith(DAYS):
                values[name] = facility.day(name)
        place = ("village_code", "village_km", "village_en", "gazetteer_year")
        values["village"] = {name: facility.values[name] for name in place if name in facility.values}
        self.form.set_values(values)

    def _left(self, name: str) -> None:
        """The field that was left last: its history is what the button shows."""
        self._last = name

    def _menu(self, name: str, at: QPoint) -> None:
        """The context menu of a field."""
        if self.facility is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("History of this field"), lambda: self.show_history(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.form.cells[name].holder.mapToGlobal(at))

    def show_history(self, name: str) -> None:
        """What a field held before."""
        facility, lang = self.facility, self.context.lang
        if facility is None:
            return
        field = {"village": f"village_{lang}"}.get(name, name)
        title = self.form.cells[name].label.text()
        self.context.tasks.run(
            lambda reader: histories.history_words(reader, "facility", facility.id, field, lang),
            lambda told: self.context.dialogs.show_text(self, title, told),
            self,
            key="history",
        )

    def values(self) -> dict[str, object]:
        """What is typed, as fields of a facility."""
        values = self.form.values()
        village = values.pop("village")
        values["village_code"] = village.get("village_code") if isinstance(village, dict) else None
        if self.facility is None:
            values.pop("state")
        return {
            name: str(value) if name.endswith(DAYS) and value else plain(value) if name in SETS else value
            for name, value in values.items()
        }

    def save(self) -> bool:
        """Saves; problems are shown beside their fields, unlikely things are asked first."""
        if self.kept.next_problem():
            return True
        values = self.values()
        self.context.tasks.run(
            lambda reader: facilities.questions(reader, values),
            lambda asked: self._ask(values, asked),
            self,
            failed=self._refused,
        )
        return True

    def _ask(self, values: dict[str, object], questions: tuple[Question, ...]) -> None:
        if not ask_all(self.context, self, questions, self.tr("Save")):
            return
        facility = self.facility
        if facility is None:
            given = {name: value for name, value in values.items() if value not in (None, [])}
            self.context.tasks.run(
                lambda uow: facilities.register(uow, given),
                self._saved,
                self,
                write="facility_register",
                failed=self._refused,
            )
            return
        before = facility.values
        changed = {name: each for name, each in values.items() if each != before.get(name) and (each != [] or name in before)}
        if changed.get("code") is None:
            changed.pop("code", None)
        self.context.tasks.run(
            lambda uow: facilities.edit(uow, facility.id, changed),
            lambda _: self._saved(facility.id),
            self,
            write="facility_edit",
            failed=self._refused,
        )

    def _saved(self, facility: str) -> None:
        self.kept.saved()
        self.saved.emit(facility)

    def _refused(self, error: AppError) -> None:
        text = self.context.words(error)
        if error.params.get("field") == "facility.village_code":
            text_shown = self.form.show_error(type(error)(error.code, **{**error.params, "field": "village"}), text)
        else:
            text_shown = self.form.show_error(error, text)
        if not text_shown:
            self.context.notice(text, "error")
