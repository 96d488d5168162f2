"""A look at the risk is asked for by low scores until somebody took it, by a task and on the page (practice P18, defect 10)."""

from __future__ import annotations

from datetime import date

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.services.cases import cases
from app.services.desk import task_sources
from app.services.office import rules
from app.services.people import merging
from app.services.protection import risk_reviews
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register
from tests.data.cases.test_plans import assess, score
from tests.support.closing import close_case


def due(database: Database, actor: Actor = WORKER) -> list[str]:
    """The cases whose risk is to be looked at."""
    with database.read(actor) as reader:
        return [one.case for one in task_sources.due_of(reader, Scope(OFFICE)) if one.kind == "risk_review"]


def ask(database: Database, case: str) -> tuple[tuple[str, int], ...] | None:
    """The domains that ask."""
    with database.read(WORKER) as reader:
        found = risk_reviews.asked(reader, case)
    return found.domains if found is not None else None


def test_a_domain_at_one_asks_until_the_risk_was_looked_at(database: Database) -> None:
    case = register(database, case__done_on="2026-02-27").case
    response = assess(database, case, "2026-02-28", score("one", 1, "child.food"), score("two", 2, "child.health"))
    assert ask(database, case) == (("child.food", 1),)
    assert due(database) == due(database, HEAD) == [case]
    assert due(database, OTHER) == []
    with acting(database) as uow, pytest.raises(InputError, match="risk_reason_missing"):
        risk_reviews.review(uow, case, "high", reason=" ")
    with acting(database) as uow:
        made = risk_reviews.review(uow, case, "high", reason="ឃ្លាន", strengths="ជីដូន", needs="អង្ករ", response=response)
        row = uow.get("risk", made)
        told = [row.text(name) for name in ("level", "reason", "strengths", "needs", "response", "by", "noted_on")]
        assert told == ["high", "ឃ្លាន", "ជីដូន", "អង្ករ", response, WORKER.user, "2026-03-01"]
        assert uow.count("risk", case=case) == 2, "the level stands, and that it was confirmed is kept"
    assert ask(database, case) is None
    assert due(database) == []


def test_a_changed_level_answers_too_and_a_newer_assessment_asks_anew(database: Database) -> None:
    case = register(database, case__done_on="2026-02-27").case
    assess(database, case, "2026-02-28", score("one", 1))
    with acting(database) as uow:
        made = risk_reviews.review(uow, case, "medium", reason="x", needs="y")
        assert uow.get("case", case).code("risk_level") == "medium"
        assert uow.get("risk", made).text("needs") == "y"
    assert due(database) == []
    assess(database, case, "2026-03-01", score("one", 1))
    assert due(database) == [case]
    with acting(database) as uow:
        cases.set_risk(uow, case, "high", reason="z")
    assert due(database) == []


def test_a_level_set_before_the_assessment_answers_nothing(database: Database) -> None:
    case = register(database, case__done_on="2026-02-27").case
    with acting(database) as uow:
        cases.set_risk(uow, case, "low", on=date(2026, 2, 27), reason="x")
    assess(database, case, "2026-02-28", score("one", 1))
    assert due(database) == [case]


@pytest.mark.parametrize(
    ("points", "asks"),
    [((2, 2, 2, 3), False), ((2, 2, 2, 2), True), ((3, 3, 3, 3), False), ((4, 4, 4, 1), True)],
)
def test_more_than_three_domains_at_two(database: Database, points: tuple[int, ...], asks: bool) -> None:
    case = register(database, case__done_on="2026-02-27").case
    scores = [score(f"q{place}", value, f"child.{place}") for place, value in enumerate(points)]
    assess(database, case, "2026-02-28", *scores)
    assert (due(database) == [case]) is asks
    assert (ask(database, case) is not None) is asks


def test_an_office_sets_what_asks(database: Database) -> None:
    case = register(database, case__done_on="2026-02-27").case
    assess(database, case, "2026-02-28", score("one", 2))
    assert due(database) == []
    with acting(database, HEAD) as uow:
        rules.set_rule(uow, "carry", "risk_review.any_at", 2)
    assert due(database) == [case]


def test_restricted_closed_and_merged(database: Database) -> None:
    one = register(database, case__done_on="2026-02-27")
    two = register(database, case__done_on="2026-02-27", child__given_name_km="មករា")
    assess(database, one.case, "2026-02-28", score("one", 1), restricted="hiv_rh")
    assert due(database) == due(database, HEAD) == []
    assess(database, one.case, "2026-02-28", score("one", 1))
    with acting(database) as uow:
        merging.merge_case(uow, one.case, two.code)
    assert due(database) == [two.case]
    with acting(database) as uow:
        close_case(uow, two.case, "success")
    assert due(database) == []
    with database.read(OTHER) as reader, pytest.raises(InputError, match="not_allowed"):
        risk_reviews.asked(reader, two.case)
