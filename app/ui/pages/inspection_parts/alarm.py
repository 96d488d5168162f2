"""The band that tells of immediate danger at a visit, and where the head says what was done.

At the house others look at the screen: there it says no more than to call the office, until the inspector asks (practice P26:
the team alone decides about danger; P27: what a child said is not told to the director).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.permissions import can
from app.domain.records import Record
from app.services.visits import visit_alarms
from app.text.dates import short_date
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
        self.shown_for = ""
        """The visit of which the inspector wanted to see more."""
        self.setProperty("role", "card")
        self.told = label(self, "danger", wrap=True)
        self.more_button = button(self, "more", self.show_more, flat=True)
        self.answer_button = button(self, "check", self.answer)
        gap = context.theme.gap
        box = QHBoxLayout(self)
        box.setContentsMargins(gap, gap // 2, gap, gap // 2)
        box.addWidget(self.told, 1)
        box.addWidget(self.more_button)
        box.addWidget(self.answer_button)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.more_button.setText(self.tr("More"))
        self.answer_button.setText(self.tr("What was done …"))
        self.show_visit(self.visit)

    def show_visit(self, visit: Record | None) -> None:
        """Tells of the dangers of a visit."""
        self.visit = visit
        self.setVisible(visit is not None and bool(visit.codes("alarms")))
        if visit is None or not visit.codes("alarms"):
            return
        waits, quiet = visit_alarms.waits(visit), self._is_quiet(visit)
        if quiet:
            text = self.tr("Call the office.")
        elif waits:
            text = self.tr("Immediate danger was noted. The head of office is told on the page “Today”; call as well.")
        else:
            day = short_date(visit.day("alarm_seen_on"), self.context.lang)
            text = self.tr("Immediate danger was noted. Done, {day}: {what}").format(day=day, what=visit.text("alarm_done"))
        self.told.setText(text)
        set_tone(self.told, "danger" if waits and not quiet else "dim", "role")
        self.more_button.setVisible(quiet)
        self.answer_button.setVisible(waits and not quiet and can(self.context.session.actor, "alarm.answer"))

    def _is_quiet(self, visit: Record) -> bool:
        """Whether others may look on: the visit is being filled in, by the person or for who answers no danger."""
        actor = self.context.session.actor
        filling = visit.code("state") == "draft" and self.shown_for != visit.id
        return filling and (visit.text("typed_by") == actor.user or not can(actor, "alarm.answer"))

    def show_more(self) -> None:
        """Nobody looks on: all of it."""
        self.shown_for = self.visit.id if self.visit is not None else ""
        self.show_visit(self.visit)

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
            lambda uow: visit_alarms.answer(uow, visit.id, done), lambda _: self.changed.emit(), self, write="alarm_answer"
        )
