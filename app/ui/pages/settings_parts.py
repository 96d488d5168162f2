"""Cards of the settings: the own password and the recovery code; backup and restore."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import AppError, Cancelled, InputError
from app.domain.permissions import can
from app.text.dates import short_moment
from app.ui.sealing import open_sealed
from app.ui.widgets.basics import Button, button, card, note, section
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.progress import Progress

if TYPE_CHECKING:
    from app.services.office.backups import BackupInfo
    from app.ui.context import Context

PDF = "PDF (*.pdf)"


class PasswordCard(QWidget):
    """The own password; for administrators a new recovery code."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.head = section(self)
        frame, box = card(self, self.head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.words = note(frame)
        self.password_button = button(frame, "key", self.change_password)
        self.code_button = button(frame, "lock", self.new_code, flat=True)
        box.addWidget(self.words)
        box.addLayout(left(self.password_button, self.code_button))

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.head.setText(self.tr("Your password"))
        self.words.setText(self.tr("Nobody can read your password, not even the administrator."))
        self.password_button.setText(self.tr("Change the password"))
        self.code_button.setText(self.tr("New recovery code"))

    def shown(self) -> None:
        """Who is signed in decides what is offered."""
        self.code_button.setEnabled(can(self.context.session.actor, "password.set"))

    def change_password(self) -> None:
        """Asks for the old and the new password."""
        form = Form(columns=1)
        for name, text in (
            ("old", self.tr("The password until now")),
            ("new", self.tr("New password")),
            ("again", self.tr("The password once more")),
        ):
            form.add(name, TextField(password=True), required=True)
            form.label(name, text)
        if self.context.dialogs.ask(self, self.tr("Change the password"), self.tr("Change the password"), form):
            session = self.context.session
            old, new, again = (str(form.values()[name]) for name in ("old", "new", "again"))

            def work() -> None:
                from app.services.office.offices import change_password

                if new != again:
                    raise InputError("names_differ", field="again")
                change_password(session, old, new)

            self.context.tasks.call(work, lambda _: self.context.notice(self.tr("The password is changed.")), self, on="db")
        form.deleteLater()

    def new_code(self) -> None:
        """Makes a new recovery code, and saves its sheet."""
        question = self.tr("The sheet with the old code opens nothing any more. Lock the new one away.")
        if not self.context.dialogs.confirm(self, question, self.tr("Make a new code")):
            return
        path = self.context.dialogs.save_file(self, self.tr("Save the sheet"), "komar-recovery-code.pdf", PDF)
        if path is None:
            return
        session, lang = self.context.session, self.context.lang

        def make() -> str:
            from app.services.office.offices import new_recovery_code

            return new_recovery_code(session)

        def show(code: str) -> None:
            """The sheet is saved beside, since the code must be seen even if the disk refuses."""
            from app.services.papers.office_papers import save_recovery_paper

            self.context.tasks.call(lambda: save_recovery_paper(session, code, path, lang), None, self)
            self.context.dialogs.show_text(self, self.tr("The new recovery code"), code)

        self.context.tasks.call(make, show, self, on="db")


class BackupCard(QWidget):
    """Backup by one button; restore behind a warning."""

    copied = Signal(int, int)
    """Emits: pages copied and all pages; from the worker."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.last: datetime | None = None
        self.head = section(self)
        frame, box = card(self, self.head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.words = note(frame)
        self.backup_button = button(frame, "download", self.backup, primary=True)
        self.restore_button = button(frame, "upload", self.restore, flat=True)
        self.sealed_button = button(frame, "lock", lambda: open_sealed(context, self), flat=True)
        self.progress = Progress(context, frame, self.stop)
        self.copied.connect(self.progress.tell)
        self._stopped = threading.Event()
        box.addWidget(self.words)
        box.addWidget(self.progress)
        box.addLayout(left(self.backup_button, self.restore_button, self.sealed_button))

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.head.setText(self.tr("Backup"))
        self.backup_button.setText(self.tr("Back up now"))
        self.sealed_button.setText(self.tr("Open a sealed file…"))
        self.restore_button.setText(self.tr("Restore a backup"))
        self.show_last(self.last)

    def shown(self) -> None:
        """Who is signed in decides what is offered."""
        self.restore_button.setEnabled(can(self.context.session.actor, "backup.restore"))

    def show_last(self, last: datetime | None) -> None:
        """When the last backup was made."""
        self.last = last
        if last is None:
            self.words.setText(self.tr("No backup has been made on this computer yet. Put in a stick, then press the button."))
        else:
            text = self.tr("Last backup: {moment}. It is encrypted; it opens with the passwords of the day it was made.")
            self.words.setText(text.format(moment=short_moment(last, self.context.lang)))

    def backup(self) -> None:
        """Makes a backup; work goes on meanwhile."""
        folder = self.context.dialogs.folder(self, self.tr("Where to put the backup"), self.context.preferences.backup_folder)
        if folder is None:
            return
        self.context.preferences.backup_folder = str(folder)
        session = self.context.session
        self._stopped = stopped = threading.Event()
        self._busy(True)

        def told(done: int, whole: int) -> None:
            if stopped.is_set():
                raise Cancelled
            self.copied.emit(done, whole)

        def work() -> BackupInfo:
            from app.services.office.backups import make_backup

            return make_backup(session, folder, told)

        self.context.tasks.call(work, self._backed_up, self, on="work", failed=self._backup_failed)

    def stop(self) -> None:
        """Stops the backup; what was written of it is thrown away."""
        self._stopped.set()

    def _busy(self, on: bool) -> None:
        """Shows that a backup is being made."""
        if on:
            self.progress.begin()
        else:
            self.progress.end()
        self.backup_button.setEnabled(not on)

    def _backed_up(self, info: BackupInfo) -> None:
        """The backup was made and read back."""
        self._busy(False)
        text = self.tr("The backup is made and was read back: {n} records, in {name}.")
        self.context.notice(text.format(n=self.context.language.digits(info.records), name=info.path.name))
        self.show_last(self.context.session.database.clock.now())

    def _backup_failed(self, error: AppError) -> None:
        """The backup was not made."""
        self._busy(False)
        if not isinstance(error, Cancelled):
            self.context.tell(error)

    def restore(self) -> None:
        """Puts a backup in the place of the data, after a warning; then one signs in again."""
        folder = self.context.dialogs.folder(
            self, self.tr("The folder with the backup"), self.context.preferences.backup_folder
        )
        if folder is None:
            return
        question = self.tr(
            "The backup takes the place of all data on this computer. The data of now are put aside, not deleted."
        )
        if not self.context.dialogs.confirm(self, question, self.tr("Restore the backup"), danger=True):
            return
        form = Form(columns=1)
        form.add("password", TextField(password=True), required=True)
        form.label("password", self.tr("A password of the day the backup was made"))
        if self.context.dialogs.ask(self, self.tr("Restore a backup"), self.tr("Restore the backup"), form):
            self._restore(folder, str(form.values()["password"]))
        form.deleteLater()

    def _restore(self, folder: Path, password: str) -> None:
        """Restores on the worker of writes, so that nothing else is being written."""
        session, own = self.context.session, self.context.folder

        def work() -> None:
            from app.services.office.backups import restore_backup

            restore_backup(folder, own, password, session=session)

        self.context.tasks.call(work, lambda _: self.context.leave_all(), self, on="db", failed=self._backup_failed)


def left(*buttons: Button) -> Flow:
    """Buttons at the left, in as many lines as large letters want."""
    row = Flow()
    for made in buttons:
        row.addWidget(made)
    return row
