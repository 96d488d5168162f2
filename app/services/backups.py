"""Backups of the office's data to a folder or stick, and putting one back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.data import backup as data
from app.data import keys
from app.data.backup import BackupInfo
from app.domain.clock import Clock, SystemClock, parse_instant
from app.domain.errors import EnvironmentFault, InputError
from app.domain.permissions import require
from app.services.offices import Session

__all__ = ["BackupInfo", "backups_in", "last_backup", "make_backup", "restore_backup"]


def make_backup(session: Session, folder: Path, progress: Callable[[int, int], None] | None = None) -> BackupInfo:
    """Makes a backup within a folder, reads it back, and notes it; anybody signed in may.

    InputError `not_allowed`; EnvironmentFault `disk_full`, `read_only`, `backup_inside`, `backup_incomplete`.
    """
    require(session.actor, "backup.make")
    return data.backup(session.database, folder, session.actor, progress)


def last_backup(session: Session) -> datetime | None:
    """When the last backup was made on this computer, or None."""
    with session.read() as reader:
        at = reader.meta("last_backup")
    return parse_instant(at) if at else None


def backups_in(folder: Path) -> list[BackupInfo]:
    """The backups in a folder, newest first."""
    return data.find_backups(folder)


def restore_backup(
    backup_folder: Path, folder: Path, password: str, *, clock: Clock | None = None, session: Session | None = None
) -> Path | None:
    """Puts a backup in the place of the office's data; gives where the old data were put aside, None where there were none.

    `password` is that of anybody who had one when the backup was made. `backup_folder` may also hold several; the newest
    counts. Over an office that is open, `session` must be that of an administrator; it is closed. InputError `wrong_password`,
    `password_wait`, `not_allowed`; EnvironmentFault `backup_not_found`, `backup_damaged`, `second_instance`, those of the disk.
    """
    if session is not None:
        require(session.actor, "backup.restore")
    found = data.find_backups(backup_folder)
    if not found:
        raise EnvironmentFault("backup_not_found")
    now = clock or SystemClock()
    unlocked = _unlock(found[0].path, password, now)
    if session is not None:
        session.close()
    return data.restore(found[0].path, folder, unlocked, clock=now)


def _unlock(folder: Path, password: str, clock: Clock) -> bytes:
    """The key of a backup by a password; InputError `wrong_password`."""
    if not password:
        raise InputError("wrong_password", field="password")
    return keys.unlock(folder, password, clock=clock).key
