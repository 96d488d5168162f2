"""Lists outside the form: csv, xml and geojson, small as nodes and long ones packed."""

from __future__ import annotations

import gc
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import InputError
from app.forms.compile import load_form
from app.forms.externals import plain_name, put_rows, read_list
from app.forms.model import CompiledForm, ExternalFile
from app.forms.tables import SMALL, Table
from app.forms.xpath.nodes import Node
from tests.support.workbooks import YES_NO, Row, question, workbook

CSV = ExternalFile("list.csv", "list", "csv")
FORM = workbook([question("select_one_from_file list.csv", "a", choice_filter="p = '1'")])


def table_of(form: CompiledForm, key: str = "list") -> list[list[tuple[str, str]]]:
    return rows_of(form.instances[key])


def rows_of(above: Node) -> list[list[tuple[str, str]]]:
    return [[(cell.name, cell.value) for cell in row.children] for row in above.children[0].children]


@pytest.mark.parametrize(
    "content",
    [
        "name,label,p\n1,ភូមិ,2\n".encode(),
        "\ufeffname,label,p\r\n1,ភូមិ,2\r\n".encode(),
        "name;label;p\n1;ភូមិ;2\n".encode(),
        "name\tlabel\tp\n1\tភូមិ\t2".encode(),
        'name,label,p\n\n"1","ភូមិ","2"\n\n'.encode(),
        "name,label,p\n1,ភូមិ,2,more\n".encode("utf-16"),
    ],
    ids=["plain", "mark and CRLF", "semicolons", "tabs", "quotes and empty lines", "UTF-16 and a cell too many"],
)
def test_a_csv_file_as_people_save_it(content: bytes) -> None:
    form = load_form(FORM, None, {"list.csv": content})
    assert table_of(form) == [[("name", "1"), ("label", "ភូមិ"), ("p", "2")]]
    assert form.notices == ()
    assert form.files == (CSV,)


def test_a_cell_may_hold_commas_quotes_and_lines() -> None:
    above = read_list(CSV, b'name,label\n1,"a, ""b""\nc"\n2\n')
    assert rows_of(above) == [[("name", "1"), ("label", 'a, "b"\nc')], [("name", "2"), ("label", "")]]


def test_a_file_that_is_missing_is_a_notice_and_its_choices_are_empty(tmp_path: Path) -> None:
    form = load_form(FORM, tmp_path / "cache", tmp_path)
    assert [(notice.code, notice.row, notice.value) for notice in form.notices] == [("form_file_wanted", 2, "list.csv")]
    assert table_of(form) == []
    (tmp_path / "list.csv").write_bytes(b"name,label\n1,A\n")
    assert table_of(load_form(FORM, tmp_path / "cache", tmp_path)) == [[("name", "1"), ("label", "A")]]


def test_an_xml_file_is_taken_as_it_stands() -> None:
    form = workbook(
        [
            question("xml-external", "places", label=False),
            question("text", "a", calculation="count(instance('places')/country/town)"),
        ]
    )
    content = b'<country><town id="7"><name>A</name></town><town><name>B</name><in><x>1</x></in></town></country>'
    made = load_form(form, None, {"places.xml": content})
    country = made.instances["places"].children[0]
    assert [child.name for child in country.children] == ["town", "town"]
    assert [cell.value for cell in country.children[1].children[1].children] == ["1"]
    assert [dict(child.attributes) for child in country.children] == [{"id": "7"}, {}]


def test_features_of_a_geojson_file_are_rows_with_their_place() -> None:
    features = [
        {"type": "Feature", "id": "w1", "properties": {"title": "Well", "deep": 12, "open": True},
         "geometry": {"type": "Point", "coordinates": [104.9, 11.5]}},
        {"type": "Feature", "properties": {"id": "r1", "title": None},
         "geometry": {"type": "LineString", "coordinates": [[104.9, 11.5], [105, 12, 3]]}},
    ]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    first, second = rows_of(read_list(ExternalFile("w.geojson", "w", "geojson"), content))
    assert first == [("geometry", "11.5 104.9 0 0"), ("title", "Well"), ("deep", "12"), ("open", "true"), ("id", "w1")]
    assert dict(second)["geometry"] == "11.5 104.9 0 0; 12 105 3 0"
    assert (dict(second)["id"], dict(second)["title"]) == ("r1", "")


@pytest.mark.parametrize(
    "content",
    [
        b"[]", b"{", b"[" * 100_000, b'{"features": []}', b'{"type": "FeatureCollection", "features": 1}',
        b'{"type": "FeatureCollection", "features": [{"type": "Thing"}]}',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "MultiPoint"}}]}',
    ],
)  # fmt: skip
def test_what_is_no_geojson_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_list(ExternalFile("w.geojson", "w", "geojson"), content)
    assert caught.value.code == "form_list_broken"


