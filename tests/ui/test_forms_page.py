"""The library of forms: checking a workbook, installing it, putting it into use and out of it, trying it, printing it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.forms.compile import load_form
from app.forms.mapping import mapped
from app.services.cases import case_json, cases
from app.services.forms import form_desk, form_library
from app.services.forms.form_library import FormShelf, form_for_new
from app.services.office import offices
from app.services.office.offices import Session
from app.services.office.users import add_user
from app.services.responses import responses
from app.ui.context import Context
from app.ui.pages.forms import FormsPage
from app.ui.pages.settings import SettingsPage
from app.ui.window import Window
from tests.data.cases.support import form as case_form
from tests.support.checklists import MAPPING, checklist
from tests.support.pictures import settle
from tests.support.view_forms import household
from tests.support.window import ScriptedDialogs, clipped, no_english, unnamed
from tests.support.workbooks import question, workbook

NAMED = frozenset({"household", "sample", "xlsx", "Khmer", "English", "km", "en"})
"""Latin words that a form brings along."""
REPORTED = frozenset({"survey", "choices", "bad", "hologram", "relevant", "text", "one", "spare"})
"""And those of a report: sheets, columns and values as they stand in the workbook."""


def page_of(window: Window) -> FormsPage:
    """The page, shown and read."""
    window.navigate("forms")
    settle(window)
    page = window.pages["forms"]
    assert isinstance(page, FormsPage)
    return page


def checked(window: Window, dialogs: ScriptedDialogs, file: Path) -> FormsPage:
    """The page with the report on a file."""
    page = page_of(window)
    dialogs.answer(file)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert page.report.isVisible()
    return page


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A form without a fault."""
    file = tmp_path / "household.xlsx"
    file.write_bytes(household())
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A form with an error, a warning and a note."""
    file = tmp_path / "bad.xlsx"
    spare = {"list_name": "spare", "name": "1", "label::Khmer (km)": "១", "label::English (en)": "1"}
    rows = [
        question("hologram", "a"),
        question("text", "b", **{"label::Khmer (km)": None}),
        question("text", "c"),
        question("select_one spare", "d", relevant="${c} ="),
    ]
    file.write_bytes(workbook(rows, [spare, {**spare, "list_name": "other"}]))
    return file


def state_of(session: Session, form_id: str) -> list[tuple[str, str]]:
    with session.read() as reader:
        return [(one.text("form_version"), one.text("state")) for one in reader.find("form", form_id=form_id)]


def test_the_way_leads_from_settings_and_back(window: Window) -> None:
    window.navigate("settings")
    settle(window)
    settings = window.pages["settings"]
    assert isinstance(settings, SettingsPage)
    settings.forms_button.click()
    settle(window)
    page = window.pages["forms"]
    assert isinstance(page, FormsPage)
    assert page.isVisible()
    assert page.back()
    assert settings.isVisible()


def test_every_form_is_listed_with_what_is_known_of_it(window: Window) -> None:
    page = page_of(window)
    rows = {(row.entry.form_id, row.entry.version): row for row in page.rows}
    shipped = rows["follow_up", max(version for form, version in rows if form == "follow_up")]
    assert (shipped.entry.shipped, shipped.entry.state, shipped.responses) == (True, "published", 0)
    assert len([form for form, _ in rows if form == "inspection_minimum_standards"]) == 2, "each version has a row"
    place = page.table.rows_model.place_of(shipped.id)
    assert place is not None
    texts = page.table.rows_model.texts(place)
    assert texts[1] == "follow_up"
    assert {"ករណី", "បានដាក់ឱ្យប្រើ", "០"} <= set(texts)
    page.table.set_order("-title")
    page._show(page.rows)
    titles = [row.entry.title_in("km") for row in page.table.rows_model.rows]
    assert titles == sorted(titles, reverse=True)


def test_a_form_is_checked_installed_and_put_into_use(window: Window, dialogs: ScriptedDialogs, good: Path) -> None:
    page = checked(window, dialogs, good)
    report = page.report.report
    assert report is not None
    assert report.usable
    assert page.report.install_button.isEnabled()
    before = good.read_bytes()
    good.write_bytes(b"changed meanwhile")
    dialogs.answer(True)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert "1" in dialogs.script.asked[-1].words
    assert state_of(window.context.session, "household") == [("1", "published")], "what was checked is what is installed"
    assert page.list.isVisible()
    chosen = page.chosen()
    assert chosen is not None
    assert (chosen.form_id, chosen.state, chosen.shipped) == ("household", "published", False)
    assert not page.publish_button.isEnabled()
    shelf = FormShelf(window.context.session.folder)
    with window.context.session.write("response_start") as uow:
        case = cases.register(uow, case_json.read(case_form(), uow.today())).case
        responses.start(uow, form_for_new(uow, shelf, "household"), "case", case)
    page.reload()
    settle(window)
    assert page.table.row_of(page.table.selected() or "").responses == 1
    dialogs.answer(True)
    page.retire_button.click()
    settle(window)
    assert state_of(window.context.session, "household") == [("1", "retired")]
    assert page.publish_button.isEnabled()
    assert not page.retire_button.isEnabled()
    dialogs.answer(False)
    page.publish_button.click()
    settle(window)
    assert state_of(window.context.session, "household") == [("1", "retired")], "nothing is done without a yes"
    good.write_bytes(before)


def test_a_checklist_without_rules_of_scoring_is_asked_about(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    file = tmp_path / "mapped.xlsx"
    file.write_bytes(mapped(checklist(), load_form(checklist(), None), MAPPING, "1"))
    page = page_of(window)
    with window.context.session.write("form_install") as uow:
        made = uow.get("form", form_library.install(uow, page.shelf, file.read_bytes(), {}))
    page.reload()
    settle(window)
    page.table.select(form_desk.row_id("ministry", "1", made.text("sha256")))
    dialogs.answer(False, True)
    for state in ("installed", "published"):
        QTest.keyClick(page.publish_button, Qt.Key.Key_Space)
        settle(window)
        assert "komar scoring set" in dialogs.script.asked[-1].words, "no visit can be begun by it yet"
        assert state_of(window.context.session, "ministry") == [("1", state)]


def test_who_does_not_want_it_in_use_yet_has_it_installed(window: Window, dialogs: ScriptedDialogs, good: Path) -> None:
    page = checked(window, dialogs, good)
    dialogs.answer(False)
    page.report.install_button.click()
    settle(window)
    assert state_of(window.context.session, "household") == [("1", "installed")]


def test_the_same_version_with_other_content_is_refused(window: Window, dialogs: ScriptedDialogs, good: Path) -> None:
    page = checked(window, dialogs, good)
    dialogs.answer(False)
    page.report.install_button.click()
    settle(window)
    good.write_bytes(household(more=[question("text", "further")]))
    page = checked(window, dialogs, good)
    page.report.install_button.click()
    settle(window)
    assert "household" in window.notice.text
    assert len(state_of(window.context.session, "household")) == 1
    assert page.report.isVisible(), "the report stays, to be read and corrected"


def test_errors_come_with_their_cells_and_close_the_way(window: Window, dialogs: ScriptedDialogs, bad: Path) -> None:
    page = checked(window, dialogs, bad)
    view = page.report
    shown = [(row.line.severity, row.line.place) for row in view.table.rows_model.rows]
    assert shown[0] == ("error", "survey!A2")
    assert {severity for severity, _ in shown} == {"error", "warning", "notice"}
    assert not view.install_button.isEnabled()
    assert view.reason.isVisible()
    assert not view.preview_button.isEnabled()
    assert "survey!A2" in view.text.text()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert view.table.selected() == "1"
    view.filter.set_value("notice")
    settle(window)
    assert {row.line.severity for row in view.table.rows_model.rows} == {"notice"}
    view.copy_button.click()
    assert "survey!A2: " in QGuiApplication.clipboard().text()
    bad.write_bytes(household())
    QTest.keyClick(window, Qt.Key.Key_F5)
    settle(window)
    assert view.install_button.isEnabled(), "the file is read again after it was corrected"


def test_the_list_of_problems_goes_to_excel(window: Window, dialogs: ScriptedDialogs, bad: Path, tmp_path: Path) -> None:
    page = checked(window, dialogs, bad)
    out = tmp_path / "list.xlsx"
    dialogs.answer(out)
    assert page.export()
    settle(window)
    values = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0].iter_rows()]
    assert ["survey", "A"] in [[row[1], row[3]] for row in values if len(row) > 3]


def test_a_file_that_is_no_form_is_told_in_one_line(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(b"PK\x03\x04 cut off")
    page = checked(window, dialogs, file)
    assert len(page.report.table.rows_model.rows) == 1
    assert not page.report.facts.isVisible()
    dialogs.answer(tmp_path / "none.xlsx")
    page.back()
    page.new()
    settle(window)
    assert "none.xlsx" in window.notice.text


def test_files_beside_the_workbook_come_along(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    file = tmp_path / "places.xlsx"
    rows = [{"type": "hidden", "name": "k_subject", "default": "case"}, question("select_one_from_file list.csv", "place")]
    file.write_bytes(workbook([*rows, question("select_one yes_no", "asked")]))
    (tmp_path / "places-media").mkdir()
    (tmp_path / "places-media" / "list.csv").write_text("name,label\n1,One\n", encoding="utf-8")
    page = checked(window, dialogs, file)
    assert page.report.table.rows_model.rows == ()
    dialogs.answer(False)
    page.report.install_button.click()
    settle(window)
    target = tmp_path / "again" / "places.xlsx"
    target.parent.mkdir()
    dialogs.answer(target)
    page.save_button.click()
    settle(window)
    assert target.read_bytes() == file.read_bytes()
    assert (target.parent / "places-media" / "list.csv").read_text(encoding="utf-8") == "name,label\n1,One\n"
    assert "កំណែ" in window.notice.text, "the author is told to raise the version"


def test_a_shipped_workbook_is_given_out_for_editing(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    page = page_of(window)
    page.table.select(next(row.id for row in page.rows if row.entry.form_id == "follow_up"))
    dialogs.answer(tmp_path / "mine.xlsx")
    page.save_button.click()
    settle(window)
    assert "survey" in load_workbook(BytesIO((tmp_path / "mine.xlsx").read_bytes())).sheetnames
    dialogs.answer(tmp_path / "nowhere" / "mine.xlsx")
    page.save_button.click()
    settle(window)
    assert not (tmp_path / "nowhere").exists()


def test_a_form_is_tried_out_in_its_languages_and_nothing_is_kept(window: Window, dialogs: ScriptedDialogs, good: Path) -> None:
    page = checked(window, dialogs, good)
    page.report.preview_button.click()
    settle(window)
    assert page.preview is not None
    session = page.preview.view.session
    assert session is not None
    assert session.language == "Khmer (km)"
    session.answer("/data/home", "yes")
    page.preview.languages.setCurrentIndex(page.preview.languages.findData("English (en)"))
    page.preview.languages.activated.emit(page.preview.languages.currentIndex())
    settle(window)
    assert session.language == "English (en)"
    assert page.preview.view.title.text() != ""
    assert session.value("/data/home") == "yes", "answers stay when the language is changed"
    assert page.back()
    assert page.report.isVisible()
    page.report.preview_button.click()
    settle(window)
    again = page.preview.view.session
    assert again is not None
    assert again.value("/data/home") == ""
    page.back()
    page.back()
    assert page.list.isVisible()
    with window.context.session.read() as reader:
        assert reader.count("form_response") == 0


def test_return_on_a_form_of_the_list_tries_it_out(window: Window) -> None:
    page = page_of(window)
    page.table.select(next(row.id for row in page.rows if row.entry.form_id == "follow_up"))
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(window)
    assert page.trial.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert page.back()
    assert page.list.isVisible()


def test_the_blank_form_is_printed_in_either_language(window: Window, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    page = page_of(window)
    page.table.select(next(row.id for row in page.rows if row.entry.form_id == "follow_up"))
    looked: list[str] = []
    opened: list[Path] = []

    def look(_context: Context, _page: QWidget, title: str, _pages: Sequence[bytes]) -> bool:
        looked.append(title)
        return True

    page.acts.papers.look = look
    page.acts.papers.open = opened.append
    out = tmp_path / "blank.pdf"
    dialogs.answer({"lang": "en"}, out)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert looked
    assert out.read_bytes().startswith(b"%PDF")
    assert opened == [out]


def test_who_has_no_right_looks_and_is_told_why(window: Window, dialogs: ScriptedDialogs, folder: Path, good: Path) -> None:
    add_user(window.context.session, "កែវ ចន្ថា", ["caseworker"], "her own words")
    window.sign_out()
    window.enter(offices.sign_in(folder, "កែវ ចន្ថា", "her own words"))
    page = page_of(window)
    assert not page.publish_button.isEnabled()
    assert not page.retire_button.isEnabled()
    assert page.reason.isVisible()
    assert page.preview_button.isEnabled()
    page = checked(window, dialogs, good)
    assert not page.report.install_button.isEnabled()
    assert page.report.reason.isVisible()
    page.install()
    settle(window)
    assert state_of(window.context.session, "household") == []


@pytest.mark.parametrize("face", ["list", "report", "trial"])
def test_both_languages_names_and_room(window: Window, dialogs: ScriptedDialogs, bad: Path, good: Path, face: str) -> None:
    page = page_of(window) if face == "list" else checked(window, dialogs, bad if face == "report" else good)
    if face == "trial":
        page.report.preview_button.click()
        settle(window)
    kept = NAMED | (REPORTED if face == "report" else frozenset())
    for lang in ("km", "en", "km"):
        window.context.language.switch(lang)
        settle(window)
        assert unnamed(page) == []
        if lang == "km":
            assert no_english(page, allowed=kept) == []
    window.context.theme.apply("light", 200)
    window.resize(1366, 768)
    settle(window)
    assert clipped(page) == []
    assert window.frames["forms"].horizontalScrollBar().maximum() == 0, "no page scrolls sideways"
    assert page.width() <= window.width()


def test_words_of_a_report_follow_the_language(window: Window, dialogs: ScriptedDialogs, bad: Path, qapp: QApplication) -> None:
    page = checked(window, dialogs, bad)
    khmer = page.report.table.rows_model.rows[0].line.text
    window.context.language.switch("en")
    settle(window)
    assert page.report.table.rows_model.rows[0].line.text != khmer
    assert "hologram" in page.report.text.text()
