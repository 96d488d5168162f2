"""Children under three and residents of eighteen or over, over all facilities: the list, and what Today asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.data.queries import facilities as queries
from app.domain.errors import InputError
from app.domain.tasks import Scope
from app.services.facilities import ages, facilities, residencies
from tests.support.facility_office import Office

Admit = Callable[..., str]


def born(*, first: str, last: str = "") -> dict[str, str]:
    """A birth, on a day or in a range; today is 15 June 2026."""
    return {"birth_from": first, "birth_to": last or first}


@pytest.fixture
def lived(office: Office, home: str, admit: Admit) -> dict[str, str]:
    """Residents by what they are."""
    stays = {
        "baby": admit(given_name_km="តូច", **born(first="2024-01-01")),
        "three": admit(**born(first="2023-06-15")),
        "nearly": admit(given_name_km="ជិត", **born(first="2023-06-16")),
        "about_three": admit(**born(first="2022-01-01", last="2023-12-31")),  # the middle of the range stands for it
        "seventeen": admit(**born(first="2008-06-16")),
        "eighteen": admit(given_name_km="ធំ", **born(first="2008-06-15")),
        "unknown": admit(birth_from=None, birth_to=None, birth_source="not_known"),
        "gone": admit(**born(first="2024-02-02"), admitted_on="2024-05-01"),
        "mistake": admit(**born(first="2024-03-03")),
    }
    with office.write(actor=office.head) as uow:
        residencies.exit_resident(uow, stays["gone"], {"exited_on": "2026-01-01", "exit_reason": "reunified"})
        residencies.void(uow, stays["mistake"], "entered twice")
    return stays


def test_the_list_over_all_facilities(office: Office, home: str, lived: dict[str, str]) -> None:
    with office.write() as uow:
        other = facilities.register(uow, {"name_km": "ផ្ទះមួយទៀត", "name_en": "Other", "type": "transit", "owner": "ngo"})
        second = residencies.admit(
            uow, other, {"sex": "male", "admitted_on": "2026-01-01", "admission_reason": "poverty", **born(first="2025-05-05")}
        )
    with office.read() as reader:
        everybody = ages.listing(reader)
        assert {one.id for one in everybody} == {lived[name] for name in ("baby", "nearly", "eighteen")} | {second}
        young = ages.listing(reader, "under_three")
        assert [one.facility.id for one in young] == sorted((home, home, other), key=lambda key: key == other)
        assert {one.id for one in young} == {lived["baby"], lived["nearly"], second}
        assert [(one.id, one.which) for one in ages.listing(reader, "over_eighteen")] == [(lived["eighteen"], "over_eighteen")]
        assert ages.numbers(reader) == {home: ages.Numbers(2, 1), other: ages.Numbers(1, 0)}
        with pytest.raises(InputError, match="age_list_unknown"):
            ages.listing(reader, "toddlers")


def test_today_asks_for_a_family_and_for_a_way_out(office: Office, home: str, lived: dict[str, str]) -> None:
    with office.read() as reader:
        told = {one.kind: one for one in ages.due(reader, Scope("01"))}
        young, grown = told["child_under_three"], told["resident_over_eighteen"]
        assert (young.subject, young.extra, young.group, young.state) == (("facility", home), "2", "review", "soon")
        assert (grown.subject, grown.extra, grown.group, grown.state) == (("facility", home), "1", "review", "none")
        assert not list(ages.due(reader, Scope("01", cases=("x",)))), "nothing of it belongs to a case"
        assert not list(ages.due(reader, Scope("01", owner=reader.actor.user))), "it is the office's work, nobody's own"
        assert not list(ages.due(reader, Scope("02")))
    with office.read(office.caseworker) as reader:
        assert not list(ages.due(reader, Scope("01"))), "who keeps the register and visits is asked"


def test_the_count_reads_an_index_alone(office: Office, home: str) -> None:
    with office.read() as reader:
        sql, parameters = queries.outside_ages_sql(date(2023, 6, 15), date(2008, 6, 15))
        plan = [str(row[3]) for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert plan, "a plan"
    assert all("COVERING INDEX" in step for step in plan if "residency" in step), plan
