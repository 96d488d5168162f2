"""The gazetteer as it ships: made from the source by the corrections, one code a place, every place under its own."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from app.domain.errors import InputError
from app.domain.places import address, in_words, is_code, is_office_code, kind_of, require_office_code, tidy_code
from tests.support.build_gazetteer import CORRECTIONS, GAZETTEER, corrected, source_rows, text


@cache
def rows() -> dict[str, dict[str, str]]:
    with GAZETTEER.open(encoding="utf-8", newline="") as source:
        return {line["code"]: line for line in csv.DictReader(source)}


def test_the_file_is_what_the_source_and_the_corrections_make() -> None:
    assert GAZETTEER.read_text(encoding="utf-8") == text()


def test_every_place_has_one_code_of_its_own_under_a_place_above() -> None:
    assert len(rows()) == GAZETTEER.read_text(encoding="utf-8").count("\n") - 1
    for code, row in rows().items():
        assert is_code(code)
        assert row["kind"] == kind_of(code)
        assert row["parent"] == code[:-2]
        assert row["parent"] in rows() or row["kind"] == "province"
        assert row["km"].strip()
        assert row["en"].isascii()


def test_all_places_of_the_country_are_there() -> None:
    kinds = [row["kind"] for row in rows().values()]
    assert [kinds.count(kind) for kind in ("province", "district", "commune", "village")] == [25, 210, 1654, 14576]


def test_the_districts_of_the_capital_carry_the_codes_that_other_systems_use() -> None:
    assert [rows()[code]["en"] for code in ("1210", "1211", "1212")] == ["Chraoy Chongvar", "Preaek Pnov", "Chbar Ampov"]


def test_a_correction_that_fits_nothing_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "corrections.csv"
    file.write_text(CORRECTIONS.read_text(encoding="utf-8") + "drop,999999,,,,,,none\n", encoding="utf-8")
    with pytest.raises(ValueError, match="fits nothing"):
        corrected(source_rows(), file)


@pytest.mark.parametrize(
    ("code", "km", "en"),
    [
        ("12", "រាជធានីភ្នំពេញ", "Phnom Penh Capital"),
        ("1201", "ខណ្ឌចំការមន", "Chamkar Mon Khan"),
        ("0106", "ក្រុងសិរីសោភ័ណ", "Serei Saophoan Municipality"),
        ("0102", "ស្រុកមង្គលបូរី", "Mangkul Bourei District"),
        ("010201", "ឃុំបន្ទាយនាង", "Banteay Neang Commune"),
        ("01020101", "ភូមិអូរធំ", "Ou Thum Village"),
    ],
)
def test_places_are_called_by_their_kind(code: str, km: str, en: str) -> None:
    row = rows()[code]
    assert (in_words(code, row["km"], "km"), in_words(code, row["en"], "en")) == (km, en)
    assert km == row["word_km"] + row["km"]


def test_an_address_reads_from_the_village_to_the_province() -> None:
    codes = ["01020101", "010201", "0102", "01"]
    assert address([(code, rows()[code]["en"]) for code in codes], "en", " behind the pagoda ") == (
        "behind the pagoda, Ou Thum Village, Banteay Neang Commune, Mangkul Bourei District, Banteay Meanchey Province"
    )
    assert address([(code, rows()[code]["km"]) for code in codes[:2]], "km") == "ភូមិអូរធំ ឃុំបន្ទាយនាង"


def test_codes_are_tidied() -> None:
    assert tidy_code("១០២០១០១") == "01020101"
    assert tidy_code(" 01 02-01.01 ") == "01020101"
    assert tidy_code("somewhere") == "somewhere"
    assert require_office_code("102") == "0102"
    assert [is_office_code(code) for code in ("12", "1201", "120101", "00", "x")] == [True, True, False, False, False]
    with pytest.raises(InputError, match="office_code"):
        require_office_code("120101")


def test_a_code_that_is_none_is_shown_by_its_name_alone() -> None:
    assert in_words("?", "ក្រៅប្រទេស", "km") == "ក្រៅប្រទេស"
    with pytest.raises(ValueError, match="not a place code"):
        kind_of("123")
