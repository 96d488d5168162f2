"""The end of a device that the server no longer knows (sync.md §5): what waits is sealed for the server, handed over as far as
that goes, and the rest stays as sealed files; then the key slots are destroyed.

Nothing is destroyed on anybody's word but the server's own: its signature on an answer to a file of this device proves it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from app.data.database import Database
from app.data.faults import translated
from app.data.files import make_folder, write_whole
from app.data.keeping import keys
from app.data.outbox import outbox
from app.domain.errors import AppError
from app.syncing import bundles, contents
from app.syncing.identity import Enrolment

FOLDER = "sealed"
"""Folder beside the database for files that could not be handed over; nobody on this computer can read them."""

_TURNS = 3
"""So often it is tried over the link; whoever saves all the while gets files instead, which takes no time."""


def retire(
    database: Database,
    enrolment: Enrolment,
    hand_over: Callable[[bytes], bytes | None],
    part_bytes: int = bundles.PART_USUAL,
) -> list[Path] | None:
    """Ends this device if the server proves that it was revoked; None, and nothing changed, if it does not.

    People go on working while it is handed over, on a bad link for many minutes: what they save meanwhile is sealed anew, and
    the slots go only in an act in which nothing newer stands. Gives the sealed files that somebody has to carry, none if all is
    handed over. EnvironmentFault of the disk, before anything is destroyed: then the next exchange tries once more.
    """
    files: list[Path] = []
    for turn in itertools.count():
        with database.transaction() as connection:
            newest = outbox.newest(connection)
        parts = bundles.seal(database, enrolment, part_bytes=part_bytes, chosen=contents.everything(database))
        proved, left = _handed_over(database, enrolment, parts, hand_over) if turn < _TURNS else (True, parts)
        if not proved and turn == 0:
            return None
        _forget(files)
        files = _write(database.folder / FOLDER, left) if left else []
        with database.transaction() as connection:
            if outbox.newest(connection) == newest:
                keys.destroy(database.folder)
                return files
    raise AssertionError  # the turns have no end of their own


def _handed_over(
    database: Database, enrolment: Enrolment, parts: list[bytes], hand_over: Callable[[bytes], bytes | None]
) -> tuple[bool, list[bytes]]:
    """Whether the server proved that it knows this device no more, and the parts that it did not say it keeps."""
    proved, goes, left = False, True, []
    for part in parts:
        taken = bundles.ReplyTaken()
        if goes:
            try:
                reply = hand_over(part)
                taken = bundles.open_reply(database, enrolment, reply) if reply is not None else taken
            except AppError:
                goes = False
        proved = proved or taken.revoked
        if not (taken.revoked and taken.kept):
            left.append(part)
    return proved, left


def _forget(files: list[Path]) -> None:
    """Files of an earlier turn: all that they hold is in those of the next."""
    for path in files:
        path.unlink(missing_ok=True)


def _write(folder: Path, parts: list[bytes]) -> list[Path]:
    """Files of parts, each whole on the disk."""
    files = [folder / bundles.name_of(part) for part in parts]
    with translated(folder.parent):
        make_folder(folder)
        for path, part in zip(files, parts, strict=True):
            write_whole(path, part)
    return files
