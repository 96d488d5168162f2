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
ROLES = ("caseworker", "inspector", "clerk", "supervisor", "administrator", "ministry")


def _reach(office: str, *, own: str = "") -> Mapping[str, Scope]:
    """Roles that may do an act for everything in the office, and roles that may do it for what is their own."""
    return {**dict.fromkeys(own.split(), "own"), **dict.fromkeys(office.split(), "office")}


_ACTS: Mapping[str, Mapping[str, Scope]] = {
    "case.create": _reach("caseworker supervisor"),
    "case.list": _reach("supervisor", own="caseworker"),
    "case.read": _reach("supervisor", own="caseworker"),
    "case.edit": _reach("supervisor", own="caseworker"),
    "case.hide_name": _reach("supervisor", own="caseworker"),
    "case.note": _reach("supervisor", own="caseworker"),
    "case.close": _reach("supervisor", own="caseworker"),
    "case.reopen": _reach("supervisor", own="caseworker"),
    "case.void": _reach("supervisor", own="caseworker"),
    "case.export": _reach("supervisor", own="caseworker"),
    "case.ask": _reach("supervisor", own="caseworker"),
    "case.decide": _reach("supervisor"),
    "case.join": _reach("supervisor", own="caseworker"),
    "case.transfer": _reach("supervisor"),
    "case.assign": _reach("supervisor"),
    "person.edit": _reach("caseworker supervisor"),
    "service.edit": _reach("supervisor", own="caseworker"),
    "placement.end": _reach("supervisor", own="caseworker"),
    "safety.edit": _reach("supervisor", own="caseworker"),
    "consent.review": _reach("supervisor"),
    "death.note": _reach("supervisor", own="caseworker"),
    "supervision.edit": _reach("supervisor"),
    "call.edit": _reach("caseworker supervisor"),
    "referral.edit": _reach("supervisor", own="caseworker"),
    "referral.answer": _reach("caseworker supervisor"),
    "hand_over.offer": _reach("supervisor", own="caseworker"),
    "hand_over.accept": _reach("supervisor", own="caseworker"),
    "flag.edit": _reach("supervisor", own="caseworker"),
    "task.edit": _reach("supervisor", own="caseworker"),
    "paper.make": _reach("supervisor", own="caseworker"),
    "letter.register": _reach("clerk supervisor"),
    "carer.read": _reach("caseworker inspector supervisor"),
    "carer.edit": _reach("caseworker supervisor"),
    "carer.approve": _reach("supervisor"),
    "allegation.edit": _reach("caseworker inspector supervisor"),
    "facility.edit": _reach("inspector clerk supervisor"),
    "facility.state": _reach("supervisor"),
    "facility.staff": _reach("inspector supervisor"),
    "residency.read": _reach("caseworker inspector clerk supervisor ministry"),
    "residency.admit": _reach("caseworker inspector clerk supervisor"),
    "residency.exit": _reach("caseworker inspector clerk supervisor"),
    "residency.edit": _reach("inspector clerk supervisor"),
    "residency.void": _reach("supervisor"),
    "inspection.read": _reach("inspector clerk supervisor ministry"),
    "inspection.fill": _reach("inspector supervisor"),
    "inspection.close": _reach("inspector supervisor"),
    "inspection.decide": _reach("inspector supervisor"),
    "inspection.void": _reach("inspector supervisor"),
    "inspection.confirm": _reach("supervisor"),
    "visit.plan": _reach("inspector supervisor"),
    "visit.see_all": _reach("supervisor"),
    "complaint.edit": _reach("caseworker inspector clerk supervisor"),
    "complaint.answer": _reach("inspector supervisor"),
    "measure.take": _reach("inspector supervisor"),
    "measure.confirm": _reach("supervisor"),
    "way_on.edit": _reach("caseworker inspector supervisor"),
    "alarm.answer": _reach("supervisor"),
    "finding.correct": _reach("inspector supervisor"),
    "finding.read": _reach("inspector clerk supervisor ministry"),
    "return.compute": _reach("caseworker inspector clerk supervisor ministry"),
    "return.cell": _reach("clerk supervisor ministry"),
    "return.sign": _reach("supervisor"),
    "list.export": _reach("clerk supervisor ministry"),
    "list.names": _reach("supervisor"),
    "visit.export": _reach("inspector clerk supervisor ministry"),
    "rate.edit": _reach("clerk supervisor administrator"),
    "rule.edit": _reach("supervisor administrator"),
    "form.install": _reach("administrator ministry"),
    "form.publish": _reach("administrator ministry"),
    "response.reopen": _reach("supervisor"),
    "office.edit": _reach("administrator"),
    "setting.edit": _reach("administrator"),
    "user.add": _reach("administrator"),
    "user.edit": _reach("administrator"),
    "user.role": _reach("administrator"),
    "password.set": _reach("administrator"),
    "enrol": _reach("administrator"),
    "backup.restore": _reach("administrator"),
    "sample.make": _reach("administrator"),
    "held.discard": _reach("supervisor administrator"),
    "audit.read": _reach("supervisor administrator"),
    "access.read": _reach("supervisor administrator"),
}
"""Act → who may do it, and how far."""
VISIT_LISTS = frozenset(
    {"facilities", "findings", "inspections", "inspection_plan", "inspection_comparison", "visit_proposal", "visit_calendar"}
)
"""Lists of facilities and visits that go out with `visit.export`: none of them tells of a child (practice P5, P27)."""
_BY_RIGHT: Mapping[str, str] = {"list.names": "names"}
ACTS = frozenset(_EVERYBODY) | frozenset(_ACTS)
"""Every act that there is; asking for another one is a bug."""
RIGHTS = GROUPS | {"names"}
"""Rights that a user can be given beside roles: the restricted groups, and lists with names."""


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


def export_act(kind: str) -> str:
    """The right that is needed to take a list of a kind out of Komar."""
    return "visit.export" if kind in VISIT_LISTS else "list.export"


def scope(actor: Actor, act: str) -> Scope | None:
    """How far an act reaches for a user: the whole office, only what is one's own, or None."""
    known = _ACTS.get(act, {})
    reaches = {_EVERYBODY.get(act), *(known.get(role) for role in actor.roles)}
    return "office" if "office" in reaches else "own" if "own" in reaches else None


def covers(own: str, other: str) -> bool:
    """Whether an office sees the records of another: itself, and a province the districts whose codes begin with its own."""
    return other == own or (len(own) == 2 and other.startswith(own))


def hidden_groups(actor: Actor) -> frozenset[str]:
    """The restricted groups that a user may not see."""
    return GROUPS - actor.rights


def sees_names(actor: Actor) -> bool:
    """Whether lists of the whole office may show names to a user (clerks: counts and lists without names unless granted)."""
    return can(actor, "list.names") or can(actor, "case.list")


def require_roles(roles: Iterable[str]) -> frozenset[str]:
    """The roles, checked; InputError `code_unknown` for one that does not exist, `roles_missing` for none."""
    given = frozenset(roles)
    for role in sorted(given):
        if role not in ROLES:
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
