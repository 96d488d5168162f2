"""Today: what is due and late, danger to a child first; what was begun; what others handed over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.domain.records import Record
from app.services.backups import backup_due
from app.text.dates import long_date, short_date, short_moment
from app.text.dates import weekday as weekday_words
from app.ui.pages.page import Page
from app.ui.pages.today_parts import BackupReminder
from app.ui.widgets.basics import Scrolled, button, card, chip, clear, heading, label, note, unit

if TYPE_CHECKING:
    from app.data.reader import Reader
    from app.domain.records import Changes
    from app.services.today import Group, Line
    from app.ui.context import Context

_LOOK = {
    "contact_overdue": ("warning", "danger"),
    "contact_due": ("clock", "warn"),
    "finding_overdue": ("flag", "warn"),
    "conflict": ("conflict", "warn"),
    "held": ("held", "warn"),
    "handed_over": ("person", "accent"),
    "draft": ("draft", "dim"),
}


class TodayPage(Page):
    """Groups of lines; each line opens what it is about."""

    watches: ClassVar[frozenset[str]] = frozenset({"case", "finding", "child", "category", "concern", "facility", "risk"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.groups: tuple[Group, ...] | None = None
        self.title = heading(self)
        self.date = label(self, "dim")
        self.new_case = button(self, "add", self.new, primary=True)
        self.reminder = BackupReminder(context, self)
        self.scrolled = Scrolled(self)
        self.list = QVBoxLayout(self.scrolled.content)
        self.list.setContentsMargins(0, 0, context.theme.gap, 0)
        self.list.setSpacing(context.theme.wide)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.date)
        head.addLayout(words, 1)
        head.addWidget(self.new_case, 0, Qt.AlignmentFlag.AlignVCenter)
        outer = QVBoxLayout(self)
        wide = context.theme.wide
        outer.setContentsMargins(wide, wide, wide, 0)
        outer.setSpacing(wide)
        outer.addLayout(head)
        outer.addWidget(self.reminder)
        outer.addWidget(self.scrolled, 1)
        context.bus.exchange.connect(self._read)
        self.retranslate()

    def retranslate(self) -> None:
        day, lang = self.context.today(), self.context.lang
        self.title.setText(self.tr("Today"))
        self.date.setText(f"{weekday_words(day, lang)} {long_date(day, lang)}")
        self.new_case.setText(self.tr("Register a child"))
        self.reminder.retranslate()
        self._show()

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

    def _read(self) -> None:
        """Reads all groups."""

        def read(reader: Reader) -> tuple[Group, ...]:
            from app.services.today import today

            return today(reader)

        if self.context.signed_in:
            self.context.tasks.run(read, self._take, self, key="today")
            self.context.tasks.run(backup_due, self.reminder.show_due, self, key="backup")

    def _take(self, groups: tuple[Group, ...]) -> None:
        """Shows what was read, if it differs."""
        if groups != self.groups:
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
            "contact_overdue": self.tr("First contact overdue"),
            "contact_due": self.tr("First contact due"),
            "finding_overdue": self.tr("Findings overdue"),
            "conflict": self.tr("Two different values: please decide"),
            "held": self.tr("Held by the server"),
            "handed_over": self.tr("Handed over to you"),
            "draft": self.tr("Drafts (not part of the record yet)"),
        }

    def _card(self, group: Group) -> QFrame:
        """The card of a group."""
        theme, digits = self.context.theme, self.context.language.digits
        icon_name, tone = _LOOK[group.kind]
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
            box.addWidget(self._row(line, frame))
        if group.count > len(group.lines):
            more = self.tr("and {n} more").format(n=digits(group.count - len(group.lines)))
            box.addWidget(label(frame, "dim", more))
        return frame

    def _explain(self, kind: str) -> str:
        """One sentence below a title, where the title alone does not say what to do."""
        return {
            "contact_overdue": self.tr("The time allowed by the risk level is over. See the child first, write afterwards."),
            "conflict": self.tr("Two people wrote different values. Both are kept until somebody decides."),
            "held": self.tr("The server has not taken these yet. They are kept here; the page “Send and receive” says why."),
        }.get(kind, "")

    def _row(self, line: Line, parent: QWidget) -> Row:
        """A line of a group."""
        row = Row(parent, lambda: self._open(line))
        name = (line.name_km or line.name_latin) if self.context.lang == "km" else (line.name_latin or line.name_km)
        title = name or self._other_title(line)
        row.fill(title, line.mark, self._detail(line), self._when(line), "danger" if line.kind == "contact_overdue" else "")
        return row

    def _other_title(self, line: Line) -> str:
        """What stands where no name does."""
        if line.kind == "draft":
            kinds = {
                "register_case": self.tr("Registration of a child"),
                "case_edit": self.tr("A case that is being changed"),
                "child_edit": self.tr("A case that is being changed"),
                "facility": self.tr("A facility"),
                "admission": self.tr("An admission"),
                "residency": self.tr("An admission"),
            }
            if line.extra.startswith("part:"):
                return self.tr("An entry of a case")
            return kinds.get(line.extra, self.tr("A form"))
        if line.kind == "conflict":
            return self.tr("A record with two values")
        if line.kind == "held":
            return self.tr("A change that the server holds")
        return self.tr("Restricted case")

    def _detail(self, line: Line) -> str:
        """What it is about, in a word."""
        if line.kind in ("contact_overdue", "contact_due"):
            level = code_label("risk_level", line.extra or None, self.context.lang)
            return self.tr("Risk level: {level}").format(level=level)
        if line.kind == "finding_overdue":
            return self.tr("Item {item}").format(item=self.context.language.digits(line.extra))
        if line.kind == "handed_over" and line.by:
            return self.tr("by {name}").format(name=line.by)
        return ""

    def _when(self, line: Line) -> str:
        """When it is or was due."""
        lang = self.context.lang
        if line.kind in ("contact_overdue", "contact_due") and line.due is not None:
            return self._distance(line.due)
        if line.day is not None:
            return self.tr("due on {day}").format(day=short_date(line.day, lang))
        return short_moment(line.due, lang) if line.due is not None else ""

    def _distance(self, due: datetime) -> str:
        """How long until a limit, or since it was over."""
        now = self.context.session.database.clock.now()
        hours = abs(due - now).total_seconds() / 3600
        digits = self.context.language.digits
        if due < now:
            if hours < 48:
                return self.tr("{n} hours late").format(n=digits(int(hours)))
            return self.tr("{n} days late").format(n=digits(int(hours // 24)))
        if hours < 48:
            return self.tr("{n} hours left").format(n=digits(int(hours)))
        return self.tr("{n} days left").format(n=digits(int(hours // 24)))

    def _open(self, line: Line) -> None:
        """Goes to what a line is about."""
        if line.kind in ("conflict", "held"):
            self.context.navigate("sync")
        elif line.kind == "finding_overdue":
            self.context.navigate("facility", facility=line.subject)
        elif line.kind == "draft":
            self._open_draft(line.extra, line.subject)
        else:
            self.context.navigate("case", case=line.subject)

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
        elif kind == "child_edit":
            self.context.tasks.run(
                lambda reader: reader.find("case", child=subject, order=("-opened_on",)), self._open_case, self
            )
        else:
            self.context.navigate("case", case=subject)

    def _open_case(self, found: list[Record]) -> None:
        for case in found[:1]:
            self.context.navigate("case", case=case.id)


class Row(QFrame):
    """A line that can be opened by mouse or keyboard."""

    def __init__(self, parent: QWidget, opened: object) -> None:
        super().__init__(parent)
        self._opened = opened
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", "row")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box = QHBoxLayout(self)
        gap = unit(self)
        self.box.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self.box.setSpacing(gap * 2)

    def fill(self, title: str, mark: str, detail: str, when: str, tone: str) -> None:
        """Sets the words: title, number, detail, and on the right the time."""
        name = label(self, tone, title)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self.box.addWidget(name)
        for text in (mark, detail):
            if text:
                self.box.addWidget(label(self, "dim", text))
        self.box.addStretch(1)
        if when:
            self.box.addWidget(label(self, tone or "dim", when))
        self.setAccessibleName(", ".join(text for text in (title, mark, detail, when) if text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and space open; arrows go to the next line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def _open(self) -> None:
        """Opens it."""
        if callable(self._opened):
            self._opened()
