"""Restore on a new laptop, or over data that cannot be opened: the folder, the backup, a password or the recovery code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar

from app.domain.clock import parse_instant
from app.domain.errors import EnvironmentFault
from app.text.dates import short_moment
from app.ui.pages.gate import Gate
from app.ui.widgets.basics import button, label
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.office.backups import BackupInfo, Restored
    from app.ui.context import Context


class RestorePage(Gate):
    """Three things to give, in this order. Nothing is changed before all of the backup was read."""

    wants_back = Signal()
    restored = Signal(str)
    """Emits: the recovery code that opened the backup, nothing when a password did."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: list[BackupInfo] = []
        self.choose = button(self, "folder", self.choose_folder, primary=True)
        self.which_label = label(self, "label")
        self.which = QComboBox(self)
        self.which_label.setBuddy(self.which)
        self.form = Form(columns=1)
        self.secret = TextField(password=True)
        self.form.add("password", self.secret, required=True)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.away = button(self, "back", self.wants_back.emit, flat=True)
        self.go = button(self, "upload", self.restore, primary=True)
        row = QHBoxLayout()
        row.addWidget(self.away)
        row.addStretch(1)
        row.addWidget(self.go)
        for part in (self.choose, self.which_label, self.which, self.form, self.progress, self.problem):
            self.body.addWidget(part)
        self.body.addLayout(row)
        self.secret.return_submits = True
        self.secret.edit.returnPressed.connect(self.restore)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Restore from a backup"))
        self.lead.setText(
            self.tr("Put in the stick or disk with the backup, then choose its folder. Nothing on it is changed.")
        )
        self.choose.setText(self.tr("Choose the folder with the backup"))
        self.which_label.setText(self.tr("Backup"))
        self.which.setAccessibleName(self.tr("Backup"))
        self.form.label("password", self.tr("A password of the day the backup was made, or the recovery code"))
        self.progress.setAccessibleName(self.tr("The backup is being read and put in place"))
        self.away.setText(self.tr("Back"))
        self.go.setText(self.tr("Restore the data"))
        self._show_found()

    def started(self) -> None:
        self.form.reset()
        self.tell("")
        self._take([])
        self._busy(False)
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_folder(self) -> None:
        """Asks for the folder and looks for backups in it."""
        preferences = self.context.preferences
        folder = self.context.dialogs.folder(self, self.tr("The folder with the backup"), preferences.backup_folder)
        if folder is not None:
            self.tell("")
            self.context.tasks.call(lambda: _look(folder), self._take, self, key="look", failed=self._none_here)

    def _none_here(self, error: AppError) -> None:
        """There is no backup in the folder, or it cannot be read."""
        self._take([])
        self.failed(error)

    def _take(self, found: list[BackupInfo]) -> None:
        """Shows what was found; the newest first."""
        self.found = found
        self._show_found()
        for part in (self.which_label, self.which, self.form):
            part.setVisible(bool(found))
        self.go.setEnabled(bool(found))
        if found:
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_found(self) -> None:
        """The backups by their moment and number of records."""
        chosen, digits = max(0, self.which.currentIndex()), self.context.language.digits
        self.which.clear()
        for info in self.found:
            at = short_moment(parse_instant(info.at), self.context.lang)
            self.which.addItem(self.tr("{moment}, records: {n}").format(moment=at, n=digits(info.records)))
        self.which.setCurrentIndex(min(chosen, len(self.found) - 1))

    def _busy(self, on: bool) -> None:
        """All of the backup is being read, which takes its time."""
        self.progress.setVisible(on)
        for part in (self.choose, self.which, self.form, self.away):
            part.setEnabled(not on)
        self.go.setEnabled(not on and bool(self.found))

    def restore(self) -> None:
        """Puts the backup in place."""
        if not self.go.isEnabled() or not self.form.check():
            return
        folder, backup = self.context.folder, self.found[self.which.currentIndex()].path
        secret = str(self.secret.value())
        self.tell("")
        self._busy(True)

        def work() -> Restored:
            from app.services.office.backups import restore_office

            return restore_office(backup, folder, secret)

        def done(how: Restored) -> None:
            self._busy(False)
            self.restored.emit(secret if how.by_code else "")

        self.context.tasks.call(work, done, self, on="db", failed=self.failed)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        self._busy(False)
        self.secret.edit.selectAll()
        if self.found:
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)


def _look(folder: Path) -> list[BackupInfo]:
    """The backups of a folder; EnvironmentFault `backup_not_found`."""
    from app.services.office.backups import backups_in

    found = backups_in(folder)
    if not found:
        raise EnvironmentFault("backup_not_found")
    return found
