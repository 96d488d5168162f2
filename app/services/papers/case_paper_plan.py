"""What each copy of a case file holds (practice P2). Closed by default: what is not named for a copy is not on it.

The full copy holds every part that the person may see. The copy for the authority's signature tells who the child is, with whom
it lives and what was decided, without concern, referrer or story. The copy for the family has neither referrer nor allegation
nor any address: that of the child may be the one of a carer whom nobody is to find.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.services.papers.record_words import BIRTH, NAME, VILLAGE

CaseVariant = Literal["full", "authority", "family"]
VARIANTS: tuple[CaseVariant, ...] = ("full", "authority", "family")
_MINISTRY = ("mosvy_village", "mosvy_number")
_CALLING = ("safe", "when_safe", "who_may_answer", "do_not_say", "phone", "network", "telegram")
"""What is to be known before a number is called stands before it (practice P10)."""
_ALIKE = ("birth_certificate", "birth_certificate_number", "family_book")

CHILD: Mapping[CaseVariant, tuple[str, ...]] = {
    "full": (
        *(NAME, "nickname", "name_unknown", "sex", BIRTH, "birth_place", "nationality", "language", "ethnicity", "religion"),
        *("foundling", "birth_order", "multiple_birth", "address_kind", VILLAGE, "country", "how_to_find"),
        *(*_ALIKE, "equity_card", "equity_level", "equity_until"),
        *(*_MINISTRY, "primero_id", "oscar_id", "disability", "disability_assessed"),
        *("school", "school_level", "school_state", "died_on", "death_known", "death_told_by"),
    ),
    "authority": (NAME, "sex", BIRTH, "nationality", "foundling", VILLAGE, "how_to_find", *_ALIKE, *_MINISTRY),
    "family": (NAME, "sex", BIRTH, "nationality", "language", *_ALIKE, "equity_card", "equity_level", "equity_until"),
}
CASE: Mapping[CaseVariant, tuple[str, ...]] = {
    "full": (
        *("code", "status", "opened_on", "owner", "case_type", "risk_level", "urgent", "received_at", "referral_source"),
        *("first_contact_on", "first_contact_how", "done_on", "done_by", "closed_on", "close_reason", "sent_where"),
        *("reason", "close_note"),
    ),
    "authority": ("code", "status", "opened_on", "owner", "closed_on"),
    "family": ("code", "status", "opened_on", "owner", "first_contact_on", "closed_on"),
}


@dataclass(frozen=True)
class Plan:
    """How parts of a type stand on the copies: `head` leads an entry, the fields by copy follow. No `full`: all of the type."""

    type: str
    head: str
    full: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    family: tuple[str, ...] = ()

    def fields(self, variant: CaseVariant) -> tuple[str, ...]:
        """The fields of a copy; none: the type is not on it."""
        return {"full": self.full, "authority": self.authority, "family": self.family}[variant]


PLANS: tuple[Plan, ...] = (
    Plan(
        "family_member",
        NAME,
        authority=("relation", "sex", BIRTH, "lives_with", "is_carer", "deceased"),
        family=("relation", "lives_with", "is_carer", "deceased"),
    ),
    Plan("contact", "person", full=("relation", *_CALLING)),
    Plan("child_fact", "on_date"),
    Plan("category", "noted_on"),
    Plan("concern", "noted_on", full=("code", "ended_on", "note")),
    Plan("risk", "noted_on"),
    Plan("reporter", "name"),
    Plan("perpetrator", "noted_on"),
    Plan("allegation", "heard_at"),
    Plan("incident", "on_date"),
    Plan("safety_plan", "made_on"),
    Plan("interview", "on_date"),
    Plan(
        "consent",
        "on_date",
        authority=("purpose", "answer", "given_by", "how", "witness", "until"),
        family=("purpose", "answer", "given_by", "how", "receiver", "until", "explained"),
    ),
    Plan("plan", "made_on", authority=("number", "made_by", "review_on"), family=("number", "made_by", "review_on")),
    Plan("plan_action", "due_on", family=("goal", "action", "who", "state", "done_on")),
    Plan("service", "asked_on", family=("type", "appointment_on", "state", "done_on")),
    Plan("conference", "on_date"),
    Plan("note", "on_date", family=("kind", "done_by", "next_visit_on")),
    Plan("care_check", "on_date"),
    Plan(
        "placement",
        "from_on",
        authority=(
            "option",
            "to_on",
            "formal",
            "authority",
            "decision_number",
            "decided_on",
            "next_review_on",
            "expected_end_on",
        ),
        family=("option", "to_on", "next_review_on", "expected_end_on"),
    ),
    Plan("tracing", "on_date"),
    Plan("leaving", "done_on"),
    Plan("feedback", "on_date"),
    Plan("referral", "on_date"),
    Plan("hand_over", "on_date"),
    Plan("approval", "asked_on"),
    Plan(
        "episode",
        "opened_on",
        authority=("number", "closed_on"),
        family=("number", "closed_on"),
    ),
)
"""In the order of the paper; parts of other types follow on the full copy."""
SIGNERS: Mapping[CaseVariant, tuple[str, ...]] = {
    "full": (),
    "authority": ("caseworker", "authority"),
    "family": ("caseworker", "carer", "child"),
}
"""Roles of `signature_role` that sign a copy."""
