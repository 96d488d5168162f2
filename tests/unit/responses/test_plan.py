"""Low scores of assessments become rows of the plan, and its rows records; scores may ask for a look at the risk."""

from __future__ import annotations

import pytest

from app.domain.records import Record
from app.services.responses.response_scores import asks_for_risk_review, low_scores, scores_of
from tests.support.workbooks import question
from tests.unit.responses.support import Place, hidden, save

SCALE = [
    {"list_name": "scale", "name": str(number), "label::Khmer (km)": f"ពិន្ទុ {number}", "label::English (en)": f"{number}"}
    for number in range(1, 5)
]


def scored(name: str, domain: str, **cells: object) -> dict[str, object]:
    """A question with points."""
    return {**question("select_one scale", name, **cells), "bind::komar:domain": domain}


ASSESSMENT = [
    scored("health", "child.health"),
    question("text", "health_note"),
    scored("school", "child.education"),
    scored("care", "family.care", **{"bind::komar:low": "3"}),
    scored("harm", "child.safety", **{"bind::komar:group": "interview"}),
    scored("skipped", "child.food", relevant="false()"),
]
PLAN = [
    question("begin repeat", "row", **{"bind::komar:carry": "assessment/child assessment/family"}),
    *(hidden(name) for name in ("k_domain", "k_item", "k_label", "k_score", "k_note", "k_from")),
    question("note", "say", **{"label::Khmer (km)": "${k_label} ${k_score}", "label::English (en)": "${k_label} ${k_score}"}),
    question("calculate", "domain", label=False, calculation="${k_domain}", **save("+plan_action.domain")),
    question("calculate", "need", label=False, calculation="${k_label}", **save("+plan_action.need")),
    question("text", "goal", **save("+plan_action.goal")),
    question("date", "when", **save("+plan_action.due_on")),
    question("end repeat", "", label=False),
]


def assessed(place: Place, **answers: object) -> str:
    """A finished assessment."""
    with place.read() as reader:
        known = reader.find("form", form_id="assessment")
    form = place.shelf.form("assessment") if known else place.form(ASSESSMENT, SCALE, form_id="assessment")
    response = place.start(form)
    place.fill(response, answers)
    place.finish(response)
    return response


def test_low_scores_of_the_newest_assessment_become_rows_and_actions(place: Place) -> None:
    assessed(place, health="1", school="1", care="1")
    newest = assessed(place, health="2", health_note="ក្អក", school="3", care="3")
    plan = place.start(place.form(PLAN, form_id="plan"))
    rows: dict[str, dict[str, str]] = {}
    for key, text in place.get(plan).answers.items():
        if "[" in key:
            rows.setdefault(key.rpartition("/")[0], {})[key.rpartition("/")[2]] = text
    assert [(row["k_domain"], row["k_item"], row["k_score"], row.get("k_note"), row["k_from"]) for row in rows.values()] == [
        ("child.health", "health", "2", "ក្អក", newest), ("family.care", "care", "3", None, newest)
    ]  # fmt: skip
    assert next(iter(rows.values()))["k_label"] == "សំណួរ health"
    place.fill(plan, {"row": [{"goal": "ពិនិត្យសុខភាព", "when": "2026-12-01"}]})
    place.finish(plan)
    with place.read() as reader:
        (made,) = reader.find("plan_action", case=place.case)
    assert {name: made.values[name] for name in ("domain", "need", "goal", "due_on", "state")} == {
        "domain": "child.health", "need": "សំណួរ health", "goal": "ពិនិត្យសុខភាព", "due_on": "2026-12-01", "state": "planned"
    }  # fmt: skip


def test_scores_are_kept_without_what_is_restricted_or_not_asked(place: Place) -> None:
    response = assessed(place, health="1", school="4", care="4")
    with place.read() as reader:
        record = reader.get("form_response", response)
    assert [(one.domain, one.score, one.low) for one in scores_of(record)] == [
        ("child.health", 1, True), ("child.education", 4, False), ("family.care", 4, False)
    ]  # fmt: skip
    assert [one.item for one in low_scores(record, ["child"])] == ["health"]
    assert low_scores(record, ["fam"]) == ()
    assert asks_for_risk_review(record)


@pytest.mark.parametrize(
    ("scores", "asks"),
    [({"a": 2, "b": 2, "c": 2}, False), ({"a": 2, "b": 2, "c": 2, "d": 2}, True), ({"a": 1, "b": 4}, True), ({}, False)],
)
def test_when_scores_ask_for_a_look_at_the_risk(scores: dict[str, int], asks: bool) -> None:
    kept = [{"item": name, "domain": name, "score": score, "low": score < 3} for name, score in scores.items()]
    assert asks_for_risk_review(Record("form_response", "x", {"scores": kept})) is asks


def test_scores_that_cannot_be_read_are_left_out() -> None:
    broken: list[object] = [1, {"score": "2"}, {"score": 2, "domain": 3, "labels": []}]
    assert len(scores_of(Record("form_response", "x", {"scores": broken}))) == 1
    assert scores_of(Record("form_response", "x", {"scores": {"a": 1}})) == ()
