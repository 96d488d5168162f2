"""Kinds of parts: what is to be done in a case, and what stands out in it."""

from __future__ import annotations

from app.services.part_kind import PartKind

KINDS = (
    PartKind("task", required=("title",), ahead=frozenset({"due_on"}), act="task.edit", read="task.edit"),
    PartKind("flag", required=("text",), today="on_date", told="on_date", act="flag.edit", only_open=False),
)
