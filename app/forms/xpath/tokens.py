"""Expressions cut into tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from app.forms.xpath.values import XPathError

LONGEST = 100_000
"""Characters of one expression (inferred; a form's longest real calculations have a few thousand)."""

_START = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
"""Letters that may begin an XML name, Khmer among them."""
_NAME = f"[{_START}][{_START}0-9\u00b7\u0300-\u036f.\\-]*"
_PATTERN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<literal>"[^"]*"|'[^']*')
    |(?P<name>{_NAME}(?::(?!:){_NAME})?)
    |(?P<symbol>\.\.|::|//|!=|<=|>=|[-+=<>*/.()\[\],@|$])""",
    re.VERBOSE,
)
_NAMED_OPERATORS = ("and", "or", "div", "mod")
_BEFORE_OPERAND = frozenset({"(", "[", ",", "@", "::", "/", "//", "|", "=", "!=", "<", "<=", ">", ">=", "+", "-"})


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()
    LITERAL = auto()
    NAME = auto()
    OPERATOR = auto()
    SYMBOL = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its text (a literal without its quotes) and the place of its first character."""

    kind: Kind
    text: str
    at: int


def tokenize(text: str) -> list[Token]:
    """All tokens of an expression, ending with one of kind END. `*`, `and`, `or`, `div`, `mod` are told from names by place."""
    if len(text) > LONGEST:
        raise XPathError("too_long", str(len(text)))
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = _PATTERN.match(text, at)
        if match is None:
            raise XPathError("unexpected", text[at : at + 20], at)
        piece = match.group()
        group = match.lastgroup
        if group == "number":
            tokens.append(Token(Kind.NUMBER, piece, at))
        elif group == "literal":
            tokens.append(Token(Kind.LITERAL, piece[1:-1], at))
        elif group in ("name", "symbol"):
            kind = _kind_of(piece, group, tokens)
            if group == "name" and kind is Kind.OPERATOR:
                piece = next(name for name in _NAMED_OPERATORS if piece.startswith(name))
            tokens.append(Token(kind, piece, at))
            at += len(piece)
            continue
        at = match.end()
    tokens.append(Token(Kind.END, "", len(text)))
    return tokens


def _kind_of(piece: str, group: str, before: list[Token]) -> Kind:
    """XPath 1.0 §3.7: after an operand `*` and the four names are operators, as in JavaRosa also with letters right behind."""
    operand_before = bool(before) and before[-1].kind is not Kind.OPERATOR and before[-1].text not in _BEFORE_OPERAND
    if before and before[-1].kind is Kind.LITERAL:
        operand_before = True
    if group == "name":
        return Kind.OPERATOR if operand_before and piece.startswith(_NAMED_OPERATORS) else Kind.NAME
    if piece == "*":
        return Kind.OPERATOR if operand_before else Kind.SYMBOL
    return Kind.OPERATOR if piece in ("=", "!=", "<", "<=", ">", ">=", "+", "-") else Kind.SYMBOL
