"""New pictures and PDFs in the folder of a scanner or camera: which are whole, read safely, taken away once they are kept.

A file counts when its size and its time did not change between two looks, so that one that is still being written waits. What
was kept or passed over is remembered by a fingerprint, never by a name.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.data.contents.attachments import AttachmentStore
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import EnvironmentFault, InputError
from app.services.papers import documents
from app.services.papers.documents import Parent, Told

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".pdf"})
MOST = 200
"""Files that are looked at in one folder; a folder of all pictures of a computer is no folder of a scanner."""
_PDF = b"%PDF-"
_HEAD = 1024
"""A PDF says what it is within so many bytes."""

Size = tuple[int, int]
"""Bytes, and the time of the last change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Look:
    """A look into a folder: the scans that are whole, oldest first; the sizes of all, for the next look; whether any waits."""

    ready: tuple[Path, ...]
    sizes: Mapping[Path, Size]
    waiting: bool


def look(folder: Path, before: Mapping[Path, Size], handled: Collection[str]) -> Look:
    """What is new in a folder; `before` are the sizes of the last look, `handled` the fingerprints of what is done with.

    A folder that is not there holds nothing: a scanner or a stick may be away.
    """
    sizes: dict[Path, Size] = {}
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return Look((), {}, waiting=False)
    for path in found:
        size = _size(path)
        if size is not None and fingerprint(path, size) not in handled and len(sizes) < MOST:
            sizes[path] = size
    whole = [path for path, size in sizes.items() if size[0] and before.get(path) == size]
    whole.sort(key=lambda path: (sizes[path][1], path.name))
    return Look(tuple(whole), sizes, waiting=len(whole) < len(sizes))


def _size(path: Path) -> Size | None:
    """The size of a file that may be a scan; None for folders, links, hidden files and other kinds."""
    if path.name.startswith(".") or path.suffix.lower() not in ENDINGS:
        return None
    try:
        told = path.lstat()
    except OSError:
        return None
    return (told.st_size, told.st_mtime_ns) if stat.S_ISREG(told.st_mode) else None


def fingerprint(path: Path, size: Size) -> str:
    """Tells a file from others without its name being kept."""
    return hashlib.sha256(f"{path}\0{size[0]}\0{size[1]}".encode(errors="surrogateescape")).hexdigest()[:24]


def read(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """The scans with neutral names, as `documents.add_files` takes them.

    A name in the folder may be that of a child, and errors reach logs: they name the number alone. InputError `scan_broken` for
    a PDF that is none; EnvironmentFault `document_unreadable`.
    """
    files = []
    for number, path in enumerate(paths, 1):
        name = f"scan-{number}{path.suffix.lower()}"
        try:
            data = path.read_bytes()
        except OSError:  # from None: the fault of the system has the name of the file
            raise EnvironmentFault("document_unreadable", name=name) from None
        if not data:
            raise EnvironmentFault("document_unreadable", name=name)
        if name.endswith(".pdf") and _PDF not in data[:_HEAD]:
            raise InputError("scan_broken", name=name)
        files.append((name, data))
    return files


def keep(
    uow: UnitOfWork,
    store: AttachmentStore,
    parent: Parent,
    files: Sequence[tuple[str, bytes]],
    told: Told,
    *,
    together: bool,
    quarter: int = 0,
) -> list[str]:
    """Adds scans as documents, each page turned by so many quarters to the right; gives their ids. Raises as `add_files`."""
    made = documents.add_files(uow, store, parent, files, told, together=together)
    if quarter % 4:
        for one in made:
            documents.turn(uow, one, quarter)
    return made


def take_away(paths: Sequence[Path], sizes: Mapping[Path, Size]) -> None:
    """Deletes the plain files once they are kept encrypted; one that changed meanwhile is another scan and stays.

    EnvironmentFault `scan_not_deleted` with how many could not be deleted.
    """
    left = 0
    for path in paths:
        try:
            if _size(path) == sizes.get(path):
                path.unlink()
            else:
                left += path.exists()
        except OSError:
            left += 1
    if left:
        raise EnvironmentFault("scan_not_deleted", n=left)
