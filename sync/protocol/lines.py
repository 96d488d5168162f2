"""The lines of requests and replies as values, and their JSON arrays. Trailing parts that are empty are left out.

In a request, after the head: operation lines by position (the first has the number `f` of the head), then audit lines.
In a reply, after the head: verdicts, then the page's lines in the order of their sequence numbers, then log lines.
Numbers of instants are whole milliseconds after the incarnation's `t` in operation and audit lines, after 2020 began elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from sync.protocol.canonical import (
    b64,
    canonical,
    lengthened,
    long_id,
    parsed,
    short_id,
    shortened,
    too_deep,
    unb64,
)
from sync.protocol.errors import ProtocolError

EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
KINDS: Final[Mapping[str, str]] = {
    "create": "c",
    "edit": "e",
    "delete": "d",
    "resolve": "r",
    "approve": "a",
    "merge_records": "m",
    "discard": "x",
    "skip": "s",
    "rescue": "q",
}
"""Kinds of operations and their letters."""
LARGEST: Final = 2**63 - 1
SAW_MAX = 200
"""Operations that one operation may name as seen."""
NOT_KNOWN: Final = "00000000-0000-0000-0000-000000000000"
"""The author of a rescue whose author the history on the laptop does not tell: never another person's name."""
_LETTERS = {letter: kind for kind, letter in KINDS.items()}


@dataclass(frozen=True, slots=True)
class OpLine:
    """One operation. `base` is (epoch, seq), (0, 0) for none; `at` an instant as text; `type` is empty for discard and skip.

    Patches: plain field → value or None; set field → {"add": […], "del": […]}; append field → {"append": text}; counter →
    {"inc": n}; map entry `answers:<path>` → value or None. merge_records: {"into": id}. discard: {"op": [incarnation, seq]} of
    a held operation. skip: {"of": incarnation, "from": seq, "to": seq} of operations that are gone. rescue: fields as in an
    edit, or {"*": "deleted"}, or {"?": the side of a conflict that was not visible}, or {"=": the whole body that the base
    holds}; user and instant are those of who wrote them. `asserts`: [[record, base, hash of the body that was shown], …].
    """

    kind: str
    type: str
    record: str
    base: tuple[int, int]
    user: str
    at: str
    patch: Mapping[str, Any]
    resolves: str | None = None
    asserts: Sequence[Any] = ()
    saw: Sequence[tuple[str, int]] = ()
    """Operations (incarnation, number) of others that lay over the record, come by another way than the server."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to the operation at `position` (from 0) where it is not plain `applied`.

    merged (v, fields that others had already set to the same), conflict (v, units, ids of conflicts), held (reason), erased.
    """

    position: int
    verdict: str
    version: int = 0
    fields: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConflictPart:
    """An open conflict of a record: both sides as field → value (a group has all its fields; a deletion is {"*": "deleted"}).

    `unit` is a field, `answers:<path>`, `(group)`, or `*` for a deletion against edits. `current` is the side that is visible.
    A unit without a name: the values are of restricted groups that the device does not hold. `groups` are the restricted groups
    that the values belong to; they travel in the record's flags (`guard`), not in the part.
    """

    id: str
    unit: str
    current: Mapping[str, Any]
    current_user: str
    current_at: str
    proposed: Mapping[str, Any]
    proposed_user: str
    proposed_at: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordLine:
    """The latest state of a record: its atomic scopes, version, body (None: deleted), all its open conflicts, flags.

    A patch line has `patch_base` (the version it starts from) and in `body` field → new whole value or None instead.
    """

    scopes: tuple[str, ...]
    record: str
    type: str
    version: int
    body: Mapping[str, Any] | None
    conflicts: tuple[ConflictPart, ...] = ()
    flags: Mapping[str, Any] = field(default_factory=dict)
    patch_base: int | None = None
    erased: bool = False
    """Erased by law: told in place of a deletion from protocol 2 on, also to who once had the record (then without scopes)."""
    text: str = ""
    """The canonical text of the body where that is at hand; `body` may then be empty."""


@dataclass(frozen=True, slots=True)
class EchoLine:
    """Records whose only change since the cursor are `applied` operations of this request, as a run without bodies.

    Operation first+i gave its record version `version`+i and was the last on it here; outside of the request (below 0 too)
    it was sent before, and the reply to it was lost. `hash`: first 8 bytes, base64url, of SHA-256 over the lines
    `id⇥version⇥body_hash⏎` in that order (`echo_hash`). A laptop that computes another asks for them.
    """

    scopes: tuple[str, ...]
    first: int
    count: int
    version: int
    hash: str


@dataclass(frozen=True, slots=True)
class GoneLine:
    """A record has left an atomic scope of this device with this sequence number."""

    scope: str
    record: str
    version: int


