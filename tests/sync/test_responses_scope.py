"""Responses go where their subject goes; what is restricted of them never reaches a device without the right."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app.data.keeping.keys import Profile
from app.data.queries.forms import library
from app.services.cases import case_json, cases
from app.services.exchange import exchange
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.office.offices import create_office
from app.services.responses import responses
from sync.protocol.lines import GoneLine
from sync.server import desk, models
from sync.server.database import REVISIONS, open_store
from sync.server.devices.offices import add_office
from tests.data.cases.support import form as registration
from tests.support.enrolled import enrolled
from tests.support.laptop import Laptop
from tests.support.postgres import DATABASES, database_of
from tests.support.server import RunningServer, quick_code, serving
from tests.support.workbooks import question
from tests.unit.responses.support import book

CODES = [f"06{number:02}" for number in range(1, 9)]
OFFICES = cycle(CODES)


@pytest.fixture(scope="module", params=DATABASES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server on each kind of database; each test takes an office of its own there."""
    folder = tmp_path_factory.mktemp("server") / "data"
    with database_of(request.param) as address, serving(folder, *CODES, database=address) as running:
        yield running


@pytest.fixture
def office() -> str:
    """An office that no other test of the same server uses."""
    return next(OFFICES)


def plain(server: RunningServer, head: Laptop, *rights: str) -> Laptop:
    """Another laptop of the office, whose user holds some rights only."""
    laptop = Laptop(server.url, head.office)
    assert laptop.enrol(quick_code(server, head.office)).status_code == 200
    patch = {"office": head.office, "name": "P", "active": True, "roles": {"add": ["caseworker"], "del": []}}
    head.op("create", "user", laptop.user, {**patch, "rights": {"add": list(rights), "del": []}})
    assert head.push().verdicts == ()
    return laptop


def answers(**given: str) -> Mapping[str, str]:
    """Answers as entries of a patch."""
    return {f"answers:/data/{name}": text for name, text in given.items()}


def test_a_companion_and_its_attachment_reach_only_who_holds_the_right(server: RunningServer, office: str) -> None:
    head = enrolled(server, office)
    without, knows = plain(server, head), plain(server, head, "interview")
    case = head.create("case", {"office": office})
    named: dict[str, Any] = {"case": case, "subject": "case", "form_id": "f", "form_version": "1"}
    main = head.create("form_response", {**named, **answers(a="token-open")})
    companion = head.create("form_response", {**named, "restricted": "interview", "whole": main, **answers(b="token-said")})
    head.create("attachment", {"response": main, "name": "1.jpg", "thumbnail": "token-small"})
    head.create("attachment", {"response": companion, "restricted": "interview", "name": "2.jpg", "thumbnail": "token-face"})
    head.create("form_response", {**named, "restricted": "reporter", **answers(c="token-whole")})
    head.create("plan_action", {"case": case, "goal": "token-goal"})
    head.create("form", {"office": office, "form_id": "f", "form_version": "1", "content": "token-form"})
    assert head.push().verdicts == ()
    for laptop in (without, knows):
        laptop.pull()
        for told in ("open", "small", "goal", "form"):
            assert f"token-{told}".encode() in laptop.received
        assert b"token-whole" not in laptop.received
    for told in ("said", "face"):
        assert f"token-{told}".encode() in knows.received
        assert f"token-{told}".encode() not in without.received
    without.op("edit", "form_response", companion, answers(b="guessed"), 1)
    [verdict] = without.push().verdicts
    assert verdict.verdict == "held"
    head.op("edit", "form_response", main, {"restricted": "interview", **answers(a="token-later")}, 1)
    head.push()
    gone = [line.record for line in without.pull().page if isinstance(line, GoneLine)]
    assert main in gone
    assert b"token-later" not in without.received


def test_a_response_follows_its_subject_through_every_level(server: RunningServer, office: str) -> None:
    neighbour = next(OFFICES)
    head, other = enrolled(server, office), enrolled(server, neighbour)
    child = head.create("child", {"office": office})
    case = head.create("case", {"office": office, "child": child})
    placement = head.create("placement", {"case": case, "option": "kinship"})
    facility = head.create("facility", {"office": office})
    inspection = head.create("inspection", {"facility": facility})
    made = {
        subject: head.create("form_response", {**refs, "subject": subject, **answers(a=f"token-{subject}")})
        for subject, refs in {
            "placement": {"placement": placement, "case": case},
            "case": {"case": case},
            "child": {"child": child},
            "facility": {"facility": facility},
            "inspection": {"inspection": inspection},
            "office": {"office": office},
        }.items()
    }
    photograph = head.create("attachment", {"response": made["placement"], "name": "1.jpg"})
    assert head.push().verdicts == ()
    other.pull()
    assert b"token-" not in other.received
    head.op("edit", "case", case, {"office": neighbour}, 1)
    assert head.push().verdicts == ()
    other.pull()
    assert {made["placement"], made["case"], photograph} <= other.bodies.keys()
    assert not {made[name] for name in ("child", "facility", "inspection", "office")} & other.bodies.keys()
    fresh = plain(server, head)
    fresh.pull()
    assert not {made["placement"], made["case"], photograph} & fresh.bodies.keys()
    assert {made[name] for name in ("child", "facility", "inspection", "office")} <= fresh.bodies.keys()


