"""Any form on the screen: what comes up stays in place, grids and rows by keyboard, problems, languages, locked forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.ui.context import Context
from app.ui.forms.form_view import FormView
from app.ui.forms.grid import GridBlock
from app.ui.forms.layout import rows_of
from app.ui.forms.preview import FormPreview
from app.ui.forms.question import Question
from app.ui.forms.repeats import RepeatBlock
from tests.support.view_forms import flat, household
from tests.support.window import unnamed

PERSON = "/data/person"
Opener = Callable[..., FormView]


@cache
def form(name: str = "household") -> CompiledForm:
    """A form of these tests, compiled once."""
    return load_form({"household": household, "flat": lambda: flat(60)}[name]())


@pytest.fixture
def opened(bare: Context) -> Iterator[Opener]:
    """Opens forms in English."""
    bare.language.switch("en")
    made: list[FormPreview] = []

    def open_form(name: str = "household", answers: dict[str, str] | None = None, *, locked: bool = False) -> FormView:
        preview = FormPreview(bare, form(name))
        made.append(preview)
        if answers is not None or locked:
            preview.view.show_session(FormSession(form(name), answers, lang="en"), {}, None, locked=locked)
        preview.resize(1100, 620)
        preview.show()
        preview.activateWindow()
        idle()
        return preview.view

    yield open_form
    for preview in made:
        preview.close()
        preview.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def idle() -> None:
    """Lets what is waiting happen."""
    for _ in range(6):
        QApplication.processEvents()


def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    if isinstance(key, str):
        QTest.keyClicks(widget, key, modifier)
    else:
        QTest.keyClick(widget, key, modifier)
    idle()


def asked(view: FormView, key: str) -> Question:
    """The widget of a question of the part that is shown."""
    found = next((one for block in view.blocks if (one := block.question(key)) is not None), None)
    assert found is not None
    return found


def people(view: FormView) -> RepeatBlock:
    """The table of people."""
    assert view.list.choose("person")
    idle()
    block = view.blocks[0]
    assert isinstance(block, RepeatBlock)
    return block


def rows(view: FormView, repeat: str = PERSON) -> list[str]:
    """The rows of a repeat."""
    assert view.session is not None
    return rows_of(view.session, repeat)


def test_a_question_comes_up_in_place_and_the_focus_stays(opened: Opener) -> None:
    view = opened()
    view.go_to("/data/house/water/clean")
    idle()
    before = view.area.verticalScrollBar().value()
    press("2")
    assert not asked(view, "/data/house/water/where").isHidden()
    assert view.focused_key() == "/data/house/water/clean"
    assert view.area.verticalScrollBar().value() == before
    press(Qt.Key.Key_Return)
    assert view.focused_key() == "/data/house/water/where", "Enter goes to what came up"
    view.go_to("/data/house/water/clean")
    press("1")
    assert asked(view, "/data/house/water/where").isHidden()


def test_what_is_answered_is_handed_on_once(opened: Opener) -> None:
    view, told = opened(), list[dict[str, str | None]]()
    view.answered.connect(told.append)
    view.go_to("/data/house/roof")
    press("zinc")
    press(Qt.Key.Key_Return)
    view.flush()
    view.go_to("/data/house/water/clean")
    press("2")
    press(Qt.Key.Key_Delete)
    assert told == [{"/data/house/roof": "zinc"}, {"/data/house/water/clean": "no"}, {"/data/house/water/clean": None}]


def test_a_grid_is_filled_by_arrows_and_digits(opened: Opener) -> None:
    view = opened()
    assert view.list.choose("feelings")
    idle()
    grid = view.blocks[0]
    assert isinstance(grid, GridBlock)
    assert [label.text() for label in grid.head.labels] == ["Never", "Sometimes", "Often", "Always"]
    view.go_to("/data/feelings/table/happy")
    press("2")
    press(Qt.Key.Key_Down)
    assert view.focused_key() == "/data/feelings/table/sleeps"
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert view.focused_key() == "/data/feelings/table/afraid"
    press("4")
    assert view.session is not None
    found = [view.session.value(f"/data/feelings/table/{name}") for name in ("happy", "sleeps", "afraid")]
    assert found == ["2", "3", "4"]
    centres = [[stop.mapTo(grid, stop.rect().center()).x() for stop in row.answer.stops()] for row in grid.questions.values()]
    heads = [label.mapTo(grid, label.rect().center()).x() for label in grid.head.labels]
    for line in centres:
        assert all(abs(mark - head) < 6 for mark, head in zip(line, heads, strict=True)), "marks stand below their words"


def test_a_grid_without_room_becomes_questions_by_themselves(opened: Opener) -> None:
    view = opened()
    assert view.list.choose("feelings")
    view.window().resize(560, 620)
    idle()
    grid = view.blocks[0]
    assert isinstance(grid, GridBlock)
    grid.resize(220, grid.height())
    assert grid.head.isHidden()
    view.go_to("/data/feelings/table/happy")
    press("3")
    assert view.session is not None
    assert view.session.value("/data/feelings/table/happy") == "3"


def test_rows_are_added_moved_removed_and_brought_back_by_keys(opened: Opener) -> None:
    view = opened(answers={f"{PERSON}[{row}]/name": f"Name {row}" for row in "abc"})
    stored = dict[str, str | None]()
    view.answered.connect(stored.update)
    table = people(view)
    assert table.model.texts(f"{PERSON}[a]")[0] == "Name a"
    table.table.setFocus()
    press(Qt.Key.Key_Down)
    assert table.row == f"{PERSON}[b]"
    press(Qt.Key.Key_Return)
    assert view.focused_key() == f"{PERSON}[b]/name"
    table.table.setFocus()
    press(Qt.Key.Key_Delete)
    assert [row[-2] for row in rows(view)] == ["a", "c"]
    assert stored == {f"{PERSON}[b]/name": None}
    assert table.row == f"{PERSON}[c]", "the neighbour is selected"
    assert table.undo_button.text() == "Bring back row 2"
    table.undo_button.click()
    idle()
    assert [row[-2] for row in rows(view)] == ["a", "b", "c"]
    assert stored == {f"{PERSON}[b]/name": "Name b"}
    assert table.row == f"{PERSON}[b]"
    assert view.add_row()
    idle()
    assert len(rows(view)) == 4
    assert view.focused_key() == f"{rows(view)[3]}/name"
    press("Dara")
    press(Qt.Key.Key_Return)
    assert table.model.texts(rows(view)[3])[0] == "Dara"


def test_rows_within_rows(opened: Opener) -> None:
    view = opened(answers={f"{PERSON}[a]/name": "Sok"})
    table = people(view)
    inner = next(block for block in table.blocks if isinstance(block, RepeatBlock))
    inner.add_button.click()
    idle()
    row = rows(view, f"{PERSON}[a]/illness")[0]
    assert view.focused_key() == f"{row}/what"
    press("flu")
    press(Qt.Key.Key_Return)
    assert inner.model.texts(row)[0] == "flu"
    assert view.add_row(), "Ctrl+N adds where the focus is"
    idle()
    assert len(rows(view, f"{PERSON}[a]/illness")) == 2
    inner.remove_button.click()
    idle()
    assert len(rows(view, f"{PERSON}[a]/illness")) == 1
    inner.undo_button.click()
    idle()
    assert len(rows(view, f"{PERSON}[a]/illness")) == 2


def test_counted_rows_follow_the_answer_and_are_not_added_by_hand(opened: Opener) -> None:
    view, stored = opened(), dict[str, str | None]()
    view.answered.connect(stored.update)
    assert view.list.choose("visits")
    idle()
    table = view.blocks[1]
    assert isinstance(table, RepeatBlock)
    view.give("/data/visits/planned", "3")
    idle()
    assert len(table.model.keys) == 3
    assert not table.isHidden()
    assert table.add_button.isHidden()
    assert table.remove_button.isHidden()
    view.give(f"{table.model.keys[0]}/day", "2026-01-05")
    view.give(f"{table.model.keys[1]}/day", "2026-01-12")
    view.give("/data/visits/planned", "1")
    idle()
    assert len(table.model.keys) == 2, "nothing that was answered is lost by another number"
    last = table.model.keys[1]
    table.select(last)
    idle()
    assert "stays until you remove it" in table.beyond.text()
    assert table.beyond.isVisible()
    table.remove_button.click()
    idle()
    assert len(table.model.keys) == 1
    assert stored[f"{last}/day"] is None, "what stood in a row that went is taken away"
    assert table.beyond.isHidden()


def test_one_answer_makes_one_row_of_many_again(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    view = opened(answers={f"{PERSON}[r{n:03}]/name": f"Name {n}" for n in range(500)})
    table, made = people(view), list[str]()
    cell = table.model._cell

    def counted(key: str) -> str:
        made.append(key)
        return cell(key)

    monkeypatch.setattr(table.model, "_cell", counted)
    blocks = list(table.blocks)
    view.give(f"{PERSON}[r000]/name", "Another")
    idle()
    assert {key.rpartition("/")[0] for key in made} == {f"{PERSON}[r000]"}
    assert table.blocks == blocks, "the detail was not built again"
    assert table.model.rowCount() == 500


def test_f8_goes_through_parts_and_rows(opened: Opener) -> None:
    view, counts = opened(), list[int]()
    view.problems_counted.connect(counts.append)
    people(view)
    view.add_row()
    view.list.choose("loose_0")
    keys = []
    for _ in range(3):
        assert view.next_problem()
        idle()
        keys.append(view.focused_key())
    assert keys == ["/data/home", f"{rows(view)[0]}/name", f"{rows(view)[1]}/name"]
    assert counts[-1] == 3
    assert asked(view, keys[2]).problem.text() == "Please answer this."
    press("Sok")
    press(Qt.Key.Key_Return)
    view.problems.again()
    assert counts[-1] == 2
    assert view.list.item(view.list.row_of("person")).text().endswith("Problems: 1")


def test_an_answer_that_was_refused_comes_back_with_its_reason(opened: Opener) -> None:
    view = opened()
    view.go_to("/data/house/rooms")
    press("44")
    press(Qt.Key.Key_Return)
    assert asked(view, "/data/house/rooms").problem.text() == "Too many rooms"
    view.step(1)
    view.step(-1)
    idle()
    question = asked(view, "/data/house/rooms")
    assert question.problem.text() == "Too many rooms"
    assert view.faults()
    assert view.session is not None
    assert view.session.value("/data/house/rooms") == ""


def test_language_and_look_change_while_filling(opened: Opener, bare: Context) -> None:
    view = opened()
    view.go_to("/data/house/roof")
    press("zi")
    bare.language.switch("km")
    idle()
    assert view.focused_key() == "/data/house/roof"
    press("nc")
    view.flush()
    assert view.session is not None
    assert view.session.value("/data/house/roof") == "zinc"
    assert view.title.text() == "លំនៅដ្ឋាន"
    bare.theme.apply("dark", 150)
    idle()
    assert view.focused_key() == "/data/house/roof"
    assert view.session.value("/data/house/roof") == "zinc"
    bare.theme.apply("light", 100)
    bare.language.switch("en")


def test_a_locked_form_is_read_and_not_changed(opened: Opener) -> None:
    view = opened(answers={f"{PERSON}[a]/name": "Sok", "/data/house/roof": "zinc"}, locked=True)
    told = list[object]()
    view.answered.connect(told.append)
    table = people(view)
    assert table.add_button.isHidden()
    assert table.remove_button.isHidden()
    assert not view.add_row()
    view.give(f"{PERSON}[a]/name", "Dara")
    assert told == []
    assert view.session is not None
    assert view.session.value(f"{PERSON}[a]/name") == "Sok"


def test_answers_that_the_form_does_not_know_are_shown_as_they_are(opened: Opener) -> None:
    view = opened(answers={"/data/old_question": "kept", "/data/house/roof": "zinc"})
    last = view.list.item(view.list.count() - 1).text()
    assert last == "Answers to questions that this form does not have: 1"
    assert view.list.choose("raw_answers")
    assert view.raw.isVisible()
    assert view.raw.table.rows_model.texts(0) == ["old_question", "kept"]
    view.list.choose("house")
    assert not view.raw.isVisible()


def test_a_form_without_groups_is_gone_through_by_keyboard_alone(opened: Opener) -> None:
    view = opened("flat")
    view.focus_first()
    seen = list[str]()
    for _ in range(28):
        key = view.focused_key()
        if not key or key in seen:
            break
        seen.append(key)
        number = int(key.rpartition("q")[2])
        press("1" if number % 3 == 2 else "7")
        press(Qt.Key.Key_Return)
    assert seen[:4] == ["/data/q1", "/data/q2", "/data/q3", "/data/q4"]
    assert len(seen) == 28
    press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.code() == "loose_1"


def test_the_preview_begins_again_without_a_trace(opened: Opener) -> None:
    view = opened()
    view.give("/data/house/roof", "zinc")
    preview = view.parentWidget()
    assert isinstance(preview, FormPreview)
    preview.again_button.click()
    assert preview.view.session is not None
    assert preview.view.session.value("/data/house/roof") == ""
    preview.check_button.click()
    assert preview.problems.text() == "Problems: 2 (F8)"


def test_every_control_has_a_name(opened: Opener) -> None:
    view = opened()
    for code in ("loose_0", "house", "feelings", "person", "visits"):
        view.list.choose(code)
        idle()
        assert unnamed(view) == [], code
