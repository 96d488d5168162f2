"""Children whom two offices know: found by the server, told by number, office and fields alone, ended for good (P3)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.data.replica import elsewhere as kept
from app.domain.ids import new_id
from app.services.cases import elsewhere
from app.syncing.likely import ask
from sync.protocol import envelope, likely
from sync.server import models
from sync.server.app import make_app
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office, set_practice
from sync.server.keeping.erasure import erase
from sync.server.likely.likely import Likely
from tests.support.asgi import send
from tests.support.near import Near, near
from tests.support.near_office import NearLaptop, near_laptop
from tests.support.postgres import database_of

CODES = iter(f"07{number:02}" for number in range(1, 99))
DARA = {
    "family_name_km": "សុខ",
    "given_name_km": "ដារ៉ា",
    "sex": "male",
    "village_code": "01020101",
    "birth_from": "2015-04-09",
    "birth_to": "2015-04-09",
    "how_to_find": "token-place",
}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with database_of(request.param) as address:
        opened = open_store(tmp_path_factory.mktemp("server"), address)
        yield opened
        opened.close()


def office(store: Store) -> Near:
    """A laptop of an office that no other test uses."""
    code = next(CODES)
    add_office(store, code)
    return near(store, code)


def child(laptop: Near, status: str = "open", **changes: Any) -> str:
    """A child with a case; its number is the child's id, so that it is one of a kind."""
    made = laptop.create("child", {"office": laptop.office, **DARA, **changes})
    told = {"office": laptop.office, "child": made, "status": status, "code": f"K-{made[-8:]}", "reason": "token-reason"}
    laptop.create("case", told)
    assert laptop.push().verdicts == ()
    return made


def told(store: Store, laptop: Near) -> dict[tuple[str, str], likely.Elsewhere]:
    """What a laptop is told, by pair."""
    answering = Likely(store)
    while answering.answer({laptop.office}, "").more:
        continue
    return {(one.child, one.other): one for one in answering.answer({laptop.office}, "").pairs or ()}


def test_both_offices_hear_number_office_and_what_agrees_and_nothing_else(store: Store) -> None:
    here, there = office(store), office(store)
    one = child(here, primero_id="TWO-OFFICES")
    other = child(there, given_name_km="ដារា", primero_id="TWO-OFFICES")
    for laptop, pair, where in ((here, (one, other), there.office), (there, (other, one), here.office)):
        found = told(store, laptop)[pair]
        assert (found.code, found.office, found.level) == (f"K-{pair[1][-8:]}", where, "likely")
        assert {"name_km", "birth", "village", "document"} == set(found.reasons)
    answer = json.dumps(Likely(store).answer({here.office}, "").encode(), ensure_ascii=False)
    assert "token" not in answer
    assert "សុខ" not in answer
    assert "2015" not in answer
    with store.read() as connection:
        kept = connection.execute(select(models.likeness.c.key)).scalars().all()
    assert all(len(key) == 16 and key.isalnum() for key in kept)


def test_mother_and_family_phone_speak_and_who_reported_does_not(store: Store) -> None:
    here, there = office(store), office(store)
    plain = {"birth_from": "2012-02-02", "birth_to": "2012-02-02", "family_name_km": "ហេង", "village_code": "09010101"}
    one, other = child(here, **plain), child(there, **plain)
    case = here.create("case", {"office": here.office, "child": one, "status": "closed"})
    for laptop, of in ((here, one), (there, other)):
        laptop.create("family_member", {"child": of, "relation": "mother", "family_name_km": "ចាន់", "given_name_km": "ធីតា"})
        laptop.push()
    here.create("reporter", {"case": case, "phone": "012 777 666"})
    there.create("contact", {"child": other, "phone": "012 777 666"})
    here.push(), there.push()
    assert set(told(store, here)[(one, other)].reasons) == {"name_km", "birth", "village", "mother"}
    here.create("contact", {"child": one, "phone": "+855 12 777666"})
    here.push()
    assert "phone" in told(store, here)[(one, other)].reasons


def test_two_children_and_brothers_end_it_for_both_and_for_good(store: Store) -> None:
    here, there = office(store), office(store)
    days = {"birth_from": "2011-01-05", "birth_to": "2011-01-05"}
    one, other, third = child(here, **days), child(there, **days), child(there, **days, given_name_km="ដារី")
    assert {(one, other), (one, third)} <= told(store, here).keys()
    here.create("distinct", {"office": here.office, "child": one, "other": other, "kind": "other"})
    here.push()
    there.create("family_member", {"child": third, "relation": "brother", "linked_child": one})
    there.push()
    there.op("edit", "child", other, {"how_to_find": "by the school"}, there.version(other))
    there.push()
    assert told(store, here).keys().isdisjoint({(one, other), (one, third)})
    assert told(store, there).keys().isdisjoint({(other, one), (third, one)})


