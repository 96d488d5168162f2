"""What a restored server lost and this laptop has: offered field by field with the authors and instants that the history tells.

A `rescue` operation holds fields as an edit does, or `{"*": "deleted"}`, or `{"?": fields}` for the side of an open conflict
that was not visible, or `{"=": body}` for a body that was damaged there (`repair`). The server takes what no operation of that
author and instant brought back (sync.md §4).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

from app.data.fields import fields, type_names
from app.data.outbox.capture import Author, Base, Edit, append_op
from app.data.replica.overlay import Patch, fold_patch, parts, patch_of, units
from app.data.replica.replica import Page, base_of
from app.data.values import canonical
from sync.growing import holds
from sync.protocol.lines import NOT_KNOWN as NOBODY
from sync.schema import vocabulary

KIND = "rescue"
DELETED: Mapping[str, Any] = {"*": "deleted"}
PROPOSED = "?"
NOT_KNOWN = NOBODY
"""The author of what was written by somebody whom the history here does not tell."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A record as it was known here before the server was restored."""

    record: str
    type: str
    body: Mapping[str, Any] | None
    conflicts: Sequence[Mapping[str, Any]]
    base: Base
    """The version that it had: the server tells by it which of several laptops knew the later one."""


def offer(connection: Connection, page: Page) -> None:
    """Adds the operations for all that was lost; parents before what belongs to them, users before all."""
    rows = connection.exec_driver_sql("SELECT record, type, plain(body), conflicts, epoch, seq FROM lost").fetchall()
    for record, type_name, body, conflicts, epoch, seq in sorted(rows, key=lambda row: (_rank(row[1]), row[4], row[5])):
        sides = json.loads(conflicts) if conflicts else []
        _offer(connection, page, Lost(record, type_name, None if body is None else json.loads(body), sides, (epoch, seq)))


@cache
def _rank(type_name: str) -> int:
    """Users, then offices, then records by how far below others they stand."""
    spec = vocabulary().types.get(type_name)
    if type_name in ("user", "office") or spec is None:
        return 0 if type_name == "user" else 1
    return 2 + max((_rank(above) for above in spec.follows if above != type_name), default=0)


def _offer(connection: Connection, page: Page, lost: Lost) -> None:
    """One record against what the server has of it now."""
    base = base_of(connection, lost.record)
    if base is not None and base.gone:
        return
    standing = base.body if base is not None and not base.deleted else None
    if lost.body is None:
        if standing is not None:
            user, at = _author(connection, page, lost.record, "what = 'deleted'")
            _add(connection, page, lost, Author(user, at), DELETED)
        return
    coming = _coming(connection, lost)
    by_author: dict[Author, Patch] = {}
    for unit, share, author in _shares(connection, page, lost, standing):
        if unit not in coming:
            before = by_author.get(author, {})
            by_author[author] = fold_patch(lost.type, before, share) if _known(lost) else {**before, **share}
    if base is None and not by_author and not coming:
        by_author[Author(*_author(connection, page, lost.record, "what = 'created'"))] = {}
    for author, patch in sorted(by_author.items(), key=lambda each: _written(connection, lost.record, each[0])):
        _add(connection, page, lost, author, patch)
    for side in lost.conflicts:
        told = side["proposed"]
        if "*" not in told["values"]:
            _add(connection, page, lost, Author(told["user"], told["at"]), {PROPOSED: told["values"]})


def _written(connection: Connection, record: str, author: Author) -> int:
    """The server's number of a writing of a record; beyond all where none is known. Not the instant: clocks may lie."""
    query = 'SELECT min(seq) FROM history WHERE record = ? AND "user" = ? AND at = ?'
    number = connection.exec_driver_sql(query, (record, author.user, author.at)).scalar()
    return sys.maxsize if number is None else int(number)


def _known(lost: Lost) -> bool:
    """Whether this version knows the type."""
    return lost.type in type_names()


