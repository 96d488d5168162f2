"""Rows of a table at the end of a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.print.form_papers import FormPart, Heading, Table, Told
from app.print.typesetting import pdf
from tests.support.pdf_text import pages_of
from tests.unit.forms.test_form_papers import paper


@pytest.mark.parametrize(("words", "torn"), [(30, False), (1500, True)], ids=["some lines", "longer than a page"])
def test_a_row_is_not_torn_by_the_end_of_a_page_and_a_long_one_loses_nothing(words: int, torn: bool) -> None:
    row = ("alpha " + "word " * words + "omega", "", "", "", "", "")
    table = Table(title="", columns=("A", "B", "C", "D", "E", "F"), rows=(row,) * 2, widths=(1,) * 6)
    for lines in (20, 25, 30):
        parts: tuple[FormPart, ...] = (*(Told(text="line"),) * lines, table, Heading(title="After"), Told(text="end"))
        pages = pages_of(pdf(replace(paper(parts, "en"), blank=False)))
        assert sum(page.count("omega") for page in pages) == 2
        assert any(page.count("alpha") != page.count("omega") for page in pages) is torn, lines
