"""The exchange as window and command line see it: enrol, exchange, what waits, clashes, held changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from weakref import WeakKeyDictionary

from app.data import dispatch, inbox, outbox, replica
from app.domain.errors import ConflictError, InputError
from app.domain.permissions import hidden_groups, require
from app.domain.records import Changes
from app.services.knowing import may_know
from app.syncing import enrol as enrolling
from app.syncing.exchange import LAST_RESULT, Exchanger, ExchangeReport
from app.syncing.identity import enrolment

if TYPE_CHECKING:
    from app.data.database import Database
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.services.offices import Session

Take = Literal["current", "proposed", "both", "value"]
_REAL = ("child", "case", "facility", "inspection")


@dataclass(frozen=True, slots=True)
class Status:
    """What waits here; `last_success` is UTC text; `last_result` is `ok` or the code of the fault that ended the last one."""

    waiting: int
    waiting_records: int
    held: int
    conflicts: int
    parked: int
    last_success: str | None
    last_result: str | None
    enrolled: bool
    roots_differ: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A clash: field → value on both sides (a group has several), authors as user ids, instants as UTC text.

    `current` is what everybody sees; it is the safer one where the field has an order of caution (`cautious`). `hidden`: the
    actor may not hear of the record (practice P1, P27); then values, record, type and unit are left out, and somebody who may
    must decide. `deletion`: somebody deleted what somebody else edited.
    """

    id: str
    type: str
    record: str
    unit: str
    current: Mapping[str, Any]
    current_user: str
    current_at: str
    proposed: Mapping[str, Any]
    proposed_user: str
    proposed_at: str
    cautious: bool
    both: bool
    deletion: bool
    hidden: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that clash."""
        return tuple(dict.fromkeys([*self.current, *self.proposed])) if not self.deletion else ()


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


_EXCHANGERS: WeakKeyDictionary[Database, Exchanger] = WeakKeyDictionary()


def exchange(
    session: Session,
    *,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Changes], None] = lambda _: None,
) -> ExchangeReport:
    """Sends and receives until nothing waits; `told` is called (in this thread) with what each page changed.

    InputError `not_allowed`, `not_enrolled`, `device_revoked`, `device_unknown`; EnvironmentFault `no_connection`, `link_cut`,
    `server_busy`, `server_error`, `server_not_komar`, `server_certificate`, `server_refused`, `update_needed`. To be called
    outside the window's thread.
    """
    require(session.actor, "sync.run")
    return _exchanger(session).run(stop, told)


def carry(session: Session, data: bytes) -> bytes | None:
    """Hands a bundle file for the server over that any computer made; its reply file, None where nobody is to be answered.

    InputError `not_allowed`, `not_enrolled`, `bundle_…`; EnvironmentFault of link and server. Outside the window's thread.
    """
    require(session.actor, "sync.run")
    return _exchanger(session).carry(data)


def _exchanger(session: Session) -> Exchanger:
    """The exchange of a session's database."""
    exchanger = _EXCHANGERS.get(session.database)
    if exchanger is None:
        exchanger = _EXCHANGERS[session.database] = Exchanger(session.database)
    return exchanger


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
    return Status(*head, result, enrolled(reader), told.roots_differ)


def conflicts(reader: Reader) -> list[Conflict]:
    """The open clashes, oldest first."""
    return [_conflict(reader, clash) for clash in inbox.clashes(reader.connection)]


def conflict(reader: Reader, conflict_id: str) -> Conflict:
    """One open clash; ConflictError `conflict_gone` when it is decided already."""
    found = inbox.clash(reader.connection, conflict_id)
    if found is None:
        raise ConflictError("conflict_gone")
    return _conflict(reader, found)


