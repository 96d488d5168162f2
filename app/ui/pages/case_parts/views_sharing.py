"""Parts on the page of a case: what two offices share of a case."""

from __future__ import annotations

from app.ui.pages.case_parts.view import PartView

VIEWS: tuple[PartView, ...] = ()
