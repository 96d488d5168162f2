"""A database that the first release left: it opens in this one, nothing of it is lost, and its responses go on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.data.connection import FILE, connect
from app.data.database import open_database
from app.data.fields import schema_version
from app.data.indexes import DERIVED
from app.data.migrate import REVISIONS
from app.data.outbox import outbox
from app.domain.records import Actor
from app.services.cases import case_search
from sync.schema import vocabulary

KEY = bytes(range(32))
GOLDEN = Path(__file__).parent / "golden" / "database_0001.sql"
RESPONSE, NEWER = "01936f00-0000-7000-8000-000000000007", "01936f00-0000-7000-8000-00000000cccc"
CASE, INSPECTION = "01936f00-0000-7000-8000-000000000003", "01936f00-0000-7000-8000-000000000006"
UNTOUCHED = ("op", "parked", "record", "incarnation", "history", "audit", "undo", "meta", "child", "case", "reporter", "note")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an office of the first release."""
    place = tmp_path / "office"
    place.mkdir()
    connection = connect(place / FILE, KEY)
    connection.executescript(GOLDEN.read_text(encoding="utf-8"))
    connection.commit()
    connection.close()
    return place


def rows(folder: Path, name: str = FILE) -> dict[str, list[object]]:
    """What no migration may touch: all but the columns that are computed, which follow the newest rules."""
    connection = connect(folder / name, KEY)
    found: dict[str, list[object]] = {}
    for table in UNTOUCHED:
        names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()]
        kept = ", ".join(f'"{each}"' for each in names if each not in DERIVED.get(table, ()))
        found[table] = connection.execute(f'SELECT {kept} FROM "{table}"').fetchall()
    connection.close()
    return found


def cut(after: list[object], before: list[object]) -> list[object]:
    """Rows without the columns that were added."""
    width = len(tuple(before[0])) if before and isinstance(before[0], tuple) else 0
    return [tuple(row)[:width] for row in after if isinstance(row, tuple)]


def test_the_first_releases_file_opens_with_everything_in_it(folder: Path) -> None:
    before = rows(folder)
    actor = Actor("01936f00-0000-7000-8000-00000000aaaa", "Sok Dara", "0203", frozenset({"inspector"}))
    with open_database(folder, KEY) as database:
        with database.read(actor) as reader:
            response = reader.get("form_response", RESPONSE)
            assert response.text("inspection") == INSPECTION
            assert response.entries("answers") == {
                "/data/a/i01": "meets", "/data/a/i01_note": "ល្អ", "/data/b/i05": "partly", "/data/b/i06": "not_seen"
            }  # fmt: skip
            assert reader.find("form_response", inspection=INSPECTION) == [response]
            assert outbox.first_break(reader.connection) is None
        after = rows(folder)
        assert {name for name in UNTOUCHED if before[name] != cut(after[name], before[name])} <= {"meta"}
        assert rows(folder, f"komar-before-{REVISIONS[-1]}.db")["op"] == before["op"]
        with database.write(actor, "inspection_answer") as uow:
            uow.update("form_response", RESPONSE, {"answers:/data/b/i07": "meets"})
        with database.transaction() as connection:
            newest = connection.exec_driver_sql('SELECT plain(patch), "schema" FROM op ORDER BY n DESC LIMIT 1').fetchone()
    assert newest is not None
    assert (json.loads(newest[0]), newest[1]) == ({"answers:/data/b/i07": "meets"}, schema_version())  # never folded into old


def test_what_a_newer_computer_sent_to_the_first_release_is_understood_now(folder: Path) -> None:
    actor = Actor("u", "n", "0203")
    with open_database(folder, KEY) as database, database.read(actor) as reader:
        found = reader.find("form_response", case=CASE, subject="case")
        extra = reader.connection.exec_driver_sql("SELECT extra FROM form_response WHERE id = ?", (NEWER,)).scalar()
    assert [(one.id, one.text("state"), one.entries("answers")) for one in found] == [(NEWER, "draft", {"/data/x": "1"})]
    assert extra is None


def test_fields_that_were_kept_aside_move_to_their_columns_and_what_does_not_fit_stays(folder: Path) -> None:
    connection = connect(folder / FILE, KEY)
    kept = {"nickname": 5, "birth_order": 2, "shared_with": ["12"], "death_told_by": "ពូ", "of_tomorrow": "x"}
    child = connection.execute("SELECT id FROM child LIMIT 1").fetchone()[0]
    connection.execute("UPDATE child SET extra = ? WHERE id = ?", (json.dumps(kept), child))
    connection.commit()
    connection.close()
    with open_database(folder, KEY) as database, database.read(Actor("u", "n", "0203")) as reader:
        found = reader.get("child", child)
        columns = "nickname, birth_order, shared_with, death_told_by, extra"
        row = reader.connection.exec_driver_sql(f"SELECT {columns} FROM child WHERE id = ?", (child,)).fetchone()
    assert row is not None
    assert tuple(row[:4]) == (None, 2, '["12"]', "ពូ")
    assert json.loads(row[4]) == {"nickname": 5, "of_tomorrow": "x"}
    assert found.values["shared_with"] == ["12"]


def test_a_response_goes_where_its_subject_goes() -> None:
    spec = vocabulary().types["form_response"]
    assert spec.parent_of({"placement": "p", "case": "c"}) == "p"
    assert spec.parent_of({"case": "c", "office": "02"}) == "c"
    assert spec.parent_of({"office": "02", "subject": "office"}) is None
    assert vocabulary().types["case"].parent_of({"child": "c"}) is None
    assert {name for name, each in vocabulary().types.items() for field in each.follows if field not in each.fields} == set()


@pytest.mark.parametrize("type_name", ["form_response", "attachment"])
def test_a_response_names_its_restricted_group_itself(type_name: str) -> None:
    words = vocabulary()
    for group in ("reporter", "perpetrator", "interview", "hiv_rh", "sexual_violence", "safety_plan"):
        assert words.restricted_group(type_name, {"restricted": group}) == group
    assert words.restricted_group(type_name, {}) is None


def test_a_khmer_name_of_the_first_release_is_found_in_latin_letters_now(folder: Path) -> None:
    head = Actor("01936f00-0000-7000-8000-00000000aaaa", "Sok Dara", "0203", frozenset({"supervisor"}))
    with open_database(folder, KEY) as database, database.read(head) as reader:
        wish = case_search.CaseWish(case_search.CaseFilter(typed="sokh darra"))
        assert [line.row.id for line in case_search.page(reader, wish).lines] == [CASE]
