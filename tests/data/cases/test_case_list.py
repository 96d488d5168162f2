"""The list of cases: search in Khmer and Latin, filters, orders, pages, and what each person finds there."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.database import Database
from app.domain.clock import parse_instant
from app.domain.errors import InputError
from app.domain.lights import light_of
from app.domain.records import Record
from app.services.cases import case_file, case_search, cases, notes
from app.services.cases.case_search import CaseFilter, CasePage, CaseWish, ListOrder
from app.services.people import children
from app.text.keys import sort_key
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register, with_rights
from tests.support.closing import close_case

NAMES = [("សុខ", "ដារ៉ា", "Sok", "Dara"), ("ចាន់", "សុភា", "Chan", "Sophea"), ("កែវ", "មករា", "Keo", "Makara")]


def register_all(database: Database) -> list[str]:
    """A case for each name, of different risk, day and owner; gives their ids."""
    ids = []
    for number, (family, given_name, latin_family, latin_given) in enumerate(NAMES):
        changes: dict[str, Any] = {
            "child__family_name_km": family,
            "child__given_name_km": given_name,
            "child__family_name_latin": latin_family,
            "child__given_name_latin": latin_given,
            "case__risk_level": ("high", "medium", "low")[number],
            "case__received_at": f"2026-02-2{8 - number}T01:00:00Z",
            "case__concerns": [{"code": ("neglect", "street", "gambling")[number], "kind": "at_risk"}],
        }
        ids.append(register(database, OTHER if number == 2 else WORKER, **changes).case)
    return ids


def found(database: Database, wish: CaseWish, order: ListOrder = "name", actor: Any = HEAD) -> list[str]:
    with database.read(actor) as reader:
        page = case_search.page(reader, wish, order)
        assert case_search.count(reader, wish) == len(page.lines)
        return [line.row.id for line in page.lines]


def typed(text: str) -> CaseWish:
    return CaseWish(CaseFilter(typed=text))


def test_search_finds_khmer_and_latin_from_the_first_letter(database: Database) -> None:
    sok, chan, keo = register_all(database)
    assert found(database, typed("ស")) == found(database, typed("s")) == [chan, sok]
    assert found(database, typed("ដារា")) == [sok]
    assert found(database, typed("dara sok")) == [sok]
    assert found(database, typed("MAKARA")) == [keo]
    assert found(database, typed("xyz")) == []
    with database.read(HEAD) as reader:
        code = reader.get("case", chan).text("code")
    assert found(database, typed(code)) == [chan]


def test_orders(database: Database) -> None:
    sok, chan, keo = register_all(database)
    by_name = sorted(
        [(sort_key(f"{km} {given_km}"), case) for (km, given_km, *_), case in zip(NAMES, (sok, chan, keo), strict=True)]
    )
    assert found(database, CaseWish()) == [case for _, case in by_name]
    assert found(database, CaseWish(), "newest") == [sok, chan, keo]
    assert found(database, CaseWish(), "oldest") == [keo, chan, sok]
    assert found(database, CaseWish(), "-name") == [case for _, case in reversed(by_name)]
    assert found(database, CaseWish(), "due") == [sok, chan, keo]
    assert found(database, CaseWish(), "-due") == [keo, chan, sok]


def test_by_limit_those_without_one_stand_behind(database: Database) -> None:
    sok, chan, keo = register_all(database)
    with acting(database, HEAD) as uow:
        cases.first_contact(uow, sok, on=uow.today())
    assert found(database, CaseWish(), "due") == [chan, keo, sok]
    assert found(database, CaseWish(), "-due") == [keo, chan, sok]


def test_filters(database: Database) -> None:
    sok, chan, keo = register_all(database)
    assert found(database, CaseWish(CaseFilter(risks=("high", "low")))) == [keo, sok]
    assert found(database, CaseWish(CaseFilter(concerns=("street",)))) == [chan]
    assert found(database, CaseWish(CaseFilter(place="0102"))) == [keo, chan, sok]
    assert found(database, CaseWish(CaseFilter(place="0103"))) == []
    assert found(database, CaseWish(owner=OTHER.user)) == [keo]
    assert found(database, CaseWish(overdue=True)) == [sok]
    with acting(database, HEAD) as uow:
        close_case(uow, chan, "success")
        cases.void(uow, keo, "trial")
    assert found(database, CaseWish(CaseFilter(statuses=("open",)))) == [sok]
    assert found(database, CaseWish(CaseFilter(statuses=("open", "closed")))) == [chan, sok]


def test_each_person_finds_what_is_theirs(database: Database) -> None:
    sok, chan, keo = register_all(database)
    assert found(database, CaseWish(), actor=WORKER) == [chan, sok]
    assert found(database, CaseWish(), actor=OTHER) == [keo]
    assert found(database, CaseWish(overdue=True), "due", actor=OTHER) == []
    with pytest.raises(InputError, match="not_allowed"):
        found(database, CaseWish(owner=OTHER.user), actor=WORKER)
    with pytest.raises(InputError, match="not_allowed"):
        found(database, CaseWish(), actor=CLERK)


def test_a_restricted_code_is_no_filter_without_the_right(database: Database) -> None:
    knows = with_rights(WORKER, "hiv_rh")
    case = register(database, knows, case__categories=["hiv"]).case
    wish = CaseWish(CaseFilter(categories=("hiv",)))
    assert found(database, wish, actor=knows) == [case]
    with pytest.raises(InputError, match="right_missing"):
        found(database, wish, actor=WORKER)


def test_pages_follow_each_other_without_gap_or_repetition(database: Database) -> None:
    for number in range(23):
        family = ("កែវ", "ចាន់")[number % 2]
        opened = register(database, child__family_name_km=family, case__received_at=f"2026-02-{1 + number // 4:02}")
        if number % 3 == 0:
            with acting(database, HEAD) as uow:
                cases.first_contact(uow, opened.case, on=uow.today())
    orders: tuple[ListOrder, ...] = ("name", "-name", "newest", "oldest", "due", "-due")
    for order in orders:
        seen: list[str] = []
        pages: list[CasePage] = []
        with database.read(HEAD) as reader:
            while not pages or pages[-1].after is not None:
                pages.append(case_search.page(reader, CaseWish(), order, limit=5, after=pages[-1].after if pages else None))
                seen += [line.row.id for line in pages[-1].lines]
        assert len(seen) == len(set(seen)) == 23, order
    with database.read(HEAD) as reader:
        dues = [line.due for line in case_search.page(reader, CaseWish(), "due").lines if line.due is not None]
    assert all(first <= second for first, second in pairwise(dues))


@given(st.lists(st.tuples(*[st.sampled_from([None, "A", "B", "C"])] * 5), max_size=4))
def test_the_filter_by_light_is_the_rule(lights: list[tuple[str | None, ...]]) -> None:
    rows = [Record("note", str(n), {k: v for k, v in zip(notes.LIGHTS, one, strict=True) if v}) for n, one in enumerate(lights)]
    dated = [replace(row, values={**row.values, "on_date": f"2026-01-0{n + 1}"}) for n, row in enumerate(rows)]
    newest = case_file.last_light(dated)
    expected = next((light_of(row) for row in reversed(dated) if light_of(row) is not None), None)
    assert (newest[0] if newest else None) == expected


def test_the_light_of_the_newest_visit_filters(database: Database) -> None:
    sok, chan, _ = register_all(database)
    with acting(database, HEAD) as uow:
        notes.add(uow, sok, dict.fromkeys(notes.LIGHTS, "A") | {"on_date": "2026-02-27"})
        notes.add(uow, sok, {"food": "B", "on_date": "2026-02-28"})
        notes.add(uow, chan, {"violence": "C", "on_date": "2026-02-28"})
    assert found(database, CaseWish(CaseFilter(lights=("green",)))) == [sok]
    assert found(database, CaseWish(CaseFilter(lights=("red",)))) == [chan]
    assert found(database, CaseWish(CaseFilter(lights=("yellow",)))) == []


def test_first_contacts_that_are_due(database: Database) -> None:
    sok, chan, keo = register_all(database)
    with database.read(WORKER) as reader:
        due = case_search.due_contacts(reader)
        assert [(one.case, one.state) for one in due] == [(sok, "overdue"), (chan, "running")]
        assert due[0].due == parse_instant("2026-03-01T01:00:00Z")
    with acting(database, HEAD) as uow:
        cases.first_contact(uow, keo, on=uow.today(), how="phone")
    with database.read(HEAD) as reader:
        assert keo not in [one.case for one in case_search.due_contacts(reader)]


@pytest.mark.parametrize("typed", ["0102010100412", "01020101 00412", "00412", "p-77", "OS 9", "តូច"])
def test_a_child_is_found_by_its_numbers_elsewhere_and_its_nickname(database: Database, typed: str) -> None:
    wanted, other = register(database), register(database, child__given_name_km="មករា", child__mosvy_number="00733")
    told = {"mosvy_village": "01020101", "mosvy_number": "00412", "primero_id": "P-77", "oscar_id": "OS-9", "nickname": "តូច"}
    with acting(database) as uow:
        children.edit(uow, wanted.child, told)
    with database.read(WORKER) as reader:
        found = case_search.page(reader, CaseWish(CaseFilter(typed=typed)))
        assert [line.row.id for line in found.lines] == [wanted.case]
    with acting(database) as uow:
        children.edit(uow, wanted.child, dict.fromkeys(told))
    with database.read(WORKER) as reader:
        assert case_search.page(reader, CaseWish(CaseFilter(typed=typed))).lines == ()
        assert [line.row.id for line in case_search.page(reader, CaseWish(CaseFilter(typed="733"))).lines] == [other.case]


def test_a_name_is_found_in_the_other_script_behind_the_names_that_are_spelt_so(database: Database) -> None:
    def named(km: tuple[str, str] | None, latin: tuple[str, str] | None) -> str:
        names = ("family_name", "given_name")
        written: dict[str, Any] = {f"child__{name}_km": km and km[place] for place, name in enumerate(names)}
        written |= {f"child__{name}_latin": latin and latin[place] for place, name in enumerate(names)}
        return register(database, **written).case

    khmer = named(("លី", "ប៊ុនណា"), None)
    latin = named(None, ("Sok", "Bunna"))
    other = named(("ហេង", "ស្រីមុំ"), None)
    variant = named(("កែវ", "បុប្ផា"), ("Kev", "Bounnah"))
    assert found(database, typed("bunna")) == [latin, variant, khmer]  # spelt so, then by sound in Khmer order
    assert found(database, typed("ly bunna")) == [khmer]
    assert found(database, typed("ប៊ុនណា")) == [khmer, variant, latin]
    assert found(database, typed("srey mum")) == [other]
    assert found(database, typed("zz")) == found(database, typed("bunna 9")) == []
    orders: tuple[ListOrder, ...] = ("name", "-name", "newest", "due")
    for order in orders:
        with database.read(HEAD) as reader:
            pages = [case_search.page(reader, typed("bunna"), order, limit=1)]
            while pages[-1].after is not None:
                pages.append(case_search.page(reader, typed("bunna"), order, limit=1, after=pages[-1].after))
            lines = [line.row.id for page in pages for line in page.lines]
            assert (lines[0], set(lines[1:]), len(lines)) == (latin, {variant, khmer}, 3)
            some = case_search.some(reader, typed("bunna"), (other, khmer, latin))
            assert [line.row.id for line in some] == [khmer, latin]
    with database.read(WORKER) as reader:
        assert case_search.page(reader, CaseWish(CaseFilter(typed="bunna", place="0102"), owner="me")).lines != ()
