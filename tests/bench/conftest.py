"""The office that is measured, made once for a run: of 3,000 practice cases, or as many as KOMAR_BENCH_CASES says.

The budgets are those of 100,000 cases (`dev.py bench --full`); a small office shows in a minute or two what has become slow.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

import pytest

from app.data.keeping import keys
from app.services.office import offices
from app.services.office.offices import Session
from app.services.sample import sample

CASES = int(os.environ.get("KOMAR_BENCH_CASES", "3000"))
"""Read before tests take such settings away."""
PASSWORD = "a long pass phrase"


def show(what: str, measured: float, limit: float, unit: str = "ms") -> None:
    """One line: measured, limit, ratio."""
    print(f"{what}: {measured:.2f} {unit}, limit {limit:g} {unit}, ratio {measured / limit:.3f}")


@pytest.fixture(scope="session")
def big_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with its sample; making it is itself measured against five minutes for 100,000 cases."""
    folder = tmp_path_factory.mktemp("bench") / "office"
    made = offices.create_office(folder, "02", "Bench", PASSWORD, profile=keys.Profile(1, 8, 1))
    start, worked = perf_counter(), process_time()
    done = sample.make(made.session, CASES, 1)
    took, cpu = perf_counter() - start, process_time() - worked
    made.session.close()
    size = (folder / "komar.db").stat().st_size / 2**20
    print(f"\npractice data: {done.cases} cases, {done.records} saves, {size:.0f} MiB, of it processor {cpu:.0f} s")
    show("practice data", took, 300 * CASES / 100_000, "s")
    return folder


@pytest.fixture
def big(big_office: Path) -> Iterator[Session]:
    """The office, signed in."""
    with offices.sign_in(big_office, "", PASSWORD) as session:
        yield session
