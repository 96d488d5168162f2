"""Many records at once and one by one leave the same database: the same pages and echoes, once each way."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import pytest

from app.data.fields import fields, type_names
from app.data.keeping.keys import Profile
from app.data.outbox import dispatch, outbox
from app.data.replica import replica_many
from app.data.replica.overlay import shown
from app.data.replica.replica import Page
from app.domain.records import Change, Changes
from app.services.office.offices import Session, create_office, sign_in
from app.syncing.identity import Enrolment
from app.syncing.store import DatabaseStore
from sync.protocol.canonical import body_hash
from sync.protocol.cursor import Cursor
from sync.protocol.envelope import Reply, ReplyHead, echo_hash, scopes_of
from sync.protocol.lines import ConflictPart, EchoLine, GoneLine, PageLine, RecordLine

SCOPES = ("o:0203", "n", "o:0203/reporter")
AT = "2026-03-01T00:00:00.000Z"
PASSWORD = "correct horse 9"
KINDS = ("child", "case", "form_response", "facility", "note", "type_of_tomorrow")
TABLES = {
    "record": "id, type, base_epoch, base_seq, base_body, base_deleted, base_hash, gone, flags",
    "membership": "scope, record, inside, seq",
    "conflict": "id, record, type, field, data, open, seq",
    "parked": "record, reason",
    "cursor": "scope, epoch, seq, tag, data",
    "search": "type, sort, id, norm",
    "op": "record, kind, verdict, overlay, base_seq, patch",
}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Session]]:
    """One office on two disks."""
    folder = tmp_path_factory.mktemp("many")
    create_office(folder / "many", "0203", "Sok Dara", PASSWORD, profile=Profile(1, 8, 1)).session.close()
    shutil.copytree(folder / "many", folder / "single")
    with sign_in(folder / "many", "", PASSWORD) as many, sign_in(folder / "single", "", PASSWORD) as single:
        yield many, single


class Half:
    """One of the two laptops, with a random server of its own that does the same as the other's."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.chance = session, random.Random(seed)
        self.told: list[Changes] = []
        enrolled = Enrolment("http://127.0.0.1:1", "t", bytes(32), (), "", bytes(32))
        self.store = DatabaseStore(session.database, enrolled, self.told.append)
        with session.database.transaction() as connection:
            self.top = max((each.seq for each in dispatch.cursors(connection).values()), default=0)
            known = connection.exec_driver_sql("SELECT id, type FROM record ORDER BY id").fetchall()
        self.records: list[tuple[str, str]] = [(str(one), str(kind)) for one, kind in known if kind in KINDS]

    def new_id(self) -> str:
        """An id that the other half makes too."""
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def body(self, kind: str) -> dict[str, Any]:
        """What a record may hold."""
        chance = self.chance
        child = next((one for one, of in reversed(self.records) if of == "child"), self.new_id())
        known: dict[str, dict[str, Any]] = {
            "child": {"family_name_km": chance.choice(["សុខ", "ចាន់"]), "sex": "f", "disability": ["visual"]},
            "case": {"child": child, "code": f"K-{chance.randint(1, 99)}", "status": "open"},
            "form_response": {"answers": {f"/data/{chance.randint(1, 9)}": "x", "/data/y": "1"}, "form_id": "f"},
            "facility": {"name_km": "ផ្ទះ", "code": str(chance.randint(1, 9))},
            "note": {"text": "line", "kind": "visit", "unheard_of": {"a": [1]}},
            "type_of_tomorrow": {"a": 1},
        }
        return {"office": "0203", **known[kind]} if chance.random() < 0.9 else known[kind]

    def line(self, version: int) -> PageLine:
        """A line of a page."""
        chance = self.chance
        old = self.records and chance.random() < 0.4
        record, kind = chance.choice(self.records) if old else (self.new_id(), chance.choice(KINDS))
        if not old:
            self.records.append((record, kind))
        if old and chance.random() < 0.2:
            return GoneLine(chance.choice(SCOPES[:2]), record, version)
        scopes = tuple(chance.sample(SCOPES, chance.randint(1, 2)))
        body = None if chance.random() < 0.1 else self.body(kind)
        side = {"reason": "a"}
        clash = (ConflictPart(f"c{version}", "reason", side, "u", AT, {"reason": "b"}, "w", AT),)
        flags = {"duplicate": True} if chance.random() < 0.1 else {}
        return RecordLine(scopes, record, kind, version, body, clash if chance.random() < 0.1 else (), flags)

    def page(self) -> None:
        """A page, sometimes with lines that are old."""
        start = self.top
        versions = [start + place + 1 for place in range(self.chance.randint(1, 9))]
        lines = tuple(self.line(version) for version in versions)
        self.top += len(versions)
        if self.chance.random() < 0.2:
            lines = (*lines, *lines[:2])
        moved = {scope: (Cursor(1, start), Cursor(1, self.top, "t")) for scope in SCOPES}
        head = ReplyHead(1, 0, more=self.chance.random() < 0.5, scopes=scopes_of(lines), moved=moved)
        self.store.accept(self.store.outgoing(1), 0, Reply(head, page=lines))

    def save(self) -> None:
        """Somebody makes and edits records."""
        for _ in range(self.chance.randint(1, 5)):
            kind = self.chance.choice(KINDS[:5])
            with self.session.write("x") as uow:
                mine = [one for one, known in self.records if known == kind and uow.find(kind, id=one)]
                values = {name: value for name, value in self.body(kind).items() if name in fields(kind)}
                if mine and self.chance.random() < 0.6:
                    uow.update(kind, self.chance.choice(mine), values)
                else:
                    self.records.append((uow.create(kind, values, record_id=self.new_id()), kind))

    def push(self) -> None:
        """All that waits is sent and comes back as echoes, sometimes of another hash."""
        batch = self.store.outgoing(1 << 20)
        count, start = len(batch.lines), self.top
        with self.session.database.transaction() as connection:
            ops = outbox.sent_ops(connection, batch.incarnation, batch.first, count) if count else []
            last = {op.record: place for place, op in enumerate(ops)}
            states = {}
            for record, place in last.items():
                row = connection.exec_driver_sql("SELECT plain(base_body) FROM record WHERE id = ?", (record,)).scalar()
                before = json.loads(row) if row else None
                own = [(op.kind, op.patch) for op in ops if op.record == record]
                states[place] = (record, body_hash(shown(ops[place].type, before, own)))
        lines = []
        for place in sorted(states):
            record, hashed = states[place]
            wrong = "x" if self.chance.random() < 0.1 else ""
            told = echo_hash([(record, start + place + 1, hashed)])
            lines.append(EchoLine(SCOPES[:1], place, 1, start + place + 1, wrong or told))
        self.top += count
        moved = {scope: (Cursor(1, start), Cursor(1, self.top, "t")) for scope in SCOPES}
        head = ReplyHead(1, batch.first - 1 + count, answered=count, scopes=SCOPES[:1], moved=moved)
        self.store.accept(batch, count, Reply(head, page=tuple(_joined(lines, states, start))))

    def state(self) -> Mapping[str, object]:
        """All tables, and all that was told."""
        found: dict[str, object] = {"told": [sorted(map(_plain, changes)) for changes in self.told]}
        with self.session.database.transaction() as connection:
            tables = {**TABLES, **dict.fromkeys(type_names(), "*")}
            for table, columns in tables.items():
                rows = connection.exec_driver_sql(f'SELECT {columns} FROM "{table}"').fetchall()
                found[table] = sorted(map(repr, map(tuple, rows)))
        return found


