"""Verbs of the headless face: what two caseworkers or two offices share."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("case hand-over", "sharing_verbs:hand_over", ("id", "assignments*"), ("to!", "until"), ("ask",)),
    Verb("case offer-many", "sharing_verbs:offer_many", ("to", "cases*"), ("danger!", "reason", "until")),
    Verb("case accept-all", "sharing_verbs:accept_all"),
    Verb("case transfer", "sharing_verbs:transfer", ("id", "assignments*"), ("office!", "with")),
    Verb("case transfer-ask", "sharing_verbs:ask_transfer", ("id",), ("office!", "note!")),
    Verb("case accept", "sharing_verbs:accept", ("id",), ("owner",)),
    Verb("case decline", "sharing_verbs:decline", ("id",), ("note",)),
    Verb("case withdraw", "sharing_verbs:withdraw", ("id",)),
    Verb("referral add", "sharing_verbs:refer", ("id", "assignments*"), ("show",)),
    Verb("referral list", "sharing_verbs:listing"),
    Verb("referral answer", "sharing_verbs:answer", ("id",), ("answer!", "note", "by")),
    Verb("referral note", "sharing_verbs:remark", ("id",), ("note!", "by")),
    Verb("referral done", "sharing_verbs:done", ("id",), ("note", "by")),
    Verb("referral withdraw", "sharing_verbs:take_back", ("id",)),
    Verb("referral json", "sharing_verbs:oscar", ("id",)),
)
