"""Inspections by the command line's JSON, and workbooks that are no form or another one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from app.domain.errors import InputError
from app.forms.binds import items
from app.forms.model import CompiledForm
from app.paths import FORMS
from app.services.facilities import facilities, facility_json, residencies
from app.services.visits import findings, inspection_json, inspections
from app.services.visits.inspection_forms import STANDARD, FormShelf
from tests.support.facility_office import Office
from tests.support.inspection_answers import all_answers

SHIPPED = FORMS / "inspection_minimum_standards.xlsx"


def changed_workbook(target: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    """The workbook that ships, with a change."""
    book = openpyxl.load_workbook(SHIPPED)
    change(book)
    book.save(target)
    return target


def test_a_whole_inspection_by_json(office: Office, form: CompiledForm, home: str) -> None:
    answers = all_answers(form, {"i14": "does_not", "visit_on": "2026-06-01", "mission_letter": "3/26"})
    with office.write() as uow:
        shown = inspection_json.fill(uow, form, "BMC-001", json.loads(json.dumps(answers)), close=True)
    assert {"id", "points", "maximum", "scaled", "proposed_grade", "grade", "state", "findings"} <= shown.keys()
    assert (shown["proposed_grade"], shown["grade"], shown["state"], shown["visit_on"]) == (
        "critical",
        None,
        "to_decide",
        "2026-06-01",
    )
    told = json.loads(json.dumps(shown))
    assert "i39" in told["not_asked"]
    assert [found["item"] for found in told["findings"]] == ["14"]
    with office.read() as reader:
        line = inspection_json.row_json(inspections.listing(reader)[0])
        assert (line["facility"], line["points"], line["open_findings"]) == ("BMC-001", shown["points"], 1)
        assert facility_json.finding_json(findings.open_of(reader, home)[0])["item"] == "14"


@pytest.mark.parametrize(
    ("answers", "field", "code"),
    [
        ({"i14": "perhaps"}, "i14", "answer_refused_kind"),
        ({"nonsense": "1"}, "nonsense", "answer_refused_unknown"),
        ({"heads_3_5_f": -1}, "heads_3_5_f", "answer_refused"),
        ({"i6_n": "x"}, "i6_n", "answer_refused_kind"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_kept(
    office: Office, form: CompiledForm, home: str, answers: dict[str, object], field: str, code: str
) -> None:
    given = {"i6": "meets", **answers}
    with pytest.raises(InputError) as caught, office.write() as uow:
        inspection_json.fill(uow, form, home, given, close=False)
    assert (caught.value.code, caught.value.params["field"]) == (code, field)
    assert "_" not in str(caught.value.params.get("reason", "")), "words of the form, no code"
    with office.read() as reader:
        assert reader.count("inspection") == 0


def test_an_unknown_facility_and_answers_that_are_no_object(office: Office, form: CompiledForm) -> None:
    with office.write() as uow, pytest.raises(InputError, match="facility_unknown"):
        inspection_json.fill(uow, form, "TKO-009", {}, close=False)
    with pytest.raises(InputError, match="answers_not_an_object"):
        inspection_json.answers_of(["i14"])
    with office.read() as reader, pytest.raises(InputError, match="inspection_unknown"):
        inspection_json.show(reader, form, "nowhere")


def test_facilities_and_stays_by_json(office: Office, home: str) -> None:
    given = {
        "code": "bmc 9", "name_km": "ផ្ទះថ្មី", "type": "transit", "owner": "ngo", "village_code": "01020101",
        "mou": {"number": "7", "from": "2025-01-01", "until": "2027-01-01"}, "recognition": {},
    }  # fmt: skip
    with office.write() as uow:
        made = facilities.register(uow, facility_json.facility_values(given))
        shown = facility_json.facility_json(facilities.overview(uow, made))
        assert (shown["code"], shown["mou"]) == ("BMC-009", given["mou"])
        admission = {
            "sex": "female",
            "birth": {"age": 8, "on": "2026-01-01"},
            "admitted_on": "2026-01-01",
            "admission_reason": "no_family",
        }
        stay = residencies.admit(uow, made, facility_json.admission_values(admission, uow))
        assert facility_json.residency_json(uow.get("residency", stay))["birth"] == {
            "from": "2017-01-02",
            "to": "2018-01-01",
            "source": "age",
        }
        person = facility_json.resident_json(residencies.living_there(uow, made)[0])
        assert (person["age"], person["under_three"]) == (8, False)
        assert "linked" not in person
    for wrong in ({"colour": "red"}, {"mou": {"colour": "red"}}, {"mou_number": "7"}):
        with pytest.raises(InputError, match="key_unknown"):
            facility_json.facility_values(wrong)
    with pytest.raises(InputError, match="value_kind"):
        facility_json.facility_values({"mou": "7"})


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "form_not_workbook"), (b"PK\x03\x04 no", "form_not_workbook"), (b"just words", "form_not_workbook")],
)
def test_a_file_that_is_no_workbook(office: Office, tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(content)
    with pytest.raises(InputError, match=code):
        office.shelf.choose(str(file))


def test_workbooks_that_are_no_inspection_form(office: Office, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "list"])
    book.save(tmp_path / "list.xlsx")
    with pytest.raises(InputError, match="form_not_xlsform"):
        office.shelf.choose(str(tmp_path / "list.xlsx"))
    with pytest.raises(InputError, match="form_file_missing"):
        office.shelf.choose(str(tmp_path / "none.xlsx"))
    with pytest.raises(InputError, match="form_unknown"):
        office.shelf.choose("census_2030")


def test_a_released_version_is_never_changed_and_a_new_one_needs_its_rules(office: Office, home: str, tmp_path: Path) -> None:
    def other_words(book: openpyxl.Workbook) -> None:
        book["survey"].cell(11, 4).value = "Another question"

    with pytest.raises(InputError, match="form_version_changed"):
        office.shelf.choose(str(changed_workbook(tmp_path / "same.xlsx", other_words)))

    def next_version(book: openpyxl.Workbook) -> None:
        other_words(book)
        book["settings"].cell(2, 3).value = "3"

    second = office.shelf.choose(str(changed_workbook(tmp_path / "next.xlsx", next_version)))
    assert second.version == "3"
    assert FormShelf(office.database.folder).form(STANDARD).version == "3", "the newest is taken, also after a restart"
    assert FormShelf(office.database.folder).form(STANDARD, "1").version == "1"
    assert len(items(second)) == len(items(office.shelf.form(STANDARD, "1")))
    with pytest.raises(InputError, match="scoring_no_profile"), office.write() as uow:
        inspections.start(uow, second, home, {})
    assert office.shelf.choose(str(SHIPPED)).version == "2", "the same file again is the same form"
