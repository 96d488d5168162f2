"""The page applier for many records at once: what `replica` does one by one, in a few statements for all that are plain.

Plain is a record that came whole or was computed here, without a clash open or decided, that has not left this device. All else
goes the way of `replica`, record by record. A test holds both ways equal, table by table.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from app.data.connection import bare
from app.data.derived import SEARCHED, child_row, derived_columns, linked_row, refresh_dependants
from app.data.fields import fields, type_names
from app.data.outbox import outbox
from app.data.outbox.sent import Sent
from app.data.replica.overlay import shown
from app.data.rows import put_rows, to_row
from app.data.values import canonical
from app.domain.records import Change
from sync.protocol import digest
from sync.protocol.canonical import canonical_read, content_hash
from sync.protocol.envelope import echo_hash
from sync.protocol.lines import EchoLine, PageLine, RecordLine
from sync.protocol.packed import packed_content
from sync.protocol.splice import created_text

if TYPE_CHECKING:
    from app.data.replica.replica import Page

Single = Callable[[RecordLine, Sequence[str] | None], None]
"""`replica.take_record` of a page: a line, and for an echo the conflicts that its operations decide."""

_UPSERT = (
    "INSERT INTO record (id, type, base_epoch, base_seq, base_body, base_deleted, base_hash, flags) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET type = excluded.type, "
    "base_epoch = excluded.base_epoch, base_seq = excluded.base_seq, base_body = excluded.base_body, "
    "base_deleted = excluded.base_deleted, base_hash = excluded.base_hash, gone = 0, flags = "
)
MEMBER = (
    "INSERT INTO membership (scope, record, inside, seq) VALUES (?, ?, 1, ?) ON CONFLICT (scope, record) DO UPDATE SET "
    "inside = 1, seq = excluded.seq WHERE excluded.seq >= seq"
)
"""A record is inside a scope; a line from before it left that scope does not bring it back."""
LEFT = (
    "INSERT INTO membership (scope, record, inside, seq) VALUES (?, ?, 0, ?) ON CONFLICT (scope, record) DO UPDATE SET "
    "inside = 0, seq = excluded.seq"
)
_OF_IDS = "FROM json_each(?) j CROSS JOIN"
_NOWHERE: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Taken:
    """A new base: its line, the canonical text of the body (None: deleted) and its hash; for an echo the decided conflicts.

    `unread`: the text alone is at hand, the line has an empty body.
    """

    line: RecordLine
    content: bytes | None
    hash: str
    decided: Sequence[str] | None = None
    unread: bool = False

    @property
    def whole(self) -> RecordLine:
        """The line with its body."""
        return replace(self.line, body=json.loads(self.content or b"{}")) if self.unread else self.line


@dataclass(frozen=True, slots=True)
class _Known:
    """What is here of records: base row (type, epoch, seq, deleted, hash, gone), open conflicts, scopes, scopes left."""

    bases: Mapping[str, Sequence[Any]]
    conflicts: Mapping[str, list[str]]
    scopes: Mapping[str, set[str]]
    left: Mapping[str, Mapping[str, int]]

    def is_late(self, line: RecordLine) -> bool:
        """Whether a line is from before its record left one of the scopes that it names."""
        left = self.left.get(line.record)
        return left is not None and any(left.get(scope, 0) > line.version for scope in line.scopes)


def taken(line: RecordLine, decided: Sequence[str] | None = None) -> Taken:
    """A line with its body as text."""
    body = line.body or {}
    if None in body.values():
        body = {name: value for name, value in body.items() if value is not None}
    elif line.text:  # it came as canonical text: were it none, its hash would not be the server's
        content = line.text.encode()
        return Taken(line, content, content_hash(content), decided)
    content = canonical_read(body)
    return Taken(line, None if line.body is None else content, content_hash(content), decided)


def runs(lines: Sequence[PageLine]) -> Iterable[list[PageLine]]:
    """Lines in order, those together that can be taken at once: whole records without clashes, each once."""
    run: list[PageLine] = []
    there: set[str] = set()
    for line in lines:
        whole = isinstance(line, RecordLine) and line.patch_base is None and not (line.conflicts or line.erased)
        if whole and isinstance(line, RecordLine) and line.record not in there:
            run.append(line)
            there.add(line.record)
            continue
        if run:
            yield run
        yield [line]
        run, there = [], set()
    if run:
        yield run


def take_many(connection: Connection, page: Page, incoming: Sequence[Taken], single: Single) -> None:
    """Makes states of different records their bases."""
    known = _known(connection, [each.line.record for each in incoming])
    plain: list[Taken] = []
    types = frozenset(type_names())
    for each in incoming:
        base = known.bases.get(each.line.record)
        strange = each.line.conflicts or each.decided or each.line.type not in types or known.is_late(each.line)
        if strange or (base is not None and (base[5] or (base[1], base[2]) >= (page.epoch, each.line.version))):
            single(each.whole, each.decided)
        else:
            plain.append(each)
    for each in plain:
        _toggles(page, each, known)
    _write(connection, page, plain)
    old = [each.line.record for each in plain if 0 < known.bases.get(each.line.record, (0, 0))[1] < page.epoch]
    if old:  # as `replica.take_record`
        sql = "UPDATE op SET overlay = 1 WHERE overlay = 2 AND record IN (SELECT value FROM json_each(?))"
        bare(connection).execute(sql, (json.dumps(old),))
    told = [each.line.record for each in plain if each.decided is None and known.conflicts.get(each.line.record)]
    if told:
        sql = "UPDATE conflict SET open = 0 WHERE open = 1 AND record IN (SELECT value FROM json_each(?))"
        bare(connection).execute(sql, (json.dumps(told),))


def _known(connection: Connection, ids: Sequence[str]) -> _Known:
    """What is here of records, in four queries at most."""
    cursor, listed = bare(connection), json.dumps(ids)
    columns = "r.id, r.type, r.base_epoch, r.base_seq, r.base_deleted, r.base_hash, r.gone"
    found = cursor.execute(f"SELECT {columns} {_OF_IDS} record r ON r.id = j.value", (listed,)).fetchall()
    bases = {row[0]: row[1:] for row in found}
    conflicts: dict[str, list[str]] = defaultdict(list)
    scopes: dict[str, set[str]] = defaultdict(set)
    if bases and cursor.execute("SELECT 1 FROM conflict WHERE open = 1 LIMIT 1").fetchone():
        sql = f"SELECT c.record, c.id {_OF_IDS} conflict c ON c.record = j.value WHERE c.open = 1"
        for record, identity in cursor.execute(sql, (listed,)).fetchall():
            conflicts[record].append(identity)
    left: dict[str, dict[str, int]] = defaultdict(dict)
    sql = f"SELECT m.record, m.scope, m.inside, m.seq {_OF_IDS} membership m ON m.record = j.value"
    for record, scope, inside, seq in cursor.execute(sql, (listed,)).fetchall():
        if inside:
            scopes[record].add(scope)
        else:
            left[record][scope] = seq
    return _Known(bases, conflicts, scopes, left)


def _toggles(page: Page, each: Taken, known: _Known) -> None:
    """Takes a record's old item out of the roots of its scopes and puts the new one in; notes what became of it."""
    line, record = each.line, each.line.record
    base, had = known.bases.get(record), known.scopes.get(record, _NOWHERE)
    before = known.conflicts.get(record, [])
    if base is not None and base[2]:
        item = digest.item(digest.line(base[0], record, base[2], bool(base[3]), base[4] or ""), before)
        for scope in had:
            page.roots[scope] = page.roots.get(scope, 0) ^ item
    told = digest.line(line.type, record, line.version, line.body is None, each.hash)
    item = digest.item(told, [] if each.decided is None else before)
    for scope in {*had, *line.scopes}:
        page.roots[scope] = page.roots.get(scope, 0) ^ item
    page.wanted.discard(record)
    page.arrived.add(record)
    if each.decided is None:
        page.touched[record] = line.type
        page.bodies[record] = (line.body, base is None)
        page.received += 1
    else:
        page.adopted.add(record)


