"""Speed of the database: bulk, a durable field edit, search, against the limits of the design, without services."""

from __future__ import annotations

import sqlite3
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.data.bulk import Save, bulk
from app.data.connection import connect
from app.data.database import Database, create_database, open_database
from app.data.search import find_hits
from app.domain.ids import new_id
from app.domain.records import Actor
from app.text.keys import search_terms
from tests.bench.conftest import CASES

ACTOR = Actor(new_id(), "bench", "0203")
FAMILY = ("សុខ", "ចាន់", "កែវ", "ហេង", "លី", "ជា", "ម៉ៅ", "ឡុង", "ពេជ្រ", "ស៊ឹម")
GIVEN = ("ដារ៉ា", "សុភា", "វិសាល", "ស្រីនាង", "រតនា", "ពិសី", "បូផា", "សំណាង", "ភារុណ", "ម៉ាលីស")
LATIN = ("Sok", "Chan", "Keo", "Heng", "Ly", "Chea", "Mao", "Long", "Pich", "Sim")
DAY = datetime(2024, 1, 1, tzinfo=UTC)


def case_saves(number: int) -> tuple[str, list[Save]]:
    """A child with a case and eight records below it."""
    child, case = new_id(), new_id()
    values = {
        "office": "0203",
        "family_name_km": FAMILY[number % 10],
        "given_name_km": GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10],
        "family_name_latin": LATIN[number % 10],
        "given_name_latin": f"Given{number}",
        "sex": "male" if number % 2 else "female",
        "birth_from": "2014-05-01",
        "birth_to": "2014-05-01",
        "birth_source": "certificate",
        "village_code": "02030405",
        "how_to_find": "ក្បែរវត្ត",
    }
    opened = (DAY + timedelta(days=number % 900)).date().isoformat()
    saves = [
        Save("child", child, values),
        Save(
            "case",
            case,
            {"office": "0203", "child": child, "code": f"K-ABC-{number:05}", "status": "open", "opened_on": opened},
        ),
        Save("episode", new_id(), {"case": case, "number": 1, "opened_on": opened}),
        Save("category", new_id(), {"case": case, "code": "orphan"}),
        Save("concern", new_id(), {"case": case, "code": "neglect", "kind": "at_risk"}),
        Save("risk", new_id(), {"case": case, "level": "high", "noted_on": opened}),
        Save("consent", new_id(), {"case": case, "purpose": "services", "answer": "given"}),
        Save("contact", new_id(), {"child": child, "phone": "012345678"}),
        Save("family_member", new_id(), {"child": child, "relation": "mother", "family_name_km": "សុខ"}),
        Save("note", new_id(), {"case": case, "kind": "visit", "on_date": opened, "text": "បានទៅសួរសុខទុក្ខ " * 8}),
    ]
    return case, saves


def fill(database: Database, cases: int) -> list[str]:
    """Fills a database, tells the speed; gives the ids of the cases."""
    start, ids = time.perf_counter(), []
    with bulk(database) as writer:
        for number in range(cases):
            case, saves = case_saves(number)
            writer.act(ACTOR, DAY + timedelta(minutes=number), "register_case", saves)
            writer.forget([save.id for save in saves])
            ids.append(case)
    speed = writer.written / (time.perf_counter() - start)
    print(f"bulk: {writer.written} records, {speed:,.0f} a second (goal 10,000): {speed / 10_000:.2f}")
    return ids


def p95(times: list[float]) -> float:
    """The 95th percentile in milliseconds."""
    return statistics.quantiles(times, n=20)[-1] * 1000


def tell(what: str, times: list[float], goal: float) -> None:
    """One line with the ratio to the goal in milliseconds."""
    middle = statistics.median(times) * 1000
    print(f"{what}: p95 {p95(times):.1f} ms, median {middle:.1f} ms (goal {goal:.0f}): {p95(times) / goal:.2f}")


