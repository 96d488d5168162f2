"""What an inspector takes back or puts right in the window, by keyboard: corrections, visits, the order of lists, drafts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QBuffer, QPoint, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QWidget

from app.data.drafts import draft, drafts
from app.domain.records import Record
from app.services.facilities import facilities, residencies
from app.services.office.offices import Session
from app.services.visits import findings, inspection_results, inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.ui.dialogs import Reason
from app.ui.dialogs.asking import FormBox, reason_form
from app.ui.dialogs.preview import PreviewBox
from app.ui.models.table import SimpleTable
from app.ui.pages.facilities import FacilitiesPage
from app.ui.pages.facility import FacilityPage
from app.ui.pages.inspection import InspectionPage
from app.ui.pages.today import TodayPage
from app.ui.pages.today_lines import Row
from app.ui.widgets.basics import Scrolled, label
from app.ui.widgets.fields import TextField
from app.ui.widgets.form import Form
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs
from tests.ui.support import facility_page, go

KHMER = "ពិន្ទុ ក្នុង ញ្ជុះ"


@pytest.fixture(autouse=True)
def english(window: Window) -> None:
    """These tests read English."""
    window.context.language.switch("en")


@pytest.fixture
def facility(office: Session) -> str:
    """A facility without residents."""
    with office.write("facility_register") as uow:
        return facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo"})


def visit(office: Session, facility: str, *, close: bool) -> str:
    """An inspection with one point to be improved."""
    form = FormShelf(office.folder).form(STANDARD)
    with office.write("inspection_fill") as uow:
        made = inspections.start(uow, form, facility, {})
        inspections.fill(uow, form, made, {"entry": "allowed", "i3": "does_not"})
        if close:
            inspection_results.close(uow, form, made)
    return made


def inspection_page(window: Window, inspection: str) -> InspectionPage:
    page = go(window, "inspection", inspection=inspection)
    assert isinstance(page, InspectionPage)
    return page


def press(window: Window, button: QPushButton) -> None:
    """The space bar on a button that can be seen."""
    assert button.isVisible()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle(window)


def button_named(parent: QWidget, start: str) -> QPushButton:
    """The button whose words begin so."""
    return next(one for one in parent.findChildren(QPushButton) if one.text().startswith(start) and one.isVisible())


def record(office: Session, kind: str, key: str) -> Record:
    with office.read() as reader:
        return reader.get(kind, key)


@pytest.mark.parametrize("where", ["facility", "inspection"])
def test_a_correction_noted_by_mistake_is_taken_back(
    window: Window, office: Session, dialogs: ScriptedDialogs, facility: str, where: str
) -> None:
    closed = visit(office, facility, close=True)
    with office.write("finding_correct") as uow:
        found = findings.open_of(uow, facility)[0].id
        findings.correct(uow, found, uow.today(), "seen")
    if where == "facility":
        page: QWidget = facility_page(window, facility)
        assert isinstance(page, FacilityPage)
        page.tabs.setCurrentWidget(page.findings)
    else:
        page = inspection_page(window, closed)
    dialogs.answer(False, True)
    press(window, button_named(page, "Not corrected"))
    assert record(office, "finding", found).code("state") == "corrected", "it is asked first"
    press(window, button_named(page, "Not corrected"))
    now = record(office, "finding", found)
    assert (now.code("state"), now.day("corrected_on"), now.text("evidence")) == ("open", None, "")
    assert button_named(page, "Corrected")


@pytest.mark.parametrize("close", [False, True])
def test_an_inspection_made_by_mistake_is_voided_with_its_reason(
    window: Window, office: Session, dialogs: ScriptedDialogs, facility: str, close: bool
) -> None:
    made = visit(office, facility, close=close)
    page = inspection_page(window, made)
    dialogs.answer(None, Reason("wrong_facility", "the next house", None))
    press(window, page.void_button)
    assert record(office, "inspection", made).code("state") != "void", "no reason, no act"
    press(window, page.void_button)
    assert record(office, "inspection", made).code("state") == "void"
    assert "Wrong facility: the next house" in page.voided.text()
    assert not page.void_button.isVisible()
    assert not page.head_button.isVisible()
    assert not page.close_button.isVisible()
    assert page.view.locked
    assert facility_page(window, facility).table.rows_model.rowCount() == 0


def test_day_kind_and_team_of_a_visit_are_changed_while_it_is_open(
    window: Window, office: Session, dialogs: ScriptedDialogs, facility: str
) -> None:
    with office.write("residency_admit") as uow:
        today = uow.today()
        born = (today - timedelta(days=365 * 4)).isoformat()
        values = {"given_name_km": "ដារា", "sex": "male", "birth_from": born, "birth_to": born, "admission_reason": "no_family"}
        residencies.admit(uow, facility, {**values, "admitted_on": today.isoformat()})
    made = visit(office, facility, close=False)
    page = inspection_page(window, made)
    before = dict(page.desk.visit.answers) if page.desk else {}
    day = today - timedelta(days=3)
    dialogs.answer({"visit_on": day, "kind": "complaint", "team": "3", "announced": True})
    page.view.go_to("/data/A/i3")
    press(window, page.head_button)
    now = record(office, "inspection", made)
    assert (now.day("visit_on"), now.code("kind"), now.text("team"), now.flag("announced")) == (day, "complaint", "3", True)
    assert page.desk is not None
    roster = next(path for path in before if path.endswith("k_roster_3_5"))
    assert (before[roster], page.desk.visit.answers[roster]) == ("1", "0"), "the roster of that day"
    assert page.desk.visit.answers["/data/A/i3"] == "does_not", "answers stay"
    assert day.strftime("%d/%m/%Y") in page.heading.text()
    closed = visit(office, facility, close=True)
    page = inspection_page(window, closed)
    if page.stack.currentWidget() is page.result:
        assert not page.head_button.isVisible()


def order_by(table: SimpleTable, words: str) -> None:
    """Chooses an order in the menu of a list, as the menu key brings it up."""
    table.setFocus()
    table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = table.findChildren(QMenu)[-1]
    action = next(one for one in menu.actions() if one.text() == words)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_the_list_of_facilities_is_sorted_by_any_column_and_stays_so(window: Window, office: Session, facility: str) -> None:
    with office.write("facility_register") as uow:
        for name in ("ខ្មែរ", "កុមារ"):
            facilities.register(uow, {"name_km": name, "type": "faith", "owner": "state"})
    window.context.language.switch("km")
    window.context.language.switch("en")
    page = go(window, "facilities")
    assert isinstance(page, FacilitiesPage)
    codes = [row.facility.text("code") for row in page.rows]
    assert codes == sorted(codes)
    order_by(page.table, "Sort by: Name")
    names = [page.table.rows_model.texts(place)[1] for place in range(3)]
    assert names == ["កុមារ", "ខ្មែរ", "Trial home"]
    order_by(page.table, "Sort by: Name")
    assert [page.table.rows_model.texts(place)[1] for place in range(3)] == names[::-1]
    for column in page.table.rows_model.columns:
        order_by(page.table, f"Sort by: {column.title()}")
        assert len(page.rows) == 3
    order_by(page.table, "Sort by: Children")
    settle(window)
    again = FacilitiesPage(window.context)
    assert again.table.rows_model.order == "living"
    again.deleteLater()


def test_a_new_facility_is_a_draft_at_once_and_comes_back_from_today(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    go(window, "facilities")
    window.perform("new")
    settle(window)
    page = window.pages["facility"]
    assert isinstance(page, FacilityPage)
    with office.read() as reader:
        assert drafts(reader) == [], "what nobody typed is no draft"
    edit = page.register.form.field("name_km").findChild(QLineEdit)
    assert edit is not None
    QTest.keyClicks(edit, "New home")
    window.perform("next_problem")
    assert "Problems: 2 (F8" in page.register.kept.problems.text()
    assert page.register.form.field("type").isAncestorOf(window.focusWidget())
    window.perform("next_problem")
    assert page.register.form.field("owner").isAncestorOf(window.focusWidget())
    today = go(window, "today")
    assert isinstance(today, TodayPage)
    page.register.kept.drafts = None  # before the form is emptied: the draft would be touched, and written a second later
    page.register.form.reset()
    line = next(one for one in today.findChildren(Row) if one.isVisible() and "facility" in one.accessibleName())
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    assert page.register.form.field("name_km").value() == "New home"
    assert "kept for you" in page.register.kept.state.text()
    page.register.form.set_values({"type": "faith", "owner": "ngo"})
    window.perform("save")
    settle(window)
    with office.read() as reader:
        assert drafts(reader) == []
        assert len(facilities.listing(reader)) == 1


def test_what_is_typed_in_the_register_survives_another_page_and_an_exchange(
    window: Window, office: Session, dialogs: ScriptedDialogs, facility: str
) -> None:
    page = facility_page(window, facility)
    page.tabs.setCurrentWidget(page.register)
    assert not page.register.kept.dirty()
    edit = page.register.form.field("director").findChild(QLineEdit)
    assert edit is not None
    QTest.keyClicks(edit, "Somebody")
    page.tabs.setCurrentWidget(page.living)
    with office.write("facility_edit") as uow:
        facilities.edit(uow, facility, {"capacity": 12})
    window.context.bus.announce(uow.changes)
    settle(window)
    assert page.register.form.field("director").value() == "Somebody"
    page.tabs.setCurrentWidget(page.register)
    dialogs.answer(False, True)
    press(window, page.register.kept.drop_button)
    assert page.register.form.field("director").value() == "Somebody", "it is asked first"
    press(window, page.register.kept.drop_button)
    assert page.register.form.field("director").value() is None
    with office.read() as reader:
        assert draft(reader, "facility", facility) is None


def test_an_admission_is_a_draft_until_it_is_saved(window: Window, office: Session, facility: str) -> None:
    page = facility_page(window, facility)
    window.perform("new")
    settle(window)
    form = page.living.admission.form
    edit = form.field("given_name_km").findChild(QLineEdit)
    assert edit is not None
    QTest.keyClicks(edit, "Dara")
    window.perform("next_problem")
    assert form.field("admission_reason").isAncestorOf(window.focusWidget())
    assert "Problems: 1" in page.living.admission.kept.problems.text()
    press(window, page.living.admission.leave_button)
    go(window, "facilities")
    other = facility_page(window, facility)
    other.living.admission.kept.drafts = None
    form.reset()
    go(window, "today")
    window.context.navigate("facility", facility=facility, draft="admission")
    settle(window)
    assert form.isVisible()
    assert form.field("given_name_km").value() == "Dara"
    form.set_values({"admission_reason": "no_family"})
    window.perform("save")
    settle(window)
    with office.read() as reader:
        assert drafts(reader) == []
        stay = residencies.living_there(reader, facility)[0]
    other.living.table.select(stay.id)
    press(window, other.living.edit_button)
    latin = form.field("name_latin").findChild(QLineEdit)
    assert latin is not None
    QTest.keyClicks(latin, "Dara")
    go(window, "today")
    with office.read() as reader:
        assert [(one.kind, one.subject) for one in drafts(reader)] == [("residency", stay.id)]
    window.context.navigate("facility", residency=stay.id)
    settle(window)
    assert (form.isVisible(), form.field("name_latin").value()) == (True, "Dara")


def test_f8_in_a_dialog_goes_to_the_next_problem(window: Window) -> None:
    form = reason_form(window.context, "void_reason", text_needed=True, day=False)
    box = FormBox(window, "Why?", "Do it", form, 8)
    box.show()
    box.activateWindow()
    settle(window)
    for name in ("text", "code", "text"):  # it begins in the first field
        QTest.keyClick(box.focusWidget(), Qt.Key.Key_F8)
        assert form.field(name).isAncestorOf(box.focusWidget())
    box.close()
    box.deleteLater()


def test_enter_in_the_last_field_of_a_dialog_comes_to_the_act(window: Window) -> None:
    form = Form(columns=1)
    form.add("name", TextField())
    form.label("name", "Name")
    box = FormBox(window, "Who?", "Do it", form, 8)
    box.show()
    box.activateWindow()
    settle(window)
    QTest.keyClick(box.focusWidget(), Qt.Key.Key_Return)
    assert box.focusWidget() is box.yes, "two times Enter never leaves what was filled in"
    QTest.keyClick(box.focusWidget(), Qt.Key.Key_Tab)
    assert box.focusWidget() is box.no
    box.close()
    box.deleteLater()


def test_a_paper_is_seen_in_its_whole_width(window: Window) -> None:
    window.resize(1366, 768)
    picture = QPixmap(900, 1270)
    picture.fill(Qt.GlobalColor.white)
    content = QBuffer()
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(content, "PNG")
    box = PreviewBox(window.context, window, "Paper", [bytes(content.data().data())], "Save")
    box.show()
    settle(window)
    area = box.findChild(Scrolled)
    assert area is not None
    assert area.viewport().width() >= 900
    assert box.rect().contains(area.geometry())
    assert box.rect().contains(box.yes.geometry())
    box.close()
    box.deleteLater()


def test_the_cursor_stays_in_its_question_through_a_switch_of_language(window: Window, office: Session, facility: str) -> None:
    page = inspection_page(window, visit(office, facility, close=False))
    page.view.go_to("/data/A/i4")
    window.perform("language")
    settle(window)
    assert page.view.focused_key() == "/data/A/i4"


@pytest.mark.parametrize("size", [100, 200])
def test_no_head_of_a_list_is_cut_short(window: Window, facility: str, size: int) -> None:
    window.resize(1366, 768)
    page = go(window, "facilities")
    assert isinstance(page, FacilitiesPage)
    window.context.theme.apply("light", size)
    for lang in ("km", "en"):
        window.context.language.switch(lang)
        settle(window)
        head = page.table.horizontalHeader()
        for place in range(head.count()):
            assert head.sectionSize(place) >= head.sectionSizeHint(place), (lang, place)


@pytest.mark.parametrize("size", [100, 200])
def test_a_vowel_below_a_subscript_is_drawn_whole(window: Window, size: int) -> None:
    """In ពិន្ទុ and ក្នុង the last sign hangs below what the font calls its line: labels and fields leave it room."""
    window.context.theme.apply("light", size)
    for made in (label(None, "", KHMER), label(None, "title", KHMER), label(None, "small", KHMER), QLineEdit(KHMER)):
        made.ensurePolished()
        made.adjustSize()
        short = ink(made)
        made.resize(made.width(), made.height() * 2)
        if isinstance(made, QLabel):
            made.setAlignment(Qt.AlignmentFlag.AlignTop)
        assert ink(made) <= short, type(made).__name__
        made.deleteLater()
    window.context.theme.apply("light", 100)


def ink(widget: QWidget) -> int:
    """The last line of pixels with ink of the text; of a field, whose text stands in the middle, how many lines."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    widget.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    edge = 3 if isinstance(widget, QLineEdit) else 0
    columns = range(12, image.width() - 12)
    lines = range(edge, image.height() - edge)
    inked = [y for y in lines if any(image.pixelColor(x, y).lightness() < 180 for x in columns)]
    return len(inked) if edge else inked[-1]
