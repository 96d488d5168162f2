"""The contact log (practice P18): what is no case is written down too, one key makes a case of it, who called is restricted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.data.database import Database
from app.domain.codelists import GROUPS
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.services.cases import case_json, case_parts
from app.services.desk import calls
from app.services.exchange import knowing
from app.services.facilities import complaints, facilities
from app.services.protection import danger_tasks
from app.text.zone import local_date
from tests.data.cases.support import CLERK, HEAD, OTHER, VILLAGE, WORKER, acting, form, with_rights

TOLD = {"how": "phone", "kind": "concern", "about": "A child sleeps at the market", "at": "2026-02-20T02:30:00Z"}
CALLER: dict[str, Any] = {"caller_name": "Neighbour Srey", "caller_phone": "012999888"}


def call(database: Database, actor: Actor = HEAD, **values: Any) -> str:
    """A call in the log."""
    with acting(database, actor) as uow:
        return calls.add(uow, {**TOLD, **values})


def case_of(database: Database, key: str, actor: Actor = WORKER) -> str:
    """A case made of a call."""
    with acting(database, actor) as uow:
        return calls.to_case(uow, key, case_json.read(form(), uow.today())).case


def test_a_call_is_written_down_with_who_called_in_a_record_of_its_own(database: Database) -> None:
    key = call(database, **CALLER)
    with database.read(HEAD) as reader:
        one = calls.get(reader, key)
        assert one.caller is not None
        assert one.caller.text("name") == "Neighbour Srey"
        assert (one.record.text("outcome"), one.record.text("by")) == ("waiting", HEAD.user)
        assert "Neighbour" not in repr(one.record)
    with database.read(WORKER) as reader:
        assert calls.listing(reader)[0].caller is None
        assert "Neighbour" not in repr(calls.listing(reader))
        assert "012999888" not in repr(calls.registration(reader, key))
    with acting(database, HEAD) as uow:
        calls.change(uow, key, {"caller_phone": "011"})
    with database.read(HEAD) as reader:
        assert [row.text("phone") for row in reader.find("caller")] == ["011"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"about": " "}, "value_missing"),
        ({"at": "2999-01-01T00:00:00Z"}, "date_in_future"),
        ({"outcome": "sent_on"}, "value_missing"),
        ({"outcome": "case_opened"}, "call_without_case"),
        ({"case": "x"}, "field_not_given"),
        ({"kind": "x"}, "code_unknown"),
    ],
)
def test_what_cannot_be_is_refused(database: Database, values: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError, match=code):
        call(database, **values)
    key = call(database)
    with pytest.raises(InputError, match=code), acting(database, HEAD) as uow:
        calls.change(uow, key, values)


def test_who_may_not_see_who_called_writes_none_and_who_has_no_log_reads_none(database: Database) -> None:
    with pytest.raises(InputError, match="right_missing"):
        call(database, WORKER, **CALLER)
    key = call(database)
    for actor in (CLERK, replace(HEAD, roles=frozenset({"inspector"})), replace(HEAD, roles=frozenset({"administrator"}))):
        with database.read(actor) as reader:
            for question in (lambda: calls.listing(reader), lambda: calls.get(reader, key)):
                with pytest.raises(InputError, match="not_allowed"):
                    question()
        with pytest.raises(InputError, match="not_allowed"), acting(database, actor) as uow:
            calls.change(uow, key, {"about": "x"})


def test_the_registration_begins_with_what_the_call_says(database: Database) -> None:
    key = call(database, **CALLER, for_whom="Girl of about 8", village_code=VILLAGE)
    with database.read(with_rights(WORKER, "reporter")) as reader:
        found = calls.registration(reader, key)
    assert (str(found["received_on"]), found["received_time"]) == ("2026-02-20", "09:30")
    assert found["reason"] == "Girl of about 8\nA child sleeps at the market"
    assert (found["reporter_name"], found["reporter_phone"]) == ("Neighbour Srey", "012999888")
    assert isinstance(found["village"], dict)
    assert found["village"]["village_code"] == VILLAGE


def test_one_case_comes_of_a_call_and_the_call_tells_its_number(database: Database) -> None:
    key = call(database)
    case = case_of(database, key)
    with database.read(WORKER) as reader:
        one = calls.get(reader, key)
        assert (one.record.text("case"), one.record.text("outcome")) == (case, "case_opened")
        assert one.case_code == reader.get("case", case).text("code")
    with pytest.raises(InputError, match="call_has_case"):
        case_of(database, key)


def test_when_the_registration_is_refused_the_call_stays_as_it_was(database: Database) -> None:
    key = call(database)
    with pytest.raises(InputError, match="code_unknown"), acting(database, WORKER) as uow:
        calls.to_case(uow, key, case_json.read(form(child__sex="x"), uow.today()))
    with database.read(WORKER) as reader:
        assert calls.get(reader, key).record.text("outcome") == "waiting"
        assert reader.count("case") == 0


def test_of_anothers_case_the_log_tells_no_more_than_that(database: Database) -> None:
    key = call(database, **CALLER)
    case = case_of(database, key)
    stranger = with_rights(OTHER, *GROUPS)
    with database.read(stranger) as reader:
        one = calls.get(reader, key)
        assert (one.case_code, one.caller) == ("", None)
        assert TOLD["about"] not in repr(one)
        assert one.elsewhere
        assert case not in repr(one)
    with pytest.raises(InputError, match="not_allowed"), acting(database, stranger) as uow:
        calls.change(uow, key, {"about": "x"})
    with pytest.raises(InputError, match="call_has_case"):
        case_of(database, key, stranger)
    with database.read(stranger) as reader:
        assert not knowing.may_know(reader, "call", key)
        assert not knowing.may_know(reader, "caller", reader.find("caller")[0].id)


def test_what_is_not_decided_is_due_the_next_day(database: Database) -> None:
    key = call(database, OTHER)
    with database.read(WORKER) as reader:
        found = [one for one in danger_tasks.all_of(reader, Scope(WORKER.office)) if one.kind == "call_open"]
        moment = reader.get("call", key).moment("at")
        assert moment is not None
        assert [(one.subject, one.due, one.owner) for one in found] == [
            (("call", key), local_date(moment) + timedelta(days=1), OTHER.user)
        ]
        assert [one.id for one in calls.listing(reader, open_only=True)] == [key]
    with acting(database, WORKER) as uow:
        calls.change(uow, key, {"outcome": "sent_on", "sent_where": "The commune"})
        assert uow.get("call", key).text("by") == WORKER.user
    with database.read(WORKER) as reader:
        assert calls.listing(reader, open_only=True) == []
        assert not [one for one in danger_tasks.all_of(reader, Scope(WORKER.office)) if one.kind == "call_open"]


def test_a_call_is_no_part_of_a_case(database: Database) -> None:
    key = call(database)
    with pytest.raises(InputError, match="part_unknown"), acting(database, HEAD) as uow:
        case_parts.change(uow, "call", key, {"about": "x"})


def home_of(database: Database) -> str:
    """A facility."""
    with acting(database, HEAD) as uow:
        return facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})


def test_a_call_about_a_facility_stands_on_its_page_and_becomes_its_complaint(database: Database) -> None:
    home = home_of(database)
    with pytest.raises(InputError, match="facility_unknown"):
        call(database, facility="nowhere")
    key, plain = call(database, facility=home, **CALLER), call(database)
    for act, match in (
        (lambda uow: calls.to_complaint(uow, plain, {"about": "food"}), "call_without_facility"),
        (lambda uow: calls.change(uow, key, {"outcome": "complaint"}), "call_without_complaint"),
    ):
        with pytest.raises(InputError, match=match), acting(database, HEAD) as uow:
            act(uow)
    with acting(database, HEAD) as uow:
        known = calls.complaint_of(uow, key)
        assert (known["received_on"], known["how"], known["who_name"]) == ("2026-02-20", "phone", "Neighbour Srey")
        made = calls.to_complaint(uow, key, {**known, "about": "The food is bad"})
    with pytest.raises(InputError, match="call_decided"), acting(database, HEAD) as uow:
        calls.to_complaint(uow, key, known)
    with acting(database, HEAD) as uow:
        calls.change(uow, key, {"for_whom": "children there"})
    with database.read(HEAD) as reader:
        assert [one.id for one in calls.about(reader, home)] == [key]
        (told,) = complaints.listing(reader, home)
        assert (told.id, told.record.text("about")) == (made, "The food is bad")
        assert told.called == reader.get("call", key).moment("at")
        assert told.who is not None
        assert calls.get(reader, key).record.code("outcome") == "complaint"
    inspector = replace(HEAD, roles=frozenset({"inspector"}), rights=frozenset())
    with database.read(inspector) as reader:
        (told,) = complaints.listing(reader, home)
        assert (told.called, told.who) == (None, None), "the contact log is not theirs"
        with pytest.raises(InputError, match="not_allowed"):
            calls.about(reader, home)
    with database.read(WORKER) as reader:
        assert "who_name" not in calls.complaint_of(reader, plain)


def test_of_a_call_that_became_a_case_nobody_learns_at_the_facility(database: Database) -> None:
    home = home_of(database)
    key = call(database, facility=home)
    case_of(database, key, WORKER)
    with database.read(OTHER) as reader:
        assert calls.about(reader, home) == []
    with database.read(WORKER) as reader:
        (one,) = calls.about(reader, home)
        assert not one.to_complain
