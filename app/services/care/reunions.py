"""A child goes back to family that was searched for: verified first, and both were asked what they wish (practice P22)."""

from __future__ import annotations

from collections.abc import Iterator

from app.data.reader import Reader
from app.domain.care import Wanted, Warning_, step_of
from app.domain.records import Record
from app.domain.rules import RuleSet
from app.services.cases.case_parts import visible

_FAMILY = frozenset({"birth_family", "kinship"})
_AT_HOME = frozenset({"mother", "father", "stepmother", "stepfather", "adoptive_parent", "brother", "sister"})
"""Relations of people who may be the birth family; whoever else is sought would be kinship care."""
UNCLEAR = frozenset({"", "not_asked", "does_not_want"})
"""What is known of a wish, that asks for another look."""


def against(reader: Reader, case: str, wanted: Wanted, known: RuleSet) -> Iterator[Warning_]:
    """What speaks against placing a child with somebody who was searched for; nothing for who has no such search.

    Whoever cares for the child is compared by relation where that is said, else by what the option means.
    """
    step = step_of(wanted.option, known)
    kin = reader.maybe("family_member", wanted.kin) if wanted.kin else None
    for row in visible(reader, "tracing", case) if step in _FAMILY else ():
        if row.code("state") != "stopped" and _meets(row, kin, step):
            told = {"sought": row.text("sought")}
            if row.day("relation_verified_on") is None:
                yield Warning_("reunion_unverified", told)
            if UNCLEAR & {row.text("child_wish"), row.text("family_wish")}:
                yield Warning_("reunion_wishes", told)


def _meets(row: Record, kin: Record | None, step: str) -> bool:
    """Whether a search may be for who will care for the child."""
    sought, named = row.text("relation"), kin.text("relation") if kin is not None else ""
    if sought and named:
        return sought == named
    return not sought or (sought in _AT_HOME) == (step == "birth_family")
