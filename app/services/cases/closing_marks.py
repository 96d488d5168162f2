"""What the decision to end a case had seen, so that every laptop knows alike what came without its knowing (`late_entries`).

The number of the server up to which the deciding computer had everything of the office; and, each by a mark that tells nothing,
the entries that were before the head's eyes though no such number covers them yet: written there and not sent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from app.data.queries import late
from app.data.reader import Reader
from app.domain.records import Record
from app.text.words import words

_UP_TO = ">"


def of(reader: Reader, approval: Record) -> list[str]:
    """The marks of a decision that is made now; none on a computer that never exchanged."""
    case = approval.text("case")
    record = reader.maybe("case", case)
    number = late.reached(reader.connection, record.text("office")) if record is not None else 0
    if not number:
        return []
    rows = [row.id for name in late.TYPES for row in reader.find(name, case=case, limit=None)]
    beyond = {key for key in rows if not 0 < reader.version(key) <= number} | late.unsent_of(reader.connection, rows)
    return sorted([f"{_UP_TO}{number}", *map(mark, beyond | (set(reader.same_as(case)) - {case}))])


def mark(record: str) -> str:
    """A record by a mark."""
    return sha256(record.encode()).hexdigest()[:12]


def knew(marks: Collection[str], record: str) -> bool:
    """Whether a decision saw an entry that the server has after the number that it names."""
    return mark(record) in marks


def told(marks: Sequence[object], lang: str) -> str:
    """The marks of such a decision in words; "" for others."""
    if not any(str(one).startswith(_UP_TO) for one in marks):
        return ""
    return words("value.all_that_came", lang, n=sum(not str(one).startswith(_UP_TO) for one in marks))
