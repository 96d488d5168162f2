"""Emergency numbers and the card (practice P10); acts without consent that the head looks at afterwards (practice P8)."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.print.typesetting import as_json, pictures
from app.services.cases import case_parts
from app.services.protection import best_interests, danger_tasks, emergency
from tests.data.cases.support import CLERK, HEAD, OFFICE, WORKER, acting, register

OTHER_HEAD = replace(HEAD, user=new_id(), name="Long Vanna")
POLICE = {"number": "012 117 117", "name_km": "នគរបាលស្រុក", "hours": "24/24"}


def listed(database: Database, actor: Actor = WORKER, *, ended: bool = False) -> list[str]:
    """The numbers that somebody sees."""
    with database.read(actor) as reader:
        return [one.number for one in emergency.numbers(reader, ended=ended)]


def add(database: Database, actor: Actor = HEAD, **values: Any) -> str:
    """A number of the office."""
    with acting(database, actor) as uow:
        return emergency.add(uow, {**POLICE, **values})


def test_the_sourced_number_is_there_from_the_first_day_and_cannot_be_changed(database: Database) -> None:
    with database.read(CLERK) as reader:
        (one,) = emergency.numbers(reader)
    assert (one.number, one.name("en"), one.source, one.id) == ("1280", "Child Helpline Cambodia", "sourced", "")


def test_the_office_fills_in_others_each_with_its_days(database: Database) -> None:
    with database.read(HEAD) as reader:
        today = reader.today()
    day, before, after = (today + timedelta(days=step) for step in (0, -1, 1))
    key = add(database, valid_from=before.isoformat(), valid_until=day.isoformat())
    assert listed(database) == ["1280", POLICE["number"]]
    with acting(database, HEAD) as uow:
        emergency.change(uow, key, {"valid_until": before.isoformat()})
    assert listed(database) == ["1280"]
    assert listed(database, ended=True) == ["1280", POLICE["number"]]
    add(database, valid_from=after.isoformat())
    assert listed(database) == ["1280"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": None}, "value_missing"),
        ({"name_km": None}, "value_missing"),
        ({"number": "police"}, "phone_without_digit"),
        ({"valid_from": "2026-02-02", "valid_until": "2026-02-01"}, "end_before_start"),
        ({"source_tag": "sourced"}, "field_not_given"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, values: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError, match=code):
        add(database, **values)
    key = add(database)
    with pytest.raises(InputError, match=code), acting(database, HEAD) as uow:
        emergency.change(uow, key, values)


def test_only_the_head_changes_them(database: Database) -> None:
    key = add(database)
    with pytest.raises(InputError, match="not_allowed"):
        add(database, WORKER)
    with pytest.raises(InputError, match="not_allowed"), acting(database, WORKER) as uow:
        emergency.change(uow, key, {"number": "1"})


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_card_says_neither_whose_the_numbers_are_nor_what_they_are_for(
    database: Database, tmp_path: Path, lang: Any
) -> None:
    add(database)
    with database.write(HEAD, "office") as uow:
        uow.create("office", {"office": OFFICE, "name_km": "មន្ទីរ", "name_en": "Department", "phone": "053 999 999"})
    with database.read(WORKER) as reader:
        paper = emergency.card(reader, lang)
    said = as_json(asdict(paper))
    assert re.findall(r"1280|012 117 117|053 999 999", said) == ["1280", "012 117 117", "053 999 999"]
    assert not re.search("Child|Helpline|កុមារ|នគរបាល|មន្ទីរ|Department|2026", said)
    assert len(pictures(paper, ppi=20)) == 1
    assert len(pictures(replace(paper, numbers=paper.numbers * 4), ppi=20)) == 1
    with acting(database, WORKER, "emergency_card") as uow:
        emergency.save_card(uow, paper, tmp_path / "numbers.pdf")
    assert (tmp_path / "numbers.pdf").read_bytes().startswith(b"%PDF")


def rescued(database: Database, actor: Actor = WORKER, **values: Any) -> tuple[str, str]:
    """A case in which somebody acted without consent: the case, the consent record."""
    case = register(database).case
    told = {"purpose": "services", "answer": "given", "how": "best_interests", "reason": "Left alone at night"}
    with acting(database, actor) as uow:
        return case, case_parts.add(uow, "consent", case, {**told, **values})


def waiting(database: Database, actor: Actor = HEAD) -> list[str]:
    """What the head is to look at."""
    with database.read(actor) as reader:
        return [one.id for one in best_interests.waiting(reader)]


def test_an_act_without_consent_waits_for_the_head_until_it_was_looked_at(database: Database) -> None:
    case, consent = rescued(database, on_date="2026-02-20")
    with database.read(HEAD) as reader:
        (due,) = [one for one in danger_tasks.all_of(reader, Scope(OFFICE)) if one.kind == "review_consent"]
        assert (due.case, str(due.due), due.owner, due.group) == (case, "2026-02-27", HEAD.user, "review")
    with acting(database, HEAD) as uow:
        best_interests.review(uow, consent, note=" It was right ")
        row = uow.get("consent", consent)
        assert (row.text("reviewed_by"), row.text("review_note")) == (HEAD.user, "It was right")
        with pytest.raises(InputError, match="reviewed_already"):
            best_interests.review(uow, consent)
    assert waiting(database) == []
    with database.read(HEAD) as reader:
        assert not [one for one in danger_tasks.all_of(reader, Scope(OFFICE)) if one.kind == "review_consent"]


def test_nobody_looks_at_an_act_of_their_own(database: Database) -> None:
    _, consent = rescued(database, HEAD)
    with database.read(HEAD) as reader:
        assert [one.own for one in best_interests.waiting(reader)] == [True]
        assert not [one for one in danger_tasks.all_of(reader, Scope(OFFICE)) if one.kind == "review_consent"]
    with pytest.raises(InputError, match="own_request"), acting(database, HEAD) as uow:
        best_interests.review(uow, consent)
    with acting(database, OTHER_HEAD) as uow:
        best_interests.review(uow, consent)


def test_other_answers_are_not_looked_at_and_nobody_else_looks(database: Database) -> None:
    case, consent = rescued(database)
    with acting(database, WORKER) as uow:
        plain = case_parts.add(
            uow, "consent", case, {"purpose": "services", "answer": "given", "how": "thumbprint", "witness": "x"}
        )
    assert waiting(database) == [consent]
    with pytest.raises(InputError, match="record_not_found"), acting(database, HEAD) as uow:
        best_interests.review(uow, plain)
    for actor in (WORKER, CLERK, replace(OTHER_HEAD, roles=frozenset({"administrator"}))):
        with pytest.raises(InputError, match="not_allowed"):
            waiting(database, actor)
        with pytest.raises(InputError, match="not_allowed"), acting(database, actor) as uow:
            best_interests.review(uow, consent)
    assert waiting(database, replace(OTHER_HEAD, office="02")) == [], "the head of another office"
