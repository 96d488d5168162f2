"""The dialog of one entry of a case: kept as a draft while one types, asked about, saved; a refusal loses nothing typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services.cases import case_questions
from app.ui.dialogs.questions import ask_all
from app.ui.drafts import Drafts, plain

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.questions import Question
    from app.ui.context import Context
    from app.ui.widgets.form import Form

Values = Mapping[str, object]


class PartDialog(QObject):
    """Asks for one entry until it is saved or left."""

    saved = Signal()
    left = Signal(bool)
    """Emits: whether a draft of what was typed stays."""

    def __init__(
        self, context: Context, parent: QWidget, title: str, form: Form, case: str, type_name: str, before: Values
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.where = parent
        self.title = title
        self.form = form
        self.case = case
        self.before = before
        self.type_name = type_name
        self.drafts: Drafts | None = None
        self._over: Values = {}
        self._first = {name: plain(value) for name, value in form.values().items()}
        self._write: tuple[Callable[[Values], Callable[[Any], object]], str] | None = None
        self._values: Callable[[Form], dict[str, object]] = lambda form: form.values()

    def keep(self, kind: str, over: Values | None = None) -> None:
        """What is typed is a draft at once; a draft of before is shown when the dialog comes up, with `over` in its place."""
        self._over = over or {}
        self.drafts = Drafts(self, self.context, kind, self.case, self.form.values)
        self.form.changed.connect(self.drafts.touch)

    def run(
        self, values: Callable[[Form], dict[str, object]], write: Callable[[Values], Callable[[Any], object]], act: str
    ) -> None:
        """Asks now, or once the draft is read; `values` takes wire values out of the form, `write` makes the act of them."""
        self._values, self._write = values, (write, act)
        if self.drafts is None:
            self._ask()
        else:
            self.drafts.load(self._begin)

    def _begin(self, body: Values | None) -> None:
        """With what was typed before a crash."""
        if body:
            self.form.set_values({**body, **self._over})
        self._ask()

    def _touched(self) -> bool:
        """Whether anything was typed."""
        return self._first != {name: plain(value) for name, value in self.form.values().items()}

    def _ask(self) -> None:
        """The form; leaving it with something typed asks whether that is to be kept."""
        if not self.context.dialogs.ask(self.where, self.title, self.tr("Save"), self.form):
            self._leave()
            return
        values, case, type_name = self._values(self.form), self.case, self.type_name
        whole = {**self.before, **values}
        self.context.tasks.run(
            lambda reader: case_questions.before_part(reader, type_name, case, whole),
            lambda questions: self._save(values, questions),
            self,
            failed=self._refused,
        )

    def _save(self, values: Values, questions: tuple[Question, ...]) -> None:
        """Saves, once what is unlikely was confirmed; else back to the form."""
        if self._write is None:
            return
        if not ask_all(self.context, self.where, questions, self.tr("Save")):
            self._ask()
            return
        write, act = self._write
        self.context.tasks.run(write(values), lambda _: self._done(), self, write=act, failed=self._refused)

    def _refused(self, error: AppError) -> None:
        """Nothing was saved: the form comes back with all that was typed, the reason beside its field."""
        told = self.context.words(error)
        if not self.form.show_error(error, told):
            self.context.notice(told, kind="error")
        self._ask()

    def _leave(self) -> None:
        """Left without saving."""
        kept = False
        if self.drafts is not None and self._touched():
            question = self.tr("Throw away what you typed? If not, it is kept as a draft.")
            if self.context.dialogs.confirm(self.where, question, self.tr("Throw away"), danger=True):
                self.drafts.drop()
            else:
                kept = True
                self.drafts.touch()
                self.drafts.write()
        elif self.drafts is not None:
            self.drafts.drop()
        self.left.emit(kept)
        self._end()

    def _done(self) -> None:
        """Saved: the draft is done with."""
        if self.drafts is not None:
            self.drafts.drop()
        self.saved.emit()
        self._end()

    def _end(self) -> None:
        """Lets form and dialog go."""
        self.form.deleteLater()
        self.deleteLater()
