"""What was left out of a registration becomes tasks (practice P12): birth registration, the search for the family."""

from __future__ import annotations

from typing import Any

import pytest

from app.data.database import Database
from app.domain.codelists import label
from app.domain.records import Actor
from app.domain.tasks import Due, Scope
from app.services.cases import case_parts
from app.services.desk import caseload, reminders
from app.services.desk.today import today
from app.services.exchange.field_words import answer_words
from app.services.office.rules import set_rule
from app.services.people import deaths, growing_tasks
from app.services.people.children import edit as change_child
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register

FOUNDLING: dict[str, Any] = {
    **{f"child__{name}": None for name in ("family_name_km", "given_name_km", "family_name_latin", "given_name_latin")},
    **{f"case__{name}": None for name in ("carer", "contacts", "consent", "risk_level")},
    "child__foundling": True,
    "child__name_unknown": True,
}
"""A child of whom next to nothing is known."""


def due(database: Database, actor: Actor = WORKER, owner: str | None = None) -> list[tuple[str, str]]:
    """What is missing: kind and case."""
    with database.read(actor) as reader:
        return [(one.kind, one.case) for one in missing(list(growing_tasks.all_of(reader, Scope(OFFICE, owner))))]


def missing(found: list[Due]) -> list[Due]:
    """What is missing, of all that is due."""
    return [one for one in found if one.group == "missing"]


def test_a_foundling_is_to_be_registered_and_its_family_to_be_sought(database: Database) -> None:
    made = register(database, **FOUNDLING)
    assert due(database) == [("trace_family", made.case), ("birth_registration", made.case)]
    assert due(database, OTHER) == []
    assert due(database, HEAD, HEAD.user) == []
    with database.read(WORKER) as reader:
        groups = {group.kind: group for group in today(reader)}
        names = list(groups)
        assert [line.kind for line in groups["missing"].lines] == ["trace_family", "birth_registration"]
        assert all(line.due is None and line.day is None for line in groups["missing"].lines), "no day is made up"
        assert [answer_words(line.extra, "en") for line in groups["missing"].lines] == ["Foundling", "Foundling"]
        assert [line.step for line in groups["missing"].lines] == ["list:tracing", "list:child"]
        assert names.index("missing") > names.index("overdue"), "what is urgent comes first"
    with acting(database) as uow:
        case_parts.add(uow, "tracing", made.case, {"sought": "The mother"})
        change_child(uow, made.child, {"birth_certificate_number": "0123"})
    assert due(database) == []


@pytest.mark.parametrize(
    ("answer", "asked"), [("no", True), ("not_known", True), ("yes", False), ("refused", False), (None, False)]
)
def test_a_birth_that_is_not_registered_is_asked_for(database: Database, answer: str | None, asked: bool) -> None:
    case = register(database, child__birth_certificate=answer).case
    assert due(database) == [("birth_registration", case)] * asked
    with database.read(WORKER) as reader:
        told = [answer_words(line.extra, "en") for group in today(reader) if group.kind == "missing" for line in group.lines]
    assert told == [f"Birth certificate: {label('yes_no', answer, 'en')}"] * asked, "the line says why"


@pytest.mark.parametrize(
    ("concern", "asked"),
    [
        ({"code": "separated", "kind": "experienced"}, True),
        ({"code": "unaccompanied", "kind": "experienced"}, True),
        ({"code": "separated", "kind": "at_risk"}, False),
        ({"code": "neglect", "kind": "experienced"}, False),
    ],
)
def test_the_family_of_a_separated_child_is_sought(database: Database, concern: dict[str, str], asked: bool) -> None:
    case = register(database, case__concerns=[concern]).case
    assert due(database) == [("trace_family", case)] * asked
    with database.read(WORKER) as reader:
        told = [line for group in today(reader) if group.kind == "missing" for line in group.lines]
    assert [(line.codes, line.extra) for line in told] == [("concern", concern["code"])] * asked, "the line says why"


def test_a_search_that_is_over_and_a_child_at_home_need_no_new_one(database: Database) -> None:
    separated: dict[str, Any] = {"case__concerns": [{"code": "separated", "kind": "experienced"}]}
    sought, home, away, ended = (register(database, **separated).case for _ in range(4))
    with acting(database) as uow:
        case_parts.add(uow, "tracing", sought, {"sought": "The mother", "state": "stopped"})
        case_parts.add(
            uow, "placement", home, {"option": "birth_family", "from_on": "2026-02-28", "next_review_on": "2026-12-01"}
        )
        case_parts.add(uow, "placement", away, {"option": "foster", "from_on": "2026-02-28", "next_review_on": "2026-12-01"})
        (row,) = uow.find("concern", case=ended)
        case_parts.change(uow, "concern", row.id, {"ended_on": "2026-03-01"})
    assert due(database) == [("trace_family", away)]


def test_the_office_says_for_whom_it_is_asked(database: Database) -> None:
    separated: dict[str, Any] = {"case__concerns": [{"code": "separated", "kind": "experienced"}]}
    register(database, child__birth_certificate="not_known", **separated)
    with acting(database, HEAD) as uow:
        set_rule(uow, "danger", "birth.asked", ["no"])
        set_rule(uow, "danger", "tracing.begin", ["unaccompanied"])
    assert due(database) == []


def test_death_ends_them_and_they_neither_remind_nor_count_as_due(database: Database) -> None:
    made = register(database, **FOUNDLING)
    with database.read(WORKER) as reader:
        assert {one.kind for one in reminders._due(reader, 7)}.isdisjoint({"trace_family", "birth_registration"})
    with database.read(HEAD) as reader:
        before = {one.user: (one.due_7, one.waiting) for one in caseload.load(reader)}
    with acting(database) as uow:
        case_parts.add(uow, "tracing", made.case, {"sought": "The mother"})
        change_child(uow, made.child, {"birth_certificate": "yes"})
    with database.read(HEAD) as reader:
        assert {one.user: (one.due_7, one.waiting) for one in caseload.load(reader)} == before
    other = register(database, **FOUNDLING)
    assert len(due(database)) == 2
    with acting(database, HEAD) as uow:
        deaths.note_death(uow, other.child, {"death_told_by": "x"})
    assert due(database) == []
