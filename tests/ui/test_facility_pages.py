"""The pages of facilities in the real window: registered, admitted, left, searched, exported; both languages, large text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget

from app.data.replica.rescue import NOT_KNOWN
from app.domain.records import Record
from app.services.facilities import facilities, residencies
from app.services.office.offices import Session
from app.services.visits import inspection_results, inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.text.words import words
from app.ui.dialogs import Reason
from app.ui.pages.facilities import FacilitiesPage
from app.ui.pages.facility import FacilityPage
from app.ui.pages.inspections import InspectionsPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.ui.support import facility_page, go

LATIN_DATA = frozenset({"BMC", "BTB", "SRP", "Trial", "home"})


@pytest.fixture
def facility(office: Session) -> str:
    """A facility with two residents, one of them under three."""
    with office.write("facility_register") as uow:
        made = facilities.register(
            uow, {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo", "opened_on": "2015-01-01"}
        )
        for name, born in (("ដារា", "2014-03-01"), ("បុប្ផា", uow.today().replace(year=uow.today().year - 1).isoformat())):
            values = {"family_name_km": "សុខ", "given_name_km": name, "sex": "female", "birth_from": born, "birth_to": born}
            residencies.admit(uow, made, {**values, "admitted_on": uow.today().isoformat(), "admission_reason": "no_family"})
    return made


@pytest.fixture
def closed(office: Session, facility: str) -> str:
    """A closed inspection of that facility with one open finding."""
    form = FormShelf(office.folder).form(STANDARD)
    with office.write("inspection_fill") as uow:
        visit = inspections.start(uow, form, facility, {})
        inspections.fill(uow, form, visit, {"entry": "allowed", "i3": "does_not", "i14": "meets"})
        inspection_results.close(uow, form, visit)
    return visit


@pytest.fixture(autouse=True)
def english(window: Window) -> None:
    """Tests read English; those of Khmer switch."""
    window.context.language.switch("en")


def stays(office: Session, facility: str) -> list[Record]:
    """The stays as they stand in the database."""
    with office.read() as reader:
        return reader.find("residency", facility=facility, order=("name_sort",))


def test_a_facility_is_registered_with_the_next_code(window: Window, office: Session) -> None:
    page = go(window, "facilities")
    assert isinstance(page, FacilitiesPage)
    window.perform("new")
    settle(window)
    form_page = window.pages["facility"]
    assert isinstance(form_page, FacilityPage)
    form = form_page.register.form
    window.perform("save")
    settle(window)
    assert {name for name, _ in form.problems()} == {"type", "owner"}
    form.set_values({"type": "faith", "owner": "ngo"})
    window.perform("save")
    settle(window)
    assert "name_km" in {name for name, _ in form.problems()}, "a name is needed, and that stands beside the field"
    form.set_values({"name_km": "វត្តថ្មី", "mou_until": None})
    window.perform("save")
    settle(window)
    with office.read() as reader:
        made = facilities.find_facility(reader, "BTB-001")
    assert (made.text("name_km"), made.code("type"), made.code("state")) == ("វត្តថ្មី", "faith", "operating")
    assert form_page.facility == made.id
    assert "BTB-001" in form_page.heading.text()


def test_what_is_unlikely_is_asked_once(window: Window, office: Session, facility: str, dialogs: ScriptedDialogs) -> None:
    page = facility_page(window, facility)
    page.tabs.setCurrentWidget(page.register)
    page.register.form.set_values({"mou_until": page.context.today().replace(year=2020), "mou_number": "9"})
    dialogs.answer(False)
    window.perform("save")
    settle(window)
    dialogs.answer(True)
    window.perform("save")
    settle(window)
    assert [asked.words for asked in dialogs.script.asked] == ["The agreement has already run out. Save it so?"] * 2
    with office.read() as reader:
        assert reader.get("facility", facility).text("mou_until").startswith("2020")


def test_a_child_is_admitted_and_leaves(window: Window, office: Session, facility: str, dialogs: ScriptedDialogs) -> None:
    page = facility_page(window, facility)
    assert "Children: 2" in page.living.numbers.text()
    window.perform("new")
    form = page.living.admission.form
    form.set_values({"family_name_km": "ចាន់", "given_name_km": "វិចិត្រ", "sex": "male", "admission_reason": "protection"})
    window.perform("save")
    settle(window)
    assert "Children: 3" in page.living.numbers.text()
    new = next(record for record in stays(office, facility) if record.text("family_name_km") == "ចាន់")
    page.living.table.select(new.id)
    dialogs.answer({"exit_reason": "reunified", "exit_destination": "birth_family"})
    page.living.leave_facility()
    settle(window)
    assert "Children: 2" in page.living.numbers.text()
    with office.read() as reader:
        assert reader.get("residency", new.id).code("exit_destination") == "birth_family"
    page.living.everybody.set_value(True)
    settle(window)
    page.living.table.select(new.id)
    dialogs.answer(Reason("entered_twice", "", None))
    page.living.void()
    settle(window)
    with office.read() as reader:
        assert reader.get("residency", new.id).text("void_reason") == "entered_twice"


def test_an_exit_before_the_admission_is_refused_in_words(
    window: Window, office: Session, facility: str, dialogs: ScriptedDialogs
) -> None:
    page = facility_page(window, facility)
    first = stays(office, facility)[0]
    page.living.table.select(first.id)
    dialogs.answer({"exited_on": page.context.today().replace(year=2019), "exit_reason": "reunified"})
    page.living.leave_facility()
    settle(window)
    assert "before the admission" in window.notice.words.text()
    with office.read() as reader:
        assert reader.get("residency", first.id).day("exited_on") is None


def test_the_list_answers_while_typing_and_goes_to_excel(
    window: Window, facility: str, closed: str, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page = go(window, "facilities")
    assert isinstance(page, FacilitiesPage)
    assert [row.facility.id for row in page.rows] == [facility]
    window.perform("find_here")
    page.search.setText("nowhere")
    page.read()
    settle(window)
    assert page.rows == []
    page.search.setText("សាកល្បង")
    page.read()
    settle(window)
    assert page.rows[0].open_findings == 1
    target = tmp_path / "list.xlsx"
    dialogs.answer(target)
    window.perform("export")
    settle(window)
    cells = [cell.value for line in openpyxl.load_workbook(target).worksheets[0].iter_rows() for cell in line]
    assert "Trial home" in cells


def test_the_list_of_residents_is_printed_for_a_day(
    window: Window, facility: str, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    living = facility_page(window, facility).living
    shown: list[int] = []

    def look(_context: object, _page: object, _title: str, pages: Sequence[bytes]) -> bool:
        shown.append(len(pages))
        return True

    living.papers.look = look
    living.papers.open = lambda _file: None
    target = tmp_path / "list.pdf"
    dialogs.answer(target)
    living.print_button.setFocus()
    QTest.keyClick(living.print_button, Qt.Key.Key_Space)
    settle(window)
    assert (shown, target.read_bytes()[:4]) == ([1], b"%PDF")


def test_inspections_and_where_to_go_next(
    window: Window, office: Session, facility: str, closed: str, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    with office.write("facility_register") as uow:
        never = facilities.register(uow, {"name_en": "Trial home two", "type": "rci", "owner": "ngo"})
    page = go(window, "inspections")
    assert isinstance(page, InspectionsPage)
    assert [row.inspection.id for row in page.rows] == [closed]
    target = tmp_path / "answers.xlsx"
    dialogs.answer({"how": "codes"}, target)
    page.answers_button.setFocus()
    QTest.keyClick(page.answers_button, Qt.Key.Key_Space)
    settle(window)
    cells = [cell.value for line in openpyxl.load_workbook(target).worksheets[0].iter_rows() for cell in line]
    assert {closed, "does_not"} <= set(cells)
    window.perform("new")
    assert page.plan.selected() == never, "the facility that was never visited comes first"


@pytest.mark.parametrize("size", [100, 200])
def test_khmer_at_both_sizes(window: Window, facility: str, closed: str, size: int) -> None:
    """No English, every control named, nothing cut off, no page wider than a small screen."""
    window.context.language.switch("km")
    window.context.theme.apply("light", size)
    window.resize(1366, 768)
    for name, where in (
        ("facilities", {}), ("facility", {"facility": facility}), ("inspections", {}), ("inspection", {"inspection": closed}),
    ):  # fmt: skip
        page = go(window, name, **where)
        tabs = page.findChild(QTabWidget)
        for place in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                tabs.setCurrentIndex(place)
            settle(window)
            assert no_english(page, allowed=LATIN_DATA) == [], name
            assert unnamed(page) == [], name
            assert clipped(page) == [], name
        assert window.width() <= 1366, name


def test_a_field_tells_its_history_and_that_the_server_has_more(
    window: Window, office: Session, facility: str, dialogs: ScriptedDialogs
) -> None:
    with office.write("facility_edit") as uow:
        facilities.edit(uow, facility, {"director": "សុខ ដារា"})
    with office.database.transaction() as connection:  # what the server put back, by nobody that is known
        connection.exec_driver_sql("UPDATE history SET \"user\" = ? WHERE field = 'director'", (NOT_KNOWN,))
        connection.exec_driver_sql("UPDATE record SET base_seq = 9, base_epoch = 1 WHERE id = ?", (facility,))
        connection.exec_driver_sql("DELETE FROM history WHERE record = ? AND what = 'created'", (facility,))
    page = facility_page(window, facility)
    page.register._menu("director", QPoint(0, 0))
    page.register._left("director")
    for lang, nobody in (("en", "Writer not known"), ("km", "មិនដឹងថាអ្នកណាសរសេរ")):
        window.context.language.switch(lang)
        settle(window)
        page.register.history_button.click()
        settle(window)
        told = dialogs.script.asked[-1].words
        assert "សុខ ដារា" in told
        assert nobody in told
        assert words("history.older", lang) in told
        assert NOT_KNOWN not in told
