"""Typing a stack of papers in the window: what stays, the case by Enter, back to the next one, a blank form for the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import InputError
from app.services.cases import case_json, cases
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session
from app.services.responses import responses, stack
from app.services.responses.stack import Stack
from app.ui.context import Context
from app.ui.pages.stack import StackPage
from app.ui.window import Window
from tests.data.cases.support import form
from tests.support.pictures import settle
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed

CASES = 3


class Typing:
    """The page over an office with three cases."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.session = window.context.session
        with self.session.write("case_register") as uow:
            changes = [{"child__given_name_latin": f"Child{number}"} for number in range(CASES)]
            self.opened = [cases.register(uow, case_json.read(form(**each), uow.today())) for each in changes]
            self.today = uow.today()
        window.navigate("stack")
        settle(window)
        page = window.pages["stack"]
        assert isinstance(page, StackPage)
        self.page = page

    def look(self, typed: str) -> None:
        """Types into the search and waits for what is found."""
        self.page.search.setFocus()
        QTest.keyClicks(self.page.search, typed)
        QTest.qWait(200)
        settle(self.window)

    def enter(self) -> None:
        """Return in the search."""
        QTest.keyClick(self.page.search, Qt.Key.Key_Return)
        settle(self.window)

    def records(self) -> list[tuple[str, str, str, str]]:
        """Case, form, day and worker of what was typed, in order."""
        with self.session.read() as reader:
            rows = reader.find("form_response", whole=None, order=("id",))
            return [(row.text("case"), row.text("form_id"), row.text("filled_on"), row.text("filled_by")) for row in rows]


@pytest.fixture
def typing(qapp: QApplication, window: Window) -> Typing:
    return Typing(window)


def test_form_day_worker_and_place_stay_while_the_cases_change(typing: Typing) -> None:
    day = typing.today - timedelta(days=3)
    village = {"village_code": "01020101", "village_km": "អូរធំ", "village_en": "Ou Thum", "gazetteer_year": 2025}
    values = {"form": "form_1_intake", "on": day, "by": "Sok Dara", "place": "Commune hall", "village": village}
    typing.page.form.set_values(values)
    for opened in typing.opened[:2]:
        typing.look(opened.code)
        typing.enter()
        assert typing.window.current == "form"
        QTest.keyClick(typing.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        settle(typing.window)
        assert typing.window.current == "stack"
        assert typing.page.search.hasFocus(), "the next case is looked for at once"
        assert typing.page.search.text() == ""
    found = typing.records()
    assert [(case, form_id, on, by) for case, form_id, on, by in found] == [
        (opened.case, "form_1_intake", day.isoformat(), "Sok Dara") for opened in typing.opened[:2]
    ]
    assert typing.page.typed.rows_model.rowCount() == 2
    shelf = FormShelf(typing.session.folder)
    with typing.session.read() as reader:
        rows = reader.find("form_response", whole=None, order=("id",))
        compiled = shelf.form("form_1_intake")
        for row in rows:
            answers = responses.get(reader, shelf, row.id).answers
            assert answers[str(compiled.path_of("interview_place"))] == "Commune hall"
            assert answers[str(compiled.path_of("interview_village_code"))] == "01020101"


def test_return_right_after_typing_never_takes_the_case_before(typing: Typing) -> None:
    typing.page.form.set_values({"form": "form_3_service_plan"})
    typing.look(typing.opened[0].code)
    typing.page.search.clear()
    QTest.keyClicks(typing.page.search, typing.opened[1].code)
    typing.enter()
    assert [case for case, *_ in typing.records()] == [typing.opened[1].case]


def test_what_stays_is_there_the_next_time_and_a_missing_field_is_told(typing: Typing, qapp: QApplication) -> None:
    typing.look(typing.opened[0].code)
    assert not typing.page.begin_button.isEnabled(), "no form was chosen"
    typing.page.form.set_values({"form": "form_3_service_plan", "by": None})
    typing.enter()
    assert typing.records() == []
    typing.page.form.set_values({"by": "Keo", "place": "Pagoda"})
    typing.page.begin()
    settle(typing.window)
    again = StackPage(typing.window.context)
    again.shown()
    settle(typing.window)
    values = again.form.values()
    assert (values["form"], values["by"], values["place"]) == ("form_3_service_plan", "Keo", "Pagoda")
    again.deleteLater()


def test_a_blank_form_is_printed_for_the_field(
    typing: Typing, dialogs: ScriptedDialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[int] = []

    def look(context: Context, page: QWidget, title: str, made: Sequence[bytes]) -> bool:
        pages.append(len(made))
        return True

    monkeypatch.setattr(typing.page.papers, "look", look)
    monkeypatch.setattr(typing.page.papers, "open", lambda file: None)
    typing.page.form.set_values({"form": "form_5_follow_up"})
    dialogs.answer(tmp_path / "blank.pdf")
    assert typing.page.print_paper()
    settle(typing.window)
    assert (tmp_path / "blank.pdf").read_bytes().startswith(b"%PDF")
    assert pages == [1] or pages[0] > 1


def test_a_form_about_a_placement_needs_one_and_others_type_nothing(typing: Typing) -> None:
    shelf, case = FormShelf(typing.session.folder), typing.opened[0].case
    wanted = Stack("family_placement_visit", date(2026, 1, 1), "x")
    with pytest.raises(InputError, match="stack_no_subject"), typing.session.write("test") as uow:
        stack.begin(uow, shelf, replace(wanted, on=uow.today()), case)
    clerk = Session(typing.session.database, replace(typing.session.actor, roles=frozenset({"clerk"})))
    with clerk.read() as reader:
        with pytest.raises(InputError, match="not_allowed"):
            stack.forms(reader, shelf)
        assert stack.typed_today(reader, shelf) == ()
    with pytest.raises(InputError, match="not_allowed"), clerk.write("test") as uow:
        stack.begin(uow, shelf, Stack("form_3_service_plan", uow.today(), "x"), case)


@pytest.mark.parametrize("size", [100, 200])
def test_the_page_speaks_khmer_fits_and_names_its_controls(typing: Typing, size: int) -> None:
    typing.window.context.theme.apply("light", size)
    typing.window.resize(1366, 768)
    settle(typing.window)
    assert no_english(typing.page, allowed=frozenset({"Ctrl", "Enter"})) == []
    assert unnamed(typing.page) == []
    assert clipped(typing.page) == []
    assert typing.window.frames["stack"].horizontalScrollBar().maximum() == 0, "wider than the window"
