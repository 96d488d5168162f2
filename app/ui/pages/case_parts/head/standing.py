"""How a case stands between people and offices: offered, lent, moved away, its child perhaps known to another office (P3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import elsewhere
from app.services.cases.elsewhere import Known
from app.services.people.distinct import Kind
from app.services.sharing import between, moves
from app.services.sharing.between import Offer
from app.services.sharing.moves import OfficeCard, Stub
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.acts.sharing_answers import SharingAnswers
from app.ui.pages.case_parts.head.bar import higher_when_narrow
from app.ui.pages.case_parts.views.cells_text import Told
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, card, clear, label, row
from app.ui.widgets.choices import CodeField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.services.cases.case_file import CaseFile
    from app.ui.context import Context
    from app.ui.pages.page import Page


class Standing(QWidget):
    """A line for each offer and each child of another office who may be the same; hidden while there is nothing to tell."""

    saved = Signal()
    stepped = Signal(str)
    """Emits: the act of the page that goes on with what was approved."""

    def __init__(self, context: Context, words: CaseWords, page: Page) -> None:
        super().__init__(page)
        self.context, self.words, self.page = context, words, page
        self.case = ""
        self.answers = SharingAnswers(context, page, self.saved.emit)
        self.offers: Sequence[Offer] = ()
        self.known: Sequence[Known] = ()
        self.approved: Sequence[OfficeCard] = ()
        self.stub: Stub | None = None
        frame, self.lines = card(self)
        for each in (self, frame):
            each.setSizePolicy(higher_when_narrow())
        gap = context.theme.gap
        self.lines.setContentsMargins(*[gap + gap // 2] * 4)
        self.lines.setSpacing(gap)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(frame)
        self.hide()

    def load(self, file: CaseFile) -> None:
        """Reads how a case stands; its offers only if its hand-overs say that there is something to read."""
        case = self.case = file.case.id
        offered = any(one.code("state") in ("offered", "accepted") for one in file.rows("hand_over"))

        def read(reader: Reader) -> tuple[Sequence[Offer], Sequence[Known], Sequence[OfficeCard]]:
            return (
                between.of_case(reader, case) if offered else (),
                elsewhere.of_case(reader, case),
                moves.approved(reader, case),
            )

        self.context.tasks.run(read, lambda found: self.show_found(*found), self, key="standing")

    def show_found(self, offers: Sequence[Offer], known: Sequence[Known], approved: Sequence[OfficeCard]) -> None:
        """Shows them in place of those before."""
        self.offers, self.known, self.approved, self.stub = offers, known, approved, None
        self.retranslate()

    def show_stub(self, stub: Stub) -> None:
        """Shows where a case went."""
        self.offers, self.known, self.approved, self.stub = (), (), (), stub
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        clear(self.lines)
        self.setAccessibleName(self.tr("How the case stands between people and offices"))
        if self.stub is not None:
            self._line(self._moved(self.stub), "warn")
        for one in self.offers:
            act = (self._verb(one), partial(self.answers.answer, one.row)) if one.row.may else None
            self._line(self._offered(one), "dim" if one.lent else "warn", act)
        for office in self.approved if not self.offers else ():
            told = self.tr("The transfer to {to} is approved.").format(to=self._office(office))
            self._line(told, "accent", (self.tr("Offer the case…"), partial(self.stepped.emit, "transfer")))
        for each in self.known:
            self._line(self._alike(each), "warn", (self.tr("It is another child…"), partial(self._apart, each)))
        self.setVisible(bool(self.offers or self.known or self.approved) or self.stub is not None)

    def _line(self, text: str, tone: str, act: tuple[str, Callable[[], object]] | None = None) -> None:
        """What stands, and the button that answers."""
        line = QWidget(self)
        line.setSizePolicy(higher_when_narrow())
        told = label(line, tone, text, wrap=True)
        inner = row(told, gap=self.context.theme.gap)
        inner.setStretch(0, 1)
        if act is not None:
            answer = button(line, "next", act[1], text=act[0])
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

    def _alike(self, one: Known) -> str:
        """Which case of which office it is, whom to phone, and what agrees; nothing else is known here."""
        lang = self.context.lang
        ask = " · ".join(part for part in (one.office.head, digits_for(one.office.phone, lang)) if part) or "–"
        fields = ", ".join(self.words.reason(reason) for reason in one.reasons)
        told = self.tr("Possibly known to another office: {code}, {office}. Phone: {ask}. Alike: {fields}.")
        return told.format(code=one.code, office=self._office(one.office), ask=ask, fields=fields)

    def _apart(self, one: Known) -> None:
        """Asks how two children are two; then it is never asked again, in neither office."""
        case, form = self.case, Form(columns=1)
        form.insert(Told(form, [(self.tr("Case number"), one.code), (self.tr("Office"), self._office(one.office))]))
        form.add("kind", CodeField(self.context, "distinct_kind"), required=True)
        form.label("kind", self.tr("What they are"))
        form.hint("kind", self.tr("Phone that office first. The answer ends the question for both offices."))

        def write(uow: UnitOfWork, values: Mapping[str, object]) -> None:
            kind = next(each for each in get_args(Kind) if each == values["kind"])
            elsewhere.answer(uow, case, one.other, kind)

        title, verb = self.tr("Two children"), self.tr("Save the answer")
        AskedAct(self.context, self.page, title, verb, form, write, "elsewhere_answer", lambda _: self.saved.emit()).ask()

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
