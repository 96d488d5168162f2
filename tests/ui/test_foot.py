"""The foot of the window: what waits, as the pages tell it, and whether all that was typed is kept."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.data.replica.erase import erase
from app.domain.records import Changes
from app.services.office.offices import Session
from app.ui.drafts import Drafts
from app.ui.pages.sync import SyncPage
from app.ui.pages.users import UsersPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, no_english
from tests.ui.conftest import PASSWORD
from tests.ui.support import go, make_case


def test_the_foot_tells_the_truth(window: Window) -> None:
    settle(window)
    assert window.foot.state is not None
    before = window.foot.state.waiting_records
    make_case(window.context.session, hours_ago=1)
    window.foot.read()
    settle(window)
    assert window.foot.state.waiting_records == before + 2
    assert str(window.context.language.digits(before + 2)) in window.foot.waiting.text()
    assert not window.foot.state.enrolled


def test_the_page_of_the_exchange_and_the_foot_tell_the_same(window: Window) -> None:
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    make_case(window.context.session, hours_ago=1)  # by whatever tells nobody of it
    page.reload()
    settle(window)
    assert page.view is not None
    assert window.foot.state == page.view.state
    assert str(window.context.language.digits(page.waiting.number())) in window.foot.waiting.text()


def test_who_was_added_or_changed_waits_to_be_sent_and_other_pages_hear_of_it(window: Window, dialogs: ScriptedDialogs) -> None:
    page = go(window, "users")
    assert isinstance(page, UsersPage)
    heard: list[Changes] = []
    window.context.bus.changed.connect(heard.append)
    assert window.foot.state is not None
    before = window.foot.state.waiting_records
    dialogs.answer({"name": "ស្រី ណា", "roles": ["caseworker"], "rights": [], "password": PASSWORD})
    page.new()
    settle(window)
    assert window.foot.state.waiting_records == before + 1
    [user] = [row.id for row in page.table.rows_model.rows if row.name == "ស្រី ណា"]
    page._save(user, {"name": "ស្រី ណា", "roles": ["supervisor"], "rights": [], "active": True, "phone": ""})
    settle(window)
    assert [[(each.type, each.id, each.what) for each in changes] for changes in heard] == [
        [("user", user, "created")],
        [("user", user, "changed")],
    ]


def test_a_draft_that_the_disk_refuses_is_told_in_the_foot_until_it_is_kept(window: Window) -> None:
    typed = {"given_name_km": "ដារា"}
    drafts = Drafts(window, window.context, "register_case", "", lambda: typed)
    limit_disk(window.context.session, 0)
    typed["story"] = "x" * 300_000
    drafts.touch()
    drafts.write()
    settle(window)
    assert window.foot.saved.property("tone") == "danger"
    assert no_english(window.foot) == []
    limit_disk(window.context.session, 100_000)
    drafts.touch()
    drafts.write()
    settle(window)
    assert not window.foot.saved.property("tone")


def test_a_draft_of_what_the_law_erased_is_not_said_to_be_kept(window: Window, qtbot: QtBot) -> None:
    session, foot = window.context.session, window.foot
    with session.write("x") as uow:
        child = uow.create("child", {"school": "x"})
    with session.database.transaction() as connection:
        erase(connection, child)
    drafts = Drafts(window, window.context, "child_edit", child, lambda: {"school": "y"})
    drafts.touch()
    with qtbot.waitSignal(drafts.failed, timeout=5000):
        drafts.write()
    assert foot.saved.property("tone") == "danger"
    assert not drafts.dirty, "only the next key tries again"
    assert "ច្បាប់" in foot.saved.text()
    assert "ថាស" not in foot.saved.text(), "the disk is sound"
    assert no_english(foot) == []
    window.context.language.switch("en")
    settle(window)
    assert "erased by law" in foot.saved.text()
    assert "disk" not in foot.saved.text()
    drafts.deleteLater()
    settle(window)
    assert not foot.saved.property("tone"), "who left the record is not told of it for ever"


@pytest.mark.expects_warnings
def test_a_draft_that_a_bug_keeps_from_the_disk_is_not_laid_to_it(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bool:
        raise KeyError("x")

    monkeypatch.setattr("app.data.drafts.save_draft", broken)
    drafts = Drafts(window, window.context, "register_case", "", lambda: {"story": "x"})
    drafts.touch()
    drafts.write()
    settle(window)
    assert window.foot.saved.property("tone") == "danger"
    assert "ថាស" not in window.foot.saved.text()
    assert no_english(window.foot) == []


def limit_disk(session: Session, pages: int) -> None:
    """So much room is left, in pages of the database."""
    with session.database.transaction() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={used + pages}")
