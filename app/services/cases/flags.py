"""Flags: a word on a case that whoever opens it is to see first, until somebody clears it with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.services.cases import case_parts

LONGEST = 120
"""Letters of a flag (inferred): it stands on Today and in the head of the case, in one line."""


def add(uow: UnitOfWork, case: str, text: str) -> str:
    """Flags a case; gives the flag's id. InputError `value_missing`, `flag_too_long`, `not_allowed`."""
    return case_parts.add(uow, "flag", case, {"text": text.strip()})


def add_many(uow: UnitOfWork, cases: Sequence[str], text: str) -> int:
    """Flags several cases with the same words, in one act; gives how many."""
    for case in cases:
        add(uow, case, text)
    return len(cases)


def clear(uow: UnitOfWork, flag: str, why: str) -> None:
    """Clears a flag, with the reason; InputError `value_missing`, `flag_cleared`."""
    if not why.strip():
        raise InputError("value_missing", field="flag.why")
    if uow.get("flag", flag).day("cleared_on") is not None:
        raise InputError("flag_cleared")
    case_parts.change(uow, "flag", flag, {"cleared_on": uow.today().isoformat(), "why": why.strip()})


def check(_uow: UnitOfWork, _case: str, values: Mapping[str, object]) -> None:
    """A flag is short; one that is cleared says why."""
    if len(str(values.get("text") or "")) > LONGEST:
        raise InputError("flag_too_long", field="flag.text", most=LONGEST)
    if values.get("cleared_on") and not values.get("why"):
        raise InputError("value_missing", field="flag.why")


def after(uow: UnitOfWork, _case: str, flag: str, values: Mapping[str, object]) -> None:
    """What nobody types: who set it, and who cleared it."""
    fresh: dict[str, object] = {} if values.get("by") else {"by": uow.actor.user}
    cleared = values.get("cleared_on") is not None
    if cleared != bool(values.get("cleared_by")):
        fresh["cleared_by"] = uow.actor.user if cleared else None
    if fresh:
        uow.update("flag", flag, fresh)
