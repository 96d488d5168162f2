"""Answers to what goes between caseworkers and offices: a case that is offered, a leave that is over, a referral."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.codelists import label as code_label
from app.services.cases.case_owners import colleagues
from app.services.sharing import hand_overs, moves, referrals
from app.services.sharing.between import Row
from app.text.dates import short_date
from app.text.words import words
from app.ui.pages.case_parts.acts.asked import AskedAct
from app.ui.pages.case_parts.views.cells_text import Told
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork
    from app.ui.context import Context
    from app.ui.pages.page import Page

translate = QCoreApplication.translate
Values = Mapping[str, object]


class SharingAnswers:
    """Asks for answers on a page; `done` runs after each."""

    def __init__(self, context: Context, page: Page, done: Callable[[], object]) -> None:
        self.context, self.page, self.done = context, page, done

    def answer(self, row: Row) -> None:
        """Asks how to answer a line."""
        if row.kind == "office" and "accepted" in row.may:
            self.context.tasks.run(colleagues, lambda people: self._ask(row, people), self.page, key="colleagues")
        else:
            self._ask(row, ())

    def _ask(self, row: Row, people: Sequence[tuple[str, str]]) -> None:
        """What it says, and the answer."""
        form = Form(columns=1)
        form.insert(Told(form, self.told(row)))
        choice = ChoiceField()
        choice.set_choices([(state, self.state(row, state)) for state in row.may])
        form.add("answer", choice, required=True)
        form.label("answer", translate("Sharing", "Answer"))
        if len(row.may) == 1:
            form.set_values({"answer": row.may[0]})
        if people:
            owner = ChoiceField()
            owner.set_choices(people)
            form.add("owner", owner)
            form.label("owner", translate("Sharing", "Who works on it from now on"))
            form.set_values({"owner": self.context.session.actor.user})
        if row.kind == "referral" and row.case:
            form.add("answered_by", TextField(limit=80))
            form.label("answered_by", translate("Sharing", "Who answered for the receiver"))
        note = form.add("note", LongTextField(lines=2))
        form.label("note", translate("Sharing", "Note"))
        form.changed.connect(lambda _: note.set_required(form.field("answer").value() == "noted"))
        AskedAct(
            self.context,
            self.page,
            self.title(row),
            translate("Sharing", "Save the answer"),
            form,
            lambda uow, values: _write(uow, row, values),
            _ACTS.get(row.kind, "hand_over_accept"),
            lambda _: self.done(),
        ).ask()

    def title(self, row: Row) -> str:
        """What the line is."""
        return {
            "worker": translate("Sharing", "Case offered to another caseworker"),
            "cover": translate("Sharing", "Case offered for the time of a leave"),
            "office": translate("Sharing", "Case offered to another office"),
            "cover_end": translate("Sharing", "The leave is over"),
            "referral": translate("Sharing", "Referral"),
        }[row.kind]

    def state(self, row: Row, state: str) -> str:
        """An answer in words."""
        if state == "ended":
            return translate("Sharing", "Give the case back")
        if state == "noted":
            return translate("Sharing", "Only a note")
        return code_label("referral_state" if row.kind == "referral" else "hand_over_state", state, self.context.lang)

    def told(self, row: Row) -> list[tuple[str, str]]:
        """What somebody must know to answer: label and text."""
        lang, record = self.context.lang, row.record
        found = [(translate("Sharing", "Child"), row.child), (translate("Sharing", "From or to"), row.other)]
        if row.kind == "referral":
            found.append((translate("Sharing", "By"), record.text("from_name")))
            found.append((translate("Sharing", "Case number"), record.text("code")))
            found.append((translate("Sharing", "What is asked for"), record.text("reason")))
            if record.flag("urgent"):
                found.append((translate("Sharing", "Urgent"), translate("Sharing", "yes")))
            for name, text in record.entries("shown").items():
                codes = referrals.LINES[name].codes if name in referrals.LINES else ""
                told = ", ".join(code_label(codes, one, lang) for one in text.split(",")) if codes else text
                if name in referrals.LINES and name != "child_name":
                    found.append((words(f"referral.line.{name}", lang), told))
            notes = self.context.language.digits(record.text("answer_note"))
            found.append((translate("Sharing", "Notes so far"), notes))
        else:
            until, told_on = record.day("until"), record.day("told_on")
            found += [
                (translate("Sharing", "Reason"), code_label("hand_over_reason", record.code("reason"), lang)),
                (translate("Sharing", "Until"), short_date(until, lang) if until else ""),
                (translate("Sharing", "Danger and safety plan"), record.text("danger")),
                (translate("Sharing", "First promise"), record.text("promise_1")),
                (translate("Sharing", "Second promise"), record.text("promise_2")),
                (translate("Sharing", "Third promise"), record.text("promise_3")),
                (translate("Sharing", "Whom the child trusts"), record.text("trusts")),
                (translate("Sharing", "The child was told on"), short_date(told_on, lang) if told_on else ""),
            ]
        return [(label, text) for label, text in found if text]


_ACTS = {"referral": "referral_answer", "cover_end": "cover_end"}


def _write(uow: UnitOfWork, row: Row, values: Values) -> None:
    """The answer itself."""
    state, note = str(values["answer"]), str(values.get("note") or "")
    if row.kind == "referral":
        if state == "withdrawn":
            referrals.withdraw(uow, row.id)
        elif state == "noted":
            referrals.remark(uow, row.id, note, by=str(values.get("answered_by") or ""))
        else:
            referrals.answer(uow, row.id, state, note=note, answered_by=str(values.get("answered_by") or ""))
    elif row.kind == "cover_end":
        hand_overs.end_cover(uow, row.id)
    elif row.kind == "office":
        if state == "accepted":
            moves.accept(uow, row.id, str(values.get("owner") or ""))
        elif state == "declined":
            moves.decline(uow, row.id, note)
        else:
            moves.withdraw(uow, row.id)
    elif state == "accepted":
        hand_overs.accept(uow, row.id)
    elif state == "declined":
        hand_overs.decline(uow, row.id, note)
    else:
        hand_overs.withdraw(uow, row.id)
