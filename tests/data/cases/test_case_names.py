"""A case that hides its name is told by its number wherever the name would stand outside it, and the name comes back whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest

from app.data.database import Database
from app.data.reader import Reader
from app.data.undo import undo
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.approvals import approval_list
from app.services.care import proposals
from app.services.cases import case_names, case_search, cases, flow, time_line
from app.services.cases.case_search import CaseFilter, CaseWish
from app.services.desk import find, tasks, today
from app.services.exchange import sync_view
from app.services.numbers import lists, returns
from app.services.people import children, distinct, duplicates, merging
from app.services.sharing import between, hand_overs
from app.text.keys import sort_key
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, VILLAGE, WORKER, acting, register

NAMES = ("ដារ៉ា", "Thida", "សុខ", "Touch")
LATIN = {"child__family_name_latin": "Touch", "child__given_name_latin": "Thida"}
TOLD: Mapping[str, Callable[[Reader, cases.Opened, str], object]] = {
    "list": lambda reader, one, _: case_search.page(reader, CaseWish()).lines,
    "some": lambda reader, one, _: case_search.some(reader, CaseWish(), [one.case]),
    "proposals": lambda reader, one, _: proposals.candidates(reader),
    "search": lambda reader, one, _: find.find_anything(reader, one.code, "km"),
    "today": lambda reader, one, _: today.today(reader),
    "approvals": lambda reader, one, _: approval_list.waiting(reader),
    "offers": lambda reader, one, _: [(row.kind, row.child) for row in (*between.given(reader), *between.to_answer(reader))],
    "the likely": lambda reader, one, other: duplicates.like_case(reader, other),
    "siblings": lambda reader, one, other: distinct.sibling_cases(reader, reader.get("case", other).text("child")),
    "records behind a number": lambda reader, one, _: returns._behind(reader, reader.get("case", one.case), True),
    "what waits to be sent": lambda reader, one, _: sync_view.subject(reader, "child", one.child, "km"),
    "list for Excel": lambda reader, one, _: list(lists.case_rows(reader, "km", None, None, names=True)),
}
"""What tells of cases outside them."""


@pytest.fixture
def told_of(database: Database) -> tuple[cases.Opened, cases.Opened, cases.Opened]:
    """A case of which everything tells; one that is likely the same; one of a sibling who has another name."""
    one, like = register(database, WORKER, **LATIN), register(database, WORKER, **LATIN)
    sibling = register(database, child__family_name_km="កែវ", child__given_name_km="នារី", child__family_name_latin=None,
                       child__given_name_latin=None, child__birth=None, case__carer=None, case__contacts=[])  # fmt: skip
    with acting(database) as uow:
        distinct.mark(uow, sibling.child, one.child, "sibling")
        tasks.add(uow, {"title": "x"}, case=one.case)
        hand_overs.offer(uow, one.case, HEAD.user, {"danger": "none", "promise_1": "x", "trusts": "aunt"})
        referral = {"case": one.case, "to_kind": "ngo", "to_name": "NGO", "state": "sent", "on_date": uow.today()}
        uow.create("referral", {**referral, "shown:child_name": "សុខ ដារ៉ា"})
        flow.close(uow, one.case, "success")
        for hidden in (like.case, sibling.case):
            case_names.hide(uow, hidden, hidden=True)
    return one, like, sibling


def shown(database: Database, what: str, one: cases.Opened, like: cases.Opened, sibling: cases.Opened) -> str:
    """What is told, as text."""
    with database.read(HEAD) as reader:
        return str(TOLD[what](reader, one, sibling.case if what == "siblings" else like.case))


def place_in_list(reader: Reader, case: str) -> str:
    """Where a case stands among others."""
    return str(reader.connection.exec_driver_sql("SELECT sort FROM search WHERE id = ?", (case,)).scalar_one())


def test_the_number_stands_where_the_name_would(
    database: Database, told_of: tuple[cases.Opened, cases.Opened, cases.Opened]
) -> None:
    one, like, _ = told_of
    for what in TOLD:
        assert any(name in shown(database, what, *told_of) for name in NAMES), (
            f"{what} tells a name: else nothing is shown here"
        )
    with acting(database, act="case_hide_name") as uow:
        case_names.hide(uow, one.case, hidden=True)
    for what in TOLD:
        text = shown(database, what, *told_of)
        assert one.code in text, what
        assert not any(name in text for name in NAMES), what
    with database.read(HEAD) as reader:
        named = [line.row.code for line in case_search.page(reader, CaseWish(CaseFilter(typed="ដារ៉ា"))).lines]
        assert sorted(named) == sorted((one.code, like.code)), "who knows the name finds it"
        assert place_in_list(reader, one.case) == sort_key(one.code), "a place among names would tell of one"
        events = time_line.page(reader, one.case, kinds={"name_hidden"}).events
        assert [(event.what, event.who) for event in events] == [("name_hidden", WORKER.user)]
    with acting(database) as uow:
        assert undo(uow).act == "case_hide_name"
    for what in TOLD:
        assert any(name in shown(database, what, *told_of) for name in NAMES), what
    with database.read(HEAD) as reader:
        assert place_in_list(reader, one.case) == sort_key("សុខ ដារ៉ា")


def test_who_hides_it_and_what_goes_on(database: Database) -> None:
    one, two = register(database), register(database)
    for actor in (OTHER, CLERK):
        with pytest.raises(InputError, match="not_allowed"), acting(database, actor) as uow:
            case_names.hide(uow, one.case, hidden=True)
    with acting(database, HEAD) as uow:
        case_names.hide(uow, one.case, hidden=True)
        flow.close(uow, two.case, "success")
        children.edit(uow, one.child, {"given_name_km": "នារី"})
    with acting(database, HEAD) as uow:
        assert place_in_list(uow, one.case) == sort_key(one.code), "a new name brings no place among names"
        case_names.hide(uow, one.case, hidden=True)
        assert uow.changes == ()
        merging.merge_case(uow, one.case, two.case)
        assert case_names.is_hidden(uow.get("case", two.case)), "joined with one that hides it"
    with acting(database, HEAD) as uow:
        case_names.hide(uow, two.case, hidden=False)
        assert not case_names.is_hidden(uow.get("case", two.case))
        assert [event.what for event in time_line.page(uow, two.case).events if event.what.startswith("name")]


NAMED = {"family_name_km": "សុខ", "given_name_km": "ដារ៉ា", "family_name_latin": "Sok", "given_name_latin": "Dara"}


def test_a_name_alone_finds_no_case_that_hides_it_for_who_may_not_open_it(database: Database) -> None:
    one = register(database)
    known = {**NAMED, "birth_from": "2015-02-03", "birth_to": "2015-02-03"}
    near = {**NAMED, "birth_from": "2015-01-01", "birth_to": "2015-12-31"}
    for told in (NAMED, {**NAMED, "village_code": VILLAGE}, near):
        assert met(database, OTHER, told) == {one.code}, "as long as the name is told, it is a reason"
    with acting(database) as uow:
        case_names.hide(uow, one.case, hidden=True)
    for told in (NAMED, {**NAMED, "village_code": VILLAGE}, near):
        assert met(database, OTHER, told) == set(), "whoever only guesses a name learns nothing"
        assert met(database, WORKER, told) == met(database, HEAD, told) == {one.code}
    assert met(database, OTHER, known) == {one.code}, "who registers the child a second time meets the first case"
    assert met(database, OTHER, {**near, "village_code": VILLAGE}) == {one.code}
    assert met(database, OTHER, NAMED, phones=["012345678"]) == {one.code}


def met(database: Database, actor: Actor, child: Mapping[str, object], phones: Iterable[str] = ()) -> set[str]:
    """The numbers that somebody is shown who registers a child."""
    with database.read(actor) as reader:
        return {found.code for found in duplicates.likely(reader, child, phones=phones)}


def test_what_stays_of_a_case_that_goes_hides_the_name_with_it(database: Database) -> None:
    one = register(database)
    with database.write(HEAD, "test") as uow:
        told = {"case_id": one.case, "code": one.code, "child_name": "សុខ ដារ៉ា", "to_office": "02", "moved_on": uow.today()}
        stub = uow.create("case_stub", {**told, "office": OFFICE})
    for hidden, name in ((True, one.code), (False, "សុខ ដារ៉ា")):
        with acting(database) as uow:
            case_names.hide(uow, one.case, hidden=hidden)
            assert uow.get("case_stub", stub).text("child_name") == name
