"""Sound and video, told by what the bytes are and by the name: a voice is as personal as a face (practice P5)."""

from __future__ import annotations

import mimetypes

from app.data.contents.pictures import looks_like_picture

_BEGINNINGS = (
    b"ID3",  # MP3 with a title
    b"OggS",  # Ogg, Opus: also voice messages of Telegram
    b"fLaC",
    b"#!AMR",  # what older telephones record
    b"#!SILK",
    b"\x02#!SILK",
    b"\x1aE\xdf\xa3",  # Matroska, WebM
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",  # WMA, WMV
    b"FLV\x01",
    b"caff",
    b".snd",
    b"MThd",
    b"\x00\x00\x01\xba",  # MPEG
    b"\x00\x00\x01\xb3",
)
_FORMS = {b"RIFF": (b"WAVE", b"AVI "), b"FORM": (b"AIFF", b"AIFC")}
"""Containers of several kinds: those that sound, by the four letters that follow the length."""
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
"""How files of telephones and QuickTime begin, behind four bytes; pictures of telephones begin so too."""
_FRAMES = frozenset({0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2, 0xF1, 0xF0, 0xF9, 0xF8})
"""The second byte of a frame of MP3 (layer III) or AAC without a head; 0xFE is left out, text in UTF-16 begins so."""
_PACKET, _SYNC = 188, 0x47
"""Bytes of a packet of an MPEG transport stream, and what each begins with."""
_ENDINGS = frozenset(
    {
        *("3g2", "3gp", "aac", "ac3", "aif", "aifc", "aiff", "amr", "ape", "au", "avi", "awb"),
        *("caf", "flac", "flv", "gsm", "m2ts", "m4a", "m4b", "m4v", "mid", "mka", "mkv", "mov"),
        *("mp2", "mp3", "mp4", "mpeg", "mpg", "mts", "oga", "ogg", "ogv", "opus", "qcp", "ra"),
        *("rm", "snd", "spx", "vob", "voc", "wav", "weba", "webm", "wma", "wmv"),
    }
)
"""Endings of names beside those that the standard table knows, which differs from computer to computer."""


def is_recording(name: str, data: bytes) -> bool:
    """Whether a file is sound or video: by its first bytes, whatever it is called, or by its name unless it is a picture."""
    return sounds(data) or (named_so(name) and not looks_like_picture(data))


def named_so(name: str) -> bool:
    """Whether a file is called like sound or video."""
    return name.rpartition(".")[2].lower() in _ENDINGS or (mimetypes.guess_type(name)[0] or "").startswith(("audio/", "video/"))


def sounds(data: bytes) -> bool:
    """Whether bytes begin as those of sound or video do."""
    if data.startswith(_BEGINNINGS) or data[8:12] in _FORMS.get(data[:4], ()):
        return True
    if data[4:8] in _BOXES:
        return not looks_like_picture(data)
    if len(data) > 2 and data[0] == 0xFF and data[1] in _FRAMES:
        return True
    packets = data[: 3 * _PACKET : _PACKET]
    return len(data) >= 3 * _PACKET and packets == bytes([_SYNC]) * 3
