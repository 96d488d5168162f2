"""The little markup of labels (bold, italic, headings, links, line breaks) as rich text; all else is shown as it stands."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from app.text.breaks import with_breaks

_KEPT = re.compile(r"&lt;(/?)(b|i|u|em|strong|sub|sup|small)&gt;", re.IGNORECASE)
_BREAK = re.compile(r"&lt;(?:br\s*/?|/p|/h[1-6]|/div)&gt;", re.IGNORECASE)
_DROPPED = re.compile(r"&lt;/?(?:span|font|p|div|h[1-6])(?:\s(?:(?!&[lg]t;).)*)?&gt;", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([^()\s]*)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_SLANTED = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*_#\[\]()])")
_TAG = re.compile(r"(<[^<>]*>)")
_SIZES = ("xx-large", "x-large", "large", "large", "medium", "medium")
_HIDDEN = 0xE000
"""Letters of the private area stand for what was escaped while the markup is read."""


@lru_cache(maxsize=2048)
def rich_text(text: str) -> str | None:
    r"""A label as rich text with break points; None when there is no markup in it.

    No tag of the text comes through but those for bold, italic, underlined, raised, lowered and small, without attributes.
    A link shows its address and cannot be followed: a form must not lead out of the programme.

    >>> rich_text("**Who** lives _here_?")
    '<b>Who</b> lives <i>here</i>?'
    >>> rich_text("<script>alert(1)</script> *x*")
    '&lt;script&gt;alert(1)&lt;/script&gt; <i>x</i>'
    >>> rich_text("a_b and 2 * 3 * 4") is None
    True
    """
    plain = escape(text, quote=False)
    hidden = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), plain)
    made = _BREAK.sub("\n", _KEPT.sub(r"<\1\2>", hidden))
    made = _DROPPED.sub("", made).strip("\n")
    made = _HEADING.sub(lambda found: f'<span style="font-size:{_SIZES[len(found[1]) - 1]}"><b>{found[2]}</b></span>', made)
    made = _LINK.sub(lambda found: f"<u>{found[1]}</u> ({_safe(found[2])})" if found[2] else f"<u>{found[1]}</u>", made)
    made = _SLANTED.sub(r"<i>\2</i>", _STRONG.sub(r"<b>\2</b>", made))
    made = _closed(made)
    if made == plain:
        return None
    made = "".join(chr(ord(letter) - _HIDDEN) if _HIDDEN <= ord(letter) < _HIDDEN + 128 else letter for letter in made)
    parts = _TAG.split(made.replace("\n", "<br>"))
    return "".join(part if part.startswith("<") else with_breaks(part) for part in parts)


def _safe(address: str) -> str:
    """An address whose letters are no markup."""
    return "".join(chr(_HIDDEN + ord(letter)) if letter in "*_#" else letter for letter in address)


def _closed(made: str) -> str:
    """Tags that were opened and not closed, or closed and not opened, are made whole."""
    opened: list[str] = []
    parts: list[str] = []
    for part in _TAG.split(made):
        name = part.strip("</>").split(" ")[0].lower()
        if part.startswith("</"):
            if name in opened:
                while opened:
                    last = opened.pop()
                    parts.append(f"</{last}>")
                    if last == name:
                        break
            continue
        if part.startswith("<"):
            opened.append(name)
        parts.append(part)
    return "".join(parts) + "".join(f"</{name}>" for name in reversed(opened))
