"""Workbooks that are no good: each ends in one clear error with the place; good ones are kept by content."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from app.domain.errors import InputError
from app.forms import workbook as reading
from app.forms.compile import load_form
from tests.support.workbooks import Row, question, workbook


def refused(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        load_form(data)
    return caught.value


def with_parts(data: bytes, **changed: bytes) -> bytes:
    """The same archive with parts replaced or added; names with / written as __."""
    stream = BytesIO()
    new = {name.replace("__", "/"): content for name, content in changed.items()}
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for item in old.namelist():
            if item not in new:
                made.writestr(item, old.read(item))
        for name, content in new.items():
            made.writestr(name, content)
    return stream.getvalue()


GOOD = workbook([question("text", "a")])


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 broken", GOOD[:-200], b"%PDF-1.7"])
def test_what_is_no_workbook(data: bytes) -> None:
    assert refused(data).code == "form_not_workbook"


def test_an_xform_that_is_none() -> None:
    assert refused(b"<html/>").code == "form_not_xlsform"
    assert refused(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").code == "form_not_xlsform"
    assert refused(b"<\xff").code == "form_not_workbook"


def test_macros_entities_and_damage_are_refused() -> None:
    assert refused(with_parts(GOOD, **{"xl__vbaProject.bin": b"x"})).code == "form_macros"
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
    assert refused(with_parts(GOOD, **{"xl__worksheets__sheet1.xml": bomb})).code == "form_not_workbook"
    assert (
        refused(with_parts(GOOD, **{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData><row r="})).code
        == "form_not_workbook"
    )


def test_an_archive_that_unpacks_to_too_much() -> None:
    assert (
        refused(with_parts(GOOD, **{"xl__media__zeros.bin": b"\0" * (reading.MOST_UNPACKED + 1)})).code == "form_file_too_big"
    )


def test_a_million_empty_rows_cost_nothing_and_too_many_filled_ones_are_refused() -> None:
    survey = workbook([question("text", "a")])
    with zipfile.ZipFile(BytesIO(survey)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(4, 200_000))
    data = with_parts(survey, **{"xl__worksheets__sheet1.xml": sheet.replace(b"</sheetData>", empty + b"</sheetData>")})
    assert "/data/a" in load_form(data).definitions
    last = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>text</t></is></c></row>'
    error = refused(
        with_parts(survey, **{"xl__worksheets__sheet1.xml": sheet.replace(b"</sheetData>", last + b"</sheetData>")})
    )
    assert (error.code, error.params["sheet"], error.params["row"]) == ("form_sheet_too_long", "survey", 1048576)


def test_a_formula_without_a_value() -> None:
    error = refused(workbook([question("text", "a"), question("text", "b", relevant="=A2")]))
    assert (error.code, error.params["row"]) == ("form_formula", 3)


def test_a_workbook_that_is_no_form() -> None:
    book, stream = openpyxl.Workbook(), BytesIO()
    book.worksheets[0].append(["list of children", "age"])
    book.save(stream)
    assert refused(stream.getvalue()).params == {"missing": "survey"}
    assert refused(workbook([{"kind": "text"}])).params == {"missing": "survey · type"}


PLACES: list[tuple[str, list[Row], dict[str, object]]] = [
    ("form_unknown_type", [question("text", "a"), question("hologram", "b")], {"row": 3, "column": "A", "value": "hologram"}),
    ("form_unknown_type", [question("cascading_select x", "b")], {"row": 2, "column": "A", "value": "cascading_select x"}),
    ("form_no_type", [question("text", "a"), {"name": "b", "label::English (en)": "B"}], {"row": 3, "column": "A"}),
    ("form_unknown_column", [question("text", "a", **{"bind::komar:size": 3})], {"column": "E"}),
    ("form_parameter_unknown", [question("integer", "a", parameters="start=1")], {"row": 2, "column": "E", "value": "start"}),
    ("form_unknown_bind", [question("text", "a", **{"bind::komar:weight": "heavy"})], {"row": 2, "value": "heavy"}),
    ("form_unknown_bind", [question("text", "a", **{"bind::komar:evidence": "rumour"})], {"row": 2}),
    (
        "form_bad_expression",
        [question("text", "a"), question("text", "b", relevant="${a} = ")],
        {"row": 3, "column": "E"},
    ),
    ("form_bad_expression", [question("text", "a", constraint="following::x = 1")], {"row": 2, "column": "E"}),
    ("form_unknown_function", [question("text", "a", constraint="larger(., 1)")], {"row": 2, "function": "larger"}),
    ("form_unknown_reference", [question("text", "a", relevant="/data/none = 1")], {"row": 2, "value": "/data/none"}),
    (
        "form_unknown_list",
        [question("text", "a"), question("select_one none", "b")],
        {"row": 3, "column": "A", "value": "none"},
    ),
    ("form_unknown_reference", [question("text", "a", relevant="${none} = 1")], {"row": 2, "column": "E", "value": "${none}"}),
    ("form_begin_without_end", [question("begin group", "g"), question("text", "a")], {"row": 2, "column": "A"}),
]


@pytest.mark.parametrize(("code", "survey", "params"), PLACES)
def test_the_place_of_a_fault(code: str, survey: list[Row], params: dict[str, object]) -> None:
    error = refused(workbook(survey))
    assert error.code == code
    assert {key: error.params[key] for key in params} == params


def test_a_circle_is_named() -> None:
    circle = [
        question("integer", "a", relevant="${c} > 0"),
        question("calculate", "b", label=False, calculation="${a} + 1"),
        question("calculate", "c", label=False, calculation="${b} + 1"),
    ]
    error = refused(workbook(circle))
    assert error.code == "form_cycle"
    assert set(str(error.params["names"]).split(" → ")) == {"a", "b", "c"}
    assert refused(workbook([question("integer", "a", relevant="${a} > 0")])).code == "form_cycle"


def test_a_heading_twice() -> None:
    book, stream = openpyxl.load_workbook(BytesIO(GOOD)), BytesIO()
    book["survey"]["F1"] = "type"
    book.save(stream)
    assert refused(stream.getvalue()).code == "form_column_twice"


def test_other_columns_are_noticed_not_lost_silently() -> None:
    made = load_form(workbook([question("text", "a", helper="x", comment="fine")]))
    assert [(notice.code, notice.value) for notice in made.notices] == [("form_column_ignored", "helper")]


def test_a_map_sheet_is_refused() -> None:
    error = refused(workbook([question("text", "a")], osm=[{"list_name": "tags", "name": "x", "label": "X"}]))
    assert (error.code, error.params) == ("form_osm", {"sheet": "osm", "row": 1, "column": "A"})


def test_deep_nesting_and_a_mixed_form_compile() -> None:
    begins = [question("begin group", f"g{n}") for n in range(20)]
    ends = [question("end group", "", label=False) for _ in range(20)]
    made = load_form(workbook([*begins, question("text", "deep", relevant="true()"), *ends]))
    path = made.path_of("deep")
    assert path is not None
    assert (path.count("/"), made.definitions[path].row) == (22, 22)


def test_a_form_is_kept_by_content_and_a_damaged_copy_is_made_anew(tmp_path: Path) -> None:
    first = load_form(GOOD, tmp_path)
    kept = list(tmp_path.iterdir())
    assert [file.name for file in kept] == [f"{first.sha256}.3.json"]
    text = kept[0].read_text(encoding="utf-8")
    kept[0].write_text(text.replace("/data/a", "/data/b"), encoding="utf-8")
    assert "/data/a" in load_form(GOOD, tmp_path).definitions
    assert kept[0].read_text(encoding="utf-8") == text
    kept[0].write_bytes(b"\xff\xfe")
    assert load_form(GOOD, tmp_path).definitions.keys() == first.definitions.keys()


def test_a_folder_that_cannot_be_written_costs_only_speed(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    assert load_form(GOOD, file / "cache").id == "sample"


def test_an_xform_runs_without_its_workbook() -> None:
    xform = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title><model>
    <instance><data id="plain"><q/></data></instance><bind nodeset="/data/q" type="string"/></model></h:head>
    <h:body><select1 ref="/data/q"><label>Q</label>
    <item><label>One</label><value>1</value></item></select1></h:body></h:html>"""
    made = load_form(xform)
    assert (made.id, made.title, made.definitions["/data/q"].control) == ("plain", "T", "select1")
