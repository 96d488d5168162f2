"""Kinds of parts: what two offices share of a case."""

from __future__ import annotations

from app.data.reader import Reader
from app.domain.permissions import can
from app.services.cases import cases
from app.services.parts.part_kind import Bodies, PartKind


def _knows_referral(reader: Reader, held: Bodies) -> bool:
    """Who answers for the receiving office, and who may read the case."""
    to = any(body.get("to_office") == reader.actor.office for body in held)
    return (to and can(reader.actor, "referral.answer")) or _reads(reader, held)


def _knows_hand_over(reader: Reader, held: Bodies) -> bool:
    """Who is named in it, the heads of both offices, and who may read the case."""
    actor = reader.actor
    named = any(actor.user in (body.get("to_user"), body.get("from_user")) for body in held)
    sides = any(actor.office in (body.get("to_office"), body.get("from_office")) for body in held)
    return named or (sides and can(actor, "case.transfer")) or _reads(reader, held)


def _reads(reader: Reader, held: Bodies) -> bool:
    """Who may read the case that something belongs to."""
    found = (reader.maybe("case", str(body.get("case") or "")) for body in held)
    return any(case is not None and cases.may_read(reader, case) for case in found)


KINDS = (
    PartKind(
        "referral", told="on_date", who="answered_by", act="referral.edit", closed=True, stays=True, knows=_knows_referral
    ),
    PartKind(
        "hand_over",
        told="on_date",
        who="from_user",
        ahead=frozenset({"until"}),
        act="hand_over.offer",
        closed=True,
        stays=True,
        knows=_knows_hand_over,
    ),
    PartKind("case_stub", "", act="case.transfer", read="case.transfer"),
    PartKind("referral_stub", "", act="referral.answer", read="referral.answer"),
)
