"""Photographs and who was asked, item by item, at the head of a visit: F7 comes here from an item and back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.data.contents.attachments import AttachmentStore
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.services.papers import attachments, documents
from app.services.visits import visit_evidence
from app.services.visits.inspection_papers import answer_label, item_text
from app.services.visits.inspections import Visit, session_of, visit_of
from app.services.visits.visit_evidence import Photo
from app.text.digits import digits_for
from app.ui.forms.pictures import read_picture, show_picture
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import CodeField, CodeSetField
from app.ui.widgets.fields import TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

FILTER = "JPEG, PNG (*.jpg *.jpeg *.png *.webp)"


@dataclass(frozen=True, slots=True)
class Line:
    """An item that is asked, with its answer, its photographs and who was asked."""

    id: str
    number: str
    text: str
    answer: str
    photos: tuple[Photo, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """All lines, and the small pictures by photograph."""

    lines: tuple[Line, ...]
    small: dict[str, bytes]


class VisitEvidence(QWidget):
    """The items at the left as a list, the photographs of the chosen one below."""

    back = Signal(str)
    """Emits: the key of the item to go back to."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.visit: Visit | None = None
        self.form: CompiledForm | None = None
        self.found = Shown((), {})
        self.usable = False
        self.told = label(self, "dim", wrap=True)
        self.table = SimpleTable(context, "visit_evidence", self._columns())
        self.add_button = button(self, "add", self.add, primary=True)
        self.ask_button = button(self, "users", self.ask)
        self.see_button = button(self, "find", self.see)
        self.drop_button = button(self, "close", self.drop, flat=True)
        self.back_button = button(self, "back", self.go_back, flat=True)
        self.strip = QListWidget(self)
        self.strip.setViewMode(QListView.ViewMode.IconMode)
        self.strip.setMovement(QListView.Movement.Static)
        self.strip.setFlow(QListView.Flow.LeftToRight)
        self.strip.setWrapping(False)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap)
        acts = Flow(gap=gap)
        for act in (self.add_button, self.ask_button, self.see_button, self.drop_button, self.back_button):
            acts.addWidget(act)
        box.addWidget(self.told)
        box.addLayout(acts)
        box.addWidget(self.table, 1)
        box.addWidget(self.strip)
        self.size_parts()
        context.theme.changed.connect(self.size_parts)
        self.table.picked.connect(lambda _: self._picked())
        self.table.opened.connect(lambda _: self.add())
        self.strip.itemActivated.connect(lambda _: self.see())
        self.strip.currentItemChanged.connect(lambda *_: self._enable())
        self.retranslate()

    def size_parts(self) -> None:
        """Sizes from the font."""
        side = self.context.theme.em(8)
        self.strip.setIconSize(QSize(side, side))
        self.strip.setFixedHeight(side + self.context.theme.sizes.line * 2 + self.context.theme.gap * 4)

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("item", lambda: self.tr("Item"), lambda one: one.number, width=7, digits=True, bold=True),
            Column("text", lambda: self.tr("What the standard asks"), lambda one: one.text, width=28, stretch=True),
            Column("answer", lambda: self.tr("Answer"), lambda one: one.answer, width=14),
            Column("photos", lambda: self.tr("Photos"), lambda one: str(len(one.photos) or ""), width=8, digits=True),
            Column("asked", lambda: self.tr("Who was asked"), lambda one: _asked(one.asked, lang.lang), width=22),
        ]

    def retranslate(self) -> None:
        self.add_button.setText(self.tr("Add photos …"))
        self.ask_button.setText(self.tr("Who was asked …"))
        self.see_button.setText(self.tr("See the photo"))
        self.drop_button.setText(self.tr("Take the photo away"))
        self.back_button.setText(self.tr("Back to the item (F7)"))
        self.told.setText(
            self.tr(
                "Photos of places and papers. A large photo is made smaller, and what the camera wrote into it is taken out. "
                "No child on a photo without consent; such a photo never stands in a report."
            )
        )
        self.table.set_name(self.tr("Photos and who was asked, item by item"))
        self.table.set_empty(self.tr("No item is asked in this facility yet."))
        self.strip.setAccessibleName(self.tr("Photos of the chosen item"))
        self.table.retranslate()
        if self.visit is not None:
            self.read()

    # ---- reading ----

    def show_visit(self, visit: Visit, form: CompiledForm, *, locked: bool) -> None:
        """Shows what stands behind the answers of a visit; `locked`: to be read only."""
        self.visit, self.form = visit, form
        self.usable = not locked and can(self.context.session.actor, "inspection.fill")
        for act in (self.add_button, self.ask_button, self.drop_button):
            act.setVisible(self.usable)
        self.read()

    def read(self) -> None:
        """Reads it anew."""
        visit, form, lang, store = self.visit, self.form, self.context.lang, self._store()
        if visit is None or form is None:
            return

        def read(reader: Reader) -> Shown:
            now = visit_of(reader, visit.inspection.id)
            taken, asked = visit_evidence.photos(reader, store, now), visit_evidence.asked(now)
            session = session_of(now, form, lang)
            lines = tuple(
                Line(
                    item.path,
                    item.number if item.weight else "",
                    item_text(session.label(item.path)),
                    answer_label(session.value(item.path), lang) if item.weight else "",
                    tuple(one for one in taken if one.key == item.path),
                    asked.get(item.path, ()),
                )
                for item in items(form)
                if session.state(item.path).relevant and not now.is_hidden(item.path)
            )
            small = {one.id: attachments.thumbnail(reader, store, one.id) for one in taken if one.purpose != "child"}
            return Shown(lines, small)

        self.context.tasks.run(read, self._show, self, on="work", key="visit_evidence")

    def _show(self, found: Shown) -> None:
        self.found = found
        self.table.set_rows(found.lines)
        self._picked()

    def _line(self) -> Line | None:
        key = self.table.selected()
        return next((one for one in self.found.lines if one.id == key), None)

    def _picked(self) -> None:
        """The photographs of the chosen item."""
        line = self._line()
        self.strip.clear()
        side = self.strip.iconSize()
        for place, one in enumerate(line.photos if line is not None else (), 1):
            image = read_picture(self.found.small.get(one.id, b""), side)
            name = one.record.text("note") or digits_for(place, self.context.lang)
            told = f"{code_label('attachment_purpose', one.purpose, self.context.lang)}: {name}"
            item = QListWidgetItem(QIcon() if image.isNull() else QIcon(QPixmap.fromImage(image)), told, self.strip)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
        self.strip.setVisible(bool(line is not None and line.photos))
        if self.strip.count():
            self.strip.setCurrentRow(0)
        self._enable()

    def _enable(self) -> None:
        chosen = self._line() is not None
        for act in (self.add_button, self.ask_button, self.back_button):
            act.setEnabled(chosen)
        for act in (self.see_button, self.drop_button):
            act.setEnabled(self.photo() != "")

    def photo(self) -> str:
        """The chosen photograph."""
        item = self.strip.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Goes to an item."""
        if self.table.select(key):
            self.table.setFocus()

    def go_back(self) -> None:
        """Back to the question of the chosen item."""
        line = self._line()
        if line is not None:
            self.back.emit(line.id)

    # ---- acts ----

    def add(self) -> None:
        """Asks for the files, then what they show."""
        line, visit, form, store = self._line(), self.visit, self.form, self._store()
        if line is None or visit is None or form is None or not self.usable:
            return
        paths = self.context.dialogs.open_files(self, self.tr("Photos of item {n}").format(n=line.number or line.text), FILTER)
        if not paths:
            return
        asking = Form(columns=1)
        asking.add("purpose", CodeField(self.context, "attachment_purpose", buttons=True), required=True)
        asking.add("note", TextField(limit=200))
        asking.label("purpose", self.tr("What the photos show"))
        asking.label("note", self.tr("In a few words (no child's name); of a child: who agreed, and when"))
        asking.set_values({"purpose": "place"})
        try:
            if not self.context.dialogs.ask(self, self.tr("Photos"), self.tr("Add"), asking):
                return
            purpose, said = str(asking.values()["purpose"]), str(asking.values()["note"] or "")
        finally:
            asking.deleteLater()
        inspection, key = visit.inspection.id, line.id

        def keep(uow: UnitOfWork) -> None:
            files = [(Path(path).name, documents.read_file(Path(path))) for path in paths]
            visit_evidence.add(uow, store, form, inspection, key, files, purpose=purpose, note=said)

        self._act(keep, "visit_photo")

    def ask(self) -> None:
        """Who was asked about the chosen item."""
        line, visit, form = self._line(), self.visit, self.form
        if line is None or visit is None or form is None:
            return
        asking = Form(columns=1)
        asking.add("who", CodeSetField(self.context, "visit_asked"))
        asking.label("who", self.tr("Who was asked (roles only; what children said stands in the talks)"))
        asking.set_values({"who": list(line.asked)})
        try:
            if not self.context.dialogs.ask(self, self.tr("Who was asked"), self.tr("Save"), asking):
                return
            value = asking.values()["who"]
        finally:
            asking.deleteLater()
        who = [str(code) for code in value] if isinstance(value, list) else []
        inspection, key = visit.inspection.id, line.id
        self._act(lambda uow: visit_evidence.ask(uow, form, inspection, key, who), "visit_asked")

    def see(self) -> None:
        """The chosen photograph as large as the screen allows."""
        key, store = self.photo(), self._store()
        if key:
            self.context.tasks.run(
                lambda reader: attachments.content(reader, store, key),
                lambda data: show_picture(self.context, self, self.tr("Photo"), data),
                self,
                on="work",
                key="photo",
            )

    def drop(self) -> None:
        """Takes the chosen photograph away; undo brings it back."""
        key = self.photo()
        if key and self.usable and self.context.dialogs.confirm(self, self.tr("Take this photo away?"), self.tr("Take away")):
            self._act(lambda uow: visit_evidence.drop(uow, key), "visit_photo_drop")

    def _store(self) -> AttachmentStore:
        return AttachmentStore.of(self.context.session.database)

    def _act(self, act: Callable[[UnitOfWork], object], name: str) -> None:
        self.context.tasks.run(act, lambda _: self.read(), self, write=name)


def _asked(who: Sequence[str], lang: str) -> str:
    return ", ".join(code_label("visit_asked", code, lang) for code in who)
