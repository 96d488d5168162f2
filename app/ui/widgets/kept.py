"""The foot of a form: its buttons, its problems counted; its text is a draft at once, which can be thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.text.digits import digits_for
from app.ui.drafts import Drafts
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context


class Kept(QWidget):
    """Watches a form. A draft is what differs from what was shown first; what nobody typed is none."""

    def __init__(self, context: Context, form: Form, buttons: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.form = form
        self.drafts: Drafts | None = None
        self.problems = label(self, "problem")
        self.state = label(self, "small")
        self.drop_button = button(self, "undo", self.throw_away, flat=True)
        self._fill: Callable[[], object] = form.reset
        self._shown: Mapping[str, object] = {}
        self._quiet = True
        self._counted = self._offered = False
        line = Flow(gap=context.theme.gap)
        for part in (*buttons, self.drop_button, self.problems, self.state):
            line.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(line)
        form.changed.connect(self._changed)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.drop_button.setText(self.tr("Throw the draft away"))
        self._say()

    def take(self, kind: str, subject: str, fill: Callable[[], object]) -> None:
        """The form is for this record now; `fill` shows what is saved. What is typed and not saved stays."""
        same = self.drafts is not None and (self.drafts.kind, self.drafts.subject) == (kind, subject)
        if same and self.dirty():
            return
        self._fill = fill
        if not same:
            if self.drafts is not None:
                self.drafts.write()
                self.drafts.deleteLater()
            self.drafts = Drafts(self, self.context, kind, subject, self.form.values)
        self._refill()
        if not same and self.drafts is not None:
            self.drafts.load(self._offer)

    def _refill(self) -> None:
        self._quiet = True
        self.form.reset()
        self._fill()
        self._quiet = False
        self._shown = self.form.values()
        self._counted = self._offered = False
        self._say()

    def _offer(self, body: Mapping[str, object] | None) -> None:
        """What was typed before comes back, unless somebody types already."""
        if not body or self.dirty():
            return
        self._quiet = True
        self.form.set_values(body)
        self._quiet = False
        self._offered = True
        self._say()

    def dirty(self) -> bool:
        """Whether there is something that is not part of the record."""
        return dict(self.form.values()) != dict(self._shown)

    def _changed(self, _: str) -> None:
        if self._quiet:
            return
        self._offered = False
        if self.drafts is not None:
            self.drafts.touch()
        self._say()

    def _say(self) -> None:
        """That there is a draft; how many problems there are, once somebody asked."""
        dirty = self.drafts is not None and self.dirty()
        text = self.tr("This draft was kept for you.") if self._offered else self.tr("Kept as a draft; not saved yet")
        self.state.setText(text if dirty else "")
        self.drop_button.setVisible(dirty)
        count = len(self.form.problems()) if self._counted else 0
        digits = digits_for(count, self.context.lang)
        self.problems.setText(self.tr("Problems: {n} (F8 goes to the next)").format(n=digits) if count else "")
        self.problems.setVisible(bool(count))
        self.state.setVisible(dirty)

    def next_problem(self) -> bool:
        """Goes to the next problem and counts all; whether there was one."""
        self._counted = True
        found = self.form.next_problem()
        self._say()
        return found

    def saved(self) -> None:
        """It is part of the record now: the draft is done with."""
        if self.drafts is not None:
            self.drafts.drop()
        self._shown = self.form.values()
        self._counted = self._offered = False
        self._say()

    def write(self) -> None:
        """Writes the draft now: the page goes away."""
        if self.drafts is not None:
            self.drafts.write()

    def throw_away(self) -> None:
        """Back to what is saved, after a question."""
        question = self.tr("Throw away what you typed? It cannot be brought back.")
        if self.drafts is not None and self.context.dialogs.confirm(self, question, self.tr("Throw away"), danger=True):
            self.drafts.drop()
            self._refill()
            self.form.first_field()
