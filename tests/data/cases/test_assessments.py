"""Assessments over time: means rounded half up, overall scores, both generations, restricted ones absent."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.rules import shipped
from app.services.office import rules
from app.services.planning import assessments
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register
from tests.data.cases.test_plans import assess, score

CHILD = ("health", "education", "emotional", "safety", "nutrition")


def whole(*points: int) -> list[dict[str, object]]:
    """A score of each of the five domains of the child."""
    return [score(name, value, f"child.{name}") for name, value in zip(CHILD, points, strict=True)]


def told(database: Database, case: str) -> dict[str, list[int | None]]:
    """Domain → the value in each assessment."""
    with database.read(WORKER) as reader:
        found = assessments.trend(reader, case)
    return {line.domain: [mark.value if mark is not None else None for mark in line.marks] for line in found.lines}


def test_a_domain_is_the_mean_of_its_questions_rounded_half_up(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-01", score("a", 2), score("b", 3), score("c", 1, "child.safety"))
    assert told(database, case) == {"child.health": [3], "child.safety": [1]}
    with database.read(WORKER) as reader:
        line = assessments.trend(reader, case).line("child.health")
    assert line is not None
    assert [(mark.mean, mark.asked, mark.low) for mark in line.marks if mark is not None] == [(2.5, 2, 1)]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12))
def test_half_goes_up(points: list[int]) -> None:
    mean = sum(points) / len(points)
    assert assessments.rounded(mean) == (2 * sum(points) + len(points)) // (2 * len(points))
    assert min(points) <= assessments.rounded(mean) <= max(points)


def test_the_overall_score_needs_all_domains_and_stands_first(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-01", *whole(1, 2, 3, 4, 3)[:4])
    assess(database, case, "2026-02-05", *whole(1, 2, 3, 4, 3), score("more", 1, "child.other"))
    found = told(database, case)
    assert next(iter(found)) == "child"
    assert found["child"] == [None, 3]
    assert list(found)[1:] == [*(f"child.{name}" for name in CHILD), "child.other"]


def test_both_generations_stand_side_by_side_with_their_own_words(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-05", score("care", 4, "family.care"), form_id="family_needs")
    assess(database, case, "2026-01-05", score("food", 2, "child.food"), form_id="form_2_assessment")
    with database.read(WORKER) as reader:
        found = assessments.trend(reader, case)
    assert [(sheet.on, sheet.words) for sheet in found.sheets] == [
        (date(2026, 1, 5), "score_old"),
        (date(2026, 2, 5), "score_new"),
    ]
    assert told(database, case) == {"child.food": [2, None], "family.care": [None, 4]}
    assert found.points("family.care") == ((date(2026, 2, 5), 4.0),)
    assert found.points("child") == ()


def test_what_is_restricted_or_anothers_case_is_absent(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-05", score("one", 1), restricted="hiv_rh")
    with database.read(HEAD) as reader:
        assert assessments.trend(reader, case).lines == ()
    with database.read(OTHER) as reader, pytest.raises(InputError, match="not_allowed"):
        assessments.trend(reader, case)


def test_colours_are_an_offices_own_and_each_score_has_a_word_in_both_scales(database: Database) -> None:
    case, known = register(database).case, shipped("colours")
    assert [known.text(f"score.{value}") for value in range(1, 5)] == ["red", "orange", "yellow", "green"]
    for name in ("score_old", "score_new"):
        assert codelist(name).codes() == ("1", "2", "3", "4")
    with acting(database, HEAD) as uow:
        rules.set_rule(uow, "colours", "score.2", "red")
        assert assessments.trend(uow, case).colour(2) == "red"
        assert assessments.trend(uow, case).colour(9) == ""
        with pytest.raises(InputError, match="rule_value"):
            rules.set_rule(uow, "colours", "score.2", "pink")


def test_each_domain_of_the_forms_that_ship_has_words() -> None:
    from tests.support.instruments import load

    names = ("child_wellbeing", "family_needs", "form_2_assessment", "form_6_final_assessment", "closing_assessment")
    domains = {one.komar.get("domain") for name in names for one in load(name).definitions.values()} - {None, ""}
    assert domains <= set(codelist("score_domain").codes())
    assert len(domains) > 25
