"""The quick reading and writing of JSON gives what the slow one gives, byte by byte and fault by fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.protocol.canonical import canonical, canonical_read, parsed
from sync.protocol.errors import ProtocolError

TEXTS = st.text(st.characters(), max_size=6)
"""Halves of characters too."""
VALUES = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.integers(-(2**66), 2**66)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)


def slowly(line: bytes) -> Any:
    """The line as Python's own reader has it: no floats."""

    def refused(_: str) -> Any:
        raise ValueError

    return json.loads(line.decode("utf-8", "surrogatepass"), parse_float=refused, parse_constant=refused)


def told(reader: Any, line: bytes) -> str:
    """What a reader makes of a line; its complaint is one and the same."""
    try:
        return repr(reader(line))
    except (ProtocolError, ValueError, RecursionError):
        return "none"


@given(VALUES)
@example({"\ue000": 1, "\U0001f600": 2, "ក": 3, "\x7f": 4, "\u2028": 5, '\x1f\b\f\n\r\t"\\/': 6})
@example(["\ud800"])
@example([2**64 - 1, 2**64, -(2**63), -(2**63) - 1])
def test_what_was_read_is_written_in_the_same_bytes(value: object) -> None:
    try:
        expected = canonical(value)
    except UnicodeEncodeError:
        with pytest.raises(UnicodeEncodeError):
            canonical_read(value)
    else:
        assert canonical_read(value) == expected
        assert parsed(expected) == value


PIECES = (
    b'[ ] { } , : " "a" 1 - 0 . e5 NaN Infinity null true "\\ud800" "\\u0000" \xed\xa0\x80 \xff \x01 \xef\xbb\xbf \\'.split(
        b" "
    )
)
JSONISH = st.lists(st.sampled_from([*PIECES, b" ", b"\n", b"18446744073709551616"]), max_size=8).map(b"".join)


@given(st.one_of(JSONISH, st.binary(max_size=8), VALUES.map(lambda value: json.dumps(value).encode())))
@example(b"[1.5]")
@example(b'{"a":{"b":[[1e5]]}}')
@example(b"123456789012345678901234567890")
@example(b'{"a":1,"a":2}')
@example(b"[" * 400 + b"]" * 400)
@example(b"[" * 5000)
def test_a_line_is_read_as_before(line: bytes) -> None:
    assert told(parsed, line) == told(slowly, line)
