"""The children of a facility against its list, one by one, at the head of a visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.records import Record
from app.services.visits import census
from app.services.visits.census import DIFFERENCES, Child
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.fields import NumberField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

_TONES = {"present": "good", "missing": "danger", "left": "warn", "unlisted": "danger"}


class Census(QWidget):
    """Who is there: several selected children get one answer."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.visit: Record | None = None
        self.found: tuple[Child, ...] = ()
        self.sentence = label(self, "", wrap=True)
        self.table = SimpleTable(context, "census", self._columns())
        self.present_button = button(self, "check", lambda: self.mark("present"), primary=True)
        self.other_button = button(self, "edit", self.mark_other)
        self.missing_button = button(self, "warning", lambda: self.mark("missing"))
        self.back_button = button(self, "undo", lambda: self.mark(""))
        self.unlisted_button = button(self, "add", self.unlisted)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap)
        acts = Flow(gap=gap)
        for act in (self.present_button, self.other_button, self.missing_button, self.back_button, self.unlisted_button):
            acts.addWidget(act)
        box.addWidget(self.sentence)
        box.addLayout(acts)
        box.addWidget(self.table, 1)
        self.table.picked.connect(lambda _: self._enable())
        self.table.opened.connect(lambda _: self.mark("present"))
        self.retranslate()

    def _columns(self) -> list[Column]:
        def sex(one: Child) -> str:
            code = one.resident.sex if one.resident is not None else one.line.code("sex") if one.line is not None else None
            return code_label("sex", code, self.context.lang)

        def age(one: Child) -> str:
            known = one.resident.age if one.resident is not None else one.line.whole("age") if one.line is not None else None
            return "" if known is None else str(known)

        def note(one: Child) -> str:
            return one.line.text("note") if one.line is not None else ""

        return [
            Column("name", lambda: self.tr("Name"), lambda one: one.name or self.tr("name not known"), width=22, bold=True),
            Column("sex", lambda: self.tr("Sex"), sex, width=9),
            Column("age", lambda: self.tr("Age"), age, width=7, digits=True),
            Column("found", lambda: self.tr("Found"), self._found, width=27, tone=lambda one: _TONES.get(one.found)),
            Column("note", lambda: self.tr("Note"), note, width=15, stretch=True),
        ]

    def _found(self, one: Child) -> str:
        return code_label("census_found", one.found, self.context.lang) if one.found else self.tr("not looked for yet")

    def retranslate(self) -> None:
        self.present_button.setText(self.tr("Seen here"))
        self.other_button.setText(self.tr("Somewhere else …"))
        self.missing_button.setText(self.tr("Nobody can say where"))
        self.back_button.setText(self.tr("Take it back"))
        self.unlisted_button.setText(self.tr("A child who is not on the list …"))
        self.table.set_name(self.tr("Children against the list"))
        self.table.set_empty(self.tr("Nobody is on the list of that day. Note each child who is there."))
        self.table.retranslate()
        self._say()

    def show_visit(self, visit: Record, *, locked: bool) -> None:
        """Shows the children of the day of a visit; `locked`: to be read only."""
        self.visit = visit
        usable = not locked and can(self.context.session.actor, "inspection.fill")
        for act in (self.present_button, self.other_button, self.missing_button, self.back_button, self.unlisted_button):
            act.setVisible(usable)
        self.read()

    def read(self) -> None:
        """Reads them anew."""
        visit = self.visit
        if visit is not None and can(self.context.session.actor, "residency.read"):
            self.context.tasks.run(lambda reader: census.children(reader, visit), self._show, self, key="census")

    def _show(self, found: tuple[Child, ...]) -> None:
        self.found = found
        self.table.set_rows(found)
        self._say()
        self._enable()

    def _say(self) -> None:
        """How many were found, and how."""
        lang = self.context.lang
        parts = [self.tr("On the list: {n}").format(n=digits_for(sum(one.resident is not None for one in self.found), lang))]
        for code, number in census.counts(self.found).items():
            what = code_label("census_found", code, lang) if code else self.tr("not looked for yet")
            parts.append(self.tr("{what}: {n}").format(what=what, n=digits_for(number, lang)))
        self.sentence.setText(" · ".join(parts))

    def _chosen(self) -> list[str]:
        listed = {one.id for one in self.found if one.resident is not None}
        return [key for key in self.table.all_selected() if key in listed]

    def _enable(self) -> None:
        chosen = bool(self._chosen())
        for act in (self.present_button, self.other_button, self.missing_button, self.back_button):
            act.setEnabled(chosen)

    # ---- acts ----

    def mark(self, found: str, note: str = "") -> None:
        """One answer for all selected children; the next one nobody looked for is selected after it."""
        visit, chosen = self.visit, self._chosen()
        if visit is None or not chosen or self.present_button.isHidden():
            return
        self._act(lambda uow: census.find_all(uow, visit.id, chosen, found, note), "census_find")
        waiting = [one.id for one in self.found if one.resident is not None and not one.found and one.id not in chosen]
        if found and waiting:
            self.table.select(waiting[0])

    def mark_other(self) -> None:
        """Asks where the selected children are, and who says so."""
        if not self._chosen():
            return
        codes = [code for code in codelist("census_found").codes() if code not in DIFFERENCES - {"left"} and code != "present"]
        form = Form(columns=1)
        form.add("found", CodeField(self.context, "census_found", buttons=True, only=codes), required=True)
        form.add("note", TextField())
        form.label("found", self.tr("Where"))
        form.label("note", self.tr("Who says so, and since when (no child's words)"))
        values = self._ask(form, self.tr("Somewhere else"))
        if values is not None:
            self.mark(str(values["found"]), str(values["note"] or ""))

    def unlisted(self) -> None:
        """Notes a child that is there and not on the list."""
        visit = self.visit
        if visit is None:
            return
        form = Form(columns=2)
        form.add("name", TextField(limit=80))
        form.add("sex", CodeField(self.context, "sex"))
        form.add("age", NumberField(high=60))
        form.add("note", TextField())
        for name, text in {
            "name": self.tr("Name, if known"),
            "sex": self.tr("Sex"),
            "age": self.tr("Age in years, if known"),
            "note": self.tr("Who says so, and since when (no child's words)"),
        }.items():
            form.label(name, text)
        values = self._ask(form, self.tr("A child who is not on the list"))
        if values is not None:
            given = {name: value for name, value in values.items() if value not in (None, "")}
            self._act(lambda uow: census.unlisted(uow, visit.id, given), "census_unlisted")

    def _ask(self, form: Form, title: str) -> dict[str, object] | None:
        try:
            return dict(form.values()) if self.context.dialogs.ask(self, title, self.tr("Save"), form) else None
        finally:
            form.deleteLater()

    def _act(self, act: Callable[..., object], name: str) -> None:
        self.context.tasks.run(act, lambda _: self.read(), self, write=name)
