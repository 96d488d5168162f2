"""Kinds of parts: what two offices share of a case."""

from __future__ import annotations

from app.services.part_kind import PartKind

KINDS = (
    PartKind("referral", told="on_date", who="answered_by", act="referral.edit"),
    PartKind("hand_over", told="on_date", who="answered_by", ahead=frozenset({"until"}), act="case.reassign", closed=True),
    PartKind("case_stub", "", act="case.transfer", read="case.list"),
)
