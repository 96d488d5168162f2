"""Verbs of the headless face: placements and the register of carers."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

_WANTED = ("facility", "carer", "on", "answers")
VERBS: tuple[Verb, ...] = (
    Verb("placement check", "care_verbs:check", ("id", "option"), _WANTED),
    Verb(
        "placement add", "care_verbs:add", ("id", "option"), (*_WANTED, "despite", "admission", "term", "note"), ("end-open",)
    ),
    Verb("placement end", "care_verbs:end", ("placement",), ("reason!", "on", "destination")),
    Verb(
        "placement approve",
        "care_verbs:approve",
        ("placement",),
        ("note", "paper-by", "paper-on", "paper-number", "paper-scan"),
        ("above",),
    ),
    Verb("placement answer", "care_verbs:answer", ("id", "option", "answer"), ("on", "note")),
    Verb("carer add", "carer_verbs:add", ("assignments*",)),
    Verb("carer list", "carer_verbs:listing", options=("query", "kind", "state"), flags=("free",)),
    Verb("carer show", "carer_verbs:show", ("id",)),
    Verb("carer set", "carer_verbs:change", ("id", "assignments*")),
    Verb("carer state", "carer_verbs:state", ("id", "state"), ("on",)),
    Verb(
        "carer approve",
        "carer_verbs:approve",
        ("id",),
        ("note", "paper-by", "paper-on", "paper-number", "paper-scan"),
        ("above",),
    ),
    Verb("carer end", "carer_verbs:end", ("id",), ("reason!", "on")),
    Verb("carer member", "carer_verbs:member", ("id", "assignments*")),
    Verb("carer event", "carer_verbs:event", ("id", "assignments*")),
    Verb("carer propose", "carer_verbs:propose", ("id", "cases*")),
    Verb("carer tonight", "carer_verbs:tonight", ("village", "number?"), flags=("any-day",)),
)
