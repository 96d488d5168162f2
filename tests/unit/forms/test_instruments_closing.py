"""Scores of the instruments of the case: sums, means, and both published thresholds as data."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.instruments import CHILD, FAMILY, begin, load, put, rows, say, shown

SCORE = st.sampled_from(["", "1", "2", "3", "4", "not_assessed"])
RULES = {row["name"]: row for row in rows("form_6_final_assessment", "choices") if row["list_name"] == "closing_rule"}


def test_both_published_thresholds_are_data() -> None:
    numbers = {name: [row[f"{part}_least"] for part in ("child", "family", "total", "item")] for name, row in RULES.items()}
    assert numbers == {"form_6": ["21", "30", "48", "2"], "primero_2020": ["18", "30", "48", "2"]}
    assert {name: (row["child_items"], row["exempt"]) for name, row in RULES.items()} == {
        "form_6": ("11", "family_relatives"), "primero_2020": ("8", "none"),
    }  # fmt: skip
    assert all(row["source"] == "sourced" and row["comment"] for row in RULES.values())


def verdict(rule: str, scores: Mapping[str, str]) -> str:
    """The printed rule, said again in Python."""
    row, points = RULES[rule], {name: int(text) if text.isdigit() else None for name, text in scores.items()}
    child: list[int | None] = [points[name] for name in CHILD]
    if rule == "primero_2020":
        basic = [points[f"child_{name}"] for name in ("food", "shelter", "clothing")]
        merged = None if None in basic else min(each for each in basic if each is not None)
        rest = [name for name in CHILD if name.removeprefix("child_") not in ("food", "shelter", "clothing", "legal_aid")]
        child = [*(points[name] for name in rest), merged]
    family = [points[name] for name in FAMILY]
    if None in child or None in family[:-1]:
        return "incomplete"
    total, kin = sum(each or 0 for each in child), sum(each or 0 for each in family)
    least = int(row["item_least"])
    low = [each for each in child if each is not None and each < least]
    low += [
        points[name] or 0
        for name in FAMILY
        if points[name] is not None and name != row["exempt"] and (points[name] or 0) < least
    ]
    enough = total >= int(row["child_least"]) and kin >= int(row["family_least"]) and total + kin >= int(row["total_least"])
    return "met" if enough and not low else "not_met"


@settings(max_examples=12, deadline=None)
@given(st.lists(SCORE, min_size=22, max_size=22), st.permutations(range(22)))
def test_sums_are_exact_in_any_order_and_the_rule_is_the_printed_one(given_scores: list[str], order: list[int]) -> None:
    scores = dict(zip([*CHILD, *FAMILY], given_scores, strict=True))
    names = list(scores)
    filled = begin("form_6_final_assessment")
    for number in order:
        if scores[names[number]]:
            put(filled, {names[number]: scores[names[number]]})
    points = [int(scores[name]) for name in CHILD if scores[name].isdigit()]
    kin = [int(scores[name]) for name in FAMILY if scores[name].isdigit()]
    assert (say(filled, "child_total"), say(filled, "child_scored")) == (str(sum(points)), str(len(points)))
    assert (say(filled, "family_total"), say(filled, "grand_total")) == (str(sum(kin)), str(sum(points) + sum(kin)))
    assert {rule: say(filled, f"{rule}_result") for rule in RULES} == {rule: verdict(rule, scores) for rule in RULES}


@pytest.mark.parametrize(
    ("child", "family", "special", "expected"),
    [
        ("2", "3", {}, ("met", "not_met")),
        ("3", "3", {}, ("met", "met")),
        ("2", "2", {}, ("not_met", "not_met")),
        ("3", "3", {"child_safety": "1"}, ("not_met", "not_met")),
        ("3", "3", {"family_relatives": "1"}, ("met", "not_met")),
        ("3", "3", {"child_legal_aid": "1"}, ("not_met", "met")),
        ("3", "4", {"family_other": "not_assessed"}, ("met", "met")),
        ("4", "4", {"child_food": "not_assessed"}, ("incomplete", "incomplete")),
    ],
)
def test_cases_on_the_threshold(child: str, family: str, special: Mapping[str, str], expected: tuple[str, str]) -> None:
    scores = {**dict.fromkeys(CHILD, child), **dict.fromkeys(FAMILY, family), **special}
    filled = put(begin("form_6_final_assessment"), scores)
    assert (say(filled, "form_6_result"), say(filled, "primero_2020_result")) == expected
    for rule, result in zip(("form_6", "primero_2020"), expected, strict=True):
        assert [shown(filled, f"{rule}_{state}") for state in ("met", "not_met", "incomplete")] == [
            result == state for state in ("met", "not_met", "incomplete")
        ]
        reasons = [shown(filled, f"{rule}_why_{part}") for part in ("child", "family", "total", "low")]
        assert any(reasons) is (result == "not_met")


def test_a_rule_never_blocks() -> None:
    filled = put(begin("form_6_final_assessment"), {"conclusion": "close"})
    assert shown(filled, "close_against")
    assert filled.validate() == ()
    assert say(put(filled, {"rule": "primero_2020"}), "rule_result") == "incomplete"


# ---- domains ----


def domains(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for d in load(name).definitions.values():
        domain = d.komar.get("domain", "")
        if domain and not domain.endswith(".other"):
            found.setdefault(domain, []).append(d.name)
    return found


@pytest.mark.parametrize(("name", "number"), [("child_wellbeing", 5), ("family_needs", 6)])
def test_a_domain_is_the_mean_of_its_items_rounded_half_up(name: str, number: int) -> None:
    filled, whole = begin(name), domains(name)
    assert len(whole) == number
    for domain, items in whole.items():
        put(filled, dict(zip(items, ["3", "2", *["not_assessed"] * (len(items) - 2)], strict=True)))
        assert say(filled, f"{domain.partition('.')[2]}_score") == "3", "2.5 is rounded up, what was not assessed is left out"
    assert say(filled, "overall_score") == "3"
    first = next(iter(whole.values()))
    put(filled, dict.fromkeys(first[:2], "1"))
    assert shown(filled, "high_1")
    assert say(filled, "overall_sum") == str(3 * (number - 1) + 1)


@pytest.mark.parametrize("name", ["child_wellbeing", "family_needs"])
def test_more_than_three_domains_at_2_ask_for_a_look_at_the_risk(name: str) -> None:
    filled, whole = begin(name), list(domains(name).values())
    for items in whole[:3]:
        put(filled, dict.fromkeys(items, "2"))
    assert not shown(filled, "high_2")
    put(filled, dict.fromkeys(whole[3], "2"))
    assert shown(filled, "high_2")
    assert say(filled, "overall_score") == "", "no overall score before every domain has one"


@pytest.mark.parametrize(
    ("rule", "low", "rest", "result"),
    [
        ("domains", "2", "2", "met"),
        ("domains", "1", "4", "not_met"),
        ("primero_2020", "2", "2", "not_met"),
        ("primero_2020", "3", "3", "met"),
        ("form_6", "2", "3", "met"),
        ("form_6", "not_assessed", "4", "incomplete"),
    ],
)
def test_closing_by_domains(rule: str, low: str, rest: str, result: str) -> None:
    names = [d.name for d in load("closing_assessment").definitions.values() if d.komar.get("domain")]
    assert len(names) == 11
    filled = put(begin("closing_assessment"), {"rule": rule, **dict.fromkeys(names, rest), names[0]: low})
    assert say(filled, "result_code") == result
    reasons = [shown(filled, f"why_{part}") for part in ("low", "child", "family", "total")]
    assert any(reasons) is (result == "not_met")


def test_sums_in_proportion_are_marked_as_ours() -> None:
    tags = {row["name"]: row["source"] for row in rows("closing_assessment", "choices") if row["list_name"] == "closing_rule"}
    assert tags == {"domains": "sourced", "primero_2020": "inferred", "form_6": "inferred"}
