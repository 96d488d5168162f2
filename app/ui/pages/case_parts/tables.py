"""The parts of a case as lists: look, add, change, take out, and what each entry held before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.clock import instant_text
from app.domain.codelists import label as code_label
from app.domain.lights import light_of
from app.domain.records import Record
from app.services import case_history, case_parts, notes
from app.services.case_history import FieldChange
from app.services.histories import person_words
from app.text.breaks import with_breaks
from app.text.words import error_text
from app.text.zone import day_start, local_date
from app.ui.drafts import plain
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.forms import PARTS, flat, grouped, part_form
from app.ui.pages.case_parts.part_dialog import PartDialog
from app.ui.pages.case_parts.words import CaseWords
from app.ui.widgets.basics import button, label, row

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.errors import AppError
    from app.ui.context import Context
    from app.ui.widgets.form import Form

_STAYS = frozenset({"consent", "risk", "episode"})
_SAFE = {"yes": "good", "no": "danger", "at_times": "warn", "not_known": "warn"}
_COLUMNS: Mapping[str, Sequence[str]] = {
    "family_member": ("family_name_km", "relation", "sex", "birth", "is_carer", "lives_with", "occupation"),
    "contact": ("person", "relation", "safe", "when_safe", "who_may_answer", "phone"),
    "category": ("code", "noted_on", "note"),
    "concern": ("code", "noted_on", "ended_on", "note"),
    "risk": ("level", "noted_on", "reason", "by"),
    "consent": ("purpose", "answer", "given_by", "how", "on_date", "until"),
    "note": ("on_date", "kind", "light", "text", "by"),
    "placement": ("option", "from_on", "to_on", "next_review_on"),
    "allegation": ("kind", "heard_on", "reported_on", "reported_to", "outcome"),
    "reporter": ("name", "relation", "phone"),
    "perpetrator": ("name", "relation", "source", "noted_on"),
    "episode": ("number", "opened_on", "open_reason", "closed_on", "close_reason"),
}
_LISTS = {
    ("contact", "safe"): "contact_safe",
    ("category", "code"): "child_category",
    ("consent", "purpose"): "consent_purpose",
    ("consent", "answer"): "consent_answer",
    ("consent", "given_by"): "consent_giver",
    ("consent", "how"): "consent_how",
    ("note", "kind"): "note_kind",
    ("placement", "option"): "care_option",
    ("allegation", "kind"): "allegation_kind",
    ("allegation", "reported_to"): "reported_to",
    ("concern", "kind"): "concern_kind",
    ("contact", "relation"): "relation",
    ("family_member", "relation"): "relation",
    ("note", "not_seen_reason"): "visit_not_seen_reason",
    **{("note", name): "light" for name in notes.LIGHTS},
}

_WIDTHS = {
    **dict.fromkeys(("on_date", "noted_on", "ended_on", "heard_on", "reported_on", "from_on", "to_on", "until", "light"), 12),
    **dict.fromkeys(("opened_on", "closed_on", "next_review_on", "phone"), 14),
    "sex": 8,
    "is_carer": 11,
    "number": 7,
    "kind": 30,
    "safe": 24,
    "birth": 27,
    "purpose": 30,
    "answer": 14,
}
"""Widths of columns, in letters, so that their usual words fit."""


@dataclass(frozen=True)
class PartRow:
    """A row of a list, with its key."""

    id: str
    record: Record


class PartTable(QWidget):
    """One kind of part; `changed_order` is emitted when something was saved."""

    saved = Signal()

    def __init__(self, context: Context, words: CaseWords, type_name: str, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.type_name = type_name
        self.names = names
        self.case_id = self.parent_id = ""
        self.drafted = False
        self.columns = [self._column(name) for name in _COLUMNS[type_name]]
        self.table = SimpleTable(context, f"case.{type_name}", self.columns)
        self.title = label(self, "section")
        self.detail = label(self, "dim", wrap=True)
        self.add_button = button(self, "add", self.add)
        self.change_button = button(self, "edit", self.change, flat=True)
        self.remove_button = button(self, "close", self.remove, flat=True)
        self.history_button = button(self, "clock", self.show_history, flat=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, context.theme.gap)
        box.addLayout(
            row(
                self.title,
                1,
                self.history_button,
                self.remove_button,
                self.change_button,
                self.add_button,
                gap=context.theme.gap,
            )
        )
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        self.table.opened.connect(lambda _: self.change())
        self.table.picked.connect(self._picked)
        self.table.setMinimumHeight(context.theme.sizes.line * 7)
        self.detail.hide()
        self._picked("")

    def _column(self, name: str) -> Column:
        """A column of the list."""
        wide = name in {"family_name_km", "text", "note", "reason", "code", "option", "outcome"}
        tone = (lambda one: _SAFE.get(one.record.text("safe"))) if name == "safe" else None
        return Column(
            name,
            lambda: self.words.field(name, self.type_name) if name not in {"light", "by", "number"} else self._own_title(name),
            lambda one: self.told(one.record, name),
            width=26 if wide else _WIDTHS.get(name, 17),
            stretch=wide and name != "reason",
            tone=tone,
        )

    def _own_title(self, name: str) -> str:
        """Words of columns that are no fields."""
        return {"light": self.tr("Light"), "by": self.tr("By"), "number": self.tr("Number")}[name]

    def told(self, record: Record, name: str) -> str:
        """A cell."""
        lang = self.context.lang
        if name == "family_name_km":
            own = f"{record.text('family_name_km')} {record.text('given_name_km')}".strip()
            return own or record.text("name_latin") or self.words.tr("Name not known")
        if name == "birth":
            return self.words.birth(record, self.context.today()) if record.code("birth_from") else "–"
        if record.type == "concern" and name == "code":
            return self.words.concern(record)
        if name == "light":
            return code_label("light_result", light_of(record), lang)
        if name == "by":
            return record.text("done_by") or self.names().get(record.text("by"), "")
        if name in {"heard_on", "reported_on"}:
            return self.words.value(name.replace("_on", "_at"), record.text(name.replace("_on", "_at")) or None)
        if (record.type, name) in _LISTS:
            return code_label(_LISTS[(record.type, name)], record.code(name), lang)
        value = record.values.get(name)
        return "" if value is None else " ".join(self.words.value(name, value).split())

    def retranslate(self, title: str, empty: str) -> None:
        """Sets every text in the language now."""
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
        self.table.set_rows([PartRow(record.id, record) for record in reversed(rows)])
        can_add = editable and self.type_name in PARTS
        self.add_button.setVisible(can_add)
        self.change_button.setVisible(can_add)
        self.remove_button.setVisible(can_add and self.type_name not in _STAYS)
        self._picked(self.table.selected() or "")

    def _picked(self, key: str) -> None:
        """A row was chosen: its acts are there, and all it holds stands below."""
        for part in (self.change_button, self.remove_button, self.history_button):
            part.setEnabled(bool(key))
        found = self.table.row_of(key) if key else None
        self.detail.setVisible(found is not None)
        if found is not None:
            self.detail.setText(with_breaks(self._whole(found.record)))

    def _whole(self, record: Record) -> str:
        """All that an entry holds, in words."""
        names = [name for name in PARTS.get(record.type, {}) if name != "birth" and self.told(record, name)]
        return " · ".join(self.words.pair(self.words.field(name, record.type), self.told(record, name)) for name in names)

    def add(self) -> bool:
        """A new entry, or the one whose draft was kept."""
        parent, type_name = self.parent_id, self.type_name
        dialog = self._dialog({})
        dialog.keep(f"part:{type_name}")

        def values(form: Form) -> dict[str, object]:
            return {name: value for name, value in self._wire(form).items() if value not in (None, False)}

        if type_name == "note":
            dialog.run(values, lambda values: lambda uow: notes.add(uow, parent, values), "note_add")
        else:
            dialog.run(values, lambda values: lambda uow: case_parts.add(uow, type_name, parent, values), "case_part_add")
        return True

    def change(self) -> bool:
        """The chosen entry."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None or self.change_button.isHidden():
            return False
        record: Record = found.record

        def values(form: Form) -> dict[str, object]:
            return {name: value for name, value in self._wire(form).items() if _differs(record, name, value)}

        dialog = self._dialog(record.values)
        if record.type == "note":
            dialog.run(values, lambda values: lambda uow: notes.change(uow, record.id, values), "note_change")
        else:
            act = "case_part_change"
            dialog.run(values, lambda values: lambda uow: case_parts.change(uow, record.type, record.id, values), act)
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
                self._write(lambda uow: case_parts.remove(uow, record.type, record.id), "case_part_remove")
        return True

    def show_history(self) -> bool:
        """What the chosen entry held before."""
        key, type_name = self.table.selected(), self.type_name
        if key is None:
            return False
        self.context.tasks.run(
            lambda reader: case_history.told_history(reader, type_name, key), self._tell_history, self, key="history"
        )
        return True

    def _tell_history(self, told: tuple[Sequence[FieldChange], bool]) -> None:
        """Shows a history."""
        changes, older = told
        self.context.dialogs.show_text(self, self.tr("History of the entry"), history_text(self.words, changes, older=older))

    def form(self, values: Mapping[str, object]) -> Form:
        """The form of an entry."""
        form = part_form(self.context, self.words, self.type_name)
        shown = grouped(values)
        for name in ("heard", "reported"):
            moment = Record("", "", values).moment(f"{name}_at")
            shown[f"{name}_on"] = local_date(moment) if moment else None
        if not values and self.type_name == "note":
            shown |= {"on_date": self.context.today(), "done_by": self.context.session.actor.name, "kind": "note"}
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
        self.context.tasks.run(act, lambda _: self.saved.emit(), self, write=name, failed=self._refused)

    def _refused(self, error: AppError) -> None:
        """Nothing was saved; says why."""
        self.context.notice(error_text(error, self.context.lang), kind="error")


