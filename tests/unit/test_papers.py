"""The papers: all pages there, everything on them, and nothing that a user typed is read as markup."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Literal

import pytest

from app.domain.errors import EnvironmentFault
from app.print import typesetting
from app.print.papers import Language, Paper
from tests.support import sample_papers

LANGUAGES: tuple[Language, ...] = ("km", "en")
TEMPLATES = typesetting.RESOURCES / "print"
SERVICES = typesetting.RESOURCES.parent / "app" / "services"


def all_papers() -> list[Paper]:
    """One of each kind in each language."""
    kinds = (sample_papers.checklist, sample_papers.report, sample_papers.recovery_code)
    return [kind(lang) for lang in LANGUAGES for kind in kinds]


@pytest.mark.parametrize("paper", all_papers(), ids=lambda paper: f"{paper.template}-{paper.lang}")
def test_each_paper_becomes_one_pdf_with_a_picture_for_each_page(paper: Paper) -> None:
    pdf = typesetting.pdf(paper)
    pages = typesetting.pictures(paper, ppi=30)
    assert pdf.startswith(b"%PDF-")
    assert len(pages) == len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_with_eight_findings_is_two_pages(lang: Language) -> None:
    assert len(typesetting.pictures(sample_papers.report(lang), ppi=20)) == 2


def test_more_findings_take_more_pages() -> None:
    assert len(typesetting.pictures(sample_papers.report("km", finding_count=50), ppi=20)) > 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_practice_mark_is_on_every_page(lang: Language) -> None:
    marked = typesetting.pictures(sample_papers.checklist(lang, practice=True), ppi=20)
    plain = typesetting.pictures(sample_papers.checklist(lang, practice=False), ppi=20)
    assert len(marked) == len(plain)
    assert all(one != other for one, other in zip(marked, plain, strict=True))


@pytest.mark.parametrize("text", ["#panic()", "$x", "*bold", "[", "]", '"', "\\", '#import "/x"', "`", "<a>", "@ref", "= T"])
def test_what_a_user_typed_is_never_markup(text: str) -> None:
    paper = sample_papers.report("en")
    typed = dataclasses.replace(paper, office=text, team=text, findings=(dataclasses.replace(paper.findings[0], text=text),))
    assert typesetting.pdf(typed).startswith(b"%PDF-")


@pytest.mark.parametrize("state", ["to_decide", "to_be_completed"])
def test_without_a_grade_the_state_stands_in_its_place(state: Literal["to_decide", "to_be_completed"]) -> None:
    decided = sample_papers.report("km")
    open_paper = dataclasses.replace(decided, grade="", state=state, proposed_grade=decided.grade, findings=(), critical=())
    assert typesetting.pictures(open_paper, ppi=20)[0] != typesetting.pictures(decided, ppi=20)[0]


def test_the_same_paper_is_the_same_file() -> None:
    assert typesetting.pictures(sample_papers.report("km"), ppi=20) == typesetting.pictures(sample_papers.report("km"), ppi=20)


def test_without_fonts_the_fault_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        typesetting.fonts(tmp_path)
    assert caught.value.code == "print_fonts_missing"


def used_words() -> set[str]:
    """Every key that a template asks for, by its text, or a service that fills a paper; keys made of two parts are matched by
    their first part.
    """
    sources = "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.glob("*.typ"))
    services = "".join(file.read_text(encoding="utf-8") for file in SERVICES.rglob("*.py"))
    asked = {f"print.{key}" for key in re.findall(r'"((?:[a-z_]+\.)+[a-z_0-9]*|[a-z_]+)"', sources)}
    return asked | set(re.findall(r'"(print\.[a-z_.]+)"', services))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_the_papers_is_used(lang: Language) -> None:
    words = json.loads((typesetting.RESOURCES / "words" / lang / "print.json").read_text(encoding="utf-8"))
    used = used_words()
    unused = [key for key in words if key not in used and f"{key.rpartition('.')[0]}." not in used]
    assert [key for key in unused if not key.startswith("error.")] == []
