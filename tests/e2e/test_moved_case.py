"""A child moves to another province: three real laptops of two offices, one case, one history (P20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.data import undo
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor, Record
from app.services.cases import case_history, cases, notes, time_line
from app.services.cases.case_file import case_file
from app.services.exchange import conflicts
from app.services.office.offices import Session
from app.services.sharing import hand_overs, moves, referral_stubs, referrals
from sync.server.app import make_app
from sync.server.database import Store, open_store
from sync.server.devices.offices import add_office
from tests.support.near_office import NearLaptop, near_laptop

OLD, NEW = "0201", "0801"
NOTE = {"danger": "token-danger", "promise_1": "visit on Monday", "trusts": "grandmother", "reason": "child_moved"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "server")
    for code in (OLD, NEW):
        add_office(opened, code)
    yield opened
    opened.close()


@pytest.fixture
def laptops(tmp_path: Path, store: Store) -> Iterator[tuple[NearLaptop, NearLaptop]]:
    """The head's laptop of each office; each knows the other office."""
    app = make_app(store)
    made = tuple(near_laptop(tmp_path / f"laptop-{code}", store, code, app) for code in (OLD, NEW))
    for laptop in (*made, *made):
        laptop.exchange()
    yield made[0], made[1]
    for laptop in made:
        laptop.session.close()


def somebody(laptop: NearLaptop, name: str, *roles: str) -> Session:
    """Another user of the office at work on this laptop."""
    user = new_id()
    with laptop.session.write("user_add") as uow:
        values = {"office": laptop.office, "name": name, "active": True, "roles": sorted(roles), "rights": ["names"]}
        uow.create("user", values, record_id=user)
    return Session(laptop.session.database, Actor(user, name, laptop.office, frozenset(roles), frozenset({"names"})))


def registered(session: Session, **more: object) -> str:
    """A case with who reported it, a note of an interview and a note."""
    with session.write("case_register") as uow:
        told = cases.Registration(
            child={"family_name_km": "សុខ", "given_name_km": "ដារ៉ា", "sex": "female"},
            case={"received_at": "2026-01-05T03:00:00.000Z", "risk_level": "high", "reason": "token-reason", **more},
            reporters=[{"name": "token-reporter"}],
        )
        opened = cases.register(uow, told)
        notes.add(uow, opened.case, {"text": "token-note", "on_date": "2026-01-06"})
        uow.create("interview", {"case": opened.case, "place": "token-interview", "on_date": "2026-01-06"})
    return opened.case


def hand_over(session: Session, case: str) -> Record:
    """The newest hand-over of a case."""
    with session.read() as reader:
        return reader.find("hand_over", case=case, order=("-id",), limit=1)[0]


def reads(session: Session, case: str) -> bool:
    """Whether somebody may open a case."""
    try:
        with session.read() as reader:
            case_file(reader, case)
    except InputError:
        return False
    return True


def offered(laptop: NearLaptop, case: str, *ticked: str) -> str:
    with laptop.session.write("transfer_offer") as uow:
        made = moves.offer(uow, case, NEW, NOTE, ticked=ticked)
    laptop.exchange()
    return made


def everything(laptop: NearLaptop) -> str:
    """All that lies in a laptop's tables of records."""
    rows = laptop.sql("SELECT plain(base_body) FROM record WHERE base_body IS NOT NULL")
    return "\n".join(str(row[0]) for row in rows)


