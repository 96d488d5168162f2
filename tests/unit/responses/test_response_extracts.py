"""Responses as a workbook: those of a case of which reporting was refused are left out (practice P8)."""

from __future__ import annotations

from pathlib import Path

from app.services import case_parts, response_files
from app.services.offices import Session
from tests.data.cases.support import HEAD
from tests.support.workbooks import question
from tests.unit.responses.support import Place


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
