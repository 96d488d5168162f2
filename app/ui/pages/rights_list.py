"""Who may see restricted information: each right with its people and all their roles; only looked at (practice P1, P19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.codelists import labels
from app.domain.permissions import can
from app.services.office.users import Holding, holdings
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label, note
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.context import Context


class HoldingRow:
    """A right as a row of the list, by its code."""

    def __init__(self, holding: Holding) -> None:
        self.id = holding.right
        self.holding = holding


class RightsList(QWidget):
    """A list of all rights. Rights are given on the page of users, by administrators; others read who has them."""

    def __init__(self, context: Context, *, leads: bool) -> None:
        """`leads`: whether a button leads to the page of users, for who gives rights."""
        super().__init__()
        self.context = context
        self.leads = leads
        self.title = label(self, "section")
        self.lead = note(self)
        self.users_button = button(self, "users", lambda: context.navigate("users"), flat=True)
        lang = context.language
        self.table = SimpleTable(
            context,
            "rights",
            (
                Column(
                    "right", lambda: self.tr("Right"), lambda one: code_label("right", one.id, lang.lang), width=32, bold=True
                ),
                Column("people", lambda: self.tr("Who holds it, with all roles"), self._people, width=44, stretch=True),
                Column("roles", lambda: self.tr("Roles that hold it"), self._roles, width=32),
            ),
        )
        self.table.setMinimumHeight(context.theme.sizes.line * 8)
        head = Flow(gap=context.theme.gap, lead=1)
        head.addWidget(self.title)
        head.addWidget(self.users_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(head)
        box.addWidget(self.lead)
        box.addWidget(self.table, 1)

    def _people(self, one: HoldingRow) -> str:
        """Names, each with its roles."""
        lang = self.context.lang
        told = [f"{name} ({labels('role', roles, lang)})" for name, roles in one.holding.people]
        return "; ".join(told) or self.tr("nobody")

    def _roles(self, one: HoldingRow) -> str:
        return labels("role", one.holding.roles, self.context.lang)

    def load(self) -> None:
        """Reads the list."""
        may = can(self.context.session.actor, "user.edit")
        self.users_button.setVisible(self.leads and may)
        self.lead.setVisible(not may)
        self.context.tasks.run(holdings, self._show, self, key="rights")

    def _show(self, found: Sequence[Holding]) -> None:
        self.table.set_rows([HoldingRow(one) for one in found])

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.title.setText(self.tr("Who may see restricted information"))
        self.lead.setText(self.tr("An administrator of the office gives these rights; here they can only be looked at."))
        self.users_button.setText(self.tr("Users and their rights"))
        self.table.set_name(self.tr("Who may see restricted information"))
        self.table.retranslate()
