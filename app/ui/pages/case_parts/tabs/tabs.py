"""The tabs of the page of a case, in order; each part of the programme adds one line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from app.domain.permissions import can
from app.domain.questions import Question
from app.domain.records import Actor, Record
from app.services.cases import case_questions
from app.services.cases.case_file import CaseFile
from app.ui.pages.case_parts.fields.case_form import case_form, child_form, save_case, save_child
from app.ui.pages.case_parts.lists.nested import NestedTab
from app.ui.pages.case_parts.tabs.assessment_tab import AssessmentTab
from app.ui.pages.case_parts.tabs.care_tab import CareTab
from app.ui.pages.case_parts.tabs.case_tab import CaseTab, PartsTab, TabHost
from app.ui.pages.case_parts.tabs.documents_tab import DocumentsTab
from app.ui.pages.case_parts.tabs.family_tab import FamilyTab
from app.ui.pages.case_parts.tabs.form_tab import FormTab
from app.ui.pages.case_parts.tabs.incidents_tab import IncidentsTab
from app.ui.pages.case_parts.tabs.notes_tab import NotesTab
from app.ui.pages.case_parts.tabs.papers_tab import PapersTab
from app.ui.pages.case_parts.tabs.plan_tab import PlanTab
from app.ui.pages.case_parts.tabs.safety_tab import SafetyTab
from app.ui.pages.case_parts.tabs.seen_tab import SeenTab
from app.ui.pages.case_parts.tabs.timeline import TimeLine
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.form_parts.responses_part import ResponsesPart
from app.ui.pages.rights_list import RightsList
from app.ui.widgets.names import LatinProposer

translate = QCoreApplication.translate


@dataclass(frozen=True)
class TabEntry:
    """A tab: its name, its title, how it is made, and who sees it."""

    name: str
    title: Callable[[], str]
    make: Callable[[TabHost], CaseTab]
    visible: Callable[[Actor], bool] = lambda _: True


class ChildTab(FormTab):
    """The child of the case."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host.context, host.words, child_form(host.context), "child_edit", save_child)
        self.latin = LatinProposer(self.form)

    def questions(self, record: Record, changes: Mapping[str, object]) -> tuple[Question, ...]:
        """Whether the child is grown by the birth that was typed."""
        return case_questions.of_birth({**record.values, **changes}, self.context.today(), record.values)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        self.latin.mark()
        for name, words in self.words.child_sections().items():
            self.form.section_label(name, words)
        self.form.hint("disability_assessed", self.tr("Left open, it counts as not assessed; that is never “none”."))
        self.form.hint("mosvy_number", self.tr("As it was given, without the village code; none is ever made up."))

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Shows the child."""
        self.show_record(file.child, editable=editable)

    def takes(self, name: str) -> bool:
        """`list:child`: the child itself."""
        return name == "list:child"

    def step(self, name: str) -> bool:
        """It is in sight."""
        return True


class CaseFieldsTab(FormTab):
    """The fields of the case itself."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host.context, host.words, case_form(host.context), "case_edit", save_case)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Shows the case."""
        self.show_record(file.case, editable=editable)

    def takes(self, name: str) -> bool:
        """`case`: its own fields."""
        return name == "case"

    def step(self, name: str) -> bool:
        """They are in sight."""
        return True


class FormsTab(CaseTab):
    """The forms and assessments of the case."""

    def __init__(self, host: TabHost) -> None:
        super().__init__()
        self.part = ResponsesPart(host.context, "case")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.part)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads what was filled in."""
        self.part.load(file.case.id)

    def takes(self, name: str) -> bool:
        """`forms`: what was filled in and what can be."""
        return name == "forms"

    def step(self, name: str) -> bool:
        """They are in sight."""
        return True

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.part.retranslate()


class RestrictedTab(PartsTab):
    """Who reported, who is alleged to have harmed; below who else may see such things."""

    def __init__(self, host: TabHost) -> None:
        super().__init__(host, ("reporter", "perpetrator"))
        self.holders = RightsList(host.context, leads=True)
        self.inner.addWidget(self.holders)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Fills the lists."""
        super().load(file, editable=editable)
        self.holders.load()

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        super().retranslate()
        self.holders.retranslate()


