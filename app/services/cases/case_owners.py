"""Who owns cases: the people a case can be given to, and those who have some."""

from __future__ import annotations

from app.data.queries.cases import owner_counts
from app.data.reader import Reader
from app.domain.permissions import scope
from app.domain.records import Actor


def owners(reader: Reader) -> list[tuple[str, str]]:
    """(user id, name) of everybody in the office who may own cases or has open ones, by name; the acting person alone for who
    sees only the own cases.
    """
    actor = reader.actor
    if scope(actor, "case.list") != "office":
        return [(actor.user, actor.name)]
    having = owner_counts(reader, actor.office)
    found = {actor.user: actor.name}
    for user in reader.find("user"):
        person = Actor(user.id, user.text("name"), user.text("office"), user.codes("roles"))
        working = user.flag("active") is not False and scope(person, "case.edit") is not None
        if user.id in having or (working and user.text("office") == actor.office):
            found[user.id] = person.name
    return sorted(found.items(), key=lambda one: one[1].casefold())


def colleagues(reader: Reader) -> list[tuple[str, str]]:
    """(user id, name) of everybody in service in the office who works on cases, by name: whom a case can be offered to."""
    actor = reader.actor
    found = {}
    for user in reader.find("user", office=actor.office):
        person = Actor(user.id, user.text("name"), user.text("office"), user.codes("roles"))
        if user.flag("active") is not False and scope(person, "case.edit") is not None:
            found[user.id] = person.name
    return sorted(found.items(), key=lambda one: one[1].casefold())
