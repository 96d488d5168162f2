"""Which parts of a case file go on the paper, as whoever prints it chooses: only ever fewer than the copy holds (practice P2).

The choice takes away from what the copy and the rights of its maker leave (practice P1); it can add nothing. The names of the
parts are alike for every case, whether there is something in them or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import InputError
from app.domain.records import Record
from app.services.papers.case_paper_plan import PLANS, CaseVariant
from app.services.responses.responses import ResponseRow
from app.text.words import words

PARTS: Mapping[str, tuple[str, ...]] = {
    "child": ("child", "child_fact", "category"),
    "case": ("case", "episode", "approval"),
    "family": ("family_member", "contact", "tracing"),
    "assessment": ("concern", "risk", "care_check"),
    "danger": ("reporter", "perpetrator", "allegation", "incident", "safety_plan", "interview"),
    "plan": ("plan", "plan_action", "conference"),
    "services": ("service", "referral"),
    "placement": ("placement", "leaving"),
    "visits": (),
    "notes": ("note",),
    "papers": ("consent", "attachment"),
    "other": (),
}
"""Part → the types in it, in the order of the choice (inferred). Of the notes the visits are a part of their own; every type
that no part names stands in the last one."""
_VISITS = frozenset({"first_contact", "follow_up_home", "follow_up_care", "follow_up_service", "follow_up_assessment"})
"""Kinds of `note_kind` that are visits."""
_PART = {type_name: part for part, types in PARTS.items() for type_name in types}


@dataclass(frozen=True, slots=True)
class Pick:
    """What whoever prints chose: names of parts, and filled forms by their id. None: all that the copy holds."""

    parts: tuple[str, ...] | None = None
    forms: tuple[str, ...] | None = None

    def holds(self, type_name: str, row: Record | None = None) -> bool:
        """Whether a type, or of the notes one row, goes on the paper."""
        return self.parts is None or part_of(type_name, row) in self.parts


def part_of(type_name: str, row: Record | None = None) -> str:
    """The part that a type stands in; a visit is told from a note by its row."""
    if row is not None and type_name == "note" and row.code("kind") in _VISITS:
        return "visits"
    return _PART.get(type_name, "other")


def offered(variant: str) -> tuple[str, ...]:
    """The parts that can be chosen for a copy."""
    if variant == "full":
        return tuple(PARTS)
    held = {"child", "case", *(part_of(plan.type) for plan in PLANS if plan.fields(_copy(variant)))}
    if "notes" in held:
        held.add("visits")
    return tuple(part for part in PARTS if part in held)


def _copy(variant: str) -> CaseVariant:
    """A copy for others by its name; InputError `paper_variant`."""
    if variant == "authority":
        return "authority"
    if variant == "family":
        return "family"
    raise InputError("paper_variant", variant=variant)


def checked(pick: Pick, variant: str, forms: Sequence[ResponseRow]) -> Pick:
    """A choice for a copy, with the forms that can be chosen for it.

    InputError `paper_part`, `paper_form` for what the copy does not hold or its maker may not see, `paper_parts_none`.
    """
    can = offered(variant)
    for part in pick.parts or ():
        if part not in can:
            raise InputError("paper_part", part=part[:40], parts=", ".join(can))
    known = {row.id for row in forms}
    for form in pick.forms or ():
        if form not in known:
            raise InputError("paper_form", form=form[:40])
    if pick.parts == () and not (known if pick.forms is None else pick.forms):
        raise InputError("paper_parts_none")
    return pick


def left_by_choice(pick: Pick, variant: str, forms: Sequence[ResponseRow], lang: str) -> str:
    """The line on the paper about what was left out by choice; "" for nothing."""
    gone = [words(f"paper.part.{part}", lang) for part in offered(variant) if pick.parts is not None and part not in pick.parts]
    if variant == "full" and pick.forms is not None and {row.id for row in forms} - set(pick.forms):
        gone.append(words("paper.part.forms_some" if pick.forms else "paper.part.forms", lang))
    return words("paper.left_out.parts", lang, parts=", ".join(gone)) if gone else ""
