"""The documents of a case: small pictures of all pages, the chosen one large beside them, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.cases.case_file import CaseFile
from app.services.papers import documents
from app.services.papers.documents import Document, Shown
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.forms.answers.ink import png
from app.ui.forms.pictures import read_picture, show_picture
from app.ui.pages.case_parts.acts.document_acts import DocumentActs
from app.ui.pages.case_parts.acts.scan_acts import ScanOffer
from app.ui.pages.case_parts.tabs.case_tab import CaseTab, TabHost
from app.ui.widgets.basics import Scrolled, button, column, label, note, row
from app.ui.widgets.flow import Flow
from app.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.ui.context import Context

PREVIEW = 1100
"""Pixels of the longer side of the picture beside the list."""
LARGE = 2400


class Gallery(QListWidget):
    """Pages side by side; Enter looks at one, Delete takes it out."""

    def __init__(self, context: Context, tab: DocumentsTab) -> None:
        super().__init__(tab)
        self.tab = tab
        self.context = context
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.size_parts()

    def size_parts(self) -> None:
        """Sizes from the font."""
        side, line = self.context.theme.em(15), self.context.theme.sizes.line
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(side + self.context.theme.gap * 3, side + line * 3 + self.context.theme.gap * 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the gallery."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tab.look()
        elif event.key() == Qt.Key.Key_Delete and self.tab.out_button.isVisible():
            self.tab.take_out()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.tab.paste()
        else:
            super().keyPressEvent(event)


class DocumentsTab(CaseTab):
    """Papers of a case and pictures of its child; files can be dropped anywhere on it."""

    def __init__(self, host: TabHost) -> None:
        super().__init__()
        self.context = host.context
        self.acts = DocumentActs(host.context, self)
        self.case = self.child = ""
        self.rows: dict[str, Shown] = {}
        self._wanted = ""
        self._editable = False
        self.add_button = button(self, "add", self.choose, primary=True)
        self.page_button = button(self, "add", self.choose_pages)
        self.paste_button = button(self, "note", self.paste, flat=True)
        self.left_button = button(self, "undo", lambda: self.turn(3), flat=True)
        self.right_button = button(self, "sync", lambda: self.turn(1), flat=True)
        self.change_button = button(self, "edit", self.change, flat=True)
        self.copy_button = button(self, "save", self.copy, flat=True)
        self.look_button = button(self, "find", self.look, flat=True)
        self.out_button = button(self, "close", self.take_out, flat=True)
        self.hint = note(self)
        self.scans = ScanOffer(host.context, self.acts)
        self.gallery = Gallery(host.context, self)
        self.empty = note(self)
        self.sheet = Sheet(self)
        self.told = label(self, "dim", wrap=True)
        self._lay_out()
        self.setAcceptDrops(True)
        self.gallery.currentItemChanged.connect(lambda *_: self._picked())
        self.gallery.itemDoubleClicked.connect(lambda _: self.look())
        self.acts.saved.connect(self._written)
        host.context.theme.changed.connect(self.gallery.size_parts)
        self.retranslate()

    def _lay_out(self) -> None:
        gap = self.context.theme.gap
        knobs = QWidget(self)
        flow = Flow(knobs, gap)
        for part in self._buttons():
            flow.addWidget(part)
        left = column(self.gallery, self.empty, gap=gap)
        right = column(gap=gap)
        right.addWidget(self.sheet, 1)
        right.addWidget(self.told)
        halves = row(gap=gap * 2)
        halves.addLayout(left, 3)
        halves.addLayout(right, 2)
        holder = Scrolled(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, gap, 0, 0)
        outer.addWidget(holder)
        box = QVBoxLayout(holder.content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(gap)
        self.gallery.setMinimumHeight(self.context.theme.sizes.line * 6)
        box.addWidget(knobs)
        box.addWidget(self.scans)
        box.addWidget(self.hint)
        box.addLayout(halves, 1)

    def _buttons(self) -> tuple[QWidget, ...]:
        adding = (self.add_button, self.page_button, self.paste_button)
        return (
            *adding,
            self.look_button,
            self.left_button,
            self.right_button,
            self.change_button,
            self.copy_button,
            self.out_button,
        )

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.add_button.setText(self.tr("Add documents…"))
        self.page_button.setText(self.tr("Add pages to it…"))
        self.paste_button.setText(self.tr("Paste a picture"))
        self.left_button.setText(self.tr("Turn left"))
        self.right_button.setText(self.tr("Turn right"))
        self.change_button.setText(self.tr("What it is…"))
        self.copy_button.setText(self.tr("Save a copy…"))
        self.look_button.setText(self.tr("Look at it"))
        self.out_button.setText(self.tr("Take out"))
        self.scans.retranslate()
        self.gallery.setAccessibleName(self.tr("Documents"))
        self.hint.setText(self.tr("Pictures from a camera or scanner can be dropped here."))
        self.empty.setText(self.tr("There are no documents yet: letters, certificates, signed papers."))
        self._fill()

    # ---- reading ----

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads the documents of a case and its child; a closed case still takes papers."""
        case, actor = file.case, self.context.session.actor
        if case.id != self.case:
            self.rows = {}
            self._fill()
        self.case, self.child = case.id, file.child.id
        owner, office = case.ref("owner"), case.text("office")
        self._editable = case.code("status") != "void" and can(actor, "case.edit", owner=owner, office=office)
        self.scans.load(self.case, self.child, editable=self._editable)
        self._read()

    def _read(self) -> None:
        case, store = self.case, self.acts.store()
        self.context.tasks.run(
            lambda reader: documents.of_case(reader, store, case), self._show, self, on="work", key="documents"
        )

    def _show(self, found: Sequence[Shown]) -> None:
        self.rows = {one.document.id: one for one in found}
        self._fill()

    def _written(self, wanted: str) -> None:
        """Something was saved: the page reads again, and what was added is chosen."""
        self._wanted = wanted
        self.saved.emit()

    def _fill(self) -> None:
        """Shows the pages; the one that was chosen stays chosen."""
        before = self._wanted or self._key()
        self.gallery.blockSignals(True)
        self.gallery.clear()
        for key, one in self.rows.items():
            item = QListWidgetItem(self._icon(one), with_breaks(self._name(one.document)))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            item.setSizeHint(self.gallery.gridSize())
            self.gallery.addItem(item)
            if key == before:
                self.gallery.setCurrentItem(item)
        if self.rows and self.gallery.currentItem() is None:
            self.gallery.setCurrentRow(0)
        self.gallery.blockSignals(False)
        if self._wanted in self.rows:
            self._wanted = ""
        self.gallery.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self._picked()

    def _icon(self, one: Shown) -> QIcon:
        """The small picture in the middle of its room; a child's never shows in a list (practice P5)."""
        side = self.gallery.iconSize().width()
        room = QPixmap(side, side)
        room.fill(Qt.GlobalColor.transparent)
        image = read_picture(one.small, QSize(side, side)) if one.small else QImage()
        painter = QPainter(room)
        if image.isNull():
            icon = self.context.icon("child" if one.document.purpose == "child" else "note", "dim")
            icon.paint(painter, QRect(side // 4, side // 4, side // 2, side // 2))
        else:
            place = QRect((side - image.width()) // 2, (side - image.height()) // 2, image.width(), image.height())
            painter.drawImage(place, image)
            painter.setPen(self.context.theme.colour("line"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()
        return QIcon(room)

    def _name(self, one: Document) -> str:
        lang = self.context.lang
        kind = code_label("document_kind", one.kind or None, lang) if one.kind else code_label("attachment_use", one.use, lang)
        if one.page_of:
            return self.tr("Page {number}").format(number=digits_for(one.page, lang))
        title = one.title or kind
        if one.pages > 1:
            return self.tr("{title} ({number} pages)").format(title=title, number=digits_for(one.pages, lang))
        return title

    def _words(self, one: Document) -> str:
        """Everything that is known of a page."""
        lang = self.context.lang
        told = [
            code_label("attachment_use", one.use, lang),
            code_label("document_kind", one.kind or None, lang),
            one.title,
            short_date(one.dated_on, lang) if one.dated_on else "",
            one.name,
            code_label("restricted_group", one.restricted or None, lang),
            "" if one.here else self.tr("The file has not come to this computer yet."),
        ]
        return " · ".join(part for part in told if part)

    # ---- looking ----

    def _key(self) -> str:
        item = self.gallery.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def chosen(self) -> Document | None:
        """The page that is chosen."""
        found = self.rows.get(self._key())
        return found.document if found is not None else None

    def _picked(self) -> None:
        """Another page: its picture comes up, except a child's, which is looked at on purpose."""
        one = self.chosen()
        picture = one is not None and one.mime.startswith("image/") and one.here
        for part in (self.page_button, self.change_button, self.out_button, self.left_button, self.right_button):
            part.setVisible(self._editable)
        self.add_button.setVisible(self._editable)
        self.paste_button.setVisible(self._editable)
        self.hint.setVisible(self._editable)
        follows = one is not None and not one.page_of and one.use != "portrait"
        self.page_button.setEnabled(follows)
        for part in (self.change_button, self.out_button):
            part.setEnabled(one is not None)
        self.copy_button.setEnabled(one is not None and one.here)
        for part in (self.look_button, self.left_button, self.right_button):
            part.setEnabled(picture)
        self.told.setText(self._words(one) if one is not None else "")
        self.sheet.show_image(QImage())
        if one is not None and picture and one.purpose != "child":
            self._fetch(one, PREVIEW, self._preview)

    def _fetch(self, one: Document, side: int, done: Callable[[Document, bytes], object]) -> None:
        store = self.acts.store()
        self.context.tasks.run(
            lambda reader: documents.picture(reader, store, one.id, side),
            lambda data: done(one, data),
            self,
            on="work",
            key="picture",
        )

    def _preview(self, one: Document, data: bytes) -> None:
        if one.id == self._key():
            self.sheet.show_image(read_picture(data) if data else QImage())
            self.sheet.setAccessibleName(self._name(one))

    def look(self) -> None:
        """The chosen page as large as the screen allows."""
        one = self.chosen()
        if one is not None and self.look_button.isEnabled():
            self._fetch(one, LARGE, self._large)

    def _large(self, one: Document, data: bytes) -> None:
        show_picture(self.context, self, self._name(one), data)

    # ---- acts ----

    def takes(self, name: str) -> bool:
        """`add:document` and `list:document`."""
        return name in {"add:document", "list:document"}

    def step(self, name: str) -> bool:
        """Adds documents."""
        if name == "add:document":
            self.choose()
        return True

    def choose(self) -> None:
        """Asks for files."""
        self._add(self.context.dialogs.open_files(self, self.tr("Add documents")))

    def choose_pages(self) -> None:
        """Asks for further pages of the chosen document."""
        one = self.chosen()
        if one is not None:
            self._add(self.context.dialogs.open_files(self, self.tr("Add pages")), one)

    def _add(self, paths: Sequence[Path], first: Document | None = None) -> None:
        if paths:
            self.acts.add_paths(self.case, self.child, paths, first)

    def paste(self) -> None:
        """Takes a picture from the clipboard, as of a scanner's programme."""
        image = QGuiApplication.clipboard().image()
        if image.isNull() or not self._editable:
            self.context.notice(self.tr("There is no picture to paste."), kind="warn")
            return
        self.acts.add_files(self.case, self.child, [("picture.png", png(image))])

    def turn(self, quarter: int) -> None:
        """Turns the chosen page."""
        one = self.chosen()
        if one is not None:
            self._wanted = one.id
            self.acts.turn(one, quarter)

    def change(self) -> None:
        """Says anew what the chosen document is."""
        one = self.chosen()
        if one is not None:
            self.acts.describe(one)

    def copy(self) -> None:
        """Saves the file of the chosen page."""
        one = self.chosen()
        if one is not None:
            self.acts.save_copy(one)

    def take_out(self) -> None:
        """Takes the chosen document out."""
        one = self.chosen()
        if one is not None:
            self.acts.take_out(one)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may come."""
        if self._editable and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self._add([path for path in paths if path.is_file()])
