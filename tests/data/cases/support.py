"""What the tests of cases begin from: people, a village, and a registration as form 1 has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from app.data.database import Database
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import GROUPS
from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.cases import case_json, cases
from app.services.cases.cases import Opened

VILLAGE = "01020101"
OFFICE = "01"
HEAD = Actor(new_id(), "Chan Sophea", OFFICE, frozenset({"caseworker", "supervisor"}), GROUPS | {"names"})
WORKER = Actor(new_id(), "Sok Dara", OFFICE, frozenset({"caseworker"}), frozenset())
OTHER = Actor(new_id(), "Keo Rithy", OFFICE, frozenset({"caseworker"}), frozenset())
CLERK = Actor(new_id(), "Nou Maly", OFFICE, frozenset({"clerk"}), frozenset())


def form(**changes: Any) -> dict[str, Any]:
    """A whole registration as `case add` takes it; `child__x` and `case__x` change keys, None takes one out."""
    data: dict[str, Any] = {
        "child": {
            "family_name_km": "សុខ",
            "given_name_km": "ដារ៉ា",
            "family_name_latin": "Sok",
            "given_name_latin": "Dara",
            "sex": "female",
            "birth": {"date": "2015-02-03", "source": "certificate"},
            "village_code": VILLAGE,
            "how_to_find": "ជិតវត្ត",
            "disability": ["vision"],
        },
        "case": {
            "received_at": "2026-02-27T03:00:00Z",
            "referral_source": "police",
            "case_type": "community",
            "risk_level": "high",
            "urgent": True,
            "categories": ["orphan"],
            "concerns": [{"code": "neglect", "kind": "at_risk"}],
            "carer": {"family_name_km": "សុខ", "given_name_km": "ចន្ថា", "relation": "grandmother", "sex": "female"},
            "contacts": [{"person": "សុខ ចន្ថា", "phone": "012345678", "safe": "at_times", "when_safe": "ល្ងាច"}],
            "consent": [{"purpose": "services", "answer": "given", "on": "2026-02-28", "by": "carer", "how": "thumbprint"}],
        },
    }
    for name, value in changes.items():
        section, _, key = name.partition("__")
        if value is None:
            data[section].pop(key, None)
        else:
            data[section][key] = value
    return data


def register(database: Database, actor: Actor = WORKER, **changes: Any) -> Opened:
    """Registers the child of `form` with changes."""
    with acting(database, actor) as uow:
        return cases.register(uow, case_json.read(form(**changes), uow.today()))


@contextmanager
def acting(database: Database, actor: Actor = WORKER, act: str = "test") -> Iterator[UnitOfWork]:
    """A unit of work of somebody."""
    with database.write(actor, act) as uow:
        yield uow


def add_users(database: Database) -> None:
    """Makes the people of these tests users of the office."""
    with database.write(HEAD, "users") as uow:
        for person in (HEAD, WORKER, OTHER, CLERK):
            values = {"office": OFFICE, "name": person.name, "roles": sorted(person.roles), "active": True}
            uow.create("user", values, record_id=person.user)


def with_rights(actor: Actor, *rights: str) -> Actor:
    """Somebody with rights to restricted groups."""
    return replace(actor, rights=frozenset(rights))
