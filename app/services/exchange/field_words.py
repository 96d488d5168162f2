"""Fields, record types and values in words, for whoever must decide between two values or reads a history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from app.data.fields import fields
from app.data.reader import Reader
from app.domain.clock import parse_instant
from app.domain.codelists import codelist, labels
from app.services.care.care_words import warned_text
from app.services.cases import closing_marks
from app.services.papers.office_logo import PICTURE
from app.services.planning import plan_marks
from app.services.responses.response_store import JOINED
from app.text.dates import limit_words, short_date, short_moment
from app.text.digits import digits_for
from app.text.words import has_words, words

OFFICES = frozenset({"office", "to_office", "from_office"})
SHOWN_LISTS = {"sex": "sex", "disability": "disability", "risk": "risk_level"}
"""Code lists of the lines that a referral shows."""
_REASONS = ("close_reason", "reopen_reason")
"""Code lists of what an approval is asked for."""
"""Fields that hold the code of an office."""


def type_words(type_name: str, lang: str) -> str:
    """The words of a record type; the raw name of an unknown one."""
    key = f"type.{type_name}"
    return words(key, lang) if has_words(key) else type_name


def field_words(field: str, lang: str, type_name: str = "") -> str:
    """The words of a field, or of an entry of a map (`answers:/path`: the question's last name stands behind).

    `type_name`: of which type; a field that means another thing there has words of its own (what happened, what is asked).
    """
    name, _, entry = field.partition(":")
    own = f"field.{type_name}.{name}"
    key = own if has_words(own) else f"field.{name}"
    text = words(key, lang) if has_words(key) else name
    return f"{text} {digits_for(entry.rpartition('/')[2], lang)}" if entry else text


def unit_words(type_name: str, unit: str, lang: str) -> str:
    """The words of what was compared as one: a field, a map's entry, or all fields of a group."""
    if not unit.startswith("("):
        return field_words(unit, lang)
    group = unit.strip("()")
    if has_words(f"group.{group}"):
        return words(f"group.{group}", lang)
    members = [name for name, info in fields(type_name).items() if info.group == group]
    return " · ".join(field_words(name, lang) for name in members[:3]) if members else group


def value_words(reader: Reader, type_name: str, field: str, value: object, lang: str) -> str:
    """A value as people read it: labels of codes, dates, names of people; "" for none."""
    if value is None or value in ("", []):
        return ""
    info = fields(type_name).get(field.partition(":")[0])
    if isinstance(value, bool):
        return words("value.yes" if value else "value.no", lang)
    if isinstance(value, list):
        if (type_name, field) == ("approval", "named"):
            return closing_marks.told(value, lang) or plan_marks.told(reader, map(str, value), lang)
        codes = tuple(str(each) for each in value)
        return labels(info.codelist, codes, lang) if info is not None and info.codelist else ", ".join(codes)
    if isinstance(value, Mapping) and PICTURE in value:
        return words("value.picture", lang, size=len(str(value[PICTURE])) * 3 // 4 // 1024 + 1)
    text = str(value)
    if info is None:
        return text
    if field in OFFICES:
        return office_words(reader, text, lang)
    if info.codelist:
        return labels(info.codelist, (text,), lang)
    if (own := _own_words(type_name, field, text, lang)) is not None:
        return own
    if info.kind == "ref":
        user = reader.maybe("user", text)
        return user.text("name") if user is not None else words("value.other_record", lang)
    return _moment_words("limit" if field == "due_at" else info.kind, text, lang)


def _own_words(type_name: str, field: str, text: str, lang: str) -> str | None:
    """Codes that stand in a field of text, in words; None for all other fields."""
    if type_name == "form_response" and field.partition(":")[2].startswith(JOINED):
        return _decision_words(text, lang)
    if (type_name, field) == ("case", "void_reason"):
        return _reason_words(text, lang)
    if (type_name, field) == ("placement", "warned"):
        return warned_text(text, lang)
    if (type_name, field) == ("approval", "reason"):
        return next((labels(name, (text,), lang) for name in _REASONS if text in codelist(name)), text)
    name = SHOWN_LISTS.get(field.removeprefix("shown:")) if type_name == "referral" and field.startswith("shown:") else None
    return labels(name, tuple(filter(None, text.split(","))), lang) if name is not None else None


def _reason_words(text: str, lang: str) -> str:
    """Why a case was entered by mistake: the code, and what was written beside it."""
    code, mark, note = text.partition(": ")
    return f"{labels('void_reason', (code,), lang)}{mark}{note}" if code in codelist("void_reason") else text


def office_words(reader: Reader, code: str, lang: str) -> str:
    """The name of an office, its code where the directory here does not know it."""
    found = reader.find("office", office=code, limit=1)
    first, second = ("name_km", "name_en") if lang == "km" else ("name_en", "name_km")
    return (found[0].text(first) or found[0].text(second) if found else "") or code


def answer_words(told: str, lang: str) -> str:
    """A field of a child and the code that stands in it (`app.domain.tasks.ANSWER`); the field alone where it has no code."""
    field, _, code = told.partition("\t")
    name, info = field_words(field, lang, "child"), fields("child").get(field)
    answer = labels(info.codelist, (code,), lang) if info is not None and info.codelist and code else ""
    return f"{name}{'៖' if lang == 'km' else ':'} {answer}" if answer else name


def _moment_words(kind: str, text: str, lang: str) -> str:
    """Days, instants and numbers; anything else as it is."""
    try:
        if kind == "date":
            return short_date(date.fromisoformat(text), lang)
        if kind == "limit":
            return limit_words(parse_instant(text), lang)
        if kind == "instant":
            return short_moment(parse_instant(text), lang)
    except ValueError:
        return text
    return digits_for(text, lang) if kind == "int" else text


def _decision_words(text: str, lang: str) -> str:
    """How two inspectors decided between two answers of one visit."""
    try:
        kept = json.loads(text)
    except ValueError:
        return text
    if not isinstance(kept, dict) or not has_words(f"clash.joined.{kept.get('state')}"):
        return text
    said = [dict(kept.get(name) or {}).values() for name in ("here", "other")]
    here, other = (" — ".join(labels("answer", (str(one),), lang) for one in each) for each in said)
    none = words("value.none", lang)
    return words(f"clash.joined.{kept['state']}", lang, here=here or none, other=other or none)


def side_words(reader: Reader, type_name: str, values: Mapping[str, object], lang: str) -> str:
    """One side of a conflict: its values, one line each when there are several."""
    if values.get("*") == "deleted":
        return words("value.deleted", lang)
    told = [(name, value_words(reader, type_name, name, value, lang)) for name, value in values.items()]
    none = words("value.none", lang)
    if len(told) == 1:
        return told[0][1] or none
    lines = [f"{field_words(name, lang)}: {text or none}" for name, text in told]
    return "\n".join(lines)
