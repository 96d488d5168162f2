"""Who wrote a note, a talk or a call down, what it held before, and what nobody without the right hears of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.data.database import Database
from app.data.undo import undo
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.cases import case_history, case_parts, cases, notes
from app.services.desk import calls, supervisions
from app.services.exchange.histories import history_words
from app.services.office import users
from app.services.papers.record_words import Teller
from tests.data.cases.support import HEAD, OFFICE, WORKER, acting, register, with_rights

TRUSTED = with_rights(WORKER, "interview")
COLLEAGUE = Actor(new_id(), "Meas Bopha", OFFICE, frozenset({"caseworker"}))


def test_a_note_says_who_wrote_it_and_who_changed_it(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        note = notes.add(uow, case, {"text": "seen", "kind": "call"})
    with database.read(WORKER) as reader:
        told = case_history.written(reader, "note", note)
        assert told is not None
        assert (told.who, told.changed_at, told.changed_by) == (WORKER.name, "", "")
    with acting(database, HEAD) as uow:
        notes.change(uow, note, {"kind": "office_talk"})
    with database.read(WORKER) as reader:
        told = case_history.written(reader, "note", note)
        assert told is not None
        assert told.changed_at > told.at
        past = history_words(reader, "note", note, "", "km")
        assert "office_talk" not in past, "codes are told in words"
    with database.read(COLLEAGUE) as reader:
        assert case_history.written(reader, "note", note) is None, "the case is another's"


def test_restricted_words_of_a_note_are_there_only_for_who_holds_the_right(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        note = notes.add(uow, case, {"text": "talked"})
    with acting(database) as uow, pytest.raises(InputError, match="right_missing"):
        case_parts.add(uow, "note_detail", note, {"restricted": "interview", "text": "secret"})
    with acting(database, TRUSTED) as uow:
        detail = case_parts.add(uow, "note_detail", note, {"restricted": "interview", "text": "secret"})
        case_parts.change(uow, "note_detail", detail, {"text": "secret, told twice"})
    for actor, seen in ((TRUSTED, True), (WORKER, False), (replace(TRUSTED, user=COLLEAGUE.user), False)):
        with database.read(actor) as reader:
            assert bool(case_history.written(reader, "note_detail", detail)) is seen
            assert bool(case_history.field_history(reader, "note_detail", detail)) is seen
            assert bool(case_parts.visible(reader, "note_detail", note)) is (actor.rights == TRUSTED.rights)
            if actor is WORKER:
                told = str(case_history.time_line(reader, case)) + str(case_history.field_history(reader, "note", note))
                assert "secret" not in told
    with acting(database, TRUSTED) as uow:
        notes.remove(uow, note)
        assert uow.maybe("note_detail", detail) is None
    with acting(database, TRUSTED) as uow:
        undo(uow)
        assert uow.maybe("note_detail", detail) is not None
        cases.edit(uow, case, {"reason": "x"})


def test_a_talk_and_a_call_have_a_past_for_who_reads_them(database: Database) -> None:
    with acting(database, HEAD) as uow:
        talk = supervisions.add(uow, {"user": WORKER.user, "text": "Two visits are late"})
        call = calls.add(uow, {"about": "A child alone", "how": "phone"})
    with acting(database, HEAD) as uow:
        supervisions.change(uow, talk, {"agreed": "Visit tomorrow"})
        calls.change(uow, call, {"outcome": "sent_on", "sent_where": "1280"})
    for actor, of_talk in ((HEAD, True), (WORKER, True), (COLLEAGUE, False)):
        with database.read(actor) as reader:
            told = case_history.written(reader, "supervision", talk)
            assert (told is not None) is of_talk
            assert told is None or (told.who, told.changed_by) == (HEAD.name, HEAD.name) or actor is not HEAD
            past = history_words(reader, "supervision", talk, "", "en")
            assert ("Visit tomorrow" in past) is of_talk
            assert "1280" in history_words(reader, "call", call, "", "en")
    nobody = Actor(new_id(), "Y", OFFICE, frozenset({"inspector"}))
    with database.read(nobody) as reader:
        assert case_history.written(reader, "call", call) is None


def test_a_call_whose_case_is_anothers_tells_nothing_of_its_past(database: Database) -> None:
    with acting(database) as uow:
        call = calls.add(uow, {"about": "A child alone", "how": "phone"})
    case = register(database).case
    with acting(database) as uow:
        uow.update("call", call, {"case": case, "outcome": "case_opened"})
    for actor, seen in ((WORKER, True), (COLLEAGUE, False)):
        with database.read(actor) as reader:
            assert bool(case_history.written(reader, "call", call)) is seen
            assert ("A child alone" in history_words(reader, "call", call, "", "en")) is seen


def test_each_right_is_told_with_who_holds_it_and_all_their_roles(database: Database) -> None:
    with acting(database, HEAD) as uow:
        for name, roles, active in (("ខ", ["clerk"], True), ("ក", ["caseworker", "supervisor"], True), ("គ", ["clerk"], False)):
            values = {"office": OFFICE, "name": name, "roles": roles, "rights": ["interview"], "active": active}
            uow.create("user", values)
    with database.read(WORKER) as reader:
        found = {one.right: one for one in users.holdings(reader)}
    both = frozenset({"caseworker", "supervisor"})
    assert found["interview"].people == (("ក", both), ("ខ", frozenset({"clerk"})))
    assert found["interview"].roles == both | {"clerk"}
    assert found["safety_plan"].people == ()


def test_a_past_tells_an_office_by_its_name_and_what_happened_by_these_words(database: Database) -> None:
    with acting(database, HEAD) as uow:
        if not uow.find("office", office=OFFICE, limit=1):
            uow.create("office", {"office": OFFICE, "name_km": "ខេត្ត", "name_en": "Province"})
        talk = supervisions.add(uow, {"user": WORKER.user, "text": "Two visits are late"})
    with database.read(HEAD) as reader:
        name = reader.find("office", office=OFFICE, limit=1)[0].text("name_en")
        assert f"Office: (nothing) → {name}" in history_words(reader, "supervision", talk, "", "en")
        teller = Teller(reader, "en", reader.today())
        assert teller.label("incident", "what") == "What happened"
        assert teller.label("approval", "what") == "What is asked"
