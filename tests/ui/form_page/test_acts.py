"""What is done with forms: finished, compared, corrected, reopened, printed, exported; pictures; forms of a facility."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from app.domain.errors import InputError
from app.services.cases import case_parts
from app.services.facilities import facilities
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session
from app.services.responses import responses
from app.ui.context import Context
from app.ui.dialogs import Reason
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.tabs import FormsTab
from app.ui.pages.facility import FacilityPage
from app.ui.pages.form_parts.keeper import ResponseKeeper
from app.ui.window import Window
from tests.support.closing import close_case
from tests.support.form_desk import (
    PERSON,
    a_draft,
    begin,
    is_locked,
    keys,
    question_of,
    rows,
    shown,
    stored,
    the_case,
    type_in,
)
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, no_english, unnamed


def test_finished_forms_are_compared_corrected_reopened_and_taken_out(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    shelf, case = FormShelf(office.folder), the_case(office)
    with office.write("response_start") as uow:
        form = form_library.form_for_new(uow, shelf, "household")
        old = responses.start(uow, form, "case", case, filled_on=date(2026, 1, 5))
        given = {"/data/home": "yes", "/data/house/roof": "leaves", "/data/house/rooms": "2", f"{PERSON}[a1]/name": "Sok"}
        responses.save_answers(uow, old, {**given, f"{PERSON}[a1]/age": "8"})
        responses.finish(uow, shelf, old)
    page = begin(window, dialogs, case)
    page.view.go_to("/data/house/roof")
    keys("leaves")
    keys("3")
    roof, rooms = (question_of(page, f"/data/house/{name}") for name in ("roof", "rooms"))
    assert roof.said("former") == "Before: leaves (05/01/2026)"
    assert rooms.said("former") == "Before: 2 (05/01/2026) · changed"
    page.view.list.choose("person")
    window.perform("new")
    keys("Sok")
    assert question_of(page, f"{rows(page)[0]}/age").said("former") == "Before: 8 (05/01/2026)", "matched by the first question"
    window.navigate("form", response=old)
    settle(window)
    assert page.state.text() == "Finished"
    assert is_locked(page)
    dialogs.answer({"which": "/data/house/rooms"}, {"answer": "5", "reason": "Miscounted"})
    page.correct_button.click()
    settle(window)
    assert stored(office, page)["/data/house/rooms"] == "5"
    assert "Corrections: 1" in page.about.text()
    assert page.view.session is not None
    assert page.view.session.value("/data/house/rooms") == "5"
    dialogs.answer(Reason(None, "One page was missing", None))
    page.reopen_button.click()
    settle(window)
    assert page.state.text() == "Draft"
    assert not is_locked(page)
    dialogs.answer(Reason(None, "Begun by mistake", None))
    page.void_button.click()
    settle(window)
    shown_page = window.pages["case"]
    assert isinstance(shown_page, CasePage)
    assert shown_page.tab(FormsTab).part.count == 1


def test_a_form_goes_to_paper_and_to_excel(window: Window, office: Session, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    type_in("zinc")
    looked: list[int] = []

    def look(context: Context, parent: QWidget, title: str, pages: Sequence[bytes]) -> bool:
        looked.append(len(pages))
        return False

    page.acts.papers.look = look
    dialogs.answer({"which": "blank"}, {"which": "filled"})
    window.perform("print_paper")
    settle(window)
    window.perform("print_paper")
    settle(window)
    assert len(looked) == 2
    target = tmp_path / "list.xlsx"
    dialogs.answer({"which": "all", "how": "words"}, target)
    window.perform("export")
    settle(window)
    sheet = load_workbook(target).worksheets[0]
    assert "zinc" in [cell.value for line in sheet.iter_rows() for cell in line]


def test_a_picture_goes_to_the_office_and_comes_back(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    keeper = page._ports(page.desk).keeper if page.desk is not None else None
    assert keeper is not None
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0x205080)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    dialogs.answer(None)
    with pytest.raises(InputError):
        keeper.keep("/data/house/roof", "roof.png", bytes(buffer.data().data()))
    dialogs.answer({"purpose": "document"})
    with pytest.raises(InputError, match="recording_off"):  # what it is counts, not what it is called (practice P5)
        keeper.keep("/data/house/roof", "roof.png", b"OggS" + b"\0" * 40)
    dialogs.answer({"purpose": "place"})
    name = keeper.keep("/data/house/roof", "roof.png", bytes(buffer.data().data()))
    settle(window)
    assert name.endswith(".jpg")
    assert stored(office, page)["/data/house/roof"] == name
    other = ResponseKeeper(page, page.response, {})
    assert other.fetch("/data/house/roof", name) == keeper.fetch("/data/house/roof", name)
    assert other.fetch("/data/house/roof", "nothing.jpg") is None


def test_the_undo_of_its_beginning_closes_the_form(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    window.perform("undo")
    settle(window)
    assert window.pages["case"].isVisible()
    assert page.desk is None


def test_who_may_not_fill_in_reads(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    assert page.desk is not None
    with office.write("case_close") as uow:
        close_case(uow, page.desk.subject.records["case"].id, "success")
    page.read()
    settle(window)
    assert is_locked(page)
    assert page.finish_button.isHidden()
    assert page.void_button.isHidden()


def test_forms_of_a_facility_with_their_scores(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    with office.write("facility_register") as uow:
        facility = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo"})
    window.navigate("facility", facility=facility)
    settle(window)
    place = window.pages["facility"]
    assert isinstance(place, FacilityPage)
    place.tabs.setCurrentWidget(place.forms)
    settle(window)
    dialogs.answer({"form": "home_check", "filled_on": date(2026, 1, 5), "filled_by": "Test Worker"})
    place.forms.fill_button.click()
    settle(window)
    page = shown(window)
    assert page.heading.text().startswith("Home check · BTB-001")
    page.view.go_to("/data/food")
    type_in("1")
    page.view.go_to("/data/beds")
    type_in("4")
    dialogs.answer(True)
    window.perform("save")
    settle(window)
    page.back()
    settle(window)
    assert place.forms.count == 1
    assert place.forms.table.rows_model.texts(0)[2:] == ["Test Worker", "Finished", "5 · low: 1"]
    window.context.language.switch("km")
    settle(window)
    assert no_english(place.forms, allowed=frozenset({"Test", "Worker"})) == []
    assert unnamed(place.forms) == []


def test_a_case_offers_forms_about_its_placement_too(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    case = the_case(office)
    with office.write("part_add") as uow:
        case_parts.add(uow, "placement", case, {"option": "kinship", "from_on": "2026-02-01"})
    page = begin(window, dialogs, case, "family_placement_visit")
    assert page.desk is not None
    assert page.desk.subject.type == "placement"
    page.back()
    settle(window)
    listed = window.pages["case"]
    assert isinstance(listed, CasePage)
    assert listed.tab(FormsTab).part.count == 1
