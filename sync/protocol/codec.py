"""Bodies: lines packed by zstd with our dictionary, zstd alone, gzip, or plain, told apart by the media type.

`application/x-komar-z2` (zstd, dictionary 2) · `-z1` (zstd, dictionary 1) · `-z` (zstd) · `-gz` (gzip) · `application/x-komar`
(plain). A server that can't read one answers 415 and the laptop takes the next. The reply comes in the form of the request;
errors are JSON.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import zstandard

from sync.protocol.errors import ProtocolError
from sync.protocol.limits import LINES_MAX, PLAIN_MAX

Form = Literal["z1", "z", "gz", "", "z2"]
FORMS: tuple[Form, ...] = ("z1", "z", "gz", "", "z2")
"""In the order in which they came to be: bundle files name them by their place."""
LEANEST: tuple[Form, ...] = ("z2", "z1", "z", "gz", "")
"""In the order in which a laptop tries them."""

_BASE = "application/x-komar"
DICTIONARY, SECOND = (Path(__file__).parent / "dict" / f"{number}.zdict" for number in (1, 2))
_DICTIONARIES: Mapping[str, Path] = {"z1": DICTIONARY, "z2": SECOND}
QUICK, FAST, MIDDLE, SMALL = 4, 6, 12, 19
"""Levels of zstd: for much over a link that carries faster than it packs, for those that keep pace with it, for all others, and
for what is small (there it packs best)."""
_SMALL, _LARGE, _FAST = 128 * 1024, 512 * 1024, 400 * 1024


def media_type(form: Form) -> str:
    """The media type of a form."""
    return f"{_BASE}-{form}" if form else _BASE


def form_of(content_type: str | None) -> Form:
    """The form that a media type names; ProtocolError `media_type`."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    for form in FORMS:
        if media_type(form) == kind:
            return form
    raise ProtocolError("media_type")


@cache
def _dictionary(form: Form, level: int = 0) -> zstandard.ZstdCompressionDict | None:
    """A form's dictionary, made ready for a level; frames carry no number of it, the media type names it."""
    if form not in _DICTIONARIES:
        return None
    made = zstandard.ZstdCompressionDict(_DICTIONARIES[form].read_bytes(), dict_type=zstandard.DICT_TYPE_AUTO)
    if level:
        made.precompute_compress(compression_params=_parameters(level))
    return made


@cache
def _parameters(level: int) -> zstandard.ZstdCompressionParameters:
    """Frames with a checksum and their size, without the number of a dictionary."""
    return zstandard.ZstdCompressionParameters.from_level(
        level, write_checksum=True, write_content_size=True, write_dict_id=False
    )


def _compressor(form: Form, level: int) -> zstandard.ZstdCompressor:
    """A compressor of its own (they are not for several threads)."""
    return zstandard.ZstdCompressor(dict_data=_dictionary(form, level), compression_params=_parameters(level))


def level_for(plain: int, rate: float | None) -> int:
    """The level for so many bytes before packing over a link that carries so many a second (None: not known yet)."""
    if plain <= _SMALL:
        return SMALL
    return MIDDLE if plain <= _LARGE or rate is None or rate < _FAST else QUICK


def pack(lines: Sequence[bytes], form: Form = "z1", level: int = SMALL) -> bytes:
    """Lines (without line ends) as one body; a checksum is within zstd and gzip, so that a cut or bent body is noticed."""
    content = b"".join(line + b"\n" for line in lines)
    if form.startswith("z"):
        return _compressor(form, level).compress(content)
    return gzip.compress(content, 6, mtime=0) if form == "gz" else content


def unpack(body: bytes, form: Form) -> list[bytes]:
    """The lines of a body; ProtocolError `body` when it is cut, bent or not of that form, `too_large` when it is a bomb."""
    try:
        content = _plain(body, form)
    except (zstandard.ZstdError, OSError, EOFError, zlib.error) as reason:
        raise ProtocolError("body") from reason
    if len(content) > PLAIN_MAX or content.count(b"\n") > LINES_MAX:
        raise ProtocolError("too_large")
    if not content.endswith(b"\n"):
        raise ProtocolError("body")
    return content[:-1].split(b"\n")


def _plain(body: bytes, form: Form) -> bytes:
    """The content, at most one byte above the limit."""
    if form.startswith("z"):
        size = zstandard.frame_content_size(body)
        if size < 0 or size > PLAIN_MAX:
            raise ProtocolError("too_large" if size > 0 else "body")
        # At one go, into just so much room: a frame that unpacks to more than it says never gets any further.
        return zstandard.ZstdDecompressor(dict_data=_dictionary(form)).decompress(body, allow_extra_data=False)
    if form == "gz":
        inflater = zlib.decompressobj(31)
        content = inflater.decompress(body, PLAIN_MAX + 1)
        if not inflater.eof and len(content) <= PLAIN_MAX:
            raise ProtocolError("body")
        return content
    return body
