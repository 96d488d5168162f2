"""`extract-signed`: the test vectors of RFC 8032, section 7.1, and what does not hold."""

from __future__ import annotations

from base64 import b64encode

import pytest

from app.forms.xpath.signatures import signed_text
from tests.support.xpath_answers import run

KEY = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
EMPTY = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)
KEY_2 = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
LETTER = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def text(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def test_the_text_of_a_signature_that_holds() -> None:
    assert signed_text(text(LETTER + b"\x72"), text(KEY_2)) == "r"
    assert signed_text(text(EMPTY), text(KEY)) == ""
    assert run(f"extract-signed('{text(LETTER + bytes([0x72]))}', '{text(KEY_2)}')") == "r"


@pytest.mark.parametrize(
    ("contents", "key"),
    [
        (text(LETTER + b"\x73"), text(KEY_2)),
        (text(LETTER + b"\x72"), text(KEY)),
        (text(LETTER[::-1] + b"\x72"), text(KEY_2)),
        (text(b"short"), text(KEY_2)),
        (text(LETTER + b"\x72"), text(b"short")),
        (text(LETTER + b"\x72"), text(b"\xff" * 32)),
        (text(LETTER[:32] + b"\xff" * 32 + b"\x72"), text(KEY_2)),
        ("not base64", text(KEY_2)),
        ("", ""),
    ],
)
def test_what_does_not_hold_is_empty(contents: str, key: str) -> None:
    assert signed_text(contents, key) == ""