@pytest.mark.parametrize("name", ["../a.csv", "a/b.csv", "a\\b.csv", "..", "", ".hidden", "c:a.csv", "a\0.csv", "x" * 300])
def test_a_name_that_leads_elsewhere_is_none(name: str) -> None:
    assert not plain_name(name)


def long_table(rows: int) -> Table:
    above = Node("instance")
    put_rows(above, ("name", "label", "p"), ([f"v{number}", f"ភូមិ {number}", str(number % 7)] for number in range(rows)))
    (made,) = above.children
    assert isinstance(made, Table)
    return made


def test_a_long_list_is_packed_and_looked_up() -> None:
    table = long_table(SMALL + 100)
    assert len(table) == SMALL + 100
    (row,) = table.matching("name", "v550")
    assert [cell.value for cell in row.children] == ["v550", "ភូមិ 550", str(550 % 7)]
    assert (row.position(), row.path, row.parent) == (551, "/instance/root/item", table)
    assert [found.position() for found in table.matching("p", "3")] == [n + 1 for n in range(SMALL + 100) if n % 7 == 3]
    assert table.matching("name", "none") == []
    held = table.row(5)
    assert table.row(5) is held
    assert len(table.named("item")) == SMALL + 100
    assert table.named("other") == []


def test_a_hundred_thousand_rows_take_little_more_than_their_text() -> None:
    gc.collect()
    tracemalloc.start()
    table = long_table(100_000)
    table.matching("name", "v99999")
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 12 * 1024 * 1024


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), min_size=1, max_size=30), st.integers(0, 29))
def test_a_row_comes_back_as_it_was_given(rows: list[list[str]], wanted: int) -> None:
    plain = [[cell.encode("utf-8", "replace").decode().replace("\x1f", " ") for cell in cells] for cells in rows]
    above = Node("instance")
    table = Table("root", above, "item", ("a", "b"), rows)
    assert [[cell.value for cell in row.children] for row in table.children] == plain
    value = plain[wanted % len(plain)][1]
    assert [row.position() for row in table.matching("b", value)] == [n for n, row in enumerate(plain, 1) if row[1] == value]


def many(number: int, **more: str) -> list[Row]:
    return [
        {"list_name": "many", "name": f"c{n}", "label::Khmer (km)": f"ជម្រើស  {n}", "label::English (en)": f"Choice {n}",
         "group": f"g{n % 3}", **more}
        for n in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize("more", [{}, {"media::image": "x.png"}], ids=["around the converter", "through it"])
def test_a_long_list_of_choices_is_what_a_short_one_is(more: dict[str, str], tmp_path: Path) -> None:
    rows = [
        question("text", "g"),
        question("select_one many", "a", choice_filter="group = ${g}"),
        question("select_one yes_no", "b"),
    ]
    short, long = (load_form(workbook(rows, [*YES_NO, *many(n, **more)])) for n in (SMALL, SMALL + 1))
    data = workbook(rows, [*YES_NO, *many(SMALL + 1, **more)])
    load_form(data, tmp_path)
    for form in (long, load_form(data, tmp_path)):
        (table,), (plain,) = form.instances["many"].children, short.instances["many"].children
        assert isinstance(table, Table)
        assert not isinstance(plain, Table)
        for number in (0, SMALL - 1):
            cells = [(cell.name, cell.value) for cell in table.row(number).children]
            assert cells == [(cell.name, cell.value) for cell in plain.children[number].children]
            text_id = cells[0][1]
            assert form.texts[text_id] == short.texts[text_id]
        assert form.definitions["/data/a"].choices == short.definitions["/data/a"].choices
        assert len(form.instances["yes_no"].children[0].children) == 2


def test_a_long_list_without_languages() -> None:
    choices = [{"list_name": "many", "name": f"c{number}", "label": f"Choice {number}"} for number in range(SMALL + 1)]
    form = load_form(workbook([{"type": "select_one many", "name": "a", "label": "A"}], choices))
    (root,) = form.instances["many"].children
    assert isinstance(root, Table)
    assert [(cell.name, cell.value) for cell in root.matching("name", "c500")[0].children] == [
        ("name", "c500"), ("label", "Choice 500")
    ]  # fmt: skip


def test_a_long_list_that_a_question_adds_to() -> None:
    form = load_form(workbook([question("select_one many or_other", "a")], many(SMALL + 1)))
    (root,) = form.instances["many"].children
    assert isinstance(root, Table)
    assert [cell.value for cell in root.row(SMALL + 1).children][1] == "other"
