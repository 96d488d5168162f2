"""What Komar lays into a form's hidden fields `k_…` at its start, from records that anybody may see who sees the subject."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.data.reader import Reader
from app.domain.births import birth_of
from app.domain.permissions import can
from app.domain.records import Record
from app.forms.model import CompiledForm
from app.services.care import carers
from app.services.facilities import residencies
from app.services.people.children import full_name
from app.services.responses.response_subjects import Subject
from app.text.zone import local_date

ADULT = 18
"""From this age on somebody is no child."""


def hidden_values(reader: Reader, form: CompiledForm, subject: Subject, head: Mapping[str, object]) -> dict[str, str]:
    """Name → text for the hidden fields that the form has, as far as it is known."""
    day = date.fromisoformat(str(head["filled_on"]))
    wanted = {definition.name for definition in form.definitions.values() if definition.name.startswith("k_")}
    found = {"k_filled_on": day.isoformat(), "k_filled_by": str(head["filled_by"]), **_office(reader)}
    records = subject.records
    if "case" in records:
        found |= _case(records["case"])
    if "child" in records:
        found |= _child(records["child"], day) | _household(reader, records["child"], day)
    if "placement" in records:
        found |= _placement(reader, records["placement"])
    if "carer" in records:
        found |= _register(reader, records["carer"])
    if "facility" in records:
        found |= _facility(records["facility"])
        if any(name.startswith("k_roster_") for name in wanted) and can(reader.actor, "residency.read"):
            bands, _ = residencies.roster(residencies.on_day(reader, records["facility"].id, day))
            found |= {f"k_roster_{band.band}": str(band.total) for band in bands}
    return {name: text for name, text in found.items() if name in wanted and text}


def _office(reader: Reader) -> dict[str, str]:
    """The office and the person who types."""
    found = reader.find("office", office=reader.actor.office, limit=1)
    office = found[0] if found else Record("office", "", {"office": reader.actor.office})
    user = reader.maybe("user", reader.actor.user)
    return {
        "k_office": office.text("name_km") or office.text("name_en"),
        "k_office_en": office.text("name_en"),
        "k_office_code": office.text("office"),
        "k_office_address": office.text("address"),
        "k_user": reader.actor.name,
        "k_user_phone": user.text("phone") if user else "",
    }


def _register(reader: Reader, carer: Record) -> dict[str, str]:
    """A household of the register of carers, with the number of children there now."""
    [row] = carers.rows_of(reader, [carer])
    return {
        "k_house_name": carers.name_of(carer, "km"),
        "k_house_kind": carer.text("kind"),
        "k_house_number": carer.text("number"),
        "k_house_children": str(row.living),
    }


def _case(case: Record) -> dict[str, str]:
    """The case, without anything that only some may see."""
    received = case.moment("received_at")
    return {
        "k_case_code": case.text("code"),
        "k_case_type": case.text("case_type"),
        "k_received_on": local_date(received).isoformat() if received else "",
        "k_opened_on": case.text("opened_on"),
        "k_risk_level": case.text("risk_level"),
        "k_referral_source": case.text("referral_source"),
        "k_first_contact_on": case.text("first_contact_on"),
    }


def _child(child: Record, day: date) -> dict[str, str]:
    birth = birth_of(child)
    return {
        "k_child_name": full_name(child.values) or full_name(child.values, latin=True),
        "k_child_name_latin": full_name(child.values, latin=True),
        "k_child_sex": child.text("sex"),
        "k_child_birth": child.text("birth_from") if birth is not None and birth.exact else "",
        "k_child_age": str(birth.age_on(day)) if birth is not None and birth.middle <= day else "",
        "k_child_mosvy": f"{child.text('mosvy_village')}{child.text('mosvy_number')}",
        "k_child_village_code": child.text("village_code"),
        "k_child_address": child.text("village_km") or child.text("country"),
        "k_child_how_to_find": child.text("how_to_find"),
    }


def _household(reader: Reader, child: Record, day: date) -> dict[str, str]:
    """The carer, and the children of the household, this one included."""
    family = reader.find("family_member", child=child.id, order=("id",))
    carer = next((one for one in family if one.flag("is_carer")), None)
    contacts = reader.find("contact", child=child.id, order=("id",))
    phone = next((one.text("phone") for one in contacts if one.text("phone") and one.code("safe") != "no"), "")
    there = [child, *(one for one in family if one.flag("lives_with") and _is_child(one, day))]
    return {
        "k_carer_name": person_name(carer) if carer else "",
        "k_carer_relation": carer.text("relation") if carer else "",
        "k_carer_phone": phone,
        "k_children": str(len(there)),
        "k_girls": str(sum(one.code("sex") == "female" for one in there)),
        "k_boys": str(sum(one.code("sex") == "male" for one in there)),
    }


def _is_child(member: Record, day: date) -> bool:
    birth = birth_of(member)
    return birth is not None and birth.age_on(day) < ADULT


def person_name(member: Record) -> str:
    """A family member's name, in Khmer where there is one."""
    khmer = " ".join(part for part in (member.text("family_name_km"), member.text("given_name_km")) if part)
    return khmer or member.text("name_latin")


def _placement(reader: Reader, placement: Record) -> dict[str, str]:
    carer = reader.maybe("family_member", placement.text("carer")) if placement.ref("carer") else None
    return {
        "k_placement_option": placement.text("option"),
        "k_placement_from": placement.text("from_on"),
        "k_placement_review": placement.text("next_review_on"),
        "k_placement_carer": person_name(carer) if carer else "",
    }


def _facility(facility: Record) -> dict[str, str]:
    return {
        "k_facility_name": facility.text("name_km") or facility.text("name_en"),
        "k_facility_name_en": facility.text("name_en"),
        "k_facility_code": facility.text("code"),
        "k_type": facility.text("type"),
        "k_owner": facility.text("owner"),
        "k_director": facility.text("director"),
        "k_capacity": str(facility.whole("capacity") or ""),
    }
