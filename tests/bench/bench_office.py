"""One office against the budgets of 100,000 cases (design §12): search, open, save, return, workbook, list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

import sqlcipher3.dbapi2 as bare_driver
from openpyxl import Workbook

from app.data.search import find_hits
from app.domain.indicators import Month
from app.exports.cells import Cell
from app.exports.lists import Column, write_list
from app.services.cases import case_file, cases, notes
from app.services.desk import today
from app.services.numbers import lists, return_files, returns
from app.services.office.offices import Session
from app.text.keys import search_terms
from tests.bench.conftest import show

TYPED = ("ដ", "ដារ", "sok", "សុខ ដា", "dara so", "វណ្ណ", "ch", "K-")


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = perf_counter()
    run()
    return (perf_counter() - start) * 1000


def p95(times: list[float]) -> float:
    """The slowest of all but one in twenty."""
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def test_search_as_you_type(big: Session, tmp_path: Path) -> None:
    with big.read() as reader:
        times = [timed(partial(find_hits, reader, ("child", "case"), typed, 50)) for typed in TYPED * 5]
        rows = reader.connection.exec_driver_sql("SELECT id, type, norm, sort FROM search").fetchall()
        plain = bare_driver.connect(str(tmp_path / "plain.db"))
        plain.execute("CREATE TABLE search (id TEXT PRIMARY KEY, type TEXT, norm TEXT, sort TEXT)")
        plain.execute("CREATE INDEX ix ON search (type, sort, id, norm)")
        plain.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", [tuple(row) for row in rows])
        unencrypted = [timed(partial(bare_search, plain, typed)) for typed in TYPED * 5]
        plain.close()
    show(f"search, p95, {len(rows)} rows", p95(times), 50)
    show("search, p95, against three times the same query in bare sqlite3", p95(times), 3 * p95(unencrypted))


def bare_search(plain: bare_driver.Connection, typed: str) -> None:
    """The same query without encryption and without our layers."""
    terms = search_terms(typed)
    where = " AND instr(norm, ?) > 0" * len(terms)
    for kind in ("child", "case"):
        sql = f"SELECT type, id, sort FROM search WHERE type = ?{where} ORDER BY sort, id LIMIT 50"
        plain.execute(sql, (kind, *terms)).fetchall()


def a_case(session: Session, parts: int) -> str:
    """An open case with so many notes."""
    with session.read() as reader:
        case = reader.find("case", status="open", order=("-opened_on",), limit=1)[0].id
        missing = parts - reader.count("note", case=case)
    with session.write("bench") as uow:
        for number in range(max(0, missing)):
            notes.add(uow, case, {"kind": "note", "text": f"{number}", "on_date": uow.today() - timedelta(days=1)})
    return case


def test_open_a_case_with_200_parts(big: Session) -> None:
    case = a_case(big, 200)
    times = []
    for _ in range(20):
        with big.read() as reader:
            times.append(timed(partial(case_file.case_file, reader, case)))
    show("open a case with 200 parts, p95", p95(times), 100)


def test_save_a_field_edit(big: Session, tmp_path: Path) -> None:
    case = a_case(big, 0)
    times = [timed(partial(edit_once, big, case, number)) for number in range(60)]
    show("save a field edit, durable, p95", p95(times), 10)
    hand = hand_file(tmp_path / "hand.db")
    by_hand = [timed(partial(write_by_hand, hand)) for _ in range(60)]
    hand.close()
    show("save a field edit, p95, against eight times the rows by hand", p95(times), 8 * p95(by_hand))


def hand_file(file: Path) -> bare_driver.Connection:
    """An encrypted file with the tables into which a save is written by hand."""
    hand = bare_driver.connect(str(file), isolation_level=None)
    hand.execute("PRAGMA key = 'bench'")
    hand.execute("PRAGMA journal_mode=WAL")
    hand.execute("PRAGMA synchronous=FULL")
    for table in ("typed", "op", "history", "audit", "undo", "search"):
        hand.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, body TEXT)")
    return hand


def edit_once(session: Session, case: str, number: int) -> None:
    """One save of one field."""
    with session.write("case_edit") as uow:
        cases.edit(uow, case, {"reason": f"reason {number}"})


def write_by_hand(hand: bare_driver.Connection) -> None:
    """The rows that a save leaves, in one durable transaction."""
    hand.execute("BEGIN IMMEDIATE")
    for table in ("typed", "op", "history", "audit", "undo", "search"):
        hand.execute(f"INSERT INTO {table} (body) VALUES (?)", ("x" * 200,))
    hand.execute("COMMIT")


def test_what_is_due(big: Session) -> None:
    for mine in (False, True):
        times = []
        for _ in range(4):
            with big.read() as reader:
                opened = reader.count("case", status="open")
                reader.connection.exec_driver_sql("PRAGMA shrink_memory")  # as after a save: no page is at hand
                start = process_time()
                today.today(reader, mine=mine)
                times.append((process_time() - start) * 1000)
        what = f"Today{', own cases' if mine else ''}, {opened} open cases, processor"
        show(what, min(times), 300 * max(1.0, opened / 10_000))


def test_the_monthly_return(big: Session, tmp_path: Path) -> None:
    with big.read() as reader:
        today = reader.today()
        month = Month(today.year, today.month).before()
        both = timed(partial(returns.compute, reader, month))
        alone = timed(partial(returns.count_month, reader, month))
        current = returns.compute(reader, month)
    show("numbers of a month", alone, 3000)
    show("numbers of a month and of the one before, not signed", both, 3000)
    assert current.failed == ()
    ours = min(timed(partial(return_files.write, current, tmp_path / "return.xlsx", "km")) for _ in range(3))
    bare = min(timed(partial(bare_return, current, tmp_path / "bare.xlsx")) for _ in range(3))
    show("workbook of the return, against twice the same cells in bare openpyxl", ours, 2 * bare)


def bare_return(current: returns.MonthlyReturn, target: Path) -> None:
    """The same cells without styles, template or merging."""
    book = Workbook(write_only=True)
    for sheet in current.definition.sheets:
        page = book.create_sheet(sheet.id)
        for grid in current.grids(sheet, "km"):
            page.append([grid.title])
            for heads in grid.heads:
                page.append(["", *(head.text for head in heads for _ in range(head.span))])
            for row in grid.rows:
                page.append([row.label, *(current.value(cell) for cell in row.cells)])
    book.save(target)


def test_the_list_of_cases_to_excel(big: Session, tmp_path: Path) -> None:
    ours = timed(partial(lists.export_cases, big, tmp_path / "cases.xlsx", "km"))
    with big.read() as reader:
        held = list(lists.case_rows(reader, "km", None, None, names=True))
    bare = timed(partial(bare_list, held, tmp_path / "bare.xlsx"))
    show(f"list of {len(held)} cases to Excel, read from the database, against 1.3 of bare openpyxl", ours, 1.3 * bare)
    columns = [Column(str(place)) for place in range(len(held[0]))]
    written = timed(partial(write_list, tmp_path / "rows.xlsx", "x", columns, held))
    show("the same rows, already read, against 1.3 of bare openpyxl", written, 1.3 * bare)


def bare_list(rows: Sequence[Sequence[Cell]], target: Path) -> None:
    """The same rows in bare openpyxl, write-only."""
    book = Workbook(write_only=True)
    page = book.create_sheet("x")
    for row in rows:
        page.append(list(row))
    book.save(target)
