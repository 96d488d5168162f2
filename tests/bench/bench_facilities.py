"""450 facilities × 10 years × 50 items: what every page of facilities and inspections reads, against the budgets of design §12.

A page is one read as the page asks for it, on the processor, best of some; the limit of opening is that of a case (100 ms), of
typing that of search (50 ms), of counting over all years that of a return (3 s).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

import pytest

from app.data.keeping import keys
from app.data.reader import Reader
from app.forms.workbook import Lines
from app.services.desk import today
from app.services.facilities import (
    ages,
    allegations,
    complaints,
    facilities,
    facility_import,
    facility_overview,
    measures,
    residencies,
    resident_files,
    ways_on,
)
from app.services.facilities.facilities import FacilityFilter
from app.services.facilities.facility_import import Settings
from app.services.office import offices
from app.services.office.offices import Session
from app.services.visits import (
    census,
    finding_list,
    findings,
    inspection_desk,
    inspection_json,
    inspection_results,
    inspections,
    standard_trends,
    visit_plans,
    visit_ranks,
)
from app.services.visits.inspection_forms import FormShelf
from tests.bench.bench_office import hand_file, p95, timed, write_by_hand
from tests.bench.conftest import PASSWORD, show
from tests.bench.many_visits import FACILITIES, YEARS, make

OPEN, TYPE, COUNT, SAVE = 100, 50, 3000, 10
TURNS = 7


@pytest.fixture(scope="module")
def many_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office, made once."""
    kept = os.environ.get("KOMAR_BENCH_MANY")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("bench") / "many"
    if folder.exists():
        return folder
    made = offices.create_office(folder, "02", "Bench", PASSWORD, profile=keys.Profile(1, 8, 1))
    start = perf_counter()
    written = make(made.session)
    took = perf_counter() - start
    made.session.close()
    size = (folder / "komar.db").stat().st_size / 2**20
    print(f"\n{FACILITIES} facilities, {YEARS} years: {written} saves in {took:.0f} s, {size:.0f} MiB")
    return folder


@pytest.fixture
def many(many_office: Path) -> Iterator[Session]:
    """The office, signed in."""
    with offices.sign_in(many_office, "", PASSWORD) as session:
        yield session


def measured(session: Session, what: str, read: Callable[[Reader], object], limit: float, turns: int = TURNS) -> float:
    """The best of some reads, each as after a save: no page of the database is at hand; one line of it."""
    times = []
    for _ in range(turns):
        with session.read() as reader:
            reader.connection.exec_driver_sql("PRAGMA shrink_memory")
            start = process_time()
            read(reader)
            times.append((process_time() - start) * 1000)
    show(what, min(times), limit)
    return min(times)


def test_lists(many: Session) -> None:
    shelf = FormShelf(many.folder)
    measured(many, "facilities, the whole list", lambda reader: facilities.listing(reader), OPEN)
    for typed in ("ម", "BTB-2", "trial 44"):
        wish = FacilityFilter(search=typed)
        measured(many, f"facilities, typed “{typed}”", partial(facilities.listing, wanted=wish), TYPE)
    measured(many, "facilities, how many children are under three", lambda reader: ages.numbers(reader), OPEN)
    measured(many, "under three and over eighteen", lambda reader: ages.listing(reader), OPEN)
    measured(many, "what the files of children lack", lambda reader: resident_files.listing(reader), 1000)
    measured(many, "inspections, the whole list", lambda reader: inspections.listing(reader), OPEN)
    measured(many, "findings past their day", lambda reader: findings.overdue(reader), OPEN)
    measured(
        many,
        "findings that are open, with all that stands beside them",
        lambda reader: finding_list.listing(reader, "open"),
        OPEN,
    )
    measured(many, "all at a glance: districts and results", lambda reader: facility_overview.overview(reader), OPEN)
    trends = partial(standard_trends.trends, shelf=shelf, lang="km")
    measured(many, "standards over ten years", lambda reader: trends(reader), COUNT, 3)
    measured(many, "visits proposed for the year", lambda reader: visit_ranks.proposal(reader, reader.today().year), OPEN)
    measured(many, "visits planned for the year", lambda reader: visit_plans.listing(reader, reader.today().year), OPEN)
    measured(many, "complaints", lambda reader: complaints.listing(reader), OPEN)
    measured(many, "Today", lambda reader: today.today(reader, mine=False), 300)


