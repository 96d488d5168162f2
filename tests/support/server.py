"""The real server as a process of its own on loopback: its commands, its address, its end."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office, new_code

ROOT = Path(__file__).resolve().parents[2]
STARTED_WITHIN = 60.0


@dataclass
class ServerFolder:
    """A server's data folder and its commands, usable with or without a serving process. `database`: None for a file in it."""

    folder: Path
    database: str | None = None

    def command(self, *verb: str) -> list[str]:
        """The command line of a verb."""
        database = ("--database", self.database) if self.database else ()
        return [sys.executable, "-m", "sync.server", "--data", str(self.folder), *database, *verb]

    def opened(self) -> Store:
        """The store, in this process."""
        return open_store(self.folder, self.database, make=False)

    def run(self, *verb: str) -> subprocess.CompletedProcess[str]:
        """Runs a verb to its end, whatever it is."""
        return subprocess.run(self.command(*verb), cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)

    def ask(self, *verb: str) -> list[dict[str, Any]]:
        """The JSON lines of a verb that has to succeed."""
        done = self.run("--json", *verb)
        assert done.returncode == 0, done.stderr or done.stdout
        return [json.loads(line) for line in done.stdout.splitlines()]

    def tell(self, *verb: str) -> dict[str, Any]:
        """The one JSON line of a verb that has to succeed."""
        (line,) = self.ask(*verb)
        return line

    def add_office(self, office: str) -> None:
        """Makes an office."""
        self.tell("office", "add", office)

    def enrol_code(self, office: str) -> str:
        """A fresh enrolment code of an office that is there."""
        return str(self.tell("enrol-code", office)["code"])


@dataclass
class RunningServer:
    """A serving process and its address."""

    data: ServerFolder
    process: subprocess.Popen[str]
    url: str

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.url.rpartition(":")[2])

    def stop(self) -> int:
        """Ends it as an operator would; gives the exit code."""
        self.process.terminate()
        return self.process.wait(30)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.kill()
        self.process.wait(30)


def quick_code(server: RunningServer, office: str) -> str:
    """An enrolment code without starting the command, where a test needs many."""
    store = server.data.opened()
    try:
        return new_code(store, office)
    finally:
        store.close()


def quick_office(server: RunningServer, office: str) -> None:
    """An office without starting the command."""
    store = server.data.opened()
    try:
        add_office(store, office)
    finally:
        store.close()


def start_server(folder: Path, port: int = 0, database: str | None = None) -> RunningServer:
    """Starts a server and waits for the line with its address."""
    data = ServerFolder(folder, database)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    log = (folder.parent / f"{folder.name}.log").open("a", encoding="utf-8")
    with log:
        process = subprocess.Popen(
            data.command("serve", "--port", str(port)),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
        )
    assert process.stdout is not None, "it was asked for"
    try:
        url = _first_line(process)
    except AssertionError:
        process.kill()
        process.wait()
        process.stdout.close()
        raise
    return RunningServer(data, process, url)


def _first_line(process: subprocess.Popen[str]) -> str:
    """The first line that a process writes, within the time it may take."""
    assert process.stdout is not None, "it was asked for"
    if sys.platform != "win32":
        until = time.monotonic() + STARTED_WITHIN
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))
        assert ready, "the server said nothing"
    line = process.stdout.readline().strip()
    assert line.startswith("http://"), f"the server ended: {process.poll()}"
    return line


@contextmanager
def serving(folder: Path, *offices: str, database: str | None = None) -> Iterator[RunningServer]:
    """A server with these offices, running within the block."""
    store = open_store(folder, database)
    for office in offices:
        add_office(store, office)
    store.close()
    server = start_server(folder, database=database)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
        if server.process.stdout is not None:
            server.process.stdout.close()


@contextmanager
def beside(server: RunningServer) -> Iterator[RunningServer]:
    """A second process on the same data, running within the block."""
    other = start_server(server.data.folder, database=server.data.database)
    try:
        yield other
    finally:
        if other.process.poll() is None:
            other.stop()
        if other.process.stdout is not None:
            other.process.stdout.close()
