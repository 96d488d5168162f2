"""Verbs of the headless face: visits to come with their teams, and complaints about facilities."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("visits propose", "visiting_verbs:propose", ("year?",), ("limit",)),
    Verb("visits list", "visiting_verbs:listing", ("year?",), ("facility", "month", "state", "out")),
    Verb("visits show", "visiting_verbs:show", ("id",)),
    Verb(
        "visits plan",
        "visiting_verbs:plan",
        ("facility",),
        ("on", "month", "year", "kind", "notice", "complaint", "note"),
        ("ask",),
    ),
    Verb("visits change", "visiting_verbs:change", ("id", "assignments*"), flags=("ask",)),
    Verb("visits drop", "visiting_verbs:drop", ("id",), ("why!",)),
    Verb("visits begin", "visiting_verbs:begin", ("id",), ("form", "on", "letter", "arrived")),
    Verb("visits link", "visiting_verbs:link", ("id", "inspection")),
    Verb("visits join", "visiting_verbs:join", ("id", "role", "person"), ("body",)),
    Verb("visits leave", "visiting_verbs:leave", ("id", "member")),
    Verb("visits ties", "visiting_verbs:ties", ("id", "member", "ties"), ("note",)),
    Verb("visits pack", "visiting_verbs:pack", ("id",), ("out!",)),
    Verb("visits people", "visiting_verbs:people"),
    Verb("visits person", "visiting_verbs:person", ("person", "may")),
    Verb(
        "complaint add",
        "complaint_verbs:add",
        ("facility", "about"),
        ("on", "how", "name", "phone", "relation", "note"),
        ("wants-answer",),
    ),
    Verb("complaint list", "complaint_verbs:listing", ("facility?",)),
    Verb("complaint answer", "complaint_verbs:answer", ("id", "outcome", "text")),
    Verb("complaint visit", "complaint_verbs:visit", ("id", "inspection")),
)
