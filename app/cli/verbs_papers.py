"""Verbs of the headless face: papers and documents."""

from __future__ import annotations

from app.cli.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("document add", "document_verbs:add", ("case", "file*"), ("kind!", "title", "on", "use", "restricted"), ("together",)),
    Verb("document list", "document_verbs:listing", ("case",)),
)
