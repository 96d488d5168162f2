"""Many laptops: a simulated day of 25 provinces against PostgreSQL, two server processes on each database.

    python -m tests.bench.sync.many [--laptops 50,500] [--records 10000,1000000] [--exchanges 4] [--at-once 4]

Prints a JSON line for each pair of laptops and records: p50, p95 and worst milliseconds of a small exchange (a new child and an
edit go, what colleagues wrote comes), the same of the provinces' laptops, which receive all their districts, and of an idle
exchange; the milliseconds of the processor that an exchange costs the two servers and PostgreSQL, which other work on the
machine does not change much; and what was checked at the end: no number was given twice, and of what colleagues wrote each
laptop has received everything as the database has it. `compared` is how much that was.

All pairs take turns, some exchanges each, so that whatever else the machine does meets all of them alike. The records of the
past (`past`) lie below the laptops' cursors, as a day like any other finds them. Clients, servers and PostgreSQL share this
machine; PostgreSQL writes its log to the disk at each commit.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from sync.protocol.cursor import Cursor
from sync.schema import RESTRICTED_GROUPS
from sync.server import models
from sync.server.database import Store, open_store, position
from sync.server.devices.offices import add_office, new_code
from sync.server.exchange.cursors import Cursors
from sync.server.exchange.scopes import device_offices, device_scopes
from tests.bench.sync.past import child, remember
from tests.bench.sync.records import Maker
from tests.support.laptop import Laptop
from tests.support.postgres import cluster, copied_database, postgres_database
from tests.support.server import RunningServer, beside, serving

PROVINCES = [f"{province:02}" for province in range(1, 26)]
DISTRICTS = [f"{province}{district:02}" for district in range(1, 9) for province in PROVINCES]
A_PROVINCE = 20
"""Each so manyth laptop stands in the office of a province."""
BUSY = 503
ROUND = 50
"""Exchanges of a pair before it is the next one's turn."""


@dataclass
class Day:
    """What was measured: milliseconds of exchanges, and seconds of the processor."""

    small: list[float] = field(default_factory=list)
    province: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    busy: int = 0
    servers: float = 0.0
    database: float = 0.0


