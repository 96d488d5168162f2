"""The list at the side of a form: one line a part, with how far it is and what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.forms.markup import without_markup
from app.text.digits import digits_for
from app.ui.forms.question import broken

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.forms.tally import Count

CODE = Qt.ItemDataRole.UserRole
TITLE = Qt.ItemDataRole.UserRole + 1
SAID = Qt.ItemDataRole.UserRole + 2


class SideList(QListWidget):
    """Lines are known by the code of their part."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("choices")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fill(self, lines: Iterable[tuple[str, str]]) -> None:
        """Shows other lines: code and title."""
        self.blockSignals(True)
        self.clear()
        for code, title in lines:
            line = QListWidgetItem()
            line.setData(CODE, code)
            line.setData(TITLE, broken(" ".join(without_markup(title).split())))
            line.setText(str(line.data(TITLE)))
            line.setIcon(self.context.icon("next", "line"))
            self.addItem(line)
        self.setCurrentRow(-1)
        self.blockSignals(False)

    def code(self) -> str:
        """The code of the line that is chosen; nothing before one is."""
        line = self.currentItem()
        return str(line.data(CODE)) if line is not None else ""

    def row_of(self, code: str) -> int:
        """The line of a part; -1 for none."""
        return next((row for row in range(self.count()) if self.item(row).data(CODE) == code), -1)

    def choose(self, code: str) -> bool:
        """Chooses the line of a part; whether there is one to be seen."""
        row = self.row_of(code)
        if row < 0:
            return False
        self.setCurrentRow(row)
        return True

    def seen(self) -> list[int]:
        """The lines that are shown, in order."""
        return [row for row in range(self.count()) if not self.item(row).isHidden()]

    def tell(self, code: str, count: Count, problems: int, *, shown: bool) -> None:
        """How far a part is, and whether it is asked at all."""
        row = self.row_of(code)
        if row < 0:
            return
        line, lang = self.item(row), self.context.lang
        done, total = count.answered, count.total
        said = [digits_for(f"{done}/{total}", lang)] if total else []
        if count.missing:
            said.append(self.tr("Missing: {n}").format(n=digits_for(count.missing, lang)))
        if problems:
            said.append(self.tr("Problems: {n}").format(n=digits_for(problems, lang)))
        text = "\n".join([str(line.data(TITLE)), " · ".join(said)] if said else [str(line.data(TITLE))])
        if line.text() != text:
            line.setText(text)
        state = "problem" if problems else "done" if total and done == total else "open"
        if line.data(SAID) != state:
            line.setData(SAID, state)
            self.draw(line)
        if line.isHidden() == shown:
            line.setHidden(not shown)

    def draw(self, line: QListWidgetItem) -> None:
        """The sign before a line, in the colours now."""
        name, colour = {"problem": ("warning", "danger"), "done": ("check", "good")}.get(str(line.data(SAID)), ("next", "line"))
        line.setIcon(self.context.icon(name, colour))

    def fit(self) -> None:
        """As wide as its words need, within limits; signs in the colours of the theme now."""
        self.setMinimumWidth(self.context.theme.em(15))
        self.setMaximumWidth(self.context.theme.em(34))
        self.setSpacing(self.context.theme.gap // 4)
        for row in range(self.count()):
            self.draw(self.item(row))


def step_from(rows: list[int], here: int, by: int) -> int | None:
    """The line after or before, among those that are shown."""
    later = [row for row in rows if (row > here if by > 0 else row < here)]
    if not later:
        return None
    return later[0] if by > 0 else later[-1]


Extra = Callable[[], list[tuple[str, str, QWidget]]]
