"""The services of a case as a list: asked for when, until when, how they stand, in time or not; a key for each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.domain.clock import instant_text
from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.domain.rules import RuleSet, shipped
from app.services.cases.case_parts import group_of
from app.services.planning import service_referrals, services
from app.text.dates import parse_clock_time
from app.text.zone import LOCAL, local
from app.ui.dialogs.act_form import ask_and_write
from app.ui.models.table import Column
from app.ui.pages.case_parts.fields.care_fields import ReferralField
from app.ui.pages.case_parts.fields.forms import name_fields
from app.ui.pages.case_parts.fields.makers import code, day, long_text
from app.ui.pages.case_parts.lists.part_table import PartTable
from app.ui.pages.case_parts.views.cells import Cells, PartRow
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button
from app.ui.widgets.choices import CodeField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form
from app.ui.widgets.moments import TimeField

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

_TONES = {"overdue": "danger", "late": "warn", "soon": "warn", "in_time": "good"}
_WIDTHS = {"type": 22, "subtype": 20, "provider": 20, "asked_on": 14, "due_at": 16, "state": 13}


class ServiceCells(Cells):
    """Tells the referral of a service by its receiver and answer."""

    def __init__(self, words: CaseWords, names: Callable[[], Mapping[str, str]], table: ServiceTable) -> None:
        super().__init__(words, names)
        self.table = table

    def told(self, record: Record, name: str) -> str:
        """A cell."""
        referral = self.table.referrals.get(record.text("referral")) if name == "referral" else None
        if referral is None:
            return "" if name == "referral" else super().told(record, name)
        office = referral.text("to_office")
        to = referral.text("to_name") or self.names().get(office, office)
        return " · ".join(filter(None, (to, code_label("referral_state", referral.code("state"), self.words.context.lang))))


class ServiceTable(PartTable):
    """The list with its steps."""

    referred = Signal(str)
    """Emits: the service for which a referral is to be made."""

    def __init__(self, context: Context, words: CaseWords, names: Callable[[], Mapping[str, str]]) -> None:
        self.referrals: Mapping[str, Record] = {}
        """The referrals of the case, by id."""
        self.known: RuleSet = shipped("services")
        self.kinds: dict[str, tuple[str, ...]] = services.subtype_choices()
        super().__init__(context, words, "service", names)
        self.editable = False
        self.start_button = button(self, "next", lambda: self._ask("started"), flat=True)
        self.done_button = button(self, "check", lambda: self._ask("done"), flat=True)
        self.not_button = button(self, "close", lambda: self._ask("not_given"), flat=True)
        self.stop_button = button(self, "close", lambda: self._ask("stopped"), flat=True)
        self.steps = {
            self.start_button: {"planned", "asked"},
            self.done_button: {"planned", "asked", "started"},
            self.not_button: {"planned", "asked"},
            self.stop_button: {"started"},
        }
        self.refer_button = button(self, "next", self.refer, flat=True)
        self.follow_button = button(self, "check", self.follow, flat=True)
        under = Flow(gap=context.theme.gap)
        for knob in (*self.steps, self.refer_button, self.follow_button):
            under.addWidget(knob)
        box = self.layout()
        assert box is not None
        box.addItem(under)
        self._picked("")

    def make_cells(self, names: Callable[[], Mapping[str, str]]) -> Cells:
        """What tells the fields, and the referral."""
        return ServiceCells(self.words, names, self)

    def make_columns(self) -> list[Column]:
        """The columns, with one that says whether it is in time."""
        found = [replace(each, width=_WIDTHS.get(each.name, each.width)) for each in super().make_columns()]
        due = replace(found[-2], text=self._until) if found[-2].name == "due_at" else found[-2]
        timely = Column("timely", lambda: self.tr("In time?"), self._timely, width=13, tone=self._tone)
        return [*found[:-2], due, found[-1], timely]

    def _state(self, one: PartRow) -> str:
        """Where the limit of a service stands."""
        return services.timeliness(one.record, self.context.session.database.clock.now(), self.known)

    def _until(self, one: PartRow) -> str:
        """Until when; a limit that ends at 24:00 is told by its last day."""
        due = one.record.moment("due_at")
        return self.words.limit(due) if due is not None else ""

    def _timely(self, one: PartRow) -> str:
        """In a word."""
        return self.words.state(self._state(one))

    def _tone(self, one: PartRow) -> str | None:
        """In a colour."""
        return _TONES.get(self._state(one))

    def set_rules(self, known: RuleSet) -> None:
        """The rules of the office."""
        self.known = known
        self.kinds = {name: known.texts(f"subtypes.{name}") for name in known.tables("subtypes")}

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        for part, text in (
            (self.start_button, self.tr("Given from…")),
            (self.done_button, self.tr("Finished…")),
            (self.not_button, self.tr("Not given…")),
            (self.stop_button, self.tr("Stopped…")),
            (self.refer_button, self.tr("Make a referral…")),
            (self.follow_button, self.tr("Take over the answer")),
        ):
            part.setText(text)
            part.setAccessibleName(f"{text} {self.title.text()}")

    def show_rows(self, case_id: str, parent_id: str, rows: Sequence[Record], *, editable: bool) -> None:
        """Shows the services of a case."""
        self.editable = editable
        super().show_rows(case_id, parent_id, rows, editable=editable)

    def ordered(self, rows: Sequence[Record]) -> list[PartRow]:
        """What is open by its limit, then what has ended, the newest first."""
        waiting = [record for record in rows if record.code("state") in (None, *services.OPEN_STATES)]
        ended = [record for record in reversed(rows) if record not in waiting]
        waiting.sort(key=lambda record: (record.text("due_at") or "~", record.text("appointment_on") or "~", record.id))
        return [PartRow(record.id, record) for record in (*waiting, *ended)]

    def _picked(self, key: str) -> None:
        """A row was chosen: its steps are there."""
        super()._picked(key)
        if not hasattr(self, "steps"):
            return
        found = self.table.row_of(key) if key else None
        state = found.record.text("state") or "asked" if found is not None else ""
        for part, states in self.steps.items():
            part.setVisible(self.editable)
            part.setEnabled(state in states)
        record = found.record if found is not None else Record("service", "", {})
        referral = self.referrals.get(record.text("referral"))
        waits = referral is not None and referral.code("state") in ("sent", "accepted")
        free = group_of("service", record.values) is None and not waits
        self.refer_button.setVisible(self.editable)
        self.refer_button.setEnabled(state in services.OPEN_STATES and free)
        self.follow_button.setVisible(self.editable and bool(service_referrals.says(record, referral, self.known)))

    def refer(self) -> bool:
        """A referral for the chosen service."""
        key = self.table.selected()
        if key is None or not self.refer_button.isEnabled():
            return False
        self.referred.emit(key)
        return True

    def follow(self) -> bool:
        """The answer to the referral says how the chosen service stands."""
        key = self.table.selected()
        if key is None or self.follow_button.isHidden():
            return False
        self._write(lambda uow: service_referrals.take_over(uow, key), "service_follow")
        return True

    def form(self, values: Mapping[str, object]) -> Form:
        """The form of a service: the kinds are those of its type, the time of the request stands beside its day."""
        form = Form(columns=2)
        for name, make in self.view.fields.items():
            field = ReferralField(self.context, self.case_id) if name == "referral" else make(self.context)
            form.add(name, field, required=name in self.view.required, wide=name in self.view.wide)
            if name == "asked_on":
                asked = TimeField()
                asked.retranslate()
                form.add("asked_time", asked)
        name_fields(form, self.words, "service")
        form.label("asked_time", self.tr("At what time"))
        form.hint(
            "timeframe", self.tr("The limit runs from the time of the request; with a day alone, to the end of the last day.")
        )
        form.changed.connect(lambda name: self._offer(form) if name == "type" else None)
        at = Record("", "", values).moment("asked_at")
        shown = dict(values) if values else {"state": "asked", "asked_on": self.context.today()}
        form.set_values({**shown, "asked_time": f"{local(at):%H:%M}" if at is not None else ""})
        self._offer(form)
        return form

    def _offer(self, form: Form) -> None:
        """Offers the kinds of the chosen type."""
        subtype = form.field("subtype")
        assert isinstance(subtype, CodeField)
        kinds = self.kinds.get(str(form.field("type").value() or ""), ())
        held = subtype.value()
        subtype.only = kinds or ("-",)
        subtype.retranslate()
        if held not in kinds:
            subtype.set_value(None)
            subtype.retranslate()
        form.cells["subtype"].holder.setVisible(bool(kinds))

    def _wire(self, form: Form) -> dict[str, object]:
        """Wire values of the form."""
        values = form.values()
        on, typed = values.get("asked_on"), str(values.pop("asked_time", None) or "")
        clock = parse_clock_time(typed) if typed else None
        moment = datetime.combine(on, time(*clock), LOCAL).astimezone(UTC) if isinstance(on, date) and clock else None
        return {**values, "asked_at": instant_text(moment) if moment is not None else None}

    def _ask(self, state: str) -> bool:
        """Asks for the day, the result and what there is to say, and notes where the chosen service stands."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None or not self.editable:
            return False
        service, form = found.record.id, Form(columns=1)
        form.add("on", day(self.context), required=True)
        if state == "done":
            form.add("result", code("service_result", buttons=True)(self.context))
        form.add("note", long_text(self.context))
        titles = {
            "started": self.tr("The service is given"),
            "done": self.tr("The service is finished"),
            "not_given": self.tr("The service is not given"),
            "stopped": self.tr("The service was stopped"),
        }
        form.label("on", self.tr("From when") if state == "started" else self.tr("On which day"))
        form.label("note", self.words.field("note", "service"))
        if "result" in form.cells:
            form.label("result", self.words.field("result", "service"))
        form.set_values({"on": self.context.today()})

        def write(uow: UnitOfWork, values: Mapping[str, object]) -> None:
            given, chosen = values.get("on"), values.get("result")
            on = given if isinstance(given, date) else None
            result = chosen if isinstance(chosen, str) else None
            services.set_state(uow, service, state, on=on, result=result, note=str(values.get("note") or ""))

        return ask_and_write(
            self.context, self, form, (titles[state], self.tr("Note it")), write, "service_state", self.saved.emit
        )
