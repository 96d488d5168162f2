"""Saving and reading records: what is saved is there, what is not changed is not captured."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.data import audit
from app.data.database import Database
from app.data.undo import last_act, undo
from app.domain.errors import InputError
from app.domain.records import Actor

CHILD = {"office": "0203", "family_name_km": "សុខ", "given_name_km": "ដារ៉ា", "disability": {"seeing", "hearing"}, "sex": "male"}


def ops(database: Database) -> list[tuple[int, str, str]]:
    with database.transaction() as connection:
        return [tuple(row) for row in connection.exec_driver_sql("SELECT seq, kind, plain(patch) FROM op ORDER BY n")]


def test_what_is_created_is_read_back(database: Database, actor: Actor) -> None:
    with database.write(actor, "register_child") as uow:
        child = uow.create("child", CHILD | {"birth_from": date(2015, 2, 3)})
        assert uow.get("child", child).text("family_name_km") == "សុខ"
    with database.read(actor) as reader:
        record = reader.get("child", child)
        assert record.codes("disability") == {"seeing", "hearing"}
        assert record.day("birth_from") == date(2015, 2, 3)
        assert record.version == 0
        assert reader.find("child", sex="male") == [record]
        assert reader.find("child", sex=("female", "other")) == []
        assert reader.count("child", died_on=None) == 1
        assert reader.ops_waiting() == 1
    assert uow.changes[0].what == "created"


def test_only_differences_are_captured_and_groups_whole(database: Database, actor: Actor) -> None:
    with database.write(actor, "register_child") as uow:
        child = uow.create("child", CHILD)
    with database.write(actor, "edit_child") as uow:
        uow.update("child", child, {"family_name_km": "សុខា", "sex": "male", "disability": ["hearing", "walking"]})
    assert ops(database)[1] == (
        2,
        "edit",
        '{"disability":{"add":["walking"],"del":["seeing"]},"family_name_km":"សុខា","given_name_km":"ដារ៉ា","name_unknown":null}',
    )
    assert uow.changes[0].fields == {"family_name_km", "disability"}
    with database.write(actor, "edit_child") as uow:
        uow.update("child", child, {"sex": "male"})
    assert len(ops(database)) == 2
    assert uow.changes == ()


def test_a_fault_in_the_act_leaves_nothing(database: Database, actor: Actor) -> None:
    def act() -> None:
        with database.write(actor, "register_child") as uow:
            uow.create("child", CHILD)
            uow.create("child", {"no_such": 1})

    with pytest.raises(InputError):
        act()
    with database.read(actor) as reader:
        assert reader.count("child") == 0
        assert reader.ops_waiting() == 0


def test_lists_page_by_key_with_empty_values(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        for number in range(7):
            uow.create("case", {"status": "open", "opened_on": None if number % 3 == 0 else f"2026-01-0{number % 2 + 1}"})
    with database.read(actor) as reader:
        for order in ((), ("opened_on",), ("-opened_on",), ("status", "-opened_on")):
            whole = reader.find("case", order=order, limit=100)
            paged, after = [], None
            while page := reader.find("case", order=order, limit=2, after=after):
                paged += page
                after = reader.place_of("case", page[-1].id, order)
            assert [record.id for record in paged] == [record.id for record in whole]
            assert len(paged) == 7


def test_history_names_every_field_and_who(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        case = uow.create("case", {"status": "open", "received_at": datetime(2026, 1, 5, 3, 4, 5, 678000, UTC)})
        response = uow.create("form_response", {"answers": {"/data/a": "1", "/data/b": "2"}})
    with database.write(actor, "y") as uow:
        uow.update("case", case, {"risk_level": "high"})
        uow.update("form_response", response, {"answers:/data/a": "3", "answers:/data/b": None})
    with database.read(actor) as reader:
        assert reader.get("case", case).text("received_at") == "2026-01-05T03:04:05.678Z"
        assert [(line.what, line.field, line.old, line.new) for line in reader.history(case)] == [
            ("created", None, None, None),
            ("changed", "risk_level", None, "high"),
        ]
        assert [line.field for line in reader.history(response)] == [None, "answers:/data/a", "answers:/data/b"]
        assert reader.get("form_response", response).entries("answers") == {"/data/a": "3"}


def test_undo_leaves_what_changed_since(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        case = uow.create("case", {"status": "open", "reason": "a", "risk_level": "low"})
    with database.write(actor, "edit_case", code="K-1") as uow:
        uow.update("case", case, {"reason": "b", "risk_level": "high"})
    colleague = Actor("u2", "Chan", "0203")
    with database.write(colleague, "edit_case") as uow:
        uow.update("case", case, {"risk_level": "medium"})
    with database.write(actor, "undo") as uow:
        act = last_act(uow)
        assert act is not None
        assert (act.act, act.params) == ("edit_case", {"code": "K-1"})
        result = undo(uow)
    assert result.left == (("case", case, "risk_level"),)
    with database.write(actor, "undo") as uow:
        assert uow.get("case", case).values["reason"] == "a"
        assert uow.get("case", case).values["risk_level"] == "medium"
        assert undo(uow).left == (("case", case, "*"),)
        with pytest.raises(InputError):
            undo(uow)


def test_reads_are_in_the_audit_and_go_to_the_server_once(database: Database, actor: Actor) -> None:
    with database.write(actor, "register_child") as uow:
        child = uow.create("child", CHILD)
    with database.write(actor, "open_case") as uow:
        uow.record_read("child", child)
        uow.note("print", "print_case", record=child, pages=2)
    with database.transaction() as connection:
        waiting = audit.unsent(connection, 10)
        assert [(line.kind, line.act, line.record) for line in waiting] == [
            ("read", "read", child),
            ("print", "print_case", child),
        ]
        audit.mark_sent(connection, waiting[0].id)
        assert [line.params for line in audit.unsent(connection, 10)] == [{"pages": 2}]
        assert [line.kind for line in audit.lines_of(connection, child)] == ["write", "read", "print"]
        assert audit.first_break(connection) is None
