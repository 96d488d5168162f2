"""Backups that are read back before they count, and putting one back, which begins a new epoch.

A backup is the same whatever the server's database lives in (`portable`): it can be put into a server of the other kind.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy.exc import OperationalError

from sync.server import models
from sync.server.blobs import blob_backup, blob_refs
from sync.server.database import FILE, REVISIONS, Store, lock_clock, position
from sync.server.exchange.cursors import open_epoch
from sync.server.faults import ServerFault
from sync.server.files import load_ledger, now, write_whole
from sync.server.keeping.erasure import replay_erasures
from sync.server.keeping.outside import replay
from sync.server.keeping.portable import brought_up, copy_in, copy_out, page_size
from sync.server.keeping.traces import leave_no_trace


@dataclass(frozen=True, slots=True)
class Sound:
    """A copy that can be read: its version, and how far each incarnation (home office, id) has come in it."""

    revision: str
    have: tuple[tuple[str, str, int], ...]


def backup(store: Store, folder: Path) -> Mapping[str, Any]:
    """A copy of everything in a folder of its own below `folder`; what it holds is then safe and laptops may forget it."""
    place = folder / f"komar-server-{now().translate(str.maketrans('', '', '-:.'))}"
    try:
        place.mkdir(parents=True)
        contents, lacking = blob_backup.keep(store, place)
        _copy(store, place / FILE)
        for name in ("keys.json", "ledger.json"):
            if (store.folder / name).exists():
                shutil.copy2(store.folder / name, place / name)
        sound = _verified(place / FILE)
    except (OSError, OperationalError, sqlite3.OperationalError) as reason:
        raise ServerFault("disk", 3) from reason
    if sound is None or sound.revision != REVISIONS[-1]:
        raise ServerFault("backup_bad", 3, folder=place)
    table = models.incarnation

    def note(connection: Connection) -> None:
        for home, name, seq in sorted(sound.have):
            key = (table.c.home == home, table.c.id == name, table.c.safe < seq)
            connection.execute(update(table).where(*key).values(safe=seq))
        blob_refs.mark_safe(connection, contents)

    store.again(note)
    told = {"contents": len(contents), "contents_lacking": lacking}
    return {"path": str(place), "ops": sum(seq for _, _, seq in sound.have), **told}


def _copy(store: Store, target: Path) -> None:
    """One snapshot of the database as a file."""
    if store.postgres:
        copy_out(store, target)
        return
    with closing(sqlite3.connect(store.path, timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


def _verified(path: Path) -> Sound | None:
    """What a copy holds; None when it is no sound database of this version or an older one."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return None
            (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
            if revision not in REVISIONS:
                return None
            ops = dict(copy.execute("SELECT incarnation, max(seq) FROM op_log GROUP BY incarnation"))
            rows = copy.execute("SELECT home, id, have FROM incarnation").fetchall()
    except sqlite3.DatabaseError:
        return None
    return Sound(revision, tuple((home, name, have) for home, name, have in rows if ops.get(name, 0) == have))


def restore(store: Store, folder: Path) -> Mapping[str, Any]:
    """Puts a backup back under the feet of a running server; laptops hand in again what it lacks.

    `folder` is a backup or holds some, then the newest is taken. Epochs and revocations of the present server stay.
    """
    place, sound = found(folder)
    with brought_up(place / FILE, sound.revision, 0 if store.postgres else page_size(store.path)) as file:
        with store.write() as connection:
            lock_clock(connection)
            _keep_beside(store, place)
        if not store.postgres:
            with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(store.path, timeout=60)) as live:
                source.backup(live)
        with store.write(alone=True) as connection:
            if store.postgres:
                copy_in(connection, file)
            epoch = open_epoch(store, connection, point=_came_to(file))
            replay(store, connection)
            seq = position(connection)[1]
            erased = replay_erasures(store, connection)
        if erased:
            leave_no_trace(store)
    return {"path": str(place), "epoch": epoch, "seq": seq, "contents": blob_backup.put_back(store, place)}


def _came_to(file: Path) -> int:
    """The last number of a backup. What another process wrote since it lay in place has higher ones, as what was lost had."""
    with closing(sqlite3.connect(file)) as copy:
        (seq,) = copy.execute("SELECT seq FROM clock").fetchone()
    return int(seq)


def found(folder: Path) -> tuple[Path, Sound]:
    """The backup that a folder is or holds, which can be read; ServerFault `backup_none`, `backup_bad`."""
    place = _newest(folder)
    sound = _verified(place / FILE)
    if sound is None:
        raise ServerFault("backup_bad", 3, folder=place)
    return place, sound


def _keep_beside(store: Store, place: Path) -> None:
    """What lies beside the database: the keys of the backup, and a ledger that forgets neither epochs nor revocations."""
    store.ledger.joined(load_ledger(place)).store(store.folder)
    if (place / "keys.json").exists():
        write_whole(store.folder / "keys.json", (place / "keys.json").read_bytes())


def _newest(folder: Path) -> Path:
    """The backup that a folder is or holds; ServerFault `backup_none`."""
    if (folder / FILE).is_file():
        return folder
    found = sorted(folder.glob(f"komar-server-*/{FILE}")) if folder.is_dir() else []
    if not found:
        raise ServerFault("backup_none", 1, folder=folder)
    return found[-1].parent
