"""Parts on the page of a case: papers that went out or came in."""

from __future__ import annotations

from app.ui.pages.case_parts.view import PartView

VIEWS: tuple[PartView, ...] = ()
