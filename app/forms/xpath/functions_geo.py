"""Area, length and fences over places, on the sphere that ODK uses (radius 6,378,100 m)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from app.forms.xpath.functions import Function, of_values, spread
from app.forms.xpath.values import Value, XPathError, to_text

_RADIUS = 6_378_100.0
Point = tuple[float, float]


def _points(*values: Value) -> list[Point]:
    """Points (latitude, longitude) from geopoints, or from one geotrace or geoshape whose points end with semicolons."""
    found: list[Point] = []
    for value in spread(values):
        for piece in to_text(value).split(";"):
            words = piece.split()
            if not words:
                continue
            try:
                found.append((float(words[0]), float(words[1])))
            except (ValueError, IndexError) as error:
                raise XPathError("place", piece[:40]) from error
    return found


def _distance(*values: Value) -> Value:
    """The length of the line through the points, in metres, by great circles."""
    points = _points(*values)
    return math.fsum(_arc(one, other) for one, other in pairwise(points))


def _arc(one: Point, other: Point) -> float:
    first, second = math.radians(one[0]), math.radians(other[0])
    across = math.radians(other[1] - one[1])
    half = math.sin((second - first) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(across / 2) ** 2
    return 2 * _RADIUS * math.asin(math.sqrt(min(1.0, half)))


def _area(*values: Value) -> Value:
    """The area inside the points, in square metres; fewer than three points enclose none."""
    points = _points(*values)
    if len(points) < 3:
        return 0.0
    total = 0.0
    for one, other in zip(points, [*points[1:], points[0]], strict=True):
        turn = math.radians(other[1] - one[1])
        total += turn * (2 + math.sin(math.radians(one[0])) + math.sin(math.radians(other[0])))
    return abs(total) * _RADIUS**2 / 2


def _geofence(place: Value, shape: Value) -> Value:
    """Whether the point lies inside the shape, by counting the edges that a ray from it crosses."""
    points, corners = _points(place), _points(shape)
    if not points or len(corners) < 3:
        return False
    (latitude, longitude), inside = points[0], False
    for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (one[0] > latitude) != (other[0] > latitude):
            crossing = one[1] + (latitude - one[0]) * (other[1] - one[1]) / (other[0] - one[0])
            inside ^= longitude < crossing
    return inside


GEO: Mapping[str, Function] = {
    "distance": of_values(1, None, _distance),
    "area": of_values(1, None, _area),
    "geofence": of_values(2, 2, _geofence),
}
