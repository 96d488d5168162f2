"""Verbs of the headless face: what protects."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = ()
