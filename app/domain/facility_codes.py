"""The ministry's codes of facilities: letters of the province and a running number, like BMC-001."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from app.paths import RULES
from app.text.digits import arabic_digits

_CODE = re.compile(r"([A-Z]{2,3})-([0-9]{3})\Z")


@cache
def letters() -> Mapping[str, str]:
    """National code of a province (two digits) → its letters, from resources/rules/facility_codes.toml."""
    found: dict[str, str] = tomllib.loads((RULES / "facility_codes.toml").read_text(encoding="utf-8"))["letters"]
    return found


def tidy_code(typed: str) -> str:
    """A code as it is stored, from what was typed; "" when it is none.

    >>> tidy_code("bmc 7"), tidy_code("BMC-០០៧"), tidy_code("seven")
    ('BMC-007', 'BMC-007', '')
    """
    match = re.fullmatch(r"\s*([A-Z]{2,3})[\s-]*([0-9]{1,3})\s*", arabic_digits(typed).upper())
    return f"{match[1]}-{int(match[2]):03}" if match and int(match[2]) else ""


def province_of(code: str) -> str | None:
    """The national code of the province that a facility's code names; None for unknown letters."""
    match = _CODE.match(code)
    return next((province for province, known in letters().items() if match and known == match[1]), None)


def next_code(province: str, taken: Iterable[str]) -> str:
    """The code after the highest one of a province; numbers of closed facilities are not used again. "" for no province."""
    known = letters().get(province)
    if known is None:
        return ""
    numbers = [int(match[2]) for code in taken if (match := _CODE.match(code)) and match[1] == known]
    number = max(numbers, default=0) + 1
    return f"{known}-{number:03}" if number < 1000 else ""
