"""A line of Today: what it is about, what it is, and when; it can be opened, and a task be done, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.domain.codelists import label as code_label
from app.domain.tasks import ALIKE, ANSWER, COUNT, DAY, GROUPS, NUMBER, PEOPLE, POINTS, STAFF, WRITTEN
from app.services.exchange.field_words import answer_words
from app.text.breaks import with_breaks
from app.text.dates import short_date, short_moment
from app.text.words import has_words, words
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.basics import button, label, unit

if TYPE_CHECKING:
    from app.services.desk.today import Line
    from app.ui.context import Context

_LATE = {"overdue": "danger", "soon": "warn"}
translate = QCoreApplication.translate


class LineWords:
    """Tells the lines of Today in the language now."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def title(self, line: Line, group: str) -> str:
        """The name of the child; else the number, what was written down, or what stands where no name does."""
        name = (line.name_km or line.name_latin) if self.context.lang == "km" else (line.name_latin or line.name_km)
        if name:
            return name
        if group in GROUPS or group == "handed_over":
            return translate("TodayPage", "Restricted case") if line.subject else line.extra or self.kind(line)
        return self._other(line)

    def _other(self, line: Line) -> str:
        """What stands where there is no child."""
        if line.kind == "draft":
            kinds = {
                "register_case": translate("TodayPage", "Registration of a child"),
                "case_edit": translate("TodayPage", "A case that is being changed"),
                "child_edit": translate("TodayPage", "A case that is being changed"),
                "facility": translate("TodayPage", "A facility"),
                "admission": translate("TodayPage", "An admission"),
                "residency": translate("TodayPage", "An admission"),
                "carer": translate("TodayPage", "A household"),
            }
            if line.extra.startswith("part:carer_"):
                return translate("TodayPage", "An entry of a household")
            if line.extra.startswith("part:facility_"):
                return translate("TodayPage", "An entry of a facility")
            if line.extra.startswith("part:"):
                return translate("TodayPage", "An entry of a case")
            return kinds.get(line.extra, translate("TodayPage", "A form"))
        if line.kind == "conflict":
            return translate("TodayPage", "A record with two values")
        if line.kind == "held":
            return translate("TodayPage", "A change that the server holds")
        return translate("TodayPage", "A facility")

    def detail(self, line: Line, group: str) -> str:
        """What it is, and why."""
        if line.kind == "finding_overdue":
            return translate("TodayPage", "Item {item}").format(item=self.context.language.digits(line.extra))
        if group == "handed_over":
            return translate("TodayPage", "by {name}").format(name=line.by) if line.by else ""
        if group not in GROUPS:
            return ""
        title = self.title(line, group)
        parts = [self.kind(line), self._extra(line), line.by]
        return " · ".join(part for part in parts if part and part != title)

    def kind(self, line: Line) -> str:
        """What kind of thing it is."""
        key = f"task.{line.kind}"
        return words(key, self.context.lang) if has_words(key) else line.kind

    def _extra(self, line: Line) -> str:
        """What explains it."""
        if line.codes == DAY:
            if not line.extra:
                return ""
            day = short_date(date.fromisoformat(line.extra), self.context.lang)
            return translate("TodayPage", "nothing noted since {day}").format(day=day)
        if line.codes == COUNT:
            return translate("TodayPage", "Children: {n}").format(n=self.context.language.digits(line.extra))
        if line.codes == PEOPLE:
            return translate("TodayPage", "Residents: {n}").format(n=self.context.language.digits(line.extra))
        if line.codes == NUMBER:
            return translate("TodayPage", "number {n}").format(n=line.extra) if line.extra else ""
        if line.codes == STAFF:
            return translate("TodayPage", "Staff: {n}").format(n=self.context.language.digits(line.extra))
        if line.codes == POINTS:
            return translate("TodayPage", "Findings: {n}").format(n=self.context.language.digits(line.extra))
        if line.codes == ALIKE:
            return self._alike(line.extra)
        if line.codes == WRITTEN:
            return self._written(line.extra)
        if line.codes == ANSWER:
            return answer_words(line.extra, self.context.lang)
        if line.codes == "risk_level":
            level = code_label("risk_level", line.extra or None, self.context.lang)
            return translate("TodayPage", "Risk level: {level}").format(level=level) if level else ""
        if line.codes:
            return code_label(line.codes, line.extra or None, self.context.lang)
        return line.extra if line.subject else ""

    def _written(self, told: str) -> str:
        """What was written, and on which day."""
        kind, _, day = told.partition("\t")
        name = words(f"type.{kind}", self.context.lang)
        if not day:
            return name
        on = short_date(date.fromisoformat(day), self.context.lang)
        return translate("TodayPage", "{what}, written on {day}").format(what=name, day=on)

    def _alike(self, told: str) -> str:
        """Number, office, telephone of a child who may be the same, and which fields agree."""
        code, name_km, name_en, phone, reasons = told.split("\t")
        alike = CaseWords(self.context)
        fields = ", ".join(alike.reason(reason) for reason in reasons.split())
        office = name_km if self.context.lang == "km" else name_en or name_km
        head = " · ".join(part for part in (code, office, self.context.language.digits(phone)) if part)
        return translate("TodayPage", "{case}. Alike: {fields}").format(case=head, fields=fields)

    def when(self, line: Line, group: str) -> str:
        """When it is or was due."""
        lang = self.context.lang
        if group in GROUPS and line.due is not None:
            return self._distance(line.due)
        if line.day is not None:
            return self._days(line.day) if group in GROUPS else self._due_on(line.day)
        return short_moment(line.due, lang) if line.due is not None else ""

    def _due_on(self, day: date) -> str:
        """A day."""
        return translate("TodayPage", "due on {day}").format(day=short_date(day, self.context.lang))

    def _days(self, day: date) -> str:
        """How many days until a day, or since."""
        digits, today = self.context.language.digits, self.context.today()
        if day < today:
            return translate("TodayPage", "{n} days late").format(n=digits((today - day) // timedelta(days=1)))
        return translate("TodayPage", "due today") if day == today else self._due_on(day)

    def _distance(self, due: datetime) -> str:
        """How long until a limit, or since it was over."""
        now = self.context.session.database.clock.now()
        hours = abs(due - now).total_seconds() / 3600
        digits = self.context.language.digits
        if due < now:
            if hours < 48:
                return translate("TodayPage", "{n} hours late").format(n=digits(int(hours)))
            return translate("TodayPage", "{n} days late").format(n=digits(int(hours // 24)))
        if hours < 48:
            return translate("TodayPage", "{n} hours left").format(n=digits(int(hours)))
        return translate("TodayPage", "{n} days left").format(n=digits(int(hours // 24)))

    def tone(self, line: Line, group: str) -> str:
        """How a line looks: red for what is late."""
        return _LATE.get(line.state, "") if group in GROUPS else ""


class Row(QFrame):
    """A line that can be opened by mouse or keyboard."""

    def __init__(
        self, parent: QWidget, opened: Callable[[], object], done: Callable[[], object] | None = None, *, look: bool = False
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._done = done
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", "row")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.box = QHBoxLayout(self)
        gap = unit(self)
        self.box.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self.box.setSpacing(gap * 2)
        self.told = label(self, "dim", wrap=True)

    def fill(self, title: str, mark: str, detail: str, when: str, tone: str) -> None:
        """Sets the words: title, number, detail, and on the right the time."""
        name = label(self, tone if tone == "danger" else "", title)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        self.box.addWidget(name)
        told = " · ".join(text for text in (mark, detail) if text)
        self.told.setText(with_breaks(told))
        self.box.addWidget(self.told, 1)
        if when:
            self.box.addWidget(label(self, tone or "dim", when))
        if self._done is not None:
            verb = translate("TodayPage", "Seen") if self._look else translate("TodayPage", "Done")
            knob = button(self, "check", self._done, text=verb, flat=True)
            named = translate("TodayPage", "Seen: {task}") if self._look else translate("TodayPage", "Done: {task}")
            knob.setAccessibleName(named.format(task=title))
            self.box.addWidget(knob)
        self.setAccessibleName(", ".join(text for text in (title, mark, detail, when) if text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scrolled list asks nobody how high a line of several rows is: it says so itself.

        The words are asked at the width that they got, in the look that they will have: Qt tells the height of a pixel more.
        """
        super().resizeEvent(event)
        self.told.ensurePolished()
        around = self.box.contentsMargins() + self.contentsMargins()
        words = self.told.heightForWidth(self.told.width()) + around.top() + around.bottom()
        self.setMinimumHeight(max(0, words, self.box.heightForWidth(self.width())))

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
        self._opened()
