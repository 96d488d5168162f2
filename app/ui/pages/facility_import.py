"""An office's own list of facilities from Excel: what each row would do stands here before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from app.domain.permissions import can
from app.services.facilities import facility_import, import_words, list_columns
from app.services.facilities.facility_import import NEW, STATES, Plan, Row, Settings
from app.text.breaks import with_breaks
from app.text.digits import digits_for
from app.text.words import LANGUAGES, words
from app.ui.models.excel import to_excel
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label, note, row
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height, scrolled_page

if TYPE_CHECKING:
    from pathlib import Path

    from app.data.reader import Reader
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.forms.workbook import Lines
    from app.ui.context import Context

_TONES: Mapping[str, str] = {"new": "good", "changed": "warn", "unclear": "warn", "refused": "danger", "same": "dim"}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with what is to be known of it: language → lines."""

    row: Row
    told: Mapping[str, list[str]]

    @property
    def id(self) -> str:
        """The key of the row in the list."""
        return self.row.id


class FacilityImportPage(Page):
    """A file is chosen, its columns may be corrected, unclear rows answered; then all or chosen rows are saved as one act."""

    watches: ClassVar[frozenset[str]] = frozenset({"facility", "facility_past"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.file = ""
        self.sheets: tuple[Lines, ...] = ()
        self.settings = Settings()
        self.plan: Plan | None = None
        self.shown_rows: tuple[ShownRow, ...] = ()
        self.title, self.lead = heading(self), note(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.file_button = button(self, "upload", self.choose, primary=True)
        self.template_button = button(self, "download", self.template, flat=True)
        self.columns_button = button(self, "list", self.columns)
        self.form = Form(columns=4)
        self.sheet, self.which = ChoiceField(), ChoiceField()
        self.form.add("sheet", self.sheet)
        self.form.add("type", CodeField(context, "facility_type"))
        self.form.add("owner", CodeField(context, "facility_owner"))
        self.form.add("which", self.which)
        self.sentence = label(self, "dim", wrap=True)
        self.table = SimpleTable(context, "facility_import", self._columns())
        self.detail = label(self, "", wrap=True)
        self.answer_button = button(self, "check", self.answer)
        self.save_button = button(self, "save", self.save_all, primary=True)
        self.some_button = button(self, "save", self.save_some)
        self._lay_out()
        self.form.changed.connect(self._set)
        self.table.picked.connect(lambda _: self._picked())
        self.table.opened.connect(lambda _: self.answer())
        self.retranslate()

    def _lay_out(self) -> None:
        gap = self.context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.title, 1, gap=gap))
        box.addWidget(self.lead)
        line = Flow(gap=gap)
        for one in (self.file_button, self.columns_button, self.template_button):
            line.addWidget(one)
        box.addLayout(line)
        box.addWidget(self.form)
        box.addWidget(self.sentence)
        box.addWidget(self.table, 1)
        box.addWidget(self.detail)
        acts = Flow(gap=gap)
        for one in (self.save_button, self.some_button, self.answer_button):
            acts.addWidget(one)
        box.addLayout(acts)
        keep_height(self.context, self.table, 9)

    def _columns(self) -> list[Column]:
        return [
            Column("row", lambda: self.tr("Row"), lambda one: one.row.id, width=7, digits=True, align="right"),
            Column("state", lambda: self.tr("What it is"), self._state, width=14, bold=True, tone=self._tone),
            Column("code", lambda: self.tr("Code"), lambda one: import_words.row_code(one.row), width=11),
            Column("name", lambda: self.tr("Name"), lambda one: import_words.row_name(one.row, self.context.lang), width=26),
            Column("what", lambda: self.tr("What would be saved, or what is wrong"), self._what, width=50, stretch=True),
        ]

    def _state(self, one: ShownRow) -> str:
        return words(f"import.state.{one.row.state}", self.context.lang)

    def _tone(self, one: ShownRow) -> str:
        return _TONES[one.row.state]

    def _what(self, one: ShownRow) -> str:
        return " · ".join(one.told[self.context.lang])

    # ---- words ----

    def retranslate(self) -> None:
        self.title.setText(self.tr("Facilities from an Excel list"))
        self.lead.setText(
            self.tr(
                "Nothing is saved before you have looked at it. An empty cell changes nothing. What you save is one act: "
                "Ctrl+Z takes all of it back."
            )
        )
        self.back_button.setText(self.tr("Facilities"))
        self.file_button.setText(self.tr("Choose a file …"))
        self.template_button.setText(self.tr("Empty list to fill in …"))
        self.columns_button.setText(self.tr("What the columns mean …"))
        for name, text in {
            "sheet": self.tr("Sheet"),
            "type": self.tr("Type, where a row says none"),
            "owner": self.tr("Owner, where a row says none"),
            "which": self.tr("Show"),
        }.items():
            self.form.label(name, text)
        lang = self.context.lang
        states = [(state, words(f"import.state.{state}", lang)) for state in STATES]
        self.which.set_choices([("", self.tr("All rows")), *states])
        self.answer_button.setText(self.tr("Which facility is it …"))
        self.some_button.setText(self.tr("Save the selected rows"))
        self.table.set_name(self.tr("Rows of the list"))
        self.table.set_empty(
            self.tr("Choose an Excel workbook with one facility in each row, or begin with an empty list."),
            self.tr("Choose a file …"),
            self.choose,
        )
        self.table.retranslate()
        self._say()

    def _say(self) -> None:
        """How many rows of each state; what may be done."""
        plan, lang = self.plan, self.context.lang
        ready = sum(one.state in ("new", "changed") for one in plan.rows) if plan is not None else 0
        self.save_button.setText(self.tr("Save all new and changed rows: {n}").format(n=digits_for(ready, lang)))
        self.save_button.setEnabled(bool(ready))
        self.columns_button.setEnabled(plan is not None)
        if plan is None:
            self.sentence.setText(self.file)
        else:
            told = [words(f"import.count.{state}", lang, n=digits_for(number, lang)) for state, number in plan.counts().items()]
            self.sentence.setText(with_breaks(" · ".join([self.file, *told])))
        self._picked()

    def _picked(self) -> None:
        """What stands in the chosen row, line by line."""
        chosen = self._chosen()
        self.detail.setText(with_breaks("\n".join(chosen[0].told[self.context.lang])) if len(chosen) == 1 else "")
        self.detail.setVisible(bool(self.detail.text()))
        self.answer_button.setEnabled(len(chosen) == 1 and self._may_answer(chosen[0].row))
        self.some_button.setEnabled(any(one.row.state in ("new", "changed") for one in chosen))

    def _may_answer(self, one: Row) -> bool:
        """Whether a person can say which facility a row is: an unclear one, or one that was answered."""
        return bool(one.alike) or one.number in self.settings.answers

    def _chosen(self) -> list[ShownRow]:
        found = (self.table.row_of(key) for key in self.table.all_selected())
        return [one for one in found if one is not None]

    # ---- reading ----

    def shown(self, **where: object) -> None:
        if self.which.value() is None:
            self.which.set_value("")
        self._show_rows()
        self.file_button.setFocus()

    def choose(self) -> bool:
        """Asks for a file and reads it."""
        file = self.context.dialogs.open_file(self, self.tr("Choose a file …"), "Excel (*.xlsx)")
        if file is not None:
            self._load(file)
        return True

    def _load(self, file: Path) -> None:
        def done(sheets: tuple[Lines, ...]) -> None:
            self.file, self.sheets, self.plan = file.name, sheets, None
            self.settings = Settings(type=self.settings.type, owner=self.settings.owner)
            self.sheet.set_choices([(one.name, one.name) for one in sheets])
            self.read()

        self.context.tasks.call(lambda: facility_import.load(file), done, self)

    def _set(self, name: str) -> None:
        """The sheet, or what holds for rows that say nothing."""
        values = self.form.values()
        if name == "which":
            self._show_rows()
            return
        changed = replace(self.settings, type=str(values["type"] or ""), owner=str(values["owner"] or ""))
        if name == "sheet" and values["sheet"] and values["sheet"] != (self.plan.sheet if self.plan is not None else ""):
            changed = replace(changed, sheet=str(values["sheet"]), columns={}, answers={})
        if changed != self.settings:
            self.settings = changed
            self.read()

    def read(self) -> None:
        """Compares the list with the register."""
        sheets, settings = self.sheets, self.settings
        if sheets:
            self.context.tasks.run(
                lambda reader: _look(reader, sheets, settings), self._show, self, on="work", key="plan", failed=self._no_plan
            )

    def _no_plan(self, error: AppError) -> None:
        """The sheet cannot be read as a list."""
        self.plan, self.shown_rows = None, ()
        self._show_rows()
        self.context.tell(error)

    def _show(self, found: tuple[Plan, tuple[ShownRow, ...]]) -> None:
        self.plan, self.shown_rows = found
        self.sheet.blockSignals(True)
        self.sheet.set_value(self.plan.sheet)
        self.sheet.blockSignals(False)
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.which.value()
        self.table.set_rows([one for one in self.shown_rows if not wanted or one.row.state == wanted])
        self._say()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    # ---- acts ----

    def columns(self) -> None:
        """Asks what each column means."""
        plan, lang = self.plan, self.context.lang
        if plan is None:
            return
        form = Form(columns=2)
        known = [(name, list_columns.title(name, lang)) for name in list_columns.known_fields()]
        for one in plan.columns:
            field = ChoiceField()
            field.set_choices([("", self.tr("(not taken in)")), *known])
            form.add(one.letter, field)
            form.label(one.letter, f"{one.letter} · {one.heading}" if one.heading else one.letter)
        form.set_values({one.letter: one.field for one in plan.columns})
        try:
            if not self.context.dialogs.ask(self, self.tr("What the columns mean"), self.tr("Look at it so"), form):
                return
            said = {name: str(value or "") for name, value in form.values().items()}
        finally:
            form.deleteLater()
        fields = [field for field in said.values() if field]
        if len(fields) != len(set(fields)):
            self.context.notice(self.tr("Two columns mean the same. Choose one of them."), "warn")
            return
        self.settings = replace(self.settings, columns=said)
        self.read()

    def answer(self) -> bool:
        """Asks which facility an unclear row is."""
        chosen = self._chosen()
        if len(chosen) != 1 or not self._may_answer(chosen[0].row):
            return False
        one, lang = chosen[0].row, self.context.lang
        field = ChoiceField()
        choices = [(each.facility.id, import_words.facility_words(each.facility, lang)) for each in one.alike if each.facility]
        if not choices and one.facility is not None:
            choices = [(one.facility.id, import_words.facility_words(one.facility, lang))]
        field.set_choices([*choices, (NEW, self.tr("Another one that is not in the register yet"))])
        form = Form(columns=1)
        form.add("which", field, required=True)
        form.label("which", self.tr("Row {n} is").format(n=digits_for(one.number, lang)))
        form.set_values({"which": self.settings.answers.get(one.number)})
        try:
            if self.context.dialogs.ask(self, "\n".join(chosen[0].told[lang]), self.tr("It is this one"), form):
                said = {**self.settings.answers, one.number: str(form.values()["which"])}
                self.settings = replace(self.settings, answers=said)
                self.read()
        finally:
            form.deleteLater()
        return True

    def save(self) -> bool:
        return self.save_button.isEnabled() and self.save_all()

    def save_all(self) -> bool:
        """All rows that are new or changed."""
        self._save([one.row for one in self.shown_rows])
        return True

    def save_some(self) -> bool:
        """The selected rows that are new or changed."""
        self._save([one.row for one in self._chosen()])
        return True

    def _save(self, rows: list[Row]) -> None:
        seen, sheets, settings = facility_import.marks(rows), self.sheets, self.settings
        if not seen or not can(self.context.session.actor, "facility.edit"):
            return
        self.context.tasks.run(
            lambda uow: facility_import.apply(uow, sheets, settings, seen), self._saved, self, write="facility_import"
        )

    def _saved(self, done: dict[int, str]) -> None:
        number = digits_for(len(done), self.context.lang)
        self.context.notice(self.tr("Saved on this computer: {n}. Ctrl+Z takes all of it back.").format(n=number), "done")
        self.read()

    def template(self) -> None:
        """An empty list with the headings that are known, and the words that may be written."""
        lang, title = self.context.lang, self.tr("Empty list to fill in …")
        file = self.context.dialogs.save_file(self, title, "facilities.xlsx", "Excel (*.xlsx)")
        if file is not None:
            self.context.tasks.call(
                lambda: import_words.template(file, lang),
                lambda _: self.context.notice(self.tr("Written to {file}.").format(file=file.name), "done"),
                self,
            )

    def export(self) -> bool:
        return to_excel(self.context, self, self.table, "facility_import")

    def back(self) -> bool:
        self.context.navigate("facilities")
        return True


def _look(reader: Reader, sheets: tuple[Lines, ...], settings: Settings) -> tuple[Plan, tuple[ShownRow, ...]]:
    """On a worker: what the list would do, told in both languages."""
    plan = facility_import.plan(reader, sheets, settings)
    told = (ShownRow(one, {lang: import_words.lines(reader, one, plan.sheet, lang) for lang in LANGUAGES}) for one in plan.rows)
    return plan, tuple(told)
