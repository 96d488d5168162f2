"""Pictures and files that are still to be carried, as far as the person may know of what they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.data import blob_queue
from app.data.blob_queue import ORIGINAL
from app.data.reader import Reader
from app.services.response_store import may_see
from app.services.sync_view import subject

SHOWN = 500
Course = Literal["up", "down", "missing", "fault"]


@dataclass(frozen=True, slots=True)
class Transfer:
    """One content: small picture or original, whom it is about, bytes and how many have come, what becomes of it.

    `course`: to be sent, to be fetched, not on the server yet, or cannot be carried: then `fault` says why (`transfer.…`).
    """

    id: str
    small: bool
    subject: str
    size: int
    at: int
    asked: bool
    course: Course
    fault: str


@dataclass(frozen=True, slots=True)
class TransferCounts:
    """How many there are in all: to be sent, to be fetched, not on the server yet."""

    up: int
    down: int
    missing: int

    @property
    def number(self) -> int:
        """All that is still to be carried."""
        return self.up + self.down + self.missing


@dataclass(frozen=True, slots=True)
class Transfers:
    """The beginning of the list, and the counts."""

    rows: tuple[Transfer, ...]
    counts: TransferCounts


def transfer_counts(reader: Reader) -> TransferCounts:
    """How many contents are still to be carried."""
    return TransferCounts(*blob_queue.counts(reader.connection))


def transfers(reader: Reader, lang: str) -> Transfers:
    """What is still to be carried, in its turn."""
    rows = tuple(_row(reader, each, lang) for each in blob_queue.transfers(reader.connection, SHOWN))
    return Transfers(rows, transfer_counts(reader))


def _row(reader: Reader, each: blob_queue.Transfer, lang: str) -> Transfer:
    """One content; of a record that the person may not see, only that it is carried (practice P1)."""
    record = reader.maybe("attachment", each.record)
    about = subject(reader, "attachment", each.record, lang) if record is not None and may_see(reader.actor, record) else ""
    course: Course = "fault" if each.fault else "up" if each.up else "down" if each.there else "missing"
    return Transfer(each.name, each.kind != ORIGINAL, about, each.size, each.at, each.asked, course, each.fault)
