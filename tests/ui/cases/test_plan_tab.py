"""The tab of the plan: low scores first, one key makes an action of one, states by key, versions and signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.codelists import label
from app.services.cases import case_parts
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.plan_tab import PlanTab
from app.ui.widgets.choices import CodeField
from tests.support.closing import close_case
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register, words

LOWS = [
    {"item": "two", "domain": "child.health", "score": 2, "low": True, "labels": {"km": "ពីរ", "en": "Sleeps well"}},
    {"item": "one", "domain": "child.food", "score": 1, "low": True, "labels": {"km": "មួយ", "en": "Eats enough"}},
]


def assess(desk: Desk, case: str) -> None:
    """A finished assessment with two low scores."""
    values = {"subject": "case", "case": case, "form_id": "child_wellbeing", "form_version": "1", "state": "finished"}
    with desk.session.write("response") as uow:
        uow.create("form_response", {**values, "filled_on": uow.today().isoformat(), "scores": LOWS})


def plan_tab(desk: Desk, page: CasePage) -> PlanTab:
    """The tab, up and read."""
    tab = page.tab(PlanTab)
    page.tabs.setCurrentWidget(tab)
    desk.settle(lambda: tab.strip.board)
    return tab


def cells(tab: PlanTab) -> list[list[str]]:
    """Need, action and state of each row."""
    model = tab.action_table.table.rows_model
    return [[model.texts(place)[column] for column in (0, 1, 4)] for place in range(model.rowCount())]


def press(tab: PlanTab, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """A key on the list."""
    QTest.keyClick(tab.action_table.table, key)


def test_low_scores_stand_first_and_one_key_plans_an_action(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    assess(desk, case)
    tab = plan_tab(desk, opened_page(desk, qtbot, case))
    assert cells(tab) == [
        ["Score 1: Eats enough", "", "Not in the plan yet"],
        ["Score 2: Sleeps well", "", "Not in the plan yet"],
    ]
    table = tab.action_table.table
    assert table.select("low:child.food/one")
    assert tab.action_table.change_button.text() == "Plan an action for it"
    assert not tab.action_table.remove_button.isEnabled()
    desk.answers.form = {"action": "Rice from the commune", "due_on": date(2026, 12, 31)}
    press(tab)
    desk.settle(lambda: len(cells(tab)) == 2 and cells(tab)[1][2] == "Planned")
    assert cells(tab) == [
        ["Score 2: Sleeps well", "", "Not in the plan yet"],
        ["Eats enough", "Rice from the commune", "Planned"],
    ]
    assert desk.answers.seen[0]["need"] == "Eats enough"
    with desk.session.read() as reader:
        (made,) = reader.find("plan_action", case=case)
    assert (made.text("item"), made.text("domain"), bool(made.text("from_response"))) == ("one", "child.food", True)


def test_an_action_is_begun_done_and_given_up(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    with desk.session.write("plan_action_add") as uow:
        case_parts.add(uow, "plan_action", case, {"action": "Visit the school"})
    tab = plan_tab(desk, opened_page(desk, qtbot, case))
    table = tab.action_table
    table.table.select(table.table.rows_model.key_at(0))
    assert table.begin_button.isEnabled()
    table.begin_button.click()
    desk.settle(lambda: cells(tab)[0][2] == "Being done")
    assert not table.begin_button.isEnabled()
    desk.answers.form = {"result": "She goes to school"}
    table.done_button.click()
    desk.settle(lambda: cells(tab)[0][2] == "Done")
    with desk.session.read() as reader:
        (row,) = reader.find("plan_action", case=case)
    assert (row.text("result"), row.day("done_on")) == ("She goes to school", desk.context.today())
    assert not table.drop_button.isEnabled()


def test_a_new_version_and_who_signed_it(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    page = opened_page(desk, qtbot, case)
    tab = plan_tab(desk, page)
    assert "There is no plan yet" in tab.strip.about.text()
    assert not tab.strip.sign_button.isEnabled()
    desk.answers.form = {"monitoring": "monthly"}
    page.step("renew_plan")
    desk.settle(lambda: tab.strip.board is not None and tab.strip.board.plan)
    assert "Monthly" in tab.strip.about.text()
    assert words(tab.strip).count("not signed yet") == 3
    desk.answers.form = {"role": "carer", "how": "thumbprint", "witness": "Village chief"}
    tab.strip.sign_button.click()
    desk.settle(lambda: words(tab.strip).count("not signed yet") == 2)
    assert "Carer: Thumbprint" in words(tab.strip)
    assert "witness: Village chief" in words(tab.strip)


def test_what_blocks_the_approval_is_said_and_then_it_is_asked_for(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    with desk.session.write("plan_action_add") as uow:
        case_parts.add(uow, "plan_action", case, {"action": "Visit the school"})
    assess(desk, case)
    page = opened_page(desk, qtbot, case)
    tab = plan_tab(desk, page)
    desk.answers.form = {"note": "Please look at it"}
    tab.strip.ask_button.click()
    desk.settle(lambda: tab.strip.problem.isVisible())
    assert "2" in tab.strip.problem.text()
    with desk.session.write("plan_action_add") as uow:
        for item, domain in (("one", "child.food"), ("two", "child.health")):
            case_parts.add(uow, "plan_action", case, {"action": "x", "item": item, "domain": domain})
    page.reload()
    desk.settle(lambda: tab.strip.board is not None and not tab.strip.board.uncovered)
    page.step("approval:plan")
    desk.settle(lambda: "Approval: " in words(tab.strip))
    assert tab.strip.ask_button.isHidden()
    assert not tab.strip.problem.isVisible()


def test_a_closed_case_is_only_looked_at(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    assess(desk, case)
    with desk.session.write("case_close") as uow:
        close_case(uow, case, "success")
    tab = plan_tab(desk, opened_page(desk, qtbot, case))
    tab.action_table.table.select("low:child.food/one")
    for part in (tab.action_table.add_button, tab.action_table.change_button, tab.strip.renew_button, tab.strip.sign_button):
        assert part.isHidden()
    desk.answers.form = {"action": "x"}
    press(tab)
    desk.settle()
    assert desk.answers.seen == []


@pytest.mark.parametrize("lang", ["km"])
def test_in_khmer_nothing_is_english(desk: Desk, qtbot: QtBot, lang: str) -> None:
    case = register(desk).case
    assess(desk, case)
    with desk.session.write("plan_action_add") as uow:
        case_parts.add(uow, "plan_action", case, {"action": "ចុះសួរសុខទុក្ខ"})
    tab = plan_tab(desk, opened_page(desk, qtbot, case))
    told = words(tab).replace("Chan Sophea", "").replace("…", "")
    assert not any("a" <= letter.lower() <= "z" for letter in told), told


def services_told(tab: PlanTab) -> list[list[str]]:
    """Type, kind, until when, state and timeliness of each service."""
    model = tab.services.table.rows_model
    return [[model.texts(place)[column] for column in (0, 1, 4, 5, 6)] for place in range(model.rowCount())]


def test_a_service_is_asked_for_given_and_finished_by_key(desk: Desk, qtbot: QtBot) -> None:
    case = register(desk).case
    page = opened_page(desk, qtbot, case)
    tab = plan_tab(desk, page)
    asked = {"type": "medical", "subtype": "medical_check", "provider": "Health centre", "asked_on": date(2026, 3, 1)}
    desk.answers.form = {**asked, "asked_time": "8:30", "timeframe": "hours_3"}
    page.step("add:service")
    desk.settle(lambda: services_told(tab))
    assert services_told(tab) == [["Medical support", "Medical examination", "01/03/2026 11:30", "Asked for", "Overdue"]]
    table = tab.services
    table.table.select(table.table.rows_model.key_at(0))
    assert (table.start_button.isEnabled(), table.stop_button.isEnabled()) == (True, False)
    desk.answers.form = {"on": date(2026, 3, 1)}
    table.start_button.click()
    desk.settle(lambda: services_told(tab)[0][3] == "Being given")
    assert services_told(tab)[0][4] == "Done in time"
    desk.answers.form = {"on": date(2026, 3, 2), "result": "helped", "note": "She is well"}
    table.done_button.click()
    desk.settle(lambda: services_told(tab)[0][3] == "Done")
    assert not any(part.isEnabled() for part in table.steps)
    assert "She is well" in table.detail.text()


def test_only_kinds_of_the_chosen_type_are_offered(desk: Desk, qtbot: QtBot) -> None:
    tab = plan_tab(desk, opened_page(desk, qtbot, register(desk).case))
    form = tab.services.form({})
    qtbot.addWidget(form)
    holder = form.cells["subtype"].holder
    assert holder.isHidden()
    form.set_values({"type": "food"})
    assert not holder.isHidden()
    form.set_values({"subtype": "food_rice"})
    form.set_values({"type": "medical"})
    assert form.values()["subtype"] is None
    form.set_values({"type": "other"})
    assert holder.isHidden()


def test_restricted_types_are_offered_only_to_who_may_know(desk: Desk, qtbot: QtBot) -> None:
    tab = plan_tab(desk, opened_page(desk, qtbot, register(desk).case))
    actor = desk.session.actor
    desk.session.actor = replace(actor, rights=frozenset())
    form = tab.services.form({})
    qtbot.addWidget(form)
    offered = form.field("type")
    assert isinstance(offered, CodeField)
    assert {"hiv", "anti_trafficking"}.isdisjoint(offered.only)
    assert "medical" in offered.only


@pytest.mark.parametrize("lang", ["en", "km"])
def test_a_referral_is_made_from_a_service_and_its_answer_is_taken_over(desk: Desk, qtbot: QtBot, lang: str) -> None:
    case = register(desk).case
    with desk.session.write("service_add") as uow:
        service = case_parts.add(uow, "service", case, {"type": "medical", "provider": "Friends", "state": "planned"})
    tab = plan_tab(desk, opened_page(desk, qtbot, case))
    table = tab.services
    desk.settle(lambda: table.table.rows_model.rowCount() == 1)
    assert table.table.select(service)
    assert not table.follow_button.isVisibleTo(tab)
    desk.answers.form = {"to_kind": "ngo", "despite": "She is ill"}
    table.refer_button.click()
    desk.settle(lambda: table.referrals)
    asked = desk.answers.seen[-1]
    assert asked["to_name"] == "Friends"
    assert asked["reason"] == label("service_type", "medical", lang)
    [referral] = table.referrals
    desk.settle(lambda: table.table.select(service) and "Friends" in table.detail.text())
    assert label("referral_state", "sent", lang) in table.detail.text().replace("\u200b", "")
    assert not table.refer_button.isEnabled(), "it waits for its answer"
    with desk.session.write("exchange") as uow:
        uow.update("referral", referral, {"state": "accepted", "on_date": uow.today()})
    desk.settle()
    tab.saved.emit()
    desk.settle(lambda: table.referrals[referral].text("state") == "accepted")
    desk.settle(lambda: table.follow_button.isVisibleTo(tab))
    table.follow_button.click()
    desk.settle()
    with desk.session.read() as reader:
        assert reader.get("service", service).text("state") == "started"
