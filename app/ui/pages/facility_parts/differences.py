"""What was found at a visit and does not agree with the list of residents: told above the list, and explained there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.permissions import can
from app.services.visits import census
from app.services.visits.census import UNLISTED, Difference
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import LongTextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

EXPLAIN, ADMIT = "explain", "admit"


class Differences(QFrame):
    """Hidden while all agrees."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.found: tuple[Difference, ...] = ()
        self.setProperty("role", "card")
        self.told = label(self, "danger", wrap=True)
        self.explain_button = button(self, "edit", self.explain)
        gap = context.theme.gap
        box = QHBoxLayout(self)
        box.setContentsMargins(gap, gap // 2, gap, gap // 2)
        box.addWidget(self.told, 1)
        box.addWidget(self.explain_button)
        self.explain_button.setVisible(can(context.session.actor, "residency.admit"))
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.explain_button.setText(self.tr("Explain …"))
        self._say()

    def show_facility(self, facility: str) -> None:
        """Tells what does not agree in a facility."""
        self.facility = facility
        self.context.tasks.run(lambda reader: census.open_of(reader, facility), self._show, self, key="differences")

    def _show(self, found: tuple[Difference, ...]) -> None:
        self.found = found
        self.setVisible(bool(found))
        self._say()

    def _say(self) -> None:
        words = {
            "missing": self.tr("Not found: {names}"),
            "left": self.tr("Left: {names}"),
            UNLISTED: self.tr("Not on the list: {names}"),
        }
        parts = []
        for code, text in words.items():
            names = [self._name(one) for one in self.found if one.line.code("found") == code]
            parts += [text.format(names=", ".join(names))] if names else []
        self.told.setText(" · ".join(parts))

    def _name(self, one: Difference) -> str:
        return one.name or self.tr("name not known")

    def explain(self) -> None:
        """Asks which child, and what became of it; one on no list may be put on it."""
        form, which, what = Form(1), ChoiceField(), ChoiceField()
        which.set_choices([(one.id, self._name(one)) for one in self.found])
        form.add("which", which, required=True)
        form.add("what", what, required=True)
        form.add("note", LongTextField(lines=2))
        form.label("which", self.tr("Which child"))
        form.label("what", self.tr("What to do"))
        form.label("note", self.tr("What became of the child"))

        def offer() -> None:
            one = next((one for one in self.found if one.id == which.value()), None)
            unlisted = one is not None and one.line.code("found") == UNLISTED
            acts = [(EXPLAIN, self.tr("It is known what became of the child"))]
            what.set_choices([*acts, *([(ADMIT, self.tr("Put the child on the list"))] if unlisted else [])])

        form.changed.connect(lambda name: offer() if name == "which" else None)
        offer()
        form.set_values({"which": self.found[0].id, "what": EXPLAIN})
        try:
            if not self.context.dialogs.ask(self, self.tr("Explain a difference"), self.tr("Save"), form):
                return
            values = {name: str(value or "") for name, value in form.values().items()}
        finally:
            form.deleteLater()

        def act(uow: UnitOfWork) -> None:
            if values["what"] == ADMIT:
                census.admit(uow, values["which"], {"admission_reason": "not_known"})
            else:
                census.settle(uow, values["which"], values["note"])

        self.context.tasks.run(act, lambda _: self.changed.emit(), self, write="census_settle")
