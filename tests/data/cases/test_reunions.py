"""Before a child goes to family that was searched for, it is verified and both were asked (practice P22)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from app.data.database import Database
from app.domain.care import Wanted
from app.domain.errors import InputError
from app.services.care import care
from app.services.cases import case_parts
from tests.data.cases.support import WORKER, acting, register

BOTH = ["reunion_unverified", "reunion_wishes"]
AGREED = {"child_wish": "wants", "family_wish": "wants"}
VERIFIED = {"relation_verified_on": "2026-02-20"}


def told(database: Database, search: Mapping[str, object], option: str, kin: str = "") -> list[str]:
    """What speaks against a placement of a child for whom somebody is searched; `kin`: the relation of who will care."""
    opened = register(database)
    member = ""
    with acting(database) as uow:
        case_parts.add(uow, "tracing", opened.case, {"sought": "Srey Mom", "on_date": "2026-02-01", **search})
        if kin:
            member = case_parts.add(uow, "family_member", opened.child, {"given_name_km": "មុំ", "relation": kin})
    with database.read(WORKER) as reader:
        found = care.warnings(reader, opened.case, Wanted(option, kin=member, from_on=date(2026, 3, 1)))
    return [one.code for one in found if one.code.startswith("reunion") and one.params == {"sought": "Srey Mom"}]


@pytest.mark.parametrize(
    ("search", "option", "kin", "codes"),
    [
        ({"relation": "mother"}, "birth_family", "", BOTH),
        ({"relation": "mother"}, "birth_family", "mother", BOTH),
        ({"relation": "mother", "state": "found", **VERIFIED}, "birth_family", "", ["reunion_wishes"]),
        ({"relation": "mother", "state": "found", **AGREED}, "birth_family", "", ["reunion_unverified"]),
        ({"relation": "mother", **VERIFIED, **AGREED, "child_wish": "does_not_want"}, "birth_family", "", ["reunion_wishes"]),
        ({"relation": "mother", **VERIFIED, **AGREED}, "birth_family", "", []),
        ({"relation": "mother", "state": "stopped"}, "birth_family", "", []),
        ({"relation": "mother"}, "birth_family", "father", []),
        ({"relation": "mother"}, "kinship", "", []),
        ({"relation": "aunt"}, "kinship", "", BOTH),
        ({"relation": "aunt"}, "birth_family", "", []),
        ({}, "birth_family", "", BOTH),
        ({"relation": "mother"}, "foster", "", []),
    ],
)
def test_what_is_missing_before_a_reunion_is_said(
    database: Database, search: dict[str, object], option: str, kin: str, codes: list[str]
) -> None:
    assert told(database, search, option, kin) == codes


def test_it_asks_for_a_reason_that_stays_with_the_placement(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        case_parts.add(uow, "tracing", case, {"sought": "Srey Mom", "relation": "mother"})
    wanted = Wanted("birth_family", from_on=date(2026, 3, 1))
    with acting(database) as uow, pytest.raises(InputError, match="placement_reason_missing"):
        care.place(uow, case, wanted, {})
    with acting(database) as uow:
        made = care.place(uow, case, wanted, {}, reason_despite="The village chief knows both")
        assert uow.get("placement", made).text("warned") == "reunion_unverified reunion_wishes"
