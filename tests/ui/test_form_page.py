"""A form about a case and about a facility, in the real window: begun, filled by keyboard, finished, compared, corrected."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QBuffer, QByteArray, QEvent, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.data.keys import Profile
from app.domain.errors import InputError
from app.services import case_json, cases, facilities, form_library, responses
from app.services.form_library import FormShelf
from app.services.offices import Session, create_office, sign_in
from app.ui.context import Context
from app.ui.dialogs import Reason
from app.ui.forms.layout import rows_of
from app.ui.forms.question import Question
from app.ui.pages.case import CasePage
from app.ui.pages.facility import FacilityPage
from app.ui.pages.form import FormPage
from app.ui.pages.form_parts.keeper import ResponseKeeper
from app.ui.start import make_window
from app.ui.window import Window
from tests.data.cases.support import form as case_form
from tests.support.pictures import HEIGHT, WIDTH, settle
from tests.support.view_forms import facility_form, household
from tests.support.window import LATIN, ScriptedDialogs, no_english, unnamed

PERSON = "/data/person"
PASSWORD = "a long password"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with two published forms, compiled, and a case; copied for each test since all that takes seconds."""
    folder = tmp_path_factory.mktemp("forms") / "office"
    session = create_office(folder, "02", "ឈឹម សុភា", PASSWORD, profile=Profile(1, 1024, 1)).session
    shelf = FormShelf(folder)
    with session.write("form_install") as uow:
        for book in (household(), facility_form()):
            record = uow.get("form", form_library.install(uow, shelf, book))
            form_library.publish(uow, shelf, record.text("form_id"), record.text("form_version"))
        form_library.entries(uow, shelf)
    with session.write("case_register") as uow:
        cases.register(uow, case_json.read(case_form(), uow.today()))
    session.close()
    return folder


@pytest.fixture
def office(ready: Path, tmp_path: Path) -> Session:
    folder = tmp_path / "office"
    shutil.copytree(ready, folder)
    return sign_in(folder, "ឈឹម សុភា", PASSWORD)


@pytest.fixture
def window(qapp: QApplication, office: Session) -> Iterator[Window]:
    """The window in English, with the first user signed in."""
    made = make_window(office.folder, "en")
    made.context.dialogs = ScriptedDialogs(made.context)
    made.enter(office)
    made.resize(WIDTH, HEIGHT)
    made.show()
    made.activateWindow()
    settle(made)
    yield made
    made.shut()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def the_case(office: Session) -> str:
    """The case of the office."""
    with office.read() as reader:
        return reader.find("case", limit=1)[0].id


def begin(window: Window, dialogs: ScriptedDialogs, case: str) -> FormPage:
    """Begins the form from the page of the case."""
    window.navigate("case", case=case)
    settle(window)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    dialogs.answer({"form": "household", "filled_on": date(2026, 1, 5), "filled_by": "Test Worker"})
    page.tabs.setCurrentWidget(page.forms)
    settle(window)
    page.forms.fill_button.click()
    settle(window)
    return shown(window)


def shown(window: Window) -> FormPage:
    """The page of the form."""
    page = window.pages["form"]
    assert isinstance(page, FormPage)
    assert page.desk is not None
    return page


def type_in(text: str) -> None:
    """Types where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def keys(text: str) -> None:
    """Types where the focus is, and goes on."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def is_locked(page: FormPage) -> bool:
    """Whether the form is only read."""
    return page.view.locked


def rows(page: FormPage) -> list[str]:
    """The people in the house."""
    assert page.view.session is not None
    return rows_of(page.view.session, PERSON)


def stored(office: Session, page: FormPage) -> dict[str, str]:
    """The answers in the database."""
    with office.read() as reader:
        return dict(responses.get(reader, page.shelf, page.response).answers)


