"""One person once, with many roles: found by name or phone, linked, told by right; a reporter is never found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.records import Actor
from app.services.care import carers
from app.services.cases import case_history, case_json, case_parts, cases
from app.services.people import merging, people
from app.services.protection import danger
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, form, register, with_rights

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


def test_who_is_known_is_one_person_in_a_registration_and_in_a_household(database: Database) -> None:
    one = register(database)
    with acting(database) as uow:
        birth = {"birth_from": "1980-01-01", "birth_to": "1980-12-31", "birth_source": "stated"}
        mother = case_parts.add(uow, "family_member", one.child, {**NAME, **birth, "relation": "mother", "sex": "female"})
        household = carers.register(uow, {"kind": "kinship", "name_km": "កែវ មុំ"})
        lives = case_parts.add(uow, "carer_member", household, {"who": mother, "relation": "mother"})
        with pytest.raises(InputError, match="value_missing"):
            case_parts.add(uow, "carer_member", household, {"relation": "mother"})
        other = case_parts.add(uow, "carer_member", household, {"name": "កែវ ធី"})
    assert found(database, "កែវធី") == ["carer_member កែវ ធី"]
    given = case_json.read(form(child__given_name_km="មករា"), date(2026, 3, 1))
    family: list[dict[str, object]] = [
        {"who": mother, "relation": "aunt", "is_carer": True},
        {"who": other, "relation": "other_relative"},
    ]
    with acting(database) as uow:
        two = cases.register(uow, replace(given, family=family, contacts=[{"who": mother, "phone": "012555444"}]))
    with database.read(WORKER) as reader:
        member = reader.get("carer_member", lives)
        assert (member.text("name"), member.text("sex"), member.text("birth_from")) == ("ហេង សុភី", "female", "1980-01-01")
        rows = reader.find("family_member", child=two.child, order=("id",))
        assert [(row.text("family_name_km"), row.text("given_name_km")) for row in rows] == [("ហេង", "សុភី"), ("កែវ", "ធី")]
        (called,) = reader.find("contact", child=two.child)
        assert member.text("who") == rows[0].text("who") == called.text("who")
        assert called.text("person") == "ហេង សុភី"
        assert reader.get("carer_member", other).text("who") == rows[1].text("who")
        assert reader.count("person") == 2


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
    with acting(database, KNOWS) as uow:
        uncle = case_parts.add(uow, "family_member", one.child, {"given_name_km": "មុំ", "relation": "uncle"})
        own = case_parts.add(uow, "perpetrator", one.case, {"who": uncle, "relation": "uncle"})
    with database.read(WORKER) as reader:
        assert reader.count("person") == 0, "nothing open tells that there is somebody whom one may not see"
        for role in (father, uncle):
            assert reader.get("family_member", role).ref("who") is None
            assert [one.field for one in case_history.field_history(reader, "family_member", role) if one.field == "who"] == []
    for actor, kinds in ((KNOWS, ["perpetrator"]), (WORKER, [])):
        with database.read(actor) as reader:
            assert [role.type for role in people.roles(reader, uncle)] == kinds
    with database.read(KNOWS) as reader:
        assert reader.get("perpetrator", own).text("name") == "មុំ"
        (met,) = [each for each in danger.alleged(reader, one.case) if each.record.id == own]
        assert danger.is_member(met, reader.get("family_member", uncle))
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


def test_a_child_is_no_sibling_of_itself(database: Database) -> None:
    opened, other = register(database), register(database)
    with acting(database) as uow:
        with pytest.raises(InputError, match="record_not_found"):
            case_parts.add(uow, "family_member", opened.child, {"linked_child": other.case, "relation": "sister"})
        with pytest.raises(InputError, match="distinct_itself"):
            case_parts.add(uow, "family_member", opened.child, {"relation": "sister", "linked_child": opened.child})
        assert case_parts.add(uow, "family_member", opened.child, {"relation": "sister", "linked_child": other.child})


def test_one_sibling_is_linked_once(database: Database) -> None:
    opened, other, third = register(database), register(database), register(database)
    with acting(database) as uow:
        linked = case_parts.add(uow, "family_member", opened.child, {"relation": "sister", "linked_child": other.child})
        plain = case_parts.add(uow, "family_member", opened.child, {"relation": "sister", "given_name_km": "នារី"})
        case_parts.add(uow, "family_member", opened.child, {"relation": "aunt", "given_name_km": "នារី"})
        case_parts.change(uow, "family_member", linked, {"relation": "brother", "linked_child": other.child})
        merging.merge_case(uow, other.case, third.case)
    again = {"relation": "sister", "linked_child": other.child}
    with acting(database) as uow:
        fourth = case_parts.add(uow, "family_member", third.child, {"relation": "sister", "linked_child": opened.child})
        with pytest.raises(InputError, match="part_twice"):
            case_parts.add(uow, "family_member", other.child, {"relation": "sister", "linked_child": opened.child})
        case_parts.remove(uow, "family_member", fourth)
    for told in (again, {**again, "linked_child": third.child}):
        with pytest.raises(InputError, match="part_twice"), acting(database) as uow:
            case_parts.add(uow, "family_member", opened.child, told)
        with pytest.raises(InputError, match="part_twice"), acting(database) as uow:
            case_parts.change(uow, "family_member", plain, told)
    with acting(database) as uow:
        case_parts.remove(uow, "family_member", linked)
        case_parts.change(uow, "family_member", plain, again)
