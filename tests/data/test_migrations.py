"""A database of an older version: copied, migrated whole or not at all, its frozen lines, bases and parked lines untouched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.data import migrate
from app.data.connection import FILE, connect
from app.data.database import create_database, open_database
from app.data.outbox import outbox
from app.data.places import load_places
from app.domain.errors import EnvironmentFault
from app.domain.records import Actor
from tests.data.support import pull
from tests.support.new_databases import Pattern

KEY = bytes(range(32))
LATER = f'''"""A later version."""

import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{migrate.REVISIONS[-1]}"


def upgrade() -> None:
    """Adds a column."""
    op.add_column("child", sa.Column("later_field", sa.Text()))
'''


@pytest.fixture
def golden(tmp_path: Path, actor: Actor) -> Path:
    """An office's folder with operations sent, frozen and unsent, a base, and a parked line."""
    folder = tmp_path / "office"
    folder.mkdir()
    with create_database(folder, KEY) as database:
        with database.write(actor, "x") as uow:
            children = [uow.create("child", {"school": str(number)}) for number in range(3)]
        pull(database, "child", children[0], 7, {"school": "s"}, contains_all=True)
        with database.write(actor, "x") as uow:
            uow.update("child", children[0], {"school": "frozen"})
        with database.transaction() as connection:
            numbering = outbox.current_incarnation(connection).id
            outbox.freeze(connection, outbox.next_unfrozen(connection, numbering, 1), lambda op: b'["e"]')
            connection.exec_driver_sql("INSERT INTO parked VALUES ('o:0203', 'r1', 9, x'0102', 'unknown_type', 'now')")
        with database.write(actor, "x") as uow:
            uow.update("child", children[1], {"school": "unsent"})
    return folder


def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Makes this a programme of a later version."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "m9001_later.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(migrate, "REVISIONS", (*migrate.REVISIONS, "9001"))


def kept(folder: Path, name: str = FILE) -> list[object]:
    """What no migration may touch."""
    connection = connect(folder / name, KEY)
    tables = ("op", "parked", "record", "incarnation", "history", "audit")
    found: list[object] = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    connection.close()
    return found


def test_a_migration_keeps_every_line_and_leaves_a_copy(golden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept(golden)
    later(tmp_path, monkeypatch, LATER)
    with open_database(golden, KEY) as database, database.transaction() as connection:
        assert connection.exec_driver_sql("SELECT count(later_field) FROM child").scalar_one() == 0
        assert outbox.first_break(connection) is None
    assert kept(golden) == before
    assert kept(golden, "komar-before-9001.db") == before


def test_a_migration_that_breaks_leaves_the_old_version_working(
    golden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, actor: Actor
) -> None:
    before = kept(golden)
    with monkeypatch.context() as patched:
        later(tmp_path, patched, LATER + '    op.execute("SELECT broken")\n')
        with pytest.raises(Exception, match="no such column"):
            open_database(golden, KEY)
    assert kept(golden) == before
    with open_database(golden, KEY) as database, database.write(actor, "x") as uow:
        uow.create("child", {"school": "still works"})


def test_the_older_programme_refuses_the_migrated_file(golden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        later(tmp_path, patched, LATER)
        open_database(golden, KEY).close()
    with pytest.raises(EnvironmentFault, match="database_newer"):
        open_database(golden, KEY)


def test_the_pattern_of_the_tests_is_what_the_migrations_make(tmp_path: Path) -> None:
    """Nearly every test begins from it."""
    made = []
    for name, bring_up in (("really", migrate.migrate), ("pattern", Pattern(tmp_path).migrate)):
        connection = connect(tmp_path / name, KEY)
        bring_up(connection)
        connection.execute("BEGIN")
        load_places(connection)
        connection.execute("COMMIT")
        found = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = [name for kind, name, _ in found if kind == "table"]
        made.append([*found, *(connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables)])
        connection.close()
    assert made[0] == made[1]
