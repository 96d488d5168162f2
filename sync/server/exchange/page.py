"""What a device receives: the latest state of the records of its scopes after its cursors, from one snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, select

from sync.protocol.blobs import LARGE, is_large, name_of
from sync.protocol.canonical import content_hash
from sync.protocol.cursor import Cursor
from sync.protocol.digest import root_text
from sync.protocol.envelope import echo_hash
from sync.protocol.limits import PULL_FAST
from sync.protocol.lines import ConflictPart, EchoLine, GoneLine, LargeLine, LogLine, PageLine, RecordLine
from sync.protocol.page_lines import encode_page_line
from sync.schema import Vocabulary, vocabulary
from sync.server import models
from sync.server.database import chunks, is_named, names_value
from sync.server.exchange import guards
from sync.server.exchange.cursors import Cursors, roots_of
from sync.server.exchange.history import logs_of
from sync.server.exchange.scopes import own_scope
from sync.server.exchange.sharing import groups_told, read_shared
from sync.server.exchange.staging import conflict_part
from sync.server.keeping.erased import FLAG as ERASED
from sync.server.keeping.erased import erased_of

RATIO = 4
"""How far a page of records is pressed by the packing, carefully estimated."""
FEW, MANY = 64, 512
"""Records that are read at once, twice as many each time: most pages are small, and the others end early."""
ECHO_COST = 6
"""Bytes before packing that a record costs in an echo run."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a device has and may have: its scopes, cursors, page size in packed bytes, records it wants whole."""

    scopes: frozenset[str]
    cursors: Mapping[str, Cursor]
    size: int
    wanted: Sequence[str] = ()
    incarnation: str = ""
    echo: Mapping[str, tuple[int, int, int, str]] = field(default_factory=dict)
    large: bool = False
    """Whether the laptop can fetch records that are too large for a page."""
    device: str = ""


