"""What is restricted in a form gets out by no way: not computed, shown, asked, counted, filtered, set or saved elsewhere."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.services.forms.form_checks import faults_for_use
from tests.support.workbooks import Row, question
from tests.unit.responses.support import Place, book, hidden, listed, save
from tests.unit.responses.test_library import install

GROUP = {"bind::komar:group": "interview"}
SECRET = question("text", "secret", **GROUP)
END = question("end repeat", "", label=False)


def said(words: str) -> Row:
    """A question with words of its own."""
    return question("text", "z", label=False, **{"label::Khmer (km)": words, "label::English (en)": words})


WAYS: dict[str, list[Row]] = {
    "saved calculation": [SECRET, question("calculate", "z", label=False, calculation="${secret}", **save("+note.text"))],
    "calculation in between": [
        SECRET,
        question("calculate", "between", label=False, calculation="concat(${secret}, '')"),
        question("calculate", "again", label=False, calculation="${between}"),
        said("${again}"),
    ],
    "label": [SECRET, said("ឮថា ${secret}")],
    "hint": [SECRET, question("text", "z", **{"hint::English (en)": "${secret}"})],
    "message": [SECRET, question("text", "z", constraint=". != 'x'", **{"constraint_message::English (en)": "${secret}"})],
    "constraint": [SECRET, question("text", "z", constraint=". != ${secret}")],
    "required": [SECRET, question("text", "z", required="${secret} = 'x'")],
    "read only": [SECRET, question("text", "z", readonly="${secret} = 'x'")],
    "default": [SECRET, question("text", "z", default="${secret}")],
    "set by a trigger": [SECRET, question("text", "other"), question("text", "z", trigger="${other}", calculation="${secret}")],
    "when it was changed": [SECRET, question("text", "z", trigger="${secret}", calculation="now()")],
    "choices": [SECRET, question("select_one yes_no", "z", choice_filter="name != ${secret}")],
    "number of rows": [
        question("integer", "secret", **GROUP),
        question("begin repeat", "z", repeat_count="${secret}"),
        question("text", "row"),
        END,
    ],
    "rows counted": [
        question("begin repeat", "secret", **GROUP),
        question("text", "row"),
        END,
        question("text", "z", relevant="count(${secret}) > 1"),
    ],
    "group asked": [
        SECRET,
        question("begin group", "z", relevant="${secret} != ''"),
        question("text", "inside"),
        question("end group", "", label=False),
    ],
    "score": [SECRET, {**said("${secret}"), "type": "integer", "bind::komar:domain": "child.health"}],
    "open record": [question("text", "secret", **GROUP, **save("+note.text"))],
}


@pytest.mark.parametrize("way", WAYS)
def test_a_form_that_would_let_a_restricted_answer_out_is_refused(place: Place, way: str) -> None:
    with pytest.raises(InputError) as refused:
        install(place, book(WAYS[way]))
    assert refused.value.code == "form_group_leaks"
    assert refused.value.params["row"]


def test_within_a_group_and_by_what_is_never_stored_anything_goes() -> None:
    survey = [
        SECRET,
        question("text", "more", relevant="${secret} != ''", **GROUP),
        question("calculate", "both", label=False, calculation="concat(${secret}, ${more})"),
        question("text", "end", **{**GROUP, "label::English (en)": "${both}"}),
        question("text", "open"),
    ]
    assert list(faults_for_use(load_form(book(survey)))) == []
    whole = [hidden("k_restricted", "interview"), SECRET, question("text", "z", relevant="${secret} != ''")]
    assert list(faults_for_use(load_form(book(whole)))) == [], "the whole form is as restricted"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (question("text", "a", **save("+category.code")), "form_save_any_code"),
        (question("calculate", "a", label=False, calculation="'hiv'", **save("+category.code")), "form_save_restricted"),
        (
            question("calculate", "a", label=False, calculation="if(1 = 1, 'hiv', '')", **save("+category.code")),
            "form_save_any_code",
        ),
        (hidden("a", "trafficking", **save("+concern.code")), "form_save_restricted"),
    ],
)
def test_a_code_that_is_restricted_is_only_chosen_from_a_list_in_its_group(place: Place, asked: Row, code: str) -> None:
    with pytest.raises(InputError, match=code):
        install(place, book([asked, question("text", "b")], listed("sex")))
