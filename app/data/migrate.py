"""Bringing a database to the version of this programme. A failed migration rolls back whole; a newer database is refused.

Alembic is imported only when there is something to do, as it costs a tenth of a second at every start.
"""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as driver

from app.data.connection import connect
from app.domain.errors import EnvironmentFault

REVISIONS = tuple(f"{number:04}" for number in range(1, 39))
"""All versions this programme knows, oldest first; a test holds them equal to the scripts."""
SCRIPTS = Path(__file__).parent / "migrations"


def revision(connection: driver.Connection) -> str | None:
    """The version of a database; None for an empty one."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def migrate(connection: driver.Connection, *, backup_beside: Path | None = None, key: bytes = b"") -> None:
    """Runs what is missing in one transaction, after a copy of the file; EnvironmentFault `database_newer`.

    The copy stands beside the database as `komar-before-<version>.db`.
    """
    present = revision(connection)
    if present == REVISIONS[-1]:
        return
    if present is not None and present not in REVISIONS:
        raise EnvironmentFault("database_newer")
    if present is not None and backup_beside is not None:
        _copy(connection, backup_beside.with_name(f"komar-before-{REVISIONS[-1]}.db"), key)
    connection.execute("PRAGMA foreign_keys=OFF")
    _upgrade(connection)
    if connection.execute("PRAGMA foreign_key_check").fetchall():
        raise EnvironmentFault("database_damaged")


def _copy(connection: driver.Connection, path: Path, key: bytes) -> None:
    """A copy of the database as it is."""
    path.unlink(missing_ok=True)
    target = connect(path, key)
    try:
        connection.backup(target)
    finally:
        target.close()


def _upgrade(connection: driver.Connection) -> None:
    """Runs Alembic on our own connection, in one transaction begun by us."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "sqlite+pysqlite://", module=driver, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    with engine.begin() as begun:
        config.attributes["connection"] = begun
        command.upgrade(config, "head")
