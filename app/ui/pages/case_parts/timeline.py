"""The time line of a case: everything that happened, who did it, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services import case_history
from app.services.case_history import Event
from app.services.form_library import FormShelf, title_in
from app.services.histories import person_words
from app.text.dates import short_date
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.cells import Cells
from app.ui.pages.case_parts.views import VIEWS
from app.ui.pages.case_parts.words import CaseWords
from app.ui.widgets.basics import note

if TYPE_CHECKING:
    from app.ui.context import Context


@dataclass(frozen=True)
class Row:
    """An event with a key."""

    id: str
    event: Event


class TimeLine(QWidget):
    """The list."""

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.names: dict[str, str] = {}
        self.cells = Cells(words, lambda: self.names)
        columns = [
            Column("day", lambda: self.tr("Day"), lambda row: short_date(row.event.day, context.lang), width=13),
            Column("what", lambda: self.tr("What happened"), lambda row: words.happened(row.event.what), width=26, bold=True),
            Column("detail", lambda: self.tr("Details"), self._detail, width=40, stretch=True),
            Column("who", lambda: self.tr("Who"), self._who, width=20),
        ]
        self.table = SimpleTable(context, "case.time_line", columns)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, context.theme.gap, 0, 0)
        box.addWidget(self.table)
        self.older = note(self)
        self.older.hide()
        box.addWidget(self.older)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.table.set_name(self.tr("Time line"))
        self.older.setText(self.tr("Older history is on the server; it did not all come to this computer."))
        self.table.set_empty(self.tr("Everything that happens in the case stands here."))
        self.table.retranslate()

    def load(self, case: str, *, older: bool = False) -> None:
        """Reads the events of a case; `older`: the server has history that is not here."""
        self.older.setVisible(older)
        shelf = FormShelf(self.context.session.folder)
        self.context.tasks.run(lambda reader: case_history.told_events(reader, case, shelf), self._show, self, key="events")

    def _show(self, found: tuple[Sequence[Event], dict[str, str]]) -> None:
        """Shows events, with the names of people."""
        events, self.names = found
        self.table.set_rows([Row(f"{number} {event.record.id} {event.what}", event) for number, event in enumerate(events)])

    def _who(self, row: Row) -> str:
        """The name of who did it."""
        who = self.names.get(row.event.who, row.event.who)
        return person_words(who, self.context.lang) if who else ""

    def _detail(self, row: Row) -> str:
        """What there is to tell of an event."""
        event, lang = row.event, self.context.lang
        record: Record = event.record
        if event.what == "assigned":
            return " → ".join(person_words(event.detail[end], lang) for end in ("from", "to"))
        if event.what in {"opened", "reopened", "closed", "voided"}:
            list_name = {"closed": "close_reason", "voided": "void_reason"}.get(event.what, "open_reason")
            reason, _, more = event.detail.get("reason", "").partition(": ")
            parts = (code_label(list_name, reason or None, lang), more, event.detail.get("note", ""))
            return " · ".join(part for part in parts if part)
        if event.what == "response":
            return title_in(event.detail.get("title", ""), lang)
        view = VIEWS.get(record.type)
        names = ("reported_to",) if event.what == "allegation_reported" else view.detail if view is not None else ()
        return " · ".join(told for name in names if (told := self.cells.told(record, name)))