def test_what_waited_for_this_vocabulary_is_taken_in_after_the_update(server: RunningServer, office: str) -> None:
    head, office_later = enrolled(server, office), f"{office}99"
    case = head.create("case", {"office": office})
    assert head.push().verdicts == ()
    head.op("edit", "case", case, {"office": office_later}, 1)  # held: there is no such office
    [verdict] = head.push().verdicts
    assert (verdict.verdict, verdict.reason) == ("held", "not_in_scope")
    store = server.data.opened()
    try:
        assert desk.release_understood(store) == 0, "another reason does not end by an update"
        with store.write() as connection:
            table = models.held
            connection.execute(update(table).where(table.c.record == case).values(reason="unknown_type"))
        add_office(store, office_later)
        assert desk.release_understood(store) == 1
        assert desk.release_understood(store) == 0
        assert not [row for row in desk.held_list(store) if row["record"] == case]
    finally:
        store.close()


LATER = (
    *("erased", "wanted_back", "blob", "blob_ref", "blob_upload", "blob_erased", "bundle_wait", "bundle_piece"),
    *("likeness", "likely_pair"),
)
"""Tables that the first release did not have."""


def test_the_servers_data_of_the_first_release_are_brought_to_this_one(tmp_path: Path) -> None:
    with serving(tmp_path / "data", "0690") as running:
        head = enrolled(running, "0690")
        inspection = head.create("inspection", {"facility": head.create("facility", {"office": "0690"})})
        first = {"inspection": inspection, "form_id": "f", "form_version": "1", **answers(a="meets")}  # as vocabulary 1 has it
        response = head.create("form_response", first)
        assert head.push().verdicts == ()
    store = open_store(tmp_path / "data", make=False)
    before = desk.digests(store, "0690", None)
    with store.write() as connection:
        connection.exec_driver_sql("DROP INDEX held_reason")
        connection.exec_driver_sql("DROP INDEX alias_target")
        for later in LATER:
            connection.exec_driver_sql(f"DROP TABLE {later}")
        connection.exec_driver_sql("ALTER TABLE device DROP COLUMN exchange")
        connection.exec_driver_sql("ALTER TABLE conflict DROP COLUMN groups")
        connection.exec_driver_sql("ALTER TABLE record DROP COLUMN shared")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
        connection.exec_driver_sql("UPDATE record SET schema = 1")
    store.close()
    with serving(tmp_path / "data") as running:
        head.url = running.url
        head.op("edit", "form_response", response, {**answers(b="partly"), "subject": "inspection"}, 1)
        assert head.push().verdicts == ()
    store = open_store(tmp_path / "data", make=False)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == REVISIONS[-1]
        assert connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'held_reason'").scalar() == 1
    assert before["records"] == desk.digests(store, "0690", None)["records"]
    store.close()


def test_a_large_form_and_a_response_reach_the_colleagues_computer(server: RunningServer, office: str, tmp_path: Path) -> None:
    sessions = [
        create_office(tmp_path / name, office, f"Sok {name}", "correct horse 9", profile=Profile(1, 8, 1)).session
        for name in ("one", "two")
    ]
    one, two = sessions
    for session in sessions:
        exchange.enrol(session, server.url, quick_code(server, office))
    shelf = FormShelf(one.folder)
    names = random.Random(7)
    rows = "\n".join(f"{names.randbytes(20).hex()},x" for _ in range(14_000))
    survey = [question("text", "a"), question("select_one_from_file list.csv", "b")]
    with one.write("form_install") as uow:
        form_library.install(uow, shelf, book(survey), {"list.csv": f"name,label\n{rows}".encode()})
        form_library.publish(uow, shelf, "sample", "1")
    with one.write("case_register") as uow:
        opened = cases.register(uow, case_json.read(registration(case__risk_level="low"), uow.today()))
    with one.write("response_start") as uow:
        response = responses.start(uow, form_library.form_for_new(uow, shelf, "sample"), "case", opened.case)
        responses.save_answers(uow, response, {"/data/a": "អ្វីមួយ"})
    exchange.exchange(one)
    exchange.exchange(two)
    with two.read() as reader:
        (row,) = library(reader)
        found = responses.get(reader, FormShelf(two.folder), response)
    assert row.state == "published"
    assert found.form is not None
    assert len(responses.session_of(found, "km").choices("/data/b")) == 14_000
    assert found.answers["/data/a"] == "អ្វីមួយ"
    for session in sessions:
        with session.read() as reader:
            assert exchange.status(reader).waiting == 0
        exchange.leave(session)
        session.close()