def _write(connection: Connection, page: Page, incoming: Sequence[Taken]) -> None:
    """The rows."""
    cursor = bare(connection)
    for echo in (False, True):
        rows = [
            (
                *(
                    each.line.record,
                    each.line.type,
                    page.epoch,
                    each.line.version,
                    None if each.content is None else packed_content(each.content),
                ),
                *(int(each.line.body is None), each.hash, canonical(dict(each.line.flags)) if each.line.flags else None),
            )
            for each in incoming
            if (each.decided is not None) == echo
        ]
        if rows:
            cursor.executemany(_UPSERT + ("flags" if echo else "excluded.flags"), rows)
    member = [(scope, each.line.record, each.line.version) for each in incoming for scope in each.line.scopes]
    if member:
        cursor.executemany(MEMBER, member)
    if cursor.execute("SELECT 1 FROM parked LIMIT 1").fetchone():
        listed = json.dumps([each.line.record for each in incoming])
        cursor.execute("DELETE FROM parked WHERE record IN (SELECT value FROM json_each(?))", (listed,))


def adopt(connection: Connection, page: Page, line: EchoLine, single: Single) -> None:
    """A run of records whose only change are operations of this laptop: computed here, taken when the hash is the server's."""
    ops = run_of(connection, page, line)
    if len(ops) != line.count:
        raise ValueError("echo beyond the batch")
    of_record = _own(connection, page, line, {op.record for op in ops})
    sql = f"SELECT r.id, plain(r.base_body) {_OF_IDS} record r ON r.id = j.value WHERE r.base_body IS NOT NULL"
    stored = dict(bare(connection).execute(sql, (json.dumps(list(of_record)),)).fetchall())
    for made in (_created, lambda *_: None):  # at first what is new is not read but taken over as text
        states = [
            made(line, line.version + place, of_record[op.record], stored)
            or _computed(line, line.version + place, op, of_record[op.record], stored.get(op.record))
            for place, op in enumerate(ops)
        ]
        if echo_hash((each.line.record, each.line.version, each.hash) for each in states) == line.hash:
            break
    else:
        page.wanted.update(op.record for op in ops)
        return
    if len(of_record) == len(ops):
        take_many(connection, page, states, single)
    else:
        for each in states:
            single(each.whole, each.decided)


