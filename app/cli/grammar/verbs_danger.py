"""Verbs of the headless face: what protects."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb("death note", "danger_verbs:note_death", ("case",), ("told-by!", "on", "known", "circumstances", "found-by")),
    Verb("safety show", "danger_verbs:safety_show", ("case",)),
    Verb("safety add", "danger_verbs:safety_add", ("case", "assignments*"), flags=("ask",)),
    Verb("safety review", "danger_verbs:safety_review", ("case",), ("next",)),
    Verb("interview add", "danger_verbs:interview_add", ("case", "assignments*")),
    Verb("incident add", "danger_verbs:incident_add", ("case", "assignments*")),
    Verb("call add", "danger_verbs:call_add", ("assignments*",)),
    Verb("call list", "danger_verbs:call_list", options=("facility",), flags=("open",)),
    Verb("call decide", "danger_verbs:call_decide", ("id", "assignments*")),
    Verb("call complaint", "danger_verbs:call_complaint", ("id", "about?")),
    Verb("call case", "danger_verbs:call_case", ("id", "file"), flags=("ask",)),
    Verb("emergency list", "danger_verbs:emergency_list"),
    Verb("emergency add", "danger_verbs:emergency_add", ("assignments*",)),
    Verb("emergency card", "danger_verbs:emergency_card", options=("out!",)),
    Verb("consent waiting", "danger_verbs:consent_waiting"),
    Verb("consent review", "danger_verbs:consent_review", ("id",), ("note",)),
    Verb("tracing add", "danger_verbs:tracing_add", ("case", "assignments*"), flags=("ask",)),
    Verb("tracing act", "danger_verbs:tracing_act", ("id", "assignments*")),
    Verb("leaving add", "danger_verbs:leaving_add", ("case", "assignments*")),
    Verb("feedback add", "danger_verbs:feedback_add", ("case", "assignments*")),
    Verb("supervision add", "danger_verbs:supervision_add", ("user", "assignments*")),
    Verb("supervision list", "danger_verbs:supervision_list"),
    Verb("death withdraw", "danger_verbs:withdraw_death", ("case",)),
)
