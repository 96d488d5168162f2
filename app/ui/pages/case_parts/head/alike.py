"""Beside the registration: children who may be here already, with the reasons (practice P3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.services.people.duplicates import Likely
from app.text.breaks import with_breaks
from app.text.digits import digits_for
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, card, chip, clear, label, note, section

if TYPE_CHECKING:
    from app.ui.context import Context


class AlikePanel(QWidget):
    """The list of likely duplicates."""

    opened = Signal(str)
    """Emits: the id of a case to look at."""
    taken = Signal(str, str)
    """Emits: child id and number of the case, whose child is to be taken instead of a new one."""
    settled = Signal(str, str, str)
    """Emits: child id, name, and twin, sibling or other: another child, the warning ends for good."""

    def __init__(self, context: Context, words: CaseWords) -> None:
        super().__init__()
        self.context = context
        self.words = words
        self.found: Sequence[Likely] = ()
        self.heading = section(self)
        self.hint = note(self)
        self.list = QVBoxLayout()
        self.list.setSpacing(context.theme.gap)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.heading, self.hint):
            box.addWidget(part)
        box.addLayout(self.list)
        box.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.heading.setText(self.tr("Already registered?"))
        self.show_found(self.found)

    def show_found(self, found: Sequence[Likely]) -> None:
        """Shows matches in place of those before."""
        self.found = found
        self.hint.setText(
            self.tr("Please look at these children before you save.")
            if found
            else self.tr("While you type, children who may be the same appear here.")
        )
        clear(self.list)
        for one in found:
            self.list.addWidget(self._card(one))

    def _card(self, one: Likely) -> QWidget:
        """One match."""
        frame, layout = card(self)
        likely = one.level == "likely"
        tone, told = ("danger", self.tr("Very likely")) if likely else ("warn", self.tr("Possible"))
        layout.addWidget(chip(told, tone, frame), 0, Qt.AlignmentFlag.AlignLeft)
        if one.own:
            layout.addWidget(_wrapped(frame, "section", one.name or one.latin or self.tr("Name not known")))
            layout.addWidget(_wrapped(frame, "dim", self._about(one)))
        status = code_label("case_status", one.status, self.context.lang)
        layout.addWidget(_wrapped(frame, "", f"{one.code} · {status}"))
        if not one.own:
            whom = self.tr("Case of another caseworker. Ask: {name}, {phone}")
            layout.addWidget(_wrapped(frame, "dim", whom.format(name=one.owner or one.office, phone=one.phone or "–")))
        reasons = ", ".join(self.words.reason(reason) for reason in one.reasons)
        layout.addWidget(_wrapped(frame, "", self.tr("Alike: {reasons}").format(reasons=reasons)))
        if one.own:
            look = button(frame, "case", lambda: self.opened.emit(one.case), text=self.tr("Open the case"), flat=True)
            take = button(
                frame, "child", lambda: self.taken.emit(one.child, one.code), text=self.tr("It is this child"), flat=True
            )
            for part in (look, take):
                part.setAccessibleName(f"{part.text()}: {one.code}")
                layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(frame, "dim", self.tr("Another child:"), wrap=True))
        for row in codelist("distinct_kind"):
            say = partial(self.settled.emit, one.child, one.name, row.code)
            apart = button(frame, "users", say, text=code_label("distinct_kind", row.code, self.context.lang), flat=True)
            apart.setAccessibleName(f"{apart.text()}: {one.code}")
            layout.addWidget(apart, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _about(self, one: Likely) -> str:
        """Latin name, age and village of one's own."""
        age = digits_for(str(one.birth.age_on(self.context.today())), self.context.lang) if one.birth else ""
        village = one.village_km if self.context.lang == "km" else one.village_en or one.village_km
        parts = (one.latin, self.tr("{age} years").format(age=age) if age else "", village)
        return " · ".join(part for part in parts if part)


def _wrapped(parent: QWidget, role: str, text: str) -> QLabel:
    """Text in several lines, Khmer broken between words."""
    return label(parent, role, with_breaks(text), wrap=True)
