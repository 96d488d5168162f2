"""`init`, `user …`, `sample`, `backup`, `restore`, `doctor`."""

from __future__ import annotations

from app.cli.context import Context
from app.domain.errors import InputError
from app.services import offices, users
from app.services.users import User


def init(context: Context) -> None:
    """Makes an office with its first user and prints the recovery code, this once."""
    call = context.call
    made = offices.create_office(context.folder, call.need("office"), call.need("full-name"), context.password())
    with made.session as session:
        context.out.one(
            {"office": session.actor.office, "user": session.actor.user, "roles": sorted(session.actor.roles)}
            | {"recovery_code": made.recovery_code}
        )


def user_add(context: Context) -> None:
    """Adds a user with a password on this computer."""
    session = context.session
    rights = context.names("rights")
    added = users.add_user(session, context.call.need("name"), context.names("roles"), context.new_password(), rights=rights)
    context.out.one(_user(_named(context, added)))


def user_list(context: Context) -> None:
    """Lists the users of the office."""
    context.out.rows(_user(user) for user in users.list_users(context.session))


def user_role(context: Context) -> None:
    """Sets the roles and, if they are given, the rights of a user."""
    user = _named(context, context.call.need("id"))
    rights = context.names("rights") if "rights" in context.call.values else tuple(user.rights)
    users.edit_user(
        context.session,
        user.id,
        name=user.name,
        roles=context.names("roles"),
        rights=rights,
        active=user.active,
        phone=user.phone,
    )
    context.out.one(_user(_named(context, user.id)))


def _named(context: Context, key: str) -> User:
    """The user with an id or a full name; InputError `user_unknown`."""
    wanted = offices.same_name(key)
    for user in users.list_users(context.session):
        if user.id == key or offices.same_name(user.name) == wanted:
            return user
    raise InputError("user_unknown", field="user")


def _user(user: User) -> dict[str, object]:
    """A user as the verbs print it."""
    roles, rights = sorted(user.roles), sorted(user.rights)
    return {"id": user.id, "name": user.name, "roles": roles, "rights": rights, "active": user.active, "here": user.here}
