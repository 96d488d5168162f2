"""An office with published forms and a case, and its window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.data.keeping.keys import Profile
from app.services.cases import case_json, cases
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.office.offices import Session, create_office, sign_in
from app.ui.start import make_window
from app.ui.window import Window
from tests.data.cases.support import form as case_form
from tests.support.form_desk import PASSWORD
from tests.support.pictures import HEIGHT, WIDTH, settle
from tests.support.view_forms import child_form, facility_form, household
from tests.support.window import ScriptedDialogs


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with published forms, compiled, and a case; copied for each test since all that takes seconds."""
    folder = tmp_path_factory.mktemp("forms") / "office"
    session = create_office(folder, "02", "ឈឹម សុភា", PASSWORD, profile=Profile(1, 1024, 1)).session
    shelf = FormShelf(folder)
    with session.write("form_install") as uow:
        for book in (household(), facility_form(), child_form()):
            record = uow.get("form", form_library.install(uow, shelf, book))
            form_library.publish(uow, shelf, record.text("form_id"), record.text("form_version"))
        form_library.entries(uow, shelf)
    with session.write("case_register") as uow:
        cases.register(uow, case_json.read(case_form(), uow.today()))
    session.close()
    return folder


@pytest.fixture
def office(ready: Path, tmp_path: Path) -> Session:
    folder = tmp_path / "office"
    shutil.copytree(ready, folder)
    return sign_in(folder, "ឈឹម សុភា", PASSWORD)


@pytest.fixture
def window(qapp: QApplication, office: Session) -> Iterator[Window]:
    """The window in English, with the first user signed in."""
    made = make_window(office.folder, "en")
    made.context.dialogs = ScriptedDialogs(made.context)
    made.enter(office)
    made.resize(WIDTH, HEIGHT)
    made.show()
    made.activateWindow()
    settle(made)
    yield made
    made.shut()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
