"""What is done with the documents of a case: asked for in a form, written on the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.codelists import GROUPS
from app.services.papers import documents
from app.services.papers.documents import AttachmentStore, Document, Told
from app.services.papers.file_keeping import write_copy
from app.ui.pages.case_parts.fields.makers import held_group, visible_code
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

Files = Sequence[tuple[str, bytes]]
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff"})


class DocumentActs(QObject):
    """Asks and acts; `saved` when something was written."""

    saved = Signal(str)
    """Emits: the document that is to be looked at now, or nothing."""

    def __init__(self, context: Context, where: QWidget) -> None:
        super().__init__(where)
        self.context = context
        self.where = where
        self.facility = ""
        """The facility whose documents these are, in place of a case and its child."""

    def parent_for(self, case: str, child: str, use: str) -> tuple[str, str]:
        """What a file that is added belongs to."""
        if self.facility:
            return "facility", self.facility
        return ("child", child) if use == "portrait" else ("case", case)

    def store(self) -> AttachmentStore:
        """Where the bytes of files lie."""
        return AttachmentStore.of(self.context.session.database)

    # ---- adding ----

    def add_paths(self, case: str, child: str, paths: Sequence[Path], first: Document | None = None) -> None:
        """Reads files and asks what they are; with `first` they are further pages of it."""
        self.context.tasks.call(
            lambda: [(path.name, documents.read_file(path)) for path in paths],
            lambda files: self.add_files(case, child, files, first),
            self,
        )

    def add_files(self, case: str, child: str, files: Files, first: Document | None = None) -> None:
        """Asks what files are and adds them."""
        if not files:
            return
        if first is not None:
            told = Told(use=first.use, purpose=first.purpose)
            self._add(first.parent, files, told, page_of=first.id)
            return
        form = self.form_of([name for name, _ in files])
        if self.context.dialogs.ask(self.where, self.tr("Add documents"), self.tr("Add"), form):
            values = form.values()
            told = self.told_of(values)
            self._add(self.parent_for(case, child, told.use), files, told, together=bool(values.get("together")))
        form.deleteLater()

    @staticmethod
    def told_of(values: Mapping[str, object]) -> Told:
        """What was said of files in the form."""
        use = str(values["use"])
        of_child = use == "portrait" or bool(values.get("of_child"))
        return Told(
            str(values["kind"] or ""),
            str(values["title"] or ""),
            _day(values["dated_on"]),
            use,
            "child" if of_child else "document",
            str(values.get("restricted") or ""),
        )

    def form_of(self, names: Sequence[str], first: Callable[[Form], None] | None = None) -> Form:
        """What is asked of files that come in; `first` adds what stands above it."""
        form = Form(columns=1)
        if first is not None:
            first(form)
        uses = ("document", "scan") if self.facility else ("document", "scan", "portrait")
        form.add("use", CodeField(self.context, "attachment_use", buttons=True, only=uses))
        form.label("use", self.tr("What it is used as"))
        self._describing(form)
        if len(names) > 1:
            form.add("together", BoolField())
            form.label("together", self.tr("They are the pages of one document"))
        if not self.facility:  # a picture of a child belongs to a case or a child, where its consent stands (practice P5)
            form.add("of_child", BoolField())
            form.label("of_child", self.tr("A child can be seen on it"))
            form.hint("of_child", self.tr("Needs a consent for photographs that is in force; it never shows in lists."))
        if self.context.session.actor.rights & GROUPS:
            form.add("restricted", held_group(self.context))
            form.label("restricted", self.tr("Only for who may see"))
        pictures = all(Path(name).suffix.lower() in PICTURES for name in names)
        form.set_values({"use": "document", "together": pictures})
        return form

    def _describing(self, form: Form) -> None:
        """Kind, title and day."""
        form.add("kind", visible_code("document_kind")(self.context), required=True)
        form.label("kind", self.tr("Kind of document"))
        form.add("title", TextField(limit=120))
        form.label("title", self.tr("Title"))
        form.add("dated_on", DateField(self.context))
        form.label("dated_on", self.tr("Date on the document"))

    def _add(self, parent: tuple[str, str], files: Files, told: Told, *, page_of: str = "", together: bool = False) -> None:
        store = self.store()
        self._write(
            lambda uow: documents.add_files(uow, store, parent, files, told, page_of=page_of, together=together),
            "document_add",
            lambda made: self.saved.emit(made[0]),
        )

    # ---- what is there ----

    def describe(self, one: Document) -> None:
        """Says anew what a document is."""
        form = Form(columns=1)
        self._describing(form)
        form.add("of_child", BoolField())
        form.label("of_child", self.tr("A child can be seen on it"))
        form.hint("of_child", self.tr("Without a consent for photographs it stays here, and no copy of it leaves."))
        form.set_values({"kind": one.kind or None, "title": one.title, "dated_on": one.dated_on, "of_child": one.of_child})
        if self.context.dialogs.ask(self.where, self.tr("What the document is"), self.tr("Save"), form):
            values = form.values()
            kind, title, day = str(values["kind"] or ""), str(values["title"] or ""), _day(values["dated_on"])
            seen = bool(values["of_child"])
            self._write(
                lambda uow: documents.describe(uow, one.id, kind=kind, title=title, dated_on=day, of_child=seen),
                "document_change",
            )
        form.deleteLater()

    def turn(self, one: Document, quarter: int) -> None:
        """Turns a page."""
        self._write(lambda uow: documents.turn(uow, one.id, quarter), "document_turn")

    def take_out(self, one: Document) -> None:
        """Takes a document out, after a question."""
        question = self.tr("Take this document out? Undo (Ctrl+Z) brings it back.")
        if self.context.dialogs.confirm(self.where, question, self.tr("Take out"), danger=True):
            self._write(lambda uow: documents.take_out(uow, one.id), "document_take_out")

    def save_copy(self, one: Document) -> None:
        """Writes the file somewhere, as it came; outside it is not protected, which is said before."""
        question = self.tr("The copy lies outside Komar, and anybody who uses the computer can open it. Save a copy?")
        if not self.context.dialogs.confirm(self.where, question, self.tr("Save a copy")):
            return
        target = self.context.dialogs.save_file(self.where, self.tr("Save a copy"), one.name)
        if target is None:
            return
        store = self.store()
        self.context.tasks.run(
            lambda reader: write_copy(documents.content(reader, store, one.id), target),
            lambda _: self.context.notice(self.tr("Saved: {file}").format(file=target.name), kind="done"),
            self,
            on="work",
        )

    def _write(self, act: Callable[[Any], Any], name: str, done: Callable[[Any], object] | None = None) -> None:
        """Saves on the worker."""
        self.context.tasks.run(act, done or (lambda _: self.saved.emit("")), self, write=name)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
