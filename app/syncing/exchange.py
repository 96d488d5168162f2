"""One exchange after the other with the enrolled server, over one kept connection; faults as the programme's own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.data import dispatch
from app.data.database import Database
from app.data.meter import RECORDS
from app.domain.errors import InputError
from app.domain.records import Changes
from app.syncing.bundles import bundle_fault
from app.syncing.faults import fault_of
from app.syncing.identity import Enrolment, enrolment
from app.syncing.link import counted, keep_key, named, proxy_now, trust_now
from app.syncing.revoked import retire
from app.syncing.store import DatabaseStore
from sync.client.backoff import Backoff
from sync.client.bundles import NotTaken, hand_over
from sync.client.engine import Engine
from sync.client.flight import Courier
from sync.client.ports import ExchangeFault, Report
from sync.client.transport import HttpTransport
from sync.client.wire import Proxy

LAST_RESULT = "sync_last_result"


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """What an exchange did: operations sent, records received, verdicts, bytes of HTTP both ways, requests.

    `clock_odd`: the server's certificate does not fit the date here; it was known by its key.
    """

    sent: int
    received: int
    verdicts: dict[str, int]
    bytes_up: int
    bytes_down: int
    requests: int
    clock_odd: bool = False


class Exchanger:
    """The exchange of one open database; keeps its connection and the agreed key between runs. One run at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: Callable[[Changes], None] = _nobody
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._stop: Callable[[], bool] = lambda: False
        self._courier = Courier()
        self._made: tuple[Enrolment, Proxy, Engine, HttpTransport] | None = None

    def run(
        self,
        stop: Callable[[], bool] = lambda: False,
        told: Callable[[Changes], None] | None = None,
    ) -> ExchangeReport:
        """Exchanges until nothing waits, or until `stop` says so between two requests; `told` hears what each page changed.

        InputError `not_enrolled`, `device_revoked`, `device_unknown`, and `device_retired`, `device_retired_files` when the
        keys of a revoked device were destroyed; EnvironmentFault of link, server and disk. What was exchanged before a fault
        stays exchanged.
        """
        with self._lock:
            self._stop, self._told = stop, told or _nobody
            engine, transport = self._engine()
            try:
                with counted(self._database, transport, RECORDS):
                    report = engine.run(self._to_stop)
            except ExchangeFault as fault:
                if self._to_stop():
                    return _frozen(engine.report, transport)
                told_as = named(fault, transport.url)
                self._note(told_as.code)
                if told_as.code == "device_revoked":
                    self._retire()
                raise fault_of(told_as) from fault
            keep_key(self._database, transport)
            self._note("ok")
            return _frozen(report, transport)

    def interrupt(self) -> None:
        """Ends the request under way, from another thread, once `stop` says so; what the server acknowledged counts."""
        made = self._made
        if made is not None:
            made[3].abort()

    def carry(self, data: bytes) -> bytes | None:
        """Hands a bundle file for the server over, whoever made it; its reply file, None where nobody is to be answered.

        InputError `not_enrolled`, `bundle_…`; EnvironmentFault of link, server and file.
        """
        with self._lock:
            return self._carry(data)

    def _carry(self, data: bytes) -> bytes | None:
        """The same, while nothing else runs."""
        engine, transport = self._engine()
        try:
            with counted(self._database, transport, RECORDS):
                return hand_over(engine.session, data)
        except NotTaken as fault:
            raise bundle_fault(fault.code) from fault
        except ExchangeFault as fault:
            raise fault_of(named(fault, transport.url)) from fault

    def _retire(self) -> None:
        """Ends this device if the server proves that it does not know it any more; then InputError `device_retired…`."""
        present = enrolment(self._database)
        left = retire(self._database, present, self._carry) if present is not None else None
        if left:
            raise InputError("device_retired_files", folder=str(left[0].parent), count=len(left))
        if left is not None:
            raise InputError("device_retired")

    def close(self) -> None:
        """Ends waits and the connection."""
        self._stopped.set()
        self.interrupt()
        with self._lock:
            if self._made is not None:
                self._made[3].close()
                self._made = None
            self._courier.close()

    def _to_stop(self) -> bool:
        """Whether somebody wants it to end."""
        return self._stopped.is_set() or self._stop()

    def _engine(self) -> tuple[Engine, HttpTransport]:
        """The engine for the present enrolment and the present way out of the network."""
        present = enrolment(self._database)
        if present is None:
            raise InputError("not_enrolled")
        way = proxy_now(self._database)
        if self._made is None or self._made[:2] != (present, way):
            if self._made is not None:
                self._made[3].close()
            transport = HttpTransport(present.url, trust_now(self._database, present), way)
            store = DatabaseStore(self._database, present, lambda changes: self._told(changes))
            store.begin()
            engine = Engine(store, transport, self._wait, Backoff(0.5, 20.0), self._courier)
            self._made = (present, way, engine, transport)
        return self._made[2], self._made[3]

    def _wait(self, seconds: float) -> bool:
        """A pause between tries; False when it is to end."""
        return not self._stopped.wait(seconds) and not self._stop()

    def _note(self, result: str) -> None:
        """How the last exchange ended, for the foot of the window."""
        with self._database.transaction() as connection:
            dispatch.put_meta(connection, LAST_RESULT, result)


def _nobody(_: Changes) -> None:
    """Nobody listens."""


def _frozen(report: Report, transport: HttpTransport) -> ExchangeReport:
    """The report as it is told."""
    counts = (report.sent, report.received, dict(report.verdicts), report.bytes_up, report.bytes_down, report.requests)
    return ExchangeReport(*counts, transport.line.date_ignored)
