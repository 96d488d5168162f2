"""Canonical text taken over as it stands: what was encoded once is sent, stored and hashed without being read again.

`shortened_text` and `lengthened_text` do to canonical JSON text what `canonical.shortened` and `lengthened` do to its value;
`created_text` does to a patch what laying it over nothing does. Property tests hold them equal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from sync.protocol.canonical import canonical, long_id, short_id, shortened

_ID = re.compile(r'"(?<!\\")([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"(?!:)')
_SHORT = re.compile(r'"(?<!\\")~([A-Za-z0-9_-]{21}[AQgw])"(?!:)')
_MAYBE = re.compile(r'-[0-9a-f]{4}-[0-9a-f]{12}"')
"""Where this is not found, no id is: a look that costs a fraction."""
_TILDE = '"~'
"""How a text begins that stands for an id, or that had to be told from one; an escaped quotation mark may end so too."""


_SET = re.compile(rb'\{"add":(\[[^][{}]*\]),"del":\[\]\}')
_MARKS = (b'{"add":', b'{"append":', b'{"inc":')
_ENTRY = re.compile(rb'"[^"]*":(?:"[^"]*"|[^][{}",]+)')


def created_text(patch: bytes, maps: Sequence[str]) -> bytes | None:
    """The canonical body of a record that a patch makes out of nothing; `maps`: the fields of its type that are maps.

    None where only reading can tell. A value that looks like the change of a set is taken for one: whoever asks knows the hash
    of the body that it should be.
    """
    if b"\\" in patch and b'\\"' in patch:
        return None
    text = patch
    if patch.find(b"{", 1) > 0:  # most have none, and one character is found soonest
        text = _SET.sub(rb"\1", patch)
        if any(mark in text for mark in _MARKS):
            return None
    for name in maps:
        key = f',"{name}:'.encode()
        if key[1:] in text:
            start = 1 if text.startswith(key[1:], 1) else text.find(key) + 1
            if start == 0 or (start > 1 and (text.startswith(key[1:-1], 1) or text.find(key[:-1], 0, start - 1) >= 0)):
                return None  # only in a value; or behind a name that has its place behind the map
            last = _ENTRY.match(text, max(start, text.rfind(key) + 1))
            if last is None:
                return None
            entries = text[start + len(key) - 1 : last.end()].replace(key, b',"')
            if any(f',"{other}:'.encode() in entries for other in maps):
                return None  # an entry that is named as those of another map are
            text = b"".join((text[:start], key[1:-1], b'":{"', entries, b"}", text[last.end() :]))
    return text


def shortened_text(text: str) -> str:
    """Canonical text of a value, with ids in the short form of the wire."""
    if _TILDE in text:
        return canonical(shortened(json.loads(text))).decode()
    return _ID.sub(_short, text) if _MAYBE.search(text) else text


def _short(found: re.Match[str]) -> str:
    """An id as it stands on the wire."""
    return f'"~{short_id(found[1])}"'


def lengthened_text(text: str) -> str | None:
    """Canonical text of the value that stands on the wire in short form; None where only reading it can tell."""
    whole = _SHORT.sub(_long, text) if _TILDE in text else text
    return None if _TILDE in whole else whole


def _long(found: re.Match[str]) -> str:
    """An id from its short form."""
    return f'"{long_id(found[1])}"'
