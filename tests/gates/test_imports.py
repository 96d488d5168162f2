"""The import contracts of pyproject.toml: kept by the source, and each one able to catch what it forbids.

One copy of the source gets one planted module a contract; the linter must name every planted module.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.sources import ROOT

PLANTED = {  # contract → (module that breaks it, what it imports)
    "app-layers": ("app.domain.planted_layer", "app.services"),
    "sync-layers": ("sync.protocol.planted_layer", "sync.merge"),
    "sync-alone": ("sync.client.planted_alone", "app.domain.errors"),
    "server-alone": ("app.syncing.planted_server", "sync.server"),
    "client-owner": ("app.data.planted_client", "sync.client"),
    "shared-owner": ("app.services.planted_shared", "sync.schema"),
    "rows-owner": ("app.ui.planted_rows", "app.data.models"),
    "qt-owner": ("app.services.planted_qt", "PySide6.QtCore"),
    "sqlalchemy-owner": ("app.services.planted_sqlalchemy", "sqlalchemy"),
    "alembic-owner": ("app.services.planted_alembic", "alembic"),
    "openpyxl-owner": ("app.services.planted_openpyxl", "openpyxl"),
    "pyxform-owner": ("app.exports.planted_pyxform", "pyxform"),
    "typst-owner": ("app.exports.planted_typst", "typst"),
    "encryption-owner": ("app.services.planted_encryption", "sqlcipher3"),
    "pillow-owner": ("app.services.planted_pillow", "PIL"),
    "rapidfuzz-owner": ("app.data.planted_rapidfuzz", "rapidfuzz"),
    "icu-owner": ("app.domain.planted_icu", "icu4py"),
    "requests-owner": ("app.syncing.planted_requests", "requests"),
    "web-owner": ("sync.client.planted_web", "fastapi"),
    "signing-owner": ("app.services.planted_signing", "cryptography"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the linter on the source in a folder, without its cache."""
    program = "from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo"]
    environment = os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The linter's answer about a copy with every violation planted."""
    folder = tmp_path_factory.mktemp("planted")
    for part in ("app", "sync"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for module, imported in PLANTED.values():
        folder.joinpath(*module.split(".")).with_suffix(".py").write_text(f"import {imported}\n", encoding="utf-8")
    (folder / "app" / "unplaced.py").write_text("", encoding="utf-8")
    return lint(folder)


def test_the_source_keeps_every_contract() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_contract_has_its_violation() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert sorted(contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]) == sorted(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_caught(contract: str, broken: subprocess.CompletedProcess[str]) -> None:
    module, imported = PLANTED[contract]
    lines = [" ".join(line.split()) for line in broken.stdout.splitlines()]
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert [line for line in lines if f"{module} -> {imported.split('.')[0]}" in line], broken.stdout[-3000:]


def test_a_module_that_nobody_placed_is_caught(broken: subprocess.CompletedProcess[str]) -> None:
    assert "app.unplaced" in broken.stdout or "unplaced" in broken.stdout, broken.stdout[-3000:]
