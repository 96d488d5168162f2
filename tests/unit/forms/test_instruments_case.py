"""The instruments of the case that ship: words, codes and groups of each, and the printed order of the government's forms."""

from __future__ import annotations

import pytest
from pyxform.xls2xform import convert

from app.domain.codelists import codelist
from app.forms.compile import load_form
from app.forms.session import FormSession
from app.services.forms.form_checks import faults_for_use
from app.services.responses.response_targets import targets
from tests.support.instruments import CHILD, FAMILY, FOLDER, begin, load, path, put, rows, say, session, shown

GOVERNMENT = (
    "form_1_intake", "form_2_assessment", "form_3_service_plan",
    "form_4_placement", "form_5_follow_up", "form_6_final_assessment",
)  # fmt: skip
OWN = ("child_wellbeing", "family_needs", "risk_assessment", "follow_up", "closing_assessment")
ALL = (*GOVERNMENT, *OWN)
NOTHING_REQUIRED = ("form_1_intake", "form_2_assessment", "form_3_service_plan", "child_wellbeing", "family_needs")


# ---- what holds for each of them ----


@pytest.mark.parametrize("name", ALL)
def test_it_may_be_used_as_it_is(name: str) -> None:
    assert (load(name).notices, list(faults_for_use(load(name)))) == ((), [])


@pytest.mark.parametrize("name", ALL)
def test_it_comes_back_the_same_from_pyxform(name: str) -> None:
    made = convert(str(FOLDER / f"{name}.xlsx"), form_name="data")
    again = load_form(made.xform.encode())
    one, other = begin(name), session(again)
    assert [state.key for state in one.states()] == [state.key for state in other.states()]
    assert [state.label for state in one.states()] == [state.label for state in other.states()]
    assert [d.komar for d in load(name).definitions.values()] == [d.komar for d in again.definitions.values()]
    for key, state in ((state.key, state) for state in one.states()):
        choice = next(iter(one.choices(key)), None)
        if choice is not None and state.definition.control in ("select1", "select"):
            assert one.answer(key, choice.value).result == other.answer(key, choice.value).result
    finals = [{k: v for k, v in each.answers().items() if not k.startswith("/data/meta")} for each in (one, other)]
    assert finals[0] == finals[1]


@pytest.mark.parametrize("name", ALL)
def test_every_question_says_whether_its_words_are_sourced(name: str) -> None:
    asked = [d for d in load(name).definitions.values() if d.control and d.readonly is None and d.control != "trigger"]
    assert [d.name for d in asked if d.komar.get("source") not in ("sourced", "inferred")] == []


@pytest.mark.parametrize("name", ALL)
def test_codes_that_are_saved_are_those_of_the_lists_in_their_words(name: str) -> None:
    form, wrong = load(name), list[str]()
    khmer, english = (begin(name, lang=lang) for lang in ("km", "en"))
    for state in khmer.states():
        target = targets(form).get(state.definition.path)
        if target is None or target.info is None or not target.info.codelist:
            continue
        words = {code.code: (code.km, code.en) for code in codelist(target.info.codelist)}
        labels = {choice.value: choice.label for choice in english.choices(state.key)}
        wrong += [
            f"{state.key} {choice.value}"
            for choice in khmer.choices(state.key)
            if words.get(choice.value) != (choice.label, labels[choice.value]) and state.definition.name != "decision"
        ]
    assert wrong == []


@pytest.mark.parametrize("name", ALL)
def test_scored_questions_have_words_colours_and_a_comment(name: str) -> None:
    form = load(name)
    for d in form.definitions.values():
        if d.komar.get("domain"):
            assert f"{d.path}_note" in form.definitions, d.name
            offered = {choice.value: choice.colour for choice in FormSession(form).choices(d.path)}
            assert offered == {"1": "red", "2": "orange", "3": "yellow", "4": "green", "not_assessed": ""}


@pytest.mark.parametrize("name", NOTHING_REQUIRED)
def test_a_child_of_whom_nothing_is_known_can_be_saved(name: str) -> None:
    assert begin(name).validate() == ()


def test_a_consent_that_is_told_is_told_whole() -> None:
    filled = begin("form_1_intake")
    (row,) = (state.key for state in filled.states() if state.definition.path == "/data/consent")
    for name, text in (("purpose", "sharing"), ("answer", "given"), ("how", "spoken")):
        filled.answer(f"{row}/consent_{name}", text)
    put(filled, {"child_answer": "given", "child_how": "spoken"})
    asked = [problem.key.rpartition("/")[2] for problem in filled.validate()]
    assert asked == ["consent_witness", "consent_receiver", "child_witness"]
    assert filled.answer(f"{row}/consent_until", "2020-01-01").result == "OK"
    filled.answer(f"{row}/consent_on", "2026-01-02")
    assert filled.answer(f"{row}/consent_until", "2026-01-01").message == "It cannot end before it was given"


@pytest.mark.parametrize("name", ["form_5_follow_up", "follow_up"])
def test_the_next_visit_is_not_before_this_one(name: str) -> None:
    filled = put(begin(name), {"next_visit_on": "2026-01-01", "child_seen": "no"})
    assert [problem.key.rpartition("/")[2] for problem in filled.validate()] == ["visit_on"]
    put(filled, {"visit_on": "2026-02-01"})
    assert filled.answer(path(filled, "next_visit_on"), "2026-01-31").result == "CONSTRAINT_VIOLATED"
    assert filled.answer(path(filled, "visit_on"), "2199-01-31").message == "The date cannot be in the future"


