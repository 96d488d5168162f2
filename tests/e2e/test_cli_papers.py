"""Documents and papers by the headless face."""

from __future__ import annotations

import os
from pathlib import Path

from tests.e2e.support import CASE, NAME, Run, done, file
from tests.support.logos import picture
from tests.support.pdf_text import words_of


def test_documents_and_papers_of_a_case(run: Run, tmp_path: Path) -> None:
    done(run("init", "--office", "0203", "--full-name", NAME))
    code = str(done(run("case", "add", file(tmp_path, CASE)))[0]["code"])
    pages = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for page in pages:
        page.write_text(page.name, encoding="utf-8")
    added = done(run("document", "add", code, *map(str, pages), "--kind", "letter", "--title", "Letter", "--together"))
    assert [(one["page"], one["pages"], one["name"]) for one in added] == [(1, 2, "one.txt"), (2, 0, "two.txt")]
    assert done(run("document", "list", code)) == added
    seen = done(run("document", "set", str(added[0]["id"]), "--of-child"))[0]
    assert (seen["of_child"], seen["title"], seen["kind"]) == (True, "Letter", "letter")
    assert [
        run("document", "set", str(added[0]["id"]), *more)[0] for more in (("--of-child", "--no-child"), ("--kind", "x"))
    ] == [1, 1]
    wrong, _, said = run("document", "add", code, str(tmp_path / "none.txt"), "--kind", "letter")
    assert wrong != 0
    assert "none.txt" in said
    assert run("document", "add", code, str(pages[0]), "--kind", "novel")[0] == 1
    _scans_of_a_folder(run, code, tmp_path / "scanner")
    _a_paper_goes_out_and_comes_back(run, code, tmp_path)
    _only_what_is_named_is_on_the_paper(run, code, tmp_path / "parts.pdf")


def test_the_logo_of_the_office(office: Run, tmp_path: Path) -> None:
    assert done(office("office", "logo")) == [{"logo": False, "bytes": 0}]
    (tmp_path / "logo.png").write_bytes(picture(300, 100))
    assert done(office("office", "logo", str(tmp_path / "logo.png")))[0]["logo"]
    assert office("office", "logo", str(tmp_path / "none.png"))[0] == 3
    (tmp_path / "words.png").write_text("words", encoding="utf-8")
    assert office("office", "logo", str(tmp_path / "words.png"))[0] == 1
    assert done(office("office", "logo"))[0]["logo"]
    assert done(office("office", "logo", "--remove")) == [{"logo": False, "bytes": 0}]
    assert office("office", "logo", "--remove")[0] == 1


def _only_what_is_named_is_on_the_paper(run: Run, code: str, target: Path) -> None:
    make = ("paper", "make", "case_file", code, "--out", str(target), "--lang", "en")
    assert "Parts left out" not in str(done(run(*make, "--part", "all", "--form", "all"))[0]["left_out"])
    assert "Letter" in words_of(target.read_bytes())
    left_out = str(done(run(*make, "--part", "child,plan"))[0]["left_out"]).split("Parts left out: ")[1]
    assert "Assessment" in left_out
    assert "Child" not in left_out
    assert "Letter" not in words_of(target.read_bytes())
    wrong, _, said = run(*make, "--part", "novel")
    assert (wrong, "child, case, family" in said) == (1, True)
    assert run(*make, "--form", "0123")[0] == 1
    assert run(*make, "--variant", "family", "--part", "danger")[0] == 1


def _scans_of_a_folder(run: Run, code: str, folder: Path) -> None:
    folder.mkdir()
    for name in ("old.pdf", "new.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4")
    os.utime(folder / "old.pdf", (1, 1))
    taken = done(run("document", "scans", code, str(folder), "--kind", "letter", "--turn", "right", "--delete"))
    assert [(one["name"], one["turned"], one["use"]) for one in taken] == [("scan-1.pdf", 1, "scan")]
    assert [path.name for path in folder.iterdir()] == ["new.pdf"], "one that was written just now waits"
    assert run("document", "scans", code, str(folder), "--kind", "letter", "--turn", "up")[0] == 1


def _a_paper_goes_out_and_comes_back(run: Run, code: str, tmp_path: Path) -> None:
    target, scan = tmp_path / "file.pdf", tmp_path / "scan.txt"
    scan.write_text("signed", encoding="utf-8")
    made = done(run("paper", "make", "case_file", code, "--variant", "authority", "--out", str(target), "--lang", "en"))[0]
    assert "concerns" in str(made["left_out"])
    told = words_of(target.read_bytes())
    assert code in told
    assert "Neglect" not in told
    paper = str(made["id"])
    assert run("paper", "back", paper)[0] == 1
    assert done(run("paper", "out", paper, "--to", "Commune"))[0]["state"] == "out"
    thumb = ("--role", "carer", "--how", "thumbprint")
    assert run("paper", "back", paper, *thumb)[0] == 1, "a thumbprint without a witness"
    back = done(run("paper", "back", paper, "--scan", str(scan), *thumb, "--witness", "Keo"))[0]
    assert done(run("paper", "signed", paper, "authority", "seal", "--name", "Chief"))[0]["signed"] == [
        {"role": "carer", "how": "thumbprint", "name": None, "witness": "Keo", "on": back["back_on"]},
        {"role": "authority", "how": "seal", "name": "Chief", "witness": None, "on": back["back_on"]},
    ]
    assert (back["state"], back["out_to"], back["case"]) == ("back", "Commune", code)
    assert [one["use"] for one in done(run("document", "list", code))].count("scan") == 2
    assert [one["id"] for one in done(run("paper", "list", code))] == [paper]
    assert run("paper", "make", "novel", code, "--out", str(target))[0] == 1
