"""Talks of the head with caseworkers, reviews of cases (practice P19); each is read by the head and that person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.cases.case_owners import owners
from app.services.desk import case_reviews, supervisions
from app.services.desk.supervisions import Talk
from app.text.breaks import with_breaks
from app.text.dates import short_date
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.acts.audit_acts import AuditActs, Sheet
from app.ui.pages.case_parts.fields.makers import code, coming_day, day, long_text, text
from app.ui.pages.log_page import LogPage
from app.ui.widgets.basics import button
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import BoolField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context


class SupervisionPage(LogPage):
    """The newest talk first; what is chosen stands whole below."""

    record_type: ClassVar[str] = "supervision"
    watches: ClassVar[frozenset[str]] = frozenset({"supervision"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rows: Sequence[Talk] = ()
        self.add_button = button(self, "add", self.new, primary=True)
        self.change_button = button(self, "edit", self.change)
        self.open_button = button(self, "case", self.open_case, flat=True)
        self.audit = AuditActs(context, self)
        self.sheet_button = button(self, "inspection", self.begin_sheet)
        self.blank_button = button(self, "print", self.audit.blank, flat=True)
        lang = context.language
        table = SimpleTable(
            context,
            "supervision",
            (
                Column("on", lambda: self.tr("Day"), lambda one: short_date(one.record.day("on_date"), lang.lang), width=14),
                Column("name", lambda: self.tr("With whom"), lambda one: one.name, width=24, bold=True),
                Column("kind", lambda: self.tr("Kind"), self._kind, width=24),
                Column("case", lambda: self.tr("Case number"), lambda one: one.case_code, width=16),
                Column("agreed", lambda: self.tr("What was agreed"), self._agreed, width=30, stretch=True),
                Column("next", lambda: self.tr("Next talk"), self._next, width=14, tone=self._tone),
            ),
        )
        table.opened.connect(lambda _: self.change())
        self._lay_out(
            table, (self.change_button, self.sheet_button, self.blank_button, self.open_button), head=(self.add_button,)
        )

    def _kind(self, one: Talk) -> str:
        return code_label("supervision_kind", one.record.code("kind"), self.context.lang)

    def _agreed(self, one: Talk) -> str:
        return " ".join(one.record.text("agreed").split())

    def _next(self, one: Talk) -> str:
        return short_date(one.record.day("next_on"), self.context.lang)

    def _tone(self, one: Talk) -> str | None:
        """Late only where no later talk was held."""
        day, user = one.record.day("next_on"), one.record.text("user")
        newest = next((each for each in self.rows if each.record.text("user") == user), None)
        late = newest is not None and newest.id == one.id and day is not None and day < self.context.today()
        return "danger" if late else None

    def _may(self) -> bool:
        """Whether the person writes talks down."""
        return can(self.context.session.actor, "supervision.edit")

    def retranslate(self) -> None:
        self.title.setText(self.tr("Supervision"))
        self.lead.setText(self.tr("Talks of the head with caseworkers. Each is read by the head and by that person alone."))
        self.away.setText(self.tr("Cases"))
        self.add_button.setText(self.tr("Write down a talk (Ctrl+N)"))
        self.change_button.setText(self.tr("Change"))
        self.open_button.setText(self.tr("Open the case"))
        self.sheet_button.setText(self.tr("Audit a case file…"))
        self.blank_button.setText(self.tr("Print the blank sheet"))
        self.table.set_name(self.tr("Supervision"))
        self.table.set_empty(self.tr("No talk stands here yet."))
        self.table.retranslate()
        self._chose(self.table.selected() or "")

    def shown(self, **where: object) -> None:
        self.wanted = str(where.get("supervision") or "")
        self.read()
        if isinstance(where.get("case"), str) and self._may():
            case = str(where["case"])
            self.context.tasks.run(
                lambda reader: (owners(reader), case_reviews.begun(reader, case)), self._ask_review, self, key="review"
            )

    def _ask_review(self, found: tuple[Sequence[tuple[str, str]], Mapping[str, object]]) -> None:
        """The sheet of the review of a case, from Today."""
        people, begun = found
        self._ask(None, people, begun)

    def read(self) -> None:
        self.context.tasks.run(supervisions.listing, self._show, self, key="talks")

    def _show(self, found: Sequence[Talk]) -> None:
        """The list."""
        self.rows = found
        self.add_button.setVisible(self._may())
        for knob in (self.change_button, self.sheet_button, self.blank_button):
            knob.setVisible(self._may())
        self._show_rows(found)

    def _picked(self, key: str) -> None:
        """The chosen talk, whole."""
        one = self.table.row_of(key) if key else None
        self.frame.setVisible(one is not None)
        self.change_button.setEnabled(one is not None)
        self.open_button.setVisible(one is not None and bool(one.case_code))
        if one is not None:
            agreed = one.record.text("agreed")
            heads = (short_date(one.record.day("on_date"), self.context.lang), self._kind(one), one.name, one.case_code)
            head = " · ".join(each for each in heads if each)
            told = [head, one.record.text("text"), self.words.pair(self.tr("What was agreed"), agreed) if agreed else ""]
            self.detail.setText(with_breaks("\n".join(each for each in told if each)))

    def begin_sheet(self) -> None:
        """The sheet of a file audit, of the case of the chosen talk unless another one is named."""
        one = self.table.row_of(self.table.selected() or "")
        self.audit.ask(one.case_code if one is not None else "")

    def new(self) -> bool:
        """Ctrl+N: a talk."""
        return self._begin(None)

    def change(self) -> bool:
        """Changes the chosen one."""
        return self._begin(self.table.row_of(self.table.selected() or ""))

    def _begin(self, one: Talk | None) -> bool:
        """Asks for the people of the office first."""
        if not self._may():
            return False
        self.context.tasks.run(owners, lambda people: self._ask(one, people), self, key="owners")
        return True

    def _ask(self, one: Talk | None, people: Sequence[tuple[str, str]], begun: Mapping[str, object] | None = None) -> None:
        """The form of a talk; `begun`: what stands in it at first."""
        form, context, who = Form(columns=2), self.context, ChoiceField()
        known = {user for user, _ in people}
        extra = [(one.record.text("user"), one.name)] if one is not None and one.record.text("user") not in known else []
        # Nobody is the own supervisor (practice P19).
        who.set_choices([one for one in (*people, *extra) if one[0] != context.session.actor.user])
        if begun:
            self._offer_sheet(form)
        form.add("user", who, required=True)
        form.add("on_date", day(context), required=True)
        form.add("kind", code("supervision_kind")(context))
        form.add("case", text(context))
        form.add("text", long_text(context), required=True, wide=True)
        form.add("agreed", long_text(context), wide=True)
        form.add("next_on", coming_day(context))
        for name, words in {
            "user": self.tr("With whom"),
            "on_date": self.tr("Day"),
            "kind": self.tr("Kind"),
            "case": self.tr("Case number (may be empty)"),
            "text": self.tr("What was talked about"),
            "agreed": self.tr("What was agreed"),
            "next_on": self.tr("Next talk"),
        }.items():
            form.label(name, words)
        form.hint("next_on", self.tr("Left empty it is set by the rule of the office."))
        shown: dict[str, object] = {"on_date": context.today(), "kind": "individual"}
        form.set_values({**one.record.values, "case": one.case_code} if one is not None else {**shown, **(begun or {})})
        key = one.id if one is not None else ""
        AskedAct(
            context,
            self,
            self.tr("A talk of supervision"),
            self.tr("Save"),
            form,
            lambda uow, values: self._write(uow, key, values),
            "supervision_write",
            self._saved,
        ).ask()

    def _offer_sheet(self, form: Form) -> None:
        """A review may be done on the sheet of a file audit, which writes the talk down when it is finished."""
        sheet = form.add("sheet", BoolField(), wide=True)
        form.label("sheet", self.tr("Go through the file with the audit sheet"))
        form.hint("sheet", self.tr("Its result is written down here when it is finished."))
        sheet.changed.connect(lambda: self._sheet_ticked(form))

    @staticmethod
    def _sheet_ticked(form: Form) -> None:
        """What the sheet asks is not asked here too."""
        for name in ("user", "kind", "text", "agreed", "next_on"):
            form.show_field(name, not form.field("sheet").value())

    def _write(self, uow: UnitOfWork, key: str, values: Mapping[str, object]) -> object:
        """Saves a talk, or begins the sheet."""
        given = dict(values)
        if given.pop("sheet", None):
            on = given["on_date"]
            return Sheet(self.audit.start(uow, str(given["case"] or ""), on if isinstance(on, date) else None))
        if not key:
            return supervisions.add(uow, given)
        supervisions.change(uow, key, given)
        return key

    def _saved(self, made: object) -> None:
        if isinstance(made, Sheet):
            self.audit.open(made.response)
            return
        self.wanted = str(made or "")
        self.read()

    def open_case(self) -> bool:
        """The case that the talk was about."""
        one = self.table.row_of(self.table.selected() or "")
        if one is not None and one.case_code:
            self.context.navigate("case", case=one.record.text("case"))
        return True
