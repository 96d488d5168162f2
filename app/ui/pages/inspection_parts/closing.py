"""What is asked when the team closes its visit: whether it has decided all, and when it arrived and left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.services.visits.inspection_desk import Desk
from app.services.visits.inspection_kinds import scored
from app.text.digits import digits_for
from app.ui.pages.visiting_parts.hours import add_hours, settle
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


def ask_closing(context: Context, page: QWidget, desk: Desk, unseen: int) -> dict[str, object] | None:
    """The times that were told, as the service takes them; None for who goes on filling. `unseen`: items without an answer."""
    form, record, verb = Form(columns=2), desk.visit.inspection, translate("InspectionPage", "Close the inspection")
    shown = add_hours(form, record, context.lang)
    try:
        if not context.dialogs.ask(page, _question(context.lang, scored(desk.form), unseen), verb, form):
            return None
        return settle(context, page, record.day("visit_on") or context.today(), shown, form.values(), verb)
    finally:
        form.deleteLater()


def _question(lang: str, points: bool, unseen: int) -> str:
    if not points:
        return translate(
            "InspectionPage", "Close the visit? The team has decided all answers; from now on they change by a correction only."
        )
    question = translate(
        "InspectionPage", "Close the inspection? The team has decided all answers; score and findings are shown from now on."
    )
    told = translate("InspectionPage", "Items without an answer, which count as not seen: {n}.").format(
        n=digits_for(unseen, lang)
    )
    return f"{told} {question}" if unseen else question
