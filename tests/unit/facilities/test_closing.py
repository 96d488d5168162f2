"""A facility is warned, suspended, closed; each of its children is followed until somebody has seen it in its new place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import closing
from app.domain.closing import EMPTYING, STATE_OF, Way, stage, state_by
from app.domain.errors import InputError
from app.domain.records import Actor
from app.domain.rules import shipped
from app.domain.tasks import Scope
from app.services.facilities import closing_dues, facilities, measures, residencies, ways_on
from tests.support.facility_office import Office

Admit = Callable[..., str]
WHY = {"reason": "កុមារស្ថិតក្នុងគ្រោះថ្នាក់"}
DECIDED = {**WHY, "authority": "ក្រសួង", "number": "12 សអយ"}
NEWCOMER = {
    "given_name_km": "ថ្មី", "family_name_km": "ហេង", "sex": "male", "admitted_on": "2026-06-14", "admission_reason": "abandoned",
}  # fmt: skip
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def state(office: Office, home: str) -> str | None:
    with office.read() as reader:
        return reader.get("facility", home).code("state")


def stages(office: Office, home: str) -> dict[str, str]:
    """Stay → stage."""
    with office.read() as reader:
        return {one.id: one.stage for one in ways_on.lines(reader, home)}


def dues(office: Office, actor: Actor | None = None) -> dict[str, tuple[str, str]]:
    """Kind → how many, and where it stands, as Today tells it to the head or somebody else."""
    with office.read(actor or office.head) as reader:
        return {one.kind: (one.extra, one.state) for one in closing_dues.all_of(reader, Scope("01"))}


def test_the_ladder_moves_the_state_and_its_end_gives_it_back(office: Office, home: str) -> None:
    with office.write(actor=office.head) as uow:
        warned = measures.take(uow, home, {"kind": "warning", **DECIDED, "until_on": "2026-06-14", "on_date": "2026-03-16"})
    assert state(office, home) == "warned"
    assert dues(office)["measure_over"] == ("warning", "overdue")
    with office.write(actor=office.head) as uow:
        suspended = measures.take(uow, home, {"kind": "suspension", **DECIDED})
    assert state(office, home) == "suspended"
    assert "measure_over" not in dues(office), "the suspension took the place of the warning"
    with office.write(actor=office.head) as uow:
        measures.end(uow, suspended, "lifted")
    assert state(office, home) == "warned"
    with office.write(actor=office.head) as uow:
        measures.end(uow, warned, "corrected")
        with pytest.raises(InputError, match="measure_ended"):
            measures.end(uow, warned, "corrected")
    assert state(office, home) == "operating"


def test_a_facility_goes_back_to_what_it_was_before_its_measures(office: Office, home: str) -> None:
    """Nobody has told the ministry of it by being warned."""
    with office.write(actor=office.head) as uow:
        facilities.edit(uow, home, {"state": "not_notified"})
    made = []
    for kind in ("warning", "suspension"):
        with office.write(actor=office.head) as uow:
            made.append(measures.take(uow, home, {"kind": kind, **DECIDED}))
    for measure in made:
        with office.write(actor=office.head) as uow:
            measures.end(uow, measure, "corrected")
    assert state(office, home) == "not_notified"
    with office.write(actor=office.head) as uow:
        facilities.edit(uow, home, {"state": "operating"})
    with office.write(actor=office.head) as uow:
        ended = measures.take(uow, home, {"kind": "emergency_closure", **WHY})
        measures.end(uow, ended, "mistake")
    assert state(office, home) == "operating"


def test_what_an_inspector_enters_waits_for_the_head_unless_children_are_in_danger(
    office: Office, home: str, admit: Admit
) -> None:
    admit()
    with office.write() as uow:
        made = measures.take(uow, home, {"kind": "closure", **DECIDED})
        with pytest.raises(InputError, match="not_allowed"):
            measures.confirm(uow, made)
    assert (state(office, home), stages(office, home)) == ("operating", {})
    assert dues(office)["measure_look"] == ("closure", "soon")
    assert "measure_look" not in dues(office, office.inspector)
    with office.write(actor=office.head) as uow:
        measures.confirm(uow, made)
        with pytest.raises(InputError, match="measure_confirmed"):
            measures.confirm(uow, made)
    assert state(office, home) == "closing"
    with office.write() as uow:
        measures.take(uow, home, {"kind": "emergency_closure", **WHY})
    assert state(office, home) == "closed_emergency"
    assert dues(office)["measure_look"][0] == "emergency_closure"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({**DECIDED}, "measure_kind_missing"),
        ({"kind": "warning", "authority": "ក្រសួង"}, "measure_reason_missing"),
        ({"kind": "warning", **WHY}, "measure_authority_missing"),
        ({"kind": "warning", **DECIDED, "until_on": "2020-01-01"}, "measure_ends_early"),
        ({"kind": "warning", **DECIDED, "on_date": "2031-01-01"}, "date_in_future"),
        ({"kind": "warning", **DECIDED, "inspection": "01936f00-0000-7000-8000-000000000006"}, "measure_visit_elsewhere"),
        ({"kind": "praise", **DECIDED}, "code_unknown"),
    ],
)
def test_a_measure_that_cannot_be_is_refused(office: Office, home: str, values: dict[str, object], code: str) -> None:
    with office.write(actor=office.head) as uow, pytest.raises(InputError, match=code):
        measures.take(uow, home, values)


def test_each_child_of_a_house_closed_in_emergency_is_followed_until_it_is_seen(
    office: Office, home: str, admit: Admit
) -> None:
    first, second, third = (admit(given_name_km=name) for name in ("ដារា", "បុប្ផា", "សុភា"))
    before = admit(given_name_km="រតនា")
    with office.write() as uow:
        residencies.exit_resident(uow, before, {"exited_on": "2026-06-01", "exit_reason": "reunified"})
        measures.take(uow, home, {"kind": "emergency_closure", **WHY, "on_date": "2026-06-10"})
    assert stages(office, home) == dict.fromkeys((first, second, third), "open"), "who left before is not part of it"
    assert dues(office)["way_open"] == ("3", "overdue")
    assert "way_open" in dues(office, office.caseworker)
    with office.write() as uow:
        with pytest.raises(InputError, match="way_place_missing"):
            ways_on.left(uow, first, "2026-06-12")
        ways_on.set_place(uow, first, {"destination": "kinship", "to_place": "ភូមិអណ្តូង", "planned_on": "2026-07-01"})
        with pytest.raises(InputError, match="way_still_there"):
            ways_on.seen(uow, first, "2026-06-12", "face_to_face")
        ways_on.left(uow, first, "2026-06-12")
        ways_on.left(uow, second, "2026-06-12", "not_known")
    assert stages(office, home) == {first: "moved", second: "lost", third: "open"}
    found = dues(office)
    assert (found["way_see"], found["way_lost"], found["way_open"]) == (("1", "soon"), ("1", "overdue"), ("1", "overdue"))
    with office.write() as uow:
        with pytest.raises(InputError, match="way_seen_early"):
            ways_on.seen(uow, first, "2026-06-11", "face_to_face")
        ways_on.seen(uow, first, "2026-06-14", "phone")
    assert stages(office, home)[first] == "heard", "a call is no look"
    with office.write() as uow:
        for one in (first, second):
            ways_on.seen(uow, one, "2026-06-15", "face_to_face")
        residencies.exit_resident(uow, third, {"exited_on": "2026-06-15", "exit_reason": "died"})
    assert stages(office, home) == {first: "safe", second: "safe", third: "died"}
    assert not {"way_open", "way_see", "way_lost", "way_leave"} & dues(office).keys()


def test_a_planned_closure_is_done_with_the_last_child(office: Office, home: str, admit: Admit) -> None:
    first, second = admit(given_name_km="ដារា"), admit(given_name_km="បុប្ផា")
    with office.write() as uow:
        other = facilities.register(uow, {"name_km": "ផ្ទះផ្សេង", "type": "group_home", "owner": "ngo"})
    with office.write(actor=office.head) as uow:
        measures.take(uow, home, {"kind": "closure", **DECIDED, "until_on": "2026-09-01"})
    with office.write() as uow:
        assert [one.code for one in residencies.questions(uow, home, {"admitted_on": "2026-06-15"})] == [
            "ask.facility_suspended"
        ]
        for values, code in (
            ({"destination": "kinship", "to_facility": other}, "way_facility_only"),
            ({"destination": "other_facility", "to_facility": home}, "way_same_facility"),
            ({"destination": "died"}, "way_of_death"),
            ({"facility": other}, "field_not_given"),
        ):
            with pytest.raises(InputError, match=code):
                ways_on.set_place(uow, first, values)
        ways_on.set_place(uow, first, {"destination": "other_facility", "to_facility": other})
        arrived = ways_on.left(uow, first, "2026-06-14")
        assert uow.get("residency", arrived).text("given_name_km") == "ដារា"
        assert [one.id for one in residencies.living_there(uow, other)] == [arrived]
        assert uow.get("facility", home).code("state") == "closing"
        residencies.exit_resident(
            uow, second, {"exited_on": "2026-06-15", "exit_reason": "facility_closed", "exit_destination": "foster"}
        )
    assert state(office, home) == "closed"
    assert stages(office, home) == {first: "moved", second: "moved"}, "they left, and are still followed"


def test_a_click_or_an_old_list_opens_no_house_that_a_measure_closed(office: Office, home: str, admit: Admit) -> None:
    """The state is that of the measures as long as they hold: whoever wants another one ends the measure, with a reason."""
    child = admit()
    with office.write(actor=office.head) as uow:
        made = measures.take(uow, home, {"kind": "emergency_closure", "on_date": "2026-06-13", **WHY})
        for other in ("operating", "warned", "not_notified", "closed"):
            with pytest.raises(InputError, match="facility_measured"):
                facilities.edit(uow, home, {"state": other})
        facilities.edit(uow, home, {"state": "closed_emergency", "capacity": 12})
        uow.update("facility", home, {"state": "operating"})  # as a list has done that was taken in before
        with pytest.raises(InputError, match="facility_closed"):
            residencies.admit(uow, home, NEWCOMER)
        facilities.edit(uow, home, {"state": "closed_emergency"})
    with office.read() as reader:
        assert [row.id for row in facilities.listing(reader)] == [home], "children live there: it is no house of the past"
    with office.write(actor=office.head) as uow:
        ways_on.left(uow, child, "2026-06-15", "kinship")
    with office.read() as reader:
        assert facilities.listing(reader) == []
    with office.write(actor=office.head) as uow:
        measures.end(uow, made, "mistake")
        facilities.edit(uow, home, {"state": "not_notified"})
    assert state(office, home) == "not_notified"


def test_after_a_closure_in_emergency_the_decision_on_paper_still_comes(office: Office, home: str, admit: Admit) -> None:
    admit()
    with office.write(actor=office.head) as uow:
        first = measures.take(uow, home, {"kind": "emergency_closure", **WHY})
        with pytest.raises(InputError, match="facility_closed"):
            measures.take(uow, home, {"kind": "warning", **DECIDED})
        measures.take(uow, home, {"kind": "closure", **DECIDED})
    assert state(office, home) == "closed_emergency", "the heavier one stands"
    with office.write(actor=office.head) as uow:
        measures.end(uow, first, "other")
    assert state(office, home) == "closing", "children live there, and nobody else comes"


def test_a_child_that_was_on_no_list_when_its_house_closed_is_entered_late_and_followed(office: Office, home: str) -> None:
    """Hidden children are found when a house is emptied: one line for every child, not only for those who were on the list."""
    with office.write(actor=office.head) as uow:
        measures.take(uow, home, {"kind": "emergency_closure", "on_date": "2026-06-13", **WHY})
        with pytest.raises(InputError, match="facility_closed"):
            residencies.admit(uow, home, NEWCOMER)
        late = {**NEWCOMER, "admitted_on": "2026-06-13"}
        assert "ask.admission_closed" in {one.code for one in residencies.questions(uow, home, late)}
        found = residencies.admit(uow, home, late)
    assert stages(office, home) == {found: "open"}
    with office.read() as reader:
        (line,) = ways_on.lines(reader, home)
        assert line.due == date(2026, 6, 14), "from the day of the closure"


def test_who_has_a_place_still_leaves_a_house_in_danger_at_once() -> None:
    day, found, later = date(2026, 6, 1), Way(destination="kinship"), Way(destination="kinship", planned_on=date(2026, 6, 5))
    shipped_rules = shipped("closing")
    last = {
        (kind, until): closing.due(found, kind, day, until, shipped_rules)
        for kind in ("emergency_closure", "closure") for until in (None, date(2026, 7, 1))
    }  # fmt: skip
    assert last == {
        ("emergency_closure", None): date(2026, 6, 2), ("emergency_closure", date(2026, 7, 1)): date(2026, 6, 2),
        ("closure", None): date(2026, 8, 30), ("closure", date(2026, 7, 1)): date(2026, 7, 1),
    }  # fmt: skip
    assert closing.due(later, "emergency_closure", day, None, shipped_rules) == date(2026, 6, 5)


def test_no_door_closes_behind_children_that_nobody_follows(office: Office, home: str, admit: Admit) -> None:
    child = admit()
    with office.write(actor=office.head) as uow:
        with pytest.raises(InputError, match="facility_lived_in"):
            facilities.edit(uow, home, {"state": "closed"})
        with pytest.raises(InputError, match="exit_destination_missing"):
            residencies.exit_resident(uow, child, {"exited_on": "2026-06-15", "exit_reason": "facility_closed"})
        with pytest.raises(InputError, match="way_not_open"):
            ways_on.set_place(uow, child, {"destination": "kinship"})
        uow.update("facility", home, {"state": "closed"})  # as an older computer, or a list of former times, has it
    assert stages(office, home) == {child: "open"}
    assert dues(office)["way_open"] == ("1", "overdue")


def test_what_is_unlikely_is_asked_once(office: Office, home: str, admit: Admit) -> None:
    young = admit(birth_from="2024-02-01", birth_to="2024-02-01")
    with office.read(office.head) as reader:
        asked = [one.code for one in measures.questions(reader, home, {"kind": "closure"})]
        assert asked == ["ask.measure_step", "ask.measure_children"]
        assert [one.code for one in ways_on.questions(reader, young, {"destination": "other_facility"})] == [
            "ask.way_family", "ask.way_under_three",
        ]  # fmt: skip
        assert not ways_on.questions(reader, young, {"destination": "birth_family"})
    with office.write(actor=office.head) as uow:
        measures.take(uow, home, {"kind": "suspension", **DECIDED})
        assert [one.code for one in measures.questions(uow, home, {"kind": "warning"})] == ["ask.measure_lighter"]


@given(
    st.lists(st.sampled_from(sorted(STATE_OF))),
    st.booleans(),
    st.sampled_from(["operating", "not_notified", "warned", "closed"]),
)
def test_the_state_is_that_of_the_heaviest_measure(kinds: list[str], lived_in: bool, before: str) -> None:
    found = state_by(kinds, lived_in=lived_in, before=before)
    assert found == state_by(kinds[::-1] * 2, lived_in=lived_in, before=before)
    if not kinds:
        assert found == ("not_notified" if before == "not_notified" else "operating")
    elif EMPTYING & set(kinds) and lived_in:
        assert found in {"closing", "closed_emergency"}, "nothing is closed behind children"


@given(DAYS, DAYS, DAYS, st.sampled_from(["face_to_face", "phone", None]), st.sampled_from(["kinship", "not_known", None]))
def test_only_a_look_after_leaving_ends_a_line(
    exited: date, seen: date, since: date, how: str | None, place: str | None
) -> None:
    way = Way(exited_on=exited, exit_reason="facility_closed", exit_destination=place, seen_on=seen, seen_how=how)
    assert (stage(way) == "safe") == (seen >= exited and how == "face_to_face")
    last = closing.due(way, "closure", since, None, shipped("closing"))
    assert (last is None) == (stage(way) == "safe")
    assert last is None or last <= max(exited, seen) + timedelta(days=7)
