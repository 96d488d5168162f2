"""Many cases given to one caseworker in one act, as when somebody leaves (practice P20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.services import cases

MOST = 500
"""So many cases at once (inferred): more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """How many cases changed hands, and how many did not: they were closed, or the person's already."""

    given: int
    left: int


def assign_many(uow: UnitOfWork, keys: Sequence[str], user: str, *, note: str = "") -> Assigned:
    """Gives open cases to a caseworker, each with the note; one undo takes all of it back.

    InputError `not_allowed`, `owner_unknown`, `nothing_chosen`, `too_many_chosen`.
    """
    require(uow.actor, "case.assign")
    if not keys:
        raise InputError("nothing_chosen")
    if len(keys) > MOST:
        raise InputError("too_many_chosen", most=MOST)
    given = 0
    for key in dict.fromkeys(keys):
        case = cases.readable(uow, key)
        if case.code("status") == "open" and case.ref("owner") != user:
            cases.reassign(uow, key, user, note=note)
            given += 1
    return Assigned(given, len(set(keys)) - given)
