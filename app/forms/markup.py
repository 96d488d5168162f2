"""The little markup that XLSForm allows in labels (bold, italic, headings, links, spans), taken out for paper and workbooks."""

from __future__ import annotations

import re

_TAGS = re.compile(r"</?(?:span|p|h[1-6]|br)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*_])")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*_#])")


def without_markup(text: str) -> str:
    r"""The words of a label alone.

    >>> without_markup("# Who **lives** <span style='color:red'>here</span>? [more](https://example.org)")
    'Who lives here? more'
    >>> without_markup("a_b, 2 * 3 * 4, \\*not\\*")
    'a_b, 2 * 3 * 4, *not*'
    """
    plain = _LINK.sub(r"\1", _HEADING.sub("", _TAGS.sub("", text)))
    plain = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", plain))
    return _ESCAPED.sub(r"\1", plain).strip()
