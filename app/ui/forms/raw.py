"""Answers as they are stored: of questions that this version of the form does not have, or of a form that is not here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import note

if TYPE_CHECKING:
    from app.ui.context import Context


class RawAnswers(QWidget):
    """A table of keys and stored texts, to read and copy."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, whole: bool = False) -> None:
        """`whole`: the form itself is not here."""
        super().__init__(parent)
        self.whole = whole
        self.about = note(self)
        columns = [
            Column("question", lambda: self.tr("Question"), lambda one: one[0], width=24),
            Column("answer", lambda: self.tr("Stored answer"), lambda one: one[1], width=30, stretch=True),
        ]
        self.table = SimpleTable(context, "raw_answers", columns)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        box.addWidget(self.about)
        box.addWidget(self.table, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        if self.whole:
            told = self.tr("This form is not on this computer. Its answers are kept and shown as stored.")
        else:
            told = self.tr("These answers are kept and go on with the form; this version has no question for them.")
        self.about.setText(told)
        self.table.set_name(self.tr("Stored answers"))
        self.table.set_empty(self.tr("There are no such answers."))
        self.table.retranslate()

    def show_answers(self, answers: Mapping[str, str]) -> None:
        """Shows keys without the name of the form's root, and what is stored."""
        self.table.set_rows([(key.strip("/").partition("/")[2] or key, text) for key, text in answers.items()])