def _joined(lines: list[EchoLine], states: Mapping[int, tuple[str, str]], start: int) -> Iterator[EchoLine]:
    """Right echoes that follow one another as one run."""
    run: list[EchoLine] = []
    for line in lines:
        if run and (line.hash == "x" or run[-1].hash == "x" or run[-1].first + 1 != line.first):
            yield _run(run, states, start)
            run = []
        run.append(line)
    if run:
        yield _run(run, states, start)


def _run(run: list[EchoLine], states: Mapping[int, tuple[str, str]], start: int) -> EchoLine:
    """Several echoes as one."""
    hashes = [(states[each.first][0], start + each.first + 1, states[each.first][1]) for each in run]
    told = echo_hash(hashes) if run[0].hash != "x" else "x"
    return EchoLine(run[0].scopes, run[0].first, len(run), run[0].version, told)


def _plain(change: Change) -> tuple[str, ...]:
    """A change that can be sorted."""
    return change.type, change.id, change.what, *sorted(change.fields)


def _one_by_one(patch: pytest.MonkeyPatch) -> None:
    """Everything goes the way of single records."""
    patch.setattr(replica_many, "runs", lambda lines: [[line] for line in lines])

    def take_many(_: Any, __: Page, incoming: list[replica_many.Taken], single: replica_many.Single) -> None:
        for each in incoming:
            single(each.whole, each.decided)

    patch.setattr(replica_many, "take_many", take_many)
    patch.setattr(replica_many, "show_new", lambda _, page: ([], page.touched))


@pytest.mark.parametrize("seed", range(12))
def test_both_ways_leave_the_same(offices: tuple[Session, Session], seed: int) -> None:
    halves = [Half(session, seed) for session in offices]
    with pytest.MonkeyPatch.context() as patch:
        for half in halves:
            if half is halves[1]:
                _one_by_one(patch)
            for _ in range(8):
                half.chance.choice([half.page, half.page, half.save, half.push])()
    one, other = (half.state() for half in halves)
    for table, rows in one.items():
        assert rows == other[table], table
