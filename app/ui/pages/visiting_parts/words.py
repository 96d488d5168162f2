"""How the page "Plan of visits" tells a visit: when, in which state, with whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.codelists import label as code_label
from app.services.facilities.facilities import name_of
from app.services.visits.visit_plans import Plan
from app.services.visits.visit_ranks import reason_words
from app.services.visits.visit_teams import member_words, undeclared
from app.text.dates import month_name, short_date
from app.text.digits import digits_for
from app.text.words import words

if TYPE_CHECKING:
    from app.domain.records import Record
    from app.ui.context import Context

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Shown:
    """A visit to come, with the names of the users in its team."""

    plan: Plan
    names: Mapping[str, str]

    @property
    def id(self) -> str:
        """The id of the visit."""
        return self.plan.id


class VisitWords:
    """Tells visits in the language now."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def when(self, plan: Plan) -> str:
        """The day, or the month."""
        record, lang = plan.record, self.context.lang
        if (day := record.day("on_date")) is not None:
            return short_date(day, lang)
        year, month = record.whole("year"), record.whole("month")
        return month_name(year, month, lang) if year and month else ""

    def state(self, plan: Plan) -> str:
        """Where it stands."""
        return words(f"visit.state.{plan.state}", self.context.lang)

    def tone(self, plan: Plan) -> str | None:
        """Red for what should have been; dim for what is over."""
        if plan.state == "planned" and plan.last is not None and plan.last < self.context.today():
            return "danger"
        return {"begun": "warn", "done": "dim", "dropped": "dim"}.get(plan.state)

    def facility(self, plan: Plan) -> str:
        """Code and name."""
        return f"{plan.facility.text('code')} · {name_of(plan.facility, self.context.lang)}"

    def notice(self, plan: Plan) -> str:
        """Announced or not."""
        return code_label("visit_notice", plan.record.code("notice"), self.context.lang)

    def kind(self, plan: Plan) -> str:
        """Kind of the visit."""
        return code_label("inspection_kind", plan.record.code("kind"), self.context.lang)

    def ties(self, plan: Plan) -> str:
        """How many of the team have declared their ties."""
        if not plan.team:
            return translate("VisitPlanPage", "no team yet")
        lang = self.context.lang
        said, all_of = (digits_for(number, lang) for number in (len(plan.team) - len(undeclared(plan.team)), len(plan.team)))
        return translate("VisitPlanPage", "{n} of {all}").format(n=said, all=all_of)

    def team(self, shown: Shown) -> str:
        """The team in one line."""
        return ", ".join(member_words(one, shown.names, self.context.lang) for one in shown.plan.team)

    def member(self, shown: Shown, one: Record) -> str:
        """One of the team with their ties."""
        lang = self.context.lang
        said = code_label("visit_ties", one.code("ties"), lang) or translate("VisitPlanPage", "ties not declared yet")
        if one.text("ties_note"):
            said = f"{said}: {one.text('ties_note')}"
        return f"{member_words(one, shown.names, lang)} · {said}"

    def reasons(self, plan: Plan) -> list[str]:
        """The reasons at the time it was planned."""
        return [reason_words(one, self.context.lang) for one in sorted(plan.record.codes("reasons"))]

    def whole(self, shown: Shown) -> str:
        """All that is known of a visit, a line each."""
        plan, record = shown.plan, shown.plan.record
        lines = [" · ".join((self.facility(plan), self.when(plan), self.kind(plan), self.notice(plan), self.state(plan)))]
        if why := self.reasons(plan):
            lines.append(translate("VisitPlanPage", "Why: {reasons}").format(reasons=", ".join(why)))
        lines += [self.member(shown, one) for one in plan.team]
        if record.text("note"):
            lines.append(record.text("note"))
        if record.text("dropped_why"):
            lines.append(translate("VisitPlanPage", "Not made: {why}").format(why=record.text("dropped_why")))
        return "\n".join(lines)
