"""The register of facilities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.domain.facility_codes import letters, next_code, province_of, tidy_code
from app.services.facilities import facilities
from app.services.facilities.facilities import FacilityFilter
from tests.support.facility_office import Office

NEW = {"name_km": "ផ្ទះថ្មី", "type": "group_home", "owner": "ngo"}


@given(st.sampled_from(sorted(letters())), st.integers(1, 998))
def test_the_next_code_is_a_code_of_its_province(province: str, number: int) -> None:
    taken = f"{letters()[province]}-{number:03}"
    code = next_code(province, [taken, "XX-999", "BMC-0001"])
    assert province_of(code) == province
    assert tidy_code(code.lower().replace("-", " ")) == code
    assert int(code[-3:]) == number + 1


@given(st.text(max_size=12))
def test_whatever_is_typed_becomes_a_code_or_nothing(typed: str) -> None:
    code = tidy_code(typed)
    assert code == "" or tidy_code(code) == code


def test_a_code_is_proposed_and_numbers_of_the_past_are_not_used_again(office: Office) -> None:
    with office.write(actor=office.head) as uow:
        first = facilities.register(uow, NEW)
        second = facilities.register(uow, NEW | {"code": "bmc ០០៧"})
        facilities.edit(uow, second, {"state": "closed"})
        third = facilities.register(uow, NEW)
        assert [uow.get("facility", one).text("code") for one in (first, second, third)] == ["BMC-001", "BMC-007", "BMC-008"]
        assert facilities.proposed_code(uow, "17010101") == "SRP-001"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"type": "rci", "owner": "ngo"}, "facility_name_missing"),
        ({"name_km": "ក", "owner": "ngo"}, "facility_type_missing"),
        ({"name_km": "ក", "type": "rci"}, "facility_owner_missing"),
        (NEW | {"code": "seven"}, "facility_code_form"),
        (NEW | {"type": "castle"}, "code_unknown"),
        (NEW | {"village_code": "99999999"}, "place_unknown"),
        (NEW | {"opened_on": "2099-01-01"}, "date_in_future"),
        (NEW | {"mou_from": "2025-01-01", "mou_until": "2024-01-01"}, "facility_paper_ends_early"),
        (NEW | {"mou_until": "soon"}, "value_not_a_date"),
        (NEW | {"capacity": -1}, "facility_capacity_negative"),
        (NEW | {"office": "02"}, "field_not_given"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(office: Office, values: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught, office.write() as uow:
        facilities.register(uow, values)
    assert caught.value.code == code
    with office.read() as reader:
        assert reader.count("facility") == 0


def test_a_code_belongs_to_one_facility(office: Office, home: str) -> None:
    with office.write() as uow:
        with pytest.raises(InputError, match="facility_code_taken"):
            facilities.register(uow, NEW | {"code": "BMC-001"})
        facilities.edit(uow, home, {"code": "BMC-001", "director": "នាយកសាកល្បង"})
        other = facilities.register(uow, NEW)
        with pytest.raises(InputError, match="facility_code_taken"):
            facilities.edit(uow, other, {"code": "BMC-001"})


def test_an_agreement_may_end_in_the_future_and_one_that_ended_is_asked_about(office: Office) -> None:
    with office.write() as uow:
        made = facilities.register(uow, NEW | {"mou_number": "12", "mou_from": "2025-01-01", "mou_until": "2028-01-01"})
        assert uow.get("facility", made).text("mou_until") == "2028-01-01"
        asked = facilities.questions(uow, {"code": "SRP-001", "village_code": "01020101", "mou_until": "2020-01-01"})
    assert [question.code for question in asked] == ["ask.facility_code_province", "ask.facility_mou_over"]


def test_only_the_head_changes_the_state(office: Office, home: str) -> None:
    with office.write() as uow, pytest.raises(InputError, match="not_allowed"):
        facilities.edit(uow, home, {"state": "closed"})
    with office.write(actor=office.head) as uow:
        facilities.edit(uow, home, {"state": "closed"})
    with office.write(actor=office.caseworker) as uow, pytest.raises(InputError, match="not_allowed"):
        facilities.register(uow, NEW)


def test_the_list_is_narrowed_by_words_and_filters(office: Office, home: str) -> None:
    with office.write(actor=office.head) as uow:
        state = facilities.register(uow, {"name_en": "State centre", "type": "rci", "owner": "state"})
        closed = facilities.register(uow, NEW)
        facilities.edit(uow, closed, {"state": "closed"})

    def found(wanted: FacilityFilter) -> list[str]:
        with office.read() as reader:
            return [row.facility.id for row in facilities.listing(reader, wanted)]

    assert found(FacilityFilter()) == [home, state]
    assert found(FacilityFilter(search="សាកល្បង")) == [home]
    assert found(FacilityFilter(search="bmc-002")) == [state]
    assert found(FacilityFilter(owner="state")) == [state]
    assert found(FacilityFilter(types=frozenset({"group_home"}), with_closed=True)) == [closed]
    assert found(FacilityFilter(visit_older_than=365)) == [home, state]
    assert found(FacilityFilter(grade="meets")) == []
    assert found(FacilityFilter(with_open_findings=True)) == []


def test_it_is_found_by_code_or_id(office: Office, home: str) -> None:
    with office.read() as reader:
        assert facilities.find_facility(reader, "bmc 1").id == facilities.find_facility(reader, home).id == home
        with pytest.raises(InputError, match="facility_unknown"):
            facilities.find_facility(reader, "BMC-999")
        with pytest.raises(InputError, match="facility_unknown"):
            facilities.find_facility(reader, "nonsense")
