"""Khmer in Limon letters: what comes of it, and when it is noticed."""

from __future__ import annotations

import pytest

from app.text.limon import OFFERED, from_limon, looks_like_limon


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("éf¶ExqñaMkMeNIt", "ថ្ងៃខែឆ្នាំកំណើត"),
        ("sux dara:", "សុខ ដារ៉ា"),
        ("RsIeBA", "ស្រីពៅ"),
        ("bBaØa", "បញ្ញា"),
        ("kBaØa", "កញ្ញា"),
        ("s‘un", "ស៊ុន"),
        ("vNÑa", "វណ្ណា"),
        ("r)aykarN_", "របាយការណ៍"),
        ("eRkam", "ក្រោម"),
        ("kMBg;)acin", "កំពង់បាចិន"),
        ("Gasnñ 12", "អាសន្ន ១២"),
    ],
)
def test_what_comes_of_it(typed: str, meant: str) -> None:
    assert from_limon(typed) == meant
    assert looks_like_limon(typed) >= OFFERED


@pytest.mark.parametrize(
    "typed", ["", "Sok Dara", "SOK", "Chan", "Dara", "dara", "John Smith", "O'Brien", "Jean-Paul", "សុខ", "សុខ sux", "?", "1"]
)
def test_no_offer_for_a_latin_name(typed: str) -> None:
    assert looks_like_limon(typed) < OFFERED


@pytest.mark.parametrize("typed", ["aba", "S", "Rsa☺", "e", "R", "sux?"])
def test_what_cannot_be_limon(typed: str) -> None:
    assert from_limon(typed) is None
