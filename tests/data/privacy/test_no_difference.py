"""What is restricted leaves no trace: whoever may not know of it is answered as if it were not there (practice P1).

Everything is asked before and after a head wrote it down; an answer that differs gives it away, even where it tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.data.database import Database
from app.data.reader import Reader
from app.domain.care import Wanted
from app.domain.errors import AppError
from app.domain.records import Actor
from app.services.approvals import approval_list
from app.services.care import care
from app.services.cases import case_history, case_json, case_parts, case_questions, case_search, flow, notes, time_line
from app.services.cases.case_file import case_file
from app.services.cases.case_search import CaseFilter, CaseWish
from app.services.cases.cases import Opened
from app.services.desk import calls, caseload, find, reminders, task_sources, today
from app.services.numbers import insights
from app.services.people import comparing, deaths, people
from app.services.protection import danger, risk_reviews
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register

CHIEF = replace(HEAD, user=OTHER.user, rights=frozenset({"names"}))
"""A head of the office who holds no right to a group."""
TYPED = ("សុខ", "ម៉ៅ ឈុន", "012999888", "Mao")


Question = Callable[[Reader], object]


def asked(database: Database, actor: Actor, opened: Opened, other: Opened, family: list[str]) -> dict[str, str]:
    """What somebody is told, each answer as text; a refusal is an answer too."""
    told: dict[str, str] = {}
    wanted = {**of_case(opened, other, family), **of_all(), **of_people(family)}
    with database.read(actor) as reader:
        for name, question in wanted.items():
            try:
                told[name] = repr(question(reader))
            except AppError as fault:
                told[name] = f"refused: {fault.code} {dict(fault.params)}"
    return told


def of_case(opened: Opened, other: Opened, family: list[str]) -> dict[str, Question]:
    """What is asked of one case."""
    case = opened.case
    pasts = (("case", case), ("child", opened.child), *(("family_member", key) for key in family))
    options = [Wanted(option) for option in ("remains", "kinship", "residential")]
    return {
        "case": lambda reader: case_json.show(case_file(reader, case)),
        "line": lambda reader: time_line.page(reader, case).events,
        "sorts": lambda reader: time_line.told_kinds(reader, case),
        "pasts": lambda reader: [case_history.field_history(reader, *past) for past in pasts],
        "steps": lambda reader: flow.bar(reader, case_file(reader, case)),
        "before closing": lambda reader: case_questions.before_close(reader, case),
        "before refusing": lambda reader: case_questions.before_refuse(reader, case),
        "before a visit": lambda reader: danger.before_visit(reader, case),
        "before a death": lambda reader: deaths.before_death(reader, opened.child, {"died_on": "2026-02-28"}),
        "new parts": lambda reader: case_questions.of_new_parts(reader, case),
        "against": lambda reader: [care.warnings(reader, case, wanted) for wanted in options],
        "risk": lambda reader: risk_reviews.asked(reader, case),
        "side by side": lambda reader: comparing.pair(reader, case, other.case, "en"),
    }


def of_all() -> dict[str, Question]:
    """What is asked of the office."""
    return {
        "today": today.today,
        "due": task_sources.due_of,
        "load": caseload.load,
        "reminder": lambda reader: _kinds(reminders.reminder(reader)),
        "insight": lambda reader: insights.compute(reader, insights.Asked(date(2026, 2, 1), date(2026, 3, 31))),
        "calls": calls.listing,
        "decisions": lambda reader: (approval_list.waiting(reader), approval_list.looks(reader), approval_list.mine(reader)),
        "found": lambda reader: [find.find_anything(reader, typed, "en") for typed in TYPED],
        "listed": lambda reader: [case_search.page(reader, CaseWish(CaseFilter(typed=typed))) for typed in TYPED],
    }


def of_people(family: list[str]) -> dict[str, Question]:
    """What is asked of people and their roles."""
    return {
        "people": lambda reader: [(row.values, people.roles(reader, row.id)) for row in reader.find("person")],
        "roles": lambda reader: [people.roles(reader, key) for key in family],
        "written down": lambda reader: [people.find(reader, typed, role) for typed in TYPED for role in people.ROLES],
    }


def _kinds(found: reminders.Reminder | None) -> object:
    """A reminder without the moment of it."""
    return found and (found.late, found.due, found.kinds)


def plant(database: Database, opened: Opened, note: str, uncle: str) -> None:
    """One of each that is restricted, by a head."""
    with acting(database, HEAD) as uow:
        incident = case_parts.add(
            uow, "incident", opened.case, {"kind": "sexual_violence", "what": "x", "on_date": "2026-02-27"}
        )
        for name, values in (
            ("reporter", {"name": "ម៉ៅ ឈុន", "phone": "012999888", "relation": "neighbour"}),
            ("perpetrator", {"who": uncle, "relation": "uncle", "incident": incident}),
            ("perpetrator", {"name": "ម៉ៅ ឈុន", "relation": "ឪពុកចុង", "lives_with_child": True}),
            ("category", {"code": "abused_sexually"}),
            ("concern", {"code": "sexual_violence", "kind": "experienced"}),
            ("concern", {"code": "trafficking", "kind": "at_risk"}),
            ("allegation", {"kind": "sexual", "heard_at": "2026-02-27T03:00:00Z"}),
            ("safety_plan", {"danger": "the stepfather comes at night"}),
            ("interview", {"text": "x"}),
            ("service", {"type": "hiv", "state": "asked"}),
        ):
            case_parts.add(uow, name, opened.case, values)
        case_parts.add(uow, "child_fact", opened.child, {"code": "hiv"})
        case_parts.add(uow, "note_detail", note, {"restricted": "interview", "text": "x"})


@pytest.mark.parametrize("actor", [WORKER, CHIEF, OTHER, CLERK], ids=["whose case it is", "head", "colleague", "clerk"])
def test_what_is_restricted_changes_no_answer(database: Database, actor: Actor) -> None:
    opened, other = register(database), register(database, child__given_name_km="មករា")
    with acting(database) as uow:
        uncle = case_parts.add(uow, "family_member", opened.child, {"given_name_km": "ឈុន", "relation": "uncle"})
        note = notes.add(uow, opened.case, {"text": "seen"})
        family = [row.id for row in uow.find("family_member", child=opened.child)]
    before = asked(database, actor, opened, other, family)
    plant(database, opened, note, uncle)
    after = asked(database, actor, opened, other, family)
    assert {name: (before[name], after[name]) for name in before if before[name] != after[name]} == {}


def test_who_may_know_is_told(database: Database) -> None:
    """That the questions are those which would give something away."""
    opened, other = register(database), register(database, child__given_name_km="មករា")
    with acting(database) as uow:
        uncle = case_parts.add(uow, "family_member", opened.child, {"given_name_km": "ឈុន", "relation": "uncle"})
        note = notes.add(uow, opened.case, {"text": "seen"})
    before = asked(database, HEAD, opened, other, [uncle])
    plant(database, opened, note, uncle)
    after = asked(database, HEAD, opened, other, [uncle])
    changed = {name for name in before if before[name] != after[name]}
    assert {"case", "line", "sorts", "roles", "today", "due", "before a visit", "insight", "written down"} <= changed
