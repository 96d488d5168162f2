"""Nobody learns what is not for them: restricted fields hold tokens, and none comes out of any service, verb or file.

Practice P1 (restricted groups), P3 (matches outside one's own cases), P27 (inspectors never see that a case exists), design §7.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from app.cli.main import main
from app.domain.indicators import Month, definition
from app.services.cases import case_history, case_parts
from app.services.desk import today
from app.services.exchange import exchange
from app.services.numbers import returns
from app.services.office import backups
from app.services.office.offices import Session
from sync.schema import vocabulary
from tests.data.cases.support import form
from tests.data.privacy.office import (
    MONTH,
    NARROW,
    PEOPLE,
    PERSONAL,
    RESTRICTED,
    SAYS_NOTHING,
    SECRET,
    Office,
    secret,
)
from tests.data.privacy.walk import (
    asked,
)


def test_every_type_that_can_be_restricted_is_in_the_walk(office: Office) -> None:
    able = {name for name, spec in vocabulary().types.items() if spec.restricted or spec.restricted_by}
    assert able - set(office.parts) == set()


@pytest.mark.parametrize("name", list(PEOPLE))
def test_no_service_gives_away_what_is_restricted(office: Office, tmp_path: Path, name: str) -> None:
    answers = asked(office, office.as_(name), tmp_path)
    told = {question for question, answer in answers.items() if RESTRICTED in answer}
    told |= {question for question, answer in answers.items() for part in office.parts.values() if part in answer}
    told |= {question for question, answer in answers.items() if NARROW.search(answer) and question not in SAYS_NOTHING} - {
        question for question in answers if question.startswith(("behind", "filter", "count", "twice", "return"))
    }
    assert told == set()
    assert answers["filter concerns"].startswith("refused")
    assert "allegation" not in answers["before closing"]
    assert answers["duplicates by the reporter's phone"] in ("[]", "refused: not_allowed {'act': 'case.create'}")


BY_NUMBER = {"Other": {"duplicates"}, "Clerk": {"behind", "cases"}, "Ministry": {"behind", "cases"}}
"""Where somebody may learn a case's number: likely duplicates (P3), what is behind a number (P4), lists of codes."""


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "Owner"])
def test_who_has_no_cases_learns_of_none(office: Office, tmp_path: Path, name: str) -> None:
    answers = asked(office, office.as_(name), tmp_path)
    answers = {key: answer for key, answer in answers.items() if not key.startswith("search") and not key.startswith("find")}
    told = {question for question, answer in answers.items() if PERSONAL in answer}
    assert told == set()
    tokens = (office.code, office.case, office.child)
    told = {question for question, answer in answers.items() if any(token in answer for token in tokens)}
    assert {question for question in told if question.split()[0] not in BY_NUMBER.get(name, ())} == set()


def test_a_signed_return_keeps_its_restricted_sheets(office: Office) -> None:
    with office.head.write("return_sign") as uow:
        returns.sign(uow, MONTH, note="signed for a test")
    sheets = definition().restricted()
    for name in ("Clerk", "Ministry", "Owner"):
        with office.as_(name).read() as reader:
            now, later = returns.compute(reader, MONTH), returns.compute(reader, Month(2026, 3))
        assert now.signed is not None
        assert now.signed.cells["cases_new"] == 1
        assert not {cell for cell in now.signed.cells if cell.partition("/")[0] in sheets}
        assert now.differences == ()
        assert later.last("allegations_heard") == 0
        assert later.last("concerns_new/sex=female/concern=sexual_violence/kind=experienced") in (0, None)
    with office.head.read() as reader:
        now = returns.compute(reader, MONTH)
        assert now.signed is not None
        travels = str(reader.get("return", now.signed.id).values)
    assert now.signed.cells["allegations_heard"] == 1
    assert now.differences == ()
    assert [sheet for sheet in sheets if f"'{sheet}" in travels] == []
    with office.head.write("another_computer") as uow:  # one that received the return without its restricted sheets
        uow.connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", (returns.KEPT_HERE + now.signed.id,))
    with office.head.read() as reader:
        there = returns.compute(reader, MONTH)
        assert returns.compute(reader, Month(2026, 3)).last("allegations_heard") == 1
    assert there.signed is not None
    assert not there.signed.whole
    assert there.differences == ()


def test_a_concern_that_was_restricted_once_has_no_past_for_others(office: Office) -> None:
    with office.head.write("case_part") as uow:
        values = {"code": "trafficking", "kind": "at_risk", "note": secret()}
        concern = case_parts.add(uow, "concern", office.case, values)
    with office.head.write("case_part") as uow:
        case_parts.change(uow, "concern", concern, {"code": "migration", "note": None})
    with office.as_("Owner").read() as reader:
        assert case_history.field_history(reader, "concern", concern) == []
        assert RESTRICTED not in repr(exchange.conflicts(reader))
    with office.head.read() as reader:
        assert len(case_history.field_history(reader, "concern", concern)) > 2


