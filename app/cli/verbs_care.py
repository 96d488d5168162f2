"""Verbs of the headless face: placements and the register of carers."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = ()
