"""A list whose less needed columns leave where there is no room for them: nobody has to scroll sideways to read a line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from app.ui.models.table import Column, RecordTable, Rows

if TYPE_CHECKING:
    from app.ui.context import Context


class FittedTable(RecordTable):
    """`spared` names the columns that may leave, the first one first; the clipboard and Excel still get all chosen ones."""

    def __init__(self, context: Context, name: str, columns: Sequence[Column], rows: Rows, *, spared: Sequence[str]) -> None:
        self.spared: list[int] = []
        self.needless: frozenset[int] = frozenset()
        super().__init__(context, name, columns, rows)
        places = {column.name: place for place, column in enumerate(columns)}
        self.spared = [places[name] for name in spared]
        self.horizontalHeader().setStretchLastSection(False)
        self._share()

    def leave_out(self, names: Collection[str]) -> None:
        """Columns that say nothing now, as every line has the same there."""
        self.needless = frozenset(place for place in self.spared if self.rows_model.columns[place].name in names)
        self._share()

    def _away(self) -> frozenset[int]:
        """Columns that say nothing now, and those that the person does not want."""
        return self.needless | {place for place, column in enumerate(self.rows_model.columns) if column.name in self.hidden}

    def _share(self) -> None:
        """Shows as many columns as there is room for, then shares the rest of the room."""
        if self._sharing:
            return
        self._sharing = True
        head, columns = self.horizontalHeader(), self.rows_model.columns
        for place in self.spared:
            self.setColumnHidden(place, place in self._away())
        wanted = {
            place: self.context.theme.em(column.width * 0.8) if column.stretch else head.sectionSize(place)
            for place, column in enumerate(columns)
            if place not in self._away()
        }
        for place in self.spared:
            if sum(wanted.values()) <= self.viewport().width():
                break
            if place in self._away():
                continue
            self.setColumnHidden(place, True)
            wanted.pop(place, None)
        self.rows_model.aside = tuple(
            place for place in self.spared if self.isColumnHidden(place) and place not in self._away()
        )
        self._stretch()
        self._sharing = False

    def _resized(self, place: int, before: int, now: int) -> None:
        """A column that leaves or comes back was drawn by nobody."""
        if before and now and not self._sharing:
            super()._resized(place, before, now)

    def _keep_widths(self) -> None:
        """Widths are kept while all columns are there; a column that left has none."""
        if not any(self.isColumnHidden(place) for place in self.spared if place not in self._away()):
            super()._keep_widths()
