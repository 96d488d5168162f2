"""What is wrong in a form: answers that were not taken, and after F8 all that keeps it from being finished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.forms.session import Outcome, Problem
from app.ui.forms.layout import exists

if TYPE_CHECKING:
    from app.ui.forms.blocks import Filling
    from app.ui.forms.form_view import FormView

WAIT_MS = 250
"""So long after an answer all is checked again, once somebody asked what is missing."""


class Problems(QObject):
    """One for a form view."""

    def __init__(self, view: FormView) -> None:
        super().__init__(view)
        self.view = view
        self.filling: Filling | None = None
        self.asked = False
        """Somebody wanted to know what is missing; from then on it is told."""
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.again)

    def begin(self, filling: Filling) -> None:
        """Another filling: nothing is known of it."""
        self.filling, self.asked = filling, False
        self._timer.stop()

    def note(self, key: str, text: str, message: str, outcome: Outcome) -> None:
        """What became of one answer."""
        if self.filling is None:
            return
        self.filling.problems.pop(key, None)
        if outcome.result == "OK":
            self.filling.refused.pop(key, None)
        else:
            self.filling.refused[key] = (text, message)

    def find(self) -> Sequence[Problem]:
        """All that keeps the form from being finished, in the order of the form."""
        session, filling = self.view.session, self.filling
        if session is None or filling is None:
            return ()
        for key in [key for key in filling.refused if not exists(session, key) or not session.node(key).relevant]:
            del filling.refused[key]
        refused = [Problem(key, "ERROR", message) for key, (_, message) in filling.refused.items()]
        found = [one for one in session.validate() if not filling.hides(one.key) and one.key not in filling.refused]
        return (*refused, *found)

    def later(self) -> None:
        """After an answer: looks again in a moment, if that was asked for."""
        if self.asked:
            self._timer.start()

    def again(self) -> None:
        """Checks and tells again, if that was asked for."""
        if self.asked:
            self.tell(self.find())

    def tell(self, found: Sequence[Problem]) -> None:
        """Shows beside each question what is wrong, in the list how much, and how many in all."""
        if self.filling is None:
            return
        before = set(self.filling.problems)
        required = self.view.tr("Please answer this.")
        self.filling.problems = {one.key: one.message or required for one in found if one.key not in self.filling.refused}
        touched = before | set(self.filling.problems) | set(self.filling.refused)
        for block in self.view.blocks:
            block.show_problems(touched)
        self.view.count()
        self.view.problems_counted.emit(len(found))

    def by_part(self) -> dict[str, int]:
        """Code of a part → how many problems are known in it."""
        if self.filling is None or not (self.filling.problems or self.filling.refused):
            return {}
        counts: dict[str, int] = {}
        for key in {*self.filling.problems, *self.filling.refused}:
            part = next((part for part in self.view.parts if part.holds(key)), None)
            if part is not None:
                counts[part.code] = counts.get(part.code, 0) + 1
        return counts

    def next(self) -> bool:
        """Goes to the next problem after the focus, across parts and rows; without any, to the next open item."""
        if self.view.session is None:
            return False
        self.view.flush()
        self.asked = True
        found = self.find()
        if not found:
            self.tell(found)
            return self._next_open()
        ranked = sorted((self._rank(one.key), one.key) for one in found)
        here = self._rank(self.view.focused_key()) if self.view.focused_key() else (-1,)
        chosen = next((key for rank, key in ranked if rank > here), ranked[0][1])
        self.view.go_to(chosen)
        self.tell(found)
        return True

    def _rank(self, key: str) -> tuple[int, ...]:
        """Where a question stands on the way through the form."""
        session = self.view.session
        for place, part in enumerate(self.view.parts):
            if session is not None and part.holds(key):
                return (place, *part.rank(key, session))
        return (len(self.view.parts),)

    def open_items(self) -> list[str]:
        """The items that are asked and have no answer yet, in the order of the screen."""
        session = self.view.session
        if session is None:
            return []
        heads = [block.head for part in self.view.parts for block in part.blocks if block.item]
        return [key for key in heads if session.node(key).relevant and not session.value(key)]

    def _next_open(self) -> bool:
        """Goes to the next item without an answer; whether there is one."""
        open_ones = self.open_items()
        if not open_ones:
            return False
        here = self._rank(self.view.focused_key()) if self.view.focused_key() else (-1,)
        return self.view.go_to(next((key for key in open_ones if self._rank(key) > here), open_ones[0]))
