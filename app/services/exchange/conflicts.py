"""The conflict inbox: what two people wrote without knowing of each other, and what a person decides about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.data.fields import members
from app.data.reader import Reader
from app.data.replica import inbox
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import ConflictError, InputError
from app.domain.permissions import ROLES, can, require
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.exchange import clash_values
from app.services.exchange.knowing import may_know
from app.services.facilities import measures
from app.services.responses.response_store import JOINED, is_answer

Take = Literal["current", "proposed", "both", "value"]
Kind = Literal["value", "deletion", "approval", "merged"]
POWERS = frozenset({"roles", "rights", "active", "office"})
"""Fields of a user that only an administrator decides; the server judges so too."""
_ACTS: Mapping[str, str] = {
    "office": "office.edit",
    "setting": "setting.edit",
    "rate": "rate.edit",
    "form": "form.install",
    "facility": "facility.edit",
    "inspection": "inspection.fill",
    "finding": "finding.correct",
    "finding_evidence": "finding.correct",
    "measure": "measure.confirm",
    "facility_staff": "facility.staff",
    "facility_room": "facility.edit",
    "facility_past": "facility.edit",
    "way_on": "way_on.edit",
    "census_line": "inspection.fill",
    "visit_plan": "visit.plan",
    "visit_member": "visit.plan",
    "complaint": "complaint.answer",
    "residency": "residency.edit",
    "return": "return.sign",
    "approval": "case.decide",
    "carer": "carer.edit",
    "carer_member": "carer.edit",
    "carer_event": "carer.edit",
    "person": "person.edit",
    "supervision": "supervision.edit",
}
"""Type → the act that who decides a clash of it must be allowed; other types are decided by who may know them."""
_TEAM = frozenset({"inspection"})
"""Types of which a decision that met another text is told to who may decide about it alone: it may tell of danger (P27)."""
_KINDS: Mapping[str, Kind] = {inbox.DELETION: "deletion", inbox.APPROVAL: "approval", inbox.MERGED: "merged"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A clash: field → value on both sides (a group has several), authors as user ids, instants as UTC text.

    `current` is what everybody sees; it is the safer one where the field has an order of caution (`cautious`). `hidden`: the
    actor may not hear of the record (practice P1, P27); then values, record, type and unit are left out, and somebody who may
    must decide. `kind`: two values; a deletion against an edit; an approval while another text stood there (both sides hold
    [record, version]); two records that one was merged into (`into` → id). `may`: whether the actor may decide. `later`: he
    put it off.
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
    hidden: bool
    kind: Kind = "value"
    may: bool = False
    later: bool = False
    place: tuple[int, int, str] = (0, 0, "")

    @property
    def deletion(self) -> bool:
        """Whether somebody deleted what somebody else edited."""
        return self.kind == "deletion"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that clash."""
        return tuple(dict.fromkeys([*self.current, *self.proposed])) if self.kind == "value" else ()


def conflicts(reader: Reader, *, limit: int = -1, after: tuple[int, int, str] = (-1, 0, "")) -> list[Conflict]:
    """The open clashes, oldest first, those that were put off behind the others; `after` goes on behind one's `place`."""
    found = inbox.clashes(reader.connection, reader.actor.user, limit=limit, after=after)
    return [_conflict(reader, clash) for clash in found]


def conflict(reader: Reader, conflict_id: str) -> Conflict:
    """One open clash; ConflictError `conflict_gone` when it is decided already."""
    found = inbox.clash(reader.connection, conflict_id, reader.actor.user)
    if found is None:
        raise ConflictError("conflict_gone")
    return _conflict(reader, found)


