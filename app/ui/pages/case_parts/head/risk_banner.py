"""What the scores of an assessment ask for: a look at the risk, which is set or confirmed here with its reason (P18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services.protection import risk_reviews
from app.services.protection.risk_reviews import RiskAsk
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.dialogs.act_form import ask_and_write
from app.ui.pages.case_parts.fields.makers import code, day, long_text
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, card, label, row
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context


class RiskBanner(QWidget):
    """Shown only while something asks."""

    saved = Signal()

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.case: Record | None = None
        self.ask: RiskAsk | None = None
        frame, layout = card(self)
        gap = context.theme.gap
        layout.setContentsMargins(*[gap + gap // 2] * 4)
        self.told = label(frame, "danger", wrap=True)
        self.review_button = button(frame, "next", self.review)
        layout.addLayout(row(self.told, self.review_button, gap=gap))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, gap)
        box.addWidget(frame)
        self.hide()

    def show_ask(self, case: Record, ask: RiskAsk | None, *, editable: bool) -> None:
        """Shows what asks, or nothing."""
        self.case, self.ask = case, ask
        self.review_button.setVisible(editable)
        self.setVisible(ask is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.review_button.setText(self.tr("Look at the risk…"))
        self.review_button.setAccessibleName(self.review_button.text())
        if self.ask is None:
            return
        lang = self.context.lang
        domains = ", ".join(
            f"{code_label('score_domain', domain, lang)} ({digits_for(str(score), lang)})" for domain, score in self.ask.domains
        )
        text = self.tr("The assessment of {day} asks for a look at the risk. Lowest scores: {domains}")
        self.told.setText(text.format(day=short_date(self.ask.on, lang), domains=domains))

    def review(self) -> bool:
        """Sets or confirms the level of risk, with what speaks for it."""
        case = self.case
        if case is None:
            return False
        form = Form(columns=1)
        form.add("level", code("risk_level", buttons=True)(self.context), required=True)
        form.add("noted_on", day(self.context), required=True)
        form.add("reason", long_text(self.context), required=True)
        form.add("strengths", long_text(self.context))
        form.add("needs", long_text(self.context))
        for name in form.cells:
            form.label(name, self.words.field(name, "risk"))
        form.hint("level", self.tr("Choose the level that holds after the look, even if it stays the same."))
        form.set_values({"level": case.code("risk_level"), "noted_on": self.context.today()})
        key, response = case.id, self.ask.response if self.ask is not None else ""

        def write(uow: UnitOfWork, values: Mapping[str, object]) -> None:
            told = {name: str(values.get(name) or "") for name in ("reason", "strengths", "needs")}
            noted = values.get("noted_on")
            on = noted if isinstance(noted, date) else None
            risk_reviews.review(uow, key, str(values["level"]), on=on, response=response, **told)

        words = (self.tr("A look at the risk"), self.tr("Save"))
        return ask_and_write(self.context, self, form, words, write, "case_risk", self.saved.emit)
