"""What an office of practice data plans of visits: some to come with their teams, one for a complaint, one that is not made.

Each by the service that a person's act would go through.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domain.records import Actor
from app.domain.sample_careers import moment
from app.services.facilities import complaints
from app.services.sample.sample_acts import OpenUnit
from app.services.visits import visit_plans, visit_teams

ABOUT = ("អាហារពេលល្ងាចមិនគ្រប់គ្រាន់", "បង្គន់ខូចយូរហើយ មិនទាន់ជួសជុល")
WHY = "ផ្លូវលិចទឹក មិនអាចទៅបាន"
JOINT = ("សុខ វិបុល", "police")


def make_visits(unit: OpenUnit, actor: Actor, inspector: Actor, homes: Sequence[str], today: date) -> None:
    """Visits of the first facilities around today with a team, and what people complain of."""
    soon, later = today + timedelta(days=6), today + timedelta(days=40)
    plans = []
    for place, facility in enumerate([*homes, *homes, *homes][:3]):
        on = (soon, later, today - timedelta(days=20))[place]
        values = {"on_date": on.isoformat()} if place != 1 else {"month": later.month, "year": later.year}
        notice = "announced" if place == 1 else visit_plans.UNANNOUNCED
        with unit(actor, moment(today - timedelta(days=30), 9, place), "visit_add") as uow:
            plans.append(visit_plans.add(uow, facility, {**values, "notice": notice}))
    with unit(actor, moment(today - timedelta(days=29), 9, 0), "visit_join") as uow:
        own = visit_teams.join(uow, plans[0], "leader", user=inspector.user)
        visit_teams.join(uow, plans[0], "joint", name=JOINT[0], body=JOINT[1])
        visit_teams.join(uow, plans[1], "leader", user=inspector.user)
    with unit(inspector, moment(today - timedelta(days=29), 9, 30), "visit_ties") as uow:
        visit_teams.declare(uow, own, "none")
    with unit(actor, moment(today - timedelta(days=21), 9, 0), "visit_drop") as uow:
        visit_plans.drop(uow, plans[2], WHY)
    _complaints(unit, actor, homes[0], plans[0], today)


def _complaints(unit: OpenUnit, actor: Actor, facility: str, plan: str, today: date) -> None:
    """One that a planned visit looks into, one that was answered."""
    days = (today - timedelta(days=10), today - timedelta(days=90))
    made = []
    for about, day in zip(ABOUT, days, strict=True):
        with unit(actor, moment(day, 10, 0), "complaint_add") as uow:
            values = {"received_on": day.isoformat(), "how": "phone", "about": about, "who_relation": "neighbour"}
            made.append(complaints.add(uow, facility, values))
    with unit(actor, moment(days[1] + timedelta(days=7), 10, 0), "complaint_answer") as uow:
        complaints.answer(uow, made[1], "founded", "បានជួសជុលហើយ")
    with unit(actor, moment(days[0], 11, 0), "visit_change") as uow:
        visit_plans.change(uow, plan, {"kind": "complaint", "complaint": made[0]})
