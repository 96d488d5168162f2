"""The syntax tree of an expression, and the parser that makes it.

Left-associative operators of one precedence become one `Chain`, so that a long sum does not nest deeply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.forms.xpath.tokens import Kind, Token, tokenize
from app.forms.xpath.values import XPathError

DEEPEST = 60
"""Nested brackets in one expression (inferred: beyond what people write, within what the interpreter bears)."""

LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text."""

    value: str


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus before an operand."""

    operand: Tree


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined from left to right by operators of one precedence."""

    first: Tree
    rest: tuple[tuple[str, Tree], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Tree, ...]
    at: int | None = field(default=None, compare=False)
    """Where it stands in the expression."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `name` is a child's name, `*`, `.`, `..`, or `@` and the name of an attribute."""

    name: str
    predicates: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A path: from the root (`absolute`), from the nodes of `base` that pass `filters`, or from the context node."""

    absolute: bool
    base: Tree | None
    steps: tuple[Step, ...]
    filters: tuple[Tree, ...] = ()


Tree = Number | Literal | Negation | Chain | Call | Path


def parse(text: str) -> Tree:
    """Parse a whole expression; raises XPathError."""
    return _Parser(tokenize(text)).whole()


class _Parser:
    """Precedence climbing over the tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> Tree:
        tree = self._level(0)
        if self._peek.kind is not Kind.END:
            raise XPathError("unexpected", self._peek.text, self._peek.at)
        return tree

    @property
    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _accept(self, text: str) -> bool:
        if self._peek.text == text and self._peek.kind in (Kind.SYMBOL, Kind.OPERATOR):
            self._take()
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise XPathError("expected", text, self._peek.at)

    def _level(self, level: int) -> Tree:
        """Operands of the operators from `level` upwards."""
        if level == len(LEVELS):
            return self._unary()
        first = self._level(level + 1)
        rest: list[tuple[str, Tree]] = []
        while self._peek.kind is Kind.OPERATOR and self._peek.text in LEVELS[level]:
            operator = self._take().text
            rest.append((operator, self._level(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def _unary(self) -> Tree:
        minus = 0
        while self._accept("-"):
            minus += 1
        tree = self._path()
        for _ in range(min(minus, 2 - minus % 2)):  # two are one number conversion and its reverse; more add nothing
            tree = Negation(tree)
        return tree

    def _path(self) -> Tree:
        token = self._peek
        if token.text == "/" and token.kind is Kind.SYMBOL:
            self._take()
            return Path(True, None, self._steps() if self._at_step() else ())
        if self._at_primary():
            base = self._primary()
            filters = self._predicates()
            if self._accept("/"):
                return Path(False, base, self._steps(), filters)
            return Path(False, base, (), filters) if filters else base
        if self._at_step():
            return Path(False, None, self._steps())
        raise XPathError("unexpected", token.text or "end", token.at)

    def _at_primary(self) -> bool:
        token = self._peek
        if token.kind in (Kind.NUMBER, Kind.LITERAL):
            return True
        if token.kind is Kind.NAME:
            return self._tokens[self._at + 1].text == "(" and self._tokens[self._at + 1].kind is Kind.SYMBOL
        return token.text == "(" and token.kind is Kind.SYMBOL

    def _at_step(self) -> bool:
        token = self._peek
        return token.kind is Kind.NAME or (token.kind is Kind.SYMBOL and token.text in (".", "..", "*", "@"))

    def _primary(self) -> Tree:
        token = self._take()
        if token.kind is Kind.NUMBER:
            return Number(float(token.text))
        if token.kind is Kind.LITERAL:
            return Literal(token.text)
        with self._deeper():
            if token.kind is Kind.NAME:
                self._expect("(")
                return Call(token.text, tuple(self._arguments()), token.at)
            tree = self._level(0)
            self._expect(")")
            return tree

    def _arguments(self) -> Iterator[Tree]:
        if self._accept(")"):
            return
        yield self._level(0)
        while self._accept(","):
            yield self._level(0)
        self._expect(")")

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._accept("/"):
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        token = self._take()
        if token.kind is Kind.NAME and self._accept("::"):
            token = self._axis(token)
        if token.text == "@" and token.kind is Kind.SYMBOL:
            return Step(f"@{self._attribute()}", self._predicates())
        if token.kind is not Kind.NAME and not (token.kind is Kind.SYMBOL and token.text in (".", "..", "*")):
            raise XPathError("unexpected", token.text or "end", token.at)
        return Step(token.text, self._predicates())

    def _attribute(self) -> str:
        token = self._take()
        if token.kind is not Kind.NAME and token.text != "*":
            raise XPathError("unexpected", token.text or "end", token.at)
        return token.text

    def _axis(self, axis: Token) -> Token:
        """The axes of the dialect; `parent` and `self` only with `*` or `node()`."""
        if axis.text == "attribute":
            return Token(Kind.SYMBOL, "@", axis.at)
        test = self._take()
        if test.text == "node" and self._accept("("):
            self._expect(")")
            test = Token(Kind.SYMBOL, "*", test.at)
        if axis.text == "child" and (test.kind is Kind.NAME or test.text == "*"):
            return test
        if axis.text in ("parent", "self") and test.text == "*":
            return Token(Kind.SYMBOL, ".." if axis.text == "parent" else ".", test.at)
        raise XPathError("unknown_axis", axis.text, axis.at)

    def _predicates(self) -> tuple[Tree, ...]:
        found: list[Tree] = []
        while self._accept("["):
            with self._deeper():
                found.append(self._level(0))
            self._expect("]")
        return tuple(found)

    def _deeper(self) -> _Depth:
        return _Depth(self)

    def enter(self) -> None:
        """One bracket deeper."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise XPathError("too_deep", str(DEEPEST), self._peek.at)

    def leave(self) -> None:
        """One bracket back."""
        self._depth -= 1


class _Depth:
    """Counts the brackets that are open."""

    def __init__(self, parser: _Parser) -> None:
        self._parser = parser

    def __enter__(self) -> None:
        self._parser.enter()

    def __exit__(self, *_: object) -> None:
        self._parser.leave()
