"""When the team arrived and left: checked, moved with the day of the visit, one of two inspections of one visit."""

from __future__ import annotations

from datetime import date

import pytest

from app.data import undo
from app.domain.errors import InputError
from app.domain.questions import Question
from app.forms.model import CompiledForm
from app.services.visits import inspection_json, inspection_papers, inspection_results, inspections, visit_hours, visit_joining
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all

DAY = "2026-06-14"
"""Yesterday; now it is 9 o'clock of the 15th in Cambodia."""


def begin(office: Office, form: CompiledForm, home: str, **head: object) -> str:
    with office.write() as uow:
        return inspections.start(uow, form, home, {"visit_on": DAY, **head})


def change(office: Office, visit: str, **head: object) -> None:
    with office.write() as uow:
        inspections.edit_head(uow, visit, head)


def told(office: Office, visit: str, lang: str = "en") -> str:
    with office.read() as reader:
        return visit_hours.told_by_all(reader, reader.get("inspection", visit), lang)


def test_a_time_of_day_is_of_the_day_of_the_visit_and_moves_with_it(office: Office, form: CompiledForm, home: str) -> None:
    visit = begin(office, form, home, arrived_at="៨:៣០")
    assert told(office, visit) == "arrived 08:30"
    change(office, visit, left_at="1610")
    assert (told(office, visit), told(office, visit, "km")) == ("08:30–16:10", "០៨:៣០–១៦:១០")
    change(office, visit, visit_on="2026-06-12", arrived_at="8:45")
    with office.read() as reader:
        record = reader.get("inspection", visit)
    assert (record.text("arrived_at"), record.text("left_at")) == ("2026-06-12T01:45:00.000Z", "2026-06-12T09:10:00.000Z")
    change(office, visit, arrived_at=None)
    assert told(office, visit) == "left 16:10"


@pytest.mark.parametrize(
    ("code", "head"),
    [
        ("visit_hour_form", {"arrived_at": "25:00"}),
        ("visit_hour_form", {"arrived_at": "soon"}),
        ("visit_hour_form", {"left_at": "32/13/2026 8:00"}),
        ("visit_hour_form", {"left_at": "2026-06-14T08:00"}),
        ("visit_left_before", {"arrived_at": "8:30", "left_at": "8:29"}),
        ("visit_left_before", {"left_at": "2026-06-13 23:00"}),
        ("visit_hour_other_day", {"arrived_at": "2026-06-13 8:30"}),
        ("visit_hour_future", {"left_at": "2026-06-15 9:30"}),
        ("visit_hour_future", {"visit_on": "2026-06-15", "arrived_at": "23:00"}),
    ],
)
def test_what_cannot_be_is_refused(office: Office, form: CompiledForm, home: str, code: str, head: dict[str, object]) -> None:
    with pytest.raises(InputError, match=code):
        begin(office, form, home, **head)
    visit = begin(office, form, home)
    with pytest.raises(InputError, match=code):
        change(office, visit, **head)
    assert told(office, visit) == ""


def test_a_visit_that_moves_to_today_takes_no_hour_that_has_not_come(office: Office, form: CompiledForm, home: str) -> None:
    visit = begin(office, form, home, arrived_at="10:00")
    with pytest.raises(InputError, match="visit_hour_future"):
        change(office, visit, visit_on="2026-06-15")


def test_a_visit_over_midnight_is_asked_about_and_told_with_its_day(office: Office, form: CompiledForm, home: str) -> None:
    asked = visit_hours.after_midnight(date.fromisoformat(DAY), "21:00", "1:30")
    assert asked == Question("ask.visit_after_midnight", {"time": "01:30", "day": "2026-06-15"})
    assert visit_hours.after_midnight(date.fromisoformat(DAY), "8:00", "16:00") is None
    visit = begin(office, form, home, arrived_at="21:00", left_at="15/6/2026 1:30")
    assert told(office, visit) == "21:00–15/06/2026 01:30"
    with office.read() as reader:
        record = reader.get("inspection", visit)
        assert visit_hours.questions(record) == (Question("ask.visit_left_other_day", {"day": "2026-06-15"}),)
    change(office, visit, left_at="22:15")
    with office.read() as reader:
        assert visit_hours.questions(reader.get("inspection", visit)) == ()


