"""How the columns of a list share its room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.ui.models.room import widths

USUAL, TIGHT = {0: 200, 1: 100, 2: 100, 3: 100}, {0: 120, 1: 90, 2: 60, 3: 80}


def test_as_usual_while_there_is_room() -> None:
    assert widths(USUAL, TIGHT, 500, {0}) == USUAL


def test_narrower_before_anything_gives_way_and_by_what_each_lacks() -> None:
    assert widths(USUAL, TIGHT, 350, {0}) == TIGHT
    assert widths(USUAL, TIGHT, 425, {0}) == {0: 160, 1: 95, 2: 80, 3: 90}


def test_the_last_give_way_but_not_what_stays_and_that_is_cut_rather_than_scrolled() -> None:
    assert set(widths(USUAL, TIGHT, 300, {0})) == {0, 1, 2}
    assert set(widths(USUAL, TIGHT, 220, {0, 3})) == {0, 3}
    assert widths(USUAL, TIGHT, 100, {0}) == {0: 100}


@given(st.lists(st.tuples(st.integers(10, 400), st.integers(10, 400)), min_size=1, max_size=9), st.integers(140, 1500))
def test_what_is_there_fits(columns: list[tuple[int, int]], room: int) -> None:
    usual, tight = ({place: each[side] for place, each in enumerate(columns)} for side in (0, 1))
    found = widths(usual, tight, room, {0})
    assert sum(found.values()) <= room
    assert all(found[place] <= usual[place] for place in found)
    assert 0 in found
