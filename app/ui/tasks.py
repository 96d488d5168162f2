"""Work off the window's thread: three executors of one worker each, results by one queued signal.

`db` takes every write and short reads, `net` the exchange, `work` long reads (workbooks, papers, returns). A result is
dropped when its owner is gone or a newer request of the same owner and key has been made. What is no `AppError` is a bug: it
is logged without its text, which may hold personal data, and shown once.
"""

from __future__ import annotations

import contextlib
import logging
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.domain.errors import AppError, Cancelled

if TYPE_CHECKING:
    from app.services.office.offices import Session

log = logging.getLogger(__name__)
Result = TypeVar("Result")
Where = Literal["db", "net", "work"]


@dataclass
class Job:
    """One request and what became of it."""

    owner: QObject
    done: Callable[[Any], object] | None
    failed: Callable[[AppError], object] | None
    key: tuple[int, str] | None
    number: int
    result: object = None
    error: BaseException | None = None
    changes: tuple[object, ...] = field(default=())


class Tasks(QObject):
    """Runs work for the window. `session` is set at sign-in and taken away at sign-out."""

    finished = Signal(object)
    changed = Signal(object)
    """Emits: the `Changes` of a write that was committed."""
    refused = Signal(object)
    """Emits: an AppError that nobody took; `bug` when a bug comes back that was told of before."""
    broken = Signal(str)
    """Emits: where a bug happened, once for each place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._pools = {name: ThreadPoolExecutor(1, thread_name_prefix=f"komar-{name}") for name in ("db", "net", "work")}
        self._newest: dict[tuple[int, str], int] = {}
        self._number = 0
        self._open = 0
        self._shown_bugs: set[str] = set()
        self._closed = False
        self.finished.connect(self._deliver)

    def run(
        self,
        fn: Callable[[Any], Result],
        done: Callable[[Result], object] | None,
        owner: QObject,
        *,
        on: Literal["db", "work"] = "db",
        write: str | None = None,
        params: Mapping[str, object] | None = None,
        failed: Callable[[AppError], object] | None = None,
        key: str | None = None,
    ) -> None:
        """Runs `fn` with a Reader, or with a UnitOfWork for the act `write`."""
        session = self.session
        if session is None:
            return

        def work(job: Job) -> None:
            if write is None:
                with session.read() as reader:
                    job.result = fn(reader)
                return
            with session.write(write, **(params or {})) as uow:
                job.result = fn(uow)
            job.changes = tuple(uow.changes)

        self._submit("db" if write is not None else on, work, done, owner, failed, key)

    def call(
        self,
        fn: Callable[[], Result],
        done: Callable[[Result], object] | None,
        owner: QObject,
        *,
        on: Where = "work",
        failed: Callable[[AppError], object] | None = None,
        key: str | None = None,
    ) -> None:
        """Runs `fn` without a database."""

        def work(job: Job) -> None:
            job.result = fn()

        self._submit(on, work, done, owner, failed, key)

    def _submit(
        self,
        on: Where,
        work: Callable[[Job], None],
        done: Callable[[Any], object] | None,
        owner: QObject,
        failed: Callable[[AppError], object] | None,
        key: str | None,
    ) -> None:
        """Hands a job to its worker."""
        if self._closed:
            return
        self._number += 1
        place = (id(owner), key) if key is not None else None
        if place is not None:
            self._newest[place] = self._number
        job = Job(owner, done, failed, place, self._number)
        self._open += 1
        self._pools[on].submit(self._work, work, job).add_done_callback(lambda future: self._announce(future, job))

    def _work(self, work: Callable[[Job], None], job: Job) -> None:
        """On the worker: runs a job unless it is superseded already."""
        if self._superseded(job):
            return
        try:
            work(job)
        except BaseException as error:  # the boundary of a task: whatever happened is told on the other side
            job.error = error
            if not isinstance(error, Exception):
                raise

    def _announce(self, future: Future[None], job: Job) -> None:
        """On the worker: sends the job home; at the very end nobody waits for it any more."""
        if future.cancelled() or self._closed or not isValid(self):
            return
        with contextlib.suppress(RuntimeError):
            self.finished.emit(job)

    def _superseded(self, job: Job) -> bool:
        """Whether a newer request took this one's place."""
        return job.key is not None and self._newest.get(job.key) != job.number

    def _deliver(self, job: Job) -> None:
        """On the window's thread: gives the result to who asked."""
        self._open -= 1
        superseded = self._superseded(job)
        if job.key is not None and not superseded:
            del self._newest[job.key]
        if job.changes:
            self.changed.emit(job.changes)
        gone = not isValid(job.owner)
        if isinstance(job.error, AppError):
            if superseded or (isinstance(job.error, Cancelled) and job.failed is None):
                return
            if job.failed is not None and not gone:
                job.failed(job.error)
            else:
                self.refused.emit(job.error)
        elif job.error is not None:
            first = self.report(job.error)
            if job.failed is not None and not gone and not superseded:
                job.failed(AppError("bug"))
            elif not first:
                self.refused.emit(AppError("bug"))
        elif not superseded and not gone and job.done is not None:
            job.done(job.result)

    def report(self, error: BaseException) -> bool:
        """Logs a bug by its place, without its text, and tells of it once: whether this was that time."""
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"{frame.filename.rpartition('app')[2].lstrip('/')}:{frame.lineno} {frame.name}" for frame in frames]
        where = f"{type(error).__name__}\n" + "\n".join(places[-12:])
        log.error("bug: %s", where.replace("\n", " < "))
        if where in self._shown_bugs:
            return False
        self._shown_bugs.add(where)
        self.broken.emit(where)
        return True

    @property
    def idle(self) -> bool:
        """Whether nothing is running or waiting to be delivered."""
        return self._open == 0

    def drain(self) -> None:
        """Waits until what was submitted so far has run (results may still be on their way)."""
        for pool in self._pools.values():
            pool.submit(lambda: None).result()

    def close(self) -> None:
        """Ends all workers after what they are at; waiting jobs of `net` and `work` are dropped, writes are done."""
        self._closed = True
        for name, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=name != "db")
