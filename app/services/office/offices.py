"""The office on this computer: made at the first start, opened by a user's password, left again.

SQLAlchemy is imported only when a database is opened, since the sign-in window stands on the screen before that.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.clock import Clock, SystemClock
from app.domain.errors import EnvironmentFault, InputError
from app.domain.permissions import RIGHTS, ROLES, require
from app.domain.places import GAZETTEER_YEAR, require_office_code
from app.domain.records import Actor
from app.paths import CODE_LISTS
from app.text.dates import short_moment
from app.text.keys import search_terms, search_text
from app.text.normal import normalise
from app.text.words import words

if TYPE_CHECKING:
    from app.data.database import Database
    from app.data.keeping.keys import Profile
    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.records import Record

FIRST_ROLES = frozenset(ROLES) - {"ministry"}
"""The first user of an office holds every role of an office and every right; Settings says so and advises splitting."""


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """A province or district that an office can belong to, with the province's names."""

    code: str
    km: str
    en: str
    province_km: str
    province_en: str

    def name(self, lang: str) -> str:
        """District and province, or the province alone."""
        name, province = (self.km, self.province_km) if lang == "km" else (self.en, self.province_en)
        return name if len(self.code) == 2 else f"{name}, {province}"


@cache
def office_places() -> tuple[OfficePlace, ...]:
    """All provinces and districts of the national gazetteer, in the order of their codes."""
    with (CODE_LISTS / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        lines = {line["code"]: line for line in csv.DictReader(file) if len(line["code"]) <= 4}
    return tuple(
        OfficePlace(code, line["km"], line["en"], lines[code[:2]]["km"], lines[code[:2]]["en"])
        for code, line in sorted(lines.items())
        if code[:2] in lines
    )


def find_office_places(typed: str, limit: int = 30) -> list[OfficePlace]:
    """Provinces and districts by any part of their names or the beginning of their code."""
    terms = search_terms(typed)
    found = [
        place
        for place in office_places()
        if all(
            term in f"{search_text(place.km, place.en)} {search_text(place.province_km, place.province_en)}"
            or place.code.startswith(term)
            for term in terms
        )
    ]
    return found[:limit]


def office_place(code: str) -> OfficePlace:
    """The place of an office; InputError `office_code` when the gazetteer has no such province or district."""
    wanted = require_office_code(code)
    for place in office_places():
        if place.code == wanted:
            return place
    raise InputError("office_code", field="office", code=code.strip())


CLOCK_BACK, CLOCK_AHEAD = timedelta(days=1), timedelta(days=400)
"""A clock that jumped so far since the last entry is doubted (inferred)."""


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The words for a clock that is likely wrong (`clock.behind`, `clock.ahead`), what it says, and when the last entry was."""

    key: str
    now: datetime
    last: datetime | None

    def words(self, lang: str) -> str:
        """What to tell the person."""
        moments = {name: short_moment(at, lang) if at else "-" for name, at in (("now", self.now), ("last", self.last))}
        return words(self.key, lang, **moments)


class Session:
    """Somebody at work: the open database and who writes in it. Every write and read goes through here.

    `clock_doubt` is what speaks against the computer's clock at sign-in, to be told and no more.
    """

    def __init__(self, database: Database, actor: Actor, doubt: ClockDoubt | None = None) -> None:
        self.database = database
        self.actor = actor
        self.clock_doubt = doubt

    @property
    def folder(self) -> Path:
        """Where the office's files lie."""
        return self.database.folder

    def write(self, act: str, **params: object) -> AbstractContextManager[UnitOfWork]:
        """One act in one transaction (see `Database.write`)."""
        return self.database.write(self.actor, act, **params)

    def read(self) -> AbstractContextManager[Reader]:
        """Reads of one moment (see `Database.read`)."""
        return self.database.read(self.actor)

    def office(self) -> Record:
        """The office's own record."""
        with self.read() as reader:
            return own_office(reader)

    def renew(self) -> None:
        """Reads roles and rights again, after somebody changed them; InputError `user_inactive`."""
        self.actor = actor_of(self.database, self.actor.user)

    def close(self) -> None:
        """Leaves the database; the folder is free for another instance."""
        self.database.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class NewOffice:
    """A new office: the recovery code, to be shown once, and the first user's session."""

    recovery_code: str
    session: Session


def has_office(folder: Path) -> bool:
    """Whether an office lives in this folder; what a power cut left of a restore is mended first."""
    if (folder / "keys.json").exists():
        return True
    if not any(folder.glob("kept-*/keys.json")):
        return False
    from app.data.keeping.interrupted import put_back

    return put_back(folder)


def create_office(
    folder: Path,
    office_code: str,
    full_name: str,
    password: str,
    *,
    practice: bool = False,
    clock: Clock | None = None,
    profile: Profile | None = None,
) -> NewOffice:
    """Makes the encrypted database, the device's identity, the office's record and the first user with all roles and rights.

    InputError `office_code`, `name_missing`, `password_short`; EnvironmentFault `database_exists`, `read_only`, `disk_full`.
    """
    from app.data.database import create_database, remove_database, set_aside
    from app.data.faults import translated
    from app.data.files import make_folder
    from app.data.keeping import keys
    from app.domain.ids import new_id

    place, name = office_place(office_code), require_name(full_name)
    keys.check_password(password)
    if has_office(folder):
        raise EnvironmentFault("database_exists")
    user = new_id()
    actor = Actor(user, name, place.code, FIRST_ROLES, frozenset(RIGHTS))
    begun = folder / f"begun-{user}"
    with translated():
        make_folder(begun)
    try:
        key, code = keys.create_keys(begun, user, password, **({"profile": profile} if profile else {}))
        set_aside(folder, user)
        database = create_database(folder, key, clock=clock)
        try:
            _first_records(database, actor, place, practice=practice)
            with translated():
                # The slots come last: without them there is no office yet, wherever the power was cut.
                (begun / keys.NAME).replace(folder / keys.NAME)
        except BaseException:
            database.close()
            remove_database(folder)
            raise
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    return NewOffice(code, Session(database, actor))


def _first_records(database: Database, actor: Actor, place: OfficePlace, *, practice: bool) -> None:
    """The office's own record and its first user."""
    from app.domain.ids import shared_id

    with database.write(actor, "office_create", office=place.code) as uow:
        office: dict[str, object] = {"office": place.code, "name_km": place.km, "name_en": place.en}
        if practice:  # a real office does not say so, since another laptop of it may have been turned into practice (P6)
            office["practice"] = True
        uow.create("office", office, record_id=shared_id("office", place.code))
        first: Mapping[str, object] = {"roles": sorted(actor.roles), "rights": sorted(actor.rights & RIGHTS), "active": True}
        uow.create("user", {"office": place.code, "name": actor.name, **first}, record_id=actor.user)
        uow.undoable = False


def sign_in(folder: Path, name: str, password: str, *, clock: Clock | None = None) -> Session:
    """Opens the office for a user. Without a name, the password alone says who it is.

    InputError `wrong_password` (also for a name that does not fit, so that nothing is told), `password_wait`, `user_inactive`;
    EnvironmentFault of the database.
    """
    from app.data.database import open_database
    from app.data.keeping import keys

    unlocked = keys.unlock(folder, password, clock=clock or SystemClock())
    database = open_database(folder, unlocked.key, clock=clock)
    try:
        actor = actor_of(database, unlocked.user)
        if name.strip() and same_name(name) != same_name(actor.name):
            actor = _of_same_password(database, folder, name, password)
        with database.write(actor, "sign_in") as uow:
            session = Session(database, actor, clock_doubt(uow))
            uow.note("sign_in", "sign_in")
    except BaseException:
        database.close()
        raise
    return session


def _of_same_password(database: Database, folder: Path, name: str, password: str) -> Actor:
    """Somebody whose password is by chance that of a colleague, which opened first; InputError `wrong_password`."""
    from app.data.keeping import keys

    with database.read(Actor("", "", "")) as reader:
        fitting = [user.id for user in reader.find("user") if same_name(user.text("name")) == same_name(name)]
    for user in fitting:
        if user in keys.users(folder):
            return actor_of(database, keys.unlock(folder, password, clock=database.clock, user=user).user)
    raise InputError("wrong_password")


def clock_doubt(reader: Reader) -> ClockDoubt | None:
    """Whether the computer's clock cannot be right, by what was noted last here; None when nothing speaks against it.

    Nothing is refused for it, as no clock decides anything in the exchange; but limits and due days are wrong meanwhile.
    """
    from app.data.audit import last_moment

    now, last = reader.clock.now(), last_moment(reader.connection)
    if now.year < GAZETTEER_YEAR or (last is not None and last - now > CLOCK_BACK):
        return ClockDoubt("clock.behind", now, last)
    return ClockDoubt("clock.ahead", now, last) if last is not None and now - last > CLOCK_AHEAD else None


def check_password_of(session: Session, password: str) -> None:
    """Checks the password of whoever is signed in (to unlock the screen); InputError `wrong_password` or `password_wait`."""
    from app.data.keeping import keys

    keys.unlock(session.folder, password, clock=session.database.clock, user=session.actor.user)


def change_password(session: Session, old: str, new: str) -> None:
    """Changes the signed-in user's own password; InputError `wrong_password`, `password_wait`, `password_short`."""
    from app.data.keeping import keys

    check_password_of(session, old)
    keys.set_password(session.folder, session.database.key, session.actor.user, new)


def new_recovery_code(session: Session) -> str:
    """A new recovery code, shown once; the old one opens nothing any more. InputError `not_allowed`: for administrators."""
    from app.data.keeping import keys

    require(session.actor, "password.set")
    code = keys.new_recovery_code(session.folder, session.database.key)
    with session.write("recovery_code") as uow:
        uow.note("write", "recovery_code")
    return code


def recover(folder: Path, code: str, name: str, password: str, *, clock: Clock | None = None) -> Session:
    """Gives a user a new password by the office's recovery code, and signs in.

    InputError `wrong_code`, `password_wait`, `password_short`, `user_unknown`.
    """
    from app.data.database import open_database
    from app.data.keeping import keys

    keys.check_password(password)
    key = keys.unlock_by_code(folder, code, clock=clock or SystemClock())
    database = open_database(folder, key, clock=clock)
    try:
        with database.read(Actor("", "", "")) as reader:
            wanted = same_name(name)
            users = [user for user in reader.find("user") if user.flag("active") is not False]
            fitting = [user for user in users if same_name(user.text("name")) == wanted]
        if not fitting:
            raise InputError("user_unknown", field="name")
        actor = actor_of(database, fitting[0].id)
        keys.set_password(folder, key, actor.user, password)
        with database.write(actor, "password_recovered") as uow:
            uow.note("sign_in", "password_recovered")
    except BaseException:
        database.close()
        raise
    return Session(database, actor)


def actor_of(database: Database, user: str) -> Actor:
    """Who a user id is, by the records; InputError `user_inactive` when there is none such or it was put out of service."""
    with database.read(Actor(user, "", "")) as reader:
        record = reader.maybe("user", user)
    if record is None or record.flag("active") is False:
        raise InputError("user_inactive")
    return Actor(user, record.text("name"), record.text("office"), record.codes("roles"), record.codes("rights"))


def own_office(reader: Reader) -> Record:
    """The office's own record; InputError `record_not_found` when an exchange has not brought it yet."""
    found = reader.find("office", office=reader.actor.office, limit=1)
    if not found:
        raise InputError("record_not_found", type="office", id=reader.actor.office)
    return found[0]


def require_name(typed: str) -> str:
    """A person's full name in normal form; InputError `name_missing`."""
    name = " ".join(normalise(typed).split())
    if not name:
        raise InputError("name_missing", field="name")
    return name


def same_name(typed: str) -> str:
    """A name as it is compared: normal form, single spaces, small letters."""
    return " ".join(normalise(typed).split()).casefold()