def test_a_case_goes_to_another_province_with_its_history_and_only_what_was_ticked(
    laptops: tuple[NearLaptop, NearLaptop],
) -> None:
    old, new = laptops
    case = registered(old.session)
    old.exchange()
    made = offered(old, case, "interview")
    new.exchange()
    worker = somebody(new, "Keo Rithy", "caseworker")
    assert reads(new.session, case)
    assert not reads(worker, case), "until it is accepted only heads see it"
    assert "token-reporter" not in everything(new)
    assert "token-interview" in everything(new)
    with new.session.read() as reader:
        (waiting,) = hand_overs.to_answer(reader)
        assert (waiting.child, waiting.record.id) == ("សុខ ដារ៉ា", made)
        assert waiting.from_name == old.session.actor.name, "the name of a user of another office goes along"
    with new.session.write("hand_over_accept") as uow:
        moves.accept(uow, made, worker.actor.user)
    assert reads(worker, case)
    new.exchange()
    old.exchange()
    assert not reads(old.session, case)
    with old.session.read() as reader:
        assert reader.maybe("case", case) is None
        (stub,) = moves.stubs(reader, "ដារ៉ា")
        assert (stub.state, stub.to.code) == ("accepted", NEW)
        assert moves.stubs(reader, "nobody") == []
        assert hand_overs.to_answer(reader) == []
    with worker.read() as reader:
        file = case_file(reader, case)
        assert file.case.text("office") == NEW
        assert file.child.text("office") == NEW
        assert {row.text("owner") for row in file.rows("episode")} == {worker.actor.user}
        assert [row.text("text") for row in file.rows("note")] == ["token-note"]
        told = time_line.page(reader, case)
        who = {event.what: told.names[event.who] for event in told.events}
    assert {"opened", "note", "hand_over", "risk"} <= who.keys()
    assert {who[what] for what in ("opened", "risk", "hand_over")} == {old.session.actor.name}, (
        "whoever it was at the old office"
    )
    assert "token-reporter" not in everything(new)
    assert "token-reporter" in everything(old), "who reported stays where it was told"
    with worker.write("note_add") as uow:
        notes.add(uow, case, {"text": "from the new office", "on_date": "2026-02-01"})
    new.exchange()
    old.exchange()
    assert "from the new office" not in everything(old)


def test_what_is_not_accepted_or_taken_back_is_the_old_offices_alone_again(laptops: tuple[NearLaptop, NearLaptop]) -> None:
    old, new = laptops
    case = registered(old.session)
    made = offered(old, case)
    new.exchange()
    with new.session.write("note_add") as uow:
        notes.add(uow, case, {"text": "we know the family", "on_date": "2026-02-01"})
    with new.session.write("hand_over_decline") as uow:
        moves.decline(uow, made, "too far")
    new.exchange()
    old.exchange()
    with new.session.read() as reader:
        assert reader.maybe("case", case) is None
    with old.session.read() as reader:
        file = case_file(reader, case)
        assert "we know the family" in {row.text("text") for row in file.rows("note")}
        assert [row.text("answer_note") for row in file.rows("hand_over")] == ["too far"]
        assert not file.case.codes("shared_with")
        assert moves.stubs(reader) == []
    again = offered(old, case)
    new.exchange()
    assert reads(new.session, case)
    with old.session.write("hand_over_withdraw") as uow:
        moves.withdraw(uow, again)
    old.exchange()
    new.exchange()
    assert not reads(new.session, case)
    with new.session.write("hand_over_accept") as uow, pytest.raises(InputError, match="hand_over_answered"):
        moves.accept(uow, again)


def test_taking_an_offer_back_while_it_is_accepted_leaves_one_owner_and_a_question(
    laptops: tuple[NearLaptop, NearLaptop],
) -> None:
    old, new = laptops
    case = registered(old.session)
    made = offered(old, case)
    new.exchange()
    with new.session.write("hand_over_accept") as uow:
        moves.accept(uow, made)
    with old.session.write("hand_over_withdraw") as uow:
        moves.withdraw(uow, made)
    new.exchange()
    old.exchange()
    new.exchange()
    assert new.shown("case", case) is not None
    assert old.shown("case", case) is None
    assert (new.shown("hand_over", made) or {})["state"] == "accepted"


@pytest.mark.parametrize("first", [OLD, NEW])
def test_an_undone_offer_is_taken_back_and_both_sides_read_what_is_true(
    laptops: tuple[NearLaptop, NearLaptop], first: str
) -> None:
    """It may have been accepted meanwhile: then the case and its hand-over say the same, and the clash is decided so too."""
    old, new = laptops
    case = registered(old.session)
    made = offered(old, case)
    new.exchange()
    with new.session.write("hand_over_accept") as uow:
        moves.accept(uow, made)
    with old.session.write("undo") as uow:
        assert undo.undo(uow).left == ()
    with old.session.read() as reader:
        assert (reader.get("hand_over", made).text("state"), moves.stubs(reader)) == ("withdrawn", [])
        assert not reader.get("case", case).codes("shared_with")
    exchange_all(*((old, new) if first == OLD else (new, old)), old, new)
    true, other = ("withdrawn", "accepted") if first == OLD else ("accepted", "withdrawn")
    for laptop in laptops:
        assert (laptop.shown("hand_over", made) or {})["state"] == true
        assert (laptop.shown("case", case) is not None) == (laptop.office == first)
        with laptop.session.write("conflict_resolve") as uow:
            (clash,) = [one for one in conflicts.conflicts(uow) if one.record == made]
            assert (clash.current["state"], clash.proposed["state"]) == (true, other)
            with pytest.raises(InputError, match="hand_over_is_so"):
                conflicts.resolve(uow, clash.id, "proposed")
    with laptops[0].session.write("conflict_resolve") as uow:
        conflicts.resolve(uow, clash.id, "current")
    exchange_all(old, new)
    for laptop in laptops:
        assert (laptop.shown("hand_over", made) or {})["state"] == true
        with laptop.session.read() as reader:
            assert not [one for one in conflicts.conflicts(reader) if one.record == made]


