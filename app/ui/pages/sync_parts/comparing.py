"""Comparing what lies here with the server once more: the button, what goes on, what was put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.widgets.basics import button, card, label, note, row

if TYPE_CHECKING:
    from app.services.exchange.exchange import Compared
    from app.services.exchange.sync_view import Comparison, SyncView
    from app.ui.context import Context


class ComparingCard(QWidget):
    """A card; its sentence tells what goes on, else what came of it, else what was put right up to now."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.came: Compared | None = None
        self.cut = False
        self.now: Comparison | None = None
        self.enrolled = False
        frame, box = card(self)
        self.title = label(frame, "section")
        self.words = note(frame)
        self.told = label(frame, "", wrap=True)
        self.again = button(frame, "sync", context.exchanger.compare)
        for part in (self.title, self.words, self.told):
            box.addWidget(part)
        box.addLayout(row(self.again, -1))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        context.exchanger.started.connect(self._started)
        context.exchanger.compared.connect(self._have)
        context.exchanger.ended.connect(self._ended)  # a method: the connection goes with the page

    def retranslate(self) -> None:
        """Sets the words in the language now."""
        self.title.setText(self.tr("Does everything agree with the server?"))
        self.words.setText(
            self.tr(
                "Komar compares by itself and puts right what differs. Compare again if another computer shows something else."
                " What you wrote and what waits here is never touched by it."
            )
        )
        self.again.setText(self.tr("Compare with the server again"))
        self._show()

    def take(self, view: SyncView) -> None:
        """Shows what the page read."""
        self.now, self.enrolled = view.comparison, view.state.enrolled
        self._show()

    def _started(self) -> None:
        """An exchange begins; one that compares puts away what the last one said."""
        if self.context.exchanger.comparing:
            self.came, self.cut = None, True
        self._show()

    def _have(self, came: Compared) -> None:
        """What came of it."""
        self.came, self.cut = came, False

    def _ended(self, _told: object) -> None:
        """The exchange ended."""
        self._show()

    def _show(self) -> None:
        """The sentence, and whether the button can be pressed."""
        told = self._sentence()
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.again.setEnabled(self.enrolled and not self.context.exchanger.running)

    def _sentence(self) -> str:
        """What there is to tell."""
        digits, now = self.context.language.digits, self.now
        if not self.enrolled:
            return self.tr("There is nothing to compare with before this computer has joined the ministry's server.")
        if self.context.exchanger.comparing:
            return self.tr("Comparing with the server. It may take some minutes; work can go on.")
        if self.came is not None:
            return self._outcome(self.came)
        if self.cut:
            return self.tr("The comparison did not come to its end. It goes on with the next exchange.")
        if now is not None and now.under_way:
            return self.tr("Some records are being compared with the server. It goes on with the next exchange.")
        if now is not None and now.mended:
            return self.tr("Records that a comparison put right up to now: {n}").format(n=digits(now.mended))
        return ""

    def _outcome(self, came: Compared) -> str:
        """What a comparison came to."""
        digits = self.context.language.digits
        looked = self.tr("Records compared: {n}.").format(n=digits(came.records))
        mended = self.tr("Put right from the server: {n}.").format(n=digits(came.mended)) if came.mended else ""
        if came.differ:
            rest = self.tr("Some still differ; the comparison goes on with the next exchanges.")
        else:
            rest = self.tr("Everything agrees with the server now.") if came.mended else self.tr("Everything agrees.")
        return " ".join(part for part in (looked, mended, rest) if part)
