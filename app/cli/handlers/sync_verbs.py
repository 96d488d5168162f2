"""`enrol`, `sync`, `compare`, `status`, `conflicts …`, `held …`, `unconfirmed …`, `digest`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from app.cli.context import Context
from app.cli.doubts import tell
from app.data.fields import fields
from app.data.reader import Reader
from app.domain.errors import InputError
from app.services.exchange import exchange, unconfirmed
from app.services.exchange.conflict_view import approval_changes, approval_words
from app.services.exchange.exchange import Conflict, Held, Take
from app.services.exchange.sync_alarms import sync_alarms
from app.services.exchange.transfers import transfer_counts
from app.services.visits import visit_quiet

_TAKES: Mapping[str, Take] = {"current": "current", "proposed": "proposed", "both": "both"}
_AS_JSON = frozenset({"int", "bool", "set", "json"})
_VERDICTS = ("applied", "merged", "conflict", "held", "erased")


def enrol(context: Context) -> None:
    """Makes this computer known to a server with a one-time code."""
    call = context.call
    exchange.enrol(context.session, call.need("url"), call.need("enrolment_code"))
    context.out.one({"enrolled": True, "url": exchange.server_url(context.session)})


def sync(context: Context) -> None:
    """Sends and receives until nothing waits; clashes and held changes are a success. `--ask`: not while a visit goes on."""
    with context.session.read() as reader:
        tell(context, visit_quiet.questions(reader))
    try:
        report = exchange.exchange(context.session)
    finally:
        exchange.leave(context.session)
    context.out.one(
        {
            "sent": report.sent,
            "received": report.received,
            "verdicts": {name: report.verdicts.get(name, 0) for name in _VERDICTS},
            "bytes_up": report.bytes_up,
            "bytes_down": report.bytes_down,
            "requests": report.requests,
            "contents": report.contents,
            "contents_left": report.contents_left,
            "contents_fault": report.contents_fault,
        }
    )


def compare(context: Context) -> None:
    """Compares everything here with the server from the beginning, and mends what differs."""
    try:
        done = exchange.compare(context.session)
    finally:
        exchange.leave(context.session)
    context.out.one({"records": done.records, "mended": done.mended, "differ": done.differ})


def status(context: Context) -> None:
    """Tells what waits to be sent and when the last exchange ended well."""
    with context.session.read() as reader:
        state, alarms = exchange.status(reader), sync_alarms(reader)
        contents, visit = transfer_counts(reader), visit_quiet.going_on(reader)
    context.out.one(
        {
            "waiting": state.waiting,
            "waiting_records": state.waiting_records,
            "held": state.held,
            "conflicts": state.conflicts,
            "parked": state.parked,
            "unconfirmed": state.unconfirmed,
            "last_success": state.last_success,
            "last_result": state.last_result,
            "enrolled": state.enrolled,
            "visit_going_on": visit or None,
            "alarms": list(alarms.standing),
            "contents": {"to_send": contents.up, "to_fetch": contents.down, "not_on_server": contents.missing},
        }
    )


def conflicts(context: Context) -> None:
    """Lists the values that differ between two people, oldest first."""
    with context.session.read() as reader:
        context.out.rows(clash_json(reader, one, context.lang) for one in exchange.conflicts(reader))


def clash_json(reader: Reader, one: Conflict, lang: str) -> dict[str, object]:
    """A clash as it is printed; values of restricted records only for who has the right.

    Of a decision that met another text the numbers of versions say nothing to anybody: it is told in words what was decided and
    what was changed meanwhile.
    """
    if one.kind == "approval":
        told = {"what": approval_words(reader, one, lang), "changes": list(approval_changes(reader, one, lang))}
        return {**_clash(one), "current": None, "proposed": None, **told}
    return _clash(one)


def _clash(one: Conflict) -> dict[str, object]:
    """The parts of a clash."""
    return {
        "id": one.id,
        "kind": one.kind,
        "type": one.type,
        "record": one.record,
        "unit": one.unit,
        "current": None if one.hidden else dict(one.current),
        "proposed": None if one.hidden else dict(one.proposed),
        "current_user": one.current_user,
        "proposed_user": one.proposed_user,
        "current_at": one.current_at,
        "proposed_at": one.proposed_at,
        "cautious": one.cautious,
        "both": one.both,
        "deletion": one.deletion,
        "hidden": one.hidden,
        "may": one.may,
    }


def resolve(context: Context) -> None:
    """Decides a clash: current, proposed, both, or a value."""
    conflict, taken = context.call.need("id"), context.call.need("take")
    with context.session.write("conflict_resolve") as uow:
        if taken in _TAKES:
            exchange.resolve(uow, conflict, _TAKES[taken])
        else:
            exchange.resolve(uow, conflict, "value", _value(exchange.conflict(uow, conflict), taken))
    context.out.one({"id": conflict, "resolved": True})


def _value(clash: Conflict, typed: str) -> object:
    """A value of the kind that the field has: JSON for numbers, yes and no, lists, and for fields that go together (field →
    value); else the text itself, nothing to clear.
    """
    if clash.kind == "merged" or len(clash.fields) > 1:
        return _json(typed, f"{clash.type}.{clash.unit}", "json")
    known = fields(clash.type).get(clash.fields[0]) if clash.fields else None
    if known is None or known.kind not in _AS_JSON:
        return typed or None
    return _json(typed, f"{clash.type}.{known.name}", known.kind)


def _json(typed: str, field: str, kind: str) -> object:
    """What was typed as JSON; nothing to clear."""
    try:
        return json.loads(typed or "null")
    except ValueError as fault:
        raise InputError("value_kind", field=field, kind=kind) from fault


def held(context: Context) -> None:
    """Lists the changes that the server does not take, with its reason."""
    with context.session.read() as reader:
        context.out.rows(_held(one) for one in exchange.held(reader))


def _held(one: Held) -> dict[str, object]:
    """A held change as it is printed."""
    return {
        "id": one.id,
        "type": one.type,
        "record": one.record,
        "kind": one.kind,
        "reason": one.reason,
        "at": one.at,
        "fields": list(one.fields),
    }


def discard(context: Context) -> None:
    """Gives up a held change for good."""
    change = context.call.need("id")
    with context.session.write("held_discard") as uow:
        exchange.discard(uow, change)
    context.out.one({"id": change, "discarded": True})


def unconfirmed_list(context: Context) -> None:
    """Lists what a stick showed of records and the server has not received for long."""
    with context.session.read() as reader:
        context.out.rows(asdict(one) for one in unconfirmed.unconfirmed(reader))


def hide(context: Context) -> None:
    """What a stick showed of a record is shown here no longer."""
    shown = context.call.need("id")
    with context.session.write("unconfirmed_hide") as uow:
        unconfirmed.hide(uow, shown)
    context.out.one({"id": shown, "hidden": True})


def digest(context: Context) -> None:
    """Prints the check sums of what came from the server."""
    with context.session.read() as reader:
        context.out.one(exchange.digest(reader))
