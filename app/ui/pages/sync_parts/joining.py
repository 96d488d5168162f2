"""Joining a server: its address and a one-time code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.permissions import can
from app.ui.widgets.basics import button, card, label, note
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.ui.context import Context


class Joining(QWidget):
    """Shown while the office has not joined a server."""

    joined = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        frame, box = card(self)
        self.title = label(frame, "section")
        self.words = note(frame)
        self.form = Form(columns=2)
        self.form.add("url", TextField(limit=300), required=True)
        self.form.add("code", TextField(limit=30), required=True)
        self.join = button(frame, "key", self.enrol)
        row = QHBoxLayout()
        row.addWidget(self.join)
        row.addStretch(1)
        for part in (self.title, self.words, self.form):
            box.addWidget(part)
        box.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.title.setText(self.tr("Join the ministry's server"))
        self.words.setText(
            self.tr(
                "Work goes on without a server. To join one, type the address and the code that the ministry gave your office."
            )
        )
        self.form.label("url", self.tr("Address of the server"))
        self.form.label("code", self.tr("Enrolment code"))
        self.form.hint("code", self.tr("Ten letters and digits; it is good for 14 days and one computer."))
        self.join.setText(self.tr("Join"))

    def show_for(self, *, enrolled: bool) -> None:
        """Hidden once the office has joined; the button only for who may join it."""
        self.setVisible(not enrolled)
        self.join.setEnabled(can(self.context.session.actor, "enrol"))

    def enrol(self) -> None:
        """Joins the server."""
        if not self.form.check():
            return
        values, session = self.form.values(), self.context.session
        self.join.setEnabled(False)

        def work() -> None:
            from app.services.exchange.exchange import enrol

            enrol(session, str(values["url"]), str(values["code"]))

        self.context.tasks.call(work, lambda _: self._joined(), self, on="net", failed=self._refused)

    def _joined(self) -> None:
        """The office has joined: the first exchange begins at once."""
        self.context.notice(self.tr("This computer has joined the server."))
        self.context.exchanger.begin(on=True)
        self.context.bus.announce_exchange()
        self.joined.emit()

    def _refused(self, error: AppError) -> None:
        """The server did not take it."""
        self.join.setEnabled(True)
        if not self.form.show_error(error, self.context.words(error)):
            self.context.tell(error)
