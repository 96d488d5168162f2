"""The head of the page of a case: who it is about, how it stands, what it was joined with, and the buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.records import Record
from app.services.cases.case_file import CaseFile
from app.services.cases.case_names import is_hidden
from app.services.sharing.moves import Stub
from app.ui.pages.case_parts.head.joined import Joined
from app.ui.pages.case_parts.head.likely_line import LikelyLine
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, chip, heading, label, row, set_tone, unit

if TYPE_CHECKING:
    from app.ui.context import Context

_STATUS = {"open": "accent", "closed": "", "not_accepted": "warn", "void": "danger"}
translate = QCoreApplication.translate


class CaseHead(QWidget):
    """Name, state, number, caseworker; buttons beside, in a narrow window below."""

    back = Signal()
    noted = Signal()

    def __init__(self, context: Context, words: CaseWords, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.words = words
        self.heading = heading(self)
        self.about = label(self, "dim", wrap=True)
        self.status = chip("", "", self)
        self.flags = label(self, "warn", wrap=True)
        self.joined = Joined(context, self)
        self.likely = LikelyLine(context, self)
        self.back_button = button(self, "back", self.back.emit, flat=True)
        self.note_button = button(self, "note", self.noted.emit, primary=True)
        self.more_button = button(self, "more")
        gap = context.theme.gap
        names = QVBoxLayout()
        names.setSpacing(0)
        self.title = title = row(self.heading, self.status, 1, gap=gap)
        title.setAlignment(self.status, Qt.AlignmentFlag.AlignVCenter)
        names.addLayout(title)
        names.addWidget(self.about)
        names.addWidget(self.flags)
        names.addWidget(self.joined)
        names.addWidget(self.likely)
        left = QHBoxLayout()
        left.setSpacing(gap)
        left.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(names, 1)
        self.knobs = row(self.note_button, self.more_button, gap=gap)
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(gap)
        self.box.addLayout(left, 1)
        self.box.addLayout(self.knobs)
        self.box.setAlignment(self.knobs, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand below the name, and a long name goes on in the next line."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Places the parts for the words that they have now."""
        around = self.back_button.sizeHint().width() + self.status.sizeHint().width() + unit(self) * 3
        wanted = around + self.heading.fontMetrics().horizontalAdvance(self.heading.text())
        beside = self.width() > max(unit(self) * 97, wanted + self.knobs.sizeHint().width())
        self.heading.setWordWrap(wanted > self.width())
        self.title.setStretch(0, 1 if wanted > self.width() else 0)
        self.box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.box.setAlignment(self.knobs, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag.AlignLeft)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.back_button.setText(translate("CasePage", "Cases"))
        self.note_button.setText(translate("CasePage", "Add a note or visit (Ctrl+N)"))
        self.more_button.setText(translate("CasePage", "More"))
        self.likely.retranslate()

    def show_file(self, file: CaseFile) -> None:
        """Shows whose case it is."""
        case, actor = file.case, self.context.session.actor
        self.heading.setText(self.words.name(file.child))
        self.status.setText(code_label("case_status", case.code("status"), self.context.lang))
        set_tone(self.status, _STATUS.get(case.text("status"), ""))
        told = translate("CasePage", "{code} · Caseworker: {owner} · opened {day}")
        opened = self.words.value("opened_on", case.values.get("opened_on"))
        parts = [told.format(code=case.text("code"), owner=file.owner_name or "–", day=opened)]
        parts += [translate("CasePage", "name told here alone")] if is_hidden(case) else []
        self.about.setText(" · ".join(parts))
        flags = [row.text("text") for row in file.rows("flag") if row.day("cleared_on") is None]
        self.flags.setText(translate("CasePage", "Flagged: {flags}").format(flags=" · ".join(flags)))
        self.flags.setVisible(bool(flags))
        self.joined.show_joined(file.merged, editable=can(actor, "case.void", office=case.text("office")))
        self.likely.load(file)
        self._fit()

    def show_stub(self, stub: Stub) -> None:
        """Shows whose case went to another office: nothing can be done with it here."""
        self.heading.setText(stub.record.text("child_name") or self.words.name(Record("child", "", {"name_unknown": True})))
        self.status.setText(translate("CasePage", "At another office"))
        set_tone(self.status, "warn")
        self.about.setText(stub.record.text("code"))
        for each in (self.flags, self.joined, self.likely, self.note_button, self.more_button):
            each.hide()
        self._fit()
