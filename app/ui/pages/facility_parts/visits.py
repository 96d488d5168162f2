"""The inspections of one facility, or of all, and the way to begin one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.data.queries.inspections import InspectionRow
from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.domain.questions import Question
from app.domain.records import Record
from app.services.facilities import support_visits
from app.services.facilities.facilities import name_of
from app.services.visits import inspections, visit_plans
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_kinds import USUAL, forms_of, kinds, kinds_of
from app.services.visits.visit_plans import Plan
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.dialogs.questions import ask_all
from app.ui.models.table import Column
from app.ui.pages.visiting_parts.hours import add_arrived, add_hours, settle
from app.ui.pages.visiting_parts.words import VisitWords
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context


class Visits(QObject):
    """Columns of a list of inspections, and beginning one."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.shelf = FormShelf(context.session.folder)

    def columns(self, *, with_facility: bool) -> list[Column]:
        """The columns of a list of inspections; points and result only once closed."""
        context = self.context
        facility = [
            Column(
                "code",
                lambda: self.tr("Code"),
                lambda one: one.facility.text("code") if one.facility else "",
                width=11,
                bold=True,
            ),
            Column(
                "facility",
                lambda: self.tr("Facility"),
                lambda one: name_of(one.facility, context.lang) if one.facility else "",
                width=26,
                stretch=True,
            ),
        ]
        return [
            *(facility if with_facility else []),
            Column("visit", lambda: self.tr("Visit on"), self._day, width=13, bold=not with_facility),
            Column("kind", lambda: self.tr("Kind"), lambda one: self._code("inspection_kind", one, "kind"), width=13),
            Column(
                "state",
                lambda: self.tr("State"),
                lambda one: self._code("inspection_state", one, "state"),
                width=18,
                tone=self._tone,
            ),
            Column("points", lambda: self.tr("Score of 200"), self._points, width=12, align="right", digits=True),
            Column("grade", lambda: self.tr("Result"), self._grade, width=18, tone=self._grade_tone),
            Column("findings", lambda: self.tr("Open findings"), self._findings, width=12, stretch=not with_facility),
        ]

    def _day(self, one: InspectionRow) -> str:
        return short_date(one.inspection.day("visit_on"), self.context.lang)

    def _code(self, list_name: str, one: InspectionRow, field: str) -> str:
        return code_label(list_name, one.inspection.code(field), self.context.lang)

    def _tone(self, one: InspectionRow) -> str | None:
        return {"draft": "warn", "to_be_completed": "warn", "to_decide": "warn"}.get(one.inspection.text("state"))

    def _points(self, one: InspectionRow) -> str:
        scaled = one.inspection.whole("scaled")
        return str(scaled) if scaled is not None and one.inspection.moment("closed_at") else ""

    def _grade(self, one: InspectionRow) -> str:
        record = one.inspection
        return code_label("grade", record.code("grade"), self.context.lang) if record.code("state") == "decided" else ""

    def _grade_tone(self, one: InspectionRow) -> str | None:
        return "danger" if one.inspection.code("grade") == "critical" else None

    def _findings(self, one: InspectionRow) -> str:
        if not one.open_findings:
            return "-"
        open_ones, late = (digits_for(number, self.context.lang) for number in (one.open_findings, one.overdue))
        return self.tr("{n}, overdue {late}").format(n=open_ones, late=late) if one.overdue else open_ones

    def listing(self, reader: Reader, facility: str) -> list[InspectionRow]:
        """The visits to a facility: inspections, and support visits, which have no score."""
        return support_visits.with_support(reader, inspections.listing(reader, facility=facility), facility)

    def open(self, row: InspectionRow | None) -> None:
        """An inspection, or the form of a support visit."""
        if row is not None and row.inspection.type == "form_response":
            self.context.navigate("form", response=row.id)
        elif row is not None:
            self.context.navigate("inspection", inspection=row.id)

    # ---- beginning one ----

    def begin(self, facility: str, kind: str = USUAL) -> None:
        """Asks for the head of the visit (`kind` is proposed), then for what is unlikely, then opens the form."""

        def coming(reader: Reader) -> tuple[Plan, ...]:
            return tuple(one for one in visit_plans.listing(reader, facility=facility) if one.state == "planned")

        self.context.tasks.run(coming, lambda plans: self._begin(facility, kind, plans), self)

    def _begin(self, facility: str, kind: str, plans: Sequence[Plan]) -> None:
        """Asks; a visit that was planned, as far as the person may know of it, can be the one that begins."""
        form = self._head_form([kind for kind in kinds() if any(map(self.shelf.in_use, forms_of(kind)))])
        form.set_values({"kind": kind})
        add_arrived(form)
        self._add_form_choice(form)
        if plans:
            self._add_plans(form, kind, plans)
        try:
            if not self.context.dialogs.ask(self.page, self.tr("New inspection"), self.tr("Begin"), form):
                return
            values = form.values()
        finally:
            form.deleteLater()
        day = values["visit_on"]
        assert isinstance(day, date)
        form_id, plan = str(values.pop("form")), str(values.pop("plan", None) or "")
        given = {**values, "visit_on": day.isoformat(), "announced": bool(values["announced"])}
        self.context.tasks.run(
            lambda reader: inspections.questions(reader, facility, day),
            lambda asked: self._ask(facility, form_id, {**given, "plan": plan}, asked),
            self,
        )

    def _head_form(self, only: Sequence[str]) -> Form:
        form = Form(columns=2)
        form.add("visit_on", DateField(self.context, past_only=True), required=True)
        form.add("kind", CodeField(self.context, "inspection_kind", only=only), required=True)
        form.add("mission_letter", TextField(limit=60))
        form.add("team", TextField())
        form.add("announced", BoolField())
        for name, text in {
            "visit_on": self.tr("Day of the visit"),
            "kind": self.tr("Kind of visit"),
            "mission_letter": self.tr("Mission letter, number"),
            "team": self.tr("Team (roles and numbers, no names)"),
            "announced": self.tr("The visit was announced"),
        }.items():
            form.label(name, text)
        form.set_values({"visit_on": self.context.today(), "kind": USUAL})
        return form

    def _add_plans(self, form: Form, kind: str, plans: Sequence[Plan]) -> None:
        """The planned visits, the next one of the kind chosen; kind and whether it was announced come from it."""
        choice, told = ChoiceField(), VisitWords(self.context)
        choice.set_choices([(one.id, f"{told.when(one)} · {told.kind(one)}") for one in plans])
        form.add("plan", choice)
        form.label("plan", self.tr("It is the planned visit"))

        def follow() -> None:
            one = next((each for each in plans if each.id == choice.value()), None)
            if one is not None:
                form.set_values({"kind": one.record.code("kind"), "announced": not one.unannounced})

        form.changed.connect(lambda name: follow() if name == "plan" else None)
        first = next((one for one in plans if kind in (USUAL, one.record.code("kind"))), None)
        choice.set_value(first.id if first is not None else None)
        follow()

    def _add_form_choice(self, form: Form) -> None:
        """The forms that the kind of visit is filled from; asked only where there is a choice."""
        choice = ChoiceField()
        form.add("form", choice, required=True)
        form.label("form", self.tr("Form"))

        def offer() -> None:
            offered = [one for one in forms_of(str(form.field("kind").value() or USUAL)) if self.shelf.in_use(one)]
            choice.set_value(None)
            choice.set_choices([(one, words(f"inspection.form.{one}", self.context.lang)) for one in offered])
            choice.set_value(offered[0] if offered else None)
            form.show_field("form", len(offered) > 1)

        form.changed.connect(lambda name: offer() if name == "kind" else None)
        offer()

    def _ask(self, facility: str, form_id: str, values: dict[str, object], questions: tuple[Question, ...]) -> None:
        if not ask_all(self.context, self.page, questions, self.tr("Begin")):
            return
        shelf, plan = self.shelf, str(values["plan"])
        head = {name: value for name, value in values.items() if name != "plan"}

        def start(uow: UnitOfWork) -> str:
            shelf.read(uow)
            form = shelf.form(form_id)
            return visit_plans.begin(uow, plan, form, head) if plan else inspections.start(uow, form, facility, head)

        self.context.tasks.run(start, self._started, self, write="inspection_start")

    def _started(self, inspection: str) -> None:
        self.context.navigate("inspection", inspection=inspection)

    # ---- changing one, and taking it back ----

    def change(self, record: Record) -> None:
        """Changes day, hours, kind, team, letter of a visit that is not closed; another day is asked about like a new one."""
        before: dict[str, object] = {name: record.values.get(name) for name in ("kind", "mission_letter", "team")}
        before |= {"visit_on": record.day("visit_on"), "announced": bool(record.flag("announced"))}
        form = self._head_form(kinds_of(record.text("form_id")))
        shown = add_hours(form, record, self.context.lang)
        form.set_values(before)
        try:
            if not self.context.dialogs.ask(self.page, self.tr("Change the visit"), self.tr("Save"), form):
                return
            after = form.values()
        finally:
            form.deleteLater()
        changed = {name: after[name] for name in before if after[name] != before[name]}
        day, facility = changed.get("visit_on"), record.text("facility")
        now = after["visit_on"]
        assert isinstance(now, date)
        hours = settle(self.context, self.page, now, shown, after, self.tr("Save"))
        if hours is None:
            return
        changed |= hours
        if not changed:
            return
        if not isinstance(day, date):
            self._change(record.id, changed, ())
            return
        self.context.tasks.run(
            lambda reader: inspections.questions(reader, facility, day),
            lambda asked: self._change(record.id, {**changed, "visit_on": day.isoformat()}, asked),
            self,
        )

    def _change(self, inspection: str, values: dict[str, object], questions: tuple[Question, ...]) -> None:
        shelf = self.shelf

        def edit(uow: UnitOfWork) -> None:
            form = inspections.shelf_form(shelf, inspections.visit_of(uow, inspection))
            inspections.edit_head(uow, inspection, values, form)

        if ask_all(self.context, self.page, questions, self.tr("Save")):
            self.context.tasks.run(edit, self._kept, self, write="inspection_head")

    def void(self, record: Record) -> None:
        """Marks an inspection as made by mistake, with the reason; it stays readable and counts nowhere."""
        title = self.tr("Inspection entered by mistake: why? It stays readable, but counts nowhere.")
        reason = self.context.dialogs.reason(self.page, title, self.tr("Mark as a mistake"), "void_reason")
        if reason is None:
            return
        said = " ".join(filter(None, (reason.code, reason.text)))
        self.context.tasks.run(lambda uow: inspections.void(uow, record.id, said), self._kept, self, write="inspection_void")

    def _kept(self, _: object) -> None:
        self.context.notice(self.tr("Saved on this computer."), "done")


def void_words(record: Record, lang: str) -> str:
    """Why an entry was marked as a mistake: the words of the code, then one's own."""
    code, _, text = record.text("void_reason").partition(" ")
    return ": ".join(filter(None, (code_label("void_reason", code, lang) if code in codelist("void_reason") else code, text)))
