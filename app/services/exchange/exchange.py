"""The exchange as window and command line see it: enrol, exchange, what waits, clashes, held changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from app.data.outbox import dispatch, outbox, quarantine, unconfirmed
from app.data.replica import alarms, epochs, inbox, replica
from app.data.replica import repair as repairing
from app.domain.errors import InputError
from app.domain.permissions import hidden_groups, require
from app.domain.records import ROLE_GROUPS, Changes
from app.services.exchange.conflicts import Conflict, Take, conflict, conflicts, resolve
from app.services.exchange.knowing import may_know
from app.syncing import enrol as enrolling
from app.syncing.exchange import LAST_RESULT, Exchanger, ExchangeReport
from app.syncing.identity import enrolment

if TYPE_CHECKING:
    from app.data.database import Database
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.services.office.offices import Session

__all__ = ["Conflict", "Held", "Status", "Take", "conflict", "conflicts", "digest", "discard", "enrol", "enrolled"]
__all__ += ["exchange", "held", "interrupt", "leave", "resolve", "server_url", "status"]
_REAL = ("child", "case", "facility", "inspection")


@dataclass(frozen=True, slots=True)
class Status:
    """What waits here; `last_success` is UTC text; `last_result` is `ok` or the code of the fault that ended the last one.

    `unconfirmed`: records of which a stick showed what the server has not had for long.
    """

    waiting: int
    waiting_records: int
    held: int
    conflicts: int
    parked: int
    last_success: str | None
    last_result: str | None
    enrolled: bool
    roots_differ: tuple[str, ...]
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A change that the server holds back; `reason` is a code (words: `held.<reason>`), `id` names it for `discard`.

    Type, record and fields are empty for who may not hear of the record.
    """

    id: str
    type: str
    record: str
    kind: str
    reason: str
    user: str
    at: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """How this device stands to the server's data. `alarms`: name → facts with `at`, the instant it was raised.

    Alarms: `ops_gone` (`from`, `to`: changes that were made here are missing and could not be sent), `quarantine_full` (the
    server takes no more changes of this device before somebody has looked at those it holds). `receiving_anew`: the server was
    put back to an older state, everything is received once more and what it lost is handed in. `comparing`: offices whose data
    are compared with the server's at the next exchange. `mended`: records that were put right so far.
    """

    alarms: Mapping[str, Mapping[str, Any]]
    receiving_anew: bool
    comparing: tuple[str, ...]
    mended: int


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison with the server came to: records looked at here, records put right, whether some still differ."""

    report: ExchangeReport
    records: int
    mended: int
    differ: bool


_EXCHANGERS: WeakKeyDictionary[Database, Exchanger] = WeakKeyDictionary()


def exchange(
    session: Session,
    *,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Changes], None] = lambda _: None,
    metered: bool = False,
    contents: bool = True,
) -> ExchangeReport:
    """Sends and receives until nothing waits; `told` is called (in this thread) with what each page changed.

    `metered`: the link costs by the byte; originals of pictures and files wait, but for those that somebody asked for.
    `contents` False: all of them wait but those, as a bad link stopped them lately.

    InputError `not_allowed`, `not_enrolled`, `device_revoked`, `device_unknown`; EnvironmentFault `no_connection`, `link_cut`,
    `server_busy`, `server_error`, `server_not_komar`, `server_certificate`, `server_refused`, `update_needed`. To be called
    outside the window's thread.
    """
    require(session.actor, "sync.run")
    return _exchanger(session).run(stop, told, metered=metered, contents=contents)


def carry(session: Session, data: bytes) -> bytes | None:
    """Hands a bundle file for the server over that any computer made; its reply file, None where nobody is to be answered.

    InputError `not_allowed`, `not_enrolled`, `bundle_…`; EnvironmentFault of link and server. Outside the window's thread.
    """
    require(session.actor, "sync.run")
    return _exchanger(session).carry(data)


def ask(session: Session) -> None:
    """Asks the server for the vouchers that are wanted; faults as `carry`. Outside the window's thread."""
    require(session.actor, "sync.run")
    _exchanger(session).ask()


def _exchanger(session: Session) -> Exchanger:
    """The exchange of a session's database."""
    exchanger = _EXCHANGERS.get(session.database)
    if exchanger is None:
        exchanger = _EXCHANGERS[session.database] = Exchanger(session.database)
    return exchanger


def interrupt(session: Session) -> None:
    """Ends the request under way, from another thread, after `stop` was told to say so; nothing is lost."""
    exchanger = _EXCHANGERS.get(session.database)
    if exchanger is not None:
        exchanger.interrupt()


def leave(session: Session) -> None:
    """Ends waits and the connection of an exchange, before the database is closed."""
    exchanger = _EXCHANGERS.pop(session.database, None)
    if exchanger is not None:
        exchanger.close()


