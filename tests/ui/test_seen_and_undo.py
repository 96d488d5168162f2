"""Who saw a case, and the button that says what it would take back."""

from __future__ import annotations

from app.services.cases import flags
from app.services.office.offices import sign_in
from app.services.office.users import add_user
from app.ui.pages.case import CasePage
from app.ui.pages.case_parts.tabs.seen_tab import SeenTab
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import no_english, unnamed
from tests.ui.conftest import NAME
from tests.ui.support import go, make_case

COLLEAGUE, WORDS = "កែវ ចន្ថា", "her own words"


def page_of(window: Window, case: str) -> CasePage:
    """The page of a case, read."""
    window.navigate("case", case=case)
    settle(window)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    return page


def test_the_head_sees_who_looked_and_that_the_server_has_more(window: Window) -> None:
    case = make_case(window.context.session, hours_ago=1)
    page = page_of(window, case)
    tab = page.tab(SeenTab)
    page.tabs.setCurrentWidget(tab)
    settle(window)
    rows = [tab.table.rows_model.texts(place) for place in range(tab.table.rows_model.rowCount())]
    assert {row[1] for row in rows} == {NAME}
    assert "ម៉ាស៊ីនមេ" in tab.about.text()
    assert no_english(tab) == []
    assert unnamed(tab) == []


def test_a_caseworker_has_no_list_of_who_looked(window: Window) -> None:
    session = window.context.session
    worker = add_user(session, COLLEAGUE, ["caseworker"], WORDS)
    case = make_case(session, hours_ago=1, owner=worker)
    window.sign_out()
    window.enter(sign_in(window.context.folder, COLLEAGUE, WORDS))
    page = page_of(window, case)
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.tab(SeenTab)))


def test_undo_is_named_before_it_is_pressed_and_never_after_somebody_else(window: Window) -> None:
    session = window.context.session
    add_user(session, COLLEAGUE, ["caseworker"], WORDS)
    case = make_case(session, hours_ago=1)
    go(window, "today")
    button = window.work.undo_button
    window.context.tasks.run(lambda uow: flags.add(uow, case, "x"), None, window, write="flag_add")
    settle(window)
    assert button.accessibleName() == "មិនធ្វើវិញ៖ ដាក់សញ្ញាសម្គាល់លើករណី"
    assert button.toolTip() == f"{button.accessibleName()} (Ctrl+Z)"
    button.click()
    settle(window)
    assert "ដាក់សញ្ញាសម្គាល់" not in button.accessibleName()
    window.context.tasks.run(lambda uow: flags.add(uow, case, "x"), None, window, write="flag_add")
    settle(window)
    window.context.language.switch("en")
    settle(window)
    assert button.accessibleName() == "Undo: flag a case"
    window.context.language.switch("km")
    window.sign_out()
    window.enter(sign_in(window.context.folder, COLLEAGUE, WORDS))
    settle(window)
    assert "៖" not in button.accessibleName()
