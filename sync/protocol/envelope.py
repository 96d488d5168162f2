"""Requests and replies of `POST /v1/exchange` as wholes: the head line and what follows it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sync.protocol.canonical import b64, canonical, long_id, parsed, short_id, unb64
from sync.protocol.cursor import Cursor, cursor
from sync.protocol.digest import BUCKETS, ROOT, root_text
from sync.protocol.errors import ProtocolError
from sync.protocol.limits import HELD_NAMED, OPS_MAX, PROTOCOL, PULL_START
from sync.protocol.lines import (
    GoneLine,
    LogLine,
    PageLine,
    Verdict,
    decode_reply_line,
    encode_verdict,
)
from sync.protocol.page_lines import encode_log, encode_page_line

PATH = "/v1/exchange"
REQUEST_ID = "K-R"
"""HTTP header of a request, 8 characters; the server gives it back on every reply, errors too. A reply without it is none."""


Asked = Mapping[str, tuple[int, ...]]
"""Scope → buckets to be told by record; none: the roots of all buckets."""
Held = Mapping[str, tuple[int, ...]]
"""Incarnation → numbers of operations."""
Buckets = Mapping[str, str | Mapping[int, Mapping[str, int]]]
"""Scope → roots of all buckets (`digest.buckets_text`), or bucket → record → what it adds to the root."""


@dataclass(frozen=True, slots=True)
class RequestHead:
    """The first line of a request.

    `{"p": protocol, "s": schema, "i": incarnation (16 bytes, base64url), "t": its `since` instant, "f": number of the first
    operation, "n": how many, "c": chain before it (16 bytes, base64url), "u": {scope: cursor} or "h": hash of that map (not
    both), "m": page size in compressed bytes, "w": [records wanted whole, short ids], "a": number of audit lines behind the
    operations, "us": [user ids with a password slot here, when changed or first], "raw": 1 if the one operation is to be kept
    as bytes, "bk": {scope: [numbers of buckets to be told by record] or 0 for the roots of all buckets}, "k": [how far the
    server once had this incarnation, its mark on that], "lg": 1 if records that are too large for a page may stand as their
    names, to be fetched as contents; 3 if besides echo runs may speak of operations that another request brought, and roots of
    scopes without records need not be told; 4 if besides the roots of all scopes may be told as one
    (`digest.together`) and scopes that moved alike under one key, with commas; 5 if
    besides the laptop asks about what is held, "hd": {incarnation (base64url): [numbers of operations that are held as far as
    it knows]}, and is to be told of those alone which are held no more}`. What is 0 or empty is left out, but `f`, `n` and `c`.
    """

    schema: int
    incarnation: str
    since: str
    first: int
    count: int
    chain: str
    cursors: Mapping[str, Cursor] | None = field(default_factory=dict)
    cursors_hash: str = ""
    page: int = PULL_START
    wanted: tuple[str, ...] = ()
    audit: int = 0
    users: tuple[str, ...] | None = None
    raw: bool = False
    protocol: int = PROTOCOL
    receipt: tuple[int, str] | None = None
    buckets: Asked = field(default_factory=dict)
    large: bool = False
    earlier: bool = False
    gathered: bool = False
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A whole request: head, operation lines as they are (the server hashes these bytes), audit lines as they are."""

    head: RequestHead
    ops: tuple[bytes, ...] = ()
    audit: tuple[bytes, ...] = ()


def encode_request(request: Request) -> list[bytes]:
    """The lines of a request."""
    head = request.head
    told: dict[str, Any] = {
        "p": head.protocol,
        "s": head.schema,
        "i": b64(bytes.fromhex(head.incarnation)),
        "t": head.since,
        "f": head.first,
        "n": head.count,
        "c": head.chain,
        "m": head.page,
    }
    if head.cursors_hash:
        told["h"] = head.cursors_hash
    elif head.cursors is not None:
        told["u"] = {scope: str(each) for scope, each in head.cursors.items()}
    if head.wanted:
        told["w"] = [short_id(record) for record in head.wanted]
    if head.audit:
        told["a"] = head.audit
    if head.users is not None:
        told["us"] = [short_id(user) for user in head.users]
    if head.raw:
        told["raw"] = 1
    if head.receipt is not None:
        told["k"] = list(head.receipt)
    if head.buckets:
        told["bk"] = {scope: list(numbers) or 0 for scope, numbers in head.buckets.items()}
    if head.large:
        told["lg"] = 5 if head.held is not None else 4 if head.gathered else 3 if head.earlier else 1
    if head.held:
        told["hd"] = {b64(bytes.fromhex(incarnation)): list(numbers) for incarnation, numbers in head.held.items()}
    return [canonical(told), *request.ops, *request.audit]


