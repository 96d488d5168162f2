"""Parts on the page of a case: consent, allegations, who reported and who is alleged to have harmed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.makers import code, coming_day, day, long_text, phone, text, visible_code, yes
from app.ui.pages.case_parts.view import PartView

translate = QCoreApplication.translate

VIEWS = (
    PartView(
        "consent",
        ("purpose", "answer", "given_by", "how", "on_date", "until"),
        title=lambda: translate("Parts", "Consent"),
        empty=lambda: translate("Parts", "Each answer on consent stands here with its day; none is ever deleted."),
        fields={
            "purpose": code("consent_purpose"),
            "answer": code("consent_answer", buttons=True),
            "given_by": code("consent_giver"),
            "how": code("consent_how"),
            "on_date": day,
            "witness": text,
            "receiver": text,
            "until": coming_day,
            "explained": yes,
            "reason": long_text,
        },
        required=("purpose", "answer"),
        words=lambda: {"reason": translate("Parts", "Why")},
        happened=lambda: translate("Parts", "Consent"),
        detail=("purpose", "answer"),
    ),
    PartView(
        "allegation",
        ("kind", "heard_on", "reported_on", "reported_to", "outcome"),
        title=lambda: translate("Parts", "Allegations heard and reported"),
        empty=lambda: translate("Parts", "No allegation was noted."),
        fields={
            "kind": visible_code("allegation_kind"),
            "heard_on": day,
            "reported_on": day,
            "reported_to": code("reported_to"),
            "outcome": long_text,
        },
        required=("kind", "heard_on"),
        happened=lambda: translate("Parts", "Allegation heard"),
        detail=("kind",),
    ),
    PartView(
        "reporter",
        ("name", "relation", "phone"),
        title=lambda: translate("Parts", "Who reported (restricted)"),
        empty=lambda: translate("Parts", "Nobody is noted."),
        fields={"name": text, "relation": text, "phone": phone, "note": long_text},
        group="reporter",
    ),
    PartView(
        "safety_plan",
        ("made_on", "danger", "next_review_on", "ended_on"),
        title=lambda: translate("Parts", "Safety plans (restricted)"),
        empty=lambda: translate("Parts", "No safety plan yet. Make one with the child or the carer while there is danger."),
        fields={
            "danger": long_text,
            "signs": long_text,
            "safe_places": long_text,
            "safe_people": long_text,
            "code_word": text,
            "at_night": long_text,
            "made_on": day,
            "next_review_on": coming_day,
            "ended_on": day,
        },
        required=("danger",),
        words=lambda: {
            "danger": translate("Parts", "What is the danger"),
            "signs": translate("Parts", "Warning signs"),
            "safe_places": translate("Parts", "Safe places"),
            "safe_people": translate("Parts", "Safe people"),
            "code_word": translate("Parts", "Code word"),
            "at_night": translate("Parts", "What to do at night"),
            "made_on": translate("Parts", "Made on"),
            "next_review_on": translate("Parts", "Look through it again on"),
        },
        happened=lambda: translate("Parts", "Safety plan made"),
        group="safety_plan",
    ),
    PartView(
        "interview",
        ("on_date", "place", "by", "text"),
        title=lambda: translate("Parts", "Talks with the child (restricted)"),
        empty=lambda: translate("Parts", "Write down the child's own words here, as they were said."),
        fields={"on_date": day, "place": text, "text": long_text},
        required=("text",),
        words=lambda: {
            "place": translate("Parts", "Where"),
            "by": translate("Parts", "Who talked to the child"),
            "text": translate("Parts", "The child's words"),
        },
        happened=lambda: translate("Parts", "Talk with the child"),
        group="interview",
    ),
    PartView(
        "perpetrator",
        ("name", "relation", "source", "noted_on"),
        title=lambda: translate("Parts", "Alleged perpetrator (restricted)"),
        empty=lambda: translate("Parts", "Nobody is noted."),
        fields={"name": text, "relation": text, "source": text, "noted_on": day},
        happened=lambda: translate("Parts", "Alleged perpetrator noted"),
        group="perpetrator",
    ),
)
