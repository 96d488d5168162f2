"""kill -9 of real processes, both sides, in a loop: both databases stay whole and nothing that was saved is lost."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.data.connection import FILE as LAPTOP
from app.data.connection import connect
from app.data.keeping.keys import Profile
from app.services.exchange.exchange import enrol, exchange
from app.services.office.offices import create_office, sign_in
from sync.server.database import FILE as SERVER
from tests.support.server import ROOT, RunningServer, quick_code, serving, start_server

USER, PASSWORD = "Sok Dara", "a long pass phrase"
LONGEST = 1.2
"""Seconds that a round's work lasts at most before somebody is killed."""


def rounds(number: int, seed: int, told: Callable[[str], None]) -> int:
    """So many kills; gives how much was lost or damaged. Which side dies, and when, is drawn from the seed."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="komar-kill-") as name:
        folder = Path(name)
        with serving(folder / "server", "0203") as server:
            made = create_office(folder / "laptop", "0203", USER, PASSWORD, profile=Profile(1, 8, 1)).session
            enrol(made, server.url, quick_code(server, "0203"))
            key = made.database.key
            made.close()
            saved: list[str] = []
            bad = 0
            for turn in range(1, number + 1):
                saved += _round(folder, server, turn, chance)
                damage = _damage(folder, key)
                bad += len(damage)
                for each in damage:
                    told(f"round {turn}: {each}")
                if turn % 20 == 0:
                    told(f"{turn} rounds, {len(saved)} saves, {bad} damaged")
            lost = _lost(folder, saved)
            told(f"{number} rounds: {len(saved)} saves, {len(lost)} lost, {bad} times a database was damaged")
            return len(lost) + bad


def _round(folder: Path, server: RunningServer, turn: int, chance: random.Random) -> list[str]:
    """Work until one side or both are killed; gives what was saved. The server is up again afterwards."""
    command = [sys.executable, "-m", "tests.simulation.worker", str(folder / "laptop"), USER, PASSWORD, str(turn)]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert worker.stdout is not None, "it was asked for"
    first = worker.stdout.readline()
    sides = chance.choice(("laptop", "server", "both"))
    time.sleep(chance.random() * LONGEST)
    if sides != "laptop":
        server.kill()
        time.sleep(0.2 if sides == "server" else 0)
    worker.kill()
    rest, errors = worker.communicate(timeout=60)
    if not first:
        raise RuntimeError(errors[-2000:])
    if sides != "laptop":
        if server.process.stdout is not None:
            server.process.stdout.close()
        try:
            server.process = start_server(folder / "server", server.port).process
        except AssertionError as reason:
            raise RuntimeError((folder / "server.log").read_text("utf-8")[-3000:]) from reason
    lines = f"{first}{rest}".splitlines()
    return [line for line in lines if line.endswith("k") and not line.startswith("#")]


def _damage(folder: Path, key: bytes) -> list[str]:
    """What `PRAGMA integrity_check` says of both databases."""
    found = []
    with closing(connect(folder / "laptop" / LAPTOP, key, reading=True)) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        found += [f"laptop: {said}"] if said != "ok" else []
    with closing(sqlite3.connect(folder / "server" / SERVER)) as file:
        said = file.execute("PRAGMA integrity_check").fetchone()[0]
        found += [f"server: {said}"] if said != "ok" else []
    return found


def _lost(folder: Path, saved: list[str]) -> list[str]:
    """What was saved and does not stand on the server after a last exchange, or stands there twice."""
    session = sign_in(folder / "laptop", USER, PASSWORD)
    exchange(session)
    session.close()
    with closing(sqlite3.connect(folder / "server" / SERVER)) as file:
        bodies = [row[0] for row in file.execute("SELECT body FROM record WHERE type = 'child'")]
    text = "\n".join(bodies)
    return [token for token in saved if text.count(f'"{token}"') != 1]


__all__ = ["rounds"]
