"""The cases behind a number, at the side of the insights: their numbers, never a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.services.numbers import insight_files, insights
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label, row

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.numbers.insights import Insight
    from app.ui.context import Context


@dataclass(frozen=True)
class CaseCode:
    """A line: a case and its number."""

    id: str
    code: str


class CodesPane(QWidget):
    """Shown when a number was chosen, until it is closed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.insight: Insight | None = None
        self.cell, self.number = "", 0
        self.title = label(self, "section", wrap=True)
        self.sentence = label(self, "dim", wrap=True)
        self.close_button = button(self, "", self.hide, flat=True)
        columns = [Column("code", lambda: self.tr("Case number"), lambda one: str(one.code), width=16, stretch=True)]
        self.table = SimpleTable(context, "insight_behind", columns)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        box.addWidget(self.title)
        box.addWidget(self.sentence)
        box.addWidget(self.table, 1)
        box.addLayout(row(self.close_button, 1))
        self.table.opened.connect(self._open)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.close_button.setText(self.tr("Close the cases"))
        self.table.set_name(self.tr("Cases behind the number"))
        self.table.set_empty(self.tr("There is no case behind this number."))
        self.table.retranslate()
        if self.insight is not None and self.cell:
            lang = self.context.lang
            self.title.setText(insight_files.cell_words(self.insight, self.cell, lang))
            told = digits_for(len(self.table.rows_model.rows), lang)
            self.sentence.setText(self.tr("Counted: {n}; cases shown: {m}").format(n=digits_for(self.number, lang), m=told))

    def ask(self, insight: Insight, cell: str) -> None:
        """Reads and shows the cases behind a number."""
        self.insight, self.cell = insight, cell
        self.context.tasks.run(
            lambda reader: insights.codes_behind(reader, insight, cell), self._show, self, key="codes", failed=self._refused
        )

    def _show(self, found: tuple[int, tuple[tuple[str, str], ...]]) -> None:
        self.number, cases = found
        self.table.set_rows([CaseCode(*one) for one in cases])
        self.retranslate()
        self.show()

    def _refused(self, error: AppError) -> None:
        self.hide()
        self.context.notice(self.context.words(error), kind="warn")

    def _open(self, case: str) -> None:
        """The case itself, for who may read cases."""
        if can(self.context.session.actor, "case.read"):
            self.context.navigate("case", case=case)