def resolve(uow: UnitOfWork, conflict_id: str, take: Take, value: object = None) -> None:
    """Decides a clash: keep what is visible, take the proposal, keep both (texts and sets), or another value.

    Another `value` of several fields that go together is a mapping field → value; a record merged into two is parted again
    by the value None. ConflictError `conflict_gone`; InputError `not_allowed`, `both_impossible`, `value_impossible`,
    `own_request` for an approval of one's own request, `hand_over_is_so` for an answer that the case gives the lie to,
    `clash_behind_held` where the record was deleted here and the server holds that, and as `clash_values.written`.
    """
    clash = conflict(uow, conflict_id)
    require(uow.actor, "conflict.resolve")
    if not clash.may:
        raise InputError("not_allowed", act="conflict.resolve")
    if take == "both" and not clash.both:
        raise InputError("both_impossible")
    if inbox.held_away(uow.connection, clash.record, clash.type):
        raise InputError("clash_behind_held")
    if clash.kind == "value":
        settled = _settled(uow, clash, take, value)
        kept = _is_side(clash, settled)  # it stands there already: were it judged, nobody could ever decide
        uow.update(clash.type, clash.record, settled, kind="resolve", resolves=clash.id, kept=kept)
    elif clash.kind == "deletion":
        _resolve_deletion(uow, clash, take)
    elif clash.kind == "approval":
        _looked_at(uow, clash, take)
    else:
        _resolve_merged(uow, clash, take, value)
    if clash.type == "approval":
        approvals.settle(uow, clash.record)
    if clash.type == "facility" and "state" in clash.current:
        measures.follow(uow, clash.record)
    if _is_decision(clash.type, clash.unit):
        from app.services.visits import visit_differences  # late: it joins texts by this module

        visit_differences.follow(uow, clash.record, clash.unit.partition(":")[2])


def put_off(uow: UnitOfWork, conflict_id: str) -> None:
    """Decides later: the clash stands behind the others, for this person on this laptop. ConflictError `conflict_gone`."""
    inbox.put_off(uow.connection, conflict(uow, conflict_id).id, uow.actor.user)


