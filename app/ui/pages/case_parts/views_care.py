"""Parts on the page of a case: where the child lives."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.makers import code, coming_day, day, long_text
from app.ui.pages.case_parts.view import PartView

translate = QCoreApplication.translate

VIEWS = (
    PartView(
        "placement",
        ("option", "from_on", "to_on", "next_review_on"),
        title=lambda: translate("Parts", "Placement"),
        empty=lambda: translate("Parts", "Where the child was placed stands here."),
        fields={
            "option": code("care_option"),
            "from_on": day,
            "to_on": day,
            "next_review_on": coming_day,
            "note": long_text,
        },
        required=("option",),
        happened=lambda: translate("Parts", "Placement"),
        detail=("option",),
    ),
)
