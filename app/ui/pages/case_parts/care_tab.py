"""Where the child lives: placements with what speaks against them, answers on the options of care."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.records import Record
from app.services import care, care_words, carers
from app.services.case_file import CaseFile
from app.ui.drafts import plain
from app.ui.pages.case_parts.case_tab import PartsTab, TabHost
from app.ui.pages.case_parts.cells import differs
from app.ui.pages.case_parts.part_table import PartTable
from app.ui.pages.case_parts.placement_form import ANSWER, PlacementForm
from app.ui.widgets.basics import button
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context
    from app.ui.pages.case_parts.words import CaseWords

TYPES = ("placement", "care_check", "allegation")
_NOT_OF_RECORD = frozenset({"end_open", "reason_despite"})


class CareTab(PartsTab):
    """Placements first, then the answers on options, then allegations about a place."""

    def __init__(self, host: TabHost) -> None:
        self._households: dict[str, str] = {}
        super().__init__(TabHost(host.context, host.words, lambda: {**host.names(), **self._households}), TYPES)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        keys = {row.text("approved_carer") for row in file.rows("placement")} - {""}
        lang = self.context.lang

        def read(reader: Reader) -> dict[str, str]:
            return {key: carers.name_of(row, lang) for key in keys if (row := reader.maybe("carer", key)) is not None}

        def show(names: dict[str, str]) -> None:
            self._households.update(names)
            super(CareTab, self).load(file, editable=editable)

        super().load(file, editable=editable)
        if keys - set(self._households):
            self.context.tasks.run(read, show, self, key="households")

    def make_table(self, host: TabHost, name: str) -> PartTable:
        return (
            PlacementTable(host.context, host.words, name, host.names)
            if name == "placement"
            else super().make_table(host, name)
        )


class PlacementTable(PartTable):
    """Placements: added and changed with the ladder and the warnings, ended by an act of its own."""

    def __init__(self, context: Context, words: CaseWords, type_name: str, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(context, words, type_name, names)
        self.end_button = button(self, "next", self.end, flat=True)
        self.bar.insertWidget(2, self.end_button)
        self._picked("")

    def retranslate(self) -> None:
        super().retranslate()
        if hasattr(self, "end_button"):
            self.end_button.setText(self.tr("End the placement…"))

    def show_rows(self, case_id: str, parent_id: str, rows: Any, *, editable: bool) -> None:
        self.end_button.setVisible(editable)
        super().show_rows(case_id, parent_id, rows, editable=editable)

    def _picked(self, key: str) -> None:
        super()._picked(key)
        found = self.table.row_of(key) if key else None
        if hasattr(self, "end_button"):
            self.end_button.setEnabled(found is not None and found.record.day("to_on") is None)
        if found is not None and found.record.text("warned"):
            told = self.tr("Spoke against it: {what}").format(
                what=care_words.warned_text(found.record.text("warned"), self.context.lang)
            )
            missing = (
                "" if found.record.text("reason_despite") else f" {self.tr('The reason is still missing: press “Change”.')}"
            )
            self.detail.setText(f"{self.detail.text()}\n{told}.{missing}")

    def form(self, values: Mapping[str, object]) -> Form:
        return PlacementForm(self.context, self.words, self.case_id, values)

    def add(self) -> bool:
        """A new placement, or the one whose draft was kept."""
        case = self.case_id
        dialog = self._dialog({})
        dialog.keep("part:placement")

        def write(values: Mapping[str, object]) -> Callable[[Any], object]:
            form = dialog.form
            assert isinstance(form, PlacementForm)
            wanted, given = form.wanted(), form.answers()
            reason, moving = str(form.field("reason_despite").value() or ""), "end_open" in form.cells
            end_open = moving and bool(form.field("end_open").value())
            return lambda uow: care.place(uow, case, wanted, values, reason_despite=reason, given=given, end_open=end_open)

        dialog.run(_own, write, "placement_add")
        return True

    def change(self) -> bool:
        """The chosen placement."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None or self.change_button.isHidden():
            return False
        record: Record = found.record
        dialog = self._dialog({**record.values, "id": record.id})

        def write(_: Mapping[str, object]) -> Callable[[Any], object]:
            form = dialog.form
            assert isinstance(form, PlacementForm)
            given = form.answers()
            reason = str(form.field("reason_despite").value() or "")
            changed = {name: value for name, value in _own(form, empty=True).items() if differs(record, name, value)}
            return lambda uow: care.change(uow, record.id, changed, reason_despite=reason, given=given)

        dialog.run(_own, write, "placement_change")
        return True

    def end(self) -> None:
        """Asks day and reason, and where to, and ends the chosen placement."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None or found.record.day("to_on") is not None:
            return
        record: Record = found.record
        form = Form(columns=1)
        form.add("to_on", DateField(self.context), required=True)
        form.add("ended_reason", CodeField(self.context, "exit_reason"), required=True)
        if record.ref("facility"):
            form.add("exit_destination", CodeField(self.context, "exit_destination"))
            form.label("exit_destination", self.tr("Where to"))
        form.label("to_on", self.tr("Ended on"))
        form.label("ended_reason", self.tr("Why it ended"))
        form.set_values({"to_on": self.context.today()})
        if self.context.dialogs.ask(self, self.tr("End the placement"), self.tr("End the placement"), form):
            values = form.values()
            day, why, where = values["to_on"], str(values["ended_reason"]), str(values.get("exit_destination") or "")
            if isinstance(day, date):
                self._write(lambda uow: care.end(uow, record.id, day, why, destination=where), "placement_end")
        form.deleteLater()


def _own(form: Form, *, empty: bool = False) -> dict[str, object]:
    """The fields of the placement and of the stay, as they are stored; what is hidden by the option does not count."""
    assert isinstance(form, PlacementForm)
    found = {
        name: plain(value)
        for name, value in form.values().items()
        if not name.startswith(ANSWER) and name not in _NOT_OF_RECORD
    }
    if not form.wanted().kin:
        found["carer"] = None
    if not form.wanted().carer:
        found["approved_carer"] = None
    if not form.wanted().facility:
        found |= dict.fromkeys(("facility", "admission_reason", "admission_source", "legal_paper"))
    return found if empty else {name: value for name, value in found.items() if value not in (None, False)}
