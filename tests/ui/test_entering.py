"""The first start, signing in, locking, leaving: by keyboard, in the real window, on real encrypted files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.services.office import offices
from app.services.office.offices import Session
from app.text.words import words
from app.ui.pages.first_start import FirstStartPage
from app.ui.widgets.fields import TextField
from app.ui.window import Window
from tests.support.pictures import open_window, settle
from tests.support.window import LATIN, ScriptedDialogs, no_english, unnamed
from tests.ui.conftest import NAME, PASSWORD, QUICK, end


def type_into(window: Window, text: str) -> None:
    """Types into whatever has the focus (Khmer too, as an input method would hand it over)."""
    part = window.focusWidget()
    assert part is not None
    field = part.parent()
    assert isinstance(field, TextField), type(field)
    field.edit.setText(text)
    field.edit.textEdited.emit(text)


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key in whatever has the focus."""
    QTest.keyClick(window.focusWidget() or window, key, modifier)
    settle(window)


def test_the_first_start_by_keyboard_makes_an_office_and_shows_its_code_once(
    qapp: QApplication, folder: Path, tmp_path: Path
) -> None:
    window = open_window(folder)
    dialogs = ScriptedDialogs(window.context)
    window.context.dialogs = dialogs
    first = window.first
    assert isinstance(first, FirstStartPage)
    assert no_english(first) == []
    assert unnamed(first) == []
    first.go.setFocus()
    press(window, Qt.Key.Key_Space)
    for text in ("battambang", NAME, PASSWORD, PASSWORD):
        type_into(window, text)
        if text == "battambang":
            assert len(first.office._found) > 5, "the province and its districts"
            first.office._take(first.office._found[0])
        press(window, Qt.Key.Key_Return)
    first.step_on()
    settle(window)
    assert first.made is not None
    groups = frozenset(word for part in first.code_labels for word in LATIN.findall(part.text()))
    assert no_english(first, allowed=groups) == []
    paper = tmp_path / "code.pdf"
    dialogs.answer(paper)
    first.save_paper()
    settle(window)
    assert paper.read_bytes().startswith(b"%PDF")
    code = "-".join(part.text() for part in first.code_labels)
    first.confirm.set_values({"first": "WRONG", "kept": True})
    first.step_on()
    assert not window.context.signed_in, "the code was not confirmed"
    first.confirm.set_values({"first": code[:5].lower()})
    first.step_on()
    settle(window)
    assert window.context.session.actor.name == NAME
    assert window.current == "today"
    window.sign_out()
    settle(window)
    offices.recover(folder, code, NAME, "another password").close()
    end(window)


def test_what_is_missing_stands_beside_its_field_and_nothing_is_made(qapp: QApplication, folder: Path) -> None:
    window = open_window(folder)
    first = window.first
    assert isinstance(first, FirstStartPage)
    first.step_on()
    first.form.set_values({"office": "02", "name": NAME, "password": "short", "again": "other"})
    first.step_on()
    assert not first.form.cells["again"].problem.isHidden()
    first.form.set_values({"again": "short"})
    first.step_on()
    settle(window)
    assert "8" in first.problem.text() or "៨" in first.problem.text()
    assert not offices.has_office(folder)
    end(window)


def test_a_wrong_password_is_told_and_the_right_one_opens(qapp: QApplication, office: Session, folder: Path) -> None:
    office.close()
    window = open_window(folder)
    page = window.sign_in
    assert no_english(page) == []
    assert unnamed(page) == []
    assert window.focusWidget() is page.name.edit
    type_into(window, NAME)
    press(window, Qt.Key.Key_Return)
    type_into(window, "not the password")
    press(window, Qt.Key.Key_Return)
    assert page.problem.text()
    assert page.problem.isVisible()
    assert not window.context.signed_in
    type_into(window, PASSWORD)
    press(window, Qt.Key.Key_Return)
    assert window.outer.currentWidget() is window.work
    assert window.foot.who.text() == NAME
    end(window)


def test_sign_in_stands_before_the_database_is_imported(folder: Path, office: Session) -> None:
    office.close()
    code = (
        "import sys, pathlib\n"
        "from app.ui.start import application, make_window\n"
        "application()\n"
        "window = make_window(pathlib.Path(sys.argv[1]))\n"
        "window.open_first(); window.show(); application().processEvents()\n"
        "print([name for name in ('sqlalchemy', 'openpyxl', 'typst', 'requests', 'pyxform') if name in sys.modules])\n"
        "window.shut()\n"
    )
    told = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_lock_hides_everything_and_keeps_what_was_open(window: Window) -> None:
    window.navigate("settings")
    settle(window)
    page = window.pages["settings"]
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.outer.currentWidget() is window.lock_page
    assert no_english(window.lock_page) == []
    assert unnamed(window.lock_page) == []
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.current == "settings", "no shortcut reaches behind the lock"
    window.lock_page.password.set_value("not it at all")
    window.lock_page.unlock()
    settle(window)
    assert window.outer.currentWidget() is window.lock_page
    assert window.lock_page.problem.text()
    window.lock_page.password.set_value(PASSWORD)
    window.lock_page.unlock()
    settle(window)
    assert window.outer.currentWidget() is window.work
    assert window.pages["settings"] is page


def test_a_pause_locks(window: Window) -> None:
    assert window.idle.isActive()
    assert window.idle.interval() == 10 * 60_000
    window.idle.timeout.emit()
    assert window.outer.currentWidget() is window.lock_page
    assert not window.idle.isActive()


def test_keys_and_mouse_in_any_window_put_the_lock_off(window: Window, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    for shown in (window, dialog):
        shown.show()
        shown.activateWindow()
        qtbot.waitUntil(shown.isActiveWindow)
        front = shown.windowHandle()
        window.idle.stop()
        QTest.keyClick(front, Qt.Key.Key_Shift)
        assert window.idle.isActive(), "the pause begins anew"
        window.idle.stop()
        QTest.mouseClick(front, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        assert window.idle.isActive(), "the pause begins anew"
    window.idle.watch(False)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    assert not window.idle.isActive()


def test_signing_out_lets_every_page_and_the_folder_go(window: Window, folder: Path) -> None:
    for name in ("settings", "users", "sync", "today"):
        window.navigate(name)
        settle(window)
    pages: list[QWidget] = list(window.pages.values())
    window.sign_out()
    settle(window)
    assert [type(page).__name__ for page in pages if isValid(page)] == []
    assert window.stack.count() == 0
    offices.sign_in(folder, NAME, PASSWORD).close()


def test_a_forgotten_password_is_replaced_by_the_code(qapp: QApplication, folder: Path) -> None:
    made = offices.create_office(folder, "0203", NAME, PASSWORD, profile=QUICK)
    made.session.close()
    window = open_window(folder)
    window.sign_in.forgotten.click()
    assert no_english(window.recover) == []
    assert unnamed(window.recover) == []
    values = {"code": made.recovery_code.lower(), "name": NAME, "password": "new password", "again": "new password"}
    window.recover.form.set_values(values)
    window.recover.recover()
    settle(window)
    assert window.context.signed_in
    end(window)
    offices.sign_in(folder, NAME, "new password").close()


def test_two_windows_on_one_folder_are_told_apart(window: Window, folder: Path) -> None:
    second = open_window(folder)
    second.sign_in.form.set_values({"name": NAME, "password": PASSWORD})
    second.sign_in.sign_in()
    settle(second)
    assert not second.context.signed_in
    assert second.sign_in.problem.text() == words("error.second_instance", "km")
    end(second)
