"""The conflict inbox: a list of what two people wrote differently, and the one that is chosen, to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import ConflictError
from app.domain.permissions import sees_names
from app.text.dates import short_moment
from app.ui.models.excel import write_rows
from app.ui.models.table import Batch, Column, RecordTable, Rows
from app.ui.pages.sync_parts.clash import ClashPanel
from app.ui.pages.sync_parts.part import SyncPart
from app.ui.widgets.basics import Scrolled, clear

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.errors import AppError
    from app.services.exchange.conflict_view import ClashRow, ClashView
    from app.services.exchange.exchange import Take
    from app.services.exchange.sync_view import SyncView
    from app.ui.context import Context

NARROW = 110
"""Letters: below this width the list stands above the clash."""


class ConflictsPart(SyncPart):
    """The inbox, oldest first; what was put off stands behind the others. The list reads some rows at a time."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.open_ones = 0
        self.panel: ClashPanel | None = None
        self._wanted = ""
        self._next = 0
        columns = (
            Column("field", lambda: self.tr("What"), self._what, width=22, bold=True, stretch=True, icon=self._icon),
            Column("subject", lambda: self.tr("About"), lambda row: row.subject, width=22),
        )
        self.table = RecordTable(context, "conflicts", columns, Rows(self._page))
        self.table.excel = self.export
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _: self._to_panel())
        self.table.rows_model.modelReset.connect(self._choose)
        self.scrolled = Scrolled(self)
        self.box = QVBoxLayout(self.scrolled.content)
        self.box.setContentsMargins(0, 0, context.theme.gap, 0)
        self.scrolled.content.installEventFilter(self)
        self.halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.halves.setContentsMargins(0, context.theme.gap, 0, 0)
        self.halves.setSpacing(context.theme.wide)
        self.halves.addWidget(self.table, 2)
        self.halves.addWidget(self.scrolled, 3)

    # ---- the list ----

    def _page(self, reader: Reader, _order: str, after: Any, limit: int) -> Batch:
        """Some rows of the inbox."""
        from app.services.exchange.conflict_view import clash_rows

        rows = clash_rows(reader, self.context.lang, after=after, limit=limit)
        return Batch(rows, rows[-1].place if len(rows) == limit else None)

    def _what(self, row: ClashRow) -> str:
        """What clashes."""
        told = f"{row.field} · {row.what}" if row.field else row.what
        return self.tr("{what} (later)").format(what=told) if row.later else told

    @staticmethod
    def _icon(row: ClashRow) -> str:
        """A mark, besides the words."""
        return "lock" if row.hidden else "clock" if row.later else "conflict"

    def _when(self, row: ClashRow) -> str:
        """When the later one wrote."""
        return short_moment(row.at, self.context.lang) if row.at is not None else ""

    def title(self) -> str:
        return self.tr("Two values: decide")

    def number(self) -> int:
        return self.open_ones

    def take(self, view: SyncView) -> None:
        self.open_ones = view.state.conflicts
        self.table.reload()
        self._picked(self.table.selected() or "")  # rows that stay are changed in place, and nobody picks them anew

    def retranslate(self) -> None:
        self.table.set_name(self.title())
        self.table.set_empty(self.tr("No two people wrote different values. When they do, both stand here, side by side."))
        self.scrolled.setAccessibleName(self.tr("The clash that was chosen"))

    # ---- the clash ----

    def _choose(self) -> None:
        """After the list was read: what was chosen stays so; else the one in its place."""
        rows = self.table.rows_model.rows
        self.scrolled.setVisible(bool(rows))
        if not rows:
            self._show(None)
        elif self.table.selected() is None:
            self.table.select(rows[min(self._next, len(rows) - 1)].id)
        else:
            self._picked(self.table.selected() or "")

    def _picked(self, identity: str) -> None:
        """Reads the clash of a row."""
        if not identity:
            return
        self._wanted = identity
        self._next = self.table.rows_model.place_of(identity) or 0
        lang = self.context.lang

        def read(reader: Reader) -> ClashView | None:
            from app.services.exchange.conflict_view import clash_view

            try:
                return clash_view(reader, identity, lang)
            except ConflictError:
                return None  # decided meanwhile; the list is read again

        self.context.tasks.run(read, self._show, self, key="clash")

    def _show(self, clash: ClashView | None) -> None:
        """Shows a clash in place of the one before; one that is the same stays, with what is being typed."""
        if self.panel is not None and clash is not None and self.panel.clash == clash:
            return
        typing = self.panel is not None and self.panel.editor is not None and self.panel.editor.isVisible()
        if typing and clash is not None and self.panel is not None and self.panel.clash.row.id == clash.row.id:
            return  # it is decided on what is stored then
        if self._focus_inside():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # else it would go to some other part of the window
        clear(self.box)
        self.panel = None
        if clash is None:
            return
        self.panel = ClashPanel(self.context, clash, self.scrolled.content)
        self.panel.decided.connect(self.resolve)
        self.panel.later.connect(self.put_off)
        self.panel.opened.connect(self._open)
        self.panel.writing.connect(lambda: QTimer.singleShot(0, self._show_editor))
        self.box.addWidget(self.panel)
        self.box.addStretch(1)
        self.scrolled.verticalScrollBar().setValue(0)

    def _show_editor(self) -> None:
        """The fields and the button that keeps what is written are seen."""
        editor = self.panel.editor if self.panel is not None else None
        if editor is not None:
            self.scrolled.ensureWidgetVisible(editor.save)
            self._into_view(editor)

    def save(self) -> bool:
        """Ctrl+Enter keeps a value that is being written; whether there is one."""
        return self.panel is not None and self.isVisible() and self.panel.save()

    def _focus_inside(self) -> bool:
        """Whether the person is at the clash."""
        now = QApplication.focusWidget()
        return self.panel is not None and now is not None and self.panel.isAncestorOf(now)

    def _to_panel(self) -> None:
        """Enter on a row."""
        if self.panel is not None:
            self.panel.focus()
            self._into_view(self.panel)

    def _into_view(self, part: QWidget) -> None:
        """Scrolls the page, where it scrolls as a whole."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._into_view(self.table)
            return
        super().keyPressEvent(event)

    def _open(self, page: str, where: str) -> None:
        """Goes to the record."""
        self.context.navigate(page, **{page: where})

    # ---- what is decided ----

    def resolve(self, identity: str, take: Take, value: object = None) -> None:
        """Decides a conflict."""

        def work(uow: UnitOfWork) -> None:
            from app.services.exchange.exchange import resolve

            resolve(uow, identity, take, value)

        self._write(work, "conflict_resolve", self.tr("Decided. The other value stays in the history."))

    def put_off(self, identity: str) -> None:
        """Leaves a conflict for later: it goes to the end of the list."""

        def work(uow: UnitOfWork) -> None:
            from app.services.exchange.conflicts import put_off

            put_off(uow, identity)

        self._write(work, "conflict_later", self.tr("It stays open and stands at the end of the list."))

    def _write(self, work: Any, act: str, told: str) -> None:
        """Does something with a conflict, says so, and goes on with the next one."""

        def done(_: object) -> None:
            self.context.notice(told)
            self.table.clearSelection()
            self.context.bus.announce_exchange()

        def failed(error: AppError) -> None:
            self.context.notice(self.context.words(error))
            self.context.bus.announce_exchange()

        self.context.tasks.run(work, done, self, write=act, failed=failed)

    def export(self) -> bool:
        """The two values of a conflict stay in Komar: they may be of any kind."""
        heads = [
            (self.tr("What"), 30.0),
            (self.tr("About"), 36.0),
            (self.tr("Who wrote"), 36.0),
            (self.tr("When"), 20.0),
        ]
        lang = self.context.lang

        def rows(reader: Reader) -> Iterator[list[str]]:
            from app.services.exchange.conflict_view import clash_rows

            for row in clash_rows(reader, lang, after=None, limit=-1):
                yield [self._what(row), row.subject, row.who, self._when(row)]

        named = sees_names(self.context.session.actor)
        return write_rows(self.context, self, "conflicts", self.title(), heads, rows, names=named)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The clash needs more or less room than before."""
        if watched is self.scrolled.content and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and clash side by side where there is room, else below each other."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Below each other the page scrolls as a whole: a few rows of the list, and the clash in its full height."""
        narrow = self.width() < self.context.theme.em(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self.halves.direction() != way:
            self.halves.setDirection(way)
        line = self.context.theme.sizes.line
        self.table.setMaximumHeight(line * 9 if narrow else 16_777_215)
        self.table.setMinimumHeight(line * 8 if narrow else 0)
        high = self.box.heightForWidth(self.scrolled.viewport().width()) if self.box.hasHeightForWidth() else 0
        self.scrolled.setMinimumHeight(max(high, line * 6) if narrow else 0)
