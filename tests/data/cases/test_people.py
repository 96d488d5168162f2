"""One person once, with many roles: found by name or phone, linked, told by right; a reporter is never found."""

from __future__ import annotations

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services import carers, case_parts, danger, people
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register, with_rights

KNOWS = with_rights(WORKER, "perpetrator", "reporter")
NAME = {"family_name_km": "ហេង", "given_name_km": "សុភី"}


def found(database: Database, typed: str, own: str = "family_member", actor: Actor = WORKER) -> list[str]:
    with database.read(actor) as reader:
        return [f"{one.type} {one.name}" for one in people.find(reader, typed, own)]


def test_the_mother_of_one_is_the_carer_of_another(database: Database) -> None:
    one, two = register(database), register(database, child__given_name_km="មករា")
    with acting(database) as uow:
        mother = case_parts.add(uow, "family_member", one.child, {**NAME, "relation": "mother", "sex": "female"})
        household = carers.register(uow, {"kind": "kinship", "name_km": "កែវ មុំ", "phone": "012999888"})
    assert found(database, "សុភី") == ["family_member ហេង សុភី"]
    assert found(database, "012 999 888") == ["carer កែវ មុំ"]
    with acting(database) as uow:
        aunt = case_parts.add(uow, "family_member", two.child, {"who": mother, "relation": "aunt"})
        phone = case_parts.add(uow, "contact", two.child, {"who": household})
    with database.read(WORKER) as reader:
        row, called = reader.get("family_member", aunt), reader.get("contact", phone)
        assert (row.text("given_name_km"), row.text("sex")) == ("សុភី", "female"), "nothing is typed twice"
        assert (called.text("person"), called.text("phone")) == ("កែវ មុំ", "012999888")
        assert row.text("who") == reader.get("family_member", mother).text("who") != mother
        roles = people.roles(reader, row.text("who"))
        assert [(role.relation, role.number) for role in roles] == [("mother", one.code), ("aunt", two.code)]
        (register_role,) = people.roles(reader, called.text("who"), without=[phone])
        assert (register_role.type, register_role.page, register_role.key) == ("carer", "carer", household)
        assert reader.count("person") == 2
    assert found(database, "សុភី") == ["person ហេង សុភី"], "once, whatever the roles"
    with acting(database) as uow:
        case_parts.add(uow, "family_member", two.child, {"who": row.text("who"), "relation": "neighbour"})
    with database.read(WORKER) as reader:
        assert reader.count("person") == 2


def test_a_household_of_the_register_is_a_mother_known_already(database: Database) -> None:
    one = register(database)
    with acting(database) as uow:
        mother = case_parts.add(uow, "family_member", one.child, {**NAME, "relation": "mother"})
        household = carers.register(uow, {"kind": "kinship", "who": mother})
        other = carers.register(uow, {"kind": "kinship", "name_km": "កែវ មុំ"})
    with acting(database) as uow:
        carers.edit(uow, other, {"who": mother})
    with database.read(WORKER) as reader:
        first, second = reader.get("carer", household), reader.get("carer", other)
        assert (first.text("name_km"), second.text("name_km")) == ("ហេង សុភី", "កែវ មុំ")
        assert first.text("who") == second.text("who") == reader.get("family_member", mother).text("who")
        kinds = [role.type for role in people.roles(reader, first.text("who"), without=[household])]
        assert kinds == ["family_member", "carer"]


def test_who_is_alleged_is_found_and_told_by_right_alone_and_lends_no_name(database: Database) -> None:
    one, two = register(database), register(database, child__given_name_km="មករា")
    with acting(database, KNOWS) as uow:
        alleged = case_parts.add(uow, "perpetrator", one.case, {"name": "ហេង សុភី"})
    assert found(database, "សុភី") == []
    assert found(database, "សុភី", actor=KNOWS) == ["perpetrator ហេង សុភី"]
    assert found(database, "សុភី", "perpetrator", KNOWS) == []
    with pytest.raises(InputError, match="person_unknown"), acting(database) as uow:
        case_parts.add(uow, "family_member", two.child, {"who": alleged, "relation": "father"})
    with pytest.raises(InputError, match="person_without_name"), acting(database, KNOWS) as uow:
        case_parts.add(uow, "family_member", two.child, {"who": alleged, "relation": "father"})
    with acting(database, KNOWS) as uow:
        father = case_parts.add(uow, "family_member", two.child, {**NAME, "who": alleged, "relation": "father"})
    for actor, kinds in ((KNOWS, ["family_member", "perpetrator"]), (WORKER, ["family_member"])):
        with database.read(actor) as reader:
            person = reader.get("family_member", father).text("who")
            assert [role.type for role in people.roles(reader, person)] == kinds
    with database.read(KNOWS) as reader:
        asked = danger.before_contact(reader, one.child, {"who": father})
        assert [question.code for question in asked] == ["ask.danger_contact"], "linked to who is alleged, by another role"


def test_a_reporter_and_people_of_the_cases_of_others_are_not_found(database: Database) -> None:
    one, two = register(database, OTHER), register(database)
    with acting(database, with_rights(OTHER, "reporter")) as uow:
        case_parts.add(uow, "reporter", one.case, {"name": "ហេង សុភី", "phone": "012777666"})
        mother = case_parts.add(uow, "family_member", one.child, {**NAME, "relation": "mother"})
    assert found(database, "012777666", actor=with_rights(HEAD, "reporter")) == []
    assert found(database, "សុភី") == []
    assert found(database, "សុភី", actor=HEAD) == ["family_member ហេង សុភី"]
    with pytest.raises(InputError, match="person_unknown"), acting(database) as uow:
        case_parts.add(uow, "family_member", two.child, {"who": mother, "relation": "aunt"})
    with pytest.raises(InputError, match="not_allowed"):
        found(database, "សុភី", actor=CLERK)
