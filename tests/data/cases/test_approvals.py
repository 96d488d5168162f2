"""Requests and their answers: nobody closes a case alone (practice P19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.data import undo
from app.data.database import Database
from app.data.reader import Reader
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.workflow import Step
from app.services.approvals import approvals
from app.services.approvals.approval_ways import deciders
from app.services.approvals.approvals import Paper
from app.services.cases import case_file, cases, flow
from app.services.office.rules import set_rule
from app.services.sharing import hand_overs
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register

CHIEF = Actor(new_id(), "Meas Bopha", OFFICE, frozenset({"supervisor"}), frozenset())
PAPER = Paper("ប្រធាន ហេង សុភា", date(2026, 3, 1), "១២៣")


def status(database: Database, case: str) -> str | None:
    """How a case stands."""
    with database.read(HEAD) as reader:
        return reader.get("case", case).code("status")


def asked(database: Database, case: str, actor: Actor = WORKER, reason: str = "success") -> str:
    """The closing is asked for."""
    with acting(database, actor) as uow:
        return flow.close(uow, case, reason)


def test_asking_to_close_changes_nothing_until_another_person_approves(database: Database) -> None:
    opened = register(database)
    approval = asked(database, opened.case)
    assert status(database, opened.case) == "open"
    with database.read(HEAD) as reader:
        assert [one.approval for one in approvals.waiting(reader)] == [approval]
        assert [step.missing[0].code for step in bar(reader, opened.case) if step.name == "approval_close"] == ["closure_asked"]
    with database.read(WORKER) as reader:
        assert approvals.waiting(reader) == [], "nobody decides what they asked for"
        assert [(one.approval, one.state) for one in approvals.mine(reader)] == [(approval, "asked")]
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    with database.read(WORKER) as reader:
        case = reader.get("case", opened.case)
        assert (case.code("status"), case.day("closed_on"), case.code("close_reason")) == (
            "closed",
            date(2026, 3, 1),
            "success",
        )
        [episode] = reader.find("episode", case=opened.case)
        assert (episode.day("closed_on"), episode.code("close_reason")) == (date(2026, 3, 1), "success")
        assert bar(reader, opened.case)[-1].state == "done"


def bar(reader: Reader, case: str) -> tuple[Step, ...]:
    """The steps of a case."""
    return flow.bar(reader, case_file.case_file(reader, case))


@pytest.mark.parametrize("who", ["asker", "owner", "colleague"])
def test_who_asked_who_owns_and_who_is_no_head_cannot_approve(database: Database, who: str) -> None:
    """A head may do much, but not approve a case of the own, whoever typed the request."""
    owner = HEAD if who != "colleague" else WORKER
    opened = register(database, owner)
    asker = HEAD if who == "asker" else CHIEF if who == "owner" else WORKER
    approval = asked(database, opened.case, asker)
    decider, code = (OTHER, "not_allowed") if who == "colleague" else (HEAD, "own_request")
    with pytest.raises(InputError, match=code), acting(database, decider) as uow:
        approvals.decide(uow, approval, "approved")
    assert status(database, opened.case) == "open"


def test_sent_back_with_remarks_and_asked_for_again(database: Database) -> None:
    opened = register(database)
    first = asked(database, opened.case)
    with pytest.raises(InputError, match="remarks_missing"), acting(database, HEAD) as uow:
        approvals.decide(uow, first, "sent_back", remarks="  ")
    with acting(database, HEAD) as uow:
        approvals.decide(uow, first, "sent_back", remarks="សូមបន្ថែមការចុះជួបចុងក្រោយ")
    with database.read(WORKER) as reader:
        [mine] = approvals.mine(reader)
        assert (mine.state, mine.remarks) == ("sent_back", "សូមបន្ថែមការចុះជួបចុងក្រោយ")
        [missing] = flow.blocks(reader, case_file.case_file(reader, opened.case), "close")
        assert missing.code == "closure_sent_back"
    second = asked(database, opened.case)
    with pytest.raises(InputError, match="approval_open"):
        asked(database, opened.case)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, second, "approved")
    assert status(database, opened.case) == "closed"
    with database.read(WORKER) as reader:
        assert approvals.mine(reader) == [], "what was sent back before is answered by now"
        assert reader.get("approval", first).code("state") == "sent_back", "and stays readable"
    with pytest.raises(InputError, match="approval_decided"), acting(database, HEAD) as uow:
        approvals.decide(uow, second, "sent_back", remarks="x")


def test_on_paper_it_closes_at_once_and_who_typed_is_kept(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        approval = flow.close(uow, opened.case, "success", paper=PAPER)
    with database.read(WORKER) as reader:
        record = reader.get("approval", approval)
        assert (record.text("paper_by"), record.text("paper_number")) == (PAPER.by, "១២៣")
        assert (record.ref("entered_by"), record.ref("decided_by")) == (WORKER.user, None)
    assert status(database, opened.case) == "closed"


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (replace(PAPER, by=" "), "paper_by_missing"),
        (replace(PAPER, number=" "), "paper_proof_missing"),
        (replace(PAPER, by="sok  dara"), "own_request"),
        (replace(PAPER, on=date(2026, 2, 1)), "closed_before_opened"),
        (replace(PAPER, on=date(2026, 9, 1)), "date_in_future"),
        (replace(PAPER, scan=new_id()), "record_not_found"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_and_nothing_stays(database: Database, paper: Paper, code: str) -> None:
    opened = register(database)
    with pytest.raises(InputError, match=code), acting(database) as uow:
        flow.close(uow, opened.case, "success", paper=paper)
    with database.read(WORKER) as reader:
        assert reader.count("approval") == 0
    assert status(database, opened.case) == "open"


def test_who_may_decide_enters_a_paper_without_number_and_scan(database: Database) -> None:
    """Such a person could approve it here as well."""
    opened = register(database)
    approval = asked(database, opened.case)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved", paper=replace(PAPER, number=""))
    assert status(database, opened.case) == "closed"


def test_a_decision_is_not_undone_but_taken_back_by_a_head(database: Database) -> None:
    opened = register(database)
    approval = asked(database, opened.case)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    with pytest.raises(InputError, match="not_allowed"), acting(database) as uow:
        approvals.withdraw(uow, approval)
    with acting(database, HEAD) as uow:
        approvals.withdraw(uow, approval)
    with database.read(WORKER) as reader:
        case = reader.get("case", opened.case)
        assert (case.code("status"), case.day("closed_on"), case.code("close_reason")) == ("open", None, None)
        [episode] = reader.find("episode", case=opened.case)
        assert episode.day("closed_on") is None
        assert reader.get("approval", approval).code("state") == "withdrawn"


def test_an_approval_closes_one_episode_and_no_later_one(database: Database) -> None:
    opened = register(database)
    approval = asked(database, opened.case)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    with acting(database) as uow:
        flow.reopen(uow, opened.case, "new_concern")
    with database.read(HEAD) as reader:
        assert [one.code for one in flow.blocks(reader, case_file.case_file(reader, opened.case), "close")] == ["closure_ask"]
    with pytest.raises(InputError, match="approval_decided"), acting(database, HEAD) as uow:
        approvals.withdraw(uow, approval)
    assert status(database, opened.case) == "open"


def test_what_was_asked_for_an_earlier_episode_ends_no_later_one(database: Database) -> None:
    """Two endings are asked for; the case is closed by one and reopened: the other is over, here and elsewhere."""
    opened = register(database)
    with acting(database) as uow:
        refusal = flow.refuse(uow, opened.case, "ឃុំ", "not ours")
    approval = asked(database, opened.case)
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    with database.read(HEAD) as reader:
        assert reader.get("approval", refusal).code("state") == "withdrawn"
    with acting(database) as uow:
        flow.reopen(uow, opened.case, "new_concern")
        uow.update("approval", refusal, {"state": "asked"})  # as it comes from a laptop that did not know of the closing
    with database.read(HEAD) as reader:
        assert approvals.waiting(reader) == []
    with pytest.raises(InputError, match="approval_past"), acting(database, HEAD) as uow:
        approvals.decide(uow, refusal, "approved")
    assert status(database, opened.case) == "open"


def test_not_accepted_needs_the_head_and_where_the_child_was_sent_and_is_an_end(database: Database) -> None:
    opened = register(database)
    for where, why, code in (("", "x", "sent_where_missing"), ("x", " ", "refusal_reason_missing")):
        with pytest.raises(InputError, match=code), acting(database) as uow:
            flow.refuse(uow, opened.case, where, why)
    with acting(database) as uow:
        approval = flow.refuse(uow, opened.case, "ឃុំ", "មិនមែនជាករណីការពារកុមារ")
    assert status(database, opened.case) == "open"
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    with database.read(WORKER) as reader:
        case = reader.get("case", opened.case)
        assert (case.code("status"), case.text("sent_where"), case.day("closed_on")) == (
            "not_accepted",
            "ឃុំ",
            date(2026, 3, 1),
        )
        assert [(step.name, step.state) for step in bar(reader, opened.case)] == [("intake", "done"), ("not_accepted", "done")]
    with pytest.raises(InputError, match="case_not_closed"), acting(database, HEAD) as uow:
        flow.reopen(uow, opened.case, "new_concern")
    with acting(database) as uow:
        again = cases.register(uow, cases.Registration(child_id=opened.child, case={"received_at": "2026-03-01T01:00:00Z"}))
    assert again.case != opened.case, "the child may come again"


def test_an_office_may_want_an_approval_for_reopening_too(database: Database) -> None:
    opened = register(database)
    with acting(database) as uow:
        flow.close(uow, opened.case, "success", paper=PAPER)
    with acting(database, HEAD) as uow:
        set_rule(uow, "workflow", "approval_reopen.needed", value=True)
    with acting(database) as uow:
        approval = flow.reopen(uow, opened.case, "new_concern")
    assert status(database, opened.case) == "closed"
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    with database.read(WORKER) as reader:
        assert reader.get("case", opened.case).code("status") == "open"
        assert [row.whole("number") for row in reader.find("episode", case=opened.case, order=("number",))] == [1, 2]
        assert reader.find("episode", case=opened.case, order=("number",))[1].code("open_reason") == "new_concern"


def test_the_office_above_decides_what_was_sent_up(database: Database) -> None:
    """A one-person office of a district sends it to the province; a provincial office has nobody above in Komar."""
    opened = register(database)
    with pytest.raises(InputError, match="approval_nobody_above"), acting(database) as uow:
        flow.close(uow, opened.case, "success", above=True)
    district = replace(HEAD, user=new_id(), office="0102")
    worker = replace(WORKER, user=new_id(), office="0102")
    opened = register(database, worker)
    with acting(database, worker) as uow:
        approval = flow.close(uow, opened.case, "success", above=True)
    with database.read(district) as reader:
        assert approvals.waiting(reader) == []
    with pytest.raises(InputError, match="approval_above"), acting(database, district) as uow:
        approvals.decide(uow, approval, "approved")
    with database.read(HEAD) as reader:
        assert [one.approval for one in approvals.waiting(reader)] == [approval]
    with acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    assert status(database, opened.case) == "closed"


def test_a_case_that_moved_is_not_closed_at_the_old_office(database: Database) -> None:
    worker = replace(WORKER, office="0102")
    opened = register(database, worker)
    with acting(database, worker) as uow:
        approval = flow.close(uow, opened.case, "success")
    with acting(database, HEAD) as uow:
        uow.update("case", opened.case, {"office": "0203"})
    with pytest.raises(InputError, match="not_allowed"), acting(database, HEAD) as uow:
        approvals.decide(uow, approval, "approved")
    with database.read(HEAD) as reader:
        assert approvals.waiting(reader) == []


def test_who_lost_a_case_hears_no_more_of_what_was_asked_for_it(database: Database) -> None:
    opened = register(database)
    asked(database, opened.case)
    with acting(database, HEAD) as uow:
        hand_overs.give(uow, opened.case, OTHER.user)
    with database.read(WORKER) as reader:
        assert approvals.mine(reader) == []


def test_a_request_about_restricted_information_is_refused(database: Database) -> None:
    """A request travels openly; it would tell that there is something."""
    opened = register(database, HEAD)
    with acting(database, HEAD) as uow:
        harmed = uow.create("perpetrator", {"case": opened.case, "relation": "x"})
    with pytest.raises(InputError, match="approval_restricted"), acting(database, HEAD) as uow:
        approvals.ask(uow, "plan", ("perpetrator", harmed))
    with pytest.raises(InputError, match="record_not_found"), acting(database, WORKER) as uow:
        approvals.ask(uow, "plan", ("perpetrator", harmed))


def test_ctrl_z_takes_no_decision_back_and_no_request_that_was_answered(database: Database) -> None:
    opened = register(database)
    approval = asked(database, opened.case)
    with acting(database, HEAD, "approval_decide") as uow:
        approvals.decide(uow, approval, "approved")
    with database.read(HEAD) as reader:
        last = undo.last_act(reader)
        assert last is None or last.act != "approval_decide"
    with acting(database) as uow:
        assert undo.undo(uow).left == (("approval", approval, "*"),)
    assert status(database, opened.case) == "closed"


def test_a_head_who_lends_a_case_for_a_leave_does_not_decide_about_it(database: Database) -> None:
    """Else a head on leave would approve, by somebody who stands in, what is the own case (four eyes)."""
    with acting(database, HEAD) as uow:
        chief = {"office": OFFICE, "name": CHIEF.name, "roles": ["supervisor"], "active": True}
        uow.create("user", chief, record_id=CHIEF.user)
    case = register(database, HEAD).case
    with acting(database, HEAD) as uow:
        until = uow.today() + timedelta(days=9)
        cover = hand_overs.offer(uow, case, WORKER.user, {"danger": "none known"}, until=until)
    with acting(database, WORKER) as uow:
        hand_overs.accept(uow, cover)
    approval = asked(database, case)
    with database.read(WORKER) as reader:
        assert deciders(reader, reader.get("case", case)) == [CHIEF.name]
    with database.read(HEAD) as reader:
        assert approvals.waiting(reader) == []
    with acting(database, HEAD) as uow, pytest.raises(InputError, match="own_request"):
        approvals.decide(uow, approval, "approved")
    with acting(database, WORKER) as uow, pytest.raises(InputError, match="own_request"):
        approvals.decide(uow, approval, "approved", paper=Paper(HEAD.name, date(2026, 3, 1), "1"))
    with acting(database, CHIEF) as uow:
        approvals.decide(uow, approval, "approved")
    assert status(database, case) == "closed"
