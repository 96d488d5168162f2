"""Verbs of the headless face: tasks, lists and history."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("today", "desk_verbs:today", flags=("mine", "all")),
    Verb("task add", "desk_verbs:task_add", ("title",), ("case", "due", "for", "note")),
    Verb("task list", "desk_verbs:task_list", flags=("mine",)),
    Verb("task done", "desk_verbs:task_done", ("id",), ("note",), ("dropped",)),
    Verb("case history", "desk_verbs:history", ("id",), ("kinds", "limit")),
    Verb("case seen", "desk_verbs:seen", ("id",)),
    Verb("caseload", "desk_verbs:loads"),
    Verb("insight", "insight_verbs:insight", (), ("from", "to", "office", "table", "cell", "out"), ("small",)),
    Verb("flag add", "desk_verbs:flag_add", ("case", "text")),
    Verb("sealed make", "sealed_verbs:make", ("file",), ("out!",)),
    Verb("sealed open", "sealed_verbs:unseal", ("file", "folder")),
    Verb("flag clear", "desk_verbs:flag_clear", ("id",), ("why!",)),
)
