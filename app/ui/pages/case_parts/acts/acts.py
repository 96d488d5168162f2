"""The acts on a whole case: first contact, risk, reassign, entered by mistake; what needs an approval is `approval_acts`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.records import Record
from app.services.cases import case_names, cases, flags
from app.services.people import merging
from app.ui.pages.case_parts.acts.approval_acts import ApprovalActs
from app.ui.pages.case_parts.fields.makers import code
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.page import Page
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form


class CaseActs(QObject):
    """Asks and acts for the case that the page shows."""

    saved = Signal()

    def __init__(self, page: Page, words: CaseWords) -> None:
        super().__init__(page)
        self.page = page
        self.context = page.context
        self.words = words
        self.case: Record | None = None
        self.approvals = ApprovalActs(page.context, page)
        self.approvals.saved.connect(self.saved)

    def show_case(self, case: Record) -> None:
        """The case that the page shows now."""
        self.case = self.approvals.case = case

    def _run(self, act: Callable[[Any], object], name: str) -> None:
        """Saves on the worker."""
        self.context.tasks.run(act, lambda _: self.saved.emit(), self, write=name)

    def first_contact(self) -> None:
        """When and how the child or family was contacted first."""
        if self.case is None:
            return
        case, form = self.case.id, Form(columns=1)
        form.add("first_contact_on", DateField(self.context), required=True)
        form.add("first_contact_how", code("contact_how", buttons=True)(self.context))
        for name in form.cells:
            form.label(name, self.words.field(name))
        form.set_values({"first_contact_on": self.context.today()})
        if self.context.dialogs.ask(self.page, self.tr("Note the first contact"), self.tr("Save"), form):
            values = form.values()
            day, how = values["first_contact_on"], values["first_contact_how"]
            if isinstance(day, date):
                chosen = how if isinstance(how, str) else None
                self._run(lambda uow: cases.first_contact(uow, case, on=day, how=chosen), "case_contact")
        form.deleteLater()

    def risk(self) -> None:
        """Another level of risk, from a day on, with the reason."""
        if self.case is None:
            return
        case, form = self.case.id, Form(columns=1)
        form.add("risk_level", code("risk_level", buttons=True)(self.context), required=True)
        form.add("noted_on", DateField(self.context), required=True)
        form.add("reason", LongTextField(lines=3))
        for name in form.cells:
            form.label(name, self.words.field(name))
        form.label("reason", self.tr("Why"))
        form.set_values({"risk_level": self.case.code("risk_level"), "noted_on": self.context.today()})
        if self.context.dialogs.ask(self.page, self.tr("Set the risk level"), self.tr("Save"), form):
            values = form.values()
            day, why = values["noted_on"], str(values["reason"] or "")
            on = day if isinstance(day, date) else None
            self._run(lambda uow: cases.set_risk(uow, case, str(values["risk_level"]), on=on, reason=why), "case_risk")
        form.deleteLater()

    def flag(self) -> None:
        """A word on the case that nobody is to overlook."""
        if self.case is None:
            return
        case, form = self.case.id, Form(columns=1)
        form.add("text", TextField(limit=120), required=True)
        form.label("text", self.tr("What nobody may overlook"))
        if self.context.dialogs.ask(self.page, self.tr("Flag the case"), self.tr("Flag"), form):
            text = str(form.values()["text"])
            self._run(lambda uow: flags.add(uow, case, text), "flag_add")
        form.deleteLater()

    def hide_name(self, *, hidden: bool) -> None:
        """The name is told in the case alone, or everywhere again; one undo takes that back."""
        if self.case is not None:
            case = self.case.id
            self._run(lambda uow: case_names.hide(uow, case, hidden=hidden), "case_hide_name" if hidden else "case_tell_name")

    def void(self) -> None:
        """Marks the case as entered by mistake."""
        if self.case is None:
            return
        case = self.case.id
        title, verb = self.tr("This case was entered by mistake"), self.tr("Mark as entered by mistake")
        told = self.context.dialogs.reason(self.page, title, verb, "void_reason")
        if told is not None and told.code is not None:
            reason, note = told.code, told.text
            self._run(lambda uow: cases.void(uow, case, reason, note=note), "case_void")

    def merge(self) -> None:
        """The case may be the same as another one: they are laid side by side."""
        if self.case is not None:
            self.context.navigate("join", case=self.case.id)

    def part(self, case: str) -> None:
        """A case that was joined to this one is one of its own again."""
        self._run(lambda uow: merging.part_case(uow, case), "case_part")
