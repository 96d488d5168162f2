"""What stands on the papers of an inspection, and what never does."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

import pytest

from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.print.papers import Language
from app.services.facilities import facilities
from app.services.visits import inspection_papers, inspection_results, inspections, remedies
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

LANGUAGES: tuple[Language, ...] = ("km", "en")
KHMER = re.compile(r"[\u1780-\u17b3]")


@pytest.fixture
def closed(office: Office, form: CompiledForm, home: str, admit: Callable[..., str]) -> str:
    """A closed visit: item 14 not met, immediate danger seen."""
    admit(given_name_km="រតនា")
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {"mission_letter": "12/26"})
    others = {"i14": "does_not", "i14_note": "no log", "q52": "yes", "team_inspectors": "2", "ties": "no", "danger_C": "yes"}
    answer_all(office, form, visit, others)
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
        inspection_results.decide(uow, visit, "critical", "A child said so")
    with office.write(actor=office.head) as uow:
        inspection_results.confirm(uow, visit)
    return visit


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_checklist_holds_what_applies_to_the_facility(
    office: Office, form: CompiledForm, home: str, lang: Language
) -> None:
    with office.write(actor=office.head) as uow:
        state = facilities.register(uow, {"name_km": "មណ្ឌលរដ្ឋ", "type": "rci", "owner": "state", "village_code": "01020101"})
    with office.read() as reader:
        papers = [
            inspection_papers.checklist(reader, form, reader.get("facility", facility), lang) for facility in (home, state)
        ]
    numbers = [{item.number for section in paper.sections for item in section.items} for paper in papers]
    assert set(map(str, range(1, 51))) - numbers[0] == {"39"}
    assert set(map(str, range(1, 51))) - numbers[1] == {"1", "2"}
    assert [section.code for section in papers[0].sections if section.ask_danger] == (
        ["គ", "ង", "ឆ"] if lang == "km" else ["C", "E", "G"]
    )
    assert len(papers[0].sections[-1].yes_no) == 2
    texts = [item.text for section in papers[0].sections for item in section.items]
    assert all(bool(KHMER.search(text)) == (lang == "km") for text in texts)
    assert not any(re.match(r"[0-9០-៩]", text) for text in texts)
    assert papers[1].facility.address.count(",") == 3
    assert len(inspection_papers.preview(papers[0])) > 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_has_two_pages_and_no_child(office: Office, form: CompiledForm, closed: str, lang: Language) -> None:
    with office.read() as reader:
        full = inspection_papers.report(reader, form, closed, lang, "full")
    assert (full.state, full.points, full.maximum) == ("decided", full.maximum - 4, full.maximum)
    assert [line.item for line in full.findings] == ["14"]
    assert "no log" in full.findings[0].text
    assert {item.number for item in full.critical} == {"14", "52"}
    assert sum(row.girls for row in full.roster) == 1
    assert "រតនា" not in str(dataclasses.asdict(full))
    assert len(inspection_papers.preview(full)) == 2


def test_the_facilitys_copy_tells_neither_reasons_nor_danger(office: Office, form: CompiledForm, closed: str) -> None:
    with office.read() as reader:
        copy = inspection_papers.report(reader, form, closed, "en", "facility")
    assert (copy.reason, {item.number for item in copy.critical}) == ("", {"14"})
    assert "A child said so" not in str(dataclasses.asdict(copy))


def test_the_report_tells_the_plan_of_the_house_and_its_rooms(
    office: Office, form: CompiledForm, home: str, closed: str
) -> None:
    with office.write() as uow:
        found = uow.find("finding", inspection=closed)[0]
        remedies.agree(uow, [found.id], {"plan": "A book is kept", "responsible": "Director", "plan_until": "2026-07-01"})
        for name, places, sleeping in (("A", 8, 9), ("B", 8, None)):
            values = {"facility": home, "name": name, "room_for": "girls", "places": places, "sleeping": sleeping}
            uow.create("facility_room", {key: value for key, value in values.items() if value is not None})
    with office.read() as reader:
        paper = inspection_papers.report(reader, form, closed, "en", "facility")
    assert paper.findings[0].remedy == "The house: A book is kept · Director · 1 July 2026"
    assert [(room.name, room.sleeping, room.over) for room in paper.rooms] == [("A", "9", True), ("B", "-", False)]


def test_an_open_inspection_has_no_report(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        with pytest.raises(InputError, match="inspection_not_closed"):
            inspection_papers.report(uow, form, visit, "km", "full")


def test_entry_refused_has_a_report_without_score(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, visit, {"entry": "refused"})
        inspection_results.close(uow, form, visit)
        paper = inspection_papers.report(uow, form, visit, "en", "facility")
        assert (paper.grade, paper.sections, paper.rules) == ("Entry refused", (), ())
        assert inspection_papers.print_paper(uow, paper, visit).startswith(b"%PDF-")
    with office.read() as reader:
        noted = reader.connection.exec_driver_sql("SELECT act FROM audit WHERE kind = 'print'").scalars().all()
    assert noted == ["print_inspection_report"]