def test_what_changes_and_what_is_no_case_any_more_is_told_no_more(store: Store) -> None:
    here, there = office(store), office(store)
    days = {"birth_from": "2010-03-03", "birth_to": "2010-03-03"}
    one, other, void = child(here, **days), child(there, **days), child(there, "void", **days)
    assert (one, other) in told(store, here)
    assert (one, void) not in told(store, here)
    there.op("edit", "child", other, {"family_name_km": "គឹម", "given_name_km": "ហ៊ាង", "birth_from": "2001-01-01"}, 0)
    there.push()
    there.pull()
    wrong = {"birth_to": "2001-01-01", "village_code": "22010101"}
    there.op("edit", "child", other, wrong, there.version(other))
    there.push()
    assert (one, other) not in told(store, here)


def test_what_practises_and_what_is_shared_anyway_is_never_told(store: Store) -> None:
    here, there, practising = office(store), office(store), office(store)
    days = {"birth_from": "2009-09-09", "birth_to": "2009-09-09"}
    one, other, trial = child(here, **days), child(there, **days), child(practising, **days)
    with store.write() as connection:
        set_practice(connection, practising.office, True)
    assert (one, other) in told(store, here)
    assert (one, trial) not in told(store, here)
    there.op("edit", "child", other, {"shared_with": {"add": [here.office], "del": []}}, there.version(other))
    there.push()
    assert (one, other) not in told(store, here)


def test_what_is_erased_leaves_neither_key_nor_pair(store: Store) -> None:
    here, there = office(store), office(store)
    days = {"birth_from": "2008-08-08", "birth_to": "2008-08-08"}
    one, other = child(here, **days), child(there, **days)
    mother = {"relation": "mother", "family_name_km": "ចាន់", "given_name_km": "សុភា"}
    here.create("family_member", {"child": one, **mother})
    erased = there.create("family_member", {"child": other, **mother})
    here.push(), there.push()
    assert "mother" in told(store, here)[(one, other)].reasons
    erase(store, erased, "1")
    assert "mother" not in told(store, here)[(one, other)].reasons
    erase(store, other, "2")
    assert (one, other) not in told(store, here)
    with store.read() as connection:
        pair, key = models.likely_pair.c, models.likeness.c
        assert connection.execute(select(pair.record).where((pair.record == other) | (pair.other == other))).all() == []
        assert connection.execute(select(key.key).where(key.record == other)).all() == []
        assert connection.execute(select(key.key).where(key.record == one)).all() != []


def test_an_answer_that_the_laptop_has_is_not_sent_again(store: Store) -> None:
    here = office(store)
    first = Likely(store).answer({here.office}, "")
    assert first.pairs == ()
    again = Likely(store).answer({here.office}, first.mark)
    assert (again.pairs, again.mark) == (None, first.mark)
    assert likely.decode(again.encode()) == again
    pair = likely.Elsewhere(new_id(), new_id(), "K-1", "0102", "likely", ("birth",))
    whole = likely.Answer(likely.mark_of([pair]), (pair,))
    assert likely.decode(json.loads(json.dumps(whole.encode()))) == whole


def test_laptops_ask_and_show_it_until_one_of_them_says_that_they_are_two(store: Store, tmp_path: Path) -> None:
    app, laptops = make_app(store), []
    for name, code in (("one", "0102"), ("two", "0801")):  # a laptop knows which offices there are
        add_office(store, code)
        laptops.append(near_laptop(tmp_path / name, store, code, app))
    alone = {"family_name_km": "ឡុង", "given_name_km": "វិសាល", "village_code": "25010101"}  # nobody else of this server
    days = {**DARA, **alone, "birth_from": "2007-07-07", "birth_to": "2007-07-07"}
    cases = []
    for laptop in laptops:
        made = laptop.child(**days)
        code = f"K-{laptop.office}"
        cases.append(
            laptop.create("case", office=laptop.office, child=made, status="open", code=code, owner=laptop.session.actor.user)
        )
        laptop.exchange()
    changed: list[Any] = []

    def seen(laptop: NearLaptop, case: str) -> list[str]:
        with laptop.session.database.transaction() as connection:
            kept.note_asked(connection, datetime(2020, 1, 1, tzinfo=UTC))
        ask(laptop.session.database, laptop.engine.session, changed.append)
        with laptop.session.read() as reader:
            return [f"{one.code} {one.office.code} {one.level}" for one in elsewhere.of_case(reader, case)]

    one, two = laptops
    assert seen(one, cases[0]) == [f"K-{two.office} {two.office} likely"]
    assert seen(two, cases[1]) == [f"K-{one.office} {one.office} likely"]
    assert changed
    changed.clear()
    assert seen(one, cases[0])
    assert not changed, "the same answer is no news"
    with one.session.write("elsewhere_answer") as uow:
        (known,) = elsewhere.of_case(uow, cases[0])
        elsewhere.answer(uow, cases[0], known.other, "other")
    one.exchange()
    assert seen(one, cases[0]) == seen(two, cases[1]) == []


def test_who_is_no_device_is_told_nothing(store: Store) -> None:
    answer = send(make_app(store), "GET", f"{likely.PATH}?have=", b"", {envelope.REQUEST_ID: "r"})
    assert answer.status == 401
