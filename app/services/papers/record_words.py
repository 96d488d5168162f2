"""The fields of a record as a paper tells them: label and value in the language of the paper, nothing raw, nothing empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.data.fields import fields
from app.data.places import place_path
from app.data.reader import Reader
from app.domain.births import birth_of
from app.domain.codelists import concern_label, label
from app.domain.lights import light_of
from app.domain.records import Record
from app.services.exchange.field_words import OFFICES, field_words, office_words, value_words
from app.text.dates import short_date
from app.text.digits import digits_for
from app.text.words import has_words, words

Pair = tuple[str, str]
BIRTH, VILLAGE, NAME, LIGHT = "birth", "village", "name_whole", "light"
"""Fields that several of a record make together."""
_MADE: Mapping[str, str] = {
    "birth_from": BIRTH,
    "birth_to": "",
    "birth_source": "",
    "village_code": VILLAGE,
    "village_km": "",
    "village_en": "",
    "gazetteer_year": "",
    "family_name_km": NAME,
    "given_name_km": "",
    **dict.fromkeys(("health", "education", "food", "family", "violence"), ""),
}
_ABOVE = frozenset({"office", "case", "child", "carer", "parent", "incident", "tracing", "note_id", "response"})
_PLUMBING = frozenset({"typed_at", "typed_by", "shared_with", "travel", "people", "subject_type", "subject", "item"})
_NO_COUNTS = frozenset({"child_seen", "explained", "formal"})
"""Fields of which a paper also tells a no."""
_NAMED = ("carer", "person", "family_member", "contact")
"""Types that a reference may name and that have a name of their own."""


@dataclass(frozen=True)
class Teller:
    """Tells records. `names` are those of users and facilities by id; `today` counts ages."""

    reader: Reader
    lang: str
    today: date
    names: Mapping[str, str] = field(default_factory=dict)

    def pairs(self, record: Record, wanted: Iterable[str]) -> tuple[Pair, ...]:
        """Label and value of fields that hold something."""
        found = ((self.label(record.type, name), self.told(record, name)) for name in wanted)
        return tuple((label_, value) for label_, value in found if value)

    def label(self, type_name: str, name: str) -> str:
        """What a field is called, on the paper of its type if that has words of its own."""
        own = f"paper.field.{type_name}.{name}"
        shared = f"paper.field.{name}"
        key = own if has_words(own) else shared
        return words(key, self.lang) if has_words(key) else field_words(name, self.lang, type_name)

    def told(self, record: Record, name: str) -> str:
        """The value of a field, "" for none."""
        if name == BIRTH:
            return self.birth(record)
        if name == VILLAGE:
            return self.village(record)
        if name == NAME:
            return self.name(record)
        if name == LIGHT:
            return label("light_result", light_of(record), self.lang) if light_of(record) else ""
        value = record.values.get(name)
        if value is None or value in ("", []) or (value is False and name not in _NO_COUNTS):
            return ""
        if record.type == "concern" and name == "code":
            return concern_label(record.text("code"), record.code("kind"), self.lang)
        if name == "domain":
            return label("score_domain", str(value), self.lang)
        if name in OFFICES:
            return self.office(str(value))
        info = fields(record.type).get(name)
        if info is not None and info.kind == "ref":
            return self.reference(str(value))
        if info is not None and info.kind == "code" and info.codelist is None:
            said = value_words(self.reader, record.type, name, value, self.lang)
            return said.replace("_", " ") if said == str(value) else said
        if isinstance(value, dict):
            return self.shown(record) if name == "shown" else ""
        return value_words(self.reader, record.type, name, value, self.lang)

    def reference(self, key: str) -> str:
        """The name of who or what a field names; "" for a record that has none or may not be told."""
        if key in self.names:
            return self.names[key]
        for type_name in ("user", "facility", *_NAMED):
            found = self.reader.maybe(type_name, key)
            if found is not None:
                return found.text("name") or self.name(found)
        return ""

    def office(self, code: str) -> str:
        """The name of an office, its code where the directory here does not know it."""
        return office_words(self.reader, code, self.lang)

    def shown(self, record: Record) -> str:
        """The lines that a referral shows to its receiver."""
        told = []
        for name, text in record.entries("shown").items():
            key = f"letter.shown.{name}"
            said = value_words(self.reader, "referral", f"shown:{name}", text, self.lang)
            said = digits_for(said, self.lang) if said.isdigit() else said  # as the letter tells it
            told.append(f"{words(key, self.lang) if has_words(key) else name}: {said}")
        return "; ".join(told)

    def name(self, record: Record) -> str:
        """A name in both scripts, family name first."""
        khmer = f"{record.text('family_name_km')} {record.text('given_name_km')}".strip() or record.text("name_km")
        latin = f"{record.text('family_name_latin')} {record.text('given_name_latin')}".strip() or record.text("name_latin")
        if not khmer and not latin and record.ref("who"):
            person = self.reader.maybe("person", record.text("who"))
            return self.name(person) if person is not None else ""
        return " · ".join(part for part in (khmer, latin) if part)

    def birth(self, record: Record) -> str:
        """When somebody was born and the age now; an estimate says so."""
        birth = birth_of(record)
        if birth is None:
            return ""
        years = digits_for(birth.age_on(self.today), self.lang)
        if birth.exact:
            return words("paper.birth.exact", self.lang, day=short_date(birth.first, self.lang), years=years)
        first, last = short_date(birth.first, self.lang), short_date(birth.last, self.lang)
        return words("paper.birth.range", self.lang, first=first, last=last, years=years)

    def village(self, record: Record) -> str:
        """Village, commune, district and province."""
        path = place_path(self.reader, record.text("village_code")) if record.code("village_code") else None
        if path is not None:
            return path.path(self.lang)
        return record.text("village_km" if self.lang == "km" else "village_en") or record.text("village_km")


def all_fields(type_name: str, above: str) -> tuple[str, ...]:
    """All fields of a type that a paper tells, in the order of the vocabulary; `above` names what the record belongs to."""
    found: list[str] = []
    for name, info in fields(type_name).items():
        if name == above or name in _PLUMBING or (info.kind in {"map", "json"} and name != "shown"):
            continue
        if name in _ABOVE and name != "carer":
            continue
        made = _MADE.get(name, name)
        if made:
            found.append(made)
    return (*found, LIGHT) if type_name == "note" else tuple(found)
