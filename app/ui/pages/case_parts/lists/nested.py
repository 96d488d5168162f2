"""A list of parts, and below it a list of what belongs to the one that is chosen."""

from __future__ import annotations

from functools import partial

from app.domain.records import Record
from app.services.cases import case_parts
from app.services.cases.case_file import CaseFile
from app.ui.pages.case_parts.lists.part_table import PartTable
from app.ui.pages.case_parts.tabs.case_tab import PartsTab, TabHost


class NestedTab(PartsTab):
    """The upper list is `above`; `below` belongs to its records; more lists of the case may follow."""

    def __init__(self, host: TabHost, above: str, below: str, more: tuple[str, ...] = ()) -> None:
        super().__init__(host, (above, *more))
        self.above, self.below = self.tables[above], PartTable(host.context, host.words, below, host.names)
        self.tables[below] = self.below
        self.inner.insertWidget(1, self.below)
        self.below.saved.connect(self.saved)
        self.above.table.picked.connect(self._picked)
        self.file: CaseFile | None = None
        self.editable = False

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Fills the lists; of a single record above, what belongs to it is shown at once."""
        self.file, self.editable = file, editable
        kept = self.above.table.selected() or ""
        super().load(file, editable=editable)
        rows = file.rows(self.above.type_name)
        only = rows[0].id if len(rows) == 1 else ""
        self._picked(kept if kept in {row.id for row in rows} else only)

    def _picked(self, key: str) -> None:
        """Another record is chosen above."""
        if self.file is None:
            return
        if not key:
            self._show("", [])
            return
        name = self.below.type_name
        self.context.tasks.run(
            lambda reader: case_parts.visible(reader, name, key), partial(self._show, key), self, key=f"below {name}"
        )

    def _show(self, key: str, rows: list[Record]) -> None:
        """What belongs to it."""
        if self.file is not None:
            self.below.show_rows(self.file.case.id, key, rows, editable=self.editable and bool(key))
