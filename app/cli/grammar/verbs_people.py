"""Verbs of the headless face: children, families, people, cases."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("case add", "case_verbs:add", ("file",), flags=("ask",)),
    Verb("case list", "case_list:listing", options=("query", "limit", "filter", "columns", "out")),
    Verb("case show", "case_verbs:show", ("id",)),
    Verb("case set", "case_verbs:assign", ("id", "field=value*"), flags=("ask",)),
    Verb("case assign", "case_verbs:hand_over", ("id", "user"), ("note!", "until"), ("ask",)),
    Verb("case note", "case_verbs:note", ("id", "text|field=value*"), flags=("ask",)),
    Verb("case like", "case_verbs:like", ("id",)),
    Verb("case compare", "case_verbs:compare", ("id", "other")),
    Verb("case join", "case_verbs:join", ("id", "other", "picks*?"), flags=("ask",)),
    Verb("case hide-name", "case_verbs:hide_name", ("id",), flags=("off",)),
    Verb("case part", "case_verbs:part", ("id",)),
    Verb("schema", "case_verbs:schema", ("type",)),
)
