"""Parts on the page of a case: requests and their answers, signatures, people."""

from __future__ import annotations

from app.ui.pages.case_parts.views.view import PartView

VIEWS: tuple[PartView, ...] = ()
