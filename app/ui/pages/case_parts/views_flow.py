"""Parts on the page of a case: its episodes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.view import PartView

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
)
