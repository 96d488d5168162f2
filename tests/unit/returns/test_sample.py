"""Practice data: the bulk path leaves what the services would, the same seed gives the same, nothing real is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from app.data import audit
from app.data.models import METADATA
from app.data.queries.facilities import all_codes
from app.data.queries.sample_places import villages_of
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain import sample_work
from app.domain.births import birth_of
from app.domain.case_code import TAG
from app.domain.errors import InputError
from app.domain.ids import is_id
from app.domain.records import Actor
from app.domain.sample_careers import Ground, career
from app.domain.sample_work import with_work
from app.services.care import carer_offers
from app.services.care.carer_offers import CareOffer, CareWish
from app.services.numbers import returns
from app.services.sample import sample, sample_forms
from app.services.visits.inspection_forms import FormShelf
from app.text.words import LANGUAGES, error_text
from tests.unit.returns.conftest import FEBRUARY, Desk

OpenDesk = Callable[[str], Desk]
OF_PAGES = (
    *("plan", "plan_action", "signature", "approval", "service", "conference", "referral", "hand_over", "paper", "call"),
    *("caller", "carer", "carer_member", "carer_event", "match", "placement", "care_check", "support", "incident", "interview"),
    *("safety_plan", "tracing", "tracing_action", "feedback", "supervision", "emergency_number", "task", "flag"),
    *("visit_plan", "visit_member", "complaint", "complainant"),
    *("facility_staff", "facility_room", "facility_past", "measure", "allegation"),
)
"""What stands on the pages beside children, cases and facilities: a small practice office has some of each."""
NOT_COMPARED = frozenset({"undo", "place", "ui_state", "draft", "meta", "search"})
"""Undo is left out in bulk on purpose; search is compared without the order of its rows."""


def contents(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the order of their making."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with desk.session.read() as reader:
        for table in METADATA.sorted_tables:
            if table.name not in NOT_COMPARED:
                order = "id" if "id" in table.columns else ", ".join(column.name for column in table.primary_key)
                rows = reader.connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY {order}')
                found[table.name] = [tuple(row) for row in rows]
        rows = reader.connection.exec_driver_sql("SELECT * FROM search ORDER BY id")
        found["search"] = [tuple(row) for row in rows]
    return found


def one_by_one(desk: Desk, cases: int, seed: int) -> None:
    """The same acts, each in a transaction of its own through a real unit of work."""
    session, clock = desk.session, sample.SetClock()
    sample.become_practice(session, seed)
    with session.read() as reader:
        today, device = reader.today() - timedelta(days=1), reader.meta("device") or ""
        villages, codes = villages_of(reader, "0203"), all_codes(reader)
    make_id = sample.make_ids(seed, "0203", device, clock)
    session.database.clock = clock

    @contextmanager
    def unit(actor: Actor, at: datetime, act: str) -> Iterator[UnitOfWork]:
        clock.at = at
        with session.database.write(actor, act) as uow:
            uow.make_id = make_id
            yield uow

    maker = sample.Maker(seed, session.actor, today, villages, unit, FormShelf(session.folder))
    maker.codes = codes
    maker.run(cases)


def with_tag(desk: Desk) -> Desk:
    """The office with a tag for case numbers, so that they can be compared."""
    with desk.session.write("test") as uow:
        uow.put_meta(TAG, "7QX")
    return desk


def test_bulk_leaves_what_the_services_leave(open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases with facilities and inspections: the same rows, operations, history, audit, derived columns and numbering."""
    monkeypatch.setattr(sample_work, "FIRST", 12)
    fast, slow = with_tag(open_desk("fast")), with_tag(open_desk("slow"))
    made = sample.make(fast.session, 100, 7)
    one_by_one(slow, 100, 7)
    left, right = contents(fast), contents(slow)
    assert made.cases == len(left["case"]) == 100
    assert made.inspections == len(left["inspection"]) > 4
    for name, rows in left.items():
        assert rows == right[name], name
    assert {"child", "episode", "concern", "note", "residency", "finding", "form_response"} <= {
        name for name, rows in left.items() if rows
    }
    with fast.session.read() as reader:
        assert audit.first_break(reader.connection) is None
        assert reader.meta("case_counter:7QX") == "100"
        filled = [(one.text("form_id"), one.code("state")) for one in reader.find("form_response", subject="case", whole=None)]
        each = [("child_wellbeing", "finished"), ("family_needs", "draft"), ("follow_up", "finished")]
        assert sorted(set(filled)) == each
        assert len(filled) % len(each) == 0
    for month in (FEBRUARY, FEBRUARY.before()):
        assert fast.compute(month).failed == ()
    assert fast.compute().practice


