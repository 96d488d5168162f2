"""Any list on the screen to Excel: all of it, in its order and filter, noted in the audit, without what not all may see."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.clock import instant_text
from app.domain.ids import new_id
from app.domain.records import Record
from app.services.facilities import facilities
from app.services.office import offices
from app.services.office.offices import Session
from app.services.office.users import add_user
from app.services.visits import visit_plans, visit_teams
from app.ui.dialogs.asking import with_ending
from app.ui.forms.open_findings import FindingCards
from app.ui.models import excel
from app.ui.models.excel import ExcelButton
from app.ui.pages.cases import CasesPage
from app.ui.pages.settings import SettingsPage
from app.ui.pages.sync import SyncPage
from app.ui.pages.visit_plan import VisitPlanPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs
from tests.ui.conftest import NAME
from tests.ui.support import go, make_case, plant_conflict

LATIN = ("Dara", "Bopha", "Rithy", "Vuthy", "Chenda")
COLLEAGUE, WORDS = "កែវ ចន្ថា", "her own words"


def sheet(path: Path) -> list[list[str]]:
    """The rows of a workbook's one sheet, as texts."""
    book = load_workbook(path, read_only=True)
    rows = [[str(cell.value or "") for cell in row] for row in book.worksheets[0].iter_rows()]
    book.close()
    return rows


def ctrl_e(window: Window, dialogs: ScriptedDialogs, target: Path) -> list[list[str]]:
    """Presses the key and gives what was written."""
    dialogs.answer(target)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    return sheet(target)


def noted(session: Session) -> list[str]:
    """What the audit says of exports."""
    with session.database.transaction() as connection:
        rows = connection.exec_driver_sql("SELECT params FROM audit WHERE kind = 'export'").fetchall()
    return [str(row[0]) for row in rows]


def many_cases(session: Session, count: int) -> None:
    """Cases with names in both scripts."""
    now = instant_text(session.database.clock.now() - timedelta(hours=3))
    with session.write("register_child") as uow:
        for place in range(count):
            names = {"family_name_km": "សុខ", "given_name_km": "ដារា", "given_name_latin": LATIN[place % len(LATIN)]}
            child = uow.create("child", {"office": "02", "sex": "male", **names})
            code = f"K-ABC-{place:05d}-X"
            head = {"office": "02", "child": child, "code": code, "status": "open", "risk_level": "high"}
            uow.create("case", head | {"received_at": now, "owner": session.actor.user})


def test_the_whole_list_of_cases_goes_out_not_only_what_was_scrolled_to(
    window: Window, dialogs: ScriptedDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "PAGE", 7)
    many_cases(window.context.session, 30)
    go(window, "cases")
    rows = ctrl_e(window, dialogs, tmp_path / "list.xlsx")
    codes = [cell for row in rows for cell in row if cell.startswith("K-ABC")]
    assert len(codes) == len(set(codes)) == 30
    assert any("Bopha" in cell for row in rows for cell in row)
    assert ["cases" in text for text in noted(window.context.session)] == [True]


