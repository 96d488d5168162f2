"""The time line of a case: everything that happened, who did it, the newest first; page by page, by kind if wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services.cases import time_line
from app.services.cases.time_line import Event
from app.services.exchange.histories import person_words
from app.services.forms.form_library import FormShelf, title_in
from app.text.dates import short_date
from app.ui.models.table import Batch, Column, RecordTable, Rows
from app.ui.pages.case_parts.views.cells import Cells
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import label, note, row
from app.ui.widgets.choices import ChoiceField

if TYPE_CHECKING:
    from app.ui.context import Context

_SECOND = {
    "allegation_reported": ("reported_to",),
    "flag_cleared": ("text", "why"),
    "approval_decided": ("what", "state", "remarks"),
    "placement_ended": ("option", "ended_reason"),
    "service_done": ("type", "result"),
    "plan_ended": ("number", "ended_why"),
    "document": ("title", "document_kind"),
}
"""What is told of further moments of a part, and of documents."""


@dataclass(frozen=True)
class Row:
    """An event with a key, and who did it by name."""

    id: str
    event: Event
    who: str


class TimeLine(QWidget):
    """The list."""

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.case = ""
        self.kind: str | None = None
        self.told: Sequence[str] = ()
        self.names: dict[str, str] = {}
        self.cells = Cells(words, lambda: self.names)
        self.shelf: FormShelf | None = None
        columns = [
            Column("day", lambda: self.tr("Day"), lambda row: short_date(row.event.day, context.lang), width=13),
            Column("what", lambda: self.tr("What happened"), lambda row: words.happened(row.event.what), width=26, bold=True),
            Column("detail", lambda: self.tr("Details"), self._detail, width=40, stretch=True, tone=self._tone),
            Column("who", lambda: self.tr("Who"), self._who, width=20),
        ]
        self.filter_label = label(self, "label")
        self.filter = ChoiceField(self)
        self.table = RecordTable(context, "case.time_line", columns, Rows(self._page))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, context.theme.gap, 0, 0)
        box.addLayout(row(self.filter_label, self.filter, 1, gap=context.theme.gap))
        box.addWidget(self.table, 1)
        self.older = note(self)
        self.older.hide()
        box.addWidget(self.older)
        self.filter.changed.connect(self._chosen)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.table.set_name(self.tr("Time line"))
        self.older.setText(self.tr("Older history is on the server; it did not all come to this computer."))
        self.table.set_empty(self.tr("Everything that happens in the case stands here."))
        self.filter_label.setText(self.tr("Show only"))
        self.filter.set_name(self.tr("Show only"))
        self._show_kinds()
        self.table.retranslate()

    def load(self, case: str, *, older: bool = False) -> None:
        """Reads the events of a case; `older`: the server has history that is not here."""
        self.older.setVisible(older)
        if case != self.case:
            self.case, self.kind = case, None
        self.shelf = FormShelf(self.context.session.folder)
        self.context.tasks.run(lambda reader: time_line.told_kinds(reader, case), self._take_kinds, self, key="kinds")
        self.table.reload()

    def _take_kinds(self, told: tuple[str, ...]) -> None:
        """The kinds of what happened, to choose one."""
        self.told = tuple(dict.fromkeys(told))
        self._show_kinds()

    def _show_kinds(self) -> None:
        """Fills the choice; the empty one is everything."""
        kinds = sorted(((what, self.words.happened(what)) for what in self.told), key=lambda pair: pair[1])
        chosen = self.kind if self.kind in self.told else None
        self.filter.set_choices([("", self.tr("Everything")), *kinds])
        self.filter.set_value(chosen or "")

    def _chosen(self) -> None:
        """Another kind."""
        kind = self.filter.value() or None
        if kind != self.kind:
            self.kind = kind
            self.table.reload()

    def _page(self, reader: Any, _order: str, after: Any, limit: int) -> Batch:
        """A page of the line, on the worker."""
        kinds = frozenset({self.kind}) if self.kind else frozenset()
        found = time_line.page(reader, self.case, kinds=kinds, limit=limit, after=after, shelf=self.shelf)
        rows = [
            Row(f"{event.what} {event.record.id} {event.instant} {event.day}", event, found.names.get(event.who, event.who))
            for event in found.events
        ]
        self.names |= found.names
        return Batch(rows, found.after)

    def _who(self, row: Row) -> str:
        """The name of who did it."""
        return person_words(row.who, self.context.lang) if row.who else ""

    def _tone(self, row: Row) -> str | None:
        """What was typed late stands out."""
        return "warn" if row.event.late else None

    def _detail(self, row: Row) -> str:
        """What there is to tell of an event."""
        told = self._told(row.event)
        return " · ".join(part for part in (told, self.tr("typed late") if row.event.late else "") if part)

    def _told(self, event: Event) -> str:
        """An event in words."""
        record: Record = event.record
        lang = self.context.lang
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
        names = _SECOND.get(event.what) or (view.detail if view is not None else ())
        return " · ".join(told for name in names if (told := self.cells.told(record, name)))
