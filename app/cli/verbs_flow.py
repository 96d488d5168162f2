"""Verbs of the headless face: the way of a case, from opening to closing."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("case close", "case_verbs:close", ("id",), ("reason!", "on", "note")),
    Verb("case reopen", "case_verbs:reopen", ("id",), ("reason!", "on", "note")),
    Verb("case void", "case_verbs:void", ("id",), ("reason!", "note")),
)
