"""Two laptops of one office and a real server, all by commands.

They converge, a clash is shown and decided, a dead server loses nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli.main import main
from app.data.keeping.keys import Profile
from app.services.office.offices import create_office

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a long pass phrase"
CASE = {
    "child": {"family_name_km": "សុខ", "given_name_km": "ដារ៉ា", "sex": "male", "birth": {"date": "2016-03-04"}},
    "case": {"received_at": "2026-01-05", "risk_level": "high", "reason": "found alone"},
}
Run = Callable[..., list[dict[str, object]]]


class Server:
    """The central server as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def ask(self, *words: str) -> str:
        """What a verb of the server prints."""
        command = [sys.executable, "-m", "sync.server", "--data", str(self.folder), *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def serve(self, port: int = 0) -> None:
        """Serves until `stop`."""
        command = [sys.executable, "-m", "sync.server", "--data", str(self.folder), "serve", "--port", str(port)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:")

    def stop(self) -> None:
        """Ends it as a service manager does."""
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=30)
            self._process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "server")
    made.ask("office", "add", "0203")
    made.serve()
    yield made
    made.stop()


@pytest.fixture
def laptop(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Run]:
    """Makes a laptop of somebody, enrolled; gives what runs verbs on it."""
    monkeypatch.setenv("KOMAR_PASSWORD", SECRET)

    def make(name: str) -> Run:
        def run(*words: str, ends: int = 0) -> list[dict[str, object]]:
            monkeypatch.setenv("KOMAR_USER", name)
            capsys.readouterr()
            code = main(["--data", str(tmp_path / name), "--lang", "en", "--json", *words])
            said = capsys.readouterr()
            assert code == ends, said.err
            return [json.loads(line) for line in said.out.splitlines()]

        create_office(tmp_path / name, "0203", name, SECRET, profile=Profile(1, 8, 1)).session.close()
        run("enrol", server.url, server.ask("enrol-code", "0203"))
        return run

    return make


def settle(*laptops: Run) -> None:
    """Everybody exchanges until nobody has anything new."""
    for _ in range(2):
        for run in laptops:
            run("sync")


def sum_of(run: Run) -> object:
    return run("digest")[0]["sha256"]


def test_two_laptops_and_the_server_come_to_hold_the_same(laptop: Callable[[str], Run], server: Server, tmp_path: Path) -> None:
    one, other = laptop("Sok Dara"), laptop("Chan Thida")
    given = tmp_path / "case.json"
    given.write_text(json.dumps(CASE), encoding="utf-8")
    code = str(one("case", "add", str(given))[0]["code"])
    settle(one, other)
    assert [row["code"] for row in other("case", "list")] == [code]
    assert one("status")[0]["waiting"] == 0

    one("case", "set", code, "case.reason=found at the market")
    other("case", "set", code, "child.sex=female", "case.reason=found at the pagoda")
    settle(one, other)
    clashes = one("conflicts")
    assert [clash["unit"] for clash in clashes] == ["reason"]
    assert clashes == other("conflicts")
    one("conflicts", "resolve", str(clashes[0]["id"]), "--take", "found at the old market")
    settle(one, other)
    for run in (one, other):
        shown = run("case", "show", code)[0]
        case, child = shown["case"], shown["child"]
        assert isinstance(case, dict)
        assert isinstance(child, dict)
        assert (case["reason"], child["sex"]) == ("found at the old market", "female")
        assert run("conflicts") == []

    one("case", "set", code, "child.given_name_latin=Dara")
    other("case", "set", code, "child.given_name_latin=Tara")
    settle(one, other)
    [clash] = one("conflicts")
    assert (clash["unit"], clash["kind"], clash["may"]) == ("(name_latin)", "value", True)
    names = {"family_name_latin": "Sok", "given_name_latin": "Thara"}
    one("conflicts", "resolve", str(clash["id"]), "--take", json.dumps(names))
    settle(one, other)
    for run in (one, other):
        child = run("case", "show", code)[0]["child"]
        assert isinstance(child, dict)
        assert names.items() <= child.items()
        assert run("conflicts") == []
    central = json.loads(server.ask("--json", "digest", "--office", "0203"))
    assert sum_of(one) == sum_of(other) == central["sha256"]


def test_a_dead_server_is_told_and_nothing_is_lost(laptop: Callable[[str], Run], server: Server, tmp_path: Path) -> None:
    one = laptop("Sok Dara")
    given = tmp_path / "case.json"
    given.write_text(json.dumps(CASE), encoding="utf-8")
    one("case", "add", str(given))
    port = int(server.url.rpartition(":")[2])
    server.stop()
    waiting = one("status")[0]["waiting"]
    one("sync", ends=3)
    assert one("status")[0]["waiting"] == waiting
    server.serve(port)
    assert one("sync")[0]["sent"] == waiting
    assert one("sync")[0]["sent"] == 0
    assert one("status")[0]["waiting"] == 0
    assert sum_of(one) == json.loads(server.ask("--json", "digest", "--office", "0203"))["sha256"]


def test_a_code_works_once_and_only_for_its_office(laptop: Callable[[str], Run], server: Server) -> None:
    one = laptop("Sok Dara")
    one("enrol", server.url, "AAAAAAAAAA", ends=1)
    server.ask("office", "add", "0204")
    one("enrol", server.url, server.ask("enrol-code", "0204"), ends=1)
    assert one("sync")[0]["sent"] == 2
