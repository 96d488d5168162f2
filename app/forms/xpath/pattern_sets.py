"""Sets of letters that a regular expression names: `\\d`, `\\p{L}`, `\\p{Alpha}`, in the meaning that Java gives them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

Letters = Callable[[str], bool]
"""Whether a letter is in the set."""

LINE_ENDS = "\n\r\u0085\u2028\u2029"
_DIGITS = "0123456789"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ASCII = _CAPITALS + _CAPITALS.lower()
_SPACE = " \t\n\x0b\f\r"
_WIDE = " \xa0\u1680\u180e\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def any_of(letters: str) -> Letters:
    """A set by its members."""
    members = frozenset(letters)
    return lambda letter: letter in members


def other_than(letters: Letters) -> Letters:
    """Everything else."""
    return lambda letter: not letters(letter)


def between(first: str, last: str) -> Letters:
    """A range, both ends in it."""
    return lambda letter: first <= letter <= last


def either(sets: list[Letters]) -> Letters:
    """A union."""
    if len(sets) == 1:
        return sets[0]
    return lambda letter: any(found(letter) for found in sets)


def both(one: Letters, other: Letters) -> Letters:
    """An intersection."""
    return lambda letter: one(letter) and other(letter)


def case_blind(letters: Letters) -> Letters:
    """The set with the other case of its ASCII letters, which is all that Java looks at unless told otherwise."""
    return lambda letter: letters(letter) or (letter.isascii() and letters(letter.swapcase()))


ESCAPES: Mapping[str, Letters] = {
    "d": any_of(_DIGITS),
    "w": any_of(_ASCII + _DIGITS + "_"),
    "s": any_of(_SPACE),
    "h": any_of("\t" + _WIDE),
    "v": any_of("\n\x0b\f" + LINE_ENDS),
}
"""What `\\d` and its like mean; the capital means everything else."""
ESCAPES = {**ESCAPES, **{code.upper(): other_than(letters) for code, letters in ESCAPES.items()}}

_POSIX: Mapping[str, Letters] = {
    "Lower": any_of(_CAPITALS.lower()),
    "Upper": any_of(_CAPITALS),
    "ASCII": str.isascii,
    "Alpha": any_of(_ASCII),
    "Digit": any_of(_DIGITS),
    "Alnum": any_of(_ASCII + _DIGITS),
    "Punct": any_of(_PUNCTUATION),
    "Graph": any_of(_ASCII + _DIGITS + _PUNCTUATION),
    "Print": any_of(_ASCII + _DIGITS + _PUNCTUATION + " "),
    "Blank": any_of(" \t"),
    "Cntrl": lambda letter: letter < " " or letter == "\x7f",
    "XDigit": any_of(_DIGITS + "abcdefABCDEF"),
    "Space": any_of(_SPACE),
}
_CATEGORIES = frozenset(
    kind + detail
    for kind, details in (
        ("L", "ultmo"),
        ("M", "nce"),
        ("N", "dlo"),
        ("P", "cdseifo"),
        ("S", "mcko"),
        ("Z", "slp"),
        ("C", "cfson"),
    )
    for detail in ("", *details)
)
_BINARY: Mapping[str, Letters] = {
    "alphabetic": str.isalpha,
    "letter": str.isalpha,
    "digit": str.isdecimal,
    "lowercase": str.islower,
    "uppercase": str.isupper,
    "white_space": str.isspace,
    "punctuation": lambda letter: unicodedata.category(letter).startswith("P"),
    "control": lambda letter: unicodedata.category(letter) == "Cc",
    "assigned": lambda letter: unicodedata.category(letter) != "Cn",
}
_SCRIPTS = frozenset(
    ("KHMER", "THAI", "LAO", "LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "DEVANAGARI", "BENGALI", "HANGUL")
)
_BLOCKS: Mapping[str, Letters] = {
    "khmer": between("\u1780", "\u17ff"),
    "khmersymbols": between("\u19e0", "\u19ff"),
    "basiclatin": between("\x00", "\x7f"),
    "latin1supplement": between("\x80", "\xff"),
    "thai": between("\u0e00", "\u0e7f"),
    "lao": between("\u0e80", "\u0eff"),
}


def property_set(name: str) -> Letters | None:
    """The set of `\\p{name}`; None when there is none of that name."""
    if name in _POSIX:
        return _POSIX[name]
    plain = name.rpartition("=")[2]
    short = plain.removeprefix("Is")
    if short in _CATEGORIES:
        return lambda letter: unicodedata.category(letter).startswith(short)
    if short == "LC":
        return lambda letter: unicodedata.category(letter) in ("Lu", "Ll", "Lt")
    folded = short.lower()
    if folded in _BINARY and plain != short:
        return _BINARY[folded]
    if plain.startswith("In") or name.startswith(("blk=", "block=")):
        return _BLOCKS.get("".join(filter(str.isalnum, plain.removeprefix("In"))).lower())
    script = short.upper()
    if plain != short or name.startswith(("sc=", "script=")):
        return None if script not in _SCRIPTS else lambda letter: unicodedata.name(letter, "").startswith(f"{script} ")
    return None
