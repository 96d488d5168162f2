"""Dated rates of an office, such as the food allowance of state centres; those that ship while it has none of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.permissions import require
from app.domain.records import Record
from app.paths import RULES

FILE = "rates.toml"


def shipped() -> tuple[Record, ...]:
    """The rates that ship, without a day from which they hold; their ids are empty."""
    raw = tomllib.loads((RULES / FILE).read_text(encoding="utf-8"))
    return tuple(Record("rate", "", dict(row)) for row in raw["rate"])


def rates(reader: Reader, office: str | None = None) -> tuple[Record, ...]:
    """The rates of an office (the actor's), lowest first; the shipped ones while it has none of its own."""
    own = reader.find("rate", office=office or reader.actor.office)
    return tuple(sorted(own or shipped(), key=lambda rate: (rate.text("name"), rate.whole("amount") or 0, rate.id)))


def set_rate(uow: UnitOfWork, name: str, amount: int, unit: str, valid_from: date | None) -> None:
    """Says from which day an amount holds (None: not known); a new amount becomes a rate of its own.

    InputError `rate_amount` for an amount that is not above 0.
    """
    require(uow.actor, "rate.edit")
    if amount <= 0:
        raise InputError("rate_amount", field="rate.amount")
    if not uow.count("rate", office=uow.actor.office):
        for rate in shipped():
            uow.create("rate", {**rate.values, "office": uow.actor.office})
    for rate in uow.find("rate", office=uow.actor.office, name=name, amount=amount):
        uow.update("rate", rate.id, {"unit": unit, "valid_from": valid_from})
        return
    values = {"name": name, "amount": amount, "unit": unit, "valid_from": valid_from, "source_tag": "inferred"}
    uow.create("rate", {**values, "office": uow.actor.office})


def set_days(uow: UnitOfWork, days: Sequence[tuple[Record, object]]) -> None:
    """Says for several rates from which day each holds; what is no day means not known."""
    for rate, day in days:
        set_rate(uow, rate.text("name"), rate.whole("amount") or 0, rate.text("unit"), day if isinstance(day, date) else None)
