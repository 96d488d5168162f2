"""The approval of a placement on the tab of care: asked for, decided, entered from paper; how it stands in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.approvals import approval_ways, approvals
from app.services.approvals.approval_ways import Ways
from app.services.approvals.approvals import Standing
from app.services.care import placement_approval
from app.services.cases import case_parts
from app.text.dates import short_date
from app.ui.dialogs.act_form import ask_and_write
from app.ui.pages.case_parts.acts.approval_acts import ApprovalActs
from app.ui.pages.case_parts.acts.approval_forms import paper_of, request_form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Record
    from app.ui.context import Context

_DONE = ("approved",)
_FIRST = ("asked", "sent_back")


class PlacementActs(QObject):
    """Asks for the approval of a placement of the case that is shown, decides it; `changed` when it is known how all stand."""

    saved = Signal()
    changed = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.case: Record | None = None
        self.standings: Mapping[str, Standing] = {}
        self.decider = ApprovalActs(context, page)
        self.decider.saved.connect(self.saved)

    def load(self, case: Record) -> None:
        """Reads how the requests of a case stand."""
        self.case, self.standings = case, {}
        self.context.tasks.run(lambda reader: placement_approval.board(reader, case.id), self._show, self, key="approvals")

    def _show(self, standings: Mapping[str, Standing]) -> None:
        self.standings = standings
        self.changed.emit()

    def may(self, placement: Record) -> bool:
        """Whether something can be done about the approval of a placement."""
        case, one = self.case, self.standings.get(placement.id)
        done = one is not None and one.state in _DONE and placement.flag("formal") is True
        if case is None or done or placement.day("to_on") is not None:
            return False
        return can(self.context.session.actor, "case.ask", owner=case.ref("owner"), office=case.text("office"))

    def words(self, placement: str) -> str:
        """What the button does."""
        one = self.standings.get(placement)
        return self.tr("Go on with the approval…") if one is not None and one.state == "asked" else self.tr("Ask for approval…")

    def told(self, placement: Record) -> str:
        """How the approval of a placement stands."""
        one, lang = self.standings.get(placement.id), self.context.lang
        if one is None or one.state == "withdrawn" or (one.state in _DONE and placement.flag("formal") is not True):
            return "" if placement.flag("formal") is True else self.tr("Informal: no authority has approved it.")
        state = code_label("approval_state", one.state, lang)
        day = short_date(one.asked_on if one.state == "asked" else one.on, lang)
        told = self.tr("Approval: {state}, {day}").format(state=state, day=day)
        return f"{told}. {one.remarks}" if one.remarks else told

    def run(self, placement: str = "") -> bool:
        """Asks, or goes on with what was asked for; without a placement with the one that waits, came back, or is open."""
        case = self.case
        if case is None:
            return False

        def read(reader: Reader) -> tuple[str, Standing | None, bool, Ways]:
            board = placement_approval.board(reader, case.id)
            rows = [row for row in case_parts.visible(reader, "placement", case.id) if row.day("to_on") is None]
            order = [key for state in _FIRST for key, one in board.items() if one.state == state]
            open_ones = {row.id for row in rows}
            key = placement or next((key for key in order if key in open_ones), rows[-1].id if rows else "")
            one = board.get(key)
            mine = one is not None and approvals.may_decide(reader, reader.get("approval", one.approval))
            return key, one, mine, approval_ways.ways(reader, case)

        self.context.tasks.run(read, self._go_on, self, key="placement_approval")
        return True

    def _go_on(self, found: tuple[str, Standing | None, bool, Ways]) -> None:
        placement, one, mine, ways = found
        if not placement:
            self.context.notice(self.tr("There is no placement that could be approved."), kind="warn")
        elif one is None or one.state != "asked":
            self._ask(placement, ways)
        elif mine:
            self.decider.decide(one)
        else:
            self.decider.on_paper(one, ways)

    def _ask(self, placement: str, ways: Ways) -> None:
        """Who approves it; a decision that was signed on paper is entered at once."""
        form = request_form(self.context, ways)

        def write(uow: Any, values: Mapping[str, object]) -> str:
            note, paper = str(values["note"] or ""), paper_of(values)
            return placement_approval.ask(uow, placement, note, above=values["way"] == "above", paper=paper)

        words = (self.tr("Ask for the approval of this placement"), self.tr("Save the request"))
        ask_and_write(self.context, self.page, form, words, write, "placement_ask", partial(self.saved.emit))
