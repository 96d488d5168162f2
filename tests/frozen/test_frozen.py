"""The built programme works where there is neither our source nor our environment."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

import dev

SYSTEM = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "LANG")
"""What a user's machine gives a programme; nothing of our Python."""


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console face of a fresh build."""
    folder = tmp_path_factory.mktemp("frozen")
    return dev.freeze(folder / "dist", folder / "work")


def run(programme: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the built programme in a folder of its own."""
    environment = {name: os.environ[name] for name in SYSTEM if name in os.environ} | {"QT_QPA_PLATFORM": "offscreen"}
    command = [str(programme), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_self_test_passes_in_silence(programme: Path, tmp_path: Path) -> None:
    answer = run(programme, tmp_path, "--self-test")
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout


def test_the_headless_face_answers(programme: Path, tmp_path: Path) -> None:
    answer = run(programme, tmp_path, "--data", str(tmp_path / "office"), "--lang", "km", "--json", "schema", "case")
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout.splitlines()[0])


def test_a_wrong_verb_is_refused(programme: Path, tmp_path: Path) -> None:
    assert run(programme, tmp_path, "--data", str(tmp_path / "office"), "fly").returncode == 2
