"""Which contents of attachments go into the files of one making, and which found no room in them (sync.md §7).

Nothing counts as sent by lying in a file: until the server's answer says that it has a content, it goes into files again and
again. But those that lie in none yet go first, then those that went longest ago: where answers are slow, all have their turn.
One that is lost here, or that the server does not take, goes into none: the exchange of contents tells of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.data.contents import blob_queue
from app.data.contents.attachments import AttachmentStore
from app.data.contents.blob_queue import Transfer
from app.data.database import Database

USUAL = 48 * 1024 * 1024
"""Bytes of contents of attachments in the files of one making; the next one takes the rest."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Contents for the files of one making, by name, and what found no room.

    `left`: attachments that wait with a content which lies in no file yet, `left_bytes` of such contents; `earlier`: other
    attachments, with contents that lie only in the files of an earlier making, which are not answered yet.
    """

    names: tuple[str, ...]
    left: int = 0
    left_bytes: int = 0
    earlier: int = 0


def choose(database: Database, most: int | None = None) -> Chosen:
    """What goes now, up to so many bytes (`USUAL`), one at least if there is any; of one turn small pictures go first."""
    store = AttachmentStore.of(database)
    with database.transaction() as connection:
        blob_queue.take_in(connection, store)
        waiting = blob_queue.only_here(connection)
        written = blob_queue.in_files(connection)
    sizes = {each.name: store.size(each.name) for each in waiting}
    queue = [each for each in waiting if sizes[each.name] is not None and not each.fault]
    queue.sort(key=lambda each: written.get(each.name, 0))
    names, room = list[str](), USUAL if most is None else most
    for each in queue:
        room -= sizes[each.name] or 0
        if names and room < 0:
            break
        names.append(each.name)
    return _counted(names, queue[len(names) :], sizes, written)


def _counted(names: list[str], over: list[Transfer], sizes: dict[str, int | None], written: dict[str, int]) -> Chosen:
    """A choice, with what found no room in it."""
    new = [each for each in over if each.name not in written]
    left = {each.record for each in new}
    earlier = {each.record for each in over} - left
    return Chosen(tuple(names), len(left), sum(sizes[each.name] or 0 for each in new), len(earlier))


def everything(database: Database) -> Chosen:
    """All of them, for a device that makes its last files."""
    store = AttachmentStore.of(database)
    with database.transaction() as connection:
        blob_queue.take_in(connection, store)
        return Chosen(tuple(each.name for each in blob_queue.only_here(connection)))


def are_written(database: Database, chosen: Chosen) -> None:
    """The files with these are whole on a stick; the next ones begin with others."""
    with database.transaction() as connection:
        blob_queue.put_in_files(connection, chosen.names)
