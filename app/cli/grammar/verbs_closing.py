"""Verbs of the headless face: measures about a facility, and where each child goes when one closes."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

VERBS: tuple[Verb, ...] = (
    Verb(
        "measure take",
        "closing_verbs:take",
        ("facility", "kind"),
        ("reason!", "on", "until", "number", "authority", "visit", "note"),
        ("ask",),
    ),
    Verb("measure list", "closing_verbs:listing", ("facility",)),
    Verb("measure confirm", "closing_verbs:confirm", ("id",)),
    Verb("measure letter", "closing_verbs:letter", ("id",), ("out!",)),
    Verb("measure end", "closing_verbs:end", ("id",), ("reason!", "on")),
    Verb("way list", "closing_verbs:ways", ("facility",)),
    Verb("way set", "closing_verbs:place", ("id", "assignments*"), flags=("ask",)),
    Verb("way left", "closing_verbs:left", ("id",), ("on", "destination")),
    Verb("way seen", "closing_verbs:seen", ("id", "how"), ("on", "next")),
    Verb("allegation list", "allegation_verbs:listing", ("facility",)),
    Verb("allegation add", "allegation_verbs:add", ("facility", "kind"), ("at",)),
    Verb("allegation report", "allegation_verbs:report", ("id", "to"), ("at",)),
    Verb("allegation case", "allegation_verbs:open_case", ("id", "residency?")),
    Verb("allegation outcome", "allegation_verbs:outcome", ("id", "text")),
    Verb("census show", "census_verbs:show", ("id",)),
    Verb("census find", "census_verbs:find", ("id", "residency", "found"), ("note",)),
    Verb("census unlisted", "census_verbs:unlisted", ("id", "assignments*")),
    Verb("census open", "census_verbs:open_lines", ("facility",)),
    Verb("census settle", "census_verbs:settle", ("id", "note")),
    Verb("census admit", "census_verbs:admit", ("id",), ("on", "reason")),
    Verb("inspection join", "joining_verbs:join", ("id", "other"), flags=("preview",)),
    Verb("inspection differences", "joining_verbs:differences", ("id",)),
    Verb("inspection late", "joining_verbs:late", ("id",), ("reason", "back")),
    Verb("inspection settle", "joining_verbs:settle", ("id", "question", "take")),
    Verb("finding list", "finding_verbs:listing", options=("which", "facility", "item", "out")),
    Verb("finding plan", "finding_verbs:plan", ("id",), ("plan", "by", "until", "on")),
    Verb("finding evidence", "finding_verbs:evidence", ("id",), ("from", "note", "file", "on")),
    Verb("finding check", "finding_verbs:check", ("id", "result"), ("visit", "note", "on")),
    Verb("finding reopen", "finding_verbs:reopen", ("id",)),
    Verb("inspection photo", "evidence_verbs:add", ("id", "item", "file*"), ("shows!", "note")),
    Verb("inspection photos", "evidence_verbs:listing", ("id",)),
    Verb("inspection asked", "evidence_verbs:ask", ("id", "item", "who*")),
    Verb("inspection report", "evidence_verbs:report", ("id",), ("out!",), ("facility",)),
    Verb("transition show", "closing_verbs:transition", ("facility",)),
    Verb("inspection danger", "closing_verbs:danger", ("id", "done")),
)
