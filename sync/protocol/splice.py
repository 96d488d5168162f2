"""Canonical text taken over as it stands: what was encoded once is sent, stored and hashed without being read again.

`shortened_text` and `lengthened_text` do to canonical JSON text what `canonical.shortened` and `lengthened` do to its value; a
property test holds them equal.
"""

from __future__ import annotations

import json
import re

from sync.protocol.canonical import canonical, long_id, short_id, shortened

_ID = re.compile(r'"(?<!\\")([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"(?!:)')
_SHORT = re.compile(r'"(?<!\\")~([A-Za-z0-9_-]{21}[AQgw])"(?!:)')
_MAYBE = re.compile(r'-[0-9a-f]{4}-[0-9a-f]{12}"')
"""Where this is not found, no id is: a look that costs a fraction."""
_TILDE = '"~'
"""How a text begins that stands for an id, or that had to be told from one; an escaped quotation mark may end so too."""


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