def resolve(uow: UnitOfWork, conflict_id: str, take: Take, value: object = None) -> None:
    """Decides a clash: keep what is visible, take the proposal, keep both (texts and sets), or another value.

    ConflictError `conflict_gone`; InputError `not_allowed`, `both_impossible`, `value_impossible`.
    """
    clash = conflict(uow, conflict_id)
    require(uow.actor, "conflict.resolve")
    if clash.hidden:
        raise InputError("not_allowed", act="conflict.resolve")
    if clash.deletion:
        _resolve_deletion(uow, clash, take)
        return
    if take == "both" and not clash.both:
        raise InputError("both_impossible")
    if take == "value" and len(clash.fields) != 1:
        raise InputError("value_impossible")
    decided: dict[str, object] = {}
    for name in clash.fields:
        current, proposed = clash.current.get(name), clash.proposed.get(name)
        both = _both(current, proposed) if take == "both" else None
        decided[name] = {"current": current, "proposed": proposed, "both": both, "value": value}[take]
    uow.update(clash.type, clash.record, decided, kind="resolve", resolves=clash.id)


def held(reader: Reader) -> list[Held]:
    """What the server holds back, in order; what a change is about only for those who may know the record."""
    found = []
    for op in inbox.held_ops(reader.connection):
        about: tuple[str, str, tuple[str, ...]] = ("", "", ())
        if may_know(reader, op.type, op.record):
            about = (op.type, op.record, op.fields)
        found.append(Held(f"{op.incarnation}:{op.seq}", about[0], about[1], op.kind, op.reason, op.user, op.at, about[2]))
    return found


def discard(uow: UnitOfWork, held_id: str) -> Changes:
    """Gives up a held change for good; that is told to the server as an operation of its own.

    InputError `not_allowed`, `held_unknown`.
    """
    found = [each for each in inbox.held_ops(uow.connection) if f"{each.incarnation}:{each.seq}" == held_id]
    if not found:
        raise InputError("held_unknown")
    op = found[0]
    require(uow.actor, "held.discard", owner=op.user)
    incarnation, _, seq = held_id.partition(":")
    connection = uow.connection
    told = {"op": [incarnation, int(seq)]}
    outbox.add_op(connection, uow.clock, uow.actor.user, "discard", op.record, op.type, told)
    touched = dispatch.free_held(connection, [(incarnation, int(seq), "discarded")])
    uow.note("discard", "held_discard", record=op.record)
    return replica.refresh(connection, {record: type_name for type_name, record in touched})


def digest(reader: Reader) -> dict[str, object]:
    """The digest of what came from the server, by scope and as a whole, to be compared with the server's and other laptops'.

    Scopes of restricted groups are left out for who does not hold them, since their numbers tell something too.
    """
    return inbox.base_digest(reader.connection, leave_out=hidden_groups(reader.actor))


def _conflict(reader: Reader, clash: inbox.Clash) -> Conflict:
    """A clash as the actor may see it."""
    clash = inbox.up_to_date(reader.connection, clash)
    kind, rule = inbox.unit_rule(clash.type, clash.unit)
    deletion = clash.unit == inbox.DELETION
    groups = inbox.clash_groups(reader.connection, clash)
    if not clash.unit or groups - reader.actor.rights or not may_know(reader, clash.type, clash.record):
        nothing: Mapping[str, Any] = {}
        written = (nothing, clash.current_user, clash.current_at, nothing, clash.proposed_user, clash.proposed_at)
        return Conflict(clash.id, "", "", "", *written, cautious=False, both=False, deletion=False, hidden=True)
    both = not deletion and kind in ("text", "set") and all(clash.current.values()) and all(clash.proposed.values())
    sides = (clash.current, clash.current_user, clash.current_at, clash.proposed, clash.proposed_user, clash.proposed_at)
    return Conflict(clash.id, clash.type, clash.record, clash.unit, *sides, rule == "cautious", both, deletion, hidden=False)


def _resolve_deletion(uow: UnitOfWork, clash: Conflict, take: Take) -> None:
    """Keeps a record that somebody deleted, or lets it go."""
    if take not in ("current", "proposed"):
        raise InputError("both_impossible" if take == "both" else "value_impossible")
    uow.update(clash.type, clash.record, {}, kind="resolve", resolves=clash.id)
    if take == "proposed":
        uow.delete(clash.type, clash.record)


def _both(current: Any, proposed: Any) -> object:
    """Both values in one: sets joined, texts one after the other."""
    if isinstance(current, list) and isinstance(proposed, list):
        return sorted({*current, *proposed})
    mark = "\n" if "\n" in f"{current}{proposed}" or len(f"{current}{proposed}") > 80 else " / "
    return f"{current}{mark}{proposed}"
