"""The main job of `dev.py demo`, small: two laptops, a server, a bad link, papers, workbook, pictures; then once more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from tests.support.sources import ROOT


def demo(folder: Path) -> list[str]:
    """Runs the demo in a process of its own and gives its lines."""
    command = [sys.executable, "-m", "tests.support.demo_job", str(folder), "--cases", "25", "--no-window"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (answer.returncode, answer.stderr) == (0, ""), answer.stdout + answer.stderr
    return answer.stdout.splitlines()


def test_the_main_job_from_end_to_end(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    lines = demo(folder)
    assert lines[-1].startswith("komar: workbook: ")
    assert any("laptop A, laptop B and server equal" in line for line in lines)
    made = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    workbook = load_workbook(made["workbook"], read_only=True)
    assert len(workbook.sheetnames) > 5
    workbook.close()
    assert [Path(paper).read_bytes()[:5] for paper in made["papers"]] == [b"%PDF-", b"%PDF-"]
    forms = made["forms"]
    assert (forms["low"], forms["rows"], forms["restricted"], forms["responses"]) == (5, 5, 4, 5)
    assert [Path(paper).read_bytes()[:5] for paper in forms["papers"]] == [b"%PDF-", b"%PDF-"]
    answers = load_workbook(forms["answers"], read_only=True)
    assert answers.sheetnames[-2:] == ["កុមារ", "អាហារ"]
    assert any("ធ្វើការ" in row for row in answers["កុមារ"].iter_rows(values_only=True))
    answers.close()
    shown = {file.stem.rpartition("_")[0] for file in (folder / "out" / "pictures").glob("*.png")}
    pages = {"sign_in", "today", "cases", "case", "facility", "inspection", "returns", "sync", "form", "form_foreign"}
    assert pages | {"carer", "carers", "calls", "letters", "approvals", "tonight"} <= shown
    again = demo(folder)
    assert "from an earlier run" in again[0]
    assert again[-1] == lines[-1]
