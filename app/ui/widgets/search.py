"""The search over everything, at the top of the window: Khmer or Latin, any part, any order of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QHBoxLayout, QLineEdit, QWidget

from app.ui.widgets.found import PARTED, FoundLines

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.services.desk.find import Found
    from app.ui.context import Context

WAIT_MS = 80
LIMIT = 20


class SearchBox(QWidget):
    """A line; below it what was found. Enter opens the line that is marked."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.found: list[Found] = []
        self.edit = QLineEdit(self)
        self.edit.setClearButtonEnabled(True)
        self.edit.addAction(context.icon("find", "dim"), QLineEdit.ActionPosition.LeadingPosition)
        self.lines = QStringListModel(self)
        self.completer = QCompleter(self.lines, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.edit)
        self.completer.setMaxVisibleItems(12)
        self._list().setObjectName("choices")
        self.marks = FoundLines(context)
        self._list().setItemDelegate(self.marks)
        self._list().clicked.connect(lambda index: self._open(index.row()))
        self.completer.activated.connect(self._picked)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.edit)
        self.edit.setMinimumWidth(context.theme.em(44))
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.edit.textEdited.connect(lambda _: self._wait.start())
        self.edit.returnPressed.connect(self._return)
        self.retranslate()

    def _list(self) -> QAbstractItemView:
        """The list below the line."""
        popup = self.completer.popup()
        assert popup is not None, "a completer of this mode has a list"
        return popup

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.edit.setPlaceholderText(self.tr("Search a child, case or facility, in Khmer or Latin letters"))
        self.edit.setAccessibleName(self.tr("Search in everything"))

    def begin(self) -> None:
        """The focus comes here."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def reset(self) -> None:
        """Forgets what was typed and found."""
        self.edit.clear()
        self.found = []
        self.lines.setStringList([])

    def _ask(self) -> None:
        """Looks for what is typed."""
        typed, lang = self.edit.text(), self.context.lang
        if not typed.strip():
            self._list().hide()
            return

        def look(reader: Reader) -> list[Found]:
            from app.services.desk.find import find_anything

            return find_anything(reader, typed, lang, LIMIT)

        self.context.tasks.run(look, self._offer, self, key="find")

    def _offer(self, found: list[Found]) -> None:
        """Shows what was found; that nothing was found is said too."""
        self.found = found
        self.marks.typed = self.edit.text()
        lines = [_line(each) for each in found] or [self.tr("Nothing found")]
        self.lines.setStringList(lines)
        if self.edit.hasFocus():
            self.completer.complete()

    def _picked(self, text: str) -> None:
        """A line was chosen by the keyboard."""
        for place, each in enumerate(self.found):
            if _line(each) == text:
                self._open(place)
                return

    def _return(self) -> None:
        """Return opens the only one that was found."""
        if len(self.found) == 1:
            self._open(0)

    def _open(self, place: int) -> None:
        """Goes to a record."""
        if 0 <= place < len(self.found):
            each = self.found[place]
            self._list().hide()
            self.edit.clear()
            self.context.navigate(each.page, **{each.page: each.id})

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _line(found: Found) -> str:
    """A line of the list."""
    return f"{found.title}{PARTED}{found.detail}"
