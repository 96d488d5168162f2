"""Where the child lives: placements with what speaks against them, answers on the options of care."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services.care import care, care_words, carers, proposals
from app.services.cases import case_parts
from app.services.cases.case_file import CaseFile
from app.text.dates import short_date
from app.ui.dialogs.act_form import ask_and_write
from app.ui.drafts import plain
from app.ui.pages.case_parts.acts.placement_acts import PlacementActs
from app.ui.pages.case_parts.acts.placement_form import ANSWER, PlacementForm
from app.ui.pages.case_parts.acts.signature_form import note_signature, signature_form
from app.ui.pages.case_parts.lists.part_table import PartTable
from app.ui.pages.case_parts.tabs.case_tab import PartsTab, TabHost
from app.ui.pages.case_parts.views.cells import differs
from app.ui.widgets.basics import button
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context
    from app.ui.pages.case_parts.views.words import CaseWords

TYPES = ("placement", "match", "care_check", "allegation")
AGREED = ("child", "carer", "caseworker", "authority")
"""Who signs the agreement of a placement: form 4 has child, carer and caseworker, and the seal of the commune chief."""
_NOT_OF_RECORD = frozenset({"end_open", "reason_despite"})


class CareTab(PartsTab):
    """Placements with their support money, households that were proposed, answers on options, allegations about a place."""

    def __init__(self, host: TabHost) -> None:
        self._households: dict[str, str] = {}
        self._file: CaseFile | None = None
        self._editable = False
        named = TabHost(host.context, host.words, lambda: {**host.names(), **self._households})
        super().__init__(named, TYPES)
        self.support = self.tables["support"] = PartTable(named.context, named.words, "support", named.names)
        self.inner.insertWidget(1, self.support)
        self.support.saved.connect(self.saved)
        self.placements.table.picked.connect(self._placement_picked)

    @property
    def placements(self) -> PlacementTable:
        """The list of placements."""
        table = self.tables["placement"]
        assert isinstance(table, PlacementTable)
        return table

    def make_table(self, host: TabHost, name: str) -> PartTable:
        if name == "placement":
            return PlacementTable(host.context, host.words, name, host.names)
        if name == "match":
            table = MatchTable(host.context, host.words, name, host.names)
            table.chosen.connect(lambda carer: self.step(f"place:{carer}"))
            return table
        return super().make_table(host, name)

    def takes(self, name: str) -> bool:
        """`place:<household>` too; behind another colon the cases whose placements follow, with a comma between."""
        return name.startswith("place:") or name == "approval:placement" or super().takes(name)

    def step(self, name: str) -> bool:
        if name == "approval:placement":
            return self.placements.acts.run()
        if not name.startswith("place:"):
            return super().step(name)
        _, carer, rest = (*name.split(":"), "")[:3]
        return self._editable and self.placements.begin(carer, [case for case in rest.split(",") if case])

    def load(self, file: CaseFile, *, editable: bool) -> None:
        self._file, self._editable = file, editable
        rows = file.rows("placement")
        kept = self.placements.table.selected() or ""
        self.placements.signed = [row for row in file.rows("signature") if row.text("subject_type") == "placement"]
        self.placements.acts.load(file.case)
        self.tables.pop("support", None)
        super().load(file, editable=editable)
        self.tables["support"] = self.support
        open_ones = [row.id for row in rows if row.day("to_on") is None]
        self._placement_picked(kept if kept in {row.id for row in rows} else (open_ones or [""])[-1])
        self._name_households(
            file, {row.text("approved_carer") for row in rows} | {row.text("carer") for row in file.rows("match")}
        )

    def _name_households(self, file: CaseFile, keys: set[str]) -> None:
        """The names of households that the lists name; they are read once."""
        missing, lang = keys - {""} - set(self._households), self.context.lang
        if not missing:
            return

        def read(reader: Reader) -> dict[str, str]:
            return {key: carers.name_of(row, lang) for key in missing if (row := reader.maybe("carer", key)) is not None}

        def show(names: dict[str, str]) -> None:
            self._households |= dict.fromkeys(missing, "") | names
            if self._file is file:
                self.load(file, editable=self._editable)

        self.context.tasks.run(read, show, self, key="households")

    def retranslate(self) -> None:
        self._households.clear()
        super().retranslate()

    def _placement_picked(self, key: str) -> None:
        """Another placement is chosen: its support money."""
        if self._file is None:
            return
        if not key:
            self._show_support("", [])
            return
        self.context.tasks.run(
            lambda reader: case_parts.visible(reader, "support", key), partial(self._show_support, key), self, key="support"
        )

    def _show_support(self, key: str, rows: list[Record]) -> None:
        if self._file is not None:
            self.support.show_rows(self._file.case.id, key, rows, editable=self._editable and bool(key))


class PlacementTable(PartTable):
    """Placements: added and changed with the ladder and the warnings, ended by an act of its own."""

    def __init__(self, context: Context, words: CaseWords, type_name: str, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(context, words, type_name, names)
        self.signed: list[Record] = []
        self.sign_button = button(self, "check", self.sign, flat=True)
        self.end_button = button(self, "next", self.end, flat=True)
        self.approve_button = button(self, "check", self.approve, flat=True)
        self.acts = PlacementActs(context, self)
        self.acts.saved.connect(self.saved)
        self.acts.changed.connect(lambda: self._picked(self.table.selected() or ""))
        self.add_acts(self.approve_button, self.sign_button, self.end_button)
        self._picked("")

    def retranslate(self) -> None:
        super().retranslate()
        if hasattr(self, "end_button"):
            self.end_button.setText(self.tr("End the placement…"))
            self.sign_button.setText(self.tr("Note a signature…"))
            self.approve_button.setText(self.acts.words(self.table.selected() or ""))

    def show_rows(self, case_id: str, parent_id: str, rows: Any, *, editable: bool) -> None:
        self.end_button.setVisible(editable)
        self.sign_button.setVisible(editable)
        self.approve_button.setVisible(editable)
        super().show_rows(case_id, parent_id, rows, editable=editable)

    def _picked(self, key: str) -> None:
        super()._picked(key)
        found = self.table.row_of(key) if key else None
        if hasattr(self, "end_button"):
            self.end_button.setEnabled(found is not None and found.record.day("to_on") is None)
            self.sign_button.setEnabled(found is not None)
            self.approve_button.setEnabled(found is not None and self.acts.may(found.record))
            self.approve_button.setText(self.acts.words(key))
        if found is not None:
            told = (self.detail.text(), self.acts.told(found.record), self._against(found.record), self._agreement(key))
            self.detail.setText("\n".join(filter(None, told)))

    def approve(self) -> None:
        """Asks for the approval of the chosen placement, or goes on with it."""
        if placement := self.table.selected():
            self.acts.run(placement)

    def _against(self, record: Record) -> str:
        """What spoke against a placement, and that the reason is missing."""
        if not record.text("warned"):
            return ""
        what = care_words.warned_text(record.text("warned"), self.context.lang)
        told = self.tr("Spoke against it: {what}").format(what=what)
        missing = self.tr("The reason is still missing: press “Change”.")
        return f"{told}." if record.text("reason_despite") else f"{told}. {missing}"

    def _agreement(self, placement: str) -> str:
        """Who signed the agreement, and who did not yet."""
        lang, rows = self.context.lang, [row for row in self.signed if row.text("subject") == placement]
        told = []
        for row in rows:
            how, day = code_label("signature_how", row.code("how"), lang), short_date(row.day("on_date"), lang)
            told.append(f"{code_label('signature_role', row.code('role'), lang)} ({how}, {day})")
        left = [code_label("signature_role", role, lang) for role in AGREED if role not in {row.text("role") for row in rows}]
        if not left:
            return self.tr("Agreement signed by: {who}").format(who=", ".join(told))
        if not told:
            return self.tr("Agreement: not signed yet")
        words = self.tr("Agreement signed by: {who}; not yet: {left}")
        return words.format(who=", ".join(told), left=", ".join(left))

    def sign(self) -> None:
        """Who signed the agreement of the chosen placement, on paper."""
        placement = self.table.selected() or ""
        signed = {row.text("role") for row in self.signed if row.text("subject") == placement}
        if placement:
            first = next((role for role in AGREED if role not in signed), None)
            form = signature_form(self.context, first)
            words = (self.tr("Who signed the agreement on paper"), self.tr("Note the signature"))

            def write(uow: Any, values: Mapping[str, object]) -> str:
                return note_signature(uow, ("placement", placement), values)

            ask_and_write(self.context, self, form, words, write, "placement_sign", self.saved.emit)

    def form(self, values: Mapping[str, object]) -> Form:
        return PlacementForm(self.context, self.words, self.case_id, values)

    def add(self) -> bool:
        """A new placement, or the one whose draft was kept."""
        return self._new({}, [])

    def begin(self, carer: str, rest: list[str]) -> bool:
        """A new placement with a household of the register; once it is saved, those of the cases `rest` with it follow."""

        def ask(known: dict[str, object]) -> None:
            self._new(known, rest)

        self.context.tasks.run(lambda reader: proposals.begun(reader, carer), ask, self, key="begun")
        return True

    def _new(self, known: Mapping[str, object], rest: list[str]) -> bool:
        """Asks for a placement of which `known` is told."""
        case = self.case_id
        dialog = self._dialog(known)
        dialog.keep("part:placement", known)
        if rest:
            following = f"place:{known['approved_carer']}:{','.join(rest[1:])}"
            dialog.saved.connect(lambda: self.context.navigate("case", case=rest[0], step=following))

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


class MatchTable(PartTable):
    """Households that were proposed; the placement with the chosen one begins here. Emits `chosen`: the household."""

    chosen = Signal(str)

    def __init__(self, context: Context, words: CaseWords, type_name: str, names: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(context, words, type_name, names)
        self.place_button = button(self, "next", self.place, flat=True)
        self.add_acts(self.place_button)
        self._picked("")

    def retranslate(self) -> None:
        super().retranslate()
        if hasattr(self, "place_button"):
            self.place_button.setText(self.tr("Place the child there…"))

    def show_rows(self, case_id: str, parent_id: str, rows: Any, *, editable: bool) -> None:
        self.place_button.setVisible(editable)
        super().show_rows(case_id, parent_id, rows, editable=editable)

    def _picked(self, key: str) -> None:
        super()._picked(key)
        if hasattr(self, "place_button"):
            self.place_button.setEnabled(bool(self._household()))

    def _household(self) -> str:
        """The household of the chosen line, unless it was declined or is over."""
        found = self.table.row_of(self.table.selected() or "")
        return found.record.text("carer") if found is not None and found.record.code("state") in proposals.OPEN else ""

    def place(self) -> None:
        """The placement with the chosen household."""
        if carer := self._household():
            self.chosen.emit(carer)


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
