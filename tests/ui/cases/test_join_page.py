"""Two cases side by side, by keys alone: values are taken, cases joined and parted by undo; twins are kept apart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.data.undo import undo
from app.services.cases import case_file, cases
from app.services.people import distinct
from app.ui.pages.case_parts.acts.bulk import BulkBar
from app.ui.pages.case_parts.head.likely_line import LikelyLine
from app.ui.pages.join import JoinPage
from app.ui.pages.join_parts.pick_row import PickRow
from tests.ui.cases.conftest import Desk
from tests.ui.cases.support import register


def opened(desk: Desk, qtbot: QtBot, **where: object) -> JoinPage:
    page = JoinPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.shown(**where)
    desk.settle()
    return page


def two(desk: Desk) -> tuple[cases.Opened, cases.Opened]:
    return register(desk), register(desk, child__sex="male", child__disability=["hearing_speech"], child__how_to_find=None)


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def here(page: JoinPage, unit: str) -> PickRow:
    """The row of a field as it stands now."""
    return next(row for row in page.rows if row.line.key[1] == unit)


def test_values_are_taken_by_arrows_and_the_cases_joined_and_parted(desk: Desk, qtbot: QtBot) -> None:
    stays, goes = two(desk)
    page = opened(desk, qtbot, case=stays.case, other=goes.code)
    assert [row.line.key[1] for row in page.rows if row.pick is not None] == ["sex", "how_to_find", "disability"]
    here(page, "sex").setFocus()
    press(here(page, "sex"), Qt.Key.Key_Right)
    assert page.picks["child", "sex"] == "goes"
    assert "Male" in here(page, "sex").accessibleName()
    press(here(page, "sex"), Qt.Key.Key_B)
    assert page.picks["child", "sex"] == "goes", "one field holds one sex"
    press(here(page, "sex"), Qt.Key.Key_Down)
    assert page.focusWidget() is here(page, "how_to_find")
    page.retranslate()
    assert page.focusWidget() is here(page, "how_to_find"), "what is read again takes nobody's place away"
    desk.settle()
    press(here(page, "how_to_find"), Qt.Key.Key_Down)
    press(here(page, "disability"), Qt.Key.Key_Left)
    press(here(page, "disability"), Qt.Key.Key_B)
    assert page.picks["child", "disability"] == "both"
    press(here(page, "disability"), Qt.Key.Key_Down)
    assert page.focusWidget() is page.join_button
    assert page.save()
    desk.settle(lambda: desk.visits)
    assert desk.visits[-1] == ("case", {"case": stays.case})
    with desk.session.read() as reader:
        file = case_file.case_file(reader, goes.code)
        assert file.case.id == stays.case
        assert (file.child.text("sex"), file.child.codes("disability")) == ("male", frozenset({"vision", "hearing_speech"}))
        assert file.child.text("how_to_find") == "ជិតវត្ត"
    with desk.session.write("undo") as uow:
        undo(uow)
        assert uow.current(goes.case) == goes.case
        assert uow.get("child", stays.child).text("sex") == "female"


def test_twins_end_the_warning_and_their_order_is_kept(desk: Desk, qtbot: QtBot) -> None:
    one, two_ = register(desk), register(desk)
    home = QWidget()
    qtbot.addWidget(home)
    line = LikelyLine(desk.context, home)
    with desk.session.read() as reader:
        file = case_file.case_file(reader, one.case)
    line.load(file)
    desk.settle(lambda: line.found)
    assert two_.code in line.words.text()
    line.go()
    assert desk.visits[-1] == ("join", {"case": one.case, "other": two_.case})
    page = opened(desk, qtbot, case=one.case, other=two_.case)
    desk.answers.form = {"first": two_.child}
    press(page.knobs["twin"], Qt.Key.Key_Space)
    desk.settle(lambda: desk.notices)
    with desk.session.read() as reader:
        assert distinct.marked(reader, one.child) == {two_.child: "twin"}
        assert reader.get("child", one.child).whole("birth_order") == 2
        (row,) = reader.find("family_member", child=one.child, linked_child=two_.child)
        assert row.whole("birth_order") == 1
    line.load(file)
    desk.settle(lambda: not line.found)
    page = opened(desk, qtbot, case=one.case, other=two_.case)
    assert page.join_button.isHidden()
    assert not page.save()
    assert "brothers, sisters or twins" in page.why.text()
    assert all(row.pick is None for row in page.rows)


def test_the_other_case_is_chosen_from_the_likely_ones_or_by_its_number(desk: Desk, qtbot: QtBot) -> None:
    one, other = register(desk), register(desk)
    page = opened(desk, qtbot, case=one.case)
    assert page.both.isHidden()
    go = next(each for each in page.choose.findChildren(QPushButton) if other.code in each.accessibleName())
    press(go, Qt.Key.Key_Space)
    assert desk.visits[-1] == ("join", {"case": one.case, "other": other.case})
    page.choose.number.set_value("K-000-00000-0")
    press(page.choose.go_button, Qt.Key.Key_Space)
    page.shown(**desk.visits[-1][1])
    desk.settle(lambda: desk.notices)
    assert not page.choose.isHidden(), "there is no such case: another one can be chosen"


def test_two_chosen_cases_of_the_list_are_compared(desk: Desk, qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    bar = BulkBar(desk.context, home)
    for keys in (["a"], ["a", "b", "c"], ["a", "b"]):
        bar.show_chosen(keys)
        assert bar.join_button.isHidden() == (len(keys) != 2)
    press(bar.join_button, Qt.Key.Key_Space)
    assert desk.visits[-1] == ("join", {"case": "a", "other": "b"})
