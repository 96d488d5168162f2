"""Who goes along to a visit: users and people of other bodies by name, each with a role and a declaration of ties (P28).

Who of the office may inspect is data: the roles of the rule `visits:inspectors`, and what the head says of single people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import label
from app.domain.errors import InputError
from app.domain.ids import is_id, shared_id
from app.domain.permissions import require
from app.domain.records import Record
from app.services.cases.case_values import checked
from app.services.office.rules import rules
from app.services.visits import visit_plans
from app.services.visits.visit_plans import Plan

INSPECTING = frozenset({"leader", "inspector"})
"""Roles in a team that only who may inspect has; anybody may look on or type."""
OWN_BODY = "office"
_KEY = "inspects:"


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the office: whether they may inspect, and whether the head said so (else their role does)."""

    user: Record
    may: bool
    said: bool

    @property
    def id(self) -> str:
        """The id of the user."""
        return self.user.id


def people(reader: Reader) -> tuple[Person, ...]:
    """The people of the office in service, by name, with who may inspect."""
    require(reader.actor, "inspection.read")
    roles = set(rules(reader, "visits").texts("inspectors"))
    said = _said(reader)
    users = [one for one in reader.find("user", office=reader.actor.office) if one.flag("active") is not False]
    found = [Person(one, said.get(one.id, bool(one.codes("roles") & roles)), one.id in said) for one in users]
    return tuple(sorted(found, key=lambda one: (not one.may, one.user.text("name"), one.id)))


def _said(reader: Reader) -> dict[str, bool]:
    """What the head said of single people."""
    connection, office = reader.connection, reader.actor.office
    sql = "SELECT id FROM setting WHERE key >= ? AND key < ? AND office = ?"
    keys = connection.exec_driver_sql(sql, (_KEY, _KEY[:-1] + ";", office)).fetchall()
    found = reader.many("setting", (str(row[0]) for row in keys)).values()
    told = {one.text("key").removeprefix(_KEY): one.values.get("value") for one in found}
    return {user: value for user, value in told.items() if isinstance(value, bool)}


def set_person(uow: UnitOfWork, user: str, may: bool | None) -> None:
    """Says that somebody may inspect or not, whatever their role; None: as the role says. InputError `owner_unknown`."""
    require(uow.actor, "rule.edit")
    if uow.maybe("user", user) is None:
        raise InputError("owner_unknown", field="visit_member.user")
    office, key = uow.actor.office, _KEY + user
    found = uow.find("setting", office=office, key=key, order=("id",), limit=1)
    if found:
        uow.update("setting", found[0].id, {"value": may})
    elif may is not None:
        values = {"office": office, "key": key, "value": may, "source_tag": "office"}
        uow.create("setting", values, record_id=shared_id("setting", office, key))


def join(uow: UnitOfWork, plan: str, role: str, *, user: str = "", name: str = "", body: str = "") -> str:
    """Adds somebody to the team of a visit to come: a user of the office, or a person of another body by name; gives the id.

    InputError `visit_member_missing`, `visit_member_twice`, `may_not_inspect`, or what `checked` finds.
    """
    one = visit_plans.open_plan(uow, plan)
    given = checked(uow, "visit_member", {"role": role, "name": name, "body": body or (OWN_BODY if user else None)})
    if not given["role"]:
        raise InputError("value_missing", field="visit_member.role")
    if not user and not given["name"]:
        raise InputError("visit_member_missing", field="visit_member.name")
    if user:
        person = next((each for each in people(uow) if each.id == user), None)
        if person is None:
            raise InputError("owner_unknown", field="visit_member.user")
        if role in INSPECTING and not person.may:
            raise InputError("may_not_inspect", name=person.user.text("name"))
        given |= {"user": user, "name": None}
    if any(member.ref("user") == (user or None) and member.text("name") == str(given["name"] or "") for member in one.team):
        raise InputError("visit_member_twice")
    kept = {name: value for name, value in given.items() if value is not None}
    return uow.create("visit_member", {**kept, "visit_plan": plan, "notice": one.record.text("notice")})


def leave(uow: UnitOfWork, member: str) -> None:
    """Takes somebody out of the team of a visit to come. InputError `visit_member_unknown`, `visit_plan_done`."""
    record, _ = _known(uow, member)
    visit_plans.open_plan(uow, record.text("visit_plan"))
    uow.delete("visit_member", member)


def declare(uow: UnitOfWork, member: str, ties: str, note: str = "") -> None:
    """Writes down whether somebody of the team has ties to the facility: users for themselves, others through the team.

    InputError `visit_member_unknown`, `ties_not_own`, `ties_note_missing`, or what `checked` finds.
    """
    require(uow.actor, "inspection.fill")
    record, _ = _known(uow, member)
    if record.ref("user") not in (None, uow.actor.user):
        raise InputError("ties_not_own")
    given = checked(uow, "visit_member", {"ties": ties, "ties_note": note})
    if given["ties"] == "some" and not given["ties_note"]:
        raise InputError("ties_note_missing", field="visit_member.ties_note")
    uow.update("visit_member", member, {**given, "ties_on": uow.today().isoformat(), "ties_by": uow.actor.user})


def _known(reader: Reader, member: str) -> tuple[Record, Plan]:
    record = reader.maybe("visit_member", member) if is_id(member) else None
    if record is None:
        raise InputError("visit_member_unknown")
    return record, visit_plans.get(reader, record.text("visit_plan"))


def name_of(reader: Reader, member: Record) -> str:
    """The name of one of a team."""
    return names(reader, (member,)).get(member.text("user"), member.text("name"))


def names(reader: Reader, members: Iterable[Record]) -> dict[str, str]:
    """User → name, of the users in teams."""
    users = {one.text("user") for one in members if one.ref("user")}
    return {key: user.text("name") for key, user in reader.many("user", sorted(users)).items()}


def undeclared(team: Sequence[Record]) -> list[Record]:
    """Those who have not said yet whether they have ties to the facility."""
    return [one for one in team if not one.code("ties")]


def member_words(member: Record, known: Mapping[str, str], lang: str) -> str:
    """Name, role, and for people of others the body; `known` are names of users."""
    name, told = known.get(member.text("user"), member.text("name")), role_words(member, lang)
    return f"{name} ({told})" if told else name


def role_words(member: Record, lang: str) -> str:
    """Role, and for people of others the body."""
    body = label("visit_body", member.code("body"), lang) if member.code("body") not in (None, OWN_BODY) else ""
    return ", ".join(filter(None, (label("visit_role", member.code("role"), lang), body)))
