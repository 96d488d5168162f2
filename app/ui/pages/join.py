"""Two cases side by side: are they one child? Joined they are one file; that they are two is kept as well (practice P3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.domain.codelists import label as code_label
from app.services.people import comparing, distinct, merging
from app.services.people.comparing import Head, Line, Pair
from app.services.people.distinct import Kind
from app.services.people.merging import Pick
from app.text.breaks import with_breaks
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.join_parts.choose import Choose
from app.ui.pages.join_parts.pick_row import NARROW, PickRow
from app.ui.pages.page import LOW, Page
from app.ui.widgets.basics import Scrolled, button, card, clear, heading, label, note, section, set_tone
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.flow import Flow
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.ui.context import Context

_KINDS: tuple[Kind, ...] = ("twin", "sibling", "other")


class JoinPage(Page):
    """The case that stays at the left, the one that goes at the right; below, field by field, what will be shown."""

    watches: ClassVar[frozenset[str]] = frozenset({"case", "child", "distinct"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words = CaseWords(context)
        self.keys = ("", "")
        self.pair: Pair | None = None
        self.picks: dict[tuple[str, str], Pick] = {}
        self.rows: list[PickRow] = []
        self.heading, self.lead = heading(self), note(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.swap_button = button(self, "sync", self.swap)
        self.body = Scrolled(self)
        self.choose = Choose(context, self.words, self.body.content)
        self.both = QWidget(self.body.content)
        self.join_button = button(self, "check", self.save, primary=True)
        self.knobs = {kind: button(self, "users", partial(self.apart, kind)) for kind in _KINDS}
        self.why = label(self, "problem", wrap=True)
        self.fold_button = button(self.both, "list", self.fold, flat=True)
        self._lay_out()
        self.choose.chosen.connect(self._compare)
        self.retranslate()

    def _lay_out(self) -> None:
        """Head, what scrolls, the acts at the foot."""
        gap = self.context.theme.gap
        self.box = box = QVBoxLayout(self)
        box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        box.setSpacing(gap)
        self.head, self.foot = QWidget(self), QWidget(self)
        head, foot = Flow(self.head, gap, lead=2), Flow(self.foot, gap)
        for one in (self.back_button, self.heading, self.swap_button):
            head.addWidget(one)
        for knob in (self.join_button, *self.knobs.values()):
            foot.addWidget(knob)
        box.addWidget(self.head)
        box.addWidget(self.body, 1)
        self.inner = inner = QVBoxLayout(self.body.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(gap)
        for part in (self.lead, self.choose, self.both):
            inner.addWidget(part)
        inner.addStretch(1)
        self.heads = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.heads.setSpacing(gap)
        self.alike, self.moves = label(self.both, wrap=True), label(self.both, wrap=True)
        self.differ = section(self.both)
        self.list, self.same = QVBoxLayout(), QVBoxLayout()
        self.folded = QWidget(self.both)
        self.folded.setLayout(self.same)
        self.same.setContentsMargins(0, 0, 0, 0)
        self.folded.hide()
        lines = QVBoxLayout(self.both)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addLayout(self.heads)
        for part in (self.alike, self.moves, self.differ):
            lines.addWidget(part)
        lines.addLayout(self.list)
        lines.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.folded)
        box.addWidget(self.why)
        box.addWidget(self.foot)

    # ---- what is read ----

    def shown(self, **where: object) -> None:
        """Comes up for a case (`case`) and, if it is known, the other one (`other`)."""
        keys = (str(where.get("case") or self.keys[0]), str(where.get("other") or ""))
        if "case" not in where:
            keys = self.keys
        self.keys, self.picks, self.pair = keys, {}, None
        self._show()
        self.read()

    def refresh(self, changes: Changes) -> None:
        """Something of the two may have changed."""
        self.read()

    def reload(self) -> bool:
        """F5."""
        self.read()
        return True

    def read(self) -> None:
        """Reads both cases, or who may be the same."""
        case, other = self.keys
        lang = self.context.lang
        if not case:
            return
        if not other:
            self.context.tasks.run(lambda reader: comparing.likely_of(reader, case), self.choose.show_found, self, key="likely")
            return
        self.context.tasks.run(
            lambda reader: comparing.pair(reader, case, other, lang), self._have, self, key="pair", failed=self._gone
        )

    def _have(self, found: Pair) -> None:
        """Shows the two; what was picked before stays picked."""
        self.pair = found
        held = self.picks
        self.picks = {line.key: held.get(line.key, line.pick) for line in found.lines if line.pick and not line.same}
        self._show()

    def _gone(self, error: AppError) -> None:
        """The two cannot be compared: says why, and lets another one be chosen."""
        self.keys = (self.keys[0], "")
        self.pair = None
        self.context.tell(error)
        self._show()
        self.read()

    def _compare(self, other: str) -> None:
        """Another case was chosen."""
        self.context.navigate("join", case=self.keys[0], other=other)

    def swap(self) -> None:
        """The other case stays."""
        if self.pair is not None:
            self.context.navigate("join", case=self.pair.goes.case, other=self.pair.stays.case)

    # ---- what is shown ----

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Is this the same child?"))
        self.back_button.setText(self.tr("Case"))
        self.swap_button.setText(self.tr("Let the other case stay"))
        self.join_button.setText(self.tr("Join: it is one child (Ctrl+Enter)"))
        for kind, knob in self.knobs.items():
            knob.setText(code_label("distinct_kind", kind, self.context.lang))
            knob.setToolTip(self.tr("The warning ends for good, and the two cases are never joined."))
        self.choose.retranslate()
        self._show()
        if self.pair is not None:
            self.read()

    def _show(self) -> None:
        """Everything for the two cases, or the choice of the other one."""
        found = self.pair
        self.choose.setVisible(not self.keys[1])
        self.both.setVisible(found is not None)
        self.swap_button.setVisible(found is not None and found.goes.own)
        self.join_button.setVisible(found is not None and not found.why_not)
        for knob in self.knobs.values():
            knob.setVisible(found is not None)
        told = self.tr(
            "Arrow keys: up and down go from field to field, left and right take a value, B takes both. "
            "What is not taken stays in the history, and the two can be parted again."
        )
        self.lead.setText(told if found is not None and found.lines else "")
        self.lead.setVisible(bool(self.lead.text()))
        self._say_why(found)
        if found is not None:
            self._show_pair(found)

    def _say_why(self, found: Pair | None) -> None:
        """Why they cannot be joined."""
        text = ""
        if found is not None and found.why_not:
            text = self.context.words(found.why_not)
            if not found.goes.own:
                text = self.tr(
                    "The other case is of another caseworker. Ask whether it is the same child; the head can join them."
                )
        self.why.setText(with_breaks(text))
        self.why.setVisible(bool(text))

    def _show_pair(self, found: Pair) -> None:
        """Heads, what is alike, what moves, field by field; the keys stay in the field where they were."""
        here = next((one.line.key for one in self.rows if one.hasFocus() or one is self.focusWidget()), None)
        for layout in (self.heads, self.list, self.same):
            clear(layout)
        self.heads.addWidget(self._head(found.stays, stays=True), 1)
        self.heads.addWidget(self._head(found.goes, stays=False), 1)
        reasons = ", ".join(self.words.reason(reason) for reason in found.alike)
        self.alike.setText(with_breaks(self.tr("Alike: {reasons}").format(reasons=reasons)))
        self.alike.setVisible(bool(reasons))
        digits = self.context.language.digits
        moved = " · ".join(f"{name} {digits(count)}" for name, count in found.moves)
        self.moves.setText(with_breaks(self.tr("Moves along: {what}").format(what=moved)))
        self.moves.setVisible(bool(moved) and not found.why_not)
        differ = [line for line in found.lines if not line.same]
        same = [line for line in found.lines if line.same]
        self.differ.setText(self.tr("What differs: {n}").format(n=digits(len(differ))))
        self.differ.setVisible(bool(found.lines))
        self.rows = [self._row(line) for line in differ]
        for one in self.rows:
            if one.line.key == here:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
        for line in same:
            self.same.addWidget(label(self.folded, "", with_breaks(f"{line.title}: {line.stays.value}"), wrap=True))
        self.fold_button.setVisible(bool(same))
        self._say_fold(len(same))
        self._turn()

    def _head(self, head: Head, *, stays: bool) -> QWidget:
        """One of the two."""
        frame, box = card(self.both)
        set_tone(frame, "accent" if stays else "")
        role = self.tr("This case stays") if stays else self.tr("Its number {code} will open the case that stays")
        box.addWidget(label(frame, "small", with_breaks(role.format(code=head.code)), wrap=True))
        name = head.name or head.latin or (self.words.nameless() if head.own else self.tr("Case of another caseworker"))
        box.addWidget(label(frame, "section", with_breaks(name), wrap=True))
        status = code_label("case_status", head.status or None, self.context.lang)
        parts = (head.latin if head.name else "", head.code, status, head.owner, "" if head.own else head.phone)
        box.addWidget(label(frame, "dim", with_breaks(" · ".join(part for part in parts if part)), wrap=True))
        if head.own:
            go = button(frame, "case", partial(self.context.navigate, "case", case=head.case), flat=True)
            go.setText(self.tr("Open the case"))
            go.setAccessibleName(f"{go.text()}: {head.code}")
            box.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        return frame

    def _row(self, line: Line) -> PickRow:
        """A field that differs."""
        able = self.pair is not None and not self.pair.why_not and line.pick is not None
        made = PickRow(self.context, line, self.picks.get(line.key) if able else None, self.both)
        made.picked.connect(self._pick)
        made.stepped.connect(partial(self._step, made))
        self.list.addWidget(made)
        made.show()  # what is not in sight yet takes no focus
        return made

    def _pick(self, key: tuple[str, str], pick: Pick) -> None:
        """A value was taken."""
        self.picks[key] = pick

    def _step(self, now: PickRow, by: int) -> None:
        """To the field above or below; from the last one to the button."""
        able = [one for one in self.rows if one.pick is not None]
        place = able.index(now) + by
        if place >= len(able):
            self.join_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif place >= 0:
            able[place].setFocus(Qt.FocusReason.TabFocusReason)

    def fold(self) -> None:
        """Shows or hides what is the same in both."""
        self.folded.setVisible(self.folded.isHidden())
        self._say_fold(self.same.count())

    def _say_fold(self, count: int) -> None:
        """What the button does."""
        some = self.tr("Show what agrees: {n}") if self.folded.isHidden() else self.tr("Hide what agrees: {n}")
        self.fold_button.setText(some.format(n=self.context.language.digits(count)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The two heads stand as the values below them."""
        super().resizeEvent(event)
        home = self.inner if self.height() < self.context.theme.sizes.line * LOW else self.box
        if home.indexOf(self.head) < 0:  # in a low window head and foot go up and away with the rest
            home.insertWidget(0, self.head)
            home.addWidget(self.foot)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "heads"):
            self._turn()

    def _turn(self) -> None:
        """Sets the direction of the heads."""
        narrow = self.body.viewport().width() < self.context.theme.em(NARROW)
        self.heads.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    # ---- what can be done ----

    def save(self) -> bool:
        """Ctrl+Enter: joins the two."""
        found = self.pair
        if found is None or found.why_not:
            return False
        goes, stays, picks = found.goes, found.stays, dict(self.picks)

        def done(_: object) -> None:
            told = self.tr("Joined. {code} opens this case from now on. Ctrl+Z parts them again.")
            self._leave_for(stays.case, told.format(code=goes.code))

        self._run(lambda uow: merging.merge_case(uow, goes.case, stays.case, picks), "case_merge", done)
        return True

    def apart(self, kind: Kind) -> None:
        """They are two children: the warning ends for good, and they are never joined."""
        found = self.pair
        if found is None:
            return
        first = self._born_first(found) if kind == "twin" else ""
        if first is None:
            return

        def done(_: object) -> None:
            self._leave_for(found.stays.case, self.tr("Noted: they are two children. This is not asked again."))

        own, other = found.stays.child, found.goes.child
        self._run(lambda uow: distinct.mark(uow, own, other, kind, first=first), "distinct_mark", done)

    def _born_first(self, found: Pair) -> str | None:
        """Which twin was born first: the child, "" if that is not known; None if it was not answered."""
        form, choice = Form(columns=1), ChoiceField()
        names = [(head.child, head.name or head.latin or head.code) for head in (found.stays, found.goes)]
        choice.set_choices(names)
        form.add("first", choice)
        form.label("first", self.tr("Born first (leave empty if it is not known)"))
        told = self.context.dialogs.ask(self, self.tr("Twins"), self.tr("Save"), form)
        first = str(form.values()["first"] or "")
        form.deleteLater()
        return first if told else None

    def _run(self, act: Callable[[UnitOfWork], None], name: str, done: Callable[[object], None]) -> None:
        """Saves on the worker."""
        self.context.tasks.run(act, done, self, write=name)

    def _leave_for(self, case: str, told: str) -> None:
        """Back to the case that stays."""
        self.keys, self.pair = ("", ""), None
        self.context.notice(told)
        self.context.navigate("case", case=case)

    def back(self) -> bool:
        """Back to the case."""
        if self.keys[0]:
            self.context.navigate("case", case=self.keys[0])
        else:
            self.context.navigate("cases")
        return True
