"""The list of cases at work: many chosen and given, flagged, taken out; more filters; filters of the office; columns."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from app.services.cases import case_parts
from app.services.office.offices import sign_in
from app.services.office.users import add_user
from app.text.words import words
from app.ui.pages.cases import CasesPage
from app.ui.window import Window
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.ui.conftest import NAME, PASSWORD
from tests.ui.support import go, make_case

COLLEAGUE, WORDS = "កែវ ចន្ថា", "her own words"


def page_of(window: Window) -> CasesPage:
    """The list, read."""
    go(window, "cases")
    page = window.pages["cases"]
    assert isinstance(page, CasesPage)
    return page


def choose_all(page: CasesPage) -> None:
    """Ctrl+A."""
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def test_several_cases_are_offered_and_brought_back_by_one_undo(window: Window, dialogs: ScriptedDialogs) -> None:
    session = window.context.session
    worker = add_user(session, COLLEAGUE, ["caseworker"], WORDS)
    cases = [make_case(session, hours_ago=hour) for hour in (1, 2, 3)]
    page = page_of(window)
    assert page.bulk.isHidden()
    choose_all(page)
    assert not page.bulk.isHidden()
    assert no_english(page, allowed=frozenset({"Dara", "ABC"})) == []
    assert unnamed(page) == []
    assert clipped(page) == []
    dialogs.answer({"user": worker, "danger": "ឈប់សម្រាក"})
    page.bulk.give_button.setFocus()
    QTest.keyClick(page.bulk.give_button, Qt.Key.Key_Return)
    settle(window)
    with session.read() as reader:
        assert {row.text("case") for row in reader.find("hand_over", to_user=worker, state="offered")} == set(cases)
        assert {reader.get("case", case).text("owner") for case in cases} == {session.actor.user}, "nobody has accepted"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    with session.read() as reader:
        assert reader.find("hand_over") == []


def test_several_cases_are_flagged_shown_as_such_and_found_by_it(window: Window, dialogs: ScriptedDialogs) -> None:
    session = window.context.session
    first, second, third = (make_case(session, hours_ago=hour) for hour in (1, 2, 3))
    page = page_of(window)
    page.table.select(first)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    place = page.table.rows_model.place_of(second)
    assert place is not None
    page.table.selectionModel().select(page.table.rows_model.index(place, 0), rows)
    dialogs.answer({"text": "មើលឡើងវិញ"})
    page.bulk.flag()
    settle(window)
    page.filters.form.set_values({"flagged": True})
    page.filters._tell()
    settle(window)
    assert {row.row.id for row in page.table.rows_model.rows} == {first, second}
    assert {page._flag(row) for row in page.table.rows_model.rows} == {"មានសញ្ញាសម្គាល់"}
    assert "មានសញ្ញាសម្គាល់" in page.filters.sentence.text()
    page._choose_none()
    assert page.bulk.isHidden()
    assert third


def test_the_chosen_cases_go_out_without_those_that_said_no(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    session = window.context.session
    cases = [make_case(session, hours_ago=hour) for hour in (1, 2, 3)]
    with session.write("test") as uow:
        for number, case in enumerate(cases):
            uow.update("case", case, {"code": f"K-ABC-0000{number}-X"})
        case_parts.add(uow, "consent", cases[1], {"purpose": "reporting", "answer": "refused"})
    page = page_of(window)
    page.table.hidden = frozenset({"status"})
    choose_all(page)
    for export, name in ((page.bulk.export_button.click, "some.xlsx"), (page.export, "all.xlsx")):
        dialogs.answer(tmp_path / name)
        export()
        settle(window)
        (sheet,) = load_workbook(tmp_path / name).worksheets
        told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        assert ("K-ABC-00000-X" in told, "K-ABC-00001-X" in told, "K-ABC-00002-X" in told) == (True, False, True)
        assert "ស្ថានភាព" not in told, "a column that is not wanted does not go out either"


def test_a_caseworker_gives_nothing_away(window: Window) -> None:
    session = window.context.session
    worker = add_user(session, COLLEAGUE, ["caseworker"], WORDS)
    for hour in (1, 2):
        make_case(session, hours_ago=hour, owner=worker)
    window.sign_out()
    window.enter(sign_in(window.context.folder, COLLEAGUE, WORDS))
    page = page_of(window)
    choose_all(page)
    assert page.bulk.give_button.isHidden()
    assert not page.bulk.flag_button.isHidden()


def test_a_filter_of_the_office_is_there_for_everybody_until_it_is_let_go(window: Window, dialogs: ScriptedDialogs) -> None:
    session = window.context.session
    add_user(session, COLLEAGUE, ["caseworker"], WORDS)
    page = page_of(window)
    page.filters.form.set_values({"age_from": 0, "age_to": 5, "sex": "female", "opened_from": "2026-01-01"})
    page.filters._tell()
    settle(window)
    assert page.wish.ages == (0, 5)
    assert page.wish.where.sexes == ("female",)
    assert page.wish.where.opened == ("2026-01-01", "")
    assert "០ – ៥" in page.filters.sentence.text()
    dialogs.answer({"name": "ក្មេងស្រី", "office": True})
    page.filters._keep_named()
    settle(window)
    window.sign_out()
    window.enter(sign_in(window.context.folder, COLLEAGUE, WORDS))
    page = page_of(window)
    assert page.filters.wish().ages == (None, None)
    page.filters.named.combo.setCurrentIndex(page.filters.named.combo.findData("office:ក្មេងស្រី"))
    settle(window)
    assert (page.wish.ages, page.wish.where.opened) == ((0, 5), ("2026-01-01", ""))
    assert page.filters.forget_button.isHidden(), "it is not this person's"
    window.sign_out()
    window.enter(sign_in(window.context.folder, NAME, PASSWORD))
    page = page_of(window)
    page.filters.named.combo.setCurrentIndex(page.filters.named.combo.findData("office:ក្មេងស្រី"))
    settle(window)
    assert not page.filters.forget_button.isHidden()
    page.filters.forget_button.click()
    settle(window)
    assert page.filters.named.combo.findData("office:ក្មេងស្រី") == -1


def test_columns_are_chosen_in_a_dialog(window: Window, dialogs: ScriptedDialogs) -> None:
    make_case(window.context.session, hours_ago=1)
    page = page_of(window)
    names = [column.name for column in page.table.rows_model.columns]
    dialogs.answer({"owner": True, "village": False})
    page.columns_button.setFocus()
    QTest.keyClick(page.columns_button, Qt.Key.Key_Return)
    settle(window)
    assert names.index("owner") in page.table.chosen()
    assert names.index("village") not in page.table.chosen()
    assert page.table.rows_model.texts(0)[names.index("owner")] == NAME


def test_what_is_new_in_a_case_stands_in_the_list_with_its_reason(window: Window) -> None:
    session = window.context.session
    worker = add_user(session, COLLEAGUE, ["caseworker"], WORDS)
    case, other = (make_case(session, hours_ago=hour) for hour in (1, 2))
    page = page_of(window)
    column = [each.name for each in page.table.rows_model.columns].index("alert")
    assert page.table.isColumnHidden(column), "nothing is new"
    with session.write("test") as uow:
        today = uow.today().isoformat()
        asked = {"what": "plan", "asked_by": session.actor.user, "state": "approved", "decided_by": worker, "decided_on": today}
        uow.create("approval", {"case": case, **asked})
        answered = {"to_kind": "office", "to_office": "0305", "state": "declined", "on_date": today}
        uow.create("referral", {"case": case, **answered})
    page.reload()
    settle(window)
    assert not page.table.isColumnHidden(column)
    model = page.table.rows_model
    place = model.place_of(case)
    assert place is not None
    index = model.index(place, column)
    kinds = ("approved", "referral_answered")
    assert model.data(index) == "បានអនុម័ត +១"
    assert str(model.data(index, Qt.ItemDataRole.ToolTipRole)).splitlines() == [
        words(f"alert_why.{kind}", "km") for kind in kinds
    ]
    assert model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole) == model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert [page._alert(line) for line in model.rows if line.row.id == other] == [""]
    page.filters.form.set_values({"alerted": True})
    page.filters._tell()
    settle(window)
    assert [row.row.id for row in model.rows] == [case]
    assert no_english(page, allowed=frozenset({"Dara", "ABC"})) == []
    assert clipped(page) == []
