"""The acts on a whole case that stand in the menu of its page, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.domain.records import Record
from app.services.cases.case_names import is_hidden
from app.ui.pages.case_parts.acts import danger_acts, sharing_acts
from app.ui.pages.case_parts.acts.acts import CaseActs
from app.ui.pages.case_parts.acts.paper_acts import print_case

translate = QCoreApplication.translate


@dataclass(frozen=True)
class CaseAct:
    """An act: its words, the right it needs, the states of the case in which it is there, what runs."""

    name: str
    text: Callable[[], str]
    act: str
    states: frozenset[str]
    run: Callable[[CaseActs], None]
    when: Callable[[Record], bool] = lambda _: True
    """Whether the case stands so that there is something to do."""


_OPEN, _CLOSED, _ANY = frozenset({"open"}), frozenset({"closed"}), frozenset({"open", "closed"})
ACTS: tuple[CaseAct, ...] = (
    CaseAct(
        "first_contact",
        lambda: translate("Acts on a case", "Note the first contact…"),
        "case.edit",
        _OPEN,
        CaseActs.first_contact,
    ),
    CaseAct("risk", lambda: translate("Acts on a case", "Set the risk level…"), "case.edit", _OPEN, CaseActs.risk),
    CaseAct("flag", lambda: translate("Acts on a case", "Flag the case…"), "flag.edit", _ANY, CaseActs.flag),
    CaseAct(
        "reassign",
        lambda: translate("Acts on a case", "Give to another caseworker…"),
        "hand_over.offer",
        _OPEN,
        sharing_acts.hand_over,
    ),
    CaseAct("refer", lambda: translate("Acts on a case", "Refer the child…"), "referral.edit", _OPEN, sharing_acts.refer),
    CaseAct(
        "transfer",
        lambda: translate("Acts on a case", "Hand over to another office…"),
        "hand_over.offer",
        _OPEN,
        sharing_acts.transfer,
    ),
    CaseAct(
        "close",
        lambda: translate("Acts on a case", "Close the case…"),
        "case.close",
        _OPEN,
        lambda acts: acts.approvals.close(),
    ),
    CaseAct(
        "refuse",
        lambda: translate("Acts on a case", "Not accepted…"),
        "case.close",
        _OPEN,
        lambda acts: acts.approvals.refuse(),
    ),
    CaseAct(
        "reopen",
        lambda: translate("Acts on a case", "Reopen the case…"),
        "case.reopen",
        _CLOSED,
        lambda acts: acts.approvals.reopen(),
    ),
    CaseAct(
        "emergency",
        lambda: translate("Acts on a case", "Emergency numbers"),
        "case.read",
        _ANY,
        danger_acts.show_numbers,
    ),
    CaseAct(
        "death",
        lambda: translate("Acts on a case", "The child has died…"),
        "death.note",
        _ANY,
        danger_acts.note_death,
    ),
    CaseAct("print", lambda: translate("Acts on a case", "Print a paper… (Ctrl+P)"), "paper.make", _ANY, print_case),
    CaseAct(
        "hide_name",
        lambda: translate("Acts on a case", "Hide the name in lists"),
        "case.hide_name",
        _ANY,
        lambda acts: acts.hide_name(hidden=True),
        lambda case: not is_hidden(case),
    ),
    CaseAct(
        "tell_name",
        lambda: translate("Acts on a case", "Show the name in lists again"),
        "case.hide_name",
        _ANY,
        lambda acts: acts.hide_name(hidden=False),
        is_hidden,
    ),
    CaseAct("void", lambda: translate("Acts on a case", "Entered by mistake…"), "case.void", _ANY, CaseActs.void),
    CaseAct("merge", lambda: translate("Acts on a case", "The same as another case…"), "case.join", _ANY, CaseActs.merge),
)
"""All acts, in the order of the menu."""
