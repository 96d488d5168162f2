"""Staff, rooms and the past of a facility; the second step of its papers; what Today and the filters say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.data.queries.facilities import FacilityRow
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import STAFF, Scope
from app.services.cases import case_parts
from app.services.desk.find import find_anything
from app.services.exchange import knowing
from app.services.facilities import facilities, facility_register, register_dues
from app.services.facilities.facilities import FacilityFilter
from app.services.facilities.facility_register import RoomNumbers, StaffNumbers
from tests.support.facility_office import Office

Admit = Callable[..., str]


def person(office: Office, home: str, **values: object) -> str:
    """Somebody who works there."""
    with office.write(actor=office.head) as uow:
        return case_parts.add(uow, "facility_staff", home, {"name": "សុខ ដារា", "role": "carer", **values})


def dues(office: Office, actor: Actor) -> dict[str, tuple[str, str, str]]:
    """Kind → how many, where it stands, and the day."""
    with office.read(actor) as reader:
        return {one.kind: (one.extra, one.place, str(one.due or "")) for one in register_dues.all_of(reader, Scope("01"))}


def found(office: Office, **wanted: Any) -> list[str]:
    """Codes of the facilities that a filter lets through."""
    with office.read() as reader:
        rows: list[FacilityRow] = facilities.listing(reader, replace(FacilityFilter(), **wanted))
        return [row.facility.text("code") for row in rows]


def test_staff_are_counted_for_everybody_and_named_for_few(office: Office, home: str) -> None:
    person(office, home, cares=True, since="2026-06-10", training=["child_care"])
    person(office, home, cares=True, since="2020-01-01", check_result="waiting")
    person(office, home, since="2019-01-01", check_kind="police_record", checked_on="2019-02-01", check_result="in_order")
    bad = person(office, home, role="volunteer", checked_on="2026-06-01", check_result="not_in_order")
    person(office, home, since="2015-01-01", until="2026-06-14")
    with office.read(office.caseworker) as reader:
        assert facility_register.staff_numbers(reader, home) == StaffNumbers(4, 2, 1, 2, 1)
        assert not knowing.may_know(reader, "facility_staff", bad)
        with pytest.raises(InputError, match="not_allowed"):
            facility_register.parts(reader, "facility_staff", home)
    with office.read() as reader:
        listed = facility_register.parts(reader, "facility_staff", home)
        assert [one.text("role") for one in listed] == ["carer"] * 3 + ["volunteer", "carer"], "who has left comes last"
        assert knowing.may_know(reader, "facility_staff", bad)
    asked = {"staff_unchecked": ("1", "review", ""), "staff_not_in_order": ("1", "overdue", "")}
    assert dues(office, office.head) == asked, "who came five days ago is not asked after yet"
    assert dues(office, office.caseworker) == {}
    assert found(office, unchecked=True) == found(office)
    with office.write(actor=office.head) as uow:
        case_parts.change(uow, "facility_staff", bad, {"until": "2026-06-14"})
        facilities.edit(uow, home, {"state": "closed"})
    assert dues(office, office.head) == {}


def test_what_is_entered_of_staff_is_checked(office: Office, home: str) -> None:
    for values, code in (
        ({"check_result": "in_order"}, "value_missing"),
        ({"role": None}, "value_missing"),
        ({"since": "2026-01-02", "until": "2026-01-01"}, "end_before_start"),
        ({"role": "king"}, "code_unknown"),
        ({"since": "2027-01-01"}, "date_in_future"),
    ):
        with pytest.raises(InputError, match=code):
            person(office, home, **values)
    assert person(office, home, until="2027-01-01"), "the end of a contract lies ahead"
    with office.write(actor=office.caseworker) as uow, pytest.raises(InputError, match="not_allowed"):
        case_parts.add(uow, "facility_staff", home, {"name": "x", "role": "cook"})


def test_rooms_are_summed_beside_the_capacity(office: Office, home: str, admit: Admit) -> None:
    for _ in range(3):
        admit()
    with office.write() as uow:
        facilities.edit(uow, home, {"capacity": 10})
        room = {"name": "អគារ ក", "places": 4, "beds": 2, "sleeping": 5, "counted_on": "2026-06-01"}
        case_parts.add(uow, "facility_room", home, room)
        case_parts.add(uow, "facility_room", home, {"name": "អគារ ខ", "beds": 3, "sleeping": 3, "counted_on": "2026-06-01"})
        for wrong, code in (({"places": -1}, "room_number"), ({"sleeping": 3, "counted_on": None}, "value_missing")):
            with pytest.raises(InputError, match=code):
                case_parts.add(uow, "facility_room", home, room | wrong)
        numbers = facility_register.room_numbers(uow, uow.get("facility", home))
    assert numbers == RoomNumbers(2, 4, 5, 8, ("អគារ ក",), 10, 3)
    assert numbers.too_many, "one room holds more than its places"
    assert not RoomNumbers(1, 0, 0, 0, (), 3, 3).too_many
    assert RoomNumbers(1, 2, 0, 0, (), 10, 3).too_many, "rooms have two places"


def test_a_facility_is_found_by_what_it_was(office: Office, home: str) -> None:
    with office.write() as uow:
        with pytest.raises(InputError, match="value_missing"):
            case_parts.add(uow, "facility_past", home, {"what": "name"})
        old = {"what": "name", "text": "ផ្ទះក្តីសង្ឃឹម", "from_on": "2008-01-01", "until_on": "2014-12-31"}
        case_parts.add(uow, "facility_past", home, old)
        case_parts.add(uow, "facility_past", home, {"what": "place", "village_code": "01020101", "until_on": "2010-01-01"})
        case_parts.add(uow, "facility_past", home, {"what": "owner", "text": "Church of nowhere"})
    with office.read() as reader:
        told = facility_register.parts(reader, "facility_past", home)
    assert [one.text("what") for one in told] == ["name", "place", "owner"], "the newest first"
    assert found(office, search="ក្តីសង្ឃឹម") == found(office) != []
    assert found(office, search="nowhere") == [], "an owner is no name"
    with office.read() as reader:
        (line,) = find_anything(reader, "ក្តីសង្ឃឹម", "en")
        assert (line.id, line.title, "ផ្ទះក្តីសង្ឃឹម" in line.detail) == (home, "Trial home", True), "it is told by its old name"
        assert find_anything(reader, "nowhere", "en") == []


def test_papers_that_run_out_and_sets_that_filter(office: Office, home: str) -> None:
    with office.write() as uow:
        values = {"services": ["stay", "legal"], "funding": ["foreign"], "mou_until": "2026-06-14"}
        facilities.edit(uow, home, {**values, "recognition_until": "2026-08-01"})
        state = {"name_km": "មណ្ឌលរដ្ឋ", "type": "rci", "owner": "state", "mou_until": "2020-01-01"}
        facilities.register(uow, {**state, "recognition_until": "2026-12-01"})
    first = found(office)[0]
    assert found(office, papers="over") == found(office, papers="ends") == [first], "a state centre has no agreement"
    ends = {"mou_ends": ("", "review", "2026-06-14"), "recognition_ends": ("", "review", "2026-08-01")}
    assert dues(office, office.inspector) == ends
    assert found(office, service="legal") == found(office, fund="foreign") == [first]
    assert found(office, service="vocation") == found(office, fund="state") == []
    with office.write() as uow:
        facilities.edit(uow, home, {"mou_until": "2027-06-14"})
    assert found(office, papers="over") == []
    assert found(office, papers="ends") == [first]


def test_the_second_step_of_the_papers(office: Office, home: str) -> None:
    given = {"applied_on": "2026-02-01", "application_number": "12/26", "authorisation": "authorised"}
    late = {**given, "authorised_on": "2026-01-01", "authorisation_number": "9"}
    with office.write() as uow:
        assert [one.code for one in facilities.questions(uow, late)] == ["ask.facility_authorised_early"]
        facilities.edit(uow, home, {**given, "authorised_on": "2026-05-01"})
        assert uow.get("facility", home).text("authorised_on") == "2026-05-01"
        with pytest.raises(InputError, match="code_unknown"):
            facilities.edit(uow, home, {"authorisation": "perhaps"})
        with pytest.raises(InputError, match="code_unknown"):
            facilities.edit(uow, home, {"services": ["singing"]})


def test_a_line_of_staff_is_told_as_staff(office: Office, home: str) -> None:
    person(office, home, since="2020-01-01")
    with office.read(office.head) as reader:
        assert [one.codes for one in register_dues.all_of(reader, Scope("01"))] == [STAFF]
        assert not list(register_dues.all_of(reader, Scope("02")))
        assert not list(register_dues.all_of(reader, Scope("01", owner=office.head.user)))
