"""The table of merge rules is data, and each rule that is not plain says why."""

from __future__ import annotations

import pytest

from app.domain.codelists import codelist
from sync.schema import FieldSpec, TypeSpec, vocabulary

TYPES = sorted(vocabulary().types)
RULES = {"plain": None, "set": "set", "append": "text", "counter": "int", "cautious": "code"}
"""Each rule with the kind of field it is for."""


def rule_needs(spec: FieldSpec) -> bool:
    """Whether how a field merges has to be explained: no plain value that one person writes over another's."""
    return spec.rule != "plain" or spec.kind in {"map", "json"}


def unexplained(spec: TypeSpec) -> set[str]:
    """Groups and fields that merge in a way of their own without a reason."""
    needed = {each.group or each.name for each in spec.fields.values() if each.group or rule_needs(each)}
    return {name for name in needed if len(spec.why.get(name, "")) < 20}


@pytest.mark.parametrize("name", TYPES)
def test_each_rule_says_why(name: str) -> None:
    spec = vocabulary().types[name]
    assert unexplained(spec) == set()
    there = {each.group or each.name for each in spec.fields.values() if each.group or rule_needs(each)}
    assert set(spec.why) <= there, "a reason for something that has no rule"


@pytest.mark.parametrize("name", TYPES)
def test_each_rule_is_known_and_fits_its_field(name: str) -> None:
    for spec in vocabulary().types[name].fields.values():
        kind = RULES[spec.rule]
        assert kind in (None, spec.kind), spec.name
        assert (spec.kind == "set") == (spec.rule == "set"), f"{spec.name}: no rule takes a whole set"
        assert spec.rule == "plain" or spec.group is None, f"{spec.name}: a group is compared as one"


@pytest.mark.parametrize("name", TYPES)
def test_the_order_of_caution_names_every_code_once(name: str) -> None:
    for spec in vocabulary().types[name].fields.values():
        if spec.rule == "cautious":
            codes = [entry.code for entry in codelist(spec.codelist or spec.name)]
            assert sorted(spec.order) == sorted(codes)


@pytest.mark.parametrize("name", TYPES)
def test_a_group_has_several_fields_and_a_field_is_in_one(name: str) -> None:
    groups: dict[str, int] = {}
    for spec in vocabulary().types[name].fields.values():
        if spec.group:
            groups[spec.group] = groups.get(spec.group, 0) + 1
    assert all(number > 1 for number in groups.values()), groups


def test_a_rule_without_a_reason_is_found() -> None:
    fields = {"a": FieldSpec("a", "text", "append"), "b": FieldSpec("b", "text", group="g"), "c": FieldSpec("c", "text")}
    assert unexplained(TypeSpec("t", fields, why={"a": "short"})) == {"a", "g"}
