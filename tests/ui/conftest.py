"""A real window over a real encrypted office, with quick password slots and dialogs that answer by a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.data.keeping.keys import Profile
from app.services.office.offices import Session, create_office
from app.ui.context import Context
from app.ui.i18n import Language
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from app.ui.window import Window
from tests.support.pictures import open_window, settle
from tests.support.window import ScriptedDialogs

QUICK = Profile(1, 1024, 1)
PASSWORD = "a long password"
NAME = "ឈឹម សុភា"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the office's data lie."""
    return tmp_path / "office"


@pytest.fixture
def office(folder: Path) -> Session:
    """A new office whose first user has all roles and rights; the window closes it."""
    return create_office(folder, "02", NAME, PASSWORD, profile=QUICK).session


@pytest.fixture
def window(qapp: QApplication, office: Session, folder: Path) -> Iterator[Window]:
    """The window, in Khmer, with the first user signed in and Today on the screen."""
    made = open_window(folder, office)
    made.context.dialogs = ScriptedDialogs(made.context)
    yield made
    end(made)


@pytest.fixture
def context(window: Window) -> Context:
    """What its pages get."""
    return window.context


@pytest.fixture
def bare(qapp: QApplication, tmp_path: Path) -> Iterator[Context]:
    """What a field gets while nobody is signed in: language, look, today."""
    made = Context(tmp_path, Preferences(tmp_path), Language("km"), Theme())
    yield made
    made.tasks.close()
    made.language.switch("en")
    made.deleteLater()


@pytest.fixture
def dialogs(window: Window) -> ScriptedDialogs:
    """The dialogs of the window."""
    assert isinstance(window.context.dialogs, ScriptedDialogs)
    return window.context.dialogs


def end(window: Window) -> None:
    """Closes a window for good; language and look of the application come back when no widget has to follow any more."""
    language, theme = window.context.language, window.context.theme
    window.close()
    window.shut()
    window.deleteLater()
    settle(window)
    language.switch("en")
    theme.apply("light", 100)
