"""An office's own rules of scoring: dated, checked against the form, and never those of an inspection that was made before."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.errors import InputError
from app.forms.model import CompiledForm
from app.services.visits import inspection_results, inspections, scoring_rules
from app.services.visits.inspection_forms import STANDARD, own_profiles, profile_in_force
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

SECTIONS = {"A": 32, "B": 16, "C": 20, "D": 40, "E": 32, "F": 16, "G": 20, "H": 24}


def put(office: Office, **given: object) -> str:
    """Sets rules as the head of the office and gives their id."""
    with office.write(actor=office.head) as uow:
        return scoring_rules.set_profile(uow, office.shelf, {"form": STANDARD, **given}).id


def test_new_rules_hold_from_their_day_and_old_inspections_keep_theirs(office: Office, form: CompiledForm, home: str) -> None:
    with office.write() as uow:
        old = inspections.start(uow, form, home, {})
    answer_all(office, form, old, {"i9": "partly"})
    with office.write() as uow:
        before = inspection_results.close(uow, form, old)
    made = put(office, percent={"meets": 100, "partly": 25, "does_not": 0}, due_days=30, cut_off=150)
    assert made == f"{STANDARD}_2026-06-16", "without a day from tomorrow"
    office.clock.time = datetime(2026, 6, 20, 2, 0, tzinfo=UTC)
    with office.write() as uow:
        new = inspections.start(uow, form, home, {})
    answer_all(office, form, new, {"i9": "partly"})
    with office.write() as uow:
        after = inspection_results.close(uow, form, new)
        again = inspection_results.result_of(uow, form, old)
        profile = profile_in_force(uow, form, uow.today())
    assert before.score == again.score
    assert again.score is not None
    assert after.score is not None
    assert (again.score.profile, again.score.points) == ("minimum_standards_1", 178)
    assert (after.score.profile, after.score.points, after.score.reaches_cut_off) == (made, 177, True)
    assert (profile.unseen_most, profile.due_days, profile.sections) == (5, 30, SECTIONS), "what was not told stays"
    assert (profile.tags["scale"], profile.tags["due_days"]) == ("sourced", "inferred"), "what the office changed is its own"
    with office.read() as reader:
        told = [(one.profile.id, one.own, one.in_force) for one in scoring_rules.listing(reader)]
    assert told == [(made, True, True), ("minimum_standards_1", False, False)]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({"sections": {**SECTIONS, "A": 28}}, "scoring_sections_sum", {"sum": 196, "scale": 200, "place": "sections"}),
        ({"sections": {**SECTIONS, "A": 28, "B": 20}}, "scoring_section_weights", {"section": "A", "told": 28, "sum": 32}),
        ({"scale": 100}, "scoring_sections_sum", {"sum": 200, "scale": 100}),
        ({"percent": {"meets": 100, "partly": 150, "does_not": 0}}, "scoring_profile_value", {"place": "percent.partly"}),
        ({"percent": {"meets": 100}}, "scoring_profile_value", {"place": "percent"}),
        ({"cut_off": 201}, "scoring_profile_value", {"place": "cut_off", "allowed": "0 – 200"}),
        ({"due_days": "soon"}, "scoring_profile_value", {"place": "due_days"}),
        ({"critical_answers": ["bad"]}, "scoring_profile_value", {"place": "critical_answers"}),
        ({"versions": []}, "scoring_profile_value", {"place": "versions"}),
        ({"valid_from": "2026-06-15"}, "scoring_profile_day", {"day": "2026-06-16"}),
        ({"id": "minimum_standards_1"}, "scoring_profile_exists", {"profile": "minimum_standards_1"}),
        ({"wieght": 4}, "key_unknown", {"key": "wieght"}),
        ({"form": "nothing"}, "form_unknown", {}),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    office: Office, given: dict[str, object], code: str, said: dict[str, object]
) -> None:
    with pytest.raises(InputError) as caught:
        put(office, **given)
    assert caught.value.code == code
    assert said.items() <= caught.value.params.items()
    with office.read() as reader:
        assert own_profiles(reader) == []


def test_rules_follow_one_another_and_only_some_may_set_them(office: Office) -> None:
    put(office, cut_off=150)
    second = put(office, valid_from="2026-07-01", cut_off=None)
    with office.read() as reader:
        assert {one.id: one.cut_off for one in own_profiles(reader)}[second] is None
    with pytest.raises(InputError, match="scoring_profile_day"):
        put(office, valid_from="2026-06-20", unseen_most=3)
    with pytest.raises(InputError, match="not_allowed"), office.write() as uow:
        scoring_rules.set_profile(uow, office.shelf, {"form": STANDARD, "cut_off": 10})


def test_a_broken_setting_from_elsewhere_counts_as_not_set(office: Office, form: CompiledForm) -> None:
    with office.write(actor=office.head) as uow:
        uow.create("setting", {"office": "01", "key": "scoring_profile", "value": {"id": "half"}, "source_tag": "office"})
    with office.read() as reader:
        assert own_profiles(reader) == []
        assert profile_in_force(reader, form, reader.today()).id == "minimum_standards_1"
