"""A picture of a child whose consent is gone is told until it is taken out, or somebody agreed anew (practice P5, P7)."""

from __future__ import annotations

from typing import Any

import pytest

from app.data.contents.attachments import AttachmentStore
from app.data.database import Database
from app.data.queries import pictures
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.services.cases import case_parts
from app.services.desk.task_sources import due_of
from app.services.papers import documents
from app.services.people import pictures_kept
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register
from tests.data.cases.test_documents import photograph


@pytest.fixture
def store(database: Database) -> AttachmentStore:
    return AttachmentStore.of(database)


def answer(database: Database, case: str, answer: str, day: str, **more: Any) -> None:
    """An answer about photographs."""
    with acting(database) as uow:
        case_parts.add(uow, "consent", case, {"purpose": "photo", "answer": answer, "on_date": day, **more})


def pictured(database: Database, store: AttachmentStore, parent: str = "case") -> tuple[str, str]:
    """A case with a picture of the child, and the picture."""
    opened = register(database)
    answer(database, opened.case, "given", "2026-02-20")
    key = opened.case if parent == "case" else opened.child
    with acting(database) as uow:
        made = documents.add(uow, store, (parent, key), photograph(), "p.png", kind="", purpose="child")
    return opened.case, made.id


def told(database: Database, actor: Actor = WORKER, **scope: Any) -> list[tuple[str, str]]:
    """What Today tells: the case and the picture."""
    with database.read(actor) as reader:
        return [(one.case, one.subject[1]) for one in pictures_kept.due(reader, Scope(OFFICE, **scope))]


@pytest.mark.parametrize("parent", ["case", "child"])
@pytest.mark.parametrize("said", ["withdrawn", "refused"])
def test_a_picture_is_told_after_the_no_until_it_is_gone(
    database: Database, store: AttachmentStore, parent: str, said: str
) -> None:
    case, picture = pictured(database, store, parent)
    assert told(database) == []
    answer(database, case, said, "2026-02-27")
    assert told(database) == told(database, HEAD) == told(database, HEAD, owner=WORKER.user) == [(case, picture)]
    assert told(database, OTHER) == told(database, CLERK) == told(database, HEAD, owner=HEAD.user) == []
    with database.read(HEAD) as reader:
        assert "picture_unconsented" in {one.kind for one in due_of(reader)}
    with acting(database) as uow:
        documents.take_out(uow, picture)
    assert told(database) == []


def test_who_agrees_anew_ends_it_and_so_does_the_end_of_the_case(database: Database, store: AttachmentStore) -> None:
    case, picture = pictured(database, store)
    answer(database, case, "given", "2026-02-26", until="2026-02-28")
    assert told(database) == [(case, picture)], "that was until yesterday"
    answer(database, case, "given", "2026-02-27")
    assert told(database) == []
    answer(database, case, "withdrawn", "2026-02-28")
    assert told(database) == [(case, picture)]
    with database.write(HEAD, "test") as uow:
        uow.update("case", case, {"status": "closed"})
    assert told(database) == []


def test_a_no_without_a_picture_asks_for_nothing(database: Database, store: AttachmentStore) -> None:
    case = register(database).case
    answer(database, case, "refused", "2026-02-27")
    with acting(database) as uow:
        documents.add(uow, store, ("case", case), photograph(), "letter.png", kind="letter")
    assert told(database) == []


def test_what_rules_pictures_out_is_told_to_who_may_know_of_it_alone(database: Database, store: AttachmentStore) -> None:
    case, picture = pictured(database, store)
    with acting(database, HEAD) as uow:
        case_parts.add(uow, "concern", case, {"code": "trafficking", "kind": "experienced"})
    assert told(database, HEAD) == [(case, picture)]
    assert told(database, WORKER) == []


def test_only_of_who_is_pictured_anything_is_asked(database: Database) -> None:
    """Of a hundred thousand cases the concerns and consents of those alone of whom there is a picture."""
    with database.read(HEAD) as reader:
        told, values = pictures.statement(reader.today(), ["a", "b"])
        plan = [str(row[3]) for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", values)]
    asked = [step for step in plan if step.startswith(("SEARCH t ", "SCAN t ", "SEARCH a ", "SCAN a "))]
    assert len(asked) == 5
    assert all("(purpose=?" in step or "(case=?" in step for step in asked), asked