def test_closing_takes_the_hours_and_they_stand_on_the_report(office: Office, form: CompiledForm, home: str) -> None:
    visit = begin(office, form, home, arrived_at="8:30")
    answer_all(office, form, visit, {})
    with office.write() as uow, pytest.raises(InputError, match="visit_left_before"):
        inspection_results.close(uow, form, visit, {"left_at": "7:00"})
    with office.write() as uow:
        inspection_results.close(uow, form, visit, {"left_at": "16:10"})
    with office.read() as reader:
        papers = [inspection_papers.report(reader, form, visit, "km", variant).visit_date for variant in ("full", "facility")]
        shown = inspection_json.show(reader, form, visit)
    assert papers == ["ថ្ងៃទី១៤ ខែមិថុនា ឆ្នាំ២០២៦, ០៨:៣០\u2060–\u2060១៦:១០"] * 2, "no line ends between the hours"
    assert (shown["arrived_at"], shown["left_at"]) == ("2026-06-14T01:30:00.000Z", "2026-06-14T09:10:00.000Z")
    with pytest.raises(InputError, match="inspection_closed"):
        change(office, visit, left_at="17:00")


def join(office: Office, one: str, other: str) -> None:
    with office.write("inspection_join") as uow:
        visit_joining.join(uow, office.shelf, one, other)


def test_of_two_inspections_the_earliest_arrival_and_the_latest_leaving_count(
    office: Office, form: CompiledForm, home: str
) -> None:
    office.inspector = office.head
    first = begin(office, form, home, arrived_at="9:00", left_at="16:00")
    second = begin(office, form, home, arrived_at="8:30", left_at="12:00")
    join(office, first, second)
    assert told(office, first) == "08:30–16:00 (not known 09:00–16:00; not known 08:30–12:00)"
    change(office, first, arrived_at="8:40")
    third = begin(office, form, home, left_at="17:00")
    join(office, first, second)
    assert told(office, first).startswith("08:40–16:00 ("), "what the team corrected since stands"
    join(office, first, third)
    assert told(office, first).startswith("08:40–17:00 (")
    with office.read() as reader:
        assert len(visit_hours.by_person(reader, reader.get("inspection", first))) == 3
        assert inspection_json.show(reader, form, first)["hours"] == [
            {"name": "", "arrived_at": "2026-06-14T02:00:00.000Z", "left_at": "2026-06-14T09:00:00.000Z"},
            {"name": "", "arrived_at": "2026-06-14T01:30:00.000Z", "left_at": "2026-06-14T05:00:00.000Z"},
            {"name": "", "arrived_at": "", "left_at": "2026-06-14T10:00:00.000Z"},
        ]


def test_undo_parts_the_hours_again(office: Office, form: CompiledForm, home: str) -> None:
    office.inspector = office.head
    first, second = begin(office, form, home, arrived_at="9:00"), begin(office, form, home, arrived_at="8:30", left_at="12:00")
    join(office, first, second)
    assert told(office, first).startswith("08:30–12:00 (")
    with office.write("undo") as uow:
        undo.undo(uow)
    assert (told(office, first), told(office, second)) == ("arrived 09:00", "08:30–12:00")


def test_alike_times_are_not_told_twice_and_one_who_told_none_counts_not(office: Office, form: CompiledForm, home: str) -> None:
    office.inspector = office.head
    first, second = begin(office, form, home), begin(office, form, home, arrived_at="8:30")
    third = begin(office, form, home, arrived_at="8:30")
    join(office, first, second)
    join(office, first, third)
    assert told(office, first) == "arrived 08:30"
