"""The calls of the contact log that are about a facility, for who reads the log; a complaint is made of one by its button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.desk import calls
from app.services.desk.calls import Call
from app.text.dates import short_moment
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, section
from app.ui.widgets.layout import keep_height

if TYPE_CHECKING:
    from app.ui.context import Context


class CallsAbout(QWidget):
    """Nothing while there is no call, or for who does not read the log."""

    wanted = Signal(str)
    """Emits: the call of which a complaint is to be made."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.title = section(self, "")
        self.table = SimpleTable(context, "facility_calls", self._columns())
        self.button = button(self, "edit", self._make)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        for part in (self.title, self.table):
            box.addWidget(part)
        box.addWidget(self.button, 0)
        keep_height(context, self.table, 4)
        self.table.picked.connect(lambda _: self._chose())
        self.table.opened.connect(lambda key: context.navigate("calls", call=key))
        self.hide()
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column(
                "at", lambda: self.tr("When"), lambda one: short_moment(one.record.moment("at"), lang.lang), width=20, bold=True
            ),
            Column("kind", lambda: self.tr("What for"), lambda one: self._code("call_kind", one, "kind"), width=22),
            Column("about", lambda: self.tr("About what"), lambda one: one.record.text("about"), width=30, stretch=True),
            Column(
                "outcome",
                lambda: self.tr("What became of it"),
                lambda one: code_label("call_outcome", one.record.code("outcome") or "waiting", lang.lang),
                width=26,
                tone=lambda one: "warn" if one.waits else None,
            ),
        ]

    def _code(self, list_name: str, one: Call, field: str) -> str:
        return code_label(list_name, one.record.code(field), self.context.lang)

    def retranslate(self) -> None:
        """All words in the language now."""
        self.title.setText(self.tr("Calls about this facility"))
        self.button.setText(self.tr("A complaint came of it …"))
        self.table.set_name(self.tr("Calls about this facility"))
        self.table.retranslate()

    def show_facility(self, facility: str) -> None:
        """Reads them anew."""
        if facility and can(self.context.session.actor, "call.edit"):
            self.context.tasks.run(lambda reader: calls.about(reader, facility), self._show, self, key="calls_about")

    def _show(self, found: list[Call]) -> None:
        self.table.set_rows(found)
        self.setVisible(bool(found))
        self._chose()

    def _chose(self) -> None:
        one = self.table.row_of(self.table.selected() or "")
        self.button.setVisible(can(self.context.session.actor, "complaint.edit"))
        self.button.setEnabled(one is not None and one.to_complain)

    def _make(self) -> None:
        key = self.table.selected()
        if key and self.button.isEnabled():
            self.wanted.emit(key)
