"""Functions over texts and over selected choices."""

from __future__ import annotations

import base64
import hashlib
import math
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence

from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions import Function, of_texts, of_values, own_text, spread
from app.forms.xpath.patterns import matches
from app.forms.xpath.signatures import signed_text
from app.forms.xpath.values import Value, XPathError, to_number, to_text, to_whole

LONGEST_TEXT = 2_000_000
"""Letters that one function may put together; a form's longest answers have some thousands (inferred)."""
_DIGESTS = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_GUID = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _put_together(separator: str, values: Iterable[Value]) -> str:
    texts: list[str] = []
    length = 0
    for value in values:
        texts.append(to_text(value))
        length += len(texts[-1]) + len(separator)
        if length > LONGEST_TEXT:
            raise XPathError("too_much")
    return separator.join(texts)


def _concat(*values: Value) -> Value:
    return _put_together("", spread(values))


def _join(separator: Value, *values: Value) -> Value:
    """A node-set gives the texts of all its nodes; an empty one among several arguments is an empty text."""
    if len(values) > 1:
        values = tuple("" if value == () else value for value in values)
    return _put_together(to_text(separator), spread(values))


def _index(number: int, length: int) -> int:
    """A place in a text of that length; a negative one counts from the end."""
    return max(0, min(length, number + length if number < 0 else number))


def _substr(text: Value, start: Value, end: Value | None = None) -> Value:
    """From `start` (0 is the first) up to `end`, which is left out."""
    whole = to_text(text)
    last = len(whole) if end is None else _index(to_whole(end), len(whole))
    return whole[_index(to_whole(start), len(whole)) : last]


def _half_up(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _substring(text: Value, start: Value, length: Value | None = None) -> Value:
    """XPath 1.0: `start` from 1, both numbers rounded."""
    whole, first = to_text(text), _half_up(to_number(start))
    last = math.inf if length is None else first + _half_up(to_number(length))
    return "".join(letter for place, letter in enumerate(whole, 1) if first <= place < last)


def _before(text: str, mark: str) -> Value:
    return text.partition(mark)[0] if mark and mark in text else ""


def _after(text: str, mark: str) -> Value:
    if not mark:
        return text
    return text.partition(mark)[2]


def _translate(text: str, old: str, new: str) -> Value:
    table: dict[int, str | None] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else None)
    return text.translate(table)


def _uuid(context: Context, arguments: Sequence[Run]) -> Value:
    """A random UUID; with a length, so many random digits and capitals."""
    bits = context.env.chance.getrandbits
    if not arguments:
        return str(uuid.UUID(int=bits(128), version=4))
    length = to_whole(arguments[0](context))
    if length > 1000:
        raise XPathError("too_much")
    return "".join(_GUID[bits(32) % len(_GUID)] for _ in range(length))


def _digest(text: str, algorithm: str, encoding: str = "base64") -> Value:
    name, form = algorithm.upper(), encoding.lower()
    if name not in _DIGESTS or form not in ("base64", "hex"):
        raise XPathError("digest", (encoding if name in _DIGESTS else algorithm)[:20])
    raw = hashlib.new(_DIGESTS[name], text.encode("utf-8", "replace"), usedforsecurity=False).digest()
    return raw.hex() if form == "hex" else base64.b64encode(raw).decode("ascii")


def _base64(text: str) -> Value:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except ValueError:
        return ""


def _selected(values: str, wanted: str) -> Value:
    return f" {wanted.strip()} " in f" {values} "


def _selected_at(values: Value, place: Value) -> Value:
    chosen, number = to_text(values).split(), to_whole(place)
    return chosen[number] if 0 <= number < len(chosen) else ""


def _count_selected(context: Context, arguments: Sequence[Run]) -> Value:
    return float(len(own_text(context, arguments).split()))


def _choice_name(context: Context, arguments: Sequence[Run]) -> Value:
    value, path = to_text(arguments[0](context)), to_text(arguments[1](context)).strip()
    return context.env.labels.choice_label(value, path, context.current)


def _length(context: Context, arguments: Sequence[Run]) -> Value:
    return float(len(own_text(context, arguments)))


def _normal(context: Context, arguments: Sequence[Run]) -> Value:
    return _SPACES.sub(" ", own_text(context, arguments)).strip(" ")


def _property(context: Context, arguments: Sequence[Run]) -> Value:
    return context.env.properties.get(to_text(arguments[0](context)), "")


TEXT: Mapping[str, Function] = {
    "string": Function(0, 1, own_text),
    "concat": of_values(0, None, _concat),
    "join": of_values(1, None, _join),
    "substr": of_values(2, 3, _substr),
    "substring": of_values(2, 3, _substring),
    "substring-before": of_texts(2, 2, _before),
    "substring-after": of_texts(2, 2, _after),
    "translate": of_texts(3, 3, _translate),
    "string-length": Function(0, 1, _length),
    "normalize-space": Function(0, 1, _normal),
    "contains": of_texts(2, 2, lambda text, part: part in text),
    "starts-with": of_texts(2, 2, lambda text, part: text.startswith(part)),
    "ends-with": of_texts(2, 2, lambda text, part: text.endswith(part)),
    "regex": of_texts(2, 2, matches),
    "uuid": Function(0, 1, _uuid),
    "digest": of_texts(2, 3, _digest),
    "base64-decode": of_texts(1, 1, _base64),
    "extract-signed": of_texts(2, 2, signed_text),
    "selected": of_texts(2, 2, _selected),
    "is-selected": of_texts(2, 2, _selected),
    "selected-at": of_values(2, 2, _selected_at),
    "count-selected": Function(0, 1, _count_selected),
    "jr:itext": Function(1, 1, lambda context, arguments: context.env.labels.text_of(to_text(arguments[0](context)))),
    "jr:choice-name": Function(2, 2, _choice_name),
    "version": Function(0, 0, lambda context, _: context.env.version),
    "property": Function(1, 1, _property),
}
