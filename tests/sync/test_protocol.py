"""The wire alone: whatever is written is read back the same, spoilt bytes are told, budgets are kept."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import auth, chain, digest
from sync.protocol.audit import AuditLine, decode_audit, encode_audit
from sync.protocol.canonical import b64, body_bytes, lengthened, long_id, parsed, short_id, shortened
from sync.protocol.codec import FORMS, Form, form_of, media_type, pack, unpack
from sync.protocol.cursor import Cursor, cursor
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, decode_enrol_answer, decode_enrol_request
from sync.protocol.envelope import (
    Reply,
    ReplyHead,
    Request,
    RequestHead,
    decode_reply,
    decode_request,
    echo_hash,
    encode_reply,
    encode_request,
)
from sync.protocol.errors import ProtocolError
from sync.protocol.lines import (
    KINDS,
    ConflictPart,
    EchoLine,
    GoneLine,
    LogLine,
    OpLine,
    RecordLine,
    Verdict,
    decode_op,
    decode_reply_line,
    encode_op,
)
from sync.protocol.page_lines import encode_page_line
from sync.schema import RESTRICTED_GROUPS, office_scope

SINCE = "2026-01-05T03:04:05.678Z"
AT = "2026-03-01T02:00:01.005Z"
IDS = st.uuids().map(str)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | IDS | st.just("~a")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
PATCHES = st.dictionaries(TEXTS, VALUES, max_size=4)
BASES = st.just((0, 0)) | st.tuples(st.integers(1, 9), st.integers(1, 10**9))


@given(PATCHES, st.text(max_size=8), st.booleans())
def test_the_text_of_a_body_is_taken_from_its_line_only_where_it_is_the_canonical_one(
    values: dict[str, Any], type_name: str, as_text: bool
) -> None:
    body = {name: value for name, value in values.items() if value is not None}
    text = body_bytes(body).decode() if as_text else ""
    line = RecordLine(("0203",), str(uuid.UUID(int=7)), type_name, 5, body, text=text)
    told = decode_reply_line(encode_page_line(line, ["0203"]), ["0203"])
    assert isinstance(told, RecordLine)
    assert (told.body, told.type) == (body, type_name)
    assert told.text in ("", body_bytes(body).decode())


@pytest.mark.parametrize(
    "line",
    [
        '["r",0,"child","%s",1180591620717411303424,{"school":"x"}]',
        '["g",0,"%s",1180591620717411303424]',
        '["b",0,"child","%s",9223372036854775808,"x",1]',
        '["l","child","%s",5,"~b",1,"e",{"a":["\\ud800","x"]}]',
        '["l","child","%s",9223372036854775808,"b",1,"e",{}]',
    ],
)
def test_inv_19_what_no_database_can_hold_is_no_line(line: str) -> None:
    with pytest.raises(ProtocolError, match="line"):
        decode_reply_line((line % short_id(str(uuid.UUID(int=7)))).encode(), ["o:0203"])


@given(VALUES)
def test_values_in_short_form_come_back(value: Any) -> None:
    assert lengthened(shortened(value)) == value


@given(st.sampled_from(sorted(KINDS)), IDS, BASES, IDS, PATCHES, st.none() | st.just("c1"), st.lists(VALUES, max_size=2))
def test_an_operation_comes_back(
    kind: str, record: str, base: tuple[int, int], user: str, patch: dict[str, Any], resolves: str | None, asserts: list[Any]
) -> None:
    op = OpLine(kind, "case", record, base, user, AT, patch, resolves, asserts)
    line = encode_op(op, SINCE)
    assert b"\n" not in line
    assert decode_op(line, SINCE) == op
    assert encode_op(decode_op(line, SINCE), SINCE) == line


@given(st.binary(max_size=60))
def test_what_is_no_line_is_told(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode_op(b"[1," + line, SINCE)


def test_floats_and_deep_nesting_are_refused() -> None:
    for line in (b"[1.5]", b"[NaN]", b"[" * 100_000):
        with pytest.raises(ProtocolError, match="json"):
            parsed(line)


@pytest.mark.parametrize("form", FORMS)
def test_bodies_come_back_in_every_form(form: Form) -> None:
    lines = ["ភូមិ".encode(), b"", b'{"a":1}']
    assert unpack(pack(lines, form), form_of(media_type(form))) == lines


@pytest.mark.parametrize("form", ["z1", "z", "gz"])
def test_every_cut_and_every_bent_byte_is_noticed(form: Form) -> None:
    body = pack([b"one two three four five six", b"seven"], form)
    for length in range(len(body)):
        with pytest.raises(ProtocolError):
            unpack(body[:length], form)
    for place in range(10 if form == "gz" else 4, len(body)):  # the first bytes of gzip hold a time and a name of a system
        bent = bytearray(body)
        bent[place] ^= 0x55
        try:
            assert unpack(bytes(bent), form) == [b"one two three four five six", b"seven"]
        except ProtocolError:
            continue


def test_a_bomb_is_not_unpacked() -> None:
    body = pack([b"0" * (65 * 1024 * 1024)], "z")
    with pytest.raises(ProtocolError, match="too_large"):
        unpack(body, "z")


def test_a_request_comes_back() -> None:
    head = RequestHead(1, "ab" * 16, SINCE, 7, 1, "c" * 22, {"n": Cursor(1, 5, "ab")}, page=99, audit=1, users=(), raw=True)
    line = encode_audit(AuditLine(4, AT, str(uuid.uuid4()), "read", "read", None, {}), SINCE)
    request = Request(head, (b"[1]",), (line,))
    assert decode_request(encode_request(request)) == request
    assert decode_audit(line, SINCE).number == 4


@pytest.mark.parametrize("text", ["", "1", "1:2", "0:1:", "1:-1:", "1:1:ab cd", "1:1:" + "a" * 17, None, 5])
def test_what_is_no_cursor_is_told(text: object) -> None:
    with pytest.raises(ProtocolError, match="cursor"):
        cursor(text)


def test_a_reply_comes_back_and_unknown_lines_are_kept_aside() -> None:
    record, user = str(uuid.uuid4()), str(uuid.uuid4())
    part = ConflictPart("x" * 22, "(name_km)", {"a": None, "b": "1"}, user, AT, {"*": "deleted"}, user, AT)
    page = (
        RecordLine(("o:12", "n"), record, "case", 5, {"child": record, "reason": "~x"}, (part,), {"twice": True}),
        RecordLine(("o:12",), record, "case", 6, None),
        RecordLine(("o:12",), record, "case", 7, {"reason": None}, patch_base=6),
        EchoLine(("o:12",), 0, 2, 8, "h" * 11),
        GoneLine("n", record, 10),
    )
    verdicts = (
        Verdict(0, "merged", 5, ("reason",)),
        Verdict(1, "conflict", 6, ("(status)",), ("c1",)),
        Verdict(2, "held", reason="no_right"),
        Verdict(3, "erased"),
    )
    logs = (
        LogLine(record, "case", 5, user, AT, "changed", {"reason": ("a", "b")}),
        LogLine(record, "case", 4, user, AT, "created", {}),
    )
    moved = {"n": (Cursor(1, 0), Cursor(1, 9, "ab"))}
    head = ReplyHead(
        1, 9, 3, 4, True, ("o:12", "n"), moved, {"n": "r" * 11}, ("o:13",), 17, 2, True, (("ab" * 16, 3, "applied"),)
    )
    reply = Reply(head, verdicts, page, logs)
    lines = encode_reply(reply)
    assert decode_reply(lines) == reply
    strange = [b'["?",1,2]', b"{}", b'["r",99,"case","x",1,{}]']
    assert decode_reply([*lines, *strange]).unread == tuple(strange)


def test_ids_are_uuids_in_one_form() -> None:
    identity = str(uuid.uuid4())
    assert long_id(short_id(identity)) == identity
    for wrong in (identity.upper(), identity[:-1], "x"):
        with pytest.raises(ProtocolError):
            short_id(wrong)
    with pytest.raises(ProtocolError):
        long_id("A" * 21 + "B")  # bits beyond the sixteen bytes


def test_roots_do_not_depend_on_order_and_notice_a_change() -> None:
    items = [digest.item(digest.line("case", str(n), n, False, "h"), ["c"] if n == 3 else []) for n in range(5)]
    root = 0
    for item in reversed(items):
        root ^= item
    assert digest.root_text(root) == digest.root_text(items[0] ^ items[1] ^ items[2] ^ items[3] ^ items[4])
    assert digest.digest(["b", "a"]) == digest.digest(["a", "b"])


def test_signatures_and_codes_fit_only_what_they_were_made_for() -> None:
    device, server, own = auth.new_signing_key(), auth.new_exchange_key(), auth.new_exchange_key()
    header = auth.signed_authorization(device, "t1", "nonce", own, "req", b"body")
    signed = auth.signed_of(header)
    assert signed is not None
    assert auth.signed_fits(signed, auth.public_of_signing(device), "req", b"body")
    assert not auth.signed_fits(signed, auth.public_of_signing(device), "req", b"bodx")
    assert not auth.signed_fits(signed, auth.public_of_signing(auth.new_signing_key()), "req", b"body")
    here = auth.session_key(own, auth.public_of_exchange(server), "t1", "nonce")
    assert here == auth.session_key(server, signed.exchange_public, "t1", "nonce")
    mac = auth.mac_authorization(here, "r2", b"body")
    assert auth.mac_session(mac) == auth.session_id(here)
    assert auth.mac_fits(mac, here, "r2", b"body")
    assert not auth.mac_fits(mac, here, "r3", b"body")
    assert auth.plain_code(" 0123-4567 8i") == "0123456781"


def test_enrolment_comes_back() -> None:
    request = EnrolRequest("0123456789", "0203", False, True, str(uuid.uuid4()), bytes(32), (str(uuid.uuid4()),))
    assert decode_enrol_request(request.encode()) == request
    answer = EnrolAnswer("t", "0203", False, 1, bytes(32), bytes(32), ("clerk",), ("reporter",), "")
    assert decode_enrol_answer(answer.encode()) == answer
    for body in (b"", b"[]", b"{}"):
        with pytest.raises(ProtocolError):
            decode_enrol_request(body)


def test_bytes_of_edits_in_batches_and_of_an_idle_exchange_are_within_the_budget() -> None:
    chance = random.Random(3)

    def identity() -> str:
        return str(uuid.UUID(bytes=bytes([1, 0x9A, 0xBC, *chance.randbytes(13)])))

    user, scopes = identity(), ("n", *(office_scope("0203", group) for group in (None, *RESTRICTED_GROUPS)))
    start = dict.fromkeys(scopes, Cursor(1, 500, b64(chance.randbytes(6))))
    end = Cursor(1, 550, b64(chance.randbytes(6)))

    def edit() -> bytes:
        hour = f"0{chance.randrange(1, 9)}:{chance.randrange(10, 59)}:11.{chance.randrange(100, 999)}Z"
        at = f"2026-11-{chance.randrange(10, 25)}T{hour}"
        patch = {
            "risk_level": chance.choice(["high", "low", "medium"]),
            "reason": f"reason {chance.randrange(10**6)}",
            "opened_on": f"2026-11-{chance.randrange(10, 25)}",
        }
        return encode_op(OpLine("edit", "case", identity(), (1, chance.randrange(100, 5000)), user, at, patch), SINCE)

    def both_ways(ops: tuple[bytes, ...]) -> int:
        head = RequestHead(1, chance.randbytes(16).hex(), SINCE, 55, len(ops), chain.shown(chance.randbytes(32)), start)
        page = (EchoLine(("o:0203",), 0, len(ops), 501, b64(chance.randbytes(8))),) if ops else ()
        moved = {scope: (start[scope], end) for scope in scopes} if ops else {}
        roots = {scope: b64(chance.randbytes(8)) for scope in scopes}
        reply = ReplyHead(1, 104, 0, len(ops), False, ("o:0203",) if ops else (), moved, roots)
        return len(pack(encode_request(Request(head, ops)))) + len(pack(encode_reply(Reply(reply, (), page))))

    headers = 400
    assert (both_ways(tuple(edit() for _ in range(50))) + headers) / 50 <= 65
    assert both_ways((edit(),)) + headers <= 1000
    assert both_ways(()) + headers <= 800


def test_an_echo_names_record_version_and_body() -> None:
    states = [("a", 1, "x"), ("b", 2, "y")]
    assert echo_hash(states) != echo_hash([("a", 1, "x"), ("b", 3, "y")])
