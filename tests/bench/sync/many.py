"""Many laptops: a simulated day of 25 provinces against PostgreSQL with two server processes on one database.

    python -m tests.bench.sync.many [--laptops 50,500] [--records 10000,1000000] [--exchanges 10] [--at-once 4]

Prints a JSON line for each pair of laptops and records: p50, p95 and worst milliseconds of a small exchange (a new record and
an edit go, what colleagues wrote comes) and of an idle one, exchanges a second, and what was checked at the end: no number was
given twice, and of what colleagues of its office wrote each laptop has received everything as the database has it. With fewer
laptops than offices nobody has colleagues, and the latter says nothing (`compared` is 0).

The records of the past are written by SQL below the laptops' cursors, as a day like any other finds them; they are no part of
what is timed. Clients, both servers and PostgreSQL share this machine.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import func, select, text

from sync.server import models
from sync.server.database import Store
from sync.server.offices import add_office, new_code
from tests.support.laptop import Laptop
from tests.support.postgres import postgres_database
from tests.support.server import RunningServer, beside, serving

PROVINCES = 25
OFFICES = [f"{province:02}{district:02}" for province in range(1, PROVINCES + 1) for district in range(1, 9)]
BUSY = 503
RESERVED = 2_000_000
"""Numbers kept free for the records of the past."""
PAST = (
    """INSERT INTO record (home, id, type, version, deleted, body, body_hash, office, flags, item, schema)
       SELECT o, i, 'child', v, false, '{"family_name_km":"' || repeat('ក', 150) || '","office":"' || o || '"}', md5(i), o,
              '{}', md5(i), 3 FROM past""",
    """INSERT INTO field_writers (home, record, writers)
       SELECT o, i, '[[' || v || ',"' || md5(i) || '","' || i || '","2026-01-02T03:04:05.678Z",["family_name_km","office"]]]'
       FROM past""",
    "INSERT INTO membership (home, record, scope, present, seq) SELECT o, i, 'o:' || o, true, v FROM past",
    """INSERT INTO op_log (home, incarnation, seq, device, record, type, kind, author, at, base_epoch, base_seq, line, hash,
                           chain, schema, verdict, version, what, received_at)
       SELECT o, md5('past' || o), v, i, i, 'child', 'create', i, '2026-01-02T03:04:05.678Z', 0, 0,
              convert_to(repeat('x', 500), 'UTF8'), decode(md5(i), 'hex'), decode(md5(i), 'hex'), 3, 'applied', v, 'created',
              '2026-01-02T03:04:05.678Z' FROM past""",
)


@dataclass
class Day:
    """What was measured."""

    small: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    busy: int = 0
    seconds: float = 0.0


def main(arguments: Sequence[str]) -> int:
    """Runs each size."""
    parser = argparse.ArgumentParser(prog="many")
    parser.add_argument("--laptops", default="50,500")
    parser.add_argument("--records", default="10000,1000000")
    parser.add_argument("--exchanges", type=int, default=10)
    parser.add_argument("--at-once", type=int, default=4)
    told = parser.parse_args(arguments)
    sizes = [(int(laptops), int(records)) for records in told.records.split(",") for laptops in told.laptops.split(",")]
    for laptops, records in sizes:
        with tempfile.TemporaryDirectory(prefix="komar-many-") as folder, two_servers(Path(folder)) as (one, other):
            print(json.dumps(run(one, other, laptops, records, told.exchanges, told.at_once)), flush=True)
    return 0


@contextmanager
def two_servers(folder: Path) -> Iterator[tuple[RunningServer, RunningServer]]:
    """Two processes on one new database."""
    with postgres_database() as address, serving(folder / "data", database=address) as one, beside(one) as other:
        yield one, other


def run(one: RunningServer, other: RunningServer, count: int, records: int, exchanges: int, at_once: int) -> dict[str, object]:
    """A day with so many laptops and so many records of the past."""
    urls = (one.url, other.url)
    with closing(one.data.opened()) as store:
        for office in OFFICES:
            add_office(store, office)
        reserve(store)
        laptops = [enrolled(store, urls[place % 2], OFFICES[place % len(OFFICES)]) for place in range(count)]
        remember(store, records)
        day = worked(laptops, urls, exchanges, at_once)
        compared, faults = checked(store, laptops)
        with store.read() as connection:
            there = int(connection.execute(select(func.count()).select_from(models.record)).scalar_one())
    done = len(day.small)
    return {
        "laptops": count,
        "records": there,
        "exchanges": done,
        "small_ms": spread(day.small),
        "idle_ms": spread(day.idle),
        "a_second": round((done + len(day.idle)) / day.seconds, 1),
        "busy": day.busy,
        "compared": compared,
        "faults": faults,
    }


def reserve(store: Store) -> None:
    """Moves the numbering on, so that the past has numbers of its own."""
    with store.write() as connection:
        connection.execute(text("UPDATE clock SET seq = seq + :free"), {"free": RESERVED})
        connection.execute(text("INSERT INTO commit_log (last_seq, tag, at) SELECT seq, 'past', '' FROM clock"))


def remember(store: Store, records: int) -> None:
    """The records of the past, in all offices."""
    offices = ",".join(f"'{office}'" for office in OFFICES)
    past = (
        "CREATE TEMPORARY TABLE past AS SELECT g + 10000 AS v, (ARRAY["
        f"{offices}])[1 + g % {len(OFFICES)}]::varchar AS o, gen_random_uuid()::varchar AS i FROM generate_series(1, :n) g"
    )
    with store.write() as connection:
        connection.execute(text(past), {"n": records})
        for statement in PAST:
            connection.execute(text(statement))
        connection.execute(text("DROP TABLE past"))
    with store.write() as connection:
        connection.execute(text("ANALYZE"))


def enrolled(store: Store, url: str, office: str) -> Laptop:
    """A laptop that is up to date."""
    laptop = Laptop(url, office)
    assert laptop.enrol(new_code(store, office)).status_code == 200
    laptop.first_user()
    laptop.push()
    return laptop


def worked(laptops: Sequence[Laptop], urls: Sequence[str], exchanges: int, at_once: int) -> Day:
    """All exchange again and again, some at once, now with one process, now with the other."""
    day, chance = Day(), random.Random(1)
    turns = [laptop for laptop in laptops for _ in range(exchanges)]
    chance.shuffle(turns)
    lanes: list[list[Laptop]] = [[] for _ in range(at_once)]
    lane_of = {id(laptop): place % at_once for place, laptop in enumerate(laptops)}
    for laptop in turns:
        lanes[lane_of[id(laptop)]].append(laptop)  # a laptop does one thing at a time
    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as threads:
        for each in [threads.submit(lane, day, some, urls, random.Random(place)) for place, some in enumerate(lanes)]:
            each.result()
    day.seconds = time.perf_counter() - began
    return day


def lane(day: Day, turns: Sequence[Laptop], urls: Sequence[str], chance: random.Random) -> None:
    """One after the other: a small exchange, and sometimes an idle one behind it."""
    mine: dict[str, tuple[str, int]] = {}
    for number, laptop in enumerate(turns):
        laptop.url = chance.choice(urls)
        known = mine.get(laptop.device)
        made = laptop.create("child", {"office": laptop.office, "school": f"of {number}"})
        if known:
            laptop.op("edit", "child", known[0], {"how_to_find": f"turn {number}"}, known[1])
        took, version = timed(partial(small, day, laptop))
        day.small.append(took)
        mine[laptop.device] = (made, version)
        if number % 4 == 0:
            day.idle.append(timed(partial(idle, laptop))[0])


def small(day: Day, laptop: Laptop) -> int:
    """Sends what waits and takes the page; where the numbering then stands for this laptop."""
    answer = laptop.exchange()
    while answer.status == BUSY:
        day.busy += 1
        answer = laptop.exchange()
    laptop.sent = answer.read.head.have
    return max(cursor.seq for cursor in laptop.cursors.values())


def idle(laptop: Laptop) -> int:
    """Nothing waits on either side."""
    return laptop.exchange(count=0).read.head.have


def timed(act: Callable[[], int]) -> tuple[float, int]:
    """Milliseconds of an act, and what it gave."""
    began = time.perf_counter()
    gave = act()
    return (time.perf_counter() - began) * 1000, gave


def checked(store: Store, laptops: Sequence[Laptop]) -> tuple[int, list[str]]:
    """How many received records were compared, and what is wrong at the end; nothing, it is hoped."""
    faults = []
    with store.read() as connection:
        log = models.op_log.c
        given = select(log.version, func.count()).where(log.version > 0).group_by(log.version).having(func.count() > 1)
        doubled = connection.execute(given).all()
        sent = sum(len(laptop.lines) for laptop in laptops)
        there = connection.execute(
            select(func.count()).select_from(models.op_log).where(log.device.in_([laptop.device for laptop in laptops]))
        ).scalar_one()
    if doubled:
        faults.append(f"{len(doubled)} numbers were given twice")
    if sent != there:
        faults.append(f"{sent} operations were sent, {there} are there")
    compared, wrong = lacking(store, laptops)
    if wrong:
        faults.append(f"{wrong} records of colleagues are lacking or otherwise")
    return compared, faults


def lacking(store: Store, laptops: Sequence[Laptop]) -> tuple[int, int]:
    """How much each laptop was to receive of the day, and what of it is lacking or otherwise than the database has it.

    What a laptop wrote itself comes back as an echo without a body, so that only what others wrote is looked at.
    """
    record, log = models.record.c, models.op_log.c
    wrote: dict[str, set[str]] = {}
    there: dict[str, dict[str, str]] = {}
    with store.read() as connection:
        for name, device in connection.execute(select(log.record, log.device).where(log.version > RESERVED)).tuples():
            wrote.setdefault(name, set()).add(device)
        day = select(record.office, record.id, record.body).where(record.version > RESERVED)
        for office, name, body in connection.execute(day).tuples():
            there.setdefault(office, {})[name] = body
    compared, wrong = 0, 0
    for laptop in laptops:
        laptop.pull()
        theirs = [name for name in there[laptop.office] if laptop.device not in wrote[name]]
        compared += len(theirs)
        wrong += sum(laptop.bodies.get(name) != json.loads(there[laptop.office][name]) for name in theirs)
    return compared, wrong


def spread(times: Sequence[float]) -> dict[str, float]:
    """Middle, 95 of a hundred, worst."""
    ordered = sorted(times)
    place = {"p50": len(ordered) // 2, "p95": len(ordered) * 95 // 100, "worst": len(ordered) - 1}
    return {name: round(ordered[at], 1) for name, at in place.items()} if ordered else {}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