@dataclass(frozen=True, slots=True)
class LargeLine:
    """A record that is too large for a page: the line that would stand here travels as a content (sync.md §6).

    `name`: SHA-256 (64 hex digits) of that line without its scopes, `["r",[],…]`; `size`: its bytes. From protocol 2 on.
    """

    scopes: tuple[str, ...]
    record: str
    type: str
    version: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """What one operation of another incarnation did to a record: field → (old, new); `what` created, changed, deleted."""

    record: str
    type: str
    version: int
    user: str
    at: str
    what: str
    changes: Mapping[str, tuple[Any, Any]]


PageLine = RecordLine | EchoLine | GoneLine | LargeLine


def millis(at: str, since: str | None = None) -> int:
    """An instant as milliseconds after `since` (an instant), or after 2020-01-01Z."""
    return round((_instant(at) - (_instant(since) if since else EPOCH)) / timedelta(milliseconds=1))


def instant(number: object, since: str | None = None) -> str:
    """The instant that `millis` made a number of; ProtocolError `instant`."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise ProtocolError("instant")
    try:
        moment = (_instant(since) if since else EPOCH) + timedelta(milliseconds=number)
    except OverflowError as reason:
        raise ProtocolError("instant") from reason
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(256)
def _instant(text: str) -> datetime:
    """An instant from its text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as reason:
        raise ProtocolError("instant") from reason
    if moment.tzinfo is None:
        raise ProtocolError("instant")
    return moment


def encode_op(op: OpLine, since: str) -> bytes:
    """`[letter, type, base, user, ms, record, patch, resolves, asserts, saw]`; base 0, a number (epoch 1), or [epoch, seq]."""
    epoch, seq = op.base
    base: Any = 0 if op.base == (0, 0) else seq if epoch == 1 else [epoch, seq]
    saw = [[b64(bytes.fromhex(incarnation)), number] for incarnation, number in op.saw]
    tail: list[Any] = [op.resolves or "", shortened(list(op.asserts)), saw]
    while tail and not tail[-1]:
        tail.pop()
    head = [KINDS[op.kind], op.type, base, shortened(op.user), millis(op.at, since), short_id(op.record)]
    return canonical([*head, shortened(op.patch), *tail])


def decode_op(line: bytes, since: str) -> OpLine:
    """The operation of a line; ProtocolError for whatever is no operation (the server holds it, it refuses none)."""
    parts = parts_of(line, 7, 10)
    if too_deep(line):
        raise ProtocolError("op")
    letter, type_name, base, user, at, record, patch = parts[:7]
    resolves, asserts = (parts[7] if len(parts) > 7 else ""), (parts[8] if len(parts) > 8 else [])
    saw = _saw(parts[9]) if len(parts) > 9 else ()
    if letter not in _LETTERS or not isinstance(type_name, str) or not isinstance(user, str) or not isinstance(patch, dict):
        raise ProtocolError("op")
    if not isinstance(resolves, str) or not isinstance(asserts, list):
        raise ProtocolError("op")
    # In most lines the author alone is told in short form: only another mark, or an escaped one, can mean an id elsewhere.
    short = user.startswith("~")
    plain = (line.count(b"~") == short or line.count(b'"~') == short) and not has_escapes(line)
    author = _author(user) if len(user) == 23 else lengthened(user)
    head = (_LETTERS[letter], type_name, long_id(record), _base(base), author, instant(at, since))
    return OpLine(*head, patch if plain else lengthened(patch), resolves or None, lengthened(asserts), saw)


def has_escapes(line: bytes) -> bool:
    """Whether a line may hold a character by its number; a look for one byte costs a fraction of one for two."""
    return b"\\" in line and b"\\u" in line


@lru_cache(256)
def _author(told: str) -> Any:
    """Who wrote, of an id in short form: of many lines mostly the same."""
    return lengthened(told)


def _saw(told: object) -> tuple[tuple[str, int], ...]:
    """The operations of others that an author saw; ProtocolError `op`."""
    if not isinstance(told, list) or len(told) > SAW_MAX:
        raise ProtocolError("op")
    if not all(isinstance(each, list) and len(each) == 2 and isinstance(each[1], int) for each in told):
        raise ProtocolError("op")
    return tuple((unb64(incarnation, 16).hex(), number) for incarnation, number in told)


def _base(base: object) -> tuple[int, int]:
    """Epoch and seq of a base."""
    if isinstance(base, bool):
        raise ProtocolError("op")
    if isinstance(base, int):
        return (1, base) if base else (0, 0)
    if isinstance(base, list) and len(base) == 2 and all(isinstance(part, int) for part in base):
        return base[0], base[1]
    raise ProtocolError("op")


def encode_verdict(verdict: Verdict) -> bytes:
    """`["v", position, …]` with `"m", v, fields` · `"c", v, units, ids` · `"h", reason` · `"e"`."""
    head = ["v", verdict.position, verdict.verdict[0]]
    if verdict.verdict == "merged":
        return canonical([*head, verdict.version, list(verdict.fields)])
    if verdict.verdict == "conflict":
        return canonical([*head, verdict.version, list(verdict.fields), list(verdict.conflicts)])
    return canonical([*head, verdict.reason] if verdict.verdict == "held" else head)


