"""Where a child may live: the order of the policy, and what is to be warned of. Pure.

Order: form 4 of the ministry prints six options, from the birth family to a facility; some codes are kinds of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.domain.rules import RuleSet, shipped

Source = Literal["sourced", "inferred"]
RESIDENTIAL = "residential"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A placement that is thought of: option, where (ids), from when; `placement`: the one changed.

    `carer`: a household of the register; `kin`: a member of the family who will care for the child; `formal`: it is said to be
    decided by a competent authority.
    """

    option: str
    facility: str = ""
    carer: str = ""
    from_on: date | None = None
    placement: str = ""
    kin: str = ""
    formal: bool = False


@dataclass(frozen=True, slots=True)
class Warning_:
    """What speaks against a placement: code and what its words need. It never blocks; `needs_reason`: why all the same.

    `kept`: it is noted with the placement; what only some may know of is told and not noted (practice P1).
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    needs_reason: bool = True
    source: Source = "inferred"
    kept: bool = True


def steps(rules: RuleSet | None = None) -> tuple[str, ...]:
    """The six options in the order of the policy."""
    return (rules or shipped("care")).texts("order.options")


def step_of(option: str, rules: RuleSet | None = None) -> str:
    """The option of the six that a code is or is a kind of; "" for one that has no place in the order, such as adoption."""
    known = rules or shipped("care")
    kinds = known.group("step")
    found = str(kinds[option].value) if option in kinds else option
    return found if found in steps(known) else ""


def earlier(option: str, rules: RuleSet | None = None) -> tuple[str, ...]:
    """The options before that of a code, in order; none for one without a place in the order."""
    step, order = step_of(option, rules), steps(rules)
    return order[: order.index(step)] if step else ()


def in_words(codes: Sequence[str]) -> str:
    """Codes as the field of a placement keeps them."""
    return " ".join(sorted(set(codes)))


def open_options(option: str, answers: Mapping[str, str], rules: RuleSet | None = None) -> tuple[str, ...]:
    """Earlier options without an answer, or not considered yet."""
    return tuple(each for each in earlier(option, rules) if answers.get(each, "not_considered") == "not_considered")


def suitable_options(option: str, answers: Mapping[str, str], rules: RuleSet | None = None) -> tuple[str, ...]:
    """Earlier options whose answer neither ends the reminder nor is open: they were found suitable."""
    settled = {*(rules or shipped("care")).texts("answers.settled"), "not_considered"}
    return tuple(each for each in earlier(option, rules) if each in answers and answers[each] not in settled)
