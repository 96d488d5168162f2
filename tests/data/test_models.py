"""The tables: made from the vocabulary, and the migrations make the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.data.connection import FILE, connect
from app.data.database import Database, create_database, open_database
from app.data.fields import field_info, fields, type_names
from app.data.migrate import REVISIONS, SCRIPTS, migrate
from app.data.models import METADATA, TYPED
from app.domain.codelists import list_names
from app.domain.errors import EnvironmentFault
from sync.schema import vocabulary

KEY = bytes(range(32))


def test_every_wire_field_has_its_column() -> None:
    for name, spec in vocabulary().types.items():
        columns = {column.name for column in TYPED[name].columns}
        assert set(spec.fields) | {"id", "extra"} <= columns


def test_migrations_make_the_models(database: Database) -> None:
    with database.transaction() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
        made = {
            (row[0], row[1].replace('"', "").lower())
            for row in connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            )
        }
    wanted = {index.name: index for table in METADATA.tables.values() for index in table.indexes}
    assert {name for name, _ in made} == set(wanted)
    for name, sql in made:
        where = wanted[name].dialect_options["sqlite"]["where"]
        assert (" where " in sql) == (where is not None)
        assert where is None or str(where).lower() in sql


def test_the_programme_knows_all_its_migrations() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_every_code_list_named_exists() -> None:
    known = set(list_names())
    named = {(name, info.codelist) for name in type_names() for info in fields(name).values() if info.codelist}
    assert {pair for pair in named if pair[1] not in known} == set()
    assert field_info("consent", "answer").codelist == "consent_answer"
    assert field_info("case", "risk_level").codelist == "risk_level"
    assert field_info("form_response", "answers:/data/a").kind == "map"


def test_a_newer_database_is_refused_and_left(tmp_path: Path) -> None:
    create_database(tmp_path, KEY).close()
    connection = connect(tmp_path / FILE, KEY)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(EnvironmentFault) as fault:
        open_database(tmp_path, KEY)
    assert fault.value.code == "database_newer"
    assert (tmp_path / FILE).read_bytes() == before


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    connection = connect(tmp_path / "x.db", KEY)
    connection.execute('CREATE TABLE "user" (id TEXT)')  # the last table the migration makes
    with pytest.raises(Exception, match="already exists"):
        migrate(connection)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("user",)]
    connection.close()


def test_the_file_is_encrypted_and_names_nobody(tmp_path: Path, database: Database) -> None:
    from app.domain.records import Actor

    with database.write(Actor("u", "n", "0203"), "x") as uow:
        uow.create("child", {"given_name_latin": "Vanishing"})
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.name.startswith("komar.db"))
    assert b"Vanishing" not in content
    assert b"SQLite format" not in content
    assert isinstance(driver.sqlite_version, str)
