"""The server of a simulated world: one or two processes on one database, requests, answers, deaths, backups, restores."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import traceback
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.exc import OperationalError

from sync.client.ports import Answer
from sync.protocol import codec
from sync.protocol.canonical import canonical
from sync.protocol.envelope import PATH, REQUEST_ID
from sync.server import desk
from sync.server.app import make_app
from sync.server.database import FILE, Store, open_store, position
from sync.server.devices.auth import Gate
from sync.server.exchange.exchange import Exchange
from sync.server.faults import Refusal
from sync.server.keeping import backup as backups
from sync.server.starting import catch_up


class Death(BaseException):
    """A process ended at this point; no `except Exception` stops it."""

    def __init__(self, side: str, place: str) -> None:
        super().__init__(f"{side} {place}")
        self.side, self.place = side, place


@dataclass(frozen=True, slots=True)
class Call:
    """An HTTP request as bytes; header names as they were sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Process:
    """One serving process."""

    store: Store
    gate: Gate = field(init=False)
    exchange: Exchange = field(init=False)
    _app: Any = None

    def __post_init__(self) -> None:
        self.gate, self.exchange = Gate(self.store), Exchange(self.store)

    @property
    def app(self) -> Any:
        """The whole application, for what is not called directly."""
        if self._app is None:
            self._app = make_app(self.store)
        return self._app


class Central:
    """The server's machine. `broken` collects what no request may ever bring about."""

    def __init__(self, folder: Path, chance: random.Random, processes: int) -> None:
        self.folder, self.chance, self.count = folder, chance, processes
        self.processes: list[Process] = []
        self.broken: list[str] = []
        self.deaths = self.restores = 0
        self.starting = self.restoring = False
        self.watch: Callable[[Store, Call, Answer, bool], None] = lambda store, call, answer, alone: None
        self.answered = 0
        self.start()

    def start(self) -> None:
        """Starts the processes, as `serve` does."""
        self.starting = True
        try:
            for _ in range(self.count):
                store = open_store(self.folder)
                desk.release_understood(store)
                catch_up(store)
                self.processes.append(Process(store))
        finally:
            self.starting = False

    def stop(self) -> None:
        """Ends the processes."""
        for process in self.processes:
            process.store.close()
        self.processes = []

    def restart(self) -> None:
        """Dies and comes up again."""
        self.deaths += 1
        self.stop()
        self.start()

    @property
    def store(self) -> Store:
        """The first process's store, for looking and for commands."""
        return self.processes[0].store

    @property
    def position(self) -> tuple[int, int]:
        """Epoch and number of the last change."""
        with self.store.read() as connection:
            return position(connection)

    def answer(self, call: Call) -> Answer | None:
        """The answer; None when the process died on the way."""
        process = self.chance.choice(self.processes)
        before = self.answered
        try:
            answer = self._plain(process, call) if (call.method, call.path) == ("POST", PATH) else self._whole(process, call)
        except Death as death:
            if death.side != "server":
                raise
            if process in self.processes:
                self.restart()
            return None
        except OperationalError as reason:
            self.broken.append(f"database: {reason.__cause__}")
            answer = Answer(503, {}, canonical({"error": "busy"}))
        except BaseException as fault:
            if not isinstance(fault, Exception):
                raise
            self.broken.append("".join(traceback.format_exception(fault)[-6:]))
            answer = Answer(500, {}, canonical({"error": "fault"}))
        answer = Answer(answer.status, {**answer.headers, REQUEST_ID.lower(): call.headers.get(REQUEST_ID, "")}, answer.body)
        alone, self.answered = self.answered == before, self.answered + 1
        if process in self.processes:
            self.watch(process.store, call, answer, alone)
        return answer

    def _plain(self, process: Process, call: Call) -> Answer:
        """An exchange, without the layers of HTTP that do nothing with it."""
        kind = call.headers.get("Content-Type")
        try:
            device = process.gate.device_of(call.headers.get("Authorization"), call.headers.get(REQUEST_ID, ""), call.body)
            body = process.exchange.answer(device, kind, call.body)
        except Refusal as refusal:
            later = {"retry-after": str(refusal.retry_after)} if refusal.retry_after else {}
            return Answer(refusal.status, {"content-type": "application/json", **later}, canonical(refusal.body))
        return Answer(200, {"content-type": codec.media_type(codec.form_of(kind))}, body)

    def _whole(self, process: Process, call: Call) -> Answer:
        """Anything else by the application itself."""
        path, _, query = call.path.partition("?")
        told = [(name.lower().encode(), value.encode()) for name, value in call.headers.items()]
        told.append((b"content-length", str(len(call.body)).encode()))
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": call.method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": told,
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 2),
        }
        parts: list[Any] = []
        pending = [{"type": "http.request", "body": call.body, "more_body": False}]

        async def receive() -> Any:
            return pending.pop() if pending else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            parts.append(message)

        asyncio.run(process.app(scope, receive, send))
        headers = {name.decode().lower(): value.decode() for name, value in parts[0]["headers"]}
        return Answer(parts[0]["status"], headers, b"".join(part.get("body", b"") for part in parts[1:]))

    def verified_backup(self, folder: Path) -> Path:
        """The real backup command; what it holds is safe from then on."""
        return Path(str(backups.backup(self.store, folder)["path"]))

    def copy_database(self, path: Path) -> None:
        """A copy that nobody was told of: an image of the disk."""
        with closing(sqlite3.connect(self.folder / FILE)) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)

    def put_back(self, path: Path) -> None:
        """An older database lies there when the server starts again, and nobody says so."""
        self.stop()
        self.restores += 1
        for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
            (self.folder / name).unlink(missing_ok=True)
        shutil.copy(path, self.folder / FILE)
        self.start()

    def restore(self, folder: Path) -> None:
        """The real restore command. `restoring` meanwhile: the other process may be asked in the midst of it."""
        self.restores += 1
        self.restoring = True
        try:
            backups.restore(self.store, folder)
        finally:
            self.restoring = False
