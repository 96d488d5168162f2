"""Adding, removing and bringing back rows of the repeats of a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.ui.forms.layout import rows_of
from app.ui.forms.repeats import RepeatBlock

if TYPE_CHECKING:
    from app.ui.forms.form_view import FormView


@dataclass(frozen=True)
class Removed:
    """A row that was taken away: its key, its place, its answers by key."""

    row: str
    place: int
    answers: dict[str, str]


class Rows(QObject):
    """One for a form view."""

    def __init__(self, view: FormView) -> None:
        super().__init__(view)
        self.view = view
        self._removed: dict[str, list[Removed]] = {}
        """Repeat → the rows that were removed, the last one last."""

    def begin(self) -> None:
        """Another filling: nothing was removed from it."""
        self._removed = {}

    def watch(self, block: RepeatBlock) -> None:
        """Does what a table asks for."""
        block.adding.connect(self.add)
        block.removing.connect(self.remove)
        block.undoing.connect(self.bring_back)
        block.rebuilt.connect(self._tell_removed)
        self._tell_removed()

    def _block(self, repeat: str) -> RepeatBlock | None:
        """The table of a repeat, if it is shown."""
        tables = [block for block in self.view.blocks if isinstance(block, RepeatBlock)]
        return next((found for block in tables if (found := block.repeat_at(repeat)) is not None), None)

    def add_here(self) -> bool:
        """A row more where the focus is, innermost first; else in the only table of the part."""
        tables = [block for block in self.view.blocks if isinstance(block, RepeatBlock) and not block.isHidden()]
        around = list[RepeatBlock]()
        widget: QWidget | None = self.view.focusWidget()
        while widget is not None and widget is not self.view:
            if isinstance(widget, RepeatBlock):
                around.append(widget)
            widget = widget.parentWidget()
        for block in around or (tables if len(tables) == 1 else []):
            if block.free:
                self.add(block.block.repeat)
                return True
        return False

    def add(self, repeat: str) -> None:
        """A new last row, selected, the focus in its first question."""
        session = self.view.session
        if session is None or self.view.locked:
            return
        self.view.flush()
        key = session.add_repeat(repeat)
        self._show(key)
        self.view.store(frozenset(self._below(key)))
        block = self._block(repeat)
        if block is not None:
            block.select(key)
            block.open_row()

    def remove(self, row: str) -> None:
        """Takes a row away; it can be brought back as long as the form is open."""
        session = self.view.session
        if session is None or self.view.locked:
            return
        self.view.flush()
        repeat = row.rpartition("[")[0]
        place = rows_of(session, repeat).index(row)
        answers = {key: text for key, text in session.answers().items() if key.startswith(f"{row}/")}
        gone = frozenset(self._below(row))
        session.remove_repeat(row)
        self._removed.setdefault(repeat, []).append(Removed(row, place, answers))
        self._forget(row)
        self._show(row)
        self.view.store(frozenset({row, *gone}))
        block = self._block(repeat)
        if block is not None:
            (block.table if block.model.keys else block.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_back(self, repeat: str) -> None:
        """The row that was removed last is there again, with its answers, where it was."""
        session = self.view.session
        if session is None or self.view.locked or not self._removed.get(repeat):
            return
        self.view.flush()
        last = self._removed[repeat].pop()
        session.restore_repeat(last.row, last.answers, last.place)
        self._show(last.row)
        self.view.store(frozenset(last.answers))
        block = self._block(repeat)
        if block is not None:
            block.select(last.row)
            block.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _below(self, row: str) -> list[str]:
        """The keys of everything in a row."""
        session = self.view.session
        return [state.key for state in session.states(row)] if session is not None else []

    def _forget(self, row: str) -> None:
        """Problems of a row that is gone are none."""
        filling = self.view.filling
        if filling is not None:
            for found in (filling.refused, filling.problems):
                for key in [key for key in found if key.startswith(f"{row}/")]:
                    del found[key]

    def _show(self, row: str) -> None:
        """A row came or went: anything may depend on it, so all that is on the screen is looked at again."""
        self.view.recount()
        block = self._block(row.rpartition("[")[0])
        if block is not None:
            block.follow()
        keys = {key for one in self.view.blocks for key in (*one.block.keys, *one.block.titles)}
        self._tell_removed()
        self.view.show_changes(frozenset(keys))

    def _tell_removed(self) -> None:
        """Each table offers to bring back the row that was removed from it last."""
        for top in [block for block in self.view.blocks if isinstance(block, RepeatBlock)]:
            for block in top.repeats():
                removed = self._removed.get(block.block.repeat)
                block.offer_back(str(removed[-1].place + 1) if removed else "")
