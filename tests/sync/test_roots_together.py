"""Roots of restricted groups told as one: whatever differs is found, and nothing that is the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.digest import differing, root_text, together

SCOPES = ("n", "o:02", "o:02/hiv_rh", "o:02/reporter", "o:14", "o:14/reporter")
_SIDES = st.fixed_dictionaries({scope: st.integers(0, 3) for scope in SCOPES})


@given(_SIDES, _SIDES, st.booleans())
def test_what_differs_is_found_and_only_with_its_office(ours: dict[str, int], theirs: dict[str, int], lean: bool) -> None:
    told = {scope: root_text(root) for scope, root in theirs.items()}
    found = differing(ours, together(told) if lean else told)
    really = {scope for scope in SCOPES if ours[scope] != theirs[scope]}
    assert really <= set(found)
    for scope in set(found) - really:
        assert lean
        assert any("/" in each and each.partition("/")[0] == scope.partition("/")[0] for each in really), scope


@given(_SIDES)
def test_the_same_on_both_sides_is_the_same_in_either_form(ours: dict[str, int]) -> None:
    told = {scope: root_text(root) for scope, root in ours.items()}
    assert differing(ours, told) == differing(ours, together(told)) == []


def test_an_item_in_two_groups_does_not_cancel_out() -> None:
    before = {"o:02/hiv_rh": 0b1100, "o:02/reporter": 0b1010}
    after = {scope: root ^ 0b0110 for scope, root in before.items()}
    told = {scope: root_text(root) for scope, root in after.items()}
    assert differing(before, together(told)) == ["o:02/hiv_rh", "o:02/reporter"]


def test_groups_that_the_server_does_not_have_at_all_are_found() -> None:
    assert differing({"o:02": 1, "o:02/reporter": 5}, together({"o:02": root_text(1)})) == ["o:02/reporter"]
    assert differing({"o:02": 1, "o:02/reporter": 0}, together({"o:02": root_text(1), "o:02/hiv_rh": root_text(7)})) == [
        "o:02/reporter"
    ]
