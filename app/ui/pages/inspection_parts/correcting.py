"""The dialog that corrects an answer after closing: which one, what it should be, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.forms.binds import items
from app.forms.session import FormSession
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


class CorrectionForm(Form):
    """Item, right answer, reason; what there is to answer is what the form offers for the item that is chosen."""

    def __init__(self, session: FormSession, asked: list[str], parent: QWidget | None = None) -> None:
        super().__init__(1, parent)
        self.session = session
        self.which, self.answer = ChoiceField(), ChoiceField()
        for name, field, text in (
            ("item", self.which, translate("InspectionPage", "Item")),
            ("answer", self.answer, translate("InspectionPage", "The right answer")),
            ("reason", LongTextField(lines=2), translate("InspectionPage", "Why it is corrected")),
        ):
            self.add(name, field, required=True)
            self.label(name, text)
        self.which.set_choices([(path, session.label(path)) for path in asked])
        self.which.changed.connect(self._offer)

    def _offer(self) -> None:
        """The answers of the item; an answer that another item alone has is taken back."""
        path = self.which.value()
        offered = [(choice.value, choice.label) for choice in self.session.choices(path)] if path else []
        if self.answer.value() not in {code for code, _ in offered}:
            self.answer.set_value(None)
        self.answer.set_choices(offered)


def ask_correction(context: Context, parent: QWidget, session: FormSession) -> dict[str, str] | None:
    """The item, the right answer and the reason; None when nothing is to be corrected, or nobody wants to."""
    asked = [item.path for item in items(session.form) if item.finding != "no" and session.state(item.path).relevant]
    if not asked:
        return None
    dialog = CorrectionForm(session, asked)
    try:
        title, verb = translate("InspectionPage", "Correct an answer"), translate("InspectionPage", "Correct")
        if not context.dialogs.ask(parent, title, verb, dialog):
            return None
        return {name: str(value or "") for name, value in dialog.values().items()}
    finally:
        dialog.deleteLater()
