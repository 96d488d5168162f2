"""Rules as data: read with their sources and bounds, laid over by an office, never where a text says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.deadlines import limits, limits_of
from app.domain.rules import SETS, RuleError, overlaid, read_rules, shipped

FILE = """source_tag = "inferred"
most = 5
word = "open"
names = ["a", "b"]
yes = true

[table]
source = "not_found"
days = 3
inner = { hours = 24, source = "sourced" }

[sources]
word = "sourced"

[bounds]
most = [1, 9]
table = [0, 30]

[choices]
names = ["a", "b", "c"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sample.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_paths_sources_and_bounds(file: Path) -> None:
    rules = read_rules(file)
    assert {path: rule.source for path, rule in rules.rules.items()} == {
        "most": "inferred",
        "word": "sourced",
        "names": "inferred",
        "yes": "inferred",
        "table.days": "not_found",
        "table.inner.hours": "sourced",
    }
    assert (rules.number("most"), rules.text("word"), rules.flag("yes"), rules.texts("names")) == (5, "open", True, ("a", "b"))
    assert (rules.rules["table.inner.hours"].low, rules.rules["table.inner.hours"].high) == (0, 30)
    assert set(rules.group("table")) == {"days", "inner.hours"}
    assert (rules.tables(), rules.tables("table")) == (("most", "word", "names", "yes", "table"), ("days", "inner"))
    for wrong in (
        lambda: rules.number("word"),
        lambda: rules.text("most"),
        lambda: rules.number("none"),
        lambda: rules.texts("most"),
    ):
        with pytest.raises(RuleError):
            wrong()


def test_what_an_office_set_holds_where_it_fits(file: Path) -> None:
    base = read_rules(file)
    own = overlaid(base, {"most": 9, "word": "shut", "names": ["c"], "table.days": 0, "table.inner.hours": 1, "unheard": 1})
    assert (own.number("most"), own.texts("names"), own.number("table.days")) == (9, ("c",), 0)
    assert (own.text("word"), own.number("table.inner.hours")) == ("open", 24), "what is sourced stays"
    assert own.rules["most"].own
    assert own.rules["most"].shipped == 5
    assert not own.rules["word"].own
    wrong = {"most": True, "names": ["z"], "yes": 1, "table.days": "3"}
    assert overlaid(base, wrong).rules == base.rules


@given(st.one_of(st.integers(), st.text(max_size=3), st.booleans(), st.none(), st.lists(st.text(max_size=1), max_size=2)))
def test_whatever_was_set_elsewhere_a_number_stays_within_its_bounds(value: object) -> None:
    rules = overlaid(shipped("carry"), {"risk_review.more_than": value, "low": value})
    assert 0 <= rules.number("risk_review.more_than") <= 20
    assert rules.number("low") == 2


def test_a_rule_without_a_source_or_a_broken_file_is_a_bug(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    for text in ("most = 5\n", 'source = "hearsay"\nmost = 5\n', "= broken"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RuleError):
            read_rules(path)
    with pytest.raises(RuleError):
        shipped("no_such_set")


@pytest.mark.parametrize("name", SETS)
def test_each_set_that_ships_is_whole(name: str) -> None:
    rules = shipped(name)
    for rule in rules.rules.values():
        assert rule.fits(rule.value), rule.path
        if rule.source != "sourced" and isinstance(rule.value, int) and not isinstance(rule.value, bool):
            assert rule.low is not None, f"{rule.path}: an office could set anything"


def test_limits_of_an_office() -> None:
    own = limits_of(overlaid(shipped("deadlines"), {"soon.finding.days": 30, "first_contact.high.hours": 1}))
    assert own["soon"]["finding"].days == 30
    assert own["first_contact"]["high"] == limits()["first_contact"]["high"]
