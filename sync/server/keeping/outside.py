"""The ledger outside the database is laid over a restored one before the first request: nothing in it is ever undone.

Offices and devices that were made after the backup are there again, so that no laptop has to be enrolled anew to hand in what
only it has; devices revoked since stay revoked; records erased since are erased again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sync.protocol.canonical import b64, unb64
from sync.server.database import Store, lock_clock
from sync.server.files import now
from sync.server.models import device, enrol_code, office


def note_office(store: Store, connection: Connection, row: Mapping[str, Any]) -> None:
    """An office was made."""
    lock_clock(connection)  # the ledger is one file for all processes
    ledger = store.ledger
    replace(ledger, offices={**ledger.offices, str(row["home"]): dict(row)}).store(store.folder)


def note_device(store: Store, connection: Connection, row: Mapping[str, Any], used: Mapping[str, Any]) -> None:
    """A device was enrolled, with the code whose row `used` is."""
    lock_clock(connection)
    ledger = store.ledger
    kept = {**row, "key": b64(row["key"]), "code": {**used, "used_key": b64(used["used_key"]), "answer": b64(used["answer"])}}
    replace(ledger, devices={**ledger.devices, str(row["id"]): kept}).store(store.folder)


def replay(store: Store, connection: Connection) -> None:
    """Brings back what the ledger knows and the database does not."""
    ledger = store.ledger
    for row in ledger.offices.values():
        if connection.execute(select(office.c.home).where(office.c.home == row["home"])).first() is None:
            connection.execute(insert(office), [dict(row)])
    for kept in ledger.devices.values():
        if connection.execute(select(device.c.id).where(device.c.id == kept["id"])).first() is None:
            _enrolled_again(connection, kept)
    missing = sorted(ledger.revoked)
    if missing:
        connection.execute(
            update(device).where(device.c.id.in_(missing), device.c.revoked_at.is_(None)).values(revoked_at=now())
        )


def _enrolled_again(connection: Connection, kept: Mapping[str, Any]) -> None:
    """A device as it was enrolled; its code stays used."""
    code = dict(kept["code"])
    row = {name: value for name, value in kept.items() if name != "code"}
    connection.execute(insert(device), [{**row, "key": unb64(kept["key"], 32)}])
    row = {**code, "used_key": unb64(code["used_key"]), "answer": unb64(code["answer"])}
    where = (enrol_code.c.home == code["home"], enrol_code.c.code_hash == code["code_hash"])
    if connection.execute(update(enrol_code).where(*where).values(**row)).rowcount == 0:
        connection.execute(insert(enrol_code), [row])
