"""Services: limits from the request, how they stand, in time or not, restricted types absent for who may not know of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.data.database import Database
from app.domain.codelists import codelist
from app.domain.errors import InputError
from app.domain.records import Actor, Record
from app.domain.rules import shipped
from app.domain.tasks import Scope
from app.services.cases import case_facts, case_history, case_parts, case_questions
from app.services.cases.case_file import case_file
from app.services.desk import task_sources
from app.services.office import rules
from app.services.planning import services
from tests.data.cases.support import HEAD, OFFICE, OTHER, WORKER, acting, register, with_rights

TODAY = date(2026, 3, 1)
TRUSTED = with_rights(WORKER, "sexual_violence", "hiv_rh")


@pytest.mark.parametrize(
    ("timeframe", "at", "due"),
    [
        ("hour_1", "2026-02-28T16:30:00Z", "2026-02-28T17:30:00.000Z"),
        ("hours_3", None, "2026-02-28T17:00:00.000Z"),
        ("day_1", None, "2026-03-01T17:00:00.000Z"),
        ("day_1", "2026-02-28T03:00:00Z", "2026-03-01T03:00:00.000Z"),
        ("days_3", None, "2026-03-03T17:00:00.000Z"),
        (None, None, ""),
    ],
)
def test_the_limit_runs_from_the_request(database: Database, timeframe: str | None, at: str | None, due: str) -> None:
    case = register(database).case
    given = {"type": "medical", "timeframe": timeframe, "asked_at": at, "asked_on": None if at else "2026-02-28"}
    with acting(database) as uow:
        added = services.add(uow, case, {name: value for name, value in given.items() if value})
        record = uow.get("service", added)
        assert (record.text("due_at"), record.text("asked_on"), record.text("state")) == (due, "2026-02-28", "asked")
        case_parts.change(uow, "service", added, {"asked_on": "2026-02-27", "asked_at": None, "timeframe": "day_1"})
        assert uow.get("service", added).text("due_at") == "2026-02-28T17:00:00.000Z"


def test_a_planned_service_is_not_asked_for_yet(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        added = services.add(uow, case, {"type": "food", "state": "planned", "timeframe": "day_1"})
        assert uow.get("service", added).day("asked_on") is None
        services.set_state(uow, added, "asked")
        assert uow.get("service", added).text("due_at") == "2026-03-02T17:00:00.000Z"


def test_how_a_service_stands_keeps_its_days(database: Database) -> None:
    case = register(database).case
    with acting(database) as uow:
        added = services.add(uow, case, {"type": "medical", "asked_on": "2026-02-20"})
        services.set_state(uow, added, "started", on=date(2026, 2, 22))
        services.set_state(uow, added, "done", on=date(2026, 2, 25), result="helped", note="អាការៈល្អ")
        record = uow.get("service", added)
        told = [record.text(name) for name in ("state", "started_on", "done_on", "result", "note")]
        assert told == ["done", "2026-02-22", "2026-02-25", "helped", "អាការៈល្អ"]
        services.set_state(uow, added, "started", on=date(2026, 2, 26), note="ចាប់ផ្តើមម្តងទៀត")
        again = uow.get("service", added)
        assert (again.day("done_on"), again.code("result"), again.text("note").count("\n")) == (None, None, 1)
        with pytest.raises(InputError, match="end_before_start"):
            services.set_state(uow, added, "done", on=date(2026, 2, 24))


def test_what_does_not_fit_is_refused(database: Database) -> None:
    case, other = register(database).case, register(database, HEAD).case
    with acting(database, HEAD) as uow:
        plan = case_parts.add(uow, "plan", other, {"monitoring": "weekly"})
    for values, fault in (
        ({}, "value_missing"),
        ({"type": "food", "subtype": "medical_check"}, "service_kind"),
        ({"type": "food", "plan": plan}, "record_not_found"),
        ({"type": "food", "facility": "none"}, "facility_unknown"),
        ({"type": "food", "asked_on": "2026-02-20", "asked_at": "2026-02-20T18:00:00Z"}, "asked_other_day"),
        ({"type": "food", "started_on": "2026-02-20", "asked_on": "2026-02-21"}, "end_before_start"),
        ({"type": "anti_trafficking"}, "right_missing"),
    ):
        with acting(database) as uow, pytest.raises(InputError, match=fault):
            services.add(uow, case, values)
    with acting(database, OTHER) as uow, pytest.raises(InputError, match="not_allowed"):
        services.add(uow, case, {"type": "food"})


NOW = datetime.fromisoformat("2026-03-01T03:00:00+00:00")


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "none"),
        ({"due_at": "2026-03-01T02:59:00Z"}, "overdue"),
        ({"due_at": "2026-03-01T03:00:00Z"}, "overdue"),
        ({"due_at": "2026-03-01T05:00:00Z"}, "soon"),
        ({"due_at": "2026-03-02T05:00:00Z"}, "running"),
        ({"due_at": "2026-02-27T17:00:00Z", "started_on": "2026-02-27", "done_on": "2026-03-01"}, "in_time"),
        ({"due_at": "2026-02-27T17:00:00Z", "started_on": "2026-02-28"}, "late"),
        ({"due_at": "2026-02-27T17:00:00Z", "done_on": "2026-02-28", "state": "done"}, "late"),
        ({"due_at": "2026-02-27T17:00:00Z", "done_on": "2026-02-28", "state": "not_given"}, "none"),
    ],
)
def test_in_time_or_not(values: dict[str, str], state: str) -> None:
    assert services.timeliness(Record("service", "x", values), NOW, shipped("services")) == state


def due(database: Database, actor: Actor) -> list[tuple[str, str, str]]:
    """Services that are due: kind, type and state."""
    with database.read(actor) as reader:
        found = task_sources.due_of(reader, Scope(OFFICE))
        return [(one.kind, one.extra, one.state) for one in found if one.kind in ("service", "appointment")]


def test_services_are_tasks_until_they_are_given_and_restricted_ones_only_for_who_may_know(database: Database) -> None:
    case = register(database).case
    with acting(database, TRUSTED) as uow:
        late = services.add(uow, case, {"type": "medical", "timeframe": "day_1", "asked_on": "2026-02-20"})
        services.add(uow, case, {"type": "anti_trafficking", "timeframe": "days_3"})
        services.add(uow, case, {"type": "hiv", "appointment_on": "2026-03-04"})
        services.add(uow, case, {"type": "food", "appointment_on": "2026-03-20"})
    assert due(database, TRUSTED) == [
        ("service", "medical", "overdue"),
        ("appointment", "hiv", "soon"),
        ("service", "anti_trafficking", "running"),
        ("appointment", "food", "running"),
    ]
    assert due(database, WORKER) == [("service", "medical", "overdue"), ("appointment", "food", "running")]
    assert due(database, OTHER) == []
    with acting(database, TRUSTED) as uow:
        services.set_state(uow, late, "started")
    assert due(database, WORKER) == [("appointment", "food", "running")]


def test_what_is_restricted_is_not_counted_for_who_may_not_know(database: Database) -> None:
    case = register(database).case
    with acting(database, TRUSTED) as uow:
        hidden = services.add(uow, case, {"type": "anti_trafficking"})
    for actor, count in ((TRUSTED, 1), (WORKER, None)):
        with database.read(actor) as reader:
            assert case_facts.facts(reader, case_file(reader, case)).open_services == count
            assert len(services.open_of(reader, case)) == (count or 0)
            asked = [question.code for question in case_questions.before_close(reader, case)]
            assert ("ask.case_close_services" in asked) is (count is not None)
            assert ("service" in {event.what for event in case_history.time_line(reader, case)}) is (count is not None)
    with acting(database) as uow, pytest.raises(InputError, match="record_not_found"):
        services.set_state(uow, hidden, "done")


def test_an_action_forgets_a_service_that_became_restricted(database: Database) -> None:
    case = register(database).case
    with acting(database, TRUSTED) as uow:
        service = services.add(uow, case, {"type": "medical"})
        action = case_parts.add(uow, "plan_action", case, {"action": "x", "service": service})
        assert uow.get("plan_action", action).text("service") == service
        case_parts.change(uow, "service", service, {"type": "hiv"})
        assert uow.get("plan_action", action).text("service") == ""


def test_kinds_of_services_are_an_offices_own_and_never_of_a_restricted_type(database: Database) -> None:
    known = codelist("service_subtype")
    choices = services.subtype_choices()
    assert {code for codes in choices.values() for code in codes} == set(known.codes())
    assert not {row.code for row in codelist("service_type") if row.group} & set(choices)
    with acting(database, HEAD) as uow:
        rules.set_rule(uow, "services", "subtypes.food", ["food_rice"])
        assert services.subtypes(uow, "food") == ("food_rice",)
        with pytest.raises(InputError, match="rule_sourced"):
            rules.set_rule(uow, "services", "timeframe.day_1.hours", 48)
        assert services.subtypes(uow, "hiv") == ()


def test_the_time_frames_are_the_ministrys() -> None:
    known = shipped("services")
    hours = {name: known.number(f"timeframe.{name}.hours") for name in known.tables("timeframe")}
    assert hours == {"hour_1": 1, "hours_3": 3, "day_1": 24, "days_3": 72}
    assert list(hours) == list(codelist("service_timeframe").codes())
    assert {known.rules[f"timeframe.{name}.hours"].source for name in hours} == {"sourced"}
    start = datetime.fromisoformat("2026-03-01T03:00:00+00:00")
    assert services.due_of(None, start, "hours_3", known) == start + timedelta(hours=3)


def test_the_first_service_after_a_refusal_is_asked_about(database: Database) -> None:
    """P7, P8: a refusal is an answer; who acts all the same in the best interests of the child says so, with a reason."""
    opened = register(database)
    wanted: dict[str, object] = {"type": "medical"}

    def asked(values: dict[str, object]) -> list[str]:
        with database.read(WORKER) as reader:
            return [one.code for one in case_questions.before_part(reader, "service", opened.case, values)]

    def answer(**values: str) -> None:
        with acting(database) as uow:
            case_parts.add(uow, "consent", opened.case, {"purpose": "services", "given_by": "carer", **values})

    assert asked(wanted) == []
    answer(answer="refused", on_date="2026-02-28", how="signature")
    assert asked(wanted) == ["ask.service_refused"]
    assert asked({**wanted, "state": "not_given"}) == []
    answer(answer="given", on_date="2026-03-01", how="best_interests", reason="Fever since Friday")
    assert asked(wanted) == []
    answer(answer="withdrawn", on_date="2026-03-01", how="signature")
    assert asked(wanted) == ["ask.service_refused"]
    with acting(database) as uow:
        services.add(uow, opened.case, {"type": "medical", "asked_on": "2026-03-01"})
    assert asked(wanted) == [], "asked once"
