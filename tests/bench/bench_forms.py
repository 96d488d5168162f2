"""The form engine against its budgets: 300 questions loaded at first and from the cache, one answer, a long repeat."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from app.forms.compile import load_form
from app.forms.session import FormSession
from app.forms.xpath.program import expression
from tests.support.sources import ROOT
from tests.support.workbooks import Row, question, workbook

FIRST = """
import sys, time
start = time.perf_counter()
from pathlib import Path
from app.forms.compile import load_form
load_form(Path(sys.argv[1]), Path(sys.argv[2]))
print(time.perf_counter() - start)
"""


def show(what: str, seconds: float, limit: float) -> None:
    """One line: measured, limit, ratio."""
    print(f"{what}: {seconds * 1000:.2f} ms, limit {limit * 1000:g} ms, ratio {seconds / limit:.3f}")


def three_hundred() -> bytes:
    """A form of 300 questions in ten sections, each third one with a condition, each fifth with a calculation beside it."""
    rows: list[Row] = []
    for section in range(10):
        rows.append(question("begin group", f"s{section}"))
        for number in range(section * 30, section * 30 + 30):
            condition = {"relevant": f"${{q{number - 1}}} = 'yes'"} if number % 3 else {}
            rows.append(question("select_one yes_no", f"q{number}", **condition))
            if number % 5 == 0:
                rows.append(question("calculate", f"c{number}", label=False, calculation=f"count-selected(${{q{number}}})"))
        rows.append(question("end group", "", label=False))
    total = " + ".join(f"${{c{number}}}" for number in range(0, 300, 5))
    return workbook([*rows, question("calculate", "total", label=False, calculation=total)])


def in_a_new_process(form: Path, cache: Path) -> float:
    """Seconds from the first import to a form ready to run."""
    command = [sys.executable, "-c", FIRST, str(form), str(cache)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def timed(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def test_load_and_answer(tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(three_hundred())
    show("first load, 300 questions, imports in", in_a_new_process(file, tmp_path / "cache"), 1.5)
    show("from the cache, imports in", in_a_new_process(file, tmp_path / "cache"), 0.3)
    expression.cache_clear()
    show("from the cache, in a running programme", timed(lambda: load_form(file, tmp_path / "cache")), 0.3)
    form = load_form(file, tmp_path / "cache")
    show("start of a filling", timed(lambda: FormSession(form)), 0.05)
    session = FormSession(form)
    times: list[float] = []
    for definition in form.below("/data"):
        for value in ("yes", "no", "yes") if definition.control else ():
            start = perf_counter()
            session.answer(definition.path, value)
            times.append(perf_counter() - start)
    show("one answer, p95", quantiles(times, n=20)[-1], 0.005)
    show("one answer, slowest", max(times), 0.005)
    show("all states of the form", timed(session.states), 0.016)
    assert session.value("/data/total") == "60"


def test_the_inspection_checklist(tmp_path: Path) -> None:
    file = ROOT / "resources" / "forms" / "inspection_minimum_standards.xlsx"
    show("checklist, first load, imports in", in_a_new_process(file, tmp_path), 1.5)
    show("checklist, from the cache, imports in", in_a_new_process(file, tmp_path), 0.3)


def test_a_repeat_of_500_rows() -> None:
    form = load_form(
        workbook(
            [
                question("begin repeat", "row"),
                question("integer", "n"),
                question("calculate", "twice", label=False, calculation="${n} * 2"),
                question("end repeat", "", label=False),
                question("calculate", "all", label=False, calculation="sum(${twice})"),
            ]
        )
    )
    session = FormSession(form)
    rows = [session.add_repeat("/data/row") for _ in range(499)]
    show("a 500th row", timed(lambda: rows.append(session.add_repeat("/data/row"))), 0.1)
    show("one answer among 500 rows", timed(lambda: session.answer(f"{rows[250]}/n", 7)), 0.1)
    assert session.value("/data/all") == "14"