class TimeLineTab(CaseTab):
    """Everything that happened."""

    def __init__(self, host: TabHost) -> None:
        super().__init__()
        self.part = TimeLine(host.context, host.words)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.part)

    def load(self, file: CaseFile, *, editable: bool) -> None:
        """Reads the events."""
        self.part.load(file.case.id, older=file.older)

    def retranslate(self) -> None:
        """Sets every text in the language now."""
        self.part.retranslate()


def lists(*types: str) -> Callable[[TabHost], CaseTab]:
    """A tab of lists of these types."""
    return partial(PartsTab, types=types)


def sees_one(types: Collection[str]) -> Callable[[Actor], bool]:
    """Who holds the right to the group of one of the types."""
    return lambda actor: any(VIEWS[name].group in actor.rights for name in types)


TABS: tuple[TabEntry, ...] = (
    TabEntry("child", lambda: translate("Tabs of a case", "Child"), ChildTab),
    TabEntry("case", lambda: translate("Tabs of a case", "Case"), CaseFieldsTab),
    TabEntry("forms", lambda: translate("Tabs of a case", "Forms and assessments"), FormsTab),
    TabEntry("assessment", lambda: translate("Tabs of a case", "Assessments"), AssessmentTab),
    TabEntry("plan", lambda: translate("Tabs of a case", "Plan and services"), PlanTab),
    TabEntry("notes", lambda: translate("Tabs of a case", "Notes and visits"), NotesTab),
    TabEntry("contacts", lambda: translate("Tabs of a case", "Contacts and family"), FamilyTab),
    TabEntry("health", lambda: translate("Tabs of a case", "Health"), lists("child_fact")),
    TabEntry("concerns", lambda: translate("Tabs of a case", "Concerns and risk"), lists("category", "concern", "risk")),
    TabEntry("consent", lambda: translate("Tabs of a case", "Consent"), lists("consent")),
    TabEntry("care", lambda: translate("Tabs of a case", "Placement, allegations"), CareTab),
    TabEntry("incidents", lambda: translate("Tabs of a case", "Incidents"), IncidentsTab),
    TabEntry(
        "tracing",
        lambda: translate("Tabs of a case", "Search, leaving care"),
        lambda host: NestedTab(host, "tracing", "tracing_action", ("leaving", "feedback")),
    ),
    TabEntry(
        "safety",
        lambda: translate("Tabs of a case", "Safety"),
        SafetyTab,
        sees_one(("safety_plan", "interview")),
    ),
    TabEntry(
        "restricted",
        lambda: translate("Tabs of a case", "Restricted"),
        RestrictedTab,
        sees_one(("reporter", "perpetrator")),
    ),
    TabEntry("sharing", lambda: translate("Tabs of a case", "Referrals and hand-overs"), lists("referral", "hand_over")),
    TabEntry("documents", lambda: translate("Tabs of a case", "Documents"), DocumentsTab),
    TabEntry("papers", lambda: translate("Tabs of a case", "Printed papers"), PapersTab),
    TabEntry("episodes", lambda: translate("Tabs of a case", "Episodes and approvals"), lists("episode", "approval")),
    TabEntry("desk", lambda: translate("Tabs of a case", "Tasks and flags"), lists("task", "flag")),
    TabEntry("time_line", lambda: translate("Tabs of a case", "Time line"), TimeLineTab),
    TabEntry("seen", lambda: translate("Tabs of a case", "Who saw it"), SeenTab, lambda actor: can(actor, "access.read")),
)
"""All tabs, in order."""

STEPS: Mapping[str, str] = {
    "consent": "add:consent",
    "visit": "add:note",
    "report_allegation": "list:allegation",
    "safety_plan": "list:safety_plan",
    "medical": "list:incident",
    "review_placement": "list:placement",
}
"""What the answers propose → the step of a tab."""
