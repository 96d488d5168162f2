"""The button that takes the last act back says which one that is, before it is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

LETTERS = 26
"""So many letters of the act stand on the button; the whole act is its tip and its name."""


class UndoName(QObject):
    """Follows what the person did, here and on other pages; an act of somebody else is never named."""

    def __init__(self, context: Context, button: QPushButton) -> None:
        super().__init__(button)
        self.context = context
        self.button = button
        self.act: object = None
        context.bus.changed.connect(lambda _: self.read())

    def read(self) -> None:
        """Reads which act is the last one."""

        def last(reader: Reader) -> object:
            from app.ui.entering import next_undo

            return next_undo(reader)

        if self.context.signed_in:
            self.context.tasks.run(last, self._take, self, key="undo name")

    def _take(self, act: object) -> None:
        self.act = act
        self.show()

    def forget(self) -> None:
        """Nobody is signed in any more."""
        self._take(None)

    def show(self) -> None:
        """Sets the words in the language now."""
        from app.ui.entering import act_words

        plain = QCoreApplication.translate("WorkArea", "Undo")
        act = act_words(self.act, self.context.lang)
        whole = QCoreApplication.translate("WorkArea", "Undo: {act}").format(act=act) if act else plain
        metrics = QFontMetrics(self.context.theme.font())
        room = metrics.averageCharWidth() * LETTERS * (2 if self.context.lang == "km" else 1)
        self.button.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, min(room, self.context.theme.em(20))))
        self.button.setAccessibleName(whole)
        self.button.setToolTip(f"{whole} (Ctrl+Z)")
