"""Verbs of the headless face: placements and the register of carers."""

from __future__ import annotations

from app.cli.grammar import Verb

_WANTED = ("facility", "carer", "on", "answers")
VERBS: tuple[Verb, ...] = (
    Verb("placement check", "care_verbs:check", ("id", "option"), _WANTED),
    Verb(
        "placement add", "care_verbs:add", ("id", "option"), (*_WANTED, "despite", "admission", "term", "note"), ("end-open",)
    ),
    Verb("placement end", "care_verbs:end", ("placement",), ("reason!", "on", "destination")),
    Verb("placement answer", "care_verbs:answer", ("id", "option", "answer"), ("on", "note")),
)
