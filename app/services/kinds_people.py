"""Kinds of parts: the family of a child, and what belongs to the child."""

from __future__ import annotations

from app.data.reader import Reader
from app.domain.questions import Question
from app.services.part_kind import PartKind, Values


def _before_contact(reader: Reader, child: str, values: Values) -> tuple[Question, ...]:
    """P9: who is alleged to have harmed the child is no contact of the case."""
    from app.services import danger

    return danger.before_contact(reader, child, values)


KINDS = (
    PartKind("family_member", "child", form_new=True, json_key="family"),
    PartKind("contact", "child", form_new=True, json_key="contacts", asks=_before_contact),
    PartKind("child_fact", "child", required=("code",), today="on_date"),
    PartKind("distinct", "", act="case.join"),
)
