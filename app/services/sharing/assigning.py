"""Many cases offered to one caseworker in one act, as when somebody leaves, and accepted in one act (practice P20).

As with one case: until the receiver accepts both sides see it and the old owner stays responsible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.services.cases import cases
from app.services.sharing import hand_overs

MOST = 500
"""So many cases at once (inferred): more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """How many cases were offered, and how many not: they were closed, the person's already, or offered to somebody."""

    given: int
    left: int


def assign_many(
    uow: UnitOfWork, keys: Sequence[str], user: str, values: Mapping[str, object], *, until: date | None = None
) -> Assigned:
    """Offers open cases to a caseworker, all with the same note of hand-over; one undo takes all of it back.

    InputError `not_allowed`, `owner_unknown`, `nothing_chosen`, `too_many_chosen`, and as `hand_overs.offer`.
    """
    require(uow.actor, "case.assign")
    if not keys:
        raise InputError("nothing_chosen")
    if len(keys) > MOST:
        raise InputError("too_many_chosen", most=MOST)
    given = 0
    for key in dict.fromkeys(keys):
        case = cases.readable(uow, key)
        if case.code("status") == "open" and case.ref("owner") != user and not hand_overs.open_of(uow, key):
            hand_overs.offer(uow, key, user, values, until=until)
            given += 1
    return Assigned(given, len(set(keys)) - given)


def accept_many(uow: UnitOfWork, offers: Sequence[str]) -> int:
    """The receiver takes all these offered cases; gives how many. InputError `nothing_chosen`, as `hand_overs.accept`."""
    if not offers:
        raise InputError("nothing_chosen")
    for offer in dict.fromkeys(offers):
        hand_overs.accept(uow, offer)
    return len(set(offers))
