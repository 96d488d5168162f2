"""Whether a person may hear of a record at all: for places that tell of any record, such as clashes and what waits.

Restricted groups (practice P1) stay with those who hold the right, cases with their owner and the head (design §7, P27).
"""

from __future__ import annotations

from app.data.fields import fields, restricted_group, type_names
from app.data.queries.earlier import bodies
from app.data.reader import Reader
from app.domain.permissions import can, scope
from app.services import cases


def may_know(reader: Reader, type_name: str, record_id: str) -> bool:
    """Whether the person may hear that a record exists and what it holds; what it held before counts too.

    A record of a type that this version does not know, or of which nothing is here, is nobody's business.
    """
    if type_name not in type_names():
        return False
    held = bodies(reader, type_name, record_id)
    if not held:
        return False
    if {restricted_group(type_name, body) for body in held} - {None} - reader.actor.rights:
        return False
    if type_name == "case":
        return _any_case(reader, [record_id])
    if type_name == "attachment":
        responses = {str(body["response"]) for body in held if body.get("response")}
        return any(may_know(reader, "form_response", one) for one in responses)
    links = {
        name: {str(body[name]) for body in held if body.get(name)} for name in ("case", "child") if name in fields(type_name)
    }
    if type_name == "residency":
        return can(reader.actor, "residency.read")
    if links.get("case"):
        return _any_case(reader, links["case"])
    if type_name == "child" or links.get("child"):
        children = {record_id} if type_name == "child" else links["child"]
        of_child = {case.id for child in children for case in reader.find("case", child=child)}
        return _any_case(reader, of_child) if of_child else scope(reader.actor, "case.read") is not None
    if any(body.get("inspection") for body in held):
        return can(reader.actor, "inspection.read")
    return type_name != "allegation" or can(reader.actor, "allegation.edit")


def _any_case(reader: Reader, keys: set[str] | list[str]) -> bool:
    """Whether the person may read one of some cases."""
    found = (reader.maybe("case", key) for key in keys)
    return any(case is not None and cases.may_read(reader, case) for case in found)