def test_a_child_with_another_case_stays_and_is_seen_by_both(laptops: tuple[NearLaptop, NearLaptop]) -> None:
    old, new = laptops
    case = registered(old.session)
    with old.session.write("second") as uow:
        child = uow.get("case", case).text("child")
        uow.create("case", {"office": OLD, "child": child, "status": "open", "owner": uow.actor.user, "code": "X-2"})
    made = offered(old, case)
    new.exchange()
    with new.session.write("hand_over_accept") as uow:
        moves.accept(uow, made)
    new.exchange()
    old.exchange()
    new.exchange()
    assert (old.shown("child", child) or {})["office"] == OLD
    assert (new.shown("child", child) or {})["office"] == OLD
    assert old.shown("case", case) is None


def test_who_may_not_is_refused_and_offices_are_those_of_the_directory(laptops: tuple[NearLaptop, NearLaptop]) -> None:
    old, _ = laptops
    case = registered(old.session)
    worker = somebody(old, "Sok Dara", "caseworker")
    with old.session.read() as reader:
        assert [each.code for each in moves.offices(reader)] == [NEW]
    for session, to, ticked, code in (
        (worker, NEW, (), "not_allowed"),
        (old.session, "0999", (), "office_not_known"),
        (old.session, OLD, (), "office_not_known"),
        (old.session, NEW, ("hiv_rh",), "tick_unknown"),
    ):
        with session.write("transfer_offer") as uow, pytest.raises(InputError, match=code):
            moves.offer(uow, case, to, NOTE, ticked=ticked)
    blind = Session(old.session.database, replace(old.session.actor, rights=frozenset()))
    with blind.write("transfer_offer") as uow, pytest.raises(InputError, match="right_missing"):
        moves.offer(uow, case, NEW, NOTE, ticked=("reporter",))
    with old.session.write("transfer_offer") as uow, pytest.raises(InputError, match="value_missing"):
        moves.offer(uow, case, NEW, {"reason": "child_moved"})


def test_a_referral_reaches_the_other_office_alone_and_its_answer_comes_back(laptops: tuple[NearLaptop, NearLaptop]) -> None:
    old, new = laptops
    case = registered(old.session)
    values = {"to_kind": "office", "to_office": NEW, "reason": "a foster family", "urgent": True}
    with old.session.write("referral_add") as uow:
        made = referrals.add(uow, case, {**values, "despite": "no safe place"}, ("child_name", "sex"))
    with old.session.read() as reader:
        assert referrals.is_waiting(reader, made), "made offline, it goes with the next exchange"
    old.exchange()
    new.exchange()
    clerk = somebody(new, "Nou Maly", "clerk")
    with old.session.read() as reader:
        assert not referrals.is_waiting(reader, made)
    with clerk.read() as reader, new.session.read() as other:
        assert referrals.received(reader) == []
        (there,) = referrals.received(other)
        assert there.entries("shown") == {"child_name": "សុខ ដារ៉ា", "sex": "female"}
        assert "no safe place" not in str(there.values), "why it was shared without consent is for the own head alone"
        assert reader.maybe("case", case) is None
    assert "token" not in everything(new)
    with new.session.write("referral_answer") as uow:
        referrals.answer(uow, made, "accepted", note="from Monday on")
    new.exchange()
    old.exchange()
    with old.session.read() as reader:
        (back,) = referrals.sent(reader)
        told = f"{reader.today():%d/%m/%Y} {new.session.actor.name}: "
        assert (back.code("state"), back.text("answer_note")) == ("accepted", f"{told}from Monday on")
        assert back.text("answered_by") == new.session.actor.name
        whats = {event.what for event in case_history.time_line(reader, case)}
    assert "referral" in whats
    with new.session.write("referral_note") as uow:
        referrals.remark(uow, made, "the family has room for two")
    new.exchange()
    old.exchange()
    with old.session.read() as reader:
        (back,) = referrals.sent(reader)
        assert back.text("answer_note").endswith(f"\n{told}the family has room for two")


