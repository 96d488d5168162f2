"""One case on one page: what it answers at once, then everything else one key away."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QSpacerItem, QVBoxLayout

from app.domain.permissions import can
from app.domain.records import Record
from app.services.cases import case_file
from app.services.cases.case_file import CaseFile
from app.services.sharing import moves, transfer_approval
from app.ui.pages.case_parts.acts import sharing_acts
from app.ui.pages.case_parts.acts.act_list import ACTS
from app.ui.pages.case_parts.acts.acts import CaseActs
from app.ui.pages.case_parts.head.answers import Answers
from app.ui.pages.case_parts.head.bar import CaseBar
from app.ui.pages.case_parts.head.head import CaseHead
from app.ui.pages.case_parts.head.standing import Standing
from app.ui.pages.case_parts.lists.part_table import PartTable, kept_parts
from app.ui.pages.case_parts.tabs.case_tab import CaseTab, PartsTab, TabHost
from app.ui.pages.case_parts.tabs.tabs import STEPS, TABS
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.page import LOW, Page
from app.ui.widgets.basics import Scrolled
from app.ui.widgets.sections import Sections

if TYPE_CHECKING:
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.services.sharing.moves import Stub
    from app.ui.context import Context

Kind = TypeVar("Kind", bound=CaseTab)
FILLS = QSizePolicy.Policy.Expanding


class CasePage(Page):
    """The case whose id or number it was given."""

    watches = frozenset({"*"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words = CaseWords(context)
        self.key = ""
        self.file: CaseFile | None = None
        self._fresh = False
        self._wanted = ""
        self.acts = CaseActs(self, self.words)
        self.head = CaseHead(context, self.words, self)
        self.heading, self.about = self.head.heading, self.head.about
        self.note_button, self.more_button = self.head.note_button, self.head.more_button
        self.standing = Standing(context, self.words, self)
        self.answers = Answers(context, self.words)
        self.bar = CaseBar(context, self.words)
        self.tabs = Sections(self, context.theme.sizes.line, context.theme.gap)
        self.parts: dict[str, CaseTab] = {}
        self._stale: set[str] = set()
        self._make_menu()
        self._lay_out()
        self._make_tabs()  # where they stay: what is moved with all that is in it takes the look of all of it anew
        self.answers.stepped.connect(self.step)
        self.bar.stepped.connect(self.step)
        self.bar.told.connect(self.answers.show_steps)
        self.acts.approvals.elsewhere.connect(self._ask_elsewhere)
        self.acts.saved.connect(self.load)
        self.standing.saved.connect(self.load)
        self.standing.stepped.connect(self.step)
        self.head.joined.parted.connect(self.acts.part)
        self.head.back.connect(self.back)
        self.head.noted.connect(self.add_note)
        self.retranslate()

    def _make_tabs(self) -> None:
        """Child, case, then the lists."""
        host = TabHost(
            self.context, self.words, lambda: self.file.known_names(self.context.lang) if self.file is not None else {}
        )
        for entry in TABS:
            tab = entry.make(host)
            self.parts[entry.name] = tab
            tab.saved.connect(self.load)
            tab.stepped.connect(self.step)
            self.tabs.addTab(tab, entry.name)
        names = list(self.parts)
        kept = self.context.state("case.tab")
        self.tabs.setCurrentIndex(names.index(kept) if kept in names else 0)
        self.tabs.currentChanged.connect(self._came_up)
        self.tabs.chosen.connect(self._to_sections)

    def tab(self, kind: type[Kind]) -> Kind:
        """The tab of a kind of its own."""
        return next(tab for tab in self.parts.values() if isinstance(tab, kind))

    @property
    def tables(self) -> dict[str, PartTable]:
        """The lists of all tabs, by type."""
        lists = [tab for tab in self.parts.values() if isinstance(tab, PartsTab)]
        return {name: table for tab in lists for name, table in tab.tables.items()}

    def _make_menu(self) -> None:
        """The acts that are not done every day."""
        self.menu = QMenu(self)
        self.menu_acts: dict[str, QAction] = {}
        for act in ACTS:
            self.menu_acts[act.name] = self.menu.addAction(act.name, partial(act.run, self.acts))
        self.more_button.setMenu(self.menu)

    def _lay_out(self) -> None:
        """Head, answers, tabs."""
        gap = self.context.theme.gap
        self.box = box = QVBoxLayout(self)
        box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        box.setSpacing(gap)
        box.addWidget(self.head)
        self.body = Scrolled(self)
        self.inner = inner = QVBoxLayout(self.body.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(gap)
        inner.addWidget(self.standing)
        inner.addWidget(self.bar)
        inner.addWidget(self.answers)
        inner.addWidget(self.tabs, 1)
        self.rest = QSpacerItem(0, 0)
        inner.addItem(self.rest)
        box.addWidget(self.body, 1)
        self.body.viewport().installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the head goes up and away with the rest, so that a part has all the room."""
        super().resizeEvent(event)
        home = self.inner if self.height() < self.context.theme.sizes.line * LOW else self.box
        if home.indexOf(self.head) < 0:
            held = self.focusWidget()
            home.insertWidget(0, self.head)
            if held is not None and self.head.isAncestorOf(held):  # else the page would go to where Qt puts the focus
                held.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A part that is worked on may have all the room below the head."""
        if event.type() == QEvent.Type.Resize and watched is self.body.viewport():
            self.tabs.setFixedHeight(max(self.context.theme.sizes.line * 13, self.body.viewport().height()))
        return super().eventFilter(watched, event)

    def _to_sections(self) -> None:
        """What was chosen comes up whole; what the case answers at once is one turn of the wheel above."""
        self.body.verticalScrollBar().setValue(self.tabs.y())

    def retranslate(self) -> None:
        self.head.retranslate()
        for act in ACTS:
            self.menu_acts[act.name].setText(act.text())
        for place, entry in enumerate(TABS):
            self.tabs.setTabText(place, entry.title())
            self.parts[entry.name].retranslate()
        self.tabs.setAccessibleName(self.tr("Parts of the case"))
        self.standing.retranslate()
        if self.standing.stub is not None:
            self.head.show_stub(self.standing.stub)
        self.answers.retranslate()
        self.bar.retranslate()
        if self.file is not None:
            self._show(self.file)

    def shown(self, **where: object) -> None:
        """Comes up with a case, and a part of it (`step`); the look at it is noted in the audit log."""
        key, self._wanted = where.get("case"), str(where.get("step") or "")
        if isinstance(key, str) and key:
            if key != self.key:
                self.body.verticalScrollBar().setValue(0)  # another case begins with whose it is
            self.key = key
        if self.key:
            key, self._fresh = self.key, True
            self.context.tasks.run(
                lambda uow: case_file.open_file(uow, str(key)),
                self._show,
                self,
                write="case_read",
                failed=partial(self._gone, str(key)),
                key="file",
            )

    def refresh(self, changes: Changes) -> None:
        """Something of the case may have changed, here or by an exchange."""
        if self.file is not None:
            self.load()

    def load(self) -> None:
        """Reads the case again."""
        key = self.file.case.id if self.file is not None else self.key
        gone = partial(self._gone, key)
        self.context.tasks.run(lambda reader: case_file.case_file(reader, key), self._show, self, failed=gone, key="file")

    def _gone(self, key: str, error: AppError) -> None:
        """The case cannot be shown (any more): it went to another office, or its registration was undone."""
        self.file = None
        told = partial(self._stands_elsewhere, error)
        self.context.tasks.run(lambda reader: moves.stub_of(reader, key), told, self, key="stub")

    def _stands_elsewhere(self, error: AppError, stub: Stub | None) -> None:
        """Where it went, as far as that is known here; else back to the list."""
        if stub is not None:
            self.head.show_stub(stub)
            self.standing.show_stub(stub)
            self._show_whole(whole=False)
            return
        self.context.notice(self.context.words(error), kind="warn")
        if self.isVisible():
            self.context.navigate("cases")

    def _show(self, file: CaseFile) -> None:
        """Shows the case."""
        self.file = file
        self._show_whole(whole=True)
        self.standing.load(file)
        self.acts.show_case(file.case)
        case = file.case
        self.head.show_file(file)
        is_open = case.code("status") == "open"
        self.note_button.setVisible(is_open and self._may("case.note"))
        for act in ACTS:
            self.menu_acts[act.name].setVisible(case.text("status") in act.states and act.when(case) and self._may(act.act))
        self.more_button.setVisible(any(act.isVisible() for act in self.menu_acts.values()))
        self.answers.show_file(file)
        self.bar.load(file)
        self._stale = set(self.parts)
        for place, entry in enumerate(TABS):
            self.tabs.setTabVisible(place, entry.visible(self.context.session.actor))
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            if wanted.startswith("place:"):
                self._tab_step(wanted)
            else:
                self._open(wanted)
        self._load_tab(self.tabs.currentIndex())
        self.context.tasks.run(lambda reader: kept_parts(reader, case.id), self._show_drafts, self, key="drafts")

    def _show_whole(self, *, whole: bool) -> None:
        """All of a case, or only where it went."""
        for part in (self.answers, self.tabs):
            part.setVisible(whole)
        if not whole:
            self.bar.hide()
        self.rest.changeSize(0, 0, QSizePolicy.Policy.Minimum, FILLS if not whole else QSizePolicy.Policy.Fixed)

    def _may(self, act: str) -> bool:
        """Whether the person may do an act on the case that is shown."""
        case = self.file.case if self.file is not None else Record("case", "", {})
        return can(self.context.session.actor, act, owner=case.ref("owner"), office=case.text("office"))

    def _came_up(self, place: int) -> None:
        """Another tab is in sight."""
        self.context.keep_state("case.tab", TABS[place].name)
        self._load_tab(place)

    def _load_tab(self, place: int) -> None:
        """A tab reads when it comes up, and only then: most are never looked at."""
        name = TABS[place].name
        if self.file is None or name not in self._stale:
            return
        self._stale.discard(name)
        editable = self.file.case.code("status") == "open" and self._may("case.edit")
        self.parts[name].load(self.file, editable=editable)

    def _show_drafts(self, types: Collection[str]) -> None:
        """Entries that were typed and not saved, as before a power cut: their buttons go on with them."""
        for tab in self.parts.values():
            tab.show_drafts(types)
        if types and self._fresh:
            self._open(f"list:{next(iter(types))}")
            self.context.notice(self.tr("An entry was typed here and not saved. “Go on with the draft” opens it."))
        self._fresh = False

    def step(self, name: str) -> None:
        """Takes the next step that the page proposes: an act, or a step of a tab such as `add:service`."""
        if name.startswith("approval:"):
            self.acts.approvals.go_on(name.partition(":")[2])
            return
        if name.startswith("refer:"):
            sharing_acts.refer(self.acts, name.partition(":")[2])
            return
        if name == "inbox":
            self.context.navigate("sync")
            return
        known = {act.name: act for act in ACTS}
        if name in known:
            known[name].run(self.acts)
        else:
            self._tab_step(name)

    def _tab_step(self, name: str) -> None:
        """Takes a step of a tab."""
        wanted = STEPS.get(name, name)
        tab = self._open(wanted)
        if tab is not None:
            tab.step(wanted)

    def _ask_elsewhere(self, name: str) -> None:
        """Asks for a decision where it is asked for: a transfer by its own form, all others in a tab."""
        if name == f"approval:{transfer_approval.WHAT}":
            sharing_acts.transfer(self.acts)
        else:
            self._tab_step(name)

    def _open(self, step: str) -> CaseTab | None:
        """Brings up the tab that a step is for."""
        for place, entry in enumerate(TABS):
            tab = self.parts[entry.name]
            if tab.takes(step):
                self.tabs.setCurrentIndex(place)
                self._load_tab(place)
                return tab
        return None

    def add_note(self) -> bool:
        """A new note or visit."""
        if self.note_button.isHidden():
            return False
        tab = self._open("add:note")
        return tab is not None and tab.step("add:note")

    def new(self) -> bool:
        """Ctrl+N."""
        return self.add_note()

    def save(self) -> bool:
        """Ctrl+Enter: saves the form in sight."""
        return self.parts[TABS[self.tabs.currentIndex()].name].save()

    def next_problem(self) -> bool:
        """F8."""
        return self.parts[TABS[self.tabs.currentIndex()].name].next_problem()

    def print_paper(self) -> bool:
        """Ctrl+P: which paper, which copy."""
        if not self._may("paper.make"):
            return False
        self.step("print")
        return True

    def reload(self) -> bool:
        """F5."""
        self.load()
        return True

    def back(self) -> bool:
        """Back to the list."""
        self.context.navigate("cases")
        return True

    def leave(self) -> None:
        for tab in self.parts.values():
            tab.leave()