@dataclass
class Cell:
    """So many laptops and so many records of the past: a database with two processes, what is to be done, what was measured."""

    store: Store
    servers: tuple[RunningServer, RunningServer]
    records: int
    count: int
    at_once: int
    top: int = 0
    laptops: list[Laptop] = field(default_factory=list)
    turns: list[Laptop] = field(default_factory=list)
    known: dict[str, tuple[str, int]] = field(default_factory=dict)
    day: Day = field(default_factory=Day)
    makers: list[Maker] = field(default_factory=list)

    def prepare(self, exchanges: int) -> None:
        """Its laptops, all up to date, in no order."""
        with self.store.read() as connection:
            self.top = position(connection)[1]
        self.laptops = [self._laptop(place) for place in range(self.count)]
        self.turns = [laptop for laptop in self.laptops for _ in range(exchanges)]
        random.Random(1).shuffle(self.turns)
        self.makers = [Maker(place) for place in range(self.at_once)]

    def _laptop(self, place: int) -> Laptop:
        """A laptop that has received the past; one that stands in a province each so often."""
        province = place % A_PROVINCE == A_PROVINCE - 1
        office = PROVINCES[place // A_PROVINCE % len(PROVINCES)] if province else DISTRICTS[place % len(DISTRICTS)]
        laptop = Laptop(self.servers[place % 2].url, office)
        assert laptop.enrol(new_code(self.store, office)).status_code == 200
        laptop.first_user()
        laptop.sent = laptop.exchange(page=1).read.head.have
        laptop.cursors = self._past(office)
        laptop.bodies.clear()
        laptop.pull()
        return laptop

    def _past(self, office: str) -> dict[str, Cursor]:
        """The cursors of a laptop that has received all of the past."""
        with self.store.read() as connection:
            end = Cursors(self.store).at(connection, position(connection)[0], self.top)
        return dict.fromkeys(device_scopes(device_offices(office, DISTRICTS), RESTRICTED_GROUPS), end)

    def turn(self) -> None:
        """Some exchanges, several at once, if any are left."""
        now, self.turns = self.turns[:ROUND], self.turns[ROUND:]
        lanes: list[list[Laptop]] = [[] for _ in range(self.at_once)]
        of = {id(laptop): place % self.at_once for place, laptop in enumerate(self.laptops)}
        for laptop in now:
            lanes[of[id(laptop)]].append(laptop)  # a laptop does one thing at a time
        before = self.processor()
        with ThreadPoolExecutor(self.at_once) as threads:
            for each in [threads.submit(self._lane, place, lane) for place, lane in enumerate(lanes)]:
                each.result()
        after = self.processor()
        self.day.servers += after[0] - before[0]
        self.day.database += after[1] - before[1]

    def _lane(self, place: int, lane: Sequence[Laptop]) -> None:
        """One after the other: a small exchange, and sometimes an idle one behind it."""
        maker = self.makers[place]
        for number, laptop in enumerate(lane):
            laptop.url = maker.chance.choice(self.servers).url
            made = laptop.create("child", {"office": laptop.office, **child(maker)})
            if laptop.device in self.known:
                record, version = self.known[laptop.device]
                laptop.op("edit", "child", record, {"how_to_find": maker.text(4), "sex": "male"}, version)
            took, version = timed(partial(self._small, laptop))
            (self.day.province if len(laptop.office) == 2 else self.day.small).append(took)
            self.known[laptop.device] = (made, version)
            if number % 4 == 0:
                self.day.idle.append(timed(partial(idle, laptop))[0])

    def _small(self, laptop: Laptop) -> int:
        """Sends what waits and takes the page; where the numbering then stands for this laptop."""
        answer = laptop.exchange()
        while answer.status == BUSY:
            self.day.busy += 1
            answer = laptop.exchange()
        laptop.sent = answer.read.head.have
        return max(cursor.seq for cursor in laptop.cursors.values())

    def processor(self) -> tuple[float, float]:
        """Seconds that the servers, and the database's processes for them, have worked."""
        pids = cluster().ask("SELECT pid FROM pg_stat_activity WHERE datname = :name", name=self.store.engine.url.database)
        return sum(worked(each.process.pid) for each in self.servers), sum(worked(int(pid)) for pid in pids)

    def told(self) -> dict[str, object]:
        """What came of it."""
        day = self.day
        done = len(day.small) + len(day.province) + len(day.idle)
        compared, faults = self.checked()
        return {
            "laptops": self.count,
            "records": self.records,
            "exchanges": done,
            "small_ms": spread(day.small),
            "province_ms": spread(day.province),
            "idle_ms": spread(day.idle),
            "server_cpu_ms": round(1000 * day.servers / done, 1),
            "database_cpu_ms": round(1000 * day.database / done, 1),
            "busy": day.busy,
            "compared": compared,
            "faults": faults,
        }

    def checked(self) -> tuple[int, list[str]]:
        """How many received records were compared, and what is wrong at the end; nothing, it is hoped."""
        faults, log = [], models.op_log.c
        sent = sum(len(laptop.lines) for laptop in self.laptops)
        with self.store.read() as connection:
            given = select(log.version, func.count()).where(log.version > self.top).group_by(log.version)
            doubled = connection.execute(given.having(func.count() > 1)).all()
            own = log.device.in_([laptop.device for laptop in self.laptops])
            there = connection.execute(
                select(func.count()).select_from(models.op_log).where(log.version > self.top, own)
            ).scalar()
        if doubled:
            faults.append(f"{len(doubled)} numbers were given twice")
        if sent != there:
            faults.append(f"{sent} operations were sent, {there} are there")
        compared, wrong = self.lacking()
        if wrong:
            faults.append(f"{wrong} records of colleagues are lacking or otherwise")
        return compared, faults

    def lacking(self) -> tuple[int, int]:
        """How much each laptop was to receive of the day, and what of it is lacking or otherwise than the database has it.

        What a laptop wrote itself comes back as an echo without a body, so that only what others wrote is looked at.
        """
        record, log = models.record.c, models.op_log.c
        wrote: dict[str, set[str]] = {}
        there: dict[str, dict[str, str]] = {}
        with self.store.read() as connection:
            for row in connection.execute(select(log.record, log.device).where(log.version > self.top)):
                wrote.setdefault(row.record, set()).add(row.device)
            for office, name, body in connection.execute(
                select(record.office, record.id, record.body).where(record.version > self.top)
            ):
                there.setdefault(office, {})[name] = body
        compared, wrong = 0, 0
        for laptop in self.laptops:
            laptop.pull()
            mine = {
                name: body for office in device_offices(laptop.office, there) for name, body in there.get(office, {}).items()
            }
            theirs = [name for name in mine if laptop.device not in wrote[name]]
            compared += len(theirs)
            wrong += sum(laptop.bodies.get(name) != json.loads(mine[name]) for name in theirs)
        return compared, wrong


def main(arguments: Sequence[str]) -> int:
    """All pairs."""
    parser = argparse.ArgumentParser(prog="many")
    parser.add_argument("--laptops", default="50,500")
    parser.add_argument("--records", default="10000,1000000")
    parser.add_argument("--exchanges", type=int, default=4)
    parser.add_argument("--at-once", type=int, default=4)
    told = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends it leaves no server and no PostgreSQL behind
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cluster().command("ALTER SYSTEM SET fsync = on")
    cluster().command("ALTER SYSTEM SET full_page_writes = on")
    cluster().command("SELECT pg_reload_conf()")
    with tempfile.TemporaryDirectory(prefix="komar-many-") as folder, ExitStack() as stack:
        cells = []
        for records in map(int, told.records.split(",")):
            past, made = stack.enter_context(remembered(Path(folder) / str(records), records))
            for count in map(int, told.laptops.split(",")):
                data = Path(folder) / f"{records}-{count}"
                one, other, store = stack.enter_context(two_servers(data, past))
                cells.append(Cell(store, (one, other), made, count, told.at_once))
        for cell in cells:
            said(f"{cell.count} laptops enrol beside {cell.records} records")
            cell.prepare(told.exchanges)
        said("the day begins")
        while any(cell.turns for cell in cells):
            for cell in cells:
                cell.turn()
            said(" ".join(f"{cell.count}x{cell.records}: {len(cell.day.small)} {spread(cell.day.small)}" for cell in cells))
        for cell in cells:
            print(json.dumps(cell.told()), flush=True)
    return 0


@contextmanager
def remembered(folder: Path, records: int) -> Iterator[tuple[str, int]]:
    """A database with the records of the past, for copies to be made of it; how many there are."""
    with postgres_database() as address:
        with closing(open_store(folder, address)) as store:
            for office in [*PROVINCES, *DISTRICTS]:
                add_office(store, office)
            began = time.monotonic()
            made = remember(store, DISTRICTS, records)
            said(f"{made} records in {time.monotonic() - began:.0f} s")
        yield address, made


@contextmanager
def two_servers(folder: Path, past: str) -> Iterator[tuple[RunningServer, RunningServer, Store]]:
    """Two processes on a copy of a database."""
    with (
        copied_database(past) as address,
        serving(folder, database=address) as one,
        beside(one) as other,
        closing(open_store(folder, address)) as store,
    ):
        yield one, other, store


def said(what: str) -> None:
    """Where the bench stands."""
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


def worked(process: int) -> float:
    """Seconds of the processor that a process has used; 0 for one that is gone."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def idle(laptop: Laptop) -> int:
    """Nothing waits on either side."""
    return laptop.exchange(count=0).read.head.have


def timed(act: Callable[[], int]) -> tuple[float, int]:
    """Milliseconds of an act, and what it gave."""
    began = time.perf_counter()
    gave = act()
    return (time.perf_counter() - began) * 1000, gave


def spread(times: Sequence[float]) -> dict[str, float]:
    """Middle, 95 of a hundred, worst."""
    ordered = sorted(times)
    place = {"p50": len(ordered) // 2, "p95": len(ordered) * 95 // 100, "worst": len(ordered) - 1}
    return {name: round(ordered[at], 1) for name, at in place.items()} if ordered else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
