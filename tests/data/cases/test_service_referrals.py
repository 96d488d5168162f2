"""A service is asked for by a referral and goes on with its answer, on this computer or once the answer arrived."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.rules import shipped
from app.domain.tasks import Scope
from app.services.cases import case_parts
from app.services.desk import task_sources
from app.services.office.rules import set_rule
from app.services.planning import service_referrals, services
from app.services.sharing import referrals
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register, with_rights
from tests.data.cases.test_referrals import NGO

FREE = {**NGO, "despite": "the child is ill tonight"}
TRUSTED = with_rights(WORKER, "hiv_rh")


@pytest.fixture
def case(database: Database) -> str:
    return register(database).case


def begun(database: Database, case: str, **values: object) -> tuple[str, str]:
    """A service with the referral that asks for it."""
    with acting(database, WORKER) as uow:
        service = services.add(uow, case, {"type": "medical", **values})
        return service, referrals.add(uow, case, {**FREE, "service": service}, ())


def standing(database: Database, service: str) -> tuple[str, str]:
    with database.read(WORKER) as reader:
        row = reader.get("service", service)
        return row.text("state"), row.text("referral")


def test_a_planned_service_is_asked_for_by_its_referral(database: Database, case: str) -> None:
    service, referral = begun(database, case, state="planned")
    assert standing(database, service) == ("asked", referral)
    with database.read(WORKER) as reader:
        row = reader.get("service", service)
        assert (row.day("asked_on"), row.text("provider")) == (reader.today(), "Friends")
        assert reader.get("referral", referral).text("service") == service


@pytest.mark.parametrize(
    ("answers", "state"), [(["accepted"], "started"), (["accepted", "done"], "done"), (["declined"], "not_given")]
)
def test_a_service_goes_on_with_the_answer_that_is_noted_here(
    database: Database, case: str, answers: list[str], state: str
) -> None:
    service, referral = begun(database, case)
    for answer in answers:
        with acting(database, WORKER) as uow:
            referrals.answer(uow, referral, answer, answered_by="Friends")
    assert standing(database, service)[0] == state
    with database.read(WORKER) as reader:
        row = reader.get("service", service)
        assert row.day("started_on" if state == "started" else "done_on") == reader.today()


def test_an_answer_that_arrived_is_taken_over_by_one_key_and_only_once(database: Database, case: str) -> None:
    service, referral = begun(database, case)
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="referral_says_nothing"):
        service_referrals.take_over(uow, service)
    with acting(database, WORKER) as uow:
        uow.update("referral", referral, {"state": "accepted", "on_date": uow.today(), "answered_by": "Kandal"})
        row = uow.get("service", service)
        assert service_referrals.says(row, uow.get("referral", referral), shipped("services")) == "started"
        assert service_referrals.take_over(uow, service) == "started"
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="referral_says_nothing"):
        service_referrals.take_over(uow, service)


def test_a_service_never_goes_back_and_an_office_sets_what_follows(database: Database, case: str) -> None:
    service, referral = begun(database, case)
    with acting(database, WORKER) as uow:
        services.set_state(uow, service, "done")
    with acting(database, WORKER) as uow:
        referrals.answer(uow, referral, "declined", answered_by="Friends")
    assert standing(database, service)[0] == "done"
    with acting(database, HEAD) as uow:
        set_rule(uow, "services", "referral.accepted", "asked")
    other, second = begun(database, case)
    with acting(database, WORKER) as uow:
        referrals.answer(uow, second, "accepted", answered_by="Friends")
    assert standing(database, other)[0] == "asked"


def test_an_open_referral_never_names_a_restricted_service(database: Database, case: str) -> None:
    with acting(database, TRUSTED) as uow:
        hidden = services.add(uow, case, {"type": "hiv"})
    with acting(database, TRUSTED) as uow, pytest.raises(InputError, match="service_restricted"):
        referrals.add(uow, case, {**FREE, "service": hidden}, ())
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="record_not_found"):
        referrals.add(uow, case, {**FREE, "service": hidden}, ())
    service, referral = begun(database, case)
    with acting(database, TRUSTED) as uow:
        case_parts.change(uow, "service", service, {"type": "hiv"})
        assert not uow.get("referral", referral).ref("service")
        assert uow.get("service", service).text("referral") == referral, "the restricted one may name the open one"


def test_a_service_names_a_referral_of_its_own_case_only(database: Database, case: str) -> None:
    elsewhere = register(database).case
    _, referral = begun(database, case)
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="record_not_found"):
        services.add(uow, elsewhere, {"type": "medical", "referral": referral})
    with acting(database, WORKER) as uow:
        assert services.add(uow, case, {"type": "food", "referral": referral})


def waiting(database: Database, actor: Actor = WORKER) -> list[tuple[str, str, str, str]]:
    """What is told of services whose referral was answered: the service, its type, the step, how it stands."""
    with database.read(actor) as reader:
        found = task_sources.due_of(reader, Scope(OFFICE))
        return [(one.subject[1], one.extra, one.step, one.state) for one in found if one.kind == "service_answered"]


def test_today_tells_of_an_answer_that_waits_for_its_service_until_it_is_taken_over(database: Database, case: str) -> None:
    service, referral = begun(database, case, asked_on="2026-02-10")
    hidden = services_of(database, case, referral, "hiv")
    assert waiting(database) == waiting(database, TRUSTED) == []
    with acting(database, WORKER) as uow:  # as an exchange brings it
        uow.update("referral", referral, {"state": "accepted", "on_date": uow.today(), "answered_by": "Kandal"})
    mine = (service, "medical", "list:service", "soon")
    assert waiting(database) == [mine]
    for knows in (TRUSTED, HEAD):
        assert {one[0] for one in waiting(database, knows)} == {service, hidden}, "of a restricted one only who may know of it"
    assert waiting(database, OTHER) == waiting(database, CLERK) == []
    with acting(database, WORKER) as uow:
        uow.update("referral", referral, {"on_date": uow.today() - timedelta(days=8)})
    assert waiting(database) == [(*mine[:3], "overdue")]
    with acting(database, WORKER) as uow:
        service_referrals.take_over(uow, service)
    assert waiting(database) == []
    with acting(database, WORKER) as uow:
        uow.update("referral", referral, {"state": "done", "on_date": uow.today()})
    assert waiting(database) == [mine], "the next answer is told as well"
    with acting(database, WORKER) as uow:
        services.set_state(uow, service, "stopped")
    assert waiting(database) == []


def services_of(database: Database, case: str, referral: str, type_code: str) -> str:
    """One more service that came from a referral."""
    with acting(database, TRUSTED) as uow:
        return services.add(uow, case, {"type": type_code, "referral": referral})
