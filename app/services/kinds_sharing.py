"""Kinds of parts: what two offices share of a case."""

from __future__ import annotations

from app.services.part_kind import PartKind

KINDS = (
    PartKind("referral", told="on_date", who="answered_by", act="referral.edit"),
    PartKind("hand_over", told="on_date", who="from_user", ahead=frozenset({"until"}), act="hand_over.offer", closed=True),
    PartKind("case_stub", "", act="case.transfer", read="case.list"),
)
