"""Verbs of the headless face: papers and documents."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb(
        "document add",
        "document_verbs:add",
        ("case", "file*"),
        ("kind!", "title", "on", "use", "restricted"),
        ("together", "of-child"),
    ),
    Verb("document set", "document_verbs:assign", ("id",), ("kind", "title", "on"), ("of-child", "no-child")),
    Verb(
        "document scans", "document_verbs:scans", ("case", "folder"), ("kind!", "title", "on", "turn"), ("together", "delete")
    ),
    Verb("document list", "document_verbs:listing", ("case",)),
    Verb(
        "paper make",
        "paper_verbs:make",
        ("kind", "case"),
        ("out!", "variant", "record", "lang", "number", "copies", "part", "form"),
    ),
    Verb("paper list", "paper_verbs:listing", ("case?",), ("direction", "state")),
    Verb("paper out", "paper_verbs:out", ("id",), ("to!", "on")),
    Verb("paper back", "paper_verbs:back", ("id",), ("on", "scan", "role", "how", "name", "witness")),
    Verb("paper signed", "paper_verbs:signed", ("id", "role", "how"), ("on", "name", "witness")),
)
