"""Verbs of the headless face: assessment, plan, services and visits."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = ()
