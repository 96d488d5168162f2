"""A checklist mapped to standards: a number and a weight for each question, what its answers mean, then checked as any form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.scoring import ANSWERS, Dating
from app.forms.mapping import Mapped
from app.services.forms import form_desk, form_mapping
from app.services.forms.form_library import FormEntry, FormShelf
from app.services.forms.form_mapping import FINDINGS, MOST_DAYS, MOST_WEIGHT, Line
from app.services.forms.form_studio import Report
from app.text.breaks import with_breaks
from app.text.digits import digits_for
from app.text.words import words
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, card, clear, label, note, section
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import BoolField, NumberField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.errors import AppError
    from app.forms.model import CompiledForm
    from app.ui.context import Context


@dataclass(frozen=True)
class Source:
    """A workbook to be mapped: what it is called, its bytes and files, what it compiles to, a version that is free."""

    name: str
    data: bytes
    media: Mapping[str, bytes]
    form: CompiledForm
    version: str


class MappingFace(QWidget):
    """The questions as a list; below it what the selected ones are, and what the answers of each list mean."""

    ready = Signal(object)
    """Emits: the report on the mapped form."""

    def __init__(self, context: Context, shelf: FormShelf, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.shelf = context, shelf
        self.source: Source | None = None
        self.lines: tuple[Line, ...] = ()
        self.wanted: dict[str, Mapped] = {}
        self.filling = False
        gap = context.theme.gap
        self.lead = note(self)
        self.table = SimpleTable(context, "form_mapping", self._columns(), self)
        self.number_button = button(self, "list", self.number)
        self.out_button = button(self, "close", self.leave_out)
        self.one = Form(columns=3, parent=self)
        self.finding = ChoiceField()
        self.numbers = NumberField(low=0, high=MOST_WEIGHT), NumberField(low=1, high=MOST_DAYS)
        for name, field in {
            "standard": TextField(),
            "weight": self.numbers[0],
            "due_days": self.numbers[1],
            "finding": self.finding,
            "critical": BoolField(),
        }.items():
            self.one.add(name, field)
        self.meanings = QWidget(self)
        self.meaning_box = QVBoxLayout(self.meanings)
        self.meaning_box.setContentsMargins(0, 0, 0, 0)
        self.last = Form(columns=3, parent=self)
        self.last.add("version", TextField(), required=True)
        self.problem = label(self, "problem", wrap=True)
        self.make_button = button(self, "check", self.make, primary=True)
        acts, end = Flow(gap=gap), Flow(gap=gap)
        for part in (self.number_button, self.out_button):
            acts.addWidget(part)
        end.addWidget(self.make_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap)
        box.addWidget(self.lead)
        box.addWidget(self.table, 1)
        box.addLayout(acts)
        for widget in (self.one, self.meanings, self.last, self.problem):
            box.addWidget(widget)
        box.addLayout(end)
        keep_height(context, self.table, 9)
        self.table.picked.connect(lambda _: self._picked())
        self.one.changed.connect(self._typed)
        self.problem.hide()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("standard", lambda: self.tr("Item"), lambda one: self._item(one).standard, width=7, digits=True, bold=True),
            Column("text", lambda: self.tr("Question"), lambda one: one.text, width=40, stretch=True),
            Column("section", lambda: self.tr("Section"), lambda one: one.section, width=22),
            Column("weight", lambda: self.tr("Weight"), self._weight, width=9, align="right", digits=True),
            Column("critical", lambda: self.tr("Critical"), self._critical, width=10),
            Column("finding", lambda: self.tr("Finding"), self._finding, width=18),
            Column("answers", lambda: self.tr("Answers"), self._answers, width=16, tone=self._answers_tone),
        )

    def _item(self, line: Line) -> Mapped:
        return self.wanted.get(line.id, Mapped())

    def _weight(self, line: Line) -> str:
        return str(self._item(line).weight) if self._item(line).standard else ""

    def _critical(self, line: Line) -> str:
        return self.tr("critical") if self._item(line).standard and self._item(line).critical else ""

    def _finding(self, line: Line) -> str:
        return self._findings()[self._item(line).finding] if self._item(line).standard else self.tr("left out")

    def _findings(self) -> dict[str, str]:
        """The words of what becomes of an item that is not met."""
        return dict(zip(FINDINGS, (self.tr("with a day"), self.tr("cannot wait"), self.tr("never")), strict=True))

    def _missing(self, line: Line) -> bool:
        """Whether an answer of an item means nothing yet."""
        item = self._item(line)
        told = dict(item.answers)
        scale = ANSWERS if item.weight or item.finding != "no" else ("yes", "no")
        return bool(item.standard) and any(told.get(code, code) not in scale for code in line.asked.codes)

    def _answers(self, line: Line) -> str:
        if not self._item(line).standard:
            return ""
        return self.tr("meaning missing") if self._missing(line) else self.tr("understood")

    def _answers_tone(self, line: Line) -> str | None:
        return "warn" if self._missing(line) else None

    # ---- beginning ----

    def begin_report(self, report: Report) -> None:
        """Maps a workbook that was checked."""
        form = report.form
        if form is not None:
            self._show(Source(report.file, report.data, report.media, form, form_mapping.version_for(self.shelf, form)))

    def begin_entry(self, entry: FormEntry) -> None:
        """Maps a form of the library, as a version of its own."""
        shelf = self.shelf

        def read(reader: Reader) -> Source:
            form, media = form_desk.compiled(reader, shelf, entry)
            data, _ = shelf.source(entry.sha256)
            return Source(f"{entry.form_id}.xlsx", data, media, form, form_mapping.version_for(shelf, form))

        self.context.tasks.run(read, self._show, self, on="work", key="mapping", failed=self._refused)

    def _show(self, source: Source) -> None:
        self.source = source
        self.lines = form_mapping.lines(source.form, self.context.lang)
        self.wanted = form_mapping.proposed(self.lines)
        self.last.set_values({"version": source.version})
        self.problem.hide()
        self.retranslate()
        if self.lines:
            self.table.select(self.lines[0].id)

    # ---- changing ----

    def _chosen(self) -> list[Line]:
        """The selected questions."""
        return [line for key in self.table.all_selected() if (line := self.table.row_of(key)) is not None]

    def _picked(self) -> None:
        """What the first of the selected questions is."""
        chosen = self._chosen()
        self.one.setEnabled(bool(chosen))
        if not chosen:
            return
        item = self._item(chosen[0])
        self.filling = True
        values = {name: getattr(item, name) for name in ("standard", "weight", "due_days", "finding", "critical")}
        self.one.set_values(values)
        self.one.field("standard").setEnabled(len(chosen) == 1)
        self.filling = False

    def _typed(self, name: str) -> None:
        """What was typed holds for all selected questions; a number only for one."""
        if self.filling:
            return
        value = self.one.field(name).value()
        for line in self._chosen():
            item = self._item(line)
            if name == "standard":
                item = replace(item, standard=str(value or "").strip())
            elif name == "critical":
                item = replace(item, critical=bool(value))
            elif name == "finding":
                item = replace(item, finding=cast(Dating, value or "yes"))
            elif name == "due_days":
                item = replace(item, due_days=value if isinstance(value, int) else None)
            else:
                item = replace(item, weight=value if isinstance(value, int) else 0)
            self.wanted[line.id] = item
        self.table.set_rows(self.lines)

    def number(self) -> bool:
        """Numbers the selected questions (all, when it is one) in the form's order from the first one's number: 3.1, 3.2 …"""
        chosen = self._chosen()
        lines = [line for line in self.lines if line in chosen] if len(chosen) > 1 else list(self.lines)
        first = self._item(lines[0]).standard if lines else ""
        head, dot, last = first.rpartition(".")
        start = int(last) if last.isascii() and last.isdigit() else 1
        for number, line in enumerate(lines, start):
            self.wanted[line.id] = replace(self._item(line), standard=f"{head}{dot}{number}")
        self._changed()
        return True

    def leave_out(self) -> bool:
        """The selected questions are asked and count for nothing."""
        for line in self._chosen():
            self.wanted[line.id] = replace(self._item(line), standard="")
        self._changed()
        return True

    def _changed(self) -> None:
        self.table.set_rows(self.lines)
        self._picked()

    def _show_meanings(self) -> None:
        """For each list of answers what they mean; it holds for all questions that offer it."""
        clear(self.meaning_box)
        lists: dict[tuple[str, ...], list[Line]] = {}
        for line in self.lines:
            lists.setdefault(line.asked.codes, []).append(line)
        for codes, lines in lists.items():
            if codes:
                self._meaning_card(codes, lines)

    def _meaning_card(self, codes: tuple[str, ...], lines: Sequence[Line]) -> None:
        """The answers of one list."""
        lang = self.context.lang
        count = self.tr("What these answers mean (questions: {n})").format(n=digits_for(len(lines), lang))
        frame, box = card(self.meanings, section(None, count))
        first = label(frame, "dim", with_breaks(self.tr("For example: {question}").format(question=lines[0].text)), wrap=True)
        box.addWidget(first)
        form = Form(columns=3, parent=frame)
        said, told = dict(lines[0].choices), dict(self._item(lines[0]).answers)
        for code in codes:
            field = ChoiceField()
            field.set_choices([(meaning, self._meaning(meaning)) for meaning in (*ANSWERS, "yes", "no")])
            field.set_value(told.get(code, code if code in ANSWERS else None))
            form.add(code, field)
            form.label(code, f"{said.get(code, code)} ({code})")
        form.changed.connect(lambda code: self._mean(lines, code, form.field(code).value()))
        box.addWidget(form)
        self.meaning_box.addWidget(frame)

    def _meaning(self, meaning: str) -> str:
        """A meaning in words."""
        if meaning in ANSWERS:
            return words(f"scoring.answer.{meaning}", self.context.lang)
        return self.tr("danger: yes") if meaning == "yes" else self.tr("danger: no")

    def _mean(self, lines: Sequence[Line], code: str, meaning: object) -> None:
        """An answer means something for all questions of its list."""
        for line in lines:
            self.wanted[line.id] = form_mapping.with_meaning(self._item(line), code, str(meaning or ""))
        self.table.set_rows(self.lines)

    # ---- making ----

    def make(self) -> bool:
        """Writes the mapping into the workbook and checks what results; what does not fit is said, nothing is lost."""
        source, wanted, version = self.source, dict(self.wanted), str(self.last.field("version").value() or "")
        if source is None:
            return False
        shelf, lang = self.shelf, self.context.lang

        def work(reader: Reader) -> Report:
            made = form_mapping.apply(shelf, source.data, source.form, wanted, version, lang)
            return form_desk.look_through_data(reader, shelf, made, source.name, source.media, lang)

        self.problem.hide()
        self.context.tasks.run(work, self.ready.emit, self, on="work", key="map", failed=self._refused)
        return True

    def _refused(self, error: AppError) -> None:
        """The reason stands above the button; the question that it names is selected."""
        self.problem.setText(with_breaks(self.context.words(error)))
        self.problem.show()
        name = str(error.params.get("name", ""))
        if self.table.row_of(name) is not None:
            self.table.select(name)

    def next_problem(self) -> bool:
        """The next item with an answer that means nothing yet."""
        keys = [line.id for line in self.lines if self._missing(line)]
        now = self.table.selected() or ""
        if keys:
            self.table.select(keys[(keys.index(now) + 1) % len(keys)] if now in keys else keys[0])
            self.table.setFocus()
        return bool(keys)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.lead.setText(
            self.tr(
                "Each question with a number is an item of the inspection. Select one or more, then say what they are. A "
                "question about danger has no weight (0), never becomes a finding, and its answers mean “danger”. The full "
                "score, the cut-off and what proposes “critical” are set in the settings, under Rules, once the form is "
                "installed."
            )
        )
        self.number_button.setText(self.tr("Number in order"))
        self.out_button.setText(self.tr("Leave out"))
        self.make_button.setText(self.tr("Check the mapped form"))
        for name, text in {
            "standard": self.tr("Number of the item"),
            "weight": self.tr("Weight (points when met)"),
            "due_days": self.tr("Days to correct (may be empty)"),
            "finding": self.tr("Becomes a finding"),
            "critical": self.tr("Critical"),
        }.items():
            self.one.label(name, text)
        self.last.label("version", self.tr("Version of the mapped form"))
        self.last.hint("version", self.tr("Inspections that were made keep the version that they were made with"))
        kept = self.finding.value()
        self.filling = True
        for number in self.numbers:
            number.lang = self.context.lang
        self.finding.set_choices(list(self._findings().items()))
        self.finding.set_value(kept)
        self.filling = False
        self._picked()
        self.table.set_name(self.tr("Questions of the checklist"))
        self.table.set_empty(self.tr("This form has no question that offers one choice out of a list."))
        if self.source is not None:
            self.lines = form_mapping.lines(self.source.form, self.context.lang)
            self.table.set_rows(self.lines)
            self._show_meanings()
        self.table.retranslate()
