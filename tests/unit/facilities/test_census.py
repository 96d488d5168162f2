"""The children of a facility against its list, one by one: what differs stays open until it is explained."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.services.facilities import measures, residencies, ways_on
from app.services.visits import census, census_dues, inspections
from tests.support.facility_office import Office

Admit = Callable[..., str]


def dues(office: Office, actor: Actor) -> dict[str, tuple[str, str]]:
    """Kind → how many and where it stands."""
    with office.read(actor) as reader:
        return {one.kind: (one.extra, one.state) for one in census_dues.all_of(reader, Scope("01"))}


def differences(office: Office, home: str) -> dict[str | None, str | None]:
    """Name → what was found, of what is not explained."""
    with office.read() as reader:
        return {one.name: one.line.code("found") for one in census.open_of(reader, home)}


def test_a_child_nobody_can_find_is_told_until_it_is_explained(
    office: Office, form: CompiledForm, home: str, admit: Admit
) -> None:
    here, pupil, lost, gone = (admit(given_name_km=name) for name in ("ដារា", "បុប្ផា", "សុភា", "រតនា"))
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        census.find_all(uow, visit, [here], "present")
        census.find(uow, visit, pupil, "school", "គ្រូបង្រៀនបានបញ្ជាក់")
        census.find(uow, visit, lost, "present")
        census.find(uow, visit, lost, "missing")
        census.find(uow, visit, gone, "left")
        child = census.unlisted(uow, visit, {"name": "ចាន់", "sex": "male", "age": 9})
        with pytest.raises(InputError, match="census_listed"):
            census.find(uow, visit, here, "unlisted")
        with pytest.raises(InputError, match="stay_unknown"):
            census.find(uow, visit, visit, "present")
        with pytest.raises(InputError, match="code_unknown"):
            census.find(uow, visit, here, "asleep")
        with pytest.raises(InputError, match="census_age"):
            census.unlisted(uow, visit, {"age": 900})
        record = uow.get("inspection", visit)
        told = census.counts(census.children(uow, record))
    assert told == {"present": 1, "school": 1, "missing": 1, "left": 1, "unlisted": 1}
    assert differences(office, home) == {"សុខ សុភា": "missing", "សុខ រតនា": "left", "ចាន់": "unlisted"}
    asked = {"census_missing": ("1", "overdue"), "census_left": ("1", "soon"), "census_unlisted": ("1", "overdue")}
    assert dues(office, office.head) == dues(office, office.caseworker) == asked
    with office.write() as uow:
        residencies.exit_resident(uow, gone, {"exited_on": "2026-06-14", "exit_reason": "reunified"})
        stay = census.admit(uow, child, {"admitted_on": "2026-06-01", "admission_reason": "not_known"})
        resident = next(one for one in residencies.living_there(uow, home) if one.id == stay)
        assert (resident.name, resident.sex, resident.age) == ("ចាន់", "male", 9)
        with pytest.raises(InputError, match="census_listed"):
            census.admit(uow, child, {"admitted_on": "2026-06-01", "admission_reason": "not_known"})
        with pytest.raises(InputError, match="census_note"):
            census.settle(uow, census.line_id(visit, lost), " ")
        census.settle(uow, census.line_id(visit, lost), "ឪពុកបានមកយកទៅផ្ទះមួយយប់ ហើយត្រឡប់មកវិញ")
    assert (differences(office, home), dues(office, office.head)) == ({}, {})


def test_a_child_on_no_list_lived_there_on_the_day_of_the_visit_and_before_the_house_was_closed(
    office: Office, form: CompiledForm, home: str
) -> None:
    stays = {}
    for day in ("2026-06-05", "2026-06-12"):
        with office.write(actor=office.head) as uow:
            visit = inspections.start(uow, form, home, {"visit_on": day})
            child = census.unlisted(uow, visit, {"name": f"ចាន់ {day[-1]}", "sex": "male", "age": 9})
            if day == "2026-06-12":
                measures.take(uow, home, {"kind": "emergency_closure", "reason": "x", "on_date": "2026-06-10"})
            stay = census.admit(uow, child, {"admission_reason": "not_known"})
            stays[day] = uow.get("residency", stay).text("admitted_on")
    assert stays == {"2026-06-05": "2026-06-05", "2026-06-12": "2026-06-10"}
    with office.read(office.head) as reader:
        assert len(ways_on.lines(reader, home)) == 2, "each is followed until it is safe"


def test_the_newest_look_counts_and_a_mistaken_visit_does_not(
    office: Office, form: CompiledForm, home: str, admit: Admit
) -> None:
    lost = admit()
    with office.write() as uow:
        first = inspections.start(uow, form, home, {"visit_on": "2026-06-01"})
        census.find(uow, first, lost, "missing")
        second = inspections.start(uow, form, home, {"visit_on": "2026-06-10"})
        census.find(uow, second, lost, "present")
    assert differences(office, home) == {}
    with office.write() as uow:
        census.find(uow, second, lost, "")
    assert list(differences(office, home).values()) == ["missing"], "taken back: what was found before counts"
    with office.write() as uow:
        inspections.void(uow, first, "wrong_facility")
    assert differences(office, home) == {}
    with office.write() as uow, pytest.raises(InputError, match="inspection_unknown"):
        census.find(uow, first, lost, "present")


def test_two_inspectors_mean_one_child(office: Office, form: CompiledForm, home: str, admit: Admit) -> None:
    stay = admit()
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        first = census.find(uow, visit, stay, "present")
        assert first == census.find(uow, visit, stay, "school") == census.line_id(visit, stay)
        assert [one.found for one in census.children(uow, uow.get("inspection", visit))] == ["school"]
