"""What an author is told about the columns of an instrument: each fault by its own small form."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.domain.scoring import Profile
from app.forms.checks import Knowledge, Problem, check, columns_of
from app.forms.compile import load_form
from app.forms.workbook import read_workbook
from tests.support.sources import ROOT
from tests.support.workbooks import YES_NO, Row, question, workbook

SCALE: Sequence[Row] = tuple(
    {"list_name": name, "name": code, "label::Khmer (km)": "ចម្លើយ", "label::English (en)": code}
    for name, codes in {
        "answer": "meets partly does_not not_applicable not_seen",
        "short": "meets does_not not_seen",
        "odd": "meets partly does_not perhaps",
        "score": "1 2 3 4",
        "letters": "A B C",
        "sex": "male female other",
    }.items()
    for code in codes.split()
)
PROFILE = Profile(
    id="p", form="sample", versions=("1",), valid_from=date(2020, 1, 1), scale=8, unseen_most=5, unseen_critical=0,
    critical_answers=frozenset({"does_not"}), alarm_answers=frozenset({"yes"}), due_days=90, due_days_critical=60,
    percent={"meets": 100, "partly": 50, "does_not": 0}, sections={"A": 8}, cut_off=None, practice_cut_off=None, tags={},
)  # fmt: skip
ABOUT: Row = {"type": "hidden", "name": "k_subject", "default": "case"}
BEGIN, END = question("begin group", "A"), {"type": "end group"}


def bind(**columns: object) -> dict[str, object]:
    return {f"bind::komar:{name}": value for name, value in columns.items()}


def item(name: str, number: object, *, kind: str = "select_one answer", note: bool = True, **columns: object) -> list[Row]:
    made = question(kind, name, **bind(standard=number, **columns))
    return [made, question("text", f"{name}_note")] if note else [made]


def found(*survey: Row, known: Knowledge | None = None) -> list[Problem]:
    data = workbook([*survey], [*YES_NO, *SCALE])
    return list(check(load_form(data), replace(known or Knowledge(), columns=columns_of(read_workbook(data)))))


def codes(*survey: Row, known: Knowledge | None = None) -> list[str]:
    return [problem.code for problem in found(*survey, known=known)]


SCORED = Knowledge(profile=PROFILE)
TWO = [*item("i1", 1, weight=4), *item("i2", 2, weight=4)]


def test_a_sound_instrument_has_no_problem() -> None:
    danger = question("select_one yes_no", "danger", **bind(standard="danger", finding="no"))
    assert codes(BEGIN, *TWO, danger, END, known=SCORED) == []


@pytest.mark.parametrize(
    ("survey", "known", "wanted"),
    [
        ([BEGIN, *TWO, END], Knowledge(), ["no_profile", "finding_without_days", "finding_without_days"]),
        ([BEGIN, *TWO, *item("i3", 3, weight=2), END], SCORED, ["weights_section", "weights_sum"]),
        ([*TWO], SCORED, ["weights_section", "weights_section"]),
        ([BEGIN, *item("i1", 1, weight=7), *item("i2", 2, weight=1), END], SCORED, ["points_not_whole"] * 2),
        ([BEGIN, *item("i1", 1, weight=4), *item("i2", 1, weight=4), END], SCORED, ["number_twice"] * 2),
        ([BEGIN, *item("i1", 2, weight=4), *item("i2", 1, weight=4), END], SCORED, ["number_order"]),
        ([BEGIN, *TWO, *item("i4", 4, due_days=9), END], SCORED, ["number_missing"]),
        ([BEGIN, *item("i1", 1, weight=4, kind="select_one short"), *item("i2", 2, weight=4), END], SCORED, ["answer_missing"]),
        ([BEGIN, *item("i1", 1, weight=4, kind="select_one odd"), *item("i2", 2, weight=4), END], SCORED, ["answer_unknown"]),
        ([BEGIN, *TWO, *item("i3", 3, kind="text", due_days=9), END], SCORED, ["not_one_choice"]),
        ([BEGIN, *TWO, *item("i3", 3, note=False, due_days=9), END], SCORED, ["no_note"]),
        ([*item("d", "danger", finding="no", kind="select_one score")], None, ["no_alarm_answer"]),
        ([*item("i1", 1, finding="no_date", due_days=9)], None, ["days_without_finding"]),
        ([*item("i1", 1)], None, ["finding_without_days"]),
        ([question("text", "x", **bind(evidence="numbers"))], None, ["bind_without_number"]),
        ([*item("i1", 1, due_days=9, applies="state")], None, ["applies_without_relevant"]),
        ([question("calculate", "x", label=False, calculation="1", **bind(standard=1))], None, ["number_without_question"]),
        ([{**ABOUT, "default": "weather"}], None, ["subject_unknown"]),
        ([question("text", "x", **bind(save="case.reason"))], None, ["save_without_subject"]),
        ([ABOUT, *(question("text", name, **bind(save="case.reason")) for name in "xy")], None, ["save_twice"]),
        ([ABOUT, *(question("text", name, **bind(save="+note.text")) for name in "xy")], None, ["save_twice"]),
        (
            [ABOUT, question("begin repeat", "r"), question("text", "x", **bind(save="case.reason")), {"type": "end repeat"}],
            None,
            ["save_from_repeat"],
        ),
        ([ABOUT, question("text", "x", **bind(save="case.reason"))], Knowledge(targets={"case": ["risk"]}), ["save_unknown"]),
        (
            [ABOUT, question("select_one sex", "x", **bind(save="child.sex"))],
            Knowledge(lists={"child.sex": ("male", "female")}),
            ["save_choice_unknown"],
        ),
        ([question("select_one letters", "x", **bind(domain="health"))], None, ["score_not_number"]),
        ([question("select_one score", "x", **bind(domain="health", low=7))], None, ["low_not_offered"]),
        ([question("select_one score", "x", **bind(low=2))], None, ["low_without_domain"]),
        ([question("text", "x", **bind(carry="form_2"))], None, ["carry_without_repeat"]),
        (
            [question("begin repeat", "r", **bind(carry="form_2")), question("text", "x"), {"type": "end repeat"}],
            None,
            ["carry_without_item"],
        ),
    ],
)
def test_each_fault_is_told(survey: list[Row], known: Knowledge | None, wanted: list[str]) -> None:
    assert sorted(codes(*survey, known=known)) == sorted(wanted)


def test_new_records_of_one_kind_are_told_apart_by_their_label() -> None:
    rows = [question("text", name, **bind(save=f"+consent:{name}.reason")) for name in ("services", "tracing")]
    assert codes(ABOUT, *rows) == []


def test_a_form_written_by_hand_may_hold_what_no_workbook_can() -> None:
    text = workbook([ABOUT, question("text", "x", **bind(group="reporter", save="case.reason"))])
    made = load_form(text)
    broken = replace(made.definitions["/data/x"], komar={"group": "friends", "weight": "much", "save": "reason"})
    form = replace(made, definitions={**made.definitions, "/data/x": broken})
    assert sorted(problem.code for problem in check(form)) == [
        "bind_unknown", "bind_unknown", "bind_without_number", "group_unknown", "save_unreadable",
    ]  # fmt: skip


def test_a_problem_says_where_it_is() -> None:
    twice = found(BEGIN, *item("i1", 1, weight=4), *item("i2", 1, weight=4), END, known=SCORED)
    assert [(problem.sheet, problem.row, problem.severity) for problem in twice] == [
        ("survey", 3, "error"),
        ("survey", 5, "error"),
    ]
    assert {problem.column for problem in twice} == {"E"}
    whole = found(BEGIN, *TWO, *item("i3", 3, weight=2), END, known=SCORED)
    assert {problem.row for problem in whole} == {0}


@pytest.mark.parametrize("lang", ["km", "en"])
def test_every_problem_has_words_with_what_it_carries(lang: str) -> None:
    words = json.loads((ROOT / "resources" / "words" / lang / "form_checks.json").read_text(encoding="utf-8"))
    source = (ROOT / "app" / "forms" / "checks.py").read_text(encoding="utf-8")
    known = {key.removeprefix("forms.check.") for key in words if key.startswith("forms.check.")}
    assert known == set(re.findall(r'(?:_at|Problem)\(\s*"(\w+)"', source))
    problems = [
        *found(BEGIN, *TWO, *item("i9", 9, weight=2, kind="select_one odd", note=False), END, known=SCORED),
        *found(question("select_one letters", "x", **bind(domain="health", save="case.reason"))),
    ]
    for problem in problems:
        assert words[f"forms.check.{problem.code}"].format(**problem.params)
