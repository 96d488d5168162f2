"""Sending and receiving over loopback with the real server process: records a second and bytes a record."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from app.data.keeping import keys
from app.services.exchange.exchange import enrol, exchange
from app.services.office import offices
from app.services.office.offices import Session
from app.services.sample import sample
from tests.bench.conftest import PASSWORD, show
from tests.support.server import RunningServer, quick_code, serving

CASES = 700
"""With their parts some 10,000 records."""
GOAL = 10_000 / 10
"""Records a second that we aim at; the peers are measured by a harness of their own."""
BYTES = 275
"""Both ways, headers in, for a record of common size (design §12)."""


def laptop(folder: Path, server: RunningServer, *, cases: int) -> Session:
    """An enrolled laptop of the practice office, with so many cases."""
    made = offices.create_office(folder, "02", "Bench", PASSWORD, practice=True, profile=keys.Profile(1, 8, 1))
    if cases:
        sample.make(made.session, cases, 1)
    enrol(made.session, server.url, quick_code(server, "02"))
    return made.session


def test_push_and_pull(tmp_path: Path) -> None:
    with serving(tmp_path / "server", "02") as server:
        first = laptop(tmp_path / "first", server, cases=CASES)
        start = perf_counter()
        pushed = exchange(first)
        took = perf_counter() - start
        speed, size = pushed.sent / took, (pushed.bytes_up + pushed.bytes_down) / pushed.sent
        print(f"\npush: {pushed.sent} operations in {took:.1f} s, {pushed.requests} requests, verdicts {dict(pushed.verdicts)}")
        show("push, operations a second (more is better)", speed, GOAL, "a second")
        show("push, bytes an operation, both ways", size, BYTES, "bytes")
        second = laptop(tmp_path / "second", server, cases=0)
        start = perf_counter()
        pulled = exchange(second)
        took = perf_counter() - start
        print(f"pull: {pulled.received} records in {took:.1f} s, {pulled.requests} requests")
        show("pull, records a second (more is better)", pulled.received / took, GOAL, "a second")
        show("pull, bytes a record, both ways", (pulled.bytes_up + pulled.bytes_down) / pulled.received, BYTES, "bytes")
        start = perf_counter()
        idle = exchange(first)
        print(f"the sender hears its own records back: {idle.received} records in {perf_counter() - start:.1f} s")
        warm = exchange(first)
        show("idle and warm, bytes of one exchange", warm.bytes_up + warm.bytes_down, 700, "bytes")
        with first.read() as one, second.read() as other:
            assert one.count("case") == other.count("case") == CASES
        first.close()
        second.close()
