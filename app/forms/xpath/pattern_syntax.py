"""Regular expressions in Java's dialect, parsed for `regex()`.

Left out, and refused: back references, possessive quantifiers and atomic groups, which cannot be matched in bounded time or
mean something else there. What a group captures does not matter: `regex()` only tells whether the whole text fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.forms.xpath.pattern_sets import (
    ESCAPES,
    LINE_ENDS,
    Letters,
    any_of,
    between,
    both,
    case_blind,
    either,
    other_than,
    property_set,
)
from app.forms.xpath.values import XPathError

MOST_REPEATS = 2000
_DEEPEST = 60
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}


@dataclass(frozen=True, slots=True)
class One:
    """One letter of a set."""

    letters: Letters


@dataclass(frozen=True, slots=True)
class Row:
    """One part after another; none match the empty text."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any of the parts."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part `least` to `most` times; `most` None: without end."""

    part: Part
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A condition on the place: `^ $ A z Z b B`; `m` in front of the first two: at every line."""

    kind: str


@dataclass(frozen=True, slots=True)
class Look:
    """What must, or with `wanted` False must not, stand ahead of the place or behind it."""

    part: Part
    ahead: bool
    wanted: bool


Part = One | Row | Choice | Repeat | Place | Look


@dataclass(frozen=True, slots=True)
class _Flags:
    blind: bool = False
    dot_all: bool = False
    lines: bool = False