DONE: Final[Mapping[str, str]] = {"created": "c", "changed": "e", "deleted": "d"}
"""What operations did to records, and its letters in lines of history."""
_DID = {letter: what for what, letter in DONE.items()}


def decode_reply_line(line: bytes, scopes: Sequence[str]) -> Verdict | PageLine | LogLine:
    """Any line of a reply after its head; ProtocolError."""
    parts = parts_of(line, 3, 10)
    try:
        if parts[0] == "r" and len(parts) == 6 and type(parts[5]) is dict and b'"~' not in line and b"\\u" not in line:
            # No text in it stands for another, as in most lines: the body is what was read.
            told = (_where(parts[1], scopes), long_id(parts[3]), str(parts[2]), _number(parts[4]), parts[5])
            text = "" if "{" in told[2] else line[line.index(b"{") : -1].decode()
            return RecordLine(*told, text=text)
        if parts[0] == "l" and (has_escapes(line) or b"\xed" in line):
            canonical(parts)  # only such a line can hold half a character, which no history can
        return _READ[parts[0]](parts, scopes)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as reason:
        raise ProtocolError("line") from reason


def _number(value: Any) -> int:
    """A number that any database can hold: a page must not fail by one that none can (invariant 19)."""
    number = int(value)
    if not -LARGEST <= number <= LARGEST:
        raise OverflowError
    return number


def _verdict(parts: list[Any], _: Sequence[str]) -> Verdict:
    """A verdict."""
    position, letter = _number(parts[1]), parts[2]
    if letter == "m":
        return Verdict(position, "merged", _number(parts[3]), tuple(parts[4]))
    if letter == "c":
        return Verdict(position, "conflict", _number(parts[3]), tuple(parts[4]), tuple(parts[5]))
    return Verdict(position, "held", reason=str(parts[3])) if letter == "h" else Verdict(position, {"e": "erased"}[letter])


def _where(place: Any, scopes: Sequence[str]) -> tuple[str, ...]:
    """Scopes from their indexes."""
    return tuple(scopes[each] for each in (place if isinstance(place, list) else [place]))


def _record(parts: list[Any], scopes: Sequence[str]) -> RecordLine:
    """A record, deleted or as a patch too."""
    letter, where, type_name, record, version = (
        parts[0],
        _where(parts[1], scopes),
        str(parts[2]),
        long_id(parts[3]),
        _number(parts[4]),
    )
    start = {"r": 6, "d": 5, "x": 5, "p": 7}[letter]
    body = None if letter in "dx" else lengthened(parts[start - 1])
    if body is not None and not isinstance(body, dict):
        raise ProtocolError("line")
    rest = parts[start:]
    conflicts = tuple(_conflict_part(part) for part in rest[0]) if rest else ()
    flags = lengthened(rest[1]) if len(rest) > 1 else {}
    base = _number(parts[5]) if letter == "p" else None
    return RecordLine(where, record, type_name, version, body, conflicts, flags, base, letter == "x")


def _large(parts: list[Any], scopes: Sequence[str]) -> LargeLine:
    """A large record."""
    head = (_where(parts[1], scopes), long_id(parts[3]), str(parts[2]), _number(parts[4]))
    return LargeLine(*head, unb64(parts[5], 32).hex(), _number(parts[6]))


def _conflict_part(part: list[Any]) -> ConflictPart:
    """An open conflict."""
    identity, unit, current, user, at, proposed, other, then = part
    visible = (lengthened(current), lengthened(user), instant(at))
    return ConflictPart(str(identity), str(unit), *visible, lengthened(proposed), lengthened(other), instant(then))


def _echo(parts: list[Any], scopes: Sequence[str]) -> EchoLine:
    """A run of echoes."""
    return EchoLine(_where(parts[1], scopes), _number(parts[2]), _number(parts[3]), _number(parts[4]), str(parts[5]))


def _gone(parts: list[Any], scopes: Sequence[str]) -> GoneLine:
    """A record that left."""
    return GoneLine(scopes[parts[1]], long_id(parts[2]), _number(parts[3]))


def _log(parts: list[Any], _: Sequence[str]) -> LogLine:
    """A line of history."""
    what = _DID[parts[6]]
    changes = {name: (lengthened(old), lengthened(new)) for name, (old, new) in parts[7].items()} if len(parts) > 7 else {}
    head = (long_id(parts[2]), str(parts[1]), _number(parts[3]), lengthened(parts[4]), instant(parts[5]))
    return LogLine(*head, what, changes)


_READ: Mapping[str, Callable[[list[Any], Sequence[str]], Verdict | PageLine | LogLine]] = {
    "v": _verdict,
    "r": _record,
    "d": _record,
    "x": _record,
    "p": _record,
    "=": _echo,
    "b": _large,
    "g": _gone,
    "l": _log,
}


def parts_of(line: bytes, least: int, most: int) -> list[Any]:
    """The array of a line."""
    parts = parsed(line)
    if not isinstance(parts, list) or not least <= len(parts) <= most:
        raise ProtocolError("line")
    return parts
