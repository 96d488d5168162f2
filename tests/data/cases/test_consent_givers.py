"""Who is alleged to have harmed a child never consents for it (practice P7), before and after it is known, whoever looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.data.database import Database
from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.domain.tasks import Due, Scope
from app.services.cases import case_json, case_parts, case_questions, cases
from app.services.people import child_media
from app.services.protection import danger_tasks
from app.services.sharing.sharing import Receiver, may_share
from tests.data.cases.support import HEAD, OFFICE, acting, form, register

BLIND = replace(HEAD, rights=GROUPS - {"perpetrator"} | {"names"})
FATHER = {"family_name_km": "អ៊ុំ", "given_name_km": "សៅ", "relation": "father", "is_carer": True}
MOTHER = {"family_name_km": "ហេង", "given_name_km": "ស្រី", "relation": "mother", "is_carer": True}
MAN = {"name": "សៅ អ៊ុំ", "relation": "father", "lives_with_child": True}
ASKED = {"purpose": "sharing", "receiver": "NGO A", "data": ["identity"], "answer": "given", "how": "signature"}


def opened(database: Database, *, harmed: bool = False, **more: Any) -> str:
    """A case in which the father agreed to share with an organisation; with `harmed`, he is alleged at the same time."""
    told = [{**ASKED, "on": "2026-02-27", "by": "carer"}]
    person = {"case__perpetrators": [MAN]} if harmed else {}
    return register(database, HEAD, case__carer=FATHER, case__consent=told, **person, **more).case


def part(database: Database, case: str, kind: str, values: dict[str, object]) -> str:
    with acting(database, HEAD) as uow:
        parent = uow.get("case", case).text("child") if kind == "family_member" else case
        return case_parts.add(uow, kind, parent, values)


def why(database: Database, case: str, actor: Any = HEAD) -> str:
    """Why it may not be shared; "" where it may."""
    with database.read(actor) as reader:
        found = may_share(reader, case, Receiver("ngo", "", "NGO A"), frozenset({"identity"}))
    return found.why[0].code if found.why else ""


def lines(database: Database, actor: Any = HEAD) -> list[Due]:
    with database.read(actor) as reader:
        return [one for one in danger_tasks.all_of(reader, Scope(OFFICE)) if one.kind == "consent_anew"]


def anew(database: Database, case: str, giver: str) -> None:
    """A fresh answer of today."""
    with database.read(HEAD) as reader:
        today = reader.today().isoformat()
    part(database, case, "consent", {**ASKED, "given_by": giver, "on_date": today})


def test_what_the_father_agreed_to_counts_no_more_when_he_is_alleged(database: Database) -> None:
    case = opened(database)
    assert why(database, case) == ""
    assert lines(database) == []
    with database.read(HEAD) as reader:
        asked = case_parts.questions(reader, "perpetrator", case, MAN)
        assert [(one.code, one.params) for one in asked] == [("ask.danger_consent_stands", {"n": 1})]
        assert case_parts.questions(reader, "perpetrator", case, {"name": "Keo Rithy", "relation": "teacher"}) == ()
    part(database, case, "perpetrator", MAN)
    assert why(database, case) == "sharing.harmed"
    assert why(database, case, BLIND) == "sharing.ask_anew", "why is not told to who may not know"
    (line,) = lines(database)
    assert (line.case, line.extra, line.step) == (case, "sharing", "add:consent")
    assert lines(database, BLIND) == [line], "the line tells nothing of the person"


@pytest.mark.parametrize("giver", ["child", "authority"])
def test_somebody_else_who_agrees_ends_it(database: Database, giver: str) -> None:
    case = opened(database, harmed=True)
    assert why(database, case) == "sharing.harmed"
    anew(database, case, "carer")
    assert why(database, case) == "sharing.harmed", "he is the only carer"
    anew(database, case, giver)
    assert why(database, case) == ""
    assert lines(database) == []
    anew(database, case, "carer")
    assert why(database, case) == "", "what he says later undoes nothing"


def test_of_two_carers_the_other_one_may_agree_after_it_is_known(database: Database) -> None:
    case = opened(database)
    part(database, case, "family_member", MOTHER)
    part(database, case, "perpetrator", MAN)
    assert why(database, case) == "sharing.harmed", "it may have been he"
    anew(database, case, "carer")
    assert why(database, case) == ""
    assert lines(database) == []


def test_a_relation_alone_is_enough_and_an_unfounded_allegation_is_none(database: Database) -> None:
    case = opened(database)
    person = part(database, case, "perpetrator", {"relation": "Father"})
    assert why(database, case) == "sharing.harmed"
    with acting(database, HEAD) as uow:
        case_parts.change(uow, "perpetrator", person, {"status": "unfounded"})
    assert why(database, case) == ""
    assert lines(database) == []


def test_a_refusal_stands_whoever_said_it(database: Database) -> None:
    case = opened(database)
    part(database, case, "consent", {**ASKED, "answer": "withdrawn", "given_by": "carer", "on_date": "2026-02-28"})
    part(database, case, "perpetrator", MAN)
    assert why(database, case) == "sharing.refused"
    assert lines(database) == []


def test_both_in_one_registration_are_asked_about_once(database: Database) -> None:
    told = [{**ASKED, "on": "2026-02-27", "by": "carer"}]
    with database.read(HEAD) as reader:

        def asked(**changes: Any) -> list[str]:
            wanted = case_json.read(form(case__carer=FATHER, **changes), reader.today())
            return [one.code for one in case_questions.before_register(reader, wanted)]

        assert asked(case__consent=told, case__perpetrators=[MAN]) == ["ask.case_consent_harmed"]
        assert asked(case__consent=told) == []
        assert asked(case__consent=[{**told[0], "by": "child"}], case__perpetrators=[MAN]) == []
        assert asked(case__consent=[{**told[0], "answer": "refused"}], case__perpetrators=[MAN]) == []
    first = opened(database, harmed=True)
    with database.read(HEAD) as reader:
        again = replace(
            case_json.read(form(case__consent=told), reader.today()), child_id=reader.get("case", first).text("child")
        )
        assert "ask.case_consent_harmed" in [one.code for one in case_questions.before_register(reader, again)]
        blind = replace(again, family=(), child={})
    with database.read(BLIND) as reader:
        assert case_questions.before_register(reader, blind) == (), "who may not know is asked nothing"


def test_no_picture_is_taken_on_such_a_consent(database: Database) -> None:
    case = opened(database, case__concerns=[])
    part(database, case, "consent", {"purpose": "photo", "answer": "given", "given_by": "carer", "on_date": "2026-02-27"})
    with database.read(HEAD) as reader:
        child_media.check_photo(reader, [case])
    part(database, case, "perpetrator", MAN)
    with database.read(HEAD) as reader, pytest.raises(InputError, match="attachment_child_consent"):
        child_media.check_photo(reader, [case])


def test_a_void_case_asks_for_nothing(database: Database) -> None:
    case = opened(database, harmed=True)
    with acting(database, HEAD) as uow:
        cases.void(uow, case, "trial")
    assert lines(database) == []
