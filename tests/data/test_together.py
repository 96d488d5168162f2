"""Several at once, and what must be gone: threads, snapshots, erasure, and a sign-in that waits for nothing."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from app.data.database import Database
from app.data.drafts import save_draft
from app.data.keeping.doctor import examine
from app.data.models import METADATA
from app.data.outbox import outbox
from app.data.replica.erase import erase
from app.domain.records import Actor
from tests.data.support import all_ops, pull
from tests.support.unpacked import unpacked


def test_any_thread_may_save_and_no_number_is_missing(database: Database, actor: Actor) -> None:
    def save(number: int) -> None:
        with database.write(actor, "x") as uow:
            uow.create("child", {"school": str(number)})
        with database.read(actor) as reader:
            assert reader.count("child") >= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(60)))
    assert [op.seq for op in all_ops(database)] == list(range(1, 61))
    assert all(check.ok for check in examine(database, actor))


def test_a_reader_sees_one_moment_while_others_save(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "before"})
    with database.read(actor) as reader:
        assert reader.get("child", child).text("school") == "before"
        with database.write(actor, "x") as uow:
            uow.update("child", child, {"school": "after"})
            assert uow.get("child", child).text("school") == "after"
        assert reader.get("child", child).text("school") == "before"
    with database.read(actor) as reader:
        assert reader.get("child", child).text("school") == "after"


def test_the_sign_in_does_not_wait_for_sqlalchemy() -> None:
    heavy = ("sqlalchemy", "alembic", "app.data.models")
    code = f"import sys, app.data.keeping.keys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


TOKEN = "unmistakable"


def places_of(database: Database, token: str) -> set[str]:
    """The tables that hold a token anywhere."""
    found = set()
    with database.transaction() as connection:
        for table in METADATA.tables.values():
            for column in table.columns:
                values = connection.exec_driver_sql(f'SELECT "{column.name}" FROM "{table.name}"').scalars()
                if any(token in unpacked(value) for value in values):
                    found.add(table.name)
    return found


def test_an_erased_record_is_nowhere_and_the_chain_holds(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"family_name_latin": TOKEN, "school": TOKEN})
        other = uow.create("child", {"school": "stays"})
    pull(database, "child", child, 10, {"family_name_latin": TOKEN, "school": TOKEN}, contains_all=True)
    with database.write(actor, "x") as uow:
        uow.update("child", child, {"school": TOKEN + "2"})
    save_draft(database, actor.user, "edit_child", child, {"school": TOKEN})
    assert places_of(database, TOKEN) >= {"child", "search", "op", "record", "history", "undo", "draft"}
    with database.transaction() as connection:
        erase(connection, child)
        erase(connection, child)
    assert places_of(database, TOKEN) == set()
    with database.transaction() as connection:
        numbering = outbox.current_incarnation(connection).id
        outbox.freeze(connection, outbox.next_unfrozen(connection, numbering, 9), lambda op: b"line")
        assert outbox.first_break(connection) is None
    with database.read(actor) as reader:
        assert [record.id for record in reader.find("child")] == [other]
        assert all(check.ok for check in examine(database, actor))
