"""A dialog: a question, what there is to fill in, and buttons with the verb of the act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Box(QDialog):
    """Title bar without personal data, words, any widget, two buttons. Ctrl+Enter does, Esc leaves."""

    def __init__(self, parent: QWidget | None, words: str, verb: str, *, danger: bool = False, gap: int = 8) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Komar"))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(gap * 3, gap * 3, gap * 3, gap * 2)
        self.body.setSpacing(gap * 2)
        self.words = QLabel(words, self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setVisible(bool(words))
        self.body.addWidget(self.words)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.problem.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.no = QPushButton(self.tr("Leave it"), self)
        self.yes = QPushButton(verb, self)
        self.yes.setProperty("primary", True)
        self.yes.setProperty("danger", danger)
        self.yes.setDefault(not danger)
        self.no.setDefault(danger)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.try_accept)
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        self.body.addWidget(self.problem)
        self.body.addLayout(buttons)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.try_accept)
        self.setMinimumWidth(gap * 60)

    def put(self, widget: QWidget, stretch: int = 0) -> None:
        """Adds something above the buttons."""
        self.body.insertWidget(self.body.count() - 2, widget, stretch)

    def complaint(self) -> str:
        """What keeps the act from being done, or nothing."""
        return ""

    def try_accept(self) -> None:
        """Does it, or says what is missing."""
        text = self.complaint()
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        if not text:
            self.accept()