@pytest.mark.parametrize("name", ALL)
def test_sex_is_never_answered_beforehand(name: str) -> None:
    filled = begin(name)
    asked = [state for state in filled.states() if {"male", "female"} <= {choice.value for choice in filled.choices(state.key)}]
    assert [state.key for state in asked if state.value] == []
    assert all("not_known" in {choice.value for choice in filled.choices(state.key)} for state in asked)


@pytest.mark.parametrize("name", ALL)
def test_what_only_some_may_see_is_in_its_group(name: str) -> None:
    groups = {
        "source_name": "reporter", "source_phone": "reporter", "accused_name": "perpetrator", "accused_there": "perpetrator",
        "accused_home": "perpetrator", "child_type_hiv": "hiv_rh", "health_restricted": "hiv_rh", "child_words": "interview",
        "guardian_comment": "interview", "view_child": "interview", "child_view": "interview", "plan_word": "safety_plan",
        "violence_restricted": "sexual_violence", "sexual_details": "sexual_violence", "child_type_sexual": "sexual_violence",
        "problem_sexual_abuse": "sexual_violence", "problem_trafficking": "sexual_violence", "plan_works": "safety_plan",
    }  # fmt: skip
    for d in load(name).definitions.values():
        if d.name in groups:
            assert d.komar.get("group") == groups[d.name], d.name


def test_who_did_it_and_who_typed_it_are_both_told() -> None:
    told = {"k_filled_on": "2026-11-20", "k_filled_by": "Sok Dara", "k_user": "Chan Sophea"}
    for name in ALL:
        filled = begin(name, told)
        assert filled.label(path(filled, "done_line")) == "Done on: 20/11/2026 · by: Sok Dara"
        assert filled.label(path(filled, "typed_line")).endswith("by: Chan Sophea")


# ---- the forms of the government ----


def test_the_items_stand_in_the_printed_order() -> None:
    def scored(name: str, prefix: str) -> list[str]:
        found = (d for d in load(name).definitions.values() if d.komar.get("domain", "").startswith(prefix))
        return [d.name for d in found]

    assert scored("form_2_assessment", "child.") == scored("form_6_final_assessment", "child.") == CHILD
    assert len(scored("form_2_assessment", "family.")) == 12
    assert scored("form_6_final_assessment", "family.") == FAMILY
    plan = rows("form_3_service_plan", "choices")
    assert [f"child_{row['name']}" for row in plan if row["list_name"] == "child_item"] == CHILD[:10]
    assert sum(row["list_name"] == "family_item" for row in plan) == 12
    order = [(row["order"], row["name"]) for row in rows("form_4_placement", "choices") if row["list_name"] == "care_option"]
    assert order == [
        ("1", "birth_family"), ("2", "kinship"), ("3", "foster"), ("4", "group_care"), ("5", "faith"), ("6", "residential"),
    ]  # fmt: skip


def test_priorities_used_twice_are_only_a_reminder() -> None:
    filled = put(begin("form_1_intake"), {"need_food": "1", "need_shelter": "2"})
    assert not shown(filled, "needs_twice")
    put(filled, {"need_medical": "1"})
    assert shown(filled, "needs_twice")
    assert filled.validate() == ()
    assert filled.answer(path(filled, "need_clothing"), "9").result == "CONSTRAINT_VIOLATED"
    put(filled, {"problem_sexual_abuse": "1", "problem_gambling": "1"})
    assert not shown(filled, "problems_twice"), "nothing open tells of a restricted answer"


def test_low_scores_of_form_2_are_counted_and_announced() -> None:
    filled = put(begin("form_2_assessment"), {"child_food": "2", "family_will": "3"})
    assert (say(filled, "child_low"), say(filled, "child_total"), say(filled, "child_scored")) == ("1", "2", "1")
    assert shown(filled, "to_plan")
    assert not shown(filled, "risk_review")
    put(filled, {"family_will": "1"})
    assert shown(filled, "risk_review")


def test_earlier_options_are_asked_for_when_care_is_placed_further_down() -> None:
    filled = put(begin("form_4_placement"), {"option": "foster"})
    asked = [name for name in ("birth_family", "kinship", "foster", "group_care", "faith") if shown(filled, f"why_{name}")]
    assert asked == ["birth_family", "kinship"]
    assert not shown(filled, "centre")
    put(filled, {"option": "residential", "centre_grade": "critical"})
    assert shown(filled, "centre_bad")
    assert {problem.key.rpartition("/")[2] for problem in filled.validate()} == {"from_on"}


def test_a_row_added_to_the_plan_by_hand_is_a_need_too() -> None:
    filled = begin("form_3_service_plan", lang="km")
    (row,) = (state.key for state in filled.states() if state.definition.path == "/data/child_plan")
    assert filled.value(f"{row}/child_state") == ""
    assert filled.answer(f"{row}/child_item", "food").result == "OK"
    said = [filled.value(f"{row}/child_{name}") for name in ("need", "domain", "state")]
    assert said == ["ចំណីអាហារ", "child.food", "planned"]
    other = filled.add_repeat("/data/child_plan")
    filled.answer(f"{other}/child_item", "shelter")
    assert filled.value(f"{other}/child_need") == "ទីជម្រក"
    assert filled.answer(f"{row}/child_state", "done").result == "OK"
    filled.answer(f"{row}/child_item", "clothing")
    assert filled.value(f"{row}/child_state") == "done"


@pytest.mark.parametrize(("done", "age"), [("2026-03-01", 39), ("2026-03-02", 40), ("2030-01-01", 43)])
def test_the_age_of_a_carer_is_that_on_the_day_of_the_form(done: str, age: int) -> None:
    """Not of the day on which the form is looked at or printed again, and exact on a birthday."""
    filled = put(begin("form_4_placement", {"k_filled_on": done}), {"carer_birth_on": "1986-03-02"})
    assert say(filled, "carer_age") == str(age)
