"""Care for contents: in backups, in the check of the server, and in the list of what is missing or named by nobody.

They are read back before a backup counts, linked to the backup before where they are the same, and put back by name.

A content never changes, so that backups side by side share its file; a damaged one is copied anew. What is not whole on the
server is left out and told: laptops that have it are asked for it (`Blobs.talk`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sync.protocol.blobs import is_name
from sync.server.blobs import blob_refs
from sync.server.blobs.blobs import FOLDER, Blobs, settle
from sync.server.database import Store

_LISTED = 1_000_000
"""Missing contents that are listed at most."""


def keep(store: Store, place: Path) -> tuple[list[str], int]:
    """Copies all contents into a backup: the names of those that are there whole, and how many were damaged or not here.

    Before the database is copied: a content that comes meanwhile is in neither or in the rows alone, and offered again after a
    restore. OSError for the disk.
    """
    with store.read() as connection:
        names = sorted(blob_refs.all_names(connection))
    earlier = sorted(each for each in place.parent.glob("komar-server-*") if each != place)
    kept = [name for name in names if _kept(Blobs(store), name, place, earlier[-1:])]
    return kept, len(names) - len(kept)


def _kept(contents: Blobs, name: str, place: Path, earlier: Sequence[Path]) -> bool:
    """One content; whether it is in the backup as it is called."""
    target = _path(place, name)
    target.parent.mkdir(parents=True, exist_ok=True)
    for before in earlier:
        with suppress(OSError):  # none of it there, or a disk that knows no links
            os.link(_path(before, name), target)
            if contents.whole(target, name):
                return True
    target.unlink(missing_ok=True)
    try:
        shutil.copyfile(contents.path(name), target)
    except FileNotFoundError:
        return False
    if contents.whole(target, name):
        return True
    target.unlink()
    return False


def put_back(store: Store, place: Path) -> int:
    """Contents of a backup that are not here, or damaged here, come back; how many. Those erased by law since do not.

    What came after the backup stays, and rows and files are made to agree.
    """
    contents = Blobs(store)
    there = [path for path in sorted((place / FOLDER).glob("??/*")) if is_name(path.name)]
    with store.read() as connection:
        wanted = [path for path in there if not blob_refs.is_erased(connection, path.name)]
    came = 0
    for path in wanted:
        here = contents.path(path.name)
        if not (here.is_file() and contents.whole(here, path.name)):
            came += contents.copy_in(path, path.name)
    settle(store)
    return came


def damaged(store: Store, *, repair: bool) -> list[str]:
    """Contents here that are not what they are called. With `repair` they go, so that laptops that have them are asked."""
    contents = Blobs(store)
    found = [name for name, path in sorted(contents.names().items()) if not contents.whole(path, name)]
    if repair:
        contents.destroy(found)
        settle(store)
    return found


def listed(store: Store) -> list[Mapping[str, Any]]:
    """What records name and is not here (`missing`), then what is here and nobody names (`orphan`), with bytes and instant."""
    with store.read() as connection:
        missing = blob_refs.missing(connection, None, "", _LISTED)
        orphans = blob_refs.orphans(connection)
    rows: list[Mapping[str, Any]] = [{"state": "missing", "content": name, "size": None, "at": None} for name in missing]
    return [*rows, *({"state": "orphan", "content": name, "size": size, "at": at} for name, size, at in orphans)]


def _path(place: Path, name: str) -> Path:
    """Where a content lies in a backup."""
    return place / FOLDER / name[:2] / name