def _created(line: EchoLine, version: int, own: Sequence[Sent], stored: Collection[str]) -> Taken | None:
    """The state of a record that its only operation made, from the text of its patch; None where that must be read."""
    op = own[-1] if len(own) == 1 else None
    if op is None or op.kind != "create" or op.resolves or op.record in stored:
        return None
    content = created_text(op.content, _maps(op.type))
    if content is None:
        return None
    return Taken(RecordLine(line.scopes, op.record, op.type, version, {}), content, content_hash(content), (), unread=True)


def _computed(line: EchoLine, version: int, op: Sent, own: Sequence[Sent], stored: str | None) -> Taken:
    """The state of a record from its base with own operations on top."""
    body = _after(op.type, None if stored is None else json.loads(stored), own)
    told = RecordLine(line.scopes, op.record, op.type, version, body)
    return taken(told, [each.resolves for each in own if each.resolves])


@cache
def _maps(type_name: str) -> tuple[str, ...]:
    """The fields of a type that are maps."""
    return tuple(name for name, info in fields(type_name).items() if info.kind == "map")


def run_of(connection: Connection, page: Page, line: EchoLine) -> Sequence[Sent]:
    """The operations of an echo run."""
    if _within(page, line):
        return page.ops[line.first : line.first + line.count]
    incarnation, first = page.sent
    return outbox.sent_ops(connection, incarnation, first + line.first, line.count)


