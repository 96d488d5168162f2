"""Pictures that may be a logo, or only pretend to; and what of a paper moves when it has one."""

from __future__ import annotations

import io
import random
import struct
import zlib
from dataclasses import replace

from PIL import Image, ImageChops

from app.print.papers import Paper
from app.print.typesetting import pictures

PPI = 60
MM = PPI / 25.4
LOWER, WIDE = 34, 67
"""Millimetres of the corner at the right of a page's head in which a logo stands, with the widest margin of a paper."""


def picture(wide: int, high: int, kind: str = "PNG", *, noise: bool = False) -> bytes:
    """A picture of one colour, or one that cannot be packed."""
    image = Image.new("RGB", (wide, high), "#0a5c8a")
    if noise:
        image = Image.frombytes("RGB", (wide, high), random.Random(7).randbytes(wide * high * 3))
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 100,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    parts = (struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def beside(paper: Paper, logo: bytes) -> tuple[bool, bool]:
    """Whether a logo is to be seen on the first page of a paper, and whether anything outside its corner moved."""
    plain, marked = (pictures(one, PPI) for one in (replace(paper, logo=b""), replace(paper, logo=logo)))
    seen, moved = False, len(plain) != len(marked)
    for number, pair in enumerate(zip(plain, marked, strict=False)):
        first, second = (Image.open(io.BytesIO(page)).convert("RGB") for page in pair)
        changed = ImageChops.difference(first, second).getbbox()
        if changed is None:
            continue
        corner = (first.width - WIDE * MM, 0, first.width, LOWER * MM)
        inside = changed[0] >= corner[0] and changed[3] <= corner[3] and number == 0
        seen, moved = seen or inside, moved or not inside
    return seen, moved
