"""Cases as JSON: what goes in comes out, unknown keys are refused by name, `set` changes one thing at a time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.services.cases import case_file, case_json, cases
from tests.data.cases.support import WORKER, acting, form, register


def shown(database: Database, case: str) -> dict[str, Any]:
    """What `case show --json` prints, as read back by a programme."""
    with database.read(WORKER) as reader:
        told: dict[str, Any] = json.loads(json.dumps(case_json.show(case_file.case_file(reader, case))))
        return told


def set_values(database: Database, case: str, *assignments: str) -> None:
    with acting(database) as uow:
        case_json.assign(uow, case, assignments)


def test_what_goes_in_comes_out(database: Database) -> None:
    opened = register(database)
    told = shown(database, opened.code)
    assert {key: told[key] for key in ("id", "code", "status", "owner", "version")} == {
        "id": opened.case,
        "code": opened.code,
        "status": "open",
        "owner": WORKER.user,
        "version": 0,
    }
    given = form()
    for key, value in given["child"].items():
        assert told["child"][key] == value, key
    for key in ("received_at", "referral_source", "case_type", "risk_level", "urgent", "categories"):
        assert told["case"][key] == given["case"][key] or key == "received_at", key
    assert told["case"]["received_at"] == "2026-02-27T03:00:00.000Z"
    assert given["case"]["carer"].items() <= told["case"]["carer"].items()
    assert given["case"]["consent"][0].items() <= told["case"]["consent"][0].items()
    assert given["case"]["contacts"] == told["case"]["contacts"]


def test_what_is_shown_can_be_added_again(database: Database) -> None:
    first = shown(database, register(database, case__received_at="2026-02-27").code)
    with acting(database) as uow:
        again = cases.register(uow, case_json.read({key: first[key] for key in ("child", "case")}, uow.today()))
    second = shown(database, again.case)
    assert second["child"] == first["child"]
    assert second["case"] == first["case"]
    assert second["case"]["received_at"] == "2026-02-27"


@pytest.mark.parametrize(
    ("assignment", "section", "key", "value"),
    [
        ("child.sex=male", "child", "sex", "male"),
        ("child.how_to_find=", "child", "how_to_find", None),
        ('child.disability=["hand"]', "child", "disability", ["hand"]),
        ("child.birth.date=2014-01-02", "child", "birth", {"date": "2014-01-02", "source": "stated"}),
        ("child.foundling=true", "child", "foundling", True),
        ("case.reason=ផ្ទះឆេះ", "case", "reason", "ផ្ទះឆេះ"),
        ("case.risk_level=low", "case", "risk_level", "low"),
        ('case.categories=["street","drugs"]', "case", "categories", ["street", "drugs"]),
        ("case.received_at=2026-02-28", "case", "received_at", "2026-02-28"),
        ("case.urgent=false", "case", "urgent", False),
    ],
)
def test_set(database: Database, assignment: str, section: str, key: str, value: object) -> None:
    opened = register(database)
    set_values(database, opened.case, assignment)
    assert shown(database, opened.code)[section].get(key) == value


def test_set_changes_the_carer_and_replaces_lists(database: Database) -> None:
    opened = register(database)
    set_values(
        database,
        opened.case,
        "case.carer.occupation=កសិករ",
        'case.contacts=[{"phone": "099", "safe": "no"}]',
        'case.consent=[{"purpose": "sharing", "answer": "refused"}]',
    )
    case = shown(database, opened.case)["case"]
    assert case["carer"]["occupation"] == "កសិករ"
    assert case["carer"]["relation"] == "grandmother"
    assert case["contacts"] == [{"phone": "099", "safe": "no"}]
    assert [row["answer"] for row in case["consent"]] == ["given", "refused"]


@pytest.mark.parametrize(
    ("assignment", "code"),
    [
        ("child.shoe=1", "key_unknown"),
        ("sex=male", "assignment_form"),
        ("child.sex", "assignment_form"),
        ("child.sex=boy", "code_unknown"),
        ("child.village_code=77777777", "place_unknown"),
        ("child.birth.date=2030-01-01", "birth_in_future"),
        ("child.birth.age=old", "birth_keys"),
        ("child.foundling=perhaps", "value_kind"),
        ("case.status=closed", "key_unknown"),
        ("case.owner=x", "key_unknown"),
        ("case.received_at=", "received_missing"),
        ("case.contacts=no list", "value_kind"),
    ],
)
def test_set_refuses_what_cannot_be_and_changes_nothing(database: Database, assignment: str, code: str) -> None:
    opened = register(database)
    before = shown(database, opened.case)
    with pytest.raises(InputError) as refused:
        set_values(database, opened.case, "child.school=សាលា", assignment)
    assert refused.value.code == code
    assert shown(database, opened.case) == before


@pytest.mark.parametrize(
    "data",
    [None, [], {"children": {}}, {"child": []}, {"child": {}, "case": {"contacts": {}}}, {"case": {"carer": "mother"}}],
)
def test_what_is_no_case_is_refused(database: Database, data: object) -> None:
    with pytest.raises(InputError) as refused, acting(database) as uow:
        cases.register(uow, case_json.read(data, uow.today()))
    assert refused.value.code in {"value_kind", "key_unknown"}


def test_schema_names_keys_kinds_and_codes() -> None:
    child: Any = case_json.schema("child")["keys"]
    case: Any = case_json.schema("case")["keys"]
    assert "not_known" in child["sex"]["codes"]
    assert child["birth"]["keys"] == ["date", "from", "to", "age", "on", "source"]
    assert {"office", "birth_from", "village_km"}.isdisjoint(child)
    assert {"categories", "concerns", "carer", "contacts", "consent", "received_at", "risk_level"} <= case.keys()
    assert {"owner", "status", "code", "child"}.isdisjoint(case)
    consent: Any = case_json.schema("consent")["keys"]
    assert {"purpose", "answer", "on", "by"} <= consent.keys()
    assert case_json.schema("facility")["type"] == "facility"


def test_a_list_says_what_it_takes_out_and_what_stays(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        case_json.assign(uow, case, ['case.family=[{"relation": "aunt", "family_name_km": "សុខ"}]'])
        (said,) = case_json.assign(uow, case, ["case.family=[]"])
        assert (said.code, said.params) == ("ask.case_list_taken_out", {"key": "case.family", "n": 1})
        assert case_json.assign(uow, case, ["case.family=[]"]) == ()
        (carer,) = uow.find("family_member", is_carer=True)
        assert carer.text("relation") == "grandmother"
