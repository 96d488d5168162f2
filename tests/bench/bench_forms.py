"""The form engine against its budgets: 300 questions loaded at first and from the cache, one answer, long repeats and lists.

Beside it: lxml on the same plain expressions, and computing everything again instead of what depends on an answer.
"""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from defusedxml.ElementTree import fromstring

from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.forms.xpath.context import Context, Environment
from app.forms.xpath.nodes import Node
from app.forms.xpath.program import expression
from app.forms.xpath.values import to_text
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


def long_repeat() -> CompiledForm:
    """Rows with a condition, their place, calculations; sums and counts over all rows."""
    survey = [
        question("begin repeat", "row"),
        question("integer", "n"),
        question("text", "name"),
        question("select_one yes_no", "ok"),
        question("text", "why", relevant="${ok} = 'no'"),
        question("calculate", "twice", label=False, calculation="${n} * 2"),
        question("calculate", "place", label=False, calculation="position(..)"),
        question("end repeat", "", label=False),
        question("calculate", "all", label=False, calculation="sum(${twice})"),
        question("calculate", "large", label=False, calculation="count(/data/row[n > 5])"),
    ]
    return load_form(workbook(survey))


def test_a_repeat_of_500_rows() -> None:
    form = long_repeat()
    session = FormSession(form)
    rows = [session.add_repeat("/data/row") for _ in range(490)]
    show(
        "a row more, of 500, median",
        median(timed(lambda: rows.append(session.add_repeat("/data/row"))) for _ in range(9)),
        0.01,
    )
    for row in rows:
        session.answer(f"{row}/name", "x")
    answers = [timed(partial(session.answer, f"{row}/n", 7)) for row in rows[::10]]
    show("one answer among 500 rows, median", median(answers), 0.005)
    show("one answer among 500 rows, p95", quantiles(answers, n=20)[-1], 0.005)
    own = median(timed(partial(session.answer, f"{row}/ok", "no")) for row in rows[::10])
    show("one answer that concerns its own row only, median", own, 0.001)
    whole = median(timed(session.settle) for _ in range(5))
    print(
        f"  beside computing everything again: {whole * 1000:.2f} ms, ratio {median(answers) / whole:.3f} and {own / whole:.3f}"
    )
    stored = session.answers()
    show("500 rows opened again", timed(lambda: FormSession(form, stored)), 0.3)
    show("all states of 500 rows", timed(session.states), 0.3)
    show("the first of 500 rows taken away", timed(lambda: session.remove_repeat(rows[0])), 0.05)
    assert session.value("/data/all") == str(14 * len(rows[10::10]))


def test_fifty_thousand_choices() -> None:
    lines = "".join(f"v{number},Village {number},c{number // 25}\n" for number in range(50_000))
    survey = [
        question("text", "commune"),
        question("select_one_from_file v.csv", "village", choice_filter="commune = ${commune}"),
    ]
    media = {"v.csv": f"name,label,commune\n{lines}".encode()}
    book = workbook(survey)
    show("load of a form with 50,000 choices beside it", timed(lambda: load_form(book, media=media)), 1.5)
    form = load_form(book, media=media)
    session = FormSession(form)
    session.answer("/data/commune", "c77")
    show("first offer of 25 among 50,000", timed(lambda: session.choices("/data/village")), 0.3)
    times = []
    for number in range(100, 140):
        session.answer("/data/commune", f"c{number}")
        times.append(timed(lambda: session.choices("/data/village")))
    show("next offers of 25 among 50,000, median", median(times), 0.005)
    show("answer with one of them", timed(lambda: session.answer("/data/village", "v3475")), 0.005)
    assert [choice.value for choice in session.choices("/data/village")][:2] == ["v3475", "v3476"]


PLAIN = [
    pattern.format(n=number)
    for number in range(1, 11)
    for pattern in (
        "/data/q{n} + {n}", "concat(/data/q{n}, '-', /data/t{n})", "/data/q{n} > {n} and /data/t{n} != 'x'", "count(/data/row)",
        "sum(/data/row/n)", "count(/data/row[n > {n}])", "string-length(/data/t{n})", "/data/row[k = '{n}']/n",
        "substring-before(/data/t{n}, ' ')", "not(contains(/data/t{n}, 'b')) or /data/q{n} = {n}",
    )
]  # fmt: skip
"""A hundred expressions that XPath 1.0 and ODK mean alike."""


def test_a_hundred_plain_expressions_beside_lxml() -> None:
    """The peer is libxml2 by lxml with compiled expressions: C, without types, relevance or own instances.

    The programme does not need lxml; where it is not installed only our own time is printed.
    """
    inside = "".join(f"<q{n}>{n * 3}</q{n}><t{n}>a{n} b</t{n}>" for n in range(1, 11))
    inside += "".join(f"<row><k>{n}</k><n>{n * 2}</n></row>" for n in range(50))
    root = Node("data")
    for element in fromstring(f"<data>{inside}</data>"):
        node = Node(element.tag, root, element.text or "")
        for part in element:
            Node(part.tag, node, part.text or "")
    env = Environment(root, lambda: datetime.now(UTC), {})
    ours = [expression(text) for text in PLAIN]
    context = Context(root, env, root)
    mine = median(timed(lambda: [one.evaluate(context) for one in ours]) for _ in range(9))
    print(f"100 plain expressions: {mine * 1000:.2f} ms")
    if importlib.util.find_spec("lxml") is None:
        return
    etree = importlib.import_module("lxml.etree")
    tree = etree.fromstring(f"<data>{inside}</data>")
    theirs = [etree.XPath(text) for text in PLAIN]
    peer = median(timed(lambda: [one(tree) for one in theirs]) for _ in range(9))
    print(f"100 plain expressions: {mine * 1000:.2f} ms, lxml {peer * 1000:.2f} ms, ratio {mine / peer:.2f}")
    for text, one, other in zip(PLAIN, ours, theirs, strict=True):
        found = other(tree)
        wanted = "".join(str(part.text) for part in found) if isinstance(found, list) else found
        assert to_text(one.evaluate(context)) == (to_text(wanted) if isinstance(wanted, bool | float | str) else ""), text


def test_many_fillings_of_one_form() -> None:
    """As an export of all responses opens them."""
    form = load_form(three_hundred())
    session = FormSession(form)
    for number in range(0, 300, 3):
        session.answer(f"/data/s{number // 30}/q{number}", "yes")
    stored = session.answers()
    show("one of many fillings opened, median", median(timed(lambda: FormSession(form, stored)) for _ in range(30)), 0.05)
    show("one of many fillings begun, median", median(timed(lambda: FormSession(form)) for _ in range(30)), 0.05)
