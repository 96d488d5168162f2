"""Normal form: what looks alike is alike, what is normal stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text.normal import COENG, normalise

KHMER = st.text(
    st.sampled_from([chr(code) for code in range(0x1780, 0x17DE)] + ["\u200b", "\u200d", " ", "a", "é", "e", "\u0301"])
)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("បណ\u17d2ដា", "បណ\u17d2តា"),
        ("សិទិ\u17d2ធ", "សិទ\u17d2ធិ"),
        ("ស\u17d2រ\u17d2តី", "ស\u17d2ត\u17d2រី"),
        ("ដេីម", "ដើម"),
        ("កេាះ", "កោះ"),
        ("កា\u17b6", "កា"),
        ("ចាក\u17cb\u17cb", "ចាក\u17cb"),
        ("សុី", "ស៊ី"),
        ("មុឺន", "ម៉ឺន"),
        ("បា៉ន", "ប៉ាន"),
        ("សុខ\u200bដារ៉ា", "សុខដារ៉ា"),
        ("ក\u200d\u200cា", "កា"),
        ("ឲ្យ", "ឱ្យ"),
        ("ឣា", "អា"),
        ("ក\u17d2\u17d2រ", "ក\u17d2រ"),
        ("ស\u17d2\u17b6ក", "ស\u17d2កា"),
        (" សុខ \u00a0 ដារ៉ា\n", "សុខ ដារ៉ា"),
        ("Jose\u0301", "José"),
    ],
)
def test_what_looks_alike_is_alike(typed: str, other: str) -> None:
    assert normalise(typed) == normalise(other)


@pytest.mark.parametrize(
    "name", ["ស្ត្រី", "ខ្ញុំ", "ម៉ាលី", "ស៊ីណា", "ពេជ្រ", "ច័ន្ទ", "ពិសិដ្ឋ".replace("ដ្ឋ", "ដ្ឋ"), "ធម៌", "ប្រឹក្សា", "Sok Dara", "១២៣"]
)
def test_names_in_normal_form_stay(name: str) -> None:
    assert normalise(name) == name


@given(KHMER)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(KHMER)
def test_no_consonant_is_lost_and_none_made(text: str) -> None:
    def consonants(of: str) -> list[str]:
        return sorted(letter for letter in of.replace("\u17d2ដ", "\u17d2ត") if "\u1780" <= letter <= "\u17a2")

    spelt = text.replace("\u200b", "").replace("\u200d", "").replace("\u17b4", "").replace("\u17b5", "")
    before = spelt.replace("ឣ", "អ").replace("ឤ", "អ")
    assert [c for c in consonants(normalise(text)) if c not in "ដត"] == [c for c in consonants(before) if c not in "ដត"]


@given(KHMER)
def test_a_coeng_keeps_its_consonant(text: str) -> None:
    normal = normalise(text)
    for place in range(1, len(normal)):
        if normal[place] == COENG and "\u1780" <= normal[place - 1] <= "\u17b3":
            assert "\u1780" <= normal[place + 1] <= "\u17b3"


def test_breaks_stay_when_asked() -> None:
    assert normalise("កុមារ\u200bរងគ្រោះ", keep_breaks=True) == "កុមារ\u200bរងគ្រោះ"
