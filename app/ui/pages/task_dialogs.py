"""The dialog of a task that belongs to no case: what, until when, for whom; and how one that is there is changed or ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain.permissions import scope
from app.services.cases.case_owners import owners
from app.services.desk import tasks
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.records import Record
    from app.ui.context import Context

translate = QCoreApplication.translate
People = Sequence[tuple[str, str]]


def ask_task(context: Context, parent: QWidget, done: Callable[[], object]) -> None:
    """A new task; `done` runs once it is saved."""

    def ask(people: People) -> None:
        _ask(context, parent, people, None, done)

    context.tasks.run(owners, ask, parent, key="people")


def edit_task(context: Context, parent: QWidget, task: str, done: Callable[[], object]) -> None:
    """A task that is there."""
    context.tasks.run(
        lambda reader: (owners(reader), reader.get("task", task)),
        lambda found: _ask(context, parent, found[0], found[1], done),
        parent,
        key="people",
    )


def _ask(
    context: Context,
    parent: QWidget,
    people: People,
    record: Record | None,
    done: Callable[[], object],
    typed: Mapping[str, object] | None = None,
    refused: AppError | None = None,
) -> None:
    """Asks until it is saved or left; a refusal brings back all that was typed."""
    form = _form(context, people, changing=record is not None)
    form.set_values(typed or _shown(record))
    if refused is not None and not form.show_error(refused, context.words(refused)):
        context.tell(refused)
    title = translate("Tasks", "A task") if record is None else translate("Tasks", "Change the task")
    if context.dialogs.ask(parent, title, translate("Tasks", "Save"), form):
        values = form.values()

        def write(uow: Any) -> None:
            if record is None:
                tasks.add(uow, _wire(values))
            else:
                tasks.change(uow, record.id, _wire(values))

        context.tasks.run(
            write,
            lambda _: done(),
            parent,
            write="task_add" if record is None else "task_change",
            failed=lambda error: _ask(context, parent, people, record, done, values, error),
        )
    form.deleteLater()


def _form(context: Context, people: People, *, changing: bool) -> Form:
    """The fields."""
    form = Form(columns=1)
    form.add("title", TextField(limit=120), required=True)
    form.add("due_on", DateField(context, future=True))
    whose = ChoiceField()
    whose.set_choices(list(people))
    form.add("assigned_to", whose)
    form.add("note", LongTextField(lines=2))
    for name, text in {
        "title": translate("Tasks", "What is to be done"),
        "due_on": translate("Tasks", "Until when"),
        "assigned_to": translate("Tasks", "Who does it"),
        "note": translate("Tasks", "Note"),
    }.items():
        form.label(name, text)
    if changing:
        form.add("state", CodeField(context, "task_state", buttons=True))
        form.label("state", translate("Tasks", "How it stands"))
    form.show_field("assigned_to", scope(context.session.actor, "case.assign") is not None)
    return form


def _shown(record: Record | None) -> dict[str, object]:
    """What a task holds, as the form shows it."""
    if record is None:
        return {}
    state = record.code("state") or "open"
    held = {"title": record.text("title"), "assigned_to": record.ref("assigned_to"), "note": record.text("note")}
    return {**held, "due_on": record.day("due_on"), "state": state}


def _wire(values: Mapping[str, object]) -> dict[str, object]:
    """What is stored of the form."""
    return {name: value.isoformat() if isinstance(value, date) else value or None for name, value in values.items()}
