"""The format of bundle files: what is sealed is read back by its readers alone, in any order; spoilt bytes are told by name."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol import auth, bundle
from sync.protocol.bundle import Frame
from sync.protocol.errors import ProtocolError

SIGN, SEAL, OTHER = auth.new_signing_key(), auth.new_exchange_key(), auth.new_exchange_key()
CARD = {"d": "AB1", "p": 1}
KNOWN = {"bundle_none", "bundle_newer", "bundle_cut", "bundle_damaged", "bundle_foreign", "too_large", "json"}
FRAMES = st.lists(st.builds(Frame, st.sampled_from("RAOVCB"), st.binary(max_size=9000)), max_size=6)


def part(*frames: Frame, readers: tuple[bytes, ...] = (SEAL,), place: tuple[int, int] = (1, 1)) -> bytes:
    """A part for readers, given by their secrets."""
    public = [auth.public_of_exchange(secret) for secret in readers]
    return bundle.seal_part(bundle.TO_SERVER, (bytes(8), *place), CARD, frames, public, SIGN)


def told(read: Callable[[], object]) -> str:
    """The code of a refusal; empty when something was read. Any other fault ends the test."""
    try:
        read()
    except ProtocolError as reason:
        return reason.code
    return ""


@given(FRAMES, st.integers(bundle.PART_LEAST, 12_000))
@settings(max_examples=40, deadline=None)
def test_parts_hold_all_frames_and_keep_their_size_in_any_order(frames: list[Frame], size: int) -> None:
    parts = bundle.in_parts(frames, size)
    sealed = [part(*some, readers=(SEAL, OTHER), place=(n, len(parts))) for n, some in enumerate(parts, 1)]
    assert max(map(len, sealed)) <= size
    random.Random(len(sealed)).shuffle(sealed)
    opened = [bundle.open_part(each, SEAL if n % 2 else OTHER) for n, each in enumerate(sealed)]
    assert all(each.signed_by(auth.public_of_signing(SIGN)) and each.card == CARD for each in opened)
    pieces: dict[bytes, list[bundle.Piece]] = {}
    read: list[Frame] = []
    for each in opened:
        for frame in each.frames:
            if frame.kind == "P":
                piece = bundle.piece_of(frame.content)
                some = pieces.setdefault(piece.hash, [])
                some.append(piece)
                whole = bundle.joined(some)
                if whole is not None:
                    read.append(whole)
            else:
                read.append(frame)
    assert sorted(set(read)) == sorted(set(frames))


def test_only_a_reader_opens_a_part_and_only_its_maker_has_signed_it() -> None:
    sealed = part(Frame("R", b"secret"))
    assert b"secret" not in sealed
    assert b"AB1" not in sealed
    with pytest.raises(ProtocolError, match="bundle_foreign"):
        bundle.open_part(sealed, OTHER)
    opened = bundle.open_part(sealed, SEAL)
    assert opened.signed_by(auth.public_of_signing(SIGN))
    assert not opened.signed_by(auth.public_of_signing(auth.new_signing_key()))


def test_a_reader_cannot_pass_a_part_on_as_made_for_somebody_else() -> None:
    """The signature covers the readers: who opens a part cannot seal its frames anew under the maker's signature."""
    opened = bundle.open_part(part(Frame("R", b"x")), SEAL)
    anew = bundle.open_part(part(Frame("R", b"x"), readers=(OTHER,)), OTHER)
    assert opened.message != anew.message
    assert opened.signature != anew.signature


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_changed_byte_is_told(at: int) -> None:
    sealed = bytearray(part(Frame("R", b"abc" * 30), Frame("A", b"x")))
    sealed[at % len(sealed)] ^= 1 + at % 255
    with pytest.raises(ProtocolError) as caught:
        bundle.open_part(bytes(sealed), SEAL)
    assert caught.value.code in KNOWN


def test_every_cut_is_told_as_a_cut() -> None:
    sealed = part(Frame("R", b"abc" * 30), Frame("A", b"x"))
    for end in range(len(bundle.MAGIC) + 1, len(sealed)):
        with pytest.raises(ProtocolError) as caught:
            bundle.open_part(sealed[:end], SEAL)
        assert caught.value.code in ("bundle_cut", "bundle_damaged"), end
    with pytest.raises(ProtocolError, match="bundle_damaged"):
        bundle.open_part(sealed + b"\0\0\0\x20" + bytes(32), SEAL)


@given(st.binary(max_size=400), st.booleans())
@settings(max_examples=200, deadline=None)
def test_hostile_bytes_are_refused_by_name(noise: bytes, begins: bool) -> None:
    data = (bundle.MAGIC + b"\1\1" if begins else b"") + noise
    assert told(lambda: bundle.outside(data)) in {*KNOWN, ""}
    assert told(lambda: bundle.open_part(data, SEAL)) in KNOWN


@given(st.binary(max_size=80))
def test_pieces_and_facts_that_lie_are_refused(noise: bytes) -> None:
    assert told(lambda: bundle.facts_and_body(noise)) in {*KNOWN, ""}
    assert told(lambda: bundle.joined([bundle.piece_of(noise)])) in {*KNOWN, ""}
    whole = Frame("R", b"z" * 9000)
    [[first], *others] = bundle.in_parts([whole], bundle.PART_LEAST)
    pieces = [bundle.piece_of(first.content), *(bundle.piece_of(some[0].content) for some in others)]
    assert bundle.joined(pieces) == whole
    assert bundle.joined(pieces[1:]) is None
    with pytest.raises(ProtocolError, match="bundle_damaged"):
        bundle.joined([pieces[0]._replace(content=bytes(len(pieces[0].content))), *pieces[1:]])


def test_a_newer_version_is_told_apart_from_another_file() -> None:
    sealed = bytearray(part())
    sealed[len(bundle.MAGIC)] = bundle.VERSION + 1
    with pytest.raises(ProtocolError, match="bundle_newer"):
        bundle.outside(bytes(sealed))
    with pytest.raises(ProtocolError, match="bundle_none"):
        bundle.outside(b"%PDF-1.7")
    with pytest.raises(ProtocolError, match="too_large"):
        bundle.outside(bundle.MAGIC + bytes(bundle.FILE_MAX))


def test_names_of_files_tell_nothing() -> None:
    one, two = bundle.outside(part()), bundle.outside(part())
    assert bundle.file_name(one) == "data-0000000000-1-1.kmb"
    assert one.readers != two.readers, "two files cannot be seen to be for the same reader"
