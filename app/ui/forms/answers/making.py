"""Which widget answers a question: by its control, type and appearance, and by how many choices there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.forms.session import QuestionState
from app.ui.forms.answers.base import NO_PORTS, AnswerWidget, Ports, Told
from app.ui.forms.answers.days import Clock, Day, Moment, Month
from app.ui.forms.answers.files import Attachment
from app.ui.forms.answers.finding import MOST_IN_BOX, Checklist, Finder, Picker
from app.ui.forms.answers.options import MOST_OPEN, Options, Ticks, shape_of
from app.ui.forms.answers.places import Place, Points
from app.ui.forms.answers.ranges import ScalePicks, Sliding, scale_of
from app.ui.forms.answers.ranking import Ranking
from app.ui.forms.answers.single import Acknowledge, Shown
from app.ui.forms.answers.typed import Digits, Line, Number, Paragraph
from app.ui.forms.answers.village import Village

if TYPE_CHECKING:
    from app.ui.context import Context

Maker = Callable[["Context", QuestionState, QWidget], AnswerWidget]


def kind_of(state: QuestionState, count: int) -> str:
    """Names the widget that a question needs; it changes with the number of choices, and when a read-only note gets a value."""
    control, words = state.definition.control, state.definition.appearance
    if state.readonly and not state.value and control in ("input", "trigger", ""):
        return "told"
    if control == "select1":
        if words & {"search", "autocomplete"}:
            return "finder"
        if "minimal" in words:
            return "picker" if count <= MOST_IN_BOX else "finder"
        return "options" if count <= MOST_OPEN or words & {"list-nolabel", "label"} else "finder"
    if control == "select":
        if "minimal" in words:
            return "folded"
        searched = words & {"search", "autocomplete"} or count > MOST_OPEN
        return "checklist" if searched and not words & {"list-nolabel", "label"} else "ticks"
    if control in ("rank", "upload", "trigger"):
        return control
    if control == "range":
        steps = scale_of(state.definition.parameters).count
        if "rating" in words and steps <= MOST_OPEN:
            return "points"
        return "scale" if "picker" in words and steps <= MOST_IN_BOX else "range"
    return _input_kind(state) if control == "input" else "shown"


def _input_kind(state: QuestionState) -> str:
    words, kind = state.definition.appearance, state.definition.type
    if kind == "date":
        return "year" if "year" in words else "month" if "month-year" in words else "day"
    if kind in ("time", "dateTime", "geopoint", "geotrace", "geoshape"):
        return kind
    if kind in ("int", "decimal"):
        return kind
    if kind in ("string", "text", "barcode", "boolean", ""):
        if "village" in words and kind == "string":
            return "village"
        if "multiline" in words or "rows" in state.definition.parameters:
            return "paragraph"
        return "digits" if "numbers" in words and kind == "string" else "line"
    return "line" if not state.value else "shown"


def answer_widget(
    context: Context, state: QuestionState, parent: QWidget, ports: Ports = NO_PORTS, count: int = 0
) -> AnswerWidget:
    """The widget for a question; `count` is how many choices it offers now."""
    made = MAKERS[kind_of(state, count)](context, state, parent) if kind_of(state, count) not in WITH_PORTS else None
    if made is None:
        made = _with_ports(context, state, parent, ports, kind_of(state, count))
    made.lang = context.lang
    return made


WITH_PORTS = frozenset({"options", "ticks", "upload"})


def _with_ports(context: Context, state: QuestionState, parent: QWidget, ports: Ports, kind: str) -> AnswerWidget:
    if kind == "upload":
        return Attachment(context, state.key, state.definition, ports.keeper, parent)
    shape = shape_of(state.definition.appearance)
    return (Options if kind == "options" else Ticks)(parent, shape, ports.media)


def _thousands(state: QuestionState) -> bool:
    return "thousands-sep" in state.definition.appearance


def _rows(state: QuestionState) -> int:
    rows = state.definition.parameters.get("rows", "")
    return max(1, min(20, int(rows))) if rows.isdigit() else 3


def _quick(state: QuestionState) -> bool:
    return "quick" in state.definition.appearance


def _points(context: Context, state: QuestionState, parent: QWidget) -> AnswerWidget:
    inner = Options(None, shape_of({"likert"}))
    return ScalePicks(context, scale_of(state.definition.parameters), inner, parent)


MAKERS: dict[str, Maker] = {
    "told": lambda context, state, parent: Told(parent),
    "shown": lambda context, state, parent: Shown(parent),
    "trigger": lambda context, state, parent: Acknowledge(context, parent),
    "picker": lambda context, state, parent: Picker(parent, quick=_quick(state)),
    "finder": lambda context, state, parent: Finder(context, parent, quick=_quick(state)),
    "checklist": lambda context, state, parent: Checklist(context, parent),
    "folded": lambda context, state, parent: Checklist(context, parent, folded=True),
    "rank": lambda context, state, parent: Ranking(context, parent),
    "range": lambda context, state, parent: Sliding(
        context, scale_of(state.definition.parameters), state.definition.appearance, parent
    ),
    "scale": lambda context, state, parent: ScalePicks(context, scale_of(state.definition.parameters), Picker(), parent),
    "points": _points,
    "day": lambda context, state, parent: Day(context, parent, calendar="no-calendar" not in state.definition.appearance),
    "month": lambda context, state, parent: Month(context, parent),
    "year": lambda context, state, parent: Month(context, parent, month=False),
    "time": lambda context, state, parent: Clock(context, parent),
    "dateTime": lambda context, state, parent: Moment(context, parent),
    "geopoint": lambda context, state, parent: Place(context, parent),
    "geotrace": lambda context, state, parent: Points(context, parent, closed=False),
    "geoshape": lambda context, state, parent: Points(context, parent, closed=True),
    "int": lambda context, state, parent: Number(context, parent, thousands=_thousands(state)),
    "decimal": lambda context, state, parent: Number(context, parent, decimal=True, thousands=_thousands(state)),
    "digits": lambda context, state, parent: Digits(context, parent, thousands=_thousands(state)),
    "paragraph": lambda context, state, parent: Paragraph(context, parent, lines=_rows(state)),
    "village": lambda context, state, parent: Village(context, parent),
    "line": lambda context, state, parent: Line(context, parent, masked="masked" in state.definition.appearance),
}
