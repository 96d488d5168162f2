"""A real office in a folder of its own, with a window's context around it; dialogs answer as the test says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.data.keeping import keys
from app.services.office import offices
from app.services.office.offices import Session
from app.ui.context import Context
from app.ui.dialogs import Dialogs, Reason
from app.ui.i18n import Language
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from app.ui.widgets.form import Form

NAME = "Chan Sophea"
PASSWORD = "ten little lotus"
QUICK = keys.Profile(1, 8, 1)


class Answers(Dialogs):
    """Stands where the dialogs are: says what the user would."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form: dict[str, object] | None = None
        self.told: Reason | None = None
        self.agrees = True
        self.texts: list[str] = []
        self.questions: list[str] = []
        self.seen: list[dict[str, object]] = []

    def ask(self, parent: QWidget, title: str, verb: str, form: Form) -> bool:
        """Fills the form in."""
        self.seen.append(form.values())
        if self.form is None:
            return False
        form.set_values(self.form)
        assert form.problems() == []
        return True

    def reason(
        self,
        parent: QWidget,
        title: str,
        verb: str,
        codelist: str | None = None,
        *,
        text_needed: bool = False,
        day: bool = False,
    ) -> Reason | None:
        """Gives a reason."""
        return self.told

    def confirm(self, parent: QWidget, question: str, verb: str, *, danger: bool = False) -> bool:
        """Agrees or not."""
        self.questions.append(question)
        return self.agrees

    def show_text(self, parent: QWidget, title: str, text: str) -> None:
        """Keeps what was shown."""
        self.texts.append(text)


class Desk:
    """The context with what a test needs beside it."""

    def __init__(self, context: Context, qtbot: QtBot) -> None:
        self.context = context
        self.qtbot = qtbot
        self.answers = Answers(context)
        self.visits: list[tuple[str, dict[str, object]]] = []
        self.notices: list[str] = []
        context.dialogs = self.answers
        context.navigate = lambda page, **where: self.visits.append((page, where))
        context.notice = lambda text, **_: self.notices.append(text)

    def settle(self, until: Callable[[], object] | None = None) -> None:
        """Waits until nothing is running and the condition holds."""
        self.qtbot.waitUntil(lambda: self.context.tasks.idle and (until is None or bool(until())), timeout=10_000)

    @property
    def session(self) -> Session:
        """Who is at work."""
        return self.context.session


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "office"
    offices.create_office(folder, "0102", NAME, PASSWORD, profile=QUICK).session.close()
    return folder


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme()


@pytest.fixture
def lang() -> str:
    return "en"


@pytest.fixture
def desk(lang: str, made: Path, theme: Theme, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    office = tmp_path / "office"
    shutil.copytree(made, office)
    context = Context(tmp_path, Preferences(tmp_path), Language(lang), theme)
    context.begin(offices.sign_in(office, NAME, PASSWORD), {})
    yield Desk(context, qtbot)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # pages that were closed have no more language to follow
    context.tasks.close()
    session = context.end()
    if session is not None:
        session.close()
    context.language.switch("en")
