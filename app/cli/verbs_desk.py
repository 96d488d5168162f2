"""Verbs of the headless face: tasks, lists and history."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = ()
