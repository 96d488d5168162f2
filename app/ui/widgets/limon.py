"""The offer below a field whose text looks like old Limon letters: what it would be in Unicode, taken by a click or Enter.

Nothing is turned by itself: `sux` is also what somebody may write in Latin, so the person who types decides.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.text.limon import offered
from app.ui.widgets.basics import button

translate = QCoreApplication.translate


def typed_in(edit: QLineEdit | QPlainTextEdit) -> str:
    """The text of an editor."""
    return (edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()).strip()


class LimonOffer(QObject):
    """Looks at an editor while it is typed in. `button` stands where its owner puts it, hidden while nothing is offered.

    Who makes an editor read only, or changes the language, calls `look`.
    """

    taken = Signal()
    """The text was turned, and stands in the editor now."""

    def __init__(self, edit: QLineEdit | QPlainTextEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self.edit = edit
        self.button = button(parent, "edit", self.take, flat=True)
        self.button.hide()
        edit.textChanged.connect(lambda *_: self.look())
        self.look()

    def look(self) -> None:
        """Shows the offer, with the beginning of what would come of it, or hides it."""
        turned = None if self.edit.isReadOnly() else offered(typed_in(self.edit))
        first = (turned or "").partition("\n")[0]
        shown = first if first == turned and len(first) <= _SHOWN else first[:_SHOWN].rstrip() + " …"
        self.button.setVisible(turned is not None)
        self.button.setText(translate("Limon", "Old Limon letters? Turn into: {name}").format(name=shown))
        self.button.setAccessibleName(self.button.text())

    def take(self) -> None:
        """The offer was taken."""
        turned = offered(typed_in(self.edit))
        if turned is None:
            return
        self.edit.setText(turned) if isinstance(self.edit, QLineEdit) else self.edit.setPlainText(turned)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken.emit()


_SHOWN = 30
"""So many letters of a longer text are shown in the offer: in large letters it still fits a column."""
