"""An office to run commands on, made once and copied."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.cli.main import main
from app.data.keeping.keys import Profile
from app.services.office.offices import create_office
from tests.e2e.support import NAME, SECRET, Run


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a verb on one folder with --json: exit code, the lines as objects, what was said."""
    monkeypatch.setenv("KOMAR_USER", NAME)
    monkeypatch.setenv("KOMAR_PASSWORD", SECRET)

    def go(*words: str, lang: str = "en") -> tuple[int, list[dict[str, object]], str]:
        code = main(["--data", str(tmp_path / "office"), "--lang", lang, "--json", *words])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return go


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose password is quick to try, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "office"
    create_office(folder, "0203", NAME, SECRET, profile=Profile(1, 8, 1)).session.close()
    return folder


@pytest.fixture
def office(run: Run, made: Path, tmp_path: Path) -> Run:
    """The same with an office made."""
    shutil.copytree(made, tmp_path / "office")
    return run
