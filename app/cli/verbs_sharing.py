"""Verbs of the headless face: what two offices share."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = ()
