"""What may be written in place of the two values of a clash: what fields take, and nothing that others decide (P13, P19)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from app.data.database import Database
from app.domain.clock import instant_text
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.services.cases import flow
from app.services.exchange import conflict_view, conflicts
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register

NOTHING = dict.fromkeys(("closed_on", "close_reason", "close_note", "sent_where"))
VOID = {**NOTHING, "status": "void", "void_reason": "trial"}
OPEN = {**NOTHING, "status": "open", "void_reason": None}
CLOSED = {**NOTHING, "status": "closed", "closed_on": "2026-02-28", "close_reason": "success", "void_reason": None}
Sides = tuple[Mapping[str, Any], Mapping[str, Any]]


def plant(database: Database, type_name: str, record: str, unit: str, sides: Sides) -> str:
    """A clash as a page of the server leaves it."""
    name, at = new_id(), instant_text(database.clock.now())
    data = {
        side: {"values": dict(values), "user": OTHER.user, "at": at}
        for side, values in zip(("current", "proposed"), sides, strict=True)
    }
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, ?, ?, ?, 1, 1)",
            (name, record, type_name, unit, json.dumps(data)),
        )
    return name


def test_no_clash_closes_a_case_that_nobody_approved_to_close(database: Database) -> None:
    """How a case stands is decided by acts: of two values one is taken, another one cannot be written."""
    opened = register(database)
    clash = plant(database, "case", opened.case, "(status)", (OPEN, VOID))
    with database.read(WORKER) as reader:
        found = conflict_view.clash_view(reader, clash, "km")
        assert found is not None
        assert (found.choices, [side.take for side in found.sides]) == ((), ["current", "proposed"])
        assert "trial" not in found.sides[1].value
    with pytest.raises(InputError, match="value_impossible"), acting(database) as uow:
        conflicts.resolve(uow, clash, "value", CLOSED)
    with acting(database) as uow:
        conflicts.resolve(uow, clash, "value", VOID)
    with database.read(WORKER) as reader:
        assert reader.get("case", opened.case).code("status") == "void"


def test_nobody_decides_their_own_request_by_a_clash(database: Database) -> None:
    opened = register(database, HEAD)
    with acting(database, HEAD) as uow:
        approval = flow.close(uow, opened.case, "success")
    answers = ({"state": "withdrawn"}, {"state": "approved", "decided_by": OTHER.user, "decided_on": "2026-02-28"})
    clash = plant(database, "approval", approval, "(answer)", answers)
    with pytest.raises(InputError, match="own_request"), acting(database, HEAD) as uow:
        conflicts.resolve(uow, clash, "proposed")
    with acting(database, HEAD) as uow:
        conflicts.resolve(uow, clash, "current")
    with database.read(HEAD) as reader:
        assert reader.get("case", opened.case).code("status") == "open"


@pytest.mark.parametrize("has_it", [WORKER.user, OTHER.user], ids=["former", "later"])
def test_two_answers_that_the_case_both_gives_the_lie_to_can_be_decided(database: Database, has_it: str) -> None:
    """It went on to somebody by another offer: whoever decides must be able to end the clash."""
    opened = register(database)
    with acting(database) as uow:
        uow.update("case", opened.case, {"owner": has_it})
        wrong, fits = ("accepted", "declined") if has_it == WORKER.user else ("declined", "accepted")
        offer = {"case": opened.case, "kind": "user", "from_user": WORKER.user, "to_user": OTHER.user, "state": fits}
        made = uow.create("hand_over", offer)
    both = ({"state": wrong, "answer_note": "one"}, {"state": wrong, "answer_note": "two"})
    one = plant(database, "hand_over", made, "(answer)", ({"state": fits}, both[0]))
    with pytest.raises(InputError, match="hand_over_is_so"), acting(database, HEAD) as uow:
        conflicts.resolve(uow, one, "proposed")
    with acting(database, HEAD) as uow:
        conflicts.resolve(uow, one, "current")
    with acting(database) as uow:
        uow.update("hand_over", made, {"state": wrong, "answer_note": "one"})
    two = plant(database, "hand_over", made, "(answer)", both)
    with acting(database, HEAD) as uow:
        conflicts.resolve(uow, two, "proposed")
    with database.read(HEAD) as reader:
        assert [each for each in conflicts.conflicts(reader) if each.record == made] == []


@pytest.mark.parametrize(
    ("unit", "sides", "value", "fault"),
    [
        ("sex", ({"sex": "male"}, {"sex": "female"}), "garbage", "code_unknown"),
        ("primero_id", ({"primero_id": "1"}, {"primero_id": "2"}), 7, "value_kind"),
        (
            "(name_km)",
            ({"family_name_km": "សុខ", "given_name_km": "ដារ៉ា"}, {"family_name_km": "សុខ", "given_name_km": "តារា"}),
            {"family_name_km": "12", "given_name_km": "/"},
            "name_without_letter",
        ),
        (
            "(birth)",
            ({"birth_from": "2015-02-03", "birth_to": "2015-02-03"}, {"birth_from": "2014-02-03", "birth_to": "2014-02-03"}),
            {"birth_from": "2999-01-01", "birth_to": "2999-01-01"},
            "date_in_future",
        ),
        (
            "(birth)",
            ({"birth_from": "2015-02-03", "birth_to": "2015-02-03"}, {"birth_from": "2014-02-03", "birth_to": "2014-02-03"}),
            {"birth_from": "2016-01-01", "birth_to": "2014-01-01"},
            "birth_out_of_order",
        ),
    ],
)
def test_another_value_is_checked_like_one_that_is_typed(
    database: Database, unit: str, sides: Sides, value: object, fault: str
) -> None:
    child = register(database).child
    clash = plant(database, "child", child, unit, sides)
    with pytest.raises(InputError, match=fault), acting(database) as uow:
        conflicts.resolve(uow, clash, "value", value)
    with acting(database) as uow:
        conflicts.resolve(uow, clash, "proposed")


def test_a_text_is_kept_without_spaces_around_it(database: Database) -> None:
    child = register(database).child
    clash = plant(database, "child", child, "school", ({"school": "one"}, {"school": "two"}))
    with acting(database) as uow:
        conflicts.resolve(uow, clash, "value", " three ")
    with database.read(WORKER) as reader:
        assert reader.get("child", child).text("school") == "three"
