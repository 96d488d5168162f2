"""Digests of base state. Two kinds: the one that people compare (`contracts.md`), and the root that every last page carries.

The state of a record for both: type, id, version (the sequence number of its last change), deleted, hash of its canonical body
(`canonical.body_hash`; a deleted record has the hash of `{}`). Tombstones count. What is waiting on a laptop does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from sync.protocol.canonical import b64, unb64

ROOT = 8
"""Bytes of a root."""
BUCKETS = 256
"""Parts of a scope that are compared one by one when its roots differ."""


def line(type_name: str, identity: str, version: int, deleted: bool, body_hash: str) -> str:
    """The line of a record: five fields between tabs, deleted as 0 or 1."""
    return f"{type_name}\t{identity}\t{version}\t{int(deleted)}\t{body_hash}"


def digest(lines: Iterable[str]) -> tuple[int, str]:
    """Number of records, and SHA-256 over the sorted lines, each with a line end, as 64 hex digits."""
    ordered = sorted(lines)
    return len(ordered), hashlib.sha256("".join(f"{each}\n" for each in ordered).encode()).hexdigest()


def item(record_line: str, conflicts: Sequence[str]) -> int:
    """What a record adds to its scope's root: 8 bytes of SHA-256 over its line and the sorted ids of its open conflicts."""
    text = "\t".join([record_line, *sorted(conflicts)]) if conflicts else record_line
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:ROOT], "big")


def root_text(root: int) -> str:
    """A root as it is sent. A root is the exclusive or of its records' items, 0 when there is none."""
    return b64(root.to_bytes(ROOT, "big"))


NO_ROOT = root_text(0)
"""The root of a scope without records."""


ALL = "*"
"""Instead of a scope: all of them."""


def together(roots: Mapping[str, str]) -> dict[str, str]:
    """Roots as a lean reply tells them (request head `lg` 4): as one, 8 bytes of SHA-256 over names and roots of all scopes.

    Scopes without records are left out. A hash and no exclusive or: one record may lie in two scopes, and what is wrong with it
    would cancel out. While nothing is wrong one root says as much as nine, and which scope it is is asked for when it differs.
    """
    lines = [f"{scope}\t{root}\n" for scope, root in sorted(roots.items()) if root != NO_ROOT]
    return {ALL: b64(hashlib.sha256("".join(lines).encode()).digest()[:ROOT])} if lines else {}


def differing(ours: Mapping[str, int], told: Mapping[str, str]) -> list[str]:
    """Scopes that are not the same here as a reply tells them; where it tells one root for all, all when that differs."""
    roots = {scope: root_text(root) for scope, root in ours.items()}
    if ALL in told:
        return [] if together(roots) == told else sorted(roots)
    return sorted(scope for scope in roots.keys() | told.keys() if roots.get(scope, NO_ROOT) != told.get(scope, NO_ROOT))


def told_root(told: Mapping[str, str], scope: str) -> str:
    """What a reply tells of a scope, by itself or with all others."""
    return told.get(ALL) or told.get(scope, NO_ROOT)


def bucket(identity: str) -> int:
    """The bucket of a record: the last byte of its id."""
    return int(identity[-2:], 16)


def buckets_text(roots: Sequence[int]) -> str:
    """The roots of all buckets as they are sent: one after the other."""
    return b64(b"".join(root.to_bytes(ROOT, "big") for root in roots))


def read_buckets(text: str) -> list[int]:
    """The roots out of `buckets_text`; ProtocolError `base64`."""
    packed = unb64(text, ROOT * BUCKETS)
    return [int.from_bytes(packed[place : place + ROOT], "big") for place in range(0, len(packed), ROOT)]
