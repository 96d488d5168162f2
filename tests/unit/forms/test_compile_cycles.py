"""Circles of dependence: JavaRosa's verdict on each form stands in the fixture, recorded with ODK Validate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import InputError
from app.forms.compile import load_form
from tests.support.workbooks import question, workbook

FORMS = json.loads((Path(__file__).parent / "fixtures" / "circles.json").read_text(encoding="utf-8"))["forms"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_the_verdict_is_that_of_javarosa(form: dict[str, object]) -> None:
    xform = str(form["xform"]).encode()
    if not form["circle"]:
        made = load_form(xform)
        assert sorted(made.order) == sorted(made.definitions)
        return
    with pytest.raises(InputError) as caught:
        load_form(xform)
    assert caught.value.code == "form_cycle"


def test_every_cell_of_a_circle_is_named() -> None:
    rows = [
        question("integer", "a", relevant="${c} > 0"),
        question("calculate", "b", label=False, calculation="${a} + 1"),
        question("begin group", "g"),
        question("calculate", "c", label=False, calculation="${b} + 1"),
        question("end group", "", label=False),
    ]
    with pytest.raises(InputError) as caught:
        load_form(workbook(rows))
    assert caught.value.params == {
        "names": "a → b → c → a",
        "cells": "2 · relevant · a; 3 · calculation · b; 5 · calculation · c",
        "sheet": "survey",
        "row": 2,
    }


def test_a_repeat_counted_by_its_own_answers_comes_in_some_order() -> None:
    rows = [
        question("begin repeat", "visit", repeat_count="if(count(${more}) = 0, 1, count(${visit}) + 1)"),
        question("select_one yes_no", "more"),
        question("end repeat", "", label=False),
    ]
    form = load_form(workbook(rows))
    assert sorted(form.order) == sorted(form.definitions)
    assert form.order.index("/data/visit") < form.order.index("/data/visit/more")


def test_the_order_is_that_of_dependence_and_else_of_the_document() -> None:
    rows = [
        question("calculate", "last", label=False, calculation="${middle} + 1"),
        question("calculate", "middle", label=False, calculation="${first} + 1"),
        question("integer", "first"),
        question("integer", "other"),
    ]
    form = load_form(workbook(rows))
    wanted = ["/data/first", "/data/middle", "/data/last", "/data/other"]
    assert [path for path in form.order if path in wanted] == wanted
    assert form.feeds["/data/first"] == {"/data/middle"}
