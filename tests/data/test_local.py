"""What stays on the laptop: drafts, the window's memory, places, search; and the bulk path beside single saves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.data import places
from app.data.bulk import Save, bulk
from app.data.database import Database, create_database, open_database
from app.data.drafts import draft, drafts, drop_draft, save_draft
from app.data.search import find_hits
from app.data.ui_state import put_state, state
from app.domain.records import Actor

KEY = bytes(range(32))
OTHER = Actor("other", "b", "0203")


def test_drafts_belong_to_their_user(database: Database, actor: Actor) -> None:
    save_draft(database, actor.user, "register_case", "", {"family_name_km": "សុខ"})
    save_draft(database, actor.user, "register_case", "", {"family_name_km": "សុខា"})
    save_draft(database, actor.user, "note", "case-1", {"text": "a"})
    with database.read(actor) as reader:
        assert [(found.kind, found.subject) for found in drafts(reader)] == [("note", "case-1"), ("register_case", "")]
        kept = draft(reader, "register_case")
        assert kept is not None
        assert kept.body == {"family_name_km": "សុខា"}
        assert reader.ops_waiting() == 0
    with database.read(OTHER) as reader:
        assert drafts(reader) == []
    drop_draft(database, actor.user, "register_case")
    with database.read(actor) as reader:
        assert draft(reader, "register_case") is None


def test_the_window_remembers_per_user(database: Database, actor: Actor) -> None:
    put_state(database, actor.user, "widths", [10, 20])
    with database.read(actor) as reader:
        assert state(reader, "widths") == [10, 20]
    with database.read(OTHER) as reader:
        assert state(reader, "widths", "none") == "none"
    put_state(database, actor.user, "widths", None)
    with database.read(actor) as reader:
        assert state(reader, "widths") is None


GAZETTEER = """code,km,en,kind,parent
02,បាត់ដំបង,Battambang,province,
0203,ក្រុងបាត់ដំបង,Krong Battambang,municipality,02
020301,ទួលតាឯក,Tuol Ta Aek,sangkat,0203
02030101,អូរតាគាំ ១,Ou Ta Kam 1,village,020301
02030102,ទួលតាឯក,Tuol Ta Aek,village,020301
02030103,ដងកទៀង,Dangkao Teang,village,020301
12,ភ្នំពេញ,Phnom Penh,capital,
12030101,ទួលតាឯក,Tuol Ta Aek,village,12
"""


@pytest.fixture
def with_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    file = tmp_path / "gazetteer.csv"
    file.write_text(GAZETTEER, encoding="utf-8")
    monkeypatch.setattr(places, "GAZETTEER", file)
    folder = tmp_path / "office"
    folder.mkdir()
    return create_database(folder, KEY)


def test_villages_are_found_by_any_part_of_their_name_in_both_scripts(with_places: Database, actor: Actor) -> None:
    with with_places as database, database.read(actor) as reader:
        for typed in ("តាគាំ", "ta kam", "kam ta", "OU", "អូរតាគាំ ១", "02030101", "kam battambang", "តាគាំ ទួល"):
            assert next(found.place.code for found in places.find_places(reader, typed)) == "02030101", typed
        assert next(found.place.code for found in places.find_places(reader, "ទួលតាឯក", within="02")) == "02030102"
        assert "12030101" not in {found.place.code for found in places.find_places(reader, "ទួលតាឯក", within="02")}
        assert places.find_places(reader, "") == []
        assert places.find_places(reader, "nowhere") == []
        assert {found.place.code for found in places.find_places(reader, "battambang", kind=None)} >= {"02", "0203"}
        whole = places.place_path(reader, "02030101")
        assert whole is not None
        assert whole.path("en") == "Ou Ta Kam 1, Tuol Ta Aek, Krong Battambang, Battambang"
        assert places.place(reader, "99") is None
        assert [found.code for found in places.places_in(reader, None)] == ["02", "12"]
        assert [found.code for found in places.places_in(reader, "0203")] == ["020301"]


def test_cases_are_found_by_the_names_of_the_child_as_they_change(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        case = uow.create("case", {"child": "c1", "code": "K-7QZ-00001-H"})
    with database.write(actor, "x") as uow:
        uow.create("child", {"family_name_km": "សុខ", "given_name_km": "ដារ៉ា", "given_name_latin": "Dara"}, record_id="c1")
    with database.read(actor) as reader:
        for typed in ("សុ", "សុខដារា", "ដារា សុខ", "dara", "7qz 00001", "K-7QZ-00001"):
            assert [hit.id for hit in find_hits(reader, ["case"], typed, 10)] == [case], typed
        assert find_hits(reader, ["case"], "vuthy", 10) == []
    with database.write(actor, "x") as uow:
        uow.update("child", "c1", {"given_name_latin": "Vuthy"})
    with database.read(actor) as reader:
        assert [hit.id for hit in find_hits(reader, ["case"], "vuthy", 10)] == [case]
        assert find_hits(reader, ["case"], "dara", 10) == []
    with database.write(actor, "x") as uow:
        uow.delete("child", "c1")
        uow.delete("case", case)
    with database.read(actor) as reader:
        assert find_hits(reader, ["case", "child"], "", 10) == []


def test_search_pages_in_khmer_order(database: Database, actor: Actor) -> None:
    names = ["ខៀវ", "កែវ", "សុខ", "ចាន់", "លី", "ខៀវ"]
    with database.write(actor, "x") as uow:
        for name in names:
            uow.create("child", {"family_name_km": name})
    with database.read(actor) as reader:
        whole = find_hits(reader, ["child"], "", 10)
        paged, after = [], None
        while page := find_hits(reader, ["child"], "", 2, after=after):
            paged += page
            after = (page[-1].sort, page[-1].id)
        assert paged == whole
        shown = [reader.get("child", hit.id).text("family_name_km") for hit in whole]
    assert shown == ["កែវ", "ខៀវ", "ខៀវ", "ចាន់", "លី", "សុខ"]


class SetClock:
    """A clock that is set for each act."""

    time = datetime(2024, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


def acts(actor: Actor) -> list[tuple[Actor, str, list[Save]]]:
    """Some acts of two users: new records, edits that fold and that do not, renamed children, maps, sets and appended text."""
    found: list[tuple[Actor, str, list[Save]]] = []
    for number in range(12):
        child, case, note = f"child-{number:02}", f"case-{number:02}", f"note-{number:02}"
        found.append(
            (
                actor,
                "register_case",
                [
                    Save(
                        "child", child, {"family_name_km": "សុខ", "given_name_latin": f"Dara{number}", "disability": {"seeing"}}
                    ),
                    Save("case", case, {"child": child, "code": f"K-{number}", "status": "open"}),
                    Save("case", case, {"urgent": True}, "update"),
                    Save("note", note, {"case": case, "text": "one"}),
                ],
            )
        )
        found.append((actor, "edit_note", [Save("note", note, {"text": "one\ntwo"}, "update")]))
        found.append((actor, "edit_note", [Save("note", note, {"text": "one\ntwo\nthree", "kind": "visit"}, "update")]))
        found.append((OTHER, "edit_note", [Save("note", note, {"kind": None}, "update")]))
        found.append(
            (actor, "edit_child", [Save("child", child, {"given_name_latin": "Vuthy", "disability": set()}, "update")])
        )
        found.append((actor, "nothing", [Save("child", child, {"given_name_latin": "Vuthy"}, "update")]))
        found.append((actor, "fill", [Save("form_response", f"form-{number}", {"answers": {"/d/a": "1"}})]))
        found.append((actor, "fill", [Save("form_response", f"form-{number}", {"answers:/d/b": "2"}, "update")]))
    return found


def content(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that both paths must leave alike."""
    found = {}
    with database.transaction() as connection:
        names = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(set(names) - {"meta", "undo", "place", "alembic_version"}):
            columns = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')]
            kept = [f'"{column}"' for column in columns if column not in {"incarnation", "since"}]
            kept = [column for column in kept if (name, column) != ("incarnation", '"id"')]
            order = ", ".join(str(place) for place in range(1, min(3, len(kept)) + 1))
            rows = connection.exec_driver_sql(f'SELECT {",".join(kept)} FROM "{name}" ORDER BY {order}')
            found[name] = [tuple(row) for row in rows]
    return found


