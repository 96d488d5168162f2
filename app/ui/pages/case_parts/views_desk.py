"""Parts on the page of a case: what is to be done, and what stands out."""

from __future__ import annotations

from app.ui.pages.case_parts.view import PartView

VIEWS: tuple[PartView, ...] = ()
