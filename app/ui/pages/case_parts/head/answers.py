"""What a case answers at one glance: who, where with whom, what danger, what is promised, what is late, what next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.codelists import labels as code_labels
from app.domain.records import Record
from app.domain.workflow import Missing, Step
from app.services.cases.case_file import CaseFile, Promise, last_light, promises
from app.services.cases.flow_words import missing_words
from app.services.people.deaths import is_dead
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.words import words
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, card, chip, clear, label, set_tone, unit

if TYPE_CHECKING:
    from app.ui.context import Context

_RISK = {"high": "danger", "medium": "warn", "low": "good"}
_LIGHT = {"red": "danger", "yellow": "warn", "green": "good"}
_ALSO = {"contact": "first_contact", "follow_up": "visit"}
"""Steps of the way that are told as a promise already where they are late."""
CARDS = (("who",), ("where",), ("danger",), ("late", "promised", "next"))
"""Four cards; what is late, what is promised and what is next share one."""


class Answers(QWidget):
    """The cards; the last one has the next step as a button."""

    stepped = Signal(str)
    """Emits: the next step (`first_contact`, `risk`, `visit`, `report_allegation`, `review_placement`, `consent`, `reopen`), or
    that of what is missing on the way of the case."""

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.file: CaseFile | None = None
        self.steps: tuple[Step, ...] | None = None
        self.titles: dict[str, QLabel] = {}
        self.bodies: dict[str, QVBoxLayout] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(context.theme.gap)
        self.cards: list[QFrame] = []
        for names in CARDS:
            frame, layout = card(self)
            layout.setContentsMargins(*[context.theme.gap + context.theme.gap // 2] * 4)
            layout.setSpacing(context.theme.gap // 2)
            for name in names:
                title, body = label(frame, "label"), QVBoxLayout()
                body.setSpacing(context.theme.gap // 4)
                layout.addWidget(title)
                layout.addLayout(body)
                self.titles[name], self.bodies[name] = title, body
            layout.addStretch(1)
            self.cards.append(frame)
        self._columns = 0
        self._place(len(CARDS))

    def _place(self, columns: int) -> None:
        """The cards in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for frame in self.cards:
            self.grid.removeWidget(frame)
        for place, frame in enumerate(self.cards):
            self.grid.addWidget(frame, place // columns, place % columns)
        for place in range(len(self.cards)):
            self.grid.setColumnStretch(place, 1 if place < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._place(4 if self.width() > unit(self) * 110 else 2 if self.width() > unit(self) * 60 else 1)

    def event(self, event: QEvent) -> bool:
        """What stands in the cards has changed, or the room for it: they are never lower than their words."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.setMinimumHeight(max(0, self.grid.minimumHeightForWidth(self.width())))  # -1 while no line wraps
        return done

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        for name, text in {
            "who": self.tr("Who"),
            "where": self.tr("Where, with whom"),
            "danger": self.tr("What is the danger"),
            "promised": self.tr("What is promised"),
            "late": self.tr("What is late"),
            "next": self.tr("What next"),
        }.items():
            self.titles[name].setText(text)
        if self.file is not None:
            self.show_file(self.file)

    def show_file(self, file: CaseFile) -> None:
        """Answers for a case."""
        if self.file is None or self.file.case.id != file.case.id:
            self.steps = None
        self.file = file
        for body in self.bodies.values():
            clear(body)
        self._who(file, self.context.today())
        self._where(file)
        self._danger(file)
        self._when(file)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """The way of the case as its bar tells it: a step that is late there is late here, and what is missing comes next."""
        if steps != self.steps:
            self.steps = steps
            if self.file is not None:
                self._when(self.file)

    def _when(self, file: CaseFile) -> None:
        """What is late, what is promised, what next."""
        for name in ("late", "promised", "next"):
            clear(self.bodies[name])
        due = promises(file, self.context.session.database.clock.now(), self.context.today())
        late = [one for one in due if one.state == "overdue"]
        steps = [
            one for one in self.steps or () if one.state == "late" and _ALSO.get(one.name) not in {one.what for one in late}
        ]
        self._due("promised", [one for one in due if one.state != "overdue"], self.tr("Nothing is promised."))
        self._due("late", late, "" if steps or self.steps is None else self.tr("Nothing is late."))
        for one in steps:
            until = self.words.until(one.due, "overdue") if one.due else words(f"flow.state.{one.state}", self.context.lang)
            self._line("late", self.words.pair(code_label("flow_step", one.name, self.context.lang), until), "danger")
        self._next(file, due)

    def _line(self, name: str, text: str, role: str = "") -> None:
        """One line of a card; nothing for nothing."""
        if text:
            self.bodies[name].addWidget(label(self, role, with_breaks(text), wrap=True))

    def _chip(self, name: str, text: str, tone: str) -> None:
        """A short word with a ground, no wider than its text."""
        self.bodies[name].addWidget(chip(text, tone, self), 0, Qt.AlignmentFlag.AlignLeft)

    def _who(self, file: CaseFile, today: date) -> None:
        """Name, sex and age, disability."""
        lang = self.context.lang
        self._line("who", self.words.name(file.child), "section")
        latin = f"{file.child.text('family_name_latin')} {file.child.text('given_name_latin')}".strip()
        sure = not latin or file.child.flag("latin_confirmed") is True
        self._line("who", latin if sure else self.tr("{name} (spelling not confirmed)").format(name=latin), "dim")
        sex = code_label("sex", file.child.code("sex"), lang) or self.tr("Sex not stated")
        self._line("who", f"{sex} · {self.words.birth(file.child, today)}")
        self._line("who", self._disability(file.child), "dim" if not file.child.codes("disability") else "")
        self._line("who", self._numbers(file.child), "dim")
        if is_dead(file.child):
            died = file.child.day("died_on")
            told = (
                self.tr("Died on {day}").format(day=short_date(died, lang)) if died else self.tr("Died, the day is not known")
            )
            self._line("who", told, "danger")

    def _disability(self, child: Record) -> str:
        """Which disability; not assessed is never none (practice P17)."""
        found = code_labels("disability", child.codes("disability"), self.context.lang)
        none = self.tr("No disability") if child.flag("disability_assessed") else self.tr("Disability: not assessed")
        return found or none

    def _numbers(self, child: Record) -> str:
        """The child's numbers elsewhere: of the ministry in its two parts, in Primero, in OSCaR."""
        ministry = " ".join(part for part in (child.text("mosvy_village"), child.text("mosvy_number")) if part)
        told = (
            (self.tr("Ministry {number}"), ministry if child.text("mosvy_number") else ""),
            (self.tr("Primero {number}"), child.text("primero_id")),
            (self.tr("OSCaR {number}"), child.text("oscar_id")),
        )
        return " · ".join(words.format(number=number) for words, number in told if number)

    def _where(self, file: CaseFile) -> None:
        """Village, how to find it, carer or placement."""
        lang = self.context.lang
        kind = file.child.code("address_kind")
        village = file.child.text("village_km") if lang == "km" else file.child.text("village_en")
        told = village or file.child.text("country") or code_label("address_kind", kind, lang)
        self._line("where", told or self.tr("Address not stated"))
        self._line("where", file.child.text("how_to_find"), "dim")
        placement = next((row for row in reversed(file.rows("placement")) if row.day("to_on") is None), None)
        if placement is not None:
            facility = file.place(placement.text("facility"), lang)
            self._line("where", " · ".join(filter(None, [code_label("care_option", placement.code("option"), lang), facility])))
        carers = [row for row in file.family if row.flag("is_carer")]
        for row in carers:
            name = f"{row.text('family_name_km')} {row.text('given_name_km')}".strip() or row.text("name_latin")
            relation = code_label("relation", row.code("relation"), lang)
            self._line("where", self.tr("Carer: {name}").format(name=" · ".join(filter(None, [name, relation]))))
        if not carers:
            self._line("where", self.tr("No carer is noted."), "warn")

    def _danger(self, file: CaseFile) -> None:
        """Risk, concerns, the last light."""
        lang, risk = self.context.lang, file.case.code("risk_level")
        told = self.tr("Risk: {level}").format(level=code_label("risk_level", risk, lang) or self.tr("not set yet"))
        self._chip("danger", told, _RISK.get(risk or "", ""))
        if file.case.flag("urgent"):
            self._chip("danger", self.words.field("urgent"), "danger")
        for row in file.rows("concern")[:4]:
            if row.day("ended_on") is None:
                self._line("danger", self.words.concern(row))
        kinds = [code_label("child_category", row.code("code"), lang) for row in file.rows("category")]
        self._line("danger", " · ".join(kinds), "dim")
        light = last_light(file.rows("note"))
        if light is not None:
            told = self.tr("Last visit: {light}").format(light=code_label("light_result", light[0], lang))
            self._chip("danger", told, _LIGHT[light[0]])

    def _due(self, name: str, due: list[Promise], nothing: str) -> None:
        """Promises, with their day."""
        if not due:
            self._line(name, nothing, "dim")
        for one in due:
            text = self.words.pair(self.words.promise(one.what), self.words.until(one.due, one.state))
            role = {"overdue": "danger", "soon": "warn"}.get(one.state, "")
            self._line(name, text, role)
            if one.what == "first_contact" and self.file is not None:
                case = self.file.case
                risk, precision = case.code("risk_level"), case.code("received_precision")
                self._line(name, self.words.contact_rule(risk, case.moment("received_at"), precision), "dim")

    def _next(self, file: CaseFile, due: list[Promise]) -> None:
        """The one next step."""
        step = next_step(file, due)
        wanted = _missing(self.steps or (), due) if step in ("visit", "review_placement") else None
        if wanted is not None:
            self._button(missing_words(wanted, self.context.lang), wanted.step)
            return
        texts = {
            "reopen": self.tr("Reopen the case"),
            "risk": self.tr("Set the risk level"),
            "first_contact": self.tr("Note the first contact"),
            "report_allegation": self.tr("Note that the allegation was reported"),
            "consent": self.tr("Note consent"),
            "visit": self.tr("Write down a visit"),
            "review_placement": self.tr("Review the placement"),
            "medical": self.tr("Medical care: go with the child now"),
        }
        if step not in texts:
            self._line("next", self.tr("This case was entered by mistake; nothing is to be done."), "dim")
            return
        self._button(texts[step], step)
        if step == "reopen":
            day = short_date(file.case.day("closed_on"), self.context.lang)
            reason = code_label("close_reason", file.case.code("close_reason"), self.context.lang)
            self._line("next", self.tr("Closed on {day}: {reason}").format(day=day, reason=reason), "dim")
        set_tone(self.titles["late"], "danger" if any(one.state == "overdue" for one in due) else "")

    def _button(self, text: str, step: str) -> None:
        """The button of the next step."""
        made = button(self, "next", lambda: self.stepped.emit(step), text=text)
        self.bodies["next"].addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)


def _missing(steps: tuple[Step, ...], due: list[Promise]) -> Missing | None:
    """What is missing for the step that is late, or to be done now; nothing while something promised is over or near."""
    late = next((one for one in steps if one.state == "late" and one.missing), None)
    if late is not None and not any(one.state == "overdue" for one in due):
        return late.missing[0]
    now = next((one for one in steps if one.state == "now" and one.missing), None)
    return now.missing[0] if now is not None and not any(one.state in ("overdue", "soon") for one in due) else None


def next_step(file: CaseFile, due: list[Promise]) -> str:
    """What is to be done next: the risk first, since it sets the limits, then what is due, then consent, then a visit."""
    if file.case.code("status") != "open":
        return "reopen" if file.case.code("status") == "closed" else ""
    if not file.case.code("risk_level"):
        return "risk"
    if due and (due[0].state in {"overdue", "soon"} or due[0].what == "first_contact"):
        return due[0].what
    if not file.rows("consent"):
        return "consent"
    return "visit"
