"""Who may see restricted information, told on the page of a case to who sees such things."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.ui.pages.case_parts.tabs.tabs import RestrictedTab
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import opened_page, register


def test_the_restricted_part_tells_who_holds_each_right_and_only_who_may_change_it_is_led_there(
    desk: Desk, qtbot: QtBot
) -> None:
    with desk.session.write("user_add") as uow:
        values = {"office": "0102", "name": "Sok Dara", "roles": ["caseworker", "inspector"], "rights": ["interview"]}
        uow.create("user", values)
        uow.create("user", {**values, "name": "Gone", "active": False})
    page = opened_page(desk, qtbot, register(desk).case)
    page.step("list:reporter")
    holders = page.tab(RestrictedTab).holders
    desk.settle(lambda: holders.table.rows_model.rowCount() == 7)
    told = dict(line[:2] for line in map(holders.table.rows_model.texts, range(7)))
    assert "Sok Dara (Caseworker, Inspector)" in told["Children's interview notes"]
    assert "Sok Dara" not in told["Safety plan"]
    assert "Gone" not in str(told)
    assert holders.users_button.isVisibleTo(page)
    assert not holders.lead.isVisibleTo(page)
    holders.users_button.click()
    assert desk.visits[-1][0] == "users"
    desk.session.actor = replace(desk.session.actor, roles=frozenset({"caseworker", "supervisor"}))
    page.reload()
    desk.settle(lambda: holders.lead.isVisibleTo(page))
    assert not holders.users_button.isVisibleTo(page)
