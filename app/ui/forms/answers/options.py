"""Choices that stand open on the page: round marks for one of several, square marks for any of several."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.forms.evaluation import Choice
from app.text.digits import arabic_digits, digits_for
from app.ui.forms.answers.base import AnswerWidget
from app.ui.forms.answers.knob import Knob, RoundKnob, SquareKnob
from app.ui.forms.answers.tints import bar
from app.ui.widgets.basics import label, unit

_OWN_NUMBER = re.compile(r"([0-9])(?![0-9])")
MOST_OPEN = 30
"""More choices than these are shown as a list to search in."""
PICTURE_LINES = 5
"""The height of a choice's picture, in lines of text."""


@dataclass(frozen=True)
class Shape:
    """How the choices stand. `columns` is the most there may be, 0 for as many as fit."""

    columns: int = 0
    equal: bool = False
    upright: bool = False
    bare: bool = False
    numbers: bool = True
    quick: bool = False


def shape_of(appearance: Collection[str]) -> Shape:
    """The shape that the words of an appearance ask for."""
    words = {word.lower() for word in appearance}
    quick = bool(words & {"quick", "quickcompact"}) or any(word.startswith("quickcompact-") for word in words)
    if "likert" in words:
        return Shape(equal=True, upright=True, numbers=False, quick=quick)
    if words & {"list-nolabel", "list"}:
        return Shape(equal=True, upright="list" in words, bare="list-nolabel" in words, numbers=False, quick=quick)
    for word in words:
        kind, _, number = word.partition("-")
        if kind in ("columns", "compact", "quickcompact", "horizontal") and number.isdigit() and int(number):
            return Shape(columns=int(number), equal=True, numbers=kind in ("columns", "horizontal"), quick=quick)
    return Shape(numbers=not words & {"compact", "quickcompact"}, quick=quick)


def own_number(words: str) -> int | None:
    """The number with which the words of a choice begin, if a key can be pressed for it: "2 - Weak"."""
    match = _OWN_NUMBER.match(arabic_digits(words))
    return int(match[1]) if match else None


def number_keys(choices: Sequence[Choice]) -> dict[int, int]:
    """Number key → place of the choice, from 0. One whose words begin with a number has that, others their place."""
    keys: dict[int, int] = {}
    for place, choice in enumerate(choices):
        own = own_number(choice.label or choice.value)
        if own is not None:
            keys.setdefault(own, place)
    taken = set(keys.values())
    for place in range(min(9, len(choices))):
        if place not in taken and own_number(choices[place].label or choices[place].value) is None:
            keys.setdefault(place + 1, place)
    return keys


