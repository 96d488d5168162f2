"""The columns of the two lists of the page "Plan of visits"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.facilities.facilities import name_of
from app.services.visits.visit_ranks import Ranked, reason_words
from app.text.dates import short_date
from app.text.digits import digits_for
from app.ui.models.table import Column
from app.ui.pages.visiting_parts.words import Shown, VisitWords

if TYPE_CHECKING:
    from app.ui.context import Context


class VisitLists(QObject):
    """Columns that tell facilities and visits in the language now."""

    def __init__(self, context: Context, words: VisitWords, page: QObject) -> None:
        super().__init__(page)
        self.context, self.words = context, words

    def proposal(self) -> list[Column]:
        """Facilities by how much they need a visit."""
        lang = self.context
        return [
            Column(
                "place",
                lambda: self.tr("No."),
                lambda one: str(one.place),
                width=6,
                align="right",
                digits=True,
            ),
            Column("code", lambda: self.tr("Code"), lambda one: one.facility.text("code"), width=11, bold=True),
            Column("name", lambda: self.tr("Facility"), lambda one: name_of(one.facility, lang.lang), width=22),
            Column(
                "points",
                lambda: self.tr("Points"),
                lambda one: str(one.points),
                width=8,
                align="right",
                digits=True,
            ),
            Column("why", lambda: self.tr("Why"), self._why, width=40, stretch=True, tip=self.why_lines),
            Column("last", lambda: self.tr("Last visit"), self._last, width=12),
            Column("planned", lambda: self.tr("Planned for"), self._planned, width=16, tone=self._planned_tone),
        ]

    def _why(self, one: Ranked) -> str:
        told = [reason_words(str(reason), self.context.lang) for reason in one.reasons]
        return " · ".join(told) if told else self.tr("nothing speaks for a visit now")

    def why_lines(self, one: Ranked) -> str:
        """Each reason with its points, a line each."""
        lang = self.context.lang
        text = self.tr("{reason}: {n} points")
        return "\n".join(
            text.format(reason=reason_words(str(each), lang), n=digits_for(each.points, lang)) for each in one.reasons
        )

    def _last(self, one: Ranked) -> str:
        return short_date(one.last, self.context.lang) if one.last else self.tr("never")

    def _planned(self, one: Ranked) -> str:
        return ", ".join(self.words.when(plan) for plan in one.plans if plan.state != "dropped")

    def _planned_tone(self, one: Ranked) -> str | None:
        return next((self.words.tone(plan) for plan in one.plans if plan.state == "planned"), None)

    def calendar(self) -> list[Column]:
        """Visits by their days."""
        told = self.words
        return [
            Column("when", lambda: self.tr("When"), lambda one: told.when(one.plan), width=16, bold=True),
            Column(
                "facility",
                lambda: self.tr("Facility"),
                lambda one: told.facility(one.plan),
                width=30,
                stretch=True,
            ),
            Column("kind", lambda: self.tr("Kind"), lambda one: told.kind(one.plan), width=14),
            Column(
                "notice",
                lambda: self.tr("Notice"),
                lambda one: told.notice(one.plan),
                width=19,
                icon=self._lock,
            ),
            Column("team", lambda: self.tr("Team"), told.team, width=22),
            Column("ties", lambda: self.tr("Ties declared"), lambda one: told.ties(one.plan), width=13),
            Column(
                "state",
                lambda: self.tr("State"),
                lambda one: told.state(one.plan),
                width=13,
                tone=lambda one: told.tone(one.plan),
            ),
        ]

    def _lock(self, one: Shown) -> str | None:
        return "lock" if one.plan.unannounced else None
