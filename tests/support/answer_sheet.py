"""Questions of a small form on one page, answered as the form's view answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.session import FormSession, Outcome
from app.ui.context import Context
from app.ui.forms.answers import Ports
from app.ui.forms.question import Question
from tests.support.workbooks import YES_NO, Row, workbook

LIKES: Sequence[Row] = tuple(
    {"list_name": "likes", "name": name, "label::Khmer (km)": km, "label::English (en)": en}
    for name, km, en in (
        ("a", "មិនយល់ស្រប", "Disagree"),
        ("b", "មិនដឹង", "Not known"),
        ("c", "យល់ស្រប", "Agree"),
        ("d", "យល់ស្របទាំងស្រុង", "Strongly agree"),
    )
)


def villages(count: int) -> list[Row]:
    """A long list of choices."""
    return [
        {
            "list_name": "village",
            "name": f"v{place}",
            "label::Khmer (km)": f"ភូមិ សំរោង {place}",
            "label::English (en)": f"Samrong {place}",
        }
        for place in range(1, count + 1)
    ]


class Drawer:
    """Keeps files in memory, as an office keeps them in its folder."""

    def __init__(self) -> None:
        self.files: dict[tuple[str, str], bytes] = {}
        self.kept_in: set[str] = set()

    def keep(self, key: str, name: str, content: bytes) -> str:
        """Keeps a file under a name of its own."""
        made = f"{1_732_530_000 + len(self.files)}{Path(name).suffix}"
        self.files[key, made] = content
        return made

    def fetch(self, key: str, name: str) -> bytes | None:
        """A file that was kept."""
        return self.files.get((key, name))

    def check_leaves(self, name: str) -> None:
        """Refuses a copy of the files that are `kept_in`."""
        if name in self.kept_in:
            raise InputError("copy_without_consent", name=name)


class Sheet:
    """A page with all questions of a form; `outcomes` holds what became of each answer, in order."""

    def __init__(
        self,
        context: Context,
        survey: Sequence[Row],
        choices: Sequence[Row] = (),
        *,
        media: Mapping[str, bytes] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> None:
        self.context = context
        self.form = load_form(workbook(survey, [*YES_NO, *LIKES, *choices]))
        self.session = FormSession(self.form, answers, lang=context.lang)
        self.drawer = Drawer()
        self.outcomes: list[Outcome] = []
        self.page = QWidget()
        box = QVBoxLayout(self.page)
        self.questions: dict[str, Question] = {}
        found = media or {}
        for key, definition in self.form.definitions.items():
            if definition.kind == "question":
                ports = Ports(self.drawer, found.get)
                question = Question(context, self.session, key, item=True, parent=self.page, ports=ports)
                question.given.connect(self._given)
                self.questions[definition.name] = question
                box.addWidget(question)
        self.end = QPushButton("·", self.page)
        box.addWidget(self.end)
        box.addStretch(1)
        self.page.resize(900, 700)
        self.page.show()
        self.page.activateWindow()
        QApplication.processEvents()

    def _given(self, key: str, text: str) -> None:
        question = next(one for one in self.questions.values() if one.key == key)
        outcome = question.unfit(text)
        if outcome is None:
            outcome = self.session.answer(key, text) if text else self.session.clear(key)
        self.outcomes.append(outcome)
        question.show_outcome(outcome)
        if outcome.result == "OK":
            for one in self.questions.values():
                if one.key in outcome.changed:
                    one.update_state()

    def __getitem__(self, name: str) -> Question:
        return self.questions[name]

    def value(self, name: str) -> str:
        """The stored answer."""
        return self.session.value(self.questions[name].key)

    def put(self, name: str, value: str) -> None:
        """An answer from elsewhere."""
        question = self.questions[name]
        outcome = self.session.answer(question.key, value) if value else self.session.clear(question.key)
        assert outcome.result == "OK", outcome
        question.update_state()

    def type(self, name: str, text: str, *, leave: bool = True) -> None:
        """Types into a question as if by hand."""
        self.questions[name].answer.setFocus(Qt.FocusReason.TabFocusReason)
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing takes the focus"
        keys(widget, text)
        if leave:
            self.leave()

    def leave(self) -> None:
        """The focus goes elsewhere."""
        self.end.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key for whatever has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        QTest.keyClick(widget, key, modifiers)

    def switch(self, lang: str) -> None:
        """Another language while filling."""
        self.context.language.switch(lang)
        QApplication.processEvents()
        self.session.set_language(lang)
        for question in self.questions.values():
            question.update_state()

    def close(self) -> None:
        """Lets the page go, and all that is on its way with it."""
        self.page.close()
        self.page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def keys(widget: QWidget, text: str) -> None:
    """Keys as they come from a keyboard, Khmer ones too."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(letter.upper()) if letter.isascii() else 0
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
