"""A record that is edited in place: its form, kept as a draft at once, saved as one act, with the history of each field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout

from app.domain.questions import Question
from app.domain.records import Record
from app.services.cases import case_history
from app.ui.dialogs.questions import ask_all
from app.ui.drafts import Drafts, plain
from app.ui.pages.case_parts.fields.forms import BIRTH, PLACE, flat, grouped
from app.ui.pages.case_parts.tabs.case_tab import CaseTab
from app.ui.pages.case_parts.views.cells import history_text
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import Scrolled, button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.services.cases.case_history import FieldChange
    from app.ui.context import Context

Save = Callable[[Any, str, Mapping[str, object], Record], object]
"""(unit of work, record id, what differs, the record as it was shown)"""


class FormTab(CaseTab):
    """The form of one record."""

    def __init__(self, context: Context, words: CaseWords, form: Form, act: str, save: Save) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.form = form
        self.act = act
        self.save_record = save
        self.record: Record | None = None
        self.newest: Record | None = None
        self.drafts: Drafts | None = None
        self._quiet = False
        self.state = label(self, "dim", wrap=True)
        self.news = label(self, "warn", wrap=True)
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
        box.addWidget(self.news)
        box.addWidget(self.problem)
        foot = Flow(gap=gap)
        for part in (self.save_button, self.drop_button, self.history_button, self.state):
            foot.addWidget(part)
        box.addLayout(foot)
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
        self.news.setText("")
        self._show_state()

    def show_record(self, record: Record, *, editable: bool) -> None:
        """Shows a record; what is typed and not saved yet stays, all else follows what was saved meanwhile."""
        before = self.record
        same = before is not None and before.id == record.id
        self.newest = record
        if before is not None and same and self.dirty():
            self._merge(before, record)
            return
        if not same:
            if self.drafts is not None:
                self.drafts.write()
                self.drafts.deleteLater()
            self.drafts = Drafts(self, self.context, self.act, record.id, self._draft)
            self.drafts.load(self._offer)
        self.record = record
        self._fill(record, self.form.cells)
        self.news.setText("")
        for cell in self.form.cells.values():
            cell.field.read_only(not editable)
        self.save_button.setVisible(editable)
        self._show_state()

    def _merge(self, before: Record, now: Record) -> None:
        """Something was saved while one typed: fields that nobody touched show it, the others keep what was typed and say so.

        What was typed still counts from what was seen then, so that a value from the server is never overwritten unseen.
        """
        typed = {name for name in self._typed() if not self._agrees(name, now)}
        moved = [name for name in self.form.cells if _of(before, name) != _of(now, name)]
        clashes = [name for name in moved if name in typed]
        fresh = [name for name in moved if name not in typed]
        kept = {wire: before.values.get(wire) for name in clashes for wire in _wires(name)}
        values = {name: value for name, value in {**now.values, **kept}.items() if value is not None}
        seen = before if clashes else now
        self.record = Record(now.type, now.id, values, seen.version, seen.epoch)
        self._fill(now, fresh)
        self._tell_news(now, clashes, fresh)
        self._show_state()

    def _tell_news(self, now: Record, clashes: Sequence[str], fresh: Sequence[str]) -> None:
        """Which fields were changed meanwhile; for those being typed, what stands there now."""
        if clashes:
            told = "; ".join(self.words.pair(self.words.field(name), self._told(now, name)) for name in clashes)
            text = self.tr("Saved meanwhile: {told}. What you typed is kept; saving puts it in the place of that.")
            self.news.setText(text.format(told=told))
        elif fresh:
            told = ", ".join(self.words.field(name) for name in fresh)
            self.news.setText(self.tr("Changed meanwhile and shown anew: {told}").format(told=told))

    def _told(self, record: Record, name: str) -> str:
        """A field of a record in words."""
        if name == "birth":
            return self.words.birth(record, self.context.today())
        wire = f"village_{self.context.lang}" if name == "village" else name
        return self.words.value(name, record.values.get(wire))

    def _fill(self, record: Record, names: Iterable[str]) -> None:
        """Shows values of the record."""
        self._quiet = True
        shown = grouped(record.values)
        for name in names:
            cell = self.form.cells[name]
            cell.field.set_value(shown.get(name))
            cell.told = ""
        self._quiet = False

    def _typed(self) -> set[str]:
        """The fields that hold what is not saved yet."""
        changed = self.changes()
        return {name for name in self.form.cells if any(wire in changed for wire in _wires(name))}

    def _agrees(self, name: str, record: Record) -> bool:
        """Whether a field of the form holds what a record holds."""
        held = flat({name: self.form.field(name).value()})
        return all((plain(value) or None) == (record.values.get(wire) or None) for wire, value in held.items())

    def _draft(self) -> Mapping[str, object]:
        """What the draft holds: only what was typed, and what stood there before; all else is read anew with the record."""
        typed, record = self._typed(), self.record
        values = {name: value for name, value in self.form.values().items() if name in typed}
        if record is None:
            return {}
        before = {wire: record.values.get(wire) for name in typed for wire in _wires(name)}
        return {"typed": values, "before": before, "version": record.version, "epoch": record.epoch}

    def _offer(self, body: Mapping[str, object] | None) -> None:
        """What was typed before a crash is shown again, to be saved or dropped; what was saved since is told."""
        kept, now = body or {}, self.record
        typed, before = kept.get("typed"), kept.get("before")
        if not isinstance(typed, Mapping) or not isinstance(before, Mapping) or now is None:
            return
        version, epoch = kept.get("version"), kept.get("epoch")
        seen = (version, epoch) if isinstance(version, int) and isinstance(epoch, int) else (now.version, now.epoch)
        self._quiet = True
        self.form.set_values(typed)
        self._quiet = False
        values = {name: value for name, value in {**now.values, **before}.items() if value is not None}
        self._merge(Record(now.type, now.id, values, *seen), now)

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
        if self.drafts is not None and self.dirty():
            self.drafts.touch()
        elif self.drafts is not None:
            self.drafts.drop()
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
        if not ask_all(self.context, self, self.questions(record, changes), self.save_button.text()):
            return True
        self.context.tasks.run(
            lambda uow: save(uow, record.id, changes, record),
            lambda _: self._done(record, changes),
            self,
            write=self.act,
            failed=self._refused,
        )
        return True

    def questions(self, record: Record, changes: Mapping[str, object]) -> tuple[Question, ...]:
        """What is asked once before a change of a record is saved (practice P13)."""
        return ()

    def _done(self, record: Record, changes: Mapping[str, object]) -> None:
        """Saved: the draft is done with; what was typed since then is a draft of its own."""
        self.record = Record(record.type, record.id, {**record.values, **changes}, record.version, record.epoch)
        self.problem.setText("")
        self.news.setText("")
        if self.drafts is not None and not self.dirty():
            self.drafts.drop()
        self._show_state()
        self.context.notice(self.tr("Saved on this computer"))
        self.saved.emit()

    def _refused(self, error: AppError) -> None:
        """Nothing was saved: the reason stands beside its field, or below."""
        text = self.context.words(error)
        self.problem.setText("" if self.form.show_error(error, text) else text)

    def next_problem(self) -> bool:
        """F8."""
        return self.form.next_problem()

    def leave(self) -> None:
        """What was typed is kept."""
        if self.drafts is not None:
            self.drafts.write()

    def drop(self) -> bool:
        """Back to the record as it is saved."""
        if self.newest is not None:
            self.record = self.newest
            self._fill(self.newest, self.form.cells)
        self.news.setText("")
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
            lambda reader: case_history.told_history(reader, record.type, record.id, field), self._tell, self, key="history"
        )
        return True

    def _tell(self, told: tuple[list[FieldChange], bool]) -> None:
        """Shows a history."""
        changes, older = told
        title = self.words.field(changes[0].field) if changes else self.tr("History of this field")
        self.context.dialogs.show_text(self, title, history_text(self.words, changes, older=older))


def _wires(name: str) -> tuple[str, ...]:
    """The fields of the record behind a field of the form."""
    return {"birth": BIRTH, "village": PLACE}.get(name, (name,))


def _of(record: Record, name: str) -> tuple[object, ...]:
    """What a record holds for a field of the form; no and nothing are alike there."""
    return tuple(record.values.get(wire) or None for wire in _wires(name))
