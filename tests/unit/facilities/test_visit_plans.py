"""Visits to come: who may know of them, what is proposed, the team and its ties, what becomes of them (practice P28)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

import pytest

from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.print.form_papers import Asked, Heading
from app.services.exchange import knowing
from app.services.facilities import complaints, facilities
from app.services.forms import form_papers
from app.services.visits import (
    inspection_papers,
    inspection_results,
    inspections,
    visit_dues,
    visit_pack,
    visit_plans,
    visit_ranks,
    visit_teams,
    visiting_dues,
)
from tests.support.facility_office import Office

Admit = Callable[..., str]


def user(office: Office, actor: Actor) -> str:
    """The record of somebody who works here."""
    with office.write(actor=office.head) as uow:
        values = {"office": "01", "name": actor.name, "roles": sorted(actor.roles), "active": True}
        return uow.create("user", values, record_id=actor.user)


def other(office: Office, role: str = "inspector") -> Actor:
    """One more person with a role."""
    return replace(office.inspector, user=new_id(), name=f"Other {role}", roles=frozenset({role}), rights=frozenset())


def seen(office: Office, actor: Actor) -> list[str]:
    """The visits to come that somebody is shown."""
    with office.read(actor) as reader:
        return [one.id for one in visit_plans.listing(reader)]


def dues(office: Office, actor: Actor, owner: str | None = None) -> set[tuple[str, str]]:
    with office.read(actor) as reader:
        return {(one.kind, one.state) for one in visiting_dues.all_of(reader, Scope("01", owner))}


def test_an_unannounced_visit_is_known_to_team_and_head_alone(office: Office, home: str, admit: Admit) -> None:
    colleague, clerk = other(office), other(office, "clerk")
    user(office, colleague)
    with office.write() as uow:
        secret = visit_plans.add(uow, home, {"on_date": "2026-06-18"})
        public = visit_plans.add(uow, home, {"year": 2026, "month": 9, "notice": "announced", "kind": "follow_up"})
    assert seen(office, office.inspector) == seen(office, office.head) == [secret, public]
    assert seen(office, colleague) == seen(office, clerk) == [public]
    with office.write() as uow:
        assert visit_plans.questions(uow, home, {"year": 2026})
        past: tuple[dict[str, object], ...] = ({"month": 5}, {"on_date": "2026-06-14"})
        times: tuple[dict[str, object], ...] = (*past, {"month": 6}, {"on_date": "2026-06-15"})
        for when in times:
            asked = [one.code for one in visit_plans.questions(uow, home, {"year": 2026, **when})]
            assert ("ask.visit_past" in asked) == (when in past), "the month that goes on is no past"
            moved = [one.code for one in visit_plans.questions_of_change(uow, {"year": 2026, **when})]
            assert moved == (["ask.visit_moved_past"] if when in past else []), "a visit that is moved is asked about too"
        assert visit_plans.questions_of_change(uow, {"notice": "announced"}) == (), "its time stays"
        member = visit_teams.join(uow, secret, "inspector", user=colleague.user)
    assert seen(office, colleague) == [secret, public]
    for actor, may in ((office.head, True), (colleague, True), (clerk, False), (other(office), False)):
        with office.read(actor) as reader:
            assert [knowing.may_know(reader, *one) for one in (("visit_plan", secret), ("visit_member", member))] == [may, may]
            assert knowing.may_know(reader, "visit_plan", public)
            ranked = visit_ranks.proposal(reader, 2026)
            assert {one.id for one in ranked[0].plans} == ({secret, public} if may else {public}), "nor in the proposal"
            if not may:
                with pytest.raises(InputError, match="visit_plan_unknown"):
                    visit_plans.get(reader, secret)
    assert dues(office, colleague) >= {("visit_planned", "soon"), ("visit_ties", "soon")}
    assert not {kind for kind, _ in dues(office, other(office))} - {"visit_planned"}, "the announced one alone"
    with office.write(actor=colleague) as uow:
        visit_plans.change(uow, secret, {"notice": "announced"})
        assert uow.get("visit_member", member).code("notice") == "announced"
    assert seen(office, clerk) == [secret, public]
    with office.read(clerk) as reader:
        assert not knowing.may_know(reader, "visit_plan", secret), "what it held before stays with the team"


def test_the_proposal_says_why_and_complaints_count_without_who(office: Office, home: str, admit: Admit) -> None:
    admit(birth_from="2024-03-01", birth_to="2024-03-01")
    with office.write() as uow:
        calm = facilities.register(uow, {"name_en": "Calm house", "type": "group_home", "owner": "ngo"})
        facilities.register(uow, {"name_en": "Closed house", "type": "group_home", "owner": "ngo", "state": "closed"})
    with office.write(actor=office.caseworker) as uow, pytest.raises(InputError, match="right_missing"):
        complaints.add(uow, home, {"about": "food", "who_name": "Neighbour"})
    with office.write(actor=office.head) as uow:
        told = complaints.add(uow, home, {"about": "food", "how": "phone", "who_name": "Neighbour", "who_phone": "012 345 678"})
        with pytest.raises(InputError, match="complaint_about_missing"):
            complaints.add(uow, home, {"about": " "})
    with office.read() as reader:
        first, second = visit_ranks.proposal(reader, 2026)
        assert (first.id, first.place, second.id) == (home, 1, calm)
        assert [str(one) for one in first.reasons] == ["never", "complaint:1", "under_three:1"]
        assert first.points == 60
        assert visit_ranks.reason_words("complaint:1", "en") == "Complaints: 1"
        (seen_by_inspector,) = complaints.listing(reader, home)
        assert seen_by_inspector.who is None
        assert not knowing.may_know(reader, "complainant", reader.find("complainant", complaint=told)[0].id)
    with office.read(office.head) as reader:
        assert complaints.listing(reader)[0].who is not None
    assert ("complaint_waiting", "none") in dues(office, office.inspector) or ("complaint_waiting", "running") in dues(
        office, office.inspector
    )
    with office.write() as uow:
        with pytest.raises(InputError, match="complaint_answer_missing"):
            complaints.answer(uow, told, "unfounded", "")
        complaints.answer(uow, told, "unfounded", "បានពិនិត្យទូរសព្ទ")
    assert not any(kind == "complaint_waiting" for kind, _ in dues(office, office.inspector))
    with office.read() as reader:
        assert [str(one) for one in visit_ranks.of_facility(reader, reader.get("facility", home))] == ["never", "under_three:1"]


def test_a_team_is_named_declares_its_ties_and_only_who_may_inspect_leads(office: Office, home: str) -> None:
    user(office, office.inspector)
    clerk = other(office, "clerk")
    user(office, clerk)
    with office.write() as uow:
        plan = visit_plans.add(uow, home, {"year": 2026, "month": 7})
        own = visit_teams.join(uow, plan, "leader", user=office.inspector.user)
        visit_teams.join(uow, plan, "typist", user=clerk.user)
        guest = visit_teams.join(uow, plan, "joint", name="Sok Dara", body="police")
        for wrong, code in (
            ({"role": "inspector", "user": clerk.user}, "may_not_inspect"),
            ({"role": "joint", "name": "Sok Dara", "body": "police"}, "visit_member_twice"),
            ({"role": "joint"}, "visit_member_missing"),
            ({"role": "spy", "name": "X"}, "code_unknown"),
        ):
            with pytest.raises(InputError, match=code):
                visit_teams.join(uow, plan, **wrong)
        with pytest.raises(InputError, match="ties_note_missing"):
            visit_teams.declare(uow, own, "some")
        visit_teams.declare(uow, own, "some", "ប្អូនធ្វើការនៅទីនោះ")
        visit_teams.declare(uow, guest, "none")
    with office.write(actor=office.head) as uow:
        with pytest.raises(InputError, match="ties_not_own"):
            visit_teams.declare(uow, own, "none")
        visit_teams.set_person(uow, clerk.user, True)
        visit_teams.set_person(uow, office.inspector.user, False)
        assert {one.id: one.may for one in visit_teams.people(uow)} == {clerk.user: True, office.inspector.user: False}
        visit_teams.set_person(uow, office.inspector.user, None)
        assert {one.id: one.may for one in visit_teams.people(uow)} == {clerk.user: True, office.inspector.user: True}
    with office.write() as uow:
        one = visit_plans.get(uow, plan)
        assert [member.text("user") for member in visit_teams.undeclared(one.team)] == [clerk.user]
        told = [visit_teams.member_words(member, visit_teams.names(uow, one.team), "en") for member in one.team]
        assert {"Test inspector (Leader of the team)", "Sok Dara (Joint team of another body, Police)"} < set(told)
        visit_teams.leave(uow, guest)
        assert len(visit_plans.get(uow, plan).team) == 2


def test_a_visit_is_moved_dropped_begun_and_answers_its_complaint(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        told = complaints.add(uow, home, {"about": "food"})
        plan = visit_plans.add(uow, home, {"year": 2026, "month": 8, "complaint": told})
        assert uow.get("visit_plan", plan).code("kind") == "complaint"
        visit_plans.change(uow, plan, {"on_date": "2026-06-15"})
        record = uow.get("visit_plan", plan)
        assert (record.whole("month"), record.day("on_date")) == (6, uow.today())
        visit_plans.change(uow, plan, {"month": 9, "year": 2026})
        assert uow.get("visit_plan", plan).day("on_date") is None
        for values, code in (
            ({"month": 13, "year": 2026}, "visit_time_out"),
            ({"month": 2, "year": 2050}, "visit_time_out"),
            ({"month": 2}, "visit_time_missing"),
            ({"on_date": "soon"}, "value_not_a_date"),
            ({"kind": "support"}, "support_has_no_score"),
            ({"notice": None}, "value_missing"),
            ({"complaint": plan}, "complaint_elsewhere"),
            ({"reasons": []}, "field_not_given"),
        ):
            with pytest.raises(InputError, match=code):
                visit_plans.change(uow, plan, values)
        dropped = visit_plans.add(uow, home, {"on_date": "2026-12-01"})
        with pytest.raises(InputError, match="visit_why_missing"):
            visit_plans.drop(uow, dropped, " ")
        visit_plans.drop(uow, dropped, "ផ្លូវលិចទឹក")
        with pytest.raises(InputError, match="visit_plan_done"):
            visit_plans.change(uow, dropped, {"kind": "annual"})
        inspection = visit_plans.begin(uow, plan, form, {})
        visit = uow.get("inspection", inspection)
        assert (visit.code("kind"), visit.flag("announced")) == ("complaint", False)
        assert complaints.listing(uow)[0].visit == inspection
        assert [one.state for one in visit_plans.listing(uow, 2026)] == ["begun", "dropped"]
        again = visit_plans.add(uow, home, {"year": 2027, "month": 1})
        visit_plans.link(uow, again, inspection)
        with pytest.raises(InputError, match="visit_plan_done"):
            visit_plans.link(uow, again, inspection)
    with office.write() as uow:
        inspections.void(uow, inspection, "mistake")
        assert visit_plans.get(uow, plan).state == "planned", "a visit by mistake is none"
        second = visit_plans.begin(uow, plan, form, {})
        inspections.fill(uow, form, second, {"entry": "refused"})
        inspection_results.close(uow, form, second)
        assert visit_plans.get(uow, plan).state == "done"
        assert visit_plans.of_inspection(uow, second) is not None


def test_findings_past_their_day_ask_for_a_follow_up_unless_one_is_planned(office: Office, home: str) -> None:
    with office.write() as uow:
        values = {"facility": home, "visit_on": "2026-01-10", "state": "decided", "closed_at": "2026-01-10T03:00:00.000Z"}
        visit = uow.create("inspection", values)
        uow.create("finding", {"inspection": visit, "facility": home, "state": "open", "due_on": "2026-05-01"})
    assert dues(office, office.inspector) == {("visit_follow_up", "overdue")}
    assert dues(office, office.inspector, office.inspector.user) == set()
    with office.write() as uow:
        visit_plans.add(uow, home, {"year": 2026, "month": 12, "kind": "follow_up"})
    assert {kind for kind, _ in dues(office, office.inspector)} == {"visit_planned"}
    assert ("visit_follow_up", "overdue") in dues(office, other(office)), "who may not know of the plan sees no difference"


def test_the_pack_has_all_that_is_taken_along_and_its_files_stay_drawn(
    office: Office, form: CompiledForm, home: str, admit: Admit
) -> None:
    for number in range(14):
        admit(given_name_km=f"ដារា{number}")
    user(office, office.inspector)
    with office.write() as uow:
        before = uow.create("inspection", {"facility": home, "visit_on": "2026-01-10", "state": "decided"})
        uow.create("finding", {"inspection": before, "facility": home, "state": "open", "item": "8", "critical": True})
        done = {"state": "corrected", "corrected_on": "2026-02-01", "plan": "ជួសជុល", "responsible": "នាយក"}
        uow.create("finding", {"inspection": before, "facility": home, "item": "9", **done})
        told = complaints.add(uow, home, {"about": "food"})
        plan = visit_plans.add(uow, home, {"on_date": "2026-06-15", "kind": "annual", "complaint": told})
        member = visit_teams.join(uow, plan, "leader", user=office.inspector.user)
        visit_teams.join(uow, plan, "joint", name="Sok Dara", body="police")
        visit_teams.declare(uow, member, "some", "sister")
        paper = visit_pack.pack(uow, office.shelf, visit_plans.get(uow, plan), "en")
        assert [(one.name, one.role, one.ties) for one in paper.team] == [
            ("Test inspector", "Leader of the team", "There are ties: sister"),
            ("Sok Dara", "Joint team of another body, Police", ""),
        ]
        assert [(one.item, one.critical, one.late) for one in paper.findings] == [("8", True, True), ("9", False, False)]
        assert paper.findings[1].due == "Said to be corrected on 01/02/2026"
        assert paper.findings[1].remedy == "The house: ជួសជុល · នាយក"
        assert (len(paper.drawn), len(paper.lines), paper.checks) == (10, 14, True)
        assert not any("omplaint" in text for text in paper.reasons), "the team may be seen with this paper"
        pages = inspection_papers.preview(paper)
        assert len(pages) > 6
        inspection = visit_plans.begin(uow, plan, form, {})
        visit = inspections.visit_of(uow, inspection)
        files = inspections.files_drawn(uow, visit, form)
        assert sorted(one.name_latin or one.name for one in files) == sorted(paper.drawn)
        again = visit_pack.pack(uow, office.shelf, visit_plans.get(uow, plan), "en")
        assert again.drawn == paper.drawn
        inspections.fill(uow, form, inspection, {"entry": "refused"})
        inspection_results.close(uow, form, inspection)
        with pytest.raises(InputError, match="visit_plan_done"):
            visit_pack.pack(uow, office.shelf, visit_plans.get(uow, plan), "en")
        full = inspection_papers.report(uow, form, inspection, "en", "full")
        copy = inspection_papers.report(uow, form, inspection, "en", "facility")
    assert full.ties.startswith("Test inspector (Leader of the team): There are ties: sister; Sok Dara")
    assert (copy.team, "sister" in copy.ties) == ("Leader of the team; Joint team of another body, Police", False)
    with office.read(office.head) as reader:
        assert inspection_papers.report(reader, form, inspection, "en", "full").team == full.team
    with office.read(other(office)) as reader:
        assert "Sok Dara" not in inspection_papers.report(reader, form, inspection, "en", "full").team


@pytest.mark.parametrize(
    ("kind", "form_id"), [("complaint", "inspection_complaint_visit"), ("closure", "inspection_closure_visit")]
)
def test_the_pack_of_a_visit_without_points_has_its_form_to_fill(
    office: Office, home: str, admit: Admit, kind: str, form_id: str
) -> None:
    admit(given_name_km="ដារា")
    user(office, office.inspector)
    with office.write() as uow:
        told = complaints.add(uow, home, {"about": "the food was bad"})
        more = {"complaint": told} if kind == "complaint" else {}
        plan = visit_plans.add(uow, home, {"year": 2026, "month": 8, "kind": kind, **more})
        paper = visit_pack.pack(uow, office.shelf, visit_plans.get(uow, plan), "en")
    blank = paper.to_fill
    assert blank is not None
    assert (paper.checks, blank.blank, blank.version) == (False, True, office.shelf.form(form_id).version)
    assert [value for _, value in blank.about] == ["BMC-001 · Trial home", ""], "the day is not set yet"
    asked = [part for part in blank.parts if isinstance(part, Asked)]
    with office.read() as reader:
        whole = form_papers.blank_form(reader, office.shelf.form(form_id), "en")
    titles = [[part.title for part in paper.parts if isinstance(part, Heading)] for paper in (whole, blank)]
    assert len(titles[0]) - len(titles[1]) == (2 if kind == "complaint" else 0), "neither who complained nor who is accused"
    assert len(asked) > 5
    assert not any(part.value or any(one.chosen for one in part.options) for part in asked)
    assert "food was bad" not in str(asdict(paper)), "the team may be seen with this paper"
    alone = replace(paper, to_fill=None)
    assert len(inspection_papers.preview(paper)) > len(inspection_papers.preview(alone))


def test_a_visit_nobody_was_told_of_is_not_listed_for_others_while_it_goes_on(
    office: Office, form: CompiledForm, home: str
) -> None:
    colleague, clerk = other(office), other(office, "clerk")
    user(office, colleague)
    with office.write() as uow:
        plan = visit_plans.add(uow, home, {"on_date": "2026-06-15"})
        visit_teams.join(uow, plan, "inspector", user=colleague.user)
        visit = visit_plans.begin(uow, plan, form, {})

    def listed(actor: Actor) -> tuple[int, bool]:
        with office.read(actor) as reader:
            due = any(one.subject == ("inspection", visit) for one in visit_dues.all_of(reader, Scope("01")))
            return len(inspections.listing(reader, facility=home)), due

    for actor in (office.inspector, colleague, office.head):
        assert listed(actor) == (1, True)
    assert listed(clerk) == listed(other(office)) == (0, False)
    with office.write() as uow:
        inspections.fill(uow, form, visit, {"entry": "refused"})
        inspection_results.close(uow, form, visit)
    assert listed(clerk)[0] == listed(other(office))[0] == 1
