"""The times of a visit in forms: when the team arrived, when it left, and what is asked when that was after midnight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain.records import Record
from app.services.visits import visit_hours
from app.services.visits.visit_hours import ARRIVED, LEFT
from app.text.dates import parse_clock_time
from app.text.digits import digits_for
from app.text.zone import local
from app.ui.dialogs.questions import ask_all
from app.ui.widgets.form import Form
from app.ui.widgets.moments import ShortTimeField

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


def add_arrived(form: Form) -> None:
    """The field for the arrival."""
    _add(form, ARRIVED, translate("Hours", "The team arrived at"))


def add_hours(form: Form, record: Record, lang: str) -> dict[str, object]:
    """The fields for arrival and leaving, with what is known; gives what they show."""
    add_arrived(form)
    _add(form, LEFT, translate("Hours", "The team left at"))
    shown: dict[str, object] = {name: _clock(record.moment(name), lang) for name in (ARRIVED, LEFT)}
    form.set_values(shown)
    return shown


def _add(form: Form, name: str, text: str) -> None:
    field = ShortTimeField()
    field.retranslate()
    form.add(name, field)
    form.label(name, text)


def _clock(moment: datetime | None, lang: str) -> str | None:
    return digits_for(f"{local(moment):%H:%M}", lang) if moment is not None else None


def settle(
    context: Context, page: QWidget, day: date, shown: Mapping[str, object], values: Mapping[str, object], verb: str
) -> dict[str, object] | None:
    """The times that were changed, as the service takes them; None for who went back when asked about midnight."""
    changed = {name: values.get(name) for name in (ARRIVED, LEFT) if not _alike(values.get(name), shown.get(name))}
    if LEFT not in changed:
        return changed
    left = str(values.get(LEFT) or "")
    question = visit_hours.after_midnight(day, str(values.get(ARRIVED) or ""), left)
    if question is None:
        return changed
    if not ask_all(context, page, (question,), verb):
        return None
    return {**changed, LEFT: f"{(day + timedelta(days=1)).isoformat()} {left}"}


def _alike(one: object, other: object) -> bool:
    """Whether two fields say the same time."""
    return parse_clock_time(str(one or "")) == parse_clock_time(str(other or ""))
