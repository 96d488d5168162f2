"""Parts on the page of a case: where the child lives."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.care_fields import facility, kin
from app.ui.pages.case_parts.makers import code, coming_day, day, long_text, maybe, text
from app.ui.pages.case_parts.view import PartView

translate = QCoreApplication.translate


def _placement() -> Mapping[str, str]:
    """Words of the fields of a placement."""
    return {
        "facility": translate("Placement", "Facility"),
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


VIEWS = (
    PartView(
        "placement",
        ("option", "facility", "from_on", "to_on", "next_review_on", "expected_end_on"),
        title=lambda: translate("Parts", "Placement"),
        empty=lambda: translate("Parts", "Where the child was placed stands here."),
        fields={
            "option": code("care_option"),
            "from_on": day,
            "facility": facility,
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
        happened=lambda: translate("Parts", "Placement"),
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
        happened=lambda: translate("Parts", "Answer on an option of care"),
        detail=("option", "answer"),
    ),
)
