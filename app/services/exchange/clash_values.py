"""What may stand in place of the two values of a clash: checked like what is typed, and nothing that acts of others decide.

How a case stands, whose it is and what was answered to a request come about by acts with guards of their own (practice P19): of
two such values one is taken, another one cannot be written, or a clash would close a case that nobody approved to close.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.data.fields import members
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.case_values import checked, fitting
from app.services.parts.part_kinds import KINDS
from app.services.people import children, person_names

_BY_ACTS: Mapping[str, frozenset[str]] = {
    "case": cases.NOT_EDITED - {"risk_level"},
    "child": children.NOT_EDITED,
    "episode": frozenset({"closed_on"}),
    "approval": frozenset({"state"}),
    "hand_over": frozenset({"state"}),
    "referral": frozenset({"state"}),
    "carer": frozenset({"state"}),
}
"""Type → fields that change by acts of their own, never by editing."""


def one_of_two(type_name: str, unit: str) -> bool:
    """Whether only one of the two values of a clash may be taken, never another one."""
    return not _BY_ACTS.get(type_name, frozenset()).isdisjoint(members(type_name, unit))


def written(reader: Reader, type_name: str, record: str, unit: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values to store of what somebody wrote in place of both.

    InputError as `case_values.checked` and `children.check_whole`, `name_without_letter`.
    """
    plain = {name: value for name, value in values.items() if ":" not in name}
    if type_name not in KINDS and type_name not in _BY_ACTS:
        fitting(type_name, plain)
        return dict(values)
    allowed = {*members(type_name, unit), *values}
    fresh = {name: value for name, value in checked(reader, type_name, plain).items() if name in allowed}
    person_names.check(type_name, fresh)
    if type_name == "child":
        found = reader.maybe("child", record)
        whole = {**(found.values if found is not None else {}), **fresh}
        children.check_whole(reader, record, {name: value for name, value in whole.items() if value is not None})
    return {**values, **fresh}


def check_hand_over(reader: Reader, hand_over: str, state: object, sides: Iterable[object]) -> None:
    """Of two answers to an offer the one stands that the case itself tells: who has it. InputError `hand_over_is_so`.

    Where the case went on meanwhile and tells otherwise than all `sides`, each may be taken: somebody has to end the clash.
    """
    record = reader.maybe("hand_over", hand_over)
    if record is None:
        return
    wrong = _given_the_lie(reader, record)
    if state in wrong and not wrong.issuperset(sides):
        raise InputError("hand_over_is_so")


def _given_the_lie(reader: Reader, record: Record) -> frozenset[object]:
    """The answers to an offer that do not fit who has the case now."""
    case = reader.maybe("case", record.text("case"))
    names = ("from_office", "to_office") if record.code("kind") == "office" else ("from_user", "to_user")
    before, after = (record.text(name) for name in names)
    if record.code("kind") != "office":
        now = case.text("owner") if case is not None else ""
    elif case is not None:
        now = case.text("office")
    else:  # the one of both offices that has it not
        now = after if reader.actor.office == before else before if reader.actor.office == after else ""
    if not now:
        return frozenset()
    return frozenset({"accepted"} if now == before else {"declined", "withdrawn"} if now == after else ())


def check_own(reader: Reader, approval: str, answer: object) -> None:
    """Nobody lets an approval of what they asked for, or of their own case, stand. InputError `own_request`."""
    record = reader.maybe("approval", approval)
    if record is None or answer != "approved":
        return
    case = reader.maybe("case", record.text("case")) if record.ref("case") else None
    if reader.actor.user in (record.ref("asked_by"), case.ref("owner") if case is not None else None):
        raise InputError("own_request")
