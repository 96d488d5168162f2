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


def ask_correction(context: Context, parent: QWidget, session: FormSession) -> dict[str, str] | None:
    """The item, the right answer and the reason; None when nothing is to be corrected, or nobody wants to."""
    asked = [item for item in items(session.form) if item.finding != "no" and session.state(item.path).relevant]
    if not asked:
        return None
    which, answer, dialog = ChoiceField(), ChoiceField(), Form(1)
    which.set_choices([(item.path, session.label(item.path)) for item in asked])
    answer.set_choices([(choice.value, choice.label) for choice in session.choices(asked[0].path)])
    for name, field, text in (
        ("item", which, translate("InspectionPage", "Item")),
        ("answer", answer, translate("InspectionPage", "The right answer")),
        ("reason", LongTextField(lines=2), translate("InspectionPage", "Why it is corrected")),
    ):
        dialog.add(name, field, required=True)
        dialog.label(name, text)
    try:
        title, verb = translate("InspectionPage", "Correct an answer"), translate("InspectionPage", "Correct")
        if not context.dialogs.ask(parent, title, verb, dialog):
            return None
        return {name: str(value or "") for name, value in dialog.values().items()}
    finally:
        dialog.deleteLater()