def verbs(office: Office, folder: Path) -> list[list[str]]:
    """Every verb that shows something, and acts that must be refused."""
    stay, new = folder / "stay.json", folder / "new.json"
    stay.write_text(
        json.dumps({"case": office.case, "admitted_on": "2026-02-20", "admission_reason": "other"}), encoding="utf-8"
    )
    new.write_text(json.dumps(form(case__reporters=[{"name": "x"}])), encoding="utf-8")
    shown = ["case show {}", "case set {} case.reporters=[]", "case set {} case.concerns=[]", "case note {} x"]
    shown += ["case close {} --reason success", "case reopen {} --reason other", "case void {} --reason trial"]
    shown += ["case flow {}", "case refuse {} --sent-where x --reason y", "approval list", "rule list workflow"]
    shown += [
        "case list",
        "case list --query zq",
        "facility list",
        "user list",
        "inspection list",
        "status",
        "conflicts",
        "held",
    ]
    shown += [
        "digest",
        "doctor",
        "return 2026-02",
        "return 2026-02 --cell cases_new",
        "return 2026-02 --cell allegations_heard",
    ]
    shown += ["return 2026-02 --cell concerns_new/concern=sexual_violence/sex=female", f"residency list {office.facility}"]
    shown += [f"facility show {office.facility}", f"residency admit {office.facility} {stay}", f"case add {new}"]
    shown += [f"conflicts resolve {clash} --take proposed" for clash in office.clashes[:6]]
    return [line.format(office.code).split() if "{}" in line else line.split() for line in shown]


@pytest.mark.parametrize("lang", ["km", "en"])
def test_no_verb_gives_away_what_is_restricted(
    office: Office, tmp_path: Path, lang: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.make_backup(office.head, tmp_path / "stick")
    backups.restore_backup(tmp_path / "stick", tmp_path / "copy", SECRET)
    for name in (*list(PEOPLE)[1:], "Owner"):  # the owner last, who may well bring the child into a roster
        monkeypatch.setenv("KOMAR_USER", name)
        monkeypatch.setenv("KOMAR_PASSWORD", f"{SECRET} of {name}")
        for verb in verbs(office, tmp_path):
            for options in ([], ["--json"]):
                code = main(["--data", str(tmp_path / "copy"), "--lang", lang, *options, *verb])
                said = "".join(capfd.readouterr())
                assert code in (0, 1), (name, verb, said)
                assert RESTRICTED not in said, (name, verb)
                assert name == "Owner" or PERSONAL not in said, (name, verb)
                assert not [part for part in office.parts.values() if part in said], (name, verb)


def test_files_at_rest_tell_nothing(office: Office, tmp_path: Path) -> None:
    backups.make_backup(office.head, tmp_path / "stick")
    backups.restore_backup(tmp_path / "stick", tmp_path / "copy", SECRET)
    names = [RESTRICTED, PERSONAL, office.code, office.child, "Owner", "Inspector", "មណ្ឌល", "Banteay", "បន្ទាយ", SECRET]
    private = [
        RESTRICTED,
        PERSONAL,
        office.code,
        office.child,
        SECRET,
    ]  # the forms that ship are public, and speak of inspectors
    files = [path for folder in (office.head.folder, tmp_path) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        content = path.read_bytes()
        for word in names if path.parent.name != "forms" else private:
            found = [form for form in (word.encode(), word.encode("utf-16-le")) if form in content] + [word] * (
                word in path.name
            )
            assert not found, (path.name, word)
    if os.name == "posix":
        for folder in (office.head.folder, tmp_path / "copy", *(tmp_path / "stick").iterdir()):
            own = [folder, *(path for path in folder.iterdir() if path.name.startswith(("komar.", "keys.json")))]
            assert len(own) > 2
            assert {path.name: path.stat().st_mode & 0o077 for path in own} == {path.name: 0 for path in own}


def test_today_names_who_has_nothing_to_hide_from_the_person(office: Office) -> None:
    def lines(session: Session) -> list[tuple[str, str]]:
        with session.read() as reader:
            return [(line.mark, line.name_latin) for group in today.today(reader) for line in group.lines if line.mark]

    assert {name != "" for _, name in lines(office.as_("Owner"))} == {True}  # a gap would tell that something is restricted
    assert {name for mark, name in lines(office.head) if mark == office.code} == {""}