def refer(laptop: NearLaptop) -> tuple[str, str]:
    """A referral to the other office; gives its id and the number of its case."""
    case = registered(laptop.session)
    values = {"to_kind": "office", "to_office": NEW, "reason": "token-reason-asked", "despite": "no safe place"}
    with laptop.session.write("referral_add") as uow:
        return referrals.add(uow, case, values, ("child_name", "story")), uow.get("case", case).text("code")


def answers(laptop: NearLaptop, referral: str, state: str, note: str = "") -> None:
    """The receiving office answers."""
    with laptop.session.write("referral_answer") as uow:
        referrals.answer(uow, referral, state, note=note)


def test_a_referral_that_is_over_leaves_the_receiver_with_its_answer_alone(laptops: tuple[NearLaptop, NearLaptop]) -> None:
    """What was shown leaves with the next exchange (P7)."""
    old, new = laptops
    made, code = refer(old)
    exchange_all(old, new)
    assert "token-reason-asked" in everything(new)
    answers(new, made, "declined")
    with new.session.write("undo") as uow:
        assert undo.undo(uow).left == ()
    with new.session.read() as reader:
        assert reader.get("referral", made).text("state") == "sent", "before the exchange"
        assert reader.find("referral_stub") == []
    answers(new, made, "declined", "we have no room")
    exchange_all(new, old)
    with new.session.read() as reader:
        assert reader.maybe("referral", made) is None
        assert referrals.received(reader) == []
        (kept,) = referral_stubs.answered(reader)
        assert (kept.record.text("code"), kept.sender.code, kept.ended) == (code, OLD, True)
        assert (kept.record.text("state"), kept.record.day("asked_on")) == ("declined", reader.today())
        assert kept.record.text("answer_note").endswith("we have no room")
    assert "token" not in everything(new)
    assert "ដារ៉ា" not in everything(new)
    with old.session.read() as reader:
        (sent,) = referrals.sent(reader)
        assert (sent.text("state"), sent.text("to_office"), len(sent.entries("shown"))) == ("declined", NEW, 2)


def test_an_answer_by_mistake_is_taken_back_also_after_the_exchange(laptops: tuple[NearLaptop, NearLaptop]) -> None:
    """The referral is here no more by then: it comes back, unless the sender has ended it."""
    old, new = laptops
    made, _ = refer(old)
    exchange_all(old, new)
    answers(new, made, "declined")
    exchange_all(new, old)
    with new.session.write("undo") as uow:
        assert undo.undo(uow).left == ()
    exchange_all(new, old)
    for laptop in laptops:
        with laptop.session.read() as reader:
            back = reader.get("referral", made)
            assert (back.text("state"), back.text("answered_by"), back.text("answer_note")) == ("sent", "", "")
            assert referral_stubs.answered(reader) == []
    answers(new, made, "accepted")
    exchange_all(new, old)
    with old.session.write("referral_withdraw") as uow:
        referrals.withdraw(uow, made)
    exchange_all(old, new)
    with new.session.read() as reader:
        (kept,) = referral_stubs.answered(reader)
        assert (kept.record.text("state"), kept.ended) == ("accepted", False)
    with new.session.write("undo") as uow:
        undo.undo(uow)
    exchange_all(new, old)
    assert "token" not in everything(new), "what the sender ended does not come back"


def exchange_all(*some: NearLaptop) -> None:
    """One after the other."""
    for laptop in some:
        laptop.exchange()


def test_a_case_that_others_may_have_is_not_taken_back(laptops: tuple[NearLaptop, NearLaptop]) -> None:
    """A colleague may have written in it on another laptop: it is voided, which says so, and never goes from under that."""
    old, _ = laptops
    case = registered(old.session)
    old.exchange()
    with old.session.write("undo") as uow:
        assert ("case", case, "*") in undo.undo(uow).left
    assert reads(old.session, case)
