"""The parts of a case as a list: look, add, change, take out, and what each entry held before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.clock import instant_text
from app.domain.records import Record
from app.services.cases import case_parts, notes
from app.services.parts.part_kinds import KINDS
from app.text.breaks import with_breaks
from app.text.zone import day_start, local_date
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.acts.part_dialog import PartDialog
from app.ui.pages.case_parts.fields.forms import flat, grouped, part_form
from app.ui.pages.case_parts.views.cells import Cells, PartRow, differs
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.case_parts.written_line import WrittenLine
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context
    from app.ui.widgets.form import Form


class PartTable(QWidget):
    """One kind of part."""

    saved = Signal()
    """Emits nothing: something was saved."""

    def __init__(self, context: Context, words: CaseWords, type_name: str, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.type_name = type_name
        self.view = VIEWS[type_name]
        self.cells = self.make_cells(names)
        self.case_id = self.parent_id = ""
        self.drafted = False
        self.fixed: Mapping[str, object] = {}
        """What every new entry holds besides what is asked, such as the incident that it belongs to."""
        self.undo_acts = ("case_part_add", "case_part_change", "case_part_remove")
        """What undo calls adding, changing and taking out."""
        self.columns = self.make_columns()
        self.table = SimpleTable(context, f"case.{type_name}", self.columns)
        self.title = label(self, "section")
        self.detail = label(self, "dim", wrap=True)
        self.written = WrittenLine(context, words, self)
        self.add_button = button(self, "add", self.add)
        self.change_button = button(self, "edit", self.change, flat=True)
        self.remove_button = button(self, "close", self.remove, flat=True)
        self.history_button = button(self, "clock", self.written.show_history, flat=True)
        box = self.box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, context.theme.gap)
        bar = Flow(gap=context.theme.gap, lead=1)
        for part in (self.title, self.history_button, self.remove_button, self.change_button, self.add_button):
            bar.addWidget(part)
        box.addLayout(bar)
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        box.addWidget(self.written)
        self.table.opened.connect(lambda _: self.change())
        self.table.picked.connect(self._picked)
        self.table.setMinimumHeight(context.theme.sizes.line * 7)
        self.detail.hide()
        self._picked("")

    def add_acts(self, *buttons: QWidget) -> None:
        """Acts on the chosen entry, below the list: beside its title there is no room for more in large letters."""
        holder = QWidget(self)
        flow = Flow(holder, gap=self.context.theme.gap)
        for one in buttons:
            flow.addWidget(one)
        self.box.insertWidget(2, holder)

    def make_cells(self, names: Callable[[], Mapping[str, str]]) -> Cells:
        """What tells the fields."""
        return Cells(self.words, names)

    def make_columns(self) -> list[Column]:
        """The columns of the list."""
        return [self.cells.column(self.type_name, name) for name in self.view.columns]

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        title, empty = self.view.title(), self.view.empty()
        self.title.setText(title)
        self.table.set_name(title)
        self.table.set_empty(empty)
        for part, text in (
            (self.change_button, self.tr("Change")),
            (self.remove_button, self.tr("Take out")),
            (self.history_button, self.tr("History")),
        ):
            part.setText(text)
            part.setAccessibleName(f"{text}: {title}")
        self._name_add()
        self.table.retranslate()

    def show_rows(self, case_id: str, parent_id: str, rows: Sequence[Record], *, editable: bool) -> None:
        """Shows the parts of a case, the newest first."""
        self.case_id, self.parent_id = case_id, parent_id
        self.table.set_rows(self.ordered(rows))
        can_add = editable and bool(self.view.fields)
        self.add_button.setVisible(can_add)
        self.change_button.setVisible(can_add)
        self.remove_button.setVisible(can_add and not KINDS[self.type_name].stays)
        self._picked(self.table.selected() or "")

    def ordered(self, rows: Sequence[Record]) -> list[PartRow]:
        """The rows in the order of the list: the newest first."""
        return [PartRow(record.id, record) for record in reversed(rows)]

    def _picked(self, key: str) -> None:
        """A row was chosen: its acts are there, and all it holds stands below."""
        for part in (self.change_button, self.remove_button, self.history_button):
            part.setEnabled(bool(key))
        found = self.table.row_of(key) if key else None
        self.detail.setVisible(found is not None)
        self.written.show_entry(self.type_name, key if found is not None else "")
        if found is not None:
            self.detail.setText(with_breaks(self.cells.whole(found.record)))

    def add(self) -> bool:
        """A new entry, or the one whose draft was kept."""
        parent, type_name, fixed = self.parent_id, self.type_name, dict(self.fixed)
        dialog = self._dialog({})
        dialog.keep(f"part:{type_name}")

        def values(form: Form) -> dict[str, object]:
            return {**{name: value for name, value in self._wire(form).items() if value not in (None, False)}, **fixed}

        if type_name == "note":
            dialog.run(values, lambda values: lambda uow: notes.add(uow, parent, values), "note_add")
        else:
            dialog.run(values, lambda values: lambda uow: case_parts.add(uow, type_name, parent, values), self.undo_acts[0])
        return True

    def change(self) -> bool:
        """The chosen entry."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None or self.change_button.isHidden():
            return False
        record: Record = found.record

        def values(form: Form) -> dict[str, object]:
            return {name: value for name, value in self._wire(form).items() if differs(record, name, value)}

        dialog = self._dialog(record.values)
        if record.type == "note":
            dialog.run(values, lambda values: lambda uow: notes.change(uow, record.id, values), "note_change")
        else:
            change = self.undo_acts[1]
            dialog.run(values, lambda values: lambda uow: case_parts.change(uow, record.type, record.id, values), change)
        return True

    def _dialog(self, values: Mapping[str, object]) -> PartDialog:
        """The dialog of an entry."""
        dialog = PartDialog(self.context, self, self.title.text(), self.form(values), self.case_id, self.type_name, values)
        dialog.saved.connect(lambda: self.show_draft(False))
        dialog.saved.connect(self.saved)
        dialog.left.connect(self.show_draft)
        return dialog

    def show_draft(self, kept: bool) -> None:
        """Whether an entry was typed and not saved: the button goes on with it."""
        self.drafted = kept
        self._name_add()

    def _name_add(self) -> None:
        """What the first button does."""
        text = self.tr("Go on with the draft") if self.drafted else self.tr("Add")
        self.add_button.setText(text)
        self.add_button.setAccessibleName(f"{text}: {self.title.text()}")

    def remove(self) -> bool:
        """Takes the chosen entry out, after a question; undo brings it back."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None:
            return False
        question = self.tr("Take this entry out? Undo (Ctrl+Z) brings it back.")
        if self.context.dialogs.confirm(self, question, self.tr("Take out"), danger=True):
            record: Record = found.record
            if record.type == "note":
                self._write(lambda uow: notes.remove(uow, record.id), "note_remove")
            else:
                self._write(lambda uow: case_parts.remove(uow, record.type, record.id), self.undo_acts[2])
        return True

    def form(self, values: Mapping[str, object]) -> Form:
        """The form of an entry."""
        form = part_form(self.context, self.words, self.type_name)
        shown = grouped(values)
        for name in ("heard", "reported"):
            moment = Record("", "", values).moment(f"{name}_at")
            shown[f"{name}_on"] = local_date(moment) if moment else None
        if not values and self.type_name == "note":
            shown |= {"on_date": self.context.today(), "done_by": self.context.session.actor.name, "kind": "note"}
        if not values and self.type_name == "conference":
            shown["on_date"] = self.context.today()
        form.set_values(shown)
        return form

    def _wire(self, form: Form) -> dict[str, object]:
        """Wire values of the form."""
        values = flat(form.values())
        for name in ("heard", "reported"):
            if f"{name}_on" in values:
                day = values.pop(f"{name}_on")
                values[f"{name}_at"] = instant_text(day_start(day)) if isinstance(day, date) else None
        return values

    def _write(self, act: Callable[..., object], name: str) -> None:
        """Saves on the worker."""
        self.context.tasks.run(act, lambda _: self.saved.emit(), self, write=name)


def kept_parts(reader: Reader, case: str) -> list[str]:
    """The kinds of entries of a case of which the person has a draft."""
    from app.data.drafts import drafts

    kinds = [one.kind for one in drafts(reader) if one.subject == case and one.kind.startswith("part:")]
    return [kind.removeprefix("part:") for kind in kinds]
