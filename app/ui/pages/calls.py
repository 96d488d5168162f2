"""The contact log: calls, visits to the office and messages that are no case; one key makes a case of one (practice P18)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from app.domain.codelists import codelist
from app.domain.codelists import label as code_label
from app.services.desk import calls
from app.services.facilities.facilities import name_of
from app.text.breaks import with_breaks
from app.text.dates import short_moment
from app.ui.dialogs.act_form import ask_and_write
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.fields.care_fields import facility
from app.ui.pages.case_parts.fields.forms import flat
from app.ui.pages.case_parts.fields.makers import code, long_text, moment, phone, text, village
from app.ui.pages.facility_parts.complaint_form import complaint_form
from app.ui.pages.log_page import LogPage
from app.ui.pages.visiting_parts.acts import given
from app.ui.widgets.basics import button, label
from app.ui.widgets.choices import CodeField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.services.desk.calls import Call
    from app.ui.context import Context

LIMIT = 300
_PLACE = ("village_code", "village_km", "village_en", "gazetteer_year")


class CallsPage(LogPage):
    """The newest call first; what is chosen stands whole below."""

    record_type: ClassVar[str] = "call"
    watches: ClassVar[frozenset[str]] = frozenset({"call", "caller", "case"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.limit = LIMIT
        self.add_button = button(self, "add", self.new, primary=True)
        self.case_button = button(self, "case", self.save)
        self.complaint_button = button(self, "edit", self.complain)
        self.change_button = button(self, "edit", self.change)
        self.open_button = button(self, "next", self.open_case, flat=True)
        self.more_button = button(self, "more", self.more, flat=True)
        self.only_open = QCheckBox(self)
        self.only_open.toggled.connect(lambda _: self.read())
        table = SimpleTable(context, "calls", self._columns())
        table.opened.connect(lambda _: self.change())
        self.caller = label(self.frame, "dim", wrap=True)
        self.below.addWidget(self.caller)
        acts = (self.case_button, self.complaint_button, self.change_button, self.open_button, self.more_button)
        self._lay_out(table, acts, head=(self.add_button,), above=(self.only_open,))

    def _columns(self) -> list[Column]:
        """The columns of the log."""
        lang = self.context.language
        return [
            Column("at", lambda: self.tr("When"), lambda one: short_moment(one.record.moment("at"), lang.lang), width=21),
            Column(
                "how", lambda: self.tr("How"), lambda one: code_label("call_how", one.record.code("how"), lang.lang), width=16
            ),
            Column(
                "kind",
                lambda: self.tr("What for"),
                lambda one: code_label("call_kind", one.record.code("kind"), lang.lang),
                width=26,
            ),
            Column("about", lambda: self.tr("About what"), self._about, width=30, stretch=True),
            Column("village", lambda: self.tr("Village"), self._village, width=14),
            Column("outcome", lambda: self.tr("What became of it"), self._outcome, width=26, tone=self._tone),
        ]

    def _about(self, one: Call) -> str:
        """In one line; of a case that is another's nothing."""
        told = [self._facility(one), one.record.text("for_whom"), one.record.text("about")]
        return " · ".join(" ".join(each.split()) for each in told if each)

    def _facility(self, one: Call) -> str:
        """The facility that it is about."""
        home = one.facility
        return f"{home.text('code')} · {name_of(home, self.context.lang)}" if home is not None else ""

    def _village(self, one: Call) -> str:
        return one.record.text("village_km" if self.context.lang == "km" else "village_en")

    def _outcome(self, one: Call) -> str:
        """What became of it, with the number of the case or where it was sent."""
        told = code_label("call_outcome", one.record.code("outcome") or "waiting", self.context.lang)
        more = one.case_code or one.record.text("sent_where")
        return self.words.pair(told, more) if more else told

    @staticmethod
    def _tone(one: Call) -> str | None:
        return "warn" if one.record.code("outcome") in (None, "waiting") else None

    def retranslate(self) -> None:
        self.title.setText(self.tr("Contact log"))
        self.lead.setText(
            self.tr("Calls, people who come and messages. Write each down at once; a case is made of it by one key.")
        )
        self.away.setText(self.tr("Cases"))
        self.add_button.setText(self.tr("Write down a call (Ctrl+N)"))
        self.case_button.setText(self.tr("Make a case of it (Ctrl+Enter)"))
        self.complaint_button.setText(self.tr("A complaint came of it …"))
        self.change_button.setText(self.tr("Change, decide"))
        self.open_button.setText(self.tr("Open the case"))
        self.more_button.setText(self.tr("Show older ones"))
        self.only_open.setText(self.tr("Only those not decided yet"))
        self.table.set_name(self.tr("Contact log"))
        self.table.set_empty(
            self.tr("No call stands here. Write down each call and visit, also when it leads to nothing."),
            self.tr("Write down a call"),
            self.new,
        )
        self.table.retranslate()
        self._chose(self.table.selected() or "")

    def shown(self, **where: object) -> None:
        """Comes up; `call` chooses one, `new` begins one."""
        self.wanted = str(where.get("call") or "")
        self.read()
        if where.get("new"):
            self.new()

    def read(self) -> None:
        """Reads the log."""
        limit, only = self.limit, self.only_open.isChecked()
        self.context.tasks.run(
            lambda reader: calls.listing(reader, open_only=only, limit=limit),
            self._show,
            self,
            key="calls",
            failed=self._failed,
        )

    def _failed(self, error: object) -> None:
        """Not for this person."""
        self.context.navigate("today")

    def _show(self, found: list[Call]) -> None:
        """The log."""
        self.more_button.setVisible(len(found) == self.limit)
        self._show_rows(found)

    def _picked(self, key: str) -> None:
        """What is chosen, whole; who called only for who holds the right."""
        one = self.table.row_of(key) if key else None
        self.frame.setVisible(one is not None)
        mine = one is not None and not one.elsewhere
        self.change_button.setEnabled(mine)
        self.case_button.setEnabled(one is not None and mine and not one.record.ref("case"))
        self.open_button.setVisible(one is not None and bool(one.case_code))
        self.complaint_button.setVisible(one is not None and one.to_complain)
        if one is None:
            return
        place = self._village(one)
        told = [self._facility(one), one.record.text("for_whom"), one.record.text("about"), place, self._outcome(one)]
        hidden = self.tr("A case came of it that is another caseworker's.")
        self.detail.setText(with_breaks("\n".join(each for each in told if each) if mine else hidden))
        who = [one.caller.text(name) for name in calls.CALLER] if one.caller is not None else []
        self.caller.setText(self.tr("Who called (restricted): {who}").format(who=" · ".join(each for each in who if each)))
        self.caller.setVisible(bool(who))

    def _form(self, one: Call | None) -> Form:
        """The form of a call."""
        form, context = Form(columns=2), self.context
        form.add("at", moment(context), required=True)
        form.add("how", code("call_how")(context))
        form.add("kind", code("call_kind")(context))
        form.add("village", village(context))
        form.add("for_whom", text(context), wide=True)
        form.add("facility", facility(context), wide=True)
        form.add("about", long_text(context), required=True, wide=True)
        if "reporter" in context.session.actor.rights:
            form.add("caller_name", text(context))
            form.add("caller_phone", phone(context))
            form.add("caller_note", text(context), wide=True)
        has_case = one is not None and bool(one.record.ref("case"))
        kept = one.record.code("outcome") if one is not None else None
        closed = {calls.COMPLAINT, *(() if has_case else (calls.CASE,))} - {kept}
        outcomes = tuple(each.code for each in codelist("call_outcome") if each.code not in closed)
        form.add("outcome", CodeField(context, "call_outcome", only=outcomes))
        form.add("sent_where", text(context))
        self._label(form)
        shown: dict[str, object] = {"at": _now(context), "how": "phone", "outcome": "waiting"}
        if one is not None:
            shown = {**one.record.values, "village": {name: one.record.values.get(name) for name in _PLACE}}
            shown |= {f"caller_{name}": one.caller.values.get(name) for name in calls.CALLER} if one.caller is not None else {}
        form.set_values(shown)
        return form

    def _label(self, form: Form) -> None:
        """The words of the form."""
        for name, words in {
            "at": self.tr("When"),
            "how": self.tr("How"),
            "kind": self.tr("What for"),
            "village": self.tr("Village"),
            "for_whom": self.tr("About which child or family"),
            "facility": self.tr("About which facility"),
            "about": self.tr("About what"),
            "caller_name": self.tr("Who called: name (restricted)"),
            "caller_phone": self.tr("Who called: phone (restricted)"),
            "caller_note": self.tr("Who called: remark (restricted)"),
            "outcome": self.tr("What became of it"),
            "sent_where": self.tr("Sent on to whom"),
        }.items():
            if name in form.cells:
                form.label(name, words)
        form.hint("about", self.tr("Do not write here who called: colleagues read this."))

    def new(self) -> bool:
        """Ctrl+N: a call."""
        self._ask(None)
        return True

    def change(self) -> bool:
        """Changes the chosen one, or decides what becomes of it."""
        one = self.table.row_of(self.table.selected() or "")
        if one is None or not self.change_button.isEnabled():
            return False
        self._ask(one)
        return True

    def _ask(self, one: Call | None) -> None:
        """Asks until it is saved or left."""

        def saved(made: object) -> None:
            self.wanted = str(made or "")
            self.context.notice(self.tr("Saved on this computer."))
            self.read()

        AskedAct(
            self.context,
            self,
            self.tr("A call, visit or message"),
            self.tr("Save"),
            self._form(one),
            (lambda uow, values: calls.add(uow, values))
            if one is None
            else (lambda uow, values: calls.change(uow, one.id, values)),
            "call_add" if one is None else "call_change",
            saved,
            values=lambda form: flat(form.values()),
        ).ask()

    def save(self) -> bool:
        """Ctrl+Enter: makes a case of the chosen call."""
        key = self.table.selected()
        if key is None or not self.case_button.isEnabled():
            return False
        self.context.navigate("register_case", call=key)
        return True

    def complain(self) -> None:
        """Makes a complaint about the facility of the chosen call."""
        key = self.table.selected()
        if key is None or not self.complaint_button.isVisibleTo(self):
            return

        def write(uow: UnitOfWork, values: Mapping[str, object]) -> None:
            calls.to_complaint(uow, key, given(values))

        def ask(known: Mapping[str, object]) -> None:
            form = complaint_form(self.context, known)
            words = (self.tr("A complaint about a facility"), self.tr("Save"))
            ask_and_write(self.context, self, form, words, write, "complaint_add", self._complained)

        self.context.tasks.run(lambda reader: calls.complaint_of(reader, key), ask, self, key="complaint_of")

    def _complained(self) -> None:
        self.context.notice(self.tr("The complaint stands on the page of the facility."))
        self.read()

    def open_case(self) -> bool:
        """The case that came of it."""
        one = self.table.row_of(self.table.selected() or "")
        if one is not None and one.case_code:
            self.context.navigate("case", case=one.record.text("case"))
        return True

    def more(self) -> bool:
        """Older ones, too."""
        self.limit += LIMIT
        self.read()
        return True

    def find_here(self) -> bool:
        """Ctrl+F: the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True


def _now(context: Context) -> str:
    """This moment, as the form shows it."""
    from app.domain.clock import instant_text

    return instant_text(context.session.database.clock.now())
