"""Text taken over as it stands is the same as its value read, changed and written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.data.outbox.freezing import frozen_line
from app.data.replica.overlay import creating_patch, shown
from sync.protocol.canonical import canonical, lengthened, long_id, shortened
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import OpLine, decode_op, encode_op
from sync.protocol.splice import created_text, lengthened_text, shortened_text

IDS = st.uuids().map(str)
PARTS = ("~", '"', "\\", '\\"', "~~", ":", ",", "-", "ក", "\n")
TEXTS = st.one_of(
    IDS,
    st.text(max_size=12),
    st.lists(st.one_of(st.sampled_from(PARTS), IDS), max_size=5).map("".join),
    IDS.map(lambda each: "~" + shortened(each)),
    IDS.map(lambda each: shortened(each) + '"'),
    IDS.map(lambda each: f'"{each}"'),
)
VALUES = st.recursive(
    st.one_of(TEXTS, st.none(), st.booleans(), st.integers()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)
SINCE = "2026-01-05T03:04:05.678Z"
KNOWN = "0b8ff267-2cc5-4994-983b-7df27e6a887f"
KNOWN_AT = "2026-02-01T10:11:12.345Z"


@given(VALUES)
@example({KNOWN: [KNOWN, f'"{KNOWN}', f'{KNOWN}"', f'\\"{KNOWN}']})
def test_shortened_text_is_the_text_of_the_shortened_value(value: object) -> None:
    assert shortened_text(canonical(value).decode()) == canonical(shortened(value)).decode()


@given(VALUES)
@example({KNOWN: [KNOWN, "~" + KNOWN, f'"~{KNOWN}', 'a"~' + "A" * 22]})
def test_lengthened_text_is_the_text_of_the_lengthened_value_or_nothing(value: object) -> None:
    sent = canonical(shortened(value)).decode()
    found = lengthened_text(sent)
    assert found is None or found == canonical(value).decode()
    assert found is not None or "~" in sent


@given(VALUES)
def test_what_nobody_shortened_is_read_the_same_way(value: object) -> None:
    sent = canonical(value).decode()
    found = lengthened_text(sent)
    try:
        expected = canonical(lengthened(json.loads(sent))).decode()
    except ProtocolError:
        assert found is None
    else:
        assert found in (None, expected)


def test_a_short_id_with_stray_bits_is_left_to_be_refused() -> None:
    with pytest.raises(ProtocolError):
        long_id("A" * 21 + "B")
    assert lengthened_text('["~' + "A" * 21 + 'B"]') is None


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), st.booleans(), st.booleans())
def test_an_operation_is_read_as_it_was_meant(patch: dict[str, object], named: bool, escaped: bool) -> None:
    op = OpLine("create", "case", KNOWN, (0, 0), KNOWN if named else "somebody", "2026-05-06T07:08:09.000Z", patch)
    line = encode_op(op, SINCE)
    if escaped:
        line = line.replace(b'"~', b'"\\u007e')
    read = decode_op(line, SINCE)
    assert (read, tuple(read.asserts)) == (replace(op, asserts=read.asserts), ())


@given(
    st.sampled_from(["create", "edit", "delete", "discard", "rescue"]),
    st.sampled_from(["child", "form_response", ""]),
    st.tuples(st.integers(0, 3), st.integers(0, 9)),
    st.one_of(IDS, TEXTS),
    st.dictionaries(TEXTS, VALUES, max_size=4),
    IDS,
)
def test_a_line_is_frozen_as_it_would_be_encoded(
    kind: str, typed: str, base: tuple[int, int], user: str, patch: Mapping[str, object], record: str
) -> None:
    row = (1, 1, record, typed, kind, *base, canonical(patch).decode(), None, None, None, user, KNOWN_AT, 1)
    named = "" if kind == "discard" else typed
    assert frozen_line(row, SINCE) == encode_op(OpLine(kind, named, record, base, user, KNOWN_AT, patch), SINCE)


WORDS = st.one_of(TEXTS, st.sampled_from(['"', "answers:", '{"add":', "a,", ":null", "]", "{", ","]))
KEYS = st.one_of(st.sampled_from(["/data/a", "/data/b", "", ":", "s", "prefilled:"]), TEXTS)
CREATED = st.fixed_dictionaries(
    {},
    optional={
        "answers": st.dictionaries(KEYS, WORDS, min_size=1, max_size=4),
        "prefilled": st.dictionaries(KEYS, WORDS, min_size=1, max_size=2),
        "form_id": WORDS,
        "office": WORDS,
        "whole": WORDS,
        "state": WORDS,
        "unknown": st.one_of(WORDS, st.integers(), st.booleans()),
        "answerst": WORDS,
        "answers0": WORDS,
    },
)


@given(CREATED)
@example({"answers": {"/data/a": "x,"}, "form_id": "f,"})
@example({"answers": {"/data/a": "1", "prefilled:": "2"}})
@example({"answers": {"/data/a": "answers:", "/data/b": "1"}, "prefilled": {"/data/a": "x"}, "office": "answers:"})
def test_a_created_body_is_the_text_of_its_patch_laid_over_nothing(values: dict[str, object]) -> None:
    patch = creating_patch("form_response", values)
    body = shown("form_response", None, [("create", patch)]) or {}
    found = created_text(canonical(patch), ("answers", "prefilled"))
    assert found is None or found == canonical(body)


@given(st.lists(TEXTS, min_size=1, max_size=4, unique=True), WORDS)
def test_a_created_set_is_the_list_of_what_is_added(members: list[str], note: str) -> None:
    patch = creating_patch("child", {"disability": members, "school": note})
    assert "add" in patch["disability"]
    found = created_text(canonical(patch), ())
    assert found is None or found == canonical(shown("child", None, [("create", patch)]))


def test_most_records_are_made_without_being_read() -> None:
    patch = creating_patch("form_response", {"answers": {"/data/a": "ក", "/data/b": "2"}, "form_id": "case", "office": "02"})
    body = b'{"answers":{"/data/a":"\xe1\x9e\x80","/data/b":"2"},"form_id":"case","office":"02"}'
    assert created_text(canonical(patch), ("answers", "prefilled")) == body
