"""What the services of danger answer, for the walk: every question of theirs, asked by somebody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.data.reader import Reader
from app.domain.tasks import Scope
from app.services.desk import calls, supervisions
from app.services.people import deaths, growing_tasks
from app.services.protection import best_interests, danger, danger_tasks, emergency, safety
from tests.data.privacy.office import RESTRICTED, Office

Ask = Callable[[str, Callable[[], object]], None]


def ask_danger(office: Office, reader: Reader, ask: Ask) -> None:
    """All that only reads."""
    ask("alleged", partial(danger.alleged, reader, office.case))
    where = {"phone": office.phone, "facility": office.facility, "option": "birth_family"}
    ask("touches", partial(danger.touches, reader, office.case, names=[RESTRICTED], relations=["stepfather"], **where))
    ask("before a visit", partial(danger.before_visit, reader, office.case))
    ask("circumstances", partial(deaths.circumstances, reader, office.child))
    ask("before a death", partial(deaths.before_death, reader, office.child, {"died_on": "2026-02-01"}))
    ask("safety plan", partial(safety.current, reader, office.case))
    ask("calls", lambda: [(one.record, one.caller) for one in calls.listing(reader)])
    for row in reader.find("call"):
        ask(f"call {row.id}", partial(calls.get, reader, row.id))
        ask(f"case of call {row.id}", partial(calls.registration, reader, row.id))
    ask("numbers", partial(emergency.numbers, reader, ended=True))
    ask("without consent", partial(best_interests.waiting, reader))
    ask("talks", lambda: supervisions.listing(reader))
    ask("due by growing", lambda: list(growing_tasks.all_of(reader, Scope(reader.actor.office))))
    ask("due by danger", lambda: list(danger_tasks.all_of(reader, Scope(reader.actor.office))))