def save_edits(database: Database, ids: list[str]) -> None:
    """Durable edits of one field, beside the same rows written by hand into the same kind of file."""
    times = []
    for number in range(300):
        start = time.perf_counter()
        with database.write(ACTOR, "edit_case") as uow:
            uow.update("case", ids[number * 7919 % len(ids)], {"reason": f"text {number}"})
        times.append(time.perf_counter() - start)
    tell("save a field edit", times, 10)
    by_hand, connection = [], connect(database.path, database.key)
    for number in range(300):
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute('UPDATE "case" SET reason = ? WHERE id = ?', (f"hand {number}", ids[number * 6007 % len(ids)]))
        connection.execute("INSERT INTO history (record, type, what, user, at) VALUES (?, 'case', 'x', 'u', 'x')", (ids[0],))
        connection.execute("INSERT INTO undo (user, act, params, at, entries) VALUES ('hand', 'x', '{}', 'x', '[]')")
        connection.execute(
            "INSERT INTO op (incarnation, seq, record, type, kind, base_epoch, base_seq, seen_epoch, seen_seq, patch, user, at,"
            " schema) VALUES ('hand', ?, ?, 'case', 'edit', 0, 0, 0, 0, '{}', 'u', 'x', 1)",
            (number, ids[0]),
        )
        connection.execute("INSERT INTO audit (at, user, act, kind, params, hash) VALUES ('x', 'u', 'x', 'write', '{}', x'00')")
        connection.execute("COMMIT")
        by_hand.append(time.perf_counter() - start)
    connection.close()
    ratio = statistics.median(times) / statistics.median(by_hand)
    print(f"  by hand: median {statistics.median(by_hand) * 1000:.1f} ms; ours is {ratio:.1f} times that (goal 8)")


TYPED = ("ស", "សុ", "សុខ", "សុខ ដា", "s", "so", "sok", "given9", "zzz", "K-ABC-00", "ពេជ្រ", "ម៉ៅ ពិសី")


def search(database: Database, folder: Path) -> None:
    """Search as you type, beside the same query on the same rows in a file that is not encrypted."""
    plain = sqlite3.connect(folder / "plain.db")
    plain.execute("PRAGMA cache_size=-40960")
    plain.execute("CREATE TABLE search (type, sort, id, norm, PRIMARY KEY (type, sort, id)) WITHOUT ROWID")
    with database.read(ACTOR) as reader:
        rows = reader.connection.exec_driver_sql("SELECT type, sort, id, norm FROM search").fetchall()
        plain.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", [tuple(row) for row in rows])
        plain.commit()
    del rows
    times, bare = [], []
    for typed in TYPED * 5:
        with database.read(ACTOR) as reader:
            start = time.perf_counter()
            hits = find_hits(reader, ["case"], typed, 50)
            times.append(time.perf_counter() - start)
        terms = search_terms(typed)
        sql = "SELECT type, id, sort FROM search WHERE type = 'case'" + " AND instr(norm, ?) > 0" * len(terms)
        start = time.perf_counter()
        found = plain.execute(f"{sql} ORDER BY sort, id LIMIT 50", terms).fetchall()
        bare.append(time.perf_counter() - start)
        assert [row[1] for row in found] == [hit.id for hit in hits]
    tell("search", times, 50)
    print(f"  bare sqlite3: p95 {p95(bare):.1f} ms; ours is {p95(times) / p95(bare):.1f} times that (goal 3)")
    plain.close()


def open_case(database: Database, ids: list[str]) -> None:
    """A case with 200 sub-records, all read."""
    case = ids[len(ids) // 2]
    with database.write(ACTOR, "notes") as uow:
        for number in range(200):
            uow.create("note", {"case": case, "kind": "visit", "on_date": f"2025-01-{number % 28 + 1:02}", "text": "x" * 300})
    times = []
    for _ in range(20):
        start = time.perf_counter()
        with database.read(ACTOR) as reader:
            reader.get("child", reader.get("case", case).text("child"))
            parts = [reader.find(kind, case=case) for kind in ("note", "risk", "concern", "category", "episode", "consent")]
            reader.history(case)
        times.append(time.perf_counter() - start)
    assert sum(map(len, parts)) >= 200
    tell("open a case with 200 sub-records", times, 100)


def test_the_database_alone(tmp_path: Path) -> None:
    with create_database(tmp_path, bytes(32)) as database:
        ids = fill(database, CASES)
    start = time.perf_counter()
    with open_database(tmp_path, bytes(32)) as database:
        print(f"open the database: {(time.perf_counter() - start) * 1000:.0f} ms")
        save_edits(database, ids)
        search(database, tmp_path)
        open_case(database, ids)
