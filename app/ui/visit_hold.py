"""While a visit goes on, the exchange waits for the person: the network may be that of the house (practice P26).

What was chosen is kept for the person: visits during which it exchanges as usual, and networks that are the office's own. An
answer that means danger must reach the head all the same: then it is asked at once whether to send.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.network_name import NetworkName
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.ui.context import Context

KEY, USUAL, OWN = "visit_exchange", "usual", "own"
KEPT = 50
"""Visits and networks that are remembered at most."""
FRESH = 20.0
"""Seconds for which the name of the network is taken as known."""


class VisitHold(QObject):
    """One for the window."""

    changed = Signal()
    """Whether the exchange waits for a visit is another now."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.shown: Callable[[], str] = lambda: ""
        """The inspection of which the form is open; set by the window."""
        self.visit = ""
        """The visit for which the exchange waits; "" when it does not."""
        self.network = ""
        self.name = NetworkName(self)
        self._named = -FRESH
        context.bus.changed.connect(self._heard)

    def look(self, done: Callable[[bool], object]) -> None:
        """Reads whether the exchange waits, and tells it."""
        from app.services.visits import visit_quiet

        shown = self.shown()

        def have(visit: str) -> None:
            if not visit or visit in self._kept(USUAL):
                self._found("", done)
            elif self._kept(OWN):
                self._name(lambda: self._found("" if self.network in self._kept(OWN) else visit, done))
            else:
                self._found(visit, done)

        if self.context.signed_in:
            self.context.tasks.run(lambda reader: visit_quiet.going_on(reader, shown), have, self)

    def _found(self, visit: str, done: Callable[[bool], object]) -> None:
        before, self.visit = self.visit, visit
        if before != visit:
            self.changed.emit()
            if visit:
                self._name(self.changed.emit)
        done(bool(visit))

    def _name(self, done: Callable[[], object]) -> None:
        """Which network it is; asked anew after a while."""

        def have(name: str) -> None:
            self.network, self._named = name, time.monotonic()
            done()

        if time.monotonic() - self._named < FRESH:
            done()
        else:
            self.name.ask(have)

    def _heard(self, changes: Changes) -> None:
        """A visit was begun, or ended."""
        if self.context.exchanger.on and any(change.type in ("inspection", "form_response") for change in changes):
            self.look(lambda _: None)

    def forget(self) -> None:
        """Nobody is signed in."""
        self.visit = ""

    def _kept(self, what: str) -> list[str]:
        state = self.context.state(KEY)
        found = state.get(what) if isinstance(state, dict) else None
        return [str(one) for one in found] if isinstance(found, list) else []

    def _keep(self, what: str, value: str) -> None:
        kept = {name: self._kept(name) for name in (USUAL, OWN)}
        kept[what] = [*(one for one in kept[what] if one != value), value][-KEPT:]
        self.context.keep_state(KEY, kept)

    # ---- words ----

    def network_words(self) -> str:
        """Which network it is, as far as the system tells."""
        if self.network:
            return self.tr("the network “{name}”").format(name=self.network)
        told = {
            "wifi": self.tr("a Wi-Fi network"),
            "cable": self.tr("a network cable"),
            "mobile": self.tr("the mobile telephone network"),
        }
        return told.get(self.context.exchanger.watch().medium(), self.tr("a network whose name is not known"))

    # ---- what the person chooses ----

    def ask_danger(self, parent: QWidget) -> None:
        """An answer that the head has to know was given: asks whether to send now, where the exchange would wait."""
        if self.context.exchanger.on:
            self.look(lambda held: self._name(lambda: self._ask_now(parent)) if held else None)

    def _ask_now(self, parent: QWidget) -> None:
        """Says nothing of what was answered: others look at the screen here."""
        question = self.tr(
            "Send now what waits, over {network}? Who runs that network sees that this computer speaks with the server, "
            "not what it says. Until it is sent the office does not know of it; you can also call."
        ).format(network=self.network_words())
        if self.context.dialogs.confirm(parent, question, self.tr("Send now")):
            self.context.exchanger.run(asked=True)

    def choose(self, parent: QWidget) -> None:
        """Asks how to go on, after a look at the network."""
        from app.services.visits import visit_quiet

        def read(reader: Reader) -> bool:
            return visit_quiet.may_leave(reader, self.visit)

        if self.visit:
            self.context.tasks.run(read, lambda may: self._name(lambda: self._choose(parent, may)), self, key="may_leave")

    def _choose(self, parent: QWidget, may_leave: bool) -> None:
        form, how, visit, network = Form(columns=1), ChoiceField(), self.visit, self.network
        offered = [
            ("wait", self.tr("Wait until the visit is over")),
            (USUAL, self.tr("Exchange as usual during this visit, over {network}").format(network=self.network_words())),
        ]
        if network:
            own = self.tr("The network “{name}” is our own: exchange over it during any visit")
            offered.append((OWN, own.format(name=network)))
        if may_leave:
            offered.append(("left", self.tr("The team has left the house: exchange as usual")))
        how.set_choices(offered)
        form.add("how", how, required=True)
        form.label("how", self.tr("How to exchange while a visit goes on"))
        form.set_values({"how": "wait"})
        try:
            if not self.context.dialogs.ask(parent, self.tr("The exchange waits for the visit"), self.tr("Choose"), form):
                return
            self._chosen(str(form.values()["how"]), visit, network)
        finally:
            form.deleteLater()

    def _chosen(self, how: str, visit: str, network: str) -> None:
        from app.services.visits import visit_quiet

        if how in (USUAL, OWN):
            self._keep(how, visit if how == USUAL else network)
            self.context.exchanger.run()
        elif how == "left":
            self.context.tasks.run(
                lambda uow: visit_quiet.has_left(uow, visit),
                lambda _: self.context.exchanger.run(),
                self,
                write="inspection_head",
                failed=self._refused,
            )

    def _refused(self, error: AppError) -> None:
        self.context.notice(self.context.words(error), "error")
