"""The headless face, verb by verb: what it prints, how it ends, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.case_code import parse_case_code
from app.services.office.offices import sign_in
from app.services.visits.inspection_forms import STANDARD, FormShelf
from tests.e2e.support import CASE, FACILITY, NAME, SECRET, Run, done, file
from tests.support.inspection_answers import all_answers

NOT_ASKED = {"i26", "i39", "i44", "i45", "i47"}
"""Items of ages and owners that this facility does not have."""


def test_a_case_is_added_listed_changed_closed_and_reopened(office: Run, tmp_path: Path) -> None:
    opened = done(office("case", "add", file(tmp_path, CASE)))[0]
    code = str(opened["code"])
    assert parse_case_code(code) is not None
    rows = done(office("case", "list", "--query", "ដារ"))
    assert [row["code"] for row in rows] == [code]
    assert done(office("case", "list", "--query", "nobody")) == []

    shown = done(office("case", "show", code.lower()))[0]
    assert {"id": opened["id"], "code": code, "status": "open", "version": 0}.items() <= shown.items()
    child = shown["child"]
    assert isinstance(child, dict)
    assert child["birth"] == {"from": "2016-01-06", "to": "2017-01-05", "source": "age"}

    changed = done(office("case", "set", code, "child.sex=female", "child.how_to_find=", "case.urgent=true"))[0]
    child, case = changed["child"], changed["case"]
    assert isinstance(child, dict)
    assert isinstance(case, dict)
    assert child["sex"] == "female"
    assert "how_to_find" not in child
    assert case["urgent"] is True

    visit = ("case", "note", code, "text=visited", "kind=follow_up_home", "on_date=2026-01-07", "child_seen=true", "health=A")
    assert [office(*visit, "--ask")[0], office(*visit)[0]] == [1, 0], "a follow-up, and no placement is written"
    assert office("approval", "ask", "plan", code)[0] == 1, "there is no plan"
    assert office("approval", "ask", "closure", code)[0] == 1, "that has a verb of its own"
    assert [office("plan", "renew", code)[0], office("plan", "add", code, "action=Rice each week")[0]] == [0, 0]
    wanted = done(office("approval", "ask", "plan", code, "--note", "soon"))[0]
    assert (wanted["what"], wanted["state"]) == ("plan", "asked")
    assert done(office("approval", "withdraw", str(wanted["id"])))[0]["state"] == "withdrawn"
    closing = ("case", "close", code, "--reason", "success", "--on", "2026-02-01")
    first, _, said = office(*closing, "--ask")
    assert (first, "contact" in said) == (1, True), "what the window asks before a case is closed is said here too"
    assert ("• The risk level is still: High" in said, "Missing(" in said) == (True, False)
    asked = office(*closing)[1][0]
    assert (asked["status"], asked["closure"]) == ("open", "asked")
    [waits] = done(office("approval", "list"))
    assert (waits["id"], waits["may_decide"]) == (asked["approval"], False), "nobody approves their own request"
    assert office("approval", "decide", str(waits["id"]), "--answer", "approved")[0] == 1
    assert done(office("approval", "withdraw", str(waits["id"])))[0]["state"] == "withdrawn"
    signed = (*closing, "--paper-by", "Meas Bopha", "--paper-on", "2026-02-02")
    assert "number of the letter" in office(*signed)[2], "who may not decide enters no paper without its number or scan"
    assert office(*signed, "--paper-number", "4/26")[1][0]["status"] == "closed"
    assert "does not wait for your look" in office("approval", "look", str(waits["id"]))[2]
    steps = {str(row["step"]): row["state"] for row in done(office("case", "flow", code))}
    assert (steps["intake"], steps["plan"], steps["closed"]) == ("done", "done", "done")
    refused, _, said = office("case", "note", code, "too late")
    assert (refused, bool(said)) == (1, True)
    assert done(office("case", "reopen", code, "--reason", "new_concern"))[0]["status"] == "open"
    assert done(office("case", "void", code, "--reason", "trial"))[0]["status"] == "void"


def test_what_show_prints_add_takes_again(office: Run, tmp_path: Path) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    shown = done(office("case", "show", code))[0]
    again = {"child": shown["child"], "case": shown["case"]}
    second = str(done(office("case", "add", file(tmp_path, again)))[0]["code"])
    repeated = done(office("case", "show", second))[0]
    assert (repeated["child"], repeated["case"]) == (shown["child"], shown["case"])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"child": {"birth": {"date": "2999-01-01"}}}, "future"),
        ({"child": {"village_code": "99999999"}}, "99999999"),
        ({"child": {"sex": "unknown"}}, "unknown"),
        ({"child": {"colour": "red"}}, "child.colour"),
        ({"case": {"received_at": "yesterday"}}, "yesterday"),
    ],
)
def test_bad_input_is_refused_by_name_and_nothing_is_kept(
    office: Run, tmp_path: Path, change: dict[str, dict[str, object]], word: str
) -> None:
    wrong = {part: {**CASE[part], **change.get(part, {})} for part in CASE}
    code, lines, said = office("case", "add", file(tmp_path, wrong))
    assert (code, lines) == (1, [])
    assert word in said
    assert done(office("case", "list")) == []


def test_a_facility_its_residents_and_its_inspection(office: Run, tmp_path: Path) -> None:
    facility = done(office("facility", "add", file(tmp_path, FACILITY)))[0]
    assert facility["code"] == "BTB-001"
    stay = {
        "family_name_km": "ហេង",
        "given_name_km": "លីដា",
        "sex": "female",
        "birth": {"date": "2015-03-04"},
        "admitted_on": "2026-01-10",
        "admission_reason": "poverty",
    }
    resident = done(office("residency", "admit", "BTB-001", file(tmp_path, stay)))[0]
    assert [row["id"] for row in done(office("residency", "list", "BTB-001"))] == [resident["id"]]
    assert done(office("residency", "list", "BTB-001", "--on", "2026-01-09")) == []

    answers = {"visit_on": "2026-02-03"}
    visit = ("inspection", "fill", "BTB-001", "inspection_minimum_standards", file(tmp_path, answers))
    filled = done(office(*visit))[0]
    assert "points" not in filled
    looked, kept, said = office(*visit, "--ask")
    assert (looked, kept, "already an inspection" in said) == (1, [], True), "what the window asks is said here too"
    assert done(office("inspection", "show", str(filled["id"])))[0]["state"] == filled["state"]
    assert [row["id"] for row in done(office("inspection", "list", "BTB-001"))] == [filled["id"]]
    closed = done(office("inspection", "close", str(filled["id"])))[0]
    assert closed["state"] == "to_be_completed"
    assert office("inspection", "grade", str(filled["id"]), "meets", "--reason", "early")[0] == 1
    assert done(office("inspection", "grade", str(filled["id"])))[0]["grade"] is None

    left = done(office("residency", "exit", str(resident["id"]), "--reason", "reunified", "--on", "2026-03-01"))[0]
    assert left["exited_on"] == "2026-03-01"
    refused, _, said = office("residency", "exit", str(resident["id"]), "--reason", "reunified")
    assert (refused, bool(said)) == (1, True)
    assert done(office("facility", "show", "BTB-001"))[0]["residents"] == 0


def test_an_inspection_is_scored_decided_and_its_findings_corrected(office: Run, tmp_path: Path) -> None:
    done(office("facility", "add", file(tmp_path, FACILITY)))
    form = FormShelf(tmp_path / "office").form(STANDARD)
    answers = {**all_answers(form, {"i9": "does_not"}), "visit_on": "2026-02-03"}
    given = file(tmp_path, {name: value for name, value in answers.items() if name not in NOT_ASKED})
    closed = done(office("inspection", "fill", "BTB-001", STANDARD, given, "--close"))[0]
    assert closed["state"] == "to_decide"
    assert closed["grade"] is None
    out = tmp_path / "answers.xlsx"
    assert done(office("response", "export", STANDARD, "--out", str(out), "--codes"))[0]["responses"] == 1
    findings = closed["findings"]
    assert isinstance(findings, list)
    assert [found["item"] for found in findings] == ["9"]
    assert done(office("facility", "show", "BTB-001"))[0]["open_findings"] == 1

    key = str(findings[0]["id"])
    assert office("finding", "correct", key, "--evidence", "seen", "--on", "2026-01-01")[0] == 1
    corrected = done(office("finding", "correct", key, "--evidence", "seen", "--on", "2026-03-01"))[0]
    assert corrected["state"] == "corrected"
    assert office("inspection", "grade", str(closed["id"]), "perfect", "--reason", "x")[0] == 1
    graded = done(office("inspection", "grade", str(closed["id"]), "meets", "--reason", "one item open"))[0]
    assert graded["grade"] == "meets"
    rules = {"form": STANDARD, "sections": {"A": 200}}
    refused, _, said = office("scoring", "set", file(tmp_path, rules))
    assert (refused, "sections.A" in said) == (1, True), "weights that do not fit are told with their place"
    made = done(office("scoring", "set", file(tmp_path, {"form": STANDARD, "cut_off": 150})))[0]
    assert [row["id"] for row in done(office("scoring", "list"))] == [made["id"], "minimum_standards_1"]
    assert done(office("inspection", "show", str(closed["id"])))[0]["profile"] == "minimum_standards_1"
    refused, _, said = office("inspection", "confirm", str(closed["id"]))
    assert (refused, bool(said)) == (1, True)  # nobody confirms what they decided themselves


def test_the_return_counts_what_was_entered_and_opens_its_cells(office: Run, tmp_path: Path) -> None:
    opened = done(office("case", "add", file(tmp_path, CASE)))[0]
    target = tmp_path / "return.xlsx"
    told = done(office("return", "2026-01", "--out", str(target)))[0]
    cells, checks = told["cells"], told["checks"]
    assert isinstance(cells, list)
    assert isinstance(checks, list)
    assert {"id": "cases_new", "value": 1} in cells
    assert {"id": "cases_new/sex=male", "value": 1} in cells
    assert checks
    assert told["path"] == str(target)
    assert target.read_bytes().startswith(b"PK")
    assert [row["id"] for row in done(office("return", "2026-01", "--cell", "cases_new"))] == [opened["id"]]
    assert office("return", "2026-13")[0] == 1
    assert office("return", "2999-01")[0] == 1


def test_users_get_roles_and_work_within_them(office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMAR_NEW_PASSWORD", "another long phrase")
    added = done(office("user", "add", "Chan Thida", "--roles", "caseworker", "--rights", "reporter"))[0]
    assert (added["roles"], added["rights"]) == (["caseworker"], ["reporter"])
    assert [row["name"] for row in done(office("user", "list"))] == ["Chan Thida", NAME]
    assert office("user", "add", "Chan Thida", "--roles", "clerk")[0] == 1
    assert office("user", "add", "Other", "--roles", "king")[0] == 1
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])

    monkeypatch.setenv("KOMAR_USER", "Chan Thida")
    monkeypatch.setenv("KOMAR_PASSWORD", "another long phrase")
    assert done(office("case", "list")) == []
    for words in (["case", "show", code], ["user", "role", "Chan Thida", "--roles", "administrator"]):
        refused, lines, said = office(*words)
        assert (refused, lines, bool(said)) == (1, [], True)

    monkeypatch.setenv("KOMAR_USER", NAME)
    monkeypatch.setenv("KOMAR_PASSWORD", SECRET)
    assert office("case", "assign", code, str(added["id"]), "--note", " ")[0] == 1  # what is said of danger is never left out
    offered = done(office("case", "assign", code, str(added["id"]), "--note", "no danger known"))[0]
    assert offered["owner"] != added["id"]  # whoever offers stays responsible until it is accepted (P20)
    done(office("case", "accept", str(offered["hand_over"])))  # the head, for them
    assert done(office("case", "show", code))[0]["owner"] == added["id"]
    own = next(str(row["id"]) for row in done(office("user", "list")) if row["name"] == NAME)
    assert done(office("case", "offer-many", own, code, "--danger", "none"))[0] == {"offered": 1, "left": 0}
    assert done(office("case", "accept-all"))[0] == {"accepted": 1}
    assert done(office("user", "role", "Chan Thida", "--roles", "caseworker,clerk"))[0]["rights"] == ["reporter"]


def test_a_backup_brings_back_what_was_lost(office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    made = done(office("backup", str(stick)))[0]
    assert str(made["path"]).startswith(str(stick))
    assert all(row["ok"] for row in done(office("doctor")))
    done(office("case", "void", code, "--reason", "trial"))
    assert done(office("restore", str(stick)))[0]["put_aside"]
    assert done(office("case", "show", code))[0]["status"] == "open"
    assert office("restore", str(tmp_path / "nowhere"))[0] == 3
    monkeypatch.setenv("KOMAR_PASSWORD", "wrong")
    assert office("restore", str(stick))[0] == 1


def test_a_damaged_database_is_told_and_replaced_from_a_backup(office: Run, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    done(office("backup", str(stick)))
    (tmp_path / "office" / "komar.db").write_bytes(b"x" * 8192)
    code, lines, said = office("status")
    assert (code, lines, bool(said)) == (3, [], True)
    done(office("restore", str(stick)))
    assert done(office("status"))[0]["waiting_records"] == 2


def test_a_second_instance_is_refused(office: Run, tmp_path: Path) -> None:
    with sign_in(tmp_path / "office", NAME, SECRET):
        code, lines, said = office("status")
    assert (code, lines, bool(said)) == (3, [], True)
    assert office("status")[0] == 0


def test_practice_data_need_an_empty_office(office: Run, tmp_path: Path) -> None:
    made = done(office("sample", "--cases", "20", "--seed", "7"))[0]
    assert made["cases"] == 20
    assert len(done(office("case", "list"))) == 20
    assert len(done(office("case", "list", "--limit", "3"))) == 3
    assert done(office("return", "2026-01"))[0]["practice"] is True


def test_practice_data_never_come_among_real_ones(office: Run, tmp_path: Path) -> None:
    done(office("case", "add", file(tmp_path, CASE)))
    code, lines, said = office("sample", "--cases", "20", "--seed", "7")
    assert (code, lines, bool(said)) == (1, [], True)
    assert len(done(office("case", "list"))) == 1


def test_an_office_without_a_server_says_so_and_keeps_everything(office: Run) -> None:
    assert done(office("digest"))[0]["records"] == 0
    assert done(office("conflicts")) == []
    assert done(office("held")) == done(office("unconfirmed")) == []
    for words, ends in (
        (["sync"], 1),
        (["enrol", "http://komar.example", "ABCDE-12345"], 1),
        (["enrol", "https://127.0.0.1:9", "too short"], 1),
        (["enrol", "http://127.0.0.1:9", "ABCDE12345"], 3),
        (["conflicts", "resolve", "none", "--take", "current"], 4),
        (["held", "discard", "none"], 1),
        (["unconfirmed", "hide", "none"], 1),
    ):
        code, lines, said = office(*words)
        assert (code, lines, bool(said)) == (ends, [], True), words
    assert done(office("status"))[0]["waiting_records"] == 2
