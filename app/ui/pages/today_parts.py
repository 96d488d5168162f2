"""A card of Today that is about the computer, not about children: the backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.text.dates import short_moment
from app.ui.widgets.basics import button, card, note

if TYPE_CHECKING:
    from app.services.office.backups import BackupDue
    from app.ui.context import Context


class BackupReminder(QWidget):
    """Stands on Today while the last backup is older than the office wants; leads to where one is made."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.due: BackupDue | None = None
        frame, box = card(self)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.words = note(frame)
        self.go = button(frame, "download", lambda: context.navigate("settings", part="backup"))
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.go)
        box.addLayout(line)
        self.hide()
        self.retranslate()

    def show_due(self, due: BackupDue | None) -> None:
        """Shows itself, or goes away."""
        self.due = due
        self.retranslate()
        self.setVisible(due is not None)

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.go.setText(self.tr("To the backup"))
        if self.due is None or self.due.last is None:
            self.words.setText(self.tr("No backup of this computer has been made yet. If it is stolen or breaks, all is lost."))
            return
        text = self.tr("The last backup is of {moment}. What was saved since would be lost with this computer.")
        self.words.setText(text.format(moment=short_moment(self.due.last, self.context.lang)))
