"""A thousand expressions with the values that JavaRosa gives, function by function, and where Komar differs on purpose.

`fixtures/xpath_cases.tsv` was recorded from JavaRosa over the answers of `tests/support/xpath_answers.py`: function, context
node, expression, kind of value, value as JSON.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.forms.xpath.library import FUNCTIONS
from app.forms.xpath.values import Day, Moment, Value, XPathError, number_text, to_text
from tests.support.xpath_answers import environment, run

Case = tuple[str, str, str, object]


def recorded() -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for line in (Path(__file__).parent / "fixtures" / "xpath_cases.tsv").read_text(encoding="utf-8").splitlines():
        name, at, text, kind, value = line.split("\t")
        found.setdefault(name, []).append((at, text, kind, json.loads(value)))
    return found


CASES = recorded()


def outcome(text: str, at: str) -> tuple[str, object]:
    """Kind and value as the record writes them."""
    try:
        value: Value = run(text, at)
    except XPathError:
        return "error", None
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, float):
        return "number", value if math.isfinite(value) else number_text(value)
    if isinstance(value, tuple):
        return "nodeset", [to_text((node,)) for node in value]
    return ("date" if isinstance(value, Day | Moment) else "string"), str(value)


def agrees(found: tuple[str, object], kind: str, value: object) -> bool:
    if found[0] == kind == "number" and isinstance(value, int | float) and isinstance(found[1], int | float):
        return math.isclose(found[1], value, rel_tol=1e-9, abs_tol=1e-12)
    return found == (kind, value)


@pytest.mark.parametrize("name", sorted(CASES))
def test_as_javarosa_has_it(name: str) -> None:
    wrong = [
        (at, text, found, (kind, value))
        for at, text, kind, value in CASES[name]
        if not agrees(found := outcome(text, at), kind, value)
    ]
    assert wrong == []


def test_every_function_is_recorded_or_tried_elsewhere() -> None:
    elsewhere = (
        "random uuid now jr:choice-name pulldata extract-signed property geofence enclosed-area last floor ceiling substring "
        "decimal-date name local-name namespace-uri current false today"
    )
    texts = "\n".join(text for cases in CASES.values() for _, text, _, _ in cases)
    assert {name for name in FUNCTIONS if f"{name}(" not in texts} <= set(elsewhere.split())


ON_PURPOSE: Sequence[tuple[str, object]] = (
    # a text that holds a date counts as days; JavaRosa gives NaN
    ("'2020-01-01' + 1", 18263.0),
    ("number('2020-01-01')", 18262.0),
    ("/data/g/day > '2019-01-01'", True),
    ("'2020-01-02' > '2020-01-01'", True),
    # a moment is more than its day
    ("date-time('2020-01-01T12:00:00') = date-time('2020-01-01T13:00:00')", False),
    ("date-time('2020-01-01T13:00:00') > date-time('2020-01-01T12:00:00')", True),
    ("(date-time('2020-01-01T13:00:00') - date-time('2020-01-01T12:00:00')) * 24", 1.0),
    ("string(/data/g/dt)", "2020-01-01T10:20:30.400+07:00"),
    ("string(/data/g/tm)", "10:20:30.000+07:00"),
    ("/data/g/tm > '09:00:00'", True),
    ("decimal-time('12:00')", 0.5),
    # numbers have no exponent
    ("string(12345678901)", "12345678901"),
    ("string(0.00001)", "0.00001"),
    ("string(123456789.123)", "123456789.123"),
    # a node-set of several nodes
    ("/data/visit/safe = 1", True),
    ("max(/data/visit/safe, 5)", 5.0),
    ("concat(/data/visit/safe, 'x')", "123x"),
    ("count(../../visit[inner/x = 2])", 1.0),
    ("count(../../visit[inner[x = 3]])", 1.0),
    # places in predicates
    ("count(/data/visit[2]/inner)", 1.0),
    ("/data/visit[2]/safe = 2", True),
    ("/data/visit[last()]/safe = 3", True),
    ("instance('towns')/root/item[2]/name = 'y'", True),
    ("count(/data/*/safe)", 3.0),
    ("count(/data/g/*)", 19.0),
    # XPath 1.0
    ("floor(-2.5)", -3.0),
    ("ceiling(2.1)", 3.0),
    ("substring('12345', 2, 3)", "234"),
    ("1 div 0 = 1 div 0", True),
    ("name(/data/g)", "g"),
    ("local-name(../@att)", "att"),
    ("namespace-uri(/data/g)", ""),
    # JavaRosa's slips
    ("max(-3, -5)", -3.0),
    ("round(-1260, -2)", -1300.0),
    ("string-length('😀')", 1.0),
    # more arguments than JavaRosa takes
    ("coalesce('', '', 'c')", "c"),
    ("selected('1 2', 1)", True),
    ("weighted-checklist(5, -1, 1, 2, 1, 3)", True),
    ("round(area('11.5 104.9 0 0; 11.6 104.9 0 0; 11.6 105.0 0 0'))", 60693920.0),
    ("geofence('1 1', '0 0;0 2;2 2;2 0;0 0')", True),
    ("property('deviceid')", ""),
)


@pytest.mark.parametrize(("text", "value"), ON_PURPOSE)
def test_where_komar_differs_on_purpose(text: str, value: object) -> None:
    assert run(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "5 Nov Thu"), ("English (en)", "5 Nov Thu"), ("Khmer (km)", "5 វិច្ឆិកា ព្រហស្បតិ៍"), ("km", "5 វិច្ឆិកា ព្រហស្បតិ៍")],
)
def test_format_date_says_months_and_days_in_the_language_of_the_form(language: str, text: str) -> None:
    assert run("format-date('2026-11-05', '%e %b %a')", env=environment(language)) == text


def test_now_and_today_are_local() -> None:
    assert run("today()") == "2026-11-25"
    assert run("now()") == "2026-11-25T03:30:00.000+07:00"
    assert isinstance(run("today()"), Day)
    assert isinstance(run("now()"), Moment)
    assert run("now() <= today()") is True  # a day and a moment are compared by days
    assert run("format-date(now() + 7, '%d/%m')") == "02/12"
    assert run("format-date(/data/g/tm, '%H:%M')") == "10:20"


def test_once_keeps_the_value_of_the_node() -> None:
    assert run("once('x')", "/data/g/empty") == "x"
    assert run("once('x')", "/data/g/txt") == "hello"


def test_chance() -> None:
    assert isinstance(run("random()"), float)
    guid, short = run("uuid()"), run("uuid(8)")
    assert isinstance(guid, str)
    assert isinstance(short, str)
    assert (len(guid), guid[14], len(short), short.isalnum(), run("uuid(0)")) == (36, "4", 8, True, "")
    first, second = environment(), environment()
    assert run("uuid()", env=first) == run("uuid()", env=second) != run("uuid()", env=first)
