"""Starts the window. What is imported here is on the way to the sign-in screen: no database, no SQLAlchemy, no page."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.context import Context
from app.ui.i18n import Language
from app.ui.preferences import Preferences
from app.ui.theme import Theme
from app.ui.window import Window


def application() -> QApplication:
    """The one application of this process."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    made = QApplication(["komar"])
    made.setApplicationName("komar")
    return made


def make_window(data_dir: Path, lang: str | None = None) -> Window:
    """The window over a folder, not shown yet; `lang` goes before what was chosen on this computer."""
    preferences = Preferences(data_dir)
    language = Language(lang or preferences.lang or "km")
    theme = Theme(preferences.theme, preferences.size)
    return Window(Context(data_dir, preferences, language, theme))


def start(data_dir: Path, lang: str | None = None, *, user: str = "") -> int:
    """Shows the window and works until it is closed; gives the exit code. `user` is filled in as the name to sign in with."""
    running = application()
    window = make_window(data_dir, lang)
    before = sys.excepthook

    def bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A bug in a slot: told once, with drafts saved; an interruption ends the programme."""
        if issubclass(kind, KeyboardInterrupt):
            running.quit()
            return
        window.context.tasks.report(error.with_traceback(trace))

    sys.excepthook = bug
    try:
        window.open_first(user)
        window.show()
        return running.exec()
    finally:
        sys.excepthook = before
        window.shut()
