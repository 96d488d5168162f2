"""Second faces of pages of the rail: lists that belong to cases or facilities and have pages of their own, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.permissions import can
from app.domain.records import Actor
from app.ui.widgets.basics import Button, button
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.ui.context import Context

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Face:
    """A page beside a page of the rail (`parent`): its title, who sees it, how many things wait there."""

    page: str
    parent: str
    title: Callable[[], str]
    visible: Callable[[Actor], bool]
    count: Callable[[Reader], int] | None = None
    icon: str = "list"


def _approvals(reader: Reader) -> int:
    """Requests that wait for the person's decision, and decisions on paper that wait for a look."""
    from app.services.approvals import approvals, paper_looks

    return len(approvals.waiting(reader)) + len(paper_looks.waiting(reader))


def _open_calls(reader: Reader) -> int:
    """Calls of which nothing is decided yet."""
    from app.services.desk.calls import listing

    return len(listing(reader, open_only=True))


def _without_consent(reader: Reader) -> int:
    """Acts without consent that the head has not looked at."""
    from app.services.protection.best_interests import waiting

    return len(waiting(reader))


def _papers_out(reader: Reader) -> int:
    """Papers that are out for signature."""
    from app.services.papers.paper_register import listing

    return len(listing(reader, state="out"))


def _between(reader: Reader) -> int:
    """Offers and referrals that wait for an answer here."""
    from app.services.sharing.between import to_answer

    return len(to_answer(reader))


def _overdue_findings(reader: Reader) -> int:
    """Findings that are late."""
    from app.services.visits.findings import overdue

    return len(overdue(reader))


def _too_young(reader: Reader) -> int:
    """Children under three who live in a facility."""
    from app.services.facilities.ages import numbers

    return sum(each.under_three for each in numbers(reader).values())


FACES: tuple[Face, ...] = (
    Face("caseload", "cases", lambda: translate("Faces", "Caseload"), lambda actor: can(actor, "case.list"), icon="users"),
    Face(
        "insight",
        "cases",
        lambda: translate("Faces", "Insights"),
        lambda actor: can(actor, "return.compute"),
        icon="returns",
    ),
    Face(
        "facility_overview",
        "facilities",
        lambda: translate("Faces", "All facilities at a glance"),
        lambda actor: can(actor, "inspection.read"),
        icon="returns",
    ),
    Face(
        "carers",
        "facilities",
        lambda: translate("Faces", "Family and community care"),
        lambda actor: can(actor, "carer.read"),
        icon="home",
    ),
    Face(
        "tonight",
        "facilities",
        lambda: translate("Faces", "Who can take a child tonight?"),
        lambda actor: can(actor, "carer.read"),
        icon="find",
    ),
    Face(
        "findings",
        "facilities",
        lambda: translate("Faces", "Findings of all facilities"),
        lambda actor: can(actor, "finding.read"),
        _overdue_findings,
        "flag",
    ),
    Face(
        "ages",
        "facilities",
        lambda: translate("Faces", "Ages and files of children"),
        lambda actor: can(actor, "residency.read"),
        _too_young,
        "users",
    ),
    Face(
        "approvals",
        "cases",
        lambda: translate("Faces", "Approvals"),
        lambda actor: can(actor, "case.ask") or can(actor, "case.decide"),
        _approvals,
        "check",
    ),
    Face(
        "referrals",
        "cases",
        lambda: translate("Faces", "Referrals and hand-overs"),
        lambda actor: can(actor, "referral.answer"),
        _between,
        "users",
    ),
    Face(
        "calls",
        "cases",
        lambda: translate("Faces", "Contact log"),
        lambda actor: can(actor, "call.edit"),
        _open_calls,
        "phone",
    ),
    Face(
        "no_consent",
        "cases",
        lambda: translate("Faces", "Acts without consent"),
        lambda actor: can(actor, "consent.review"),
        _without_consent,
        "check",
    ),
    Face(
        "letters",
        "cases",
        lambda: translate("Faces", "Papers and letters"),
        lambda actor: can(actor, "letter.register") or can(actor, "paper.make"),
        _papers_out,
        "print",
    ),
    Face(
        "supervision",
        "cases",
        lambda: translate("Faces", "Supervision"),
        lambda actor: can(actor, "supervision.edit") or can(actor, "case.list"),
        None,
        "person",
    ),
    Face(
        "stack",
        "cases",
        lambda: translate("Faces", "Type a stack"),
        lambda actor: can(actor, "case.edit"),
        None,
        "edit",
    ),
)
"""All faces, in order."""


class Faces(QWidget):
    """The faces of a page, as buttons in a line."""

    def __init__(self, context: Context, parent: str) -> None:
        super().__init__()
        self.context = context
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = Flow(self, context.theme.gap)
        actor = context.session.actor
        self.faces = [face for face in FACES if face.parent == parent and face.visible(actor)]
        self.counts: dict[str, int] = {}
        self.buttons: dict[str, Button] = {}
        for face in self.faces:
            made = button(self, face.icon, partial(context.navigate, face.page), flat=True)
            flow.addWidget(made)
            self.buttons[face.page] = made
        if not self.faces:
            self.hide()  # never shown from here: without a parent it would be a window of its own

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        for face in self.faces:
            count = self.counts.get(face.page, 0)
            told = translate("Faces", "{title} ({n})").format(title=face.title(), n=self.context.language.digits(count))
            self.buttons[face.page].setText(told if count else face.title())

    def read(self) -> None:
        """Counts again what waits."""
        counted = [face for face in self.faces if face.count is not None]

        def count(reader: Reader) -> dict[str, int]:
            return {face.page: face.count(reader) for face in counted if face.count is not None}

        self.context.tasks.run(count, self._show, self, on="work", key="faces")

    def _show(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self.retranslate()
