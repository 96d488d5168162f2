"""The way of a case: steps from facts alone, and a state machine over the real services: nobody closes a case alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from app.data import undo
from app.data.connection import FILE
from app.data.database import Database, open_database
from app.domain.deadlines import limits
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.rules import overlaid, shipped
from app.domain.workflow import ORDER, Facts, Step, against_closing, bar
from app.services import approvals, case_file, cases, conflicts, deaths, flow, hand_overs, notes
from app.services.approvals import Paper
from tests.data.cases.conftest import made as made_office
from tests.data.cases.support import HEAD, OFFICE, WORKER, register
from tests.data.conftest import KEY, SteppingClock

made = made_office
NOW = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
RULES = shipped("workflow")
ELSEWHERE = "0203"
CHIEF = Actor(new_id(), "Meas Bopha", OFFICE, frozenset({"supervisor"}), frozenset())
DONE = Facts(
    status="open",
    risk="low",
    consent=True,
    received_at=NOW - timedelta(hours=10),
    received_precision="minute",
    first_contact_on=date(2026, 3, 1),
    assessed_on=date(2026, 3, 1),
    plan_on=date(2026, 3, 1),
    approval_plan="approved",
    open_services=0,
    last_visit_on=date(2026, 3, 1),
    closing_on=date(2026, 3, 1),
    approval_close="approved",
)


def steps(facts: Facts, now: datetime = NOW, **own: object) -> dict[str, Step]:
    """The steps by name, with rules that an office set."""
    rules = overlaid(RULES, {path.replace("__", "."): value for path, value in own.items()})
    return {step.name: step for step in bar(facts, rules, limits(), now)}


def missing(facts: Facts, name: str) -> list[str]:
    """What is missing for a step."""
    return [one.code for one in steps(facts)[name].missing]


def test_all_steps_in_order_and_one_is_now() -> None:
    fresh = steps(Facts(status="open", received_at=NOW, received_precision="minute"))
    assert tuple(fresh) == ORDER
    assert [step.name for step in fresh.values() if step.state == "now"] == ["intake"]
    assert [one.code for one in fresh["intake"].missing] == ["risk"]
    assert fresh["services"].state == "not_needed", "nobody said that there is any"
    assert [step.state for step in steps(DONE).values()] == ["done"] * 9 + ["now"]


@pytest.mark.parametrize(
    ("change", "step", "code"),
    [
        ({"risk": None}, "intake", "risk"),
        ({"consent": False}, "intake", "consent"),
        ({"first_contact_on": None}, "contact", "first_contact"),
        ({"assessed_on": None}, "assessment", "assessment"),
        ({"plan_on": None}, "plan", "plan"),
        ({"uncovered": 2}, "plan", "low_scores"),
        ({"approval_plan": None}, "approval_plan", "plan_ask"),
        ({"approval_plan": "withdrawn"}, "approval_plan", "plan_ask"),
        ({"approval_plan": "asked"}, "approval_plan", "plan_asked"),
        ({"approval_plan": "sent_back"}, "approval_plan", "plan_sent_back"),
        ({"open_services": 3}, "services", "services"),
        ({"last_visit_on": None}, "follow_up", "visit"),
        ({"next_visit_on": date(2026, 3, 9)}, "follow_up", "visit_promised"),
        ({"closing_on": None}, "closing", "closing_assessment"),
        ({"risk": "medium", "approval_close": None}, "closing", "closing_risk"),
        ({"closing_scores": (("child.food", 1),), "approval_close": "sent_back"}, "closing", "closing_low"),
        ({"approval_close": None}, "approval_close", "closure_ask"),
        ({"approval_close": "asked"}, "approval_close", "closure_asked"),
        ({"approval_close": "sent_back"}, "approval_close", "closure_sent_back"),
    ],
)
def test_each_step_says_what_is_missing_and_is_the_one_now(change: dict[str, Any], step: str, code: str) -> None:
    facts = replace(DONE, **change)
    assert missing(facts, step) == [code]
    assert steps(facts)[step].state == "now"
    assert [one.name for one in steps(facts).values() if one.missing] in ([step], [step, "approval_close"])


FORM_6 = "form_6_final_assessment"


@pytest.mark.parametrize(
    ("form", "scores", "said"),
    [
        (FORM_6, {"child.food": 1, "child.all": 20, "family.all": 30}, {"closing_low": {"domains": "child.food"}}),
        (FORM_6, {"child.all": 21, "family.all": 29, "family.relatives": 1}, {}),
        (FORM_6, {"child.all": 20}, {"closing_sum_child": {"n": "20", "least": "21"}}),
        (FORM_6, {"family.all": 29}, {"closing_sum_family": {"n": "29", "least": "30"}}),
        ("closing_assessment", {"child.health": 2, "family.care": 2}, {}),
        ("closing_assessment", {"child.health": 1, "family.care": 1}, {"closing_low": {"domains": "child.health,family.care"}}),
        ("a_form_of_the_office", {"child.health": 2}, {}),
    ],
)
def test_final_scores_below_the_published_thresholds_are_named(form: str, scores: dict[str, int], said: dict[str, Any]) -> None:
    """Form 6: child 21, family 30, none below 2 except help from relatives; no national sum for the present domains."""
    facts = replace(DONE, approval_close=None, closing_form=form, closing_scores=tuple(scores.items()))
    assert {one.code: dict(one.params) for one in against_closing(facts, RULES)} == said
    assert (steps(facts)["closing"].state == "done") is not bool(said)


def test_what_speaks_against_closing_is_answered_by_asking_all_the_same_and_never_blocks() -> None:
    facts = replace(DONE, risk="high", closing_scores=(("child.food", 1),), approval_close=None)
    assert (steps(facts)["closing"].state, steps(facts)["approval_close"].state) == ("now", "next")
    assert not any(one.blocks for one in steps(facts)["closing"].missing)
    asked = steps(replace(facts, approval_close="asked"))["closing"]
    assert (asked.state, [one.code for one in asked.missing]) == ("done", ["closing_low", "closing_risk"]), "the head sees it"
    assert steps(replace(facts, approval_close="approved"))["closing"].missing == ()
    assert steps(facts, closing__needs=["closing_assessment"])["closing"].state == "done", "an office that does not want it"
    own = steps(facts, closing__risk=["medium"], closing__exempt=["child.food"])["closing"].missing
    assert [one.code for one in own] == ["closing_low"], "what a published text says is no office's to change"


def test_an_approval_in_dispute_is_done_and_leads_to_the_inbox() -> None:
    found = steps(replace(DONE, approval_close_disputed=True))["approval_close"]
    assert (found.state, [one.step for one in found.missing]) == ("done", ["inbox"])


def test_contact_and_assessment_are_late_by_the_limit_of_the_risk() -> None:
    """24 hours, 72 hours, 5 days (the ministry's configuration of Primero)."""
    for risk, hours in (("high", 24), ("medium", 72), ("low", 120)):
        facts = replace(DONE, risk=risk, received_at=NOW, first_contact_on=None, assessed_on=None)
        for name in ("contact", "assessment"):
            assert steps(facts, NOW + timedelta(hours=hours, seconds=-1))[name].state != "late"
            assert steps(facts, NOW + timedelta(hours=hours))[name].state == "late"


def test_an_office_sets_days_for_assessment_and_plan() -> None:
    facts = replace(DONE, received_at=NOW, assessed_on=None, plan_on=None)
    at = NOW + timedelta(days=14)
    assert steps(facts, at)["plan"].state == "next", "no national number is known: no limit until an office sets one"
    found = steps(facts, at, assessment__whole_days=15, plan__days=10)
    assert (found["assessment"].state, found["plan"].state) == ("now", "late")
    assert found["plan"].due == datetime(2026, 3, 11, 17, 0, tzinfo=UTC), "to the end of the tenth day"


def test_a_promised_visit_is_late_from_the_next_day_on() -> None:
    facts = replace(DONE, next_visit_on=date(2026, 3, 1))
    assert steps(facts, datetime(2026, 3, 1, 16, 59, tzinfo=UTC))["follow_up"].state == "now"
    assert steps(facts, datetime(2026, 3, 1, 17, 0, tzinfo=UTC))["follow_up"].state == "late"


def test_what_a_case_does_without() -> None:
    dead = steps(replace(Facts(status="open", risk="high", received_at=NOW), dead=True))
    assert dead["contact"].state == dead["plan"].state == "not_needed"
    assert dead["approval_close"].state == "now", "its closing has still to be approved"
    assert steps(Facts(status="open", risk="no_action", received_at=NOW, consent=True))["approval_close"].state == "now"
    closed = steps(Facts(status="closed", received_at=NOW, closed_on=date(2026, 3, 1)))
    assert {step.state for step in closed.values()} == {"done", "not_needed"}
    assert steps(Facts(status="void")) == {}
    assert list(steps(Facts(status="not_accepted", closed_on=date(2026, 3, 1)))) == ["intake", "not_accepted"]


FACTS = st.builds(
    Facts,
    status=st.sampled_from(["open", "closed", "not_accepted", "void"]),
    dead=st.booleans(),
    risk=st.sampled_from([None, "high", "medium", "low", "no_action"]),
    consent=st.sampled_from([None, True, False]),
    received_at=st.sampled_from([None, NOW - timedelta(days=9), NOW]),
    received_precision=st.sampled_from([None, "day", "minute"]),
    first_contact_on=st.sampled_from([None, date(2026, 3, 1)]),
    assessed_on=st.sampled_from([None, date(2026, 3, 1)]),
    plan_on=st.sampled_from([None, date(2026, 3, 1)]),
    uncovered=st.sampled_from([None, 0, 2]),
    approval_plan=st.sampled_from([None, "asked", "approved", "sent_back", "withdrawn"]),
    open_services=st.sampled_from([None, 0, 1]),
    last_visit_on=st.sampled_from([None, date(2026, 3, 1)]),
    next_visit_on=st.sampled_from([None, date(2026, 2, 1), date(2026, 4, 1)]),
    closing_on=st.sampled_from([None, date(2026, 3, 1)]),
    closing_scores=st.sampled_from([(), (("child.food", 1),), (("child.food", 4),)]),
    approval_close=st.sampled_from([None, "asked", "approved", "sent_back", "withdrawn"]),
)


@given(FACTS)
@settings(max_examples=300, deadline=None)
def test_the_bar_holds_together_whatever_is_known(facts: Facts) -> None:
    found = bar(facts, RULES, limits(), NOW)
    assert sum(step.state == "now" for step in found) <= 1
    for step in found:
        told = step.name == "closing" or all(one.step == "inbox" for one in step.missing)
        assert step.state in ("now", "next", "late") or told, "a step that is done lacks nothing"
        if step.state in ("now", "next", "late") and step.name != "closed":
            assert step.missing, "a step that is not done says what is missing"
        assert step.state != "late" or (step.due is not None and step.due <= NOW)
    open_steps = [step for step in found if step.state in ("now", "late")]
    if facts.status == "open":
        assert open_steps
        first = next(step for step in found if step.state in ("now", "late", "next"))
        assert first in open_steps, "nothing that is only next stands before what is now"
    else:
        assert not open_steps


class Career(RuleBasedStateMachine):
    """A case in the hands of a caseworker and two heads, who do whatever the services let them do, in any order.

    Whatever they do: the case is closed or refused only where an approval by another person, or one on paper, says so; what
    was ever saved can still be read; a refused case stays refused; nothing is decided twice.
    """

    folder: Path
    """Where the office lies that each example begins from."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        shutil.copy(self.folder / FILE, self.home / FILE)
        self.database: Database = open_database(self.home, KEY, clock=SteppingClock())
        self.case = self.child = ""
        self.saved: dict[str, str] = {}

    def teardown(self) -> None:
        """Lets the office go."""
        self.database.close()
        shutil.rmtree(self.home)

    @initialize()
    def begin(self) -> None:
        """A child is registered."""
        opened = register(self.database)
        self.case, self.child = opened.case, opened.child

    def act(self, actor: Actor, work: Callable[[Any], object]) -> object:
        """What a person tries; a refusal changes nothing and is no fault."""
        try:
            with self.database.write(actor, "career") as uow:
                return work(uow)
        except InputError:
            return None

    def newest(self, state: str) -> str:
        """The newest request in a state."""
        with self.database.read(HEAD) as reader:
            rows = reader.find("approval", case=self.case, state=state, order=("-id",), limit=1)
        return rows[0].id if rows else ""

    people = st.sampled_from([WORKER, HEAD, CHIEF])

    @rule(
        actor=people, what=st.sampled_from(["close", "close", "paper", "refuse"]), by=st.sampled_from(["Head", WORKER.name, ""])
    )
    def ask(self, actor: Actor, what: str, by: str) -> None:
        """Somebody asks for an end, or enters an approval of it on paper."""
        if what == "close":
            self.act(actor, lambda uow: flow.close(uow, self.case, "success"))
        elif what == "refuse":
            self.act(actor, lambda uow: flow.refuse(uow, self.case, "ឃុំ", "not ours"))
        else:
            self.act(actor, lambda uow: flow.close(uow, self.case, "other", paper=Paper(by, date(2026, 3, 1), "5")))

    @precondition(lambda self: self.newest("asked"))
    @rule(actor=people, answer=st.sampled_from(["approved", "approved", "sent_back"]))
    def decide(self, actor: Actor, answer: approvals.Answer) -> None:
        """Somebody decides what waits, allowed or not."""
        approval, away = self.newest("asked"), self.office() != OFFICE
        self.act(actor, lambda uow: approvals.decide(uow, approval, answer, remarks="x"))
        assert not away or self.newest("asked") == approval, "what has moved on is decided where it is"

    @precondition(lambda self: self.status() != "open")
    @rule(actor=people)
    def reopen(self, actor: Actor) -> None:
        """Somebody opens it again."""
        before = self.status()
        self.act(actor, lambda uow: flow.reopen(uow, self.case, "new_concern"))
        assert before != "not_accepted" or self.status() == before, "not accepted is an end"

    @rule(
        actor=people,
        other=people,
        what=st.sampled_from(["withdraw", "withdraw", "undo", "give", "write", "edit", "move", "move", "die"]),
        state=st.sampled_from(["asked", "sent_back", "approved"]),
    )
    def meanwhile(self, actor: Actor, other: Actor, what: str, state: str) -> None:
        """What else people do: take something back, give the case away, write, try to write the state itself, move it."""
        if what == "withdraw":
            approval = self.newest(state)
            self.act(actor, lambda uow: approvals.withdraw(uow, approval))
        elif what == "undo":
            self.act(actor, lambda uow: undo.undo(uow) if self.one_of_mine(uow) else None)
        elif what == "give":
            offer = self.act(actor, lambda uow: hand_overs.offer(uow, self.case, other.user, {"danger": "none known"}))
            self.act(other, lambda uow: hand_overs.accept(uow, str(offer)))
        elif what == "write":
            note = self.act(actor, lambda uow: notes.add(uow, self.case, {"text": "seen"}))
            self.saved |= {str(note): "seen"} if note else {}
        elif what == "edit":
            self.act(actor, lambda uow: cases.edit(uow, self.case, {"status": "closed", "closed_on": "2026-03-01"}))
        elif what == "move":
            there = ELSEWHERE if self.office() == OFFICE and actor is HEAD else OFFICE
            self.act(HEAD, lambda uow: uow.update("case", self.case, {"office": there}))
        else:
            values = {"death_known": "not_known", "death_told_by": "the family"}
            self.act(actor, lambda uow: deaths.note_death(uow, self.child, values))

    def one_of_mine(self, uow: Any) -> bool:
        """Not the registration itself, nor the making of the people."""
        last = undo.last_act(uow)
        return last is not None and last.act == "career"

    def office(self) -> str:
        """Where the case is."""
        with self.database.read(HEAD) as reader:
            return reader.get("case", self.case).text("office")

    def status(self) -> str | None:
        """How the case stands."""
        with self.database.read(HEAD) as reader:
            return reader.get("case", self.case).code("status")

    @invariant()
    def ended_only_by_another_person_or_on_paper(self) -> None:
        """The heart of it."""
        if not self.case:
            return
        with self.database.read(HEAD) as reader:
            case = reader.get("case", self.case)
            episodes = reader.find("episode", case=self.case, order=("number",))
            yes = reader.find("approval", case=self.case, state="approved")
            by_episode = {row.text("subject"): row for row in yes if row.code("what") in ("closure", "not_accepted")}
            ended = [row for row in episodes if row.day("closed_on") is not None]
            assert {row.id for row in ended} <= set(by_episode), "an episode ended without an approval"
            for row in yes:
                assert row.text("paper_by") or row.ref("decided_by") != row.ref("asked_by")
                assert row.text("paper_by") != WORKER.name or row.ref("asked_by") != WORKER.user
            assert (case.code("status") == "open") == (episodes[-1].day("closed_on") is None)
            assert [row.whole("number") for row in episodes] == list(range(1, len(episodes) + 1))

    @invariant()
    def what_was_refused_stays_refused(self) -> None:
        """Not accepted is an end, unless the decision itself is taken back."""
        if not self.case:
            return
        with self.database.read(HEAD) as reader:
            case = reader.get("case", self.case)
            if case.code("status") == "not_accepted":
                assert case.text("sent_where")
                assert [row for row in reader.find("episode", case=self.case) if row.day("closed_on") is None] == []

    @invariant()
    def what_was_saved_can_be_read(self) -> None:
        """On every path, in every state."""
        if not self.case:
            return
        with self.database.read(replace(HEAD, office=self.office())) as reader:
            file = case_file.case_file(reader, self.case)
            kept = {row.id: row.text("text") for row in file.rows("note")}
            assert flow.bar(reader, file)
            assert approvals.waiting(reader) is not None
            assert conflicts.conflicts(reader) == []
        gone = set(self.saved) - set(kept)
        assert all(self.undone(note) for note in gone), "a note is gone that nobody took back"
        self.saved = {note: text for note, text in self.saved.items() if note in kept}
        assert {note: kept[note] for note in self.saved} == self.saved

    def undone(self, note: str) -> bool:
        """Whether somebody took a note back: its history says so."""
        with self.database.read(HEAD) as reader:
            return any(line.what == "deleted" for line in reader.history(note))


def test_nobody_closes_a_case_alone_whatever_people_do(made: Path) -> None:
    """Real services on a real encrypted file; each example begins from the same office."""
    Career.folder = made
    short = settings(
        max_examples=40,
        stateful_step_count=14,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],  # to explain a fault it would trace every line of the services for minutes
    )
    run_state_machine_as_test(Career, settings=short)
