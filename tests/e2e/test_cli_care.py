"""`placement …` on the headless face: what speaks against it, a reason, the list of the facility, the end."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.support import CASE, FACILITY, Run, done, file


def test_a_child_is_placed_with_a_reason_and_leaves(office: Run, tmp_path: Path) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    home = str(done(office("facility", "add", file(tmp_path, FACILITY)))[0]["code"])
    answers = "birth_family=not_safe,kinship=not_willing,foster=not_found,group_care=not_found"
    wanted = (code, "residential", "--facility", home, "--on", "2026-02-01")
    found = done(office("placement", "check", *wanted, "--answers", answers))
    assert [row["warning"] for row in found] == ["earlier_open", "facility_unrecognised"]
    assert found[0]["options"] == ["faith"]
    refused, _, said = office("placement", "add", *wanted, "--answers", answers)
    assert (refused, bool(said)) == (1, True)
    reason = ("--despite", "only bed", "--admission", "protection")
    made = done(office("placement", "add", *wanted, "--answers", answers, *reason))[0]
    assert (made["facility"] is not None, made["warned"]) == (True, "earlier_open facility_unrecognised")
    signed = ("--paper-by", "Meas Bopha", "--paper-on", "2026-02-02", "--paper-number", "8")
    approved = done(office("placement", "approve", str(made["id"]), *signed))[0]
    assert (approved["approval_state"], approved["formal"], approved["authority"]) == ("approved", True, "Meas Bopha")
    [living] = done(office("residency", "list", home))
    assert living["admitted_on"] == "2026-02-01"
    told = done(office("placement", "answer", code, "faith", "not_safe"))[0]["answers"]
    assert isinstance(told, dict)
    assert told["faith"] == "not_safe"
    ended = done(office("placement", "end", str(made["id"]), "--reason", "reunified", "--on", "2026-02-03"))[0]
    assert ended["to_on"] == "2026-02-03"
    assert done(office("residency", "list", home)) == []
    assert office("placement", "end", str(made["id"]), "--reason", "reunified")[0] == 1
    assert office("placement", "add", code, "no_such_option")[0] == 1
    shown = done(office("case", "show", code))[0]["case"]
    assert isinstance(shown, dict)
    assert len(shown["care_answers"]) == 5
