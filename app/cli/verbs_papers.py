"""Verbs of the headless face: papers and documents."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = ()
