"""Long texts as they lie in a database: bodies, patches and frozen lines, packed one by one with a dictionary of the wire.

These texts, each of which stands in several rows, are most of the pages that an exchange writes, and on a laptop each page is
encrypted besides. A text lies there as text when it is short, from an older version, or no shorter when packed; else as bytes:
the number of the dictionary, then a frame of zstd. Dictionaries are those of the protocol, which never change.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the sign-in of a laptop opens its database and needs no packing
    import zstandard

LEAST = 256
"""Bytes from which on something is packed; a field edit seldom is."""
_MARK = b"\x02"
"""Dictionary 2, which all that is written now is packed with. No text and no line begins so."""
_LEVEL = 3
_DICTIONARY = Path(__file__).parent / "dict" / "2.zdict"


class _Codec(threading.local):
    """What packs and unpacks: one of each a thread, since they are not for several."""

    def __init__(self) -> None:
        import zstandard

        form = zstandard.ZstdCompressionParameters.from_level(
            _LEVEL, write_checksum=False, write_content_size=True, write_dict_id=False
        )
        told = _DICTIONARY.read_bytes()
        dictionary = zstandard.ZstdCompressionDict(told)
        dictionary.precompute_compress(compression_params=form)
        self.fault = zstandard.ZstdError
        self.packer: zstandard.ZstdCompressor = zstandard.ZstdCompressor(dict_data=dictionary, compression_params=form)
        self.opener: zstandard.ZstdDecompressor = zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(told))


@cache
def _codec() -> _Codec:
    """What packs and unpacks, made when it is first needed."""
    return _Codec()


def packed(text: str) -> str | bytes:
    """A text as it is to lie in its row."""
    return text if len(text) < LEAST else packed_content(text.encode())


def packed_content(content: bytes) -> str | bytes:
    """`packed` of a text whose bytes are at hand."""
    if len(content) >= LEAST:
        small = _MARK + _codec().packer.compress(content)
        if len(small) < len(content):
            return small
    return content.decode()


def packed_line(line: bytes) -> bytes:
    """A line as it is to lie in its row."""
    if len(line) < LEAST:
        return line
    small = _MARK + _codec().packer.compress(line)
    return small if len(small) < len(line) else line


def plain(stored: str | bytes) -> str:
    """A text as it was; ValueError for bytes that are none."""
    return stored if isinstance(stored, str) else _opened(stored).decode()


def plain_content(stored: str | bytes) -> bytes:
    """The bytes of `plain`."""
    return stored.encode() if isinstance(stored, str) else _opened(stored)


def plain_line(stored: bytes) -> bytes:
    """A line as it was; ValueError for bytes that only seem packed."""
    return _opened(stored) if stored[:1] == _MARK else bytes(stored)


def plain_column(stored: object) -> object:
    """`plain` as a function of SQL: what is not bytes stays as it is, and of damaged bytes comes a text that fits no hash."""
    if not isinstance(stored, bytes):
        return stored
    try:
        return plain(stored)
    except ValueError:
        return stored.hex()


def _opened(stored: bytes) -> bytes:
    """What was packed."""
    codec = _codec()
    if stored[:1] != _MARK:
        raise ValueError("not packed")
    try:
        return codec.opener.decompress(stored[1:], allow_extra_data=False)
    except codec.fault as reason:
        raise ValueError("packed wrongly") from reason
