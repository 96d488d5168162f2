"""Parts on the page of a case: family, household and contacts of the child."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.ui.pages.case_parts.fields.makers import code, day, khmer_name, long_text, person, phone, text, visible_code, yes
from app.ui.pages.case_parts.views.view import PartView
from app.ui.widgets.birth import BirthField

translate = QCoreApplication.translate
_SAFE = {"yes": "good", "no": "danger", "at_times": "warn", "not_known": "warn"}


def same_person() -> Mapping[str, str]:
    """Words of the field that links somebody who is written down already."""
    return {"who": translate("Parts", "The same person as (if written down already)")}


VIEWS = (
    PartView(
        "contact",
        ("person", "relation", "safe", "when_safe", "who_may_answer", "phone"),
        title=lambda: translate("Parts", "Contacts"),
        empty=lambda: translate("Parts", "Phones stand here, each with whether it is safe to call."),
        fields={
            "who": person("contact"),
            "person": text,
            "relation": code("relation"),
            "safe": code("contact_safe"),
            "when_safe": text,
            "who_may_answer": text,
            "do_not_say": text,
            "phone": phone,
            "network": code("phone_network"),
            "telegram": yes,
        },
        marks={"safe": lambda record: _SAFE.get(record.text("safe"))},
        words=same_person,
    ),
    PartView(
        "family_member",
        ("family_name_km", "relation", "sex", "birth", "is_carer", "lives_with", "occupation"),
        title=lambda: translate("Parts", "Family and household"),
        empty=lambda: translate("Parts", "Parents, brothers, sisters and carers stand here."),
        fields={
            "who": person("family_member"),
            "family_name_km": khmer_name,
            "given_name_km": khmer_name,
            "relation": code("relation"),
            "sex": code("sex", buttons=True),
            "birth": lambda context: BirthField(context),
            "occupation": text,
            "lives_with": yes,
            "is_carer": yes,
            "deceased": yes,
            "abroad_country": text,
            "note": long_text,
        },
        words=same_person,
    ),
    PartView(
        "child_fact",
        ("code", "value", "on_date", "note"),
        title=lambda: translate("Parts", "Health"),
        empty=lambda: translate("Parts", "Vaccinations, allergies, illnesses and medicine stand here."),
        fields={"code": visible_code("child_fact"), "value": text, "on_date": day, "note": long_text},
        required=("code",),
        lists={"code": "child_fact"},
        words=lambda: {"value": translate("Parts", "What is known")},
    ),
)
