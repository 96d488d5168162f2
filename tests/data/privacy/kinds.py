"""A record of every kind of part with a token in each text: restricted ones in what is restricted, personal ones else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.data.fields import FieldInfo, fields, restricted_group
from app.domain.codelists import codelist
from app.services.office.offices import Session
from app.services.parts.part_kinds import KINDS
from sync.schema import vocabulary

ALREADY = frozenset({"reporter", "perpetrator", "category", "concern", "allegation", "episode", "risk", "consent", "note"})
"""Kinds of which the case has one from its registration."""
NOT_OF_CASES = frozenset({"carer", "carer_member", "carer_event", "emergency_number", "paper", "person"})
"""Kinds that are no secret of a case: registers of households, telephone numbers and papers, people by themselves."""
ABOVE = ("call", "incident", "tracing", "placement", "note")
"""Kinds that others belong to: they are made first."""


def group_code(type_name: str) -> str | None:
    """A code that puts a record of a type in a restricted group; None where no code does."""
    spec = vocabulary().types[type_name]
    if spec.restricted_by is None:
        return None
    listed = spec.fields[spec.restricted_by].codelist or spec.restricted_by
    return next(row.code for row in codelist(listed) if vocabulary().restricted_codes.get(row.code))


def values_of(info: FieldInfo, text: Callable[[], str]) -> object:
    """A value of a field's kind: a token in a text, the same plain day or number elsewhere; None for codes and references."""
    made: Mapping[str, Callable[[], object]] = {
        "text": text,
        "map": lambda: {"one": text()},
        "date": lambda: "2026-02-14",
        "instant": lambda: "2026-02-14T03:00:00Z",
        "int": lambda: 3,
    }
    return made[info.kind]() if info.kind in made else None


def plant(head: Session, case: str, child: str, secret: Callable[[], str], person: Callable[[], str]) -> dict[str, str]:
    """Makes one record of each kind; gives those that are restricted, by type."""
    parents = {"case": case, "child": child}
    hidden: dict[str, str] = {}
    rest = sorted(set(KINDS) - set(ABOVE) - ALREADY - NOT_OF_CASES)
    with head.write("plant") as uow:
        again = [name for name in ABOVE if group_code(name)]
        for place, name in enumerate((*ABOVE, *rest, *again)):
            code = group_code(name) if place >= len(ABOVE) else None  # else what belongs to it would be hidden with it
            spec = vocabulary().types[name]
            values: dict[str, object] = {spec.restricted_by: code} if spec.restricted_by and code else {}
            group = restricted_group(name, values)
            text = secret if group is not None else person
            for field, info in fields(name).items():
                values.setdefault(field, parents.get(field) if info.kind == "ref" else values_of(info, text))
            if "office" in fields(name):
                values["office"] = head.actor.office
            made = uow.create(name, {field: value for field, value in values.items() if value is not None})
            if group is not None:
                hidden[name] = made
            else:
                parents.setdefault(name, made)
    return hidden
