"""The register of papers as a list with its acts: on the page of a case its own papers, on the page of letters all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.data.contents.attachments import AttachmentStore
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.facilities.facility_letters import KIND as MEASURE_LETTER
from app.services.facilities.recognition_letters import ADVICE
from app.services.facilities.recognition_letters import KIND as RECOGNITION
from app.services.papers import documents, paper_register, scan_folder
from app.services.papers.documents import Told
from app.services.papers.paper_desk import KINDS
from app.services.papers.paper_register import Line, Signed
from app.text.dates import short_date
from app.text.words import words
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.acts.paper_form import variant_words
from app.ui.pages.case_parts.acts.scan_acts import chosen_scans, finish, quarter_of, source_field, turned_field
from app.ui.pages.case_parts.acts.signature_form import add_signature, signature_form, signed_of
from app.ui.scan_watch import ScanWatch
from app.ui.widgets.basics import button
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

SCANS = {
    "consent": "consent",
    "agreement": "agreement",
    "referral_letter": "referral",
    "closure_letter": "letter",
    "hand_over_note": "letter",
    MEASURE_LETTER: "letter",
    RECOGNITION: "letter",
}
"""Kind of paper → kind of document that its scan is; a form else."""


class RegisterPart(QWidget):
    """The list. `changed` when something was saved; `opened` with a case whose paper was opened."""

    changed = Signal()
    opened = Signal(str)
    house = Signal(str)
    """Emits: the facility whose paper was opened."""

    def __init__(self, context: Context, name: str, *, cases: bool) -> None:
        super().__init__()
        self.context = context
        self.table = SimpleTable(context, name, self._columns(cases=cases))
        self.out_button = button(self, "upload", self.send_out)
        self.back_button = button(self, "download", self.take_back)
        self.signed_button = button(self, "edit", self.note_signed, flat=True)
        self.given_button = button(self, "check", self.hand_over, flat=True)
        self.number_button = button(self, "edit", self.renumber, flat=True)
        self.void_button = button(self, "close", self.void, flat=True)
        self.acts = Flow(gap=context.theme.gap)
        for part in self._knobs():
            self.acts.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(context.theme.gap)
        box.addLayout(self.acts)
        box.addWidget(self.table, 1)
        self.table.picked.connect(lambda _: self._picked())
        self.table.opened.connect(self._open)
        self._picked()

    def _knobs(self) -> tuple[QWidget, ...]:
        return (self.out_button, self.back_button, self.signed_button, self.given_button, self.number_button, self.void_button)

    def _columns(self, *, cases: bool) -> list[Column]:
        lang = self.context.language
        case = [Column("case", lambda: self.tr("Case"), lambda one: one.case_code, width=16)] if cases else []
        return [
            Column("made", lambda: self.tr("Date"), lambda one: short_date(one.made_on, lang.lang), width=13),
            Column("number", lambda: self.tr("Number"), self._number, width=16, tone=self._number_tone),
            Column("kind", lambda: self.tr("Paper"), self._kind, width=34, stretch=True, bold=True),
            *case,
            Column("side", lambda: self.tr("From or to"), lambda one: one.other_side or one.out_to, width=15),
            Column("state", lambda: self.tr("State of the paper"), self._state, width=17, tone=self._state_tone),
            Column("signed", lambda: self.tr("Who signed"), self._signed, width=24),
            Column("since", lambda: self.tr("Since"), lambda one: short_date(one.back_on or one.out_on, lang.lang), width=13),
        ]

    def _number(self, one: Line) -> str:
        """The number; one that stands on another paper too says so, in words and colour."""
        return self.tr("{number} (twice)").format(number=one.number) if one.twice else one.number

    @staticmethod
    def _number_tone(one: Line) -> str | None:
        return "danger" if one.twice else None

    def _kind(self, one: Line) -> str:
        lang = self.context.lang
        if one.direction == "in":
            incoming = code_label("paper_direction", "in", lang)
            return f"{incoming} · {code_label('document_kind', one.kind or None, lang)}"
        if one.kind == MEASURE_LETTER:
            return words(f"letter.measure.title.{one.variant}", lang)
        if one.kind == RECOGNITION:
            return f"{words('letter.recognition.short', lang)} · {code_label(ADVICE, one.variant or None, lang)}"
        if one.kind not in KINDS:
            return one.kind
        told = words(f"paper.kind.{one.kind}", lang)
        several = one.variant and one.kind in {"case_file", "official_form", "agreement"}
        return f"{told} · {variant_words(one.variant)}" if several else told

    def _state(self, one: Line) -> str:
        return code_label("paper_state", one.state or None, self.context.lang) if one.state else ""

    def _signed(self, one: Line) -> str:
        """Who signed and how; of a thumbprint also before whom."""
        return " · ".join(self._signature(each) for each in one.signed)

    def _signature(self, one: Signed) -> str:
        lang = self.context.lang
        who = " ".join(part for part in (code_label("signature_role", one.role, lang), one.name) if part)
        if one.how == "signature":
            return who
        how = code_label("signature_how", one.how, lang)
        if not one.witness:
            return f"{who} ({how})"
        return self.tr("{who} ({how}, witness: {witness})").format(who=who, how=how, witness=one.witness)

    @staticmethod
    def _state_tone(one: Line) -> str | None:
        return {"out": "warn", "void": "dim"}.get(one.state)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.out_button.setText(self.tr("Out for signature…"))
        self.back_button.setText(self.tr("Came back…"))
        self.signed_button.setText(self.tr("Who signed…"))
        self.given_button.setText(self.tr("Given to the receiver…"))
        self.number_button.setText(self.tr("Number and copies…"))
        self.void_button.setText(self.tr("Void"))
        self.table.set_name(self.tr("Papers and letters"))
        self.table.retranslate()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows the papers."""
        self.table.set_rows(lines)
        self._picked()

    def chosen(self) -> Line | None:
        """The paper that is chosen."""
        key = self.table.selected()
        found: Line | None = self.table.row_of(key) if key else None
        return found

    def _picked(self) -> None:
        """What can be done with the chosen paper as it stands."""
        one = self.chosen()
        outgoing = one is not None and one.direction == "out"
        state = one.state if one is not None else ""
        self.out_button.setEnabled(outgoing and state in {"printed", "out"})
        self.back_button.setEnabled(outgoing and state == "out")
        signs = one is not None and bool(one.case or one.facility)
        self.signed_button.setEnabled(signs and outgoing and state in {"out", "back"})
        self.given_button.setEnabled(outgoing and state in {"printed", "back"})
        self.void_button.setEnabled(outgoing and state != "void")
        self.number_button.setEnabled(one is not None)

    def _open(self, _: str) -> None:
        one = self.chosen()
        if one is not None and one.case:
            self.opened.emit(one.case)
        elif one is not None and one.facility:
            self.house.emit(one.facility)

    # ---- acts ----

    def send_out(self) -> None:
        """To whom a paper went for signature, and when."""
        one, form = self.chosen(), Form(columns=1)
        form.add("to", TextField(limit=120), required=True)
        form.label("to", self.tr("To whom"))
        self._day(form)
        if one is not None and self.context.dialogs.ask(self, self.tr("Out for signature"), self.tr("Save"), form):
            values = form.values()
            to, on = str(values["to"]), _date(values["on"])
            self._write(lambda uow: paper_register.sent_out(uow, one.id, to, on), "paper_out")
        form.deleteLater()

    def take_back(self) -> None:
        """When a paper came back and who signed it; its scan goes to the documents of the case or facility."""
        one = self.chosen()
        if one is None:
            return
        form = Form(columns=1)
        self._day(form)
        if one.case or one.facility:
            add_signature(self.context, form)
        parent = ("case", one.case) if one.case else ("facility", one.facility)
        kept = bool(one.case) or (bool(one.facility) and can(self.context.session.actor, "facility.edit"))
        if kept:
            form.add("scan", BoolField())
            form.label("scan", self.tr("Add the scan or photograph now"))
            turned_field(form)
            form.field("scan").changed.connect(lambda: form.show_field("turned", form.field("scan").value() is True))
            form.set_values({"scan": True})
        watch = ScanWatch.of(self.context)
        watch.look()
        new, sizes, last = (watch.seen.ready, dict(watch.seen.sizes), dict[str, object]()) if kept else ((), {}, {})
        if new:
            source_field(self.context, form, new)
        store, kind, chosen = AttachmentStore.of(self.context.session.database), SCANS.get(one.kind, "form"), list[Path]()

        def given(form: Form) -> dict[str, object]:
            values = form.values()
            last.update(values)
            if values.get("scan") and not chosen and not chosen_scans(values, new):
                chosen.extend(self.context.dialogs.open_files(self, self.tr("Choose the scan")))
            return values

        def save(uow: UnitOfWork, values: Mapping[str, object]) -> None:
            on = _date(values["on"])
            lying = chosen_scans(values, new)
            own = [] if lying else [(path.name, documents.read_file(path)) for path in chosen]
            files = [*scan_folder.read(lying), *own] if values.get("scan") else []
            told = Told(kind, dated_on=on, use="scan")
            added = documents.add_files(uow, store, parent, files, told, together=True) if files else [""]
            for page in added if quarter_of(values) and files else ():
                documents.turn(uow, page, quarter_of(values))
            paper_register.came_back(uow, one.id, on, added[0], signed_of(values, on) if one.case or one.facility else ())

        def saved() -> None:
            lying = chosen_scans(last, new) if last.get("scan") else ()
            if lying:
                finish(self.context, self, watch, lying, sizes, delete=bool(last.get("delete")))

        self._asked(self.tr("Came back"), form, save, "paper_back", given, saved)

    def note_signed(self) -> None:
        """One more who signed the chosen paper."""
        one = self.chosen()
        if one is None:
            return
        form = signature_form(self.context, None)

        def save(uow: UnitOfWork, values: Mapping[str, object]) -> None:
            for signed in signed_of(values, _date(values["on_date"])):
                paper_register.note_signed(uow, one.id, signed)

        self._asked(self.tr("Who signed"), form, save, "paper_signed", Form.values)

    def _asked(
        self,
        title: str,
        form: Form,
        save: Callable[[UnitOfWork, Mapping[str, object]], None],
        act: str,
        values: Callable[[Form], Mapping[str, object]],
        saved: Callable[[], object] = lambda: None,
    ) -> None:
        """Asks until it is saved or left: what is refused stands beside its field."""

        def done(_: object) -> None:
            saved()
            self.changed.emit()

        AskedAct(self.context, self, title, self.tr("Save"), form, save, act, done, values=values).ask()

    def hand_over(self) -> None:
        """A paper was given to its receiver."""
        one, form = self.chosen(), Form(columns=1)
        self._day(form)
        if one is not None and self.context.dialogs.ask(self, self.tr("Given to the receiver"), self.tr("Save"), form):
            on = _date(form.values()["on"])
            self._write(lambda uow: paper_register.handed_over(uow, one.id, on), "paper_given")
        form.deleteLater()

    def renumber(self) -> None:
        """The number that was written on the paper, and who got a copy."""
        one, form = self.chosen(), Form(columns=1)
        form.add("number", TextField(limit=60))
        form.label("number", self.tr("Number"))
        form.add("copies", TextField(limit=240))
        form.label("copies", self.tr("Copies to"))
        form.hint("copies", self.tr("Several are parted by commas."))
        if one is not None:
            form.set_values({"number": one.number, "copies": ", ".join(one.copies_to)})
        if one is not None and self.context.dialogs.ask(self, self.tr("Number and copies"), self.tr("Save"), form):
            values = form.values()
            number, copies = str(values["number"] or ""), str(values["copies"] or "").split(",")
            self._write(lambda uow: paper_register.renumber(uow, one.id, number, copies), "paper_number")
        form.deleteLater()

    def void(self) -> None:
        """A paper that was made by mistake stays in the register, marked."""
        one = self.chosen()
        question = self.tr("Mark this paper as void? It stays in the register.")
        if one is not None and self.context.dialogs.confirm(self, question, self.tr("Mark as void"), danger=True):
            self._write(lambda uow: paper_register.void(uow, one.id), "paper_void")

    def _day(self, form: Form) -> None:
        form.add("on", DateField(self.context), required=True)
        form.label("on", self.tr("Day"))
        form.set_values({"on": self.context.today()})

    def _write(self, act: Callable[[Any], object], name: str) -> None:
        """Saves on the worker."""
        self.context.tasks.run(act, lambda _: self.changed.emit(), self, write=name)


def _date(value: object) -> date:
    assert isinstance(value, date), "the form needs a day"
    return value
