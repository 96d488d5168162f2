"""A whole inspection by keyboard in the real window: begun, filled part by part, closed, decided, confirmed by another."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.data.keeping.keys import Profile
from app.domain.ids import new_id
from app.domain.permissions import RIGHTS
from app.domain.records import Actor
from app.forms.binds import items
from app.services.facilities import facilities, residencies
from app.services.office.offices import Session, create_office, sign_in
from app.services.visits import inspection_results, inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.ui.context import Context
from app.ui.dialogs import Dialogs, Reason
from app.ui.forms.answers import Options
from app.ui.forms.blocks import BlockView
from app.ui.forms.result_comparison import ResultComparison
from app.ui.pages.facility import FacilityPage
from app.ui.pages.inspection import InspectionPage
from app.ui.start import make_window
from app.ui.widgets.form import Form
from app.ui.window import Window
from tests.support.inspecting import answer_by_key, press, question_of, stays_where_it_was
from tests.support.pictures import settle
from tests.support.window import shown_texts

NAME = "រតនា"
USER, PASSWORD = "Test Inspector", "a long password"


@dataclass
class Script(Dialogs):
    """Answers dialogs in a user's place; what was asked is kept."""

    window: Window
    values: dict[str, object] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    yes: bool = True

    def __post_init__(self) -> None:
        super().__init__(self.window.context)

    def confirm(self, parent: QWidget, question: str, verb: str, *, danger: bool = False) -> bool:
        self.asked.append(question)
        return self.yes

    def ask(self, parent: QWidget, title: str, verb: str, form: Form) -> bool:
        self.asked.append(title)
        form.set_values(self.values)
        assert form.problems() == []
        return self.yes

    def reason(
        self,
        parent: QWidget,
        title: str,
        verb: str,
        codelist: str | None = None,
        *,
        text_needed: bool = False,
        day: bool = False,
    ) -> Reason | None:
        self.asked.append(title)
        return Reason("entered_twice", "", None)

    def save_file(self, parent: QWidget, title: str, name: str, filters: str = "") -> Path | None:
        self.asked.append(name)
        return self.context.folder / name


@dataclass
class Place:
    """A window with somebody at work, and a facility."""

    window: Window
    session: Session
    facility: str
    script: Script

    def page(self, name: str) -> QWidget:
        """A page that was shown."""
        return self.window.pages[name]

    def go(self, name: str, **where: str) -> None:
        """Shows a page and waits until it is read."""
        self.window.context.navigate(name, **where)
        settle(self.window)


