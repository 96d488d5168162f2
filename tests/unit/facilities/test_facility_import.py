"""A list of facilities from Excel: what each row would do, what it may be, what is wrong with it, and saving it as one act."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from app.data.places import place_path
from app.data.undo import undo
from app.domain.errors import InputError
from app.forms.workbook import Lines
from app.services.cases import case_parts
from app.services.facilities import facilities, facility_import, import_words, list_columns, measures
from app.services.facilities.facility_import import NEW, Plan, Row, Settings
from tests.support.facility_office import Office

HEAD = ["ល.រ", "លេខកូដ", "ឈ្មោះ (Khmer)", "English name", "Type", "ម្ចាស់", "Places", "ភូមិ", "ឃុំ", "MoU until", "Services"]


def sheets(*rows: Sequence[object], head: list[str] | None = None) -> tuple[Lines, ...]:
    """A list with a title line above its headings."""
    lines: list[Sequence[object]] = [["បញ្ជីមណ្ឌល ២០២៦"], head or HEAD, *rows]
    return (Lines("List", tuple(tuple("" if one is None else str(one) for one in line) for line in lines)),)


def line(code: str = "", km: str = "", en: str = "", *more: str) -> list[object]:
    """A row: code, names, then type, owner, places, village, commune, MoU, services."""
    return [1, code, km, en, *(more or ("RCI", "NGO"))]


def planned(office: Office, list_: tuple[Lines, ...], settings: Settings | None = None) -> Plan:
    with office.read() as reader:
        return facility_import.plan(reader, list_, settings or Settings())


def by_state(plan: Plan) -> dict[int, str]:
    """Row → what becomes of it."""
    return {row.number: row.state for row in plan.rows}


def fault(row: Row) -> tuple[str, str]:
    """Column and code of what is wrong."""
    return row.problems[0].column, row.problems[0].error.code


@pytest.fixture
def hope(office: Office) -> str:
    with office.write() as uow:
        values = {"name_km": "មណ្ឌលក្តីសង្ឃឹម", "name_en": "Hope Centre", "type": "rci", "owner": "ngo", "code": "BMC-001"}
        return facilities.register(uow, {**values, "village_code": "01020101", "capacity": 10, "services": ["stay"]})


def test_every_row_is_new_changed_the_same_unclear_or_refused(office: Office, hope: str) -> None:
    plan = planned(
        office,
        sheets(
            line("bmc 1", "មណ្ឌលក្តីសង្ឃឹម", "", "RCI", "NGO", "២៥", "", "", "31/12/2027", "ស្នាក់នៅ និងម្ហូបអាហារ; Legal help"),
            line("BMC-001", "មណ្ឌលក្តីសង្ឃឹម"),
            line("", "អង្គការ ក្តីសង្ឃឹម"),
            line("BMC-009", "ផ្ទះថ្មី", "", "group home", "អង្គការ", "12 places"),
            line("BMC-010", "ផ្ទះពីរ", "", "castle"),
            line("BMC-011", "ផ្ទះបី", "", "RCI", "NGO", "-4"),
            line("BMC-012", "ផ្ទះបួន", "", "RCI", "NGO", "", "", "", "2027"),
            line("seven", "ផ្ទះប្រាំ"),
            line("BMC-001", "ផ្ទះផ្សេងទាំងស្រុង"),
            [],
        ),
    )
    assert plan.heading == 2
    refused = dict.fromkeys((4, 7, 8, 9, 10), "refused")
    assert by_state(plan) == {3: "changed", 5: "unclear", 6: "new", 11: "unclear"} | refused
    rows = {row.number: row for row in plan.rows}
    changed = {one.field: (one.old, one.new) for one in rows[3].changes}
    assert changed == {"capacity": (10, 25), "mou_until": (None, "2027-12-31"), "services": (["stay"], ["legal", "stay"])}
    assert fault(rows[4]) == ("B", "import_row_twice")
    assert [(one.facility.id if one.facility else "", one.reasons) for one in rows[5].alike] == [(hope, ("name_km",))]
    assert rows[6].values["capacity"] == 12
    assert [fault(rows[number]) for number in (7, 8, 9, 10)] == [
        ("E", "import_word_unknown"), ("G", "facility_capacity_negative"), ("J", "import_day"), ("B", "facility_code_form"),
    ]  # fmt: skip
    assert rows[11].alike[0].reasons == ("code_other_name",)
    assert planned(office, sheets(line("BMC-001", "មណ្ឌលក្តីសង្ឃឹម", "Hope Centre"))).rows[0].state == "same"


def test_an_unclear_row_is_answered_and_a_column_corrected(office: Office, hope: str) -> None:
    list_ = sheets(line("", "ក្តីសង្ឃឹម", "", "RCI", "NGO", "30"), line("", "ក្តីសង្ឃឹម"))
    assert by_state(planned(office, list_)) == {3: "unclear", 4: "unclear"}
    both = planned(office, list_, Settings(answers={3: hope, 4: NEW}))
    assert by_state(both) == {3: "changed", 4: "new"}
    twice = planned(office, list_, Settings(answers={3: hope, 4: hope}))
    assert (by_state(twice), fault(twice.rows[1])) == ({3: "changed", 4: "refused"}, ("B", "import_row_twice"))
    new = planned(office, list_, Settings(answers={3: NEW}))
    assert [alike.row for alike in new.rows[1].alike if alike.facility is None] == [3], (
        "two rows of one list may be one facility"
    )
    other = planned(office, list_, Settings(columns={"G": "", "D": "director"}, answers={3: NEW, 4: NEW}))
    assert {one.letter: one.field for one in other.columns if one.field} == {
        "B": "code", "C": "name_km", "D": "director", "E": "type", "F": "owner", "H": "village", "I": "commune",
        "J": "mou_until", "K": "services",
    }  # fmt: skip
    assert "capacity" not in other.rows[0].values
    for wrong, code in (({"Z": "code"}, "import_column_unknown"), ({"B": "king"}, "import_field_unknown")):
        with pytest.raises(InputError, match=code):
            planned(office, list_, Settings(columns=wrong))


def test_a_former_name_a_village_and_a_telephone_are_asked_about(office: Office, hope: str) -> None:
    with office.write() as uow:
        case_parts.add(uow, "facility_past", hope, {"what": "name", "text": "ផ្ទះពន្លឺ"})
        facilities.edit(uow, hope, {"phone": "012 345 678"})
    head = ["ឈ្មោះ", "Village code", "Phone", "Type", "Owner"]
    rows = (["ពន្លឺ"], ["អ្វីផ្សេង", "1020101", "+855 12 345678"], ["ពីរផ្សេង", "01020102", "012345678"], ["ក្តីសង្ឃឺម", "01020101"])
    found = [row.alike[0].reasons if row.alike else () for row in planned(office, sheets(*rows, head=head)).rows]
    assert found == [("name_before",), ("village", "phone"), (), ("name_km", "village")]


def test_a_village_is_named_by_several_columns(office: Office) -> None:
    with office.read() as reader:
        path = place_path(reader, "01020101")
        assert path is not None
        village, commune = path.place.km, path.above[0].km
    head = ["ឈ្មោះ", "Type", "Owner", "ភូមិ", "ឃុំ"]
    list_ = sheets(["ក", "RCI", "NGO", f"ភូមិ{village}", commune], ["ខ", "RCI", "NGO", "គ្មានទីនេះ", commune], head=head)
    first, second = planned(office, list_).rows
    assert first.values["village_code"] == "01020101"
    assert fault(second) == ("D", "import_place_unknown")


def test_what_is_chosen_is_saved_as_one_act_and_undone_as_one(office: Office, hope: str) -> None:
    list_ = sheets(line("BMC-001", "ក្តីសង្ឃឹម", "", "RCI", "NGO", "44"), line("", "មួយ"), line("BMC-002", "ពីរ"), line("x", "បី"))
    plan = planned(office, list_)
    assert by_state(plan) == {3: "changed", 4: "new", 5: "new", 6: "refused"}
    seen = facility_import.marks(plan.rows)
    with office.write("facility_import") as uow:
        done = facility_import.apply(uow, list_, Settings(), seen)
    with office.read() as reader:
        saved = {one.text("code"): one for one in reader.find("facility")}
        assert saved["BMC-001"].values["capacity"] == 44
        assert saved["BMC-001"].text("name_en") == "Hope Centre", "an empty cell changes nothing"
        assert {saved[code].id for code in ("BMC-002", "BMC-003")} == {done[4], done[5]}, "given codes are not given again"
    with office.write() as uow, pytest.raises(InputError, match="import_changed"):
        facility_import.apply(uow, list_, Settings(), seen)
    for number, code in ((6, "import_row_not_ready"), (99, "import_row_unknown")):
        with office.write() as uow, pytest.raises(InputError, match=code):
            facility_import.apply(uow, list_, Settings(), {number: plan.rows[-1].mark})
    with office.write("undo") as uow:
        undo(uow)
    with office.read() as reader:
        assert {one.text("code"): one.values.get("capacity") for one in reader.find("facility")} == {"BMC-001": 10}
    with office.write(actor=office.caseworker) as uow, pytest.raises(InputError, match="not_allowed"):
        facility_import.apply(uow, list_, Settings(), {})


def test_an_old_list_opens_no_house_that_was_closed_since(office: Office, hope: str) -> None:
    with office.write(actor=office.head) as uow:
        measures.take(uow, hope, {"kind": "emergency_closure", "reason": "danger"})
    list_ = sheets(["BMC-001", "មណ្ឌលក្តីសង្ឃឹម", "Operating"], head=["Code", "Name", "Status"])
    with office.read(office.head) as reader:
        (row,) = facility_import.plan(reader, list_, Settings()).rows
    assert (row.state, fault(row)) == ("refused", ("C", "facility_measured"))


def test_the_state_of_a_facility_is_the_heads(office: Office, hope: str) -> None:
    head = ["Code", "Name", "Status"]
    list_ = sheets(["BMC-001", "Hope", "បានបិទ"], head=head)
    assert fault(planned(office, list_).rows[0]) == ("", "not_allowed")
    with office.read(office.head) as reader:
        assert facility_import.plan(reader, list_, Settings()).rows[0].state == "changed"
    usual = sheets(["", "មួយទៀត", "Operating"], head=head)
    assert fault(planned(office, usual).rows[0]) == ("", "facility_type_missing")
    assert planned(office, usual, Settings(type="rci", owner="state")).rows[0].state == "new"


def test_the_template_is_read_back(office: Office, tmp_path: Path) -> None:
    for lang in ("km", "en"):
        file = tmp_path / f"{lang}.xlsx"
        assert import_words.template(file, lang) == len(list_columns.known_fields())
        book = load_workbook(file)
        sheet = book.worksheets[0]
        sheet.append([None, "ផ្ទះសាកល្បង", None, "មណ្ឌលថែទាំកុមារ", "រដ្ឋ"])
        book.save(file)
        plan = planned(office, facility_import.load(file))
        assert [one.field for one in plan.columns] == list(list_columns.known_fields())
        assert [row.state for row in plan.rows] == ["new"]


def test_hostile_and_broken_workbooks_are_refused(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    book = Workbook()
    book.worksheets[0].append(["Code", "Name", "Type", "Owner"])
    book.worksheets[0].append(['=HYPERLINK("http://example.org")', "=1+1", "RCI", "NGO"])
    book.save(file)
    with pytest.raises(InputError, match="form_formula"):
        facility_import.load(file)
    book = Workbook()
    book.save(file)
    with pytest.raises(InputError, match="import_empty"):
        facility_import.load(file)
    file.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(InputError, match="form_not_workbook"):
        facility_import.load(file)
    with ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/vbaProject.bin", "x")
    with pytest.raises(InputError, match="form_macros"):
        facility_import.load(file)
    book = Workbook()
    for _ in range(facility_import.MOST_ROWS + 1):
        book.worksheets[0].append(["x"])
    book.save(file)
    with pytest.raises(InputError, match="import_too_big"):
        facility_import.load(file)
    with pytest.raises(InputError, match="import_no_heading"):
        planned(office, (Lines("a", (("x",),)),))
    unknown = (Lines("a", (("x", "y"), ("មួយ", "រដ្ឋ"))),)
    assert planned(office, unknown).rows == (), "no heading is known"
    said = Settings(columns={"A": "name_km", "B": "owner"}, type="rci")
    assert by_state(planned(office, unknown, said)) == {2: "new"}
    with pytest.raises(InputError, match="import_sheet_unknown"):
        planned(office, sheets(), Settings(sheet="other"))
