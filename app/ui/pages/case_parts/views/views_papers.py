"""Parts on the page of a case: who signed on paper."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.views.view import PartView

translate = QCoreApplication.translate

VIEWS = (
    PartView(
        "signature",
        ("on_date", "role", "how", "name", "witness"),
        title=lambda: translate("Parts", "Signatures on paper"),
        empty=lambda: translate("Parts", "Nobody has signed yet."),
        words=lambda: {
            "on_date": translate("Parts", "Signed on"),
            "role": translate("Parts", "Who signed"),
            "how": translate("Parts", "How"),
            "name": translate("Parts", "Name"),
            "witness": translate("Parts", "Witness"),
        },
        detail=("role", "how", "name", "witness"),
    ),
)
