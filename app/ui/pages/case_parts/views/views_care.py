"""Parts on the page of a case: where the child lives."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.fields.care_fields import carer, facility, kin
from app.ui.pages.case_parts.fields.makers import code, coming_day, day, long_text, maybe, person, text
from app.ui.pages.case_parts.views.view import PartView
from app.ui.widgets.birth import BirthField
from app.ui.widgets.fields import NumberField

translate = QCoreApplication.translate


def _placement() -> Mapping[str, str]:
    """Words of the fields of a placement."""
    return {
        "facility": translate("Placement", "Facility"),
        "approved_carer": translate("Placement", "Household of the register"),
        "carer": translate("Placement", "Who of the family cares for the child"),
        "formal": translate("Placement", "Formal: decided by a competent authority"),
        "term": translate("Placement", "Short or long term"),
        "authority": translate("Placement", "Which authority decided"),
        "decision_number": translate("Placement", "Number of the decision"),
        "decided_on": translate("Placement", "Decided on"),
        "expected_end_on": translate("Placement", "Expected end"),
        "siblings_together": translate("Placement", "Brothers and sisters are together"),
        "why_apart": translate("Placement", "Why they are apart"),
        "reason_despite": translate("Placement", "Reason in spite of warnings"),
        "ended_reason": translate("Placement", "Why it ended"),
    }


def _check() -> Mapping[str, str]:
    """Words of the fields of an answer on an option."""
    return {
        "option": translate("Placement", "Option of care"),
        "answer": translate("Placement", "Answer"),
        "on_date": translate("Placement", "Day"),
        "by": translate("Placement", "Answered by"),
    }


def _member() -> Mapping[str, str]:
    """Words of the fields of somebody who lives in a household."""
    return {
        "who": translate("Parts", "The same person as (if written down already)"),
        "relation": translate("Carers", "Relation to the carers"),
        "checked_on": translate("Carers", "Checked on"),
        "check_kind": translate("Carers", "What was checked"),
        "check_result": translate("Carers", "Result of the check"),
    }


def _event() -> Mapping[str, str]:
    """Words of the fields of a visit, training or review of a household."""
    return {
        "result": translate("Carers", "Result"),
        "next_on": translate("Carers", "Next one on"),
        "by": translate("Carers", "By"),
    }


def _support() -> Mapping[str, str]:
    """Words of the fields of support money."""
    return {
        "until_on": translate("Carers", "For the time until"),
        "amount": translate("Carers", "Amount (riel)"),
        "paid_on": translate("Carers", "Paid on"),
        "received_by": translate("Carers", "Received by"),
    }


def _match() -> Mapping[str, str]:
    """Words of the fields of a household that was proposed."""
    return {
        "carer": translate("Placement", "Household of the register"),
        "state": translate("Carers", "Answer"),
        "reason": translate("Carers", "Why"),
    }


VIEWS = (
    PartView(
        "placement",
        ("option", "facility", "approved_carer", "from_on", "to_on", "next_review_on"),
        title=lambda: translate("Parts", "Placement"),
        empty=lambda: translate("Parts", "Where the child was placed stands here."),
        fields={
            "option": code("care_option"),
            "from_on": day,
            "facility": facility,
            "approved_carer": carer,
            "carer": kin,
            "formal": maybe,
            "term": code("placement_term"),
            "authority": text,
            "decision_number": text,
            "decided_on": day,
            "next_review_on": coming_day,
            "expected_end_on": coming_day,
            "siblings_together": code("yes_no"),
            "why_apart": text,
            "to_on": day,
            "ended_reason": code("exit_reason"),
            "note": long_text,
            "reason_despite": long_text,
        },
        required=("option",),
        words=_placement,
        detail=("option", "facility"),
    ),
    PartView(
        "care_check",
        ("option", "answer", "on_date", "by", "note"),
        title=lambda: translate("Parts", "Answers on options of care"),
        empty=lambda: translate("Parts", "Whether a family was found before a facility stands here."),
        fields={"option": code("care_option"), "answer": code("care_answer"), "on_date": day, "note": long_text},
        required=("option", "answer"),
        words=_check,
        detail=("option", "answer"),
    ),
    PartView(
        "carer_member",
        ("name", "relation", "birth", "checked_on", "check_kind", "check_result"),
        title=lambda: translate("Parts", "Who lives there"),
        empty=lambda: translate("Parts", "Everybody who lives in the household stands here, and who was checked."),
        fields={
            "who": person("carer_member"),
            "name": text,
            "sex": code("sex", buttons=True),
            "birth": lambda context: BirthField(context),
            "relation": code("relation"),
            "checked_on": day,
            "check_kind": code("carer_check"),
            "check_result": code("check_result"),
            "note": long_text,
        },
        words=_member,
        marks={"check_result": lambda one: {"not_in_order": "danger", "in_order": "good"}.get(one.text("check_result"))},
    ),
    PartView(
        "carer_event",
        ("kind", "on_date", "result", "next_on", "by", "text"),
        title=lambda: translate("Parts", "Visits, training, reviews"),
        empty=lambda: translate("Parts", "Assessment, training, visits and the review of each year stand here."),
        fields={
            "kind": code("carer_event_kind"),
            "on_date": day,
            "result": code("carer_event_result"),
            "next_on": coming_day,
            "text": long_text,
        },
        required=("kind",),
        words=_event,
    ),
    PartView(
        "support",
        ("from_on", "until_on", "amount", "paid_on", "received_by"),
        title=lambda: translate("Parts", "Support money of the chosen placement"),
        empty=lambda: translate("Parts", "Money for the household of a placement stands here, with what was paid."),
        fields={
            "from_on": coming_day,
            "until_on": coming_day,
            "amount": lambda _: NumberField(low=1, high=1_000_000_000),
            "paid_on": day,
            "received_by": text,
        },
        required=("from_on", "amount"),
        words=_support,
        marks={"paid_on": lambda one: None if one.day("paid_on") else "warn"},
    ),
    PartView(
        "match",
        ("carer", "state", "on_date", "reason"),
        title=lambda: translate("Parts", "Households that were proposed"),
        empty=lambda: translate("Parts", "Which household was asked for this child, and what became of it, stands here."),
        fields={"carer": carer, "state": code("match_state", buttons=True), "on_date": day, "reason": long_text},
        required=("carer", "state"),
        words=_match,
        detail=("state",),
    ),
)