def _within(page: Page, line: EchoLine) -> bool:
    """Whether an echo run speaks of this request alone: others were sent before, and the reply to them was lost."""
    return line.first >= 0 and line.first + line.count <= len(page.ops)


def _own(connection: Connection, page: Page, line: EchoLine, records: set[str]) -> Mapping[str, Sequence[Sent]]:
    """The operations that lead from the bases of records to what an echo run tells."""
    incarnation, first = page.sent
    end = line.first + line.count
    if _within(page, line) and not outbox.lags(connection, incarnation, first):
        return {record: page.ops_of(record, end) for record in records}
    return {**dict.fromkeys(records, ()), **outbox.lying(connection, incarnation, first + end - 1, records)}


def _after(type_name: str, body: Mapping[str, Any] | None, ops: Iterable[Sent]) -> Mapping[str, Any] | None:
    """A body after operations that the server took as they are."""
    return shown(type_name, body, ((op.kind, op.patch) for op in ops))


def covered(connection: Connection, adopted: Collection[str]) -> dict[str, str]:
    """Of records whose own operations became their bases those (id → type) over which a held operation lies.

    It lay below those operations and lies above the new base: another thing is shown. What came from others on a stick is named
    by those operations as seen; it shows nothing above them, and leaves when the server has it.
    """
    if not adopted:
        return {}
    found = bare(connection).execute(
        "SELECT r.id, r.type FROM held h CROSS JOIN record r ON r.id = h.record WHERE r.id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(adopted)),),
    )
    return dict(found.fetchall())


def show_new(connection: Connection, page: Page) -> tuple[list[Change], dict[str, str]]:
    """Shows records that came whole and were never here; also gives those that must be looked at one by one (id → type)."""
    types = frozenset(type_names())
    fresh = {
        record: body
        for record, (body, new) in page.bodies.items()
        if new and body is not None and page.touched.get(record) in types
    }
    sql = f"SELECT o.record {_OF_IDS} op o ON o.record = j.value WHERE o.overlay = 1"
    for (record,) in bare(connection).execute(sql, (json.dumps(list(fresh)),)).fetchall():
        fresh.pop(record, None)  # an operation on what was not here, perhaps held, lies over what came
    left = {record: type_name for record, type_name in page.touched.items() if record not in fresh}
    by_type: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for record, body in fresh.items():
        by_type[page.touched[record]][record] = body
    for type_name in sorted(by_type, key=lambda name: name != "child"):  # others are found by the child's names too
        _show(connection, type_name, by_type[type_name])
    return [Change(page.touched[record], record, frozenset(body), "created") for record, body in fresh.items()], left


def _show(connection: Connection, type_name: str, bodies: Mapping[str, Mapping[str, Any]]) -> None:
    """Typed rows and search rows of new records of one type."""
    derived = {record: derived_columns(type_name, body) for record, body in bodies.items()}
    typed = [to_row(type_name, record, body, derived[record]) for record, body in bodies.items()]
    put_rows(connection, type_name, typed)
    if type_name not in SEARCHED:
        return
    found: list[tuple[str, str, str, str]] = []
    for record, body in bodies.items():
        norm, sort = derived[record].get("name_norm") or "", derived[record].get("name_sort") or ""
        if type_name in {"case", "residency"}:
            child = body.get("child")
            norm, sort = linked_row(type_name, body, norm, sort, child_row(connection, child if isinstance(child, str) else ""))
        found.append((record, type_name, norm, sort))
    bare(connection).executemany("INSERT OR REPLACE INTO search (id, type, norm, sort) VALUES (?, ?, ?, ?)", found)
    for record, _, norm, sort in found:
        refresh_dependants(connection, type_name, record, norm, sort)
