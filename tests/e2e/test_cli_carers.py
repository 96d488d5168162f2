"""`carer …` on the headless face: from the application to an answer for tonight."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.support import CASE, Run, done, file

HOUSEHOLD = ("kind=foster_short", "name_latin=Mao Sokha", "village_code=02030101", "capacity=2", "takes_siblings=true")


def test_a_household_is_registered_approved_and_asked_tonight(office: Run, tmp_path: Path) -> None:
    made = done(office("carer", "add", *HOUSEHOLD, 'sexes=["female"]'))[0]
    carer = str(made["id"])
    assert (made["state"], made["free"]) == ("applied", 2)
    assert done(office("carer", "tonight", "02030101", "2")) == [], "nobody is approved yet"
    event = done(office("carer", "event", carer, "kind=assessment", "on_date=2026-01-05", "result=continue"))[0]
    assert event["by"]
    assert done(office("carer", "member", "Mao Sokha", "name=Mao Vichet", "check_result=in_order"))[0]["name"] == "Mao Vichet"
    assert done(office("carer", "state", carer, "assessed"))[0]["state"] == "assessed"
    asked = done(office("carer", "approve", carer, "--note", "twice visited"))[0]
    assert (asked["state"], asked["approval_state"]) == ("assessed", "asked")
    assert office("carer", "approve", carer)[0] == 1, "it waits already"
    done(office("approval", "withdraw", str(asked["approval"])))
    paper = ("--paper-by", "Meas Bopha", "--paper-on", "2026-02-02", "--paper-number", "8")
    approved = done(office("carer", "approve", carer, *paper))[0]
    assert (approved["state"], approved["number"], approved["authority"]) == ("approved", "8", "Meas Bopha")
    [offer] = done(office("carer", "tonight", "02030102", "2"))
    assert (offer["near"], offer["can"], offer["sure"]) == ("commune", True, False)
    against = offer["against"]
    assert isinstance(against, list)
    assert [one["code"] for one in against] == ["carer_tonight_unknown"]
    done(office("carer", "set", carer, "tonight=true"))
    assert done(office("carer", "tonight", "0203", "2"))[0]["sure"] is True
    assert done(office("carer", "tonight", "0203", "3"))[0]["can"] is False
    assert [row["id"] for row in done(office("carer", "list", "--query", "sokha", "--free"))] == [carer]
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    assert [row["state"] for row in done(office("carer", "propose", carer, code))] == ["proposed"]
    assert done(office("carer", "end", carer, "--reason", "moved"))[0]["state"] == "ended"
    assert done(office("carer", "list")) == []
    for wrong in (("carer", "show", "nobody"), ("carer", "tonight", "99999999"), ("carer", "tonight", "0203", "99")):
        assert office(*wrong)[0] == 1
    assert office("carer", "add", "kind=foster_short")[0] == 1
