"""The link of this computer as people see it: bytes by month, what goes over a link that costs, the way out of the network."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.data import meter
from app.data.meter import ON_METERED, MonthUse, OnMetered
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.permissions import require
from app.services.office.offices import Session

__all__ = ["KINDS", "Link", "MonthUse", "OnMetered", "link", "on_metered", "set_on_metered", "set_proxy"]
KINDS = ("system", "none", "own")
"""The way out: as Windows says, straight, or by a proxy of its own."""
_ADDRESS = re.compile(r"[^\s/:@\[\]]+:\d{1,5}|\[[0-9a-fA-F:.]+\]:\d{1,5}")
_PORT_MAX = 65535


@dataclass(frozen=True, slots=True)
class Link:
    """What is set, and what was used; the password of a proxy is only told to be there."""

    months: tuple[MonthUse, ...]
    on_metered: OnMetered
    proxy: str
    address: str
    user: str
    has_password: bool


def link(reader: Reader) -> Link:
    """The link, with the last two years of the meter."""
    told = meter.proxy(reader.connection)
    kind = told.get("kind", "")
    return Link(
        tuple(meter.months(reader.connection)),
        meter.on_metered(reader.connection),
        kind if kind in KINDS else "system",
        told.get("address", ""),
        told.get("user", ""),
        bool(told.get("password")),
    )


def on_metered(reader: Reader) -> OnMetered:
    """What goes over a link that costs by the byte."""
    return meter.on_metered(reader.connection)


def set_on_metered(session: Session, choice: str) -> None:
    """Sets it for this computer. InputError `not_allowed`, `link_choice`."""
    require(session.actor, "sync.run")
    found = next((each for each in ON_METERED if each == choice), None)
    if found is None:
        raise InputError("link_choice", value=choice[:40], field="on_metered")
    with session.database.transaction() as connection:
        meter.set_on_metered(connection, found)


def set_proxy(session: Session, kind: str, address: str = "", user: str = "", password: str | None = None) -> None:
    """Sets the way out of the network for this computer; `password` None keeps the one that is there.

    InputError `not_allowed`, `link_choice`, `proxy_address`.
    """
    require(session.actor, "sync.run")
    if kind not in KINDS:
        raise InputError("link_choice", value=kind[:40], field="proxy")
    address = address.strip().removeprefix("http://").rstrip("/")
    if kind == "own" and (not _ADDRESS.fullmatch(address) or int(address.rpartition(":")[2]) > _PORT_MAX):
        raise InputError("proxy_address", field="address")
    with session.database.transaction() as connection:
        kept = meter.proxy(connection).get("password", "") if password is None else password
        own = {"address": address, "user": user.strip(), "password": kept} if kind == "own" else {}
        meter.set_proxy(connection, {"kind": kind, **own})
