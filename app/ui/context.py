"""What a page gets: who is signed in, workers, news, language, look, dialogs, and the way to other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from app.domain.clock import SystemClock
from app.domain.errors import AppError
from app.text.words import error_text
from app.text.zone import local_today
from app.ui.bus import Bus
from app.ui.dialogs import Dialogs
from app.ui.exchanger import Exchanger
from app.ui.i18n import LANGUAGES, Language
from app.ui.icons import icon
from app.ui.preferences import Preferences
from app.ui.tasks import Tasks
from app.ui.theme import Theme
from app.ui.visit_hold import VisitHold

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QIcon

    from app.services.office.offices import Session

NoticeKind = Literal["done", "warn", "error"]


class Context(QObject):
    """One for the window; `navigate` and `notice` are the window's."""

    def __init__(self, folder: Path, preferences: Preferences, language: Language, theme: Theme) -> None:
        super().__init__()
        self.folder = folder
        self.preferences = preferences
        self.language = language
        self.theme = theme
        self.tasks = Tasks(self)
        self.bus = Bus(self)
        self.dialogs = Dialogs(self)
        self.exchanger = Exchanger(self)
        self.visit_hold = VisitHold(self)
        self.navigate: Callable[..., object] = _nowhere
        self.notice: Callable[..., object] = _nowhere
        self.leave_all: Callable[[], object] = _nowhere
        self._session: Session | None = None
        self._states: dict[str, object] = {}
        self._usual = self._picked = ""
        """The language of who never chose, once others were shown theirs; the one chosen before signing in."""
        self.tasks.changed.connect(self.bus.announce)
        self.tasks.refused.connect(self.tell)

    @property
    def lang(self) -> str:
        """The language now: km or en."""
        return self.language.lang

    @property
    def session(self) -> Session:
        """Who is at work; only while somebody is signed in."""
        assert self._session is not None, "nobody is signed in"
        return self._session

    @property
    def signed_in(self) -> bool:
        """Whether somebody is at work."""
        return self._session is not None

    def begin(self, session: Session, states: dict[str, object]) -> None:
        """Somebody signed in; `states` is what the window keeps for this person."""
        self._session = session
        self._states = states
        self.tasks.session = session
        own, self._picked = self._picked or states.get("lang"), ""
        if own in LANGUAGES:
            self._usual = self._usual or self.lang
            self.language.switch(str(own))
            self.keep_state("lang", own)
        elif self._usual:
            self.language.switch(self._usual)

    def choose_language(self, lang: str) -> None:
        """Switches the window; this person, or who signs in next, finds it so again.

        Who never chose has what was chosen last on this computer.
        """
        self.preferences.lang = self._usual = lang
        self._picked = "" if self.signed_in else lang
        self.keep_state("lang", lang)
        self.language.switch(lang)

    def end(self) -> Session | None:
        """Somebody signs out; gives the session, to be closed when all work is done."""
        session, self._session = self._session, None
        self.tasks.session = None
        self._states = {}
        return session

    def today(self) -> date:
        """Today in Cambodia."""
        return local_today(self._session.database.clock if self._session else SystemClock())

    def state(self, key: str) -> object:
        """What the window keeps for this person under a key (filters, widths), or None."""
        return self._states.get(key)

    def keep_state(self, key: str, value: object) -> None:
        """Keeps something of the window for this person, in the database, outside audit and exchange."""
        if self._session is None or self._states.get(key) == value:
            return
        self._states[key] = value
        session = self._session

        def write() -> None:
            from app.data.ui_state import put_state

            put_state(session.database, session.actor.user, key, value)

        self.tasks.call(write, None, self, on="db", failed=lambda _: None)

    def words(self, error: AppError) -> str:
        """What to tell the user of an expected error, in the language now."""
        return error_text(error, self.lang)

    def tell(self, error: AppError) -> None:
        """Says in the bar above the page why something was not done; of work on the workers, when its page takes no refusal."""
        self.notice(self.words(error), kind="error")

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """An icon in a colour of the theme."""
        return icon(name, self.theme.colours[colour], self.theme.colours["accent"])


def _nowhere(*_: object, **__: object) -> None:
    """Stands where no window is."""
