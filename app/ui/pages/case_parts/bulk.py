"""What can be done with several chosen cases at once: give them to somebody, flag them, take them to Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.permissions import can
from app.services import assigning, flags
from app.services.assigning import Assigned
from app.text.words import error_text
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
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
        """All of them to one caseworker, with a word on the hand-over."""
        keys, form = list(self.keys), Form(columns=1)
        whose = ChoiceField()
        whose.set_choices(list(self.people))
        form.add("user", whose, required=True)
        form.add("note", LongTextField(lines=3))
        form.label("user", self.tr("Caseworker"))
        form.label("note", self.tr("What the new caseworker must know"))
        title = self.tr("Give {n} cases to a caseworker").format(n=self.context.language.digits(len(keys)))
        if self.context.dialogs.ask(self, title, self.tr("Give"), form):
            values = form.values()
            user, note = str(values["user"]), str(values["note"] or "")
            self.context.tasks.run(
                lambda uow: assigning.assign_many(uow, keys, user, note=note),
                self._given,
                self,
                write="assign_many",
                failed=self._refused,
            )
        form.deleteLater()

    def _given(self, told: Assigned) -> None:
        """Says how many changed hands."""
        digits = self.context.language.digits
        text = self.tr("{n} cases were given.").format(n=digits(told.given))
        if told.left:
            text += " " + self.tr("{n} stayed: they are closed, or this person's already.").format(n=digits(told.left))
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
                lambda uow: flags.add_many(uow, keys, text),
                lambda _: self.done.emit(),
                self,
                write="flag_many",
                failed=self._refused,
            )
        form.deleteLater()

    def _refused(self, error: AppError) -> None:
        """Nothing was changed; says why."""
        self.context.notice(error_text(error, self.context.lang), kind="error")
