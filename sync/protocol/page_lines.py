"""The lines of a page as they are sent; `sync.protocol.lines` says what they hold and reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sync.protocol.canonical import b64, canonical, canonical_read, short_id, shortened
from sync.protocol.lines import DONE, ConflictPart, EchoLine, GoneLine, LargeLine, LogLine, PageLine, millis
from sync.protocol.splice import shortened_text


def encode_page_line(line: PageLine, scopes: Sequence[str]) -> bytes:
    """A line of a page; `scopes` is the head's `sc`, scopes stand as indexes into it (one alone as a number).

    `["r", scopes, type, record, v, body, conflicts, flags]` · `["d", scopes, type, record, v, conflicts, flags]` (deleted) ·
    `["x", scopes, type, record, v]` (erased by law) ·
    `["p", scopes, type, record, v, base v, patch, conflicts, flags]` · `["=", scopes, first, count, v, hash]` ·
    `["b", scopes, type, record, v, name in base64url, size]` (a large record) · `["g", scope, record, v]`.
    """
    if isinstance(line, GoneLine):
        return canonical(["g", scopes.index(line.scope), short_id(line.record), line.version])
    where: Any = scopes.index(line.scopes[0]) if len(line.scopes) == 1 else [scopes.index(scope) for scope in line.scopes]
    if isinstance(line, EchoLine):
        return canonical(["=", where, line.first, line.count, line.version, line.hash])
    head = [where, line.type, short_id(line.record), line.version]
    if isinstance(line, LargeLine):
        return canonical(["b", *head, b64(bytes.fromhex(line.name)), line.size])
    conflicts = [_conflict(part) for part in line.conflicts]
    tail: list[Any] = [conflicts, shortened(line.flags)] if line.flags else [conflicts] if conflicts else []
    if line.body is None:
        return canonical(["x", *head] if line.erased else ["d", *head, *tail])
    if line.patch_base is not None:
        return canonical(["p", *head, line.patch_base, shortened(line.body), *tail])
    if line.text:
        told = canonical_read(["r", *head])[:-1] + b"," + shortened_text(line.text).encode()
        return told + (b"," + canonical(tail)[1:] if tail else b"]")
    return canonical(["r", *head, shortened(line.body), *tail])


def _conflict(part: ConflictPart) -> list[Any]:
    """`[id, unit, current, user, ms, proposed, user, ms]`."""
    current = [shortened(part.current), shortened(part.current_user), millis(part.current_at)]
    return [part.id, part.unit, *current, shortened(part.proposed), shortened(part.proposed_user), millis(part.proposed_at)]


def encode_log(line: LogLine) -> bytes:
    """`["l", type, record, v, user, ms, "c" | "e" | "d", {field: [old, new]}]`."""
    what = DONE[line.what]
    changes = {name: [shortened(old), shortened(new)] for name, (old, new) in line.changes.items()}
    head = ["l", line.type, short_id(line.record), line.version, shortened(line.user), millis(line.at), what]
    return canonical_read([*head, changes] if changes else head)
