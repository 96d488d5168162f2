"""The kinds of decisions that are asked for, and what each brings about: each part of the programme adds a line to `laid`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.records import Record

What = Literal["plan", "closure", "not_accepted", "placement", "carer", "no_consent", "transfer", "reopen", "late"]


def _nothing(_uow: UnitOfWork, _approval: Record) -> None:
    """Nothing follows."""


def _itself(_reader: Reader, _approval: Record) -> list[tuple[str, str]]:
    """Nothing but the request is asserted."""
    return []


def _none(_reader: Reader, _approval: Record) -> list[str]:
    """Nothing is named."""
    return []


def _always(_reader: Reader, _approval: Record) -> bool:
    """What is asked for belongs to no part of a case that can be over."""
    return True


@dataclass(frozen=True, slots=True)
class WhatEntry:
    """What belongs to a kind of decision.

    `after`: what follows when it is approved. `shown`: the records (type, id) whose text the decision asserts, beside the
    request itself. `back`: takes back what followed; where it is None an approval cannot be taken back. `stands`: whether what
    follows has happened and still holds. `before`: refuses a request that may not be made yet. `state` of the case in which
    it is asked for and decided. `present`: whether a request is still about the case as it runs now, not about a part of it
    that is over. `of_living`: a decision about the life to come of a child, which its death ends (practice P21); closing the
    case and looking at what was done without consent stay.
    `fits`: refuses to approve what says something else than what became known since it was asked.
    `named`: marks of what the decision was shown, kept with it, so that all laptops know what came later.
    """

    after: Callable[[UnitOfWork, Record], None] = _nothing
    shown: Callable[[Reader, Record], list[tuple[str, str]]] = _itself
    back: Callable[[UnitOfWork, Record], None] | None = None
    stands: Callable[[Reader, Record], bool] | None = None
    before: Callable[[Reader, tuple[str, str]], None] | None = None
    state: str = "open"
    present: Callable[[Reader, Record], bool] = _always
    of_living: bool = False
    fits: Callable[[Reader, Record], None] | None = None
    named: Callable[[Reader, Record], list[str]] = _none


@cache
def laid() -> Mapping[str, WhatEntry]:
    """All entries. Imported late: the modules of the parts ask for approvals themselves."""
    from app.services.care.carer_approval import CARER
    from app.services.care.placement_approval import PLACEMENT
    from app.services.cases import closing
    from app.services.planning.plan_approval import PLAN
    from app.services.sharing.transfer_approval import TRANSFER

    return {
        "plan": PLAN,
        "closure": closing.CLOSURE,
        "not_accepted": closing.NOT_ACCEPTED,
        "reopen": closing.REOPEN,
        "carer": CARER,
        "placement": PLACEMENT,
        "transfer": TRANSFER,
    }


PLAIN = WhatEntry()
"""A kind of decision after which nothing follows by itself."""


class _Whats(Mapping[str, WhatEntry]):
    """The entries as a mapping."""

    def __getitem__(self, what: str) -> WhatEntry:
        return laid()[what]

    def __iter__(self) -> Iterator[str]:
        return iter(laid())

    def __len__(self) -> int:
        return len(laid())


WHATS: Mapping[str, WhatEntry] = _Whats()
"""What is decided → what belongs to it; a kind without an entry is `PLAIN`."""
