"""What all answer widgets have in common, and the two ports through which files come and go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.forms.evaluation import Choice
from app.text.digits import digits_for


class Keeper(Protocol):
    """Keeps what is handed over with an answer: pictures, sound, files."""

    def keep(self, key: str, name: str, content: bytes) -> str:
        """Keeps bytes for a question; gives the name that stands in the answer."""
        ...

    def fetch(self, key: str, name: str) -> bytes | None:
        """The bytes of an answer; None when they are not on this computer."""
        ...

    def check_leaves(self, name: str) -> None:
        """AppError where no copy of the file may leave Komar, as of a child without consent (practice P5)."""
        ...


def no_media(_: str) -> bytes | None:
    """A form that came without files."""
    return None


@dataclass(frozen=True)
class Ports:
    """The ways of a form to files: of its answers, and of its own pictures and sounds (by file name)."""

    keeper: Keeper | None = None
    media: Callable[[str], bytes | None] = no_media


NO_PORTS = Ports()


def gone(*parts: QObject) -> bool:
    """Whether a page is being taken down: the focus leaves a part while others of its parts are no more."""
    return not all(isValid(part) for part in parts)


class AnswerWidget(QWidget):
    """Base, and all that a note needs: `given` is emitted with the text to store, "" for no answer."""

    given = Signal(str)
    onward = Signal()
    """The answer is complete and the next question may have the focus (appearance "quick")."""
    worked = Signal()
    """Emitted when `fault` may have changed without an answer."""
    lang = "en"
    """The language of its numbers and of what it offers."""

    def show_value(self, value: str) -> None:
        """Shows the stored answer; a note has none."""

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Sets what there is to choose, in the language now."""

    def name(self, name: str) -> None:
        """The accessible name of all its parts."""
        self.setAccessibleName(name)

    def read_only(self, on: bool) -> None:
        """Shows without letting change."""
        self.setEnabled(not on)

    def flush(self) -> None:
        """Gives what was typed and has not been given yet."""

    def stops(self) -> list[QWidget]:
        """The widgets that take the focus, in order."""
        return []

    def fault(self) -> str:
        """What is wrong with what is typed, in the language now; nothing when it can be an answer."""
        return ""

    def retranslate(self) -> None:
        """Sets its own words in the language now."""

    def digits(self, value: object) -> str:
        """Numbers in the digits of the language."""
        return digits_for(value, self.lang)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Told(AnswerWidget):
    """A note: it takes no answer; its words are those of the question."""
