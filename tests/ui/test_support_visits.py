"""Support visits in the real window: in the list of visits, and the transition plan under the measures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.facilities import facilities, support_visits
from app.services.office.offices import Session
from app.ui.context import Context
from app.ui.pages.facility import FacilityPage
from app.ui.pages.inspections import InspectionsPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import clipped, no_english, unnamed


def visited(office: Session) -> tuple[str, str]:
    """A facility and its support visit, which says how it changes."""
    with office.write("facility_register") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        answers = {
            "/data/visit/visit_on": "2026-03-10",
            "/data/transition/stage": "doing",
            "/data/transition/staff_plan": "បណ្តុះបណ្តាលជាបុគ្គលិកសង្គម",
            "/data/transition/building_plan": "មជ្ឈមណ្ឌលថ្ងៃ",
            "/data/transition/finished_by": "2026-06-30",
        }
        values = {"form_id": support_visits.FORM, "form_version": "1", "subject": "facility", "facility": home}
        made = uow.create("form_response", {**values, "state": "finished", "filled_on": "2026-03-10", "answers": answers})
    return home, made


def test_a_support_visit_is_listed_and_its_plan_is_told(window: Window, office: Session) -> None:
    home, made = visited(office)
    window.navigate("inspections")
    settle(window)
    page = window.pages["inspections"]
    assert isinstance(page, InspectionsPage)
    assert [row.id for row in page.rows] == [made]
    page.table.select(made)
    page.table.opened.emit(made)
    settle(window)
    assert window.current == "form"
    window.navigate("facility", facility=home, part="measures")
    settle(window)
    facility = window.pages["facility"]
    assert isinstance(facility, FacilityPage)
    plan = facility.measures.plan
    assert not plan.isHidden()
    assert "មជ្ឈមណ្ឌលថ្ងៃ" in plan.told.text()
    assert not plan.late.isHidden()
    assert (unnamed(plan), no_english(plan), clipped(plan)) == ([], [], [])
    window.context.language.switch("en")
    settle(window)
    assert "\nStage: Being carried out\n" in plan.told.text()
    window.context.language.switch("km")
    settle(window)
    looked: list[int] = []

    def look(context: Context, parent: QWidget, title: str, pages: Sequence[bytes]) -> bool:
        looked.append(len(pages))
        return False

    plan.papers.look = look
    QTest.keyClick(plan.print_button, Qt.Key.Key_Space)
    settle(window)
    assert looked == [1]
