"""The shipped instruments of the case about real records: what they begin with, what they write, what they keep apart."""

from __future__ import annotations

from dataclasses import replace

from app.domain.codelists import GROUPS
from app.domain.records import Actor
from app.domain.tasks import Scope
from app.services.care import care_dues
from app.services.cases import case_parts
from app.services.responses import responses
from tests.data.cases.support import OFFICE, WORKER
from tests.unit.responses.support import Place

TRUSTED = replace(WORKER, rights=GROUPS)


def start(place: Place, name: str, actor: Actor = WORKER) -> str:
    with place.write(actor) as uow:
        return responses.start(uow, place.shelf.form(name), "case", place.case)


def filled(place: Place, name: str, answers: dict[str, object], actor: Actor = WORKER) -> str:
    response = start(place, name, actor)
    assert place.fill(response, answers, actor) == ()
    place.finish(response, actor)
    return response


def test_form_1_begins_with_what_is_typed(place: Place) -> None:
    begun = place.answers(start(place, "form_1_intake"))
    known = {
        name: begun.get(name) for name in ("family_name", "given_name", "child_sex", "birth_on", "child_type", "disability")
    }
    assert known == {
        "family_name": "សុខ", "given_name": "ដារ៉ា", "child_sex": "female", "birth_on": "2015-02-03", "child_type": "orphan",
        "disability": "vision",
    }  # fmt: skip
    assert (begun["member_given_name"], begun["member_relation"], begun["contact_phone"]) == (
        "ចន្ថា",
        "grandmother",
        "012345678",
    )
    assert begun["urgent"] == "yes"


def test_form_1_untouched_is_finished_and_changes_nothing(place: Place) -> None:
    with place.read() as reader:
        before = reader.get("child", place.child), reader.get("case", place.case)
    place.finish(start(place, "form_1_intake"))
    with place.read() as reader:
        assert (reader.get("child", place.child), reader.get("case", place.case)) == before
        assert reader.count("family_member", child=place.child) == 1
        assert reader.count("consent", case=place.case) == 1


def test_form_1_writes_to_its_records(place: Place) -> None:
    member = {"member_given_name": "វុទ្ធី", "member_relation": "uncle", "member_lives_with": "yes"}
    consent = {"consent_purpose": "tracing", "consent_answer": "given", "consent_giver": "guardian", "consent_how": "spoken"}
    filled(
        place,
        "form_1_intake",
        {
            "school": "បឋមសិក្សា ថ្នាក់ទី២",
            "disability_assessed": "yes",
            "disability": ["vision", "hand"],
            "child_type": ["orphan", "street"],
            "child_type_hiv": ["hiv"],
            "source_kind": "identified",
            "source_name": "អ្នកជិតខាង",
            "family": [{"member_occupation": "លក់បន្លែ"}, member],
            "consent": [{**consent, "consent_witness": "សាក្សី", "consent_on": "2026-02-28", "consent_explained": "yes"}],
            "child_answer": "refused",
            "child_how": "spoken",
            "child_witness": "គ្រូបង្រៀន",
            "child_answer_on": "2026-02-28",
            "accused": [{"accused_name": "មិនស្គាល់ឈ្មោះ", "accused_relation": "អ្នកជិតខាង"}],
        },
        TRUSTED,
    )
    with place.read(TRUSTED) as reader:
        child = reader.get("child", place.child)
        family = reader.find("family_member", child=place.child, order=("id",))
        codes = {row.text("code") for row in reader.find("category", case=place.case)}
        consents = reader.find("consent", case=place.case, order=("id",))
        reporter, accused = reader.find("reporter", case=place.case), reader.find("perpetrator", case=place.case)
    assert child.text("school") == "បឋមសិក្សា ថ្នាក់ទី២"
    assert child.codes("disability") == {"vision", "hand"}
    assert [(one.text("given_name_km"), one.text("occupation")) for one in family] == [("ចន្ថា", "លក់បន្លែ"), ("វុទ្ធី", "")]
    assert codes == {"orphan", "street", "hiv"}
    said = {(one.code("purpose"), one.code("given_by"), one.code("answer")) for one in consents}
    assert {("tracing", "guardian", "given"), ("services", "child", "refused")} <= said
    assert [one.text("name") for one in reporter] == ["អ្នកជិតខាង"]
    assert [one.text("relation") for one in accused] == ["អ្នកជិតខាង"]


def test_who_lacks_the_right_never_sees_what_is_restricted(place: Place) -> None:
    response = start(place, "form_1_intake")
    hidden = {key.rpartition("/")[2] for key in place.get(response).hidden}
    assert {
        "source_name",
        "child_type_hiv",
        "child_type_sexual",
        "accused_name",
        "guardian_comment",
        "health_details",
    } <= hidden
    place.finish(response)


