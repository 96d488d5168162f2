"""The rows of a repeat: a table of their first questions, and below it everything of the row that is selected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.forms.markup import without_markup
from app.text.digits import digits_for
from app.ui.forms.blocks import BlockBase, BlockView
from app.ui.forms.compare import first_question
from app.ui.forms.grid import GridBlock
from app.ui.forms.layout import Block, blocks_of, path_of
from app.ui.forms.parts import repeat_label
from app.ui.forms.row_model import RepeatModel
from app.ui.widgets.basics import button, clear, label, section
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.ui.forms.blocks import Filling
    from app.ui.forms.question import Question

LEAST_LINES, SHARE = 3, 0.3
"""The table takes no more than this part of the window, so that the row's questions are in sight below."""
MOST_LINES = 8
"""Rows that are seen at once; further ones scroll."""


def make_block(filling: Filling, block: Block, parent: QWidget) -> BlockBase:
    """The widget of a block by its kind."""
    if block.kind == "repeat":
        return RepeatBlock(filling, block, parent)
    return (GridBlock if block.kind == "grid" else BlockView)(filling, block, parent)


class RowTable(QTableView):
    """The table. Enter opens the row below, Delete removes it."""

    opened = Signal()
    removing = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        else:
            super().keyPressEvent(event)


class RepeatBlock(BlockBase):
    """A table and its detail. What it asks of the form view comes as signals: it adds and removes, and tells what is stored."""

    adding = Signal(str)
    """Emits: the repeat, key of the parent and name."""
    removing = Signal(str)
    """Emits: the key of a row."""
    undoing = Signal(str)
    """Emits: the repeat whose last removed row comes back."""
    rebuilt = Signal()
    """The detail shows another row; the order of the stops changed."""

    def __init__(self, filling: Filling, block: Block, parent: QWidget) -> None:
        super().__init__(filling, block, parent)
        definition = self.session.form.definitions[path_of(block.repeat)]
        self.free = definition.count is None and not definition.fixed and not filling.locked
        """Whether rows may be added and removed."""
        self.definition = definition
        first = first_question(self.session.form, path_of(block.repeat))
        self.first = first[len(path_of(block.repeat)) :]
        """The question by which rows of a former response are found, below the row."""
        self.removed = ""
        """The number of the row that was removed last and may come back."""
        self.blocks: list[BlockBase] = []
        self.row = ""
        self.model = RepeatModel(filling, block.repeat, self)
        self.title = section(self)
        self.empty = label(self, "dim", wrap=True)
        self.table = RowTable(self)
        self.table.setModel(self.model)
        self.add_button = button(self, "add", lambda: self.adding.emit(block.repeat))
        self.remove_button = button(self, "close", self.remove, flat=True)
        self.undo_button = button(self, "undo", lambda: self.undoing.emit(block.repeat), flat=True)
        self.detail_title = section(self)
        self.beyond = label(self, "warn", wrap=True)
        self.detail = QVBoxLayout()
        self.detail.setSpacing(self.context.theme.gap)
        line = Flow(gap=self.context.theme.gap)
        for part in (self.add_button, self.remove_button, self.undo_button):
            line.addWidget(part)
        self.box.addWidget(self.title)
        self.box.addWidget(self.empty)
        self.box.addWidget(self.table)
        self.box.addLayout(line)
        self.box.addWidget(self.detail_title)
        self.box.addWidget(self.beyond)
        self.box.addLayout(self.detail)
        self.table.selectionModel().currentRowChanged.connect(self._picked)
        self.table.opened.connect(self.open_row)
        self.table.doubleClicked.connect(lambda _: self.open_row())
        self.table.removing.connect(self.remove)
        self._size()
        self.update_all()
        if self.model.keys:
            self.select(self.model.keys[0])

    # ---- words ----

    def update_all(self) -> None:
        words = " ".join(without_markup(repeat_label(self.session, self.block.repeat)).split())
        self.title.setText(words)
        self.title.setVisible(bool(words) and self.block.named)
        self.table.setAccessibleName(words or self.tr("Rows"))
        self.empty.setText(
            self.tr("There is no row yet. “Add a row” (Ctrl+N) makes the first one.")
            if self.free
            else self.tr("There is no row.")
        )
        self.add_button.setText(self.tr("Add a row (Ctrl+N)"))
        self.remove_button.setText(self.tr("Remove the row"))
        self.beyond.setText(self.tr("The form counts fewer rows now. This one has answers, so it stays until you remove it."))
        self.model.retranslate()
        self.show_titles()
        for block in self.blocks:
            block.update_all()
        self._show()

    def _show(self) -> None:
        """What fits the rows there are."""
        rows, lang = len(self.model.keys), self.context.lang
        place = self.model.place_of(self.row)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        beyond = place >= 0 and not self.filling.locked and not self.free and self.session.surplus(self.row)
        self.add_button.setVisible(self.free)
        self.remove_button.setVisible((self.free and place >= 0) or beyond)
        self.beyond.setVisible(beyond)
        self.undo_button.setText(self.tr("Bring back row {n}").format(n=digits_for(self.removed, lang)) if self.removed else "")
        self.undo_button.setVisible(bool(self.removed) and not self.filling.locked)
        told = self.tr("Row {n} of {all}").format(n=digits_for(place + 1, lang), all=digits_for(rows, lang))
        self.detail_title.setText(told)
        self.detail_title.setVisible(place >= 0)
        self._height()
        above = self.session.node(self.block.repeat.rpartition("/")[0])
        self.setVisible((bool(rows) or self.free) and self.session.asks_more(above, self.definition))

    # ---- size ----

    def _size(self) -> None:
        """Heights from the font; the columns share the width."""
        metrics = QFontMetrics(self.context.theme.font())
        height = metrics.height() + self.context.theme.gap
        self.table.verticalHeader().setMinimumSectionSize(height)
        self.table.verticalHeader().setDefaultSectionSize(height)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, self.context.theme.em(5))
        self._height()

    def _height(self) -> None:
        row_height = self.table.verticalHeader().defaultSectionSize()
        room = max(LEAST_LINES, int(self.window().height() * SHARE) // row_height)
        lines = min(max(len(self.model.keys), 1), MOST_LINES, room)
        head = self.table.horizontalHeader().sizeHint().height()
        frame = self.table.frameWidth() * 2
        self.table.setFixedHeight(lines * row_height + head + frame)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "detail_title"):
            self._size()
        super().changeEvent(event)

    # ---- rows ----

    def follow(self) -> None:
        """Rows came or went: the table follows, the selection stays or goes to the neighbour."""
        here, before = self.row, self.model.place_of(self.row)
        self.model.follow()
        if here and self.model.place_of(here) < 0:
            self.row = ""
            left = self.model.keys[min(max(before, 0), len(self.model.keys) - 1)] if self.model.keys else ""
            if not left or not self.select(left):
                self._build("")
        self.model.retranslate()
        self._show()

    def select(self, key: str) -> bool:
        """Selects a row; whether it is there."""
        place = self.model.place_of(key)
        if place < 0:
            return False
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.model.index(place, 0)
        self.table.selectionModel().setCurrentIndex(index, mode)
        self.table.scrollTo(index)
        if self.row != key:
            self._build(key)
        return True

    def _picked(self, now: QModelIndex, _: QModelIndex) -> None:
        key = self.model.keys[now.row()] if now.isValid() and now.row() < len(self.model.keys) else ""
        if key and key != self.row:
            self._build(key)

    def _build(self, key: str) -> None:
        """Shows everything of a row."""
        for block in self.blocks:
            block.flush()
        clear(self.detail)
        self.blocks, self.row = [], key
        if key:
            for part in blocks_of(self.session, key, hides=self.filling.hides):
                block = make_block(self.filling, part, self)
                block.given.connect(self.given.emit)
                if isinstance(block, RepeatBlock):
                    self._pass_on(block)
                self.blocks.append(block)
                self.detail.addWidget(block)
        self._show()
        self.rebuilt.emit()

    def _pass_on(self, inner: RepeatBlock) -> None:
        """A repeat within a row asks the same of the form view."""
        inner.adding.connect(self.adding.emit)
        inner.removing.connect(self.removing.emit)
        inner.undoing.connect(self.undoing.emit)
        inner.rebuilt.connect(self.rebuilt.emit)

    def open_row(self) -> bool:
        """Goes to the first question of the row."""
        question = next(self.asked(), None)
        if question is None:
            return False
        question.answer.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def offer_back(self, number: str) -> None:
        """Offers to bring back the row that had that number; nothing to offer nothing."""
        if self.removed != number:
            self.removed = number
            self._show()

    def remove(self) -> None:
        """Asks for the row that is selected to be removed; it can be brought back."""
        if self.remove_button.isVisible() and self.row:
            self.removing.emit(self.row)

    def repeat_at(self, repeat: str) -> RepeatBlock | None:
        """This table, or one within the row that is shown."""
        if repeat == self.block.repeat:
            return self
        inner = (block.repeat_at(repeat) for block in self.blocks if isinstance(block, RepeatBlock))
        return next((found for found in inner if found is not None), None)

    def repeats(self) -> Iterator[RepeatBlock]:
        """This table and those that are shown within it."""
        yield self
        for block in self.blocks:
            if isinstance(block, RepeatBlock):
                yield from block.repeats()

    # ---- questions ----

    def concerns(self, changed: frozenset[str]) -> bool:
        return True

    def update_keys(self, changed: frozenset[str]) -> bool:
        mine = [key for key in changed if key.startswith(f"{self.block.repeat}[")]
        came = False
        if any(key.endswith("]") for key in mine):
            self.follow()
        if mine:
            self.model.tell(mine)
            if self.first and f"{self.row}{self.first}" in changed:  # rows are matched by it
                for block in self.blocks:
                    block.compare_all()
        for block in self.blocks:
            if block.concerns(changed):
                came = block.update_keys(changed) or came
        if not changed.isdisjoint(self.block.titles):
            self.show_titles()
        self._show()
        return came

    def asked(self) -> Iterator[Question]:
        for block in self.blocks:
            if not block.isHidden():
                yield from block.asked()

    def stops(self) -> list[QWidget]:
        inner = [stop for block in self.blocks if not block.isHidden() for stop in block.stops()]
        return [self.table, self.add_button, self.remove_button, self.undo_button, *inner]

    def question(self, key: str) -> Question | None:
        return next((found for block in self.blocks if (found := block.question(key)) is not None), None)

    def holds(self, key: str) -> bool:
        return key.startswith(f"{self.block.repeat}[")

    def focus(self, key: str) -> bool:
        row_key = self.model.row_of(key)
        if not row_key or not self.select(row_key):
            return False
        return any(block.focus(key) for block in self.blocks if block.holds(key))

    def flush(self) -> None:
        for block in self.blocks:
            block.flush()

    def show_problems(self, keys: Iterable[str]) -> None:
        mine = [key for key in keys if self.holds(key)]
        self.model.tell(mine)
        for block in self.blocks:
            block.show_problems(mine)


__all__ = ["RepeatBlock", "RowTable", "make_block"]
