"""What protects a child, from the command line: from the first call to a death, and what is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.support import CASE, Run, done, file


def case_of(office: Run, folder: Path) -> str:
    """A case; its number."""
    return str(done(office("case", "add", file(folder, CASE)))[0]["code"])


def test_a_call_becomes_a_case_once(office: Run, tmp_path: Path) -> None:
    key = str(done(office("call", "add", "how=phone", "about=A child sleeps at the market", "caller.name=Srey"))[0]["id"])
    assert [row["caller"] for row in done(office("call", "list", "--open"))] == [{"name": "Srey", "phone": "", "note": ""}]
    given = {"child": CASE["child"], "case": {"risk_level": "high"}}
    opened = done(office("call", "case", key, file(tmp_path, given)))[0]
    assert opened["call"] == key
    assert [row["case"] for row in done(office("call", "list"))] == [opened["code"]]
    assert done(office("call", "list", "--open")) == []
    code, _, said = office("call", "case", key, file(tmp_path, given))
    assert (code, bool(said)) == (1, True)
    other = str(done(office("call", "add", "about=Asks what to do"))[0]["id"])
    assert office("call", "decide", other, "outcome=sent_on")[0] == 1
    assert done(office("call", "decide", other, "outcome=sent_on", "sent_where=The commune"))[0]["id"] == other


def test_safety_incident_search_and_what_comes_after(office: Run, tmp_path: Path) -> None:
    code = case_of(office, tmp_path)
    plan = done(office("safety", "add", code, "danger=The uncle comes at night", "code_word=mango"))[0]["id"]
    assert [row["code_word"] for row in done(office("safety", "show", code))] == ["mango"]
    assert done(office("safety", "review", code))[0]["id"] == plan
    done(office("interview", "add", code, "text=He shouts"))
    done(office("incident", "add", code, "kind=neglect", "on_date=2026-01-05", "what=Left alone"))
    search = str(done(office("tracing", "add", code, "sought=The father"))[0]["id"])
    done(office("tracing", "act", search, "kind=call", "result=Nobody answers"))
    done(office("leaving", "add", code, "plan=Rents a room", "papers=identity_card,school"))
    done(office("feedback", "add", code, "from=child", "text=They came", "rating=5"))


@pytest.mark.parametrize(
    "line",
    [
        ("incident", "add", "{}", "kind=dragon"),
        ("incident", "add", "{}", "colour=red"),
        ("safety", "add", "{}", "danger"),
        ("feedback", "add", "{}", "from=child", "text=x", "rating=9"),
        ("safety", "review", "{}"),
        ("death", "note", "{}", "--told-by", "x", "--on", "1900-13-01"),
    ],
)
def test_what_cannot_be_is_refused_in_words(office: Run, tmp_path: Path, line: tuple[str, ...]) -> None:
    code = case_of(office, tmp_path)
    for lang in ("km", "en"):
        ended, lines, said = office(*(word.format(code) for word in line), lang=lang)
        assert (ended, lines, bool(said)) == (1, [], True)


def test_a_death_is_noted_and_taken_back(office: Run, tmp_path: Path) -> None:
    code = case_of(office, tmp_path)
    steps = done(office("death", "note", code, "--told-by", "Village chief", "--on", "2026-01-10"))
    assert [(row["what"], row["done"]) for row in steps] == [("close", False)]
    child = done(office("case", "show", code))[0]["child"]
    assert isinstance(child, dict)
    assert (child["died_on"], child["death_told_by"]) == ("2026-01-10", "Village chief")
    assert office("case", "set", code, "child.died_on=2026-01-11")[0] == 1
    done(office("death", "withdraw", code))
    child = done(office("case", "show", code))[0]["child"]
    assert isinstance(child, dict)
    assert "died_on" not in child


def test_numbers_cards_and_talks(office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMAR_NEW_PASSWORD", "another long phrase")
    assert [row["number"] for row in done(office("emergency", "list"))] == ["1280"]
    done(office("emergency", "add", "number=012 117 117", "name_km=នគរបាល"))
    assert len(done(office("emergency", "list"))) == 2
    done(office("emergency", "card", "--out", str(tmp_path / "numbers.pdf")))
    assert (tmp_path / "numbers.pdf").read_bytes().startswith(b"%PDF")
    myself = str(done(office("user", "list"))[0]["id"])
    user = str(done(office("user", "add", "Chan Thida", "--roles", "caseworker"))[0]["id"])
    code = case_of(office, tmp_path)
    assert office("supervision", "add", myself, "text=All is well")[0] == 1, "nobody is their own supervisor"
    done(office("supervision", "add", user, "text=Two visits are late", f"case={code}"))
    assert [(row["case"], row["text"]) for row in done(office("supervision", "list"))] == [(code, "Two visits are late")]
    consent = {"purpose": "services", "answer": "given", "how": "best_interests", "reason": "Left alone", "on": "2026-01-06"}
    given = {**CASE, "case": {**CASE["case"], "consent": [consent]}, "child": {**CASE["child"], "given_name_km": "លីន"}}
    done(office("case", "add", file(tmp_path, given)))
    waits = done(office("consent", "waiting"))
    assert [row["reason"] for row in waits] == ["Left alone"]
    assert office("consent", "review", str(waits[0]["id"]))[0] == 1, "nobody looks at an act of their own"


def test_what_is_to_be_asked_is_said_and_with_ask_nothing_is_saved(office: Run, tmp_path: Path) -> None:
    told = {"purpose": "sharing", "receiver": "NGO A", "answer": "given", "on": "2026-01-06", "by": "carer"}
    case = {**CASE["case"], "consent": [told], "perpetrators": [{"relation": "mother"}]}
    given = file(tmp_path, {**CASE, "case": case})
    code, _, said = office("case", "add", given, "--ask")
    assert (code, "alleged to have harmed" in said, "without --ask" in said) == (1, True, True)
    assert done(office("case", "list")) == []
    code, lines, said = office("case", "add", given)
    assert (code, "alleged to have harmed" in said) == (0, True)
    key = str(lines[0]["id"])
    wanted = ("referral", "add", key, "to_kind=ngo", "to_name=NGO A", "reason=school", "--show", "sex")
    assert office(*wanted)[0] == 1, "what the mother agreed to does not count"
