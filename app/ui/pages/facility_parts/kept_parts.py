"""Staff, rooms or the past of one facility: numbers above, the list below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.permissions import can
from app.domain.records import Record
from app.services.facilities import facility_register
from app.services.facilities.facility_register import RoomNumbers, StaffNumbers
from app.services.parts.part_kinds import KINDS
from app.text.breaks import with_breaks
from app.text.digits import digits_for
from app.ui.models.excel import to_excel
from app.ui.pages.case_parts.lists.part_table import PartTable, kept_parts
from app.ui.pages.case_parts.views.cells import Cells
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import chip, label, set_tone
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Shown:
    """What is read of a facility: the rows, numbers of them, and whether an entry was begun and not saved."""

    rows: tuple[Record, ...]
    staff: StaffNumbers | None
    rooms: RoomNumbers | None
    drafted: bool


class StaffCells(Cells):
    """Tells that a check is missing, in words."""

    def told(self, record: Record, name: str) -> str:
        """A cell."""
        missing = name == "check_result" and record.type == "facility_staff" and record.code(name) is None
        return QCoreApplication.translate("Register", "no check yet") if missing else super().told(record, name)


class FacilityPartTable(PartTable):
    """A list of parts of a facility."""

    def __init__(self, context: Context, words: CaseWords, type_name: str, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(context, words, type_name, names)
        self.undo_acts = ("facility_part_add", "facility_part_change", "facility_part_remove")

    def make_cells(self, names: Callable[[], Mapping[str, str]]) -> Cells:
        """What tells the fields."""
        return StaffCells(self.words, names)


class KeptParts(QWidget):
    """One kind of part of a facility."""

    changed = Signal()

    def __init__(self, context: Context, type_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.type_name = type_name
        self.facility = ""
        self.view: Shown | None = None
        self.numbers = label(self, "", wrap=True)
        self.mark = chip("", "danger", self)
        self.table = FacilityPartTable(context, CaseWords(context), type_name, dict)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, context.theme.gap, 0, 0)
        line = Flow(gap=context.theme.gap)
        line.addWidget(self.mark)
        box.addLayout(line)
        box.addWidget(self.numbers)
        box.addWidget(self.table, 1)
        self.table.saved.connect(self._saved)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.table.retranslate()
        self._say()

    def show_facility(self, facility: str) -> None:
        """Shows the parts of a facility."""
        self.facility = facility
        self.read()

    def read(self) -> None:
        """Reads them anew."""
        facility = self.facility
        if facility:
            self.context.tasks.run(lambda reader: self._read(reader, facility), self._show, self, key="parts")

    def _read(self, reader: Reader, facility: str) -> Shown:
        """On a worker."""
        return Shown(
            facility_register.parts(reader, self.type_name, facility),
            facility_register.staff_numbers(reader, facility) if self.type_name == "facility_staff" else None,
            facility_register.room_numbers(reader, reader.get("facility", facility))
            if self.type_name == "facility_room"
            else None,
            self.type_name in kept_parts(reader, facility),
        )

    def _show(self, view: Shown) -> None:
        self.view = view
        editable = can(self.context.session.actor, KINDS[self.type_name].act)
        self.table.show_rows(self.facility, self.facility, view.rows[::-1], editable=editable)
        self.table.show_draft(view.drafted)
        self._say()

    def _say(self) -> None:
        """The numbers, and what is wrong in them."""
        view = self.view
        staff, rooms = (view.staff, view.rooms) if view is not None else (None, None)
        said = self._staff(staff) if staff is not None else self._rooms(rooms) if rooms is not None else []
        mark = ""
        if staff is not None and staff.not_in_order:
            mark = self.tr("Background check not in order")
        elif rooms is not None and rooms.too_many:
            mark = self.tr("More children than places")
        self.mark.setText(mark)
        set_tone(self.mark, "danger")
        self.mark.setVisible(bool(mark))
        self.numbers.setText(with_breaks(" · ".join(said)))
        self.numbers.setVisible(bool(said))

    def _staff(self, staff: StaffNumbers) -> list[str]:
        if not staff.all:
            return []
        said = [self._number(self.tr("Work here now: {n}"), staff.all)]
        said.append(self._number(self.tr("care for children: {n}"), staff.caring))
        said.append(self._number(self.tr("trained: {n}"), staff.trained))
        said.append(self._number(self.tr("without a background check: {n}"), staff.unchecked))
        if staff.not_in_order:
            said.append(self._number(self.tr("check not in order: {n}"), staff.not_in_order))
        return said

    def _rooms(self, rooms: RoomNumbers) -> list[str]:
        if not rooms.rooms:
            return []
        said = [self._number(self.tr("Rooms: {n}"), rooms.rooms), self._number(self.tr("places in them: {n}"), rooms.places)]
        if rooms.capacity is not None:
            said.append(self._number(self.tr("places by the register: {n}"), rooms.capacity))
        said.append(self._number(self.tr("beds: {n}"), rooms.beds))
        said.append(self._number(self.tr("slept there when counted: {n}"), rooms.sleeping))
        said.append(self._number(self.tr("live here by the list: {n}"), rooms.residents))
        if rooms.over:
            said.append(self.tr("over-occupied: {names}").format(names=", ".join(rooms.over)))
        return said

    def _number(self, text: str, number: int) -> str:
        return text.format(n=digits_for(number, self.context.lang))

    def _saved(self) -> None:
        self.read()
        self.changed.emit()

    def export(self) -> bool:
        """The list to Excel; names of staff only for who may see names."""
        return to_excel(self.context, self, self.table.table, self.type_name, names=self.type_name == "facility_staff")