def kept_parts(reader: Reader, case: str) -> list[str]:
    """The kinds of entries of a case of which the person has a draft."""
    from app.data.drafts import drafts

    kinds = [one.kind for one in drafts(reader) if one.subject == case and one.kind.startswith("part:")]
    return [kind.removeprefix("part:") for kind in kinds]


def history_text(words: CaseWords, changes: Sequence[FieldChange], *, older: bool = False) -> str:
    """A history as lines of text; `older`: that the server has more."""
    lines = []
    for one in changes:
        when = words.value("at", one.at)
        old, new = words.value(one.field, one.old), words.value(one.field, one.new)
        lines.append(
            f"{when} · {person_words(one.who, words.context.lang)}\n{words.pair(words.field(one.field), f'{old} → {new}')}"
        )
    if older:
        lines.append(words.tr("Older history is on the server."))
    return "\n\n".join(lines) or words.tr("Nothing was changed yet.")


def _differs(record: Record, name: str, value: object) -> bool:
    """Whether a wire value of the form is another one than the record's; of heard and reported the form shows the day alone."""
    before = record.values.get(name)
    if name in {"heard_at", "reported_at"} and isinstance(value, str):
        moment, shown = record.moment(name), Record("", "", {name: value}).moment(name)
        return moment is None or shown is None or local_date(moment) != local_date(shown)
    return plain(value) != before and not (value in (False, []) and before is None)
