"""An act that asks for a form first: what is unlikely is asked, then it is saved; a refusal brings the form back as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.dialogs.questions import ask_all

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.errors import AppError
    from app.domain.questions import Question
    from app.ui.context import Context
    from app.ui.widgets.form import Form

Values = Mapping[str, object]


def _nothing(_reader: Reader, _values: Values) -> tuple[Question, ...]:
    """Nothing is unlikely."""
    return ()


class AskedAct(QObject):
    """Asks with a form until it is saved or left; lets the form and itself go at the end."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        title: str,
        verb: str,
        form: Form,
        write: Callable[[UnitOfWork, Values], Any],
        act: str,
        done: Callable[[Any], object],
        *,
        questions: Callable[[Reader, Values], tuple[Question, ...]] = _nothing,
        values: Callable[[Form], Values] = lambda form: form.values(),
    ) -> None:
        super().__init__(parent)
        self.context, self.where, self.form = context, parent, form
        self.title, self.verb = title, verb
        self._write, self._act, self._done = write, act, done
        self._questions, self._values = questions, values

    def ask(self) -> None:
        """The form."""
        if not self.context.dialogs.ask(self.where, self.title, self.verb, self.form):
            self._end()
            return
        values, questions = self._values(self.form), self._questions
        self.context.tasks.run(
            lambda reader: questions(reader, values), lambda found: self._save(values, found), self, failed=self._refused
        )

    def _save(self, values: Values, questions: tuple[Question, ...]) -> None:
        """Saves, once what is unlikely was confirmed; else back to the form."""
        if not ask_all(self.context, self.where, questions, self.verb):
            self.ask()
            return
        write = self._write
        self.context.tasks.run(lambda uow: write(uow, values), self._saved, self, write=self._act, failed=self._refused)

    def _saved(self, result: object) -> None:
        """It is part of the record."""
        done = self._done
        self._end()
        done(result)

    def _refused(self, error: AppError) -> None:
        """Nothing was saved: the reason stands beside its field, all that was typed is there."""
        told = self.context.words(error)
        if not self.form.show_error(error, told):
            self.context.notice(told, kind="error")
        self.ask()

    def _end(self) -> None:
        self.form.deleteLater()
        self.deleteLater()
