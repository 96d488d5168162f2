"""Who lives in a facility."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.errors import InputError
from app.services.facilities import facilities, residencies
from tests.support.facility_office import Office

Admit = Callable[..., str]


def test_who_lives_there_on_a_day(office: Office, home: str, admit: Admit) -> None:
    first, second = (
        admit(),
        admit(given_name_km="ធីតា", admitted_on="2025-01-10", birth_from="2024-06-01", birth_to="2024-06-01"),
    )
    with office.write() as uow:
        residencies.exit_resident(
            uow, first, {"exited_on": "2025-06-01", "exit_reason": "reunified", "exit_destination": "kinship"}
        )

    def there(day: date | None = None) -> list[str]:
        with office.read() as reader:
            return [one.id for one in residencies.living_there(reader, home, day)]

    assert there(date(2024, 4, 30)) == []
    assert there(date(2024, 5, 1)) == [first]
    assert sorted(there(date(2025, 5, 31))) == sorted([first, second])
    assert there(date(2025, 6, 1)) == [second]
    with office.read() as reader:
        small = residencies.living_there(reader, home)[0]
        assert (small.under_three, small.age, small.over_eighteen) == (True, 2, False)
        assert facilities.overview(reader, home).residents == 1
        assert len(residencies.all_stays(reader, home)) == 2


def test_the_roster_counts_by_age_and_sex(office: Office, home: str, admit: Admit) -> None:
    admit()
    admit(sex="male", birth_from="2008-01-01", birth_to="2008-12-31", given_name_km="ខ")
    admit(sex="not_known", birth_from=None, birth_to=None, birth_source="not_known", given_name_km="គ")
    with office.read() as reader:
        bands, unknown = residencies.roster(residencies.living_there(reader, home))
    assert {band.band: (band.female, band.male, band.other) for band in bands if band.total} == {
        "10_14": (1, 0, 0),
        "15_17": (0, 1, 0),
    }
    assert unknown == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"exited_on": "2024-04-30", "exit_reason": "reunified"}, "exit_before_admission"),
        ({"exit_reason": "reunified"}, "exit_day_missing"),
        ({"exited_on": "2025-04-30"}, "exit_reason_missing"),
        ({"exited_on": "2027-04-30", "exit_reason": "reunified"}, "date_in_future"),
        ({"exited_on": "2025-04-30", "exit_reason": "flew"}, "code_unknown"),
        ({"admitted_on": "2025-04-30"}, "field_not_given"),
    ],
)
def test_an_exit_that_cannot_be_is_refused(office: Office, admit: Admit, values: dict[str, object], code: str) -> None:
    stay = admit()
    with pytest.raises(InputError) as caught, office.write() as uow:
        residencies.exit_resident(uow, stay, values)
    assert caught.value.code == code


def test_nobody_leaves_twice_and_an_admission_cannot_slip_behind_the_exit(office: Office, admit: Admit) -> None:
    stay = admit()
    with office.write() as uow:
        residencies.exit_resident(uow, stay, {"exited_on": "2024-05-01", "exit_reason": "not_known"})
        with pytest.raises(InputError, match="already_exited"):
            residencies.exit_resident(uow, stay, {"exited_on": "2024-06-01", "exit_reason": "not_known"})
        with pytest.raises(InputError, match="exit_before_admission"):
            residencies.edit(uow, stay, {"admitted_on": "2024-05-02"})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"admitted_on": None}, "admission_day_missing"),
        ({"admission_reason": None}, "admission_reason_missing"),
        ({"admitted_on": "2015-02-28"}, "admission_before_birth"),
        ({"birth_to": "2014-01-01"}, "birth_range"),
        ({"given_name_km": "12"}, "name_without_letter"),
        ({"case": "0190a5c2-0000-7000-8000-000000000000"}, "not_allowed"),
    ],
)
def test_an_admission_that_cannot_be_is_refused(admit: Admit, values: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as caught:
        admit(**values)
    assert caught.value.code == code


def test_a_closed_facility_takes_nobody(office: Office, home: str, admit: Admit) -> None:
    with office.write(actor=office.head) as uow:
        facilities.edit(uow, home, {"state": "closed"})
    with pytest.raises(InputError, match="facility_closed"):
        admit()


def test_a_mistake_counts_nowhere_and_only_the_head_marks_it(office: Office, home: str, admit: Admit) -> None:
    stay = admit()
    with office.write() as uow, pytest.raises(InputError, match="not_allowed"):
        residencies.void(uow, stay, "entered_twice")
    with office.write(actor=office.head) as uow:
        with pytest.raises(InputError, match="void_reason_missing"):
            residencies.void(uow, stay, " ")
        residencies.void(uow, stay, "entered_twice")
        with pytest.raises(InputError, match="residency_void"):
            residencies.edit(uow, stay, {"legal_paper": "1"})
    with office.read() as reader:
        assert residencies.living_there(reader, home) == ()
        assert [one.void for one in residencies.all_stays(reader, home)] == [True]


def test_a_linked_child_lends_names_and_the_inspector_does_not_learn_of_the_case(office: Office, home: str) -> None:
    with office.write(actor=office.head) as uow:
        names = {"family_name_km": "ចាន់", "given_name_km": "សុភា", "family_name_latin": "Chan", "given_name_latin": "Sophea"}
        child = uow.create(
            "child", {**names, "sex": "male", "birth_from": "2012-01-01", "birth_to": "2012-12-31", "office": "01"}
        )
        case = uow.create("case", {"child": child, "office": "01", "code": "K-0000001", "status": "open"})
        residencies.admit(uow, home, {"case": case, "admitted_on": "2025-01-01", "admission_reason": "protection"})
    with office.read() as reader:
        seen = residencies.living_there(reader, home)[0]
        assert (seen.name, seen.name_latin, seen.sex, seen.linked) == ("ចាន់ សុភា", "Chan Sophea", "male", None)
    with office.read(office.head) as reader:
        assert residencies.living_there(reader, home)[0].linked is True


def test_the_same_child_twice_is_flagged(office: Office, home: str, admit: Admit) -> None:
    admit()
    with office.read() as reader:
        same = {"family_name_km": "ដារា", "given_name_km": "សុខ", "admitted_on": "2026-01-01"}
        asked = residencies.questions(reader, home, same)
        assert [question.code for question in asked] == ["ask.admission_twice"]
        assert residencies.questions(reader, home, same | {"sex": "male"}) == ()
        assert residencies.questions(reader, home, same | {"birth_from": "2010-01-01", "birth_to": "2010-12-31"}) == ()
    second = admit(admitted_on="2026-01-01")
    with office.read() as reader:
        assert [one.twice for one in residencies.living_there(reader, home)] == [True, True]
    with office.write() as uow:
        residencies.exit_resident(uow, second, {"exited_on": "2026-02-01", "exit_reason": "transferred"})
    with office.read() as reader:
        assert [one.twice for one in residencies.living_there(reader, home)] == [False]


def test_what_is_unlikely_is_asked_once(office: Office, home: str) -> None:
    with office.read() as reader:
        baby = residencies.questions(
            reader, home, {"admitted_on": "2011-05-01", "birth_from": "2010-05-01", "birth_to": "2010-05-01"}
        )
        adult = residencies.questions(reader, home, {"admitted_on": "2026-05-01", "birth_from": "2000-01-01"})
    assert [question.code for question in baby] == ["ask.admission_under_three", "ask.admission_before_opening"]
    assert [question.code for question in adult] == ["ask.admission_adult"]


def test_a_known_child_is_admitted_within_its_life(office: Office, home: str) -> None:
    """Practice P13, as for everything else that happens to a child."""
    with office.write(actor=office.head) as uow:
        lived = {"birth_from": "2012-05-01", "birth_to": "2012-05-01", "died_on": "2025-03-01", "death_known": "exact"}
        child = uow.create("child", {"office": "01", "family_name_km": "សុខ", **lived})
        case = uow.create("case", {"child": child, "office": "01", "code": "K-0000002", "status": "open"})
        stay = residencies.admit(uow, home, {"case": case, "admitted_on": "2025-01-01", "admission_reason": "protection"})
    for day, code in (("2025-03-02", "event_after_death"), ("2012-04-30", "event_before_birth")):
        with pytest.raises(InputError, match=code), office.write(actor=office.head) as uow:
            residencies.admit(uow, home, {"case": case, "admitted_on": day, "admission_reason": "protection"})
        with pytest.raises(InputError, match=f"{code}|admission_before_birth"), office.write(actor=office.head) as uow:
            residencies.edit(uow, stay, {"admitted_on": day})
