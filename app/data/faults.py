"""Faults of disk, file and database turned into words that a user can act on. What is not recognised is a bug and stays one."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from app.domain.errors import EnvironmentFault

LEAST_ROOM = 512 * 1024
"""Bytes that SQLite needs to work at all beside a database."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def fault_of(error: BaseException) -> EnvironmentFault | None:
    """The expected fault behind an error of the driver (wrapped or not) or of the system; None when it is none."""
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, OSError):
        return _of_system(inner)
    if not isinstance(inner, driver.DatabaseError):
        return None
    said = str(inner).lower()
    if "full" in said:
        return EnvironmentFault("disk_full")
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return EnvironmentFault("read_only")
    if "locked" in said or "busy" in said:
        return EnvironmentFault("database_busy")
    if "malformed" in said or "not a database" in said or "encrypted" in said or "hmac" in said:
        return EnvironmentFault("database_damaged")
    return EnvironmentFault("disk_error") if "disk i/o" in said else None


def _of_system(error: OSError) -> EnvironmentFault | None:
    """The fault behind an error of the system."""
    if error.errno in _FULL:
        return EnvironmentFault("disk_full")
    if error.errno in _READ_ONLY or isinstance(error, NotADirectoryError | FileExistsError | IsADirectoryError):
        return EnvironmentFault("read_only")
    return EnvironmentFault("disk_error") if error.errno == errno.EIO else None


@contextmanager
def translated(folder: Path | None = None) -> Iterator[None]:
    """Raises the expected fault instead of the driver's or the system's error.

    `folder`: where the files lie; SQLite calls a disk that is too full for its shared memory a fault of the disk.
    """
    try:
        yield
    except (driver.Error, OSError) as error:
        raise _seen_where(fault_of(error), folder) or error from error
    except Exception as error:
        fault = fault_of(error) if isinstance(getattr(error, "orig", None), driver.Error) else None
        if fault is None:
            raise
        raise _seen_where(fault, folder) or fault from error


def _seen_where(fault: EnvironmentFault | None, folder: Path | None) -> EnvironmentFault | None:
    """A fault of a disk that has no room left is that it is full."""
    if fault is None or fault.code != "disk_error" or folder is None:
        return fault
    try:
        return EnvironmentFault("disk_full") if shutil.disk_usage(folder).free < LEAST_ROOM else fault
    except OSError:
        return fault