def test_the_filter_of_the_screen_holds_for_the_workbook(
    window: Window, dialogs: ScriptedDialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    many_cases(window.context.session, 5)
    go(window, "cases")
    page = window.pages["cases"]
    assert isinstance(page, CasesPage)
    page.filters.search.setText("Bopha")
    page.filters.search.textEdited.emit("Bopha")
    qtbot.waitUntil(lambda: page.wish.where.typed == "Bopha")
    settle(window)
    rows = ctrl_e(window, dialogs, tmp_path / "list.xlsx")
    assert [cell for row in rows for cell in row if cell.startswith("K-ABC")] == ["K-ABC-00001-X"]


def test_a_caseworker_takes_out_the_own_cases_alone_and_no_list_of_the_office(
    window: Window, dialogs: ScriptedDialogs, folder: Path, tmp_path: Path
) -> None:
    session = window.context.session
    many_cases(session, 3)
    make_case(session, hours_ago=2, owner=add_user(session, COLLEAGUE, ["caseworker"], WORDS))
    window.sign_out()
    window.enter(offices.sign_in(folder, COLLEAGUE, WORDS))
    go(window, "cases")
    rows = ctrl_e(window, dialogs, tmp_path / "list.xlsx")
    assert len([cell for row in rows for cell in row if cell.startswith("K-ABC")]) == 1
    go(window, "users")
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.notice.isVisible(), "no right, no dialog, no file"


def test_an_inspector_takes_facilities_and_the_plan_along_without_what_is_not_announced(
    window: Window, dialogs: ScriptedDialogs, folder: Path, tmp_path: Path
) -> None:
    session, year = window.context.session, window.context.today().year
    inspector = add_user(session, COLLEAGUE, ["inspector"], WORDS)
    with session.write("visit_add") as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        for notice in ("announced", "unannounced"):
            plan = visit_plans.add(uow, home, {"year": year, "month": 12, "notice": notice})
            visit_teams.join(uow, plan, "inspector", user=inspector)
    window.sign_out()
    window.enter(offices.sign_in(folder, COLLEAGUE, WORDS))
    go(window, "facilities")
    assert any("មណ្ឌលសាកល្បង" in row for row in ctrl_e(window, dialogs, tmp_path / "facilities.xlsx"))
    go(window, "visit_plan")
    page = window.pages["visit_plan"]
    assert isinstance(page, VisitPlanPage)
    page.tabs.setCurrentWidget(page.calendar)
    settle(window)
    assert len(page.shown_visits) == 2
    assert len(ctrl_e(window, dialogs, tmp_path / "plan.xlsx")) == 2, "a head and the visit that is announced"


def test_users_and_what_waits_go_out_by_their_buttons(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    make_case(window.context.session, hours_ago=2)
    for place, (name, expected) in enumerate((("users", NAME), ("sync", "K-ABC-00001-X"))):
        go(window, name)
        target = tmp_path / f"list-{place}.xlsx"
        dialogs.answer(target)
        window.pages[name].findChildren(ExcelButton)[0].click()
        settle(window)
        assert any(expected in cell for row in sheet(target) for cell in row)
    assert len(noted(window.context.session)) == 2


def test_the_two_values_of_a_conflict_stay_in_komar(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    case = make_case(window.context.session, hours_ago=1)
    plant_conflict(window.context.session, case)
    go(window, "sync")
    page = window.pages["sync"]
    assert isinstance(page, SyncPage)
    rows = ctrl_e(window, dialogs, tmp_path / "list.xlsx")
    written = " ".join(cell for row in rows for cell in row)
    assert "K-ABC-00001-X" in written
    assert "ខ្ពស់" not in written
    page.tabs.setCurrentIndex(1)
    assert len(ctrl_e(window, dialogs, tmp_path / "held.xlsx")) >= 1, "heads alone, where nothing is held"


def test_findings_go_out_with_their_days(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    values = {"item": "7", "text": "ទឹកមិនស្អាត", "critical": True, "state": "open", "due_on": "2026-03-05"}
    cards = FindingCards(window.context, window)
    cards.show_findings([Record("finding", new_id(), values, 1)], {"7": "ទឹកស្អាតគ្រប់គ្រាន់"})
    dialogs.answer(tmp_path / "list.xlsx")
    assert cards.export()
    settle(window)
    heads, row = sheet(tmp_path / "list.xlsx")
    assert len(heads) == len(row) == 10
    assert row[1:3] == ["ទឹកស្អាតគ្រប់គ្រាន់", "ទឹកមិនស្អាត"]
    assert "២០២៦" in row[5]


def test_a_list_goes_out_sealed_and_its_password_opens_it(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    many_cases(window.context.session, 3)
    go(window, "cases")
    target, secret = tmp_path / "list-1.sealed", "ពាក្យសម្ងាត់វែង"
    dialogs.answer(target, {"password": secret, "again": "another one"})
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert not target.exists(), "the two are not the same"
    dialogs.answer(target, {"password": secret, "again": secret})
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert target.read_bytes().startswith(b"KOMAR-SEALED")
    go(window, "settings")
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    dialogs.answer(target, {"password": secret}, tmp_path)
    page.backups.sealed_button.click()
    settle(window)
    assert any("Dara" in cell for row in sheet(tmp_path / "list-1.xlsx") for cell in row)


def test_the_kind_that_was_chosen_gives_the_ending() -> None:
    kinds = "Excel (*.xlsx);;CSV (*.csv);;Sealed (*.sealed)"
    assert with_ending(Path("list.xlsx"), "Sealed (*.sealed)", kinds) == Path("list.sealed")
    assert with_ending(Path("list"), "CSV (*.csv)", kinds) == Path("list.csv")
    assert with_ending(Path("list.xlsx"), "Excel (*.xlsx)", kinds) == Path("list.xlsx")
    assert with_ending(Path("K.12"), "PDF (*.pdf)", "PDF (*.pdf)") == Path("K.12")
