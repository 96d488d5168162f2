"""The tree: nothing unplanned at the top, no place of one machine, no unfinished work, exact versions for everything."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev
from tests.support.sources import ROOT, calls, place, python_files

TOP = {"app", "resources", "translations", "sync", "tests", "pyproject.toml", "build.spec", "README.md", "dev.py", "LICENSE"}
BUILT = {"build", "dist", "__pycache__"}
TEXT = {".py", ".pyi", ".toml", ".md", ".json", ".typ", ".ts", ".csv", ".qss", ".txt", ".spec", ".html", ".sql", ""}
FORBIDDEN = {  # written in two halves, so that this file does not hold what it forbids
    "a place of one machine": r"(?<![\w.)])/(?:" + "|".join(["wo" + "rk/", "ro" + "ot/", "ho" + "me/\\w", "tm" + "p/"]) + ")",
    "a package host": "index" + r"-url|https?://(?:files|registry|deb|security)\.",
    "unfinished work": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|NotImpl" + r"ementedError)\b",
    "a skipped test": r"mark\.(?:sk" + r"ip|xf" + r"ail)|pytest\.(?:sk" + r"ip|xf" + r"ail)\(|@sk" + "ip",
    "a silenced check": r"#\s*(?:type:\s*ig" + r"nore|no" + r"qa)",
}


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file that is ours, as git sees it: committed or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout.split("\0")
    for name in filter(None, names):
        file = ROOT / name
        if file.suffix in TEXT and file.is_file():
            yield file, file.read_text(encoding="utf-8")


def test_nothing_unplanned_at_the_top() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert sorted(names - TOP - BUILT) == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_text_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a place of one machine", "open('/wo" + "rk/x')"),
        ("a package host", "--index" + "-url"),
        ("unfinished work", "# TO" + "DO later"),
        ("a skipped test", "@pytest.mark.sk" + "ip"),
        ("a silenced check", "x = 1  # no" + "qa"),
    ],
)
def test_each_pattern_catches_its_case(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


def test_no_test_waits_by_the_clock() -> None:
    waits = [place(file, call.lineno) for file in python_files("tests") for name, call in calls(file) if name == "sleep"]
    assert [where for where in waits if "/test_" in where] == []


def pinned() -> list[Requirement]:
    """The lines of .constraints.txt."""
    lines = dev.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_every_package_has_one_exact_version() -> None:
    assert [str(line) for line in pinned() if [part.operator for part in line.specifier] != ["=="] or line.url] == []


def test_what_the_project_asks_for_is_pinned_within_its_range() -> None:
    versions = {canonical(line.name): next(iter(line.specifier)).version for line in pinned()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(text)
        assert versions.get(canonical(wanted.name)), f"{wanted.name} is not pinned"
        assert wanted.specifier.contains(versions[canonical(wanted.name)]), text


def canonical(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_continuous_integration_types_what_a_developer_types() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == "python3 dev.py test"


def test_readme_opens_with_the_two_commands() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8")[:900]
    assert "python3 dev.py demo" in head
    assert "python3 dev.py test" in head


def test_dev_names_its_verbs_and_refuses_others() -> None:
    shown = subprocess.run(
        [sys.executable, "dev.py", "-h"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert [verb for verb in dev.VERBS if f"dev.py {verb}" not in shown.stdout] == []
    assert subprocess.run([sys.executable, "dev.py", "fly"], cwd=ROOT, capture_output=True, check=False).returncode == 2


def test_without_root_the_exact_command_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "is_root", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(dev.SetupError, match="sudo apt-get install -y python3-venv"):
        dev.install_system(["python3-venv"], "This Python has no ensurepip")
