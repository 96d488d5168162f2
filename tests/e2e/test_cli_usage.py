"""How commands are typed and answered: usage, help, both languages, bad files, real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.grammar.grammar import help_text
from app.cli.grammar.verbs import EVERY, VERBS
from app.cli.main import main
from app.text.words import LANGUAGES
from tests.e2e.support import CASE, NAME, SECRET, Run, done, file

ROOT = Path(__file__).resolve().parents[2]


def test_schema_needs_no_office(run: Run) -> None:
    for type_name in ("child", "case", "facility", "residency", "note"):
        assert done(run("schema", type_name))[0]["type"] == type_name
    code, _, said = run("schema", "dragon")
    assert (code, "dragon" in said) == (1, True)


def test_nothing_waits_in_a_fresh_folder_and_a_wrong_password_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("status")[0] == 3
    made = done(run("init", "--office", "0203", "--full-name", NAME))[0]
    assert len(str(made["recovery_code"]).replace("-", "")) == 30
    status = done(run("status"))[0]
    assert status["waiting_records"] == 2
    assert status["last_success"] is None
    assert (status["alarms"], status["contents"]) == ([], {"to_send": 0, "to_fetch": 0, "not_on_server": 0})
    assert run("init", "--office", "0203", "--full-name", NAME)[0] == 3
    monkeypatch.setenv("KOMAR_PASSWORD", "wrong")
    assert run("status")[0] == 1
    monkeypatch.setenv("KOMAR_PASSWORD", SECRET)
    monkeypatch.setenv("KOMAR_USER", "Somebody Else")
    assert run("status")[0] == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["case", "fly"],
        ["case"],
        ["case", "show"],
        ["case", "show", "a", "b"],
        ["case", "set", "a"],
        ["case", "close", "a"],
        ["case", "list", "--colour", "red"],
        ["case", "list", "--limit"],
        ["case", "list", "--limit", "many"],
        ["--colour"],
        ["--lang"],
        ["--lang", "fr", "status"],
        [],
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    words: list[str], lang: str, capsys: pytest.CaptureFixture[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if words[:2] == ["case", "list"] and words[-1] == "many":
        done(run("init", "--office", "0203", "--full-name", NAME))
    code, _, said = _usage(run, words, lang, capsys)
    assert code == 2
    assert said


def _usage(run: Run, words: list[str], lang: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, object, str]:
    if words:
        return run(*words, lang=lang)
    code = main(["--lang", lang])
    said = capsys.readouterr()
    return code, None, said.out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_tells_every_verb(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", lang, "--help"]) == 0
    said = capsys.readouterr().out
    assert all(verb.usage() in said for verb in VERBS.values())
    assert main(["--lang", lang, "case", "--help"]) == 0
    assert "facility" not in capsys.readouterr().out
    assert help_text(VERBS, lang, "case").count("case ") >= 9


def test_without_json_there_are_lines_to_read(office: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = str(done(office("case", "add", file(tmp_path, CASE)))[0]["code"])
    assert main(["--data", str(tmp_path / "office"), "case", "show", code]) == 0
    shown = capsys.readouterr().out
    assert f"code: {code}\n" in shown
    assert "case.concerns[1].code: neglect\n" in shown
    assert main(["--data", str(tmp_path / "office"), "case", "list"]) == 0
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "word"), [(b"{", "1"), (b"[]", "object"), (b"\xff\xfe\x00", "UTF-8"), (b"[" * 100_000, "JSON")]
)
def test_a_file_that_is_no_json_is_refused(office: Run, tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    code, _, said = office("case", "add", str(path))
    assert (code, word in said) == (1, True)
    assert office("case", "add", str(tmp_path / "nowhere.json"))[0] == 1


def process(folder: Path, *words: str, given: bytes = b"", secret: str | None = SECRET) -> subprocess.CompletedProcess[bytes]:
    """A verb in a process of its own, in Khmer, with what it reads."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KOMAR_USER": NAME}
    if secret is not None:
        environment["KOMAR_PASSWORD"] = secret
    command = [sys.executable, "-m", "app", "--data", str(folder), *words]
    return subprocess.run(command, env=environment, input=given, capture_output=True, check=False, cwd=folder.parent)


def test_a_real_process_reads_the_input_and_speaks_utf8(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    assert process(folder, "init", "--office", "0203", "--full-name", NAME).returncode == 0
    added = process(folder, "--json", "case", "add", "-", given=json.dumps(CASE, ensure_ascii=False).encode())
    assert (added.returncode, added.stderr) == (0, b"")
    listed = process(folder, "--json", "case", "list")
    assert json.loads(listed.stdout)["name_km"] == "សុខ ដារ៉ា"
    wrong = process(folder, "case", "fly")
    assert wrong.returncode == 2
    assert "គ្មាន" in wrong.stderr.decode("utf-8")
    asked = process(folder, "status", secret=None)
    assert (asked.returncode, b"KOMAR_PASSWORD" in asked.stderr) == (1, True)


def test_no_verb_stands_there_twice() -> None:
    """The later one would take its place, with other options, and nobody would be told."""
    names = [verb.name for verb in EVERY]
    assert [name for name in names if names.count(name) > 1] == []