def test_a_small_office_has_something_on_every_page(desk: Desk) -> None:
    sample.make(desk.session, 60, 7)
    with desk.session.read() as reader:
        assert {name for name in OF_PAGES if not reader.count(name)} == set()
        assert {row.code("state") for row in reader.find("carer")} >= {"approved", "applied", "assessed"}
        printed = {row.code("state") for row in reader.find("paper", direction="out")}
        assert printed >= {"printed", "out", "back", "void"}
        assert {row.code("how") for row in reader.find("signature", subject_type="paper")} == {"thumbprint", "seal"}
        [review] = reader.find("form_response", subject="carer")
        assert (review.text("form_id"), review.code("state")) == ("carer_review", "finished")
        assert reader.find("carer_event", carer=review.text("carer"), result="with_help", text=sample_forms._REVIEW["reasons"])
        asked = reader.find("approval", state="asked")
        assert {row.text("what") for row in asked} >= {"plan", "carer"}
        assert {row.ref("asked_by") for row in asked} - {desk.session.actor.user}, "some wait for who looks at the office"
        told = tonight(reader, desk)
        assert [one for one in told if one.can], "somebody could take a child tonight"


def tonight(reader: Reader, desk: Desk) -> list[CareOffer]:
    """The households as the page of tonight tells them, near some village of the office."""
    return carer_offers.search(reader, CareWish(villages_of(reader, desk.session.actor.office)[0]))


def test_the_same_seed_gives_the_same_cases_and_another_one_others(open_desk: OpenDesk) -> None:
    one, two, other = (with_tag(open_desk(name)) for name in ("one", "two", "other"))
    for desk, seed in ((one, 3), (two, 3), (other, 4)):
        sample.make(desk.session, 5, seed)
    assert contents(one) == contents(two)
    assert contents(one)["child"] != contents(other)["child"]


def test_content_does_not_depend_on_how_many_are_made() -> None:
    ground = Ground(date(2026, 3, 9), ("02030101",), ("u",), (), 0.0)
    assert [career(1, "0203", number, ground) for number in range(3)] == [
        career(1, "0203", number, ground) for number in range(3)
    ]
    assert career(1, "0203", 2, ground) != career(1, "0204", 2, ground)


def test_careers_are_in_order_and_believable() -> None:
    ground = Ground(date(2026, 3, 9), ("02030101",), ("u",), ("f",), 1.0)
    latest = datetime(2026, 3, 9, 17, tzinfo=UTC)
    careers = [with_work(5, "0203", number, ground, career(5, "0203", number, ground)) for number in range(400)]
    for one in careers:
        instants = [one.opened.at, *(act.at for act in one.later)]
        assert instants == sorted(instants)
        assert instants[-1] < latest
    closed = sum(any(act.name == "case_close" for act in one.later) for one in careers)
    girls = sum(one.child["sex"] == "female" for one in careers)
    assert 120 < closed < 320
    assert 150 < girls < 250
    assert len({one.child.get("given_name_km") for one in careers}) > 60


def test_ids_are_of_version_seven(open_desk: OpenDesk) -> None:
    desk = open_desk("office")
    sample.make(desk.session, 3, 1)
    with desk.session.read() as reader:
        found = reader.find("child")
        assert {record.id[14] for record in found} == {"7"}
        assert {record.id[19] for record in found} <= set("89ab")
        assert all(is_id(record.id) for record in found)
        assert all(birth is None or birth.first <= birth.last for birth in map(birth_of, found))
        assert all(record.text("village_km") for record in found)


def test_one_real_record_and_there_are_no_practice_data(desk: Desk) -> None:
    desk.add("facility", code="BTB-001")
    with pytest.raises(InputError, match="sample_real") as refused:
        sample.make(desk.session, 5, 1)
    assert all(error_text(refused.value, lang) for lang in LANGUAGES)
    assert not desk.session.office().flag("practice")


def test_a_seed_is_used_once_and_practice_is_for_ever(desk: Desk) -> None:
    sample.make(desk.session, 2, 1)
    with pytest.raises(InputError, match="sample_done"):
        sample.make(desk.session, 2, 1)
    sample.make(desk.session, 2, 2)
    assert desk.session.office().flag("practice")
    with desk.session.read() as reader:
        assert reader.count("case") == 4
        assert len({record.text("code") for record in reader.find("facility")}) == reader.count("facility")
        assert returns.compute(reader, FEBRUARY).practice
    with pytest.raises(InputError, match="sample_number"):
        sample.make(desk.session, 0, 3)
    with pytest.raises(InputError, match="not_allowed"):
        sample.make(desk.as_("caseworker").session, 2, 3)


def test_progress_is_told(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    sample.make(desk.session, 3, 1, lambda done, total: told.append((done, total)))
    assert told == [(3, 3)]
