"""Contacts and family of a child; above, the cases of brothers, sisters and twins, and what else these people are."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.services.cases.case_file import CaseFile
from app.services.people import distinct
from app.services.people.distinct import SiblingCase
from app.ui.pages.case_parts.lists.roles_list import RolesList
from app.ui.pages.case_parts.tabs.case_tab import PartsTab, TabHost
from app.ui.widgets.basics import button, clear, label, section


class FamilyTab(PartsTab):
    """The lists of contacts and family; siblings' cases are opened from here, of those of others stands whom to ask (P3)."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host, ("contact", "family_member"))
        self.found: tuple[SiblingCase, ...] = ()
        self.siblings = QWidget(self)
        self.heading = section(self.siblings)
        self.list = QVBoxLayout()
        self.list.setSpacing(2)
        box = QVBoxLayout(self.siblings)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.heading)
        box.addLayout(self.list)
        self.siblings.hide()
        self.inner.insertWidget(0, self.siblings)
        self.roles = RolesList(self.context, self)
        self.inner.insertWidget(1, self.roles)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Fills the lists, and reads the siblings' cases."""
        super().load(file, editable=editable)
        self.roles.load(file, "family_member", "contact")
        child = file.child.id
        self.context.tasks.run(lambda reader: distinct.sibling_cases(reader, child), self._show, self, key="siblings")

    def _show(self, found: tuple[SiblingCase, ...]) -> None:
        """Shows the cases, a line for each."""
        self.found = found
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        self.roles.retranslate()
        self.heading.setText(self.tr("Cases of brothers and sisters"))
        clear(self.list)
        for one in self.found:
            self.list.addWidget(self._line(one))
        self.siblings.setVisible(bool(self.found))

    def _line(self, one: SiblingCase) -> QWidget:
        """A case that is opened by its button, or whom to ask."""
        kind = code_label("distinct_kind", one.kind, self.context.lang)
        if not one.own:
            text = self.tr("{kind}: {code}, case of another caseworker. Ask: {name}, {phone}")
            told = text.format(kind=kind, code=one.code, name=one.owner, phone=one.phone or "–")
            return label(self.siblings, "dim", told, wrap=True)
        name = one.name or one.latin or self.tr("Name not known")
        go = partial(self.context.navigate, "case", case=one.case)
        return button(self.siblings, "case", go, text=f"{kind}: {name} · {one.code}", flat=True)
