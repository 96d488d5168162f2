"""The band that tells of immediate danger at a visit, and where the head says what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.permissions import can
from app.domain.records import Record
from app.services import visit_alarms
from app.text.dates import short_date
from app.text.words import error_text
from app.ui.widgets.basics import button, label, set_tone
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context


class AlarmBand(QFrame):
    """Hidden unless danger was found."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.visit: Record | None = None
        self.setProperty("role", "card")
        self.told = label(self, "danger", wrap=True)
        self.answer_button = button(self, "check", self.answer)
        gap = context.theme.gap
        box = QHBoxLayout(self)
        box.setContentsMargins(gap, gap // 2, gap, gap // 2)
        box.addWidget(self.told, 1)
        box.addWidget(self.answer_button)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.answer_button.setText(self.tr("What was done …"))
        self.show_visit(self.visit)

    def show_visit(self, visit: Record | None) -> None:
        """Tells of the dangers of a visit."""
        self.visit = visit
        self.setVisible(visit is not None and bool(visit.codes("alarms")))
        if visit is None or not visit.codes("alarms"):
            return
        waits = visit_alarms.waits(visit)
        if waits:
            text = self.tr("Immediate danger was noted. The head of office is told on the page “Today”; call as well.")
        else:
            day = short_date(visit.day("alarm_seen_on"), self.context.lang)
            text = self.tr("Immediate danger was noted. Done, {day}: {what}").format(day=day, what=visit.text("alarm_done"))
        self.told.setText(text)
        set_tone(self.told, "danger" if waits else "dim", "role")
        self.answer_button.setVisible(waits and can(self.context.session.actor, "alarm.answer"))

    def answer(self) -> None:
        """The head says what was done."""
        visit = self.visit
        if visit is None:
            return
        form = Form(1)
        form.add("done", LongTextField(lines=3), required=True)
        form.label("done", self.tr("What was done for the safety of the children (no child's name)"))
        try:
            if not self.context.dialogs.ask(self, self.tr("Immediate danger"), self.tr("Save"), form):
                return
            done = str(form.values()["done"] or "")
        finally:
            form.deleteLater()
        self.context.tasks.run(
            lambda uow: visit_alarms.answer(uow, visit.id, done),
            lambda _: self.changed.emit(),
            self,
            write="alarm_answer",
            failed=self._refused,
        )

    def _refused(self, error: AppError) -> None:
        self.context.notice(error_text(error, self.context.lang), "error")
