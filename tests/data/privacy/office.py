"""The office of the walk: one case with a token in every field that is restricted or personal, and people without rights."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import count

from app.domain.clock import instant_text
from app.domain.indicators import Month
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session
from app.services.papers import attachments
from app.services.responses import response_changes, responses
from tests.data.cases.support import form
from tests.support.workbooks import question
from tests.unit.responses.support import book, hidden

SECRET = "a long pass phrase"
PEOPLE = {
    "Owner": ("caseworker",),
    "Other": ("caseworker",),
    "Clerk": ("clerk",),
    "Inspector": ("inspector",),
    "Administrator": ("administrator",),
    "Ministry": ("ministry",),
}
RESTRICTED = "zqsecret"
"""Every restricted text holds this; a file, a message or a name that does gives something away."""
PERSONAL = "zqperson"
"""What tells of a case at all: names, places, notes, which are for its owner and the head only."""
NARROW = re.compile("sexual|perpetrator|reporter")
"""Words that tell what is restricted even without a text."""
SAYS_NOTHING = ("users", "cases to excel")
"""Answers that name the groups, as rights of people, or as words of a list, without a record of one."""
NOTHING = re.compile(r"'(reporter|perpetrator)': \(\)")
"""A list of parts with none in it."""
TYPES = {"response": "form_response"}
"""Type of a part that is not named like it."""
MONTH = Month(2026, 2)
_TOKENS = count(1)


def secret() -> str:
    """A text nobody else has written."""
    return f"{RESTRICTED}{next(_TOKENS)}"


def person() -> str:
    """The same, of what is personal but not restricted."""
    return f"{PERSONAL}{next(_TOKENS)}"


@dataclass(frozen=True)
class Office:
    """An office with one case that holds something in every restricted field, and people without rights."""

    head: Session
    people: dict[str, str]
    case: str
    code: str
    child: str
    parts: dict[str, str]
    facility: str
    phone: str
    clashes: list[str]

    def as_(self, name: str) -> Session:
        """The office with somebody else at the desk."""
        actor = replace(
            self.head.actor, user=self.people[name], name=name, roles=frozenset(PEOPLE[name]), rights=frozenset[str]()
        )
        return Session(self.head.database, actor)


def registration(owner: str) -> dict[str, object]:
    """A case with a token in every restricted field, and others in what is personal."""
    return form(
        child__given_name_latin=person(),
        child__given_name_km=person(),
        child__how_to_find=person(),
        child__family_book="FB-1",
        case__reason=person(),
        case__received_at="2026-02-10T03:00:00Z",
        case__reporters=[{name: secret() for name in ("name", "relation", "phone", "note")}],
        case__perpetrators=[{**{name: secret() for name in ("name", "relation", "source")}, "noted_on": "2026-02-11"}],
        case__categories=[{"code": "abused_sexually", "note": secret(), "noted_on": "2026-02-11"}, "orphan"],
        case__concerns=[
            {"code": "sexual_violence", "kind": "experienced", "note": secret(), "noted_on": "2026-02-11"},
            {"code": "neglect", "kind": "at_risk", "noted_on": "2026-02-11"},
        ],
        case__allegations=[{"kind": "sexual", "heard_at": "2026-02-12T03:00:00Z", "outcome": secret()}],
    )


def add_responses(head: Session, case: str) -> dict[str, str]:
    """Responses about the case, with restricted questions and a file, and one restricted whole; gives what is restricted."""
    shelf, store = FormShelf(head.database.folder), attachments.AttachmentStore.of(head.database)
    group = {"bind::komar:group": "perpetrator"}
    asked = [question("text", "open"), question("text", "said", **group), question("file", "paper", **group)]
    forms = {"mixed": asked, "whole": [hidden("k_restricted", "reporter"), question("text", "said")]}
    made = {}
    for form_id, survey in forms.items():
        data = book(survey, form_id=form_id)
        with head.write("form_install") as uow:
            form_library.install(uow, shelf, data)
            form_library.publish(uow, shelf, form_id, "1")
        with head.write("response_start") as uow:
            made[form_id] = responses.start(uow, form_library.form_for_new(uow, shelf, form_id), "case", case)
        with head.write("response_save") as uow:
            told = {"/data/open": person(), "/data/said": secret()} if form_id == "mixed" else {"/data/said": secret()}
            responses.save_answers(uow, made[form_id], told)
    with head.write("attachment_add") as uow:
        picture = attachments.add(uow, store, made["mixed"], "/data/paper", "letter.txt", secret().encode())
    with head.write("response_finish") as uow:
        responses.finish(uow, shelf, made["mixed"])
    with head.write("response_correct") as uow:
        response_changes.correct(uow, shelf, made["mixed"], "said", secret(), secret())
    with head.read() as reader:
        companion = reader.find("form_response", whole=made["mixed"])[0].id
    return {"form_response": companion, "response": made["whole"], "attachment": picture.id}


def clash_and_hold(office: Office) -> None:
    """A clash about each restricted part and about the case, and every operation on them held, as an exchange leaves them."""
    at, user = instant_text(office.head.database.clock.now()), office.head.actor.user
    with office.head.database.transaction() as connection:
        told = {**office.parts, "case": office.case, "child": office.child}
        for name, record in told.items():
            field = {"category": "note", "concern": "note", "allegation": "outcome", "case": "reason", "child": "school"}
            field |= {"form_response": "answers:/data/said", "response": "answers:/data/said", "attachment": "name"}
            text = person if name in {"case", "child"} else secret
            sides = {
                side: {"values": {field.get(name, "name"): text()}, "user": user, "at": at} for side in ("current", "proposed")
            }
            for unit, number in ((field.get(name, "name"), 1), ("*", 2)):
                office.clashes.append(f"clash-{next(_TOKENS)}")
                connection.exec_driver_sql(
                    "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, ?, ?, ?, 1, ?)",
                    (office.clashes[-1], record, TYPES.get(name, name), unit, json.dumps(sides), number),
                )
        connection.exec_driver_sql(
            "INSERT INTO held (incarnation, seq, record, reason, at)"
            " SELECT incarnation, seq, record, 'no_right', at FROM op WHERE record IN (SELECT value FROM json_each(?))",
            (json.dumps(list(told.values())),),
        )
