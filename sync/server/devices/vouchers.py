"""Vouching for devices (sync.md §7): who may show whom what waits; and how far the operations of others are here."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from sync.protocol.vouchers import Answer, Question, Voucher, encode_voucher
from sync.server import models
from sync.server.database import Store
from sync.server.devices.offices import Device, device_by_id, device_by_tag
from sync.server.exchange.reach import scopes_of_device


def answer(store: Store, device_id: str, asked: Question) -> Answer:
    """Answers a device, and keeps the key that it is sealed to."""
    with store.read() as connection:
        device = device_by_id(connection, device_id)
        if device is None or device.revoked:
            return Answer(refused=tuple(asked.tags))
        found = {tag: _voucher(store, connection, device, tag) for tag in dict.fromkeys(asked.tags)}
        have = {each: _have(connection, each) for each in dict.fromkeys(asked.incarnations)}
    if device.exchange != asked.exchange:
        table = models.device
        statement = update(table).where(table.c.home == device.home, table.c.id == device.id)
        store.again(lambda connection: connection.execute(statement.values(exchange=asked.exchange)))
    return Answer({tag: data for tag, data in found.items() if data}, [tag for tag, data in found.items() if not data], have)


def _voucher(store: Store, connection: Connection, device: Device, tag: str) -> bytes:
    """The voucher for another device; empty where they share no office, or that one has not told its key yet.

    What both have now counts: an operation that is shown in spite of a later change was in scope when it was vouched for.
    """
    reader = device_by_tag(connection, tag)
    if reader is None or reader.id == device.id or reader.exchange is None or reader.practice != device.practice:
        return b""
    if reader.revoked or reader.id in store.ledger.revoked:
        return b""
    both = scopes_of_device(connection, device) & scopes_of_device(connection, reader)
    shared = frozenset(scope for scope in both if scope.startswith("o:"))
    if not shared:
        return b""
    return encode_voucher(Voucher(device.tag, device.key, reader.tag, reader.exchange, shared), store.keys.sign)


def _have(connection: Connection, incarnation: str) -> int:
    """How far an incarnation is here."""
    query = select(models.incarnation.c.have).where(models.incarnation.c.id == incarnation)
    return int(connection.execute(query).scalar() or 0)
