"""The verbs of the day: tasks, flags, Today and the history of a case, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.support import CASE, Run, done, file


def test_tasks_flags_today_and_history(office: Run, tmp_path: Path) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    cells = done(office("insight", "--table", "cases"))
    assert {(cell["row"], cell["number"]) for cell in cells if cell["column"] == "total"} >= {
        ("open_now", "1"),
        ("closed", "0"),
    }
    assert [cell["code"] for cell in done(office("insight", "--cell", "cases/open_now/total"))] == [code]
    own = done(office("task", "add", "ទិញក្រដាស", "--due", "2020-01-02"))[0]
    done(office("task", "add", "ទូរស័ព្ទទៅសាលា", "--case", code, "--note", "ព្រឹក"))
    flag = done(office("flag", "add", code, "កុំទូរស័ព្ទទៅផ្ទះ"))[0]
    assert {row["title"]: row["state"] for row in done(office("task", "list"))} == {
        "ទិញក្រដាស": "overdue",
        "ទូរស័ព្ទទៅសាលា": "none",
    }
    told = done(office("today", "--mine"))
    assert {(row["group"], row["kind"]) for row in told} >= {("overdue", "task"), ("due", "task"), ("flag", "flag")}
    assert next(row["what"] for row in told if row["kind"] == "flag") == "Flag"
    assert done(office("task", "done", str(own["id"]))) == [{"id": own["id"], "state": "done"}]
    assert [row["title"] for row in done(office("task", "list", "--mine"))] == ["ទូរស័ព្ទទៅសាលា"]
    ended, _, said = office("task", "done", str(own["id"]))
    assert (ended, "over already" in said) == (1, True)
    done(office("flag", "clear", str(flag["id"]), "--why", "ចប់"))
    lines = done(office("case", "history", code))
    assert {("opened", "Case opened"), ("flag_cleared", "Flag cleared")} <= {(row["what"], row["words"]) for row in lines}
    history = [row["what"] for row in lines]
    assert {"opened", "flag", "flag_cleared"} <= set(history)
    assert [row["what"] for row in done(office("case", "history", code, "--kinds", "flag", "--limit", "1"))] == ["flag"]


def test_a_list_by_a_kept_filter_with_columns_into_a_file_and_who_saw_a_case(office: Run, tmp_path: Path) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    other = str(
        done(office("case", "add", file(tmp_path, {**CASE, "child": {**CASE["child"], "given_name_km": "ចន្ថា"}})))[0]["code"]
    )
    assert done(office("case", "list", "--columns", "code,owner,case_type"))[0].keys() == {"code", "owner", "case_type"}
    assert office("case", "list", "--columns", "code,secret")[0] == 1
    ended, _, said = office("case", "list", "--filter", "none")
    assert (ended, "none" in said) == (1, True)
    done(
        office("case", "set", other, 'case.consent=[{"purpose":"reporting","answer":"refused","on":"2026-01-06","by":"carer"}]')
    )
    for name in ("cases.csv", "cases.xlsx"):
        told = done(office("case", "list", "--out", str(tmp_path / name)))
        assert told == [{"rows": 1, "path": str(tmp_path / name)}]
    text = (tmp_path / "cases.csv").read_text(encoding="utf-8-sig")
    assert code in text
    assert other not in text
    assert "refused" in text.splitlines()[1], "the file says that some are left out"
    done(office("case", "show", code))
    assert done(office("case", "hide-name", code))[0]["code"] == code
    assert done(office("case", "list", "--query", code))[0]["name_km"] == ""
    assert done(office("case", "hide-name", code, "--off"))[0]["code"] == code
    assert done(office("case", "list", "--query", code))[0]["name_km"]
    assert [row["act"] for row in done(office("case", "seen", code))] == ["read"]
    (mine,) = [row for row in done(office("caseload")) if row["open"]]
    assert (mine["open"], mine["high"]) == (2, 2)


def test_two_cases_are_laid_side_by_side_and_joined_with_the_values_that_were_picked(office: Run, tmp_path: Path) -> None:
    """The same choice as in the window: field by field whose value is kept."""
    stays = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    child = {**CASE["child"], "sex": "male", "nickname": "តូច", "disability": ["hearing_speech"]}
    goes = str(done(office("case", "add", file(tmp_path, {**CASE, "child": child})))[0]["code"])
    lines = {row["pick"]: row for row in done(office("case", "compare", goes, stays))}
    assert (lines["child.nickname"]["goes"], lines["child.nickname"]["proposed"]) == ("តូច", "goes")
    assert lines["child.disability"]["both"] is True
    for wrong, said in (
        (["child.sexx=goes"], "child.sexx"),
        (["child.sex=mine"], "mine"),
        (["child.sex=both"], "Nothing was changed"),
        (["child.birth_from=goes", "child.birth_to=stays"], "differently"),
        (["child.sex"], "child.sex"),
    ):
        ended, _, told = office("case", "join", goes, stays, *wrong)
        assert (ended, said in told) == (1, True), (wrong, told)
    ended, _, told = office("case", "join", goes, stays, "child.sex=goes", "child.disability=both", "--ask")
    assert (ended, "child.nickname=goes" in told, "child.sex" in told) == (1, True, False), "what the window would take is said"
    joined = done(office("case", "join", goes, stays, "child.sex=goes", "child.nickname=goes", "child.disability=both"))[0]
    assert joined["picked"] == {"child.sex": "goes", "child.nickname": "goes", "child.disability": "both"}
    kept = done(office("case", "show", stays))[0]["child"]
    assert isinstance(kept, dict)
    assert (kept["sex"], kept["nickname"], "hearing_speech" in kept["disability"]) == ("male", "តូច", True)
