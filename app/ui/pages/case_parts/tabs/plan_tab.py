"""The tab of the plan: the plan that holds, its actions with what is not in it yet, the services."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QVBoxLayout

from app.domain.rules import RuleSet
from app.services.cases.case_file import CaseFile
from app.services.office.rules import rules
from app.services.planning import plans
from app.services.planning.plans import PlanBoard
from app.ui.pages.case_parts.head.plan_strip import PlanStrip
from app.ui.pages.case_parts.lists.action_table import ActionTable
from app.ui.pages.case_parts.lists.service_table import ServiceTable
from app.ui.pages.case_parts.tabs.case_tab import CaseTab, TabHost
from app.ui.widgets.basics import Scrolled


class PlanTab(CaseTab):
    """Plan, actions and services."""

    def __init__(self, host: TabHost) -> None:
        super().__init__()
        self.context = host.context
        self.strip = PlanStrip(host.context, host.words)
        self.action_table = ActionTable(host.context, host.words, host.names)
        self.services = ServiceTable(host.context, host.words, host.names)
        gap = host.context.theme.gap
        holder = Scrolled(self)
        inner = QVBoxLayout(holder.content)
        inner.setContentsMargins(0, gap, gap, 0)
        inner.addWidget(self.strip)
        inner.addWidget(self.action_table, 1)
        inner.addWidget(self.services, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(holder)
        self.strip.saved.connect(self.saved)
        self.action_table.saved.connect(self.saved)
        self.services.saved.connect(self.saved)
        self.services.referred.connect(lambda service: self.stepped.emit(f"refer:{service}"))

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads the plan."""
        case = file.case.id
        self.strip.case = self.action_table.case_id = self.action_table.parent_id = case

        rows = file.rows("service")
        self.services.referrals = {row.id: row for row in file.rows("referral")}
        self.services.show_rows(case, case, rows, editable=editable)

        def show(found: tuple[PlanBoard, RuleSet]) -> None:
            board, known = found
            self.services.set_rules(known)
            self.services.show_rows(case, case, rows, editable=editable)
            self.strip.show_board(case, board, editable=editable)
            self.action_table.show_board(case, board.actions, board.uncovered, editable=editable)

        self.context.tasks.run(lambda reader: (plans.board(reader, case), rules(reader, "services")), show, self, key="plan")

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.strip.retranslate()
        self.action_table.retranslate()
        self.services.retranslate()

    def takes(self, name: str) -> bool:
        """Entries of the plan, and its review."""
        verb, _, type_name = name.partition(":")
        listed = verb in {"add", "list"} and type_name in {"plan", "plan_action", "service"}
        return listed or name in {"renew_plan", "sign_plan", "approval:plan"}

    def step(self, name: str) -> bool:
        """Adds an action, or opens what the step is about."""
        acts = {
            "add:plan_action": self.action_table.add,
            "add:service": self.services.add,
            "add:plan": self.strip.renew,
            "renew_plan": self.strip.renew,
            "sign_plan": self.strip.sign,
            "approval:plan": self.strip.ask,
        }
        return acts[name]() if name in acts else True

    def show_drafts(self, types: Collection[str]) -> None:
        """An entry that was begun is gone on with."""
        self.action_table.show_draft("plan_action" in types)
        self.services.show_draft("service" in types)
