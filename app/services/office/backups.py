"""Backups of the office's data to a folder or stick, and putting one back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.data.keeping import backup as data
from app.data.keeping import keys
from app.data.keeping.backup import BackupInfo
from app.data.reader import Reader
from app.domain.clock import Clock, SystemClock, parse_instant
from app.domain.errors import EnvironmentFault, InputError
from app.domain.permissions import require
from app.services.office.offices import Session
from app.services.office.settings import whole_setting

__all__ = [
    "BackupInfo",
    "Restored",
    "backup_due",
    "backups_in",
    "last_backup",
    "make_backup",
    "restore_backup",
    "restore_office",
]
NOT_WRITTEN = frozenset({"read_only", "disk_full"})


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


@dataclass(frozen=True, slots=True)
class BackupDue:
    """A backup should be made: when the last one was, None where there never was one."""

    last: datetime | None


def backup_due(reader: Reader) -> BackupDue | None:
    """Whether the last backup on this computer is older than the office's `backup_days`; None while it is not.

    Where there never was one, it is due as soon as there is something to lose: a child or a facility.
    """
    told = reader.meta("last_backup")
    if told is None:
        anything = any(reader.find(kind, limit=1) for kind in ("child", "facility"))
        return BackupDue(None) if anything else None
    last = parse_instant(told)
    late = reader.clock.now() - last > timedelta(days=whole_setting(reader, "backup_days"))
    return BackupDue(last) if late else None


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


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore before sign-in: where old data were put aside, and whether the recovery code opened the backup."""

    aside: Path | None
    by_code: bool


def restore_office(backup_folder: Path, folder: Path, secret: str, *, clock: Clock | None = None) -> Restored:
    """Puts a backup on a computer where nobody can sign in: a new one, or one whose data cannot be opened.

    `secret` is a password of the day the backup was made, or the recovery code of the office. Whoever has either reads the
    backup anyway, so no right is asked for. Errors as those of `restore_backup`; then everything is as it was.
    """
    found = data.find_backups(backup_folder)
    if not found:
        raise EnvironmentFault("backup_not_found")
    now = clock or SystemClock()
    key, by_code = _unlock_by_either(found[0].path, secret, now)
    return Restored(data.restore(found[0].path, folder, key, clock=now), by_code)


def _unlock_by_either(folder: Path, secret: str, clock: Clock) -> tuple[bytes, bool]:
    """The key of a backup by what may be a password or the recovery code, and whether it was the code."""
    if not keys.is_code(secret):
        return _unlock(folder, secret, clock), False
    try:
        return _by_code(folder, secret, clock), True
    except InputError as refused:
        try:  # a password may look like a code by chance
            return _unlock(folder, secret, clock), False
        except InputError:
            raise refused from None


def _unlock(folder: Path, password: str, clock: Clock) -> bytes:
    """The key of a backup by a password; InputError `wrong_password`."""
    if not password:
        raise InputError("wrong_password", field="password")
    try:
        return keys.unlock(folder, password, clock=clock).key
    except EnvironmentFault as fault:
        if fault.code in NOT_WRITTEN:  # a stick behind a lock counts no wrong passwords; it is wrong all the same
            raise InputError("wrong_password", field="password") from fault
        raise


def _by_code(folder: Path, code: str, clock: Clock) -> bytes:
    """The key of a backup by the recovery code; InputError `wrong_code`."""
    try:
        return keys.unlock_by_code(folder, code, clock=clock)
    except EnvironmentFault as fault:
        if fault.code in NOT_WRITTEN:
            raise InputError("wrong_code", field="password") from fault
        raise
