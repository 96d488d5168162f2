"""`form questions|map`, `inspection compare`, `facility overview` on the headless face: another checklist, then its numbers."""

from __future__ import annotations

from pathlib import Path

from app.domain.clock import SystemClock
from app.text.zone import local_today
from tests.e2e.support import Run, done, file
from tests.support.checklists import MAPPING, checklist_file

HOME = {"name_km": "ផ្ទះក្តីសង្ឃឹម", "name_en": "Hope House", "type": "group_home", "owner": "ngo", "village_code": "02030101"}


def test_another_checklist_is_mapped_used_and_counted(office: Run, tmp_path: Path) -> None:
    workbook, target = str(checklist_file(tmp_path)), tmp_path / "mapped.xlsx"
    asked = done(office("form", "questions", workbook))[0]
    items = asked["items"]
    assert isinstance(items, dict)
    assert list(items) == ["law", "staff", "safe", "danger"]
    refused = office("form", "map", workbook, file(tmp_path, asked), "--out", str(target))
    assert refused[0] == 1, "no answer means anything yet"
    assert "law" in refused[2]
    for name, item in MAPPING.items():
        told = {"standard": item.standard, "weight": item.weight, "critical": item.critical, "finding": item.finding}
        items[name] |= {**told, "answers": dict(item.answers)}
    assert done(office("form", "map", workbook, file(tmp_path, asked), "--out", str(target)))[0]["version"] == "2016"
    ended, _, said = office("form", "install", str(target), "--publish", "--ask")
    assert (ended, "komar scoring set" in said) == (1, True), "no visit can be begun by it yet"
    ended, (published,), said = office("form", "install", str(target), "--publish")
    assert (ended, published["state"], "komar scoring set" in said) == (0, "published", True)
    again = done(office("form", "questions", workbook))[0]
    assert again["version"] == "2017", "a version that is there is never made again"

    code = str(done(office("facility", "add", file(tmp_path, HOME)))[0]["code"])
    rules = {"form": "ministry", "valid_from": today(), "cut_off": 10}
    ended, _, said = office("inspection", "fill", code, "ministry", file(tmp_path, {"law": "2"}))
    assert (ended, "No visit was begun" in said, "komar form map" in said) == (1, True, True)
    done(office("scoring", "set", file(tmp_path, rules)))
    assert office("form", "publish", "ministry", "2016", "--ask")[0] == 0, "nothing is wanting now"
    answers = file(tmp_path, {"law": "2", "staff": "1", "safe": "0", "danger": "n"})
    visit = done(office("inspection", "fill", code, "ministry", answers, "--close"))[0]
    assert (visit["points"], visit["maximum"], visit["proposed_grade"]) == (7, 14, "critical")

    compared = done(office("inspection", "compare", str(visit["id"])))[0]
    [only] = compared["visits"] if isinstance(compared["visits"], list) else []
    assert (only["points"], only["sections"]["p1"]) == (7, {"points": 7, "maximum": 10})
    standards = {str(one["item"]): one["years"] for one in done(office("facility", "overview", "standards"))}
    year = today()[:4]
    assert standards == {
        "1": {year: {"visits": 1, "partly": 0, "does_not": 0, "percent": 0}},
        "2": {year: {"visits": 1, "partly": 1, "does_not": 0, "percent": 100}},
        "3": {year: {"visits": 1, "partly": 0, "does_not": 1, "percent": 100}},
    }
    districts = {str(one["code"]): one for one in done(office("facility", "overview"))}
    assert (districts["0203"]["facilities"], districts["0203"]["late_visits"], districts["0201"]["facilities"]) == (1, 0, 0)
    grades = {str(one["grade"]): one["half_year"] for one in done(office("facility", "overview", "grades"))}
    assert grades == {"meets": 0, "does_not_meet": 0, "critical": 0, "none": 1}
    assert office("facility", "overview", "weather")[0] == 1


def today() -> str:
    """The day on which the programme works."""
    return local_today(SystemClock()).isoformat()
