"""The small forms of a case's parts, made alike for registering and for the case's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.domain.codelists import codelist
from app.ui.pages.case_parts.words import CaseWords
from app.ui.widgets.birth import BirthField
from app.ui.widgets.choices import CodeField
from app.ui.widgets.dates import DateField
from app.ui.widgets.fields import BoolField, Field, LongTextField, PhoneField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from app.ui.context import Context

Maker = Callable[["Context"], Field]
BIRTH = ("birth_from", "birth_to", "birth_source")
PLACE = ("village_code", "village_km", "village_en", "gazetteer_year")


def text(_: Context) -> Field:
    """One line."""
    return TextField()


def long_text(_: Context) -> Field:
    """Several lines."""
    return LongTextField(lines=2)


def day(context: Context) -> Field:
    """A day that has come."""
    return DateField(context)


def coming_day(context: Context) -> Field:
    """A day that may lie ahead."""
    return DateField(context, future=True)


def yes(_: Context) -> Field:
    """A tick."""
    return BoolField()


def code(list_name: str, *, buttons: bool = False) -> Maker:
    """A code of a list."""
    return lambda context: CodeField(context, list_name, buttons=buttons)


def visible_code(list_name: str) -> Maker:
    """A code of a list, without those of restricted groups that the person may not know of (practice P1)."""

    def make(context: Context) -> Field:
        rights = context.session.actor.rights
        rows = codelist(list_name)
        allowed = tuple(row.code for row in rows if not row.group or row.group in rights)
        return CodeField(context, list_name, only=allowed)

    return make


PARTS: Mapping[str, Mapping[str, Maker]] = {
    "family_member": {
        "family_name_km": text,
        "given_name_km": text,
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
    "contact": {
        "person": text,
        "relation": code("relation"),
        "safe": code("contact_safe"),
        "when_safe": text,
        "who_may_answer": text,
        "do_not_say": text,
        "phone": lambda context: PhoneField(),
        "network": code("phone_network"),
        "telegram": yes,
    },
    "category": {"code": visible_code("child_category"), "noted_on": day, "note": long_text},
    "concern": {
        "code": visible_code("concern"),
        "kind": code("concern_kind", buttons=True),
        "noted_on": day,
        "ended_on": day,
        "note": long_text,
    },
    "consent": {
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
    "note": {
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
    "placement": {
        "option": code("care_option"),
        "from_on": day,
        "to_on": day,
        "next_review_on": coming_day,
        "note": long_text,
    },
    "allegation": {
        "kind": visible_code("allegation_kind"),
        "heard_on": day,
        "reported_on": day,
        "reported_to": code("reported_to"),
        "outcome": long_text,
    },
    "reporter": {"name": text, "relation": text, "phone": lambda context: PhoneField(), "note": long_text},
    "perpetrator": {"name": text, "relation": text, "source": text, "noted_on": day},
}
"""Part → its fields in the order of the paper, and how each is made."""
REQUIRED = {
    "category": ("code",),
    "concern": ("code", "kind"),
    "consent": ("purpose", "answer"),
    "placement": ("option",),
    "allegation": ("kind", "heard_on"),
}
WIDE = frozenset({"note", "text", "reason", "birth", "outcome"})
CHILD: Mapping[str, Maker] = {
    "family_name_km": text,
    "given_name_km": text,
    "family_name_latin": text,
    "given_name_latin": text,
    "latin_confirmed": yes,
    "name_unknown": yes,
    "sex": code("sex", buttons=True),
    "birth": lambda context: BirthField(context),
    "foundling": yes,
    "address_kind": code("address_kind"),
    "village": lambda context: VillageField(context),
    "country": text,
    "how_to_find": text,
    "nationality": code("nationality"),
    "language": code("language"),
    "disability_assessed": lambda context: BoolField(three=True),
    "birth_certificate": code("yes_no"),
    "family_book": text,
    "equity_card": text,
    "equity_level": code("equity_level"),
    "equity_until": coming_day,
    "mosvy_number": text,
    "school": text,
    "died_on": day,
    "death_known": code("death_known"),
}


def part_form(context: Context, words: CaseWords, type_name: str, *, leave_out: frozenset[str] = frozenset()) -> Form:
    """The form of a part, with words."""
    form = Form(columns=2)
    for name, make in PARTS[type_name].items():
        if name not in leave_out:
            form.add(name, make(context), required=name in REQUIRED.get(type_name, ()), wide=name in WIDE)
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
        else:
            result[name] = value
    return result


def grouped(values: Mapping[str, object]) -> dict[str, object]:
    """What a form shows for wire values: the other way round."""
    shown = dict(values)
    shown["birth"] = {name: values.get(name) for name in BIRTH} if any(values.get(name) for name in BIRTH) else {}
    shown["village"] = {name: values.get(name) for name in PLACE} if values.get("village_code") else {}
    return shown
