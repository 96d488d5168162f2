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
        "perpetrator",
        ("name", "relation", "source", "noted_on"),
        title=lambda: translate("Parts", "Alleged perpetrator (restricted)"),
        empty=lambda: translate("Parts", "Nobody is noted."),
        fields={"name": text, "relation": text, "source": text, "noted_on": day},
        happened=lambda: translate("Parts", "Alleged perpetrator noted"),
        group="perpetrator",
    ),
)
