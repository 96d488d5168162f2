"""What a device receives: the latest state of the records of its scopes after its cursors, from one snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from sync.protocol.blobs import LARGE, is_large, name_of
from sync.protocol.cursor import Cursor
from sync.protocol.digest import root_text
from sync.protocol.envelope import echo_hash
from sync.protocol.limits import PULL_FAST
from sync.protocol.lines import ConflictPart, EchoLine, GoneLine, LargeLine, LogLine, PageLine, RecordLine, encode_page_line
from sync.schema import Vocabulary, group_of, vocabulary
from sync.server import guards, models
from sync.server.cursors import Cursors, roots_of
from sync.server.database import among, chunks
from sync.server.erased import FLAG as ERASED
from sync.server.erased import erased_of
from sync.server.history import logs_of
from sync.server.staging import conflict_part

RATIO = 4
"""How far a page of records is pressed by the packing, carefully estimated."""
ROWS = 6000
AHEAD = 200
"""Records that are read at once."""
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


@dataclass(slots=True)
class Page:
    """What goes into a reply."""

    lines: list[PageLine] = field(default_factory=list)
    logs: list[LogLine] = field(default_factory=list)
    moved: dict[str, tuple[Cursor, Cursor]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    more: bool = False
    log_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of membership after the cursor."""

    seq: int
    record: str
    scope: str
    present: bool


class _Echo(NamedTuple):
    """A record that the laptop computes itself: version, place of its operation, id, hash of the body, scopes."""

    version: int
    position: int
    record: str
    hash: str
    scopes: tuple[str, ...]


class _Ahead:
    """Lines of records in the order in which they are asked for, read some hundred at a time: most pages end early."""

    def __init__(self, read: Callable[[Iterable[str]], dict[str, RecordLine]], names: Sequence[str]) -> None:
        self._read, self._names = read, names
        self._places = {name: place for place, name in enumerate(names)}
        self._next = 0
        self._found: dict[str, RecordLine] = {}

    def get(self, name: str) -> RecordLine | None:
        """The line of a record; None where it has none."""
        while self._next <= self._places[name]:
            self._found.update(self._read(self._names[self._next : self._next + AHEAD]))
            self._next += AHEAD
        return self._found.get(name)


