"""Responses as a workbook: not those of a case of which reporting was refused (P8), nor the child's name where it is hidden."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from app.services.cases import case_names, case_parts
from app.services.office.offices import Session
from app.services.responses import response_files
from tests.data.cases.support import HEAD
from tests.support.workbooks import question
from tests.unit.responses.support import Place, hidden, save


def test_a_case_of_which_reporting_was_refused_is_in_no_extract(place: Place, tmp_path: Path) -> None:
    form = place.form([question("text", "said")])
    response = place.start(form)
    place.fill(response, {"said": "x"})
    place.finish(response)
    session = Session(place.database, HEAD)
    counts = []
    for number, answer in enumerate(("given", "refused", "given")):
        with place.write(HEAD) as uow:
            values = {"purpose": "reporting", "answer": answer, "on_date": f"2026-02-2{number}"}
            case_parts.add(uow, "consent", place.case, values)
        target = tmp_path / f"{number}.xlsx"
        counts.append(response_files.export_responses(session, place.shelf, target, [response], "en", labels=False))
    assert counts == [1, 0, 1]


def test_a_name_that_the_case_hides_is_in_no_extract(place: Place, tmp_path: Path) -> None:
    asked = [hidden("k_child_name"), question("text", "given", **save("child.given_name_km")), question("text", "said")]
    response = place.start(place.form(asked))
    place.fill(response, {"given": "តារា", "said": "x"})
    place.finish(response)
    found = []
    for name in ("told", "hidden"):
        with place.write(HEAD) as uow:
            case_names.hide(uow, place.case, hidden=name == "hidden")
        target = tmp_path / f"{name}.xlsx"
        session = Session(place.database, HEAD)
        response_files.export_responses(session, place.shelf, target, [response], "en", labels=False)
        cells = [cell for sheet in load_workbook(target) for row in sheet.values for cell in row if cell]
        found.append([sum("តារា" in str(cell) or "ដារ៉ា" in str(cell) for cell in cells), "x" in cells])
    assert found == [[1, True], [0, True]]
