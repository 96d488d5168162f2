"""What is new in a case for the person and wants a look, told beside it in the list: what Today tells, and fresh answers.

Nothing is stored: an alert goes when what it tells is done, an answer or a case that came over after the days of the rule
`handed_days`. Only what one person is to see, so that two colleagues have different alerts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from app.data.queries import today as queries
from app.data.reader import Reader
from app.domain.clock import instant_text
from app.domain.permissions import can
from app.domain.tasks import Scope
from app.services.approvals import approval_list
from app.services.cases import elsewhere
from app.services.office.rules import rules
from app.services.sharing import between

SOURCES = (approval_list.due, between.due, elsewhere.due)
"""Sources of tasks that wait for an answer or a look of the person."""


def alerts(reader: Reader) -> Mapping[str, tuple[str, ...]]:
    """Case → the kinds of its alerts (`alert.<kind>` or `task.<kind>` has their words), what is to be answered first."""
    if not can(reader.actor, "case.list"):
        return {}
    found: dict[str, dict[str, None]] = {}
    for case, kind in (*_waiting(reader), *_news(reader)):
        if case:
            found.setdefault(case, {})[kind] = None
    return {case: tuple(kinds) for case, kinds in found.items()}


def _waiting(reader: Reader) -> Iterable[tuple[str, str]]:
    """What waits for the person."""
    asked = Scope(reader.actor.office)
    return ((due.case, due.kind) for source in SOURCES for due in source(reader, asked))


def _news(reader: Reader) -> Iterable[tuple[str, str]]:
    """What others did in the person's own cases in the last days: gave one, decided, answered a referral."""
    days = timedelta(days=rules(reader, "today").number("handed_days"))
    day = (reader.today() - days).isoformat()
    yield from ((row.case, "handed_over") for row in queries.handed_over(reader, instant_text(reader.clock.now() - days)))
    yield from queries.answered(reader, day)
