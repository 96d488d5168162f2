"""Sound and video are told by what the bytes are and by the name (practice P5)."""

from __future__ import annotations

import io
import wave

import pytest
from PIL import Image

from app.data.contents.recordings import is_recording


def spoken() -> bytes:
    """A WAV file as the standard library writes it."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 80)
    return stream.getvalue()


def picture(kind: str) -> bytes:
    """A picture."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        spoken(),
        b"ID3\x04" + b"\0" * 20,
        b"\xff\xfb\x90\x64" + b"\0" * 20,
        b"\xff\xf1\x50\x80" + b"\0" * 20,
        b"OggS\0" + b"\0" * 20,
        b"#!AMR\n",
        b"\0\0\0\x18ftypM4A \0\0",
        b"\0\0\0\x18ftyp3gp4\0\0",
        b"\0\0\0\x18ftypisom\0\0",
        b"\0\0\0\x08wide\0\0\0\0mdat",
        b"\x1aE\xdf\xa3" + b"\0" * 20,
        b"RIFF\0\0\0\0AVI LIST",
        (b"G" + b"\0" * 187) * 4,
    ],
    ids=lambda data: data[:12].hex(),
)
def test_sound_is_known_by_its_bytes_under_any_name(data: bytes) -> None:
    for name in ("voice.mp3", "letter.pdf", "IMG_1.JPG", "scan-1.jpg", "voice", "paper.docx"):
        assert is_recording(name, data)


@pytest.mark.parametrize("name", ["a.mp3", "A.M4A", "b.amr", "c.opus", "d.3gp", "e.MP4", "f.mkv", "g.wma", "x.y.ogg"])
def test_what_is_called_so_counts_as_sound_unless_it_is_a_picture(name: str) -> None:
    assert is_recording(name, b"what nobody knows")
    assert not is_recording(name, picture("PNG")), "a picture is treated as one, whatever it is called"


@pytest.mark.parametrize(
    "data",
    [
        *(picture(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")),
        b"%PDF-1.7\n...",
        b"PK\x03\x04 a workbook",
        "\ufeffa text".encode("utf-16-le"),
        "អក្សរ".encode(),
        b"",
        b"G",
        b"\0\0\0\x18ftypheic\0\0",
    ],
    ids=lambda data: data[:8].hex() or "empty",
)
def test_pictures_papers_and_texts_are_no_sound(data: bytes) -> None:
    assert not is_recording("file.bin", data)
    assert not is_recording("file.pdf", data)
