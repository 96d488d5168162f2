"""The people of an office: names, roles, rights, and a password on this computer. Changes are for administrators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.data.reader import Reader
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.permissions import require, require_rights, require_roles, scope
from app.domain.questions import Question
from app.domain.records import Actor, Record
from app.services.office.offices import Session, require_name, same_name

if TYPE_CHECKING:
    from app.data.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class User:
    """A person of the office; `here` says whether there is a password on this computer."""

    id: str
    name: str
    roles: frozenset[str]
    rights: frozenset[str]
    active: bool
    phone: str
    here: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A right to restricted information (or to lists with names) and who of the office holds it, each with all roles."""

    right: str
    people: tuple[tuple[str, frozenset[str]], ...]

    @property
    def roles(self) -> frozenset[str]:
        """The roles of those who hold it."""
        return frozenset(role for _, roles in self.people for role in roles)


def holdings(reader: Reader) -> tuple[Holding, ...]:
    """Who in service holds each right, in the order of the list of rights, by name. InputError `not_allowed`."""
    from app.text.keys import sort_key

    require(reader.actor, "user.list")
    found = [row for row in reader.find("user", office=reader.actor.office) if row.flag("active") is not False]
    found.sort(key=lambda row: sort_key(row.text("name")))
    return tuple(
        Holding(row.code, tuple((one.text("name"), one.codes("roles")) for one in found if row.code in one.codes("rights")))
        for row in codelist("right")
    )


def list_users(session: Session) -> list[User]:
    """Everybody of the office, active ones first, by name."""
    from app.data.keeping import keys
    from app.text.keys import sort_key

    here = set(keys.users(session.folder))
    with session.read() as reader:
        require(reader.actor, "user.list")
        found = [_user(record, here) for record in reader.find("user", office=reader.actor.office)]
    return sorted(found, key=lambda user: (not user.active, sort_key(user.name)))


def _user(record: Record, here: set[str]) -> User:
    """A person from the record."""
    active = record.flag("active") is not False
    roles, rights = record.codes("roles"), record.codes("rights")
    return User(record.id, record.text("name"), roles, rights, active, record.text("phone"), record.id in here)


def add_user(
    session: Session, name: str, roles: Iterable[str], password: str, *, rights: Iterable[str] = (), phone: str = ""
) -> str:
    """Adds a person with roles, rights to restricted groups, and a password on this computer; gives the id.

    InputError `not_allowed`, `name_missing`, `user_exists`, `roles_missing`, `code_unknown`, `password_short`.
    """
    from app.data.keeping import keys

    require(session.actor, "user.add")
    keys.check_password(password)
    with session.write("user_add") as uow:
        uow.undoable = False
        user = _add(uow, name, roles, rights, phone)
        keys.set_password(session.folder, session.database.key, user, password)
    return user


def _add(uow: UnitOfWork, name: str, roles: Iterable[str], rights: Iterable[str], phone: str) -> str:
    """The record of a new person."""
    full = require_name(name)
    _refuse_same(uow, full, None)
    given, groups = require_roles(roles), require_rights(rights)
    values = {"office": uow.actor.office, "name": full, "roles": sorted(given), "rights": sorted(groups), "active": True}
    return uow.create("user", values | ({"phone": phone} if phone else {}))


def edit_user(
    session: Session, user: str, *, name: str, roles: Iterable[str], rights: Iterable[str], active: bool, phone: str = ""
) -> None:
    """Changes a person; somebody put out of service can no longer sign in here. The office keeps one active administrator.

    InputError `not_allowed`, `name_missing`, `user_exists`, `roles_missing`, `code_unknown`, `last_administrator`.
    """
    from app.data.keeping import keys

    require(session.actor, "user.edit")
    require(session.actor, "user.role")
    with session.write("user_edit") as uow:
        full = require_name(name)
        before = uow.get("user", user)
        if before.flag("active") is False or same_name(before.text("name")) != same_name(full):
            _refuse_same(uow, full, user)  # two laptops may have brought in one name: rights are taken away all the same
        given, groups = require_roles(roles), require_rights(rights)
        if not active or "administrator" not in given:
            _keep_administrator(uow, user)
        values = {"name": full, "roles": sorted(given), "rights": sorted(groups), "active": active, "phone": phone or None}
        uow.update("user", user, values)
    if not active and user in keys.users(session.folder):
        keys.remove_user(session.folder, user)
    if user == session.actor.user:
        session.renew()


def before_edit(reader: Reader, user: str, roles: Iterable[str], *, active: bool) -> tuple[Question, ...]:
    """Whether somebody who will work on no cases any more has open ones, which would be left to nobody (practice P20)."""
    record = reader.maybe("user", user)
    if record is None:
        return ()
    later = Actor(user, record.text("name"), record.text("office"), frozenset(roles))
    if active and scope(later, "case.edit") is not None:
        return ()
    left = reader.count("case", owner=user, status="open")
    return (Question("ask.user_leaves_cases", {"name": later.name, "n": left}),) if left else ()


def set_password(session: Session, user: str, password: str) -> None:
    """Gives a person a password on this computer, or a new one; InputError `not_allowed`, `password_short`, `user_inactive`."""
    from app.data.keeping import keys

    require(session.actor, "password.set")
    with session.write("password_set") as uow:
        if uow.get("user", user).flag("active") is False:
            raise InputError("user_inactive")
        keys.set_password(session.folder, session.database.key, user, password)
        uow.note("write", "password_set", record=user)


def _refuse_same(reader: Reader, name: str, own: str | None) -> None:
    """InputError `user_exists` when an active person has the name, since people sign in by it."""
    wanted = same_name(name)
    for other in reader.find("user", office=reader.actor.office):
        if other.id != own and other.flag("active") is not False and same_name(other.text("name")) == wanted:
            raise InputError("user_exists", field="name")


def _keep_administrator(reader: Reader, leaving: str) -> None:
    """InputError `last_administrator` when nobody else could administer the office."""
    for other in reader.find("user", office=reader.actor.office):
        if other.id != leaving and other.flag("active") is not False and "administrator" in other.codes("roles"):
            return
    raise InputError("last_administrator", field="roles")