def decode_request(lines: Sequence[bytes]) -> Request:
    """A request from its lines; operation lines are not looked into. ProtocolError `head`, `cursor`, `count`."""
    told = parsed(lines[0]) if lines else None
    if not isinstance(told, dict):
        raise ProtocolError("head")
    try:
        wanted = tuple(long_id(record) for record in told.get("w", ()))
        users = tuple(long_id(user) for user in told["us"]) if "us" in told else None
        cursors = {str(scope): cursor(text) for scope, text in told["u"].items()} if "u" in told else None
        head = RequestHead(
            _whole(told["s"]),
            unb64(told["i"], 16).hex(),
            _text(told["t"]),
            _whole(told["f"]),
            _whole(told["n"]),
            _text(told["c"]),
            cursors,
            _text(told.get("h", "")),
            _whole(told.get("m", PULL_START)),
            wanted,
            _whole(told.get("a", 0)),
            users,
            bool(told.get("raw", 0)),
            _whole(told["p"]),
            _receipt(told.get("k")),
            {_text(scope): _numbers(numbers) for scope, numbers in told.get("bk", {}).items()},
            bool(told.get("lg", 0)),
            _whole(told.get("lg", 0)) > 2,
            _whole(told.get("lg", 0)) > 3,
            _held(told.get("hd", {})) if _whole(told.get("lg", 0)) > 4 else None,
        )
    except (KeyError, TypeError, AttributeError) as reason:
        raise ProtocolError("head") from reason
    if head.count > OPS_MAX or head.first < 1 or len(lines) != 1 + head.count + head.audit:
        raise ProtocolError("count")
    if (cursors is None) == (not head.cursors_hash):
        raise ProtocolError("head")
    return Request(head, tuple(lines[1 : 1 + head.count]), tuple(lines[1 + head.count :]))


@dataclass(frozen=True, slots=True)
class ReplyHead:
    """The first line of a reply with status 200.

    `{"e": epoch, "have": last operation of the request's incarnation that the page's snapshot contains (held ones count),
    "safe": last one in a verified backup, "n": operations answered, "more": 1 when the page was not the last, "sc": [scopes
    that lines point to], "cur": {scope: [from, to]} for every scope of the device that moved or is new, "dig": {scope: root}
    for all scopes (only without "more"; see "lg" for both), "drop": [scopes the device no longer has], "a": audit lines taken
    up to this number, "free": [[incarnation hex, number, verdict of its replay or "discarded"], …] of operations held no
    more, "s": schema of the server, "logcut": 1 when log lines were left out for their size, "p": protocol of the server,
    "full": 1 when the operations behind the "n" answered ones stay on the laptop since the quarantine has no room, "mb":
    [names of large operations whose lines are not here, so that nothing from there on was answered], "k": mark on `have` by
    which the laptop can later show that the server had so much, "bk": answers to the request's (only without "more"):
    {scope: roots of all buckets, or [[bucket, [[short id, what the record adds to the root], …]], …]}, "ask": [short ids of
    records that were damaged here and are wanted back]}`. What is 0 or empty is left out; "s", "p", "full", "mb", "k",
    "bk", "ask" come from protocol 2 on.
    """

    epoch: int
    have: int
    safe: int = 0
    answered: int = 0
    more: bool = False
    scopes: tuple[str, ...] = ()
    moved: Mapping[str, tuple[Cursor, Cursor]] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    audit: int = 0
    schema: int = 1
    log_cut: bool = False
    freed: tuple[tuple[str, int, str], ...] = ()
    protocol: int = 1
    full: bool = False
    missing: tuple[str, ...] = ()
    receipt: str = ""
    buckets: Buckets = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    joined: bool = False
    """Is not sent: scopes that moved alike stand under one key with commas, for a laptop that said `lg` 4."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    head: ReplyHead
    verdicts: tuple[Verdict, ...] = ()
    page: tuple[PageLine, ...] = ()
    logs: tuple[LogLine, ...] = ()
    unread: tuple[bytes, ...] = ()
    """Lines that this version cannot read: a laptop parks them."""


def scopes_of(page: Iterable[PageLine]) -> tuple[str, ...]:
    """The scopes that lines point to, for the head's `sc`."""
    of_lines = dict.fromkeys([(line.scope,) if isinstance(line, GoneLine) else line.scopes for line in page])
    return tuple(dict.fromkeys(scope for scopes in of_lines for scope in scopes))


def encode_reply(reply: Reply) -> list[bytes]:
    """The lines of a reply."""
    head = reply.head
    told: dict[str, Any] = {"e": head.epoch, "have": head.have}
    moved = {scope: [str(start), str(end)] for scope, (start, end) in head.moved.items()}
    optional = {
        "safe": head.safe,
        "n": head.answered,
        "more": int(head.more),
        "sc": list(head.scopes),
        "cur": _joined(moved) if head.joined else moved,
        "dig": dict(head.roots),
        "drop": list(head.dropped),
        "a": head.audit,
        "logcut": int(head.log_cut),
        "free": [list(each) for each in head.freed],
    }
    told.update({name: value for name, value in optional.items() if value})
    if head.schema != 1:
        told["s"] = head.schema
    if head.protocol != 1:
        told["p"] = head.protocol
    if head.full:
        told["full"] = 1
    if head.missing:
        told["mb"] = [b64(bytes.fromhex(name)) for name in head.missing]
    if head.receipt:
        told["k"] = head.receipt
    if head.buckets:
        told["bk"] = {scope: _shown_buckets(each) for scope, each in head.buckets.items()}
    if head.asked:
        told["ask"] = [short_id(record) for record in head.asked]
    lines = [canonical(told), *(encode_verdict(verdict) for verdict in reply.verdicts)]
    lines.extend(encode_page_line(line, head.scopes) for line in reply.page)
    lines.extend(encode_log(line) for line in reply.logs)
    return lines


