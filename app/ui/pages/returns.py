"""The monthly return: numbers beside last month's, each a way to its records; checks, signing, the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.domain.indicators import Month, Sheet
from app.domain.permissions import can
from app.services.numbers import return_files, returns
from app.services.office.rates import rates, set_days
from app.text.amounts import riel
from app.text.dates import month_name, short_moment
from app.text.digits import digits_for
from app.ui.pages.page import Page
from app.ui.pages.return_parts.behind import BehindPane
from app.ui.pages.return_parts.wide import WideTable
from app.ui.widgets.basics import Scrolled, button, chip, heading, label, row, section, set_tone
from app.ui.widgets.dates import DateField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height
from app.ui.widgets.tabs import NamedTabs

if TYPE_CHECKING:
    from app.domain.records import Changes, Record
    from app.services.numbers.returns import MonthlyReturn
    from app.ui.context import Context


class ReturnsPage(Page):
    """One month at a time; last month when it first comes up, since that is the one to be signed."""

    watches = frozenset({
        "case", "episode", "child", "concern", "risk", "note", "placement", "allegation", "facility", "residency",
        "inspection", "finding", "rate", "return",
    })  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        today = context.today()
        self.month = Month(today.year, today.month).before()
        self.current: MonthlyReturn | None = None
        self.heading = heading(self)
        self.earlier = button(self, "back", self.month_before)
        self.later = button(self, "next", self.month_after)
        self.month_label = label(self, "section")
        self.state = chip("", "", self)
        self.sentence = label(self, "dim", wrap=True)
        self.excel_button = button(self, "download", self.export)
        self.rate_button = button(self, "calendar", self.set_rates)
        self.sign_button = button(self, "check", self.sign, primary=True)
        self.tabs = NamedTabs(self)
        keep_height(context, self.tabs)
        self.pane = BehindPane(context, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(self.tabs)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(gap * 2, gap * 2, gap * 2, gap * 2)
        box.setSpacing(gap)
        line = Flow(gap=gap)
        for part in (
            self.earlier,
            self.month_label,
            self.later,
            self.state,
            self.sign_button,
            self.excel_button,
            self.rate_button,
        ):
            line.addWidget(part)
        box.addWidget(self.heading)
        box.addLayout(line)
        box.addWidget(self.sentence)
        box.addWidget(self.splitter, 1)
        self.tabs.currentChanged.connect(self._fill_tab)
        self.rate_button.setVisible(can(context.session.actor, "rate.edit"))
        self.sign_button.setVisible(can(context.session.actor, "return.sign"))
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Monthly return"))
        self.earlier.setText(self.tr("Month before"))
        self.later.setText(self.tr("Month after"))
        self.excel_button.setText(self.tr("Workbook (Ctrl+E)"))
        self.rate_button.setText(self.tr("Food allowance rate"))
        self.sign_button.setText(self.tr("Sign"))
        self.tabs.setAccessibleName(self.tr("Sheets of the return"))
        self.pane.retranslate()
        self._build()

    def shown(self, **where: object) -> None:
        if where.get("month"):
            self.month = where["month"] if isinstance(where["month"], Month) else self.month
        self.read()

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def read(self) -> None:
        """Counts the month anew."""
        month = self.month
        self.sentence.setText(self.tr("Counting …"))
        self.context.tasks.run(
            lambda reader: returns.compute(reader, month), self._show, self, on="work", key="compute", failed=self._refused
        )

    def _refused(self, error: AppError) -> None:
        self.sentence.setText(self.context.words(error))

    def _show(self, current: MonthlyReturn) -> None:
        self.current = current
        self._build()

    def _build(self) -> None:
        """Sheets as tabs; a tab's tables are made when it is first looked at."""
        self.month_label.setText(month_name(self.month.year, self.month.month, self.context.lang))
        today = self.context.today()
        self.later.setEnabled(self.month.next_first <= today)
        current = self.current
        if current is None:
            return
        lang, chosen = self.context.lang, max(0, self.tabs.currentIndex())
        self.tabs.blockSignals(True)
        while self.tabs.count():
            gone = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if gone is not None:
                gone.deleteLater()
        for sheet in current.definition.sheets:
            self.tabs.addTab(Scrolled(self), sheet.words[lang])
        self.tabs.addTab(Scrolled(self), self.tr("Checks"))
        self.tabs.setCurrentIndex(min(chosen, self.tabs.count() - 1))
        self.tabs.blockSignals(False)
        self._say(current)
        self._fill_tab(self.tabs.currentIndex())

    def _say(self, current: MonthlyReturn) -> None:
        """Where the return stands, in a chip and a sentence."""
        lang = self.context.lang
        if current.signed is None:
            self.state.setText(self.tr("Draft"))
            set_tone(self.state, "")
            text: str = self.tr("Not signed yet. A number opens its records; last month's stands dim at its left.")
        else:
            number = digits_for(current.signed.number, lang)
            self.state.setText(self.tr("Signed, number {n}").format(n=number))
            set_tone(self.state, "warn" if current.differences else "good")
            when = short_moment(current.signed.at, lang)
            text = self.tr("Signed by {name}, {when}.").format(name=current.signed.by, when=when)
            if current.differences:
                changed = digits_for(len(current.differences), lang)
                text += " " + self.tr("Numbers that changed since: {n}. Sign again to send a correction.").format(n=changed)
        if current.failed:
            text += " " + self.tr("Checks that failed: {n}.").format(n=digits_for(len(current.failed), lang))
        self.sentence.setText(text)
        self.sign_button.setEnabled(current.whole and current.over)
        why = "" if current.over else self.tr("The month is not over.")
        self.sign_button.setToolTip(why or ("" if current.whole else self.tr("Without restricted groups it cannot be signed.")))

    def _fill_tab(self, place: int) -> None:
        """Makes the tables of a tab."""
        current, holder = self.current, self.tabs.widget(place)
        if current is None or not isinstance(holder, Scrolled) or holder.content.layout() is not None:
            return
        box = QVBoxLayout(holder.content)
        box.setSpacing(self.context.theme.gap)
        if place == len(current.definition.sheets):
            self._checks(current, box)
        else:
            self._sheet(current, current.definition.sheets[place], box, holder.content)
        box.addStretch(1)

    def _sheet(self, current: MonthlyReturn, sheet: Sheet, box: QVBoxLayout, parent: QWidget) -> None:
        """The notes and tables of a sheet."""
        lang = self.context.lang
        for text in return_files.sheet_notes(current, sheet, lang)[1 + current.practice :]:
            box.addWidget(label(parent, "warn", text, wrap=True))
        for grid in current.grids(sheet, lang):
            box.addWidget(section(parent, grid.title))
            table = WideTable(self.context, current, grid, parent)
            table.chosen.connect(self._ask)
            box.addWidget(table)

    def _ask(self, cell: str) -> None:
        """The records behind a number, at the side."""
        if not can(self.context.session.actor, "return.cell"):
            self.context.notice(self.tr("Your role may not open the records behind a number."), kind="warn")
            return
        width = self.splitter.width()
        if not self.pane.isVisible():
            self.splitter.setSizes([width * 2 // 3, width // 3])
        self.pane.ask(self.month, cell, lambda: self._cell_words(cell))

    def _checks(self, current: MonthlyReturn, box: QVBoxLayout) -> None:
        """What was compared, and what changed since it was signed."""
        lang = self.context.lang
        for check in current.checks:
            tone = "good" if check.ok else "danger" if check.blocks else "warn"
            said: str = self.tr("right") if check.ok else self.tr("not right") if check.blocks else self.tr("to be filled in")
            box.addLayout(row(chip(said, tone), label(None, "", return_files.check_text(check, lang), wrap=True), 1))
        if current.differences:
            box.addWidget(section(None, self.tr("Changed since it was signed")))
        for one in current.differences[:100]:
            text: str = self.tr("{cell}: signed {old}, now {new}")
            old, new = digits_for(one.signed, lang), digits_for(one.now, lang)
            box.addWidget(label(None, "", text.format(cell=self._cell_words(one.cell), old=old, new=new), wrap=True))

    def _cell_words(self, cell: str) -> str:
        """A cell's name in words."""
        current = self.current
        assert current is not None
        return return_files.cell_words(current, cell, self.context.lang)

    def month_before(self) -> None:
        """The month before the one that is shown."""
        self._go(self.month.before())

    def month_after(self) -> None:
        """The month after the one that is shown."""
        self._go(Month(self.month.next_first.year, self.month.next_first.month))

    def _go(self, month: Month) -> None:
        if month.first <= self.context.today():
            self.month = month
            self.pane.hide()
            self._build_heads()
            self.read()

    def _build_heads(self) -> None:
        """The month's name at once, its numbers when they are counted."""
        self.month_label.setText(month_name(self.month.year, self.month.month, self.context.lang))
        self.later.setEnabled(self.month.next_first <= self.context.today())

    def sign(self) -> None:
        """Signs the month; with a check that failed a reason is asked for."""
        current, month = self.current, self.month
        if current is None or not current.whole or not current.over:
            return
        note = ""
        verb: str = self.tr("Sign")
        if current.failed:
            title: str = self.tr("Some checks failed. Why is the return signed all the same?")
            reason = self.context.dialogs.reason(self, title, verb, text_needed=True)
            if reason is None:
                return
            note = reason.text
        else:
            question: str = self.tr("Sign the return of {month}? The numbers are frozen as they are now.")
            name = month_name(month.year, month.month, self.context.lang)
            if not self.context.dialogs.confirm(self, question.format(month=name), verb):
                return
        self.context.tasks.run(lambda uow: returns.sign(uow, month, note=note), self._signed, self, write="return_sign")

    def _signed(self, signed: returns.Signed) -> None:
        number = digits_for(signed.number, self.context.lang)
        self.context.notice(self.tr("Signed as number {n}.").format(n=number))
        self.read()

    def export(self) -> bool:
        """The workbook of the month."""
        current, session, lang, month = self.current, self.context.session, self.context.lang, self.month
        if current is None:
            return False
        name = f"{return_files.file_name(current)}.xlsx"
        target = self.context.dialogs.save_file(self, self.tr("Workbook of the return"), name, "Excel (*.xlsx)")
        if target is None:
            return True
        self.context.tasks.call(
            lambda: return_files.export(session, month, target, lang),
            lambda _: self.context.notice(self.tr("Written: {file}").format(file=target.name)),
            self,
        )
        return True

    def set_rates(self) -> None:
        """From which day each rate of the food allowance holds."""
        self.context.tasks.run(rates, self._ask_rates, self, key="rates")

    def _ask_rates(self, known: tuple[Record, ...]) -> None:
        form = Form()
        for rate in known:
            name = f"rate_{rate.whole('amount')}"
            field = DateField(self.context, future=True)
            field.set_value(rate.day("valid_from"))
            form.add(name, field)
            form.label(name, self.tr("{amount} a month from").format(amount=riel(rate.whole("amount"), self.context.lang)))
        title: str = self.tr("From which day does each rate hold? Without a day no amount is computed.")
        if self.context.dialogs.ask(self, title, self.tr("Save"), form):
            given = form.values()
            days = [(rate, given.get(f"rate_{rate.whole('amount')}")) for rate in known]
            self.context.tasks.run(lambda uow: set_days(uow, days), None, self, write="rate_set")
        form.deleteLater()
