"""Pictures made safe to keep: opened within bounds, turned upright, scaled, without what the camera wrote into them."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import InputError

if TYPE_CHECKING:
    from PIL import Image as Images

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_TELEPHONES = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_GPS = 0x8825
_THUMBNAIL_QUALITY = 60
_PACKED = 4
"""So many times the pixels that may be unpacked may be packed in a photograph (inferred; the largest of telephones have 200
million)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds: pixels of a side, pixels in all, pixels of a thumbnail's side, quality of JPEG in per cent."""

    side: int
    pixels: int
    thumbnail: int
    quality: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: its bytes, their kind and the ending of a name, and a small JPEG of it."""

    content: bytes
    mime: str
    suffix: str
    thumbnail: bytes


def looks_like_picture(data: bytes) -> bool:
    """Whether a file is a picture by its first bytes, whatever it is called: also of the kinds that cannot be read here."""
    if data.startswith(_BEGINNINGS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return True
    return data[4:8] == b"ftyp" and data[8:12] in _TELEPHONES


def prepare(data: bytes, limits: Limits, *, name: str, keep_location: bool = False) -> Picture:
    """A picture scaled to the limits and stripped of everything but its place, and that too unless it is to be kept.

    The size is read before a single pixel is unpacked, so that a picture made to fill the memory is refused. A photograph
    (JPEG) is unpacked smaller from the start, so that the largest ones of telephones are taken too. InputError
    `attachment_not_picture`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is looked at below
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                whole = opened.width * opened.height
                opened.draft("RGB", (limits.side, limits.side))
                if not whole or whole > limits.pixels * _PACKED or opened.width * opened.height > limits.pixels:
                    raise InputError("attachment_not_picture", name=name)
                place = opened.getexif().get_ifd(_GPS) if keep_location else None
                lossless = opened.format == "PNG"
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((limits.side, limits.side))
                drawn = lossless and (upright.mode in ("1", "P", "LA", "RGBA"))
                kept = upright.convert("RGBA" if drawn else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, Warning) as reason:
        raise InputError("attachment_not_picture", name=name) from reason
    kept.info.clear()  # comments, names, colour tables: whatever came along would be written again
    small = kept.convert("RGB")
    small.thumbnail((limits.thumbnail, limits.thumbnail))
    exif = Image.Exif()
    if place:
        exif[_GPS] = place
    content = _written(kept, "PNG", exif) if drawn else _written(kept, "JPEG", exif, limits.quality)
    thumbnail = _written(small, "JPEG", Image.Exif(), _THUMBNAIL_QUALITY)
    return Picture(content, "image/png" if drawn else "image/jpeg", ".png" if drawn else ".jpg", thumbnail)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Bounds of a picture that is drawn on papers: at most so wide and high, no side below `least`, pixels in all before it is
    unpacked, bytes in the end."""

    wide: int
    high: int
    least: int
    pixels: int
    most: int


def drawn(data: bytes, bounds: Drawn, *, name: str) -> bytes:
    """A picture as PNG within bounds, with what is see-through in it, and without anything else that was written into it.

    InputError `logo_not_picture`, `logo_small`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > bounds.pixels or not opened.width or not opened.height:
                    raise InputError("logo_not_picture", name=name)
                kept = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, Warning) as reason:
        raise InputError("logo_not_picture", name=name) from reason
    kept.info.clear()
    wide, high = bounds.wide, bounds.high
    while True:
        small = kept.copy()
        small.thumbnail((wide, high))
        if min(small.size) < bounds.least:
            raise InputError("logo_small", name=name, least=bounds.least)
        for tried in (small, small.quantize(256, method=Image.Quantize.FASTOCTREE)):
            content = _written(tried, "PNG", Image.Exif())
            if len(content) <= bounds.most:
                return content
        wide, high = small.width * 4 // 5, small.height * 4 // 5


def shown(data: bytes, side: int, quarters: int, *, name: str) -> bytes:
    """A kept picture as a JPEG of at most `side` pixels, turned by quarters. InputError `attachment_not_picture`."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            opened.draft("RGB", (side, side))
            small = opened.convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as reason:
        raise InputError("attachment_not_picture", name=name) from reason
    small.thumbnail((side, side))
    turned = small.rotate(-90 * (quarters % 4), expand=True) if quarters % 4 else small
    return _written(turned, "JPEG", Image.Exif(), _THUMBNAIL_QUALITY + 20)


def _written(picture: Images.Image, kind: str, exif: Images.Exif, quality: int = 0) -> bytes:
    """The bytes of a picture."""
    stream = io.BytesIO()
    picture.save(stream, kind, exif=exif, **({"quality": quality} if quality else {}))
    return stream.getvalue()
