"""Sending by files as people do it: made into a folder, carried by another computer or by the server's command, taken in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.main import main
from app.data.keeping.keys import Profile
from app.domain.errors import EnvironmentFault, InputError
from app.services.exchange import bundles, exchange
from app.services.exchange.bundles import Made, made_words
from app.services.office.offices import Session, create_office, sign_in
from app.syncing.identity import device
from tests.support.server import RunningServer, quick_code, quick_office, serving

OFFICE, PASSWORD = "0203", "correct horse 9"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the tests here."""
    with serving(tmp_path_factory.mktemp("server") / "data") as running:
        quick_office(running, OFFICE)
        yield running


def laptop(server: RunningServer, folder: Path) -> Session:
    """A new laptop, enrolled."""
    session = create_office(folder, OFFICE, "Sok Dara", PASSWORD, profile=Profile(1, 8, 1)).session
    exchange.enrol(session, server.url, quick_code(server, OFFICE))
    return session


def child(session: Session, text: str) -> str:
    """A child."""
    with session.write("register_child") as uow:
        return uow.create("child", {"office": OFFICE, "how_to_find": text})


def waits(session: Session) -> int:
    """Operations without an answer."""
    with session.read() as reader:
        return exchange.status(reader).waiting


def test_another_computer_carries_what_it_cannot_read(server: RunningServer, tmp_path: Path) -> None:
    one, two = laptop(server, tmp_path / "one"), laptop(server, tmp_path / "two")
    made_child = child(one, "near the pagoda")
    stick = tmp_path / "stick"
    made = bundles.make(one, stick)
    assert made.operations == waits(one) > 0
    assert sorted(stick.iterdir()) == sorted(made.files)
    assert all(b"pagoda" not in path.read_bytes() for path in made.files)
    other = tmp_path / "note.txt"
    other.write_text("no bundle", encoding="utf-8")
    *carried, refused, gone = bundles.take(two, [*made.files, other, tmp_path / "gone.kmb"])
    assert [each.kind for each in carried] == ["carried"] * len(made.files)
    assert [each.fault.code if each.fault else "" for each in (refused, gone)] == ["bundle_none", "bundle_unreadable"]
    replies = [each.reply_file for each in carried if each.reply_file]
    assert {each.parent for each in replies} == {stick}
    answers = [each for each in bundles.take(two, replies) if each.fault]
    assert {each.fault.code for each in answers if each.fault} == {"bundle_foreign"}, "the carrier reads no answer"
    assert all(each.kind == "reply" for each in bundles.take(one, replies))
    assert waits(one) == 0
    exchange.exchange(two)
    with two.read() as reader:
        assert reader.get("child", made_child).text("how_to_find") == "near the pagoda"
    for session in (one, two):
        exchange.leave(session)
        session.close()


def test_the_command_of_the_server_takes_a_stick_and_writes_the_answer_beside(server: RunningServer, tmp_path: Path) -> None:
    one = laptop(server, tmp_path / "one")
    for number in range(3):
        child(one, f"{number}" * 3000)
    made = bundles.make(one, tmp_path / "stick", part_bytes=bundles.PART_LEAST)
    assert all(path.stat().st_size <= bundles.PART_LEAST for path in made.files)
    rows = server.data.ask("bundle", "take", *map(str, reversed(made.files)), "--out", str(tmp_path / "back"))
    assert server.data.ask("bundle", "list") == []
    replies = [Path(str(row["reply_file"])) for row in rows if "reply_file" in row]
    assert replies
    bundles.take(one, replies)
    again = bundles.make(one, tmp_path / "stick")
    rows = server.data.ask("bundle", "take", *map(str, again.files))
    bundles.take(one, [Path(str(row["reply_file"])) for row in rows])
    assert waits(one) == 0
    done = server.data.run("--json", "bundle", "take", str(tmp_path / "gone.kmb"))
    assert (done.returncode, json.loads(done.stdout)["error"]) == (1, "bundle_unreadable")
    one.close()


