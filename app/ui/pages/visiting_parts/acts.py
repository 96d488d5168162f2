"""What can be done with a visit to come: plan, change, team, ties, drop, begin; each asks with a small form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.codelists import label
from app.domain.questions import Question
from app.domain.records import Record
from app.services.visits import inspections, visit_plans, visit_teams
from app.services.visits.inspection_forms import FormShelf
from app.services.visits.inspection_kinds import USUAL, forms_of, kinds
from app.services.visits.visit_plans import Plan
from app.services.visits.visit_teams import Person
from app.text.dates import MONTHS_EN, MONTHS_KM, short_date
from app.text.digits import digits_for
from app.text.words import words
from app.ui.dialogs.act_form import ask_and_write
from app.ui.dialogs.questions import ask_all
from app.ui.pages.visiting_parts.hours import add_arrived
from app.ui.pages.visiting_parts.words import Shown, VisitWords
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

Values = Mapping[str, object]
OWN = "own"
"""In place of a user: a person of another body, by name."""


class VisitActs(QObject):
    """The acts of the page "Plan of visits"; `done` runs after each."""

    def __init__(self, context: Context, page: QWidget, done: Callable[[], object]) -> None:
        super().__init__(page)
        self.context, self.page, self.done = context, page, done
        self.shelf = FormShelf(context.session.folder)
        self.words = VisitWords(context)

    # ---- planning ----

    def plan(self, facility: str, year: int, complaint: str = "", kind: str = USUAL) -> None:
        """Plans a visit to a facility; `kind` is proposed, and that of a complaint for the visit that looks into one."""
        form = self._form(year)
        kind = "complaint" if complaint else kind
        form.set_values({"notice": visit_plans.UNANNOUNCED, "kind": kind, "year": str(year)})

        def asked(questions: tuple[Question, ...], values: Values) -> None:
            if ask_all(self.context, self.page, questions, self.tr("Plan")):
                self.context.tasks.run(lambda uow: visit_plans.add(uow, facility, values), self._kept, self, write="visit_add")

        if not self.context.dialogs.ask(self.page, self.tr("Plan a visit"), self.tr("Plan"), form):
            form.deleteLater()
            return
        values = {**given(form.values()), **({"complaint": complaint} if complaint else {})}
        form.deleteLater()
        self.context.tasks.run(
            lambda reader: visit_plans.questions(reader, facility, values), lambda questions: asked(questions, values), self
        )

    def _form(self, year: int) -> Form:
        """When, of which kind, announced or not."""
        form, lang = Form(columns=2), self.context.lang
        months, years = ChoiceField(), ChoiceField()
        names = MONTHS_KM if lang == "km" else MONTHS_EN
        months.set_choices([(str(at), name) for at, name in enumerate(names, 1)])
        years.set_choices([(str(one), digits_for(one, lang)) for one in range(year - 1, year + 4)])
        form.add("month", months)
        form.add("year", years)
        form.add("on_date", DateField(self.context))
        form.add("kind", CodeField(self.context, "inspection_kind", only=kinds()), required=True)
        form.add("notice", CodeField(self.context, "visit_notice"), required=True)
        form.add("note", TextField(limit=200), wide=True)
        for name, text in {
            "month": self.tr("Month"),
            "year": self.tr("Year"),
            "on_date": self.tr("Or a day"),
            "kind": self.tr("Kind of visit"),
            "notice": self.tr("Announced or not"),
            "note": self.tr("Note"),
        }.items():
            form.label(name, text)
        form.hint("notice", self.tr("A visit that is not announced is seen by its team and the head alone."))
        return form

    def change(self, plan: Plan) -> None:
        """Moves a visit, or changes its kind or whether it is announced."""
        record = plan.record
        form = self._form(record.whole("year") or self.context.today().year)
        before: dict[str, object] = {name: record.values.get(name) for name in ("kind", "notice", "note")}
        before |= {name: str(record.whole(name)) if record.whole(name) else None for name in ("month", "year")}
        before["on_date"] = record.day("on_date")
        form.set_values(before)

        def changed(values: Values) -> dict[str, object]:
            after = {name: value for name, value in values.items() if value != before[name]}
            if after.get("on_date", before["on_date"]) and after.keys() & {"month", "year"} and "on_date" not in after:
                after["on_date"] = None  # another month in place of the day
            if after.keys() & {"month", "year", "on_date"} and not after.get("on_date"):
                after |= {name: values[name] for name in ("month", "year")}
            return given(after, keep_none=True)

        ask_and_write(
            *(self.context, self.page, form, (self.tr("Change the visit"), self.tr("Save"))),
            lambda uow, values: visit_plans.change(uow, plan.id, changed(values)),
            "visit_change",
            partial(self._kept, None),
            lambda reader, values: visit_plans.questions_of_change(reader, changed(values)),
        )

    def drop(self, plan: Plan) -> None:
        """The visit is not made."""
        form = Form(columns=1)
        form.add("why", LongTextField(lines=2), required=True)
        form.label("why", self.tr("Why the visit is not made"))
        self._ask(
            form,
            self.tr("Not made: {visit}").format(visit=self.words.facility(plan)),
            lambda uow, values: visit_plans.drop(uow, plan.id, str(values["why"])),
            "visit_drop",
        )

    def begin(self, plan: Plan) -> None:
        """Begins the visit by the form of its kind, and goes there."""
        form = Form(columns=2)
        offered = [one for one in forms_of(plan.record.text("kind")) if self.shelf.in_use(one)]
        choice = ChoiceField()
        choice.set_choices([(one, words(f"inspection.form.{one}", self.context.lang)) for one in offered])
        form.add("visit_on", DateField(self.context, past_only=True), required=True)
        add_arrived(form)
        form.add("mission_letter", TextField(limit=60))
        form.add("form", choice, required=True)
        for name, text in {
            "visit_on": self.tr("Day of the visit"),
            "mission_letter": self.tr("Mission letter, number"),
            "form": self.tr("Form"),
        }.items():
            form.label(name, text)
        form.set_values({"visit_on": self.context.today(), "form": offered[0] if offered else None})
        form.show_field("form", len(offered) > 1)
        begun: list[str] = []

        def write(uow: Any, values: Values) -> None:
            self.shelf.read(uow)
            head = given({name: values[name] for name in ("visit_on", "mission_letter", "arrived_at")})
            begun[:] = [visit_plans.begin(uow, plan.id, self.shelf.form(str(values["form"])), head)]

        title = self.tr("Begin: {visit}").format(visit=self.words.facility(plan))
        ask_and_write(
            *(self.context, self.page, form, (title, self.tr("Begin")), write, "visit_begin"),
            lambda: self.context.navigate("inspection", inspection=begun[0]),
        )

    def link(self, plan: Plan) -> None:
        """Says which inspection, begun without the plan, came of a visit."""
        facility = plan.facility.id

        def visits(reader: Any) -> list[Record]:
            return [one.inspection for one in inspections.listing(reader, facility=facility)]

        self.context.tasks.run(visits, lambda found: self._choose_visit(plan, found), self)

    def _choose_visit(self, plan: Plan, found: Sequence[Record]) -> None:
        lang = self.context.lang
        if not found:
            self.context.notice(self.tr("There is no inspection of this facility yet."), "warn")
            return
        form, choice = Form(columns=1), ChoiceField()
        kind = "inspection_kind"
        told = [(one.id, f"{short_date(one.day('visit_on'), lang)} · {label(kind, one.code('kind'), lang)}") for one in found]
        choice.set_choices(told)
        form.add("inspection", choice, required=True)
        form.label("inspection", self.tr("Inspection"))
        self._ask(
            form,
            self.tr("It was made: which inspection?"),
            lambda uow, values: visit_plans.link(uow, plan.id, str(values["inspection"])),
            "visit_link",
        )

    # ---- team ----

    def join(self, shown: Shown, people: Sequence[Person]) -> None:
        """Adds somebody to the team."""
        form, person = Form(columns=2), ChoiceField()
        known = [(one.id, one.user.text("name") if one.may else self._only(one)) for one in people]
        person.set_choices([*known, (OWN, self.tr("Somebody of another body"))])
        form.add("user", person, required=True)
        form.add("role", CodeField(self.context, "visit_role"), required=True)
        form.add("name", TextField(limit=120))
        form.add("body", CodeField(self.context, "visit_body"))
        for name, text in {
            "user": self.tr("Person"),
            "role": self.tr("Role"),
            "name": self.tr("Name"),
            "body": self.tr("Body, such as police or commune"),
        }.items():
            form.label(name, text)

        def offer() -> None:
            outside = form.field("user").value() == OWN
            for name in ("name", "body"):
                form.show_field(name, outside)

        form.changed.connect(lambda name: offer() if name == "user" else None)
        offer()

        def write(uow: Any, values: Values) -> None:
            role = str(values["role"])
            if values["user"] == OWN:
                who, body = str(values["name"] or ""), str(values["body"] or "")
                visit_teams.join(uow, shown.id, role, name=who, body=body)
            else:
                visit_teams.join(uow, shown.id, role, user=str(values["user"]))

        self._ask(form, self.tr("Who goes along"), write, "visit_join")

    def _only(self, one: Person) -> str:
        return self.tr("{name} (looks on or types)").format(name=one.user.text("name"))

    def leave(self, shown: Shown) -> None:
        """Takes somebody out of the team."""
        form = self._member_form(shown, shown.plan.team)
        self._ask(
            form,
            self.tr("Who does not go along"),
            lambda uow, values: visit_teams.leave(uow, str(values["member"])),
            "visit_leave",
        )

    def _member_form(self, shown: Shown, team: Sequence[Record]) -> Form:
        form, member = Form(columns=1), ChoiceField()
        member.set_choices([(one.id, visit_teams.member_words(one, shown.names, self.context.lang)) for one in team])
        member.set_value(team[0].id if team else None)
        form.add("member", member, required=True)
        form.label("member", self.tr("Person"))
        return form

    def ties(self, shown: Shown, own: Sequence[Record]) -> None:
        """Declares ties: one's own, or those of people of other bodies."""
        form = self._member_form(shown, own)
        form.add("ties", CodeField(self.context, "visit_ties"), required=True)
        form.add("note", LongTextField(lines=2))
        form.label("ties", self.tr("Ties to the facility: family, money, work, friendship"))
        form.label("note", self.tr("Which ties"))
        self._ask(
            form,
            self.tr("Ties to {facility}").format(facility=self.words.facility(shown.plan)),
            lambda uow, values: visit_teams.declare(uow, str(values["member"]), str(values["ties"]), str(values["note"] or "")),
            "visit_ties",
        )

    def people(self, people: Sequence[Person]) -> None:
        """Says who may inspect."""
        form, person, may = Form(columns=1), ChoiceField(), ChoiceField()
        person.set_choices([(one.id, self._standing(one)) for one in people])
        may.set_choices(
            [("yes", self.tr("may inspect")), ("no", self.tr("may not inspect")), ("role", self.tr("as the role says"))]
        )
        form.add("person", person, required=True)
        form.add("may", may, required=True)
        form.label("person", self.tr("Person"))
        form.label("may", self.tr("From now on"))
        said = {"yes": True, "no": False, "role": None}
        self._ask(
            form,
            self.tr("Who may inspect"),
            lambda uow, values: visit_teams.set_person(uow, str(values["person"]), said[str(values["may"])]),
            "visit_person",
        )

    def _standing(self, one: Person) -> str:
        text = self.tr("{name}: may inspect") if one.may else self.tr("{name}: may not inspect")
        return text.format(name=one.user.text("name"))

    def _ask(self, form: Form, title: str, write: Callable[[Any, Values], object], act: str) -> None:
        ask_and_write(self.context, self.page, form, (title, self.tr("Save")), write, act, partial(self._kept, None))

    def _kept(self, _: object) -> None:
        self.context.notice(self.tr("Saved on this computer."), "done")
        self.done()


def given(values: Values, *, keep_none: bool = False) -> dict[str, object]:
    """What a form holds as the service takes it: numbers and days in their form, empty fields left out."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if value is None or value == "":
            if keep_none:
                found[name] = None
        elif name in {"month", "year"}:
            found[name] = int(str(value))
        else:
            found[name] = value.isoformat() if hasattr(value, "isoformat") else value
    if found.get("on_date"):
        found = {name: value for name, value in found.items() if name not in {"month", "year"}}
    return found
