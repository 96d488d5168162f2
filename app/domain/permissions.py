"""Who may do what. Services ask here for every act; buttons that are hidden or grey only save a question.

A user may hold several roles, whose rights add up. An act is allowed for everything in the office, or only for what one owns.
Restricted groups (practice P1) are rights of their own, apart from roles. The server checks again. Source of the split: design
§7 (inferred; no published rule says who in an office may do what).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.domain.records import Actor

Scope = Literal["own", "office"]

_EVERYBODY: Mapping[str, Scope] = {
    "office.read": "office",
    "user.list": "office",
    "facility.read": "office",
    "place.read": "office",
    "sync.run": "office",
    "sync.read": "office",
    "conflict.resolve": "office",
    "held.discard": "own",
    "draft.edit": "own",
    "undo": "own",
    "backup.make": "office",
    "password.change": "own",
    "office.fill": "office",
    "response.reopen": "own",
}
_ROLES: Mapping[str, Mapping[str, Scope]] = {
    "caseworker": {
        "case.create": "office",
        "case.list": "own",
        "case.read": "own",
        "case.edit": "own",
        "case.note": "own",
        "case.close": "own",
        "case.reopen": "own",
        "case.void": "own",
        "case.export": "own",
        "residency.read": "office",
        "residency.admit": "office",
        "residency.exit": "office",
        "allegation.edit": "office",
        "return.compute": "office",
    },
    "inspector": {
        "facility.edit": "office",
        "residency.read": "office",
        "residency.admit": "office",
        "residency.exit": "office",
        "residency.edit": "office",
        "inspection.read": "office",
        "inspection.fill": "office",
        "inspection.close": "office",
        "inspection.decide": "office",
        "inspection.void": "office",
        "finding.correct": "office",
        "finding.read": "office",
        "allegation.edit": "office",
        "return.compute": "office",
    },
    "clerk": {
        "facility.edit": "office",
        "residency.read": "office",
        "residency.admit": "office",
        "residency.exit": "office",
        "residency.edit": "office",
        "inspection.read": "office",
        "finding.read": "office",
        "return.compute": "office",
        "return.cell": "office",
        "list.export": "office",
        "rate.edit": "office",
    },
    "supervisor": {
        "case.create": "office",
        "case.list": "office",
        "case.read": "office",
        "case.edit": "office",
        "case.note": "office",
        "case.close": "office",
        "case.reopen": "office",
        "case.void": "office",
        "case.reassign": "office",
        "case.export": "office",
        "facility.edit": "office",
        "facility.state": "office",
        "residency.read": "office",
        "residency.admit": "office",
        "residency.exit": "office",
        "residency.edit": "office",
        "residency.void": "office",
        "inspection.read": "office",
        "inspection.fill": "office",
        "inspection.close": "office",
        "inspection.decide": "office",
        "inspection.confirm": "office",
        "inspection.void": "office",
        "finding.read": "office",
        "finding.correct": "office",
        "allegation.edit": "office",
        "return.compute": "office",
        "return.cell": "office",
        "return.sign": "office",
        "list.export": "office",
        "list.names": "office",
        "rate.edit": "office",
        "held.discard": "office",
        "audit.read": "office",
        "response.reopen": "office",
    },
    "administrator": {
        "form.install": "office",
        "form.publish": "office",
        "office.edit": "office",
        "setting.edit": "office",
        "rate.edit": "office",
        "user.add": "office",
        "user.edit": "office",
        "user.role": "office",
        "password.set": "office",
        "enrol": "office",
        "backup.restore": "office",
        "sample.make": "office",
        "held.discard": "office",
        "audit.read": "office",
    },
    "ministry": {
        "form.install": "office",
        "form.publish": "office",
        "residency.read": "office",
        "inspection.read": "office",
        "finding.read": "office",
        "return.compute": "office",
        "return.cell": "office",
        "list.export": "office",
    },
}
_BY_RIGHT: Mapping[str, str] = {"list.names": "names"}
ACTS = frozenset(_EVERYBODY) | {act for acts in _ROLES.values() for act in acts}
"""Every act that there is; asking for another one is a bug."""
RIGHTS = GROUPS | {"names"}
"""Rights that a user can be given beside roles: the restricted groups, and lists with names."""
ROLES = tuple(_ROLES)


def can(actor: Actor, act: str, *, owner: str | None = None, office: str | None = None, mine: bool | None = None) -> bool:
    """Whether a user may do an act; ValueError for an act that does not exist.

    `owner` is the user whom the record belongs to, `office` the record's office; `mine` says that the record counts as one's
    own for another reason (a team, a hand-over). An act allowed only on one's own is refused when nobody owns the record; asked
    without any of these, the answer says whether the act is possible at all.
    """
    if act not in ACTS:
        raise ValueError(f"there is no act {act!r}")
    if office and not covers(actor.office, office):
        return False
    if act in _BY_RIGHT and _BY_RIGHT[act] in actor.rights:
        return True
    reach = scope(actor, act)
    if reach is None:
        return False
    if reach == "office" or (owner is None and mine is None and office is None):
        return True
    return bool(mine) or (owner is not None and owner == actor.user)


def require(actor: Actor, act: str, *, owner: str | None = None, office: str | None = None, mine: bool | None = None) -> None:
    """InputError `not_allowed` unless the user may do the act (see `can`)."""
    if not can(actor, act, owner=owner, office=office, mine=mine):
        raise InputError("not_allowed", act=act)


def scope(actor: Actor, act: str) -> Scope | None:
    """How far an act reaches for a user: the whole office, only what is one's own, or None."""
    reaches = {_EVERYBODY.get(act), *(_ROLES.get(role, {}).get(act) for role in actor.roles)}
    return "office" if "office" in reaches else "own" if "own" in reaches else None


def covers(own: str, other: str) -> bool:
    """Whether an office sees the records of another: itself, and a province the districts whose codes begin with its own."""
    return other == own or (len(own) == 2 and other.startswith(own))


def sees_group(actor: Actor, group: str | None) -> bool:
    """Whether a user may see a restricted group; anybody for None."""
    return group is None or group in actor.rights


def hidden_groups(actor: Actor) -> frozenset[str]:
    """The restricted groups that a user may not see."""
    return GROUPS - actor.rights


def sees_every_group(actor: Actor) -> bool:
    """Whether a user may see all restricted groups; a return is signed only by such a one (P1)."""
    return not hidden_groups(actor)


def sees_names(actor: Actor) -> bool:
    """Whether lists of the whole office may show names to a user (clerks: counts and lists without names unless granted)."""
    return can(actor, "list.names") or can(actor, "case.list")


def require_roles(roles: Iterable[str]) -> frozenset[str]:
    """The roles, checked; InputError `code_unknown` for one that does not exist, `roles_missing` for none."""
    given = frozenset(roles)
    for role in sorted(given):
        if role not in _ROLES:
            raise InputError("code_unknown", field="user.roles", code=role, list="role")
    if not given:
        raise InputError("roles_missing", field="user.roles")
    return given


def require_rights(rights: Iterable[str]) -> frozenset[str]:
    """The rights, checked; InputError `code_unknown` for one that does not exist."""
    given = frozenset(rights)
    for right in sorted(given):
        if right not in RIGHTS:
            raise InputError("code_unknown", field="user.rights", code=right, list="right")
    return given


def require_other(actor: Actor, requester: str) -> None:
    """InputError `own_request` when somebody would approve a request of their own (P19)."""
    if actor.user == requester:
        raise InputError("own_request")