class Pager:
    """Makes one page from one snapshot."""

    def __init__(self, connection: Connection, cursors: Cursors, asked: Asked, epoch: int, top: int) -> None:
        self.connection, self.cursors, self.asked, self.epoch, self.top = connection, cursors, asked, epoch, top
        self.start = {scope: asked.cursors[scope].seq if scope in asked.cursors else 0 for scope in asked.scopes}
        self.roots = roots_of(connection, asked.scopes)
        self.budget = max(1, min(asked.size, PULL_FAST)) * RATIO
        self.limit = min(ROWS, self.budget // 200 + 10) + 2 * len(asked.echo)

    def page(self) -> Page:
        """The page."""
        rows, bound = self._rows()
        page = Page()
        end = self._fill(page, rows, bound)
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

    def _rows(self) -> tuple[list[_Row], int]:
        """Rows after the cursors in order, and the number up to which they are complete."""
        member = models.membership.c
        found: list[_Row] = []
        bound = self.top
        for scope, start in self.start.items():
            if self.roots.get(scope, (0, 0, 0))[2] <= start:
                continue
            query = select(member.seq, member.record, member.present).where(member.scope == scope, member.seq > start)
            part = self.connection.execute(query.order_by(member.seq).limit(self.limit)).all()
            found.extend(_Row(int(row.seq), row.record, scope, bool(row.present)) for row in part)
            if len(part) == self.limit:
                bound = min(bound, int(part[-1].seq))
        return sorted((row for row in found if row.seq <= bound), key=lambda row: (row.seq, row.scope)), bound

    def _fill(self, page: Page, rows: list[_Row], bound: int) -> int:
        """Lines until the page is full; gives the number it ends at."""
        budget = self.budget
        by_seq: dict[int, list[_Row]] = defaultdict(list)
        for row in rows:
            by_seq[row.seq].append(row)
        echoes = {seq: echo for seq, some in by_seq.items() if (echo := self._echo(some)) is not None}
        whole = dict.fromkeys(row.record for row in rows if row.present and row.seq not in echoes)
        records = _Ahead(self._records, list(whole))
        erased = self._erased_elsewhere({row.record for row in rows if not row.present} - whole.keys())
        ordered: list[tuple[int, PageLine]] = []
        told: list[_Echo] = []
        for seq in sorted(by_seq):
            for row in by_seq[seq]:
                if not row.present:
                    ordered.append((seq, GoneLine(row.scope, row.record, seq)))
                    if row.record in erased:
                        ordered.append((seq, erased[row.record]))
                    budget -= 40
            if seq in echoes:
                told.append(echoes[seq])
                budget -= ECHO_COST
            else:
                for name in sorted({row.record for row in by_seq[seq] if row.present}):
                    found = records.get(name)
                    if found is None:  # damaged, and wanted back from a laptop (`check`); it stops nothing else
                        continue
                    line = self._slim(found)
                    ordered.append((seq, line))
                    budget -= 120 if isinstance(line, LargeLine) else 60 + len(str(line.body)) + 60 * len(line.conflicts)
            if budget <= 0:
                bound = min(bound, seq)
                break
        ordered.extend(_runs(told))
        page.lines.extend(line for _, line in sorted(ordered, key=lambda each: each[0]))
        return bound

    def _slim(self, line: RecordLine) -> RecordLine | LargeLine:
        """A line, or what stands for one that is too large for a page where the laptop can fetch it (sync.md §6)."""
        if not self.asked.large or len(str(line.body)) + 200 * len(line.conflicts) <= LARGE:
            return line
        content = large_line(line)
        if not is_large(content):
            return line
        return LargeLine(line.scopes, line.record, line.type, line.version, name_of(content), len(content))

    def _echo(self, rows: Sequence[_Row]) -> _Echo | None:
        """The echo for what has this number, where the laptop can compute the record from its own operation."""
        scopes = tuple(row.scope for row in rows if row.present)
        record = rows[0].record
        echo = self.asked.echo.get(record)
        if echo is None or not scopes or echo[2] != rows[0].seq or len(scopes) < len(rows):
            return None
        if min(self.start[scope] for scope in scopes) < echo[0]:
            return None
        return _Echo(echo[2], echo[1], record, echo[3], scopes)

    def _erased_elsewhere(self, ids: Iterable[str]) -> dict[str, RecordLine]:
        """Records that left the device before they were erased by law: what is left of them there is wiped too."""
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
        page.logs, page.log_cut = logs_of(self.connection, self.start, end, self.asked.incarnation, budget)


def large_line(line: RecordLine) -> bytes:
    """What the name of a large record's line is the hash of: the line without scopes, which differ between devices."""
    return encode_page_line(replace(line, scopes=()), ())


def record_lines(connection: Connection, ids: Iterable[str], inside: Collection[str]) -> dict[str, RecordLine]:
    """The latest state of records, with all scopes of `inside` that they are in; none of a record that is in none."""
    scopes: dict[str, list[str]] = defaultdict(list)
    conflicts: dict[str, list[Any]] = defaultdict(list)
    rows: list[Any] = []
    member, conflict = models.membership.c, models.conflict.c
    for some in chunks(sorted(ids)):
        rows.extend(connection.execute(select(models.record).where(among(connection, models.record.c.id, some))).all())
        query = select(member.record, member.scope).where(among(connection, member.record, some), member.present.is_(True))
        for row in connection.execute(query.order_by(member.scope)).all():
            if row.scope in inside:
                scopes[row.record].append(row.scope)
        open_ones = select(models.conflict).where(among(connection, conflict.record, some), conflict.closed.is_(None))
        for row in connection.execute(open_ones.order_by(conflict.id)):
            conflicts[row.record].append(conflict_part(row))
    words = vocabulary()
    told = {row.id: _line(words, row, scopes[row.id], conflicts[row.id], inside) for row in rows if scopes[row.id]}
    return {record: line for record, line in told.items() if line is not None}


def _line(
    words: Vocabulary, row: Any, scopes: Sequence[str], parts: Sequence[ConflictPart], inside: Collection[str]
) -> RecordLine | None:
    """A record as a device may be told it: clashes without their values where it does not hold all their groups.

    None when the stored body cannot be read.
    """
    told, flags = tuple(parts), json.loads(row.flags)
    erased = bool(flags.pop(ERASED, False))
    try:
        body = json.loads(row.body)
    except (ValueError, RecursionError):
        return None
    if parts:
        held = {group for scope in inside if (group := group_of(scope, row.office))}
        told, named = guards.for_device(words, row.type, body, parts, held, row.restricted)
        flags |= {"guard": named} if named else {}
    body = None if row.deleted else body
    return RecordLine(tuple(scopes), row.id, row.type, int(row.version), body, told, flags, erased=erased)


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
