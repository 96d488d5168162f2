"""`visits …` and `complaint …` on the headless face: from the proposal to the visit that answers a complaint."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.e2e.support import Run, done, file

YEAR = str(datetime.now(tz=UTC).year + 1)
"""The next one: visits are planned ahead."""
HOME = {"name_km": "ផ្ទះក្តីសង្ឃឹម", "name_en": "Hope House", "type": "group_home", "owner": "ngo"}


def team(shown: Mapping[str, object]) -> list[dict[str, object]]:
    """The team of a visit as it was printed."""
    found = shown["team"]
    assert isinstance(found, list)
    return found


def test_a_visit_is_proposed_planned_and_begun(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    heard = done(
        office("complaint", "add", code, "too little food", "--how", "phone", "--name", "Neighbour", "--wants-answer")
    )[0]
    assert (heard["waits"], heard["who"]) == (True, {"name": "Neighbour", "wants_answer": True})
    (first,) = done(office("visits", "propose", "--limit", "1"))
    assert (first["place"], first["points"], first["reasons"]) == (1, 55, {"never": 40, "complaint:1": 15})
    assert office("visits", "plan", code)[0] == 1, "in which month?"
    made = done(office("visits", "plan", code, "--month", "12", "--year", YEAR, "--complaint", str(heard["id"])))[0]
    key = str(made["id"])
    assert (made["kind"], made["notice"], made["state"], made["last_day"]) == (
        "complaint",
        "unannounced",
        "planned",
        f"{YEAR}-12-31",
    )
    assert office("visits", "plan", code, "--month", "12", "--year", YEAR, "--ask")[0] == 1, "one is planned"
    (me,) = done(office("visits", "people"))
    joined = done(office("visits", "join", key, "leader", str(me["name"])))[0]
    done(office("visits", "join", key, "joint", "Sok Dara", "--body", "police"))
    assert [(one["name"], one["ties"]) for one in team(joined)] == [(me["name"], None)]
    declared = done(office("visits", "ties", key, str(team(joined)[0]["id"]), "none"))[0]
    assert [(one["name"], one["ties"]) for one in team(declared)] == [(me["name"], "none"), ("Sok Dara", None)]
    assert done(office("visits", "person", str(me["id"]), "no"))[0] == {**me, "may_inspect": False, "by": "head"}
    assert office("visits", "join", key, "spy", str(me["name"]))[0] == 1
    moved = done(office("visits", "change", key, "month=11", f"year={YEAR}", "notice=announced"))[0]
    assert (moved["month"], moved["notice"]) == (11, "announced")
    ended, _, said = office("visits", "change", key, "on_date=2025-12-31", "--ask")
    assert (ended, "Move it there all the same?" in said) == (1, True)
    assert done(office("visits", "show", key))[0]["month"] == 11, "asked first"
    printed = done(office("visits", "pack", key, "--out", str(tmp_path / "pack.pdf")))[0]
    assert (printed["residents"], (tmp_path / "pack.pdf").read_bytes()[:4]) == (0, b"%PDF")
    begun = done(office("visits", "begin", key, "--letter", "12/26"))[0]
    assert begun["state"] == "begun"
    assert done(office("complaint", "list", code))[0]["waits"] is False
    shown = done(office("visits", "show", key))[0]
    assert done(office("inspection", "show", str(shown["inspection"])))[0]["mission_letter"] == "12/26"
    assert office("visits", "drop", key, "--why", "flood")[0] == 1, "it is begun"
    third = str(done(office("visits", "plan", code, "--on", f"{YEAR}-12-06"))[0]["id"])
    answers = file(tmp_path, {"entry": "refused"})
    told = office("inspection", "fill", code, "inspection_minimum_standards", answers, "--plan", third, "--close")
    filled = told[1][0]
    made = done(office("visits", "show", third))[0]
    assert (made["state"], made["inspection"]) == ("done", filled["id"])
    second = str(done(office("visits", "plan", code, "--on", f"{YEAR}-12-05"))[0]["id"])
    assert done(office("visits", "drop", second, "--why", "flood"))[0]["state"] == "dropped"
    assert [one["id"] for one in done(office("visits", "list", YEAR, "--state", "dropped"))] == [second]
    answer = done(office("complaint", "answer", str(heard["id"]), "partly", "meals were late"))[0]
    assert (answer["outcome"], answer["waits"]) == ("partly", False)


def test_the_hours_of_a_visit(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    key = str(done(office("visits", "plan", code, "--on", f"{YEAR}-12-06"))[0]["id"])
    visit = str(done(office("visits", "begin", key, "--arrived", "0:00"))[0]["inspection"])
    assert office("inspection", "change", visit, "left_at=soon")[0] == 1
    done(office("inspection", "change", visit, "visit_on=2026-01-05", "arrived_at=20:30"))
    assert office("inspection", "change", visit, "left_at=1:15")[0] == 1, "before it arrived"
    assert office("inspection", "change", visit, "left_at=2026-01-06 1:15", "--ask")[0] == 1, "over midnight"
    status, (late,), said = office("inspection", "change", visit, "left_at=2026-01-06 1:15")
    assert (status, "2026-01-06" in said) == (0, True)
    assert (late["arrived_at"], late["left_at"]) == ("2026-01-05T13:30:00.000Z", "2026-01-05T18:15:00.000Z")


def test_what_is_refused_is_said_in_the_asked_language_with_the_codes_there_are(office: Run, tmp_path: Path) -> None:
    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    for lang, words, other in (("en", "number", "ចំនួន"), ("km", "ចំនួន", "number")):
        form = ("inspection", "fill", code, "inspection_minimum_standards", file(tmp_path, {"heads_3_5_f": -1}))
        ended, _, said = office("--lang", lang, *form)
        assert (ended, words in said.lower(), other in said.lower()) == (1, True, False), said
    ended, _, said = office("visits", "plan", code, "--month", "12", "--kind", "dinner")
    assert (ended, "Its codes: annual, " in said) == (1, True), said
    ended, _, said = office("visits", "plan", code, "--on", "2025-12-31", "--ask")
    assert (ended, "over already" in said) == (1, True)
    key = str(done(office("visits", "plan", code, "--on", f"{YEAR}-12-06"))[0]["id"])
    begun = done(office("visits", "begin", key))[0]
    done(office("inspection", "discard", str(begun["inspection"])))
    assert done(office("visits", "show", key))[0]["state"] == "planned", "begun by mistake"
    file_out = tmp_path / "out.xlsx"
    assert done(office("facility", "list", "--out", str(file_out)))[0]["rows"] == 1
    assert done(office("finding", "list", "--out", str(file_out)))[0]["rows"] == 0
    assert done(office("visits", "list", YEAR, "--out", str(file_out)))[0]["rows"] == 1
    for number in range(52):
        done(office("task", "add", f"task {number}", "--due", "2020-01-02"))
    ended, lines, said = office("today")
    assert (ended, len([one for one in lines if one["kind"] == "task"])) == (0, 50)
    assert "2 more" in said
    assert len([one for one in done(office("today", "--all")) if one["kind"] == "task"]) == 52
