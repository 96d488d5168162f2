"""Clashes on real laptops: who sees both values, who may decide, what is put off; approvals of another text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import InputError
from app.services import exchange
from app.services.offices import Session
from tests.support.desk import Desk, desk_of, leave, together
from tests.support.server import RunningServer, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the tests here; each takes an office of its own."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


@pytest.fixture
def desk(server: RunningServer, tmp_path: Path) -> Desk:
    """An office that no other test uses."""
    return desk_of(server, tmp_path)


def category(session: Session, code: str) -> str:
    """A category of a new case."""
    with session.write("open") as uow:
        child = uow.create("child", {"office": session.actor.office})
        case = uow.create("case", {"office": session.actor.office, "child": child, "status": "open"})
        return uow.create("category", {"case": case, "code": code})


def edit(session: Session, type_name: str, record: str, **values: object) -> None:
    """One edit."""
    with session.write("edit") as uow:
        uow.update(type_name, record, values)


def test_a_person_who_lacks_one_of_two_groups_sees_no_value_and_decides_nothing(desk: Desk) -> None:
    one, two = desk.laptop("one"), desk.laptop("two")
    record = category(one, "neglected")
    together(one, two)
    edit(one, "category", record, code="hiv")
    edit(two, "category", record, code="sexual_violence")
    together(one, two, one)
    for rights, hidden in ((("hiv_rh",), True), (("sexual_violence", "hiv_rh"), False)):
        actor = replace(one.actor, rights=frozenset(rights))
        with one.database.read(actor) as reader:
            [clash] = exchange.conflicts(reader)
            assert clash.hidden == hidden
            assert (clash.proposed == {}) == hidden
    few = replace(one.actor, rights=frozenset({"hiv_rh"}))
    with one.database.write(few, "decide") as uow, pytest.raises(InputError, match="not_allowed"):
        exchange.resolve(uow, clash.id, "current")
    with one.write("decide") as uow:
        exchange.resolve(uow, clash.id, "proposed")
    together(one, two)
    for session in (one, two):
        with session.read() as reader:
            assert exchange.conflicts(reader) == []
            assert reader.get("category", record).code("code") == "sexual_violence"
            assert exchange.status(reader).roots_differ == ()
    leave(one, two)
