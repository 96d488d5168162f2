"""A small form for one act: asked, written, and asked again with all that was typed when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.ui.context import Context

Write = Callable[[Any, Mapping[str, object]], object]
"""(unit of work, what the form holds)"""


def ask_and_write(
    context: Context,
    where: QWidget,
    form: Form,
    words: tuple[str, str],
    write: Write,
    act: str,
    done: Callable[[], object],
) -> bool:
    """Asks with a form; `words` are its title and the verb of its button. Whether it was not left."""
    if not context.dialogs.ask(where, *words, form):
        form.deleteLater()
        return False
    values = form.values()

    def refused(error: AppError) -> None:
        told = context.words(error)
        if not form.show_error(error, told):
            context.notice(told, kind="error")
        ask_and_write(context, where, form, words, write, act, done)

    def written(_: object) -> None:
        form.deleteLater()
        done()

    context.tasks.run(lambda uow: write(uow, values), written, where, write=act, failed=refused)
    return True