def _coming(connection: Connection, lost: Lost) -> frozenset[str]:
    """Units that operations of this laptop bring back themselves."""
    rows = connection.exec_driver_sql("SELECT plain(patch) FROM op WHERE record = ? AND overlay > 0", (lost.record,))
    if not _known(lost):
        return frozenset(name for (patch,) in rows for name in json.loads(patch))
    return frozenset(each for (patch,) in rows for each in units(lost.type, json.loads(patch)))


def _shares(
    connection: Connection, page: Page, lost: Lost, standing: Mapping[str, Any] | None
) -> Iterator[tuple[str, Patch, Author]]:
    """What leads from the server's state to the one that was: unit, its share, who wrote it."""
    body, here = lost.body or {}, standing or {}
    if not _known(lost):
        for name in sorted(body.keys() | here.keys()):
            if body.get(name) != here.get(name):
                yield name, {name: body.get(name)}, _writer(connection, page, lost.record, name, body.get(name))
        return
    info = fields(lost.type)
    patch = patch_of(lost.type, here, body)
    patch |= {name: body[name] for name in body.keys() - info.keys() if here.get(name) != body[name]}
    whole: dict[str, Patch] = {}
    for unit, share in parts(lost.type, patch):
        (name,) = share
        rule = info[name].rule if name in info else ""
        if name in info and info[name].group is not None:
            whole.setdefault(unit, {}).update(share)
        elif rule == "append" and share[name] is not None:
            change = share[name]
            text = str(change["append"] if isinstance(change, dict) else change)
            yield from ((unit, *piece) for piece in _pieces(connection, page, lost, name, text, here.get(name)))
        elif rule == "set" and isinstance(share[name], dict):
            for change in ("add", "del"):
                for element in share[name].get(change, ()):
                    one = {name: {"add": [], "del": [], change: [element]}}
                    yield unit, one, _element_writer(connection, page, lost.record, name, (element, change == "add"))
        else:
            yield unit, share, _writer(connection, page, lost.record, name, share[name])
    for unit, share in whole.items():
        yield unit, share, _group_writer(connection, page, lost.record, share, here)


def _group_writer(connection: Connection, page: Page, record: str, share: Patch, here: Mapping[str, Any]) -> Author:
    """Who wrote fields that belong together: whoever wrote last what differs; a group travels whole, and so has one writer."""
    writers = {_writer(connection, page, record, name, new) for name, new in share.items() if here.get(name) != new}
    if any(each.user == NOBODY for each in writers):
        return Author(NOBODY, page.at)
    last = {each for each in writers if not _wrote_else(connection, record, share, each)} or writers
    return max(last, key=lambda each: _written(connection, record, each))


def _wrote_else(connection: Connection, record: str, share: Patch, author: Author) -> bool:
    """Whether a writing left something else in one of these fields: then it was not the last of them."""
    query = 'SELECT field, new FROM history WHERE record = ? AND "user" = ? AND at = ?'
    rows = connection.exec_driver_sql(query, (record, author.user, author.at)).fetchall()
    return any(name in share and new != (None if share[name] is None else canonical(share[name])) for name, new in rows)


def _pieces(
    connection: Connection, page: Page, lost: Lost, name: str, text: str, standing: object
) -> Iterator[tuple[Patch, Author]]:
    """A text as its authors wrote it, without the pieces that stand there: the first as a value where nothing does."""
    for piece, author in _blocks(connection, page, lost.record, name, text):
        if standing and holds(str(standing), piece):
            continue
        yield {name: {"append": piece} if standing else piece}, author
        standing = f"{standing}\n{piece}" if standing else piece


def _blocks(connection: Connection, page: Page, record: str, name: str, text: str) -> Iterable[tuple[str, Author]]:
    """An appended text as its authors wrote it, in order; whole, with the last author, where the history does not tell."""
    found: list[tuple[str, Author]] = []
    rows = connection.exec_driver_sql(
        'SELECT old, new, "user", at FROM history WHERE record = ? AND field = ? AND new IS NOT NULL', (record, name)
    )
    for old, new, user, at in rows.fetchall():
        before, after = (str(json.loads(each)) if each else "" for each in (old, new))
        tail = after[len(before) + 1 :] if before and after.startswith(before + "\n") else after
        if tail and tail in text:
            found.append((tail, Author(user, at)))
    told, left = from_the_end(text, found)
    return [(left, _writer(connection, page, record, name, left)), *told] if left else told


