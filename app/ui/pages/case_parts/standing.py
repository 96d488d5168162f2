"""How a case stands between people and offices: offered to whom, lent until when, or moved away; the answer one button away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import between
from app.services.between import Offer
from app.services.moves import OfficeCard, Stub
from app.text.dates import short_date
from app.ui.pages.case_parts.sharing_answers import SharingAnswers
from app.ui.widgets.basics import button, card, clear, label, row

if TYPE_CHECKING:
    from app.services.case_file import CaseFile
    from app.ui.context import Context
    from app.ui.pages.page import Page


class Standing(QWidget):
    """A line for each offer; hidden while nothing waits and nobody replaces anybody."""

    saved = Signal()

    def __init__(self, context: Context, page: Page) -> None:
        super().__init__(page)
        self.context = context
        self.answers = SharingAnswers(context, page, self.saved.emit)
        self.offers: Sequence[Offer] = ()
        self.stub: Stub | None = None
        frame, self.lines = card(self)
        gap = context.theme.gap
        self.lines.setContentsMargins(*[gap + gap // 2] * 4)
        self.lines.setSpacing(gap)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(frame)
        self.hide()

    def load(self, file: CaseFile) -> None:
        """Reads how a case stands, if its hand-overs say that there is something to read."""
        if any(one.code("state") in ("offered", "accepted") for one in file.rows("hand_over")):
            case = file.case.id
            self.context.tasks.run(lambda reader: between.of_case(reader, case), self.show_offers, self, key="standing")
        else:
            self.show_offers(())

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Shows offers in place of those before."""
        self.offers, self.stub = offers, None
        self.retranslate()

    def show_stub(self, stub: Stub) -> None:
        """Shows where a case went."""
        self.offers, self.stub = (), stub
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        clear(self.lines)
        self.setAccessibleName(self.tr("How the case stands between people and offices"))
        if self.stub is not None:
            self._line(self._moved(self.stub), "warn")
        for one in self.offers:
            self._line(self._offered(one), "dim" if one.lent else "warn", one)
        self.setVisible(bool(self.offers) or self.stub is not None)

    def _line(self, text: str, tone: str, offer: Offer | None = None) -> None:
        """What stands, and the button that answers."""
        line = QWidget(self)
        told = label(line, tone, text, wrap=True)
        inner = row(told, gap=self.context.theme.gap)
        inner.setStretch(0, 1)
        if offer is not None and offer.row.may:
            answer = button(line, "next", partial(self.answers.answer, offer.row), text=self._verb(offer))
            answer.setAccessibleName(f"{answer.text()} {text}")
            inner.addWidget(answer, 0, Qt.AlignmentFlag.AlignTop)
        line.setLayout(inner)
        self.lines.addWidget(line)

    def _verb(self, offer: Offer) -> str:
        """What the button does."""
        if "withdrawn" in offer.row.may:
            return self.tr("Take the offer back…")
        return self.tr("Give the case back…") if offer.lent else self.tr("Look and answer…")

    def _offered(self, one: Offer) -> str:
        """To whom since when, and who answers for the case until then."""
        lang, record = self.context.lang, one.row.record
        on, until = record.day("on_date"), record.day("until")
        day = short_date(on, lang) if on else "–"
        to = self._office(one.office) if one.office is not None else one.to or "–"
        who, end = one.responsible or "–", short_date(until, lang) if until else "–"
        if one.lent:
            return self.tr("{to} works on this case until {end}, in place of {who}.").format(to=to, end=end, who=who)
        if one.row.kind == "cover":
            told = self.tr("Offered to {to} on {day}, for a leave until {end}.").format(to=to, day=day, end=end)
        elif one.office is not None:
            told = self.tr("Offered to the office {to} on {day}.").format(to=to, day=day)
        else:
            told = self.tr("Offered to {to} on {day}.").format(to=to, day=day)
        until_then = self.tr("Until it is accepted, {who} stays responsible.").format(who=who)
        return f"{told} {until_then}"

    def _moved(self, stub: Stub) -> str:
        """Where the case is, and whom to ask."""
        day = stub.record.day("moved_on")
        told = self.tr("This case belongs to another office now: {to}. It was offered on {day}.").format(
            to=self._office(stub.to), day=short_date(day, self.context.lang) if day else "–"
        )
        ask = " · ".join(part for part in (stub.record.text("ask_whom"), self.context.language.digits(stub.to.phone)) if part)
        asked = self.tr("Whom to ask: {ask}").format(ask=ask)
        return f"{told} {asked}" if ask else told

    def _office(self, office: OfficeCard) -> str:
        return office.name_km if self.context.lang == "km" else office.name_en or office.name_km