def test_a_form_about_a_case_from_the_first_key_to_the_finish(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    page = a_draft(window, office, dialogs)
    view = page.view
    assert page.desk is not None
    code = page.desk.subject.records["case"].text("code")
    assert page.heading.text() == f"Household visit · {code}"
    assert page.state.text() == "Draft"
    assert "05/01/2026 by Test Worker" in page.about.text()
    assert view.focused_key() == "/data/seen_on"
    keys("5/1/26")
    assert view.focused_key() == "/data/home"
    type_in("1")
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert (view.code(), view.focused_key()) == ("house", "/data/house/roof")
    keys("tiles")
    keys("44")
    assert view.problems.by_part() == {"house": 1}
    window.perform("save")
    assert view.focused_key() == "/data/house/rooms", "a refused answer keeps the form from being finished"
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    keys("4")
    assert view.problems.by_part() == {}
    view.list.choose("person")
    view.focus_first()
    window.perform("new")
    assert view.focused_key() == f"{rows(page)[0]}/name"
    keys("Sok")
    window.perform("new")
    assert len(rows(page)) == 2
    assert view.focused_key() == f"{rows(page)[1]}/name"
    window.perform("save")
    assert view.focused_key() == f"{rows(page)[1]}/name", "the name of the second person is missing"
    keys("Dara")
    keys("9")
    settle(window)
    dialogs.answer(True)
    window.perform("save")
    settle(window)
    assert page.state.text() == "Finished"
    assert "Finished on" in page.about.text()
    assert page.finish_button.isHidden()
    assert is_locked(page)
    answers = stored(office, page)
    assert answers["/data/house/rooms"] == "4"
    assert answers[f"{rows(page)[1]}/name"] == "Dara"
    assert answers["/data/seen_on"] == "2026-01-05"


def a_draft(window: Window, office: Session, dialogs: ScriptedDialogs) -> FormPage:
    """A form that is being filled in, in English."""
    return begin(window, dialogs, the_case(office))


def test_a_draft_is_taken_up_where_it_was_left(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    keys("zinc")
    page.view.list.choose("person")
    window.perform("new")
    keys("Sok")
    type_in("31")
    key = page.view.focused_key()
    assert key == f"{rows(page)[0]}/age"
    window.navigate("today")
    settle(window)
    assert stored(office, page)[key] == "31", "what was being typed is kept when the page goes away"
    window.navigate("form", response=page.response)
    settle(window)
    assert (page.view.code(), page.view.focused_key()) == ("person", key)
    response, page.response, page.desk = page.response, "", None
    window.navigate("form", response=response)
    settle(window)
    assert (page.view.code(), page.view.focused_key()) == ("person", key), "also when it was read anew"
    assert page.view.session is not None
    assert page.view.session.value("/data/house/roof") == "zinc"


def test_an_answer_from_elsewhere_comes_in_and_takes_nothing_away(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    page = a_draft(window, office, dialogs)
    page.view.go_to("/data/house/roof")
    type_in("half a wo")
    with office.write("response_save") as uow:
        responses.save_answers(uow, page.response, {"/data/home": "yes"})
    window.context.bus.announce(uow.changes)
    settle(window)
    assert page.view.session is not None
    assert page.view.session.value("/data/home") == "yes"
    assert page.view.session.value("/data/house/roof") == "half a wo"
    assert page.view.focused_key() == "/data/house/roof"


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
    assert shown_page.forms.count == 1


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


def question_of(page: FormPage, key: str) -> Question:
    """The widget of a question."""
    assert page.view.go_to(key)
    found = next((one for block in page.view.blocks if (one := block.question(key)) is not None), None)
    assert found is not None
    return found


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
        cases.close(uow, page.desk.subject.records["case"].id, "success")
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


def test_the_page_speaks_khmer_and_names_its_controls(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    page = a_draft(window, office, dialogs)
    page.view.list.choose("person")
    window.perform("new")
    key = page.view.focused_key()
    assert unnamed(page) == []
    window.context.language.switch("km")
    settle(window)
    assert (page.view.code(), page.view.focused_key()) == ("person", key), "the place stays"
    assert no_english(page, allowed=frozenset({"Test", "Worker", "K"}) | code_words(page)) == []
    assert unnamed(page) == []
    window.context.language.switch("en")


def code_words(page: FormPage) -> frozenset[str]:
    """The letters of the number of the case."""
    return frozenset(LATIN.findall(page.heading.text()))
