"""A case goes to a colleague with a note, who accepts; a replacement for a leave ends (P20)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.data import undo
from app.data.database import Database
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.cases import cases
from app.services.cases.case_file import case_file
from app.services.sharing import between, hand_overs
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register
from tests.support.closing import close_case

NOTE = {"danger": "none known", "promise_1": "school bag", "trusts": "aunt"}


@pytest.fixture
def case(database: Database) -> str:
    return register(database).case


def offer(database: Database, case: str, who: Actor = WORKER, until: date | None = None) -> str:
    with acting(database, who) as uow:
        return hand_overs.offer(uow, case, OTHER.user, NOTE, until=until)


def reads(database: Database, case: str, who: Actor) -> bool:
    with database.read(who) as reader:
        return cases.may_read(reader, reader.get("case", case))


def owners(database: Database, case: str) -> set[str]:
    """Whose the case and its present episode are."""
    with database.read(HEAD) as reader:
        file = case_file(reader, case)
        return {file.case.text("owner"), *(row.text("owner") for row in file.rows("episode"))}


def test_both_see_an_offered_case_and_the_old_owner_has_it_until_it_is_accepted(database: Database, case: str) -> None:
    assert not reads(database, case, OTHER)
    made = offer(database, case)
    assert reads(database, case, OTHER)
    assert owners(database, case) == {WORKER.user}
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="not_allowed"):
        cases.edit(uow, case, {"reason": "x"})
    with database.read(OTHER) as reader:
        (one,) = hand_overs.to_answer(reader)
        assert (one.from_name, one.to_name, one.record.text("danger")) == (WORKER.name, OTHER.name, "none known")
    with database.read(WORKER) as reader:
        assert hand_overs.to_answer(reader) == []
        assert [each.record.id for each in hand_overs.made(reader)] == [made]
    with acting(database, OTHER) as uow:
        hand_overs.accept(uow, made)
    assert owners(database, case) == {OTHER.user}
    assert not reads(database, case, WORKER)
    with database.read(OTHER) as reader:
        assert hand_overs.to_answer(reader) == []


def test_an_offer_that_nobody_has_is_undone_without_a_trace(database: Database, case: str) -> None:
    """One that left is withdrawn instead (tests/e2e/test_moved_case)."""
    made = offer(database, case)
    with acting(database, WORKER) as uow:
        assert undo.undo(uow).left == ()
        assert uow.maybe("hand_over", made) is None


def test_what_is_not_accepted_stays_where_it_was(database: Database, case: str) -> None:
    made = offer(database, case)
    with acting(database, OTHER) as uow:
        hand_overs.decline(uow, made, "too many cases")
    assert owners(database, case) == {WORKER.user}
    assert not reads(database, case, OTHER)
    again = offer(database, case, HEAD)
    with acting(database, WORKER) as uow:
        hand_overs.withdraw(uow, again)
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="hand_over_answered"):
        hand_overs.accept(uow, again)
    assert owners(database, case) == {WORKER.user}


def test_a_replacement_has_an_end_and_goes_back(database: Database, case: str) -> None:
    with database.read(HEAD) as reader:
        today = reader.today()
    with pytest.raises(InputError, match="cover_over"):
        offer(database, case, until=today)
    made = offer(database, case, until=today + timedelta(days=5))
    with acting(database, OTHER) as uow:
        hand_overs.accept(uow, made)
    assert owners(database, case) == {OTHER.user}
    assert reads(database, case, WORKER), "who is only replaced still sees the case"
    with database.read(OTHER) as reader:
        assert hand_overs.covers_over(reader) == []
    with acting(database, HEAD) as uow:
        uow.update("hand_over", made, {"until": today})
    for who in (OTHER, WORKER, HEAD):
        with database.read(who) as reader:
            assert [each.record.id for each in hand_overs.covers_over(reader)] == [made]
    with acting(database, WORKER) as uow:
        hand_overs.end_cover(uow, made)
    assert owners(database, case) == {WORKER.user}
    assert not reads(database, case, OTHER)


def test_a_case_whose_owner_is_gone_stays_with_who_replaces(database: Database, case: str) -> None:
    with database.read(HEAD) as reader:
        until = reader.today() + timedelta(days=1)
    made = offer(database, case, until=until)
    with acting(database, OTHER) as uow:
        hand_overs.accept(uow, made)
    with acting(database, HEAD) as uow:
        uow.update("user", WORKER.user, {"active": False})
        hand_overs.end_cover(uow, made)
    assert owners(database, case) == {OTHER.user}, "never a case without an owner"


def test_what_is_refused(database: Database, case: str) -> None:
    def refused(code: str, who: Actor, act: Callable[[UnitOfWork], object]) -> None:
        with acting(database, who) as uow, pytest.raises(InputError, match=code):
            act(uow)

    refused("not_allowed", OTHER, lambda uow: hand_overs.offer(uow, case, OTHER.user, NOTE))
    refused("not_allowed", CLERK, lambda uow: hand_overs.offer(uow, case, OTHER.user, NOTE))
    refused("hand_over_same", HEAD, lambda uow: hand_overs.offer(uow, case, WORKER.user, NOTE))
    refused("value_missing", WORKER, lambda uow: hand_overs.offer(uow, case, OTHER.user, {"trusts": "aunt"}))
    refused("field_not_given", WORKER, lambda uow: hand_overs.offer(uow, case, OTHER.user, {**NOTE, "state": "accepted"}))
    made = offer(database, case)
    refused("hand_over_open", WORKER, lambda uow: hand_overs.offer(uow, case, OTHER.user, NOTE))
    refused("not_allowed", WORKER, lambda uow: hand_overs.accept(uow, made))
    refused("not_allowed", OTHER, lambda uow: hand_overs.withdraw(uow, made))
    with acting(database, WORKER) as uow:
        close_case(uow, case, "success")
    refused("case_not_open", OTHER, lambda uow: hand_overs.accept(uow, made))


def test_the_case_tells_how_it_stands_and_who_may_do_what_about_it(database: Database, case: str) -> None:
    def told(who: Actor) -> list[tuple[str, str, str, tuple[str, ...]]]:
        with database.read(who) as reader:
            return [(one.row.kind, one.to, one.responsible, one.row.may) for one in between.of_case(reader, case)]

    assert told(WORKER) == []
    made = offer(database, case, until=date(2999, 1, 1))
    assert told(WORKER) == [("cover", OTHER.name, WORKER.name, ("withdrawn",))]
    assert told(OTHER) == [("cover", OTHER.name, WORKER.name, ("accepted", "declined"))]
    with acting(database, OTHER) as uow:
        hand_overs.accept(uow, made)
    assert told(OTHER) == [("cover_end", OTHER.name, WORKER.name, ("ended",))]
    with acting(database, WORKER) as uow:
        hand_overs.end_cover(uow, made)
    assert told(WORKER) == []
    with database.read(OTHER) as reader, pytest.raises(InputError, match="not_allowed"):
        between.of_case(reader, case)


def test_who_stands_in_gives_a_case_on_until_the_end_of_that_and_a_head_for_good(database: Database, case: str) -> None:
    with database.read(HEAD) as reader:
        end = reader.today() + timedelta(days=10)
    cover = offer(database, case, until=end)
    with acting(database, OTHER) as uow:
        hand_overs.accept(uow, cover)
    for until in (None, end + timedelta(days=1)):
        with acting(database, OTHER) as uow, pytest.raises(InputError, match="cover_not_for_good") as found:
            hand_overs.offer(uow, case, WORKER.user, NOTE, until=until)
        assert found.value.params["day"] == end.isoformat()
    with acting(database, OTHER) as uow:
        made = hand_overs.offer(uow, case, HEAD.user, NOTE, until=end)
        hand_overs.withdraw(uow, made)
    with acting(database, HEAD) as uow:
        hand_overs.offer(uow, case, WORKER.user, NOTE)


def test_a_leave_that_ends_brings_back_a_case_that_who_stood_in_had_lent_on(database: Database, case: str) -> None:
    """Else the case would come back to who stood in, and stay there for good (P20)."""
    with database.read(HEAD) as reader:
        end = reader.today() + timedelta(days=10)
    outer = offer(database, case, until=end)
    with acting(database, OTHER) as uow:
        hand_overs.accept(uow, outer)
    with acting(database, OTHER) as uow:
        inner = hand_overs.offer(uow, case, HEAD.user, NOTE, until=end)
    with acting(database, HEAD) as uow:
        hand_overs.accept(uow, inner)
    assert owners(database, case) == {HEAD.user}
    with acting(database, WORKER) as uow:
        hand_overs.end_cover(uow, outer)
    assert owners(database, case) == {WORKER.user}
    with database.read(HEAD) as reader:
        assert {reader.get("hand_over", one).text("state") for one in (outer, inner)} == {"ended"}
