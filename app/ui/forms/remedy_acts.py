"""What is done about findings, of one or of many at once: the plan of the house, what it hands in, the look at a re-visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.data.contents.attachments import AttachmentStore
from app.domain.records import Record
from app.services.papers import documents
from app.services.papers.documents import Document
from app.services.papers.file_keeping import write_copy
from app.services.visits import findings, remedies
from app.text.digits import digits_for
from app.ui.dialogs.preview import preview
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

SIDE = 1400
"""Pixels of a picture on the screen."""


class RemedyActs(QObject):
    """One for a page or a list of cards. `changed` comes after each act."""

    changed = Signal()

    def __init__(self, context: Context, where: QWidget) -> None:
        super().__init__(where)
        self.context, self.where = context, where
        self.look: Callable[[Context, QWidget, str, Sequence[bytes], str], bool] = preview

    def _store(self) -> AttachmentStore:
        return AttachmentStore.of(self.context.session.database)

    def _number(self, records: Sequence[Record]) -> str:
        """The item of one finding, or how many there are."""
        lang = self.context.lang
        if len(records) == 1:
            return self.tr("Finding {number}").format(number=digits_for(records[0].text("item"), lang))
        return self.tr("{n} findings").format(n=digits_for(len(records), lang))

    def plan(self, records: Sequence[Record]) -> None:
        """Asks for the plan of the house; what all of them have already stands there."""
        if not records:
            return
        form = Form(columns=2)
        form.add("plan", LongTextField(lines=3), wide=True)
        form.add("responsible", TextField(limit=120))
        form.add("plan_until", DateField(self.context))
        form.add("agreed_on", DateField(self.context, past_only=True), required=True)
        for name, text in {
            "plan": self.tr("What the facility will do"),
            "responsible": self.tr("Who does it (role and name at the facility, no child)"),
            "plan_until": self.tr("By when"),
            "agreed_on": self.tr("Agreed on"),
        }.items():
            form.label(name, text)
        kept: dict[str, object] = {}
        for name in remedies.PLAN:
            values = {one.text(name) for one in records}
            if len(values) == 1 and records[0].text(name):
                kept[name] = records[0].day(name) if name in ("plan_until", "agreed_on") else records[0].text(name)
        form.set_values({"agreed_on": self.context.today(), **kept})
        values_ = self._ask(form, self.tr("Corrective plan: {what}").format(what=self._number(records)))
        if values_ is not None:
            given = {name: _stored(value) for name, value in values_.items()}
            self._act(lambda uow: remedies.agree(uow, [one.id for one in records], given), "finding_plan")

    def receive(self, records: Sequence[Record], *, with_file: bool) -> None:
        """Asks what was handed in, by whom and when; a file is chosen first."""
        if not records:
            return
        path = self.context.dialogs.open_file(self.where, self.tr("File that was handed in")) if with_file else None
        if with_file and path is None:
            return
        form = Form(columns=2)
        form.add("received_on", DateField(self.context, past_only=True), required=True)
        form.add("received_from", TextField(limit=120), required=True)
        form.add("note", LongTextField(lines=3), wide=True, required=path is None)
        for name, text in {
            "received_on": self.tr("Received on"),
            "received_from": self.tr("Received from (role and name)"),
            "note": self.tr("What it shows (no child's name)"),
        }.items():
            form.label(name, text)
        if path is not None:
            form.hint("note", self.tr("File: {name}. No picture of a child.").format(name=path.name))
        form.set_values({"received_on": self.context.today()})
        values = self._ask(form, self.tr("Evidence received: {what}").format(what=self._number(records)))
        if values is not None:
            given, store = {name: _stored(value) or "" for name, value in values.items()}, self._store()

            def keep(uow: UnitOfWork) -> list[str]:
                file = (path.name, documents.read_file(path)) if path is not None else None
                return remedies.receive(uow, [one.id for one in records], given, store=store, file=file)

            self._act(keep, "finding_evidence")

    def check(self, records: Sequence[Record], visit: str = "") -> None:
        """Asks what the look at a re-visit found; the same for all."""
        if not records:
            return
        form = Form(columns=1)
        form.add("result", CodeField(self.context, "finding_check", buttons=True), required=True)
        form.add("on", DateField(self.context, past_only=True), required=True)
        form.add("note", LongTextField(lines=3))
        for name, text in {
            "result": self.tr("What was seen"),
            "on": self.tr("Seen on"),
            "note": self.tr("What shows it (seen, a paper, a number)"),
        }.items():
            form.label(name, text)
        form.set_values({"on": self.context.today()})
        values = self._ask(form, self.tr("Look at the re-visit: {what}").format(what=self._number(records)))
        if values is not None:
            result, on, note = str(values["result"]), str(values["on"]), str(values["note"] or "")

            def keep(uow: UnitOfWork) -> None:
                for one in records:
                    remedies.check(uow, one.id, result, on, note, visit)

            self._act(keep, "finding_check")

    def correct(self, records: Sequence[Record]) -> None:
        """Asks for the day and what shows it, then notes the correction."""
        if not records:
            return
        form = Form(columns=1)
        form.add("corrected_on", DateField(self.context), required=True)
        form.add("evidence", LongTextField(lines=3), required=True)
        form.label("corrected_on", self.tr("Corrected on"))
        form.label("evidence", self.tr("What shows it (seen, a paper, a number)"))
        form.set_values({"corrected_on": self.context.today()})
        values = self._ask(form, self.tr("Corrected: {what}").format(what=self._number(records)))
        if values is not None:
            day, evidence = str(values["corrected_on"]), str(values["evidence"] or "")

            def keep(uow: UnitOfWork) -> None:
                for one in records:
                    findings.correct(uow, one.id, day, evidence)

            self._act(keep, "finding_correct")

    def reopen(self, record: Record) -> None:
        """Takes back a correction that was noted by mistake or did not hold."""
        number = digits_for(record.text("item"), self.context.lang)
        question = self.tr(
            "Take back the correction of finding {number}? It is open again with its old day; "
            "day and evidence of the correction stay in the history only."
        ).format(number=number)
        if self.context.dialogs.confirm(self.where, question, self.tr("Take the correction back")):
            self._act(lambda uow: findings.reopen(uow, record.id), "finding_reopen")

    def show_file(self, evidence: Record) -> None:
        """A picture on the screen, and a copy of the file outside Komar for who wants one."""
        store, key = self._store(), evidence.text("file")

        def read(reader: Reader) -> tuple[Document, bytes]:
            return documents.get(reader, store, key), documents.picture(reader, store, key, SIDE)

        self.context.tasks.run(read, lambda found: self._shown(*found), self, on="work", key="evidence")

    def _shown(self, one: Document, picture: bytes) -> None:
        verb = self.tr("Save a copy")
        question = self.tr("The copy lies outside Komar, and anybody who uses the computer can open it. Save a copy?")
        if picture and not self.look(self.context, self.where, one.name, [picture], verb):
            return
        if not self.context.dialogs.confirm(self.where, question, verb):
            return
        target = self.context.dialogs.save_file(self.where, verb, one.name)
        if target is not None:
            store = self._store()
            self.context.tasks.run(
                lambda reader: write_copy(documents.content(reader, store, one.id), target),
                lambda _: self.context.notice(self.tr("Saved: {file}").format(file=target.name), "done"),
                self,
                on="work",
            )

    def _ask(self, form: Form, title: str) -> dict[str, object] | None:
        try:
            return dict(form.values()) if self.context.dialogs.ask(self.where, title, self.tr("Save"), form) else None
        finally:
            form.deleteLater()

    def _act(self, act: Callable[[UnitOfWork], object], name: str) -> None:
        self.context.tasks.run(act, lambda _: self.changed.emit(), self, write=name)


def _stored(value: object) -> object:
    """A field of a form as records hold it."""
    return value.isoformat() if isinstance(value, date) else value or None