@dataclass(slots=True)
class Page:
    """What goes into a reply."""

    lines: list[PageLine] = field(default_factory=list)
    logs: list[LogLine] = field(default_factory=list)
    moved: dict[str, tuple[Cursor, Cursor]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    more: bool = False
    log_cut: bool = False


class _Row(NamedTuple):
    """A row of membership after the cursor."""

    seq: int
    scope: str
    record: str
    present: bool


class _Echo(NamedTuple):
    """A record that the laptop computes itself: version, place of its operation, id, hash of the body, scopes."""

    version: int
    position: int
    record: str
    hash: str
    scopes: tuple[str, ...]


_MEMBER = models.membership.c
_ROWS = (
    select(_MEMBER.seq, _MEMBER.record, _MEMBER.present)
    .where(_MEMBER.scope == bindparam("scope"), _MEMBER.seq > bindparam("after"))
    .order_by(_MEMBER.seq)
    .limit(bindparam("some"))
)


class Pager:
    """Makes one page from one snapshot."""

    def __init__(self, connection: Connection, cursors: Cursors, asked: Asked, epoch: int, top: int) -> None:
        self.connection, self.cursors, self.asked, self.epoch, self.top = connection, cursors, asked, epoch, top
        self.start = {scope: asked.cursors[scope].seq if scope in asked.cursors else 0 for scope in asked.scopes}
        self.own = own_scope(asked.device)
        self.roots = roots_of(connection, {*asked.scopes, self.own})
        self.budget = max(1, min(asked.size, PULL_FAST)) * RATIO

    def page(self) -> Page:
        """The page."""
        page = Page()
        end = self._fill(page)
        page.more = end < self.top
        for scope, start in sorted(self.start.items()):
            known = self.asked.cursors.get(scope)
            if known is None or start < end:
                before = known or Cursor(self.epoch, 0)
                page.moved[scope] = (before, self.cursors.at(self.connection, self.epoch, max(start, end)))
        self._wanted(page)
        self._logs(page, end)
        if not page.more:
            page.roots = {scope: root_text(self.roots.get(scope, (0, 0, 0))[0]) for scope in sorted(self.asked.scopes)}
        return page

    def _rows(self, scope: str) -> Iterator[_Row]:
        """Rows of a scope after its cursor in order, read as far as they are asked for."""
        after, some = self.start.get(scope, min(self.start.values(), default=0)), FEW
        if self.roots.get(scope, (0, 0, 0))[2] <= after:
            return
        while True:
            part = self.connection.execute(_ROWS, {"scope": scope, "after": after, "some": some}).all()
            yield from [_Row(seq, scope, record, present) for seq, record, present in part]
            if len(part) < some:
                return
            after, some = int(part[-1][0]), min(2 * some, MANY)

    def _groups(self) -> Iterator[list[list[_Row]]]:
        """Rows of all scopes in order, those with one number together, some at a time."""
        groups = groupby(merge(*map(self._rows, (*sorted(self.start), self.own))), itemgetter(0))
        some = FEW
        while block := [list(group) for _, group in islice(groups, some)]:
            yield block
            some = min(2 * some, MANY)

    def _fill(self, page: Page) -> int:
        """Lines until the page is full; gives the number it ends at."""
        budget, end = self.budget, self.top
        ordered: list[tuple[int, PageLine]] = []
        told: list[_Echo] = []
        for block in self._groups():
            echoes = {echo.version: echo for some in block if (echo := self._echo(some))} if self.asked.echo else {}
            here = {row.record for some in block for row in some if row.present and row.seq not in echoes}
            records = self._records(here)
            erased = self._erased_elsewhere({row.record for some in block for row in some if not row.present} - here)
            for some in block:
                seq = some[0].seq
                left = [row for row in some if not row.present]
                ordered += [(seq, GoneLine(row.scope, row.record, seq)) for row in left if row.scope != self.own]
                ordered += [(seq, erased[name]) for name in sorted({row.record for row in left} & erased.keys())]
                budget -= 40 * len(left)
                if seq in echoes:
                    told.append(echoes[seq])
                    budget -= ECHO_COST
                else:
                    # One that is damaged, and wanted back from a laptop (`check`), stops nothing else.
                    names = [row.record for row in some if row.present]
                    for found in filter(None, map(records.get, names if len(names) < 2 else sorted(set(names)))):
                        line = self._slim(found)
                        ordered.append((seq, line))
                        budget -= 120 if isinstance(line, LargeLine) else 60 + len(line.text) + 60 * len(line.conflicts)
                if budget <= 0:
                    end = seq
                    break
            if budget <= 0:
                break
        ordered.extend(_runs(told))
        page.lines.extend(line for _, line in sorted(ordered, key=itemgetter(0)))
        return end

    def _slim(self, line: RecordLine) -> RecordLine | LargeLine:
        """A line, or what stands for one that is too large for a page where the laptop can fetch it (sync.md §6)."""
        if not self.asked.large or len(line.text) + 200 * len(line.conflicts) <= LARGE:
            return line
        content = large_line(line)
        if not is_large(content):
            return line
        return LargeLine(line.scopes, line.record, line.type, line.version, name_of(content), len(content))

    def _echo(self, rows: Sequence[_Row]) -> _Echo | None:
        """The echo for what has this number, where the laptop can compute the record from its own operation."""
        seq, scope, record, present = rows[0]
        echo = self.asked.echo.get(record)
        if echo is None or echo[2] != seq:
            return None
        if len(rows) == 1:  # as nearly all
            return _Echo(seq, echo[1], record, echo[3], (scope,)) if present and self.start[scope] >= echo[0] else None
        if not all(row.present for row in rows):
            return None
        scopes = tuple([row.scope for row in rows])
        if min([self.start[scope] for scope in scopes]) < echo[0]:
            return None
        return _Echo(seq, echo[1], record, echo[3], scopes)

    def _erased_elsewhere(self, ids: Iterable[str]) -> dict[str, RecordLine]:
        """Records that left the device before they were erased by law, or that it may no longer see: what is left goes too."""
        ids = sorted(erased_of(self.connection, ids))
        table = models.record.c
        query = select(table.id, table.type, table.version).where(table.id.in_(ids))
        rows = self.connection.execute(query).all() if ids else []
        return {row.id: RecordLine((), row.id, row.type, int(row.version), None, erased=True) for row in rows}

    def _records(self, ids: Iterable[str]) -> dict[str, RecordLine]:
        """The latest state of records, with all scopes of the device that they are in."""
        return record_lines(self.connection, ids, self.asked.scopes)

    def _wanted(self, page: Page) -> None:
        """Records that the laptop asked for whole, if they are in its scopes, whatever its cursors."""
        if not self.asked.wanted:
            return
        there = {line.record for line in page.lines if isinstance(line, RecordLine | LargeLine)}
        whole = [self._slim(line) for name, line in self._records(set(self.asked.wanted[:500]) - there).items()]
        page.lines = sorted([*page.lines, *whole], key=lambda line: line.version)

    def _logs(self, page: Page, end: int) -> None:
        """History of what others did up to the page's end."""
        budget = max(2000, min(self.asked.size, PULL_FAST) * RATIO // 4)
        places = {line.record: line.scopes for line in page.lines if isinstance(line, RecordLine) and line.scopes}
        page.logs, page.log_cut = logs_of(self.connection, self.start, end, self.asked.incarnation, budget, places)


def large_line(line: RecordLine) -> bytes:
    """What the name of a large record's line is the hash of: the line without scopes, which differ between devices."""
    return encode_page_line(replace(line, scopes=()), ())


@cache
def _questions(kind: str) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """What is asked of records, of where they are, and of their open conflicts; built once for a kind of database."""
    member, conflict, record = models.membership.c, models.conflict.c, models.record.c
    columns = (record.home, record.id, record.type, record.version, record.deleted, record.body, record.body_hash)
    where = is_named(kind, record.id)
    bodies = select(*columns, record.office, record.restricted, record.flags, record.shared).where(where)
    homes: Any = bindparam("homes", expanding=True)
    places = select(member.record, member.scope).where(member.home.in_(homes), is_named(kind, member.record))
    clashes = select(models.conflict).where(conflict.home.in_(homes), is_named(kind, conflict.record))
    return (
        bodies,
        places.where(member.present.is_(True)).order_by(member.scope),
        clashes.where(conflict.closed.is_(None)).order_by(conflict.id),
    )


def record_lines(connection: Connection, ids: Iterable[str], inside: Collection[str]) -> dict[str, RecordLine]:
    """The latest state of records, with all scopes of `inside` that they are in; none of a record that is in none."""
    words, told = vocabulary(), dict[str, RecordLine]()
    bodies, places, clashes = _questions(connection.dialect.name)
    for some in chunks(sorted(ids)):
        names = {"names": names_value(connection, some)}
        rows = connection.execute(bodies, names).all()
        of_them = {"homes": sorted({row.home for row in rows}), **names}
        scopes: dict[str, list[str]] = {}
        conflicts: dict[str, list[Any]] = defaultdict(list)
        for name, scope in connection.execute(places, of_them).all():
            if scope in inside:
                scopes.setdefault(name, []).append(scope)
        for row in connection.execute(clashes, of_them).all():
            conflicts[row.record].append(conflict_part(row))
        for row in rows:
            name = row.id
            if name in scopes:
                line = _line(words, row, tuple(scopes[name]), conflicts.get(name, ()), inside)
                if line is not None:
                    told[name] = line
    return told


def _line(
    words: Vocabulary, row: Any, scopes: tuple[str, ...], parts: Sequence[ConflictPart], inside: Collection[str]
) -> RecordLine | None:
    """A record as a device may be told it: clashes without their values where it does not hold all their groups.

    None when the stored body cannot be read. One whose hash fits is handed on as it stands.
    """
    _, name, type_name, version, deleted, text, hashed, office, restricted, flagged, shared = row
    told, body = tuple(parts), dict[str, Any]()
    flags = json.loads(flagged) if flagged != "{}" else {}
    erased = bool(flags.pop(ERASED, False))
    if parts or deleted or content_hash(text.encode()) != hashed:
        try:
            body = json.loads(text)
        except (ValueError, RecursionError):
            return None
    if parts:
        held = groups_told(inside, office, read_shared(shared))
        told, named = guards.for_device(words, type_name, body, parts, held, restricted)
        flags |= {"guard": named} if named else {}
    if deleted:
        return RecordLine(scopes, name, type_name, version, None, told, flags, None, erased)
    return RecordLine(scopes, name, type_name, version, body, told, flags, None, erased, text)


def _runs(echoes: Sequence[_Echo]) -> list[tuple[int, PageLine]]:
    """Echoes as runs: positions and versions one after the other, the same scopes."""
    runs: list[list[_Echo]] = []
    for echo in sorted(echoes):
        last = runs[-1][-1] if runs else None
        follows = last and (last.version + 1, last.position + 1, last.scopes) == (echo.version, echo.position, echo.scopes)
        if follows:
            runs[-1].append(echo)
        else:
            runs.append([echo])
    lines: list[tuple[int, PageLine]] = []
    for run in runs:
        hashed = echo_hash([(each.record, each.version, each.hash) for each in run])
        lines.append((run[0].version, EchoLine(run[0].scopes, run[0].position, len(run), run[0].version, hashed)))
    return lines
