"""`facility change`, `staff …`, `room …`, `past …` and the filters of `facility list` on the headless face."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.e2e.support import Run, done, file

HOME = {"name_km": "ផ្ទះក្តីសង្ឃឹម", "name_en": "Hope House", "type": "group_home", "owner": "ngo", "capacity": 3}


def test_the_register_of_a_house_whole(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    fields = ("applied_on=2026-01-10", "authorisation=authorised", "owner_name=Hope", 'services=["stay"]')
    assert office("facility", "change", code, *fields, "authorised_on=2026-01-02", "--ask")[0] == 1, "before the application"
    changed = done(office("facility", "change", code, *fields, "authorised_on=2026-01-20"))[0]
    assert (changed["authorised_on"], changed["services"], changed["owner_name"]) == ("2026-01-20", ["stay"], "Hope")
    assert [one["code"] for one in done(office("facility", "list", "--service", "stay"))] == [code]
    assert done(office("facility", "list", "--fund", "state")) == []
    assert office("facility", "list", "--papers", "lost")[0] == 1
    worker = done(office("staff", "add", code, "name=Sok", "role=carer", "cares=true", "since=2020-01-01"))[0]
    assert [one["code"] for one in done(office("facility", "list", "--unchecked"))] == [code]
    assert office("staff", "change", str(worker["id"]), "check_result=in_order")[0] == 1, "on which day?"
    done(office("staff", "change", str(worker["id"]), "check_result=in_order", "checked_on=2026-01-02"))
    assert done(office("facility", "list", "--unchecked")) == []
    room = done(office("room", "add", code, "name=A", "places=1", "sleeping=2", "counted_on=2026-01-02"))[0]
    done(office("past", "add", code, "what=name", "text=Old Hope", "until_on=2010-01-01"))
    shown = done(office("facility", "show", code))[0]
    staff, rooms = shown["staff"], shown["rooms"]
    assert isinstance(staff, dict)
    assert isinstance(rooms, dict)
    assert (staff["all"], rooms["over"], rooms["too_many"]) == (1, ["A"], True)
    assert [one["code"] for one in done(office("facility", "list", "--query", "old hope"))] == [code]
    assert done(office("room", "remove", str(room["id"])))[0]["removed"] is True
    assert done(office("room", "list", code)) == []
    assert [one["role"] for one in done(office("staff", "list", code))] == ["carer"]
    assert office("past", "remove", "nothing")[0] == 1


def test_files_of_children(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    child = {"given_name_km": "ដារា", "sex": "male", "admitted_on": "2024-01-01", "admission_reason": "no_family"}
    stay = str(done(office("residency", "admit", code, file(tmp_path, {**child, "birth_paper": "yes"})))[0]["id"])
    assert done(office("residency", "files"))[0]["lacks"] == ["admission_paper", "plan", "contact", "review"]
    assert done(office("residency", "file", stay, "plan_on=2025-01-01", "legal_paper=12"))[0]["plan_on"] == "2025-01-01"
    assert done(office("residency", "files", "plan")) == []
    assert office("residency", "files", "shoes")[0] == 1
    assert office("residency", "file", stay, "sex=female")[0] == 1


def test_documents_and_letters_of_a_house(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    (tmp_path / "mou.pdf").write_bytes(b"%PDF-1.4 x")
    made = done(office("document", "add", code, str(tmp_path / "mou.pdf"), "--kind", "mou", "--title", "MoU"))[0]
    assert (made["of"], made["title"]) == ("facility", "MoU")
    assert [one["id"] for one in done(office("document", "list", code))] == [made["id"]]
    paper = ("--reason", "no carers", "--authority", "MoSVY", "--number", "12")
    measure = done(office("measure", "take", code, "warning", *paper))[0]
    done(office("measure", "letter", str(measure["id"]), "--out", str(tmp_path / "letter.pdf")))
    letter = str(done(office("paper", "list", code))[0]["id"])
    done(office("paper", "out", letter, "--to", "MoSVY"))
    back = done(office("paper", "back", letter, "--scan", str(tmp_path / "letter.pdf")))[0]
    assert (back["state"], back["scan"] is not None) == ("back", True)
    assert len(done(office("document", "list", code))) == 2


def test_a_recommendation_to_the_ministry(office: Run, tmp_path: Path) -> None:
    code, out = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"]), str(tmp_path / "advice.pdf")
    wanted = ("facility", "recommend", code, "recommended", "--reason", "good care", "--number", "7", "--out", out)
    assert office(*wanted, "--ask")[0] == 1, "nobody has visited it"
    status, (made,), said = office(*wanted)
    assert (status, made["draft"], bool(said)) == (0, False, True)
    assert [(one["kind"], one["variant"]) for one in done(office("paper", "list", code))] == [
        ("recognition_letter", "recommended")
    ]
    assert office("facility", "recommend", code, "perhaps", "--reason", "x", "--out", out)[0] == 1


def test_a_list_is_taken_in(office: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    assert done(office("facility", "template", str(empty)))[0]["columns"]
    book = load_workbook(empty)
    book.worksheets[0].append([None, "ផ្ទះក្តីសង្ឃឹម", "Hope House", "RCI", "NGO"])
    book.worksheets[0].append([None, "ផ្ទះពន្លឺ", None, "castle", "NGO"])
    book.save(empty)
    status, told, said = office("facility", "import", str(empty), "--dry-run")
    assert (status, [one["state"] for one in told]) == (0, ["new", "refused"])
    assert "1" in said
    assert done(office("facility", "list")) == []
    status, told, _ = office("facility", "import", str(empty), "--rows", "2")
    assert (status, told[0]["saved"] is not None, told[1]["saved"]) == (0, True, None)
    code = str(done(office("facility", "list"))[0]["code"])
    book.worksheets[0].cell(2, 2, "ក្តីសង្ឃឹម")
    book.save(empty)
    assert office("facility", "import", str(empty))[1][0]["state"] == "unclear"
    told = office("facility", "import", str(empty), "--choose", f"2={code}", "--columns", "D=")[1]
    assert told[0]["state"] == "changed"
    assert [one["name_km"] for one in done(office("facility", "list"))] == ["ក្តីសង្ឃឹម"]
    for wrong in (
        ("--rows", "x"),
        ("--rows", "9"),
        ("--choose", "2"),
        ("--columns", "ZZ=code"),
        ("--sheet", "x"),
        ("--type", "x"),
    ):
        assert office("facility", "import", str(empty), *wrong)[0] == 1, wrong
    assert office("facility", "import", str(tmp_path / "nothing.xlsx"))[0] != 0
