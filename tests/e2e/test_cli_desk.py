"""The verbs of the day: tasks, flags, Today and the history of a case, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.support import CASE, Run, done, file


def test_tasks_flags_today_and_history(office: Run, tmp_path: Path) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
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
    history = [row["what"] for row in done(office("case", "history", code))]
    assert {"opened", "flag", "flag_cleared"} <= set(history)
    assert [row["what"] for row in done(office("case", "history", code, "--kinds", "flag", "--limit", "1"))] == ["flag"]
