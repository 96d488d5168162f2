"""Contents of attachments on the encrypted database: what is here, what is to be carried next, what has come (sync.md §6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Literal

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.contents.blob_queue import ORIGINAL, Transfer
from app.data.database import Database
from app.data.outbox import outbox
from app.domain.clock import instant_text, parse_instant
from app.domain.errors import EnvironmentFault, InputError
from sync.client.blobs import Item
from sync.protocol.blobs import Talk, Told

ASK_EVERY = timedelta(days=1)


class DatabaseBlobStore:
    """The engine's store of contents beside a database; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._files = AttachmentStore.of(database)

    def begin(self) -> None:
        """Takes in which contents records name by now; those of records that left this device go once they are safe.

        One whose file cannot be destroyed now, as somebody reads it or the disk refuses, is tried again with the next run.
        """
        with self._database.transaction() as connection:
            blob_queue.take_in(connection, self._files)
            left = blob_queue.left_behind(connection)
        gone = list(filter(self._destroyed, left))
        if gone:
            with self._database.transaction() as connection:
                for name in gone:
                    blob_queue.forget(connection, name)

    def _destroyed(self, name: str) -> bool:
        """Whether the file of a content is here no longer."""
        try:
            self._files.destroy(name)
        except EnvironmentFault:
            return False
        return True

    def newest(self) -> int:
        """The number of the last save."""
        with self._database.transaction() as connection:
            return outbox.newest(connection)

    def anything_asked(self) -> bool:
        """Whether somebody waits to see a content."""
        with self._database.transaction() as connection:
            return blob_queue.anything_asked(connection)

    def next(self, *, originals: bool, without: Collection[str]) -> Item | None:
        """What is to be carried next."""
        with self._database.transaction() as connection:
            found = blob_queue.next_transfer(connection, originals=originals, without=without)
        return None if found is None else _item(found)

    def again(self, item: Item) -> Item:
        """The same with what has arrived of it by now."""
        with self._database.transaction() as connection:
            return replace(item, at=blob_queue.arrived(connection, item.name))

    def content(self, item: Item) -> bytes | None:
        """What is to be sent; a file that is lost or damaged is not here, and is fetched again if the server has it."""
        try:
            return self._files.get(item.name)
        except InputError:
            with self._database.transaction() as connection:
                blob_queue.is_not_here(connection, item.name)
            return None

    def sent(self, item: Item) -> None:
        """The server has it."""
        with self._database.transaction() as connection:
            blob_queue.is_sent(connection, item.name)

    def took(self, item: Item, chunk: bytes, size: int) -> Literal["more", "whole", "spoilt"]:
        """Keeps the next piece. The file is written before the row says that it is here."""
        with self._database.transaction() as connection:
            at = blob_queue.keep_piece(connection, item.name, item.at, chunk)
            if at < size and chunk:
                return "more"
            content = blob_queue.whole(connection, item.name)
            if content is None:
                blob_queue.is_spoilt(connection, item.name)
                return "spoilt"
        self._files.put(content)
        with self._database.transaction() as connection:
            blob_queue.is_here(connection, item.name)
        return "whole"

    def lost(self, item: Item) -> None:
        """The server does not have it, or not for us."""
        with self._database.transaction() as connection:
            blob_queue.is_not_there(connection, item.name)

    def spoilt(self, item: Item, code: str) -> None:
        """It cannot be sent."""
        with self._database.transaction() as connection:
            blob_queue.has_fault(connection, item.name, code)

    def questions(self, without: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Contents to ask the server for, and own ones that could go once they are safe."""
        with self._database.transaction() as connection:
            return blob_queue.questions(connection, without)

    def missing_due(self) -> bool:
        """Whether to ask what the server lacks: after it was restored, or once a day, if anything is here to offer."""
        with self._database.transaction() as connection:
            if not blob_queue.anything_here(connection):
                return False
            at = blob_queue.missing_told_at(connection)
            if at is None:
                return True
            now = self._database.clock.now()
            return not parse_instant(at) <= now < parse_instant(at) + ASK_EVERY

    def answered(self, asked: Talk, told: Told, *, last: bool) -> None:
        """Takes an answer in; what the server lacks and is here is offered again."""
        with self._database.transaction() as connection:
            want = zip(asked.want, told.want or (0,) * len(asked.want), strict=True)
            safe = zip(asked.safe, told.safe or (0,) * len(asked.safe), strict=True)
            blob_queue.answered(connection, want, safe)
            blob_queue.offer(connection, told.missing)
            if last:
                blob_queue.missing_told(connection, instant_text(self._database.clock.now()))


def _item(found: Transfer) -> Item:
    """A transfer as the engine carries it."""
    kind: Literal["thumbnail", "original"] = "original" if found.kind == ORIGINAL else "thumbnail"
    return Item(found.name, kind, found.up, found.size, found.at, found.record, found.asked)
