"""The pages by name, made late: a page's module is imported when the page is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.pages.page import Page


@dataclass(frozen=True)
class PageEntry:
    """A page: its name, where its class stands, its icon if it is on the rail, else the page of the rail it belongs to."""

    name: str
    module: str
    class_name: str
    icon: str = ""
    parent: str = ""

    def make(self, context: Context) -> Page:
        """The page's widget."""
        page: Page = getattr(import_module(self.module), self.class_name)(context)
        return page


PAGES: tuple[PageEntry, ...] = (
    PageEntry("today", "app.ui.pages.today", "TodayPage", "today"),
    PageEntry("cases", "app.ui.pages.cases", "CasesPage", "cases"),
    PageEntry("facilities", "app.ui.pages.facilities", "FacilitiesPage", "facilities"),
    PageEntry("inspections", "app.ui.pages.inspections", "InspectionsPage", "inspections"),
    PageEntry("returns", "app.ui.pages.returns", "ReturnsPage", "returns"),
    PageEntry("sync", "app.ui.pages.sync", "SyncPage", "sync"),
    PageEntry("settings", "app.ui.pages.settings", "SettingsPage", "settings"),
    PageEntry("caseload", "app.ui.pages.caseload", "CaseloadPage", parent="cases"),
    PageEntry("insight", "app.ui.pages.insight", "InsightPage", parent="cases"),
    PageEntry("case", "app.ui.pages.case", "CasePage", parent="cases"),
    PageEntry("join", "app.ui.pages.join", "JoinPage", parent="cases"),
    PageEntry("no_consent", "app.ui.pages.no_consent", "NoConsentPage", parent="cases"),
    PageEntry("supervision", "app.ui.pages.supervision", "SupervisionPage", parent="cases"),
    PageEntry("emergency", "app.ui.pages.emergency", "EmergencyPage", parent="today"),
    PageEntry("calls", "app.ui.pages.calls", "CallsPage", parent="cases"),
    PageEntry("approvals", "app.ui.pages.approvals", "ApprovalsPage", parent="cases"),
    PageEntry("referrals", "app.ui.pages.referrals", "ReferralsPage", parent="cases"),
    PageEntry("register_case", "app.ui.pages.register_case", "RegisterCasePage", parent="cases"),
    PageEntry("stack", "app.ui.pages.stack", "StackPage", parent="cases"),
    PageEntry("letters", "app.ui.pages.letters", "LettersPage", parent="cases"),
    PageEntry("facility", "app.ui.pages.facility", "FacilityPage", parent="facilities"),
    PageEntry("facility_overview", "app.ui.pages.facility_overview", "FacilityOverviewPage", parent="facilities"),
    PageEntry("facility_import", "app.ui.pages.facility_import", "FacilityImportPage", parent="facilities"),
    PageEntry("findings", "app.ui.pages.findings", "FindingsPage", parent="facilities"),
    PageEntry("ages", "app.ui.pages.ages", "AgesPage", parent="facilities"),
    PageEntry("carers", "app.ui.pages.carers", "CarersPage", parent="facilities"),
    PageEntry("carer", "app.ui.pages.carer", "CarerPage", parent="facilities"),
    PageEntry("tonight", "app.ui.pages.tonight", "TonightPage", parent="facilities"),
    PageEntry("inspection", "app.ui.pages.inspection", "InspectionPage", parent="inspections"),
    PageEntry("visit_plan", "app.ui.pages.visit_plan", "VisitPlanPage", parent="inspections"),
    PageEntry("form", "app.ui.pages.form", "FormPage", parent="cases"),
    PageEntry("forms", "app.ui.pages.forms", "FormsPage", parent="settings"),
    PageEntry("rules", "app.ui.pages.rules", "RulesPage", parent="settings"),
    PageEntry("users", "app.ui.pages.users", "UsersPage", parent="settings"),
)
RAIL = tuple(entry for entry in PAGES if entry.icon)
BY_NAME = {entry.name: entry for entry in PAGES}