def test_the_bulk_path_leaves_what_single_saves_leave(tmp_path: Path, actor: Actor) -> None:
    clock = SetClock()
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    with (
        create_database(tmp_path / "one", KEY, clock=clock) as one,
        create_database(tmp_path / "many", KEY, clock=clock) as many,
    ):
        with bulk(many) as writer:
            for number, (who, name, saves) in enumerate(acts(actor)):
                writer.act(who, clock.time + timedelta(minutes=number), name, saves, code=f"K-{number}")
        start = clock.time
        for number, (who, name, saves) in enumerate(acts(actor)):
            clock.time = start + timedelta(minutes=number)
            with one.write(who, name, code=f"K-{number}") as uow:
                for save in saves:
                    if save.what == "create":
                        uow.create(save.type, save.values, record_id=save.id)
                    else:
                        uow.update(save.type, save.id, save.values)
        left, right = content(one), content(many)
        assert left.keys() == right.keys()
        for name in left:
            assert left[name] == right[name], name
        assert len(left["op"]) > 60


def test_the_bulk_path_refuses_what_it_does_not_know(database: Database, actor: Actor) -> None:
    with database.write(actor, "x") as uow:
        child = uow.create("child", {"school": "a"})

    def change() -> None:
        with bulk(database) as writer:
            writer.act(actor, datetime(2024, 1, 1, tzinfo=UTC), "x", [Save("child", child, {"school": "b"}, "update")])

    with pytest.raises(ValueError, match="update of child"):
        change()


def test_another_making_of_the_keys_fills_them_again_at_opening(tmp_path: Path, actor: Actor) -> None:
    with create_database(tmp_path, KEY) as database:
        with database.write(actor, "x") as uow:
            uow.create("child", {"family_name_km": "សុខ", "given_name_latin": "Dara"}, record_id="c1")
            case = uow.create("case", {"child": "c1", "code": "K-1"})
        with database.transaction() as connection:
            before = connection.exec_driver_sql("SELECT * FROM search ORDER BY id").fetchall()
            connection.exec_driver_sql("DELETE FROM search")
            connection.exec_driver_sql("UPDATE child SET name_sort = NULL, name_key = NULL")
            connection.exec_driver_sql("UPDATE meta SET value = 'old' WHERE key = 'derived'")
    with open_database(tmp_path, KEY) as database, database.read(actor) as reader:
        assert reader.connection.exec_driver_sql("SELECT * FROM search ORDER BY id").fetchall() == before
        assert [hit.id for hit in find_hits(reader, ["case"], "dara", 10)] == [case]
        assert reader.find("child", name_key=None) == []
        assert reader.ops_waiting() == 2


def test_a_newer_gazetteer_is_loaded_at_opening(with_places: Database, actor: Actor) -> None:
    folder = with_places.folder
    with_places.close()
    places.GAZETTEER.write_text(GAZETTEER.replace("Dangkao Teang", "Dangkao Tieng"), encoding="utf-8")
    places.gazetteer_rows.cache_clear()
    with open_database(folder, KEY) as database, database.read(actor) as reader:
        assert [found.place.en for found in places.find_places(reader, "tieng")] == ["Dangkao Tieng"]
