"""Forms and responses, verb by verb."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.e2e.support import CASE, Run, done, file
from tests.support.workbooks import question
from tests.unit.responses.support import book, hidden, save

SURVEY = [
    hidden("k_case_code"),
    question("text", "given", **save("child.given_name_km")),
    question("text", "why", required="true()"),
    question("begin repeat", "row"),
    question("text", "what"),
    question("end repeat", "", label=False),
]


def test_a_form_is_installed_filled_finished_and_corrected(office: Run, tmp_path: Path) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    workbook = tmp_path / "form.xlsx"
    workbook.write_bytes(book(SURVEY))
    installed = done(office("form", "install", str(workbook)))[0]
    assert (installed["id"], installed["state"], installed["subject"]) == ("sample", "installed", "case")
    answers = tmp_path / "answers.json"
    answers.write_text('{"given": "ចាន់", "row": [{"what": "one"}, {"what": "two"}]}', encoding="utf-8")
    refused, _, said = office("response", "fill", f"case:{code}", "sample", str(answers))
    assert (refused, bool(said)) == (1, True), "what is not published is not offered"
    assert done(office("form", "publish", "sample", "1"))[0]["state"] == "published"
    assert "sample" in [row["id"] for row in done(office("form", "list", "--subject", "case"))]

    filled = done(office("response", "fill", code, "sample", str(answers), "--on", "2026-01-05", "--by", "Chan"))[0]
    assert {"state": "draft", "form": "sample", "filled_on": "2026-01-05", "filled_by": "Chan"}.items() <= filled.items()
    assert filled["answers"] == {
        "k_subject": "case", "k_case_code": code, "given": "ចាន់", "row": [{"what": "one"}, {"what": "two"}]
    }  # fmt: skip
    assert filled["problems"] == [{"key": "/data/why", "result": "REQUIRED_BUT_EMPTY"}]
    response = str(filled["id"])
    assert office("response", "finish", response)[0] == 1
    answers.write_text('{"why": "r)aykarN_"}', encoding="utf-8")
    looked, _, said = office("response", "answer", response, str(answers), "--ask")
    assert (looked, "“របាយការណ៍”" in said) == (1, True), "old Limon letters, with what they would be"
    assert done(office("response", "show", response))[0]["answers"] == filled["answers"], "nothing was saved"
    answers.write_text('{"why": "asked"}', encoding="utf-8")
    done(office("response", "answer", response, str(answers)))
    assert done(office("response", "finish", response))[0]["state"] == "finished"
    shown = done(office("case", "show", code))[0]
    assert isinstance(shown["child"], dict)
    assert shown["child"]["given_name_km"] == "ចាន់"
    corrected = done(office("response", "correct", response, "why", "asked twice", "--reason", "misheard"))[0]
    assert isinstance(corrected["corrections"], list)
    assert corrected["corrections"][0]["after"] == "asked twice"
    assert done(office("response", "reopen", response, "--reason", "more was said"))[0]["state"] == "draft"
    assert [row["id"] for row in done(office("response", "list", code))] == [response]
    out = tmp_path / "answers.xlsx"
    assert done(office("response", "export", "sample", "--out", str(out), "--codes"))[0]["responses"] == 1
    rows = [[cell.value for cell in row] for row in load_workbook(out).worksheets[0].iter_rows()]
    assert "asked twice" in rows[-1]
    assert done(office("form", "retire", "sample", "1"))[0]["state"] == "retired"
    assert office("response", "start", code, "sample")[0] == 1
    assert done(office("response", "show", response))[0]["form_here"] is True


def test_a_response_begins_with_what_is_known(office: Run, tmp_path: Path) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    workbook = tmp_path / "form.xlsx"
    workbook.write_bytes(book(SURVEY))
    assert done(office("form", "install", str(workbook), "--publish"))[0]["state"] == "published"
    begun = done(office("response", "start", code, "sample"))[0]
    assert isinstance(begun["answers"], dict)
    assert begun["answers"]["k_case_code"] == code
    for wrong in (("response", "show", "x"), ("response", "start", "office", "sample"), ("form", "publish", "sample", "9")):
        assert office(*wrong)[0] == 1
    assert office("response", "finish", str(begun["id"]), "--take", "neither")[0] == 1
