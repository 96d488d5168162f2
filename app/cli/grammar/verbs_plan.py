"""Verbs of the headless face: assessment, plan, services and visits."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("plan show", "plan_verbs:show", ("id",)),
    Verb("plan add", "plan_verbs:add", ("id", "assignments*"), flags=("ask",)),
    Verb("plan state", "plan_verbs:state", ("action", "state"), ("on", "result")),
    Verb("plan renew", "plan_verbs:renew", ("id",), ("on", "review", "monitoring"), ("ask",)),
    Verb("plan sign", "plan_verbs:sign", ("id", "role", "how"), ("on", "name", "witness")),
    Verb("note show", "note_verbs:show", ("id",)),
    Verb("note detail", "note_verbs:detail", ("id", "assignments*")),
    Verb("visit due", "visit_verbs:due", ("id?",)),
    Verb("service list", "service_verbs:listing", ("id",)),
    Verb("service add", "service_verbs:add", ("id", "assignments*"), flags=("ask",)),
    Verb("service follow", "service_verbs:follow", ("service",)),
    Verb("service state", "service_verbs:state", ("service", "state"), ("on", "result", "note")),
)
