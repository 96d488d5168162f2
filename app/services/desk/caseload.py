"""How much everybody has to do: open cases, high risk, what is late, what falls due in seven days, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.data.queries.cases import owner_counts
from app.data.reader import Reader
from app.domain.permissions import require, scope
from app.domain.tasks import Scope
from app.services.cases.case_owners import colleagues, owners

NEXT_DAYS = 7
_APART = frozenset({"no_contact", "flag", "missing", "approval", "sent_back", "hand_over", "referral"})
"""Groups of tasks that are not due at a day."""


@dataclass(frozen=True, slots=True)
class Load:
    """One person's: `user` is "" for cases and tasks of nobody who is here; `due_7`: due within the next seven days; `waiting`:
    requests and answers that wait for the person.
    """

    user: str
    name: str
    open: int
    high: int
    overdue: int
    due_7: int
    waiting: int
    away: bool = False
    """Out of service, or works on no cases any more."""

    @property
    def id(self) -> str:
        """The key of its row."""
        return self.user or "nobody"


def load(reader: Reader) -> list[Load]:
    """Everybody who has or may have cases in the office, the most that is late first; of others only the head sees it.

    InputError `not_allowed`.
    """
    require(reader.actor, "case.list")
    alone = scope(reader.actor, "case.list") != "office"
    people = dict(owners(reader))
    had = owner_counts(reader, reader.actor.office)
    high = owner_counts(reader, reader.actor.office, risk="high")
    here = {user for user, _ in colleagues(reader)} | {reader.actor.user}
    late, soon, waiting = _due(reader, reader.actor.user if alone else None)
    found = [
        Load(
            *(user, name, had.get(user, 0), high.get(user, 0), late.get(user, 0), soon.get(user, 0), waiting.get(user, 0)),
            away=not alone and user not in here,
        )
        for user, name in people.items()
    ]
    return sorted(found, key=lambda one: (-one.overdue, -one.open, one.name))


def _due(reader: Reader, owner: str | None) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """What is late, what falls due soon, and what waits, by person."""
    from app.services.desk.task_sources import due_of

    last = reader.clock.now() + timedelta(days=NEXT_DAYS)
    late: dict[str, int] = {}
    soon: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for one in due_of(reader, Scope(reader.actor.office, owner)):
        end = one.late_from
        if one.place == "overdue":
            late[one.owner] = late.get(one.owner, 0) + 1
        elif one.group in _APART:
            if one.group not in ("no_contact", "flag", "missing"):
                waiting[one.owner] = waiting.get(one.owner, 0) + 1
        elif end is None or end - timedelta(days=1) <= last:
            soon[one.owner] = soon.get(one.owner, 0) + 1
    return late, soon, waiting