def from_the_end(text: str, pieces: Iterable[tuple[str, Author]]) -> tuple[list[tuple[str, Author]], str]:
    """The pieces that a text ends with, in its order and each once, and what is left of it before them.

    The longest of those that fit: somebody who wrote the text anew wrote again what others had added before.
    """
    left, longest = text, sorted(pieces, key=lambda each: -len(each[0]))
    told: list[tuple[str, Author]] = []
    while left and (fits := [each for each in longest if f"\n{left}".endswith(f"\n{each[0]}")]):
        longest.remove(fits[0])
        told.insert(0, fits[0])
        left = left[: -len(fits[0][0]) - 1]
    return told, left


def _writer(connection: Connection, page: Page, record: str, name: str, value: object) -> Author:
    """Who wrote a value of a field (None: cleared it) last, as the history here knows it.

    A field without a line is as it was when the record was made; one whose lines tell other values was written by somebody who
    is not known here.
    """
    if value is None:
        told = _one(connection, record, "field = ? AND new IS NULL", name)
    else:
        told = _one(connection, record, "field = ? AND new = ?", name, canonical(value))
    if told is not None:
        return Author(*told)
    if _one(connection, record, "field = ?", name) is not None:
        return Author(NOBODY, page.at)
    return _maker(connection, page, record)


def _maker(connection: Connection, page: Page, record: str) -> Author:
    """Who made a record; not known where the server has it, since then it was somebody later who wrote what it lacks."""
    base = base_of(connection, record)
    if base is not None and base.seq > 0:
        return Author(NOBODY, page.at)
    return Author(*_author(connection, page, record, "what = 'created'"))


def _element_writer(connection: Connection, page: Page, record: str, name: str, change: tuple[str, bool]) -> Author:
    """Who added an element to a set, or took it away (`change`: the element, whether it was added)."""
    element, added = change
    rows = connection.exec_driver_sql(
        'SELECT old, new, "user", at FROM history WHERE record = ? AND field = ? ORDER BY at DESC, id DESC', (record, name)
    ).fetchall()
    for old, new, user, at in rows:
        before, after = (set(map(str, json.loads(each) or ())) if each else set() for each in (old, new))
        if (element in after and element not in before) if added else (element in before and element not in after):
            return Author(user, at)
    if rows or not added:
        return Author(NOBODY, page.at)
    return _maker(connection, page, record)


def _author(connection: Connection, page: Page, record: str, where: str) -> tuple[str, str]:
    """Author and instant of a line of the history; nobody who is known, where there is none."""
    return _one(connection, record, where) or (NOBODY, page.at)


def last_author(connection: Connection, page: Page, record: str) -> tuple[str, str]:
    """Who changed a record last, and when, as the history here knows it."""
    return _author(connection, page, record, "1")


def _one(connection: Connection, record: str, where: str, *values: str) -> tuple[str, str] | None:
    """The latest line of a record's history that fits."""
    row = connection.exec_driver_sql(
        f'SELECT "user", at FROM history WHERE record = ? AND {where} ORDER BY at DESC, id DESC LIMIT 1', (record, *values)
    ).fetchone()
    return None if row is None else (str(row[0]), str(row[1]))


def _add(connection: Connection, page: Page, lost: Lost, author: Author, patch: Mapping[str, Any]) -> None:
    """One operation, laid over the record at once."""
    connection.exec_driver_sql("INSERT OR IGNORE INTO record (id, type) VALUES (?, ?)", (lost.record, lost.type))
    append_op(connection, author, Edit(lost.type, lost.record, KIND, {}, {}), lost.base, lost.base, patch)
    page.touched[lost.record] = lost.type
