"""What was found in a form: what it uses, its problems with their cells, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.services.forms.form_report import kind, report_lines, severity, summary, verdict
from app.services.forms.form_studio import RANK, Line, Report
from app.text.digits import digits_for
from app.ui.models.excel import ExcelButton, to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, card, clear, label, set_tone
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height

if TYPE_CHECKING:
    from app.ui.context import Context

LOOK = {"error": ("problem", "danger"), "warning": ("warning", "warn"), "notice": ("note", "dim")}
"""Severity → icon and tone."""
SHORT = 36
"""Letters of a fact that has room beside another."""


@dataclass(frozen=True)
class Found:
    """A problem in the list."""

    id: str
    line: Line


class ReportView(QWidget):
    """One report at a time. Who may not install sees the button closed, with the reason."""

    again = Signal()
    preview = Signal()
    install = Signal()
    map = Signal()
    """Its questions are to be mapped to standards."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.report: Report | None = None
        self.may_install = False
        gap = context.theme.gap
        self.verdict = label(self, "section", wrap=True)
        self.facts, facts = card(self)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(gap * 3)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(3, 1)
        facts.addLayout(self.grid)
        self.form = Form(columns=3)
        self.filter = ChoiceField()
        self.form.add("severity", self.filter)
        self.filter.changed.connect(self._show_rows)
        self.table = SimpleTable(context, "form_problems", self._columns())
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.excel = self.export
        self.table.picked.connect(lambda _: self._tell())
        keep_height(context, self.table, 7)
        self.text = label(self, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.install_button = button(self, "check", self.install.emit, primary=True)
        self.preview_button = button(self, "find", self.preview.emit)
        self.map_button = button(self, "list", self.map.emit)
        self.again_button = button(self, "sync", self.again.emit)
        self.copy_button = button(self, "list", self.copy)
        self.reason = label(self, "dim", wrap=True)
        acts = Flow(gap=gap)
        for part in (
            self.install_button, self.preview_button, self.map_button, self.again_button, self.copy_button,
            ExcelButton(self, self.export),
        ):  # fmt: skip
            acts.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap)
        box.addWidget(self.verdict)
        box.addLayout(acts)
        for widget in (self.reason, self.facts, self.form):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        box.addWidget(self.text)

    def _columns(self) -> tuple[Column, ...]:
        context = self.context
        return (
            Column(
                "severity",
                lambda: self.tr("Kind"),
                lambda row: kind(row.line.severity, context.lang),
                width=14,
                icon=lambda row: LOOK[row.line.severity][0],
                tone=lambda row: LOOK[row.line.severity][1],
            ),
            Column("sheet", lambda: self.tr("Sheet"), lambda row: row.line.sheet, width=10),
            Column("row", lambda: self.tr("Row"), lambda row: str(row.line.row or ""), width=6, align="right", digits=True),
            Column("column", lambda: self.tr("Column"), lambda row: row.line.column, width=8),
            Column("text", lambda: self.tr("What to do"), lambda row: row.line.text, width=40, stretch=True),
        )

    # ---- showing ----

    def show_report(self, report: Report, *, may_install: bool) -> None:
        """Shows a report; the list begins with the worst."""
        self.report, self.may_install = report, may_install
        self.retranslate()
        rows = self.table.rows_model.rows
        if rows and self.table.selected() is None:
            self.table.select(rows[0].id)

    def retranslate(self) -> None:
        """Sets every text in the language now; the words of the report are those of the day it was made."""
        self.form.label("severity", self.tr("Show"))
        self.table.set_name(self.tr("What was found in the form"))
        self.table.set_empty(self.tr("Nothing was found. The form can be installed as it is."))
        self.table.retranslate()
        self.install_button.setText(self.tr("Install"))
        self.preview_button.setText(self.tr("Preview"))
        self.map_button.setText(self.tr("Map to standards…"))
        self.again_button.setText(self.tr("Check again"))
        self.again_button.setToolTip(self.tr("Reads the file again after it was corrected (F5)"))
        self.copy_button.setText(self.tr("Copy the report"))
        if self.report is None:
            return
        report, lang = self.report, self.context.lang
        self.verdict.setText(f"{report.file}: {verdict(report, lang)}")
        set_tone(self.verdict, "" if report.usable else "danger")
        self._show_facts()
        counts = [(name, f"{severity(name, lang)} ({digits_for(number, lang)})") for name, number in report.counts.items()]
        every = self.tr("All ({n})").format(n=digits_for(len(report.lines), lang))
        kept = self.filter.value() or ""
        self.filter.set_choices([("", every), *counts])
        self.filter.set_value(kept)
        self.install_button.setEnabled(report.usable and self.may_install)
        self.preview_button.setEnabled(report.form is not None)
        self.map_button.setEnabled(report.form is not None and report.data.startswith(b"PK"))
        self.reason.setText(self._reason())
        self.reason.setVisible(bool(self.reason.text()))
        self._show_rows()

    def _reason(self) -> str:
        """Why the form cannot be installed; nothing when it can."""
        assert self.report is not None, "there is a report"
        if not self.report.usable:
            return self.tr("It can be installed when it has no errors. Correct the workbook, save it, and check again.")
        return "" if self.may_install else self.tr("Forms are installed by an administrator or by the ministry.")

    def _show_facts(self) -> None:
        """What the form uses, heading and words."""
        assert self.report is not None, "there is a report"
        clear(self.grid)
        facts = summary(self.report, self.context.lang)
        line, side = 0, 0
        for head, text in facts:
            long = len(text) > SHORT
            if long and side:
                line, side = line + 1, 0
            self.grid.addWidget(label(self.facts, "label", head), line, side, Qt.AlignmentFlag.AlignTop)
            self.grid.addWidget(label(self.facts, text=text, wrap=True), line, side + 1, 1, 3 if long else 1)
            line, side = (line + 1, 0) if long or side else (line, 2)
        self.facts.setVisible(bool(facts))

    def _show_rows(self) -> None:
        if self.report is None:
            return
        wanted = self.filter.value() or ""
        lines = [Found(str(number), line) for number, line in enumerate(self.report.lines)]
        self.table.set_rows([row for row in lines if wanted in ("", row.line.severity)])
        self._tell()

    def _tell(self) -> None:
        """The whole text of the problem that is selected; the list has room for its beginning only."""
        row = self.table.row_of(self.table.selected() or "")
        self.text.setText(f"{row.line.place}: {row.line.text}".removeprefix(": ") if row is not None else "")
        self.text.setVisible(row is not None)

    # ---- what is done ----

    def next_problem(self) -> bool:
        """The next one in the list, after the last the first again."""
        rows = self.table.rows_model.rows
        if not rows:
            return False
        place = self.table.rows_model.place_of(self.table.selected() or "")
        self.table.select(rows[0 if place is None else (place + 1) % len(rows)].id)
        self.table.setFocus()
        return True

    def copy(self) -> None:
        """The whole report as text, to be sent to who made the form."""
        if self.report is not None:
            QGuiApplication.clipboard().setText("\n".join(report_lines(self.report, self.context.lang)))
            self.context.notice(self.tr("The report is on the clipboard."), "done")

    def export(self) -> bool:
        """The list to Excel."""
        return to_excel(self.context, self, self.table, "form_problems")


assert LOOK.keys() == RANK.keys(), "every severity has a look"
