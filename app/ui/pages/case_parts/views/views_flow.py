"""Parts on the page of a case: its episodes, what was asked for and decided."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.views.view import PartView

translate = QCoreApplication.translate

VIEWS = (
    PartView(
        "episode",
        ("number", "opened_on", "open_reason", "closed_on", "close_reason"),
        title=lambda: translate("Parts", "Episodes: opened and closed"),
        empty=lambda: translate("Parts", "Nothing was noted yet."),
        words=lambda: {
            "number": translate("Parts", "Number"),
            "open_reason": translate("Parts", "Reason for opening"),
        },
    ),
    PartView(
        "approval",
        ("asked_on", "what", "asked_by", "state", "decided_on", "remarks"),
        title=lambda: translate("Parts", "Requests and decisions"),
        empty=lambda: translate("Parts", "Nothing was asked for yet."),
        words=lambda: {
            "asked_on": translate("Parts", "Asked for on"),
            "what": translate("Parts", "What"),
            "asked_by": translate("Parts", "Asked for by"),
            "state": translate("Parts", "State"),
            "decided_on": translate("Parts", "Decided on"),
            "remarks": translate("Parts", "Remarks"),
        },
        detail=("what", "state", "remarks"),
        marks={"state": lambda row: {"sent_back": "warn", "approved": "good"}.get(row.text("state"))},
    ),
)
