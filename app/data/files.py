"""Files that are whole or not there: written beside, synced to the disk, then renamed."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from app.domain.errors import EnvironmentFault

OWN_FOLDER, OWN_FILE = 0o700, 0o600
"""Others who use the same computer may not even copy what is encrypted."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def make_folder(path: Path) -> None:
    """Makes a folder and those above it, for the own account alone.

    EnvironmentFault `read_only` also where there is no such drive any more, as when a stick was pulled out.
    """
    try:
        path.mkdir(parents=True, exist_ok=True, mode=OWN_FOLDER)
    except FileNotFoundError as reason:
        raise EnvironmentFault("read_only") from reason


def make_private(path: Path) -> None:
    """Takes a folder or file away from other users of the computer, where its file system knows of users."""
    with suppress(OSError):
        path.chmod(OWN_FOLDER if path.is_dir() else OWN_FILE)


def write_whole(path: Path, content: bytes) -> None:
    """Replaces a file so that a power cut leaves the old or the new one, never half; OSError when the disk refuses."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(beside, _NEW, OWN_FILE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes names in a folder durable; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Makes a file's content durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