def test_form_2_low_scores_become_the_rows_of_form_3_and_actions(place: Place) -> None:
    answers: dict[str, object] = {
        "child_food": "1",
        "child_food_note": "ឃ្លានញឹកញាប់",
        "child_education": "4",
        "family_livelihood": "2",
    }
    answers |= {"decision": "given", "decision_giver": "guardian", "rights_explained": ["general", "confidentiality"]}
    filled(place, "form_2_assessment", {**answers, "child_shelter": "not_assessed"})
    plan = start(place, "form_3_service_plan")
    needs = {key: text for key, text in place.get(plan).answers.items() if key.endswith("k_item")}
    assert sorted(needs.values()) == ["child_food", "family_livelihood"]
    goals = {"child_goal": "មានអាហារគ្រប់គ្រាន់", "child_action": "ផ្តល់ស្បៀង", "child_who": "ឃុំ", "child_due_on": "2026-04-01"}
    place.fill(plan, {"child_plan": [goals], "family_plan": [{"family_goal": "មានចំណូល"}]})
    place.finish(plan)
    with place.read() as reader:
        made = {row.text("domain"): row for row in reader.find("plan_action", case=place.case)}
        consents = reader.find("consent", case=place.case, order=("id",))
    assert set(made) == {"child.food", "family.livelihood"}
    assert (made["child.food"].text("goal"), made["child.food"].text("who")) == ("មានអាហារគ្រប់គ្រាន់", "ឃុំ")
    assert made["child.food"].text("need").endswith("ចំណីអាហារ")
    assert {row.code("state") for row in made.values()} == {"planned"}
    newest = consents[-1]
    assert (newest.code("answer"), newest.code("given_by"), newest.flag("explained")) == ("given", "guardian", True)


def test_low_items_of_the_domains_are_carried_too(place: Place) -> None:
    filled(place, "child_wellbeing", {"health_access": "2", "safety_home": "4"})
    filled(place, "family_needs", {"economy_debt": "1"})
    plan = start(place, "form_3_service_plan")
    carried = {text for key, text in place.get(plan).answers.items() if key.endswith("k_domain")}
    assert carried == {"child.health", "family.economy"}


def test_an_empty_plan_makes_no_action(place: Place) -> None:
    place.finish(start(place, "form_3_service_plan"))
    with place.read() as reader:
        assert reader.count("plan_action", case=place.case) == 0


def test_form_4_is_a_placement(place: Place) -> None:
    answers = {"option": "kinship", "from_on": "2026-02-20", "kinship_name_1": "អ៊ំ ស្រី", "why_birth_family": "not_safe"}
    filled(place, "form_4_placement", {**answers, "next_review_on": "2026-08-20"})
    with place.read() as reader:
        (made,) = reader.find("placement", case=place.case)
    assert (made.code("option"), str(made.day("from_on")), made.text("note")) == ("kinship", "2026-02-20", "អ៊ំ ស្រី")
    assert (made.text("warned"), made.text("reason_despite")) == ("earlier_open", ""), "the paper has no line for the reason"
    with place.read() as reader:
        assert [one.subject[1] for one in care_dues.reasons(reader, Scope(OFFICE))] == [made.id]


def test_a_follow_up_is_a_note_with_its_light(place: Place) -> None:
    lights = {f"light_{name}": "A" for name in ("health", "education", "food", "family")}
    visit = {"visit_kind": "follow_up_home", "visit_on": "2026-02-25", "child_seen": "yes"}
    seen = {"progress_notes": "បានជួប", "light_violence": "C", "next_visit_on": "2026-03-20"}
    filled(place, "follow_up", {**visit, **lights, **seen})
    filled(place, "form_5_follow_up", {**visit, "services_given": "ស្បៀង", "situation": "ល្អ"})
    with place.read() as reader:
        first, second = reader.find("note", case=place.case, order=("id",))
    assert (first.code("kind"), first.code("violence"), str(first.day("next_visit_on"))) == (
        "follow_up_home",
        "C",
        "2026-03-20",
    )
    assert (first.text("text"), second.text("text")) == ("បានជួប", "ស្បៀង · ល្អ")


def test_the_risk_is_set_once_with_who_and_why(place: Place) -> None:
    filled(place, "risk_assessment", {"level": "medium", "reason": "មានអ្នកការពារ"})
    with place.read() as reader:
        case, rows = reader.get("case", place.case), reader.find("risk", case=place.case, order=("id",))
    assert case.code("risk_level") == "medium"
    assert [(row.code("level"), row.text("reason"), row.ref("by")) for row in rows[1:]] == [
        ("medium", "មានអ្នកការពារ", WORKER.user)
    ]


def test_concerns_at_risk_and_experienced_stay_apart(place: Place) -> None:
    with place.write() as uow:
        case_parts.add(uow, "concern", place.case, {"code": "street", "kind": "experienced"})
    response = start(place, "risk_assessment")
    begun = place.answers(response)
    assert (begun["experienced"], begun["at_risk"]) == ("street", "neglect")
    place.fill(response, {"level": "high", "reason": "ក", "at_risk": ["neglect", "child_labour"]})
    place.finish(response)
    with place.read() as reader:
        kept = {(row.code("code"), row.code("kind")) for row in reader.find("concern", case=place.case)}
    assert kept == {("street", "experienced"), ("neglect", "at_risk"), ("child_labour", "at_risk")}


def test_the_assessments_before_closing_write_nothing(place: Place) -> None:
    with place.read() as reader:
        before = reader.get("case", place.case)
    filled(place, "form_6_final_assessment", {"conclusion": "continue"})
    filled(place, "closing_assessment", {"propose": "yes", "close_reason": "moved_not_found"})
    with place.read() as reader:
        assert reader.get("case", place.case) == before
