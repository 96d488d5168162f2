"""Regular expressions in Java's dialect, in bounded time; see also the recorded ones in `test_xpath_cases`."""

from __future__ import annotations

import contextlib
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.xpath.patterns import matches
from app.forms.xpath.values import XPathError


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("0[1-9][0-9]{7,8}", "012345678", True),  # a telephone number
        ("0[1-9][0-9]{7,8}", "0123456789012", False),
        ("[^@\\s]+@[^@\\s]+", "a@b", True),
        ("(?i)k-[a-z]+", "K-Ab", True),
        ("(?i:a)b", "AB", False),
        ("a(?i)b|c", "C", True),
        ("(?s).", "\n", True),
        (".", "\n", False),
        (".", "\u2028", False),
        ("(?m)^a$\n^b$", "a\nb", True),
        ("^a$", "b", False),
        ("a$\n", "a\n", True),
        ("\\Aab\\z", "ab", True),
        ("\\Bb", "b", False),
        ("a\\Bb", "ab", True),
        ("a\\Rb", "a\r\nb", True),
        ("\\h\\v", "\t\n", True),
        ("[\\p{InKhmer}\\s]+", "ភាសា ខ្មែរ", True),
        ("\\p{IsKhmer}+", "ភាសា", True),
        ("\\p{IsKhmer}+", "abc", False),
        ("\\P{L}+", "123", True),
        ("[^\\d]+", "abc", True),
        ("[a-z&&[^aeiou]]+", "xyz", True),
        ("[a-z&&[^aeiou]]+", "xaz", False),
        ("[a-c[x-z]]+", "abxz", True),
        ("\\u1780\\x41\\x{1781}\\0101", "កAខA", True),
        ("\\Q[a]\\E+", "[a]]", True),
        ("(?<year>[0-9]{4})", "2026", True),
        ("a{0}", "", True),
        ("a{2}{2}", "aaaa", True),
        ("(|a)b", "b", True),
        ("a??b", "ab", True),
        ("(?=.*[0-9])(?=.*[a-z]).{4,}", "abc1", True),
        ("(?=.*[0-9])(?=.*[a-z]).{4,}", "abcd", False),
        ("(?!00).*", "001", False),
        (".*(?<!x)y", "xy", False),
        (".*(?<!x)y", "zy", True),
        ("-?\\d+(\\.\\d+)?", "-12.5", True),
        ("[+\\-]", "-", True),
        ("[a-]", "-", True),
        ("{", "{", None),
        ("a**", "", True),
        ("]", "]", True),
        ("}", "}", True),
        ("(a", "a", None),
        ("a)", "a", None),
        ("[a", "a", None),
        ("a{3,2}", "a", None),
        ("[z-a]", "a", None),
        ("\\", "a", None),
        ("\\y", "y", None),
        ("\\p{Nothing}", "a", None),
        ("(a)\\1", "aa", None),  # back references are refused
        ("a++", "a", None),  # so are possessive quantifiers
        ("(?>a)", "a", None),
        ("a{99999}", "a", None),
        ("(((a{500}){500}){500})", "a", None),
    ],
)
def test_pattern(pattern: str, text: str, fits: bool | None) -> None:
    if fits is None:
        with pytest.raises(XPathError):
            matches(text, pattern)
    else:
        assert matches(text, pattern) is fits


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)*b", "(a*)*(a*)*b", "((a?){30})a{30}", "(?=(a+)+b).*", "(x+x+)+y"]
)
def test_no_pattern_takes_for_ever(pattern: str) -> None:
    start = time.process_time()
    reason = ""
    try:
        found = matches("a" * 400, pattern)
    except XPathError as error:
        found, reason = False, error.reason
    assert (found, reason) in ((False, ""), (False, "too_much"))
    assert time.process_time() - start < 10


PIECES = [
    "a",
    "b",
    "1",
    ".",
    "[ab]",
    "[^a]",
    "\\d",
    "\\w",
    "(",
    ")",
    "|",
    "*",
    "+",
    "?",
    "{2}",
    "{1,2}",
    "(?:",
    "^",
    "$",
    "\\b",
    "-",
    "[0-9]",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.text("ab1 -", max_size=6))
def test_what_python_and_java_share_is_matched_alike(pattern: str, text: str) -> None:
    try:
        expected = re.fullmatch(pattern, text, re.ASCII) is not None
    except re.error:
        return
    try:
        assert matches(text, pattern) is expected
    except XPathError:
        assert re.search(r"[*+?}]\+", pattern) or re.search(r"[*+?}][*+?{]|\^[*+?{]|\$[*+?{]|b[*+?{]", pattern)


@given(st.text(max_size=15), st.text(max_size=10))
def test_any_pattern_ends_in_a_value_or_the_own_error(pattern: str, text: str) -> None:
    with contextlib.suppress(XPathError):
        assert isinstance(matches(text, pattern), bool)
