"""Whether a person may hear of a record at all: for places that tell of any record, such as clashes and what waits.

Restricted groups (practice P1) stay with those who hold the right, cases with their owner and the head (design §7, P27).
"""

from __future__ import annotations

from app.data.fields import fields, follows, restricted_group, type_names
from app.data.queries.earlier import bodies
from app.data.reader import Reader
from app.domain.permissions import can, scope
from app.services.cases import cases
from app.services.parts.part_kind import Bodies
from app.services.parts.part_kinds import KINDS
from app.services.visits import visit_secrecy

_READ = {
    "office": "office.read",
    "user": "user.list",
    "setting": "office.read",
    "rate": "office.read",
    "form": "office.read",
    "facility": "facility.read",
    "residency": "residency.read",
    "inspection": "inspection.read",
    "finding": "finding.read",
    "measure": "facility.read",
    "facility_staff": "facility.staff",
    "facility_room": "facility.read",
    "facility_past": "facility.read",
    "way_on": "residency.read",
    "census_line": "residency.read",
    "finding_evidence": "finding.read",
    "return": "return.compute",
    "complaint": "complaint.edit",
}
"""Types that are no part of a case, with the act that who hears of them must be allowed; of other types nobody does."""
_PARENT_TYPES = {"response": "form_response"}
"""Fields that are not named like the type that they name."""


def may_know(reader: Reader, type_name: str, record_id: str) -> bool:
    """Whether the person may hear that a record exists and what it holds; what it held before counts too.

    A record of a type that this version does not know, or of which nothing is here, is nobody's business; so is one of a type
    of which nothing says whose it is.
    """
    if type_name not in type_names():
        return False
    held = bodies(reader, type_name, record_id)
    if not held:
        return False
    if {restricted_group(type_name, body) for body in held} - {None} - reader.actor.rights:
        return False
    kind = KINDS.get(type_name)
    if kind is not None and kind.knows is not None:
        return kind.knows(reader, held)
    if type_name == "visit_plan":
        return visit_secrecy.knows(reader, record_id, held)
    if type_name == "case":
        return _any_case(reader, {record_id})
    if any(visit_secrecy.seen(reader, one) is None for one in _visits(reader, type_name, record_id, held)):
        return False
    if type_name in _READ:
        return can(reader.actor, _READ[type_name])
    if named := _named(type_name, "case", held):
        return _any_case(reader, named)
    if named := {record_id} if type_name == "child" else _named(type_name, "child", held):
        of_child = {case.id for child in named for case in reader.find("case", child=child)}
        return _any_case(reader, of_child) if of_child else scope(reader.actor, "case.read") is not None
    above = [(_PARENT_TYPES.get(name, name), one) for name in follows(type_name) for one in _named(type_name, name, held)]
    if above:
        return any(may_know(reader, *one) for one in above)
    if type_name == "form_response":
        return can(reader.actor, "office.read")
    return kind is not None and can(reader.actor, kind.read)


def _visits(reader: Reader, type_name: str, record_id: str, held: Bodies) -> set[str]:
    """The inspections that are here and to which a record belongs."""
    below = "inspection" in follows(type_name) or type_name == "census_line"
    named = {record_id} if type_name == "inspection" else _named(type_name, "inspection", held) if below else set()
    return {one for one in named if reader.maybe("inspection", one) is not None}


def _named(type_name: str, name: str, held: Bodies) -> set[str]:
    """The records that a field names or named."""
    return {str(body[name]) for body in held if body.get(name)} if name in fields(type_name) else set()


def _any_case(reader: Reader, keys: set[str]) -> bool:
    """Whether the person may read one of some cases."""
    found = (reader.maybe("case", key) for key in keys)
    return any(case is not None and cases.may_read(reader, case) for case in found)
