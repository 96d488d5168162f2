"""Today, users, settings, send and receive: what they show and do, in both languages, by keyboard."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.services.office import offices
from app.services.office.settings import set_setting, whole_setting
from app.ui.pages.settings import SettingsPage
from app.ui.pages.sync import SyncPage
from app.ui.pages.today import TodayPage
from app.ui.pages.today_lines import Row
from app.ui.pages.users import UsersPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.ui.conftest import NAME, PASSWORD
from tests.ui.support import PLACES, go, make_case, plant_conflict

OWN = ("today", "users", "settings", "sync")


@pytest.mark.parametrize("name", OWN)
def test_no_english_is_left_in_khmer_and_every_control_has_a_name(window: Window, name: str) -> None:
    make_case(window.context.session, hours_ago=30)
    go(window, name)
    assert no_english(window.work, allowed=PLACES) == []
    assert unnamed(window.work) == []
    window.context.language.switch("en")
    settle(window)
    assert "Settings" in window.work.rail_buttons["settings"].text()
    assert unnamed(window.work) == []
    window.context.language.switch("km")
    settle(window)
    assert no_english(window.work, allowed=PLACES) == []


@pytest.mark.parametrize("name", OWN)
def test_nothing_is_cut_at_twice_the_size(window: Window, name: str) -> None:
    window.context.theme.apply("dark", 200)
    window.resize(1366, 768)
    go(window, name)
    assert (window.width(), window.height()) == (1366, 768)
    assert clipped(window.pages[name]) == []
    assert window.frames[name].horizontalScrollBar().maximum() == 0, "no page scrolls sideways"


def test_today_puts_danger_first_and_opens_by_return(window: Window) -> None:
    session = window.context.session
    late = make_case(session, hours_ago=30)
    make_case(session, hours_ago=2, risk="medium")
    go(window, "today")
    page = window.pages["today"]
    assert isinstance(page, TodayPage)
    assert page.groups is not None
    assert [(group.kind, group.count) for group in page.groups] == [("overdue", 1), ("due", 1)]
    rows = page.findChildren(Row)
    assert "សុខ ដារា" in rows[0].accessibleName()
    asked: list[object] = []
    window.context.navigate = lambda name, **where: asked.append((name, where))
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    assert asked == [("case", {"case": late})], "the page of the case itself proposes the next step"


def test_a_restricted_case_is_shown_by_its_number_alone(window: Window) -> None:
    make_case(window.context.session, hours_ago=30, concern="sexual_exploitation")
    go(window, "today")
    page = window.pages["today"]
    names = " ".join(row.accessibleName() for row in page.findChildren(Row))
    assert "K-ABC-00001-X" in names
    assert "ដារា" not in names
    assert "Dara" not in names


def test_today_follows_what_is_saved(window: Window) -> None:
    go(window, "today")
    page = window.pages["today"]
    assert isinstance(page, TodayPage)

    def kinds() -> list[str]:
        return [line.kind for group in page.groups or () for line in group.lines]

    assert kinds() == []
    case = make_case(window.context.session, hours_ago=30)
    page.reload()
    settle(window)
    assert "first_contact" in kinds()
    now = window.context.today()
    window.context.tasks.run(
        lambda uow: uow.update("case", case, {"first_contact_on": now}), None, window, write="case_contact"
    )
    settle(window)
    assert "first_contact" not in kinds()


def test_users_are_added_changed_and_given_passwords(window: Window, dialogs: ScriptedDialogs, folder: Path) -> None:
    go(window, "users")
    page = window.pages["users"]
    assert isinstance(page, UsersPage)
    person = {"name": "កែវ ចន្ថា", "roles": ["caseworker"], "rights": ["reporter"], "password": "her own words"}
    dialogs.answer(person)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    rows = page.table.rows_model.rows
    assert [user.name for user in rows] == ["កែវ ចន្ថា", NAME]
    assert rows[0].here
    dialogs.answer(person)
    page.new()
    settle(window)
    assert window.notice.text == window.context.words(InputError("user_exists")), "one name, one person"
    dialogs.answer({"roles": ["inspector"], "active": True})
    page.edit(rows[0].id)
    settle(window)
    assert page.table.rows_model.rows[0].roles == frozenset({"inspector"})
    page.table.select(rows[0].id)
    dialogs.answer({"password": "another of hers"})
    page.set_password()
    settle(window)
    window.sign_out()
    with offices.sign_in(folder, "កែវ ចន្ថា", "another of hers") as session:
        assert session.actor.rights == frozenset({"reporter", "unannounced"}), "a visit that is not announced is an inspector's"
        assert session.actor.roles == frozenset({"inspector"})


def test_the_last_administrator_stays_one(window: Window, dialogs: ScriptedDialogs) -> None:
    go(window, "users")
    page = window.pages["users"]
    assert isinstance(page, UsersPage)
    dialogs.answer({"roles": ["caseworker"], "active": True})
    page.edit(window.context.session.actor.user)
    settle(window)
    assert window.notice.text == window.context.words(InputError("last_administrator"))
    assert "administrator" in page.table.rows_model.rows[0].roles


def test_only_an_administrator_changes_people(window: Window, dialogs: ScriptedDialogs, folder: Path) -> None:
    from app.services.office.users import add_user

    add_user(window.context.session, "កែវ ចន្ថា", ["caseworker"], "her own words")
    window.sign_out()
    window.enter(offices.sign_in(folder, "កែវ ចន្ថា", "her own words"))
    go(window, "users")
    page = window.pages["users"]
    assert isinstance(page, UsersPage)
    assert not page.add.isEnabled()
    assert not page.new()
    go(window, "settings")
    settings = window.pages["settings"]
    assert isinstance(settings, SettingsPage)
    assert not settings.backups.restore_button.isEnabled()


def test_settings_change_the_look_at_once_and_are_kept(window: Window) -> None:
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.theme_buttons["dark"].click()
    page.size_buttons[150].click()
    page.language_buttons["en"].click()
    settle(window)
    assert (window.context.theme.name, window.context.theme.size, window.context.lang) == ("dark", 150, "en")
    assert (window.context.preferences.theme, window.context.preferences.size) == ("dark", 150)
    assert page.title.text() == "Settings"
    page.office_form.set_values({"head_name": "ហេង វណ្ណា", "phone": "០១២ ៣៤៥ ៦៧៨"})
    assert page.save()
    settle(window)
    assert window.context.session.office().text("phone") == "012345678"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.context.session.office().text("head_name") == ""
    assert "office" in window.notice.text


def test_a_backup_is_made_by_one_button_and_restored(
    window: Window, dialogs: ScriptedDialogs, folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    case = make_case(window.context.session, hours_ago=1)
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    dialogs.answer(stick)
    page.backups.backup()
    settle(window)
    assert page.backups.last is not None
    with window.context.session.write("register_child") as uow:
        uow.update("case", case, {"urgent": True})
    dialogs.answer(stick, True, {"password": PASSWORD})
    page.backups.restore()
    settle(window)
    assert window.outer.currentWidget() is window.sign_in, "one signs in again"
    with offices.sign_in(folder, NAME, PASSWORD) as session, session.read() as reader:
        assert reader.get("case", case).flag("urgent") is None


def test_the_own_password_is_changed(window: Window, dialogs: ScriptedDialogs, folder: Path) -> None:
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    dialogs.answer({"old": PASSWORD, "new": "a newer password", "again": "a newer password"})
    page.password.change_password()
    settle(window)
    window.sign_out()
    offices.sign_in(folder, NAME, "a newer password").close()


def test_a_conflict_shows_both_values_the_safe_one_first_and_is_decided(window: Window) -> None:
    session = window.context.session
    case = make_case(session, hours_ago=1)
    plant_conflict(session, case)
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    assert page.view is not None
    assert page.tabs.currentIndex() == 0, "what needs a decision comes first"
    panel = page.conflicts.panel
    assert panel is not None
    assert [side.take for side in panel.clash.sides] == ["current", "proposed"]
    assert [side.value for side in panel.clash.sides] == ["ខ្ពស់", "ទាប"]
    assert panel.clash.cautious
    assert NAME in " ".join(side.user for side in panel.clash.sides)
    assert no_english(page, allowed=PLACES) == []
    panel.takes[1].click()
    settle(window)
    with session.read() as reader:
        assert reader.get("case", case).code("risk_level") == "low"
    with session.database.transaction() as connection:
        kinds = [row[0] for row in connection.exec_driver_sql("SELECT kind FROM op ORDER BY n")]
    assert kinds[-1] == "resolve"
    assert (page.conflicts.number(), page.conflicts.panel) == (0, None)


def test_the_office_says_when_the_screen_locks(window: Window) -> None:
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert page.rules_form.values() == {"lock_minutes": 10, "backup_days": 7}
    page.rules_form.set_values({"lock_minutes": 500})
    page.save_rules()
    settle(window)
    assert window.idle.interval() == 10 * 60_000, "out of the limits, so it is not taken"
    page.rules_form.set_values({"lock_minutes": "៣"})
    page.save_rules()
    settle(window)
    assert window.idle.interval() == 3 * 60_000
    assert window.idle.isActive()


def test_settings_that_are_no_number_count_as_not_set(window: Window) -> None:
    session = window.context.session
    with pytest.raises(InputError, match="settings_value"), session.write("setting_edit") as uow:
        set_setting(uow, "backup_days", 0)
    with session.write("setting_edit") as uow:
        uow.create("setting", {"office": "02", "key": "backup_days", "value": "weekly"})
    with session.read() as reader:
        assert whole_setting(reader, "backup_days") == 7


def test_today_reminds_of_a_backup_that_is_too_old(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    session = window.context.session
    go(window, "today")
    page = window.pages["today"]
    assert isinstance(page, TodayPage)
    assert not page.reminder.isVisible(), "nothing to lose yet"
    make_case(session, hours_ago=1)
    page.reload()
    settle(window)
    assert page.reminder.isVisible()
    assert no_english(page, allowed=PLACES) == []
    page.reminder.go.click()
    settle(window)
    settings = window.pages["settings"]
    assert isinstance(settings, SettingsPage)
    assert settings.backups.backup_button.hasFocus()
    stick = tmp_path / "stick"
    stick.mkdir()
    dialogs.answer(stick)
    settings.backups.backup()
    settle(window)
    go(window, "today")
    assert not page.reminder.isVisible()
    with session.write("setting_edit") as uow:
        set_setting(uow, "backup_days", 3)
        uow.put_meta("last_backup", instant_text(session.database.clock.now() - timedelta(days=4)))
    page.reload()
    settle(window)
    assert page.reminder.isVisible()


def test_larger_text_leaves_one_column_of_settings(window: Window) -> None:
    window.resize(1366, 768)
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    cards = (page.password, page.office_save)
    assert cards[0].mapTo(page, cards[0].rect().topLeft()).x() < cards[1].mapTo(page, cards[1].rect().topLeft()).x() - 100
    page.size_buttons[200].click()
    settle(window)
    room = page.scrolled.viewport().width()
    assert all(part.mapTo(page, part.rect().topRight()).x() <= room + page.context.theme.wide * 2 for part in cards)
