"""Staff, rooms and the past of a facility in the real window; the filters of the register."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services import facilities, facility_register
from app.services.offices import Session
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
