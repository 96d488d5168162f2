"""The office of the walk, made once for its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.data.drafts import save_draft
from app.data.keeping import keys
from app.services.cases import case_json, case_parts, cases, notes
from app.services.facilities import facilities
from app.services.office import users
from app.services.office.offices import create_office
from app.services.sharing import hand_overs
from tests.data.privacy.kinds import plant
from tests.data.privacy.office import (
    PEOPLE,
    SECRET,
    Office,
    add_responses,
    clash_and_hold,
    person,
    registration,
    secret,
)
from tests.data.privacy.walk_visits import add_visit


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("private") / "office"
    head = create_office(folder, "01", "Head", SECRET, profile=keys.Profile(1, 8, 1)).session
    people = {name: users.add_user(head, name, roles, f"{SECRET} of {name}") for name, roles in PEOPLE.items()}
    with head.write("case_register") as uow:
        opened = cases.register(uow, case_json.read(registration(people["Owner"]), uow.today()))
        notes.add(uow, opened.case, {"text": person(), "on_date": "2026-02-13", "next_visit_on": "2026-02-20"})
    with head.write("hand_over_accept") as uow:
        hand_overs.give(uow, opened.case, people["Owner"])
        notes.add(uow, opened.case, {"kind": "hand_over", "text": person()})
    with head.read() as reader:
        parts = {
            name: next(row.id for row in reader.find(name, case=opened.case) if case_parts.group_of(name, row.values))
            for name in ("reporter", "perpetrator", "category", "concern", "allegation")
        }
        phone = reader.get("reporter", parts["reporter"]).text("phone")
    for name, part in parts.items():
        with head.write("case_part") as uow:
            field = {"reporter": "name", "perpetrator": "name", "allegation": "outcome"}.get(name, "note")
            case_parts.change(uow, name, part, {field: secret()})
    with head.write("facility_register") as uow:
        facility = facilities.register(uow, {"name_km": "មណ្ឌល", "type": "rci", "owner": "ngo", "village_code": "01020101"})
    parts |= add_responses(head, opened.case)
    parts |= add_visit(head, facility)
    parts |= plant(head, opened.case, opened.child, secret, person)
    made = Office(head, people, opened.case, opened.code, opened.child, parts, facility, phone, [])
    clash_and_hold(made)
    save_draft(head.database, head.actor.user, "register_case", "", {"reporter": secret(), "name": person()})
    yield made
    head.close()
