"""Every paper looks as it did when somebody looked at it; a lost line or sign is found, how an edge was smoothed is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from PIL import Image, ImageFilter

from app.print.letters import Facts, LetterPaper, Paragraph
from app.print.papers import Paper
from app.print.typesetting import pdf
from app.services.papers import paper_desk
from tests.data.papers import golden
from tests.data.papers.story import LONG, Story, make
from tests.support.pdf_text import words_of

NAMES = sorted({file.stem.rpartition("_")[0] for file in golden.FOLDER.glob("*.png")})
MOST_BYTES = 600_000
LATIN_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d\d/\d\d/\d{4}\b", re.ASCII)
SUBSCRIPT = "ខ្សោយ"
"""A word of the story with a letter below another."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    made = make(tmp_path_factory.mktemp("golden") / "office")
    yield made
    made.session.close()


@pytest.fixture(scope="module")
def papers(story: Story) -> Iterator[dict[str, Paper]]:
    with golden.one_face():
        yield golden.papers(story)


class Later:
    """The clock when the carer of form 4, born in the story's year, has grown up."""

    def now(self) -> datetime:
        return datetime(2050, 3, 1, 2, 0, tzinfo=UTC)


def letter(papers: dict[str, Paper]) -> LetterPaper:
    found = papers["referral_letter_km"]
    assert isinstance(found, LetterPaper)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_looks_as_it_did(papers: dict[str, Paper], tmp_path: Path, name: str) -> None:
    assert golden.faults(name, papers[name], tmp_path) == []


def test_every_paper_of_the_story_has_its_pages_and_they_are_small(papers: dict[str, Paper]) -> None:
    assert sorted(papers) == NAMES
    assert sum(file.stat().st_size for file in golden.FOLDER.iterdir()) < MOST_BYTES


def test_a_lost_line_is_found_and_the_new_picture_is_there_to_look_at(papers: dict[str, Paper], tmp_path: Path) -> None:
    whole = letter(papers)
    blocks = tuple(replace(one, pairs=one.pairs[:-1]) if isinstance(one, Facts) else one for one in whole.blocks)
    (fault,) = golden.faults("referral_letter_km", replace(whole, blocks=blocks), tmp_path)
    assert re.match(r"referral_letter_km_1: [\d.]+ % of the page differs", fault)
    assert fault.endswith(str(tmp_path / "referral_letter_km_1.png"))
    assert (tmp_path / "referral_letter_km_1.png").exists()


@pytest.mark.parametrize("lost", ["ខសោយ", "ខោយ"], ids=["the sign between", "the letter below"])
def test_one_lost_subscript_is_found(papers: dict[str, Paper], tmp_path: Path, lost: str) -> None:
    broken = LONG.replace(SUBSCRIPT, lost)
    whole = letter(papers)
    blocks = tuple(
        replace(one, text=broken) if isinstance(one, Paragraph) and one.text == LONG else one for one in whole.blocks
    )
    assert broken != LONG
    assert len(golden.faults("referral_letter_km", replace(whole, blocks=blocks), tmp_path)) == 1


def test_a_page_more_and_a_page_less_are_found(papers: dict[str, Paper], tmp_path: Path) -> None:
    longer, shorter = papers["form_1_km"], papers["form_3_km"]
    assert golden.faults("form_3_km", longer, tmp_path)[-1].startswith("form_3_km_3: a page more")
    assert golden.faults("form_1_km", shorter, tmp_path)[-1] == "form_1_km_3: the page is gone"


def test_the_smallest_sign_alone_is_found_and_a_smoother_edge_is_not(papers: dict[str, Paper]) -> None:
    (page,) = golden.pages("referral_letter_km", letter(papers)).values()
    dot = page.copy()
    dot.paste(0, (100, 400, 103, 403))
    share, worst = golden.differing(page, dot)
    assert share < golden.SHARE
    assert worst > golden.TILE_SHARE
    smoother = Image.blend(page, page.filter(ImageFilter.SMOOTH), 0.2)
    assert golden.differing(page, smoother) == (0.0, 0.0)
    assert golden.differing(page, page.resize((page.width + 1, page.height))) == (100.0, 100.0)


def test_no_day_stands_in_latin_digits_on_a_khmer_paper(papers: dict[str, Paper]) -> None:
    told = {name: LATIN_DAY.findall(words_of(pdf(paper))) for name, paper in papers.items() if name.endswith("_km")}
    assert {name: days for name, days in told.items() if days} == {}


def test_a_line_shown_to_a_receiver_has_the_digits_of_the_language(papers: dict[str, Paper]) -> None:
    assert "អាយុ: ១១" in str(papers["case_file_full_km"])


def test_what_a_form_counts_with_the_day_is_that_of_the_form_whenever_it_is_printed(
    story: Story, papers: dict[str, Paper]
) -> None:
    young = "អ្នកថែទាំអាយុក្រោម ១៨ ឆ្នាំ"
    assert young in str(papers["form_4_km"])
    with patch.object(story.session.database, "clock", Later()), story.session.read() as reader:
        later = paper_desk.fill(reader, story.desk, "official_form", story.responses[4], "full", "km")
    assert young in str(later), "who was a child when the form was filled does not grow up on paper"
