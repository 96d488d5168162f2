"""Nobody learns what is not for them: restricted fields hold tokens, and none comes out of any service, verb or file.

Practice P1 (restricted groups), P3 (matches outside one's own cases), P27 (inspectors never see that a case exists), design §7.

Long because one office with tokens in every field is walked through from every side.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from app.cli.main import main
from app.data import keys
from app.data.drafts import drafts, save_draft
from app.data.reader import Reader
from app.data.undo import last_act
from app.domain.clock import instant_text
from app.domain.errors import AppError
from app.domain.indicators import Month, definition
from app.services import (
    attachments,
    backups,
    case_history,
    case_json,
    case_owners,
    case_parts,
    case_questions,
    case_search,
    cases,
    conflict_view,
    duplicates,
    exchange,
    facilities,
    find,
    findings,
    form_library,
    inspections,
    lists,
    notes,
    residencies,
    response_changes,
    response_json,
    responses,
    return_files,
    returns,
    settings,
    sync_view,
    today,
    users,
)
from app.services.case_file import case_file, open_file
from app.services.case_search import CaseFilter, CaseWish
from app.services.form_library import FormShelf
from app.services.offices import Session, create_office
from tests.data.cases.support import form
from tests.support.workbooks import question
from tests.unit.responses.support import book, hidden

SECRET = "a long pass phrase"
PEOPLE = {
    "Owner": ("caseworker",),
    "Other": ("caseworker",),
    "Clerk": ("clerk",),
    "Inspector": ("inspector",),
    "Administrator": ("administrator",),
    "Ministry": ("ministry",),
}
RESTRICTED = "zqsecret"
"""Every restricted text holds this; a file, a message or a name that does gives something away."""
PERSONAL = "zqperson"
"""What tells of a case at all: names, places, notes, which are for its owner and the head only."""
NARROW = re.compile("sexual|perpetrator|reporter")
"""Words that tell what is restricted even without a text."""
SAYS_NOTHING = ("users", "cases to excel")
"""Answers that name the groups, as rights of people, or as words of a list, without a record of one."""
NOTHING = re.compile(r"'(reporter|perpetrator)': \(\)")
"""A list of parts with none in it."""
TYPES = {"response": "form_response"}
"""Type of a part that is not named like it."""
MONTH = Month(2026, 2)
_TOKENS = count(1)


def secret() -> str:
    """A text nobody else has written."""
    return f"{RESTRICTED}{next(_TOKENS)}"


def person() -> str:
    """The same, of what is personal but not restricted."""
    return f"{PERSONAL}{next(_TOKENS)}"


@dataclass(frozen=True)
class Office:
    """An office with one case that holds something in every restricted field, and people without rights."""

    head: Session
    people: dict[str, str]
    case: str
    code: str
    child: str
    parts: dict[str, str]
    facility: str
    phone: str
    clashes: list[str]

    def as_(self, name: str) -> Session:
        """The office with somebody else at the desk."""
        actor = replace(
            self.head.actor, user=self.people[name], name=name, roles=frozenset(PEOPLE[name]), rights=frozenset[str]()
        )
        return Session(self.head.database, actor)


def registration(owner: str) -> dict[str, object]:
    """A case with a token in every restricted field, and others in what is personal."""
    return form(
        child__given_name_latin=person(),
        child__given_name_km=person(),
        child__how_to_find=person(),
        child__family_book="FB-1",
        case__reason=person(),
        case__received_at="2026-02-10T03:00:00Z",
        case__reporters=[{name: secret() for name in ("name", "relation", "phone", "note")}],
        case__perpetrators=[{**{name: secret() for name in ("name", "relation", "source")}, "noted_on": "2026-02-11"}],
        case__categories=[{"code": "abused_sexually", "note": secret(), "noted_on": "2026-02-11"}, "orphan"],
        case__concerns=[
            {"code": "sexual_violence", "kind": "experienced", "note": secret(), "noted_on": "2026-02-11"},
            {"code": "neglect", "kind": "at_risk", "noted_on": "2026-02-11"},
        ],
        case__allegations=[{"kind": "sexual", "heard_at": "2026-02-12T03:00:00Z", "outcome": secret()}],
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("private") / "office"
    head = create_office(folder, "01", "Head", SECRET, profile=keys.Profile(1, 8, 1)).session
    people = {name: users.add_user(head, name, roles, f"{SECRET} of {name}") for name, roles in PEOPLE.items()}
    with head.write("case_register") as uow:
        opened = cases.register(uow, case_json.read(registration(people["Owner"]), uow.today()))
        notes.add(uow, opened.case, {"text": person(), "on_date": "2026-02-13", "next_visit_on": "2026-02-20"})
    with head.write("case_reassign") as uow:
        cases.reassign(uow, opened.case, people["Owner"], note=person())
    with head.read() as reader:
        parts = {
            name: next(row.id for row in reader.find(name, case=opened.case) if case_parts.group_of(name, row.values))
            for name in ("reporter", "perpetrator", "category", "concern", "allegation")
        }
        phone = reader.get("reporter", parts["reporter"]).text("phone")
    for name, part in parts.items():
        with head.write("case_part") as uow:
            field = {"reporter": "name", "perpetrator": "name", "allegation": "outcome"}.get(name, "note")
            case_parts.change(uow, name, part, {field: secret()})
    with head.write("facility_register") as uow:
        facility = facilities.register(uow, {"name_km": "មណ្ឌល", "type": "rci", "owner": "ngo", "village_code": "01020101"})
    parts |= add_responses(head, opened.case)
    made = Office(head, people, opened.case, opened.code, opened.child, parts, facility, phone, [])
    clash_and_hold(made)
    save_draft(head.database, head.actor.user, "register_case", "", {"reporter": secret(), "name": person()})
    yield made
    head.close()


def add_responses(head: Session, case: str) -> dict[str, str]:
    """Responses about the case, with restricted questions and a file, and one restricted whole; gives what is restricted."""
    shelf, store = FormShelf(head.database.folder), attachments.AttachmentStore.of(head.database)
    group = {"bind::komar:group": "perpetrator"}
    asked = [question("text", "open"), question("text", "said", **group), question("file", "paper", **group)]
    forms = {"mixed": asked, "whole": [hidden("k_restricted", "reporter"), question("text", "said")]}
    made = {}
    for form_id, survey in forms.items():
        data = book(survey, form_id=form_id)
        with head.write("form_install") as uow:
            form_library.install(uow, shelf, data)
            form_library.publish(uow, shelf, form_id, "1")
        with head.write("response_start") as uow:
            made[form_id] = responses.start(uow, form_library.form_for_new(uow, shelf, form_id), "case", case)
        with head.write("response_save") as uow:
            told = {"/data/open": person(), "/data/said": secret()} if form_id == "mixed" else {"/data/said": secret()}
            responses.save_answers(uow, made[form_id], told)
    with head.write("attachment_add") as uow:
        picture = attachments.add(uow, store, made["mixed"], "/data/paper", "letter.txt", secret().encode())
    with head.write("response_finish") as uow:
        responses.finish(uow, shelf, made["mixed"])
    with head.write("response_correct") as uow:
        response_changes.correct(uow, shelf, made["mixed"], "said", secret(), secret())
    with head.read() as reader:
        companion = reader.find("form_response", whole=made["mixed"])[0].id
    return {"form_response": companion, "response": made["whole"], "attachment": picture.id}


def clash_and_hold(office: Office) -> None:
    """A clash about each restricted part and about the case, and every operation on them held, as an exchange leaves them."""
    at, user = instant_text(office.head.database.clock.now()), office.head.actor.user
    with office.head.database.transaction() as connection:
        told = {**office.parts, "case": office.case, "child": office.child}
        for name, record in told.items():
            field = {"category": "note", "concern": "note", "allegation": "outcome", "case": "reason", "child": "school"}
            field |= {"form_response": "answers:/data/said", "response": "answers:/data/said", "attachment": "name"}
            text = person if name in {"case", "child"} else secret
            sides = {
                side: {"values": {field.get(name, "name"): text()}, "user": user, "at": at} for side in ("current", "proposed")
            }
            for unit, number in ((field.get(name, "name"), 1), ("*", 2)):
                office.clashes.append(f"clash-{next(_TOKENS)}")
                connection.exec_driver_sql(
                    "INSERT INTO conflict (id, record, type, field, data, open, seq) VALUES (?, ?, ?, ?, ?, 1, ?)",
                    (office.clashes[-1], record, TYPES.get(name, name), unit, json.dumps(sides), number),
                )
        connection.exec_driver_sql(
            "INSERT INTO held (incarnation, seq, record, reason, at)"
            " SELECT incarnation, seq, record, 'no_right', at FROM op WHERE record IN (SELECT value FROM json_each(?))",
            (json.dumps(list(told.values())),),
        )


def asked(office: Office, session: Session, folder: Path) -> dict[str, str]:
    """Everything that can be asked, and what came of it as text; a refusal counts as an answer too."""
    found: dict[str, str] = {}

    def ask(name: str, question: Callable[[], object]) -> None:
        try:
            found[name] = NOTHING.sub("", repr(question()))
        except AppError as fault:
            found[name] = f"refused: {fault.code} {dict(fault.params)}"

    _ask_readers(office, session, ask)
    _ask_writers(office, session, ask)
    _ask_files(session, ask, folder)
    return found


Ask = Callable[[str, Callable[[], object]], None]


def _ask_readers(office: Office, session: Session, ask: Ask) -> None:
    """All that only reads."""
    parts = {**office.parts, "case": office.case, "child": office.child}
    with session.read() as reader:
        for order in ("name", "newest", "oldest", "due"):
            ask(f"list {order}", partial(case_search.page, reader, CaseWish(), order))
        for part, where in (
            ("categories", CaseFilter(categories=("abused_sexually",))),
            ("concerns", CaseFilter(concerns=("sexual_violence",))),
        ):
            wish = CaseWish(where)
            ask(f"filter {part}", partial(case_search.page, reader, wish))
            ask(f"count {part}", partial(case_search.count, reader, wish))
        for typed in (RESTRICTED, "sexual", office.code, PERSONAL):
            ask(f"search {typed}", partial(case_search.page, reader, CaseWish(CaseFilter(typed=typed))))
            for lang in ("km", "en"):
                ask(f"find {typed} {lang}", partial(find.find_anything, reader, typed, lang))
        ask("file", lambda: case_file(reader, office.code))
        ask("shown", lambda: case_json.show(case_file(reader, office.case)))
        ask("time line", lambda: case_history.told_events(reader, office.case))
        for name, record in parts.items():
            ask(f"history {name}", partial(case_history.told_history, reader, TYPES.get(name, name), record))
        alike = {"family_name_km": "សុខ", "birth_from": "2015-02-03", "birth_to": "2015-02-03"}
        ask("duplicates", lambda: duplicates.likely(reader, alike, phones=["012345678"]))
        ask("duplicates by the reporter's phone", lambda: duplicates.likely(reader, {}, phones=[office.phone]))
        ask("before closing", partial(case_questions.before_close, reader, office.case))
        ask("today", lambda: today.today(reader))
        ask("owners", lambda: case_owners.owners(reader))
        _ask_exchange(office, reader, ask)
        ask("return", lambda: _numbers(returns.compute(reader, MONTH)))
        for sheet in definition().sheets:
            for indicator in sheet.indicators:
                ask(f"behind {indicator.id}", partial(returns.behind, reader, MONTH, indicator.id))
        for cell in ("concerns_new/concern=sexual_violence/kind=experienced", "concerns_open/concern=sexual_violence"):
            ask(f"behind {cell}", partial(returns.behind, reader, MONTH, cell))
        ask("living there", lambda: residencies.all_stays(reader, office.facility))
        _ask_responses(office, session, reader, ask)
        ask("questions", lambda: residencies.questions(reader, office.facility, {"case": office.case}))
        ask("facilities", lambda: facilities.listing(reader))
        ask("findings", lambda: findings.overdue(reader))
        ask("inspections", lambda: inspections.listing(reader))
        ask("undo", lambda: last_act(reader))
        ask("drafts", lambda: drafts(reader))
    ask("users", lambda: users.list_users(session))
    ask("settings", lambda: vars(settings))


def _ask_exchange(office: Office, reader: Reader, ask: Ask) -> None:
    """What is told of the exchange."""
    ask("conflicts", lambda: exchange.conflicts(reader))
    ask("held", lambda: exchange.held(reader))
    ask("digest", lambda: exchange.digest(reader))
    for lang in ("km", "en"):
        ask(f"sync page {lang}", partial(sync_view.sync_view, reader, lang))
        ask(f"inbox {lang}", partial(conflict_view.clash_rows, reader, lang, after=None, limit=100))
        for clash in office.clashes:
            ask(f"clash {clash} {lang}", partial(conflict_view.clash_view, reader, clash, lang))


def _ask_responses(office: Office, session: Session, reader: Reader, ask: Ask) -> None:
    """What is told of forms and their answers."""
    shelf, store = FormShelf(session.database.folder), attachments.AttachmentStore.of(session.database)
    mixed = [one.id for one in reader.find("form_response", form_id="mixed", whole=None)]
    ask("library", lambda: form_library.entries(reader, shelf))
    ask("responses", lambda: responses.of_subject(reader, shelf, "case", office.case))
    ask("response desk", lambda: [response_json.show(reader, shelf, one) for one in mixed])
    for name in ("form_response", "response", "attachment"):
        part = office.parts[name]
        ask(f"open {name}", partial(code_or, partial(responses.get, reader, shelf, part)))
        ask(f"files of {name}", partial(code_or, partial(attachments.of_response, reader, store, part)))
        ask(f"content of {name}", partial(code_or, partial(attachments.content, reader, store, part)))
        ask(f"past of {name}", partial(case_history.field_history, reader, "form_response", part))
    ask("files", lambda: [attachments.of_response(reader, store, one) for one in mixed])


def code_or(question: Callable[[], object]) -> object:
    """An answer; of a refusal the code alone, since its words name what was asked for."""
    try:
        return question()
    except AppError as fault:
        return fault.code


def _numbers(computed: returns.MonthlyReturn) -> object:
    """The numbers of a return as they are shown and kept."""
    return computed.cells, computed.before, computed.differences, computed.signed


def _ask_writers(office: Office, session: Session, ask: Ask) -> None:
    """Acts on what is not one's own, each undone by its own refusal or by the fault at its end."""

    class Stop(AppError):
        """Ends an act without keeping it."""

    def act(name: str, work: Callable[..., object]) -> None:
        told: list[object] = []

        def tried() -> object:
            try:
                with session.write("try") as uow:
                    told.append(work(uow))
                    told.append([uow.get("residency", str(each)) for each in told if name == "admit"])
                    raise Stop("stop")
            except Stop:
                return told

        ask(name, tried)

    stay = {"case": office.case, "admitted_on": "2026-02-20", "admission_reason": "other"}
    act("open", lambda uow: open_file(uow, office.code))
    act("close", lambda uow: cases.close(uow, office.case, "success"))
    act("admit", lambda uow: residencies.admit(uow, office.facility, stay))
    for name, part in office.parts.items():
        act(f"change {name}", partial(case_parts.change, type_name=TYPES.get(name, name), part=part, values={"note": "x"}))
        act(f"remove {name}", partial(case_parts.remove, type_name=TYPES.get(name, name), part=part))
    for clash in office.clashes:
        act(f"resolve {clash}", partial(exchange.resolve, conflict_id=clash, take="both"))
        act(f"look at {clash}", partial(exchange.conflict, conflict_id=clash))
    twice = {"code": "sexual_violence", "kind": "experienced"}
    act("twice", lambda uow: case_parts.add(uow, "concern", office.case, twice))


def _ask_files(session: Session, ask: Ask, folder: Path) -> None:
    """Every export."""

    def text_of(name: str, write: Callable[[Path], object]) -> Callable[[], object]:
        def made() -> object:
            target = folder / name
            write(target)
            with zipfile.ZipFile(target) as book:
                return [book.read(each).decode("utf-8", "replace") for each in book.namelist()]

        return made

    ask("cases to excel", text_of("cases.xlsx", lambda target: lists.export_cases(session, target, "en")))
    ask("return to excel", text_of("return.xlsx", lambda target: return_files.export(session, MONTH, target, "en")))
    for cell in ("cases_new", "allegations_heard", "concerns_new/concern=sexual_violence"):
        ask(f"behind {cell}", text_of(f"{len(cell)}.xlsx", partial(return_files.export_behind, session, MONTH, cell)))


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
