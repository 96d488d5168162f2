"""One case and one day against their budgets: a time line of 5,000 events, a case with 200 parts, Today over all cases.

What is measured stands beside its limit as a ratio; nothing here is asserted, since a machine may be slow.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time

from app.data.queries.time_line import Place
from app.domain.tasks import Scope
from app.services.cases import case_file, time_line
from app.services.desk import today
from app.services.desk.task_sources import due_of
from app.services.numbers import insights
from app.services.office import offices
from app.services.office.offices import Session
from app.services.planning import follow_ups
from tests.bench.bench_office import p95, timed
from tests.bench.conftest import PASSWORD, show

EVENTS = 5_000


def long_case(session: Session) -> str:
    """An open case with so many notes over three years."""
    with session.read() as reader:
        case = reader.find("case", status="open", order=("-opened_on",), limit=1)[0].id
        missing = EVENTS - reader.count("note", case=case)
    with session.write("bench") as uow:
        for number in range(max(0, missing)):
            day = (uow.today() - timedelta(days=number % 1_000)).isoformat()
            uow.create("note", {"case": case, "kind": "note", "on_date": day, "text": f"note {number}", "by": uow.actor.user})
    return case


def test_pages_of_a_long_time_line(big: Session) -> None:
    case = long_case(big)
    with big.read() as reader:
        first = [timed(partial(time_line.page, reader, case)) for _ in range(10)]
        times: list[float] = []
        after: Place | None = None
        told = 0
        while told == 0 or after is not None:
            start = perf_counter()
            page = time_line.page(reader, case, after=after)
            times.append((perf_counter() - start) * 1000)
            after, told = page.after, told + len(page.events)
        kinds = timed(partial(time_line.told_kinds, reader, case))
    show(f"first page of a time line of {told} events, p95", p95(first), 50)
    show("any page of it, p95", p95(times), 50)
    show("the kinds in it", kinds, 50)


def test_open_a_case_with_5000_parts(big: Session) -> None:
    case = long_case(big)
    with big.database.transaction() as connection:  # as after an exchange: each record is asked for older history elsewhere
        connection.exec_driver_sql("UPDATE record SET base_seq = 1")
    with big.read() as reader:
        busy = thread_time()
        show("open a case with 5,000 parts", timed(partial(case_file.case_file, reader, case)), 2_000)
        show("of it at work", (thread_time() - busy) * 1000, 200)
    with big.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE record SET base_seq = 0")


def test_today_over_all_cases(big: Session) -> None:
    with big.read() as reader:
        count = reader.count("case", status="open")
        busy = thread_time()
        times = [timed(partial(today.today, reader)) for _ in range(5)]
        busy = (thread_time() - busy) * 200
        found = len(due_of(reader))
        visits = [timed(lambda: list(follow_ups.visits(reader, Scope(reader.actor.office)))) for _ in range(5)]
    show(f"Today over {count} open cases, {found} things to do, p95", p95(times), 300)
    show("of it at work", busy, 300)
    show("the visits due among them, p95", p95(visits), 300)


def test_insights_of_a_year(big: Session) -> None:
    with big.read() as reader:
        asked = insights.Asked(reader.today() - timedelta(days=365), reader.today())
        times = [timed(partial(insights.compute, reader, asked)) for _ in range(5)]
    show("all tables of the insights of a year, p95", p95(times), 3_000)


def test_scrolling_the_time_line_in_the_window(big: Session, big_office: Path) -> None:
    """Long because it opens a window, goes to the case and scrolls it to the end, each step timed on the window's thread."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.ui.pages.case import CasePage
    from app.ui.pages.case_parts.tabs.tabs import TimeLineTab
    from app.ui.start import application
    from tests.support.pictures import open_window, settle

    case = long_case(big)
    big.close()
    if QApplication.instance() is None:
        application()
    window = open_window(big_office, offices.sign_in(big_office, "", PASSWORD))
    window.resize(1366, 768)
    window.navigate("case", case=case)
    settle(window)
    page = window.pages["case"]
    assert isinstance(page, CasePage)
    line = page.tab(TimeLineTab)
    page.tabs.setCurrentWidget(line)
    settle(window)
    table = line.part.table
    steps: list[float] = []

    worked: list[float] = []

    def step(act: Callable[[], object]) -> None:
        start, busy = perf_counter(), thread_time()
        act()
        QApplication.processEvents()
        steps.append((perf_counter() - start) * 1000)
        worked.append((thread_time() - busy) * 1000)

    while True:
        bar = table.verticalScrollBar()
        before = table.rows_model.rowCount()
        for place in range(bar.value(), bar.maximum() + 1, bar.pageStep()):
            step(partial(bar.setValue, place))
        step(partial(bar.setValue, bar.maximum()))
        settle(window)
        if table.rows_model.rowCount() == before:
            break
    rows = table.rows_model.rowCount()
    window.shut()
    show(f"a step of scrolling through {rows} rows, p95", p95(steps), 16)
    show("a step of it, of which the window's thread was at work, p95", p95(worked), 16)
    show(f"the slowest of {len(steps)} steps, at work", max(worked), 16)