class Options(AnswerWidget):
    """One of several, side by side as far as the width allows. Keys 1 to 9 choose, Delete takes back, Enter goes on."""

    single = True

    def __init__(
        self, parent: QWidget | None = None, shape: Shape | None = None, media: Callable[[str], bytes | None] | None = None
    ) -> None:
        super().__init__(parent)
        self.shape = shape or Shape()
        self.media = media
        self.knobs: dict[str, RoundKnob | SquareKnob] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(unit(self) * 2)
        self.grid.setVerticalSpacing(0)
        self._columns = 0
        self._name = ""
        self._locked = False
        self._choices: Sequence[Choice] = ()
        self.keys: dict[int, int] = {}
        """Number key → place, from 0."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest option can be, so that a page never scrolls sideways."""
        widest = max((knob.minimumSizeHint().width() for knob in self.knobs.values()), default=0)
        if self.shape.bare:
            widest = sum(knob.sizeHint().width() for knob in self.knobs.values())
        return QSize(widest, super().minimumSizeHint().height())

    # ---- what there is to choose ----

    def show_choices(self, choices: Sequence[Choice]) -> None:
        values = list(dict.fromkeys(choice.value for choice in choices))
        if values != list(self.knobs):
            self._make(values)
        self.keys = number_keys(choices)
        scored = any(own_number(choice.label or choice.value) is not None for choice in choices)
        numbers = self.single and self.shape.numbers and len(values) > 2 and not scored  # "5 Not known" would be a score
        shown = {place: number for number, place in self.keys.items()}
        for place, choice in enumerate(choices):
            words = choice.label or choice.value
            number = "" if place not in shown or not numbers else f"{digits_for(shown[place], self.lang)}  "
            self.knobs[choice.value].say(f"{number}{words}")
        if choices != self._choices:
            self._show_pictures(choices)
        self._choices = choices
        self.name(self._name)
        self._columns = 0
        self._lay_out()

    def _make(self, values: Sequence[str]) -> None:
        chosen, focused = self._chosen(), next((value for value, knob in self.knobs.items() if knob.hasFocus()), None)
        for old in self.knobs.values():
            self.grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.knobs = {}
        for value in values:
            knob: RoundKnob | SquareKnob = RoundKnob(self) if self.single else SquareKnob(self)
            knob.setAutoExclusive(False)
            knob.bare = self.shape.bare
            knob.setChecked(value in chosen)
            knob.clicked.connect(lambda _=False, value=value: self._clicked(value))
            knob.installEventFilter(self)
            knob.show()
            self.knobs[value] = knob
        self._set_entry(next((knob for value, knob in self.knobs.items() if value in chosen), None))
        if values and focused is not None:
            self.knobs.get(focused, next(iter(self.knobs.values()))).setFocus(Qt.FocusReason.OtherFocusReason)
        self._lock()

    def _show_pictures(self, choices: Sequence[Choice]) -> None:
        for choice in choices:
            name = choice.media.get("image", "") or choice.media.get("big-image", "")
            content = self.media(name) if name and self.media is not None else None
            picture = QPixmap()
            if content is not None and picture.loadFromData(content):
                side = self.fontMetrics().height() * PICTURE_LINES
                if picture.height() > side or picture.width() > side * 2:
                    picture = picture.scaled(
                        side * 2, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                    )
            elif not self.shape.bare:
                picture = bar(choice.colour, self.fontMetrics().height(), self.devicePixelRatioF())
            self.knobs[choice.value].show_picture(picture)

    def _chosen(self) -> list[str]:
        return [value for value, knob in self.knobs.items() if knob.isChecked()]

    def show_value(self, value: str) -> None:
        chosen = {value} if self.single else set(value.split())
        for code, knob in self.knobs.items():
            knob.setChecked(code in chosen)
        self._set_entry(next((knob for code, knob in self.knobs.items() if code in chosen), None))

    def _set_entry(self, chosen: QWidget | None) -> None:
        """Tab comes to the answer that was chosen, else to the first one; the others are reached by the arrows."""
        if not self.knobs:
            return
        entry = chosen or next(iter(self.knobs.values()))
        if not self.single:
            self.setFocusProxy(next(iter(self.knobs.values())))
            return
        for knob in self.knobs.values():
            knob.setFocusPolicy(self._policy(entry=knob is entry))
        self.setFocusProxy(entry)

    def _policy(self, *, entry: bool) -> Qt.FocusPolicy:
        if self._locked:
            return Qt.FocusPolicy.NoFocus
        return Qt.FocusPolicy.StrongFocus if entry else Qt.FocusPolicy.ClickFocus

    def name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        for knob in self.knobs.values():
            knob.setAccessibleName(f"{name}: {knob.words}" if name else knob.words)

    def read_only(self, on: bool) -> None:
        """The words stay as readable as they were; only nothing can be pressed."""
        if on != self._locked:
            self._locked = on
            self._lock()

    def _lock(self) -> None:
        for knob in self.knobs.values():
            knob.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, self._locked)
            knob.setFocusPolicy(self._policy(entry=not self.single or knob is self.focusProxy()))

    # ---- choosing ----

    def _clicked(self, value: str) -> None:
        if self.single:
            for code, knob in self.knobs.items():
                knob.setChecked(code == value)
            self._set_entry(self.knobs[value])
        self.given.emit(" ".join(self._chosen()))
        if self.single and self.shape.quick:
            self.onward.emit()

    def stops(self) -> list[QWidget]:
        return list(self.knobs.values())

    def choose(self, place: int) -> bool:
        """Chooses by number, from 0; whether there is such an option."""
        values = list(self.knobs)
        if self._locked or not 0 <= place < len(values):
            return False
        knob = self.knobs[values[place]]
        knob.setChecked(True if self.single else not knob.isChecked())
        knob.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._clicked(values[place])
        return True

    def take_back(self) -> None:
        """No answer."""
        if self._locked:
            return
        for knob in self.knobs.values():
            knob.setChecked(False)
        self.given.emit("")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, Knob):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Whether a key was ours."""
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        digit = arabic_digits(event.text())
        if len(digit) == 1 and digit.isascii() and digit.isdigit():
            return int(digit) in self.keys and self.choose(self.keys[int(digit)])
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_back()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return True
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        return event.key() in steps and self._step(steps[Qt.Key(event.key())])

    def _step(self, step: int) -> bool:
        """Moves the focus among the options without choosing, so that a look is no answer."""
        knobs = list(self.knobs.values())
        here = next((place for place, knob in enumerate(knobs) if knob.hasFocus()), 0)
        knobs[(here + step) % len(knobs)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # ---- laying out ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_choices"):
            self._columns = 0
            self._lay_out()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        """As many columns as fit."""
        knobs = list(self.knobs.values())
        if not knobs:
            return
        columns = len(knobs) if self.shape.bare else self._fitting(knobs)
        if columns == self._columns:
            return
        self._columns = columns
        upright = self.shape.upright and columns == len(knobs)
        for column in range(len(knobs) + 1):
            self.grid.setColumnStretch(column, 0)
        for place, knob in enumerate(knobs):
            knob.upright = upright
            where = Qt.AlignmentFlag.AlignHCenter if self.shape.bare else Qt.AlignmentFlag(0)
            self.grid.addWidget(knob, place // columns, place % columns, where)
            knob.updateGeometry()
        if self.shape.equal:
            for column in range(columns):
                self.grid.setColumnStretch(column, 1)
        else:
            self.grid.setColumnStretch(columns if columns > 1 else 0, 1)
        self.updateGeometry()

    def _fitting(self, knobs: Sequence[RoundKnob | SquareKnob]) -> int:
        """The number of columns for the width now."""
        gap, most = self.grid.horizontalSpacing(), min(len(knobs), self.shape.columns or len(knobs))
        for knob in knobs:
            knob.upright = self.shape.upright
        for tried in range(most, 1, -1):
            if self.shape.upright:
                widths = [max(knob.minimumSizeHint().width() for knob in knobs)] * tried
            elif self.shape.equal:
                widths = [min(max(knob.sizeHint().width() for knob in knobs), unit(self) * 24)] * tried
            else:
                widths = [max(knob.sizeHint().width() for knob in knobs[place::tried]) for place in range(tried)]
                if max(widths) > self.width() // 2 and len(knobs) > 2:
                    break  # beside a long one, short ones look lost
            if sum(widths) + gap * (tried - 1) <= self.width():
                return tried
            if self.shape.upright:
                break
        return 1


class Ticks(Options):
    """Any of several."""

    single = False


class LabelRow(QWidget):
    """The head of a table of choices: their words over columns of one width, above rows of bare marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(unit(self) * 2)
        self.labels: list[QLabel] = []

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Sets the words, in the language now."""
        for old in self.labels[len(choices) :]:
            self.grid.removeWidget(old)
            old.deleteLater()
        del self.labels[len(choices) :]
        while len(self.labels) < len(choices):
            made = label(self, "small", wrap=True)
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            self.grid.addWidget(made, 0, len(self.labels))
            self.grid.setColumnStretch(len(self.labels), 1)
            self.labels.append(made)
        for words, choice in zip(self.labels, choices, strict=True):
            words.setText(choice.label or choice.value)
