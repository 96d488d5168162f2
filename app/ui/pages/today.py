"""Today: what is due and late, danger to a child first; what was begun; what others handed over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.permissions import can, scope
from app.domain.records import Record
from app.services.office.backups import backup_due
from app.text.dates import long_date
from app.text.dates import weekday as weekday_words
from app.ui.pages import BY_NAME
from app.ui.pages.page import LOW, Page
from app.ui.pages.task_dialogs import ask_task, edit_task
from app.ui.pages.today_lines import LineWords, Row
from app.ui.pages.today_parts import BackupReminder
from app.ui.widgets.basics import Scrolled, button, card, chip, clear, heading, label, note, row, unit

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.services.desk.today import Group, Line
    from app.ui.context import Context

LOOK = {
    "overdue": ("warning", "danger"),
    "due": ("clock", "warn"),
    "sent_back": ("undo", "warn"),
    "approval": ("check", "warn"),
    "hand_over": ("person", "accent"),
    "referral": ("next", "accent"),
    "review": ("calendar", "warn"),
    "no_contact": ("phone", "warn"),
    "missing": ("draft", "accent"),
    "flag": ("flag", "accent"),
    "finding_overdue": ("facility", "warn"),
    "conflict": ("conflict", "warn"),
    "held": ("held", "warn"),
    "handed_over": ("person", "accent"),
    "draft": ("draft", "dim"),
}
_MINE = "today.mine"
_PAGES = {"call": "calls"}
"""Types of records that belong to no case and have a page of another name."""


class TodayPage(Page):
    """Groups of lines; each line opens what it is about."""

    watches: ClassVar[frozenset[str]] = frozenset({"*"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.groups: tuple[Group, ...] | None = None
        self.title = heading(self)
        self.date = label(self, "dim")
        self.words = LineWords(context)
        self.mine = QCheckBox(self)
        self.mine.setChecked(context.state(_MINE) is True)
        self.mine.setVisible(scope(context.session.actor, "case.list") == "office")
        self.mine.toggled.connect(self._only_mine)
        self.numbers = button(self, "phone", lambda: context.navigate("emergency"), flat=True)
        self.new_task = button(self, "check", self.add_task)
        self.new_task.setVisible(can(context.session.actor, "task.edit"))
        self.new_case = button(self, "add", self.new, primary=True)
        self.new_case.setVisible(can(context.session.actor, "case.create"))
        self.reminder = BackupReminder(context, self)
        self.scrolled = Scrolled(self)
        self.inner = QVBoxLayout(self.scrolled.content)
        self.inner.setContentsMargins(0, 0, context.theme.gap, 0)
        self.inner.setSpacing(context.theme.wide)
        self.list = QVBoxLayout()
        self.list.setSpacing(context.theme.wide)
        self.inner.addLayout(self.list)
        self.top = QWidget(self)
        self.head = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.top)
        self.head.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.date)
        words.addWidget(self.numbers, 0, Qt.AlignmentFlag.AlignLeft)
        self.head.addLayout(words, 1)
        self.head.addLayout(row(self.mine, self.new_task, self.new_case, gap=context.theme.gap))
        self.outer = outer = QVBoxLayout(self)
        wide = context.theme.wide
        outer.setContentsMargins(wide, wide, wide, 0)
        outer.setSpacing(wide)
        outer.addWidget(self.top)
        outer.addWidget(self.reminder)
        outer.addWidget(self.scrolled, 1)
        context.bus.exchange.connect(self._read)
        self.retranslate()

    def retranslate(self) -> None:
        day, lang = self.context.today(), self.context.lang
        self.title.setText(self.tr("Today"))
        self.date.setText(f"{weekday_words(day, lang)} {long_date(day, lang)}")
        self.mine.setText(self.tr("Only my own"))
        self.numbers.setText(self.tr("Emergency numbers"))
        self.new_task.setText(self.tr("Add a task"))
        self.new_case.setText(self.tr("Register a child"))
        self.reminder.retranslate()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand below the title, in a low one all of it goes up and away with the list."""
        super().resizeEvent(event)
        home = self.inner if self.height() < self.context.theme.sizes.line * LOW else self.outer
        if home.indexOf(self.top) < 0:
            home.insertWidget(0, self.top)
            home.insertWidget(1, self.reminder)
        beside = self.width() > unit(self) * 90
        self.head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def shown(self, **where: object) -> None:
        self._read()

    def refresh(self, changes: Changes) -> None:
        self._read()

    def reload(self) -> bool:
        self._read()
        return True

    def new(self) -> bool:
        self.context.navigate("register_case")
        return True

    def _only_mine(self, on: bool) -> None:
        """Of cases and tasks only one's own, or those of all; kept for this person."""
        self.context.keep_state(_MINE, on)
        self._read()

    def _read(self) -> None:
        """Reads all groups."""
        mine = self.mine.isChecked() and not self.mine.isHidden()

        def read(reader: Reader) -> tuple[Group, ...]:
            from app.services.desk.today import today

            return today(reader, mine=mine)

        if self.context.signed_in:
            self.context.tasks.run(read, self._take, self, key="today")
            self.context.tasks.run(backup_due, self.reminder.show_due, self, key="backup")

    def _take(self, groups: tuple[Group, ...]) -> None:
        """Shows what was read, if it differs and somebody is still there to see it."""
        if self.context.signed_in and groups != self.groups:
            self.groups = groups
            self._show()

    def _show(self) -> None:
        """Builds the cards."""
        clear(self.list)
        if self.groups is None:
            return
        for group in self.groups:
            self.list.addWidget(self._card(group))
        if not self.groups:
            frame, box = card(self.scrolled.content)
            box.addWidget(
                note(frame, self.tr("Nothing is due. What falls due, what others hand over and what you begin appears here."))
            )
            self.list.addWidget(frame)
        self.list.addStretch(1)

    def _titles(self) -> dict[str, str]:
        """What each group is called."""
        return {
            "overdue": self.tr("Overdue"),
            "due": self.tr("Due"),
            "sent_back": self.tr("Sent back to you with remarks"),
            "approval": self.tr("Waiting for approval"),
            "hand_over": self.tr("Hand-overs to answer"),
            "referral": self.tr("Referrals to answer"),
            "review": self.tr("Reviews due"),
            "no_contact": self.tr("Without contact for long"),
            "missing": self.tr("Still missing"),
            "flag": self.tr("Flagged"),
            "finding_overdue": self.tr("Findings overdue"),
            "conflict": self.tr("Two different values: please decide"),
            "held": self.tr("Held by the server"),
            "handed_over": self.tr("Handed over to you"),
            "draft": self.tr("Drafts (not part of the record yet)"),
        }

    def _card(self, group: Group) -> QFrame:
        """The card of a group."""
        theme, digits = self.context.theme, self.context.language.digits
        icon_name, tone = LOOK[group.kind]
        frame, box = card(self.scrolled.content)
        box.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(theme.gap)
        picture = QLabel(frame)
        side = theme.sizes.icon
        picture.setPixmap(self.context.icon(icon_name, tone).pixmap(side, side))
        head.addWidget(picture)
        head.addWidget(label(frame, "section", self._titles()[group.kind]))
        head.addWidget(chip(digits(group.count), "" if tone == "dim" else tone, frame))
        head.addStretch(1)
        box.addLayout(head)
        explain = self._explain(group.kind)
        if explain:
            box.addWidget(note(frame, explain))
        box.addSpacing(theme.gap)
        for line in group.lines:
            box.addWidget(self._row(line, group.kind, frame))
        if group.count > len(group.lines):
            more = self.tr("and {n} more").format(n=digits(group.count - len(group.lines)))
            box.addWidget(label(frame, "dim", more))
        return frame

    def _explain(self, kind: str) -> str:
        """One sentence below a title, where the title alone does not say what to do."""
        return {
            "overdue": self.tr("The time allowed is over. See the child first, write afterwards."),
            "sent_back": self.tr("The head asks for something to be changed before it is approved."),
            "approval": self.tr("Nobody approves their own request: these wait for you."),
            "no_contact": self.tr("Nothing was noted in these open cases for a long time. Visit or call, then write a note."),
            "missing": self.tr(
                "This has no day. See to it when what is urgent is done; it stays here until it is written down."
            ),
            "flag": self.tr("Somebody marked these cases so that nobody overlooks them. Clear the flag once it is settled."),
            "conflict": self.tr("Two people wrote different values. Both are kept until somebody decides."),
            "held": self.tr("The server has not taken these yet. They are kept here; the page “Send and receive” says why."),
        }.get(kind, "")

    def _row(self, line: Line, group: str, parent: QWidget) -> Row:
        """A line of a group."""
        kind, record = line.about
        look = line.kind == "late_look"
        act = partial(self._seen, record) if look else partial(self._done, record) if kind == "task" else None
        made = Row(parent, lambda: self._open(line), act, look=look)
        words = self.words
        made.fill(
            words.title(line, group),
            line.mark,
            words.detail(line, group),
            words.when(line, group),
            words.tone(line, group),
        )
        return made

    def _done(self, task: str) -> None:
        """A task is done; undo brings it back."""
        from app.services.desk import tasks

        self.context.tasks.run(lambda uow: tasks.done(uow, task), lambda _: self._read(), self, write="task_done")

    def _seen(self, entry: str) -> None:
        """The head looked at what came to a closed case after its closing, and the case stays closed."""
        from app.services.cases import late_entries

        self.context.tasks.run(lambda uow: late_entries.seen(uow, entry), lambda _: self._read(), self, write="late_seen")

    def add_task(self) -> None:
        """A task of no case: one's own, or (for the head) somebody else's."""
        ask_task(self.context, self, self._read)

    def _open(self, line: Line) -> None:
        """Goes to what a line is about."""
        if line.kind in ("conflict", "held"):
            self.context.navigate("sync")
        elif line.kind == "task" and not line.subject:
            edit_task(self.context, self, line.about[1], self._read)
        elif line.kind == "finding_overdue":
            self.context.navigate("facility", facility=line.subject)
        elif line.about[0] in ("hand_over", "referral"):
            self.context.navigate("referrals", row=line.about[1])
        elif line.kind == "visit_follow_up":
            self.context.navigate("visit_plan", facility=line.about[1])
        elif line.kind == "paper_look":
            self.context.navigate("approvals", approval=line.about[1])
        elif line.kind == "case_review":
            self.context.navigate("supervision", case=line.subject)
        elif not line.subject and (page := _PAGES.get(line.about[0], line.about[0])) in BY_NAME:
            tab = {"part": line.step} if line.about[0] == "facility" and line.step else {}
            self.context.navigate(page, **{line.about[0]: line.about[1]}, **tab)
        elif line.kind == "draft":
            self._open_draft(line.extra, line.subject)
        else:
            verb, _, part = line.step.partition(":")
            where = {"step": f"list:{part}"} if verb in {"add", "list"} and part else {}
            self.context.navigate("case", case=line.subject, **where)

    def _open_draft(self, kind: str, subject: str) -> None:
        """Goes to the form that a draft belongs to."""
        if kind == "register_case":
            self.context.navigate("register_case")
        elif kind == "facility" and not subject:
            self.context.navigate("facility", new=True)
        elif kind in ("facility", "admission"):
            self.context.navigate("facility", facility=subject, draft=kind)
        elif kind == "residency":
            self.context.navigate("facility", residency=subject)
        elif kind == "carer" and not subject:
            self.context.navigate("carer", new=True)
        elif kind == "carer" or kind.startswith("part:carer_"):
            self.context.navigate("carer", carer=subject)
        elif kind.startswith("part:facility_"):
            self.context.navigate("facility", facility=subject, part=kind.removeprefix("part:"))
        elif kind == "child_edit":
            self.context.tasks.run(
                lambda reader: reader.find("case", child=subject, order=("-opened_on",)), self._open_case, self
            )
        else:
            self.context.navigate("case", case=subject)

    def _open_case(self, found: list[Record]) -> None:
        for case in found[:1]:
            self.context.navigate("case", case=case.id)
