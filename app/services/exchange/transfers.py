"""Pictures and files that are still to be carried, as far as the person may know of what they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.contents.blob_queue import ORIGINAL
from app.data.contents.unnamed_files import unnamed
from app.data.reader import Reader
from app.data.replica.alarms import OPS_GONE
from app.domain.errors import InputError
from app.domain.permissions import require
from app.services.exchange import exchange
from app.services.exchange.sync_view import subject
from app.services.responses.response_store import may_see

if TYPE_CHECKING:
    from app.services.office.offices import Session

SHOWN = 500
Course = Literal["up", "down", "missing", "lost", "fault"]


@dataclass(frozen=True, slots=True)
class Transfer:
    """One content: small picture or original, whom it is about, bytes and how many have come, what becomes of it.

    `course`: to be sent, to be fetched, not on the server yet, lost (made here, its file is gone, nobody handed it in), or
    cannot be carried: then `fault` says why (`transfer.…`).
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
class UnnamedFiles:
    """Files beside the database that nothing here names: how many and their bytes, and how many of them may go."""

    count: int
    bytes: int
    clear: int


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
    return Transfers(tuple(transfer_rows(reader, lang, SHOWN)), transfer_counts(reader))


def transfer_rows(reader: Reader, lang: str, limit: int = -1) -> Iterator[Transfer]:
    """What is still to be carried, the first ones or all."""
    return (_row(reader, each, lang) for each in blob_queue.transfers(reader.connection, limit))


def unnamed_files(session: Session) -> UnnamedFiles:
    """Counts the files that nothing here names."""
    with session.database.transaction() as connection:
        found = unnamed(connection, AttachmentStore.of(session.database), session.database.clock.now())
    clear = [each for each in found if each.old] if _all_here(session) else []
    return UnnamedFiles(len(found), sum(each.size for each in found), len(clear))


def clear_unnamed(session: Session) -> int:
    """Takes away the files that nothing here names and that were left long enough; how many.

    A file that any record, change, history, undo, draft or clash names stays, sent or not. InputError `not_allowed`,
    `files_not_all_here`: while something may still come that names them.
    """
    require(session.actor, "sync.run")
    if not _all_here(session):
        raise InputError("files_not_all_here")
    store = AttachmentStore.of(session.database)
    with session.write("files_clear") as uow:  # nobody attaches anything meanwhile
        gone = [each for each in unnamed(uow.connection, store, uow.clock.now()) if each.old]
        uow.note("export", "files_clear", files=len(gone))
        for each in gone:
            store.destroy_file(each.path)
    return len(gone)


def _all_here(session: Session) -> bool:
    """Whether all that the server has for this computer is here, and nothing was lost that could name a file."""
    with session.read() as reader:
        state, told = exchange.status(reader), exchange.repair(reader)
    quiet = not told.receiving_anew and not told.comparing and OPS_GONE not in told.alarms
    return state.last_result == "ok" and not state.parked and quiet


def _row(reader: Reader, each: blob_queue.Transfer, lang: str) -> Transfer:
    """One content; of a record that the person may not see, only that it is carried (practice P1)."""
    record = reader.maybe("attachment", each.record)
    about = subject(reader, "attachment", each.record, lang) if record is not None and may_see(reader.actor, record) else ""
    course: Course = "fault" if each.fault else "up" if each.up else "down" if each.there else "missing"
    if course == "missing" and blob_queue.made_here(reader.connection, each.record):
        course = "lost"
    return Transfer(each.name, each.kind != ORIGINAL, about, each.size, each.at, each.asked, course, each.fault)