def test_the_command_line_makes_and_takes(
    server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = laptop(server, tmp_path / "one"), laptop(server, tmp_path / "two")
    child(one, "near the pagoda")
    one.close()
    two.close()
    monkeypatch.setenv("KOMAR_USER", "Sok Dara")
    monkeypatch.setenv("KOMAR_PASSWORD", PASSWORD)

    def told(laptop_name: str, *verb: str) -> tuple[int, list[dict[str, object]]]:
        code = main(["--data", str(tmp_path / laptop_name), "--lang", "en", "--json", *verb])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    code, [made] = told("one", "bundle", "make", str(tmp_path / "stick"), "--part-bytes", "100000")
    assert code == 0
    files = made["files"]
    assert isinstance(files, list)
    code, rows = told("two", "bundle", "take", *files)
    assert (code, [row["kind"] for row in rows]) == (0, ["carried"])
    code, rows = told("one", "bundle", "take", str(rows[0]["reply_file"]))
    assert (code, rows[0]["kind"]) == (0, "reply")
    assert told("one", "status")[1][0]["waiting"] == 0
    assert told("one", "bundle", "take", str(tmp_path / "gone.kmb"))[0] == 1
    assert told("one", "bundle", "make", str(tmp_path / "stick"), "--part-bytes", "5")[0] == 1


def test_the_command_line_says_what_lies_beside_and_what_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create_office(tmp_path / "one", OFFICE, "Sok Dara", PASSWORD, profile=Profile(1, 8, 1)).session.close()
    file = tmp_path / "1.kmb"
    made = Made((file,), 3, 100, answers=(file, file), left=12, left_bytes=31_981_568, earlier=4)
    monkeypatch.setattr(bundles, "make", lambda *_, **__: made)
    monkeypatch.setenv("KOMAR_USER", "Sok Dara")
    monkeypatch.setenv("KOMAR_PASSWORD", PASSWORD)
    for lang, words in (("en", ("files: 2.", "room: 12 (30.5 MB)", "answer: 4.")), ("km", ("២", "១២ (៣០.៥ ", "៤"))):
        assert main(["--data", str(tmp_path / "one"), "--lang", lang, "--json", "bundle", "make", str(tmp_path)]) == 0
        told = capsys.readouterr()
        row = json.loads(told.out)
        assert (row["answers"], row["left"], row["left_bytes"], row["earlier"]) == ([str(file)] * 2, 12, 31_981_568, 4)
        lines = told.err.splitlines()
        assert len(lines) == len(words)
        assert all(each in line for each, line in zip(words, lines, strict=True))
    assert made_words(Made((file,), 3, 100), "en") == []


def test_another_computer_is_shown_what_waits_and_carries_it(
    server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = laptop(server, tmp_path / "one"), laptop(server, tmp_path / "two")
    exchange.exchange(two)
    exchange.exchange(one)
    made_child = child(one, "near the pagoda")
    with pytest.raises(InputError, match="voucher_none"):
        bundles.make(one, tmp_path / "stick", reader="zzz")
    made = bundles.make(one, tmp_path / "stick", reader=bundles.own_tag(two).lower())
    [shown] = bundles.take(two, made.files)
    assert (shown.kind, shown.shown) == ("shown", 1)
    with two.read() as reader:
        assert reader.get("child", made_child).text("how_to_find") == "near the pagoda"
    exchange.exchange(two)
    back = bundles.make(two, tmp_path / "back")
    assert sorted((tmp_path / "back").iterdir()) == sorted([*back.files, *back.answers])
    assert [each.kind for each in bundles.take(one, back.answers)] == ["reply"] * len(back.answers)
    assert back.answers
    assert waits(one) == 0

    child(one, "behind the market")
    made = bundles.make(one, tmp_path / "later")

    def away(*_: object) -> bytes | None:
        raise EnvironmentFault("no_connection")

    with monkeypatch.context() as patched:
        patched.setattr("app.services.exchange.exchange.carry", away)
        assert [each.kind for each in bundles.take(two, made.files)] == ["kept"] * len(made.files)
    exchange.exchange(two)
    assert waits(one) == 1
    exchange.exchange(one)
    for session in (one, two):
        exchange.leave(session)
        session.close()


def test_a_revoked_laptop_hands_in_what_waits_and_can_be_opened_no_more(server: RunningServer, tmp_path: Path) -> None:
    one = laptop(server, tmp_path / "one")
    child(one, "near the pagoda")
    waited = waits(one)
    tag = next(
        str(row["tag"]) for row in reversed(server.data.ask("device", "list")) if row["device"] == device(one.database).id
    )
    server.data.tell("device", "revoke", tag)
    with pytest.raises(InputError, match="device_retired"):
        exchange.exchange(one)
    exchange.leave(one)
    one.close()
    held = [row for row in server.data.ask("held", "list") if row["reason"] == "revoked"]
    assert len(held) == waited
    with pytest.raises(InputError, match="device_retired"):
        sign_in(tmp_path / "one", "Sok Dara", PASSWORD)


def test_before_the_enrolment_there_is_nobody_to_seal_to(tmp_path: Path) -> None:
    session = create_office(tmp_path / "one", OFFICE, "Sok Dara", PASSWORD, profile=Profile(1, 8, 1)).session
    with pytest.raises(InputError, match="not_enrolled"):
        bundles.make(session, tmp_path / "stick")
    session.close()
