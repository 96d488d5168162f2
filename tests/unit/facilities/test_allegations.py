"""Abuse alleged in a facility goes one way: to the head and a caseworker, as a high-risk case, reported within 48 hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.services.facilities import allegations, facility_reports
from app.services.visits import inspections
from tests.support.facility_office import Office

COMPLAINT = "inspection_complaint_visit"


def dues(office: Office, actor: Actor) -> dict[str, str]:
    """Kind → where it stands, as somebody is told."""
    with office.read(actor) as reader:
        return {one.kind: one.state for one in facility_reports.all_of(reader, Scope("01"))}


def known(office: Office, home: str, actor: Actor) -> list[tuple[str | None, bool]]:
    """Kind of each allegation that somebody may know of, and whether it is open."""
    with office.read(actor) as reader:
        return [(one.record.code("kind"), one.open) for one in allegations.of_facility(reader, home)]


def test_what_a_child_told_at_a_visit_reaches_the_head_and_a_caseworker(
    office: Office, form: CompiledForm, home: str, admit: Callable[..., str]
) -> None:
    stay = admit()
    path = str(form.path_of("allegation_told"))
    with office.write(actor=office.head) as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.save_answers(uow, visit, {path: "yes"}, form)
        inspections.save_answers(uow, visit, {path: None}, form)
        inspections.save_answers(uow, visit, {path: "yes"}, form)
    assert known(office, home, office.head) == [("not_stated", True)], "once, however often it is answered"
    with office.read() as reader:
        assert not reader.get("inspection", visit).codes("alarms")
    told = {"allegation_case": "overdue", "report_allegation": "running"}
    assert dues(office, office.head) == dues(office, office.caseworker) == told
    assert dues(office, office.inspector) == {}
    with office.write(actor=office.caseworker) as uow:
        (one,) = allegations.of_facility(uow, home)
        with pytest.raises(InputError, match="stay_unknown"):
            allegations.open_case(uow, one.id, visit)
        opened = allegations.open_case(uow, one.id, stay)
        case = uow.get("case", opened.case)
        assert (case.code("risk_level"), case.flag("urgent"), case.ref("owner")) == ("high", True, office.caseworker.user)
        assert uow.get("residency", stay).ref("case") == opened.case
        assert uow.get("child", opened.child).text("given_name_km") == "ដារា"
        with pytest.raises(InputError, match="allegation_case_known"):
            allegations.open_case(uow, one.id, stay)
    assert dues(office, office.head) == {}, "what is to be reported stands with the case now"
    assert known(office, home, office.inspector) == [], "an inspector never learns that a case exists"
    assert known(office, home, office.head) == [("not_stated", False)]


def test_it_is_reported_within_the_hours_and_answered_by_the_head(office: Office, home: str) -> None:
    with office.write() as uow:
        with pytest.raises(InputError, match="right_missing"):
            allegations.hear(uow, home, "sexual")
        with pytest.raises(InputError, match="code_unknown"):
            allegations.hear(uow, home, "gossip")
        made = allegations.hear(uow, home, "physical", "2026-06-12T01:00:00.000Z")
    assert dues(office, office.head)["report_allegation"] == "overdue"
    with office.write() as uow:
        with pytest.raises(InputError, match="report_too_early"):
            allegations.report(uow, made, "police", "2026-06-11T01:00:00.000Z")
        with pytest.raises(InputError, match="code_unknown"):
            allegations.report(uow, made, "director")
        allegations.report(uow, made, "police", "2026-06-14T09:00:00.000Z")
        (one,) = allegations.of_facility(uow, home)
        assert (one.hours, one.state) == (56, "late")
        with pytest.raises(InputError, match="not_allowed"):
            allegations.answer(uow, made, "គ្មានករណី")
    with office.write(actor=office.head) as uow:
        with pytest.raises(InputError, match="allegation_outcome_missing"):
            allegations.answer(uow, made, "  ")
        allegations.answer(uow, made, "នគរបាលបានស៊ើបអង្កេត")
    assert dues(office, office.head) == {}


def test_a_child_of_whom_nothing_is_known_gets_a_case_all_the_same(office: Office, home: str) -> None:
    with office.write(actor=office.head) as uow:
        made = allegations.hear(uow, home, "sexual")
    assert known(office, home, office.caseworker) == [], "a restricted kind stays with who holds the right"
    with office.write(actor=office.caseworker) as uow, pytest.raises(InputError, match="allegation_unknown"):
        allegations.open_case(uow, made)
    with office.write(actor=office.head) as uow:
        opened = allegations.open_case(uow, made, child={"sex": "female"})
        assert uow.get("child", opened.child).flag("name_unknown")


def test_a_complaint_keeps_when_it_was_known(office: Office, home: str) -> None:
    form = office.shelf.form(COMPLAINT)
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.save_answers(uow, visit, {str(form.path_of("known_at")): "2026-06-13T08:00:00.000+07:00"}, form)
        (one,) = allegations.of_facility(uow, home)
        heard = one.record.moment("heard_at")
    assert heard is not None
    assert one.due == heard + timedelta(hours=48)
    assert one.record.text("heard_at").startswith("2026-06-13T01:00")


def test_a_resident_with_an_open_case_keeps_it(office: Office, home: str, admit: Callable[..., str]) -> None:
    stay = admit()
    with office.write(actor=office.caseworker) as uow:
        first = allegations.open_case(uow, allegations.hear(uow, home, "neglect"), stay)
        again = allegations.open_case(uow, allegations.hear(uow, home, "physical"), stay)
        assert again.case == first.case