def parse_pattern(text: str) -> Part:
    """The parts of a pattern; raises XPathError for one that is broken or not supported."""
    parser = _Parser(text)
    part = parser.choice(_Flags(), 0)
    if parser.more():
        raise parser.broken()
    return part


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def more(self) -> bool:
        return self._at < len(self._text)

    def broken(self) -> XPathError:
        return XPathError("pattern", self._text[:80])

    def _peek(self, length: int = 1) -> str:
        return self._text[self._at : self._at + length]

    def _take(self) -> str:
        if not self.more():
            raise self.broken()
        self._at += 1
        return self._text[self._at - 1]

    def _accept(self, text: str) -> bool:
        if self._text.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def choice(self, flags: _Flags, depth: int) -> Part:
        """Rows parted by `|`, up to the end or a closing bracket."""
        if depth > _DEEPEST:
            raise self.broken()
        row, flags = self._row(flags, depth)
        rows = [row]
        while self._accept("|"):
            row, flags = self._row(flags, depth)
            rows.append(row)
        return rows[0] if len(rows) == 1 else Choice(tuple(rows))

    def _row(self, flags: _Flags, depth: int) -> tuple[Part, _Flags]:
        parts: list[Part] = []
        while self.more() and self._peek() not in ("|", ")"):
            if self._accept("\\Q"):
                end = self._text.find("\\E", self._at)
                literal = self._text[self._at :] if end < 0 else self._text[self._at : end]
                self._at = len(self._text) if end < 0 else end + 2
                parts.extend(self._one(any_of(letter), flags) for letter in literal)
                if parts and literal:
                    parts[-1] = self._quantified(parts[-1])
                continue
            changed = self._inline_flags(flags)
            if changed is not None:
                flags = changed
                continue
            parts.append(self._quantified(self._part(flags, depth)))
        return (parts[0] if len(parts) == 1 else Row(tuple(parts))), flags

    def _inline_flags(self, flags: _Flags) -> _Flags | None:
        """`(?i)`: flags for the rest of the group."""
        if self._peek(2) != "(?":
            return None
        end = self._at + 2
        while end < len(self._text) and self._text[end] in "imsuxdU-":
            end += 1
        if end >= len(self._text) or self._text[end] != ")" or end == self._at + 2:
            return None
        letters = self._text[self._at + 2 : end]
        self._at = end + 1
        return self._changed(flags, letters)

    def _changed(self, flags: _Flags, letters: str) -> _Flags:
        if set(letters) & set("xdU"):
            raise self.broken()
        on, _, off = letters.partition("-")
        for names, state in ((on, True), (off, False)):
            for name, key in (("i", "blind"), ("s", "dot_all"), ("m", "lines")):
                if name in names:
                    flags = replace(flags, **{key: state})
        return flags

    def _quantified(self, part: Part) -> Part:
        while self.more() and self._peek() in ("*", "+", "?", "{"):
            mark = self._take()
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(mark) or self._bounds()
            if self._peek() == "+":
                raise self.broken()
            self._accept("?")
            part = Repeat(part, least, most)
        return part

    def _bounds(self) -> tuple[int, int | None]:
        end = self._text.find("}", self._at)
        first, comma, last = self._text[self._at : max(end, 0)].partition(",")
        if end < 0 or not first.isdecimal() or not first.isascii() or not (last == "" or (last.isdecimal() and last.isascii())):
            raise self.broken()
        self._at = end + 1
        least = int(first[:9])
        most = (int(last[:9]) if last else None) if comma else least
        if max(least, most or 0) > MOST_REPEATS or (most is not None and most < least):
            raise self.broken()
        return least, most

    def _one(self, letters: Letters, flags: _Flags) -> Part:
        return One(case_blind(letters) if flags.blind else letters)

    def _part(self, flags: _Flags, depth: int) -> Part:
        letter = self._take()
        if letter == "(":
            return self._group(flags, depth)
        if letter == "[":
            return self._one(self._class(0), flags)
        if letter == ".":
            return One((lambda letter: True) if flags.dot_all else other_than(any_of(LINE_ENDS)))
        if letter in "^$":
            return Place(f"m{letter}" if flags.lines else letter)
        if letter == "\\":
            if self._peek() in ("b", "B", "A", "z", "Z", "G"):
                return Place(self._take().replace("G", "A"))
            if self._accept("R"):
                newline = Row((One(any_of("\r")), One(any_of("\n"))))
                return Choice((newline, One(ESCAPES["v"])))
            return self._one(self._escape(), flags)
        if letter in "*+?{":
            raise self.broken()
        return self._one(any_of(letter), flags)

    def _group(self, flags: _Flags, depth: int) -> Part:
        look: tuple[bool, bool] | None = None
        if self._accept("?"):
            for mark, found in (("=", (True, True)), ("!", (True, False)), ("<=", (False, True)), ("<!", (False, False))):
                if self._accept(mark):
                    look = found
                    break
            else:
                flags = self._group_head(flags)
        part = self.choice(flags, depth + 1)
        if not self._accept(")"):
            raise self.broken()
        return part if look is None else Look(part, *look)

    def _group_head(self, flags: _Flags) -> _Flags:
        """`:`, flags and `:`, or a name."""
        if self._accept("<"):
            end = self._text.find(">", self._at)
            name = self._text[self._at : max(end, 0)]
            if not (name.isascii() and name.isalnum()):
                raise self.broken()
            self._at = end + 1
            return flags
        end = self._text.find(":", self._at)
        letters = self._text[self._at : max(end, 0)]
        if end < 0 or set(letters) - set("imsu-"):
            raise self.broken()
        self._at = end + 1
        return self._changed(flags, letters)

    # ---- sets of letters ----

    def _class(self, depth: int) -> Letters:
        """After `[`: ranges, escapes, sets inside the set, `&&` for what is in both."""
        if depth > _DEEPEST:
            raise self.broken()
        turned = self._accept("^")
        whole: Letters | None = None
        sets: list[Letters] = []
        start = True
        while start or self._peek() != "]":
            if self._accept("&&"):
                whole = self._met(whole, sets)
                sets, start = [], False
                continue
            sets.append(self._class_item(depth, start))
            start = False
        self._take()
        found = self._met(whole, sets)
        return other_than(found) if turned else found

    def _met(self, whole: Letters | None, sets: Sequence[Letters]) -> Letters:
        if not sets:
            if whole is None:
                raise self.broken()
            return whole
        return either(list(sets)) if whole is None else both(whole, either(list(sets)))

    def _class_item(self, depth: int, start: bool) -> Letters:
        letter = self._take()
        if letter == "[":
            return self._class(depth + 1)
        if letter == "]" and not start:
            raise self.broken()
        first = letter
        if letter == "\\":
            if self._peek() in ("d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "p", "P"):
                return self._escape()
            first = self._letter()
        if self._peek() == "-" and self._peek(2)[1:] not in ("]", "[", ""):
            self._take()
            last = self._take()
            if last == "\\":
                last = self._letter()
            if last < first:
                raise self.broken()
            return between(first, last)
        return any_of(first)

    def _escape(self) -> Letters:
        code = self._peek()
        if code in ESCAPES:
            self._take()
            return ESCAPES[code]
        if code in ("p", "P") and code:
            self._take()
            name = self._take()
            if name == "{":
                end = self._text.find("}", self._at)
                name = self._text[self._at : max(end, 0)]
                self._at = end + 1 if end >= 0 else self._at
            found = property_set(name)
            if found is None:
                raise self.broken()
            return found if code == "p" else other_than(found)
        return any_of(self._letter())

    def _letter(self) -> str:
        """The letter that an escape stands for."""
        code = self._take()
        if code in _CONTROLS:
            return _CONTROLS[code]
        if code in ("u", "x"):
            return self._hexadecimal(4 if code == "u" else 2, braces=code == "x")
        if code == "0":
            digits = ""
            while len(digits) < 3 and self._peek() and self._peek() in "01234567":
                digits += self._take()
            return chr(int(digits, 8)) if digits else self._fail()
        if code.isascii() and code.isalnum():
            raise self.broken()
        return code

    def _hexadecimal(self, length: int, *, braces: bool) -> str:
        closing = braces and self._accept("{")
        if closing:
            length = self._text.find("}", self._at) - self._at
        digits = self._peek(max(length, 0))
        self._at += len(digits) + closing
        try:
            return chr(int(digits, 16)) if digits.isalnum() and len(digits) == length else self._fail()
        except (ValueError, OverflowError) as error:
            raise self.broken() from error

    def _fail(self) -> str:
        raise self.broken()
