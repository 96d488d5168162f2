"""The actions of a plan as a list: low scores that are not in it yet stand first, then what is to be done, by its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services.planning import plans
from app.services.planning.plans import OPEN_STATES, Uncovered
from app.text.digits import digits_for
from app.ui.dialogs.act_form import ask_and_write
from app.ui.models.table import Column
from app.ui.pages.case_parts.lists.part_table import PartTable
from app.ui.pages.case_parts.views.cells import Cells, PartRow
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, row
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

translate = QCoreApplication.translate

LOW = "low:"
"""What the key of a low score begins with; it is no record yet."""
_WIDTHS = {"need": 34, "action": 30, "due_on": 13, "state": 20, "result": 20}


class ActionCells(Cells):
    """Tells an action; a low score in its place says that it is not in the plan yet."""

    def told(self, record: Record, name: str) -> str:
        """A cell."""
        if name == "state" and not record.id:
            return translate("Parts", "Not in the plan yet")
        if name == "need" and not record.text("need"):
            return code_label("score_domain", record.code("domain"), self.words.context.lang) or record.text("goal")
        return super().told(record, name)


class ActionTable(PartTable):
    """The list, with a key for each step of an action."""

    def __init__(self, context: Context, words: CaseWords, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(context, words, "plan_action", names)
        self.lows: dict[str, Uncovered] = {}
        self.editable = False
        self.begin_button = button(self, "next", self.begin, flat=True)
        self.done_button = button(self, "check", self.done, flat=True)
        self.drop_button = button(self, "close", self.drop, flat=True)
        steps = row(self.begin_button, self.done_button, self.drop_button, 1, gap=context.theme.gap)
        box = self.layout()
        assert box is not None
        box.addItem(steps)
        self._picked("")

    def make_cells(self, names: Callable[[], Mapping[str, str]]) -> Cells:
        """What tells the fields."""
        return ActionCells(self.words, names)

    def make_columns(self) -> list[Column]:
        """The columns; a day that has passed is marked."""
        found = [
            replace(each, width=_WIDTHS.get(each.name, each.width), stretch=each.name == "action")
            for each in super().make_columns()
        ]
        return [replace(each, tone=self._late) if each.name == "due_on" else each for each in found]

    def _late(self, one: PartRow) -> str | None:
        """The colour of the day until when something is to be done."""
        due = one.record.day("due_on")
        waits = one.record.code("state") in (None, *OPEN_STATES)
        return "danger" if waits and due is not None and due < self.context.today() else None

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        for part, text in (
            (self.begin_button, self.tr("Begin")),
            (self.done_button, self.tr("Done…")),
            (self.drop_button, self.tr("Give up…")),
        ):
            part.setText(text)
            part.setAccessibleName(f"{text} {self.title.text()}")
        if self.parent_id:
            self._picked(self.table.selected() or "")

    def show_board(self, case_id: str, actions: Sequence[Record], lows: Sequence[Uncovered], *, editable: bool) -> None:
        """Shows the actions of a case and what is not in its plan yet."""
        self.lows = {f"{LOW}{low.domain}/{low.item}": low for low in lows}
        self.editable = editable
        self.show_rows(case_id, case_id, actions, editable=editable)

    def ordered(self, rows: Sequence[Record]) -> list[PartRow]:
        """Low scores, then what is to be done by its day, then what is done or given up, the newest first."""
        lang = self.context.lang
        found = [
            PartRow(key, Record("plan_action", "", {"need": self._low_words(low, lang), "domain": low.domain}))
            for key, low in self.lows.items()
        ]
        waiting = [record for record in rows if record.code("state") in (None, *OPEN_STATES)]
        ended = [record for record in reversed(rows) if record not in waiting]
        waiting.sort(key=lambda record: (record.day("due_on") or date.max, record.id))
        return found + [PartRow(record.id, record) for record in (*waiting, *ended)]

    def _low_words(self, low: Uncovered, lang: str) -> str:
        """A low score: the question and its points."""
        return self.tr("Score {score}: {question}").format(question=low.label(lang), score=digits_for(str(low.score), lang))

    def _picked(self, key: str) -> None:
        """A row was chosen: its acts are there."""
        super()._picked(key)
        if not hasattr(self, "drop_button"):
            return
        found = self.table.row_of(key) if key else None
        record = found.record if found is not None else None
        state = record.text("state") if record is not None and record.id else ""
        is_low = key.startswith(LOW)
        for part in (self.remove_button, self.history_button):
            part.setEnabled(bool(key) and not is_low)
        text = self.tr("Plan an action for it") if is_low else self.tr("Change")
        self.change_button.setText(text)
        self.change_button.setAccessibleName(f"{text}: {self.title.text()}")
        for part, states in (
            (self.begin_button, {"planned"}),
            (self.done_button, {"planned", "doing"}),
            (self.drop_button, {"planned", "doing"}),
        ):
            part.setVisible(self.editable)
            part.setEnabled(state in states)

    def change(self) -> bool:
        """The chosen action, or a new one for the chosen low score."""
        key = self.table.selected() or ""
        if key.startswith(LOW):
            return self.plan_low(key)
        return super().change()

    def plan_low(self, key: str) -> bool:
        """An action for a low score; where an action was begun and not saved, that one goes on first."""
        low = self.lows.get(key)
        if low is None or self.change_button.isHidden():
            return False
        if self.drafted:
            return self.add()
        case, lang = self.case_id, self.context.lang
        dialog = self._dialog({})
        dialog.form.set_values({"need": low.label(lang)})
        dialog.keep("part:plan_action")

        def values(form: Form) -> dict[str, object]:
            return {name: value for name, value in self._wire(form).items() if value not in (None, False)}

        dialog.run(values, lambda given: lambda uow: plans.plan_it(uow, case, low, given, lang=lang), "plan_action_add")
        return True

    def begin(self) -> bool:
        """The chosen action is being done."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None or not found.record.id:
            return False
        action = found.record.id
        self._write(lambda uow: plans.set_state(uow, action, "doing"), "plan_action_state")
        return True

    def done(self) -> bool:
        """The chosen action is done: asks for the day and what came of it."""
        form = Form(columns=1)
        form.add("done_on", DateField(self.context), required=True)
        form.add("result", LongTextField(lines=3))
        return self._asked(form, self.tr("The action is done"), self.tr("Note it as done"), "done")

    def drop(self) -> bool:
        """The chosen action is given up: asks why."""
        form = Form(columns=1)
        form.add("result", LongTextField(lines=3), required=True)
        return self._asked(form, self.tr("Give the action up"), self.tr("Give up"), "dropped")

    def _asked(self, form: Form, title: str, verb: str, state: str) -> bool:
        """Asks for what belongs to a state, and saves it."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None or not found.record.id:
            form.deleteLater()
            return False
        for name in form.cells:
            form.label(name, self.words.field(name, "plan_action"))
        if state == "dropped":
            form.label("result", self.tr("Why"))
        known = {"done_on": self.context.today(), "result": found.record.text("result")}
        form.set_values({name: known[name] for name in form.cells})
        action = found.record.id

        def write(uow: UnitOfWork, values: Mapping[str, object]) -> None:
            day = values.get("done_on")
            on = day if isinstance(day, date) else None
            plans.set_state(uow, action, state, on=on, result=str(values.get("result") or ""))

        return ask_and_write(self.context, self, form, (title, verb), write, "plan_action_state", self.saved.emit)
