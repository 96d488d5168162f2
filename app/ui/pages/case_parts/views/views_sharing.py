"""Parts on the page of a case: what two offices share of a case."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.records import Record
from app.ui.pages.case_parts.views.view import PartView

translate = QCoreApplication.translate


def _tone(row: Record) -> str | None:
    """How an answer looks."""
    return {"accepted": "good", "done": "good", "declined": "warn"}.get(row.text("state"))


VIEWS: tuple[PartView, ...] = (
    PartView(
        "referral",
        ("on_date", "to_kind", "to_office", "to_name", "reason", "state", "answered_by", "answer_note"),
        title=lambda: translate("Parts", "Referrals"),
        empty=lambda: translate("Parts", "The child was referred to nobody yet. The menu “More” makes a referral."),
        words=lambda: {
            "on_date": translate("Parts", "Since"),
            "to_kind": translate("Parts", "Kind of receiver"),
            "to_office": translate("Parts", "Office"),
            "to_name": translate("Parts", "Receiver"),
            "reason": translate("Parts", "What is asked for"),
            "state": translate("Parts", "State"),
            "answered_by": translate("Parts", "Answered by"),
            "answer_note": translate("Parts", "Note of the answer"),
        },
        detail=("reason", "state"),
        marks={"state": _tone},
    ),
    PartView(
        "hand_over",
        ("on_date", "kind", "from_user", "to_user", "to_office", "until", "state", "danger", "answer_note"),
        title=lambda: translate("Parts", "Hand-overs"),
        empty=lambda: translate("Parts", "The case was never handed over."),
        words=lambda: {
            "on_date": translate("Parts", "Since"),
            "kind": translate("Parts", "What"),
            "from_user": translate("Parts", "From"),
            "to_user": translate("Parts", "To"),
            "to_office": translate("Parts", "Office"),
            "until": translate("Parts", "Until"),
            "state": translate("Parts", "State"),
            "danger": translate("Parts", "Danger and safety plan"),
            "answer_note": translate("Parts", "Note of the answer"),
        },
        detail=("kind", "state"),
        marks={"state": _tone},
    ),
)
