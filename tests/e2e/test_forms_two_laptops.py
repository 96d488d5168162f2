"""Forms on two laptops of one office and a real server: what travels, what merges, what clashes, what must not arrive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.data.contents.attachments import AttachmentStore
from app.data.keeping.keys import Profile
from app.domain.ids import new_id
from app.services.office.offices import create_office, sign_in
from app.services.papers import attachments
from app.services.responses import responses
from tests.e2e.support import CASE, SECRET
from tests.support.foreign_forms import FOREIGN, PARTNERS, foreign_answers, foreign_form, partners
from tests.support.laptop import Laptop as Device
from tests.support.server import RunningServer, quick_code, serving
from tests.unit.responses.test_attachments import photograph

OFFICE = "0203"
Json = dict[str, Any]
RIGHTS = "hiv_rh,interview,names,perpetrator,safety_plan,sexual_violence"
"""All but those about reporters."""


class Desk:
    """A laptop and the person at it, by verbs."""

    def __init__(self, folder: Path, name: str, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder, self.name = folder / name, name
        self._capsys, self._patch = capsys, patch

    def __call__(self, *words: str) -> list[Json]:
        """The lines of a verb that goes well."""
        self._patch.setenv("KOMAR_USER", self.name)
        self._capsys.readouterr()
        code = main(["--data", str(self.folder), "--lang", "en", "--json", *words])
        said = self._capsys.readouterr()
        assert (code, said.err) == (0, ""), words
        return [json.loads(line) for line in said.out.splitlines()]

    def one(self, *words: str) -> Json:
        """The only line of a verb."""
        (line,) = self(*words)
        return line

    def given(self, content: object) -> str:
        """A file with JSON for a verb."""
        file = self.folder.with_suffix(".json")
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return str(file)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with serving(tmp_path_factory.mktemp("server") / "data", OFFICE, "0204", "0205", "0206") as running:
        yield running


@pytest.fixture
def desks(
    server: RunningServer, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], tuple[Desk, Desk]]:
    """Makes two laptops of an office that no other test uses, enrolled, with the foreign form published on the first."""
    monkeypatch.setenv("KOMAR_PASSWORD", SECRET)

    def make(office: str) -> tuple[Desk, Desk]:
        made = Desk(tmp_path, "Sok Dara", capsys, monkeypatch), Desk(tmp_path, "Chan Thida", capsys, monkeypatch)
        for desk in made:
            create_office(desk.folder, office, desk.name, SECRET, profile=Profile(1, 8, 1)).session.close()
            desk("enrol", server.url, quick_code(server, office))
        book, lists = tmp_path / "form.xlsx", tmp_path / "lists"
        lists.mkdir()
        book.write_bytes(foreign_form())
        (lists / PARTNERS).write_bytes(partners())
        made[0]("form", "install", str(book), "--media", str(lists), "--publish")
        return made

    return make


def settle(*all_of_them: Desk) -> None:
    """Everybody exchanges until nobody has anything new."""
    for _ in range(2):
        for desk in all_of_them:
            desk("sync")


def begun(desk: Desk) -> tuple[str, str]:
    """A case and a draft about it; gives their ids."""
    case = str(desk.one("case", "add", desk.given(CASE))["id"])
    return case, str(desk.one("response", "fill", case, FOREIGN, desk.given(foreign_answers("2026-01-05")))["id"])


def test_forms_and_responses_travel_merge_and_clash_with_both_values(
    desks: Callable[[str], tuple[Desk, Desk]], server: RunningServer
) -> None:
    one, other = desks(OFFICE)
    _, draft = begun(one)
    settle(one, other)
    here = [desk.one("response", "show", draft) for desk in (one, other)]
    assert here[0] == here[1]
    assert here[1]["form_here"] is True
    assert [row["called"] for row in here[1]["answers"]["child"]] == ["តូច", "ធំ"]
    assert here[1]["answers"]["child"][0]["eaten"][1] == {"meal": "evening", "dish": "បាយ"}
    assert FOREIGN in [row["id"] for row in other("form", "list", "--subject", "case")]

    one("response", "answer", draft, one.given({"content": "4"}))
    other("response", "answer", draft, other.given({"helped": "1"}))
    settle(one, other)
    for desk in (one, other):
        answers = desk.one("response", "show", draft)["answers"]
        assert (answers["content"], answers["helped"]) == ("4", "1")
        assert desk("conflicts") == []

    one("response", "answer", draft, one.given({"remark": "the roof leaks"}))
    other("response", "answer", draft, other.given({"remark": "the well is dry"}))
    settle(one, other)
    clash = one.one("conflicts")
    assert clash == other.one("conflicts")
    assert (clash["record"], clash["hidden"]) == (draft, False)
    both = [set(clash[side].values()) for side in ("current", "proposed")]
    assert sorted(both, key=str) == [{"the roof leaks"}, {"the well is dry"}]
    other("conflicts", "resolve", str(clash["id"]), "--take", "proposed")
    settle(one, other)
    left = {desk.one("response", "show", draft)["answers"]["remark"] for desk in (one, other)}
    assert left == set(clash["proposed"].values())
    one("response", "finish", draft)
    settle(one, other)
    assert [row["state"] for row in other("response", "list", here[0]["about"])] == ["finished"]
    central = server.data.tell("digest", "--office", OFFICE)["sha256"]
    assert {desk.one("digest")["sha256"] for desk in (one, other)} == {central}


def test_what_is_restricted_does_not_arrive_where_the_right_is_missing(
    desks: Callable[[str], tuple[Desk, Desk]], server: RunningServer
) -> None:
    one, other = desks("0204")
    settle(one, other)
    roles = "administrator,caseworker,clerk,inspector,supervisor"
    one("user", "role", other.name, "--roles", roles, "--rights", RIGHTS)
    settle(one, other)
    case = str(one.one("case", "add", one.given(CASE))["id"])
    told = {"source_kind": "identified", "source_name": "zqsecret", "interview_place": "at the pagoda"}
    form = str(one.one("response", "fill", case, "form_1_intake", one.given(told), "--finish")["id"])
    settle(one, other)
    assert one.one("response", "show", form)["answers"]["source_name"] == "zqsecret"
    shown = other.one("response", "show", form)
    assert shown["answers"]["interview_place"] == "at the pagoda"
    assert {"source_kind", "source_name"} <= set(shown["hidden"])
    assert not {"source_kind", "source_name"} & set(shown["answers"])
    assert (kept(one)[0] > 0, kept(one)[1]) == (True, {None, "reporter"})
    assert kept(other) == (0, {None})
    for desk in (one, other):
        central = server.data.tell("digest", "--office", "0204", "--device", device_of(desk))
        assert desk.one("digest")["sha256"] == central["sha256"]


def kept(desk: Desk) -> tuple[int, set[str | None]]:
    """How many records with the restricted words a laptop holds as the server sent them, and the groups of its responses."""
    session = sign_in(desk.folder, desk.name, SECRET)
    with session.read() as reader:
        found = reader.connection.exec_driver_sql("SELECT plain(base_body) FROM record").scalars().all()
        groups = reader.connection.exec_driver_sql("SELECT restricted FROM form_response").scalars().all()
    session.close()
    return sum("zqsecret" in str(body) for body in found), set(groups)


def device_of(desk: Desk) -> str:
    """The id of a laptop."""
    session = sign_in(desk.folder, desk.name, SECRET)
    with session.read() as reader:
        device = reader.meta("device")
    session.close()
    assert device is not None
    return device


def test_an_attachment_travels_and_is_known_where_its_file_is_not(
    desks: Callable[[str], tuple[Desk, Desk]],
) -> None:
    one, other = desks("0205")
    _, draft = begun(one)
    session = sign_in(one.folder, one.name, SECRET)
    with session.write("attachment_add") as uow:
        store = AttachmentStore.of(session.database)
        added = attachments.add(uow, store, draft, "/data/house", "house.jpg", photograph(), purpose="place")
    session.close()
    settle(one, other)
    (here,), (there,) = (desk.one("response", "show", draft)["attachments"] for desk in (one, other))
    for desk in (here, there):
        assert (desk["name"], desk["here"], "note" in desk) == (added.name, True, False)
    assert other.one("response", "show", draft)["answers"]["house"] == added.name
    session = sign_in(other.folder, other.name, SECRET)
    with session.read() as reader:
        AttachmentStore.of(session.database).destroy(reader.get("attachment", added.id).text("sha256"))
    session.close()
    (lost,) = other.one("response", "show", draft)["attachments"]
    assert (lost["name"], lost["here"]) == (added.name, False)
    assert "not come to this computer" in lost["note"]


def test_what_this_version_does_not_know_is_kept_when_it_answers(
    desks: Callable[[str], tuple[Desk, Desk]], server: RunningServer
) -> None:
    one, other = desks("0206")
    case, _ = begun(one)
    settle(one, other)
    newer = Device(server.url, "0206")
    assert newer.enrol(quick_code(server, "0206")).status_code == 200
    session = sign_in(one.folder, one.name, SECRET)
    newer.user = session.actor.user
    session.close()
    newer.pull()
    strange = new_id()
    unknown = {"case": case, "subject": "case", "form_id": "later", "form_version": "9", "state": "draft"}
    newer.op("create", "form_response", strange, {**unknown, "answers:/data/mood[a]/colour": "blue", "later_field": "kept"})
    assert newer.push().verdicts == ()
    settle(one, other)
    shown = other.one("response", "show", strange)
    assert (shown["form_here"], shown["answers"]) == (False, {"/data/mood[a]/colour": "blue"})
    session = sign_in(other.folder, other.name, SECRET)
    with session.write("response_save") as uow:
        responses.save_answers(uow, strange, {"/data/known": "still raining"})
    session.close()
    settle(one, other)
    newer.pull()
    body = newer.bodies[strange]
    assert body is not None
    assert body["later_field"] == "kept"
    assert body["answers"] == {"/data/mood[a]/colour": "blue", "/data/known": "still raining"}
    for desk in (one, other):
        assert desk.one("status")["parked"] == 0
