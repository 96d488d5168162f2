"""Area, length and fences over places, by the formulas of JavaRosa (a sphere with the radius 6,378,100 m)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

from app.forms.xpath.functions import Function, of_values, spread
from app.forms.xpath.values import Value, XPathError, to_text

_RADIUS = 6_378_100.0
_DEGREE = 2 * math.pi * _RADIUS / 360
"""Metres of one degree along a great circle."""
Point = tuple[float, float]


def _points(name: str, *values: Value) -> list[Point]:
    """Points (latitude, longitude) from geopoints, or from geotraces and geoshapes whose points end with semicolons."""
    found: list[Point] = []
    for value in spread(values):
        for piece in to_text(value).split(";"):
            words = piece.split()
            if not words:
                continue
            try:
                point = float(words[0]), float(words[1])
            except (ValueError, IndexError) as error:
                raise XPathError("place", name) from error
            if not (math.isfinite(point[0]) and math.isfinite(point[1])):
                raise XPathError("place", name)
            found.append(point)
    return found


def _distance(*values: Value) -> Value:
    """The length of the line through the points, in metres, by great circles."""
    return math.fsum(_arc(one, other) for one, other in pairwise(_points("distance", *values)))


def _arc(one: Point, other: Point) -> float:
    """By the spherical law of cosines."""
    if one == other:
        return 0.0
    first, second = math.radians(one[0]), math.radians(other[0])
    across = math.radians(one[1] - other[1])
    cosine = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(across)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def _area(*values: Value) -> Value:
    """The area inside the points, in square metres, on a plane through the first; fewer than three points enclose none."""
    points = _points("area", *values)
    if len(points) < 3:
        return 0.0
    start = points[0]
    plane = [
        ((longitude - start[1]) * _DEGREE * math.cos(math.radians(latitude)), (latitude - start[0]) * _DEGREE)
        for latitude, longitude in points[1:]
    ]
    return abs(sum((one[1] * other[0] - one[0] * other[1]) / 2 for one, other in pairwise(plane)))


def _geofence(place: Value, shape: Value) -> Value:
    """Whether the point lies inside the shape, by counting the edges that a ray from it crosses."""
    points, corners = _points("geofence", place), _points("geofence", shape)
    if not points or len(corners) < 3:
        return False
    (latitude, longitude), inside = points[0], False
    for one, other in pairwise(corners):
        if (other[0] > latitude) != (one[0] > latitude):
            crossing = (one[1] - other[1]) * (latitude - other[0]) / (one[0] - other[0]) + other[1]
            inside ^= longitude < crossing
    return inside


GEO: Mapping[str, Function] = {
    "distance": of_values(1, None, _distance),
    "area": of_values(1, None, _area),
    "enclosed-area": of_values(1, None, _area),
    "geofence": of_values(2, 2, _geofence),
}
