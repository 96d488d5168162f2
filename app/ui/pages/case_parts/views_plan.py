"""Parts on the page of a case: what was found out, risk, notes and visits."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.makers import code, coming_day, day, long_text, text, visible_code
from app.ui.pages.case_parts.view import PartView
from app.ui.widgets.fields import BoolField, LongTextField

translate = QCoreApplication.translate

_ACTION_TONES = {"": "warn", "done": "good", "dropped": "dim"}
_SERVICE_TONES = {"done": "good", "not_given": "danger", "stopped": "dim"}

VIEWS = (
    PartView(
        "note",
        ("on_date", "kind", "light", "text", "by"),
        title=lambda: translate("Parts", "Notes and visits"),
        empty=lambda: translate("Parts", "Every call, talk and visit stands here, with its light."),
        fields={
            "kind": code("note_kind"),
            "on_date": day,
            "done_by": text,
            "child_seen": lambda context: BoolField(three=True),
            "not_seen_reason": code("visit_not_seen_reason"),
            "next_visit_on": coming_day,
            "health": code("light", buttons=True),
            "education": code("light", buttons=True),
            "food": code("light", buttons=True),
            "family": code("light", buttons=True),
            "violence": code("light", buttons=True),
            "text": lambda context: LongTextField(lines=4),
        },
        words=lambda: {
            "done_by": translate("Parts", "Done by"),
            "light": translate("Parts", "Light"),
            "by": translate("Parts", "By"),
        },
        happened=lambda: translate("Parts", "Note"),
        detail=("kind", "text"),
    ),
    PartView(
        "category",
        ("code", "noted_on", "note"),
        title=lambda: translate("Parts", "Type of child"),
        empty=lambda: translate("Parts", "Nothing was noted yet."),
        fields={"code": visible_code("child_category"), "noted_on": day, "note": long_text},
        required=("code",),
        happened=lambda: translate("Parts", "Type of child noted"),
        detail=("code",),
    ),
    PartView(
        "concern",
        ("code", "noted_on", "ended_on", "note"),
        title=lambda: translate("Parts", "Protection concerns"),
        empty=lambda: translate("Parts", "What the child faces or went through stands here."),
        fields={
            "code": visible_code("concern"),
            "kind": code("concern_kind", buttons=True),
            "noted_on": day,
            "ended_on": day,
            "note": long_text,
        },
        required=("code", "kind"),
        happened=lambda: translate("Parts", "Protection concern noted"),
        detail=("code",),
    ),
    PartView(
        "risk",
        ("level", "noted_on", "reason", "by"),
        title=lambda: translate("Parts", "Risk level over time"),
        empty=lambda: translate("Parts", "No risk level was set yet."),
        words=lambda: {"reason": translate("Parts", "Why"), "by": translate("Parts", "By")},
        happened=lambda: translate("Parts", "Risk level set"),
        detail=("level",),
    ),
    PartView(
        "plan_action",
        ("need", "action", "who", "due_on", "state", "result"),
        title=lambda: translate("Parts", "Actions of the plan"),
        empty=lambda: translate(
            "Parts", "What is to be done, by whom and until when stands here. Low scores come by themselves."
        ),
        fields={
            "need": text,
            "goal": long_text,
            "action": long_text,
            "who": text,
            "due_on": coming_day,
            "state": code("plan_action_state", buttons=True),
            "done_on": day,
            "result": long_text,
        },
        required=("action",),
        wide=frozenset({"need", "goal", "action", "result", "state"}),
        words=lambda: {
            "need": translate("Parts", "Need"),
            "goal": translate("Parts", "Goal"),
            "action": translate("Parts", "Action"),
            "who": translate("Parts", "Who does it"),
            "due_on": translate("Parts", "Until when"),
            "state": translate("Parts", "State"),
            "done_on": translate("Parts", "Done on"),
            "result": translate("Parts", "Result"),
        },
        happened=lambda: translate("Parts", "Action of the plan done"),
        detail=("action", "result"),
        marks={"state": lambda record: _ACTION_TONES.get(record.text("state"))},
    ),
    PartView(
        "plan",
        ("number", "made_on", "made_by", "review_on"),
        title=lambda: translate("Parts", "Plan of the case"),
        empty=lambda: translate("Parts", "There is no plan yet."),
        fields={
            "made_on": day,
            "made_by": text,
            "monitoring": code("plan_monitoring"),
            "review_on": coming_day,
        },
        words=lambda: {
            "number": translate("Parts", "Plan number"),
            "made_on": translate("Parts", "Made on"),
            "made_by": translate("Parts", "Made by"),
            "monitoring": translate("Parts", "How often it is looked at"),
            "review_on": translate("Parts", "Review on"),
        },
        happened=lambda: translate("Parts", "Plan made"),
        detail=("number",),
    ),
    PartView(
        "service",
        ("type", "subtype", "provider", "asked_on", "due_at", "state"),
        title=lambda: translate("Parts", "Services"),
        empty=lambda: translate("Parts", "Services that were asked for and given stand here, with who gives them."),
        fields={
            "type": visible_code("service_type"),
            "subtype": code("service_subtype"),
            "provider": text,
            "provider_kind": code("provider_kind"),
            "asked_on": day,
            "timeframe": code("service_timeframe", buttons=True),
            "appointment_on": coming_day,
            "state": code("service_state", buttons=True),
            "started_on": day,
            "done_on": day,
            "result": code("service_result"),
            "note": long_text,
        },
        required=("type",),
        wide=frozenset({"note", "state", "timeframe"}),
        words=lambda: {
            "type": translate("Parts", "Type of service"),
            "subtype": translate("Parts", "Kind of service"),
            "provider": translate("Parts", "Who gives it"),
            "provider_kind": translate("Parts", "Kind of provider"),
            "asked_on": translate("Parts", "Asked for on"),
            "timeframe": translate("Parts", "Within what time"),
            "due_at": translate("Parts", "Within the time until"),
            "appointment_on": translate("Parts", "Appointment on"),
            "state": translate("Parts", "State"),
            "started_on": translate("Parts", "Given from"),
            "done_on": translate("Parts", "Finished on"),
            "result": translate("Parts", "Result"),
        },
        happened=lambda: translate("Parts", "Service asked for"),
        detail=("type", "provider"),
        marks={"state": lambda record: _SERVICE_TONES.get(record.text("state"))},
    ),
)
