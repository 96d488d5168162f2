"""Offices that came before their names were everybody's (`scopes.DIRECTORY`) are put into the directory."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, exists, insert, select, update

from sync.schema import NATIONAL_SCOPE
from sync.server import models
from sync.server.database import position
from sync.server.devices.offices import all_offices
from sync.server.exchange.scopes import DIRECTORY
from sync.server.exchange.staging import PROVISIONAL, Staging
from sync.server.files import now


def fill_directory(connection: Connection) -> int:
    """Gives records of the directory that are not in it a number and a place there; how many. The global lock is held."""
    record, member = models.record.c, models.membership.c
    inside = exists().where(member.home == record.home, member.record == record.id, member.scope == NATIONAL_SCOPE)
    offices = {code: each.practice for code, each in all_offices(connection).items()}
    real = [code for code, practice in offices.items() if practice is not True]
    query = select(record.id).where(record.type.in_(sorted(DIRECTORY)), record.office.in_(real), ~inside)
    names = sorted(connection.execute(query).scalars())
    if not names:
        return 0
    _, last = position(connection)
    staging = Staging(connection, last, offices)
    staging.load(names)
    for name in names:
        item = staging.items[name]
        item.version, item.dirty, item.plain = staging.next(), True, False
    staging.settle(last)
    staging.flush()
    top = staging.real(PROVISIONAL + staging.given)
    connection.execute(update(models.clock).values(seq=top))
    connection.execute(insert(models.commit_log), [{"last_seq": top, "tag": secrets.token_urlsafe(3), "at": now()}])
    return len(names)