def enrol(session: Session, url: str, code: str) -> None:
    """Makes this device known to a server with a one-time code. Everything stays as it is when that fails.

    InputError `not_allowed`, `server_url`, `enrol_…`; EnvironmentFault of link and server.
    """
    require(session.actor, "setting.edit")
    with session.read() as reader:
        offices = reader.find("office", office=session.actor.office)
        practice = any(office.flag("practice") for office in offices)
        empty = not any(reader.count(type_name) for type_name in _REAL)
    enrolling.enrol(session.database, session.actor.office, url, code, practice=practice, empty=empty)


def server_url(session: Session) -> str | None:
    """The server this device is enrolled with; None before."""
    present = enrolment(session.database)
    return present.url if present else None


def enrolled(reader: Reader) -> bool:
    """Whether this device is known to a server."""
    return dispatch.meta(reader.connection, "sync_enrolment") is not None


def status(reader: Reader) -> Status:
    """What waits, is held, clashes; for the foot of the window."""
    told = inbox.counts(reader.connection)
    result = dispatch.meta(reader.connection, LAST_RESULT)
    head = (told.waiting, told.waiting_records, told.held, told.conflicts, told.parked, told.last_success)
    return Status(*head, result, enrolled(reader), told.roots_differ, unconfirmed.records(reader.connection))


def repair(reader: Reader) -> Repair:
    """Alarms and repairs, for the Sync page."""
    connection = reader.connection
    mended = int(dispatch.meta(connection, repairing.MENDED) or "0")
    comparing = tuple(sorted(repairing.asking(connection)))
    return Repair(alarms.alarms(connection), epochs.receiving(connection), comparing, mended)


def recheck(session: Session) -> int:
    """Computes what is compared with the server anew from what lies here; the next exchange mends what differs.

    Gives how many records were looked at; InputError `not_allowed`.
    """
    require(session.actor, "sync.run")
    with session.database.transaction() as connection:
        return repairing.recheck(connection)


def compare(
    session: Session,
    *,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Changes], None] = lambda _: None,
    metered: bool = False,
    contents: bool = True,
) -> Compared:
    """Compares everything here with the server from the beginning and mends what differs, in an exchange; see `exchange`.

    What waits to be sent is never touched by it. A comparison that is cut goes on with the next exchange.
    """
    require(session.actor, "sync.run")
    if enrolment(session.database) is None:
        raise InputError("not_enrolled")
    with session.read() as reader:
        before = repair(reader).mended
    records = recheck(session)
    report = exchange(session, stop=stop, told=told, metered=metered, contents=contents)
    with session.read() as reader:
        after, now = repair(reader), status(reader)
    return Compared(report, records, after.mended - before, bool(after.comparing or now.roots_differ))


def seen(session: Session, alarm: str) -> None:
    """Somebody has read an alarm; it is raised again when there is a new reason. InputError `not_allowed`."""
    require(session.actor, "sync.run")
    with session.database.transaction() as connection:
        alarms.end_alarm(connection, alarm)


def held(reader: Reader, *, limit: int = -1) -> list[Held]:
    """What the server holds back, in order, the first ones; what a change is about only for those who may know the record."""
    found = []
    known: dict[tuple[str, str], bool] = {}  # later changes of one record wait behind the first
    for op in inbox.held_ops(reader.connection, limit=limit):
        about: tuple[str, str, tuple[str, ...]] = ("", "", ())
        key = (op.type, op.record)
        if key not in known:
            known[key] = may_know(reader, *key)
        if known[key]:
            about = (op.type, op.record, op.fields)
        found.append(Held(f"{op.incarnation}:{op.seq}", about[0], about[1], op.kind, op.reason, op.user, op.at, about[2]))
    return found


def discard(uow: UnitOfWork, held_id: str) -> Changes:
    """Gives up a held change for good; that is told to the server as an operation of its own.

    InputError `not_allowed`, `held_unknown`.
    """
    incarnation, _, seq = held_id.partition(":")
    op = inbox.held_op(uow.connection, incarnation, int(seq)) if seq.isascii() and seq.isdigit() else None
    if op is None:
        raise InputError("held_unknown")
    require(uow.actor, "held.discard", owner=op.user)
    connection = uow.connection
    told = {"op": [incarnation, int(seq)]}
    outbox.add_op(connection, uow.clock, uow.actor.user, "discard", op.record, op.type, told)
    touched = quarantine.free(connection, [(incarnation, int(seq), "discarded")], lambda _: None)
    uow.note("discard", "held_discard", record=op.record)
    return replica.refresh(connection, {record: type_name for type_name, record in touched})


def digest(reader: Reader) -> dict[str, object]:
    """The digest of what came from the server, by scope and as a whole, to be compared with the server's and other laptops'.

    Scopes of restricted groups are left out for who does not hold them, since their numbers tell something too.
    """
    by_role = ROLE_GROUPS.keys() - reader.actor.rights
    return inbox.base_digest(reader.connection, leave_out=hidden_groups(reader.actor) | by_role)
