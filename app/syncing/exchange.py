"""One exchange after the other with the enrolled server, over one kept connection; faults as the programme's own."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial

from app.data.database import Database
from app.data.meter import PICTURES, RECORDS
from app.data.outbox import dispatch
from app.domain.errors import InputError
from app.domain.records import Changes
from app.syncing import carrying, likely
from app.syncing.blobs import DatabaseBlobStore
from app.syncing.bundles import bundle_fault
from app.syncing.carrying import Carrying, Handed
from app.syncing.faults import fault_of
from app.syncing.identity import Enrolment, enrolment
from app.syncing.link import counted, keep_key, named, proxy_now, trust_now
from app.syncing.revoked import retire
from app.syncing.store import DatabaseStore
from sync.client.backoff import Backoff
from sync.client.blobs import BlobEngine, BlobReport
from sync.client.bundles import NotTaken, hand_over
from sync.client.engine import Engine
from sync.client.flight import Courier
from sync.client.ports import UNSERVED, Busy, ExchangeFault, LinkFault, Report
from sync.client.transport import HttpTransport
from sync.client.wire import Proxy

LAST_RESULT = "sync_last_result"
LOOK = 0.5
"""Seconds between two looks whether somebody saved."""


@dataclass(frozen=True, slots=True)
class ExchangeReport:
    """What an exchange did: operations sent, records received, verdicts, bytes of HTTP both ways, requests.

    `clock_odd`: the server's certificate does not fit the date here; it was known by its key. `contents`: pictures and files
    carried whole; `contents_left`: some wait for the next exchange; `contents_fault`: the code of what stopped them, or files
    of others, while all records went through.
    """

    sent: int
    received: int
    verdicts: dict[str, int]
    bytes_up: int
    bytes_down: int
    requests: int
    clock_odd: bool = False
    contents: int = 0
    contents_left: bool = False
    contents_fault: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What is kept between exchanges for one enrolment and one way out of the network."""

    enrolment: Enrolment
    way: Proxy
    engine: Engine
    transport: HttpTransport
    contents: BlobEngine
    files: DatabaseBlobStore
    carrying: Carrying


@dataclass(slots=True)
class _Behind:
    """What came of what goes behind the records: files of others and contents. `again`: somebody saved, which goes first."""

    whole: int = 0
    left: bool = False
    fault: str = ""
    again: bool = False


