"""One facility on one page: state and papers, who lives there, admissions and exits, inspections, findings, the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.data.places import place_path
from app.data.queries.facilities import FacilityRow
from app.data.queries.inspections import InspectionRow
from app.domain.permissions import can
from app.domain.records import Record
from app.services.facilities import facilities
from app.services.facilities.facility_register import PARTS
from app.services.parts.part_kinds import KINDS
from app.services.visits import findings, inspection_papers, remedies
from app.services.visits.finding_labels import labels
from app.services.visits.inspection_forms import STANDARD
from app.services.visits.visit_secrecy import may_go_out
from app.text.digits import digits_for
from app.ui.forms.open_findings import OpenFindings
from app.ui.forms.paper_desk import PaperDesk
from app.ui.models.excel import to_excel
from app.ui.models.table import SimpleTable
from app.ui.pages.facility_parts.complaints import Complaints
from app.ui.pages.facility_parts.head import FacilityHead
from app.ui.pages.facility_parts.kept_parts import KeptParts
from app.ui.pages.facility_parts.living import Living
from app.ui.pages.facility_parts.measures import Measures
from app.ui.pages.facility_parts.papers import FacilityDocuments, FacilityLetters
from app.ui.pages.facility_parts.register import FacilityForm
from app.ui.pages.facility_parts.reports import Reports
from app.ui.pages.facility_parts.visits import Visits
from app.ui.pages.facility_parts.ways import Ways
from app.ui.pages.form_parts.responses_part import ResponsesPart
from app.ui.pages.page import Page
from app.ui.widgets.basics import button
from app.ui.widgets.layout import keep_height, scrolled_page
from app.ui.widgets.sections import Sections

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.ui.context import Context

_READ = {
    0: "residency.read",
    1: "inspection.read",
    2: "finding.read",
    6: "residency.read",
    7: "allegation.edit",
    8: "facility.staff",
    **dict.fromkeys((9, 10), "facility.read"),
    11: "complaint.edit",
    12: "measure.take",
    13: "facility.read",
}
"""Place of a tab → the act that who sees it must be allowed."""


@dataclass(frozen=True)
class View:
    """What the page shows of a facility; inspections and findings are None for who may not read them."""

    row: FacilityRow
    address: dict[str, str]
    inspections: list[InspectionRow] | None
    findings: tuple[Record, ...] | None
    """The open ones."""
    corrected: tuple[Record, ...]
    handed_in: Mapping[str, Sequence[Record]]
    labels: dict[str, dict[str, str]]
    """Language → finding → what its question asked."""


class FacilityPage(Page):
    """A facility that is known, or a new one to be registered."""

    watches = frozenset({
        *("facility", "residency", "inspection", "finding", "form_response", "measure", "way_on", "allegation"),
        *("complaint", "call", "paper", "attachment", *PARTS),
    })  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.facility = ""
        self.view: View | None = None
        self.visits = Visits(context, self)
        self.papers = PaperDesk(context, self)
        self.inspect_button = button(self, "inspection", self.inspect, primary=True)
        self.checklist_button = button(self, "print", self.print_checklist)
        self.tabs = Sections(self, context.theme.sizes.line, context.theme.gap)
        self.living = Living(context, self)
        self.table = SimpleTable(context, "facility_inspections", self.visits.columns(with_facility=False))
        self.findings = OpenFindings(context, self)
        self.register = FacilityForm(context, self)
        self.forms = ResponsesPart(context, "facility", self)
        self.measures = Measures(context, self)
        self.ways = Ways(context, self)
        self.reports = Reports(context, self)
        self.kept = {name: KeptParts(context, name, self) for name in PARTS}
        self.complaints = Complaints(context, self)
        self.letters, self.documents = FacilityLetters(context, self), FacilityDocuments(context, self)
        last = (self.complaints, self.letters, self.documents)
        after = (self.measures, self.ways, self.reports, *self.kept.values(), *last)
        for part in (self.living, self.table, self.findings, self.register, self.forms, *after):
            self.tabs.addTab(part, "")
        self.head = FacilityHead(context, (self.inspect_button, self.checklist_button), self)
        self.heading, self.state = self.head.heading, self.head.state
        self.facts, self.paper_facts = self.head.facts, self.head.paper_facts
        box = scrolled_page(self, context.theme.gap)
        box.addWidget(self.head)
        box.addWidget(self.tabs, 1)
        actor = context.session.actor
        self.inspect_button.setVisible(can(actor, "inspection.fill"))
        self.checklist_button.setVisible(can(actor, "inspection.read"))
        for place, act in _READ.items():
            self.tabs.setTabVisible(place, can(actor, act))
        keep_height(context, self.tabs)
        self.table.opened.connect(lambda key: self.visits.open(self.table.row_of(key)))
        for part in (self.living, self.measures, self.ways, self.reports, self.complaints):
            part.changed.connect(self.read)
        for kept in self.kept.values():
            kept.changed.connect(self.read)
        self.findings.cards.corrected.connect(self.read)
        self.register.saved.connect(self._saved)
        self.retranslate()

    # ---- words ----

    def retranslate(self) -> None:
        self.inspect_button.setText(self.tr("New inspection"))
        self.checklist_button.setText(self.tr("Checklist"))
        self.tabs.setAccessibleName(self.tr("Parts of the page"))
        self._tab_words()
        self.table.set_name(self.tr("Inspections of this facility"))
        self.table.set_empty(self.tr("There was no inspection yet."), self.tr("New inspection"), self.inspect)
        self.table.retranslate()
        self.living.retranslate()
        self.register.retranslate()
        self.forms.retranslate()
        self.measures.retranslate()
        self.ways.retranslate()
        self.reports.retranslate()
        self.complaints.retranslate()
        self.letters.retranslate()
        self.documents.retranslate()
        for part in self.kept.values():
            part.retranslate()
        self._show_findings()
        self.head.retranslate()

    def _tab_words(self) -> None:
        view = self.view
        visits = len(view.inspections or ()) if view else 0
        points = len(view.findings or ()) if view else 0
        lang = self.context.lang
        self.tabs.setTabText(0, self.tr("Living here"))
        self.tabs.setTabText(1, self.tr("Inspections: {n}").format(n=digits_for(visits, lang)))
        self.tabs.setTabText(2, self.tr("Open findings: {n}").format(n=digits_for(points, lang)))
        self.tabs.setTabText(3, self.tr("Register"))
        self.tabs.setTabText(4, self.tr("Forms"))
        self.tabs.setTabText(5, self.tr("Measures"))
        self.tabs.setTabText(6, self.tr("Where children go"))
        self.tabs.setTabText(7, self.tr("Abuse reports"))
        self.tabs.setTabText(8, self.tr("Staff"))
        self.tabs.setTabText(9, self.tr("Rooms"))
        self.tabs.setTabText(10, self.tr("Earlier names and places"))
        self.tabs.setTabText(11, self.tr("Complaints"))
        self.tabs.setTabText(12, self.tr("Letters"))
        self.tabs.setTabText(13, self.tr("Documents"))

    # ---- reading ----

    def shown(self, **where: object) -> None:
        if where.get("new"):
            self.facility, self.view = "", None
            self.register.show_facility(None)
            self._only_register(True)
            self.register.form.first_field()
            return
        if where.get("residency"):
            stay = str(where["residency"])
            self.context.tasks.run(lambda reader: reader.get("residency", stay), self._open_stay, self, key="stay")
            return
        wanted = str(where.get("facility") or self.facility)
        if wanted != self.facility:
            self.facility, self.view = wanted, None
            self.tabs.setCurrentIndex(0 if self.tabs.isTabVisible(0) else 3)
        if self.facility:
            self._only_register(False)
            self.read()
        parts = {"facility": self.register, "admission": self.living, "measures": self.measures, "ways": self.ways}
        parts |= {"reports": self.reports, "complaints": self.complaints, "findings": self.findings}
        parts |= {"staff": self.kept["facility_staff"], **self.kept, "letters": self.letters, "documents": self.documents}
        part = parts.get(str(where.get("draft") or where.get("part") or ""))
        if part is not None:
            self.tabs.setCurrentWidget(part)
        if part is self.living and where.get("draft"):
            self.living.admit(self.facility)

    def _open_stay(self, stay: Record) -> None:
        """An admission that somebody was changing."""
        self.shown(facility=stay.text("facility"))
        self.tabs.setCurrentWidget(self.living)
        self.living.change(stay)

    def _only_register(self, on: bool) -> None:
        """A facility that is not saved yet has nothing but its form."""
        actor = self.context.session.actor
        for place, act in _READ.items():
            self.tabs.setTabVisible(place, not on and can(actor, act))
        for place in (4, 5):
            self.tabs.setTabVisible(place, not on)
        if on:
            self.tabs.setCurrentIndex(3)
        self.inspect_button.setVisible(not on and can(actor, "inspection.fill"))
        self.checklist_button.setVisible(not on and can(actor, "inspection.read"))
        self._show_head()

    def read(self) -> None:
        """Reads the facility anew."""
        facility = self.facility
        if facility:
            self.context.tasks.run(lambda reader: self._view(reader, facility), self._read, self, on="work", key="facility")

    def _view(self, reader: Reader, facility: str) -> View:
        """On a worker."""
        self.visits.shelf.read(reader)
        row_ = facilities.overview(reader, facility)
        code = row_.facility.code("village_code")
        path = place_path(reader, code) if code else None
        points = findings.open_of(reader, facility) if can(reader.actor, "finding.read") else None
        corrected = findings.corrected_of(reader, facility) if points is not None else ()
        return View(
            row_,
            {lang: path.path(lang) for lang in ("km", "en")} if path else {},
            self.visits.listing(reader, facility) if can(reader.actor, "inspection.read") else None,
            points,
            corrected,
            remedies.handed_in_at(reader, facility) if points is not None else {},
            {lang: labels(reader, self.visits.shelf, (*(points or ()), *corrected), lang) for lang in ("km", "en")},
        )

    def _read(self, view: View) -> None:
        self.view = view
        self._show_head()
        self._tab_words()
        self.table.set_rows(view.inspections or [])
        self._show_findings()
        self.register.show_facility(view.row.facility)
        self.forms.load(self.facility)
        if can(self.context.session.actor, "residency.read"):
            self.living.show_facility(self.facility)
            self.ways.show_facility(self.facility)
        self.measures.show_facility(self.facility)
        self.complaints.show_facility(self.facility)
        self.documents.show_facility(self.facility)
        if can(self.context.session.actor, "measure.take"):
            self.letters.show_facility(self.facility)
        for name, part in self.kept.items():
            if can(self.context.session.actor, KINDS[name].read):
                part.show_facility(self.facility)
        if can(self.context.session.actor, "allegation.edit"):
            self.reports.show_facility(self.facility)

    def _show_head(self) -> None:
        view = self.view
        self.head.show_facility(view.row if view is not None else None, view.address if view else {}, new=not self.facility)

    def _show_findings(self) -> None:
        """The open ones, then the corrected ones, in the language now."""
        if self.view is not None:
            shown = (*(self.view.findings or ()), *self.view.corrected)
            labels = self.view.labels.get(self.context.lang, {})
            self.findings.cards.show_findings(shown, labels, evidence=self.view.handed_in)

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def _saved(self, facility: str) -> None:
        self.context.notice(self.tr("Saved on this computer."), "done")
        self.facility, self.view = facility, None
        self._only_register(False)
        self.read()

    # ---- acts ----

    def new(self) -> bool:
        return (
            self.tabs.currentWidget() is self.living
            and can(self.context.session.actor, "residency.admit")
            and self.living.admit()
        )

    def save(self) -> bool:
        current = self.tabs.currentWidget()
        if current is self.register:
            return self.register.save()
        if current is self.living and self.living.stack.currentWidget() is self.living.admission:
            return self.living.admission.save()
        return False

    def next_problem(self) -> bool:
        current = self.tabs.currentWidget()
        part = self.register if current is self.register else self.living.admission
        return part.isVisible() and part.kept.next_problem()

    def leave(self) -> None:
        self.register.kept.write()
        self.living.admission.kept.write()

    def export(self) -> bool:
        current = self.tabs.currentWidget()
        if current is self.living:
            return to_excel(self.context, self, self.living.table, "residents", names=True)
        if current is self.ways:
            return to_excel(self.context, self, self.ways.table, "ways_on", names=True)
        if current is self.findings:
            return self.findings.cards.export()
        if isinstance(current, KeptParts):
            return current.export()
        if current is not self.table or self.view is None:
            return False
        actor = self.context.session.actor
        rows = [one for one in self.view.inspections or () if may_go_out(actor, one.inspection)]
        return to_excel(self.context, self, self.table, "inspections", every=lambda _reader: rows)

    def inspect(self) -> None:
        """Begins an inspection."""
        if self.facility:
            self.visits.begin(self.facility)

    def print_paper(self) -> bool:
        self.print_checklist()
        return True

    def print_checklist(self) -> None:
        """The blank checklist for this facility."""
        if self.view is None:
            return
        record, shelf = self.view.row.facility, self.visits.shelf
        lang = inspection_papers.paper_language(self.context.lang)
        self.papers.show_paper(
            lambda reader: inspection_papers.checklist(reader, shelf.form(STANDARD), record, lang),
            self.tr("Checklist"),
            f"checklist_{record.text('code')}.pdf",
            record.id,
        )
