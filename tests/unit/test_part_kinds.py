"""What is said of the kinds of parts fits the vocabulary."""

from __future__ import annotations

import pytest

from app.data.fields import fields, follows, type_names
from app.domain.errors import InputError
from app.domain.permissions import ACTS
from app.services.cases.case_json import keys_of
from app.services.parts.part_kinds import KINDS, json_keys, kind_of, types_of
from app.text.words import has_words

NO_PARTS = frozenset(
    {
        *("office", "user", "setting", "rate", "form", "return", "facility", "residency", "inspection", "finding"),
        *("form_response", "attachment", "case", "child"),
        *("measure", "way_on", "census_line", "finding_evidence"),
        *("visit_plan", "visit_member", "complaint", "complainant"),
    }
)
"""Types that have pages and services of their own."""


def test_each_type_is_a_kind_of_part_or_has_a_page_of_its_own() -> None:
    assert set(KINDS) | NO_PARTS == set(type_names())
    assert not set(KINDS) & NO_PARTS


@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_a_kind_says_fits_its_type(name: str) -> None:
    kind = KINDS[name]
    known = fields(name)
    days = {kind.today, kind.lifetime, *kind.ahead, *(day for pair in kind.spans for day in pair)} - {""}
    assert {field for field in days if known[field].kind not in {"date", "instant"}} == set()
    assert not kind.today or known[kind.today].kind == "date"
    assert not kind.told or known[kind.told].kind in {"date", "instant"}
    assert {*kind.required, *kind.once} <= set(known)
    assert {kind.act, kind.read} <= ACTS
    assert not kind.lifetime or kind.parent in {"case", "child"}
    if kind.parent:
        assert known[kind.parent].kind == "ref"
        assert kind.parent in type_names()
        assert not follows(name) or kind.parent in follows(name), "it would be of another office than what it belongs to"
    elif kind.read == "case.read":
        assert "child" in known or kind.knows is not None, "nothing would say whose it is"


def test_lists_in_the_json_of_a_case_have_names_of_their_own() -> None:
    keys = json_keys()
    assert len(keys) == len({kind.type for kind in KINDS.values() if kind.json_key})
    assert not set(keys) & set(keys_of("case"))


def test_what_belongs_to_nothing_is_no_part() -> None:
    assert {"family_member", "contact"} <= set(types_of("child"))
    for name in ("person", "facility", "no_such_type"):
        with pytest.raises(InputError, match="part_unknown"):
            kind_of(name)


def test_each_type_and_field_has_words() -> None:
    """Whoever decides a clash or reads a history sees words, never the name of a column."""
    keys = {f"type.{name}" for name in type_names()} | {f"field.{field}" for name in type_names() for field in fields(name)}
    assert {key for key in keys if not has_words(key)} == set()
