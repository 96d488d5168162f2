"""Photographs of items and who was asked: never a child without consent, never a child on paper, large ones made smaller."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from app.data.contents.attachments import AttachmentStore
from app.domain.errors import InputError
from app.domain.permissions import RIGHTS
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.print.papers import InspectionReportPaper
from app.services.office.offices import Session
from app.services.papers import attachments, documents
from app.services.visits import (
    inspection_papers,
    inspection_results,
    inspection_sheets,
    inspections,
    visit_answers,
    visit_evidence,
    visit_joining,
)
from app.services.visits.inspection_desk import desk_of
from app.services.visits.inspection_forms import STANDARD
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all


def photograph(width: int = 64, height: int = 48) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (40, 90, 160)).save(stream, "JPEG", quality=30)
    return stream.getvalue()


def add(
    office: Office,
    form: CompiledForm,
    visit: str,
    key: str,
    purpose: str,
    note: str = "",
    data: bytes = b"",
    name: str = "a.jpg",
) -> str:
    store = AttachmentStore.of(office.database)
    with office.write("visit_photo") as uow:
        files = [(name, data or photograph())]
        return visit_evidence.add(uow, store, form, visit, key, files, purpose=purpose, note=note)[0]


@pytest.fixture
def visit(office: Office, form: CompiledForm, home: str) -> str:
    with office.write() as uow:
        return inspections.start(uow, form, home, {})


def test_a_photo_says_what_it_shows_and_a_child_needs_consent(office: Office, form: CompiledForm, visit: str) -> None:
    for purpose, note, code in (("", "", "attachment_purpose"), ("child", " ", "photo_consent")):
        with pytest.raises(InputError, match=code):
            add(office, form, visit, "8", purpose, note)
    with pytest.raises(InputError, match="item_unknown"):
        add(office, form, visit, "99", "place")
    with pytest.raises(InputError, match="photo_not_picture"):
        add(office, form, visit, "8", "place", data=b"%PDF-1.4", name="a.pdf")
    roof, child = add(office, form, visit, "8", "place", "ដំបូល"), add(office, form, visit, "i8", "child", "ម្តាយ ១៤/៦")
    store = AttachmentStore.of(office.database)
    with office.read() as reader:
        assert attachments.thumbnail(reader, store, roof)
        assert attachments.thumbnail(reader, store, child) == b"", "a child has no small picture"
        taken = visit_evidence.photos(reader, store, inspections.visit_of(reader, visit))
        assert {(one.id, one.key, one.here) for one in taken} == {(key, form.path_of("i8"), True) for key in (roof, child)}
        assert [one.id for one, _ in visit_evidence.on_paper(reader, store, inspections.visit_of(reader, visit))] == [roof]
    for _ in range(visit_evidence.MOST - 2):
        add(office, form, visit, "8", "place")
    with pytest.raises(InputError, match="photos_too_many"):
        add(office, form, visit, "8", "place")
    with office.write() as uow:
        visit_evidence.drop(uow, child)
        assert len(visit_evidence.photos(uow, store, inspections.visit_of(uow, visit))) == visit_evidence.MOST - 1


def test_a_photo_of_sixty_megapixels_is_made_smaller(office: Office, form: CompiledForm, visit: str) -> None:
    made = add(office, form, visit, "8", "place", data=photograph(9200, 6700))
    with office.read() as reader:
        kept = attachments.content(reader, AttachmentStore.of(office.database), made)
    with Image.open(io.BytesIO(kept)) as opened:
        assert max(opened.size) <= 2048


def test_who_was_asked_stands_in_the_full_report_alone(office: Office, form: CompiledForm, visit: str) -> None:
    answer_all(office, form, visit, {"i8": "does_not"})
    add(office, form, visit, "8", "place", "ដំបូល")
    add(office, form, visit, "danger_C", "place")
    with office.write() as uow:
        with pytest.raises(InputError, match="code_unknown"):
            visit_evidence.ask(uow, form, visit, "8", ["dog"])
        visit_evidence.ask(uow, form, visit, "8", ["children", "director"])
        inspection_results.close(uow, form, visit)
        with pytest.raises(InputError, match="inspection_closed"):
            visit_evidence.ask(uow, form, visit, "8", [])
    store = AttachmentStore.of(office.database)
    with office.read() as reader:
        desk = desk_of(reader, office.shelf, visit)
        full, copy = (inspection_sheets.to_keep(reader, desk, "en", variant, store) for variant in ("full", "facility"))
        assert isinstance(full, InspectionReportPaper)
        assert isinstance(copy, InspectionReportPaper)
        assert ("Director" in full.findings[0].text, "Director" in copy.findings[0].text) == (True, False)
        assert ([one.item for one in full.photos], [one.item for one in copy.photos]) == (["8", ""], ["8"])
        assert len(inspection_papers.preview(full)) > len(inspection_papers.preview(replace(full, photos=())))
        assert not any("/asked/" in key for key in desk.visit.answers)


def test_photos_and_who_was_asked_go_over_when_visits_are_joined(
    office: Office, form: CompiledForm, home: str, visit: str
) -> None:
    office.inspector = replace(office.inspector, rights=frozenset(RIGHTS))
    with office.write() as uow:
        other = inspections.start(uow, form, home, {})
        visit_evidence.ask(uow, form, visit, "8", ["director"])
        visit_evidence.ask(uow, form, other, "8", ["carers"])
    photo = add(office, form, other, "8", "place")
    with office.write("inspection_join") as uow:
        visit_joining.join(uow, office.shelf, visit, other)
        joined = inspections.visit_of(uow, visit)
        assert visit_evidence.asked(joined) == {form.path_of("i8"): ("carers", "director")}
        store = AttachmentStore.of(office.database)
        assert [one.id for one in visit_evidence.photos(uow, store, joined)] == [photo]


def test_the_workbook_of_answers_names_photos_but_none_of_a_child(
    office: Office, form: CompiledForm, visit: str, tmp_path: Path
) -> None:
    add(office, form, visit, "8", "place", "ដំបូល")
    add(office, form, visit, "8", "child", "ម្តាយ ១៤/៦")
    add(office, form, visit, "9", "child", "ម្តាយ ១៤/៦")
    talk = next(item for item in items(form) if item.number == "danger_C")
    with office.write() as uow:
        inspections.fill(uow, form, visit, {"entry": "allowed", "i8": "does_not"})
        visit_evidence.ask(uow, form, visit, "8", ["children", "director"])
        visit_evidence.ask(uow, form, visit, talk.path, ["children"])
        inspection_results.close(uow, form, visit)
    target, session = tmp_path / "out.xlsx", Session(office.database, office.head)
    visit_answers.export_visits(session, office.shelf, target, STANDARD, "en", labels=True)
    rows = [list(row) for row in load_workbook(target)["Asked and photographed"].values]
    lines = {row[3]: row for row in rows if row[0] == visit}
    assert lines["8"][5:8] == ["Does not meet", "Children, Director", 1]
    assert "ដំបូល" in str(lines["8"][8])
    assert ".jpg" in str(lines["8"][8])
    assert "9" not in lines, "a photograph of a child is not even counted"
    assert not any("ម្តាយ" in str(cell) for row in rows for cell in row)


def test_the_report_shows_the_plan_of_floors_and_rooms_of_the_house(
    office: Office, form: CompiledForm, home: str, visit: str
) -> None:
    answer_all(office, form, visit, {})
    store = AttachmentStore.of(office.database)
    with office.write() as uow:
        inspection_results.close(uow, form, visit)

    def plan() -> bytes:
        with office.read() as reader:
            paper = inspection_sheets.to_keep(reader, desk_of(reader, office.shelf, visit), "en", "facility", store)
            assert isinstance(paper, InspectionReportPaper)
            assert len(inspection_papers.preview(paper)) == (3 if paper.floor_plan else 2)
            return paper.floor_plan

    assert plan() == b""
    for kind, purpose, there in (("photograph", "place", False), ("floor_plan", "place", True)):
        with office.write() as uow:
            told = documents.Told(kind, purpose=purpose)
            documents.add_files(uow, store, ("facility", home), [("plan.jpg", photograph(80, 40))], told)
        assert bool(plan()) is there
