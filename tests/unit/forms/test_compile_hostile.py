"""Workbooks and lists made to do harm end in one clear error, in bounded time and memory; so do those that are only absurd."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support.hostile import load, sheet_of, with_false_size, with_parts
from tests.support.workbooks import Row, question, workbook

GOOD = workbook([question("text", "a")])
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">%s]><r>&j;</r>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r>&a;</r>'


def ends(rows: int) -> list[Row]:
    return [question("end group", "", label=False) for _ in range(rows)]


def nested(depth: int) -> bytes:
    begins = [question("begin group", f"g{level}") for level in range(depth)]
    return workbook([*begins, question("text", "deep"), *ends(depth)])


def filled_rows(number: int) -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(3, number))
    return with_parts(GOOD, {SHEET: sheet_of(GOOD).replace(b"</sheetData>", rows + b"</sheetData>")})


def wide(columns: int) -> bytes:
    book, stream = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", *[f"column {number}" for number in range(columns)]])
    for _ in range(20):
        sheet.append(["text", "a", *["x"] * columns])
    book.save(stream)
    return stream.getvalue()


def long_cell(characters: int) -> bytes:
    cell = b'<c r="C2" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * characters)
    sheet = sheet_of(workbook([{"type": "text", "name": "a", "label": None}]))
    sheet = sheet.replace(b"</row></sheetData>", cell + b"</sheetData>")
    return with_parts(workbook([{"type": "text", "name": "a", "label": "A"}]), {SHEET: sheet})


def circle() -> bytes:
    return workbook(
        [
            question("calculate", f"c{number}", label=False, calculation=f"${{c{(number + 1) % 300}}} + 1")
            for number in range(300)
        ]
    )


WORKBOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part of 200 MB in 200 kB": (lambda: with_parts(GOOD, {SHEET: b"\0" * (200 << 20)}), "form_file_too_big"),
    "a part that lies about its size": (
        lambda: with_false_size(with_parts(GOOD, {SHEET: b"<a>" + b" " * (150 << 20)}), SHEET, 1000), "form_not_workbook"
    ),
    "two thousand parts": (lambda: with_parts(GOOD, {f"xl/x{n}.bin": b"" for n in range(2001)}), "form_file_too_big"),
    "a million rows": (lambda: filled_rows(1_000_000), "form_sheet_too_long survey 999999"),
    "billion laughs": (lambda: with_parts(GOOD, {SHEET: LAUGHS}), "form_not_workbook"),
    "billion laughs behind a comment": (
        lambda: with_parts(GOOD, {SHEET: LAUGHS.replace(b"<!DOCTYPE", b"<!--" + b"-" * 2000 + b"--><!DOCTYPE")}),
        "form_not_workbook",
    ),
    "billion laughs in UTF-16": (
        lambda: with_parts(GOOD, {"xl/workbook.xml": LAUGHS.decode().encode("utf-16")}), "form_not_workbook"
    ),
    "an entity from outside": (lambda: with_parts(GOOD, {"xl/workbook.xml": OUTSIDE}), "form_not_workbook"),
    "macros": (lambda: with_parts(GOOD, {"xl/vbaProject.bin": b"x"}), "form_macros"),
    "a formula without a value": (
        lambda: workbook([question("text", "a"), question("text", "b", calculation="=1+1")]), "form_formula survey 3"
    ),
    "ten thousand columns": (lambda: wide(10_000), "form_sheet_too_wide survey"),
    "a cell of ten megabytes": (lambda: long_cell(10 << 20), "form_cell_too_long survey 2"),
    "a circle of three hundred": (circle, "form_cycle survey 2"),
    "twenty deep": (lambda: nested(20), "loaded 24"),
    "a thousand deep": (lambda: nested(1000), "form_too_deep survey 0"),
    "a way out of the folder": (
        lambda: workbook([question("text", "a", **{"media::image": "../../secret.png"})]), "form_bad_media_name survey 2"
    ),
    "a list outside the folder": (
        lambda: workbook([question("select_one_from_file ../list.csv", "a")]), "form_bad_file_name survey 2"
    ),
    "half a file": (lambda: GOOD[: len(GOOD) // 2], "form_not_workbook"),
    "an archive of something else": (lambda: with_parts(GOOD, {})[:-22] + b"PK\x05\x06" + b"\0" * 18, "form_not_workbook"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "form_old_workbook"),
    "an expression of a thousand brackets": (
        lambda: workbook([question("text", "a", relevant="(" * 1000 + "1" + ")" * 1000)]), "form_bad_expression survey 2"
    ),
    "an expression of ten thousand terms": (
        lambda: workbook([question("integer", "a", constraint=" + ".join(["1"] * 5000))]), "loaded 4"
    ),
}  # fmt: skip


def listed() -> bytes:
    return workbook([question("select_one_from_file list.csv", "a"), question("select_one_from_file places.xml", "b")])


LISTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a csv of 100 MB": ("list.csv", lambda: b"name,label\n" + b"a,b\n" * (25 << 20), "form_list_too_big list.csv"),
    "a cell of ten megabytes": ("list.csv", lambda: b"name,label\na," + b"x" * (10 << 20), "form_list_broken list.csv"),
    "a quote that never ends": ("list.csv", lambda: b'name,label\n"a' + b",b\n" * (3 << 20), "form_list_broken list.csv"),
    "a million rows": ("list.csv", lambda: b"name,label\n" + b"a,b\n" * 1_000_000, "form_list_too_long list.csv"),
    "ten thousand columns": ("list.csv", lambda: b"name," + b"x," * 10_000 + b"\n", "form_list_too_wide list.csv"),
    "no heading": ("list.csv", lambda: b"\n\n\n", "form_list_no_header list.csv"),
    "another encoding": ("list.csv", lambda: "name,label\na,é".encode("latin-1"), "form_list_encoding list.csv"),
    "billion laughs": ("places.xml", lambda: LAUGHS, "form_list_broken places.xml"),
    "an entity from outside": ("places.xml", lambda: OUTSIDE, "form_list_broken places.xml"),
    "a hundred thousand deep": ("places.xml", lambda: b"<a>" * 100_000 + b"</a>" * 100_000, "form_list_broken places.xml"),
}


XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>T</h:title><model>
<instance><data id="t">%s</data></instance></model></h:head><h:body>%s</h:body></h:html>"""
XFORMS = {
    "nodes a hundred thousand deep": (XFORM % ("<a>" * 100_000 + "</a>" * 100_000, ""), "form_too_deep"),
    "groups a hundred thousand deep": (XFORM % ("<a/>", "<group>" * 100_000 + "</group>" * 100_000), "form_too_deep"),
    "billion laughs": (LAUGHS.decode(), "form_not_xlsform"),
    "half a form": (XFORM[:200], "form_not_xlsform"),
    "a list outside the folder": (
        (XFORM % ("<a/>", "")).replace("</instance>", '</instance><instance id="x" src="file:///etc/passwd"/>'),
        "form_bad_file_name",
    ),
}


Case = tuple[str, str]
CASES: list[Case] = [*(("workbook", name) for name in WORKBOOKS), *(("list", name) for name in LISTS)]
CASES += [("xform", name) for name in XFORMS]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Case, str]:
    """All of them loaded by one child process, in turn."""
    folders: list[Path] = []
    for kind, name in CASES:
        folder = tmp_path_factory.mktemp("case")
        folders.append(folder)
        if kind == "list":
            file, make, _ = LISTS[name]
            (folder / file).write_bytes(make())
            (folder / "form").write_bytes(listed())
        else:
            (folder / "form").write_bytes(WORKBOOKS[name][0]() if kind == "workbook" else XFORMS[name][0].encode())
    return dict(zip(CASES, load(*folders), strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}: {case[1]}")
def test_what_does_harm_ends_in_a_clear_error(case: Case, verdicts: Mapping[Case, str]) -> None:
    kind, name = case
    said = WORKBOOKS[name][1] if kind == "workbook" else LISTS[name][2] if kind == "list" else XFORMS[name][1]
    assert verdicts[case].startswith(said)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_bytes(b"name,label\na,A\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "list.csv").symlink_to(outside)
    (inside / "form").write_bytes(listed())
    assert load(inside) == ["loaded 5 2"]
