"""How a name sounds, whatever its script: keys by which សុខ ដារ៉ា, Sok Dara and Sokh Darra fall together.

A Khmer name is spelt in Latin letters first (`app.text.latin`); then consonants that people mix up are one, and of a vowel only
remains whether it is spoken in front (i, e: "I") or not (a, o, u: "A"), since nobody agrees on more. Keys are capital letters:
they never meet what a search by spelling looks for. Measured by a test on names with two to four spellings each.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice, permutations, product

from app.text.latin import fold_consonants, latin_key, propose_latin, spellings

_MOST = 4
"""Ways to sound that are kept of one name."""
_SHORT = 2
"""A key so short counts only at the beginning of a name: "Ly" is found as a family name, not within every Sreylin."""
START = "/"
"""Stands before each way to sound in a stored key."""
_SILENT = ((re.compile("(?<=n)t$"), ""), (re.compile("(?<=s)t$"), ""), (re.compile("(?<=[aeiouy])v(?![aeiouy])"), ""))
"""What is written and hardly spoken: Chanth, Test, Pov."""
_KHMER = re.compile("[\u1780-\u17ff]")
_MARKS = re.compile("[\u0300-\u036f]")
_VOWELS = re.compile("[aeiouy]+")
_DOUBLE = re.compile(r"(.)\1+")


def sound(latin: str) -> str:
    """How a name in Latin letters sounds, its parts as one; empty for no Latin letters.

    >>> sound("Sok Dara"), sound("Sreymom") == sound("Srei Mum")
    ('SAKTARA', True)
    """
    return "".join(map(_sound, latin.split()))


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    """How one word sounds."""
    key = fold_consonants(word)
    for pattern, instead in _SILENT:
        key = pattern.sub(instead, key)
    key = re.sub("y(?=[aeiou])", "Y", re.sub("ny(?=[aeiou])", "n", key)).replace("iY", "Y")
    return _DOUBLE.sub(r"\1", _VOWELS.sub(lambda run: _vowel(run.group()), key).upper())


def _vowel(run: str) -> str:
    """In front or not; "ea" and "ia" stand for the long a of the second series: Chea, Mias."""
    plain = run if "oe" in run else run.replace("ea", "a").replace("ia", "a")
    return "I" if any(letter in plain for letter in "eiy") else "A"


def sounds(name: str) -> tuple[str, ...]:
    """The ways to say a name that is written in Khmer or in Latin letters, the most usual first; empty for no letters."""
    return tuple(dict.fromkeys(map("".join, _ways(name))))[:_MOST]


def sounds_any_order(name: str) -> frozenset[str]:
    """The ways to say a name with its parts in every order; of more than three parts as they stand and the other way round."""
    orders = (permutations(way) if len(way) < 4 else (way, way[::-1]) for way in islice(_ways(name), _MOST))
    return frozenset("".join(order) for each in orders for order in each)


def _ways(name: str) -> list[tuple[str, ...]]:
    """The ways to say a name, by its parts."""
    parts = [found for word in name.replace("\u200b", " ").split() if (found := _words(word))]
    return list(islice(product(*parts), _MOST * _MOST)) if parts else []


@lru_cache(maxsize=8192)
def _words(word: str) -> tuple[str, ...]:
    """The ways to say one word; a Latin one has no accents."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", word)) if not _KHMER.search(word) else ""
    return tuple(dict.fromkeys(filter(None, map(sound, (plain,) if plain else spellings(word)))))[:_MOST]


def consonants(khmer: str, latin: str) -> str:
    """The consonants of a name in Latin letters, or of a Khmer one as it is usually spelt, whatever the order of its parts."""
    return latin_key(latin) or latin_key(propose_latin(khmer))


def stored_sounds(khmer: str, latin: str) -> str:
    """What is stored of a name in one or both scripts: its consonants, then each way to say it behind a stroke.

    >>> stored_sounds("", "Sok Dara"), stored_sounds("", "")
    ('sk tr/SAKTARA', '')
    """
    ways = dict.fromkeys((*sounds(latin), *sounds(khmer)))
    return START.join((consonants(khmer, latin), *ways)) if ways else ""


def heard(word: str) -> tuple[str, ...]:
    """What to look for within stored keys when a word was typed, any of which may be there; empty where too little sounds."""
    if any(letter.isdigit() for letter in word):
        return ()
    return tuple(way if len(way) > _SHORT else START + way for way in sounds(word) if len(way) > 1)
