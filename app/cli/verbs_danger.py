"""Verbs of the headless face: what protects."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("death note", "danger_verbs:note_death", ("case",), ("told-by!", "on", "known", "circumstances", "found-by")),
    Verb("death withdraw", "danger_verbs:withdraw_death", ("case",)),
)
