"""Signing in; and the locked screen, which asks the same person for the password again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.pages.gate import Gate
from app.ui.widgets.basics import button, label
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.office.offices import Session
    from app.ui.context import Context

BEYOND_REPAIR = frozenset({"database_damaged", "database_missing", "keys_damaged"})
"""Faults after which a backup is the way on."""


class SignInPage(Gate):
    """Name and password. Nothing of the database is loaded before the button is pressed."""

    wants_recovery = Signal()
    wants_restore = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = Form(columns=1)
        self.name = TextField()
        self.password = TextField(password=True)
        self.form.add("name", self.name)
        self.form.add("password", self.password, required=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.problem)
        self.forgotten = button(self, "key", self.wants_recovery.emit, flat=True)
        self.restore = button(self, "upload", self.wants_restore.emit, flat=True)
        self.restored = label(self, "good", wrap=True)
        self.body.insertWidget(1, self.restored)
        self.go = button(self, "", self.sign_in, primary=True)
        self.go.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.forgotten)
        row.addWidget(self.restore)
        row.addStretch(1)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self.password.return_submits = True
        self.password.edit.returnPressed.connect(self.sign_in)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Komar"))
        self.lead.setText(self.tr("Cases of children and inspection of child-care facilities"))
        self.form.label("name", self.tr("Your name"))
        self.form.label("password", self.tr("Password"))
        self.go.setText(self.tr("Sign in"))
        self.forgotten.setText(self.tr("Password forgotten"))
        self.restore.setText(self.tr("Restore from a backup"))
        self.restored.setText(self.tr("The backup is restored. Please sign in with a name and password of that day."))

    def started(self) -> None:
        self.form.reset()
        self.tell("")
        self.restore.hide()
        self.restored.hide()
        self.go.setEnabled(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_restored(self) -> None:
        """A backup was put in place just now."""
        self.restored.show()

    def sign_in(self) -> None:
        """Opens the office with what was typed."""
        if not self.go.isEnabled() or not self.form.check():
            return
        name, password, folder = self.name.text(), str(self.password.value()), self.context.folder
        self.go.setEnabled(False)
        self.tell("")

        def work() -> Session:
            from app.services.office.offices import sign_in

            return sign_in(folder, name, password)

        self.context.tasks.call(work, self.enter, self, on="db", failed=self.failed)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        self.go.setEnabled(True)
        self.restore.setVisible(error.code in BEYOND_REPAIR)
        self.password.edit.selectAll()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)


class LockPage(Gate):
    """The screen is locked: what was open stays open behind it, and drafts are kept."""

    unlocked = Signal()
    wants_out = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = Form(columns=1)
        self.password = TextField(password=True)
        self.form.add("password", self.password, required=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.problem)
        self.out = button(self, "", self.wants_out.emit, flat=True)
        self.go = button(self, "lock", self.unlock, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.out)
        row.addStretch(1)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self.password.return_submits = True
        self.password.edit.returnPressed.connect(self.unlock)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("The screen is locked"))
        self.lead.setText(self.tr("What you were typing is kept. Type your password to go on."))
        self.form.label("password", self.tr("Password"))
        self.go.setText(self.tr("Unlock the screen"))
        self.out.setText(self.tr("Sign out"))

    def started(self) -> None:
        self.form.reset()
        self.tell("")
        self.go.setEnabled(True)
        QTimer.singleShot(0, self.password, lambda: self.password.setFocus(Qt.FocusReason.OtherFocusReason))

    def unlock(self) -> None:
        """Checks the password."""
        if not self.go.isEnabled() or not self.form.check():
            return
        session, password = self.context.session, str(self.password.value())
        self.go.setEnabled(False)

        def work() -> None:
            from app.services.office.offices import check_password_of

            check_password_of(session, password)

        self.context.tasks.call(work, lambda _: self.unlocked.emit(), self, on="db", failed=self.failed)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        self.go.setEnabled(True)
        self.password.edit.selectAll()


class RecoverPage(Gate):
    """A new password by the office's recovery code."""

    wants_back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = Form(columns=1)
        self.form.add("code", TextField(limit=60), required=True)
        self.form.add("name", TextField(), required=True)
        self.form.add("password", TextField(password=True), required=True)
        self.form.add("again", TextField(password=True), required=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.problem)
        self.away = button(self, "back", self.wants_back.emit, flat=True)
        self.go = button(self, "key", self.recover, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.away)
        row.addStretch(1)
        row.addWidget(self.go)
        self.body.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("A new password by the recovery code"))
        self.lead.setText(
            self.tr("The code is on the sheet that the office locked away when Komar was set up: six groups of five signs.")
        )
        self.form.label("code", self.tr("Recovery code"))
        self.form.label("name", self.tr("Your name"))
        self.form.label("password", self.tr("New password"))
        self.form.hint("password", self.tr("At least 8 characters. A short sentence is easy to keep in mind."))
        self.form.label("again", self.tr("The password once more"))
        self.away.setText(self.tr("Back"))
        self.go.setText(self.tr("Set the password and sign in"))

    def started(self) -> None:
        self.form.reset()
        self.tell("")
        self.go.setEnabled(True)
        self.form.first_field()

    def take_code(self, code: str) -> None:
        """The code that was typed a moment ago, for a backup that is restored now."""
        self.form.set_values({"code": code})
        self.form.field("name").setFocus(Qt.FocusReason.OtherFocusReason)

    def recover(self) -> None:
        """Sets the password and signs in."""
        if not self.go.isEnabled() or not self.form.check():
            return
        values, folder = self.form.values(), self.context.folder
        code, name, password, again = (str(values[key] or "") for key in ("code", "name", "password", "again"))
        self.go.setEnabled(False)

        def work() -> Session:
            from app.domain.errors import InputError
            from app.services.office.offices import recover

            if password != again:
                raise InputError("names_differ", field="again")
            return recover(folder, code, name, password)

        self.context.tasks.call(work, self.enter, self, on="db", failed=self.failed)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        self.go.setEnabled(True)
