"""Risk with its limits, and the follow-up with its traffic light."""

from __future__ import annotations

import csv
import tomllib
from itertools import product

import pytest

from app.domain.lights import light
from tests.support.instruments import begin, load, path, put, rows, say, shown
from tests.support.sources import ROOT


def test_the_limits_shown_are_those_of_the_rules() -> None:
    text = (ROOT / "resources" / "rules" / "deadlines.toml").read_text(encoding="utf-8")
    limits = tomllib.loads(text)["first_contact"]
    listed = {row["name"]: (row["hours"], row["days"]) for row in rows("risk_assessment", "choices") if row["hours"]}
    assert listed == {level: (str(rule["hours"]), str(rule["days"])) for level, rule in limits.items()}


@pytest.mark.parametrize(
    ("level", "last"), [("high", "21/11/2026"), ("medium", "23/11/2026"), ("low", "25/11/2026"), ("no_action", "")]
)
def test_the_last_day_runs_from_the_day_of_the_information(level: str, last: str) -> None:
    filled = put(begin("risk_assessment", {"k_received_on": "2026-11-20"}), {"level": level})
    assert say(filled, "limit_on") == last
    assert shown(filled, "limit_line") is (level != "no_action")


def test_a_level_is_proposed_and_decided_by_a_person() -> None:
    filled = put(begin("risk_assessment"), {"signs_medium": "hungry"})
    assert (say(filled, "proposed"), say(filled, "level")) == ("medium", "")
    put(filled, {"signs_high": "injury threat", "level": "low"})
    assert say(filled, "proposed") == "high"
    assert shown(filled, "lower_than_proposed")
    assert [problem.key.rpartition("/")[2] for problem in filled.validate()] == ["reason"]
    assert not shown(filled, "plan_word")
    assert shown(put(filled, {"level": "high"}), "plan_word")


LIGHTS = ("health", "education", "food", "family", "violence")


def test_the_light_of_the_form_is_that_of_the_rule() -> None:
    filled = begin("follow_up")
    for answers in product(("A", "B", "C", ""), repeat=5):
        if answers.count("A") < 3:
            continue
        for name, answer in zip(LIGHTS, answers, strict=True):
            at = path(filled, f"light_{name}")
            if filled.value(at) != answer:
                assert (filled.answer(at, answer) if answer else filled.clear(at)).result == "OK"
        expected = light(dict(zip(LIGHTS, (answer or None for answer in answers), strict=True))) or ""
        assert (say(filled, "light"), say(filled, "final_light")) == (expected, expected), answers


def test_the_light_says_its_colour_in_words() -> None:
    filled = put(begin("follow_up"), {f"light_{name}": "A" for name in LIGHTS})
    assert shown(filled, "light_green")
    put(filled, {"light_food": "B"})
    assert [shown(filled, f"light_{colour}") for colour in ("green", "yellow", "red", "missing")] == [False, True, False, False]
    put(filled, {"light_violence": "C"})
    assert shown(filled, "light_red")
    filled.clear(path(filled, "light_violence"))
    assert shown(filled, "light_missing")


def test_codes_of_the_light_are_those_of_the_list() -> None:
    with (ROOT / "resources" / "codelists" / "light_item.csv").open(encoding="utf-8") as file:
        assert [row["code"] for row in csv.DictReader(file)] == list(LIGHTS)
    items = [
        d.name.removeprefix("light_") for d in load("follow_up").definitions.values() if "+note." in d.komar.get("save", "")
    ]
    assert [name for name in items if name in LIGHTS] == list(LIGHTS)
