"""Migrations stand in one line: two of one number make a database that nobody can make or open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.data.migrate import REVISIONS, SCRIPTS
from tests.support.sources import ROOT

LAPTOP, SERVER = SCRIPTS / "versions", ROOT / "sync" / "server" / "migrations" / "versions"
_SAID = re.compile(r'^(revision|down_revision)(?:: [^=]+)? = (?:"(\w+)"|None)', re.MULTILINE)


def line(folder: Path) -> list[tuple[str, str, str]]:
    """Number of the file, its revision and the one before ("" for none), in order of the names."""
    found = []
    for script in sorted(folder.glob("m*.py")):
        said = {name: value or "" for name, value in _SAID.findall(script.read_text(encoding="utf-8"))}
        found.append((script.name[1:5], said["revision"], said["down_revision"]))
    return found


@pytest.mark.parametrize("folder", [LAPTOP, SERVER], ids=["laptop", "server"])
def test_each_migration_follows_the_one_before(folder: Path) -> None:
    found = line(folder)
    assert len(found) > 5
    assert [revision for _, revision, _ in found] == [number for number, _, _ in found]
    assert [before for _, _, before in found] == ["", *(revision for _, revision, _ in found)][:-1]


def test_a_laptop_knows_the_last_of_them() -> None:
    assert [revision for _, revision, _ in line(LAPTOP)] == list(REVISIONS)
