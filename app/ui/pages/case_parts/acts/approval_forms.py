"""What is filled in to ask for a decision, to have it on paper, and to give one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.services.approvals.approval_ways import Ways
from app.services.approvals.approvals import Paper
from app.ui.widgets.choices import ChoiceField, CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import LongTextField, TextField
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate
PAPER = ("paper_by", "paper_on", "paper_number", "scan")


def add_way(context: Context, form: Form, ways: Ways) -> None:
    """How the decision is had: asked for here, of the office above, or signed on paper already."""
    only = ("ask", *(("above",) if ways.above else ()), "paper")
    form.add("way", CodeField(context, "approval_way", only=only), required=True)
    form.label("way", translate("Approvals", "Who approves it"))
    if ways.heads:
        told = translate("Approvals", "In this office: {names}. Nobody approves their own request.")
        form.hint("way", told.format(names=", ".join(ways.heads)))
    else:
        form.hint("way", translate("Approvals", "Nobody else in this office may approve it."))
    add_paper(context, form, ways.scans)
    form.changed.connect(lambda name: _show_paper(form) if name == "way" else None)
    form.set_values({"way": ways.first})
    _show_paper(form)


def add_paper(context: Context, form: Form, scans: Sequence[tuple[str, str]]) -> None:
    """Who signed on paper, when, the number of the letter, and which document of the case is its scan."""
    form.add("paper_by", TextField(), required=True)
    form.add("paper_on", DateField(context), required=True)
    form.add("paper_number", TextField(limit=60))
    form.label("paper_by", translate("Approvals", "Signed on paper by"))
    form.label("paper_on", translate("Approvals", "Signed on"))
    form.label("paper_number", translate("Approvals", "Number of the letter"))
    scan = ChoiceField()
    scan.set_choices(list(scans))
    form.add("scan", scan)
    form.label("scan", translate("Approvals", "Scan of the paper"))
    if not scans:
        form.hint("scan", translate("Approvals", "The case has no document yet."))
    form.hint("paper_number", translate("Approvals", "The number or the scan is needed."))
    form.changed.connect(lambda name: _need_proof(form) if name == "scan" else None)
    _need_proof(form)


def _need_proof(form: Form) -> None:
    """The number is needed where there is no scan: who decides enters no paper here, but answers the request."""
    number = form.field("paper_number")
    number.set_required(not form.field("scan").value())


def _show_paper(form: Form) -> None:
    """The fields of the paper only where there is one."""
    for name in PAPER:
        form.show_field(name, form.field("way").value() == "paper")


def paper_of(values: Mapping[str, object]) -> Paper | None:
    """The decision on paper that was filled in, or None."""
    on = values.get("paper_on")
    if values.get("way", "paper") != "paper" or not isinstance(on, date):
        return None
    number, scan = str(values.get("paper_number") or ""), str(values.get("scan") or "")
    return Paper(str(values.get("paper_by") or ""), on, number, scan)


def closing_form(context: Context, ways: Ways) -> Form:
    """Why and when a case is closed, and who approves it."""
    form = Form(columns=1)
    form.add("reason", CodeField(context, "close_reason"), required=True)
    form.label("reason", translate("Approvals", "Reason for closing"))
    form.add("on", DateField(context))
    form.label("on", translate("Approvals", "Closed on"))
    form.hint("on", translate("Approvals", "Empty: the day of the decision."))
    form.add("note", LongTextField(lines=3))
    form.label("note", translate("Approvals", "Remark for who decides"))
    add_way(context, form, ways)
    return form


def request_form(context: Context, ways: Ways) -> Form:
    """A remark for who decides, and who that is; a decision that was signed on paper is entered at once."""
    form = Form(columns=1)
    form.add("note", LongTextField(lines=3))
    form.label("note", translate("Approvals", "Remark for who decides"))
    add_way(context, form, ways)
    return form


def refusal_form(context: Context, ways: Ways) -> Form:
    """Why a case is not accepted, where the child was sent, and who approves it (practice P18)."""
    form = Form(columns=1)
    form.add("sent_where", TextField(), required=True)
    form.label("sent_where", translate("Approvals", "Where the child or family was sent instead"))
    form.add("note", LongTextField(lines=3), required=True)
    form.label("note", translate("Approvals", "Why the case is not accepted"))
    add_way(context, form, ways)
    return form


def reopening_form(context: Context, ways: Ways | None) -> Form:
    """Why and when a case is reopened; who approves it where the office wants that."""
    form = Form(columns=1)
    form.add("reason", CodeField(context, "reopen_reason"), required=True)
    form.label("reason", translate("Approvals", "Reason for reopening"))
    form.add("on", DateField(context))
    form.label("on", translate("Approvals", "Reopened on"))
    form.hint("on", translate("Approvals", "Empty: the day of the decision.") if ways is not None else "")
    form.add("note", LongTextField(lines=3))
    form.label("note", translate("Approvals", "Remark"))
    if ways is not None:
        add_way(context, form, ways)
    return form


def decision_form(context: Context) -> Form:
    """Approved or sent back, with remarks, which are needed to send something back."""
    form = Form(columns=1)
    form.add("answer", CodeField(context, "approval_state", buttons=True, only=("approved", "sent_back")), required=True)
    form.label("answer", translate("Approvals", "Decision"))
    remarks = form.add("remarks", LongTextField(lines=4))
    form.label("remarks", translate("Approvals", "Remarks: what has to be changed"))

    def needed(name: str) -> None:
        if name == "answer":
            remarks.set_required(form.field("answer").value() == "sent_back")

    form.changed.connect(needed)
    return form


def look_form() -> Form:
    """What the head says of a decision on paper that somebody else entered; who did not decide it says what is known of it."""
    form = Form(columns=1)
    answer = ChoiceField()
    told = (("seen", translate("Approvals", "It is in order")), ("dispute", translate("Approvals", "I did not decide this")))
    answer.set_choices(list(told))
    form.add("look", answer, required=True)
    form.label("look", translate("Approvals", "You looked at it"))
    form.hint("look", translate("Approvals", "What nobody decided is taken back and goes back to who asked."))
    remarks = form.add("remarks", LongTextField(lines=4))
    form.label("remarks", translate("Approvals", "Remarks: what has to be changed"))
    form.changed.connect(lambda name: remarks.set_required(answer.value() == "dispute") if name == "look" else None)
    return form
