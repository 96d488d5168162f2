"""How staff, rooms and the past of a facility are shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.domain.records import Record
from app.services.facilities.facility_register import OPEN_CHECKS, over_occupied
from app.services.parts.kinds_register import MOST
from app.ui.pages.case_parts.fields.makers import Maker, code, code_set, coming_day, day, long_text, maybe, text, village
from app.ui.pages.case_parts.views.view import PartView
from app.ui.widgets.fields import NumberField

translate = QCoreApplication.translate


def _count() -> Maker:
    """A number of people, beds or places."""
    return lambda _: NumberField(high=MOST)


def _staff() -> Mapping[str, str]:
    """Words of the fields of somebody who works in a facility."""
    return {
        "name": translate("Register", "Name"),
        "sex": translate("Register", "Sex"),
        "role": translate("Register", "Work"),
        "cares": translate("Register", "Cares for children"),
        "since": translate("Register", "Works there since"),
        "until": translate("Register", "Last day of work"),
        "check_kind": translate("Carers", "What was checked"),
        "checked_on": translate("Carers", "Checked on"),
        "check_result": translate("Carers", "Result of the check"),
        "checked_by": translate("Register", "Checked by"),
        "training": translate("Register", "Trained in"),
        "trained_on": translate("Register", "Last training on"),
        "conduct_on": translate("Register", "Code of conduct signed on"),
    }


def _room() -> Mapping[str, str]:
    """Words of the fields of a room."""
    return {
        "name": translate("Register", "Room or building"),
        "room_for": translate("Register", "Who sleeps there"),
        "places": translate("Register", "Places"),
        "beds": translate("Register", "Beds"),
        "sleeping": translate("Register", "Children who slept there"),
        "counted_on": translate("Register", "Counted on"),
        "note": translate("Register", "Remark"),
    }


def _past() -> Mapping[str, str]:
    """Words of the fields of what was."""
    return {
        "what": translate("Register", "What was different"),
        "text": translate("Register", "How it was (name, owner, place)"),
        "village": translate("Register", "Village, if it moved"),
        "village_code": translate("Register", "Village"),
        "village_km": translate("Register", "Village"),
        "village_en": translate("Register", "Village"),
        "from_on": translate("Register", "From"),
        "until_on": translate("Register", "Until"),
        "note": translate("Register", "Where this is known from"),
    }


def _check_tone(one: Record) -> str | None:
    """A check that is missing, or that was not in order, stands out."""
    if one.code("check_result") in OPEN_CHECKS:
        return "warn"
    return {"not_in_order": "danger", "in_order": "good"}.get(one.text("check_result"))


VIEWS = (
    PartView(
        "facility_staff",
        ("name", "role", "cares", "check_result", "checked_on", "training", "since", "until"),
        title=lambda: translate("Parts", "Staff and volunteers"),
        empty=lambda: translate("Parts", "Everybody who works here stands here, paid or not, with the background check."),
        fields={
            "name": text,
            "sex": code("sex", buttons=True),
            "role": code("staff_role"),
            "cares": maybe,
            "since": day,
            "until": coming_day,
            "check_kind": code("carer_check"),
            "checked_on": day,
            "check_result": code("check_result"),
            "checked_by": text,
            "training": code_set("staff_training"),
            "trained_on": day,
            "conduct_on": day,
        },
        required=("name", "role"),
        wide=frozenset({"training"}),
        words=_staff,
        marks={"check_result": _check_tone},
    ),
    PartView(
        "facility_room",
        ("name", "room_for", "places", "beds", "sleeping", "counted_on", "note"),
        title=lambda: translate("Parts", "Rooms in which children sleep"),
        empty=lambda: translate("Parts", "Each room in which children sleep stands here, with its places and beds."),
        fields={
            "name": text,
            "room_for": code("room_for"),
            "places": _count(),
            "beds": _count(),
            "sleeping": _count(),
            "counted_on": day,
            "note": long_text,
        },
        required=("name",),
        words=_room,
        marks={"sleeping": lambda one: "danger" if over_occupied(one) else None},
    ),
    PartView(
        "facility_past",
        ("what", "text", "village_km", "from_on", "until_on", "note"),
        title=lambda: translate("Parts", "Earlier names, places and owners"),
        empty=lambda: translate("Parts", "What the facility was called and where it stood before stands here."),
        fields={
            "what": code("facility_past"),
            "text": text,
            "village": village,
            "from_on": day,
            "until_on": day,
            "note": long_text,
        },
        required=("what",),
        words=_past,
    ),
)
