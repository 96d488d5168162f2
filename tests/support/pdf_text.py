"""The words of a PDF that typst wrote: content streams unpacked, glyphs read back by the tables of their fonts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"/Length\s+(\d+)\b(?!\s+\d+\s+R).*?stream\r?\n", re.DOTALL)
_NEXT = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]*)>|(\()", re.DOTALL)
_INSIDE = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(pdf: bytes) -> str:
    """All text of a PDF, page after page; a blank stands between what was set apart."""
    return " ".join("".join(_pages(pdf)).split())


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [" ".join(page.split()) for page in _pages(pdf)]


def _pages(pdf: bytes) -> Iterator[str]:
    """The pages as they are told."""
    objects = _objects(pdf)
    fonts = {number: _table(objects, body) for number, body in objects.items() if b"/ToUnicode" in body}
    for body in objects.values():
        if re.search(rb"/Type\s*/Page\b.*", body, re.DOTALL) is not None:
            yield _page(objects, body, fonts)


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Every object by its number, those packed in object streams too."""
    found = {int(number): body for number, body in _OBJECT.findall(pdf)}
    for body in list(found.values()):
        if b"/ObjStm" in body:
            first = int(_number(body, b"/First"))
            data = _unpacked(body)
            heads = [int(each) for each in data[:first].split()]
            ends = [*heads[3::2], len(data) - first]
            for (number, start), end in zip(zip(heads[::2], heads[1::2], strict=True), ends, strict=True):
                found[number] = data[first + start : first + end]
    return found


def _number(body: bytes, name: bytes) -> bytes:
    match = re.search(name + rb"\s+(\d+)", body)
    assert match is not None, name
    return match[1]


def _unpacked(body: bytes) -> bytes:
    match = _STREAM.search(body)
    if match is None:
        return b""
    data = body[match.end() : match.end() + int(match[1])]  # by its length: packed bytes may look like an end
    return zlib.decompress(data) if b"/FlateDecode" in body[: match.end()] else data


def _table(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    """Glyph → text of a font."""
    cmap, table = _unpacked(objects[int(_number(font, b"/ToUnicode"))]), dict[int, str]()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for glyph, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            table[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = int.from_bytes(bytes.fromhex(text.decode()), "big")
            table |= {glyph: chr(start + step) for step, glyph in enumerate(range(int(first, 16), int(last, 16) + 1))}
    return table


def _page(objects: dict[int, bytes], page: bytes, fonts: dict[int, dict[int, str]]) -> str:
    """The text of one page; its resources name the fonts."""
    resources = re.search(rb"/Resources\s+(\d+) 0 R", page)
    named = objects[int(resources[1])] if resources is not None else page
    names = {name: fonts[int(number)] for name, number in re.findall(rb"/(f\d+)\s+(\d+) 0 R", named) if int(number) in fonts}
    contents = re.search(rb"/Contents\s*\[?((?:\s*\d+ 0 R)+)", page)
    numbers = re.findall(rb"(\d+) 0 R", contents[1]) if contents is not None else []
    return "".join(_shown(_unpacked(objects[int(number)]), names) for number in numbers)


def _shown(stream: bytes, names: dict[bytes, dict[int, str]]) -> str:
    """What a content stream shows."""
    told, table = list[str](), dict[int, str]()
    for font, written, literal in _strings(stream):
        if font:
            table = names.get(font, {})
            told.append(" ")
        else:
            data = bytes.fromhex(written.decode()) if written else _ESCAPE.sub(_plain, literal)
            told += [table.get(int.from_bytes(data[at : at + 2], "big"), "") for at in range(0, len(data), 2)]
    return "".join(told)


def _strings(stream: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Fonts, and strings in hexadecimal or as they are; the latter may hold pairs of brackets."""
    at = 0
    while (found := _NEXT.search(stream, at)) is not None:
        at = found.end()
        if not found[3]:
            yield found[1] or b"", found[2] or b"", b""
            continue
        start, depth = at, 1
        while depth:
            inner = _INSIDE.search(stream, at)
            assert inner is not None, "a string without an end"
            at = inner.end()
            depth += {b"(": 1, b")": -1}.get(inner[0], 0)
        yield b"", b"", stream[start : at - 1]


def _plain(match: re.Match[bytes]) -> bytes:
    """What an escape stands for: a letter's own, or the byte of an octal number."""
    if match[1].isdigit():
        return bytes([int(match[1], 8) & 255])
    return _ESCAPED.get(match[1], match[1])
