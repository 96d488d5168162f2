"""The office's database on this laptop: made, opened, written and read. One process at a time; any thread may call."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from app.data.connection import FILE, connect
from app.data.faults import translated
from app.data.files import OWN_FILE, OWN_FOLDER, make_private
from app.data.keeping.keys import NAME
from app.data.migrate import migrate, revision
from app.data.outbox.capture import opened
from app.data.places import load_places
from app.data.reader import Reader
from app.data.refill import refill
from app.data.unit_of_work import UnitOfWork
from app.domain.clock import Clock, SystemClock, instant_text
from app.domain.errors import EnvironmentFault
from app.domain.ids import new_id
from app.domain.records import Actor

LOCK = "komar.lock"


class Database:
    """An open database. `clock` may be set by tests and by practice data."""

    def __init__(self, folder: Path, key: bytes, clock: Clock) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.clock = clock
        self.key = key
        self._resources = ExitStack()
        self._lock = threading.Lock()
        self._holder: int | None = None
        self._writer = _engine(self.path, key, reading=False)
        self._readers = _engine(self.path, key, reading=True)
        self._resources.callback(self._writer.dispose)
        self._resources.callback(self._readers.dispose)

    def begin(self, held: ExitStack) -> Database:
        """Makes an opened database ready and gives it what it holds until it is closed."""
        held.callback(self._resources.close)
        with self.transaction() as connection:
            refill(connection)
        self._resources = held.pop_all()
        return self

    @contextmanager
    def write(self, actor: Actor, act: str, **params: object) -> Iterator[UnitOfWork]:
        """One act in one transaction: committed at the end, or rolled back whole on any error.

        Other threads wait. `act` names it for audit and undo, `params` fill the words. EnvironmentFault for disk and file.
        """
        with self.transaction() as connection:
            uow = UnitOfWork(connection, actor, self.clock, act, params)
            yield uow
            uow.finish()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A bare write transaction, outside capture: for pages from the server, drafts and other local tables."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a write within a write")
        with self._lock, translated(self.folder):
            self._holder = threading.get_ident()
            try:
                with self._writer.begin() as connection:
                    yield connection
            finally:
                self._holder = None

    @contextmanager
    def read(self, actor: Actor) -> Iterator[Reader]:
        """Reads of one moment, on a connection that cannot write; writes go on meanwhile."""
        with translated(self.folder), self._readers.connect() as connection, connection.begin():
            yield Reader(connection, actor, self.clock)

    def close(self) -> None:
        """Ends all connections and lets the folder go."""
        self._resources.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_database(folder: Path, key: bytes, *, clock: Clock | None = None) -> Database:
    """Makes an encrypted database with all tables and the gazetteer in an existing folder, and opens it.

    EnvironmentFault `database_exists`, `second_instance`, `read_only`, `disk_full`; what was begun is taken away again.
    """
    path = folder / FILE
    with ExitStack() as resources, translated(folder):
        _take_folder(folder, resources)
        if path.exists():
            raise EnvironmentFault("database_exists")
        made = clock or SystemClock()
        try:
            connection = connect(path, key)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                migrate(connection)
                _first_rows(connection, made)
            finally:
                connection.close()
            return Database(folder, key, made).begin(resources)
        except BaseException:
            resources.close()  # what is open cannot be taken away
            remove_database(folder)
            raise


def remove_database(folder: Path) -> None:
    """Takes a database away that was only begun."""
    for path in (folder / FILE, *_beside(folder / FILE)):
        path.unlink(missing_ok=True)


def set_aside(folder: Path, stamp: str) -> None:
    """Moves a database away that has no key slots beside it: a making that the power cut short, or one whose slots were lost.

    EnvironmentFault `second_instance` while somebody holds it.
    """
    with translated(folder), held_folder(folder):
        left = [path for path in (folder / FILE, *_beside(folder / FILE)) if path.exists()]
        if left and not (folder / NAME).exists():
            aside = folder / f"kept-{stamp}"
            aside.mkdir(mode=OWN_FOLDER)
            for path in left:
                path.rename(aside / path.name)


def open_database(folder: Path, key: bytes, *, clock: Clock | None = None) -> Database:
    """Opens a database, migrating it first if it is of an older version (a copy is kept beside it).

    EnvironmentFault `database_missing`, `second_instance`, `database_newer`, `database_damaged`, `read_only`, `disk_full`.
    """
    path = folder / FILE
    with ExitStack() as resources, translated(folder):
        if not path.is_file():
            raise EnvironmentFault("database_missing")
        _take_folder(folder, resources)
        connection = connect(path, key)
        try:
            if revision(connection) is None:
                raise EnvironmentFault("database_damaged")
            connection.execute("PRAGMA journal_mode=WAL")
            migrate(connection, backup_beside=path, key=key)
            connection.execute("BEGIN IMMEDIATE")
            load_places(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()
        return Database(folder, key, clock or SystemClock()).begin(resources)


@contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """Holds a folder against every instance while files in it are exchanged; EnvironmentFault `second_instance`."""
    with ExitStack() as resources:
        _take_folder(folder, resources)
        yield


def _take_folder(folder: Path, resources: ExitStack) -> None:
    """Holds the folder against a second instance; EnvironmentFault `second_instance`, or that of the disk."""
    lock = FileLock(folder / LOCK, timeout=0, mode=OWN_FILE)
    try:
        lock.acquire()
    except Timeout as held:
        raise EnvironmentFault("second_instance") from held
    resources.callback(lock.release)
    for path in (folder, folder / FILE, *_beside(folder / FILE), folder / NAME):
        make_private(path)


def _first_rows(connection: driver.Connection, clock: Clock) -> None:
    """What every database holds from the start: device id, incarnation, places."""
    connection.execute("BEGIN IMMEDIATE")
    now = instant_text(clock.now())
    connection.execute("INSERT INTO meta (key, value) VALUES ('device', ?)", (new_id(),))
    connection.execute(
        "INSERT INTO incarnation (id, next_seq, since, current) VALUES (?, 1, ?, 1)", (secrets.token_hex(16), now)
    )
    load_places(connection)
    connection.execute("COMMIT")


def _beside(path: Path) -> tuple[Path, ...]:
    """The files that SQLite keeps beside a database."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def _engine(path: Path, key: bytes, *, reading: bool) -> Engine:
    """SQLAlchemy over our own connections; it begins transactions as we say."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver,
        creator=lambda: connect(path, key, reading=reading),
        poolclass=QueuePool if reading else StaticPool,
        hide_parameters=True,
        **({"pool_size": 3, "max_overflow": 13} if reading else {}),
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    if not reading:
        event.listen(engine, "connect", lambda made, record: opened(made, record.info))
    return engine
