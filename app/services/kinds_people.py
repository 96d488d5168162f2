"""Kinds of parts: the family of a child, and what belongs to the child."""

from __future__ import annotations

from app.services.part_kind import PartKind

KINDS = (
    PartKind("family_member", "child", form_new=True, json_key="family"),
    PartKind("contact", "child", form_new=True, json_key="contacts"),
    PartKind("child_fact", "child", required=("code",), today="on_date"),
    PartKind("distinct", "", act="case.join"),
)
