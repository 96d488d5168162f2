"""A referral shows what was ticked, to whom consent was given, and is answered step by step (P7, P8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.data.database import Database
from app.domain.errors import InputError
from app.domain.tasks import Scope
from app.services.cases import case_parts
from app.services.papers import letters
from app.services.protection import danger_tasks
from app.services.sharing import between, referrals
from app.services.sharing.sharing import Receiver, may_share
from tests.data.cases.support import CLERK, HEAD, OFFICE, OTHER, WORKER, acting, register, with_rights

NGO = {"to_kind": "ngo", "to_name": "Friends", "to_phone": "012 345 678", "reason": "a place at school"}
FULL = with_rights(HEAD, "perpetrator", "reporter")


@pytest.fixture
def case(database: Database) -> str:
    return register(database).case


def consent(database: Database, case: str, answer: str = "given", **more: object) -> None:
    """An answer about sharing with the organisation."""
    with acting(database, WORKER) as uow:
        told = {"purpose": "sharing", "answer": answer, "receiver": "friends ", "given_by": "carer", "how": "signature"}
        case_parts.add(uow, "consent", case, {**told, "on_date": uow.today(), **more})


def made(database: Database, case: str, *shown: str, **more: object) -> str:
    with acting(database, WORKER) as uow:
        return referrals.add(uow, case, {**NGO, **more}, shown)


def test_without_consent_nothing_is_shared_but_for_a_reason_that_a_head_looks_at(database: Database, case: str) -> None:
    with pytest.raises(InputError, match="sharing_no_consent"):
        made(database, case, "child_name")
    referral = made(database, case, "child_name", despite="the child is in danger tonight")
    with database.read(HEAD) as reader:
        record = reader.get("referral", referral)
        assert (record.text("despite_by"), record.ref("consent")) == (WORKER.user, None)
        (request,) = reader.find("approval", subject=referral)
        assert (request.text("what"), request.text("state")) == ("no_consent", "asked")


def test_consent_is_for_that_receiver_that_data_and_that_time(database: Database, case: str) -> None:
    with database.read(WORKER) as reader:
        today = reader.today()

    def why(kind: str = "ngo", name: str = "Friends", *data: str) -> str:
        with database.read(WORKER) as reader:
            found = may_share(reader, case, Receiver(kind, "", name), frozenset(data or {"identity"}))
        assert found.ok == (not found.why) == (not found.needs_reason)
        return found.why[0].code if found.why else ""

    assert why() == "sharing.no_consent"
    assert why("police", "Post 4") == ""
    assert why("court", "") == ""
    consent(database, case, data=["identity"])
    assert why() == ""
    assert why("ngo", "FRIENDS") == ""
    assert why("ngo", "Others") == "sharing.no_consent"
    assert why("ngo", "Friends", "identity", "health") == "sharing.other_data"
    consent(database, case, until=today - timedelta(days=1), on_date=today - timedelta(days=1))
    assert why() == "", "the newest answer counts"
    consent(database, case, "withdrawn", on_date=today)
    assert why() == "sharing.refused"


def test_a_consent_that_is_over_counts_no_more(database: Database, case: str) -> None:
    with database.read(WORKER) as reader:
        today = reader.today()
    consent(database, case, until=today - timedelta(days=1), on_date=today - timedelta(days=1))
    with database.read(WORKER) as reader:
        assert may_share(reader, case, Receiver("ngo", "", "Friends"), frozenset()).why[0].code == "sharing.over"


def test_only_ticked_lines_are_written_into_it_and_stay_as_they_were(database: Database, case: str) -> None:
    consent(database, case)
    referral = made(database, case, "child_name", "sex", "school")
    with database.read(WORKER) as reader:
        record = reader.get("referral", referral)
        assert record.entries("shown") == {"child_name": "សុខ ដារ៉ា", "sex": "female"}, "what is empty is not shown"
        assert record.ref("consent") == reader.find("consent", purpose="sharing")[0].id
        assert set(referrals.lines_of(reader, case)) <= set(referrals.LINES)
    with acting(database, WORKER) as uow:
        child = uow.get("case", case).text("child")
        uow.update("child", child, {"given_name_km": "ម្នាក់ទៀត"})
    with database.read(WORKER) as reader:
        assert reader.get("referral", referral).entries("shown")["child_name"] == "សុខ ដារ៉ា"


def test_the_way_of_an_answer(database: Database, case: str) -> None:
    consent(database, case)
    referral = made(database, case, "sex")
    steps = [
        *(("done", "A", "referral_answered"), ("accepted", "", "value_missing"), ("accepted", "Ms Lim", "")),
        *(("accepted", "A", "referral_answered"), ("done", "Ms Lim", ""), ("declined", "A", "referral_answered")),
    ]
    for state, who, fault in steps:
        with acting(database, WORKER) as uow:
            if fault:
                with pytest.raises(InputError, match=fault):
                    referrals.answer(uow, referral, state, answered_by=who)
            else:
                referrals.answer(uow, referral, state, answered_by=who, note="on Monday")
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="referral_answered"):
        referrals.withdraw(uow, referral)
    other = made(database, case, "sex")
    with acting(database, WORKER) as uow:
        referrals.withdraw(uow, other)
    with database.read(WORKER) as reader:
        assert [row.code("state") for row in referrals.sent(reader)] == ["withdrawn", "done"]
        assert referrals.is_waiting(reader, referral), "it goes with the next exchange"
    with database.read(OTHER) as reader:
        assert referrals.sent(reader) == []


def test_the_receiver_writes_notes_that_change_no_answer_and_lose_none(database: Database, case: str) -> None:
    consent(database, case)
    referral = made(database, case, "sex")
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="not_allowed"):
        referrals.remark(uow, referral, "x", by="Ms Lim")
    with acting(database, WORKER) as uow:
        for text, by, fault in (("", "Ms Lim", "value_missing"), ("x", " ", "value_missing")):
            with pytest.raises(InputError, match=fault):
                referrals.remark(uow, referral, text, by=by)
        referrals.remark(uow, referral, "we look for a place", by="Ms Lim")
        referrals.answer(uow, referral, "accepted", answered_by="Ms Lim")
        referrals.remark(uow, referral, "she came today", by="Mr Sok")
        record = uow.get("referral", referral)
        day = f"{uow.today():%d/%m/%Y}"
        assert record.text("answer_note") == f"{day} Ms Lim: we look for a place\n{day} Mr Sok: she came today"
        assert (record.code("state"), record.text("answered_by")) == ("accepted", "Ms Lim")
        (row,) = [one for one in between.given(uow) if one.id == referral]
        assert row.may == ("done", "declined", "noted", "withdrawn")
        referrals.withdraw(uow, referral)
        with pytest.raises(InputError, match="referral_answered"):
            referrals.remark(uow, referral, "too late", by="Ms Lim")


def test_what_is_refused(database: Database, case: str) -> None:
    consent(database, case)
    for who, values, shown, fault in (
        (OTHER, NGO, ("sex",), "not_allowed"),
        (CLERK, NGO, ("sex",), "not_allowed"),
        (WORKER, {**NGO, "state": "done"}, ("sex",), "field_not_given"),
        (WORKER, {**NGO, "to_name": ""}, ("sex",), "value_missing"),
        (WORKER, {**NGO, "reason": " "}, ("sex",), "value_missing"),
        (WORKER, {**NGO, "to_kind": ""}, ("sex",), "value_missing"),
        (WORKER, {**NGO, "to_office": "12"}, ("sex",), "field_not_given"),
        (WORKER, {"to_kind": "office", "to_office": "99", "reason": "r"}, ("sex",), "office_not_known"),
        (WORKER, NGO, ("reporter",), "line_unknown"),
        (WORKER, {**NGO, "to_kind": "nobody"}, (), "code_unknown"),
    ):
        with acting(database, who) as uow, pytest.raises(InputError, match=fault):
            referrals.add(uow, case, values, shown)


def test_a_receiver_who_is_alleged_to_have_harmed_is_asked_about(database: Database, case: str) -> None:
    with acting(database, FULL) as uow:
        case_parts.add(uow, "perpetrator", case, {"name": "Chea Vuthy"})
    with database.read(FULL) as reader:
        assert referrals.before(reader, case, {**NGO, "to_name": "Vuthy Chea"})
        assert referrals.before(reader, case, NGO) == ()


def test_oscars_names_hold_what_is_shown_and_nothing_else(database: Database, case: str) -> None:
    consent(database, case)
    referral = made(database, case, "child_name", "village", oscar_referral_id="77")
    with database.read(WORKER) as reader:
        told = referrals.oscar(reader, referral)
    assert (told["family_name"], told["given_name"]) == ("សុខ (Sok)", "ដារ៉ា (Dara)")
    assert told["location_current_village_code"] == "01020101", "its leading zero stays"
    assert (told["referral_id"], told["organization_name"], told["is_referred"]) == ("77", "Friends", True)
    assert not {"gender", "date_of_birth", "level_of_risk"} & told.keys()
    hidden = made(database, case, "sex")
    with database.read(WORKER) as reader:
        told = referrals.oscar(reader, hidden)
    assert told["gender"] == "female"
    assert not {"family_name", "given_name", "global_id"} & told.keys()
    with database.read(OTHER) as reader, pytest.raises(InputError, match="not_allowed"):
        referrals.oscar(reader, referral)


def test_nothing_of_a_restricted_group_can_be_a_line() -> None:
    assert not {"reporter", "perpetrator", "concern", "interview", "safety_plan"} & set(referrals.LINES)


def test_consent_that_is_taken_back_takes_back_what_is_under_way(database: Database, case: str) -> None:
    """What has not gone out does not go out, and whoever took it back is told before (P7); rescue goes on (P8)."""
    consent(database, case)
    first, second = made(database, case, "sex"), made(database, case, "sex")
    rescue = made(database, case, "sex", to_name="Others", despite="in danger tonight")
    with acting(database, WORKER) as uow:
        referrals.answer(uow, second, "accepted", answered_by="Ms Lim")
    told = {"purpose": "sharing", "answer": "withdrawn", "receiver": "Friends", "given_by": "carer"}
    with database.read(WORKER) as reader:
        (question,) = case_parts.questions(reader, "consent", case, told)
        assert (question.code, question.params) == ("ask.consent_referrals_end", {"n": 2, "who": "Friends"})
        assert case_parts.questions(reader, "consent", case, {**told, "receiver": "Nobody"}) == ()
    consent(database, case, "withdrawn", receiver="Friends")
    with database.read(WORKER) as reader:
        states = [reader.get("referral", key).text("state") for key in (first, second, rescue)]
    assert states == ["withdrawn", "withdrawn", "sent"]


def test_who_agrees_to_no_sharing_at_all_agrees_to_none_by_name(database: Database, case: str) -> None:
    consent(database, case)
    consent(database, case, "refused", receiver=None)
    with database.read(WORKER) as reader:
        assert may_share(reader, case, Receiver("ngo", "", "Friends"), frozenset()).why[0].code == "sharing.refused"


def test_a_referral_that_came_without_its_consent_is_told_on_today_and_gets_no_letter(database: Database, case: str) -> None:
    """The consent was taken back on one laptop while the referral was made on another one."""
    consent(database, case)
    referral = made(database, case, "sex")
    answer = {"purpose": "sharing", "answer": "refused", "receiver": "Friends", "given_by": "carer", "case": case}
    with acting(database, WORKER) as uow:
        assert letters.referral(uow, referral, "full", "en").title
        uow.create("consent", {**answer, "on_date": uow.today()})
    with database.read(WORKER) as reader:
        (due,) = [one for one in danger_tasks.all_of(reader, Scope(OFFICE)) if one.kind == "referral_refused"]
        assert (due.case, due.subject, due.extra) == (case, ("referral", referral), "Friends")
        for told in (lambda: letters.referral(reader, referral, "full", "en"), lambda: referrals.oscar(reader, referral)):
            with pytest.raises(InputError, match="sharing_no_consent"):
                told()
    with acting(database, WORKER) as uow:
        referrals.withdraw(uow, referral)
        assert not [one for one in danger_tasks.all_of(uow, Scope(OFFICE)) if one.kind == "referral_refused"]
        with pytest.raises(InputError, match="referral_answered"):
            referrals.oscar(uow, referral)


def test_a_referral_whose_consent_ran_out_is_told_on_today_until_it_is_asked_for_anew(database: Database, case: str) -> None:
    with database.read(WORKER) as reader:
        today = reader.today()
    consent(database, case, until=today, on_date=today - timedelta(days=9))
    referral = made(database, case, "sex")
    with acting(database, WORKER) as uow:
        assert not [one for one in danger_tasks.all_of(uow, Scope(OFFICE)) if one.kind == "referral_refused"]
        (row,) = uow.find("consent", purpose="sharing")
        uow.update("consent", row.id, {"until": today - timedelta(days=1)})
        (due,) = [one for one in danger_tasks.all_of(uow, Scope(OFFICE)) if one.kind == "referral_refused"]
        assert due.subject == ("referral", referral)
        with pytest.raises(InputError, match="sharing_no_consent"):
            letters.referral(uow, referral, "full", "en")
    consent(database, case)
    with database.read(WORKER) as reader:
        assert not [one for one in danger_tasks.all_of(reader, Scope(OFFICE)) if one.kind == "referral_refused"]
        assert reader.get("referral", referral).text("state") == "sent"


def test_an_office_sees_no_more_of_what_was_taken_back(database: Database, case: str) -> None:
    """Who receives a referral is let in by its code: taken back, the name alone stays, for who made it."""
    with acting(database, HEAD) as uow:
        uow.create("office", {"office": "12", "name_km": "ខេត្តផ្សេង", "name_en": "Elsewhere"})
    told = {"to_kind": "office", "to_office": "12", "to_name": None, "despite": "tonight"}
    referral = made(database, case, "child_name", "story", **told)
    with acting(database, WORKER) as uow:
        referrals.withdraw(uow, referral)
        record = uow.get("referral", referral)
        assert (record.code("to_office"), record.text("to_name")) == (None, "ខេត្តផ្សេង")
        assert record.entries("shown")
        assert [row.other for row in between.given(uow)] == ["ខេត្តផ្សេង"]


def test_why_something_was_shared_without_consent_does_not_go_along_to_the_office_that_receives_it(
    database: Database, case: str
) -> None:
    why = "the father is said to have beaten her"
    with acting(database, HEAD) as uow:
        uow.create("office", {"office": "12", "name_km": "ខេត្តផ្សេង", "name_en": "Elsewhere"})
    referral = made(database, case, "sex", to_kind="office", to_office="12", to_name="", to_phone="", despite=why)
    with database.read(FULL) as reader:
        record = reader.get("referral", referral)
        assert why not in str(record.values)
        assert record.text("despite_by") == WORKER.user
        (request,) = reader.find("approval", subject=referral)
        assert request.text("note") == why
