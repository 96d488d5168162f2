"""Who lives in a facility: today or on a day, admissions and exits, those under three, the same child twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.records import Record
from app.services.facilities import residencies, resident_files
from app.services.facilities.residencies import Resident
from app.services.facilities.resident_files import Lack
from app.services.facilities.roster_paper import may_print, roster_paper
from app.services.visits.inspection_papers import paper_language
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.paper_desk import PaperDesk
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.facility_parts.admission import AdmissionForm
from app.ui.pages.facility_parts.child_file import ask_file, lacks_words
from app.ui.pages.facility_parts.differences import Differences
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context


class Living(QWidget):
    """The list of a day or of all stays, and what is done with a stay."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.residents: tuple[Resident, ...] = ()
        self.lacks: Mapping[str, tuple[str, tuple[str, ...]]] = {}
        """Stay → facility and what the file of the child lacks."""
        self.day = DateField(context, past_only=True)
        self.everybody = BoolField()
        self.day_label = label(self, "label")
        self.day_label.setBuddy(self.day)
        self.numbers = label(self, "", wrap=True)
        self.admit_button = button(self, "add", self.admit, primary=True)
        self.edit_button = button(self, "edit", self.edit)
        self.print_button = button(self, "print", self.print_list, flat=True)
        self.papers = PaperDesk(context, self)
        self.file_button = button(self, "folder", self.note_file)
        self.exit_button = button(self, "next", self.leave_facility)
        self.void_button = button(self, "close", self.void)
        self.differences = Differences(context, self)
        self.table = SimpleTable(context, "residents", self._columns())
        self.admission = AdmissionForm(context, self)
        self.list_part = QWidget(self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self.day.changed.connect(self.read)
        self.everybody.changed.connect(self.read)
        self.table.picked.connect(lambda _: self._enable())
        self.table.opened.connect(lambda _: self.edit())
        self.admission.done.connect(self._admission_done)
        self.differences.changed.connect(self._explained)
        self.retranslate()

    def _lay_out(self) -> None:
        gap = self.context.theme.gap
        inside = QVBoxLayout(self.list_part)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(gap)
        line = Flow(gap=gap)
        for part in (self.day_label, self.day, self.everybody, self.admit_button, self.print_button):
            line.addWidget(part)
        inside.addLayout(line)
        inside.addWidget(self.numbers)
        inside.addWidget(self.differences)
        inside.addWidget(self.table, 1)
        acts = Flow(gap=gap)
        for act in (self.edit_button, self.file_button, self.exit_button, self.void_button):
            acts.addWidget(act)
        inside.addLayout(acts)
        self.stack.addWidget(self.list_part)
        self.stack.addWidget(self.admission)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.addWidget(self.stack)
        actor = self.context.session.actor
        self.admit_button.setVisible(can(actor, "residency.admit"))
        self.print_button.setVisible(may_print(actor))
        self.edit_button.setVisible(can(actor, "residency.edit"))
        self.file_button.setVisible(can(actor, "residency.edit"))
        self.exit_button.setVisible(can(actor, "residency.exit"))
        self.void_button.setVisible(can(actor, "residency.void"))

    def _columns(self) -> list[Column]:
        def day(get: Callable[[Resident], date | None]) -> Callable[[Resident], str]:
            return lambda one: short_date(get(one), self.context.lang)

        return [
            Column(
                "name",
                lambda: self.tr("Name"),
                lambda one: one.name or self.tr("name not known"),
                width=22,
                bold=True,
            ),
            Column("latin", lambda: self.tr("Latin"), lambda one: one.name_latin, width=18),
            Column("sex", lambda: self.tr("Sex"), lambda one: code_label("sex", one.sex, self.context.lang), width=9),
            Column("age", lambda: self.tr("Age"), self._age, width=8, digits=True, tone=self._tone),
            Column("admitted", lambda: self.tr("Admitted on"), day(lambda one: one.admitted_on), width=13),
            Column("exited", lambda: self.tr("Left on"), day(lambda one: one.exited_on), width=13),
            Column("marks", lambda: self.tr("To look at"), self._marks, width=36, tone=self._tone, stretch=True),
        ]

    def _age(self, one: Resident) -> str:
        if one.age is None:
            return self.tr("not known")
        return f"{'~' if one.birth and not one.birth.exact else ''}{one.age}"

    def _marks(self, one: Resident) -> str:
        marks = [
            (one.void, self.tr("entered by mistake")),
            (one.under_three and not one.exited_on, self.tr("under three years")),
            (one.over_eighteen and not one.exited_on, self.tr("18 or over")),
            (one.twice, self.tr("may live elsewhere too")),
            (bool(one.linked), self.tr("has a case")),
        ]
        lacks = self.lacks.get(one.id, ("", ()))[1] if not one.void and not one.exited_on else ()
        told = [text for holds, text in marks if holds]
        return ", ".join(filter(None, (*told, lacks_words(lacks, self.context.lang))))

    def _tone(self, one: Resident) -> str | None:
        if one.void or one.exited_on:
            return "dim"
        return "danger" if one.under_three else "warn" if one.over_eighteen or one.twice else None

    def retranslate(self) -> None:
        self.day_label.setText(self.tr("Living here on"))
        self.day.set_name(self.day_label.text())
        self.everybody.set_words(self.tr("All admissions and exits"))
        self.admit_button.setText(self.tr("Admit a child (Ctrl+N)"))
        self.print_button.setText(self.tr("Print the list"))
        self.edit_button.setText(self.tr("Change the entry"))
        self.file_button.setText(self.tr("File of the child …"))
        self.exit_button.setText(self.tr("Exit …"))
        self.void_button.setText(self.tr("Entered by mistake …"))
        self.table.set_name(self.tr("Children living here"))
        self.table.set_empty(self.tr("Nobody lived here on that day. Children stand here once they are admitted."))
        self.table.retranslate()
        self.admission.retranslate()
        self.differences.retranslate()
        self._say()

    def show_facility(self, facility: str) -> None:
        """Shows the residents of a facility today."""
        self._of(facility)
        self.read()

    def _of(self, facility: str) -> None:
        """Another facility: its list comes up, for today."""
        if facility != self.facility:
            self.facility = facility
            self.stack.setCurrentWidget(self.list_part)
            self.day.blockSignals(True)
            self.day.set_value(self.context.today())
            self.day.blockSignals(False)

    def on(self) -> date:
        """The day of the list; today when what is typed is no day."""
        day = self.day.value()
        return day if isinstance(day, date) else self.context.today()

    def read(self) -> None:
        """Reads the list."""
        facility, day = self.facility, self.on()
        if not facility:
            return
        self.differences.show_facility(facility)
        everybody = bool(self.everybody.value())

        def found(reader: Reader) -> tuple[tuple[Resident, ...], dict[str, tuple[str, tuple[Lack, ...]]]]:
            lacks = resident_files.lacking(reader, facility)
            if everybody:
                return residencies.all_stays(reader, facility), lacks
            return residencies.living_there(reader, facility, day), lacks

        self.context.tasks.run(found, lambda shown: self._show(*shown), self, key="list")

    def _show(self, residents: tuple[Resident, ...], lacks: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
        self.residents, self.lacks = residents, lacks
        self.table.set_rows(residents)
        self._say()
        self._enable()

    def _say(self) -> None:
        """How many, by sex, and those to look at."""
        there = [one for one in self.residents if not one.void]
        parts = [
            (self.tr("Children: {n}"), len(there)),
            (self.tr("girls {n}"), sum(one.sex == "female" for one in there)),
            (self.tr("boys {n}"), sum(one.sex == "male" for one in there)),
            (self.tr("under three {n}"), sum(one.under_three and not one.exited_on for one in there)),
            (self.tr("18 or over {n}"), sum(one.over_eighteen and not one.exited_on for one in there)),
        ]
        self.numbers.setText(" · ".join(text.format(n=digits_for(n, self.context.lang)) for text, n in parts))

    def _explained(self) -> None:
        self.read()
        self.changed.emit()

    def _chosen(self) -> Resident | None:
        key = self.table.selected()
        return next((one for one in self.residents if one.id == key), None)

    def _enable(self) -> None:
        chosen = self._chosen()
        usable = chosen is not None and not chosen.void
        self.edit_button.setEnabled(usable)
        self.file_button.setEnabled(usable)
        self.void_button.setEnabled(usable)
        self.exit_button.setEnabled(usable and chosen is not None and chosen.exited_on is None)

    # ---- acts ----

    def print_list(self) -> None:
        """The list of the day as a paper, looked at and saved."""
        facility, day, lang = self.facility, self.on(), paper_language(self.context.lang)
        if facility:
            name = f"list-{day:%Y%m%d}.pdf"
            self.papers.show_paper(
                lambda reader: roster_paper(reader, facility, day, lang), self.tr("Children living here"), name, facility
            )

    def admit(self, facility: str = "") -> bool:
        """Opens the form of an admission."""
        self._of(facility or self.facility)
        self.admission.begin(self.facility)
        self.stack.setCurrentWidget(self.admission)
        self.admission.form.first_field()
        return True

    def edit(self) -> None:
        """Opens the form of the admission that is selected."""
        chosen = self._chosen()
        if chosen is None or chosen.void or not can(self.context.session.actor, "residency.edit"):
            return
        self.context.tasks.run(lambda reader: reader.get("residency", chosen.id), self.change, self)

    def change(self, record: Record) -> None:
        """Opens the form of an admission."""
        self._of(record.text("facility"))
        self.admission.begin(self.facility, record)
        self.stack.setCurrentWidget(self.admission)
        self.admission.form.first_field()

    def _admission_done(self, saved: bool) -> None:
        self.stack.setCurrentWidget(self.list_part)
        self.table.setFocus()
        if saved:
            self.read()
            self.changed.emit()

    def note_file(self) -> None:
        """What stands in the files of the selected children."""
        there = {one.id for one in self.residents if not one.void}
        ask_file(self.context, self, [key for key in self.table.all_selected() if key in there], self._explained)

    def leave_facility(self) -> None:
        """Asks day, reason and where to, then notes the exit."""
        chosen = self._chosen()
        if chosen is None or chosen.exited_on is not None:
            return
        form = Form(columns=2)
        form.add("exited_on", DateField(self.context, past_only=True), required=True)
        form.add("exit_reason", CodeField(self.context, "exit_reason"), required=True)
        form.add("exit_destination", CodeField(self.context, "exit_destination"))
        form.add("exit_note", TextField())
        for name, text in {
            "exited_on": self.tr("Left on"),
            "exit_reason": self.tr("Reason"),
            "exit_destination": self.tr("Where to"),
            "exit_note": self.tr("Note"),
        }.items():
            form.label(name, text)
        form.set_values({"exited_on": self.context.today()})
        try:
            if not self.context.dialogs.ask(self, self.tr("Exit from the facility"), self.tr("Note the exit"), form):
                return
            values = {name: str(value) if value else None for name, value in form.values().items()}
        finally:
            form.deleteLater()
        self._act(lambda uow: residencies.exit_resident(uow, chosen.id, values), "residency_exit")

    def void(self) -> None:
        """Marks an entry as a mistake, with the reason."""
        chosen = self._chosen()
        if chosen is None or chosen.void:
            return
        title = self.tr("Entered by mistake: why?")
        reason = self.context.dialogs.reason(self, title, self.tr("Mark as a mistake"), "void_reason")
        if reason is None:
            return
        said = " ".join(filter(None, (reason.code, reason.text)))
        self._act(lambda uow: residencies.void(uow, chosen.id, said), "residency_void")

    def _act(self, act: Callable[..., object], name: str) -> None:
        def done(_: object) -> None:
            self.read()
            self.changed.emit()

        self.context.tasks.run(act, done, self, write=name)
