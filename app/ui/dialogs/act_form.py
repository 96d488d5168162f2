"""A small form for one act: asked, written, and asked again with all that was typed when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.questions import ask_all
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.questions import Question
    from app.ui.context import Context

Write = Callable[[Any, Mapping[str, object]], object]
"""(unit of work, what the form holds)"""
Doubts = Callable[[Any, Mapping[str, object]], "Sequence[Question]"]
"""(reader, what the form holds): what is asked before it is written"""


def ask_and_write(
    context: Context,
    where: QWidget,
    form: Form,
    words: tuple[str, str],
    write: Write,
    act: str,
    done: Callable[[], object],
    doubts: Doubts | None = None,
) -> bool:
    """Asks with a form; `words` are its title and the verb of its button. Whether it was not left.

    What is asked before it is written leads back to the form when it is not confirmed.
    """
    if not context.dialogs.ask(where, *words, form):
        form.deleteLater()
        return False
    values = form.values()

    def again() -> None:
        ask_and_write(context, where, form, words, write, act, done, doubts)

    def refused(error: AppError) -> None:
        told = context.words(error)
        if not form.show_error(error, told):
            context.notice(told, kind="error")
        again()

    def written(_: object) -> None:
        form.deleteLater()
        done()

    def keep() -> None:
        context.tasks.run(lambda uow: write(uow, values), written, where, write=act, failed=refused)

    if doubts is None:
        keep()
    else:
        context.tasks.run(
            lambda reader: doubts(reader, values),
            lambda found: keep() if ask_all(context, where, found, words[1]) else again(),
            where,
            failed=refused,
        )
    return True
