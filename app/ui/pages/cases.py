"""The list of cases: search as you type, filters as a sentence, sort by name, day or limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.births import Birth
from app.domain.clock import parse_instant, readable_day
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.cases import case_alerts, case_search
from app.services.cases.case_owners import owners
from app.services.cases.case_search import CaseLine, CaseWish, ListOrder
from app.services.cases.kept_filters import office_filters
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import has_words, words
from app.text.zone import local_date
from app.ui.models.excel import ExcelButton, ListPage, to_excel
from app.ui.models.table import Batch, Column, Rows
from app.ui.pages.case_parts.acts.bulk import BulkBar
from app.ui.pages.case_parts.lists.filters import Filters
from app.ui.pages.case_parts.lists.fitted import FittedTable
from app.ui.pages.case_parts.lists.mark import MarkDelegate
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.faces import Faces
from app.ui.pages.page import LOW, Page
from app.ui.widgets.basics import Scrolled, button, heading, note
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.domain.records import Changes
    from app.ui.context import Context

_ORDERS: dict[str, ListOrder] = {
    "name": "name",
    "-name": "-name",
    "opened": "oldest",
    "-opened": "newest",
    "due": "due",
    "-due": "-due",
}
LEAST = 11
"""Lines of the list that are seen at once at least, as far as the window is so high."""
_SPARED = ("contact", "received", "type", "village", "owner", "opened", "flag", "status", "age", "code", "alert")
_TONES = {"high": "danger", "medium": "warn"}


class CasesPage(Page):
    """All cases that the person may see."""

    watches = frozenset(
        {"case", "child", "category", "concern", "note", "flag", "approval", "hand_over", "referral", "distinct"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words = CaseWords(context)
        self.names: dict[str, str] = {}
        self.alerts: Mapping[str, tuple[str, ...]] = {}
        self.heading = heading(self)
        self.allowed = can(context.session.actor, "case.list")
        self.not_listed = note(self)
        self.new_button = button(self, "add", self.new, primary=True)
        self.faces = Faces(context, "cases")
        self.filters = Filters(context, self.words)
        rows = Rows(self._page, self._some, lambda line: str(line.row.id))
        self.table = FittedTable(context, "cases", self._columns(), rows, spared=_SPARED)
        self.table.setItemDelegateForColumn(0, MarkDelegate(context, self.filters.search.text, self.table))
        self.table.setItemDelegateForColumn(1, MarkDelegate(context, self.filters.search.text, self.table))
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        self.columns_button = button(self, "list", self.table.choose_columns, flat=True)
        self.bulk = BulkBar(context, self)
        excel = ExcelButton(self, self.export)
        parts: tuple[QWidget, ...] = (self.columns_button, excel, self.new_button)
        head = Flow(gap=gap, lead=1)
        for each in (self.heading, *parts):
            head.addWidget(each)
        self.body = Scrolled(self)
        self.inner = inner = QVBoxLayout(self.body.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(gap)
        inner.addLayout(head)
        for each in (self.faces, self.not_listed, self.filters, self.bulk):
            inner.addWidget(each)
        inner.addWidget(self.table, 1)
        for each in (self.filters, self.table, *parts):
            each.setVisible(self.allowed)  # here they have a parent: without one they would be windows of their own
        self.not_listed.setVisible(not self.allowed)
        box.addWidget(self.body, 1)
        self.body.viewport().installEventFilter(self)
        if not self.allowed:
            inner.addStretch(1)
        self.wish = self.filters.wish()
        self.filters.changed.connect(self._ask)
        self.filters.search.returnPressed.connect(self._to_list)
        self.table.opened.connect(lambda case: context.navigate("case", case=case))
        self.table.excel = self.export
        self.table.picked.connect(lambda _: self.bulk.show_chosen(self.table.all_selected()))
        self.bulk.done.connect(self._changed)
        self.bulk.cleared.connect(self._choose_none)
        self.bulk.exported.connect(self.export_chosen)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the list comes first, the ways to other lists below it."""
        super().resizeEvent(event)
        low = self.height() < self.context.theme.sizes.line * LOW
        place = self.inner.count() - 1 if low else 1
        if self.inner.indexOf(self.faces) != place:
            self.inner.removeWidget(self.faces)
            self.inner.insertWidget(place, self.faces)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list may have all the room of a low window."""
        if event.type() == QEvent.Type.Resize and watched is self.body.viewport():
            self.table.setMinimumHeight(min(self.body.viewport().height(), self.context.theme.sizes.line * LEAST))
        return super().eventFilter(watched, event)

    def _columns(self) -> list[Column]:
        """The columns; the limit of the first contact shows only where it is still to be done."""
        return [
            Column("name", lambda: self.tr("Name"), self._name, "name", 26, bold=True, stretch=True, tip=self._whole),
            Column("code", lambda: self.tr("Case number"), lambda line: str(line.row.code), width=14),
            Column("age", lambda: self.tr("Sex, age"), self._age, width=13),
            Column("risk", lambda: self.tr("Risk level"), self._risk, width=9, tone=lambda line: _TONES.get(line.row.risk)),
            Column("due", lambda: self.tr("First contact"), self._due, sort="due", width=24, tone=self._due_tone),
            Column("status", lambda: self.tr("Status"), self._status, width=12),
            Column("alert", lambda: self.tr("To look at"), self._alert, width=21, tone=_warn, icon=self._dot, tip=self._why),
            Column("flag", lambda: self.tr("Flags"), self._flag, width=11, tone=_warn, icon=self._flag_icon),
            Column("village", lambda: self.tr("Village"), self._village, width=12),
            Column("opened", lambda: self.tr("Case opened on"), self._opened, sort="opened", width=9),
            Column("owner", lambda: self.tr("Caseworker"), self._owner, width=16, spare=True),
            Column("type", lambda: self.tr("Type of case"), self._type, width=18, spare=True),
            Column("received", lambda: self.tr("Information received on"), self._received, width=14, spare=True),
            Column("contact", lambda: self.tr("First contact on"), self._contact, width=14, spare=True),
        ]

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Cases"))
        self.not_listed.setText(
            self.tr("Your role does not open cases. What it may see of them stands above: numbers without names, and papers.")
        )
        self.new_button.setText(self.tr("Register a child (Ctrl+N)"))
        self.table.set_name(self.tr("List of cases"))
        self.table.set_empty(
            self.tr("No case is found here. Cases stand here once a child is registered; perhaps the filter hides them."),
            self.tr("Register a child"),
            self.new,
        )
        self.columns_button.setText(self.tr("Columns…"))
        self.filters.retranslate()
        self.faces.retranslate()
        self.bulk.retranslate()
        self.table.retranslate()

    def shown(self, **where: object) -> None:
        """Comes up; `typed` and `overdue` set the search. Who may list no cases sees only what is beside them."""
        if not self.allowed:
            self.faces.read()
            return
        if isinstance(where.get("typed"), str):
            self.filters.search.setText(str(where["typed"]))
        if where.get("overdue"):
            self.filters.form.set_values({"overdue": True})
        if isinstance(where.get("owner"), str):
            self.filters.narrow({"status": "open", "owner": where["owner"]})
        self.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.tasks.run(owners, self._people, self, key="owners")
        self.context.tasks.run(office_filters, self.filters.set_office, self, key="office")
        self._read_alerts()
        self.faces.read()
        self._ask()

    def _people(self, people: list[tuple[str, str]]) -> None:
        """Who has cases, or may have some."""
        self.names = dict(people)
        self.bulk.people = people
        self.filters.set_owners(people)
        self.table.rows_model.retranslate()

    def _read_alerts(self) -> None:
        """What wants a look, beside the list: it never waits for that."""
        self.context.tasks.run(case_alerts.alerts, self._set_alerts, self, on="work", key="alerts")

    def _set_alerts(self, alerts: Mapping[str, tuple[str, ...]]) -> None:
        """The column is there only while something wants a look."""
        self.alerts = alerts
        self._leave_out()
        self.table.rows_model.retranslate()

    def _leave_out(self) -> None:
        """Columns that say nothing now."""
        alike = {"status"} if len(self.wish.where.statuses) == 1 else set[str]()
        self.table.leave_out(alike if self.alerts else {*alike, "alert"})

    def _changed(self) -> None:
        """Something was done with the chosen cases: the keys are back in the list, where Ctrl+Z takes it back."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def _choose_none(self) -> None:
        """No case is chosen any more."""
        self.table.clearSelection()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Changes) -> None:
        """Rows of changed cases are read again."""
        if not self.allowed:
            return
        ids = {change.id for change in changes if change.type == "case"}
        if ids and len(ids) == len(changes):
            self.table.update_ids(ids)
        else:
            self.table.reload()
        self._count()
        self._read_alerts()

    def _ask(self) -> None:
        """The list again, for another wish."""
        if not self.allowed:
            return
        self.wish = self.filters.wish()
        self._leave_out()
        self.table.reload()
        self._count()

    def _count(self) -> None:
        """How many there are; a long count never holds up the list."""
        wish = self.wish
        self.context.tasks.run(
            lambda reader: case_search.count(reader, wish), self.filters.show_count, self, on="work", key="n"
        )

    def _page(self, reader: Any, order: str, after: Any, limit: int) -> Batch:
        """Rows for the list, on the worker."""
        return _found(reader, self.wish, order, after, limit)

    def _some(self, reader: Any, ids: Sequence[str]) -> Sequence[CaseLine]:
        """Rows again by their keys, on the worker."""
        return case_search.some(reader, self.wish, ids)

    def _name(self, line: CaseLine) -> str:
        hidden = line.row.code if line.row.name_hidden == "1" else ""
        names = [name for name in (line.row.name_km, line.row.name_latin, hidden) if name]
        return " · ".join(names) or self.tr("Name not known")

    def _whole(self, line: CaseLine) -> str:
        """The name, or why there is none."""
        return self.tr("The name is told in the case alone") if line.row.name_hidden == "1" else self._name(line)

    def _age(self, line: CaseLine) -> str:
        sex = code_label("sex", line.row.sex or None, self.context.lang)
        try:
            first = date.fromisoformat(line.row.birth_from)
            birth = Birth(first, date.fromisoformat(line.row.birth_to or line.row.birth_from), line.row.birth_source)
        except ValueError:
            return sex
        age = digits_for(str(birth.age_on(self.context.today())), self.context.lang)
        return f"{sex} {age}" if birth.exact else f"{sex} ~{age}"

    def _risk(self, line: CaseLine) -> str:
        return code_label("risk_level", line.row.risk or None, self.context.lang)

    def _due(self, line: CaseLine) -> str:
        """Until when the first contact is to be made, since when it is overdue, or when it was made."""
        if line.due is not None:
            told = self.words.until(line.due, line.state, near=self.context.session.database.clock.now())
        else:
            told = self.words.done_on(readable_day(line.row.first_contact_on))
        return told[:1].upper() + told[1:]

    def _due_tone(self, line: CaseLine) -> str | None:
        return {"overdue": "danger", "soon": "warn"}.get(line.state)

    def _status(self, line: CaseLine) -> str:
        return code_label("case_status", line.row.status or None, self.context.lang)

    def _flag(self, line: CaseLine) -> str:
        return self.tr("Flagged") if line.row.flagged == "1" else ""

    def _flag_icon(self, line: CaseLine) -> str | None:
        return "flag" if line.row.flagged == "1" else None

    def _alert(self, line: CaseLine) -> str:
        """The first thing that wants a look, and how many more there are."""
        kinds = self.alerts.get(line.row.id, ())
        more = digits_for(f" +{len(kinds) - 1}", self.context.lang) if len(kinds) > 1 else ""
        return f"{self._kind(kinds[0])}{more}" if kinds else ""

    def _why(self, line: CaseLine) -> str:
        """All that wants a look, and why."""
        keys = ((f"alert_why.{kind}", f"task.{kind}") for kind in self.alerts.get(line.row.id, ()))
        return "\n".join(words(own if has_words(own) else of_task, self.context.lang) for own, of_task in keys)

    def _kind(self, kind: str) -> str:
        return words(f"alert.{kind}", self.context.lang)

    def _dot(self, line: CaseLine) -> str | None:
        return "alert" if line.row.id in self.alerts else None

    def _owner(self, line: CaseLine) -> str:
        return self.names.get(line.row.owner, "")

    def _type(self, line: CaseLine) -> str:
        return code_label("case_type", line.row.case_type or None, self.context.lang)

    def _received(self, line: CaseLine) -> str:
        try:
            return short_date(local_date(parse_instant(line.row.received_at)), self.context.lang)
        except ValueError:
            return ""

    def _contact(self, line: CaseLine) -> str:
        return short_date(readable_day(line.row.first_contact_on), self.context.lang)

    def _village(self, line: CaseLine) -> str:
        names = (line.row.village_km, line.row.village_en)
        return (names[0] or names[1]) if self.context.lang == "km" else (names[1] or names[0])

    def _opened(self, line: CaseLine) -> str:
        return short_date(readable_day(line.row.opened_on), self.context.lang)

    def _to_list(self) -> None:
        """Return in the search goes to the first case found."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.table.rows_model.rowCount():
            self.table.select(self.table.rows_model.key_at(0))

    def new(self) -> bool:
        """Ctrl+N."""
        if not self.allowed:
            return False
        self.context.navigate("register_case")
        return True

    def export(self) -> bool:
        """Ctrl+E: the list as it is filtered and sorted, without the cases of which reporting was refused (practice P8)."""
        if not self.allowed:
            return False
        wish = _reportable(self.wish)
        return self._export(lambda reader, order, after, limit: _found(reader, wish, order, after, limit))

    def export_chosen(self) -> None:
        """The chosen cases alone, in the order of the list."""
        wish, keys = _reportable(self.wish), self.table.all_selected()
        self._export(lambda reader, *_: Batch(case_search.some(reader, wish, keys)))

    def _export(self, page: ListPage) -> bool:
        """Takes rows to Excel."""
        return to_excel(self.context, self, self.table, "cases", names=True, act="case.export", page=page)

    def find_here(self) -> bool:
        """Ctrl+F."""
        if not self.allowed:
            return False
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()
        return True

    def reload(self) -> bool:
        """F5."""
        self._ask()
        self._read_alerts()
        return True


def _warn(_: CaseLine) -> str:
    """The tone of what wants a look."""
    return "warn"


def _reportable(wish: CaseWish) -> CaseWish:
    """A wish without the cases whose records may not go away."""
    return replace(wish, where=replace(wish.where, reportable=True))


def _found(reader: Any, wish: CaseWish, order: str, after: Any, limit: int) -> Batch:
    """Rows for a wish, on the worker."""
    found = case_search.page(reader, wish, _ORDERS.get(order, "name"), limit=limit, after=after)
    return Batch(found.lines, found.after)
