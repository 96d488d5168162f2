"""Faults of disk, file and database turned into words that a user can act on. What is not recognised is a bug and stays one."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as driver

from app.domain.errors import EnvironmentFault

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
def translated() -> Iterator[None]:
    """Raises the expected fault instead of the driver's or the system's error."""
    try:
        yield
    except (driver.Error, OSError) as error:
        raise fault_of(error) or error from error
    except Exception as error:
        fault = fault_of(error) if isinstance(getattr(error, "orig", None), driver.Error) else None
        if fault is None:
            raise
        raise fault from error