class Exchanger:
    """The exchange of one open database; keeps its connection and the agreed key between runs. One run at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: Callable[[Changes], None] = _nobody
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._stop: Callable[[], bool] = lambda: False
        self._courier = Courier()
        self._made: Made | None = None
        self._newest = 0
        """The number of the last save when contents, or files of others, began."""

    def run(
        self,
        stop: Callable[[], bool] = lambda: False,
        told: Callable[[Changes], None] | None = None,
        *,
        metered: bool = False,
        contents: bool = True,
    ) -> ExchangeReport:
        """Exchanges until nothing waits, or until `stop` says so between two requests; `told` hears what each page changed.

        Records first, then files of others, then contents of attachments; with `metered` (the link costs by the byte) only
        small files, small pictures and what somebody asked for. What is saved meanwhile goes before these, also while they wait
        for a bad link. `contents` False: such a link stopped them lately, and they are left out unless somebody waits to see
        one.

        InputError `not_enrolled`, `device_revoked`, `device_unknown`, and `device_retired`, `device_retired_files` when the
        keys of a revoked device were destroyed; EnvironmentFault of link, server and disk. What was exchanged before a fault
        stays exchanged.
        """
        with self._lock:
            self._stop, self._told = stop, told or _nobody
            made = self._engine()
            try:
                return self._through(made, metered, contents=contents)
            except ExchangeFault as fault:
                if self._to_stop():
                    return _frozen(made.engine.report, made)
                told_as = named(fault, made.transport.url)
                self._note(told_as.code)
                if told_as.code == "device_revoked":
                    self._retire()
                raise fault_of(told_as) from fault

    def _through(self, made: Made, metered: bool, *, contents: bool) -> ExchangeReport:
        """Records, then what goes behind them, and again when somebody saved meanwhile; ExchangeFault."""
        whole, fault, left = 0, "", False
        total = Report()
        carried = contents or made.files.anything_asked()
        while True:
            self._records(made, total)
            again = False
            if carried and not self._to_stop():
                came = self._behind(made, total, metered, files=contents)
                whole, left, fault = whole + came.whole, came.left, came.fault
                again, carried = came.again, not fault
            if not again or self._to_stop():
                report = _frozen(total, made)
                return replace(report, contents=whole, contents_left=left, contents_fault=fault)

    def _records(self, made: Made, total: Report) -> None:
        """Own records both ways, and what is asked with them; ExchangeFault."""
        with counted(self._database, made.transport, RECORDS), _settled():
            _add(total, carrying.records(self._database, made.enrolment, made.engine, self._to_stop, self._told))
        keep_key(self._database, made.transport)
        self._note("ok")
        if not self._to_stop():
            with counted(self._database, made.transport, RECORDS):
                likely.ask(self._database, made.engine.session, self._told)

    def _behind(self, made: Made, total: Report, metered: bool, *, files: bool) -> _Behind:
        """Files of others, then contents; a bad link that stops them is told by its code, as the records are through."""
        self._newest, fault = made.files.newest(), ""
        if files:
            handed = self._hand_over(made, metered)
            try:
                if handed.files and not self._to_stop():
                    self._newest = made.files.newest()
                    self._records(made, total)  # what they hold lies in the pages by now
            except (LinkFault, Busy) as cut:
                return _Behind(fault=cut.code)
            saved = handed.halted or made.files.newest() != self._newest
            if handed.cut or saved:
                return _Behind(fault=handed.fault, again=saved)
            fault = handed.fault
        came, stopped = self._contents(made, metered)
        again = came.interrupted or made.files.newest() != self._newest
        return _Behind(came.whole, came.left, stopped or fault, again)

    def _hand_over(self, made: Made, metered: bool) -> Handed:
        """Files of others, until somebody saves."""

        def other_first() -> bool:
            return self._to_stop() or made.files.newest() != self._newest

        with counted(self._database, made.transport, PICTURES):
            return made.carrying.run(other_first, metered=metered)

    def _contents(self, made: Made, metered: bool) -> tuple[BlobReport, str]:
        """What belongs to attachments; the code of what stopped it."""
        try:
            with counted(self._database, made.transport, PICTURES):
                report = made.contents.run(self._to_stop, metered=metered)
                return report, report.fault
        except ExchangeFault as fault:
            if fault.code in UNSERVED:
                raise
            return made.contents.report, fault.code

    def interrupt(self) -> None:
        """Ends the request under way, from another thread, once `stop` says so; what the server acknowledged counts."""
        made = self._made
        if made is not None:
            made.transport.abort()

    def carry(self, data: bytes) -> bytes | None:
        """Hands a bundle file for the server over, whoever made it; its reply file, None where nobody is to be answered.

        InputError `not_enrolled`, `bundle_…`; EnvironmentFault of link, server and file.
        """
        with self._lock:
            return self._carry(data)

    def _carry(self, data: bytes) -> bytes | None:
        """The same, while nothing else runs."""
        made = self._engine()
        try:
            with counted(self._database, made.transport, RECORDS):
                return hand_over(made.engine.session, data)
        except NotTaken as fault:
            raise bundle_fault(fault.code) from fault
        except ExchangeFault as fault:
            raise fault_of(named(fault, made.transport.url)) from fault

    def ask(self) -> None:
        """Asks for the vouchers that are wanted, and for those that are old; faults as `carry`."""
        with self._lock:
            made = self._engine()
            try:
                with counted(self._database, made.transport, RECORDS), suppress(NotTaken):  # there is no such device
                    carrying.ask(self._database, made.enrolment, made.engine.session)
            except ExchangeFault as fault:
                raise fault_of(named(fault, made.transport.url)) from fault

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
                self._made.transport.close()
                self._made = None
            self._courier.close()

    def _to_stop(self) -> bool:
        """Whether somebody wants it to end."""
        return self._stopped.is_set() or self._stop()

    def _engine(self) -> Made:
        """The engine for the present enrolment and the present way out of the network."""
        present = enrolment(self._database)
        if present is None:
            raise InputError("not_enrolled")
        way = proxy_now(self._database)
        if self._made is None or (self._made.enrolment, self._made.way) != (present, way):
            if self._made is not None:
                self._made.transport.close()
            transport = HttpTransport(present.url, trust_now(self._database, present), way)
            store = DatabaseStore(self._database, present, lambda changes: self._told(changes))
            store.begin()
            carry = partial(self._courier, gone=transport.gone)
            engine = Engine(store, transport, self._wait, Backoff(0.5, 20.0), carry)
            files = DatabaseBlobStore(self._database)

            def wait(seconds: float) -> bool:
                return self._wait_unless_saved(files, seconds)

            contents = BlobEngine(files, engine.session, wait)
            carrying_on = Carrying(self._database, engine.session, wait)
            self._made = Made(present, way, engine, transport, contents, files, carrying_on)
        self._made.transport.begin()
        return self._made

    def _wait(self, seconds: float) -> bool:
        """A pause between tries; False when it is to end."""
        return not self._stopped.wait(seconds) and not self._stop()

    def _wait_unless_saved(self, files: DatabaseBlobStore, seconds: float) -> bool:
        """A pause between tries of contents, which a save ends: records never wait for pictures."""
        while seconds > 0:
            if files.newest() != self._newest or not self._wait(min(seconds, LOOK)):
                return False
            seconds -= LOOK
        return True

    def _note(self, result: str) -> None:
        """How the last exchange ended, for the foot of the window."""
        with self._database.transaction() as connection:
            dispatch.put_meta(connection, LAST_RESULT, result)


@contextmanager
def _settled() -> Iterator[None]:
    """Thousands of records come and go, and each time Python would look through the whole programme for what it can drop."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _nobody(_: Changes) -> None:
    """Nobody listens."""


def _add(total: Report, report: Report) -> None:
    """One run more."""
    total.sent += report.sent
    total.received += report.received
    for verdict, number in report.verdicts.items():
        total.verdicts[verdict] = total.verdicts.get(verdict, 0) + number
    total.bytes_up += report.bytes_up
    total.bytes_down += report.bytes_down
    total.requests += report.requests


def _frozen(report: Report, made: Made) -> ExchangeReport:
    """The report as it is told."""
    counts = (report.sent, report.received, dict(report.verdicts), report.bytes_up, report.bytes_down, report.requests)
    return ExchangeReport(*counts, made.transport.line.date_ignored)
