"""A map of tiles: every place has one, north stays north where it can, and the same places give the same map."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.data.places import district_points, gazetteer_rows
from app.domain.tiles import layout
from app.paths import CODE_LISTS

POINTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=4),
    st.none() | st.tuples(st.floats(10, 15), st.floats(102, 108)),
    max_size=16,
)


@given(POINTS)
def test_every_place_has_a_tile_of_its_own(points: dict[str, tuple[float, float] | None]) -> None:
    cells = layout(points)
    assert cells.keys() == points.keys()
    assert len(set(cells.values())) == len(points)
    assert cells == layout(dict(reversed(list(points.items()))))
    known = [cells[code][0] for code, point in points.items() if point is not None]
    assert all(cells[code][0] > max(known, default=-1) for code, point in points.items() if point is None)


def test_neighbours_stay_where_they_lie() -> None:
    corners = {"nw": (2.0, 1.0), "ne": (2.0, 2.0), "sw": (1.0, 1.0), "se": (1.0, 2.0)}
    cells = layout(corners)
    assert cells["nw"][0] == cells["ne"][0] < cells["sw"][0] == cells["se"][0]
    assert cells["nw"][1] == cells["sw"][1] < cells["ne"][1] == cells["se"][1]


def test_every_district_of_the_gazetteer_lies_somewhere() -> None:
    districts = {row[0] for row in gazetteer_rows(CODE_LISTS / "gazetteer.csv") if len(row[0]) == 4}
    assert district_points().keys() == districts
    assert all(10 < north < 15 and 102 < east < 108 for north, east in district_points().values())
