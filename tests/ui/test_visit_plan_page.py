"""The plan of visits in the real window, by keyboard: proposed, planned, team, ties, begun; a complaint at its facility."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.services.desk import calls
from app.services.facilities import complaints, facilities
from app.services.office.offices import Session
from app.services.visits import visit_plans
from app.ui.pages.facility import FacilityPage
from app.ui.pages.today import TodayPage
from app.ui.pages.visit_plan import VisitPlanPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed


def press(window: Window, knob: QWidget) -> None:
    QTest.keyClick(knob, Qt.Key.Key_Space)
    settle(window)


def home(office: Session) -> str:
    with office.write("facility_register") as uow:
        return facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})


def test_a_visit_from_the_proposal_to_the_form(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    place = home(office)
    window.navigate("visit_plan")
    settle(window)
    page = window.pages["visit_plan"]
    assert isinstance(page, VisitPlanPage)
    assert [one.id for one in page.found.ranked] == [place]
    page.proposal.select(place)
    dialogs.answer({"month": "12", "kind": "annual"})
    press(window, page.plan_button)
    QTest.keyClick(page.tabs.tabBar(), Qt.Key.Key_Right)
    (visit,) = page.found.visits
    assert (visit.plan.state, visit.plan.unannounced, visit.plan.record.whole("month")) == ("planned", True, 12)
    page.calendar.select(visit.id)
    me = office.actor.user
    dialogs.answer({"user": me, "role": "leader"}, {"user": "own", "role": "joint", "name": "សុខ ដារា", "body": "police"})
    for _ in range(2):
        press(window, page.join_button)
    assert "សុខ ដារា" in page.detail.text().replace("\u200b", "")
    (shown,) = page.found.visits
    own = next(one for one in shown.plan.team if one.ref("user") == me)
    past, today = (
        {"on_date": page.context.today() - timedelta(days=40)},
        {"on_date": page.context.today(), "notice": "announced"},
    )
    dialogs.answer({"member": own.id, "ties": "none"}, past, False, today)
    press(window, page.ties_button)
    press(window, page.change_button)
    (shown,) = page.found.visits
    assert (shown.plan.record.day("on_date"), shown.plan.unannounced) == (page.context.today(), False)
    assert (unnamed(page), no_english(page, allowed=frozenset({"BTB"})), clipped(page)) == ([], [], [])
    page.months.buttons[1 if page.context.today().month > 1 else 2].click()
    assert page.calendar.rows_model.rowCount() == 0, "no visit in that month"
    page.months.buttons[page.months.month or 1].click()
    page.calendar.select(visit.id)
    looked: list[int] = []

    def look(_context: object, _page: object, _title: str, pages: Sequence[bytes]) -> bool:
        looked.append(len(pages))
        return False

    page.papers.look = look
    press(window, page.pack_button)
    assert looked[0] > 6, "first page, checklist, list of residents"
    dialogs.answer({"visit_on": page.context.today()})
    press(window, page.begin_button)
    assert window.current == "inspection"
    with office.read() as reader:
        assert [one.state for one in visit_plans.listing(reader)] == ["begun"]


def test_a_complaint_gets_its_visit(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    place = home(office)
    with office.write("call_add") as uow:
        called = calls.add(uow, {"how": "phone", "about": "ទឹកមិនស្អាត", "facility": place})
    window.navigate("facility", facility=place, part="complaints")
    settle(window)
    page = window.pages["facility"]
    assert isinstance(page, FacilityPage)
    part = page.complaints
    assert page.tabs.currentWidget() is part
    dialogs.answer({"about": "អាហារមិនគ្រប់គ្រាន់", "who_name": "អ្នកជិតខាង"}, {"on_date": page.context.today()})
    press(window, part.add_button)
    (told,) = part.found
    part.table.select(told.id)
    assert "អ្នកជិតខាង" in part.detail.text().replace("\u200b", "")
    press(window, part.visit_button)
    dialogs.answer({"outcome": "founded", "answer": "បានពិនិត្យ"})
    press(window, part.answer_button)
    assert (unnamed(part), no_english(part), clipped(part)) == ([], [], [])
    with office.read() as reader:
        assert [one.record.ref("complaint") for one in visit_plans.listing(reader)] == [told.id]
        assert complaints.listing(reader)[0].record.code("outcome") == "founded"
    part.calls.table.select(called)
    dialogs.answer({"received_on": page.context.today()})
    press(window, part.calls.button)
    assert [one.record.text("about") for one in part.found if one.called is not None] == ["ទឹកមិនស្អាត"]
    window.navigate("today")
    settle(window)
    today = window.pages["today"]
    assert isinstance(today, TodayPage)
    line = next(line for group in today.groups or () for line in group.lines if line.kind == "visit_planned")
    assert line.name_km == "មណ្ឌលសាកល្បង"
    today._open(line)
    settle(window)
    plan = window.pages["visit_plan"]
    assert isinstance(plan, VisitPlanPage)
    assert plan.calendar.selected() == line.about[1]


def test_a_new_inspection_is_the_planned_visit(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    place = home(office)
    with office.write("visit_add") as uow:
        plan = visit_plans.add(uow, place, {"on_date": uow.today().isoformat(), "kind": "follow_up", "notice": "announced"})
    window.navigate("facility", facility=place)
    settle(window)
    page = window.pages["facility"]
    assert isinstance(page, FacilityPage)
    dialogs.answer({})
    press(window, page.inspect_button)
    with office.read() as reader:
        one = visit_plans.get(reader, plan)
        assert one.inspection is not None
        assert (one.inspection.code("kind"), one.inspection.flag("announced")) == ("follow_up", True)
        assert one.inspection.ref("visit_plan") == plan


def test_findings_past_their_day_lead_to_a_follow_up(window: Window, office: Session, dialogs: ScriptedDialogs) -> None:
    place = home(office)
    with office.write("inspection_close") as uow:
        values = {"facility": place, "visit_on": "2025-01-10", "state": "decided", "closed_at": "2025-01-10T03:00:00.000Z"}
        visit = uow.create("inspection", values)
        uow.create("finding", {"inspection": visit, "facility": place, "state": "open", "due_on": "2025-02-01"})
    window.navigate("today")
    settle(window)
    today = window.pages["today"]
    assert isinstance(today, TodayPage)
    today._open(next(line for group in today.groups or () for line in group.lines if line.kind == "visit_follow_up"))
    settle(window)
    page = window.pages["visit_plan"]
    assert isinstance(page, VisitPlanPage)
    assert page.proposal.selected() == place
    dialogs.answer({"on_date": page.context.today()})
    press(window, page.plan_button)
    with office.read() as reader:
        assert [one.record.code("kind") for one in visit_plans.listing(reader)] == ["follow_up"]
