"""Kinds of parts that several subjects use: requests and their answers, signatures, people."""

from __future__ import annotations

from app.services.part_kind import PartKind

KINDS = (
    PartKind(
        "approval", required=("what", "subject"), stays=True, told="asked_on", who="asked_by", act="case.ask", only_open=False
    ),
    PartKind("signature", required=("subject", "role", "how"), today="on_date", told="on_date", only_open=False),
    PartKind("person", "", act="person.edit", read="person.edit"),
)
