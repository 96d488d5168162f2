"""All kinds of parts that the page of a case shows, from one module a part of the programme (`views_<part>.py`)."""

from __future__ import annotations

from collections.abc import Mapping

from app.ui.pages.case_parts.views import (
    views_base,
    views_care,
    views_danger,
    views_desk,
    views_flow,
    views_papers,
    views_people,
    views_plan,
    views_register,
    views_sharing,
)
from app.ui.pages.case_parts.views.view import PartView

__all__ = ["VIEWS", "PartView"]

_PARTS = (
    *(views_people, views_plan, views_danger, views_care, views_flow),
    *(views_sharing, views_papers, views_desk, views_register, views_base),
)
VIEWS: Mapping[str, PartView] = {view.type: view for part in _PARTS for view in part.VIEWS}
"""Type → how it is shown."""
