"""The list of residents as a paper: of any day, by name for who may take names out, never saying that there is a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.domain.errors import InputError
from app.print.papers import Language
from app.print.typesetting import pictures
from app.services.facilities import residencies, roster_paper
from tests.support.facility_office import Office

DAY = date(2026, 6, 15)


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_list_of_a_day(office: Office, home: str, admit: Callable[..., str], lang: Language) -> None:
    admit(given_name_km="ធារី", name_latin="SOK Theary")
    gone = admit(given_name_km="រតនា", birth_from="2024-03-01", birth_to="2024-12-31", sex="male")
    with office.write() as uow:
        residencies.exit_resident(
            uow, gone, {"exited_on": "2026-06-10", "exit_reason": "reunified", "exit_destination": "birth_family"}
        )
    with office.read() as reader:
        now = roster_paper.roster_paper(reader, home, DAY, lang)
        before = roster_paper.roster_paper(reader, home, date(2026, 6, 1), lang)
        assert roster_paper.roster_paper(reader, home, date(2020, 1, 1), lang).lines == ()
    assert [one.name for one in now.lines] == ["សុខ ធារី"]
    assert [count for _, count in before.totals] == (["២", "១", "១", "១", "០"] if lang == "km" else ["2", "1", "1", "1", "0"])
    assert [bool(one.mark) for one in before.lines] == [False, True]
    assert len(pictures(before)) == 1


def test_names_leave_only_with_the_right_to_them(office: Office, home: str) -> None:
    clerk = replace(office.inspector, roles=frozenset({"clerk"}))
    with office.read(clerk) as reader, pytest.raises(InputError, match="not_allowed"):
        roster_paper.roster_paper(reader, home, DAY, "en")
