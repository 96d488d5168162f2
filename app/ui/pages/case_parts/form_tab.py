"""A record that is edited in place: its form, kept as a draft at once, saved as one act, with the history of each field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.domain.records import Record
from app.services import case_history
from app.text.words import error_text
from app.ui.drafts import Drafts, plain
from app.ui.pages.case_parts.forms import flat, grouped
from app.ui.pages.case_parts.tables import history_text
from app.ui.pages.case_parts.words import CaseWords
from app.ui.widgets.basics import Scrolled, button, label, row
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.case_history import FieldChange
    from app.ui.context import Context

Save = Callable[[Any, str, Mapping[str, object], Record], object]
"""(unit of work, record id, what differs, the record as it was shown)"""


class FormTab(QWidget):
    """The form of one record."""

    saved = Signal()

    def __init__(self, context: Context, words: CaseWords, form: Form, act: str, save: Save) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.form = form
        self.act = act
        self.save_record = save
        self.record: Record | None = None
        self.drafts: Drafts | None = None
        self._quiet = False
        self.state = label(self, "dim", wrap=True)
        self.problem = label(self, "problem", wrap=True)
        self.save_button = button(self, "save", self.save, primary=True)
        self.drop_button = button(self, "close", self.drop, flat=True)
        self.history_button = button(self, "clock", self.show_focused, flat=True)
        gap = context.theme.gap
        scrolled = Scrolled(self)
        inner = QVBoxLayout(scrolled.content)
        inner.setContentsMargins(0, 0, gap * 2, 0)
        inner.addWidget(form)
        inner.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.addWidget(scrolled, 1)
        box.addWidget(self.problem)
        box.addLayout(row(self.save_button, self.drop_button, self.state, 1, self.history_button, gap=gap))
        self._last = next(iter(form.cells))
        for name, cell in form.cells.items():
            cell.field.left.connect(lambda name=name: self._remember(name))
            cell.holder.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            cell.holder.customContextMenuRequested.connect(lambda at, name=name: self._menu(name, at))
        form.changed.connect(self._changed)
        self._show_state()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        for name in self.form.cells:
            self.form.label(name, self.words.field(name))
        self.save_button.setText(self.tr("Save (Ctrl+Enter)"))
        self.drop_button.setText(self.tr("Back to what is saved"))
        self.history_button.setText(self.tr("History of the field"))
        self._show_state()

    def show_record(self, record: Record, *, editable: bool) -> None:
        """Shows a record; what is typed and not saved yet stays."""
        same = self.record is not None and self.record.id == record.id
        if same and self.dirty():
            return
        if not same:
            if self.drafts is not None:
                self.drafts.write()
                self.drafts.deleteLater()
            self.drafts = Drafts(self, self.context, self.act, record.id, self.form.values)
            self.drafts.load(self._offer)
        self.record = record
        self._fill(record)
        for cell in self.form.cells.values():
            cell.field.read_only(not editable)
        self.save_button.setVisible(editable)
        self._show_state()

    def _fill(self, record: Record) -> None:
        """Shows the values of the record."""
        self._quiet = True
        shown = grouped(record.values)
        for name, cell in self.form.cells.items():
            cell.field.set_value(shown.get(name))
            cell.told = ""
        self._quiet = False

    def _offer(self, body: Mapping[str, object] | None) -> None:
        """What was typed before a crash is shown again, to be saved or dropped."""
        if body:
            self._quiet = True
            self.form.set_values(body)
            self._quiet = False
            self._show_state()

    def changes(self) -> dict[str, object]:
        """What differs from the record as it was shown, as wire values."""
        if self.record is None:
            return {}
        values = {name: plain(value) for name, value in flat(self.form.values()).items()}
        before = self.record.values
        return {
            name: value
            for name, value in values.items()
            if value != before.get(name) and not (value in (False, [], None) and before.get(name) is None)
        }

    def dirty(self) -> bool:
        """Whether there is something to save."""
        return bool(self.changes())

    def _changed(self, _: str) -> None:
        """Something was typed: it is kept at once."""
        if self._quiet:
            return
        if self.drafts is not None:
            self.drafts.touch()
        self._show_state()

    def _show_state(self) -> None:
        """Says whether there is something that is not part of the record yet."""
        dirty = self.dirty()
        self.state.setText(self.tr("Changed, kept as a draft; not saved yet") if dirty else "")
        self.save_button.setEnabled(dirty)
        self.drop_button.setVisible(dirty)

    def save(self) -> bool:
        """Saves what differs, as one act."""
        record, changes = self.record, self.changes()
        if record is None or not changes or self.save_button.isHidden():
            return False
        if self.form.next_problem():
            return True
        save = self.save_record
        self.context.tasks.run(
            lambda uow: save(uow, record.id, changes, record), self._done, self, write=self.act, failed=self._refused
        )
        return True

    def _done(self, _: object) -> None:
        """Saved: the draft is done with."""
        if self.drafts is not None:
            self.drafts.drop()
        self.problem.setText("")
        if self.record is not None:
            self.record = Record(
                self.record.type, self.record.id, {**self.record.values, **self.changes()}, self.record.version
            )
        self._show_state()
        self.context.notice(self.tr("Saved on this computer"))
        self.saved.emit()

    def _refused(self, error: AppError) -> None:
        """Nothing was saved: the reason stands beside its field, or below."""
        text = error_text(error, self.context.lang)
        self.problem.setText("" if self.form.show_error(error, text) else text)

    def drop(self) -> bool:
        """Back to the record as it is saved."""
        if self.record is not None:
            self._fill(self.record)
        if self.drafts is not None:
            self.drafts.drop()
        self.problem.setText("")
        self._show_state()
        return True

    def _remember(self, name: str) -> None:
        """The field that was left last: its history is what the button shows."""
        self._last = name

    def _menu(self, name: str, at: QPoint) -> None:
        """The context menu of a field."""
        menu = QMenu(self)
        menu.addAction(self.tr("History of this field"), lambda: self.show_history(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.form.cells[name].holder.mapToGlobal(at))

    def show_focused(self) -> bool:
        """The history of the field where the focus was last."""
        return self.show_history(self._last)

    def show_history(self, name: str) -> bool:
        """What a field held before."""
        record = self.record
        if record is None:
            return False
        field = {"birth": "birth_from", "village": "village_km"}.get(name, name)
        self.context.tasks.run(
            lambda reader: case_history.field_history(reader, record.type, record.id, field), self._tell, self, key="history"
        )
        return True

    def _tell(self, changes: list[FieldChange]) -> None:
        """Shows a history."""
        title = self.words.field(changes[0].field) if changes else self.tr("History of this field")
        self.context.dialogs.show_text(self, title, history_text(self.words, changes))
