"""The plan of a case: what has a low score must be in it, a new version takes over what is not done, who signed it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from app.data.database import Database
from app.data.queries.case_filter import CaseFilter
from app.data.queries.steps import step_rows
from app.data.undo import undo
from app.domain.errors import InputError
from app.domain.tasks import Scope
from app.services.approvals import approvals
from app.services.cases import case_facts, case_parts, flow
from app.services.cases.case_file import case_file
from app.services.desk import task_sources
from app.services.exchange.field_words import value_words
from app.services.exchange.histories import history_words
from app.services.papers import signatures
from app.services.people import merging
from app.services.planning import plan_approval, plans
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register, with_rights
from tests.support.closing import approve_all, close_case

TODAY = date(2026, 3, 1)
"""The day of the clock of these tests."""


def score(item: str, points: int, domain: str = "child.health", label: str = "") -> dict[str, object]:
    """A score as a finished response keeps it."""
    return {"item": item, "domain": domain, "score": points, "low": points <= 2, "labels": {"km": label or item}, "key": item}


def assess(database: Database, case: str, day: str, *scores: Mapping[str, object], **more: object) -> str:
    """A finished assessment."""
    values = {"subject": "case", "case": case, "form_id": "child_wellbeing", "form_version": "1", "state": "finished"}
    with acting(database) as uow:
        return uow.create("form_response", {**values, "filled_on": day, "scores": list(scores), **more})


def act(database: Database, case: str, **values: Any) -> str:
    """An action of the plan."""
    with acting(database) as uow:
        return case_parts.add(uow, "plan_action", case, {"goal": "សុខភាព", **values})


def lows(database: Database, case: str) -> list[tuple[str, int]]:
    """What is not in the plan yet."""
    with database.read(WORKER) as reader:
        return [(low.item, low.score) for low in plans.cover(reader, case)]


def test_low_scores_of_the_newest_assessment_ask_for_an_action_the_lowest_first(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-01-05", score("old", 1))
    assess(database, case, "2026-02-05", score("two", 2), score("one", 1), score("good", 3))
    assess(database, case, "2026-02-01", score("care", 2, "family.care"), form_id="family_needs")
    assert lows(database, case) == [("one", 1), ("two", 2), ("care", 2)]
    act(database, case, item="one", domain="child.health")
    act(database, case, need=" two ", domain="child.health")
    act(database, case, need="written another way", domain="family.care")
    assert lows(database, case) == []


def test_an_action_given_up_or_done_before_answers_nothing(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-05", score("one", 1))
    dropped = act(database, case, item="one", state="dropped")
    assert lows(database, case) == [("one", 1)]
    with acting(database) as uow:
        plans.set_state(uow, dropped, "done", on=date(2026, 2, 4))
    assert lows(database, case) == [("one", 1)]
    with acting(database) as uow:
        plans.set_state(uow, dropped, "done", on=date(2026, 2, 5))
    assert lows(database, case) == []


def test_a_domain_of_several_questions_needs_an_action_for_each(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-05", score("one", 1), score("two", 1))
    act(database, case, need="something of health", domain="child.health")
    assert lows(database, case) == [("one", 1), ("two", 1)]


def test_what_is_restricted_or_not_finished_asks_for_nothing(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-05", score("one", 1), restricted="hiv_rh")
    assess(database, case, "2026-02-05", score("two", 1), state="draft")
    with database.read(HEAD) as reader:
        assert plans.cover(reader, case) == ()


def test_the_first_action_begins_the_plan(database: Database) -> None:
    case = register(database).case
    first = act(database, case, state="done")
    with database.read(WORKER) as reader:
        view = plans.current(reader, case)
        assert view is not None
        assert (view.plan.whole("number"), view.plan.text("made_on")) == (1, TODAY.isoformat())
        assert view.plan.text("made_by") == WORKER.name
        assert [(row.id, row.day("done_on")) for row in view.actions] == [(first, TODAY)]
        assert reader.get("episode", view.plan.text("episode")).text("case") == case
    with acting(database) as uow:
        plans.set_state(uow, first, "doing")
        assert uow.get("plan_action", first).day("done_on") is None


def test_a_plan_that_was_undone_can_be_begun_again(database: Database) -> None:
    case = register(database).case
    with acting(database, act="plan_action_add") as uow:
        case_parts.add(uow, "plan_action", case, {"goal": "x"})
    with acting(database, act="undo") as uow:
        undo(uow)
    with database.read(WORKER) as reader:
        assert plans.current(reader, case) is None
    act(database, case)
    with database.read(WORKER) as reader:
        assert plans.current(reader, case) is not None


def test_a_new_version_takes_over_what_is_not_done(database: Database) -> None:
    case = register(database).case
    done, doing = act(database, case, state="done"), act(database, case, state="doing")
    with acting(database) as uow:
        first = plans.current(uow, case)
        made = plans.renew(uow, case, {"review_on": "2026-05-28", "monitoring": "monthly"})
        view = plans.current(uow, case)
    assert first is not None
    assert view is not None
    assert (view.plan.id, view.plan.whole("number"), [row.id for row in view.actions]) == (made, 2, [doing])
    assert [(row.id, row.day("ended_on"), row.text("ended_why")) for row in view.former] == [(first.plan.id, TODAY, "renewed")]
    with database.read(WORKER) as reader:
        assert reader.get("plan_action", done).text("plan") == first.plan.id
    with acting(database) as uow, pytest.raises(InputError, match="end_before_start"):
        plans.renew(uow, case, {"made_on": "2026-02-01"})


def test_who_signed_a_version(database: Database) -> None:
    case = register(database).case
    act(database, case)
    with acting(database) as uow:
        view = plans.current(uow, case)
        assert view is not None
        assert view.unsigned == ("caseworker", "carer", "authority")
        with pytest.raises(InputError, match="witness_missing"):
            signatures.note(uow, ("plan", view.plan.id), "carer", "thumbprint", TODAY)
        signatures.note(uow, ("plan", view.plan.id), "carer", "thumbprint", TODAY, witness="មេភូមិ")
    with acting(database) as uow:
        view = plans.current(uow, case)
        assert view is not None
        assert view.unsigned == ("caseworker", "authority")
        plans.renew(uow, case, {})
        renewed = plans.current(uow, case)
        assert renewed is not None
        assert renewed.unsigned == ("caseworker", "carer", "authority"), "a new text is signed anew"


def test_others_cases_and_restricted_services_are_out_of_reach(database: Database) -> None:
    case, other = register(database).case, register(database, HEAD).case
    head = with_rights(HEAD, "sexual_violence")
    with acting(database, head) as uow:
        hidden = case_parts.add(uow, "service", other, {"type": "anti_trafficking"})
        open_one = case_parts.add(uow, "service", other, {"type": "food"})
    for named, fault in ((hidden, "service_restricted"), ("none", "record_not_found")):
        with acting(database, head) as uow, pytest.raises(InputError, match=fault):
            case_parts.add(uow, "plan_action", other, {"goal": "x", "service": named})
    with acting(database) as uow, pytest.raises(InputError, match="record_not_found"):
        case_parts.add(uow, "plan_action", case, {"goal": "x", "service": open_one})
    for question in (plans.board, plans.current, plans.cover):
        with database.read(OTHER) as reader, pytest.raises(InputError, match="not_allowed"):
            question(reader, case)


def due(database: Database, actor: Any = WORKER, **scope: Any) -> list[tuple[str, str, str]]:
    """Kind, day and state of what is due of plans."""
    with database.read(actor) as reader:
        found = task_sources.due_of(reader, Scope(OFFICE, **scope))
        return [(one.kind, str(one.due), one.state) for one in found if one.kind.startswith("plan")]


def test_actions_and_reviews_are_tasks_until_they_are_done(database: Database) -> None:
    opened = register(database)
    case = opened.case
    act(database, case, due_on="2026-02-27")
    act(database, case, due_on="2026-03-03", state="doing")
    done = act(database, case, due_on="2026-02-20")
    act(database, case, due_on="2026-02-20", state="dropped")
    act(database, case, due_on="2027-02-20")
    with acting(database) as uow:
        plans.set_state(uow, done, "done")
        plans.renew(uow, case, {"review_on": "2026-03-20"})
    told = [
        ("plan_action", "2026-02-27", "overdue"),
        ("plan_action", "2026-03-03", "soon"),
        ("plan_review", "2026-03-20", "running"),
    ]
    assert due(database) == told
    assert due(database, HEAD, owner=WORKER.user) == told
    assert due(database, HEAD, owner=OTHER.user) == due(database, OTHER) == due(database, cases=()) == []
    with acting(database) as uow:
        uow.update("child", opened.child, {"died_on": "2026-02-27"})
    assert due(database) == []


def test_tasks_of_a_case_that_was_merged_are_those_of_the_one_that_stays(database: Database) -> None:
    one, two = register(database), register(database, child__given_name_km="មករា")
    act(database, one.case, due_on="2026-03-01")
    with acting(database) as uow:
        merging.merge_case(uow, one.case, two.code)
    with database.read(WORKER) as reader:
        (found,) = [each for each in task_sources.due_of(reader) if each.kind == "plan_action"]
        assert (found.case, found.owner) == (two.case, WORKER.user)
    with acting(database) as uow:
        close_case(uow, two.case, "success")
    assert due(database) == []


def test_a_low_score_without_an_action_blocks_the_approval_and_the_text_is_asserted(database: Database) -> None:
    case = register(database).case
    action = act(database, case, item="two", domain="child.health")
    assess(database, case, "2026-02-05", score("one", 1), score("two", 2))
    with database.read(WORKER) as reader:
        view = plans.current(reader, case)
    assert view is not None
    subject = ("plan", view.plan.id)
    with acting(database) as uow, pytest.raises(InputError, match="plan_uncovered"):
        approvals.ask(uow, "plan", subject)
    second = act(database, case, item="one", domain="child.health")
    with acting(database) as uow:
        asked = approvals.ask(uow, "plan", subject)
        record = uow.get("approval", asked)
        assert set(approvals.WHATS["plan"].shown(uow, record)) == {subject, ("plan_action", action), ("plan_action", second)}
    assert approve_all(database, OFFICE) == 1
    with database.read(WORKER) as reader:
        standing = plans.board(reader, case).standing
        assert standing is not None
        assert standing.state == "approved"
    with acting(database, HEAD) as uow:
        approvals.withdraw(uow, asked)
        plans.renew(uow, case, {})
        assert plans.board(uow, case).standing is None, "a new version is approved anew"
        with pytest.raises(InputError, match="plan_ended"):
            approvals.ask(uow, "plan", subject)


def test_the_way_of_a_case_knows_the_plan(database: Database) -> None:
    case = register(database).case
    assess(database, case, "2026-02-27", score("one", 1))
    with database.read(WORKER) as reader:
        before = case_facts.facts(reader, case_file(reader, case))
    assert (before.assessed_on, before.plan_on, before.uncovered) == (date(2026, 2, 27), None, 1)
    act(database, case, item="one")
    with database.read(WORKER) as reader:
        after = case_facts.facts(reader, case_file(reader, case))
    assert (after.plan_on, after.uncovered) == (TODAY, 0)


def test_an_approval_is_of_the_plan_as_it_stood(database: Database) -> None:
    """What is added after it is told, a new version asks for an approval of its own (P19), in the list of cases too."""
    opened = register(database)
    act(database, opened.case, need="food")

    def stands() -> tuple[list[str], bool]:
        """What is missing of the approval, and whether the list says that the plan is approved."""
        with database.read(WORKER) as reader:
            bar = flow.bar(reader, case_file(reader, opened.case))
            forms = dict.fromkeys(("assessment", "plan", "closing"), ())
            [row] = step_rows(reader, CaseFilter(), forms, (), ())
            [step] = [one for one in bar if one.name == "approval_plan"]
            return [one.code for one in step.missing], row.approval_plan == "approved"

    def approve() -> None:
        with acting(database) as uow:
            asked = approvals.ask(uow, "plan", ("plan", uow.find("plan", case=opened.case, order=("-id",))[0].id))
        with acting(database, HEAD) as uow:
            approvals.decide(uow, asked, "approved")

    assert stands() == (["plan_ask"], False)
    approve()
    assert stands() == ([], True)
    act(database, opened.case, need="school")
    assert stands() == (["plan_grew"], True)
    approve()
    assert stands() == ([], True)
    with acting(database) as uow:
        [_, school] = uow.find("plan_action", case=opened.case, order=("id",))
        plans.set_state(uow, school.id, "done", result="goes daily")
    assert stands() == ([], True), "work goes on without another approval"
    with acting(database) as uow:
        case_parts.change(uow, "plan_action", school.id, {"need": "a teacher"})
    assert stands() == (["plan_grew"], True), "another text was not approved"
    approve()
    with acting(database) as uow:
        uow.delete("plan_action", school.id)
    assert stands() == (["plan_grew"], True), "what was taken out was approved"
    approve()
    assert stands() == ([], True)
    with acting(database) as uow:
        plans.renew(uow, opened.case, {})
    assert stands() == (["plan_ask"], False)


def test_the_actions_that_an_approval_was_shown_are_told_in_words(database: Database) -> None:
    opened = register(database)
    kept, changed, gone = (act(database, opened.case, action=text) for text in ("ទៅសាលា", "ទិញអាវ", "ហៅទូរស័ព្ទ"))
    with acting(database) as uow:
        asked = approvals.ask(uow, "plan", ("plan", uow.find("plan", case=opened.case)[0].id))
    with acting(database, HEAD) as uow:
        approvals.decide(uow, asked, "approved")
    with acting(database) as uow:
        case_parts.change(uow, "plan_action", changed, {"action": "ទិញស្បែកជើង"})
        uow.delete("plan_action", gone)
    with database.read(WORKER) as reader:
        past = history_words(reader, "approval", asked, "named", "en")
        marks = reader.get("approval", asked).codes("named")
        assert value_words(reader, "approval", "named", [*marks], "en") in past
    told = past.splitlines()[-1]
    assert "ទៅសាលា; " in told
    assert "ទិញស្បែកជើង (written otherwise since)" in told
    assert "an action that is not here any more" in told
    assert not any(key[:8] in past for key in (kept, changed, gone)), "no ids and no marks"


def test_a_plan_that_says_nothing_is_asked_about_before_it_goes_to_the_head(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        plan = plans.renew(uow, case, {})

    def asked() -> list[str]:
        with database.read(WORKER) as reader:
            return [one.code for one in plan_approval.before_asking(reader, plan)]

    assert asked() == ["ask.plan_empty"]
    made = act(database, case, action="Rice each week")
    assert asked() == []
    with acting(database) as uow:
        case_parts.change(uow, "plan_action", made, {"state": "dropped"})
    assert asked() == ["ask.plan_empty"]
    assess(database, case, "2026-02-28", form_id="form_3_service_plan")
    assert asked() == [], "the plan stands on the ministry's form"
