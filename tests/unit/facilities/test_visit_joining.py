"""Two inspectors began one visit each: the two inspections become one, item by item, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from app.data import undo
from app.domain.errors import InputError
from app.domain.ids import new_id
from app.domain.permissions import RIGHTS
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.print.papers import Variant
from app.services.exchange import conflicts, field_words
from app.services.facilities import allegations
from app.services.responses import response_store
from app.services.visits import (
    census,
    findings,
    inspection_papers,
    inspection_results,
    inspections,
    visit_alarms,
    visit_differences,
    visit_dues,
    visit_joining,
    visit_secrecy,
)
from app.services.visits.visit_joining import Look
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

Admit = Callable[..., str]
VARIANTS: tuple[Variant, ...] = ("full", "facility")


@pytest.fixture
def team(office: Office) -> Office:
    """The inspectors of these tests may read what children said."""
    office.inspector = replace(office.inspector, rights=frozenset(RIGHTS))
    return office


def begin(office: Office, form: CompiledForm, home: str, answers: Mapping[str, object], **head: object) -> str:
    with office.write() as uow:
        visit = inspections.start(uow, form, home, head)
        inspections.fill(uow, form, visit, answers)
    return visit


def join(office: Office, one: str, other: str, **picks: str) -> Look:
    with office.write("inspection_join") as uow:
        return visit_joining.join(uow, office.shelf, one, other, picks)


def said(office: Office, visit: str, form: CompiledForm, *names: str) -> list[str | None]:
    """Stored answers by name."""
    with office.read() as reader:
        answers = inspections.visit_of(reader, visit).answers
        return [answers.get(str(form.path_of(name))) for name in names]


def test_two_inspections_become_one_item_by_item(team: Office, form: CompiledForm, home: str) -> None:
    first = begin(
        team, form, home, {"entry": "allowed", "i5": "meets", "i8": "partly", "i9": "meets"}, team="A", mission_letter="7"
    )
    second = begin(
        team,
        form,
        home,
        {"entry": "allowed", "i5": "meets", "i8": "does_not", "i8_note": "ដំបូលលេច", "i10": "partly", "team_note": "x"},
        team="B",
    )
    with team.read() as reader:
        looked = visit_joining.look(reader, team.shelf, second, first)
        assert visit_joining.candidates(reader, reader.get("inspection", first))[0].id == second
        due = {one.kind for one in visit_dues.all_of(reader, Scope("01"))}
    assert "visit_join" in due
    assert (looked.stays.inspection.id, looked.goes.inspection.id) == (first, second), "the one begun first stays"
    assert [one.key.rpartition("/")[2] for one in looked.differ] == ["i8"]
    done = join(team, second, first)
    assert (done.differ, done.aside) == (looked.differ, ()), "a question called like a note of none is a question"
    assert said(team, first, form, "team_note") == ["x"]
    assert said(team, first, form, "i5", "i8", "i9", "i10") == ["meets", "partly", "meets", "partly"]
    with team.read() as reader:
        visit, gone = inspections.visit_of(reader, first), reader.get("inspection", second)
        (open_one,) = visit_differences.open_of(reader, visit)
        assert (visit.inspection.text("team"), visit.inspection.text("mission_letter")) == ("A / B", "7")
        assert (gone.code("state"), visit_joining.joined_to(reader, second), reader.current(second)) == ("void", first, first)
        assert "visit_join" not in {one.kind for one in visit_dues.all_of(reader, Scope("01"))}
        assert [row.id for row in inspections.listing(reader, facility=home)] == [first]
    assert sorted(open_one.other.values()) == sorted(["does_not", "ដំបូលលេច"]), "a note goes with its answer"
    with team.write() as uow, pytest.raises(InputError, match="inspection_undecided"):
        inspection_results.close(uow, form, first)
    with team.write("inspection_settle") as uow:
        with pytest.raises(InputError, match="join_take_unknown"):
            visit_differences.settle(uow, form, first, "", open_one.key, "ours")
        with pytest.raises(InputError, match="both_impossible"):
            visit_differences.settle(uow, form, first, "", open_one.key, "both")
        visit_differences.settle(uow, form, first, "", open_one.key, "other")
        with pytest.raises(InputError, match="difference_gone"):
            visit_differences.settle(uow, form, first, "", open_one.key, "here")
    assert said(team, first, form, "i8", "i8_note") == ["does_not", "ដំបូលលេច"]


def test_undo_parts_them_again(team: Office, form: CompiledForm, home: str) -> None:
    first, second = begin(team, form, home, {"i5": "meets"}), begin(team, form, home, {"i8": "meets", "i5": "partly"})
    join(team, first, second)
    with team.write("undo") as uow:
        undo.undo(uow)
    assert said(team, first, form, "i5", "i8") == ["meets", None]
    with team.read() as reader:
        assert visit_joining.joined_to(reader, second) == ""
        assert reader.get("inspection", second).code("state") == "draft"
        assert visit_differences.all_of(reader, inspections.visit_of(reader, first)) == ()


def test_danger_is_shown_as_yes_until_the_team_decides(team: Office, form: CompiledForm, home: str) -> None:
    first, second = begin(team, form, home, {"danger_C": "no"}), begin(team, form, home, {"danger_C": "yes", "danger_E": "yes"})
    with team.write("alarm_answer", team.head) as uow:
        visit_alarms.answer(uow, second, "ហៅប៉ូលិស")
    join(team, first, second)
    with team.read() as reader:
        record = reader.get("inspection", first)
    assert (record.codes("alarms"), record.text("alarm_done")) == (frozenset({"danger_C", "danger_E"}), "ហៅប៉ូលិស")
    assert not visit_alarms.waits(record), "the head answered it where it was told first"
    with team.write() as uow:
        key = str(form.path_of("danger_C"))
        visit_differences.settle(uow, form, first, second, key, "other")
        assert uow.get("inspection", first).codes("alarms") == {"danger_E"}


def test_an_allegation_heard_once_stays_one(team: Office, form: CompiledForm, home: str) -> None:
    first, second = begin(team, form, home, {}), begin(team, form, home, {})
    path = str(form.path_of("allegation_told"))
    key = path.replace("/talk/", "/talk[t1]/")
    with team.write() as uow:
        inspections.save_answers(uow, second, {key if "talk" in path else path: "yes", path: "yes"}, form)
    join(team, first, second)
    with team.write() as uow:
        inspections.save_answers(uow, first, {path: "yes"}, form)
        assert len(allegations.of_facility(uow, home)) == 1


def test_what_children_said_stays_restricted(team: Office, form: CompiledForm, home: str) -> None:
    groups = response_store.groups_of(form)
    path = next(
        path for path, one in form.definitions.items() if response_store.group_at(groups, path) and one.control == "input"
    )
    repeat = next((one for one in groups if path.startswith(f"{one}/") and form.definitions[one].kind == "repeat"), "")
    key, group = path.replace(repeat, f"{repeat}[t2]", 1) if repeat else path, response_store.group_at(groups, path)
    plain = replace(team.inspector, rights=frozenset())
    first, second = begin(team, form, home, {}), begin(team, form, home, {})
    with team.write() as uow:
        inspections.save_answers(uow, second, {key: "C1"}, form)
    with team.write("inspection_join", plain) as uow, pytest.raises(InputError, match="join_rights"):
        visit_joining.join(uow, team.shelf, first, second)
    join(team, first, second)
    with team.read() as reader:
        visit = inspections.visit_of(reader, first)
        assert visit.answers[key] == "C1"
        assert not any("C1" in text for text in visit.response.entries("answers").values())
        assert response_store.companions(reader, visit.response)[str(group)].entries("answers")[key] == "C1"
    with team.read(plain) as reader:
        assert key not in inspections.visit_of(reader, first).answers
        assert visit_joining.late(reader, inspections.visit_of(reader, first)) == ()


def test_what_comes_late_is_told_and_taken_in(team: Office, form: CompiledForm, home: str) -> None:
    first, second = begin(team, form, home, {"i5": "meets"}), begin(team, form, home, {"i8": "meets"})
    join(team, first, second)
    with team.write() as uow:  # a laptop that did not know of the joining
        response = inspections.visit_of(uow, second).response
        response_store.put(uow, response, {str(form.path_of("i9")): "partly"})
    with team.read() as reader:
        assert visit_joining.late(reader, inspections.visit_of(reader, first)) == (second,)
        assert "visit_late" in {one.kind for one in visit_dues.all_of(reader, Scope("01"))}
    join(team, first, second)
    assert said(team, first, form, "i9") == ["partly"]
    with team.read() as reader:
        assert visit_joining.late(reader, inspections.visit_of(reader, first)) == ()


def test_the_count_is_joined_child_by_child(team: Office, form: CompiledForm, home: str, admit: Admit) -> None:
    one, two, three = (admit(given_name_km=name) for name in ("ដារា", "បុប្ផា", "សុភា"))
    first, second = begin(team, form, home, {}), begin(team, form, home, {})
    with team.write() as uow:
        census.find(uow, first, one, "present")
        census.find_all(uow, second, [one, two], "present")
        census.find(uow, first, three, "school")
        census.find(uow, second, three, "missing", "គ្មានអ្នកដឹង")
        census.unlisted(uow, second, {"name": "ចាន់"})
    done = join(team, first, second)
    assert [(item.stay, item.other["found"]) for item in done.differ] == [(three, "missing")]
    with team.write() as uow:
        visit_differences.settle(uow, form, first, "", done.differ[0].key, "other")
        found = {child.id: child.found for child in census.children(uow, uow.get("inspection", first)) if child.resident}
        assert found == {one: "present", two: "present", three: "missing"}
        assert {line.line.code("found") for line in census.open_of(uow, home)} == {"missing", "unlisted"}


def test_another_version_of_the_form_loses_nothing(team: Office, form: CompiledForm, home: str) -> None:
    older = replace(form, version="1")
    first, second = begin(team, older, home, {"i5": "meets"}), begin(team, form, home, {"i5": "meets"})
    with team.write() as uow:
        response = inspections.visit_of(uow, first).response
        strange = {"/data/asked_before": "x", str(form.path_of("i8")): "excellent"}
        response_store.put(uow, response, strange)
    done = join(team, first, second)
    assert (done.stays.inspection.id, done.other_version) == (second, True), "the newer version stays"
    assert {one.key.rpartition("/")[2] for one in done.aside} == {"asked_before", "i8"}
    with team.read() as reader:
        visit = inspections.visit_of(reader, second)
        assert visit_differences.open_of(reader, visit) == ()
        assert {text for one in visit_differences.aside_of(reader, visit) for text in one.other.values()} == {"x", "excellent"}


def test_what_cannot_be_joined_is_explained(team: Office, form: CompiledForm, home: str) -> None:
    first, second = begin(team, form, home, {"i5": "meets"}), begin(team, form, home, {})
    support = team.shelf.form("inspection_closure_visit")
    other = begin(team, support, home, {})
    for pair, code in (((first, first), "join_same"), ((first, other), "join_form"), ((first, "none"), "inspection_unknown")):
        with team.read() as reader, pytest.raises(InputError, match=code):
            visit_joining.look(reader, team.shelf, *pair)
    with team.write() as uow:
        inspections.void(uow, second, "typo")
    with team.read() as reader, pytest.raises(InputError, match="join_void"):
        visit_joining.look(reader, team.shelf, first, second)


def test_a_visit_closed_with_half_of_its_answers_is_open_again(team: Office, form: CompiledForm, home: str) -> None:
    with team.write() as uow:
        first = inspections.start(uow, form, home, {})
    answer_all(team, form, first, {"i8": "does_not"})
    second = begin(team, form, home, {"entry": "allowed"})
    with team.write() as uow:
        assert inspection_results.close(uow, form, first).state == "to_decide"
    join(team, first, second)
    with team.write() as uow:
        record = uow.get("inspection", first)
        assert (record.code("state"), record.whole("points"), record.code("proposed_grade")) == ("draft", None, None)
        assert inspection_results.close(uow, form, first).state == "to_decide"
        assert len(findings.of_inspection(uow, first)) == 1


def test_a_visit_that_is_not_announced_is_told_to_nobody_else(team: Office, form: CompiledForm, home: str) -> None:
    first, second = begin(team, form, home, {"i5": "meets"}), begin(team, form, home, {"i8": "meets"})
    with team.write() as uow:
        plan = uow.create("visit_plan", {"facility": home, "made_by": team.head.user, "notice": "unannounced"})
        uow.update("inspection", second, {"visit_plan": plan, "typed_by": team.head.user})
    with team.read() as reader:
        assert visit_secrecy.hides(reader, reader.get("inspection", second))
        assert visit_joining.candidates(reader, reader.get("inspection", first)) == ()
        with pytest.raises(InputError, match="inspection_unknown"):
            visit_joining.look(reader, team.shelf, first, second)
    with team.write("inspection_join", team.head) as uow:
        visit_joining.join(uow, team.shelf, first, second)
        assert uow.get("inspection", first).ref("visit_plan") == plan


def test_what_each_inspector_says_of_ties_stays(team: Office, form: CompiledForm, home: str) -> None:
    colleague = replace(team.inspector, user=new_id(), name="Second inspector")
    first = begin(team, form, home, {"entry": "allowed", "ties": "no"})
    with team.write(actor=colleague) as uow:
        second = inspections.start(uow, form, home, {})
        inspections.fill(uow, form, second, {"entry": "allowed", "ties": "yes", "ties_note": "a cousin"})
    with team.write(actor=team.head) as uow:
        for actor in (team.inspector, colleague):
            uow.create("user", {"office": "01", "name": actor.name, "roles": ["inspector"]}, record_id=actor.user)
    done = join(team, first, second)
    assert (done.differ, [one.key for one in done.ties]) == ((), [form.path_of("ties")])
    join(team, first, second)  # again: nothing doubles
    assert said(team, first, form, "ties", "ties_note") == ["yes", "a cousin"], "ties of one are ties of the team"
    with team.write() as uow:
        inspections.fill(uow, form, first, {"q51": "no", "q52": "no"})
        inspection_results.close(uow, form, first)
        full, copy = (inspection_papers.report(uow, form, first, "en", variant).ties for variant in VARIANTS)
    assert full == "Test inspector: No ties; Second inspector: There are ties: a cousin"
    assert copy == "Inspector: No ties; Inspector: There are ties"


def test_two_who_decide_otherwise_are_told_in_words_and_the_answer_follows_what_is_chosen(
    team: Office, form: CompiledForm, home: str
) -> None:
    first = begin(team, form, home, {"entry": "allowed", "i8": "meets"})
    second = begin(team, form, home, {"entry": "allowed", "i8": "does_not"})
    join(team, first, second)
    with team.write() as uow:
        visit = inspections.visit_of(uow, first)
        [one] = visit_differences.open_of(uow, visit)
        visit_differences.settle(uow, form, first, "", one.key, "here")
        mine = inspections.visit_of(uow, first).entries[one.entry]
        told = [field_words.value_words(uow, "form_response", f"answers:{one.entry}", text, "en") for text in (mine, one.text)]
        assert told == [
            "Decided: “Meets” stands, not “Does not meet”",
            "Not decided yet; the other inspector answered: Does not meet",
        ]
        response_store.put(uow, visit.response, {one.key: "does_not"})  # the colleague took the other one
        visit_differences.follow(uow, visit.response.id, one.entry)
    assert said(team, first, form, "i8") == ["meets"], "what was chosen of two decisions stands again"
    with team.write() as uow:
        visit_differences.follow(uow, visit.response.id, "/joined/nothing")
        assert conflicts._beside("form_response", f"answers:{one.entry}"), "two of these texts make no third one"
        assert not conflicts._beside("form_response", f"answers:{one.key}")
