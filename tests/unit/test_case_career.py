"""A case in many hands, in any order: nobody closes one alone, and nothing that was saved is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from app.data import undo
from app.data.connection import FILE
from app.data.database import Database, open_database
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.services.approvals import approvals
from app.services.approvals.approvals import Paper
from app.services.cases import case_file, cases, flow, notes
from app.services.exchange import conflicts
from app.services.people import deaths
from app.services.sharing import hand_overs
from tests.data.cases.conftest import made as made_office
from tests.data.cases.support import HEAD, OFFICE, WORKER, register
from tests.data.conftest import KEY, SteppingClock

made = made_office
ELSEWHERE = "0203"
CHIEF = Actor(new_id(), "Meas Bopha", OFFICE, frozenset({"supervisor"}), frozenset())


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
