"""Acts without consent, in the best interests of a child: the head of the office looks at each afterwards (practice P8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from app.domain.codelists import label as code_label
from app.services.protection import best_interests
from app.services.protection.best_interests import Waiting
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.log_page import LogPage
from app.ui.widgets.basics import button
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context


class NoConsentPage(LogPage):
    """What waits, the oldest first; the reason of the chosen one whole."""

    watches: ClassVar[frozenset[str]] = frozenset({"consent", "case"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.review_button = button(self, "check", self.save, primary=True)
        self.open_button = button(self, "case", self.open_case)
        lang = context.language
        table = SimpleTable(
            context,
            "no_consent",
            (
                Column("code", lambda: self.tr("Case number"), lambda one: one.case.text("code"), width=16, bold=True),
                Column("on", lambda: self.tr("Day"), lambda one: short_date(one.consent.day("on_date"), lang.lang), width=14),
                Column("purpose", lambda: self.tr("For what"), self._purpose, width=30),
                Column("reason", lambda: self.tr("Why"), self._reason, width=40, stretch=True),
                Column("due", lambda: self.tr("Look at it until"), self._due, width=18, tone=self._tone),
            ),
        )
        table.opened.connect(lambda _: self.open_case())
        self._lay_out(table, (self.review_button, self.open_button))

    def _purpose(self, one: Waiting) -> str:
        return code_label("consent_purpose", one.consent.code("purpose"), self.context.lang)

    def _reason(self, one: Waiting) -> str:
        return " ".join(one.consent.text("reason").split())

    def _due(self, one: Waiting) -> str:
        return short_date(one.due, self.context.lang) if one.due is not None else ""

    def _tone(self, one: Waiting) -> str | None:
        return "danger" if one.due is not None and one.due < self.context.today() else None

    def retranslate(self) -> None:
        self.title.setText(self.tr("Acts without consent"))
        self.lead.setText(
            self.tr("In the best interests of a child somebody acted without consent. The head of the office looks at each.")
        )
        self.away.setText(self.tr("Cases"))
        self.review_button.setText(self.tr("Note that I looked at it (Ctrl+Enter)"))
        self.open_button.setText(self.tr("Open the case"))
        self.table.set_name(self.tr("Acts without consent"))
        self.table.set_empty(self.tr("Nothing waits. An act without consent, with its reason, appears here by itself."))
        self.table.retranslate()
        self._picked(self.table.selected() or "")

    def shown(self, **where: object) -> None:
        self.read()

    def read(self) -> None:
        """Reads what waits."""
        self.context.tasks.run(
            best_interests.waiting, self._show_rows, self, key="waiting", failed=lambda _: self.context.navigate("cases")
        )

    def _picked(self, key: str) -> None:
        """The reason, whole; one's own act is looked at by somebody else."""
        one = self.table.row_of(key) if key else None
        self.frame.setVisible(one is not None)
        self.review_button.setEnabled(one is not None and not one.own)
        self.open_button.setEnabled(one is not None)
        if one is not None:
            own = self.tr("You wrote this yourself: another head looks at it.")
            told = [one.consent.text("reason"), own if one.own else ""]
            self.detail.setText(with_breaks("\n".join(each for each in told if each)))

    def save(self) -> bool:
        """Ctrl+Enter: notes that the chosen one was looked at."""
        one = self.table.row_of(self.table.selected() or "")
        if one is None or not self.review_button.isEnabled():
            return False
        form, key = Form(columns=1), one.id
        form.add("note", LongTextField(lines=3))
        form.label("note", self.tr("Remark (may be empty)"))
        AskedAct(
            self.context,
            self,
            self.tr("I looked at this act without consent"),
            self.tr("Save"),
            form,
            lambda uow, values: best_interests.review(uow, key, note=str(values.get("note") or "")),
            "consent_review",
            lambda _: self.read(),
        ).ask()
        return True

    def open_case(self) -> bool:
        one = self.table.row_of(self.table.selected() or "")
        if one is not None:
            self.context.navigate("case", case=one.case.id, step="list:consent")
        return True
