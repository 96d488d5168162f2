"""The line below a chosen entry: who wrote it down and who changed it last; and what it held before, in a box of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.services.cases.case_history import Written, written
from app.services.exchange.histories import history_words
from app.ui.widgets.basics import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.context import Context
    from app.ui.pages.case_parts.views.words import CaseWords


class WrittenLine(Words):
    """Hidden until the database has told of the entry; what is told of one that was left meanwhile is not shown."""

    def __init__(self, context: Context, words: CaseWords, parent: QWidget) -> None:
        super().__init__("", parent, wrap=True)
        self.setProperty("role", "dim")
        self.context = context
        self.words = words
        self.entry = ("", "")
        self.hide()

    def show_entry(self, type_name: str, key: str) -> None:
        """Tells who wrote an entry; nothing while none is chosen, or where who wrote is not kept."""
        self.entry = (type_name, key)
        self.hide()
        if type_name and key:
            tell = partial(self._tell, self.entry)
            self.context.tasks.run(lambda reader: written(reader, type_name, key), tell, self, key="written")

    def _tell(self, entry: tuple[str, str], told: Written | None) -> None:
        """Shows it, if the entry is still the chosen one."""
        if entry == self.entry and told is not None:
            self.setText(self.words.written(told))
            self.show()

    def show_history(self) -> bool:
        """What the entry held before; False when none is chosen."""
        (type_name, key), lang = self.entry, self.context.lang
        if not (type_name and key):
            return False
        self.context.tasks.run(
            lambda reader: history_words(reader, type_name, key, "", lang), self._tell_history, self, key="history"
        )
        return True

    def _tell_history(self, told: str) -> None:
        self.context.dialogs.show_text(self.window(), self.tr("History of the entry"), told)
