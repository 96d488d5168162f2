"""Case numbers: `K-` + tag of the laptop (3) + counter (5 digits or more) + check character, read over a phone and typed again.

Letters and digits are Crockford's 32 (no I, L, O, U), so that nothing is mistaken for something else. The check character is
a sum over the field of 32 elements: it catches every single wrong character and every two that changed places. No village, no
date.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from app.domain.errors import InputError
from app.text.digits import arabic_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TAG_LENGTH = 3
TAG = "device_tag"
"""Key in the database's facts: the laptop's tag, random at first; from the enrolment on the one that the server gave it."""
PREFIX = "K-"
_MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile("[\\s\u200b\u200c\u200d\ufeff._/–—-]+")
_WHOLE = re.compile(f"K?([{ALPHABET}]{{{TAG_LENGTH}}})([0-9]{{5,9}})([{ALPHABET}])")
_REDUCE = 0b100101  # x^5 + x^2 + 1: makes 32 elements a field, with 2 as its generator


@dataclass(frozen=True, slots=True)
class CaseCode:
    """The parts of a case number."""

    tag: str
    counter: int

    def __str__(self) -> str:
        """As it stands in records, on screens and papers, such as `K-7QX00042B`."""
        body = f"{self.tag}{self.counter:05d}"
        return f"{PREFIX}{body}{check_character(body)}"


def check_character(body: str) -> str:
    """The check character of tag and counter; ValueError for a character that is not one of the 32."""
    total = 0
    for letter in body:
        total = _double(total ^ ALPHABET.index(letter))
    return ALPHABET[total]


def _double(value: int) -> int:
    """Twice a value, in the field of 32 elements."""
    value <<= 1
    return value ^ _REDUCE if value & 0b100000 else value


def new_tag() -> str:
    """A random tag for a laptop; at enrolment the server gives another one if it is taken."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TAG_LENGTH))


def is_tag(text: str) -> bool:
    """Whether a text may be a laptop's tag."""
    return len(text) == TAG_LENGTH and all(letter in ALPHABET for letter in text)


def case_code(tag: str, counter: int) -> str:
    """The case number for a laptop's tag and counter (from 1); ValueError when they cannot make one."""
    if not is_tag(tag) or not 0 < counter < 1_000_000_000:
        raise ValueError(f"no case number from {tag!r} and {counter}")
    return str(CaseCode(tag, counter))


def parse_case_code(typed: str) -> CaseCode | None:
    """The parts of a typed case number, or None when it is not one at all.

    Small letters, Khmer digits, spaces and dashes anywhere, O for 0, I or L for 1 and a missing `K-` are forgiven.
    InputError `case_code_check` when it looks like one but its check character does not fit: something was misheard.
    """
    plain = _BETWEEN.sub("", arabic_digits(typed)).upper().translate(_MISTAKEN)
    # A tag may begin with K itself: with the prefix left out, only the check character tells which reading was meant.
    readings = [match for text in (plain, f"K{plain}") if text.startswith("K") and (match := _WHOLE.fullmatch(text))]
    if not readings:
        return None
    for tag, counter, check in (match.groups() for match in readings):
        if check_character(f"{tag}{counter}") == check:
            return CaseCode(tag, int(counter))
    raise InputError("case_code_check", code=typed.strip())