def deciders(reader: Reader, clash: Conflict) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who may decide a clash that the actor may know of: roles, and the names of people of this office who have one."""
    roles = tuple(role for role in ROLES if _may(replace_roles(reader.actor, role), clash))
    users = [user for user in reader.find("user", office=reader.actor.office) if user.values.get("active") is not False]
    names = [user.text("name") for user in users if set(_listed(user.values.get("roles"))) & set(roles)]
    return roles, tuple(sorted(name for name in names if name))


def replace_roles(actor: Actor, role: str) -> Actor:
    """Somebody like the actor with one role."""
    return replace(actor, roles=frozenset({role}))


def both_of(current: object, proposed: object) -> object:
    """Both values in one: sets joined, texts one after the other; None where that cannot be."""
    if isinstance(current, list) and isinstance(proposed, list):
        whole = [*current, *proposed]
        return sorted(set(whole)) if all(isinstance(each, str) for each in whole) else None
    if not isinstance(current, str) or not isinstance(proposed, str):
        return None
    if proposed in current or current in proposed:
        return max(current, proposed, key=len)
    mark = "\n" if "\n" in f"{current}{proposed}" or len(f"{current}{proposed}") > 80 else " / "
    return f"{current}{mark}{proposed}"


def _conflict(reader: Reader, clash: inbox.Clash) -> Conflict:
    """A clash as the actor may see it."""
    clash = inbox.up_to_date(reader.connection, clash)
    groups = inbox.clash_groups(reader.connection, clash)
    if not clash.unit or groups - reader.actor.rights or not may_know(reader, clash.type, clash.record):
        return _untold(clash)
    type_kind, rule = inbox.unit_rule(clash.type, clash.unit)
    kind = _KINDS.get(clash.unit, "value")
    filled = all(clash.current.values()) and all(clash.proposed.values())
    third = {"text": str, "set": list}.get(type_kind, ())
    joined = all(isinstance(both_of(value, clash.proposed.get(name)), third) for name, value in clash.current.items())
    both = kind == "value" and len(clash.current) == 1 and filled and joined
    both = both and not _beside(clash.type, clash.unit)
    sides = (clash.current, clash.current_user, clash.current_at, clash.proposed, clash.proposed_user, clash.proposed_at)
    head = (clash.id, clash.type, clash.record, clash.unit, *sides)
    made = Conflict(*head, rule == "cautious", both, hidden=False, kind=kind, later=clash.later, place=clash.place)
    made = replace(made, may=can(reader.actor, "conflict.resolve") and _may(reader.actor, made))
    return made if made.may or kind != "approval" or clash.type not in _TEAM else _untold(clash)


def _untold(clash: inbox.Clash) -> Conflict:
    """Of a clash only that it is there, and that somebody else decides it."""
    nothing: Mapping[str, Any] = {}
    written = (nothing, clash.current_user, clash.current_at, nothing, clash.proposed_user, clash.proposed_at)
    head = (clash.id, "", "", "", *written)
    return Conflict(*head, cautious=False, both=False, hidden=True, later=clash.later, place=clash.place)


def _beside(type_name: str, unit: str) -> bool:
    """Whether a clash is about what Komar keeps beside the answers of a form: two of those texts make no third one."""
    return type_name == "form_response" and ":" in unit and not is_answer(unit.partition(":")[2])


def _is_decision(type_name: str, unit: str) -> bool:
    """Whether a clash is about how two inspectors decided between two answers of a visit."""
    return type_name == "form_response" and unit.partition(":")[2].startswith(JOINED)


def _may(actor: Actor, clash: Conflict) -> bool:
    """Whether somebody who may know of a clash may decide it."""
    if clash.type == "user":
        own = clash.record == actor.user and not POWERS.intersection(clash.fields) and clash.kind == "value"
        return own or can(actor, "user.role")
    act = _ACTS.get(clash.type)
    return act is None or can(actor, act)


def _settled(uow: UnitOfWork, clash: Conflict, take: Take, value: object) -> dict[str, object]:
    """Field → the value that shall stand, checked where it is none of the two."""
    decided = _decided(clash, take, value)
    if clash.type == "approval":
        clash_values.check_own(uow, clash.record, decided.get("state"))
    if clash.type == "hand_over":
        sides = [side.get("state") for side in (clash.current, clash.proposed)]
        clash_values.check_hand_over(uow, clash.record, decided.get("state"), sides)
    if take != "value" or _is_side(clash, decided):
        return decided
    if clash_values.one_of_two(clash.type, clash.unit):
        raise InputError("value_impossible")
    return clash_values.written(uow, clash.type, clash.record, clash.unit, decided)


def _is_side(clash: Conflict, decided: Mapping[str, object]) -> bool:
    """Whether what was decided is one of the two sides."""
    return any(all(side.get(name) == value for name, value in decided.items()) for side in (clash.current, clash.proposed))


def _decided(clash: Conflict, take: Take, value: object) -> dict[str, object]:
    """Field → the value that shall stand."""
    if take == "value" and len(clash.fields) != 1:
        if not isinstance(value, Mapping) or not set(value) <= set(members(clash.type, clash.unit)):
            raise InputError("value_impossible")
        return {name: value.get(name) for name in {*clash.fields, *value}}
    decided: dict[str, object] = {}
    for name in clash.fields:
        current, proposed = clash.current.get(name), clash.proposed.get(name)
        both = both_of(current, proposed) if take == "both" else None
        decided[name] = {"current": current, "proposed": proposed, "both": both, "value": value}[take]
    return decided


def _resolve_deletion(uow: UnitOfWork, clash: Conflict, take: Take) -> None:
    """Keeps a record that somebody deleted, or lets it go."""
    if take == "value":
        raise InputError("value_impossible")
    uow.update(clash.type, clash.record, {}, kind="resolve", resolves=clash.id)
    if take == "proposed":
        uow.delete(clash.type, clash.record)


def _looked_at(uow: UnitOfWork, clash: Conflict, take: Take) -> None:
    """Somebody has looked at an approval of another text: it stands. What should not stand is changed in the record."""
    if take != "current":
        raise InputError("value_impossible")
    uow.update(clash.type, clash.record, {}, kind="resolve", resolves=clash.id)


def _resolve_merged(uow: UnitOfWork, clash: Conflict, take: Take, value: object) -> None:
    """Which record another one is the same as: that which stands, the proposed one, or none."""
    if take == "value" and value is not None:
        raise InputError("value_impossible")
    uow.undoable = False  # a decision between two people is not taken back behind the other one's back
    into = {"current": clash.current, "proposed": clash.proposed}.get(take, {}).get(inbox.MERGED)
    if take == "current":
        uow.update(clash.type, clash.record, {}, kind="resolve", resolves=clash.id)
    else:
        uow.merge_into(clash.type, clash.record, into, resolves=clash.id)


def _listed(value: object) -> list[str]:
    """A set field as a list."""
    if isinstance(value, str):
        value = json.loads(value)
    return [str(each) for each in value] if isinstance(value, list) else []