def test_a_list_from_excel(many: Session) -> None:
    """Every row against every facility, by names in both scripts."""
    with many.read() as reader:
        homes = [row.facility for row in facilities.listing(reader)]
    lines = [("Name", "English name", "Type", "Owner"), *((f"{one.text('name_km')} ថ្មី", "", "RCI", "NGO") for one in homes)]
    list_ = (Lines("list", tuple(lines)),)
    plan = partial(facility_import.plan, sheets=list_, settings=Settings())
    measured(many, "a list of facilities from Excel, compared", lambda reader: plan(reader), COUNT, 2)


def test_one_facility(many: Session) -> None:
    with many.read() as reader:
        home = facilities.listing(reader)[FACILITIES // 2].id
        assert len(inspections.listing(reader, facility=home)) == YEARS
    parts: dict[str, Callable[[Reader], object]] = {
        "its numbers": lambda reader: facilities.overview(reader, home),
        "its visits": lambda reader: inspections.listing(reader, facility=home),
        "its open findings": lambda reader: findings.open_of(reader, home),
        "its corrected findings": lambda reader: findings.corrected_of(reader, home),
        "who lives there": lambda reader: residencies.living_there(reader, home),
        "all stays": lambda reader: residencies.all_stays(reader, home),
        "measures": lambda reader: measures.of_facility(reader, home),
        "ways of its children": lambda reader: ways_on.lines(reader, home),
        "allegations": lambda reader: allegations.of_facility(reader, home),
        "differences of counts": lambda reader: census.open_of(reader, home),
    }
    whole = sum(measured(many, f"one facility: {what}", read, OPEN) for what, read in parts.items())
    show("one facility, everything on its page", whole, OPEN)


def test_one_inspection(many: Session) -> None:
    shelf = FormShelf(many.folder)
    with many.read() as reader:
        shelf.read(reader)
        visit = inspections.listing(reader)[0].id
        form = inspections.shelf_form(shelf, inspections.visit_of(reader, visit))
    measured(many, "one inspection, everything on its page", lambda reader: inspection_desk.desk_of(reader, shelf, visit), OPEN)
    measured(many, "its result", lambda reader: inspection_results.result_of(reader, form, visit), OPEN)
    measured(many, "as the command line prints it", lambda reader: inspection_json.show(reader, form, visit), OPEN)


def test_an_answer_is_saved(many: Session, tmp_path: Path) -> None:
    shelf = FormShelf(many.folder)
    with many.write("bench") as uow:
        shelf.read(uow)
        home = facilities.listing(uow)[0].id
        form = shelf.form("inspection_minimum_standards")
        visit = inspections.start(uow, form, home, {})
    path = form.path_of("i14") or ""

    def answer(number: int) -> None:
        with many.write("bench") as uow:
            inspections.save_answers(uow, visit, {path: ("meets", "partly")[number % 2]}, form)

    hand = hand_file(tmp_path / "hand.db")
    ours, by_hand, worked = [], [], []
    for number in range(40):  # in turns, so that a busy disk slows both
        before = process_time()
        ours.append(timed(partial(answer, number)))
        worked.append((process_time() - before) * 1000)
        by_hand.append(timed(partial(write_by_hand, hand)))
    hand.close()
    show("one answer, durable, p95", p95(ours), SAVE)
    show("one answer, on the processor, p95", p95(worked), SAVE)
    show("one answer, p95, against eight times the rows by hand", p95(ours), 8 * p95(by_hand))
    with many.write("bench") as uow:
        inspections.void(uow, visit, "bench")
