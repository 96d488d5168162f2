"""Staff, rooms and the past of a facility in the real window; the filters of the register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.facilities import facilities, facility_letters, facility_register
from app.services.office.offices import Session
from app.services.papers import paper_register
from app.ui.context import Context
from app.ui.pages.facilities import FacilitiesPage
from app.ui.pages.facility import FacilityPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def test_the_register_is_filled_in_by_keyboard(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo", "services": ["stay"]})
        facilities.register(uow, {"name_km": "មណ្ឌលមួយទៀត", "type": "rci", "owner": "ngo"})
    window.navigate("facility", facility=home, part="staff")
    settle(window)
    page = window.pages["facility"]
    assert isinstance(page, FacilityPage)
    staff, rooms, past = (page.kept[name] for name in facility_register.PARTS)
    assert page.tabs.currentWidget() is staff
    dialogs.answer({"name": "សុខ ដារា", "role": "carer", "cares": True, "since": None})
    QTest.keyClick(staff.table.add_button, Qt.Key.Key_Space)
    settle(window)
    dialogs.answer({"name": "អគារ ក", "places": 1, "sleeping": 2, "counted_on": window.context.today()})
    page.tabs.setCurrentWidget(rooms)
    QTest.keyClick(rooms.table.add_button, Qt.Key.Key_Space)
    settle(window)
    page.tabs.setCurrentWidget(past)
    dialogs.answer({"what": "name", "text": "ផ្ទះចាស់"})
    QTest.keyClick(past.table.add_button, Qt.Key.Key_Space)
    settle(window)
    for part in (staff, rooms, past):
        page.tabs.setCurrentWidget(part)
        settle(window)
        assert part.view is not None
        assert len(part.view.rows) == 1
        assert (unnamed(part), no_english(part), clipped(part)) == ([], [], [])
    assert "១" in staff.numbers.text(), "one without a check"
    assert staff.mark.isHidden()
    assert not rooms.mark.isHidden(), "two slept where one has room"
    window.navigate("facilities")
    settle(window)
    register = window.pages["facilities"]
    assert isinstance(register, FacilitiesPage)
    for name, value in (("unchecked", True), ("service", "stay")):
        register.form.set_values({name: value})
        register.read()
        settle(window)
        assert [one.id for one in register.rows] == [home]
        register.form.set_values({name: None})
    assert (unnamed(register), no_english(register), clipped(register)) == ([], [], [])


def test_letters_and_documents_of_a_facility(window: Window, office: Session, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        paper_register.register(uow, facility_letters.KIND, variant="warning", facility=home, number="12")
    window.navigate("facility", facility=home, part="letters")
    settle(window)
    page = window.pages["facility"]
    assert isinstance(page, FacilityPage)
    part = page.letters.part
    assert page.tabs.currentWidget() is page.letters
    assert part.table.rows_model.rowCount() == 1
    looked: list[int] = []

    def look(_context: Context, _page: QWidget, _title: str, pages: Sequence[bytes]) -> bool:
        looked.append(len(pages))
        return False

    page.letters.papers.look = look
    dialogs.answer({"advice": "not_recommended", "reason": "មិនទាន់គ្រប់គ្រាន់"})
    QTest.keyClick(page.letters.advice_button, Qt.Key.Key_Space)
    settle(window)
    assert looked == [1], "a letter of one page was looked at"
    part.table.select(part.table.rows_model.key_at(0))
    dialogs.answer({"to": "ក្រសួង"}, {"scan": True}, [scan(tmp_path)])
    QTest.keyClick(part.out_button, Qt.Key.Key_Space)
    settle(window)
    QTest.keyClick(part.back_button, Qt.Key.Key_Space)
    settle(window)
    with office.read() as reader:
        (line,) = paper_register.listing(reader, facility=home)
    assert (line.state, bool(line.scan)) == ("back", True)
    page.tabs.setCurrentWidget(page.documents)
    settle(window)
    assert list(page.documents.rows) == [line.scan]
    dialogs.answer([scan(tmp_path)], {"kind": "mou", "use": "document"})
    QTest.keyClick(page.documents.add_button, Qt.Key.Key_Space)
    settle(window)
    assert len(page.documents.rows) == 2
    for shown in (page.letters, page.documents):
        page.tabs.setCurrentWidget(shown)
        settle(window)
        assert (unnamed(shown), no_english(shown, allowed=frozenset({"jpg", "scan"})), clipped(shown)) == ([], [], [])


def scan(folder: Path) -> Path:
    """A picture as a scanner makes it."""
    Image.new("RGB", (40, 60), "white").save(folder / "scan.png")
    return folder / "scan.png"
