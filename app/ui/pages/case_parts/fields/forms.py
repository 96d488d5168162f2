"""The small forms of a case's parts, made alike for registering and for the case's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.ui.pages.case_parts.fields.makers import Maker, code, coming_day, khmer_name, text, yes
from app.ui.pages.case_parts.views.views import VIEWS
from app.ui.pages.case_parts.views.words import CaseWords
from app.ui.widgets.birth import BirthField
from app.ui.widgets.fields import BoolField, NumberField
from app.ui.widgets.form import Form
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.ui.context import Context

BIRTH = ("birth_from", "birth_to", "birth_source")
PLACE = ("village_code", "village_km", "village_en", "gazetteer_year")
CHILD: Mapping[str, Maker] = {
    "family_name_km": khmer_name,
    "given_name_km": khmer_name,
    "family_name_latin": text,
    "given_name_latin": text,
    "latin_confirmed": yes,
    "name_unknown": yes,
    "nickname": text,
    "sex": code("sex", buttons=True),
    "birth": lambda context: BirthField(context),
    "birth_place": text,
    "multiple_birth": code("multiple_birth"),
    "birth_order": lambda _: NumberField(low=1, high=9),
    "foundling": yes,
    "address_kind": code("address_kind"),
    "village": lambda context: VillageField(context),
    "country": text,
    "how_to_find": text,
    "nationality": code("nationality"),
    "language": code("language"),
    "ethnicity": code("ethnicity"),
    "religion": code("religion"),
    "disability_assessed": lambda context: BoolField(three=True),
    "birth_certificate": code("yes_no"),
    "birth_certificate_number": text,
    "family_book": text,
    "equity_card": text,
    "equity_level": code("equity_level"),
    "equity_until": coming_day,
    "mosvy_village": lambda context: VillageField(context),
    "mosvy_number": text,
    "primero_id": text,
    "oscar_id": text,
    "school_state": code("school_state"),
    "school_level": code("school_level"),
    "school": text,
}
SECTIONS: Mapping[str, str] = {
    "family_name_km": "who",
    "address_kind": "place",
    "nationality": "origin",
    "disability_assessed": "disability",
    "birth_certificate": "papers",
    "mosvy_village": "numbers",
    "school_state": "school",
}
"""The first field of each part of the child's form, and what the part is called."""


def part_form(context: Context, words: CaseWords, type_name: str, *, leave_out: frozenset[str] = frozenset()) -> Form:
    """The form of a part, with words."""
    form = Form(columns=2)
    view = VIEWS[type_name]
    for name, make in view.fields.items():
        if name not in leave_out:
            form.add(name, make(context), required=name in view.required, wide=name in view.wide)
    name_fields(form, words, type_name)
    return form


def name_fields(form: Form, words: CaseWords, type_name: str = "") -> None:
    """Sets the words of all fields of a form (of a part)."""
    for name in form.cells:
        form.label(name, words.field(name, type_name))


def flat(values: Mapping[str, object]) -> dict[str, object]:
    """Wire values of what a form holds: birth and village are several fields each, an answer that was taken back is None."""
    result: dict[str, object] = {}
    for name, value in values.items():
        if name in {"birth", "village"}:
            names = BIRTH if name == "birth" else PLACE[:1]
            inner = value if isinstance(value, Mapping) else {}
            result |= {field: inner.get(field) for field in names}
        elif name == "mosvy_village":
            result[name] = value.get("village_code") if isinstance(value, Mapping) else None
        else:
            result[name] = value
    return result


def grouped(values: Mapping[str, object]) -> dict[str, object]:
    """What a form shows for wire values: the other way round."""
    shown = dict(values)
    shown["birth"] = {name: values.get(name) for name in BIRTH} if any(values.get(name) for name in BIRTH) else {}
    shown["mosvy_village"] = {"village_code": values.get("mosvy_village")} if values.get("mosvy_village") else {}
    shown["village"] = {name: values.get(name) for name in PLACE} if values.get("village_code") else {}
    return shown
