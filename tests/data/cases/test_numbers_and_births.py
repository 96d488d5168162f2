"""What is refused of numbers and births however they are written or whenever they are known (practice P13)."""

from __future__ import annotations

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.services.cases import cases, notes
from app.services.people import children
from app.services.sharing import moves
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register

VILLAGE = "02030101"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"mosvy_village": VILLAGE, "mosvy_number": "7"}, {"mosvy_village": VILLAGE, "mosvy_number": "០០៧"}),
        ({"mosvy_village": VILLAGE, "mosvy_number": "០៧"}, {"mosvy_village": VILLAGE, "mosvy_number": "7"}),
        ({"primero_id": "ab-12"}, {"primero_id": " AB-12 "}),
        ({"oscar_id": "AB១"}, {"oscar_id": "ab1"}),
    ],
)
def test_a_number_is_of_one_child_however_it_is_written(
    database: Database, first: dict[str, str], second: dict[str, str]
) -> None:
    register(database, WORKER, **{f"child__{name}": value for name, value in first.items()})
    with pytest.raises(InputError, match="number_taken"):
        register(database, WORKER, **{f"child__{name}": value for name, value in second.items()})
    other = register(database).child
    with acting(database) as uow, pytest.raises(InputError, match="number_taken"):
        children.edit(uow, other, second)


@pytest.mark.parametrize("number", ["70", "17", "1007"])
def test_another_number_is_another(database: Database, number: str) -> None:
    register(database, child__mosvy_village=VILLAGE, child__mosvy_number="7")
    register(database, child__mosvy_village=VILLAGE, child__mosvy_number=number)
    register(database, child__mosvy_village="02030102", child__mosvy_number="7")


def exact(day: str) -> dict[str, str]:
    """A birth on a day."""
    return {"birth_from": day, "birth_to": day, "birth_source": "certificate"}


def test_a_birth_that_is_known_later_lies_before_what_is_written_of_the_child(database: Database) -> None:
    opened = register(database, child__birth={"age": 1, "on": "2026-02-27"}, case__received_at="2026-02-27T03:00:00Z")
    with acting(database) as uow, pytest.raises(InputError, match="born_after_event") as caught:
        children.edit(uow, opened.child, exact("2026-02-28"))
    assert (caught.value.params["field"], caught.value.params["day"]) == ("child.birth", "2026-02-27")
    with acting(database) as uow:
        children.edit(uow, opened.child, exact("2026-02-27"))  # reported on the day of its birth
        children.edit(uow, opened.child, {"birth_from": "2026-02-20", "birth_to": "2026-03-01"})  # about so: nothing is said
    with acting(database) as uow:
        notes.add(uow, opened.case, {"child_seen": True, "on_date": "2026-02-25"})
        with pytest.raises(InputError, match="born_after_event"):
            children.edit(uow, opened.child, exact("2026-02-26"))
        children.edit(uow, opened.child, exact("2026-02-25"))
        children.edit(uow, opened.child, {**exact("2026-02-25"), "school": "x"})


def test_a_number_that_two_cases_have_names_neither(database: Database) -> None:
    first, second = register(database), register(database, OTHER)
    with database.write(HEAD, "test") as uow:
        uow.connection.exec_driver_sql('UPDATE "case" SET code = ? WHERE id = ?', (first.code, second.case))
    with database.read(HEAD) as reader, pytest.raises(InputError, match="case_number_twice") as caught:
        cases.find_case(reader, first.code)
    assert {first.case, second.case} == set(str(caught.value.params["ids"]).split(", "))
    with database.read(HEAD) as reader:
        assert cases.find_case(reader, second.case).id == second.case
    for actor, own in ((WORKER, first), (OTHER, second)):
        with database.read(actor) as reader:
            assert cases.find_case(reader, first.code).id == own.case, "the one that is theirs"
    with acting(database, HEAD) as uow:
        cases.void(uow, second.case, "trial")
    with database.read(HEAD) as reader:
        assert cases.find_case(reader, first.code).id == first.case


def test_a_case_that_went_to_another_office_is_told_where_it_is_to_who_hands_cases_over(database: Database) -> None:
    opened = register(database)
    with acting(database, HEAD) as uow:
        uow.create("office", {"office": "02", "name_km": "បាត់ដំបង", "name_en": "Battambang", "phone": "012 000 111"})
    with acting(database, HEAD) as uow:
        moves.offer(uow, opened.case, "02", {"danger": "x"})
    with database.write(HEAD, "test") as uow:
        uow.connection.exec_driver_sql('DELETE FROM "case" WHERE id = ?', (opened.case,))  # as the exchange takes it away
    with database.read(HEAD) as reader, pytest.raises(InputError, match="case_moved") as caught:
        cases.find_case(reader, opened.code.lower())
    assert caught.value.params == {"code": opened.code, "where": "បាត់ដំបង · Battambang · 012 000 111"}
    with database.read(WORKER) as reader, pytest.raises(InputError, match="case_unknown"):
        cases.find_case(reader, opened.code)
