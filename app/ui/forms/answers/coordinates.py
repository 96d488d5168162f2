"""Places on the earth as people type and paste them: decimal degrees, or degrees, minutes and seconds, in either digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.text.digits import arabic_digits, digits_for
from app.ui.forms.answers.numbers import decimal_typed

_SIGNS = str.maketrans(
    {"’": "'", "′": "'", "‘": "'", "”": '"', "″": '"', "“": '"', "º": "°", "˚": "°", "−": "-", "\u00a0": " "}
)
_PARTS = (
    r"\s*(?P<deg>-?\d+(?:\.\d+)?)\s*(?:°\s*)?"
    r"(?:(?P<min>\d+(?:\.\d+)?)\s*'(?!')\s*)?(?:(?P<sec>\d+(?:\.\d+)?)\s*(?:\"|'')\s*)?"
)
_SIDE_AFTER = re.compile(rf"{_PARTS}(?P<side>[NSEW])?", re.IGNORECASE)
_SIDE_BEFORE = re.compile(rf"(?P<side>[NSEW]){_PARTS}", re.IGNORECASE)
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:[\s,;]+-?\d+(?:\.\d+)?)*")


@dataclass(frozen=True)
class Point:
    """A place; degrees, altitude and accuracy in metres, as texts of numbers."""

    latitude: str
    longitude: str
    altitude: str = "0"
    accuracy: str = "0"

    @property
    def stored(self) -> str:
        """As a form stores it."""
        return f"{self.latitude} {self.longitude} {self.altitude or '0'} {self.accuracy or '0'}"

    @property
    def on_earth(self) -> bool:
        """Whether there is such a place."""
        return abs(float(self.latitude)) <= 90 and abs(float(self.longitude)) <= 180

    @property
    def exchanged(self) -> bool:
        """Whether it would be a place with both numbers exchanged."""
        return not self.on_earth and abs(float(self.longitude)) <= 90 and abs(float(self.latitude)) <= 180


def _plain(text: str) -> str:
    return arabic_digits(text).translate(_SIGNS).replace("\u200b", "").strip()


def angle(text: str) -> str | None:
    """Degrees of one angle as a decimal number; south and west are below nought. None when it is no angle.

    >>> angle("១១° ៣៣' ២០\\" N"), angle("11 33.5"), angle("104,92")
    ('11.55555556', '11.55833333', '104.92')
    """
    plain = _plain(text)
    whole = decimal_typed(plain)
    if whole is not None:
        return whole
    parts = plain.split()
    if 2 <= len(parts) <= 3 and all(re.fullmatch(r"-?\d+(?:\.\d+)?", part) for part in parts):
        return _degrees(*parts)
    match = _pattern(plain).fullmatch(plain)
    return None if match is None else _of_match(match)


def _pattern(plain: str) -> re.Pattern[str]:
    """The side of the world stands before the number or after it."""
    return _SIDE_BEFORE if plain[:1].upper() in {"N", "S", "E", "W"} else _SIDE_AFTER


def _of_match(match: re.Match[str]) -> str | None:
    side = (match["side"] or "").upper()
    found = _degrees(match["deg"], match["min"] or "0", match["sec"] or "0")
    if found is None or side not in {"S", "W"}:
        return found
    return found[1:] if found.startswith("-") else f"-{found}"


def _degrees(degrees: str, minutes: str = "0", seconds: str = "0") -> str | None:
    if float(minutes) >= 60 or float(seconds) >= 60 or minutes.startswith("-") or seconds.startswith("-"):
        return None
    if not float(minutes) and not float(seconds):
        return degrees
    found = abs(float(degrees)) + float(minutes) / 60 + float(seconds) / 3600
    return f"{'-' if degrees.startswith('-') else ''}{found:.8f}".rstrip("0").rstrip(".")


def point_typed(text: str) -> Point | None:
    """A place typed or pasted in one piece; None when it is none.

    Two to four numbers are latitude, longitude, altitude, accuracy; six are degrees, minutes and seconds twice; else there must
    be signs or letters.

    >>> point_typed("11.5564, 104.9282")
    Point(latitude='11.5564', longitude='104.9282', altitude='0', accuracy='0')
    >>> point_typed("104°55'12\\"E 11°33'0\\"N").stored
    '11.55 104.92 0 0'
    """
    plain = _plain(text)
    if _NUMBERS.fullmatch(plain):
        parts = re.split(r"[\s,;]+", plain)
        if 2 <= len(parts) <= 4:
            return Point(*parts)
        if len(parts) == 6:
            first, second = _degrees(*parts[:3]), _degrees(*parts[3:])
            return Point(first, second) if first and second else None
        return None
    pattern = _pattern(plain)
    found = list(pattern.finditer(plain))
    rest = pattern.sub("", plain).strip(" ,;")
    angles = [_of_match(match) for match in found]
    if len(found) != 2 or rest or None in angles:
        return None
    sides = [(match["side"] or "").upper() for match in found]
    if sides[0] in {"E", "W"} or sides[1] in {"N", "S"}:
        angles.reverse()
    return Point(str(angles[0]), str(angles[1]))


def point_stored(value: str) -> Point | None:
    """A place from its stored text."""
    parts = value.split()
    return Point(*parts) if 2 <= len(parts) <= 4 and all(decimal_typed(part) is not None for part in parts) else None


def point_line(point: Point, lang: str) -> str:
    """A place in one line, without altitude and accuracy where there are none."""
    parts = [point.latitude, point.longitude]
    if float(point.altitude or 0) or float(point.accuracy or 0):
        parts.append(point.altitude or "0")
    if float(point.accuracy or 0):
        parts.append(point.accuracy)
    return digits_for(", ".join(parts), lang)
