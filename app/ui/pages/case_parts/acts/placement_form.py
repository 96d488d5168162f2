"""The form of a placement: the ladder of the six options with their answers, and what speaks against it, told at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.care import Wanted, Warning_, earlier, step_of, steps
from app.domain.codelists import label as code_label
from app.services.care import care, care_words
from app.text.digits import digits_for
from app.ui.pages.case_parts.fields.care_fields import KinField
from app.ui.pages.case_parts.fields.forms import grouped
from app.ui.pages.case_parts.fields.makers import code
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

translate = QCoreApplication.translate
ANSWER = "answer_"
WAIT_MS = 150
_OF_PLACE = ("facility", "admission_reason", "admission_source", "legal_paper")
_ASKED = frozenset({"option", "facility", "approved_carer", "carer", "from_on", "formal"})
_PLACES = ("facility", "approved_carer", "carer")
_WITH_HOUSEHOLD = frozenset({"kinship", "foster", "group_care", "faith"})
_WITH_KIN = frozenset({"remains", "birth_family", "kinship"})
_WITH_LIST = frozenset({"group_care", "faith", "residential"})
"""Options of which the place may stand in the register of facilities."""


class PlacementForm(Form):
    """Option, ladder, place, decision, warnings, reason."""

    def __init__(self, context: Context, words: CaseWords, case: str, values: Mapping[str, object]) -> None:
        super().__init__(columns=2)
        self.context = context
        self.words = words
        self.case = case
        self.placement = str(values.get("id") or "")
        self.before = dict(values)
        self.found: tuple[Warning_, ...] = ()
        self.panel = WarningList(self)
        self._make()
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.look)
        self.changed.connect(self._changed)
        self._name()
        self.set_values({**grouped(values), "from_on": values.get("from_on") or context.today()})
        self._fit()
        context.tasks.run(self._read, self._known, self)

    def _make(self) -> None:
        """The fields in their order."""
        makers = VIEWS["placement"].fields
        self.add("option", makers["option"](self.context), required=True)
        self.add("from_on", makers["from_on"](self.context), required=True)
        self.section("ladder")
        for step in steps()[:-1]:
            self.add(f"{ANSWER}{step}", CodeField(self.context, "care_answer"))
        self.section("place")
        for name in _PLACES:
            field = makers[name](self.context)
            self.add(name, KinField(self.context, self.case) if isinstance(field, KinField) else field)
        self.section("against")
        self.insert(self.panel)
        self.add("reason_despite", makers["reason_despite"](self.context), wide=True)
        self.section("decision")
        if not self.placement:
            self.add("end_open", BoolField(), wide=True)
        self.add("admission_reason", code("admission_reason")(self.context))
        self.add("admission_source", code("admission_source")(self.context))
        self.add("legal_paper", TextField())
        for name, make in makers.items():
            if name not in self.cells:
                self.add(name, make(self.context), wide=name in VIEWS["placement"].wide)

    def _name(self) -> None:
        """Sets every word in the language now."""
        for name in self.cells:
            if name.startswith(ANSWER):
                step, lang = name.removeprefix(ANSWER), self.context.lang
                number = digits_for(str(steps().index(step) + 1), lang)
                self.label(name, f"{number}. {code_label('care_option', step, lang)}")
            else:
                self.label(name, self.words.field(name, "placement"))
        for name, text in (
            ("admission_reason", translate("Placement", "Reason of the admission")),
            ("admission_source", translate("Placement", "Brought by")),
            ("legal_paper", translate("Placement", "Paper of the competent authority (number, date)")),
            ("reason_despite", translate("Placement", "Why this is the best placement all the same")),
        ):
            self.label(name, text)
        if "end_open" in self.cells:
            self.label("end_open", translate("Placement", "End the placement before on the same day"))
        left = translate("Placement", "Left empty, Komar writes a day by the rule of the office.")
        for name in ("next_review_on", "expected_end_on"):
            self.hint(name, left if not self.placement else "")
        names = translate("Placement", "Name nobody here who may have done harm: everybody of the case reads it.")
        self.hint("reason_despite", names)
        self.section_label("ladder", translate("Placement", "Earlier options, in the order of the policy"))
        self.section_label("place", translate("Placement", "Where"))
        self.section_label("decision", translate("Placement", "Who decided, and until when"))
        self.section_label("against", translate("Placement", "What speaks against it"))

    # ---- what is known ----

    def _read(self, reader: Reader) -> tuple[dict[str, str], int]:
        """The answers on earlier options so far, and how many placements are open."""
        return care.answers(reader, self.case), len(care.open_of(reader, self.case, but=self.placement))

    def _known(self, told: tuple[dict[str, str], int]) -> None:
        """Shows the answers that stand in the case already."""
        answers, still = told
        typed = self.values()
        self.set_values({f"{ANSWER}{step}": answer for step, answer in answers.items() if not typed.get(f"{ANSWER}{step}")})
        if "end_open" in self.cells:
            self.show_field("end_open", still > 0)
            self.set_values({"end_open": still > 0})
        self.look()

    def _changed(self, name: str) -> None:
        """What matters for the warnings was changed."""
        if name == "option":
            self._fit()
        if name in _ASKED or name.startswith(ANSWER):
            self._wait.start()

    def _fit(self) -> None:
        """Shows what belongs to the chosen option."""
        option = str(self.field("option").value() or "")
        before = earlier(option)
        for step in steps()[:-1]:
            self.show_field(f"{ANSWER}{step}", step in before)
        self._sections["ladder"].setVisible(bool(before))
        listed = step_of(option) in _WITH_LIST
        for name in _OF_PLACE:
            self.show_field(name, listed and (name == "facility" or not self.placement))
        self.show_field("carer", option in _WITH_KIN)
        self.show_field("approved_carer", step_of(option) in _WITH_HOUSEHOLD)

    def wanted(self) -> Wanted:
        """The placement as it is filled in so far."""
        values = self.values()
        day = values["from_on"]
        option = str(values["option"] or "")
        facility = str(values.get("facility") or "") if step_of(option) in _WITH_LIST else ""
        kin = str(values.get("carer") or "") if option in _WITH_KIN else ""
        carer = str(values.get("approved_carer") or "") if step_of(option) in _WITH_HOUSEHOLD else ""
        formal = values.get("formal") is True
        return Wanted(option, facility, carer, day if isinstance(day, date) else None, self.placement, kin, formal)

    def answers(self) -> dict[str, str]:
        """Option → answer, of those that stand before the chosen one."""
        values = self.values()
        before = earlier(str(values["option"] or ""))
        return {step: str(answer) for step in before if (answer := values.get(f"{ANSWER}{step}"))}

    def look(self) -> None:
        """Reads what speaks against it."""
        wanted, given, case = self.wanted(), self.answers(), self.case
        if wanted.option:
            self.context.tasks.run(
                lambda reader: care.warnings(reader, case, wanted, more=given),
                self._show_found,
                self,
                on="work",
                key="warnings",
            )

    def _show_found(self, found: tuple[Warning_, ...]) -> None:
        """Shows it; a reason is asked for where one is needed."""
        self.found = found
        self.panel.show_warnings(
            [(care_words.warning_text(one, self.context.lang), one.needs_reason or not one.kept) for one in found]
        )
        needed = any(one.needs_reason for one in found)
        self.show_field("reason_despite", needed or bool(self.field("reason_despite").value()))
        self.field("reason_despite").set_required(needed)


class WarningList(QWidget):
    """Warnings one below the other; those that need a reason, or tell of danger, stand out by a mark and by colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.lines: list[QWidget] = []
        self.show_warnings([])

    def show_warnings(self, told: list[tuple[str, bool]]) -> None:
        """Shows sentences, each with whether it needs a reason."""
        for old in self.lines:
            old.hide()
            old.deleteLater()
        nothing = translate("Placement", "Nothing speaks against it.")
        self.lines = []
        for text, needed in told or [(nothing, False)]:
            one = label(
                self, "problem" if needed else "dim", f"⚠ {text}" if needed else f"• {text}" if told else text, wrap=True
            )
            self.box.addWidget(one)
            one.show()  # Qt would show it in the next round alone, and the panel be empty till then
            self.lines.append(one)
        self.updateGeometry()
