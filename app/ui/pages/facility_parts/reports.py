"""The register of abuse reports of a facility: when it was known, when and to whom it was reported, what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.births import parse_birth
from app.domain.clock import instant_text
from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.cases.cases import Opened
from app.services.facilities import allegations, residencies
from app.services.facilities.allegations import Allegation
from app.text.dates import short_moment
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.fields import LongTextField, NumberField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.moments import MomentField

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context


class Reports(QWidget):
    """The allegations about one facility that the person may know of, the newest first."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.found: tuple[Allegation, ...] = ()
        self.sentence = label(self, "dim", wrap=True)
        self.hear_button = button(self, "add", self.hear, primary=True)
        self.case_button = button(self, "case", self.open_case)
        self.report_button = button(self, "upload", self.report)
        self.answer_button = button(self, "edit", self.answer)
        self.table = SimpleTable(context, "facility_reports", self._columns())
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.setSpacing(gap)
        line = Flow(gap=gap)
        for part in (self.hear_button, self.case_button, self.report_button, self.answer_button):
            line.addWidget(part)
        box.addWidget(self.sentence)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        self.case_button.setVisible(can(context.session.actor, "case.create"))
        self.table.picked.connect(lambda _: self._enable())
        self.table.opened.connect(lambda _: self._open())
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context

        def moment(name: str) -> Callable[[Allegation], str]:
            return lambda one: short_moment(one.record.moment(name), lang.lang)

        return [
            Column("heard_at", lambda: self.tr("Known on"), moment("heard_at"), width=20, bold=True),
            Column("kind", lambda: self.tr("Kind"), lambda one: self._code("allegation_kind", one, "kind"), width=17),
            Column("reported_at", lambda: self.tr("Reported on"), self._reported, width=28, tone=self._tone),
            Column("to", lambda: self.tr("To"), lambda one: self._code("reported_to", one, "reported_to"), width=15),
            Column("case", lambda: self.tr("Case"), self._case, width=15, tone=lambda one: "danger" if one.open else None),
            Column(
                "outcome", lambda: self.tr("What came of it"), lambda one: one.record.text("outcome"), width=22, stretch=True
            ),
        ]

    def _code(self, list_name: str, one: Allegation, field: str) -> str:
        return code_label(list_name, one.record.code(field), self.context.lang)

    def _reported(self, one: Allegation) -> str:
        lang = self.context.lang
        if one.record.moment("reported_at") is None:
            due = short_moment(one.due, lang) if one.due is not None else ""
            return self.tr("not yet; due {when}").format(when=due)
        return self.tr("after {n} hours").format(n=digits_for(one.hours if one.hours is not None else "-", lang))

    def _tone(self, one: Allegation) -> str | None:
        return {"overdue": "danger", "late": "danger", "soon": "warn", "running": "warn"}.get(one.state)

    def _outcome(self, one: Allegation) -> str:
        return one.record.text("outcome")

    def _case(self, one: Allegation) -> str:
        if one.record.ref("case"):
            return self.tr("has a case")
        return self.tr("no case yet") if one.open else ""

    def retranslate(self) -> None:
        self.sentence.setText(self.tr("Not for the facility: do not tell the director. Abuse is reported within 48 hours."))
        self.hear_button.setText(self.tr("Abuse was alleged …"))
        self.case_button.setText(self.tr("Open a high-risk case …"))
        self.report_button.setText(self.tr("It was reported …"))
        self.answer_button.setText(self.tr("What came of it …"))
        self.table.set_name(self.tr("Abuse reports of this facility"))
        self.table.set_empty(self.tr("No abuse was alleged here. What is heard at a visit comes here by itself."))
        self.table.retranslate()

    def show_facility(self, facility: str) -> None:
        """Shows the register of a facility."""
        self.facility = facility
        self.read()

    def read(self) -> None:
        """Reads it anew."""
        facility = self.facility
        if facility:
            self.context.tasks.run(lambda reader: allegations.of_facility(reader, facility), self._show, self, key="reports")

    def _show(self, found: tuple[Allegation, ...]) -> None:
        self.found = found
        self.table.set_rows(found)
        self._enable()

    def _chosen(self) -> Allegation | None:
        key = self.table.selected()
        return next((one for one in self.found if one.id == key), None)

    def _enable(self) -> None:
        chosen = self._chosen()
        record = chosen.record if chosen is not None else None
        head = can(self.context.session.actor, "alarm.answer")
        self.case_button.setEnabled(record is not None and not record.ref("case"))
        self.report_button.setEnabled(record is not None and record.moment("reported_at") is None)
        self.answer_button.setEnabled(record is not None and (head or bool(record.ref("case"))))

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.record.ref("case"):
            self.context.navigate("case", case=chosen.record.text("case"))

    # ---- acts ----

    def hear(self) -> None:
        """Notes an allegation: its kind and when it was known."""
        rights = self.context.session.actor.rights
        kinds = [row.code for row in codelist("allegation_kind") if not row.group or row.group in rights]
        form = Form(columns=2)
        form.add("kind", CodeField(self.context, "allegation_kind", only=kinds), required=True)
        form.add("at", MomentField(self.context), required=True)
        form.label("kind", self.tr("Kind"))
        form.label("at", self.tr("Known on"))
        form.set_values({"at": self._now()})
        facility, values = self.facility, self._ask(form, self.tr("Abuse was alleged"))
        if values is not None:
            kind, at = str(values["kind"]), str(values["at"])
            self._act(lambda uow: allegations.hear(uow, facility, kind, at), "allegation_hear")

    def _now(self) -> str:
        return instant_text(self.context.session.database.clock.now())

    def report(self) -> None:
        """Notes to whom and when it was reported."""
        chosen = self._chosen()
        if chosen is None:
            return
        form = Form(columns=2)
        form.add("to", CodeField(self.context, "reported_to"), required=True)
        form.add("at", MomentField(self.context), required=True)
        form.label("to", self.tr("To whom"))
        form.label("at", self.tr("Reported on"))
        form.set_values({"at": self._now()})
        values = self._ask(form, self.tr("It was reported"))
        if values is not None:
            to, at = str(values["to"]), str(values["at"])
            self._act(lambda uow: allegations.report(uow, chosen.id, to, at), "allegation_report")

    def answer(self) -> None:
        """Notes what came of it, or why no case was opened."""
        chosen = self._chosen()
        if chosen is None:
            return
        form = Form(1)
        form.add("outcome", LongTextField(lines=3), required=True)
        form.label("outcome", self.tr("What came of it, or why no case was opened (no child's name)"))
        form.set_values({"outcome": chosen.record.text("outcome")})
        values = self._ask(form, self.tr("What came of it"))
        if values is not None:
            outcome = str(values["outcome"])
            self._act(lambda uow: allegations.answer(uow, chosen.id, outcome), "allegation_answer")

    def open_case(self) -> None:
        """Opens a case for a resident, or for a child of whom little is known."""
        chosen, facility = self._chosen(), self.facility
        if chosen is None:
            return

        def living(reader: Reader) -> list[tuple[str, str]]:
            return [(one.id, one.name or one.name_latin) for one in residencies.living_there(reader, facility)]

        self.context.tasks.run(living, lambda found: self._ask_child(chosen, found), self)

    def _ask_child(self, chosen: Allegation, living: list[tuple[str, str]]) -> None:
        form, residents = Form(columns=2), ChoiceField()
        residents.set_choices([(key, name or self.tr("name not known")) for key, name in living])
        form.add("resident", residents, wide=True)
        form.add("family_name_km", TextField(limit=60))
        form.add("given_name_km", TextField(limit=60))
        form.add("sex", CodeField(self.context, "sex"))
        form.add("age", NumberField(high=25))
        for name, text in {
            "resident": self.tr("Child on the list of residents"),
            "family_name_km": self.tr("Another child: family name, if known"),
            "given_name_km": self.tr("Given name, if known"),
            "sex": self.tr("Sex, if known"),
            "age": self.tr("Age in years, if known"),
        }.items():
            form.label(name, text)
        values = self._ask(form, self.tr("Open a high-risk case"))
        if values is None:
            return
        stay = str(values.pop("resident") or "")
        age, today = values.pop("age"), self.context.today()
        child: dict[str, object] = {name: value for name, value in values.items() if value} if not stay else {}
        birth = parse_birth({"age": age, "on": today.isoformat()}, today) if isinstance(age, int) and not stay else None
        if birth is not None:
            child |= birth.values()

        def done(opened: object) -> None:
            self.changed.emit()
            if isinstance(opened, Opened):
                self.context.navigate("case", case=opened.case)

        self.context.tasks.run(
            lambda uow: allegations.open_case(uow, chosen.id, stay, child), done, self, write="allegation_case"
        )

    def _ask(self, form: Form, title: str) -> dict[str, object] | None:
        try:
            return dict(form.values()) if self.context.dialogs.ask(self, title, self.tr("Save"), form) else None
        finally:
            form.deleteLater()

    def _act(self, act: Callable[..., object], name: str) -> None:
        def done(_: object) -> None:
            self.read()
            self.changed.emit()

        self.context.tasks.run(act, done, self, write=name)
