"""A household of the register proposed for the children of cases; a placement with it agrees to the proposal (P23)."""

from __future__ import annotations

import pytest

from app.data.database import Database
from app.domain.care import Wanted
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.care import care, carers, proposals
from app.services.cases import case_parts
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register


@pytest.fixture
def case(database: Database) -> str:
    return register(database).case


def household(database: Database, kind: str = "foster_long", *, approved: bool = True) -> str:
    """A household of the register."""
    with acting(database, HEAD) as uow:
        made = carers.register(uow, {"kind": kind, "name_km": "ម៉ៅ សុខា", "capacity": 2})
        if approved:
            asked = approvals.ask(uow, "carer", ("carer", made))
            approvals.decide(uow, asked, "approved", paper=Paper("ប្រធានមន្ទីរ", uow.today(), "7/26"))
    return made


def propose(database: Database, case: str, carer: str, who: Actor = WORKER) -> str:
    with acting(database, who) as uow:
        return proposals.propose(uow, [case, case], carer)[0]


def test_a_proposal_is_noted_once_and_agreed_by_the_placement(database: Database, case: str) -> None:
    carer = household(database)
    made = propose(database, case, carer)
    assert propose(database, case, carer) == made
    with database.read(WORKER) as reader:
        (row,) = reader.find("match", case=case)
        known = proposals.begun(reader, carer)
    assert (row.text("state"), row.text("carer"), row.day("on_date")) == ("proposed", carer, reader.today())
    assert known == {"approved_carer": carer, "option": "foster_long", "term": "long"}
    with acting(database) as uow:
        care.place(uow, case, Wanted("foster_long", carer=carer), {"term": "long"}, reason_despite="known to the child")
    with database.read(WORKER) as reader:
        assert reader.get("match", made).text("state") == "agreed"


def test_a_household_that_said_no_is_proposed_anew(database: Database, case: str) -> None:
    carer = household(database)
    made = propose(database, case, carer)
    with acting(database) as uow:
        case_parts.change(uow, "match", made, {"state": "declined", "reason": "is ill"})
        care.place(uow, case, Wanted("foster_long", carer=carer), {}, reason_despite="x")
    with database.read(WORKER) as reader:
        assert reader.get("match", made).text("state") == "declined", "the placement changes no answer"
    assert propose(database, case, carer) != made


def test_what_is_refused_and_who_is_offered_which_cases(database: Database, case: str) -> None:
    carer, asks = household(database), household(database, "kinship", approved=False)
    for who, about, code in (
        (OTHER, carer, "not_allowed"),
        (CLERK, carer, "not_allowed"),
        (WORKER, asks, "carer_not_approved"),
    ):
        with pytest.raises(InputError, match=code):
            propose(database, case, about, who)
    with acting(database) as uow, pytest.raises(InputError, match="nothing_chosen"):
        proposals.propose(uow, [], carer)
    for who, found in ((WORKER, [case]), (HEAD, [case]), (OTHER, [])):
        with database.read(who) as reader:
            assert [one.row.id for one in proposals.candidates(reader)] == found
