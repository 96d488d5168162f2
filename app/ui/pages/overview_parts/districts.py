"""The districts of a province as a map of tiles, or as a table with the same numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.facilities.facility_overview import District, Overview
from app.text.digits import digits_for
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.overview_parts.behind import FacilitiesBehind
from app.ui.widgets.basics import button, label, row
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.layout import keep_height
from app.ui.widgets.tiles import Tile, TileMap

if TYPE_CHECKING:
    from app.ui.context import Context

TONES = {"critical": "danger", "late": "warn", "fine": "good", "none": ""}


class Districts(QWidget):
    """Province, map or table, and the facilities of the district that is chosen."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.found: Overview | None = None
        self.as_table = False
        self.province = ChoiceField(self)
        self.note = label(self, "dim", wrap=True)
        self.switch = button(self, "list", self.turn, flat=True)
        self.map = TileMap(context, self)
        self.table = SimpleTable(context, "overview_districts", self._columns(), self)
        self.behind = FacilitiesBehind(context, "overview_district_facilities", self)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.setSpacing(gap)
        box.addLayout(row(self.province, 1, self.switch, gap=gap))
        box.addWidget(self.note)
        box.addWidget(self.map)
        box.addWidget(self.table, 1)
        box.addWidget(self.behind, 1)
        keep_height(context, self.table, 9)
        self.map.chosen.connect(self._choose)
        self.table.picked.connect(self._choose)
        self.table.opened.connect(lambda _: self.behind.table.setFocus())
        self.table.installEventFilter(self)
        self.map.installEventFilter(self)

    def _columns(self) -> list[Column]:
        return [
            Column("code", lambda: self.tr("Code"), lambda one: one.code or "-", width=8),
            Column("name", lambda: self.tr("District"), self._name, width=24, stretch=True, bold=True),
            Column(
                "facilities",
                lambda: self.tr("Facilities"),
                lambda one: str(len(one.facilities)),
                width=12,
                align="right",
                digits=True,
            ),
            Column(
                "residents",
                lambda: self.tr("Residents"),
                lambda one: one.told_residents(),
                width=12,
                align="right",
                digits=True,
            ),
            Column(
                "late",
                lambda: self.tr("Without a visit for too long"),
                lambda one: str(len(one.late)),
                width=20,
                align="right",
                digits=True,
                tone=lambda one: "warn" if one.late else None,
            ),
            Column(
                "critical",
                lambda: self.tr("Critical"),
                lambda one: str(len(one.critical)),
                width=10,
                align="right",
                digits=True,
                tone=lambda one: "danger" if one.critical else None,
            ),
            Column(
                "overdue",
                lambda: self.tr("Overdue findings"),
                lambda one: str(one.overdue),
                width=16,
                align="right",
                digits=True,
                tone=lambda one: "danger" if one.overdue else None,
            ),
        ]

    def _name(self, one: District) -> str:
        return one.name(self.context.lang) or self.tr("No place known")

    def _number(self, value: object) -> str:
        return digits_for(value, self.context.lang)

    def show_found(self, found: Overview) -> None:
        """Shows the districts of what was read."""
        self.found = found
        self.province.blockSignals(True)
        km = self.context.lang == "km"
        self.province.set_choices(
            [
                (code, f"{name_km if km else name_en} ({self._number(count)})")
                for code, name_km, name_en, count in found.provinces
            ]
        )
        self.province.set_value(found.province)
        self.province.blockSignals(False)
        self.province.setVisible(len(found.provinces) > 1)
        self.map.set_tiles([self._tile(one) for one in found.districts])
        self.table.set_rows(found.districts)
        self._fit()
        self._choose(self.map.selected() or (self.table.selected() or ""))

    def _tile(self, one: District) -> Tile:
        """A district as a tile: facilities and residents, and the worst that there is in words."""
        name, houses = self._name(one), self._number(len(one.facilities))
        residents = self._number(one.told_residents())
        number = self.tr("{n} facilities · {m} residents").format(n=houses, m=residents) if one.facilities else ""
        parts = [
            self.tr("critical: {n}").format(n=self._number(len(one.critical))) if one.critical else "",
            self.tr("without a visit for too long: {n}").format(n=self._number(len(one.late))) if one.late else "",
            self.tr("overdue findings: {n}").format(n=self._number(one.overdue)) if one.overdue else "",
        ]
        said = [part for part in parts if part] or [self.tr("in order") if one.facilities else self.tr("no facility")]
        told = ", ".join(filter(None, [number, *said]))
        return Tile(one.id, *one.cell, name, number, said[0], TONES[one.tone], f"{name}: {told}")

    def _choose(self, key: str) -> None:
        """The facilities of a district."""
        rows = self.found.districts if self.found is not None else ()
        chosen = next((one for one in rows if one.id == key), None)
        self.behind.show_rows(self._name(chosen) if chosen else "", chosen.facilities if chosen else ())

    def turn(self) -> None:
        """The map, or the table."""
        self.as_table = not self.as_table
        self._fit()
        if self.table.isVisibleTo(self):
            self.table.setFocus()
        elif self.map.buttons:
            (self.map.buttons.get(self.map.selected()) or next(iter(self.map.buttons.values()))).setFocus()

    def _fit(self) -> None:
        """The table stands in the map's place where it is asked for, or where tiles have no room for their words."""
        narrow = self.map.needed() > self.width()
        shown = self.as_table or narrow
        self.map.setVisible(not shown)
        self.table.setVisible(shown)
        self.switch.setVisible(not narrow)
        self._say()

    def _say(self) -> None:
        self.switch.setText(self.tr("Show the map (T)") if self.as_table else self.tr("Show as a table (T)"))
        self.switch.setAccessibleName(self.switch.text())
        self.note.setText(
            self.tr(
                "Each tile is a district, near to where it lies. It says the worst that there is: a critical result, a "
                "facility without a visit for too long, or findings past their day. Arrow keys go from tile to tile, Enter "
                "shows its facilities."
            )
            if self.map.isVisibleTo(self)
            else self.tr("Each line is a district; its facilities stand below.")
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for the map now."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T changes between map and table."""
        self.turn() if event.text().casefold() == "t" and not event.modifiers() else super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """T switches back from the table too, which else takes letters for a search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().casefold() == "t":
            self.turn()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.province.set_name(self.tr("Province"))
        self.table.set_name(self.tr("Facilities by district"))
        self.table.set_empty(self.tr("There is no facility yet. Register one first."))
        self.table.retranslate()
        self.behind.retranslate()
        if self.found is not None:
            self.show_found(self.found)
        self._say()
