"""One case on one page: what it answers at once, then everything else one key away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services import case_file
from app.services.case_file import CaseFile
from app.text.words import error_text
from app.ui.pages.case_parts.acts import CaseActs
from app.ui.pages.case_parts.answers import Answers
from app.ui.pages.case_parts.case_form import case_form, child_form, save_case, save_child
from app.ui.pages.case_parts.form_tab import FormTab
from app.ui.pages.case_parts.joined import Joined
from app.ui.pages.case_parts.tables import PartTable, kept_parts
from app.ui.pages.case_parts.timeline import TimeLine
from app.ui.pages.case_parts.words import CaseWords
from app.ui.pages.form_parts.responses_part import ResponsesPart
from app.ui.pages.page import Page
from app.ui.widgets.basics import Scrolled, button, chip, heading, label, row, set_tone, unit

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.ui.context import Context

_STATUS = {"open": "accent", "closed": "", "void": "danger"}
_TABLES: Mapping[str, tuple[str, ...]] = {
    "notes": ("note",),
    "contacts": ("contact", "family_member"),
    "concerns": ("category", "concern", "risk"),
    "consent": ("consent",),
    "care": ("placement", "allegation"),
    "restricted": ("reporter", "perpetrator"),
    "episodes": ("episode",),
}


class CasePage(Page):
    """The case whose id or number it was given."""

    watches = frozenset({"*"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words = CaseWords(context)
        self.key = ""
        self.file: CaseFile | None = None
        self._fresh = False
        self.acts = CaseActs(self, self.words)
        self.heading = heading(self)
        self.about = label(self, "dim", wrap=True)
        self.status = chip("", "", self)
        self.joined = Joined(context, self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.note_button = button(self, "note", self.add_note, primary=True)
        self.more_button = button(self, "more")
        self.answers = Answers(context, self.words)
        self.tabs = QTabWidget(self)
        self.tables: dict[str, PartTable] = {}
        self.child_tab = FormTab(context, self.words, child_form(context), "child_edit", save_child)
        self.case_tab = FormTab(context, self.words, case_form(context), "case_edit", save_case)
        self.time_line = TimeLine(context, self.words)
        self.forms = ResponsesPart(context, "case")
        self._tab_names: list[str] = []
        self._make_tabs()
        self._make_menu()
        self._lay_out()
        self.answers.stepped.connect(self.step)
        self.acts.saved.connect(self.load)
        self.joined.parted.connect(self.acts.part)
        self.retranslate()

    def _make_tabs(self) -> None:
        """Child, case, then the lists."""
        self._add_tab("child", self.child_tab)
        self._add_tab("case", self.case_tab)
        self._add_tab("forms", self.forms)
        for name, types in _TABLES.items():
            holder = Scrolled()
            box = QVBoxLayout(holder.content)
            box.setContentsMargins(0, self.context.theme.gap, self.context.theme.gap if types[1:] else 0, 0)
            for type_name in types:
                table = PartTable(self.context, self.words, type_name, lambda: self.file.names if self.file else {})
                self.tables[type_name] = table
                box.addWidget(table)
            self._add_tab(name, holder)
        self._add_tab("time_line", self.time_line)
        kept = self.context.state("case.tab")
        self.tabs.setCurrentIndex(self._tab_names.index(kept) if kept in self._tab_names else 0)
        self.tabs.currentChanged.connect(lambda place: self.context.keep_state("case.tab", self._tab_names[place]))

    def _add_tab(self, name: str, widget: QWidget) -> None:
        """One more tab."""
        self._tab_names.append(name)
        self.tabs.addTab(widget, name)

    def _make_menu(self) -> None:
        """The acts that are not done every day."""
        self.menu = QMenu(self)
        self.menu_acts: dict[str, QAction] = {}
        for name, slot in (
            ("first_contact", self.acts.first_contact),
            ("risk", self.acts.risk),
            ("reassign", self.acts.reassign),
            ("close", self.acts.close),
            ("reopen", self.acts.reopen),
            ("void", self.acts.void),
            ("merge", self.acts.merge),
        ):
            self.menu_acts[name] = self.menu.addAction(name, slot)
        self.more_button.setMenu(self.menu)

    def _lay_out(self) -> None:
        """Head, answers, tabs."""
        gap = self.context.theme.gap
        names = QVBoxLayout()
        names.setSpacing(0)
        title = row(self.heading, self.status, 1, gap=gap)
        title.setAlignment(self.status, Qt.AlignmentFlag.AlignVCenter)
        names.addLayout(title)
        names.addWidget(self.about)
        names.addWidget(self.joined)
        left = QHBoxLayout()
        left.setSpacing(gap)
        left.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        left.addLayout(names, 1)
        self.knobs = row(self.note_button, self.more_button, gap=gap)
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.head.setSpacing(gap)
        self.head.addLayout(left, 1)
        self.head.addLayout(self.knobs)
        self.head.setAlignment(self.knobs, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        box.setSpacing(gap)
        box.addLayout(self.head)
        body = Scrolled(self)
        inner = QVBoxLayout(body.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(gap)
        inner.addWidget(self.answers)
        inner.addWidget(self.tabs, 1)
        self.tabs.setMinimumHeight(self.context.theme.sizes.line * 13)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        box.addWidget(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand below the name."""
        super().resizeEvent(event)
        beside = self.width() > unit(self) * 100
        self.head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        side = Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag.AlignLeft
        self.head.setAlignment(self.knobs, side)

    def retranslate(self) -> None:
        self.back_button.setText(self.tr("Cases"))
        self.note_button.setText(self.tr("Add a note or visit (Ctrl+N)"))
        self.more_button.setText(self.tr("More"))
        for name, text in {
            "first_contact": self.tr("Note the first contact…"),
            "risk": self.tr("Set the risk level…"),
            "reassign": self.tr("Give to another caseworker…"),
            "close": self.tr("Close the case…"),
            "reopen": self.tr("Reopen the case…"),
            "void": self.tr("Entered by mistake…"),
            "merge": self.tr("The same as another case…"),
        }.items():
            self.menu_acts[name].setText(text)
        titles = {
            "child": self.tr("Child"),
            "case": self.tr("Case"),
            "forms": self.tr("Forms and assessments"),
            "notes": self.tr("Notes and visits"),
            "contacts": self.tr("Contacts and family"),
            "concerns": self.tr("Concerns and risk"),
            "consent": self.tr("Consent"),
            "care": self.tr("Placement, allegations"),
            "restricted": self.tr("Restricted"),
            "episodes": self.tr("Episodes"),
            "time_line": self.tr("Time line"),
        }
        for place, name in enumerate(self._tab_names):
            self.tabs.setTabText(place, titles[name])
        self.tabs.setAccessibleName(self.tr("Parts of the case"))
        for type_name, (title, empty) in self._table_words().items():
            self.tables[type_name].retranslate(title, empty)
        for tab in (self.child_tab, self.case_tab):
            tab.retranslate()
        self.answers.retranslate()
        self.time_line.retranslate()
        self.forms.retranslate()
        if self.file is not None:
            self._show(self.file)

    def _table_words(self) -> dict[str, tuple[str, str]]:
        """Title of each list, and what it says when it is empty."""
        return {
            "note": (self.tr("Notes and visits"), self.tr("Every call, talk and visit stands here, with its light.")),
            "contact": (self.tr("Contacts"), self.tr("Phones stand here, each with whether it is safe to call.")),
            "family_member": (self.tr("Family and household"), self.tr("Parents, brothers, sisters and carers stand here.")),
            "category": (self.tr("Type of child"), self.tr("Nothing was noted yet.")),
            "concern": (self.tr("Protection concerns"), self.tr("What the child faces or went through stands here.")),
            "risk": (self.tr("Risk level over time"), self.tr("No risk level was set yet.")),
            "consent": (self.tr("Consent"), self.tr("Each answer on consent stands here with its day; none is ever deleted.")),
            "placement": (self.tr("Placement"), self.tr("Where the child was placed stands here.")),
            "allegation": (self.tr("Allegations heard and reported"), self.tr("No allegation was noted.")),
            "reporter": (self.tr("Who reported (restricted)"), self.tr("Nobody is noted.")),
            "perpetrator": (self.tr("Alleged perpetrator (restricted)"), self.tr("Nobody is noted.")),
            "episode": (self.tr("Episodes: opened and closed"), self.tr("Nothing was noted yet.")),
        }

    def shown(self, **where: object) -> None:
        """Comes up with a case; the look at it is noted in the audit log."""
        key = where.get("case")
        if isinstance(key, str) and key:
            self.key = key
        if self.key:
            key, self._fresh = self.key, True
            self.context.tasks.run(
                lambda uow: case_file.open_file(uow, str(key)),
                self._show,
                self,
                write="case_read",
                failed=self._gone,
                key="file",
            )

    def refresh(self, changes: Changes) -> None:
        """Something of the case may have changed, here or by an exchange."""
        if self.file is not None:
            self.load()

    def load(self) -> None:
        """Reads the case again."""
        key = self.file.case.id if self.file is not None else self.key
        self.context.tasks.run(lambda reader: case_file.case_file(reader, key), self._show, self, failed=self._gone, key="file")

    def _gone(self, error: AppError) -> None:
        """The case cannot be shown (any more), as after the undo of its registration."""
        self.file = None
        self.context.notice(error_text(error, self.context.lang), kind="warn")
        if self.isVisible():
            self.context.navigate("cases")

    def _show(self, file: CaseFile) -> None:
        """Shows the case."""
        self.file = file
        self.acts.case = file.case
        lang, case, actor = self.context.lang, file.case, self.context.session.actor
        self.heading.setText(self.words.name(file.child))
        self.status.setText(code_label("case_status", case.code("status"), lang))
        set_tone(self.status, _STATUS.get(case.text("status"), ""))
        told = self.tr("{code} · Caseworker: {owner} · opened {day}")
        opened = self.words.value("opened_on", case.values.get("opened_on"))
        self.about.setText(told.format(code=case.text("code"), owner=file.owner_name or "–", day=opened))
        self.joined.show_joined(file.merged, editable=can(actor, "case.void", office=case.text("office")))

        def may(act: str) -> bool:
            return can(actor, act, owner=case.ref("owner"), office=case.text("office"))

        is_open = case.code("status") == "open"
        editable = is_open and may("case.edit")
        self.note_button.setVisible(is_open and may("case.note"))
        for name, act, state in (
            ("first_contact", "case.edit", {"open"}),
            ("risk", "case.edit", {"open"}),
            ("reassign", "case.reassign", {"open"}),
            ("close", "case.close", {"open"}),
            ("reopen", "case.reopen", {"closed"}),
            ("void", "case.void", {"open", "closed"}),
            ("merge", "case.void", {"open", "closed"}),
        ):
            self.menu_acts[name].setVisible(case.text("status") in state and may(act))
        self.more_button.setVisible(any(act.isVisible() for act in self.menu_acts.values()))
        self.answers.show_file(file)
        self.child_tab.show_record(file.child, editable=editable)
        self.case_tab.show_record(case, editable=editable)
        self._show_tables(file, editable)
        self.time_line.load(case.id, older=file.older)
        self.forms.load(case.id)
        self.context.tasks.run(lambda reader: kept_parts(reader, case.id), self._show_drafts, self, key="drafts")

    def _show_drafts(self, types: Collection[str]) -> None:
        """Entries that were typed and not saved, as before a power cut: their buttons go on with them."""
        for type_name, table in self.tables.items():
            table.show_draft(type_name in types)
        if types and self._fresh:
            self._open_tab(next(iter(types)))
            self.context.notice(self.tr("An entry was typed here and not saved. “Go on with the draft” opens it."))
        self._fresh = False

    def _show_tables(self, file: CaseFile, editable: bool) -> None:
        """Fills the lists; restricted ones are there only for who may know of them."""
        rights = self.context.session.actor.rights
        for type_name, table in self.tables.items():
            of_child = type_name in {"contact", "family_member"}
            rows = file.contacts if type_name == "contact" else file.family if of_child else file.rows(type_name)
            table.show_rows(file.case.id, file.child.id if of_child else file.case.id, rows, editable=editable)
        for type_name in ("reporter", "perpetrator"):
            self.tables[type_name].setVisible(type_name in rights)
        place = self._tab_names.index("restricted")
        self.tabs.setTabVisible(place, bool({"reporter", "perpetrator"} & rights))

    def step(self, name: str) -> None:
        """Takes the next step that the page proposes."""
        tables = {"consent": "consent", "visit": "note"}
        if name in tables:
            self._open_tab(tables[name])
            self.tables[tables[name]].add()
        elif name in {"report_allegation", "review_placement"}:
            self._open_tab("placement")
        elif name == "first_contact":
            self.acts.first_contact()
        elif name == "risk":
            self.acts.risk()
        elif name == "reopen":
            self.acts.reopen()

    def _open_tab(self, type_name: str) -> None:
        """Shows the tab with a list."""
        name = next(tab for tab, types in _TABLES.items() if type_name in types)
        self.tabs.setCurrentIndex(self._tab_names.index(name))

    def add_note(self) -> bool:
        """A new note or visit."""
        if self.note_button.isHidden():
            return False
        self._open_tab("note")
        return self.tables["note"].add()

    def new(self) -> bool:
        """Ctrl+N."""
        return self.add_note()

    def save(self) -> bool:
        """Ctrl+Enter: saves the form in sight."""
        tab = self.tabs.currentWidget()
        return tab.save() if isinstance(tab, FormTab) else False

    def next_problem(self) -> bool:
        """F8."""
        tab = self.tabs.currentWidget()
        return tab.form.next_problem() if isinstance(tab, FormTab) else False

    def reload(self) -> bool:
        """F5."""
        self.load()
        return True

    def back(self) -> bool:
        """Back to the list."""
        self.context.navigate("cases")
        return True

    def leave(self) -> None:
        for tab in (self.child_tab, self.case_tab):
            if tab.drafts is not None:
                tab.drafts.write()
