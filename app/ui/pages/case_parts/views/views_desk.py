"""Parts on the page of a case: what is to be done, and what stands out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.clock import SystemClock
from app.domain.records import Record
from app.services.cases.case_owners import owners
from app.text.zone import local_today
from app.ui.pages.case_parts.fields.makers import code, coming_day, day, long_text, text
from app.ui.pages.case_parts.views.view import PartView
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import Field, TextField

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


class ColleagueField(ChoiceField):
    """One of those who may own cases; their names come a moment later."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        context.tasks.run(owners, self._people, self, key="people")

    def _people(self, people: list[tuple[str, str]]) -> None:
        """Fills the choices; what was chosen stays."""
        chosen = self.value()
        self.set_choices(people)
        self.set_value(chosen)


def _short(_: Context) -> Field:
    """A line as short as it is shown."""
    return TextField(limit=120)


def _late(record: Record) -> str | None:
    """A task past its day is red, one that is over is grey."""
    if record.code("state") not in (None, "open"):
        return "dim"
    return "danger" if (record.day("due_on") or date.max) < local_today(SystemClock()) else None


def _cleared(record: Record) -> str | None:
    """A flag that was cleared is grey."""
    return "dim" if record.day("cleared_on") is not None else "warn"


VIEWS: tuple[PartView, ...] = (
    PartView(
        "task",
        ("title", "due_on", "assigned_to", "state"),
        title=lambda: translate("Parts", "Tasks"),
        empty=lambda: translate("Parts", "What is to be done in this case, until when and by whom."),
        fields={
            "title": _short,
            "due_on": coming_day,
            "assigned_to": lambda context: ColleagueField(context),
            "state": code("task_state", buttons=True),
            "note": long_text,
        },
        required=("title",),
        words=lambda: {
            "title": translate("Parts", "What is to be done"),
            "due_on": translate("Parts", "Until when"),
            "assigned_to": translate("Parts", "Who does it"),
            "state": translate("Parts", "How it stands"),
            "done_on": translate("Parts", "Done on"),
            "note": translate("Parts", "Note"),
        },
        detail=("title", "state"),
        marks={"title": _late, "due_on": _late, "state": _late},
    ),
    PartView(
        "flag",
        ("text", "on_date", "by", "cleared_on", "why"),
        title=lambda: translate("Parts", "Flags"),
        empty=lambda: translate("Parts", "A flag says what nobody may overlook in this case, until it is cleared."),
        fields={"text": _short, "on_date": day, "cleared_on": day, "why": text},
        required=("text",),
        words=lambda: {
            "text": translate("Parts", "What nobody may overlook"),
            "on_date": translate("Parts", "Since"),
            "by": translate("Parts", "By"),
            "cleared_on": translate("Parts", "Cleared on"),
            "why": translate("Parts", "Why it was cleared"),
        },
        detail=("text",),
        marks={"text": _cleared},
    ),
)
