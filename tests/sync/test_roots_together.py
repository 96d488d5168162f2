"""Roots told as one: whatever differs is noticed, and nothing is where all is the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.digest import ALL, differing, root_text, together

SCOPES = ("n", "o:02", "o:02/hiv_rh", "o:02/reporter", "o:14", "o:14/reporter")
_SIDES = st.fixed_dictionaries({scope: st.integers(0, 3) for scope in SCOPES})


@given(_SIDES, _SIDES, st.booleans())
def test_what_differs_is_noticed(ours: dict[str, int], theirs: dict[str, int], lean: bool) -> None:
    told = {scope: root_text(root) for scope, root in theirs.items()}
    found = set(differing(ours, together(told) if lean else told))
    really = {scope for scope in SCOPES if ours[scope] != theirs[scope]}
    assert really <= found
    assert not found or really, "only what differs is looked at"
    if not lean:
        assert found == really


@given(_SIDES)
def test_the_same_on_both_sides_is_the_same_in_either_form(ours: dict[str, int]) -> None:
    told = {scope: root_text(root) for scope, root in ours.items()}
    assert differing(ours, told) == differing(ours, together(told)) == []


def test_an_item_in_two_groups_does_not_cancel_out() -> None:
    before = {"o:02/hiv_rh": 0b1100, "o:02/reporter": 0b1010}
    after = {scope: root ^ 0b0110 for scope, root in before.items()}
    told = {scope: root_text(root) for scope, root in after.items()}
    assert differing(before, together(told)) == ["o:02/hiv_rh", "o:02/reporter"]


def test_a_scope_without_records_says_nothing_and_one_that_only_we_have_is_noticed() -> None:
    assert together({"o:02": root_text(0)}) == {}
    assert differing({"o:02": 0}, {}) == []
    assert differing({"o:02": 5}, {}) == ["o:02"]
    assert list(together({"o:02": root_text(5), "n": root_text(0)})) == [ALL]
