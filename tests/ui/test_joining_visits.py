"""Two inspections of one visit in the real window: told, looked at, joined, decided, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.facilities import facilities
from app.services.office.offices import Session
from app.services.responses import response_store
from app.services.visits import inspection_results, inspections, visit_differences, visit_joining
from app.services.visits.inspection_forms import STANDARD, FormShelf
from app.ui.pages.inspection import InspectionPage
from app.ui.window import Window
from tests.support.inspection_answers import taken
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def begun(office: Session) -> tuple[str, str]:
    """Two inspections of one day that agree in one item, differ in two, and each have one of their own."""
    shelf = FormShelf(office.folder)
    form = shelf.form(STANDARD)
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
    made = []
    for answers in (
        {"entry": "allowed", "i5": "meets", "i8": "partly", "i9": "meets", "i10": "meets"},
        {"entry": "allowed", "i5": "meets", "i8": "does_not", "i8_note": "ដំបូលលេច", "i9": "partly", "i11": "meets"},
    ):
        with office.write("inspection_fill") as uow:
            made.append(inspections.start(uow, form, home, {}))
            inspections.fill(uow, form, made[-1], answers)
    return made[0], made[1]


def test_two_inspections_are_joined_by_keyboard(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    first, second = begun(office)
    window.navigate("inspection", inspection=second)
    settle(window)
    page = window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    band = page.joining
    assert not band.isHidden()
    assert (unnamed(band), clipped(band)) == ([], [])
    dialogs.answer({"d0": "other"})
    QTest.keyClick(band.join_button, Qt.Key.Key_Space)
    settle(window)
    assert page.inspection == first, "the one begun first stays, and is shown"
    with office.read() as reader:
        assert visit_joining.joined_to(reader, second) == first
        visit = inspections.visit_of(reader, first)
        (left,) = visit_differences.open_of(reader, visit)
        form = FormShelf(office.folder).form(STANDARD)
        assert (visit.answers[str(form.path_of("i8"))], left.key) == ("does_not", form.path_of("i9")), "one decided, one left"
    assert not band.decide_button.isHidden()
    assert band.join_button.isHidden()
    assert no_english(band, allowed=frozenset({"Test", "Inspector"})) == []
    dialogs.answer({"d0": "here"})
    QTest.keyClick(band.decide_button, Qt.Key.Key_Space)
    settle(window)
    assert band.isHidden()
    assert page.view.session is not None
    assert page.view.session.value(left.key) == left.here[left.key]
    window.navigate("inspection", inspection=second)
    settle(window)
    assert not band.open_button.isHidden()
    QTest.keyClick(band.open_button, Qt.Key.Key_Space)
    settle(window)
    assert page.inspection == first


def test_answers_that_came_after_the_closing_are_taken_up_by_keyboard(
    window: Window, office: Session, dialogs: ScriptedDialogs
) -> None:
    visit, _ = begun(office)
    form = FormShelf(office.folder).form(STANDARD)
    path = str(form.path_of("i8"))
    with office.write("inspection_close") as uow:
        inspections.fill(uow, form, visit, taken(inspections.visit_of(uow, visit), form, {"i8": "partly"}))
        inspection_results.close(uow, form, visit)
    with office.write("inspection_answer") as uow:
        response_store.put(uow, inspections.visit_of(uow, visit).response, {path: "does_not"})
    window.navigate("inspection", inspection=visit)
    settle(window)
    page = window.pages["inspection"]
    assert isinstance(page, InspectionPage)
    band = page.joining
    assert not band.late_button.isHidden()
    assert (unnamed(band), clipped(band)) == ([], [])
    assert no_english(band, allowed=frozenset({"Test", "Inspector"})) == []
    dialogs.answer({"late0": "back", "reason": "ក្រុមបានពិនិត្យ"})
    QTest.keyClick(band.late_button, Qt.Key.Key_Space)
    settle(window)
    assert band.late_button.isHidden()
    with office.read() as reader:
        assert inspections.visit_of(reader, visit).answers[path] == "partly"
