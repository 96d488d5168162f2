"""Which offices see a record beside the one it belongs to, and what their people may not do with it (sync.md §5, P20). Pure.

An office that only looks on writes notes and answers. It never decides about the record: it does not close, approve, give away,
share or merge. Notes of interviews and who reported go along only where the case says so (its field `travel`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sync.merge import APPROVED, EXISTENCE, State
from sync.protocol.canonical import canonical
from sync.protocol.lines import ConflictPart, OpLine
from sync.schema import TypeSpec, group_of
from sync.server.exchange.scopes import text, texts

TICKED = frozenset({"reporter", "interview"})
"""Restricted groups that reach another office, by sharing or by a move, only where they were ticked (P20)."""
TRAVEL = "travel"
"""The field of a case with the ticked groups."""
ANSWER = "answer"
"""The group of fields that the receiver of a referral or a hand-over fills in."""
ANSWERED_TOO = frozenset({"oscar_referral_id"})
MADE_BY_OWNERS = frozenset({"approval", "hand_over", "referral"})
"""Types of which only the office that a case belongs to makes new ones."""
OF_OWNERS: Mapping[str, frozenset[str]] = {
    "case": frozenset(
        {
            *("office", "child", "code", "owner", "status", "sent_where", "closed_on", "close_reason", "close_note"),
            *("void_reason", "shared_with", "travel"),
        }
    ),
    "child": frozenset({"office", "shared_with"}),
}
"""Fields that only the office writes that a record belongs to."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The offices that see a record besides its own, the ticked groups, and offices that saw it as guests and do so no more."""

    offices: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()

    def seen_by(self, restricted: str | None) -> frozenset[str]:
        """The offices that see a record of a restricted group, or of none."""
        return self.offices if restricted not in TICKED or restricted in self.groups else frozenset()

    def text(self) -> str | None:
        """As it is kept; None for a record that was never shared."""
        parts = [sorted(self.offices), sorted(self.groups), sorted(self.former)]
        return canonical(parts).decode() if any(parts) else None


ALONE = Shared()
"""A record that no other office sees."""


def read_shared(told: str | None) -> Shared:
    """What is kept of a record."""
    return Shared(*(frozenset(part) for part in json.loads(told))) if told else ALONE


def shared_of(
    spec: TypeSpec | None,
    body: Mapping[str, Any],
    office: str,
    above: tuple[Shared, str | None] | None,
    disputed: Collection[str] = (),
) -> Shared:
    """Who else sees a record by its own fields, and by what it belongs to (`above`: that one's sharing and its group).

    What ends the sharing does so only once it clashes with nothing: `disputed` are the units that do.
    """
    named_too = spec.shared_by if spec is not None and spec.is_shared(body, frozenset(disputed)) else ()
    if not named_too and (above is None or above[0] is ALONE):
        return ALONE
    named: set[str] = set()
    for name in named_too:
        named |= texts(body, name) | ({value} if (value := text(body, name)) else set())
    own = texts(body, TRAVEL) & TICKED if spec and TRAVEL in spec.fields else frozenset[str]()
    inherited, groups = (above[0].seen_by(above[1]), above[0].groups) if above else (frozenset[str](), frozenset[str]())
    offices, ticked = frozenset(named | inherited) - {office}, own | groups
    return Shared(offices, ticked) if offices or ticked else ALONE


def since(before: Shared, now: Shared, office: str) -> Shared:
    """The present sharing, with those who looked on before and do so no more."""
    if before is ALONE:  # as of nearly all
        return now
    former = (before.former | before.offices) - now.offices - {office}
    return Shared(now.offices, now.groups, former) if former else now


def goes_to(restricted: str | None, own: str, way: tuple[str, str], now: Shared, *, looked_on: bool) -> str:
    """The office of a record of `own` office when what it belongs to goes from one office to another, or stays there.

    An office that looked on before gets by the move what it saw: of the groups to tick only what was ticked. What once stayed
    behind stays there for good. Whoever simply moves a record, as former versions do, moves all of it.
    """
    before, office = way
    behind = own != before or (looked_on and before != office and restricted not in now.groups)
    return own if restricted in TICKED and behind else office


def is_kept_from(restricted: str | None, above: Shared) -> bool:
    """Whether a record is kept from offices that see what it belongs to."""
    return restricted in TICKED and restricted not in above.groups


def groups_told(inside: Iterable[str], office: str, shared: Shared) -> set[str]:
    """The restricted groups that a device of some scopes may be told of a record: its own office's, or ticked as a guest."""
    held: set[str] = set()
    for scope in inside:
        if group := group_of(scope, office):
            held.add(group)
        whole, _, group = scope.partition("/")
        if group and whole[2:] in shared.seen_by(group):
            held.add(group)
    return held


def is_offered(state: State, office: str) -> bool:
    """Whether a hand-over offers its case to an office and waits for the answer."""
    body = state.body or {}
    told = (text(body, "kind"), text(body, "to_office"), text(body, "state") or "offered")
    return not state.deleted and told == ("office", office, "offered")


def guest_may(
    op: OpLine, spec: TypeSpec, state: State | None, conflicts: Mapping[str, ConflictPart], offices: frozenset[str]
) -> bool:
    """Whether somebody of offices that only look on may do this; `state` is None where the record is not there yet."""
    if op.kind in ("approve", "merge_records"):
        return False
    if state is None:
        return spec.name not in MADE_BY_OWNERS and spec.name not in OF_OWNERS
    if op.kind == "delete":
        maker = state.writers.get(EXISTENCE)
        return maker is not None and maker.user == op.user and spec.name not in OF_OWNERS and spec.name not in MADE_BY_OWNERS
    names = {name.partition(":")[0] for name in op.patch}
    clash = conflicts.get(op.resolves or "")
    if clash is not None:
        if clash.unit == APPROVED:
            return False
        names |= set(spec.members(clash.unit))
    if spec.name in MADE_BY_OWNERS:
        return bool(spec.shared_by) and names <= {*spec.members(f"({ANSWER})"), *ANSWERED_TOO}
    if names == {"shared_with"} and op.kind == "edit":
        return _goes_away(op.patch["shared_with"], offices)
    return not names & OF_OWNERS.get(spec.name, frozenset())


def _goes_away(change: object, offices: frozenset[str]) -> bool:
    """Whether a change of a set takes nothing but some offices out of it: who looks on may stop to."""
    if not isinstance(change, dict) or change.get("add"):
        return False
    gone = change.get("del")
    return isinstance(gone, list) and all(isinstance(each, str) for each in gone) and offices.issuperset(gone)
