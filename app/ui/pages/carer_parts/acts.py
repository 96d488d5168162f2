"""The acts on a household: assessed, asked for approval, decided, suspended, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.approvals import approval_ways, approvals
from app.services.approvals.approval_ways import Ways
from app.services.approvals.approvals import Standing
from app.services.care import carers
from app.services.care.carers import NEXT_STATES
from app.ui.dialogs.act_form import ask_and_write
from app.ui.pages.case_parts.acts.approval_acts import ApprovalActs
from app.ui.pages.case_parts.acts.approval_forms import paper_of, request_form
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.domain.records import Record
    from app.ui.context import Context

_BY_HEAD = frozenset({"refused", "suspended", "approved"})


class CarerActs(QObject):
    """Asks and acts for the household that the page shows."""

    saved = Signal()

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self.context = context
        self.page = page
        self.carer: Record | None = None
        self.standing: Standing | None = None
        self.decider = ApprovalActs(context, page)
        self.decider.saved.connect(self.saved)

    def names(self) -> tuple[str, ...]:
        """What may be done now: `ask`, `decide`, `paper`, `withdraw`, `state:<state>`, `end`."""
        carer = self.carer
        if carer is None:
            return ()
        actor, office, state = self.context.session.actor, carer.text("office"), carer.text("state") or "applied"
        head, edits = can(actor, "carer.approve", office=office), can(actor, "carer.edit", office=office)
        found: list[str] = []
        asked = self.standing is not None and self.standing.state == "asked"
        if asked and self.standing is not None:
            found += ["decide"] if head and self.standing.asked_by != actor.user else []
            found += ["paper", "withdraw"] if edits else []
        elif edits and state in ("applied", "assessed", "refused"):
            found.append("ask")
        found += [f"state:{one}" for one in NEXT_STATES.get(state, ()) if (head if one in _BY_HEAD else edits)]
        if edits and state != "ended":
            found.append("end")
        return tuple(found)

    def text(self, name: str) -> str:
        """The words of an act."""
        state = name.partition(":")[2]
        if state:
            return {
                "assessed": self.tr("The household was assessed…"),
                "refused": self.tr("Not approved…"),
                "suspended": self.tr("Suspend the approval…"),
                "approved": self.tr("Approve again…"),
                "applied": self.tr("Applied again…"),
            }[state]
        return {
            "ask": self.tr("Ask for approval…"),
            "decide": self.tr("Decide…"),
            "paper": self.tr("Approved on paper…"),
            "withdraw": self.tr("Take the request back…"),
            "end": self.tr("End of this care…"),
        }[name]

    def run(self, name: str) -> None:
        """Does an act."""
        carer, asked = self.carer, self.standing
        if carer is None:
            return
        if name == "ask":
            self.context.tasks.run(
                lambda reader: approval_ways.ways(reader, carer), partial(self._ask, carer), self, key="ways"
            )
        elif name == "end":
            self._end(carer)
        elif name.startswith("state:"):
            self._state(carer, name.partition(":")[2])
        elif asked is not None and name == "decide":
            self.decider.decide(asked)
        elif asked is not None and name == "paper":
            given = partial(self.decider.on_paper, asked)
            self.context.tasks.run(lambda reader: approval_ways.ways(reader, carer), given, self, key="ways")
        elif asked is not None:
            self.decider.withdraw(asked)

    def _ask(self, carer: Record, ways: Ways) -> None:
        """Who approves it; a decision that was signed on paper is entered at once."""
        form = request_form(self.context, ways)

        def write(uow: Any, values: Mapping[str, object]) -> None:
            note, above, paper = str(values["note"] or ""), values["way"] == "above", paper_of(values)
            made = approvals.ask(uow, "carer", ("carer", carer.id), note=note, above=above)
            if paper is not None:
                approvals.decide(uow, made, "approved", paper=paper)

        words = (self.tr("Ask for the approval of this household"), self.tr("Save the request"))
        ask_and_write(self.context, self.page, form, words, write, "carer_ask", self.saved.emit)

    def _state(self, carer: Record, state: str) -> None:
        """Asks for the day."""
        form = Form(columns=1)
        form.add("on", DateField(self.context), required=True)
        form.label("on", self.tr("Since"))
        form.set_values({"on": self.context.today()})

        def write(uow: Any, values: Mapping[str, object]) -> None:
            day = values["on"]
            carers.set_state(uow, carer.id, state, day if isinstance(day, date) else self.context.today())

        title = self.tr("State: {state}").format(state=code_label("carer_state", state, self.context.lang))
        ask_and_write(self.context, self.page, form, (title, self.tr("Save")), write, "carer_state", self.saved.emit)

    def _end(self, carer: Record) -> None:
        """Asks for day and reason."""
        form = Form(columns=1)
        form.add("ended_on", DateField(self.context), required=True)
        form.add("ended_reason", CodeField(self.context, "carer_end"), required=True)
        form.label("ended_on", self.tr("Ended on"))
        form.label("ended_reason", self.tr("Why it ended"))
        form.set_values({"ended_on": self.context.today()})

        def write(uow: Any, values: Mapping[str, object]) -> None:
            day = values["ended_on"]
            carers.end(uow, carer.id, day if isinstance(day, date) else self.context.today(), str(values["ended_reason"]))

        words = (self.tr("This household cares for no children any more"), self.tr("Save the end"))
        ask_and_write(self.context, self.page, form, words, write, "carer_end", self.saved.emit)