@pytest.fixture(scope="module")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office without records and with its forms compiled, copied for each test since both take seconds."""
    folder = tmp_path_factory.mktemp("office") / "empty"
    create_office(folder, "01", USER, PASSWORD, profile=Profile(1, 1024, 1)).session.close()
    FormShelf(folder).forms()
    return folder


@pytest.fixture
def place(qapp: QApplication, tmp_path: Path, empty_office: Path) -> Iterator[Place]:
    folder = tmp_path / "office"
    shutil.copytree(empty_office, folder)
    session = sign_in(folder, USER, PASSWORD)
    with session.write("facility_register") as uow:
        facility = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "name_en": "Trial home", "type": "rci", "owner": "ngo"})
        given = {
            "family_name_km": "សុខ",
            "given_name_km": NAME,
            "sex": "female",
            "birth_from": "2014-01-01",
            "birth_to": "2014-01-01",
        }
        residencies.admit(uow, facility, {**given, "admitted_on": "2020-01-01", "admission_reason": "no_family"})
    window = make_window(folder, "en")
    window.enter(session)
    window.show()
    window.activateWindow()
    script = Script(window)
    window.context.dialogs = script
    settle(window)
    yield Place(window, session, facility, script)
    window.shut()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def begin(place: Place) -> InspectionPage:
    """Begins an inspection from the page of the facility."""
    place.go("facility", facility=place.facility)
    facility = place.page("facility")
    assert isinstance(facility, FacilityPage)
    place.script.values = {"mission_letter": "12/26", "team": "2"}
    facility.inspect_button.setFocus()
    press(Qt.Key.Key_Space)
    settle(place.window)
    page = place.page("inspection")
    assert isinstance(page, InspectionPage)
    return page


def fill_by_keys(place: Place, page: InspectionPage, choose: dict[str, str]) -> set[str]:
    """Every part, question after question."""
    seen: set[str] = set()
    page.view.list.setCurrentRow(0)
    page.view.focus_first()
    for _ in range(page.view.list.count()):
        while answer_by_key(seen, choose):
            pass
        settle(place.window)
        press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    settle(place.window)
    return seen


def test_a_whole_inspection_by_keyboard(place: Place) -> None:
    page = begin(place)
    form = FormShelf(place.session.folder).form(STANDARD)
    seen = fill_by_keys(place, page, {"i14": "3", "i35": "2"})
    asked = {
        item.path for item in items(form) if item.weight and page.view.session and page.view.session.node(item.path).relevant
    }
    assert asked <= seen
    assert page.view.open_items() == []
    assert not page.report_button.isVisible()
    shown = " ".join(text for _, text in shown_texts(page))
    assert not re.search(r"points|[Ss]core|Result", shown), "nothing of the score before the team closes"
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(place.window)
    assert place.script.asked[-1].startswith("Close the inspection?")
    assert page.stack.currentWidget() is page.result
    assert "of" in page.result.points.text()
    assert page.result.form is not None
    stays_where_it_was(place.window, page.result)
    page.result.form.set_values({"grade": "critical", "reason": "No log of incidents"})
    page.result.decide_button.setFocus()
    press(Qt.Key.Key_Space)
    settle(place.window)
    with place.session.read() as reader:
        visit = inspections.visit_of(reader, page.inspection)
        assert (visit.inspection.code("state"), visit.inspection.code("grade")) == ("to_decide", "critical")
        assert visit.answers[str(form.path_of("i35_note"))] == "seen"
        assert visit.answers[str(form.path_of("heads_6_9_f"))] == "1"
        result = inspection_results.result_of(reader, form, page.inspection)
    assert result.score is not None
    assert result.score.maximum - result.score.points == 6
    comparison = page.result.findChild(ResultComparison)
    assert comparison is not None
    comparison.excel.setFocus()
    press(Qt.Key.Key_Space)
    settle(place.window)
    book = load_workbook(place.window.context.folder / place.script.asked[-1])
    assert book.sheetnames == ["Comparison", "Visits of this facility"]
    head = Actor(new_id(), "Test Head", "01", frozenset({"supervisor"}), frozenset(RIGHTS))
    with place.session.database.write(head, "inspection_confirm") as uow:
        inspection_results.confirm(uow, page.inspection)
    page.read()
    settle(place.window)
    assert page.result.state.text() == "Critically below the standards"


def test_tab_leaves_the_form_and_comes_back(place: Place) -> None:
    page = begin(place)
    page.view.go_to("/data/A/i3")
    first, met = QApplication.focusWidget(), list[QWidget | None]()
    while first not in met and len(met) < 200:
        press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert met[-1] is first, "the way of Tab is a circle"
    assert {page.view.list, page.view.next, page.close_button, place.window.search.edit} <= set(met)
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is met[-2], "Shift and Tab go the same way back"


def test_an_answer_is_kept_at_once_and_taken_up_again(place: Place) -> None:
    page = begin(place)
    page.view.go_to("/data/A/i3")
    press("2")
    press(Qt.Key.Key_Return)
    widget = QApplication.focusWidget()
    question = question_of(widget)
    assert widget is not None
    assert question is not None
    assert question.key == "/data/A/i3_note", "the note comes up at once and Tab goes there"
    QTest.keyClicks(widget, "old letter")
    page.leave()
    settle(place.window)
    place.go("facilities")
    place.go("inspection", inspection=page.inspection)
    assert page.view.session is not None
    assert page.view.session.value("/data/A/i3") == "partly"
    with place.session.read() as reader:
        answers = inspections.visit_of(reader, page.inspection).answers
    assert answers["/data/A/i3_note"] == "old letter"
    page.view.go_to("/data/A/i3")
    press(Qt.Key.Key_Delete)
    settle(place.window)
    with place.session.read() as reader:
        assert "/data/A/i3" not in inspections.visit_of(reader, page.inspection).answers


def test_a_wrong_number_is_told_beside_and_f8_finds_what_is_missing(place: Place) -> None:
    page = begin(place)
    page.view.go_to("/data/heads/heads_3_5_f")
    widget = QApplication.focusWidget()
    assert isinstance(widget, QLineEdit)
    QTest.keyClicks(widget, "many")
    press(Qt.Key.Key_Return)
    block = page.view.blocks[0]
    assert "does not fit" in block.questions["/data/heads/heads_3_5_f"].problem.text()
    page.view.go_to("/data/H/i49")
    press("1")
    settle(place.window)
    place.window.perform("next_problem")
    assert page.view.focused_key() == "/data/H/i49_heard"
    assert (
        "director"
        in page.view.blocks[[one.block.head for one in page.view.blocks].index("/data/H/i49")]
        .questions["/data/H/i49_heard"]
        .problem.text()
    )
    assert page.problems.text().endswith("(F8)")
    page.close_inspection()
    settle(place.window)
    assert not any(text.startswith("Close") for text in place.script.asked)


def test_the_hours_of_the_visit_stand_in_its_head(place: Place) -> None:
    page = begin(place)
    assert page.hours.isHidden()
    place.script.values = {"visit_on": date(2026, 1, 5), "arrived_at": "21:00"}
    page.head_button.setFocus()
    press(Qt.Key.Key_Space)
    settle(place.window)
    assert page.heading.text().replace("\u200b", "").endswith("05/01/2026 arrived 21:00")
    place.script.values = {"left_at": "1:30"}
    page.change_head()
    settle(place.window)
    assert place.script.asked[-1].startswith("The team left at 01:30")
    assert page.heading.text().replace("\u200b", "").endswith("05/01/2026 21:00–06/01/2026 01:30")
    place.script.values, place.script.yes = {"left_at": "0:30"}, False
    page.change_head()
    settle(place.window)
    assert "01:30" in page.heading.text(), "who goes back changes nothing"


def test_the_order_of_the_visit_and_a_to_h(place: Place) -> None:
    page = begin(place)
    assert [part.code for part in page.view.parts][:3] == ["entry_part", "heads", "place_yard"]
    page.view.go_to("/data/E/i29")
    press(Qt.Key.Key_F6)
    assert [part.code for part in page.view.parts][2:10] == list("ABCDEFGH")
    assert page.view.focused_key() == "/data/E/i29"


def test_language_is_switched_while_filling(place: Place) -> None:
    page = begin(place)
    page.view.go_to("/data/A/i3")
    press("1")
    place.window.context.language.switch("km")
    settle(place.window)
    part = page.view.part()
    assert part is not None
    block = next(one for one in page.view.blocks if one.block.head == "/data/A/i3")
    question = block.questions["/data/A/i3"]
    assert question.words.text().startswith("៣.")
    assert isinstance(question.answer, Options)
    assert question.answer.knobs["meets"].isChecked()
    assert question.answer.knobs["meets"].text().startswith("១")
    assert page.view.list.accessibleName() != "Parts of the form"


def test_last_years_answer_is_folded_until_this_years_is_given(place: Place) -> None:
    form = FormShelf(place.session.folder).form(STANDARD)
    with place.session.write("inspection_start") as uow:
        last = inspections.start(uow, form, place.facility, {"visit_on": date(2025, 1, 15).isoformat()})
        inspections.fill(uow, form, last, {"i3": "does_not", "entry": "allowed"})
        inspection_results.close(uow, form, last)
    page = begin(place)
    page.view.go_to("/data/A/i3")
    block = next(one for one in page.view.blocks if one.block.head == "/data/A/i3")
    assert isinstance(block, BlockView)
    assert block.before.isHidden()
    press("1")
    assert not block.before.isHidden()
    assert "15/01/2025" in block.before.text()
    page.view.list.setCurrentRow(0)
    assert page.earlier.isVisible()
    place.script.values = {"result": "confirmed", "note": "new letter seen"}
    page.earlier.cards.acts.check(page.earlier.cards.records, page.earlier.cards.visit)
    settle(place.window)
    assert page.earlier.cards.records == ()


def test_papers_are_looked_at_and_saved(place: Place) -> None:
    page = begin(place)
    opened: list[Path] = []
    looked: list[int] = []

    def look(context: Context, parent: QWidget, title: str, pages: Sequence[bytes]) -> bool:
        looked.append(len(pages))
        return True

    def opening(file: Path) -> None:
        opened.append(file)

    page.papers.look = look
    page.papers.open = opening
    place.window.perform("print_paper")
    settle(place.window)
    assert looked[0] > 3
    assert [file.read_bytes()[:5] for file in opened] == [b"%PDF-"]
    assert NAME not in opened[0].name


def test_an_answer_from_elsewhere_takes_nothing_away(place: Place) -> None:
    page = begin(place)
    page.view.go_to("/data/A/i3")
    press("2")
    press(Qt.Key.Key_Return)
    widget = QApplication.focusWidget()
    assert isinstance(widget, QPlainTextEdit)
    settle(place.window)
    QTest.keyClicks(widget, "half a sent")
    other = Actor(new_id(), "Test Other", "01", frozenset({"inspector"}), frozenset())
    with place.session.database.write(other, "inspection_answer") as uow:
        inspections.save_answers(uow, page.inspection, {"/data/A/i4": "meets"})
    place.window.context.bus.announce(uow.changes)
    settle(place.window)
    assert page.view.session is not None
    assert page.view.session.value("/data/A/i4") == "meets"
    assert page.view.session.value("/data/A/i3_note") == "half a sent"
    assert page.view.focused_key() == "/data/A/i3_note"
    with place.session.read() as reader:
        assert inspections.visit_of(reader, page.inspection).answers["/data/A/i3_note"] == "half a sent"
