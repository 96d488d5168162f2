"""Where `komar:save` may write to: `type.field` of a record that the subject leads to, `+type.field` of a new record below it.

All `+type.…` in one row of a repeat, or outside repeats in the whole form, make one record; `+type:label.…` tells several of
one type apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.data.fields import FieldInfo, fields, restricted_group
from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.records import Record
from app.forms.model import CompiledForm, Definition
from app.services.cases import case_parts, cases
from app.services.facilities import facilities
from app.services.office.offices import own_office
from app.services.office.settings import OFFICE_FIELDS
from app.services.parts.part_kinds import KINDS
from app.services.people import children
from app.services.responses.response_subjects import Subject

_GRAMMAR = re.compile(r"(\+?)([a-z][a-z_]*)(?::([a-z0-9_]+))?\.([a-z][a-z0-9_]*)\Z")
BIRTH_ON = "birth_on"
"""A whole date of birth: fills the first and the last day of the range."""
_CASE_ONLY = frozenset({"code", "owner"})
EACH_CODE = frozenset({"category.code", "concern.code"})
"""Fields where a question of several answers makes a record for each."""
_NEVER = frozenset({"case", "child", "office", "by", "user", "typed_at", "number", "response"})
OWN_TYPES: Mapping[str, frozenset[str]] = {
    "case": frozenset(fields("case")) - (cases.NOT_EDITED - {"risk_level"}) - _CASE_ONLY,
    "child": (frozenset(fields("child")) - children.NOT_EDITED) | {BIRTH_ON},
    "placement": frozenset(fields("placement")) - {"case", "residency"},
    "facility": facilities.EDITABLE,
    "office": frozenset(OFFICE_FIELDS),
}
"""Types of the records that a subject leads to, with the fields that a form may write."""
LEADS_TO: Mapping[str, frozenset[str]] = {
    "case": frozenset({"case", "child"}),
    "child": frozenset({"child", "case"}),
    "placement": frozenset({"placement", "case", "child", "facility"}),
    "facility": frozenset({"facility"}),
    "inspection": frozenset({"facility"}),
    "carer": frozenset({"carer"}),
    "office": frozenset({"office"}),
}
"""Kind of subject → types of records that may be written."""


@dataclass(frozen=True, slots=True)
class Target:
    """What one bind says. `label` tells new records of one type apart."""

    new: bool
    type: str
    label: str
    field: str

    @property
    def info(self) -> FieldInfo | None:
        """The field of the vocabulary; None for the whole date of birth."""
        return fields(self.type).get(self.field)


def new_types() -> tuple[str, ...]:
    """Types of which a form may make records."""
    return tuple(kind.type for kind in KINDS.values() if kind.form_new)


def target_of(text: str) -> Target | None:
    """What a bind says; None when it cannot be read or names nothing that may be written."""
    found = _GRAMMAR.match(text.strip())
    if found is None:
        return None
    new, type_name, label, field = found.groups(default="")
    target = Target(bool(new), type_name, label, field)
    if target.new:
        known = type_name in new_types() and (field in fields(type_name) or _is_birth(target)) and field not in _NEVER
        return target if known else None
    return target if not label and field in OWN_TYPES.get(type_name, ()) else None


def _is_birth(target: Target) -> bool:
    return target.field == BIRTH_ON and "birth_from" in fields(target.type)


def decides_group(target: Target) -> bool:
    """Whether the answer decides to which restricted group the new record belongs, as the code of a concern does."""
    info = target.info
    codes = codelist(info.codelist) if target.new and info and info.codelist else ()
    always = restricted_group(target.type, {})
    return any(restricted_group(target.type, {target.field: code.code}) != always for code in codes)


def targets(form: CompiledForm) -> dict[str, Target]:
    """Path → target, for every question and value of a form that saves."""
    found = {path: target_of(one.komar["save"]) for path, one in form.definitions.items() if one.komar.get("save")}
    return {path: target for path, target in found.items() if target is not None}


def scope_of(key: str) -> str:
    """The row of a repeat that a key stands in; "" outside repeats."""
    return key[: key.rindex("]") + 1] if "]" in key else ""


def row_type(form: CompiledForm, repeat: Definition) -> str:
    """The type of the records that the rows of a repeat stand for; "" for none."""
    found = targets(form)
    below = (found[one.path] for one in form.below(repeat.path) if one.path in found)
    return next((target.type for target in below if target.new), "")


def parent_of(type_name: str, subject: Subject) -> Record | None:
    """The record that a new one belongs to."""
    return subject.records.get(parent_type(type_name))


def parent_type(type_name: str) -> str:
    """The type of what a new record belongs to; one of the office itself that names a case is made about that case."""
    return KINDS[type_name].parent or ("case" if "case" in fields(type_name) else "")


def acts_of(form: CompiledForm) -> tuple[str, ...]:
    """What else somebody must be allowed who fills a form in: making the records of the office that it makes."""
    made = {target.type for target in targets(form).values() if target.new}
    return tuple(sorted({KINDS[name].act for name in made if not KINDS[name].parent}))


def records_behind(reader: Reader, type_name: str, subject: Subject) -> list[Record]:
    """The records of a type that are there already and may be known to the person, oldest first."""
    parent = parent_of(type_name, subject)
    if parent is None or not KINDS[type_name].parent:
        return []
    return case_parts.visible(reader, type_name, parent.id)


def own_record(reader: Reader, type_name: str, subject: Subject) -> Record | None:
    """The record that `type.field` means, as it is now."""
    if type_name == "office":
        return own_office(reader)
    known = subject.records.get(type_name)
    return reader.maybe(type_name, known.id) if known is not None else None
