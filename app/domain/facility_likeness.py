"""Whether two entries of the register may be one facility: names in both scripts, village, telephone. Pure; all of it ours.

Names of facilities share most of their words ("child care centre", "organisation"): these are left out before names are
compared, and so are blanks, since lists write them with and without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from app.domain.duplicates import tidy_phone
from app.text.keys import name_key, search_key

Reason = Literal["name_km", "name_en", "name_before", "name_near", "village", "phone"]
_NAMES = frozenset({"name_km", "name_en", "name_before", "name_near"})
NEAR = 0.82
"""From this likeness on two names may be one with a slip; names shorter than `SHORT` letters must agree."""
SHORT = 4
_COMMON = (
    *("organization", "organisation", "orphanage", "children", "childrens", "child", "centre", "center", "residential"),
    *("institution", "foundation", "association", "care", "home", "house", "the", "of", "for", "and", "ngo", "s"),
)
_COMMON_KM = (
    *("មណ្ឌលថែទាំកុមារកំព្រា", "មណ្ឌលថែទាំកុមារ", "មណ្ឌលកុមារកំព្រា", "មណ្ឌលកុមារ", "កន្លែងថែទាំកុមារ", "មជ្ឈមណ្ឌល", "មណ្ឌល"),
    *("អង្គការ", "សមាគម", "មូលនិធិ", "ផ្ទះកុមារ", "ផ្ទះសំចត", "ផ្ទះ"),
)


@dataclass(frozen=True, slots=True)
class House:
    """What is compared of a facility; `before`: names that it had."""

    name_km: str = ""
    name_en: str = ""
    village: str = ""
    phones: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def core(name: str) -> str:
    """What is left of a name without the words that most names share; the whole where nothing would be left.

    >>> core("Hope Child Care Centre") == core("hope centre")
    True
    """
    whole = search_key(name)
    left = "".join(word for word in whole.split() if word not in _COMMON)
    for word in _common_km():
        left = left.replace(word, "")
    kept = left or whole.replace(" ", "")
    return name_key(kept) + _number(kept) if name_key(kept) else kept


@cache
def _common_km() -> tuple[str, ...]:
    """The Khmer words that most names share, as they are compared."""
    return tuple(search_key(word).replace(" ", "") for word in _COMMON_KM)


@lru_cache(maxsize=20_000)
def _number(text: str) -> str:
    """The digits of a name: "Hope 1" and "Hope 2" are two houses."""
    return "".join(letter for letter in text if letter.isdigit())


def phones(*typed: str) -> frozenset[str]:
    """Numbers as they are compared."""
    return frozenset(tidy for one in typed if (tidy := tidy_phone(one)))


def alike(one: House, other: House) -> tuple[Reason, ...]:
    """Why two may be one facility, the strongest reason first; empty: they are two.

    A name that agrees is enough; one that is near needs the village or a telephone, or that one of the villages is not known; a
    telephone alone is none, since one organisation runs several houses, but it is one together with the village.
    """
    found: list[Reason] = [*_names(one, other)]
    same_village = bool(one.village) and one.village == other.village
    same_phone = bool(one.phones & other.phones)
    near_only = found == ["name_near"]
    if near_only and not same_village and not same_phone and one.village and other.village:
        return ()
    found += ["village"] if same_village else []
    found += ["phone"] if same_phone else []
    return tuple(found) if _NAMES & set(found) or (same_village and same_phone) else ()


def _names(one: House, other: House) -> Iterable[Reason]:
    """Which names agree, else whether one is near."""
    km, en = (_same(one.name_km, other.name_km), _same(one.name_en, other.name_en))
    if km:
        yield "name_km"
    if en:
        yield "name_en"
    if km or en:
        return
    if any(_same(mine, old) for mine in (one.name_km, one.name_en) for old in other.before):
        yield "name_before"
    elif _near(one.name_km, other.name_km) or _near(one.name_en, other.name_en):
        yield "name_near"


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and core(one) == core(other)


def _near(one: str, other: str) -> bool:
    first, second = core(one) if one else "", core(other) if other else ""
    if _number(first) != _number(second):
        return False
    return min(len(first), len(second)) >= SHORT and Levenshtein.normalized_similarity(first, second) >= NEAR
