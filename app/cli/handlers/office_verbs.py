"""`init`, `user …`, `office logo`, `sample`, `backup`, `restore`, `doctor`."""

from __future__ import annotations

from pathlib import Path

from app.cli.context import Context
from app.cli.doubts import tell
from app.cli.output import say
from app.data.keeping.doctor import examine
from app.domain.codelists import label
from app.domain.errors import EnvironmentFault, InputError
from app.services.office import backups, offices, users
from app.services.office.users import User, holdings
from app.services.papers import office_logo
from app.services.sample import sample as practice


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
    with context.session.read() as reader:
        tell(context, users.before_edit(reader, user.id, context.names("roles"), active=user.active))
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


def logo(context: Context) -> None:
    """Tells whether papers have the office's logo; sets it from a picture, or takes it away."""
    file = context.call.text("file")
    if context.call.flags:
        with context.session.write("logo_remove") as uow:
            office_logo.remove_logo(uow)
    elif file:
        path = Path(file)
        data = office_logo.read_logo(path)
        with context.session.write("logo_set") as uow:
            office_logo.set_logo(uow, data, path.name)
    with context.session.read() as reader:
        picture = office_logo.office_logo(reader)
    context.out.one({"logo": bool(picture), "bytes": len(picture)})


def _named(context: Context, key: str) -> User:
    """The user with an id or a full name; InputError `user_unknown`."""
    wanted = offices.same_name(key)
    for user in users.list_users(context.session):
        if user.id == key or offices.same_name(user.name) == wanted:
            return user
    raise InputError("user_unknown", field="user")


def user_rights(context: Context) -> None:
    """Lists each right with who holds it and their roles."""
    with context.session.read() as reader:
        found = holdings(reader)
    context.out.rows(
        {
            "right": one.right,
            "title": label("right", one.right, context.call.given.lang),
            "roles": sorted(one.roles),
            "users": [{"name": name, "roles": sorted(roles)} for name, roles in one.people],
        }
        for one in found
    )


def _user(user: User) -> dict[str, object]:
    """A user as the verbs print it."""
    roles, rights = sorted(user.roles), sorted(user.rights)
    return {"id": user.id, "name": user.name, "roles": roles, "rights": rights, "active": user.active, "here": user.here}


def sample(context: Context) -> None:
    """Turns an empty office into a practice office and fills it; tells how far it is on the error output."""
    call = context.call
    cases, seed = call.number("cases", 0), call.number("seed", 0)

    def told(done: int, total: int) -> None:
        if not call.given.json:
            say(f"{done} / {total}")

    made = practice.make(context.session, cases, seed, told)
    context.out.one(
        {"cases": made.cases, "facilities": made.facilities, "inspections": made.inspections, "records": made.records}
    )


def backup(context: Context) -> None:
    """Makes a backup within a folder and reads it back."""
    made = backups.make_backup(context.session, Path(context.call.need("dir")))
    context.out.one({"path": str(made.path), "at": made.at, "records": made.records})


def restore(context: Context) -> None:
    """Puts the newest backup of a folder in the place of the data; what was there is put aside."""
    source, current = Path(context.call.need("dir")), _open_office(context)
    put_aside = backups.restore_backup(source, context.folder, context.password(), session=current)
    context.out.one({"restored": str(context.folder), "put_aside": str(put_aside) if put_aside else None})


def _open_office(context: Context) -> offices.Session | None:
    """The office that stands in the folder; None for an empty folder or a database that cannot be opened any more."""
    if not offices.has_office(context.folder):
        return None
    try:
        return context.session
    except EnvironmentFault as fault:
        if fault.code in {"database_damaged", "database_missing", "database_newer", "keys_damaged"}:
            return None
        raise


def doctor(context: Context) -> int:
    """Examines the database; ends as a fault of the environment when something is wrong."""
    found = examine(context.session.database, context.session.actor)
    context.out.rows({"check": check.name, "ok": check.ok, "detail": check.detail} for check in found)
    return 0 if all(check.ok for check in found) else 3
