"""How the programme starts: the sign-in window does not wait for the database engine, and a wrong line is told, not ignored."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import run

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "alembic", "sqlcipher3", "pyxform", "openpyxl", "typst", "requests", "cryptography")


def test_the_window_is_loaded_without_the_heavy_parts() -> None:
    code = f"import sys, app.bootstrap, app.ui.start; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")


def test_every_part_is_there_and_the_self_test_is_silent(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "app", "--self-test"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert {line.partition(": ")[2] for line in done.stdout.splitlines()} == {"ok"}


def test_a_wrong_option_before_the_verb_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--colour"]) == 2
    assert "--colour" in capsys.readouterr().err
    assert run(["--help"]) == 0
    assert "case add" in capsys.readouterr().out


def test_json_without_a_verb_is_no_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--json"]) == 2
    assert capsys.readouterr().out


def test_without_a_screen_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run(["--data", str(tmp_path), "--lang", "en"]) == 3
    assert "--help" in capsys.readouterr().err
