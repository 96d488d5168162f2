"""Rows within rows, long repeats, and values that a form begins with."""

from __future__ import annotations

import pytest

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.session import FormSession
from tests.support.workbooks import Row, question, workbook


def session(*rows: Row, collect: bool = False) -> FormSession:
    return FormSession(load_form(workbook(rows)), seed=1, collect=collect)


FAMILY = (
    question("begin repeat", "home"),
    question("select_one yes_no", "has"),
    question("begin repeat", "child", relevant="${has} = 'yes'"),
    question("text", "name"),
    question("end repeat", "", label=False),
    question("end repeat", "", label=False),
)


def test_the_condition_of_an_inner_repeat_is_seen_from_its_own_place() -> None:
    filled = session(*FAMILY)
    first, second = filled.repeats("/data", "home")[0], filled.add_repeat("/data/home")
    filled.answer(f"{first}/has", "yes")
    filled.answer(f"{second}/has", "no")
    assert filled.state(filled.add_repeat(f"{first}/child")).relevant
    with pytest.raises(InputError, match="form_no_such_repeat"):
        filled.add_repeat(f"{second}/child")


def test_as_in_javarosa_the_runner_adds_rows_that_are_not_asked() -> None:
    filled = session(*FAMILY, collect=True)
    added = filled.add_repeat("/data/home[1]/child")
    assert not filled.state(added).relevant


@pytest.mark.parametrize(
    ("kind", "written", "begins"),
    [("integer", "007", "7"), ("decimal", "1.50", "1.5"), ("decimal", "5", "5.0"), ("date", "2020-1-5", "2020-01-05")],
)
def test_written_values_begin_as_odk_stores_them(kind: str, written: str, begins: str) -> None:
    assert session(question(kind, "a", default=written)).value("/data/a") == begins


@pytest.mark.parametrize(
    ("kind", "answer", "stored"),
    [
        ("integer", "+5", "5"), ("integer", "2147483647", "2147483647"), ("integer", "2147483648", ""),
        ("integer", "-2147483648", "-2147483648"), ("decimal", "+2", "2.0"), ("decimal", "1,5", ""),
        ("time", "10:00", "10:00:00.000+07:00"), ("time", "10:00:00.000Z", "17:00:00.000+07:00"), ("time", "24:01", ""),
    ],
)  # fmt: skip
def test_answers_are_stored_as_odk_stores_them(kind: str, answer: str, stored: str) -> None:
    filled = session(question(kind, "a"))
    assert (filled.answer("/data/a", answer).result == "OK") == bool(stored)
    assert filled.value("/data/a") == stored


def test_places_of_many_rows_follow_what_comes_and_goes() -> None:
    filled = session(
        question("begin repeat", "row"),
        question("text", "a"),
        question("calculate", "place", label=False, calculation="position(..)"),
        question("calculate", "before", label=False, calculation="indexed-repeat(${a}, ${row}, position(..) - 1)"),
        question("end repeat", "", label=False),
    )
    keys = [*filled.repeats("/data", "row"), *(filled.add_repeat("/data/row") for _ in range(59))]
    for number, key in enumerate(keys):
        filled.answer(f"{key}/a", f"n{number}")
    held = {key: text for key, text in filled.answers().items() if key.startswith(keys[30])}
    filled.remove_repeat(keys[30])
    assert [filled.value(f"{key}/place") for key in (keys[29], keys[31], keys[59])] == ["30", "31", "59"]
    assert filled.value(f"{keys[31]}/before") == "n29"
    filled.restore_repeat(keys[30], held, 30)
    assert filled.repeats("/data", "row") == tuple(keys)
    assert [filled.value(f"{key}/place") for key in keys] == [str(number) for number in range(1, 61)]
    assert filled.value(f"{keys[31]}/before") == "n30"
    again = FormSession(filled.form, filled.answers())
    assert [(s.key, s.value) for s in again.states()] == [(s.key, s.value) for s in filled.states()]
