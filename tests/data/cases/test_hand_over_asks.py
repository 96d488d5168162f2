"""Before a case is offered, the giver hears that the receiver will not see all of it (practice P1, P20)."""

from __future__ import annotations

from app.data.database import Database
from app.domain.records import Actor
from app.services.cases import case_parts
from app.services.sharing import hand_over_asks, hand_overs
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register


def asked(database: Database, case: str, actor: Actor = HEAD, to: Actor = OTHER) -> list[object]:
    """How many groups stay hidden, as the giver hears it."""
    with database.read(actor) as reader:
        found = hand_over_asks.before_offer(reader, case, to.user)
    assert all(one.code == "ask.hand_over_hidden" and one.params["name"] == to.name for one in found)
    return [one.params["n"] for one in found]


def test_what_the_receiver_may_not_see_is_said_as_far_as_the_giver_sees_it(database: Database) -> None:
    case = register(database).case
    assert asked(database, case) == []
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "safety_plan", case, {"danger": "x"})
        case_parts.add(uow, "incident", case, {"kind": "sexual_violence", "on_date": "2026-02-26"})
        case_parts.add(uow, "concern", case, {"code": "trafficking", "kind": "at_risk"})
    assert asked(database, case) == [2], "a plan, and two things of one group"
    assert asked(database, case, WORKER) == [], "who does not see them is told of none"
    with acting(database, HEAD) as uow:
        uow.update("user", OTHER.user, {"rights": ["safety_plan"]})
    assert asked(database, case) == [1]
    with acting(database, HEAD) as uow:
        uow.update("user", OTHER.user, {"rights": ["safety_plan", "sexual_violence"]})
        hand_overs.offer(uow, case, OTHER.user, {"danger": "x"})
    assert asked(database, case) == []


def test_of_many_cases_it_is_said_in_how_many_something_stays_hidden(database: Database) -> None:
    cases = [register(database, child__given_name_km=name).case for name in ("ដារ៉ា", "ចន្ថា", "សុភា")]
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "safety_plan", cases[0], {"danger": "x"})
        case_parts.add(uow, "concern", cases[2], {"code": "trafficking", "kind": "at_risk"})

    def asked(actor: Actor, keys: list[str]) -> list[object]:
        with database.read(actor) as reader:
            found = hand_over_asks.before_offer_many(reader, keys, OTHER.user)
        assert all(one.code == "ask.hand_over_hidden_many" and set(one.params) == {"name", "n"} for one in found)
        return [one.params["n"] for one in found]

    assert asked(HEAD, cases) == [2]
    assert asked(HEAD, [cases[1]]) == []
    assert asked(WORKER, cases) == [], "who does not see them is told of none"
    with acting(database, HEAD) as uow:
        uow.update("user", OTHER.user, {"rights": ["safety_plan", "sexual_violence"]})
    assert asked(HEAD, cases) == []