def decode_reply(lines: Sequence[bytes]) -> Reply:
    """A reply from its lines; ProtocolError `head`. A line that cannot be read stands in `unread`."""
    told = parsed(lines[0]) if lines else None
    if not isinstance(told, dict):
        raise ProtocolError("head")
    try:
        pairs = {str(scopes): (cursor(start), cursor(end)) for scopes, (start, end) in told.get("cur", {}).items()}
        moved = {scope: pair for scopes, pair in pairs.items() for scope in scopes.split(",")}
        head = ReplyHead(
            _whole(told["e"]),
            _whole(told["have"]),
            _whole(told.get("safe", 0)),
            _whole(told.get("n", 0)),
            bool(told.get("more", 0)),
            tuple(_text(scope) for scope in told.get("sc", ())),
            moved,
            {_text(scope): _text(root) for scope, root in told.get("dig", {}).items()},
            tuple(_text(scope) for scope in told.get("drop", ())),
            _whole(told.get("a", 0)),
            _whole(told.get("s", 1)),
            bool(told.get("logcut", 0)),
            tuple((_text(who), _whole(number), _text(verdict)) for who, number, verdict in told.get("free", ())),
            _whole(told.get("p", 1)),
            bool(told.get("full", 0)),
            tuple(unb64(name, 32).hex() for name in told.get("mb", ())),
            _text(told.get("k", "")),
            {_text(scope): _read_buckets(each) for scope, each in told.get("bk", {}).items()},
            tuple(long_id(record) for record in told.get("ask", ())),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as reason:
        raise ProtocolError("head") from reason
    verdicts: list[Verdict] = []
    page: list[PageLine] = []
    logs: list[LogLine] = []
    unread: list[bytes] = []
    for line in lines[1:]:
        try:
            value = decode_reply_line(line, head.scopes)
        except ProtocolError:
            unread.append(line)
            continue
        if isinstance(value, Verdict):
            verdicts.append(value)
        elif isinstance(value, LogLine):
            logs.append(value)
        else:
            page.append(value)
    return Reply(head, tuple(verdicts), tuple(page), tuple(logs), tuple(unread))


def _joined(moved: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Scopes that moved alike under one key."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for scope, pair in sorted(moved.items()):
        alike[tuple(pair)].append(scope)
    return {",".join(scopes): pair for pair, scopes in alike.items()}


def echo_hash(states: Iterable[tuple[str, int, str]]) -> str:
    """The hash of an echo run over (record id, version, body hash) in order."""
    text = "".join(f"{record}\t{version}\t{body}\n" for record, version, body in states)
    return b64(hashlib.sha256(text.encode()).digest()[:8])


def _receipt(value: object) -> tuple[int, str] | None:
    """A number that was once reached, with the server's mark."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    number, mark = _whole(value[0]), _text(value[1])
    if not mark.isascii():
        raise ProtocolError("head")
    return number, mark


def _held(value: Mapping[object, object]) -> Held:
    """Operations that a laptop knows as held."""
    told = {unb64(name, 16).hex(): numbers for name, numbers in value.items()}
    named = {name: tuple(map(_whole, numbers)) for name, numbers in told.items() if isinstance(numbers, list)}
    if len(named) != len(value) or sum(map(len, named.values())) > HELD_NAMED:
        raise ProtocolError("head")
    return named


def _numbers(value: object) -> tuple[int, ...]:
    """Numbers of buckets; 0 for none."""
    numbers = tuple(map(_whole, value)) if isinstance(value, list) else ()
    if (value != 0 and not isinstance(value, list)) or any(number >= BUCKETS for number in numbers):
        raise ProtocolError("head")
    return numbers


def _shown_buckets(value: str | Mapping[int, Mapping[str, int]]) -> Any:
    """An answer about one scope as it is sent."""
    if isinstance(value, str):
        return value
    return [[number, [[short_id(name), root_text(item)] for name, item in part.items()]] for number, part in value.items()]


def _read_buckets(value: Any) -> str | Mapping[int, Mapping[str, int]]:
    """An answer about one scope."""
    if isinstance(value, str):
        return value
    return {
        _whole(number): {long_id(name): int.from_bytes(unb64(item, ROOT), "big") for name, item in part}
        for number, part in value
    }


def _whole(value: object) -> int:
    """A whole number that is not negative."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ProtocolError("head")
    return value


def _text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise ProtocolError("head")
    return value
