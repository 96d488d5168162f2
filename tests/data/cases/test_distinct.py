"""Children who were found to be two: never shown as likely again, never joined; siblings' cases are told by right."""

from __future__ import annotations

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.services.cases import cases
from app.services.people import distinct, duplicates, merging
from app.services.people.distinct import Kind
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register


def pair(database: Database) -> tuple[cases.Opened, cases.Opened]:
    """Two children who agree in everything, each with a case of its own."""
    return register(database), register(database)


@pytest.mark.parametrize("kind", ["twin", "sibling", "other"])
def test_what_was_answered_is_not_asked_again_and_bars_joining(database: Database, kind: Kind) -> None:
    one, two = pair(database)
    with database.read(WORKER) as reader:
        assert [found.case for found in duplicates.like_case(reader, one.code)] == [two.case]
    with acting(database) as uow:
        distinct.mark(uow, one.child, two.child, kind)
    with database.read(WORKER) as reader:
        assert duplicates.like_case(reader, one.code) == duplicates.like_case(reader, two.code) == []
        assert reader.count("family_member", child=one.child, linked_child=two.child) == (kind != "other")
    for goes, stays in ((one, two), (two, one)):
        with pytest.raises(InputError, match=r"merge_(distinct|siblings)"), acting(database) as uow:
            merging.merge_case(uow, goes.case, stays.case)


def test_the_newer_answer_counts_and_both_sides_write_one_record(database: Database) -> None:
    one, two = pair(database)
    with acting(database) as uow:
        distinct.mark(uow, one.child, two.child, "other")
    with acting(database) as uow:
        distinct.mark(uow, two.child, one.child, "twin")
    with database.read(WORKER) as reader:
        (row,) = reader.find("distinct")
        assert row.code("kind") == "twin"
        assert distinct.marked(reader, one.child) == {two.child: "twin"}
        assert distinct.marked(reader, two.child) == {one.child: "twin"}


def test_a_child_is_no_other_than_itself_and_only_the_own_is_marked(database: Database) -> None:
    one, two = pair(database)
    with pytest.raises(InputError, match="distinct_itself"), acting(database) as uow:
        distinct.mark(uow, one.child, one.child, "other")
    with pytest.raises(InputError, match="not_allowed"), acting(database, OTHER) as uow:
        distinct.mark(uow, one.child, two.child, "other")


def test_the_case_of_a_sibling_is_told_by_right(database: Database) -> None:
    one = register(database)
    two = register(database, OTHER, child__given_name_km="តារា")
    with acting(database) as uow:
        distinct.mark(uow, one.child, two.child, "twin")
    with database.read(WORKER) as reader:
        (found,) = distinct.sibling_cases(reader, one.child)
    assert (found.code, found.kind, found.own) == (two.code, "twin", False)
    assert (found.name, found.latin, found.owner) == ("", "", OTHER.name)
    with database.read(HEAD) as reader:
        (found,) = distinct.sibling_cases(reader, one.child)
        assert (found.own, found.name) == (True, "សុខ តារា")
        (back,) = distinct.sibling_cases(reader, two.child)
        assert (back.case, back.kind) == (one.case, "twin")
