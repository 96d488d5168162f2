"""Registering a child and opening a case, in the order of form 1; likely duplicates stand at the side while one types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from app.services.cases import case_questions, cases
from app.services.desk import calls
from app.services.people import distinct, duplicates
from app.ui.dialogs.questions import ask_all
from app.ui.drafts import Drafts
from app.ui.pages.case_parts.fields.register_form import RegisterForm, child_values, mother_of, registration
from app.ui.pages.case_parts.head.alike import AlikePanel
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.pages.page import Page
from app.ui.widgets.basics import Scrolled, button, heading, label, unit
from app.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.domain.errors import AppError
    from app.domain.questions import Question
    from app.services.cases.cases import Opened
    from app.services.people.distinct import Kind
    from app.services.people.duplicates import Likely
    from app.ui.context import Context

LOOK_MS = 250
_COMPARED = frozenset(
    {
        *("family_name_km", "given_name_km", "family_name_latin", "given_name_latin", "sex", "birth", "village", "contacts"),
        *("family_book", "equity_card", "family", "carer_family_name_km", "carer_given_name_km", "carer_relation"),
    }
)
_ADAPTED = frozenset({"address_kind", "risk_level", "received_on", "received_time"})


class RegisterCasePage(Page):
    """One form, one save."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.words = CaseWords(context)
        self.child_id: str | None = None
        self.child_code = ""
        self.settled: dict[str, Kind] = {}
        self.call_id = ""
        self.heading = heading(self)
        self.kept = label(self, "dim")
        self.form = RegisterForm(context, self.words)
        self.alike = AlikePanel(context, self.words)
        self.problems = label(self, "problem", wrap=True)
        self.save_button = button(self, "save", self.save, primary=True)
        self.leave_button = button(self, "back", self.back, flat=True)
        self.drop_button = button(self, "close", self.throw_away, flat=True)
        self.drafts = Drafts(self, context, "register_case", "", self._draft)
        self._look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look.timeout.connect(self._find_alike)
        self._lay_out()
        self.form.changed.connect(self._changed)
        self.alike.opened.connect(lambda case: context.navigate("case", case=case))
        self.alike.taken.connect(self._take)
        self.alike.settled.connect(self._settle)
        self.drafts.saved.connect(self._say_kept)
        self._loaded = False
        self._quiet = False
        self.retranslate()

    def _lay_out(self) -> None:
        """The form scrolls on the left, the duplicates on the right; buttons stay in sight below."""
        gap = self.context.theme.gap
        left, self.beside = Scrolled(self), Scrolled(self)
        for scrolled, part in ((left, self.form), (self.beside, self.alike)):
            inner = QVBoxLayout(scrolled.content)
            inner.setContentsMargins(0, 0, gap * 2, 0)
            inner.addWidget(part)
            inner.addStretch(1)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(gap * 2)
        self.middle.addWidget(left, 7)
        self.middle.addWidget(self.beside, 3)
        box = QVBoxLayout(self)
        box.setContentsMargins(gap * 3, gap * 2, gap * 3, gap * 2)
        head = Flow(gap=gap, lead=1)
        head.addWidget(self.heading)
        head.addWidget(self.kept)
        box.addLayout(head)
        box.addLayout(self.middle, 1)
        box.addWidget(self.problems)
        foot = Flow(gap=gap)
        for knob in (self.save_button, self.leave_button, self.drop_button):
            foot.addWidget(knob)
        box.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the duplicates stand below the form."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """In a narrow window the form has all the room until somebody alike is found."""
        beside = self.width() > unit(self) * 100
        self.middle.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.beside.setVisible(beside or bool(self.alike.found))
        self.form.set_columns(2 if self.width() > unit(self) * 75 else 1)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Register a child and open a case"))
        self.save_button.setText(self.tr("Save and open the case (Ctrl+Enter)"))
        self.leave_button.setText(self.tr("Go on later"))
        self.drop_button.setText(self.tr("Throw the draft away"))
        self.form.retranslate()
        self.alike.retranslate()
        self._say_problems()
        if self.kept.text():
            self._say_kept()

    def shown(self, **where: object) -> None:
        """Comes up with the draft, if there is one; `child` and `code` name a known child who gets a new case."""
        call = str(where.get("call") or "")
        if not self._loaded:
            self._loaded = True
            self.drafts.load(lambda body: self._offer(body, call))
        elif call:
            self._begin_call(call)
        if isinstance(where.get("child"), str):
            self._take(str(where["child"]), str(where.get("code", "")))
        self.form.first_field()

    def _offer(self, body: Mapping[str, object] | None, call: str = "") -> None:
        """Shows what was typed before; then the call that a case is to be made of."""
        if not body:
            self._fill({"done_by": self.context.session.actor.name})
            self._begin_call(call)
            return
        self.call_id = str(body.get("call") or "")
        self._fill(body)
        settled = body.get("settled")
        self.settled = dict(settled) if isinstance(settled, Mapping) else {}
        self.form.adapt()
        self.kept.setText(self.tr("This draft was kept for you."))
        self._look.start()
        self._begin_call(call)

    def _begin_call(self, call: str) -> None:
        """A registration out of a call; what was begun before is thrown away only after a question."""
        if not call or call == self.call_id:
            return
        typed = child_values(self.form.values()).values()  # that nobody assessed a disability is said of an empty form too
        begun = self.call_id or self.settled or any(value is not None for value in typed)
        question = self.tr("A registration was begun here already. Throw it away and begin with this call?")
        if begun and not self.context.dialogs.confirm(self, question, self.tr("Throw away"), danger=True):
            return
        self.context.tasks.run(
            lambda reader: calls.registration(reader, call), lambda found: self._take_call(call, found), self
        )

    def _take_call(self, call: str, values: Mapping[str, object]) -> None:
        """Shows what the call says."""
        self._reset()
        self.form.set_values(dict(values))
        self.call_id = call
        self.form.adapt()
        self.drafts.touch()
        self.form.first_field()

    def _fill(self, values: Mapping[str, object]) -> None:
        """Shows answers that nobody typed just now: they are no draft."""
        self._quiet = True
        self.form.set_values(values)
        self._quiet = False

    def _draft(self) -> Mapping[str, object]:
        """What the draft holds."""
        return {**self.form.values(), "settled": dict(self.settled), "call": self.call_id}

    def _changed(self, name: str) -> None:
        """Something was typed: it is kept, and duplicates are looked for."""
        if self._quiet:
            return
        self.drafts.touch()
        if name in _ADAPTED:
            self.form.adapt()
        if name in _COMPARED:
            self._look.start()
        if self.problems.text():
            self._say_problems()

    def _say_kept(self) -> None:
        """The draft is on the disk."""
        self.kept.setText(self.tr("Draft kept on this computer (not official yet)"))

    def _say_problems(self) -> None:
        """How many problems there are, once somebody asked."""
        count = len(self.form.problems()) if self.problems.text() else 0
        digits = self.context.language.digits(count)
        self.problems.setText(self.tr("Problems: {n} (F8 goes to the next)").format(n=digits) if count else "")

    def _find_alike(self) -> None:
        """Looks for the child among those who are here."""
        values = self.form.values()
        contacts = values.get("contacts")
        phones = (
            [str(one.get("phone") or "") for one in contacts if isinstance(one, dict)] if isinstance(contacts, list) else []
        )
        settled, mother = tuple(self.settled), mother_of(values)
        child = child_values(values)
        self.context.tasks.run(
            lambda reader: duplicates.likely(reader, child, phones=phones, mother=mother, settled=settled),
            self._show_alike,
            self,
            on="work",
            key="alike",
        )

    def _show_alike(self, found: Sequence[Likely]) -> None:
        """Shows whom was found."""
        self.alike.show_found([] if self.child_id else found)
        self._share()

    def _take(self, child: str, code: str) -> None:
        """The child is known: the new case is for this one."""
        self.child_id, self.child_code = child, code
        self.alike.show_found(())
        self.context.notice(self.tr("The new case will be for the child of {code}.").format(code=code))

    def _settle(self, child: str, name: str, kind: Kind) -> None:
        """Another child: a twin, a brother or sister, or only alike: never asked again."""
        self.settled[child] = kind
        self.drafts.touch()
        self._find_alike()

    def save(self) -> bool:
        """Registers the child and opens the case, all in one act."""
        if self.child_id is None and self.form.next_problem():
            self.problems.setText("?")
            self._say_problems()
            return True
        wanted = registration(self.form.values(), child_id=self.child_id)
        self.save_button.setEnabled(False)
        self.context.tasks.run(
            lambda reader: case_questions.before_register(reader, wanted),
            lambda questions: self._register(wanted, questions),
            self,
            key="questions",
            failed=self._refused,
        )
        return True

    def _register(self, wanted: cases.Registration, questions: tuple[Question, ...]) -> None:
        """Saves, once what is unlikely was confirmed (practice P13)."""
        if not ask_all(self.context, self, questions, self.tr("Save")):
            self.save_button.setEnabled(True)
            return
        call, settled = self.call_id, {} if self.child_id else dict(self.settled)

        def register(uow: UnitOfWork) -> Opened:
            opened = calls.to_case(uow, call, wanted) if call else cases.register(uow, wanted)
            distinct.mark_all(uow, opened.child, settled)
            return opened

        self.context.tasks.run(
            register,
            self._saved,
            self,
            write="case_register",
            failed=self._refused,
        )

    def _saved(self, opened: Opened) -> None:
        """The case is open: the draft is done with."""
        self.save_button.setEnabled(True)
        self.drafts.drop()
        self._reset()
        self.context.notice(self.tr("Saved on this computer: case {code}").format(code=opened.code))
        self.context.navigate("case", case=opened.case)

    def _refused(self, error: AppError) -> None:
        """Nothing was saved: the reason stands beside its field, or above the buttons."""
        self.save_button.setEnabled(True)
        words = self.context.words(error)
        if not self.form.show_error(error, words):
            self.problems.setText(words)

    def _reset(self) -> None:
        """An empty form for the next child; day, source and worker stay, for a stack of papers."""
        stay = {name: self.form.field(name).value() for name in ("received_on", "referral_source", "done_on", "done_by")}
        self._quiet = True
        self.form.reset()
        self.form.set_values(stay)
        self._quiet = False
        self.child_id, self.child_code, self.settled, self.call_id = None, "", {}, ""
        self.alike.show_found(())
        self.problems.setText("")
        self.kept.setText("")
        self.drafts.drop()

    def throw_away(self) -> bool:
        """Empties the form after a question."""
        if self.context.dialogs.confirm(
            self, self.tr("Throw away what you typed? It cannot be brought back."), self.tr("Throw away"), danger=True
        ):
            self._reset()
        return True

    def next_problem(self) -> bool:
        """F8."""
        self.problems.setText("?")
        found = self.form.next_problem()
        self._say_problems()
        return found

    def back(self) -> bool:
        """Back to the list; the draft stays."""
        self.leave()
        self.context.navigate("cases")
        return True

    def new(self) -> bool:
        """Ctrl+N: is here already."""
        self.form.first_field()
        return True

    def leave(self) -> None:
        self.drafts.write()
