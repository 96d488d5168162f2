"""Which household can take which children: room, ages, sex, disability, tonight, and how near it is. Pure.

Nearness is told by the codes of the gazetteer, since no road distances are known: same village, commune, district, province.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.care import Warning_

Level = Literal["village", "commune", "district", "province", "far", "not_known"]
LEVELS: tuple[Level, ...] = ("village", "commune", "district", "province", "far", "not_known")
_DIGITS: tuple[tuple[Level, int], ...] = (("village", 8), ("commune", 6), ("district", 4), ("province", 2))
SAYS_NO = frozenset({"carer_full", "carer_siblings", "carer_not_tonight", "carer_age", "carer_sex", "carer_checked"})
"""What makes a household one that cannot take the children; everything else is to be asked."""


@dataclass(frozen=True, slots=True)
class Household:
    """What a household said it takes; None for what nobody asked. `free`: places left, None when the capacity is not known."""

    village: str
    free: int | None
    age_from: int | None = None
    age_to: int | None = None
    sexes: frozenset[str] = frozenset()
    takes_siblings: bool | None = None
    takes_disability: bool | None = None
    tonight: bool | None = None
    checks_failed: bool = False


@dataclass(frozen=True, slots=True)
class Needs:
    """A child as far as it matters here."""

    age: int | None = None
    sex: str | None = None
    disability: bool = False


def nearness(one: str, other: str) -> Level:
    """How near two places are by their codes, whatever their level: the codes begin alike as far as they are in one place."""
    if not one or not other:
        return "not_known"
    for level, digits in _DIGITS:
        if len(one) >= digits and len(other) >= digits and one[:digits] == other[:digits]:
            return level
    return "far"


def against(household: Household, children: Sequence[Needs], *, tonight: bool = False) -> tuple[Warning_, ...]:
    """What speaks against taking these children together: first what says no, then what is to be asked."""
    found: list[Warning_] = []
    number = len(children)
    if household.free is None:
        found.append(Warning_("carer_room_unknown", needs_reason=False))
    elif household.free < number:
        found.append(Warning_("carer_full", {"n": max(0, household.free), "most": number}))
    if household.checks_failed:
        found.append(Warning_("carer_checked"))
    if number > 1 and household.takes_siblings is not True:
        code = "carer_siblings" if household.takes_siblings is False else "carer_siblings_unknown"
        found.append(Warning_(code, needs_reason=household.takes_siblings is False))
    if tonight and household.tonight is not True:
        code = "carer_not_tonight" if household.tonight is False else "carer_tonight_unknown"
        found.append(Warning_(code, needs_reason=False))
    found += [one for child in children for one in _of_child(household, child)]
    once = {(one.code, tuple(sorted(one.params.items()))): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: one.code not in SAYS_NO))


def _of_child(household: Household, child: Needs) -> list[Warning_]:
    """What speaks against one child."""
    found: list[Warning_] = []
    low, high = household.age_from, household.age_to
    if child.age is not None and ((low is not None and child.age < low) or (high is not None and child.age > high)):
        told = {"age": child.age, "low": low if low is not None else 0, "high": high if high is not None else 17}
        found.append(Warning_("carer_age", told, needs_reason=False))
    if household.sexes and child.sex in ("female", "male") and child.sex not in household.sexes:
        found.append(Warning_("carer_sex", {"sex": child.sex}, needs_reason=False))
    if child.disability and household.takes_disability is not True:
        found.append(Warning_("carer_disability", needs_reason=False))
    return found
