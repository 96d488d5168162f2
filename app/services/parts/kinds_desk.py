"""Kinds of parts: what is to be done in a case, and what stands out in it."""

from __future__ import annotations

from app.services.cases import flags
from app.services.desk import tasks
from app.services.parts.part_kind import PartKind

KINDS = (
    PartKind(
        "task",
        required=("title",),
        told="done_on",
        who="done_by",
        ahead=frozenset({"due_on"}),
        act="task.edit",
        read="task.edit",
        check=tasks.check,
        after=tasks.after,
        knows=tasks.knows,
    ),
    PartKind(
        "flag",
        required=("text",),
        today="on_date",
        told="on_date",
        spans=(("on_date", "cleared_on"),),
        act="flag.edit",
        only_open=False,
        check=flags.check,
        after=flags.after,
    ),
)
