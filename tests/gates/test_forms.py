"""Every form that ships compiles, speaks both languages, and its weights and tags are what the rules of scoring say."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from app.domain.scoring import ANSWERS, load_profiles, profile_for
from app.forms import binds
from app.forms.compile import load_form
from app.forms.model import CompiledForm, Texts
from app.forms.session import FormSession
from tests.support.sources import ROOT

FORMS = sorted((ROOT / "resources" / "forms").glob("*.xlsx"))
WORDS = ROOT / "resources" / "words"
LANGUAGES = {"Khmer (km)", "English (en)"}
KHMER = re.compile(r"[\u1780-\u17b3]")
UNUSUAL = re.compile(r"[\u17a3\u17a4\u17d3\u17d8\u200b-\u200f\ufeff]")
"""Deprecated letters and invisible characters."""
DISORDER = re.compile(
    r"[\u17b6-\u17c5][\u17c9\u17ca\u17d2]|[\u17c6-\u17c8][\u17b6-\u17c5\u17d2]|([\u17b6-\u17d1])\1|\u17d2(?![\u1780-\u17b3])"
)
"""Marks in another order than consonant, subscript, shifter, vowel, sign; or a mark twice."""
INSPECTION = "inspection_minimum_standards"
HEARD = {"8", "13", "15", "16", "25", "26", "36", "40", "44", "48", "49", "50"}
"""The items for which children's words are evidence (practice P25)."""


@cache
def load(file: Path) -> CompiledForm:
    return load_form(file)


@cache
def inspection() -> CompiledForm:
    return load(ROOT / "resources" / "forms" / f"{INSPECTION}.xlsx")


def test_there_are_forms() -> None:
    assert FORMS


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_it_compiles_without_a_notice(file: Path) -> None:
    form = load(file)
    assert file.stem in (form.id, f"{form.id}_v{form.version}")  # an older version stays for the answers given in it
    assert (form.notices, set(form.languages)) == ((), LANGUAGES)
    assert form.version


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_every_text_is_in_both_languages(file: Path) -> None:
    form, missing = load(file), list[str]()
    for path, definition in form.definitions.items():
        kinds: tuple[tuple[str, Texts], ...] = (
            ("label", definition.label), ("hint", definition.hint), ("guidance", definition.guidance),
            ("constraint", definition.constraint_message), ("required", definition.required_message),
        )  # fmt: skip
        missing += [f"{path} {kind}" for kind, texts in kinds if texts and set(texts) != LANGUAGES]
        if definition.control or (definition.kind in ("group", "repeat") and path != "/data/meta"):
            missing += [] if definition.label else [f"{path} has no label"]
        missing += [f"{path} constraint without message"] if definition.constraint and not definition.constraint_message else []
        missing += [f"{path} required without message"] if definition.required and not definition.required_message else []
    missing += [text_id for text_id, texts in form.texts.items() if set(texts) != LANGUAGES]
    assert missing == []


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_khmer_is_khmer_and_english_is_not(file: Path) -> None:
    for text_id, texts in load(file).texts.items():
        parts = {name: "".join(part for part in phrase.parts if isinstance(part, str)) for name, phrase in texts.items()}
        assert KHMER.search(parts["Khmer (km)"]), text_id
        assert not KHMER.search(parts["English (en)"]), text_id
        assert not re.search(r"[A-Za-z]{2,}", parts["Khmer (km)"]), text_id


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_khmer_letters_stand_in_their_usual_order(file: Path) -> None:
    book = openpyxl.load_workbook(file, read_only=True)
    cells = [str(value) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for value in row if value]
    book.close()
    assert [cell for cell in cells if UNUSUAL.search(cell) or DISORDER.search(cell)] == []
    assert DISORDER.search("ការបា៉ន់ប្រមាណ"), "a mark after its vowel is noticed"


def test_the_instruments_of_the_case_ship() -> None:
    government = {"form_1_intake", "form_2_assessment", "form_3_service_plan", "form_4_placement", "form_5_follow_up"}
    own = {"child_wellbeing", "family_needs", "risk_assessment", "follow_up", "closing_assessment"}
    assert {*government, "form_6_final_assessment", *own} <= {file.stem for file in FORMS}


def test_the_weights_are_those_of_the_profile() -> None:
    form, items = inspection(), [item for item in binds.items(inspection()) if item.weight]
    profile = profile_for(load_profiles(ROOT / "resources" / "rules"), form.id, form.version, date(2026, 11, 24))
    sums: dict[str, int] = {}
    for item in items:
        sums[item.section] = sums.get(item.section, 0) + item.weight
    assert sums == profile.sections
    assert sum(sums.values()) == profile.scale
    assert [item.number for item in items] == [str(number) for number in range(1, 51)]
    assert all(item.weight * percent % 100 == 0 for item in items for percent in profile.percent.values())
    assert set(profile.percent) < set(ANSWERS)
    names = {"scale", "sections", "percent", "unseen_most", "unseen_critical", "critical_answers", "alarm_answers", "due_days"}
    assert profile.tags.keys() >= names | {"due_days_critical", "cut_off"}
    assert set(profile.tags.values()) == {"sourced", "inferred"}


