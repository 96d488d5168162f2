"""What the files of children in facilities lack: from the facility's file, and from the case for who may read it (P27)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.facilities import residencies, resident_files
from app.services.facilities.resident_files import LACKS
from tests.support.facility_office import Office

Admit = Callable[..., str]
WHOLE = {"birth_paper": "yes", "plan_on": "2024-06-01", "family_contact_on": "2026-05-01", "reviewed_on": "2026-03-01"}


def lacks(office: Office, stay: str, actor: Actor | None = None) -> tuple[str, ...]:
    """What the file of one child lacks, as somebody sees it."""
    with office.read(actor) as reader:
        return resident_files.lacking(reader).get(stay, ("", ()))[1]


def test_the_file_at_the_facility(office: Office, home: str, admit: Admit) -> None:
    bare = admit()
    whole = admit(legal_paper="12/24", **WHOLE)
    late = admit(
        legal_paper="1", **WHOLE | {"family_contact_on": "2026-01-01", "reviewed_on": "2025-06-01", "birth_paper": "no"}
    )
    fresh = admit(admitted_on="2026-06-01")
    gone = admit()
    with office.write() as uow:
        residencies.exit_resident(uow, gone, {"exited_on": "2026-01-01", "exit_reason": "reunified"})
    assert lacks(office, bare) == LACKS
    assert lacks(office, whole) == ()
    assert lacks(office, late) == ("papers", "contact", "review")
    assert lacks(office, fresh) == (), "who came two weeks ago"
    assert lacks(office, gone) == ()
    with office.read() as reader:
        assert [one.id for one in resident_files.listing(reader, "plan")] == [bare]
        assert {one.id for one in resident_files.listing(reader)} == {bare, late}
        assert resident_files.numbers(reader) == {"papers": 2, "admission_paper": 1, "plan": 1, "contact": 2, "review": 2}
        assert set(resident_files.lacking(reader, home)) == {bare, late}
        with pytest.raises(InputError, match="file_list_unknown"):
            resident_files.listing(reader, "shoes")


def test_several_files_are_noted_as_one_act(office: Office, admit: Admit) -> None:
    stays = [admit(), admit(given_name_km="បុប្ផា")]
    with office.write() as uow:
        resident_files.note(uow, stays, {"plan_on": "2026-06-01", "family_known": "yes"})
        for values, code in (
            ({}, "part_empty"),
            ({"sex": "male"}, "field_not_given"),
            ({"plan_on": "2027-01-01"}, "in_future"),
        ):
            with pytest.raises(InputError, match=code):
                resident_files.note(uow, stays, values)
    assert [lacks(office, one) for one in stays] == [("papers", "admission_paper", "contact", "review")] * 2
    with office.write(actor=office.caseworker) as uow, pytest.raises(InputError, match="not_allowed"):
        resident_files.note(uow, stays, {"plan_on": "2026-06-01"})


def test_a_case_counts_for_who_may_read_it_alone(office: Office, home: str) -> None:
    """An inspector who sees "no plan" learns nothing of a case; the head sees that there is one."""
    with office.write(actor=office.head) as uow:
        child = uow.create("child", {"given_name_km": "ដារា", "birth_certificate": "yes", "office": "01"})
        case = uow.create("case", {"child": child, "office": "01", "status": "open", "code": "K-1"})
        values = {"case": case, "admitted_on": "2024-01-01", "admission_reason": "no_family"}
        stay = residencies.admit(uow, home, values)
        place = uow.find("placement", residency=stay)[0].id
        uow.update("placement", place, {"decision_number": "9", "next_review_on": "2026-07-01"})
        uow.create("plan", {"case": case, "made_on": "2024-02-01"})
        uow.create("note", {"case": case, "kind": "follow_up_care", "on_date": "2026-05-20", "family": "green"})
    assert lacks(office, stay, office.head) == ()
    assert lacks(office, stay) == lacks(office, stay, office.caseworker) == LACKS
    with office.write(actor=office.head) as uow:
        uow.update("placement", place, {"next_review_on": "2026-06-01", "decision_number": None})
        uow.update("plan", uow.find("plan", case=case)[0].id, {"ended_on": "2026-06-01"})
    assert lacks(office, stay, office.head) == ("admission_paper", "plan", "review")
    with office.write(actor=office.head) as uow:
        uow.create("conference", {"case": case, "on_date": "2026-04-01"})
    assert lacks(office, stay, office.head) == ("admission_paper", "plan")
