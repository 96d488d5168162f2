"""What takes an answer on the screen: one widget for every kind of question; all give the text that a form stores."""

from app.ui.forms.answers.base import NO_PORTS, AnswerWidget, Keeper, Ports, Told
from app.ui.forms.answers.making import answer_widget, kind_of
from app.ui.forms.answers.options import LabelRow, Options, Ticks

__all__ = [
    "NO_PORTS",
    "AnswerWidget",
    "Keeper",
    "LabelRow",
    "Options",
    "Ports",
    "Ticks",
    "Told",
    "answer_widget",
    "kind_of",
]