def test_the_rules_of_practice_stand_in_the_form() -> None:
    definitions = {d.komar["standard"]: d for d in inspection().definitions.values() if "standard" in d.komar}
    with_bind = {
        name: {number for number, definition in definitions.items() if definition.komar.get(name)} for name in binds.KNOWN
    }
    assert with_bind["critical"] == {"14", "16", "27", "51", "52"}
    assert with_bind["source"] == set(definitions)
    assert with_bind["applies"] == {"1", "2", "39", "26", "44", "45", "47"}
    assert all(definitions[number].relevant for number in with_bind["applies"])
    assert with_bind["sample"] == {"18", "20", "21", "22", "23", "24", "25", "41"}
    evidence = {number: set(definition.komar.get("evidence", "").split()) for number, definition in definitions.items()}
    assert {number for number, kinds in evidence.items() if kinds == {"documents"}} >= {"1", "2", "3", "4"}
    assert {n for n, kinds in evidence.items() if "children" in kinds} == HEARD
    assert {n for n in evidence if n.startswith("danger_")} == {"danger_C", "danger_E", "danger_G"}
    assert all(definitions[n].komar["place"] for n in map(str, range(1, 51)))


def test_each_kind_of_evidence_has_its_questions() -> None:
    definitions = inspection().definitions
    asked = {"numbers": ("_of", "_n"), "observation": ("_seen",), "children": ("_heard",)}
    for item in (item for item in binds.items(inspection()) if item.weight):
        kinds = definitions[item.path].komar["evidence"].split()
        for kind, endings in asked.items():
            assert all((f"{item.path}{ending}" in definitions) is (kind in kinds) for ending in endings), (item.number, kind)
        assert item.note
        assert item.recommendation


def test_what_children_said_can_only_be_counted() -> None:
    heard = [definition for path, definition in inspection().definitions.items() if path.endswith("_heard")]
    assert {definition.type for definition in heard} == {"int"}


def test_nothing_is_required_before_an_answer() -> None:
    assert FormSession(inspection(), hidden={"k_type": "rci", "k_owner": "ngo"}).validate() == ()


@pytest.mark.parametrize("number", ["15", "16", "49", "50"])
def test_the_directors_word_alone_is_not_enough(number: str) -> None:
    filled = FormSession(inspection(), lang="en")
    path = next(item.path for item in binds.items(inspection()) if item.number == number)
    filled.answer(path, "meets")
    assert [problem.key for problem in filled.validate()] == [f"{path}_heard"]
    assert filled.answer(f"{path}_heard", 0).result == "CONSTRAINT_VIOLATED"
    assert filled.answer(f"{path}_heard", 2).result == "OK"
    assert filled.validate() == ()


@pytest.mark.parametrize(
    ("hidden", "left_out"),
    [
        ({"k_owner": "ngo", "k_type": "rci", "k_roster_6_9": 3}, {"26", "39", "44", "47"}),
        ({"k_owner": "state", "k_type": "rci", "k_roster_15_17": 1}, {"1", "2"}),
        ({"k_owner": "ngo", "k_type": "faith_based", "k_roster_3_5": 2}, {"1", "2", "26", "39", "44", "45", "47"}),
        ({"k_owner": "ngo", "k_type": "rci", "k_roster_10_14": 2}, {"26", "39", "47"}),
    ],
)
def test_items_that_do_not_apply_are_not_asked(hidden: dict[str, str | int], left_out: set[str]) -> None:
    filled = FormSession(inspection(), hidden=hidden)
    assert {item.number for item in binds.items(inspection()) if not filled.state(item.path).relevant} == left_out


def test_children_counted_at_the_visit_count_too() -> None:
    filled = FormSession(inspection(), hidden={"k_owner": "ngo", "k_type": "rci"})
    path = next(item.path for item in binds.items(inspection()) if item.number == "47")
    assert path in filled.answer("/data/heads/heads_15_17_f", 2).changed
    assert filled.state(path).relevant


def test_every_bind_has_words() -> None:
    text = (WORDS / "en" / "forms.json").read_text(encoding="utf-8")
    codes = [("evidence", code) for code in binds.EVIDENCE] + [("place", code) for code in binds.PLACES]
    assert [f"{kind}.{code}" for kind, code in codes if f'"forms.{kind}.{code}"' not in text] == []


def test_the_labels_of_answers_are_those_of_the_words() -> None:
    for lang in ("km", "en"):
        filled = FormSession(inspection(), lang=lang)
        text = (WORDS / lang / "forms.json").read_text(encoding="utf-8")
        for choice in filled.choices("/data/A/i1"):
            assert f'"scoring.answer.{choice.value}": "{choice.label}"' in text


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_a_form_has_no_formulas_and_no_unused_choices(file: Path) -> None:
    book = openpyxl.load_workbook(file, read_only=True)
    cells = [str(value) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for value in row if value]
    book.close()
    assert [cell for cell in cells if cell.startswith("=")] == []
    form = load(file)
    used = {d.choices.nodes.text for d in form.definitions.values() if d.choices}
    assert [name for name in form.instances if not any(f"'{name}'" in text for text in used)] == []
