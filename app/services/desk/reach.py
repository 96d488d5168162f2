"""How far somebody's view of the work of the office reaches: for lists of what is to be done, and for caseloads."""

from __future__ import annotations

from dataclasses import dataclass

from app.data.reader import Reader
from app.domain.permissions import can, covers, scope
from app.domain.tasks import Scope


@dataclass(frozen=True, slots=True)
class Reach:
    """The cases that count: of an office (a province's covers its districts), and of one owner or of all."""

    office: str
    owner: str | None


def reach(reader: Reader, asked: Scope) -> Reach | None:
    """What of a scope the person may see; None for nothing: who lists no cases, or asks for those of others without right."""
    actor = reader.actor
    if not can(actor, "case.list") or not covers(actor.office, asked.office):
        return None
    if scope(actor, "case.list") == "office":
        return Reach(asked.office, asked.owner)
    return Reach(asked.office, actor.user) if asked.owner in (None, actor.user) else None
