"""`measure …`, `way …` and `inspection danger` on the headless face: a closure until the last child is seen."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from PIL import Image

from app.data.queries import findings as queries
from tests.e2e.support import Run, done, file

HOME = {"name_km": "ផ្ទះក្តីសង្ឃឹម", "name_en": "Hope House", "type": "group_home", "owner": "ngo"}
CHILD = {
    "family_name_km": "សុខ", "given_name_km": "ដារា", "sex": "male", "birth": {"date": "2015-03-01"},
    "admitted_on": "2025-01-01", "admission_reason": "no_family",
}  # fmt: skip


def test_a_house_is_warned_closed_and_its_child_followed(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    stay = str(done(office("residency", "admit", code, file(tmp_path, CHILD)))[0]["id"])
    printed = done(office("residency", "print", code, "--out", str(tmp_path / "list.pdf")))[0]
    assert (printed["residents"], (tmp_path / "list.pdf").read_bytes()[:4]) == (1, b"%PDF")
    assert done(office("way", "list", code)) == []
    assert office("measure", "take", code, "warning", "--reason", "no carers")[0] == 1, "somebody decided it"
    paper = ("--reason", "no carers", "--authority", "MoSVY", "--number", "12")
    warned = done(office("measure", "take", code, "warning", *paper, "--on", "2026-02-01"))[0]
    assert (warned["holds"], warned["facility_state"], warned["until_on"]) == (True, "warned", "2026-05-02")
    assert office("measure", "confirm", str(warned["id"]))[0] == 1, "a head entered it"
    letter = tmp_path / "letter.pdf"
    done(office("measure", "letter", str(warned["id"]), "--out", str(letter)))
    assert letter.read_bytes().startswith(b"%PDF")
    assert [(one["kind"], one["number"]) for one in done(office("paper", "list"))] == [("measure_letter", "12")]
    assert office("measure", "take", code, "emergency_closure", "--reason", "fire", "--ask")[0] == 1, "a child lives there"
    status, (closed,), said = office("measure", "take", code, "emergency_closure", "--reason", "fire")
    assert (status, closed["facility_state"]) == (0, "closed_emergency")
    assert "followed" in said
    assert [one["stage"] for one in done(office("way", "list", code))] == ["open"]
    assert office("way", "set", stay, "destination=died")[0] == 1
    assert office("way", "set", stay, "destination=foster", "--ask")[0] == 1, "why not the family?"
    placed = done(office("way", "set", stay, "destination=kinship", "to_place=Anchanh", 'papers=["health"]'))[0]
    assert (placed["stage"], placed["papers"]) == ("found", ["health"])
    assert office("way", "seen", stay, "face_to_face")[0] == 1, "it still lives there"
    assert done(office("way", "left", stay))[0]["stage"] == "moved"
    assert done(office("way", "seen", stay, "phone"))[0]["stage"] == "heard"
    assert done(office("way", "seen", stay, "face_to_face"))[0]["stage"] == "safe"
    assert done(office("measure", "end", str(closed["id"]), "--reason", "mistake"))[0]["facility_state"] == "warned"
    assert {one["kind"] for one in done(office("measure", "list", code))} == {"warning", "emergency_closure"}
    told = str(done(office("allegation", "add", code, "not_stated", "--at", "2026-02-02T02:00:00Z"))[0]["id"])
    done(office("allegation", "report", told, "police", "--at", "2026-02-03T02:00:00Z"))
    assert [(one["hours"], one["open"]) for one in done(office("allegation", "list", code))] == [(24, True)]
    assert done(office("allegation", "case", told))[0]["code"]
    assert done(office("allegation", "outcome", told, "police investigate"))[0]["outcome"]
    visit = file(tmp_path, {"entry": "allowed", "danger_C": "yes"})
    made = str(done(office("inspection", "fill", code, "inspection_minimum_standards", visit))[0]["id"])
    answer = done(office("inspection", "danger", made, "police called"))[0]
    assert (answer["alarms"], answer["alarm_done"]) == (["danger_C"], "police called")


def test_heads_are_counted_against_the_list(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    stay = str(done(office("residency", "admit", code, file(tmp_path, CHILD)))[0]["id"])
    visit = str(
        done(office("inspection", "fill", code, "inspection_minimum_standards", file(tmp_path, {"entry": "allowed"})))[0]["id"]
    )
    assert [one["found"] for one in done(office("census", "show", visit))] == [None]
    assert done(office("census", "find", visit, stay, "missing"))[0]["found"] == "missing"
    other = str(done(office("census", "unlisted", visit, "name=Chan", "age=9"))[0]["id"])
    assert {one["found"] for one in done(office("census", "open", code))} == {"missing", "unlisted"}
    assert done(office("census", "admit", other, "--on", "2026-02-01"))[0]["given_name_km"] == "Chan"
    line = next(str(one["id"]) for one in done(office("census", "open", code)))
    assert done(office("census", "settle", line, "back again"))[0]["settled_note"] == "back again"
    assert done(office("census", "open", code)) == []


def test_two_inspections_of_one_visit_become_one(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    made = []
    for answers in ({"i5": "meets", "i8": "partly"}, {"i5": "meets", "i8": "does_not", "i9": "meets"}):
        given = file(tmp_path, {"entry": "allowed", **answers})
        status, (visit,), _ = office("inspection", "fill", code, "inspection_minimum_standards", given)
        made.append(str(visit["id"]))
        assert status == 0
    looked = done(office("inspection", "join", *made, "--preview"))[0]
    assert (looked["stays"], looked["taken"], looked["same"]) == (made[0], 1, 2)
    assert done(office("inspection", "differences", made[0])) == []
    assert office("inspection", "join", made[0], made[0])[0] == 1
    done(office("inspection", "join", *made))
    assert [(one["question"], one["state"]) for one in done(office("inspection", "differences", made[0]))] == [("i8", "open")]
    assert office("inspection", "close", made[0])[0] == 1, "two answers stand"
    assert office("inspection", "settle", made[0], "i9", "here")[0] == 1
    assert done(office("inspection", "settle", made[0], "i8", "other")) == []
    assert done(office("inspection", "close", made[0]))[0]["state"] == "to_be_completed"
    assert [one["id"] for one in done(office("inspection", "list", code))] == [made[0]]


def test_a_finding_is_planned_handed_in_and_looked_at(office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    answers = file(tmp_path, {"i8": "does_not", "i9": "does_not", "visit_on": "2026-02-01", "entry": "allowed"})
    visit = str(done(office("inspection", "fill", code, "inspection_minimum_standards", answers, "--close"))[0]["id"])
    look = Mock(side_effect=queries.to_check)
    monkeypatch.setattr(queries, "to_check", look)
    listed = done(office("finding", "list", "--facility", code))
    assert (len(listed), look.call_count) == (2, 1), "one look for all lines: thousands of them took minutes"
    point = next(one for one in listed if one["item"] == "8")
    finding = str(point["id"])
    planned = done(office("finding", "plan", finding, "--plan", "new roof", "--by", "director", "--until", "2026-03-01"))[0]
    assert (planned["plan"], planned["responsible"], planned["plan_until"]) == ("new roof", "director", "2026-03-01")
    assert office("finding", "evidence", finding, "--from", "director")[0] == 1, "nothing was handed in"
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.4 a bill")
    handed = done(office("finding", "evidence", finding, "--from", "director", "--file", str(bill)))[0]
    assert handed["file"]
    assert [one["stage"] for one in done(office("finding", "list", "--item", "8"))] == ["received"]
    done(office("finding", "correct", finding, "--evidence", "seen"))
    assert [bool(one["revisit_on"]) for one in done(office("finding", "list", "--which", "to_check"))] == [True]
    assert office("finding", "check", finding, "confirmed", "--visit", visit)[0] == 1, "the visit that found it"
    assert done(office("finding", "check", finding, "not_confirmed", "--note", "still wet"))[0]["state"] == "open"
    done(office("finding", "correct", finding, "--evidence", "seen"))
    assert done(office("finding", "reopen", finding))[0]["state"] == "open"
    assert done(office("finding", "check", finding, "confirmed", "--note", "dry"))[0]["state"] == "corrected"
    assert office("finding", "list", "--which", "late")[0] == 1


def test_photos_and_who_was_asked_stand_in_the_report(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    given = file(tmp_path, {"entry": "allowed", "i8": "does_not"})
    visit = str(done(office("inspection", "fill", code, "inspection_minimum_standards", given))[0]["id"])
    photo = tmp_path / "roof.png"
    Image.new("RGB", (40, 30), (200, 30, 30)).save(photo)
    assert office("inspection", "photo", visit, "8", str(photo), "--shows", "child")[0] == 1, "who agreed?"
    done(office("inspection", "photo", visit, "8", str(photo), "--shows", "place", "--note", "roof"))
    assert office("inspection", "asked", visit, "8", "dog")[0] == 1
    row = done(office("inspection", "asked", visit, "8", "director"))[0]
    assert (row["item"], row["asked"]) == ("8", ["director"])
    assert done(office("inspection", "photos", visit)) == [row]
    done(office("inspection", "close", visit))
    paper = tmp_path / "report.pdf"
    assert done(office("inspection", "report", visit, "--out", str(paper)))[0]["photos"] == 1
    assert paper.read_bytes().startswith(b"%PDF")
    assert done(office("inspection", "report", visit, "--out", str(paper), "--facility"))[0]["photos"] == 1


def test_a_support_visit_is_a_visit_without_a_score(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    assert done(office("transition", "show", code)) == []
    assert office("transition", "print", code, "--out", str(tmp_path / "plan.pdf"))[0] == 1, "there is none"
    said = {
        "visit_on": "2026-02-01",
        "stage": "doing",
        "becomes": "day_care",
        "partner": "NGO",
        "building_plan": "day centre",
        "finished_by": "2026-03-01",
    }
    visit = str(done(office("response", "fill", f"facility:{code}", "facility_support_visit", file(tmp_path, said)))[0]["id"])
    assert [(one["id"], one["kind"]) for one in done(office("inspection", "list", code))] == [(visit, "support")]
    for flags in ((), ("--facility",)):
        written = done(office("inspection", "report", visit, "--out", str(tmp_path / "support.pdf"), *flags))[0]
        assert (written["photos"], (tmp_path / "support.pdf").read_bytes()[:4]) == (0, b"%PDF")
    ended, _, told = office("inspection", "show", visit)
    assert (ended, "komar response show" in told) == (1, True)
    plan = done(office("transition", "show", code))[0]
    assert (plan["building"], plan["stage"], plan["late_since"]) == ("day centre", "doing", "2026-03-01")
    assert (plan["becomes"], plan["partner"]) == ("day_care", "NGO")
    made = done(office("transition", "print", code, "--out", str(tmp_path / "plan.pdf")))[0]
    assert (made["steps"], made["children"], (tmp_path / "plan.pdf").read_bytes()[:4]) == (0, 0, b"%PDF")
