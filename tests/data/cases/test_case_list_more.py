"""More of the list of cases: age, sex, days, flags, requests, telephone, what is not reported; assigning many; kept filters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.data.undo import undo
from app.domain.births import Birth
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.services.cases import case_parts, flags, kept_filters
from app.services.cases.case_search import CaseFilter, CaseWish, born_between
from app.services.sharing import assigning
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register, with_rights
from tests.data.cases.test_case_list import found, register_all

DAYS = st.dates(date(2005, 1, 1), date(2027, 12, 31))

SAID = {"danger": "none known", "reason": "leave"}


@given(DAYS, st.integers(0, 900), st.dates(date(2024, 1, 1), date(2029, 12, 31)), st.integers(0, 18), st.integers(0, 18))
def test_a_child_is_found_by_each_age_that_it_may_have(first: date, length: int, today: date, one: int, other: int) -> None:
    birth = Birth(first, first + timedelta(days=length), "stated")
    least, most = sorted((one, other))
    after, before = born_between(today, (least, most))
    reached = after <= birth.last.isoformat() and birth.first.isoformat() <= before
    if birth.first <= today:
        low, high = birth.ages_on(today)
        assert reached == (low <= most and least <= high)


def test_an_open_end_asks_nothing() -> None:
    assert born_between(date(2026, 2, 28), (None, None)) == ("", "")
    assert born_between(date(2028, 2, 29), (None, 0)) == ("2027-03-01", "")
    assert born_between(date(2028, 2, 29), (1, None)) == ("", "2027-02-28")


def test_filters_by_child_day_flag_and_request(database: Database) -> None:
    sok, chan, keo = register_all(database)
    with acting(database, HEAD) as uow:
        for case, sex, born in ((sok, "male", "2020-06-01"), (chan, "female", "2012-06-01"), (keo, "female", "2024-06-01")):
            child = uow.get("case", case).text("child")
            uow.update("child", child, {"sex": sex, "birth_from": born, "birth_to": born})
        flags.add(uow, chan, "x")
        flags.clear(uow, flags.add(uow, keo, "y"), "z")
        request = {"case": sok, "what": "closure", "subject": sok, "state": "asked", "asked_by": WORKER.user}
        uow.create("approval", request)
        uow.create("approval", {**request, "case": chan, "state": "approved"})
        days = {case: uow.get("case", case).text("opened_on") for case in (sok, chan, keo)}
        uow.update("case", keo, {"opened_on": "2026-01-10"})
    assert found(database, CaseWish(CaseFilter(sexes=("female",)))) == [keo, chan]
    assert found(database, CaseWish(ages=(3, 10))) == [sok]
    assert found(database, CaseWish(CaseFilter(sexes=("female",)), ages=(None, 5))) == [keo]
    assert found(database, CaseWish(CaseFilter(flagged=True))) == [chan]
    assert found(database, CaseWish(CaseFilter(waiting=True))) == [sok]
    assert found(database, CaseWish(CaseFilter(opened=("", "2026-01-31")))) == [keo]
    assert found(database, CaseWish(CaseFilter(opened=(min(days[sok], days[chan]), "")))) == [chan, sok]
    assert found(database, CaseWish(CaseFilter(place="0102", sexes=("male",)), ages=(3, 10))) == [sok]


def test_a_telephone_of_the_family_finds_the_case_never_the_reporters(database: Database) -> None:
    first = register(database, HEAD)
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "reporter", first.case, {"name": "x", "phone": "099888777"})
    second = register(database, HEAD, child__given_name_km="ចន្ថា", case__contacts=[{"phone": "097 111 222", "safe": "yes"}])
    assert found(database, CaseWish(CaseFilter(typed="097111"))) == [second.case]
    assert found(database, CaseWish(CaseFilter(typed="០៩៧១១១២២២"))) == [second.case]
    assert found(database, CaseWish(CaseFilter(typed="099888777"))) == []
    assert found(database, CaseWish(CaseFilter(typed="097111"))) == [second.case]
    assert found(database, CaseWish(CaseFilter(typed="097")), actor=HEAD) == [], "fewer digits are part of a number only"


def test_no_to_reporting_leaves_a_case_out_of_what_goes_away(database: Database) -> None:
    opened = register(database, HEAD)
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "consent", opened.case, {"purpose": "reporting", "answer": "refused"})
    assert found(database, CaseWish()) == [opened.case]
    assert found(database, CaseWish(CaseFilter(reportable=True))) == []


def owners(database: Database, *keys: str) -> list[str]:
    """Whose the cases are."""
    with database.read(HEAD) as reader:
        return [reader.get("case", case).text("owner") for case in keys]


def test_many_cases_are_offered_in_one_act_and_accepted_in_one(database: Database) -> None:
    sok, chan, keo = register_all(database)
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="not_allowed"):
        assigning.assign_many(uow, [sok], OTHER.user, SAID)
    with acting(database, HEAD) as uow:
        told = assigning.assign_many(uow, [sok, chan, keo, sok], OTHER.user, SAID)
        assert (told.given, told.left) == (2, 1)
    assert owners(database, sok, chan, keo) == [WORKER.user, WORKER.user, OTHER.user], "nobody has accepted"
    with database.read(HEAD) as reader:
        assert {row.text("danger") for row in reader.find("hand_over", state="offered")} == {"none known"}
    with acting(database, HEAD) as uow:
        assert assigning.assign_many(uow, [sok], OTHER.user, SAID) == assigning.Assigned(0, 1), "it is offered already"
    with acting(database, HEAD) as uow:
        undo(uow)
    with database.read(HEAD) as reader:
        assert reader.find("hand_over", state="offered") == []
    with acting(database, HEAD) as uow:
        assigning.assign_many(uow, [sok, chan], OTHER.user, SAID)
        offers = [row.id for row in uow.find("hand_over", state="offered")]
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="not_allowed"):
        assigning.accept_many(uow, offers)
    with acting(database, OTHER) as uow:
        assert assigning.accept_many(uow, offers) == 2
    assert owners(database, sok, chan, keo) == [OTHER.user] * 3
    for keys, code in (([], "nothing_chosen"), ([new_id()] * 501, "too_many_chosen")):
        with acting(database, HEAD) as uow, pytest.raises(InputError, match=code):
            assigning.assign_many(uow, keys, OTHER.user, SAID)


def test_filters_of_the_office_are_for_all_but_who_may_not_know_of_a_code(database: Database) -> None:
    with acting(database, HEAD) as uow:
        kept_filters.keep(uow, " ហានិភ័យ  ខ្ពស់ ", {"risk": "high", "typed": "ដារា", "overdue": False})
        kept_filters.keep(uow, "b", {"concern": "sexual_violence"})
        kept_filters.keep(uow, "b", {"concern": "sexual_violence", "status": "open"})
    with database.read(WORKER) as reader:
        assert kept_filters.office_filters(reader) == {"ហានិភ័យ ខ្ពស់": {"risk": "high"}}
    with database.read(with_rights(WORKER, "sexual_violence")) as reader:
        assert kept_filters.office_filters(reader)["b"] == {"concern": "sexual_violence", "status": "open"}
    for actor in (WORKER, CLERK):
        with acting(database, actor) as uow, pytest.raises(InputError, match="not_allowed"):
            kept_filters.keep(uow, "c", {})
        with acting(database, actor) as uow, pytest.raises(InputError, match="not_allowed"):
            kept_filters.forget(uow, "b")
    with acting(database, HEAD) as uow:
        kept_filters.forget(uow, "b")
        with pytest.raises(InputError, match="filter_unknown"):
            kept_filters.forget(uow, "b")
    with database.read(HEAD) as reader:
        assert list(kept_filters.office_filters(reader)) == ["ហានិភ័យ ខ្ពស់"]
