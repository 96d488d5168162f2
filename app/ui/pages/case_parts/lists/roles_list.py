"""What else the people of a family are: a line for each role, opened by its button; only what the person may know of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.services.exchange.field_words import type_words
from app.services.people import people
from app.ui.widgets.basics import button, clear, section

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Record
    from app.services.cases.case_file import CaseFile
    from app.services.people.people import Role
    from app.ui.context import Context

Lines = tuple[tuple[str, "Role"], ...]


class RolesList(QWidget):
    """Hidden while nobody of the case has another role."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.found: Lines = ()
        self.heading = section(self)
        self.list = QVBoxLayout()
        self.list.setSpacing(2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.heading)
        box.addLayout(self.list)
        self.hide()

    def load(self, file: CaseFile, *types: str) -> None:
        """Reads the other roles of everybody whom parts of these types name."""
        self.load_rows([row for name in types for row in file.rows(name)])

    def load_rows(self, named: Sequence[Record]) -> None:
        """Reads the other roles of everybody whom records name."""
        rows = [row for row in named if row.ref("who")]
        known = {row.text("who"): people.name_of(row) for row in rows}
        own = [row.id for row in rows]

        def read(reader: Reader) -> Lines:
            return tuple((name, role) for who, name in known.items() for role in people.roles(reader, who, without=own))

        self.context.tasks.run(read, self._show, self, key="roles")

    def _show(self, found: Lines) -> None:
        """Shows the roles in place of those before."""
        self.found = found
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.heading.setText(self.tr("The same people elsewhere"))
        clear(self.list)
        for name, role in self.found:
            go = partial(self.context.navigate, role.page, **{role.page: role.key})
            self.list.addWidget(
                button(self, "person", go, text=self.told(name, role), flat=True), 0, Qt.AlignmentFlag.AlignLeft
            )
        self.setVisible(bool(self.found))

    def told(self, name: str, role: Role) -> str:
        """A role in words: what, of whom, where."""
        lang = self.context.lang
        known = role.relation in codelist("relation")
        relation = code_label("relation", role.relation, lang) if known else role.relation
        what = type_words(role.type, lang) if role.type != "family_member" or not relation else relation
        told = " · ".join(part for part in (what, role.child, role.number) if part)
        return self.tr("{name}: {role}").format(name=name, role=told)
