"""What can be done with several chosen cases at once: offer them to somebody, flag them, take them to Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.permissions import can
from app.services.cases import flags
from app.services.sharing import assigning, hand_over_asks
from app.services.sharing.assigning import Assigned
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.acts.sharing_acts import add_note, note_of
from app.ui.pages.case_parts.fields.makers import coming_day
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context


class BulkBar(QWidget):
    """Stands above the list while two or more cases are chosen."""

    done = Signal()
    cleared = Signal()
    exported = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.keys: list[str] = []
        self.people: Sequence[tuple[str, str]] = ()
        actor = context.session.actor
        self.count = label(self, "section")
        self.give_button = button(self, "person", self.give)
        self.flag_button = button(self, "flag", self.flag)
        self.join_button = button(self, "cases", self.join)
        self.export_button = button(self, "download", self.exported.emit)
        self.clear_button = button(self, "close", self.cleared.emit, flat=True)
        self.give_button.setVisible(can(actor, "case.assign"))
        self.flag_button.setVisible(can(actor, "flag.edit"))
        self.export_button.setVisible(can(actor, "case.export"))
        flow = Flow(self, gap=context.theme.gap)
        for part in (self.count, self.give_button, self.flag_button, self.join_button, self.export_button, self.clear_button):
            flow.addWidget(part)
        self.hide()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.give_button.setText(self.tr("Give to a caseworker…"))
        self.flag_button.setText(self.tr("Flag…"))
        self.join_button.setText(self.tr("Same child? Compare…"))
        self.export_button.setText(self.tr("These to Excel"))
        self.clear_button.setText(self.tr("Choose none"))
        self._say()

    def show_chosen(self, keys: list[str]) -> None:
        """Which cases are chosen."""
        self.keys = keys
        self._say()
        self.join_button.setVisible(len(keys) == 2 and can(self.context.session.actor, "case.join"))
        self.setVisible(len(keys) > 1)

    def _say(self) -> None:
        """How many there are."""
        self.count.setText(self.tr("{n} cases chosen").format(n=self.context.language.digits(len(self.keys))))

    def join(self) -> None:
        """The two chosen cases side by side."""
        stays, goes = self.keys
        self.context.navigate("join", case=stays, other=goes)

    def give(self) -> None:
        """All of them offered to one caseworker, with one note of hand-over."""
        keys, context, form = list(self.keys), self.context, Form(columns=2)
        whose = ChoiceField()
        whose.set_choices(list(self.people))
        form.add("user", whose, required=True)
        form.add("reason", CodeField(context, "hand_over_reason"))
        form.add("until", coming_day(context))
        form.label("user", self.tr("New caseworker"))
        form.label("until", self.tr("Only until (leave)"))
        form.hint("until", self.tr("Empty: for good. With a day the cases come back after it."))
        add_note(context, form)
        form.hint("danger", self.tr("What holds for all of them. What one case alone needs: offer it by itself, on its page."))
        title = self.tr("Offer {n} cases to a caseworker").format(n=context.language.digits(len(keys)))

        def write(uow: UnitOfWork, values: Mapping[str, object]) -> Assigned:
            until = values["until"]
            day = until if isinstance(until, date) else None
            return assigning.assign_many(uow, keys, str(values["user"]), note_of(values), until=day)

        AskedAct(
            context,
            self,
            title,
            self.tr("Offer the cases"),
            form,
            write,
            "assign_many",
            self._given,
            questions=lambda reader, values: hand_over_asks.before_offer_many(reader, keys, str(values["user"])),
        ).ask()

    def _given(self, told: Assigned) -> None:
        """Says how many were offered, and that nothing has changed hands yet."""
        digits = self.context.language.digits
        text = self.tr("{n} cases were offered. Until they are accepted their caseworkers stay responsible.")
        text = text.format(n=digits(told.given))
        if told.left:
            left = self.tr("{n} were not: they are closed, this person's already, or offered to somebody.")
            text += " " + left.format(n=digits(told.left))
        self.context.notice(text)
        self.done.emit()

    def flag(self) -> None:
        """The same flag on all of them."""
        keys, form = list(self.keys), Form(columns=1)
        form.add("text", TextField(limit=flags.LONGEST), required=True)
        form.label("text", self.tr("What nobody may overlook"))
        title = self.tr("Flag {n} cases").format(n=self.context.language.digits(len(keys)))
        if self.context.dialogs.ask(self, title, self.tr("Flag"), form):
            text = str(form.values()["text"])
            self.context.tasks.run(
                lambda uow: flags.add_many(uow, keys, text), lambda _: self.done.emit(), self, write="flag_many"
            )
        form.deleteLater()
