"""Where each child of a facility that closes goes: a line for every child, until somebody has seen it in its new place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.closing import CLOSED, DONE
from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.domain.questions import Question
from app.services.facilities import ways_on
from app.services.facilities.facilities import name_of
from app.services.facilities.ways_on import Line
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.dialogs.questions import ask_all
from app.ui.models.table import Column, SimpleTable
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import ChoiceField, CodeField, CodeSetField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, PhoneField, TextField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context

_TONES = {"open": "danger", "lost": "danger", "found": "warn", "moved": "warn", "heard": "warn", "safe": "good", "died": "dim"}


@dataclass(frozen=True)
class _Offered:
    """What a dialog offers: other facilities, and people who may take the task."""

    facilities: tuple[tuple[str, str, str], ...]
    users: tuple[tuple[str, str], ...]


class Ways(QWidget):
    """The children of one facility that empties."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.facility = ""
        self.lines: tuple[Line, ...] = ()
        self.homes: dict[str, str] = {}
        self.sentence = label(self, "", wrap=True)
        self.table = SimpleTable(context, "facility_ways", self._columns())
        self.place_button = button(self, "edit", self.place, primary=True)
        self.left_button = button(self, "next", self.left)
        self.lost_button = button(self, "warning", lambda: self.left("not_known"))
        self.seen_button = button(self, "check", self.seen)
        gap = context.theme.gap
        box = QVBoxLayout(self)
        box.setContentsMargins(0, gap, 0, 0)
        box.setSpacing(gap)
        box.addWidget(self.sentence)
        box.addWidget(self.table, 1)
        acts = Flow(gap=gap)
        for act in (self.place_button, self.left_button, self.lost_button, self.seen_button):
            acts.addWidget(act)
        box.addLayout(acts)
        actor = context.session.actor
        self.place_button.setVisible(can(actor, "way_on.edit"))
        self.seen_button.setVisible(can(actor, "way_on.edit"))
        for act in (self.left_button, self.lost_button):
            act.setVisible(can(actor, "way_on.edit") and can(actor, "residency.exit"))
        self.table.picked.connect(lambda _: self._enable())
        self.table.opened.connect(lambda _: self.place())
        self.retranslate()

    def _columns(self) -> list[Column]:
        return [
            Column("name", lambda: self.tr("Name"), self._name, width=22, bold=True),
            Column("sex", lambda: self.tr("Sex"), lambda one: code_label("sex", one.resident.sex, self.context.lang), width=9),
            Column("age", lambda: self.tr("Age"), self._age, width=7, digits=True),
            Column(
                "stage",
                lambda: self.tr("Stands at"),
                lambda one: words(f"way.{one.stage}", self.context.lang),
                width=24,
                tone=lambda one: _TONES[one.stage],
            ),
            Column("to", lambda: self.tr("Where to"), self._destination, width=20),
            Column("place", lambda: self.tr("Place"), self._place, width=22, stretch=True),
            Column("due", lambda: self.tr("Next step by"), self._due, width=13, tone=self._late),
            Column("left", lambda: self.tr("Left on"), lambda one: self._day(one.stay.day("exited_on")), width=12),
        ]

    def _name(self, one: Line) -> str:
        return one.resident.name or self.tr("name not known")

    def _age(self, one: Line) -> str:
        resident = one.resident
        if resident.age is None:
            return self.tr("not known")
        return f"{'~' if resident.birth and not resident.birth.exact else ''}{resident.age}"

    def _day(self, day: date | None) -> str:
        return short_date(day, self.context.lang)

    def _destination(self, one: Line) -> str:
        code = one.stay.code("exit_destination") or (one.way.code("destination") if one.way is not None else None)
        return code_label("exit_destination", code, self.context.lang)

    def _place(self, one: Line) -> str:
        if one.way is None:
            return ""
        home = self.homes.get(one.way.text("to_facility"), "")
        return " · ".join(filter(None, (home, one.way.text("to_place"), one.way.text("to_phone"))))

    def _due(self, one: Line) -> str:
        return self._day(one.due)

    def _late(self, one: Line) -> str | None:
        return "danger" if one.state == "overdue" else "warn" if one.state == "soon" else None

    def retranslate(self) -> None:
        self.place_button.setText(self.tr("Where the child goes …"))
        self.left_button.setText(self.tr("The child left …"))
        self.lost_button.setText(self.tr("Left, nobody knows where to …"))
        self.seen_button.setText(self.tr("Seen in the new place …"))
        self.table.set_name(self.tr("Where each child goes"))
        self.table.set_empty(
            self.tr("Children stand here once a measure closes or changes the facility; each is followed until it is safe.")
        )
        self.table.retranslate()
        self._say()

    def show_facility(self, facility: str) -> None:
        """Shows the children of a facility."""
        self.facility = facility
        self.read()

    def read(self) -> None:
        """Reads them anew."""
        facility, lang = self.facility, self.context.lang
        if not facility:
            return

        def read(reader: Reader) -> tuple[tuple[Line, ...], dict[str, str]]:
            found = ways_on.lines(reader, facility)
            named = {one.way.text("to_facility") for one in found if one.way is not None} - {""}
            return found, {home.id: name_of(home, lang) for home in reader.many("facility", named).values()}

        self.context.tasks.run(read, lambda told: self._show(*told), self, key="ways")

    def _show(self, lines: tuple[Line, ...], homes: dict[str, str]) -> None:
        self.lines, self.homes = lines, homes
        self.table.set_rows(lines)
        self._say()
        self._enable()

    def open_lines(self) -> int:
        """How many children still need something."""
        return sum(one.stage not in DONE for one in self.lines)

    def _say(self) -> None:
        """How many stand where."""
        lang = self.context.lang
        parts = [self.tr("Children: {n}").format(n=digits_for(len(self.lines), lang))]
        for stage, number in ways_on.counts(self.lines).items():
            parts.append(self.tr("{what}: {n}").format(what=words(f"way.{stage}", lang), n=digits_for(number, lang)))
        self.sentence.setText(" · ".join(parts) if self.lines else "")

    def _chosen(self) -> list[Line]:
        keys = set(self.table.all_selected())
        return [one for one in self.lines if one.id in keys]

    def _enable(self) -> None:
        chosen = [one for one in self._chosen() if one.stage not in DONE]
        there = [one for one in chosen if one.stay.day("exited_on") is None]
        self.place_button.setEnabled(bool(chosen))
        self.left_button.setEnabled(bool(there) and all(one.stage == "found" for one in there))
        self.lost_button.setEnabled(bool(there))
        self.seen_button.setEnabled(bool(chosen) and not there)

    # ---- acts ----

    def place(self) -> None:
        """Asks where the selected children go; several at once go to one place, as brothers and sisters do."""
        chosen, facility, lang = self._chosen(), self.facility, self.context.lang
        if not chosen or not can(self.context.session.actor, "way_on.edit"):
            return

        def offered(reader: Reader) -> _Offered:
            homes = (one for one in reader.find("facility", order=("code",)) if one.code("state") not in CLOSED)
            people = (one for one in reader.find("user", order=("name",)) if one.flag("active") is not False)
            others = ((one, f"{one.text('code')} · {name_of(one, lang)}") for one in homes if one.id != facility)
            return _Offered(
                tuple((one.id, text, one.text("name_en")) for one, text in others),
                tuple((one.id, one.text("name")) for one in people),
            )

        self.context.tasks.run(offered, lambda found: self._ask_place(chosen, found), self)

    def _ask_place(self, chosen: list[Line], offered: _Offered) -> None:
        form = self._form(chosen[0], offered, one=len(chosen) == 1)
        before = form.values()
        names = ", ".join(self._name(one) for one in chosen[:3]) + (" …" if len(chosen) > 3 else "")
        try:
            title = self.tr("Where the child goes: {names}").format(names=names)
            if not self.context.dialogs.ask(self, title, self.tr("Save"), form):
                return
            after = form.values()
        finally:
            form.deleteLater()
        values = {name: _stored(value) for name, value in after.items() if value != before[name]}
        if after.get("destination") != "other_facility":
            values["to_facility"] = None
        known = {name: _stored(value) for name, value in after.items()}
        keys = [one.id for one in chosen]

        def asked(reader: Reader) -> tuple[Question, ...]:
            found = {one.code: one for key in keys for one in ways_on.questions(reader, key, known)}
            return tuple(found.values())

        self.context.tasks.run(asked, lambda found: self._save_place(keys, values, found), self)

    def _form(self, line: Line, offered: _Offered, *, one: bool) -> Form:
        form = Form(columns=2)
        homes, people = ChoiceField(), ChoiceField()
        homes.set_choices([(key, text) for key, text, _ in offered.facilities], [also for *_, also in offered.facilities])
        people.set_choices(offered.users)
        places = [code for code in codelist("exit_destination").codes() if code != "died"]
        form.add("destination", CodeField(self.context, "exit_destination", only=places), required=True)
        form.add("to_facility", homes)
        form.add("to_place", TextField())
        form.add("to_phone", PhoneField())
        form.add("goes_with", TextField())
        form.add("planned_on", DateField(self.context))
        form.add("assigned_to", people)
        form.add("next_on", DateField(self.context))
        form.add("why_not_family", LongTextField(lines=2), wide=True)
        form.add("papers", CodeSetField(self.context, "leaving_paper"), wide=True)
        for name, text in {
            "destination": self.tr("Where to"),
            "to_facility": self.tr("Which facility"),
            "to_place": self.tr("Address or name of the place"),
            "to_phone": self.tr("Phone there"),
            "goes_with": self.tr("Who goes along"),
            "planned_on": self.tr("Day of leaving, as planned"),
            "assigned_to": self.tr("Whose task it is"),
            "next_on": self.tr("To be seen by"),
            "why_not_family": self.tr("Why not with the birth family or relatives"),
            "papers": self.tr("Papers in hand"),
        }.items():
            form.label(name, text)
        if one and line.way is not None:
            form.set_values({name: _shown(line, name) for name in form.values()})

        def follow(name: str) -> None:
            form.show_field("to_facility", form.values()["destination"] == "other_facility")

        form.changed.connect(follow)
        follow("")
        return form

    def _save_place(self, keys: list[str], values: Mapping[str, object], questions: tuple[Question, ...]) -> None:
        if not ask_all(self.context, self, questions, self.tr("Save")):
            return

        def save(uow: UnitOfWork) -> None:
            for key in keys:
                ways_on.set_place(uow, key, values)

        self._act(save, "way_place")

    def left(self, destination: str = "") -> None:
        """Asks on which day the selected children left."""
        keys = [one.id for one in self._chosen() if one.stay.day("exited_on") is None]
        title = self.tr("Left, nobody knows where to") if destination else self.tr("The child left")
        values = self._ask_day(title, self.tr("Left on")) if keys else None
        if values is None:
            return

        def save(uow: UnitOfWork) -> None:
            for key in keys:
                ways_on.left(uow, key, str(values["on"]), destination)

        self._act(save, "way_left")

    def seen(self) -> None:
        """Asks when and how the selected children were seen."""
        keys = [one.id for one in self._chosen() if one.stage not in DONE]
        how = CodeField(self.context, "contact_how", buttons=True)
        values = self._ask_day(self.tr("Seen in the new place"), self.tr("On"), how) if keys else None
        if values is None:
            return

        def save(uow: UnitOfWork) -> None:
            for key in keys:
                ways_on.seen(uow, key, str(values["on"]), str(values["how"] or ""))

        self._act(save, "way_seen")

    def _ask_day(self, title: str, name: str, how: CodeField | None = None) -> dict[str, object] | None:
        form = Form(columns=1)
        form.add("on", DateField(self.context, past_only=True), required=True)
        form.label("on", name)
        if how is not None:
            form.add("how", how, required=True)
            form.label("how", self.tr("How: only who saw the child face to face knows that it is safe"))
        form.set_values({"on": self.context.today()})
        try:
            return dict(form.values()) if self.context.dialogs.ask(self, title, self.tr("Save"), form) else None
        finally:
            form.deleteLater()

    def _act(self, act: Callable[..., object], name: str) -> None:
        def done(_: object) -> None:
            self.read()
            self.changed.emit()

        self.context.tasks.run(act, done, self, write=name)


def _stored(value: object) -> object:
    """A value of a field as services take it: days and codes as text."""
    if isinstance(value, set | frozenset | list | tuple):
        return sorted(value)
    return str(value) if value not in (None, "") else None


def _shown(line: Line, name: str) -> object:
    """What stands in a line, as a field shows it."""
    assert line.way is not None
    if name in {"planned_on", "next_on"}:
        return line.way.day(name)
    return line.way.codes(name) if name == "papers" else line.way.values.get(name)
