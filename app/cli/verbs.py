"""All verbs of the headless face and where each is done. Handlers are imported only when their verb runs."""

from __future__ import annotations

from app.cli.grammar import Verb

_VERBS = (
    Verb("init", "office_verbs:init", options=("office!", "full-name!")),
    Verb("user add", "office_verbs:user_add", ("name",), ("roles!", "rights")),
    Verb("user list", "office_verbs:user_list"),
    Verb("user role", "office_verbs:user_role", ("id",), ("roles!", "rights")),
    Verb("sample", "office_verbs:sample", options=("cases!", "seed!")),
    Verb("case add", "case_verbs:add", ("file",)),
    Verb("case list", "case_verbs:listing", options=("query", "limit")),
    Verb("case show", "case_verbs:show", ("id",)),
    Verb("case set", "case_verbs:assign", ("id", "field=value*")),
    Verb("case close", "case_verbs:close", ("id",), ("reason!", "on", "note")),
    Verb("case reopen", "case_verbs:reopen", ("id",), ("reason!", "on", "note")),
    Verb("case void", "case_verbs:void", ("id",), ("reason!", "note")),
    Verb("case assign", "case_verbs:reassign", ("id", "user"), ("note",)),
    Verb("case note", "case_verbs:note", ("id", "text|field=value*")),
    Verb("facility add", "facility_verbs:add", ("file",)),
    Verb("facility list", "facility_verbs:listing", options=("query", "limit")),
    Verb("facility show", "facility_verbs:show", ("id",)),
    Verb("residency admit", "facility_verbs:admit", ("facility", "file")),
    Verb("residency exit", "facility_verbs:leave", ("id",), ("reason!", "on", "destination", "note")),
    Verb("residency list", "facility_verbs:residents", ("facility",), ("on",)),
    Verb("finding correct", "facility_verbs:correct_finding", ("id",), ("evidence!", "on")),
    Verb("inspection fill", "inspection_verbs:fill", ("facility", "form", "answers"), flags=("close",)),
    Verb("inspection list", "inspection_verbs:listing", ("facility?",)),
    Verb("inspection show", "inspection_verbs:show", ("id",)),
    Verb("inspection close", "inspection_verbs:close", ("id",)),
    Verb("inspection grade", "inspection_verbs:grade", ("id", "grade?"), ("reason",)),
    Verb("inspection confirm", "inspection_verbs:confirm", ("id",)),
    Verb("return", "return_verbs:monthly", ("month",), ("out", "cell")),
    Verb("schema", "case_verbs:schema", ("type",)),
    Verb("enrol", "sync_verbs:enrol", ("url", "enrolment_code")),
    Verb("sync", "sync_verbs:sync"),
    Verb("status", "sync_verbs:status"),
    Verb("conflicts resolve", "sync_verbs:resolve", ("id",), ("take!",)),
    Verb("conflicts", "sync_verbs:conflicts"),
    Verb("held discard", "sync_verbs:discard", ("id",)),
    Verb("held", "sync_verbs:held"),
    Verb("digest", "sync_verbs:digest"),
    Verb("backup", "office_verbs:backup", ("dir",)),
    Verb("restore", "office_verbs:restore", ("dir",)),
    Verb("doctor", "office_verbs:doctor"),
)
VERBS = {verb.name: verb for verb in _VERBS}
