"""Restore where nobody can sign in: a new laptop at its first start, and data that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.data.keeping import keys
from app.services.office import backups, offices
from app.services.office.offices import NewOffice
from app.text.words import words
from app.ui.pages.first_start import FirstStartPage
from app.ui.window import Window
from tests.support.pictures import open_window, settle
from tests.support.window import ScriptedDialogs, no_english, unnamed
from tests.ui.conftest import NAME, PASSWORD, QUICK, end


@pytest.fixture
def old(tmp_path: Path) -> NewOffice:
    """An office on a laptop that is gone; its backup lies on a stick."""
    made = offices.create_office(tmp_path / "gone", "02", NAME, PASSWORD, profile=QUICK)
    backups.make_backup(made.session, stick(tmp_path))
    made.session.close()
    return made


def stick(tmp_path: Path) -> Path:
    """Where the backup lies."""
    place = tmp_path / "stick"
    place.mkdir(exist_ok=True)
    return place


def first_start(folder: Path) -> tuple[Window, ScriptedDialogs]:
    """A window over an empty folder, at the page where one restores."""
    window = open_window(folder)
    dialogs = ScriptedDialogs(window.context)
    window.context.dialogs = dialogs
    assert isinstance(window.first, FirstStartPage)
    window.first.restore.click()
    settle(window)
    assert window.outer.currentWidget() is window.restoring
    return window, dialogs


def test_a_new_laptop_takes_over_the_office_by_a_password(
    qapp: QApplication, old: NewOffice, tmp_path: Path, folder: Path
) -> None:
    window, dialogs = first_start(folder)
    page = window.restoring
    assert not page.go.isEnabled(), "first the folder"
    dialogs.answer(stick(tmp_path))
    page.choose.click()
    settle(window)
    assert page.which.count() == 1
    assert no_english(page) == []
    assert unnamed(page) == []
    page.secret.set_value("not the password")
    page.go.click()
    settle(window)
    assert page.problem.text() == words("error.wrong_password", "km")
    assert not offices.has_office(folder), "nothing was changed"
    page.secret.set_value(PASSWORD)
    page.go.click()
    settle(window)
    assert window.outer.currentWidget() is window.sign_in
    assert window.sign_in.restored.isVisible()
    assert no_english(window.sign_in) == []
    window.sign_in.form.set_values({"name": NAME, "password": PASSWORD})
    window.sign_in.sign_in()
    settle(window)
    assert window.context.signed_in
    assert window.context.session.office().text("name_en") == "Battambang"
    end(window)


def test_who_has_only_the_recovery_code_sets_a_new_password_at_once(
    qapp: QApplication, old: NewOffice, tmp_path: Path, folder: Path
) -> None:
    window, dialogs = first_start(folder)
    page = window.restoring
    dialogs.answer(stick(tmp_path))
    page.choose.click()
    settle(window)
    page.secret.set_value("-".join(["AAAAA"] * 6))
    page.go.click()
    settle(window)
    assert page.problem.text() == words("error.wrong_code", "km")
    page.secret.set_value(old.recovery_code.lower().replace("-", " "))
    page.go.click()
    settle(window)
    assert window.outer.currentWidget() is window.recover
    window.recover.form.set_values({"name": NAME, "password": "a newer password", "again": "a newer password"})
    window.recover.recover()
    settle(window)
    assert window.context.signed_in
    end(window)
    offices.sign_in(folder, NAME, "a newer password").close()


def test_a_folder_without_a_backup_is_told_and_one_can_go_back(qapp: QApplication, tmp_path: Path, folder: Path) -> None:
    window, dialogs = first_start(folder)
    page = window.restoring
    dialogs.answer(stick(tmp_path))
    page.choose.click()
    settle(window)
    assert page.problem.text() == words("error.backup_not_found", "km")
    assert not page.go.isEnabled()
    page.away.click()
    assert window.outer.currentWidget() is window.first
    end(window)


def test_a_damaged_backup_is_told_and_changes_nothing(qapp: QApplication, old: NewOffice, tmp_path: Path, folder: Path) -> None:
    file = backups.backups_in(stick(tmp_path))[0].path / "komar.db"
    content = bytearray(file.read_bytes())
    content[9000] ^= 255
    file.write_bytes(content)
    window, dialogs = first_start(folder)
    dialogs.answer(stick(tmp_path))
    window.restoring.choose.click()
    settle(window)
    window.restoring.secret.set_value(PASSWORD)
    window.restoring.go.click()
    settle(window)
    assert window.restoring.problem.text() == words("error.backup_damaged", "km")
    assert not offices.has_office(folder)
    end(window)


def test_data_that_cannot_be_opened_lead_to_the_backup(qapp: QApplication, old: NewOffice, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    (folder / "komar.db").write_bytes(b"\0" * 20_000)
    window = open_window(folder)
    dialogs = ScriptedDialogs(window.context)
    window.context.dialogs = dialogs
    assert not window.sign_in.restore.isVisible()
    window.sign_in.form.set_values({"name": NAME, "password": PASSWORD})
    window.sign_in.sign_in()
    settle(window)
    assert window.sign_in.restore.isVisible()
    window.sign_in.restore.click()
    dialogs.answer(stick(tmp_path))
    window.restoring.choose.click()
    settle(window)
    window.restoring.secret.set_value(PASSWORD)
    window.restoring.go.click()
    settle(window)
    end(window)
    with offices.sign_in(folder, NAME, PASSWORD) as session:
        assert session.office().text("name_en") == "Battambang"
    assert list(folder.glob("kept-*/komar.db")), "the damaged file is put aside, not deleted"


def test_what_looks_like_a_code() -> None:
    assert keys.is_code("ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567")
    assert keys.is_code("abcde fghjk mnpqr stvwx yz012 34567")
    assert keys.is_code("ABCDEFGHJKMNPQRSTVWXYZ01234567")
    for other in ("", "a long password", "ABCDE-FGHJK", "thirty letters in odd groupings it has", "១" * 29):
        assert not keys.is_code(other)
