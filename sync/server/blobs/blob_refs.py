"""What the database knows of contents: which records name them, which are here, which may go to whom (sync.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from sync.protocol.blobs import is_name
from sync.server import models
from sync.server.database import chunks, of_records
from sync.server.exchange.scopes import device_offices
from sync.server.files import now

if TYPE_CHECKING:
    from sync.server.exchange.staging import Item

TYPE = "attachment"
FIELDS = ("sha256", "thumbnail_sha256")
"""The type of record that names contents, and the fields that do it."""


def names_in(body: Mapping[str, Any] | None) -> set[str]:
    """The contents that a body, or a side of a conflict, names."""
    values = [(body or {}).get(field) for field in FIELDS]
    return {value for value in values if isinstance(value, str) and is_name(value)}


def note(connection: Connection, items: Iterable[Item]) -> None:
    """Keeps which contents changed records name now; what a deleted one named stays, since an undo brings it back."""
    changed = [item for item in items if item.type == TYPE]
    table = models.blob_ref
    known: dict[str, set[str]] = {}
    for some in chunks([item.id for item in changed]):
        of_them = of_records(connection, table.c, {item.home for item in changed}, some)
        for row in connection.execute(select(table.c.record, table.c.sha256).where(of_them)):
            known.setdefault(row.record, set()).add(row.sha256)
    for item in changed:
        here = known.get(item.id, set())
        named = names_in(item.state.body)
        for part in item.conflicts.values():
            named |= names_in(part.current) | names_in(part.proposed)
        if named - here:
            rows = [{"home": item.home, "record": item.id, "sha256": name} for name in sorted(named - here)]
            connection.execute(insert(table), rows)
        if here - named:
            mine = (table.c.home == item.home, table.c.record == item.id)
            connection.execute(delete(table).where(*mine, table.c.sha256.in_(sorted(here - named))))


def in_scope(connection: Connection, names: Iterable[str], scopes: Collection[str], *, ever: bool = False) -> set[str]:
    """Those contents that a record in some of the scopes names, and that came from somebody who had to do with that record.

    Who only knows the name of a content must not get it by making a record that names it. Where nobody knows who brought one,
    since the database was put back, the record alone counts. `ever`: also by records that left these scopes.
    """
    named = models.blob_ref.c
    found: dict[str, set[tuple[str, str]]] = {}
    for some in chunks(sorted(set(names))):
        query = select(named.home, named.record, named.sha256).where(named.sha256.in_(some))
        rows = connection.execute(query).all()
        inside = _inside(connection, {(row.home, row.record) for row in rows}, scopes, ever=ever)
        for home, record, name in rows:
            if (home, record) in inside:
                found.setdefault(name, set()).add((home, record))
    makers = _makers(connection, found)
    return {
        name
        for name, records in found.items()
        if name not in makers or any(_had_to_do(connection, place, makers[name]) for place in sorted(records))
    }


def _inside(
    connection: Connection, places: Collection[tuple[str, str]], scopes: Collection[str], *, ever: bool
) -> set[tuple[str, str]]:
    """Those records (home, id) that are, or were at any time, in some of the scopes.

    They are asked for by name and not joined: SQLite would begin with all that the scopes hold.
    """
    homes, member = {home for home, _ in places}, models.membership.c
    found: set[tuple[str, str]] = set()
    for some in chunks(sorted({record for _, record in places})):
        query = select(member.home, member.record).where(of_records(connection, member, homes, some))
        query = query.where(member.scope.in_(sorted(scopes)))
        query = query if ever else query.where(member.present.is_(True))
        found.update((row.home, row.record) for row in connection.execute(query.distinct()))
    return found


def _makers(connection: Connection, names: Iterable[str]) -> dict[str, set[str]]:
    """Offices of the devices that brought contents."""
    table = models.blob_upload.c
    found: dict[str, set[str]] = {}
    for some in chunks(sorted(names)):
        for row in connection.execute(select(table.sha256, table.home).where(table.sha256.in_(some)).distinct()):
            found.setdefault(row.sha256, set()).add(row.home)
    return found


def _had_to_do(connection: Connection, place: tuple[str, str], offices: Collection[str]) -> bool:
    """Whether one of some offices has, or had, a record (`place`: its home, its id) in scope, or wrote it."""
    home, record = place
    member, log = models.membership.c, models.op_log.c
    wrote = select(log.home).where(log.record == record).distinct()
    if not set(offices).isdisjoint({home, *connection.execute(wrote).scalars()}):
        return True
    scopes = select(member.scope).where(member.home == home, member.record == record)
    had = {scope.partition("/")[0][2:] for scope in connection.execute(scopes).scalars()}
    return any(each in device_offices(office, had) for office in offices for each in had)


def sizes(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Bytes of those contents that are here."""
    table = models.blob.c
    found: dict[str, int] = {}
    for some in chunks(sorted(set(names))):
        for row in connection.execute(select(table.sha256, table.size).where(table.sha256.in_(some))):
            found[row.sha256] = int(row.size)
    return found


def safe(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those contents that lie in a verified backup."""
    table = models.blob.c
    found: set[str] = set()
    for some in chunks(sorted(set(names))):
        found.update(connection.execute(select(table.sha256).where(table.sha256.in_(some), table.safe.is_(True))).scalars())
    return found


def brought(connection: Connection, device: str, names: Iterable[str]) -> set[str]:
    """Those contents that a device handed in itself."""
    table = models.blob_upload.c
    found: set[str] = set()
    for some in chunks(sorted(set(names))):
        query = select(table.sha256).where(table.device == device, table.sha256.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def missing(connection: Connection, scopes: Collection[str] | None, after: str, limit: int) -> list[str]:
    """Contents that records name and that are not here, behind a name in their order; of some scopes, or of all."""
    named, member = models.blob_ref.c, models.membership.c
    query = _lacked().where(named.sha256 > after)
    if scopes is not None:
        inside = exists().where(
            *(member.home == named.home, member.record == named.record),
            *(member.present.is_(True), member.scope.in_(sorted(scopes))),
        )
        query = query.where(inside)
    return list(connection.execute(query.distinct().order_by(named.sha256).limit(limit)).scalars())


def _lacked() -> Select[str]:
    """Contents that records name which were not deleted, and that are not here."""
    named, here, record = models.blob_ref.c, models.blob.c, models.record.c
    query = select(named.sha256).where(~exists().where(here.sha256 == named.sha256))
    return query.where(exists().where(record.id == named.record, record.deleted.is_(False)))


def lacked(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those contents that are not here although a record names them which was not deleted."""
    found: set[str] = set()
    for some in chunks(sorted(set(names))):
        found.update(connection.execute(_lacked().where(models.blob_ref.c.sha256.in_(some))).scalars())
    return found


def orphans(connection: Connection) -> list[tuple[str, int, str]]:
    """Contents that are here and that no record names: name, bytes, when they came."""
    here, named = models.blob.c, models.blob_ref.c
    query = select(here.sha256, here.size, here.at).where(~exists().where(named.sha256 == here.sha256))
    return [(row.sha256, int(row.size), row.at) for row in connection.execute(query.order_by(here.sha256))]


def unnamed_bytes(connection: Connection, device: str) -> int:
    """Bytes of contents that a device brought and that no record names."""
    here, brought_, named = models.blob.c, models.blob_upload.c, models.blob_ref.c
    query = select(func.coalesce(func.sum(here.size), 0)).join_from(
        models.blob_upload, models.blob, here.sha256 == brought_.sha256
    )
    query = query.where(brought_.device == device, ~exists().where(named.sha256 == brought_.sha256))
    return int(connection.execute(query).scalar_one())


def all_names(connection: Connection) -> set[str]:
    """All contents that are known to be here."""
    return set(connection.execute(select(models.blob.c.sha256)).scalars())


def came(connection: Connection, name: str, size: int, home: str, device: str) -> None:
    """A content is here, brought by a device."""
    table, upload = models.blob, models.blob_upload
    if connection.execute(select(table.c.sha256).where(table.c.sha256 == name)).first() is None:
        connection.execute(insert(table), [{"sha256": name, "size": size, "at": now(), "safe": False}])
    if device and not brought(connection, device, [name]):
        connection.execute(insert(upload), [{"home": home, "device": device, "sha256": name}])


def went(connection: Connection, names: Iterable[str]) -> None:
    """Contents are here no longer."""
    for some in chunks(sorted(set(names))):
        connection.execute(delete(models.blob).where(models.blob.c.sha256.in_(some)))


def mark_safe(connection: Connection, names: Iterable[str]) -> None:
    """Contents lie in a verified backup."""
    for some in chunks(sorted(set(names))):
        connection.execute(update(models.blob).where(models.blob.c.sha256.in_(some)).values(safe=True))


def forget(connection: Connection, record: str) -> list[str]:
    """A record is erased by law: what it alone names is to be destroyed (`Blobs.destroy`) and is not taken again."""
    named = models.blob_ref
    gone = set(connection.execute(select(named.c.sha256).where(named.c.record == record)).scalars())
    connection.execute(delete(named).where(named.c.record == record))
    for some in chunks(sorted(gone)):
        gone -= set(connection.execute(select(named.c.sha256).where(named.c.sha256.in_(some))).scalars())
    forbid(connection, gone)
    return sorted(gone)


def named_by(connection: Connection, record: str) -> set[str]:
    """The contents that a record names, which no other one does."""
    named = models.blob_ref
    mine = set(connection.execute(select(named.c.sha256).where(named.c.record == record)).scalars())
    others: set[str] = set()
    for some in chunks(sorted(mine)):
        query = select(named.c.sha256).where(named.c.sha256.in_(some), named.c.record != record)
        others.update(connection.execute(query).scalars())
    return mine - others


def unnamed(connection: Connection, names: Iterable[str]) -> set[str]:
    """Those contents that no record names."""
    named = models.blob_ref.c
    left = set(names)
    for some in chunks(sorted(left)):
        left -= set(connection.execute(select(named.sha256).where(named.sha256.in_(some))).scalars())
    return left


def doomed(connection: Connection, device: str, names: Iterable[str]) -> tuple[str, ...]:
    """Contents that a device brought for records that were erased by law meanwhile: not taken again, and to be destroyed.

    What a record names, or another device has brought, is no business of this one.
    """
    upload = models.blob_upload.c
    left = unnamed(connection, names)
    for some in chunks(sorted(left)):
        others = select(upload.sha256).where(upload.sha256.in_(some), upload.device != device)
        left -= set(connection.execute(others).scalars())
    forbid(connection, left)
    return tuple(sorted(left))


def forbid(connection: Connection, names: Iterable[str]) -> None:
    """Contents that were erased by law are not taken again, whether or not this database knew of them."""
    known = models.blob_erased
    for name in sorted(set(names)):
        if connection.execute(select(known.c.sha256).where(known.c.sha256 == name)).first() is None:
            connection.execute(insert(known), [{"sha256": name, "at": now()}])
    went(connection, names)


def is_erased(connection: Connection, name: str) -> bool:
    """Whether a content was erased by law, and no record names it since."""
    known, named = models.blob_erased.c, models.blob_ref.c
    query = select(known.sha256).where(known.sha256 == name, ~exists().where(named.sha256 == name))
    return connection.execute(query).first() is not None
